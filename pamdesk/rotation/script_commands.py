"""Which program runs a script: the one its record names, its first line, or the one that its name stands for."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

from pamdesk.records.errors import UserError
from pamdesk.records.scripts import Script
from pamdesk.records.words import quoted

_POWERSHELL = ("-NoLogo", "-NoProfile", "-NonInteractive")
_BY_SUFFIX: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    ".py": (("python3", "python"), ()),
    ".ps1": (
        ("pwsh", "powershell"),
        # Switched on here by a person; a group policy still has the last word.
        (*_POWERSHELL, *(("-ExecutionPolicy", "Bypass") if sys.platform == "win32" else ()), "-File"),
    ),
    ".sh": (("sh",), ()),
    ".bash": (("bash",), ()),
}
_BATCH = (".cmd", ".bat")


class NoInterpreter(UserError):
    """Nothing on this machine runs the script."""


def command_of(script: Script, file: Path) -> list[str]:
    """Return the argument list that runs a script from its file; raises `NoInterpreter`. No secret stands in it."""
    if script.interpreter:
        named = shlex.split(script.interpreter, posix=sys.platform != "win32")
        return [_found(script, (named[0].strip('"'),)), *named[1:], str(file)]
    first = script.text.reveal().split("\n", 1)[0].strip()
    if first.startswith("#!") and sys.platform != "win32":
        # As the kernel reads it: a program and at most one argument. The file itself need not be executable.
        parts = first[2:].strip().split(None, 1)
        if parts:
            return [_found(script, (parts[0],)), *parts[1:], str(file)]
    suffix = file.suffix.lower()
    if suffix in _BATCH and sys.platform == "win32":
        return [os.environ.get("COMSPEC", "cmd.exe"), "/d", "/c", str(file)]
    if suffix in _BY_SUFFIX:
        names, arguments = _BY_SUFFIX[suffix]
        return [_found(script, names), *arguments, str(file)]
    raise NoInterpreter(
        f"Neither the first line of the script {quoted(script.name)} nor its name says what runs it. "
        "Name its interpreter.",
        code="no_interpreter",
    )


def _found(script: Script, names: tuple[str, ...]) -> str:
    for name in names:
        place = shutil.which(name)
        if place:
            return place
    raise NoInterpreter(
        f"{names[0]}, which runs the script {quoted(script.name)}, is not on this machine.",
        code="no_interpreter",
    )


def environment() -> dict[str, str]:
    """Return this program's environment without what is PamDesk's own, and with the libraries of the system."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PAMDESK_")}
    # A bundled program sets these for itself; a script's programs need those of the system.
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        before = kept.pop(f"{name}_ORIG", None)
        if before is not None:
            kept[name] = before
        elif getattr(sys, "frozen", False):
            kept.pop(name, None)
    return kept
