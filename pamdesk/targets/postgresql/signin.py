"""A sign-in to PostgreSQL that reads the server's codes, up to the point where the server says who it let in.

libpq hides the SQLSTATE of a failed sign-in and leaves only a text in the server's language. Here the protocol itself
is spoken (PostgreSQL: Frontend/Backend Protocol, Message Flow and SASL Authentication; RFC 5802, RFC 7677), so that a
right password is told from a wrong one in any language: the server sends AuthenticationOk before it looks at anything
but the password.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import socket
import ssl
import stringprep
import struct
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from pamdesk.records.secret import Secret

_SSL_REQUEST: Final = struct.pack("!ii", 8, 80877103)
_PROTOCOL: Final = 196608  # 3.0
_LARGEST: Final = 65536  # bytes of one message before the session is open; real ones stay under a kilobyte
_MOST_ITERATIONS: Final = 5_000_000  # a server that asks for more would only keep this program busy
_MECHANISM: Final = "SCRAM-SHA-256"


class Passed(Enum):
    """How far a sign-in came."""

    SESSION = auto()  # the password is right and a session was opened
    PASSWORD = auto()  # the password is right, and then the server refused
    NOTHING = auto()  # the server refused before it said anything about the password
    UNASKED = auto()  # the server asked for no password, so it proved none


@dataclass(frozen=True, slots=True)
class SignIn:
    """The end of a sign-in: how far it came, and the SQLSTATE that ended it."""

    passed: Passed
    sqlstate: str = ""


class NoTls(OSError):
    """The server has no TLS; nothing was sent to it."""


class Unanswered(OSError):
    """The conversation ended, or took a turn that says nothing about the password; `code` names it."""

    def __init__(self, code: str) -> None:
        """Keep a stable word for the turn it took."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where to sign in: the server, its database, how its identity is proved, and how long any answer may take."""

    host: str
    port: int
    database: str
    context: ssl.SSLContext
    seconds: float = 10.0


def open_tls(host: str, port: int, context: ssl.SSLContext, seconds: float) -> ssl.SSLSocket:
    """Connect and turn TLS on; raises `NoTls`, ssl.SSLError where the identity is not proved, or another OSError."""
    plain = socket.create_connection((host, port), seconds)
    try:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        plain.sendall(_SSL_REQUEST)
        # Exactly one byte: whatever else a stranger slipped in before TLS is then no valid TLS (CVE-2021-23222).
        answer = plain.recv(1)
        if answer == b"N":
            raise NoTls("the server has no TLS")
        if answer != b"S":
            raise Unanswered("no_tls_answer")
        return context.wrap_socket(plain, server_hostname=host)
    except OSError:
        plain.close()
        raise


def sign_in(door: Door, user: str, password: Secret) -> SignIn:
    """Sign in once over a fresh connection and leave.

    Raises `NoTls`, ssl.SSLError, `Unanswered` or another OSError where the server said nothing about the password.
    """
    with open_tls(door.host, door.port, door.context, door.seconds) as wire:
        return _Conversation(wire).sign_in(user, password, door.database)


class _Conversation:
    def __init__(self, wire: ssl.SSLSocket) -> None:
        self._wire = wire
        self._read = wire.makefile("rb").read

    def sign_in(self, user: str, password: Secret, database: str) -> SignIn:
        self._start(user, database)
        asked = False
        while True:
            kind, body = self._next()
            if kind == b"R":
                method = _integer(body)
                if method == 0:
                    return self._after_password() if asked else SignIn(Passed.UNASKED)
                if asked:
                    raise Unanswered("asked_twice")
                asked = True
                refused = self._answer(method, body[4:], user, password)
                if refused:
                    return SignIn(Passed.NOTHING, refused)
            elif kind == b"E":
                return SignIn(Passed.NOTHING, _sqlstate(body))
            elif kind not in (b"N", b"v"):
                raise Unanswered("unexpected_message")

    def _start(self, user: str, database: str) -> None:
        words = ("user", user, "database", database, "application_name", "pamdesk", "client_encoding", "UTF8")
        body = struct.pack("!i", _PROTOCOL) + b"".join(word.encode() + b"\0" for word in words) + b"\0"
        self._wire.sendall(struct.pack("!i", len(body) + 4) + body)

    def _answer(self, method: int, body: bytes, user: str, password: Secret) -> str:
        """Answer the server's question; return the SQLSTATE where it refuses in the middle of it."""
        if method == 5:
            inner = hashlib.md5(password.reveal().encode() + user.encode(), usedforsecurity=False).hexdigest()
            outer = hashlib.md5(inner.encode() + body[:4], usedforsecurity=False).hexdigest()
            self._send(b"md5" + outer.encode() + b"\0")
            return ""
        if method == 10:
            return self._scram(body.decode("ascii", "replace").split("\0"), password)
        # Clear text is never sent, also not through TLS: who asks for it (LDAP, PAM, a pooler) does not
        # compare it with this role's own password. The rest (Kerberos, SSPI, OAuth) asks for no password.
        raise Unanswered("clear_text_asked" if method == 3 else f"method_{method}_asked")

    def _scram(self, mechanisms: list[str], password: Secret) -> str:
        if _MECHANISM not in mechanisms:
            raise Unanswered("no_scram_sha_256")
        nonce = secrets.token_urlsafe(18)
        # "n": no channel binding; the server's certificate was proved before anything was sent.
        first = f"n=,r={nonce}"
        message = f"n,,{first}".encode()
        self._send(_MECHANISM.encode() + b"\0" + struct.pack("!i", len(message)) + message)
        challenge = self._sasl(11)
        if isinstance(challenge, str):
            return challenge
        final, signature = _scram_final(first, nonce, challenge.decode("ascii", "replace"), password)
        self._send(final.encode())
        proof = self._sasl(12)
        if isinstance(proof, str):
            return proof
        if not hmac.compare_digest(proof, b"v=" + base64.b64encode(signature)):
            raise Unanswered("server_signature_wrong")
        return ""

    def _sasl(self, expected: int) -> bytes | str:
        """Return the server's next SASL message, or the SQLSTATE where it refuses instead."""
        kind, body = self._next()
        while kind == b"N":
            kind, body = self._next()
        if kind == b"E":
            return _sqlstate(body)
        if kind != b"R" or _integer(body) != expected:
            raise Unanswered("unexpected_message")
        return body[4:]

    def _after_password(self) -> SignIn:
        """Wait until the session is ready, or is refused for another reason than the password."""
        try:
            while True:
                kind, body = self._next()
                if kind == b"E":
                    return SignIn(Passed.PASSWORD, _sqlstate(body))
                if kind == b"Z":
                    self._wire.sendall(b"X" + struct.pack("!i", 4))
                    return SignIn(Passed.SESSION)
        except OSError:
            return SignIn(Passed.PASSWORD, "08006")

    def _send(self, body: bytes) -> None:
        self._wire.sendall(b"p" + struct.pack("!i", len(body) + 4) + body)

    def _next(self) -> tuple[bytes, bytes]:
        head = self._read(5)
        if len(head) < 5:
            raise Unanswered("connection_ended")
        size = _integer(head[1:]) - 4
        if not 0 <= size <= _LARGEST:
            raise Unanswered("not_postgresql")
        body = self._read(size)
        if len(body) < size:
            raise Unanswered("connection_ended")
        return head[:1], body


def _scram_final(first: str, nonce: str, challenge: str, password: Secret) -> tuple[str, bytes]:
    """Return the client's last message, and the signature by which the server proves that it knows the verifier."""
    parts = dict(part.split("=", 1) for part in challenge.split(",") if "=" in part)
    both, salt, count = parts.get("r", ""), parts.get("s", ""), parts.get("i", "")
    if not both.startswith(nonce) or len(both) == len(nonce) or not count.isdecimal():
        raise Unanswered("scram_challenge_wrong")
    if not 1 <= int(count) <= _MOST_ITERATIONS:
        raise Unanswered("scram_iterations_refused")
    try:
        salt_bytes = base64.b64decode(salt, validate=True)
    except ValueError as error:
        raise Unanswered("scram_challenge_wrong") from error
    salted = hashlib.pbkdf2_hmac("sha256", prepare(password.reveal()), salt_bytes, int(count))
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    without_proof = f"c=biws,r={both}"
    message = f"{first},{challenge},{without_proof}".encode()
    signature = hmac.digest(hashlib.sha256(client_key).digest(), message, "sha256")
    proof = bytes(a ^ b for a, b in zip(client_key, signature, strict=True))
    server_signature = hmac.digest(hmac.digest(salted, b"Server Key", "sha256"), message, "sha256")
    return f"{without_proof},p={base64.b64encode(proof).decode()}", server_signature


_PROHIBITED: Final[tuple[Callable[[str], bool], ...]] = (
    stringprep.in_table_c12,
    stringprep.in_table_c21_c22,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
    stringprep.in_table_c8,
    stringprep.in_table_c9,
    stringprep.in_table_a1,
)


def prepare(password: str) -> bytes:
    """Apply SASLprep (RFC 4013) as PostgreSQL does: a password that it prohibits is used as it was typed."""
    if password.isascii():
        return password.encode()
    mapped = "".join(
        " " if stringprep.in_table_c12(c) else c
        for c in password
        if not stringprep.in_table_b1(c) or c == "\u200b"
    )
    # U+200B stands in both tables; PostgreSQL (pg_saslprep) looks at the spaces first.
    prepared = unicodedata.ucd_3_2_0.normalize("NFKC", mapped)
    right_to_left = [stringprep.in_table_d1(c) for c in prepared]
    broken = any(test(c) for c in prepared for test in _PROHIBITED) or (
        any(right_to_left)
        and (not (right_to_left[0] and right_to_left[-1]) or any(map(stringprep.in_table_d2, prepared)))
    )
    return (password if broken or not prepared else prepared).encode()


def _integer(data: bytes) -> int:
    if len(data) < 4:
        raise Unanswered("not_postgresql")
    return int.from_bytes(data[:4], "big", signed=True)


def _sqlstate(body: bytes) -> str:
    fields = (field for field in body.split(b"\0") if field[:1] == b"C")
    return next((field[1:].decode("ascii", "replace") for field in fields), "")
