"""Started without its packages, PamDesk says in one sentence what brings them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SENTENCE = (
    "PamDesk is not set up for this Python: the package {} is missing; "
    f"{'py' if sys.platform == 'win32' else 'python3'} {Path('packaging', 'bootstrap.py')} run installs what is missing "
    "and starts PamDesk.\n"
)
# A package that stands as None among the loaded modules is one that is not there.
WITHOUT = """
import sys
for name in sys.argv.pop(1).split(","):
    sys.modules[name] = None
from pamdesk.cli.main import run
sys.exit(run())
"""


def started(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    """Start Python in an empty home, with a display that no window needs; return exit code, output and errors."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    ended = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.parametrize("arguments", [[], ["doctor"], ["vault", "create", "x"]])
def test_with_no_package_at_all_main_py_names_the_set_up(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = started(["-S", "main.py", *arguments], tmp_path, monkeypatch)
    assert ended == (1, "", SENTENCE.format("click"))


@pytest.mark.parametrize(
    ("absent", "arguments"),
    [
        ("sqlcipher3", ["records", "list"]),
        ("sqlcipher3,platformdirs", []),
        ("platformdirs", ["vault", "create", "x"]),
        ("PySide6", []),
    ],
)
def test_a_package_that_is_missing_later_is_named_without_a_traceback(
    absent: str, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said, error = started(["-c", WITHOUT, absent, *arguments], tmp_path, monkeypatch)
    assert (code, said) == (1, "")
    assert error in {SENTENCE.format(name) for name in absent.split(",")}


def test_as_json_it_is_one_object(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said, error = started(["-S", "main.py", "records", "list", "--json"], tmp_path, monkeypatch)
    told = json.loads(said)["error"]
    assert (code, error, told["code"]) == (1, "", "not_set_up")
    assert f"{told['message']}\n" == SENTENCE.format("click")


def test_a_module_of_its_own_that_is_missing_stays_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _, error = started(["-c", WITHOUT, "pamdesk.cli.audit", "audit", "list"], tmp_path, monkeypatch)
    assert code == 1
    assert "A fault in PamDesk ended the command (ModuleNotFoundError)" in error
