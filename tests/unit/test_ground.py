"""The door of the program and the lock of its packages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pamdesk

ROOT = Path(pamdesk.__file__).parent.parent


def test_main_py_and_the_module_both_print_the_version():
    for door in ("main.py",), ("-m", "pamdesk"):
        printed = subprocess.run(
            [sys.executable, *door, "--version"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert printed.stdout == f"pamdesk {pamdesk.__version__}\n"


def test_asking_for_the_version_loads_neither_click_nor_qt_nor_a_driver():
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.argv[1:] = ['--version']; import main; main.run(); print(*sys.modules)",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    heavy = {"click", "rich", "PySide6", "boto3", "cryptography", "sqlcipher3", "asyncio", "dataclasses"}
    assert heavy.intersection(loaded) == set()


def test_every_package_of_the_lock_is_pinned_with_a_hash():
    blocks = re.findall(
        r"^\w\S*.*(?:\n[ ].*)*", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE
    )
    assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


def test_the_lock_names_no_host_and_no_path():
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#") and ("/" in line or "index" in line)] == []


def test_the_lock_keeps_qt_below_the_version_that_aborts_python_3_11():
    versions = re.findall(
        r"^pyside6-essentials==(\S+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE
    )
    assert [version.split(".")[:2] for version in versions] == [["6", "11"]]
