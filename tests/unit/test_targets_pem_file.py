"""The files that a driver reads certificates from: they go with their process, however that ends."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pamdesk.targets.pem_file import PemFile, remove_left

_HOLDER = """
import sys, tempfile
from pamdesk.targets.pem_file import PemFile
tempfile.tempdir = sys.argv[1]
kept = PemFile("certificate")
print(kept.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_file_is_there_until_it_is_closed_and_for_its_owner_only(folder: Path) -> None:
    file = PemFile("certificate")
    assert file.path.read_text() == "certificate"
    if sys.platform != "win32":
        assert file.path.stat().st_mode & 0o077 == 0
    file.close()
    file.close()
    assert list(folder.iterdir()) == []


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_needs_is_not(folder: Path) -> None:
    with holder(folder) as killed, holder(folder) as living:
        assert killed.stdout is not None
        assert living.stdout is not None
        left, needed = Path(killed.stdout.readline().strip()), Path(living.stdout.readline().strip())
        killed.kill()
        killed.wait(10)
        assert left.exists()
        mine = PemFile("certificate")  # the first of this process and folder: it tidies up
        assert (left.exists(), needed.exists(), mine.path.exists()) == (False, True, True)
        mine.close()
        living.communicate("")


def test_what_was_left_before_files_were_locked_goes_when_it_is_a_day_old(folder: Path) -> None:
    names = (
        "pamdesk-01erzunu.pem",
        "pamdesk-0_tvhw58.pem",
        "pamdesk-notes.pem",
        "pamdesk-tls-backup.pem.old",
    )
    files = [folder / name for name in names]
    for file in files:
        file.write_text("certificate")
    yesterday = time.time() - 25 * 3600
    for file in (files[0], files[2], files[3]):
        os.utime(file, (yesterday, yesterday))
    (folder / "pamdesk-planted1.pem").symlink_to(files[2])
    assert remove_left(folder) == 1
    assert [file.exists() for file in files] == [False, True, True, True]


def holder(folder: Path) -> subprocess.Popen[str]:
    """Start a process that holds a file until its standard input ends."""
    command = [sys.executable, "-c", _HOLDER, str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(sys.platform == "win32", reason="a planted link is POSIX's here")
def test_a_planted_link_is_not_followed(folder: Path) -> None:
    precious = folder / "precious"
    precious.write_text("x")
    (folder / "pamdesk-tls-planted.pem").symlink_to(precious)
    assert remove_left(folder) == 0
    assert precious.read_text() == "x"
