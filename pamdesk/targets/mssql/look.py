"""Proves who a SQL Server is before the driver is given a password: a handshake of our own, TDS 8.0 first, then TDS 7.

[MS-TDS] 2.2.6.5 PRELOGIN, 3.2.5.1: in TDS 7 the handshake travels inside PRELOGIN packets.
"""

from __future__ import annotations

import hashlib
import socket
import ssl
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.targets import tls
from pamdesk.targets.contract import Endpoint
from pamdesk.targets.mssql.line import CONNECT_SECONDS

_PRELOGIN: Final = 0x12
_ENCRYPT_ON: Final = 1
_NO_ENCRYPTION: Final = frozenset({0, 2})  # ENCRYPT_OFF: the sign-in only; ENCRYPT_NOT_SUP


@dataclass(frozen=True, slots=True)
class Seen:
    """A certificate (PEM) that was proved, and whether the server speaks TDS 8.0, where TLS comes before all else."""

    certificate: str
    strict: bool


def look(endpoint: Endpoint) -> Seen:
    """Prove the server's certificate by the record's pin, authority or the system's; raises `Refused`."""
    tls.context_for(
        endpoint
    )  # a pin or an authority that cannot be read is said before anything is connected
    try:
        try:
            return _seen(_shake_strict(endpoint, tls.context_for(endpoint)), strict=True)
        except ssl.SSLCertVerificationError as error:
            return _refuse(endpoint, error, strict=True)
        except (ssl.SSLError, ConnectionError, TimeoutError):
            pass  # older servers end a connection that begins with TLS
        try:
            return _seen(_shake_inside(endpoint, tls.context_for(endpoint)), strict=False)
        except ssl.SSLError as error:
            return _refuse(endpoint, error, strict=False)
    except TimeoutError:
        reason = "does not answer"
    except OSError:
        reason = "cannot be reached"
    raise Refused(
        f"{endpoint.title} ({endpoint.host}:{endpoint.port}) {reason}. An administrator of the network must look.",
        TargetErrorKind.UNREACHABLE,
        code="unreachable",
    )


def _seen(certificate: bytes, *, strict: bool) -> Seen:
    return Seen(ssl.DER_cert_to_PEM_cert(certificate), strict)


def _refuse(endpoint: Endpoint, error: ssl.SSLError, *, strict: bool) -> Seen:
    def again() -> bytes:
        if not strict:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE  # only to name what is shown: nothing is sent on it
            return _handshake(endpoint, context)
        looking = tls.LookingContext(ssl.PROTOCOL_TLS_CLIENT)
        with suppress(tls.WrongCertificate):
            _shake_strict(endpoint, looking)
        return looking.seen

    raise tls.refusal(endpoint, error, again)


def _shake_strict(endpoint: Endpoint, context: ssl.SSLContext) -> bytes:
    context.set_alpn_protocols(["tds/8.0"])
    with (
        socket.create_connection((endpoint.host, endpoint.port), CONNECT_SECONDS) as wire,
        context.wrap_socket(wire, server_hostname=endpoint.host) as secure,
    ):
        if secure.selected_alpn_protocol() not in (None, "tds/8.0"):
            raise ConnectionError("the server speaks another protocol")
        return secure.getpeercert(binary_form=True) or b""


def _shake_inside(endpoint: Endpoint, context: ssl.SSLContext) -> bytes:
    certificate = _handshake(endpoint, context)
    if endpoint.fingerprint and hashlib.sha256(certificate).digest() != tls.parse_fingerprint(
        endpoint.fingerprint
    ):
        raise tls.WrongCertificate(tls.fingerprint_of(certificate))
    return certificate


def _handshake(endpoint: Endpoint, context: ssl.SSLContext) -> bytes:
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    secure = context.wrap_bio(incoming, outgoing, server_hostname=endpoint.host)
    with socket.create_connection((endpoint.host, endpoint.port), CONNECT_SECONDS) as wire:
        # Options VERSION (0) and ENCRYPTION (1): token, offset, length; then 0xFF, then their data.
        options = struct.pack(">BHHBHHB", 0, 11, 6, 1, 17, 1, 0xFF) + bytes(6) + bytes((_ENCRYPT_ON,))
        _send(wire, options)
        if _encryption(_receive(wire)) in _NO_ENCRYPTION:
            raise Refused(
                f"{endpoint.title} has no TLS, and a password is never sent without it. Nothing was sent. "
                "An administrator of the server must turn it on.",
                code="tls_unavailable",
            )
        while True:
            try:
                secure.do_handshake()
            except ssl.SSLWantReadError:
                _send(wire, outgoing.read())
                incoming.write(_receive(wire))
            else:
                return secure.getpeercert(binary_form=True) or b""


def _encryption(options: bytes) -> int:
    at = 0
    while at + 5 <= len(options) and options[at] != 0xFF:
        token, offset, length = struct.unpack(">BHH", options[at : at + 5])
        if token == 1 and length and offset < len(options):
            return int(options[offset])
        at += 5
    raise ConnectionError("the answer is no PRELOGIN")


def _send(wire: socket.socket, body: bytes) -> None:
    if body:
        wire.sendall(struct.pack(">BBHHBB", _PRELOGIN, 1, len(body) + 8, 0, 0, 0) + body)


def _receive(wire: socket.socket) -> bytes:
    head = _read(wire, 8)
    return _read(wire, max(0, int.from_bytes(head[2:4], "big") - 8))


def _read(wire: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = wire.recv(count - len(data))
        if not piece:
            raise ConnectionError("the server has closed the connection")
        data += piece
    return data
