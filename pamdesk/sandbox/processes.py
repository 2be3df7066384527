"""Server processes that end with the sandbox, even where the sandbox itself was killed."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from pamdesk.records.errors import UserError

_WATCHDOG = Path(__file__).with_name("watchdog.py")
_START_SECONDS = 30.0
_END_SECONDS = 5.0
_PORT_ATTEMPTS = 5
_PORT_TAKEN = ("in use", "could not bind")


@dataclass(frozen=True)
class Account:
    """The operating system's account that a server runs as."""

    name: str
    uid: int
    gid: int


def unprivileged_account(*names: str) -> Account | None:
    """Return the first of `names`, or `nobody`, where this process is root; None where it may run servers itself."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd

    for name in (*names, "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise UserError(
        "The sandbox's servers do not run as root, and this machine has no account named nobody.",
        hint="Start the sandbox as an ordinary user.",
        code="no_unprivileged_account",
    )


def hand_over(folder: Path, account: Account | None) -> None:
    """Give a folder and all in it to the account that a server runs as; nothing to do where there is none."""
    if account is None:
        return
    for where, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            os.chown(Path(where) / name, account.uid, account.gid, follow_symlinks=False)


@dataclass(frozen=True)
class Program:
    """One server: how it is started, as whom, and how it is stopped."""

    title: str
    argv: Sequence[str]
    folder: Path
    log: Path
    account: Account | None = None
    environment: Mapping[str, str] | None = None
    stop_signal: int = signal.SIGTERM
    stop_command: Sequence[str] = ()
    grace_seconds: float = 10.0
    leftover: Path | None = None  # deleted when this process dies before it could stop the server


class ChildProcess:
    """A running server, held by its own process id through a watchdog that outlives this process."""

    def __init__(self, program: Program) -> None:
        """Start the server; raises UserError where the operating system does not run it."""
        self._program = program
        self._answers: queue.Queue[dict[str, object]] = queue.Queue()
        self._watchdog = subprocess.Popen(
            _watchdog_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=program.folder,
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        threading.Thread(target=self._read, name=f"{program.title} watchdog", daemon=True).start()
        try:
            self._send_order()
            self.pid = self._await_pid()
        except BaseException:
            # Interrupted before anyone holds it: nobody else could end what it began.
            self.stop()
            raise

    def running(self) -> bool:
        """Tell whether the server is still up."""
        return self._watchdog.poll() is None

    def stop(self) -> None:
        """Stop the server and wait for its end; a second call does nothing. It is killed after its grace period."""
        stdin = self._watchdog.stdin
        if stdin is not None and not stdin.closed:
            # Broken where the server ended by itself, and its watchdog with it.
            with contextlib.suppress(BrokenPipeError):
                stdin.write(b".")
                stdin.flush()
            with contextlib.suppress(BrokenPipeError):
                stdin.close()
        self._watchdog.wait(self._program.grace_seconds * 2 + 5)

    def kill(self) -> None:
        """End the server at once, as a crash of it would."""
        if self.running():
            os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
            self._watchdog.wait(self._program.grace_seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _send_order(self) -> None:
        program = self._program
        order = {
            "argv": list(program.argv),
            "cwd": str(program.folder),
            "log": str(program.log),
            "environment": dict(program.environment if program.environment is not None else os.environ),
            "uid": program.account.uid if program.account else None,
            "gid": program.account.gid if program.account else None,
            "stop_signal": int(program.stop_signal),
            "stop_command": list(program.stop_command),
            "grace": program.grace_seconds,
            "leftover": str(program.leftover) if program.leftover else None,
        }
        if self._watchdog.stdin is None:
            raise RuntimeError("The watchdog was started without a standard input.")
        self._watchdog.stdin.write(json.dumps(order).encode() + b"\n")
        self._watchdog.stdin.flush()

    def _read(self) -> None:
        if self._watchdog.stdout is None:
            raise RuntimeError("The watchdog was started without a standard output.")
        with self._watchdog.stdout as lines:
            for line in lines:
                self._answers.put(json.loads(line))
        self._answers.put({"error": "its watchdog ended"})

    def _await_pid(self) -> int:
        try:
            answer = self._answers.get(timeout=_START_SECONDS)
        except queue.Empty:
            answer = {"error": f"it did not start within {_START_SECONDS:.0f} seconds"}
        pid = answer.get("pid")
        if isinstance(pid, int):
            return pid
        raise UserError(
            f"{self._program.title} did not start: {answer.get('error', 'it ended at once')}.",
            code="server_not_started",
        )


def run_to_end(program: Program, *, seconds: float = 60.0) -> None:
    """Run a program that ends by itself (`initdb`), as the account it names.

    Raises UserError with its last words where it fails.
    """
    account = program.account
    with program.log.open("ab") as log:
        child = subprocess.Popen(
            list(program.argv),
            cwd=program.folder,
            env=dict(program.environment) if program.environment is not None else None,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            # An interrupt at the terminal is the owner's to answer, and all it started ends together.
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    try:
        status = child.wait(seconds)
    except BaseException:
        _end_tree(child)
        raise
    if status != 0:
        raise UserError(
            f"{program.title} ended with status {status}: {last_line(program.log)}", code="server_not_started"
        )


def _end_tree(child: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started: none of them writes into the folder any more when this returns."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(child.pid)], capture_output=True, check=False)
        child.wait(_END_SECONDS)
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait(_END_SECONDS)
    deadline = time.monotonic() + _END_SECONDS
    # The children become another process's to bury: the group is empty when the last of them is.
    with contextlib.suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.killpg(child.pid, 0)
            time.sleep(0.01)


def remove_folder(folder: Path) -> None:
    """Delete a server's folder, again and again for a few seconds where something still writes in it or holds it open.

    What is left even then is the janitor's: a clean-up that fails must not hide why it was needed.
    """
    deadline = time.monotonic() + _END_SECONDS
    while folder.exists() and time.monotonic() < deadline:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            time.sleep(0.05)


def start_on_free_port(program_for: Callable[[int], Program], ready: str) -> tuple[ChildProcess, int]:
    """Start a server on a free loopback port and wait until its log says `ready`.

    The port is free when it is chosen, yet another program may take it first: then another is tried.
    Raises UserError with the last line of the log where the server does not come up.
    """
    title = "The server"
    for _ in range(_PORT_ATTEMPTS):
        port = free_port()
        program = program_for(port)
        title = program.title
        before = program.log.stat().st_size if program.log.exists() else 0
        child = ChildProcess(program)
        try:
            said = _await_line(child, program.log, before, ready)
        except BaseException:
            child.stop()
            raise
        if ready in said:
            return child, port
        child.stop()
        if not any(words in said for words in _PORT_TAKEN):
            raise UserError(
                f"{program.title} did not start: {last_line(program.log)}", code="server_not_started"
            )
    raise UserError(
        f"{title} did not start: no free port was left to it in {_PORT_ATTEMPTS} attempts.",
        code="server_not_started",
    )


def free_port() -> int:
    """Return a loopback port that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await_line(child: ChildProcess, log: Path, start: int, words: str) -> str:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        # Asked before the log is read, so that the last words of a server that ended are seen.
        running = child.running() and time.monotonic() < deadline
        said = log.read_bytes()[start:].decode(errors="replace") if log.exists() else ""
        if words in said or not running:
            return said
        time.sleep(0.01)


def last_line(log: Path) -> str:
    """Return the last line of a log that tells of an error, or its last line at all, for a sentence."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        lines = []
    said = [line.strip() for line in lines if line.strip()]
    errors = [line for line in said if "ERROR" in line or "FATAL" in line or "error:" in line]
    return (errors or said or ["it left no log."])[-1]


def _watchdog_command() -> list[str]:
    return [sys.executable, "-I", "-S", str(_WATCHDOG)]
