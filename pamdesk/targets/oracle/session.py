"""One connection to Oracle through the thin driver, and how a server is proved and signed in to."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final, TypeVar

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets import tls
from pamdesk.targets.contract import Credential, Endpoint
from pamdesk.targets.oracle.codes import LOST, NO_TLS, SIGN_IN, TLS, UNREACHABLE
from pamdesk.targets.oracle.driver import DriverError, oracledb, understood
from pamdesk.targets.oracle.statements import service_of, signs_in_as, stored_name
from pamdesk.targets.oracle.wire import CONNECT_SECONDS, Wire

R = TypeVar("R")

ANSWER_SECONDS: Final = 20


class OracleSession:
    """A connection whose statements are DDL or questions: each ALTER commits by itself."""

    def __init__(self, connection: Any, wire: Wire) -> None:
        """Take over an open connection and the wire that it goes through."""
        self._connection = connection
        self._wire = wire
        self._broken = False
        self._closed = False
        self._guard = threading.Lock()

    @property
    def lost(self) -> bool:
        """Whether the connection is of no more use."""
        return self._broken or self._wire.is_cut

    @property
    def warning(self) -> str:
        """What the server added to the sign-in, as a code: ORA-28002 (the password expires soon), "" where nothing."""
        warning = self._connection.warning
        return str(warning.full_code) if warning is not None else ""

    @property
    def version(self) -> tuple[int, int]:
        """The server's version, such as (19, 3)."""
        first, second, *_ = str(self._connection.version).split(".")
        return int(first), int(second)

    @property
    def number(self) -> tuple[int, int]:
        """The session's number and serial number, which name it on its instance."""
        return int(self._connection.session_id), int(self._connection.serial_num)

    def rows(self, query: str, **parameters: str | int) -> list[tuple[Any, ...]]:
        """Run one question and return its rows; raises `DriverError`."""

        def ask() -> list[tuple[Any, ...]]:
            with self._connection.cursor() as cursor:
                cursor.execute(query, parameters)
                return [tuple(row) for row in cursor.fetchall()]

        return self._calling(ask)

    def run(self, statement: str) -> None:
        """Send a statement as it is, once; raises `DriverError`."""

        def send() -> None:
            with self._connection.cursor() as cursor:
                cursor.execute(statement)

        self._calling(send)

    def change_own(self, current: Secret, password: Secret) -> None:
        """Change the password of the user that is signed in by the protocol's own call; raises `DriverError`."""
        self._calling(lambda: self._connection.changepassword(current.reveal(), password.reveal()))

    def close(self) -> None:
        """Say goodbye where the server still listens, and close."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
        try:
            if not self.lost:
                self._connection.close()
        except (oracledb().Error, OSError):
            return  # it was lost before
        finally:
            self._wire.cut()

    def abort(self) -> None:
        """Cut the connection from another thread."""
        self._wire.cut()

    def _calling(self, work: Callable[[], R]) -> R:
        try:
            return work()
        except (oracledb().Error, OSError) as error:
            problem = understood(error)
        self._broken = problem.code in (LOST, TLS, NO_TLS)
        # Raised outside, so that no traceback leads to the driver's frames, which hold the statement.
        raise problem


class Doorway:
    """Proves one server's identity at every connection and opens sessions with it."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Take the endpoint; nothing is connected yet."""
        self.endpoint = endpoint
        self._guard = threading.Lock()
        self._trust: ssl.SSLContext | None = None

    def connect(self, credential: Credential) -> OracleSession:
        """Open a session; raises `Refused` with the reason why the server did not let the credential in."""
        password = password_of(credential)
        try:
            return self.sign_in(credential.login, password)
        except DriverError as error:
            problem = self.problem(error, credential.login)
        # Raised outside, so that no traceback leads to the driver's frames, which hold the password.
        raise problem

    def wire(self) -> Wire:
        """Make the wire of one connection that is yet to be made; raises `Refused` where a record allows none."""
        with self._guard:
            if self._trust is None:
                self._trust = tls.context_for(self.endpoint)
            return Wire.to(self._trust, self.endpoint.host)

    def sign_in(
        self, login: str, password: Secret, *, new: Secret | None = None, wire: Wire | None = None
    ) -> OracleSession:
        """Open a connection once; raises `DriverError`. `new`: changed within the sign-in, as an expired password allows."""
        endpoint, driver = self.endpoint, oracledb()
        kind, name = service_of(endpoint.title, endpoint.database)
        through = wire or self.wire()
        options: Mapping[str, object] = {
            "user": signs_in_as(login),
            "password": password.reveal(),
            "host": endpoint.host,
            "port": endpoint.port,
            "protocol": "tcps",
            kind: name,
            "ssl_context": through,
            "ssl_server_dn_match": False,  # the wire has compared more than the driver would
            "tcp_connect_timeout": CONNECT_SECONDS,
            "retry_count": 0,  # a refused sign-in counts towards a lock
            "stmtcachesize": 0,  # no statement with a password is kept
            "disable_oob": True,
            "program": "pamdesk",
            **({"newpassword": new.reveal()} if new is not None else {}),
            **({"mode": driver.AUTH_MODE_SYSDBA} if stored_name(login) == "SYS" else {}),
        }
        try:
            connection = driver.connect(**options)
            connection.call_timeout = ANSWER_SECONDS * 1000
        except (driver.Error, OSError, ValueError, LookupError) as error:
            # The last two: the driver read an answer as Oracle's that is none.
            problem = understood(error)
        else:
            return OracleSession(connection, through)
        through.cut()
        raise problem

    def problem(self, error: DriverError, login: str) -> Refused:
        """Say why a sign-in came to nothing."""
        endpoint, code = self.endpoint, error.code
        place = f"{endpoint.host}:{endpoint.port}"
        if error.shown is not None:
            return tls.refusal(endpoint, error.shown, self._look)
        if code == NO_TLS:
            return Refused(
                f"{endpoint.title} ({place}) ended the TLS handshake, and a password is never sent without TLS. Nothing "
                "was sent. An administrator must enter the port of its TCPS listener, usually 2484.",
                TargetErrorKind.UNREACHABLE,
                code=NO_TLS,
            )
        if code == LOST:
            reason = "does not answer" if error.silent else "cannot be reached"
            return Refused(
                f"{endpoint.title} ({place}) {reason}. An administrator of the network must look.",
                TargetErrorKind.UNREACHABLE,
                code="unreachable",
            )
        kind = TargetErrorKind.UNREACHABLE if code in UNREACHABLE else TargetErrorKind.REFUSED
        sentence = UNREACHABLE.get(code) or SIGN_IN.get(code, "{server} refused the sign-in of {login}.")
        return Refused(sentence.format(server=endpoint.title, login=login, place=place), kind, code=code)

    def _look(self) -> bytes:
        """Shake hands unverified, only to name the certificate; nothing is sent on it."""
        context = tls.LookingContext(ssl.PROTOCOL_TLS_CLIENT)
        address = (self.endpoint.host, self.endpoint.port)
        with socket.create_connection(address, CONNECT_SECONDS) as wire, suppress(tls.WrongCertificate):
            context.wrap_socket(wire, server_hostname=self.endpoint.host)
        return context.seen


def password_of(credential: Credential) -> Secret:
    """Return the password of a credential; raises `Refused` where it has none."""
    if credential.password is None:
        raise Refused(
            f"{credential.title} has no password to sign in with. Nothing was sent.", code="no_password"
        )
    return credential.password


def asking(endpoint: Endpoint, work: Callable[[], R]) -> R:
    """Run reading statements; a driver's error becomes a `TargetError` without the driver's text."""
    try:
        return work()
    except DriverError as error:
        code = error.code
    raise TargetError(
        f"{endpoint.title} did not answer a question ({code}).", TargetErrorKind.UNKNOWN, code=code
    )
