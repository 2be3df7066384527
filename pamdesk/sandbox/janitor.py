"""A small process that deletes what a sandbox leaves on disk, when the sandbox has ended by whatever means.

It runs as a plain script on the standard library alone. Standard input names one path a line, as JSON, and stays open as
long as the owner lives: its end means that the owner has stopped, has died or was killed, on every operating system.
"""

from __future__ import annotations

import json
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

_PATIENCE_SECONDS = 60.0  # servers of the sandbox may still be stopping, with files of theirs open
_PAUSE_SECONDS = 0.1


def main() -> int:
    """Wait for the owner's end, then delete every path that was named; returns 1 where one is still there."""
    for name in ("SIGINT", "SIGHUP", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            # The owner's end is the only thing that counts.
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    paths = [Path(json.loads(line)) for line in sys.stdin.buffer if line.endswith(b"\n")]
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while left := [path for path in paths if not _deleted(path)]:
        if time.monotonic() > deadline:
            return 1
        paths = left
        time.sleep(_PAUSE_SECONDS)
    return 0


def _deleted(path: Path) -> bool:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return not path.exists()


if __name__ == "__main__":
    sys.exit(main())
