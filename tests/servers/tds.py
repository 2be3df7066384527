"""A SQL Server that speaks TDS and checks passwords, for the tests of accounts on SQL Server. It is no SQL Server.

    with TdsServer(certificates) as server:                       # listens on localhost:server.port
        server.logins.add(Login("sa", "…", sysadmin=True))        # rights: sysadmin, alter_any_login, or none
        server.logins.add(Login("app", "…"))                      # flags: disabled, locked, expired, must_change
        server.logins.add(Login("inside", "…", database="shop"))  # a contained user makes the database contained
        server.logins.lockout_threshold = 5; server.logins.remembered = 24
        server.can_sign_in("app", "…"); server.logins.log; server.batches

Spoken: PRELOGIN, TLS inside PRELOGIN packets (TDS 7.x) and TLS first (TDS 8.0, Encrypt=strict), LOGIN7 with a real
password check and with a change of the password (SQL_COPT_SS_OLDPWD), batches, sp_executesql, sp_prepexec,
transactions (a rolled back ALTER LOGIN is undone), attention. What the statements mean: `tds_logins`, `tds_sql`.
Tried with Microsoft's ODBC Driver 18. Cuts and delays are the fault proxy's.
"""

from __future__ import annotations

import contextlib
import itertools
import re
import socket
import socketserver
import ssl
import struct
import threading
from types import TracebackType
from typing import Any, Self

from pamdesk.sandbox.certificates import ServerCertificate
from tests.servers import tds_sql, tds_wire
from tests.servers.certificates import TestCertificates
from tests.servers.tds_logins import Login, Logins, SqlError
from tests.servers.tds_session import Session

ENCRYPT_OFF, ENCRYPT_ON, ENCRYPT_NOT_SUPPORTED, ENCRYPT_REQUIRED = range(4)
__all__ = ["Login", "TdsServer"]


class _Channel:
    """The packets of one connection; TLS inside PRELOGIN packets first, around everything later."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.packet_size = 4096
        self._tls: ssl.SSLObject | None = None
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()

    def begin_tls(self, context: ssl.SSLContext) -> None:
        """Shake hands inside PRELOGIN packets (MS-TDS 3.2.5.1)."""
        tls = context.wrap_bio(self._incoming, self._outgoing, server_side=True)
        while True:
            try:
                tls.do_handshake()
                finished = True
            except ssl.SSLWantReadError:
                finished = False
            said = self._outgoing.read()
            if said:
                self.send(said, tds_wire.PRELOGIN)
            if finished:
                break
            self._incoming.write(self.receive()[1])
        self._tls = tls

    def end_tls(self) -> None:
        """Speak clear again: only the sign-in was encrypted."""
        self._tls = None

    def receive(self) -> tuple[int, bytes]:
        """Return the kind and body of the next message; raises EOFError where the client has gone."""
        body = b""
        while True:
            kind, status, length = struct.unpack(">BBH", self._read(8)[:4])
            body += self._read(length - 8)
            if status & 1:
                return kind, body

    def send(self, body: bytes, kind: int = tds_wire.RESPONSE) -> None:
        """Send a message in packets of the agreed size."""
        room = self.packet_size - 8
        pieces = [body[at : at + room] for at in range(0, len(body), room)] or [b""]
        for number, piece in enumerate(pieces, start=1):
            last = int(number == len(pieces))
            head = struct.pack(">BBHHBB", kind, last, len(piece) + 8, 60, number & 0xFF, 0)
            self._write(head + piece)

    def _read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            some = self._some(count - len(data))
            if not some:
                raise EOFError
            data += some
        return data

    def _some(self, count: int) -> bytes:
        if self._tls is None:
            return self.connection.recv(count)
        while True:
            try:
                return self._tls.read(count)
            except ssl.SSLWantReadError:
                arrived = self.connection.recv(65536)
                if not arrived:
                    return b""
                self._incoming.write(arrived)

    def _write(self, data: bytes) -> None:
        if self._tls is None:
            self.connection.sendall(data)
        else:
            self._tls.write(data)
            self.connection.sendall(self._outgoing.read())


class TdsServer:
    """One endpoint on a free loopback port; a context manager."""

    host = "localhost"

    def __init__(
        self,
        certificates: TestCertificates,
        *,
        shown: ServerCertificate | None = None,
        encryption: int = ENCRYPT_REQUIRED,
    ) -> None:
        """Prepare a server; `encryption` is its answer in PRELOGIN: required, on, off (sign-in only) or not supported."""
        self.trusted = certificates.trusted
        self.logins = Logins()
        self.batches: list[str] = []
        self.sessions: dict[int, Session] = {}
        self.encryption = encryption
        self._shown = shown or certificates.right
        self._numbers = itertools.count(51)
        self._server: socketserver.ThreadingTCPServer | None = None

    @property
    def port(self) -> int:
        """The port that it listens on."""
        if self._server is None:
            raise RuntimeError("The TDS endpoint is not running.")
        return int(self._server.server_address[1])

    def can_sign_in(self, name: str, password: str, database: str = "") -> bool:
        """Tell whether a client would be let in, without counting as a try."""
        login = self.logins.get(name, database) or self.logins.get(name)
        if login is None:
            return False
        blocked = login.disabled or login.locked or login.expired or login.must_change
        return login.password == password and not blocked

    def __enter__(self) -> Self:
        endpoint = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(EOFError, OSError):
                    _Conversation(endpoint, self.request).run()

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="TDS endpoint", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def context(self, *, strict: bool) -> ssl.SSLContext:
        """Return the TLS side of it; inside PRELOGIN TLS 1.2 is the newest, as in SQL Server."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._shown.certificate, self._shown.private_key)
        if strict:
            context.set_alpn_protocols(["tds/8.0"])
        else:
            context.maximum_version = ssl.TLSVersion.TLSv1_2
        return context

    def number(self) -> int:
        """Return the number of the next session."""
        return next(self._numbers)


class _Conversation:
    """One client from its first byte to its last."""

    def __init__(self, server: TdsServer, connection: socket.socket) -> None:
        self._server = server
        self._connection = connection
        self._prepared = itertools.count(1)

    def run(self) -> None:
        strict = self._connection.recv(1, socket.MSG_PEEK) == b"\x16"
        if strict:
            context = self._server.context(strict=True)
            with context.wrap_socket(self._connection, server_side=True) as encrypted:
                self._talk(encrypted, strict=True)
        else:
            self._talk(self._connection, strict=False)

    def _talk(self, connection: socket.socket, *, strict: bool) -> None:
        channel = _Channel(connection)
        only_sign_in = self._prelogin(channel, strict=strict)
        session = self._sign_in(channel, only_sign_in=only_sign_in)
        if session is None:
            return
        try:
            while not session.killed:
                kind, body = channel.receive()
                if session.killed:
                    return
                channel.send(self._answer(session, kind, body))
        finally:
            session.rollback()
            self._server.sessions.pop(session.number, None)

    def _prelogin(self, channel: _Channel, *, strict: bool) -> bool:
        """Agree on encryption; returns whether only the sign-in is encrypted."""
        kind, body = channel.receive()
        if kind != tds_wire.PRELOGIN:
            raise EOFError
        if strict:
            # All of it is encrypted already; what PRELOGIN says of encryption counts no more.
            channel.send(tds_wire.prelogin_answer(ENCRYPT_NOT_SUPPORTED))
            return False
        asked = tds_wire.prelogin_options(body).get(1, b"\x00")[0]
        mine = self._server.encryption
        answer = mine if mine != ENCRYPT_OFF or asked == ENCRYPT_OFF else ENCRYPT_ON
        if asked == ENCRYPT_NOT_SUPPORTED and mine in (ENCRYPT_OFF, ENCRYPT_NOT_SUPPORTED):
            answer = ENCRYPT_NOT_SUPPORTED
        channel.send(tds_wire.prelogin_answer(answer))
        if asked == ENCRYPT_NOT_SUPPORTED and answer != ENCRYPT_NOT_SUPPORTED:
            raise EOFError
        if answer != ENCRYPT_NOT_SUPPORTED:
            channel.begin_tls(self._server.context(strict=False))
        return answer == ENCRYPT_OFF

    def _sign_in(self, channel: _Channel, *, only_sign_in: bool) -> Session | None:
        asked = tds_wire.sign_in(channel.receive()[1])
        if only_sign_in:
            channel.end_tls()
        try:
            if asked.integrated:
                raise SqlError(18452, "Login failed. Integrated authentication is not offered.", severity=14)
            login = self._server.logins.sign_in(
                asked.user, asked.password, asked.database, asked.new_password
            )
        except SqlError as found:
            before = tds_wire.error(found.before) if found.before else b""
            channel.send(before + tds_wire.error(found) + tds_wire.done(tds_wire.FAILED))
            return None
        database = asked.database or login.default_database
        number = self._server.number()
        session = Session(self._server.logins, login, database, number, self._server.sessions, asked.program)
        self._server.sessions[number] = session
        channel.send(tds_wire.accepted(database, asked.packet_size))
        channel.packet_size = asked.packet_size
        return session

    def _answer(self, session: Session, kind: int, body: bytes) -> bytes:
        match kind:
            case tds_wire.SQL_BATCH:
                text = tds_wire.after_headers(body).decode("utf-16-le")
                return self._batch(session, text, {}, tds_wire.DONE)
            case tds_wire.RPC:
                return self._call(session, body)
            case tds_wire.TRANSACTION:
                return _transaction(session, tds_wire.after_headers(body))
            case tds_wire.ATTENTION:
                return tds_wire.done(tds_wire.STOPPED)
            case _:
                raise EOFError

    def _batch(self, session: Session, text: str, parameters: dict[str, Any], token: int) -> bytes:
        self._server.batches.append(text)
        try:
            results = tds_sql.run(session, text, parameters)
        except SqlError as found:
            return tds_wire.error(found) + tds_wire.done(tds_wire.FAILED, token=token)
        if not results:
            return tds_wire.done(token=token)
        return b"".join(
            tds_wire.result(found, token, more=index < len(results) - 1)
            for index, found in enumerate(results)
        )

    def _call(self, session: Session, body: bytes) -> bytes:
        try:
            call = tds_wire.call(body)
        except SqlError as found:
            return tds_wire.error(found) + tds_wire.done(tds_wire.FAILED, token=tds_wire.DONE_PROC)
        values = [value for _, value in call.parameters]
        after = b""
        match call.procedure:
            case "sp_executesql":
                text, given = str(values[0]), call.parameters[2:]
                declared = str(values[1]) if len(values) > 1 else ""
            case "sp_prepexec" | "sp_prepare":
                number = next(self._prepared)
                after = tds_wire.handle(number)
                declared, text, given = str(values[1] or ""), str(values[2]), call.parameters[3:]
                session.prepared[number] = declared + "\0" + text
                if call.procedure == "sp_prepare":
                    text = ""
            case "sp_execute":
                declared, _, text = session.prepared[int(str(values[0]))].partition("\0")
                given = call.parameters[1:]
            case "sp_unprepare":
                session.prepared.pop(int(str(values[0])), None)
                declared, text, given = "", "", ()
            case _:
                missing = SqlError(2812, f"Could not find stored procedure '{call.procedure}'.")
                return tds_wire.error(missing) + tds_wire.done(tds_wire.FAILED, token=tds_wire.DONE_PROC)
        names = re.findall(r"@\w+", declared)
        parameters = {
            name or names[index]: value for index, (name, value) in enumerate(given) if name or names
        }
        inner = self._batch(session, text, parameters, tds_wire.DONE_IN_PROC) if text else b""
        return inner + tds_wire.returned() + after + tds_wire.done(token=tds_wire.DONE_PROC)


def _transaction(session: Session, body: bytes) -> bytes:
    """Begin (5), commit (7) or roll back (8): MS-TDS 2.2.6.9."""
    kind = struct.unpack("<H", body[:2])[0]
    mark = b"\x08" + struct.pack("<Q", session.number)
    match kind:
        case 5:
            session.begin()
            return tds_wire.changed(8, mark, b"\x00") + tds_wire.done()
        case 7:
            session.commit()
            return tds_wire.changed(9, b"\x00", mark) + tds_wire.done()
        case 8:
            session.rollback()
            return tds_wire.changed(10, b"\x00", mark) + tds_wire.done()
        case _:
            return tds_wire.done()
