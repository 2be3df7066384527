"""The private folder in which a script's text lies while it runs, and the lock that tells whether it still does."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PREFIX = "pamdesk-script-"
_LOCK = "running"


def new_path() -> Path:
    """Return where a folder is to be made: written down first, so that it is found and erased after a crash."""
    return Path(tempfile.gettempdir()) / f"{PREFIX}{secrets.token_hex(12)}"


class ScriptFolder:
    """A new folder that only this user reads; the script inherits its lock, and holds it even when PamDesk has died."""

    def __init__(self, path: Path, name: str, text: str) -> None:
        """Make the folder at a path of `new_path` and write the script into it; raises `OSError`."""
        self.path = path
        path.mkdir(mode=0o700)
        self.file = self.path / name
        self.lock: int | None = None
        try:
            with os.fdopen(os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(_with_line_ends(text).encode())
            if sys.platform != "win32":
                self.lock = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
                fcntl.flock(self.lock, fcntl.LOCK_EX)
        except OSError:
            self.remove()
            raise

    def remove(self) -> None:
        """Let go of the lock and erase the folder."""
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None
        shutil.rmtree(self.path, ignore_errors=True)


def _with_line_ends(text: str) -> str:
    """Write the line ends of this system: a shell takes a carriage return for a part of the command."""
    return text.replace("\r\n", "\n").replace("\n", os.linesep)


def still_runs(folder: str) -> bool:
    """Tell whether the script of a folder that a dead PamDesk left is still running.

    On Windows the script ends together with PamDesk (its job object), so there it never is.
    """
    if sys.platform == "win32":
        return False
    try:
        descriptor = os.open(Path(folder) / _LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def remove_left(folder: str) -> None:
    """Erase a folder that a dead PamDesk left; a path that is not such a folder is left alone."""
    path = Path(folder)
    if path.name.startswith(PREFIX) and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
