"""One process of a script: fed one line, listened to within bounds, ended with everything it started."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from pamdesk.records.secret import Secret
from pamdesk.rotation import script_jobs

_LAST_WORDS = 1.0  # seconds for what is still in the pipe; a program left running in the background may hold it for ever
_DYING = 5.0


@dataclass(frozen=True, slots=True)
class Ran:
    """How a process ended: `code` is negative for a signal, None where it had to be ended; `cut`: earlier output is gone."""

    code: int | None
    output: bytes
    cut: bool


class _Listener(asyncio.SubprocessProtocol):
    """Keeps the end of what a process prints, and hears of its exit even where a child of it holds the pipe open."""

    def __init__(self, keep: int) -> None:
        self.exited = asyncio.Event()
        self.silent = asyncio.Event()
        self.cut = False
        self._keep = keep
        self._tail = bytearray()

    def pipe_data_received(self, fd: int, data: bytes | str) -> None:
        self._tail += data if isinstance(data, bytes) else data.encode()
        if len(self._tail) > 2 * self._keep:
            self._shorten()

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        if fd == 1:
            self.silent.set()

    def process_exited(self) -> None:
        self.exited.set()

    def output(self) -> bytes:
        if len(self._tail) > self._keep:
            self._shorten()
        return bytes(self._tail)

    def _shorten(self) -> None:
        self.cut = True
        del self._tail[: -self._keep]


async def run(
    command: Sequence[str],
    *,
    line: Secret,
    folder: str,
    environment: dict[str, str],
    lock: int | None,
    seconds: float,
    keep: int,
) -> Ran:
    """Run a command to its end or its time limit; `keep` bytes of output are kept. Raises `OSError` where it cannot start.

    Cancelled, it ends the process and everything that the process started.
    """
    listener = _Listener(keep)
    async with _started(command, listener, line, folder, environment, lock) as (transport, group):
        try:
            async with asyncio.timeout(seconds):
                await listener.exited.wait()
        except TimeoutError:
            await _end(listener, group)
            return Ran(None, listener.output(), listener.cut)
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORDS):
                await listener.silent.wait()
        return Ran(transport.get_returncode(), listener.output(), listener.cut)


class _Group:
    """A process with everything that it started: a process group, or a job object on Windows."""

    def __init__(self, transport: asyncio.SubprocessTransport) -> None:
        self._transport = transport
        self._job = script_jobs.Job(transport.get_pid())

    def end(self) -> None:
        if sys.platform == "win32":
            self._job.end()
            return
        with suppress(ProcessLookupError):
            os.killpg(self._transport.get_pid(), signal.SIGKILL)

    def close(self) -> None:
        self._job.close()


@asynccontextmanager
async def _started(
    command: Sequence[str],
    listener: _Listener,
    line: Secret,
    folder: str,
    environment: dict[str, str],
    lock: int | None,
) -> AsyncIterator[tuple[asyncio.SubprocessTransport, _Group]]:
    loop = asyncio.get_running_loop()
    # A pipe of our own: asyncio's is a socket on Linux, which a script cannot open as /dev/stdin.
    ours, theirs = (None, subprocess.PIPE) if sys.platform == "win32" else _pipe()
    try:
        transport, _ = await loop.subprocess_exec(
            lambda: listener,
            *command,
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment,
            start_new_session=sys.platform != "win32",
            pass_fds=() if lock is None else (lock,),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except BaseException:
        if ours is not None:
            os.close(ours)
        raise
    finally:
        if sys.platform != "win32":
            os.close(theirs)
    group = _Group(transport)
    feed: asyncio.WriteTransport | None = None
    try:
        if ours is None:
            feed = transport.get_pipe_transport(0)  # type: ignore[assignment]
        else:
            feed, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, os.fdopen(ours, "wb", 0))
        if feed is not None:
            feed.write(line.reveal().encode() + b"\n")
            feed.close()  # after what was written; a script that reads nothing leaves it waiting
        yield transport, group
    finally:
        if not listener.exited.is_set():
            await _end(listener, group)
        if feed is not None and feed.get_write_buffer_size():
            feed.abort()
        transport.close()
        group.close()


async def _end(listener: _Listener, group: _Group) -> None:
    """End the processes, and wait until the system has told so: none is left as a zombie."""
    group.end()
    with suppress(TimeoutError):
        async with asyncio.timeout(_DYING):
            await listener.exited.wait()


def _pipe() -> tuple[int, int]:
    read, write = os.pipe()
    return write, read
