"""Which machine this is: a name for people, and a mark that stays when the name changes."""

from __future__ import annotations

import hashlib
import platform
import sys
import uuid
from functools import cache
from pathlib import Path


@cache
def this_machine() -> str:
    """Return `name/mark`: the host name, and eight hexadecimal digits of a digest of the machine's own id."""
    return f"{platform.node() or 'this machine'}/{hashlib.sha256(_own_id().encode()).hexdigest()[:8]}"


def same_machine(one: str, other: str) -> bool:
    """Tell whether two names mean one machine: by the mark, as a laptop's host name changes with its network."""
    return one.rpartition("/")[2] == other.rpartition("/")[2]


def spoken(machine: str) -> str:
    """Return the name for a sentence."""
    return machine.rpartition("/")[0] or machine


def _own_id() -> str:
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            text = Path(path).read_text("ascii").strip()
        except OSError:
            continue
        if text:
            return text
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    return str(uuid.getnode())
