"""A TLS front for a PostgreSQL whose build speaks none, and the switchboard of its faults.

PostgreSQL: Frontend/Backend Protocol, "SSL Session Encryption". The front answers a client's SSLRequest, does TLS with it, and
passes clear text on to the server on loopback, or TLS again where the server has it. There it must show the server's own
certificate: SCRAM-SHA-256-PLUS binds a sign-in to the certificate that the client has seen.

It runs in a thread of this process. psycopg2's `connection.cancel()` keeps the interpreter's lock while it waits for the server's
answer, so in the same process it would wait for this thread for ever; a statement is ended there with `pg_cancel_backend`.
"""

from __future__ import annotations

import asyncio
import ssl
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from pamdesk.sandbox.certificates import ServerCertificate
from pamdesk.sandbox.faults import FaultBoard
from pamdesk.sandbox.relay import Peer, Relay

_SSL_REQUEST = 80877103
_GSS_REQUEST = 80877104
_CANCEL_REQUEST = 80877102
_LONGEST_STARTUP = 10_000  # bytes, as the server's own MAX_STARTUP_PACKET_LENGTH
_HANDSHAKE_SECONDS = 20.0


class TlsFront(FaultBoard):
    """A loopback port that serves a PostgreSQL over TLS only; a context manager whose fault switches work at any time."""

    def __init__(
        self, server_port: int, shown: ServerCertificate, *, server_authority: Path | None = None
    ) -> None:
        """Prepare a front that shows a certificate; `server_authority` verifies a server that speaks TLS itself."""
        super().__init__()
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.minimum_version = ssl.TLSVersion.TLSv1_2
        self._context.load_cert_chain(shown.certificate, shown.private_key)
        self._server_context: ssl.SSLContext | None = None
        if server_authority is not None:
            self._server_context = ssl.create_default_context(cafile=str(server_authority))
        self._relay = Relay(server_port, self, opening=self._opening)

    @property
    def port(self) -> int:
        """The port to which clients connect."""
        return self._relay.port

    def start(self) -> None:
        """Listen on a free port."""
        self._relay.start()

    def close(self) -> None:
        """End every connection and the front itself."""
        self._relay.close()

    def refuse(self) -> None:
        """Refuse new connections, as a server that is down."""
        self._relay.refuse()

    def accept(self) -> None:
        """Accept connections again, on the same port."""
        self._relay.accept()

    def cut(self) -> None:
        """Reset every client that is connected now."""
        self._relay.cut()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def _opening(self, client: Peer, connect: Callable[[], Awaitable[Peer]]) -> Peer | None:
        while True:
            packet = await _startup_packet(client)
            code = struct.unpack_from("!i", packet, 4)[0]
            if code == _SSL_REQUEST:
                await client.send(b"S")
                await client.writer.start_tls(self._context, ssl_handshake_timeout=_HANDSHAKE_SECONDS)
                return await self._server(connect)
            if code == _GSS_REQUEST:
                await client.send(b"N")
                continue
            if code == _CANCEL_REQUEST:
                # Clients before version 17 send it in clear text, to a server with TLS too.
                server = await connect()
                await server.send(packet)
                return server
            await client.send(
                _refusal(
                    "The server takes no session without encryption (no pg_hba.conf entry, no encryption)."
                )
            )
            return None

    async def _server(self, connect: Callable[[], Awaitable[Peer]]) -> Peer:
        server = await connect()
        if self._server_context is not None:
            await server.send(struct.pack("!ii", 8, _SSL_REQUEST))
            if await server.reader.readexactly(1) != b"S":
                server.close()
                raise EOFError("The server behind the TLS front offers no TLS.")
            await server.writer.start_tls(
                self._server_context, server_hostname="localhost", ssl_handshake_timeout=_HANDSHAKE_SECONDS
            )
        return server


async def _startup_packet(client: Peer) -> bytes:
    async with asyncio.timeout(_HANDSHAKE_SECONDS):
        head = await client.reader.readexactly(4)
        length = struct.unpack("!i", head)[0]
        if not 8 <= length <= _LONGEST_STARTUP:
            raise EOFError("The client does not speak PostgreSQL's protocol.")
        return head + await client.reader.readexactly(length - 4)


def _refusal(sentence: str) -> bytes:
    """Return an ErrorResponse: invalid_authorization_specification, as the server itself says it."""
    fields = b"".join(
        kind + text.encode() + b"\0"
        for kind, text in ((b"S", "FATAL"), (b"V", "FATAL"), (b"C", "28000"), (b"M", sentence))
    )
    body = fields + b"\0"
    return b"E" + struct.pack("!i", len(body) + 4) + body
