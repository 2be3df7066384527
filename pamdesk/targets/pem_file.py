"""A certificate in a file of its own, for a driver that takes it as a file only; what a killed process left is removed."""

from __future__ import annotations

import os
import re
import stat
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

_PREFIX: Final = "pamdesk-tls-"
_SUFFIX: Final = ".pem"
# As they were named before they were locked; nothing tells whether one is still needed but its age.
_UNLOCKED: Final = re.compile(r"pamdesk-[a-z0-9_]{8}\.pem")
_UNLOCKED_SECONDS: Final = 24 * 3600.0  # longer than any driver took to read it
_sweeping = threading.Lock()
_swept: set[str] = set()


class PemFile:
    """A file that only this user may read, held open and locked for as long as it is needed.

    The operating system gives the lock back when a process dies, however it dies; so no process number is believed.
    """

    def __init__(self, pem: str) -> None:
        """Write the file, after files of processes that are gone were removed once; raises OSError."""
        _sweep_once()
        self._descriptor, self.path = _locked_file()
        os.write(self._descriptor, pem.encode("ascii", "replace"))

    def close(self) -> None:
        """Remove it; a second call does nothing."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor < 0:
            return
        if sys.platform == "win32":
            os.close(descriptor)  # there a file that is open cannot be removed
            self.path.unlink(missing_ok=True)
        else:
            self.path.unlink(missing_ok=True)
            os.close(descriptor)


def remove_left(folder: Path) -> int:
    """Remove the files of this user that no living process holds; returns how many."""
    removed = 0
    for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):  # another process was first, or it is not ours
            removed += _remove_if_left(path)
    for path in folder.glob(f"pamdesk-*{_SUFFIX}"):
        with suppress(OSError):
            removed += _remove_if_old(path)
    return removed


def _sweep_once() -> None:
    folder = tempfile.gettempdir()
    with _sweeping:
        if folder not in _swept:
            _swept.add(folder)
            remove_left(Path(folder))


def _locked_file() -> tuple[int, Path]:
    while True:
        descriptor, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX)  # 0600
        if _lock(descriptor) and (sys.platform == "win32" or os.fstat(descriptor).st_nlink):
            return descriptor, Path(name)
        os.close(
            descriptor
        )  # another process took it for one that was left, in the moment before it was locked


def _remove_if_left(path: Path) -> bool:
    if sys.platform == "win32":
        path.unlink()  # fails while a process has it open
        return True
    if path.lstat().st_uid != os.getuid():
        return False
    descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    try:
        if not _lock(descriptor):
            return False
        path.unlink()
        return True
    finally:
        os.close(descriptor)


def _remove_if_old(path: Path) -> bool:
    found = path.lstat()
    mine = sys.platform == "win32" or found.st_uid == os.getuid()
    old = time.time() - found.st_mtime > _UNLOCKED_SECONDS
    if not (_UNLOCKED.fullmatch(path.name) and stat.S_ISREG(found.st_mode) and mine and old):
        return False
    path.unlink()
    return True


def _lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        return True  # that it is open is what tells there
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
