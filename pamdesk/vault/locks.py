"""Operating-system locks: a process shows that it lives, and an exclusive operation shuts the others out."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from pamdesk.records.errors import VaultInUse, VaultReadOnly
from pamdesk.records.ids import new_id

_EXCLUSIVE = "exclusive.lock"
_PATIENCE = 1.0  # seconds; others only look at a lock for an instant

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            # flock, not lockf: it belongs to the open file, so that two vaults open in one process stay apart.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class FileLock:
    """A lock that the operating system lets go of when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is locked yet."""
        self.path = path
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Try to lock; false where another holds it."""
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            if not _try_lock(descriptor):
                os.close(descriptor)
                return False
            # A cleaner may have removed the file between opening and locking it.
            with suppress(OSError):
                if os.path.samestat(self.path.stat(), os.fstat(descriptor)):
                    self._descriptor = descriptor
                    return True
            os.close(descriptor)

    def let_go(self, *, remove: bool = False) -> None:
        """Unlock; `remove` deletes the file first."""
        if self._descriptor is None:
            return
        if remove and sys.platform != "win32":
            with suppress(OSError):
                self.path.unlink()
        os.close(self._descriptor)
        self._descriptor = None
        if remove and sys.platform == "win32":
            with suppress(OSError):
                self.path.unlink()


class VaultLocks:
    """The locks of one open vault: `process` is this opening's name, alive while its file is locked."""

    def __init__(self, folder: Path) -> None:
        """Take the vault's folder."""
        self._folder = folder / "locks"
        self._name = folder.name
        self.process = new_id()
        self._own = FileLock(self._folder / f"{self.process}.lock")
        self._exclusive = FileLock(self._folder / _EXCLUSIVE)

    def enter(self) -> None:
        """Show that this process has the vault open; raises `VaultInUse` while an exclusive operation is under way."""
        self._make_folder()
        self._sweep()
        while not self._own.take():
            time.sleep(
                0.01
            )  # another process is looking at it in this instant; without it we would count as dead
        if not self._take_exclusive():
            self.leave()
            raise VaultInUse(
                f"{self._name} is being restored, upgraded or given new keys by another program.",
                hint="Wait for it to finish, then try again.",
                code="vault_exclusive",
            )
        self._exclusive.let_go()

    def enter_alone(self, what: str) -> None:
        """Hold the vault for an operation that nobody may share; raises `VaultInUse` while another process has it open."""
        self.hold_exclusive(what)
        if self._others():
            self._exclusive.let_go()
            raise VaultInUse(
                f"{self._name} is open in another window, command or gateway, so {what} was not done.",
                hint="Close it there, then try again.",
                code="vault_in_use",
            )

    def hold_exclusive(self, what: str) -> None:
        """Hold the exclusive lock alone, with others still open; raises `VaultInUse`."""
        self._make_folder()
        if not self._take_exclusive():
            raise VaultInUse(
                f"{self._name} is held by another operation, so {what} was not done.",
                hint="Wait for it to finish, then try again.",
                code="vault_exclusive",
            )

    def release_exclusive(self) -> None:
        """Let the others in again."""
        self._exclusive.let_go()

    def leave(self) -> None:
        """Show that this process no longer has the vault open."""
        self._own.let_go(remove=True)

    def lives(self, process: str) -> bool:
        """Tell whether a process of this machine still has the vault open."""
        path = self._folder / f"{process}.lock"
        if process == self.process:
            return True
        if not path.exists():
            return False
        lock = FileLock(path)
        try:
            free = lock.take()
        except OSError:
            return False
        if free:
            lock.let_go(remove=True)
        return not free

    def _take_exclusive(self) -> bool:
        until = time.monotonic() + _PATIENCE
        while not self._exclusive.take():
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True

    def _others(self) -> bool:
        names = [path.stem for path in self._folder.glob("*.lock") if path.name != _EXCLUSIVE]
        return any(name != self.process and self.lives(name) for name in names)

    def _sweep(self) -> None:
        for path in self._folder.glob("*.lock"):
            if path.name != _EXCLUSIVE:
                self.lives(path.stem)

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            probe = self._folder / f".{self.process}"
            probe.touch(mode=0o600)
            probe.unlink()
        except OSError:
            raise VaultReadOnly(
                f"{self._name} cannot be written to: the disk or the folder is read-only. Nothing was changed.",
                hint="Make the folder writable for this user, or copy it to another disk and open the copy.",
                code="vault_read_only",
            ) from None
