"""A small process that starts one server, and ends it when the process that asked for it is gone.

It runs as a plain script on the standard library alone. Its orders come on standard input as one JSON line; standard input stays
open as long as the owner lives, so its end means that the owner has stopped or has died, by whatever means and on every operating
system. It answers on standard output, one JSON line each: `{"pid": …}`, then `{"ended": …}`, or `{"error": …}`.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

_PR_SET_PDEATHSIG = 1
_STDIN = 0
_STDOUT = 1


def main() -> int:
    """Start the server that standard input asks for, wait for its end or the owner's, and stop it by its own id."""
    for name in ("SIGINT", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            # The owner decides when the server ends: an interrupt at the terminal reaches the whole group.
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    order: dict[str, Any] = json.loads(_first_line())
    try:
        with Path(order["log"]).open("ab") as log:
            child = _start(order, log)
    except OSError as error:
        _say({"error": str(error)})
        return 1
    orphaned = threading.Event()
    threading.Thread(target=_stop_when_owner_ends, args=(child, order, orphaned), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: _stop(child, order))
    _say({"pid": child.pid})
    status = child.wait()
    if orphaned.is_set() and order["leftover"]:
        shutil.rmtree(order["leftover"], ignore_errors=True)
    _say({"ended": status})
    return 0


def _first_line() -> bytes:
    # Not through sys.stdin: a thread that waits in its buffer holds a lock that the interpreter wants at its end.
    line = b""
    while not line.endswith(b"\n") and (more := os.read(_STDIN, 65536)):
        line += more
    return line


def _start(order: dict[str, Any], log: IO[bytes]) -> subprocess.Popen[bytes]:
    options: dict[str, Any] = {}
    if order["uid"] is not None:
        options |= {"user": order["uid"], "group": order["gid"], "extra_groups": []}
    if os.name == "posix":
        options["preexec_fn"] = _prepare  # safe: no thread is started before the child is
    return subprocess.Popen(
        order["argv"],
        cwd=order["cwd"],
        env=order["environment"],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=os.name == "posix",
        **options,
    )


def _prepare() -> None:
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_DFL)
    if sys.platform == "linux":
        # Also when this very process is killed. Set after the change of user, which would clear it (prctl(2)).
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def _stop_when_owner_ends(
    child: subprocess.Popen[bytes], order: dict[str, Any], orphaned: threading.Event
) -> None:
    # One byte is the owner's own word to stop; an end without it is the owner's death.
    if not os.read(_STDIN, 1):
        orphaned.set()
    _stop(child, order)


def _stop(child: subprocess.Popen[bytes], order: dict[str, Any]) -> None:
    if child.poll() is not None:
        return
    if order["stop_command"]:
        subprocess.run(
            order["stop_command"],
            cwd=order["cwd"],
            env=order["environment"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=order["grace"],
            check=False,
        )
    else:
        child.send_signal(order["stop_signal"])
    timer = threading.Timer(order["grace"], child.kill)
    timer.daemon = True
    timer.start()


def _say(answer: dict[str, object]) -> None:
    # Unbuffered: nothing is left to flush for an owner that is gone and reads no more. The server is stopped all the same.
    with contextlib.suppress(OSError):
        os.write(_STDOUT, (json.dumps(answer) + "\n").encode())


if __name__ == "__main__":
    sys.exit(main())
