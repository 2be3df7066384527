"""A relay on loopback between clients and one server, whose traffic a `FaultBoard` may disturb."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from pamdesk.sandbox.faults import Action, FaultBoard

_READ_BYTES = 65536
_HOST = "127.0.0.1"


@dataclass
class Peer:
    """One end of a relayed connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, content: bytes) -> None:
        """Send bytes and wait until the operating system has room for more."""
        self.writer.write(content)
        await self.writer.drain()

    def reset(self) -> None:
        """Drop the connection with a TCP reset, unsent bytes and all."""
        sock = self.writer.get_extra_info("socket")
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    def close(self) -> None:
        """Close in order: what was sent still arrives."""
        self.writer.close()


class Opening(Protocol):
    """What is said between a client and the server before the relay begins (a TLS front's handshakes)."""

    async def __call__(self, client: Peer, connect: Callable[[], Awaitable[Peer]]) -> Peer | None:
        """Return the server's end, ready to be relayed to; None where the client was sent away."""
        ...


async def straight(client: Peer, connect: Callable[[], Awaitable[Peer]]) -> Peer | None:
    """Open nothing but the server's end."""
    return await connect()


@dataclass(eq=False)
class _Connection:
    number: int
    client: Peer
    server: Peer
    swallowing: bool = False
    dropping_answer: bool = False
    client_gone: bool = False
    held: bool = False


class Relay:
    """A listening port that passes everything on to a server; a context manager, run by a thread of its own."""

    def __init__(
        self,
        server_port: int,
        faults: FaultBoard,
        *,
        opening: Opening = straight,
        server_host: str = _HOST,
    ) -> None:
        """Prepare a relay to a port of a loopback address."""
        self._server_port = server_port
        self._server_host = server_host
        self._faults = faults
        self._opening = opening
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="relay", daemon=True)
        self._listener: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._open: set[_Connection] = set()
        self.port = 0

    def start(self) -> None:
        """Listen on a free port."""
        self._thread.start()
        self._run(self._listen())

    def refuse(self) -> None:
        """Stop listening, as a server that is down; connections that are open go on."""
        self._run(self._unlisten())

    def accept(self) -> None:
        """Listen again on the same port."""
        if self._listener is None:
            self._run(self._listen())

    def cut(self) -> None:
        """Reset every connection that is open now."""
        self._run(self._cut_all())

    def close(self) -> None:
        """End every connection and the relay itself; a second call does nothing."""
        if self._loop.is_closed():
            return
        self._faults.heal()
        if self._thread.is_alive():
            self._run(self._end())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, work: Coroutine[None, None, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _listen(self) -> None:
        self._listener = await asyncio.start_server(self._accepted, _HOST, self.port)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def _unlisten(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    async def _cut_all(self) -> None:
        for connection in list(self._open):
            _cut(connection)

    async def _end(self) -> None:
        await self._unlisten()
        for connection in list(self._open):
            connection.client.reset()
            connection.server.reset()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        client = Peer(reader, writer)
        number = self._faults.count_connection()
        try:
            server = await self._opening(client, self._connect)
        except (OSError, ssl.SSLError, asyncio.IncompleteReadError, EOFError):
            # The server is down, or the client left or did not trust the certificate: its driver says so.
            server = None
        if server is None:
            client.close()
            return
        await self._relay(_Connection(number, client, server))

    async def _connect(self) -> Peer:
        return Peer(*await asyncio.open_connection(self._server_host, self._server_port))

    async def _relay(self, connection: _Connection) -> None:
        self._open.add(connection)
        try:
            await asyncio.gather(self._upwards(connection), self._downwards(connection))
        finally:
            self._open.discard(connection)
            connection.client.close()
            connection.server.close()

    async def _upwards(self, connection: _Connection) -> None:
        """Pass on what the client sends."""
        with contextlib.suppress(OSError):
            while content := await connection.client.reader.read(_READ_BYTES):
                if connection.swallowing:
                    continue
                action = self._faults.client_sent(connection.number, content)
                if self._faults.delay_seconds:
                    await asyncio.sleep(self._faults.delay_seconds)
                if not await self._strike(connection, action, content):
                    return
        if not connection.swallowing:
            connection.server.close()

    async def _strike(self, connection: _Connection, action: Action | None, content: bytes) -> bool:
        """Do to a chunk what its fault says; returns whether the client is listened to any longer."""
        if action is Action.CUT_BEFORE:
            _cut(connection)
            return False
        if action is Action.BLACK_HOLE:
            connection.swallowing = True
            return True
        if action is Action.HOLD:
            connection.held = True
            await self._loop.run_in_executor(None, self._faults.wait_released)
            connection.held = False
        if action is Action.DROP_ANSWER:
            connection.dropping_answer = True
        if action is Action.CUT_AFTER:
            connection.client_gone = True
        await connection.server.send(content)
        if action is Action.CUT_AFTER:
            _cut(connection)
            return False
        return True

    async def _downwards(self, connection: _Connection) -> None:
        """Pass on what the server answers."""
        with contextlib.suppress(OSError):
            while content := await connection.server.reader.read(_READ_BYTES):
                question = self._faults.server_sent(content)
                if self._faults.delay_seconds:
                    await asyncio.sleep(self._faults.delay_seconds)
                if connection.swallowing or connection.client_gone:
                    continue
                if connection.dropping_answer or (
                    question is not None and await self._loop.run_in_executor(None, question)
                ):
                    self._faults.struck()
                    _cut(connection)
                    return
                await self._hand_down(connection, content)
        if not connection.swallowing:
            connection.client.close()

    async def _hand_down(self, connection: _Connection, content: bytes) -> None:
        try:
            await connection.client.send(content)
        except OSError:
            # A client that left while its chunk is held: the chunk still goes to the server when it is released.
            connection.client_gone = True
            if not connection.held:
                raise


def _cut(connection: _Connection) -> None:
    """Reset the client; the server sees an orderly end, after all that was passed on to it."""
    connection.client_gone = True
    connection.client.reset()
    connection.server.close()
