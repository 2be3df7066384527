"""An output that takes nothing more: one sentence and an honest exit code, never a fault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import pamdesk
from pamdesk.cli.exit_codes import ExitCode
from pamdesk.cli.output import emit
from pamdesk.cli.streams import OutputLost

ROOT = Path(pamdesk.__file__).parent.parent
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full, which Linux has")


def pamdesk_into(place: Path, folder: Path, *arguments: str, **changes: str) -> tuple[int, str]:
    """Run the command with its standard output at `place`; returns exit code and standard error."""
    with place.open("w") as out:
        done = subprocess.run(
            [sys.executable, "-m", "pamdesk", *arguments],
            cwd=ROOT,
            env={**os.environ, "XDG_STATE_HOME": str(folder), **changes},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    return done.returncode, done.stderr


@needs_full
@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["doctor"], ["doctor", "--json"]])
def test_a_full_output_is_one_sentence_and_exit_1(tmp_path: Path, arguments: list[str]):
    assert pamdesk_into(FULL, tmp_path, *arguments) == (
        1,
        "The result could not be written to standard output: No space left on device. "
        "What the command has done stays done.\n",
    )
    assert list(tmp_path.rglob("crash-*")) == []


@needs_full
def test_an_error_that_cannot_be_printed_as_json_is_said_and_keeps_its_exit_code(tmp_path: Path):
    code, err = pamdesk_into(FULL, tmp_path, "records", "bogus", "--json")
    assert code == 2
    assert err.startswith("No such command 'bogus'.\n")


def test_an_account_in_doubt_is_exit_4_even_where_its_line_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch,
):
    class Full:
        encoding = "utf-8"

        def write(self, text: str) -> int:
            raise OutputLost("full")

    monkeypatch.setattr(sys, "stdout", Full())
    with pytest.raises(OutputLost) as lost:
        emit({}, "", as_json=True, code=ExitCode.IN_DOUBT)
    assert lost.value.exit_code == 4


def test_what_an_output_cannot_show_is_written_as_an_escape_and_json_stays_json(tmp_path: Path):
    out = tmp_path / "out"
    code, err = pamdesk_into(out, tmp_path, "records", "ä→", PYTHONIOENCODING="ascii")
    assert (code, err.splitlines()[0]) == (2, r"No such command '\xe4\u2192'.")
    pamdesk_into(out, tmp_path, "records", "ä→", "--json", PYTHONIOENCODING="ascii")
    assert json.loads(out.read_text("ascii"))["error"]["message"] == "No such command 'ä→'."
