"""The temporary folder of a sandbox: everything of it lies there, and it goes with the sandbox, however that ends."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from pamdesk.records.errors import UserError

_JANITOR = Path(__file__).with_name("janitor.py")
_PATIENCE_SECONDS = 70.0
_OTHERS_MAY_PASS = stat.S_IXOTH


class SandboxFolder:
    """A new temporary folder; a context manager. A process of its own deletes it, also after a crash of this one."""

    def __init__(self) -> None:
        """Make the folder; raises UserError where this machine has no place for it."""
        root = os.name == "posix" and os.geteuid() == 0
        self.path = Path(
            tempfile.mkdtemp(prefix="pamdesk-sandbox-", dir=reachable_parent() if root else None)
        )
        if root:
            # The server's unprivileged account passes through; it can list nothing, and the vault inside is closed to it.
            self.path.chmod(0o711)
        self._janitor = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_JANITOR)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.also(self.path)

    def also(self, path: Path) -> None:
        """Name another file or folder that is deleted with the sandbox."""
        if self._janitor.stdin is None:
            raise RuntimeError("The janitor was started without a standard input.")
        self._janitor.stdin.write(json.dumps(str(path)).encode() + b"\n")
        self._janitor.stdin.flush()

    def close(self) -> None:
        """Delete the folder and wait until it is gone; raises UserError where something keeps it."""
        if self._janitor.stdin is not None:
            self._janitor.stdin.close()
        if self._janitor.wait(_PATIENCE_SECONDS) != 0:
            raise UserError(
                f"The practice environment is over, but its folder {self.path} could not be deleted.",
                hint="Delete it by hand; everything in it was made for practice.",
                code="sandbox_left",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def reachable_parent() -> Path:
    """Return a folder for temporary files that an unprivileged account reaches too (root's own may lie below /root)."""
    for place in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):  # noqa: S108 - a new folder is made in it
        ways = (place.resolve(), *place.resolve().parents)
        if place.is_dir() and all(way.stat().st_mode & _OTHERS_MAY_PASS for way in ways):
            return place
    raise UserError(
        "The practice environment finds no folder for temporary files that its PostgreSQL can reach: it does not run as root.",
        hint="Start it as an ordinary user, or set TMPDIR to a folder that everybody may enter.",
        code="no_reachable_folder",
    )
