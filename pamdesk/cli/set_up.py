"""Python without the packages that PamDesk stands on: said in one sentence, with the command that brings them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from pamdesk.cli.exit_codes import ExitCode
from pamdesk.cli.output import emit_error, wants_json

_BOOTSTRAP = Path("packaging", "bootstrap.py")


def absent_package(error: BaseException) -> str:
    """Return the package whose absence an error tells of; empty where it is another defect, such as one of PamDesk's own."""
    if not isinstance(error, ModuleNotFoundError) or not error.name:
        return ""
    package = error.name.partition(".")[0]
    return "" if package == "pamdesk" or package in sys.stdlib_module_names else package


def say_absent(package: str, arguments: Sequence[str]) -> int:
    """Say that a package is absent and what installs it; returns the exit code."""
    sentence = f"PamDesk is not set up for this Python: the package {package} is missing; {_mend()}."
    emit_error(sentence, code="not_set_up", hint="", as_json=wants_json(arguments))
    return ExitCode.REFUSED


def _mend() -> str:
    if not (Path(__file__).parents[2] / _BOOTSTRAP).is_file():
        return "installing PamDesk again brings it"
    python = "py" if sys.platform == "win32" else "python3"
    return f"{python} {_BOOTSTRAP} run installs what is missing and starts PamDesk"
