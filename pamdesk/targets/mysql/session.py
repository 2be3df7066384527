"""One connection to MySQL or MariaDB, and what its errors mean."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

import pymysql
import pymysql.cursors
from pymysql.constants import CLIENT

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets import tls
from pamdesk.targets.contract import Credential, Endpoint

R = TypeVar("R")

CONNECT_SECONDS: Final = 10
ANSWER_SECONDS: Final = 20
LONGEST_NAME: Final = 255  # bytes on the wire; the account itself is looked up before anything is changed

# An abandoned connection ends by itself, and nobody waits longer than this for a lock on the grant tables.
_SETTINGS: Final = "SET SESSION wait_timeout = 60, net_read_timeout = 10, lock_wait_timeout = 5"
_NO_TLS: Final = 2026  # CR_SSL_CONNECTION_ERROR
_LOST: Final = "connection_lost"
NEXT_WAY: Final = "next_way"
# The driver goes with the server to a second way in, not to a third (PyMySQL 1.2: Connection._request_authentication).
_SECOND_SWITCH: Final = "received multiple auth switch requests"
_SIGN_IN_REFUSALS: Final = {
    "1045": "{server} refuses the password of {login}, or has no such account for this machine.",
    "1698": "{server} lets {login} in by another way than a password.",
    "1130": "{server} lets no account in from this machine.",
    "1129": "{server} has blocked this machine after too many broken connections.",
    "1040": "{server} has no free connection.",
    "1203": "{login} has no free connection on {server}.",
    "1820": "The password of {login} has expired on {server}.",
    "1862": "The password of {login} has expired on {server}.",
    "3118": "{login} is locked on {server}.",
    "4151": "{login} is locked on {server}.",
    "3955": "{login} is locked on {server} after too many wrong passwords.",
    "4150": "{login} is blocked on {server} after too many wrong passwords.",
}
_BUSY: Final = frozenset({"1040", "1203", "1129", "1226"})


class _RefusesClearText:
    """Stands where the driver would send a password in clear text: also through TLS it is given to no one."""

    def __init__(self, connection: object) -> None:
        del connection

    def authenticate(self, packet: object) -> NoReturn:
        """Raise: a server that asks for it does not compare it with this account's own password."""
        del packet
        raise pymysql.err.OperationalError(
            "clear_text_asked", "The server asks for the password in clear text"
        )


if TYPE_CHECKING:
    _Driver = pymysql.connections.Connection[pymysql.cursors.Cursor]
else:
    _Driver = pymysql.connections.Connection  # generic in its stubs only


class _Connection(_Driver):
    """The driver's connection, that can be cut by another thread."""

    _sock: socket.socket | None
    server_capabilities: int

    def _request_authentication(self) -> None:
        # Older versions of the driver go on in plain text where the server offers no TLS.
        if not self.server_capabilities & CLIENT.SSL:
            raise pymysql.err.OperationalError(_NO_TLS, "the server has no TLS")
        super()._request_authentication()  # type: ignore[misc]  # private, so not in the stubs

    def cut(self) -> None:
        """Shut the socket down; a thread that waits on it ends at once."""
        wire = self._sock
        if wire is None:
            return
        try:
            # Of the socket itself: the shutdown of an SSL socket would change what the other thread is using.
            socket.socket.shutdown(wire, socket.SHUT_RDWR)
        except OSError:
            return  # the other end was first


class MysqlSession:
    """A connection in autocommit with the text protocol (ALTER USER cannot be prepared on older servers: 1295)."""

    def __init__(self, connection: _Connection) -> None:
        """Take over an open connection."""
        self._connection = connection
        self._broken = False
        self._seen_as = ""
        self._signed_in_as = ""

    @property
    def lost(self) -> bool:
        """Whether the driver found the connection closed."""
        return self._broken or not self._connection.open

    @property
    def connection_id(self) -> int:
        """The server's number for this connection."""
        return int(self._connection.thread_id())  # type: ignore[no-untyped-call]

    @property
    def seen_as(self) -> str:
        """Address and port of this connection as the server sees them, asked once; raises pymysql.Error."""
        if not self._seen_as:
            mine = (row for row in self.rows("SHOW PROCESSLIST") if str(row[0]) == str(self.connection_id))
            self._seen_as = str(next(mine, ("", "", ""))[2])
        return self._seen_as

    @property
    def signed_in_as(self) -> str:
        """The account row that let this connection in, asked once; raises pymysql.Error."""
        if not self._signed_in_as:
            self._signed_in_as = str(self.rows("SELECT CURRENT_USER()")[0][0])
        return self._signed_in_as

    @property
    def sees_everybody(self) -> bool:
        """Whether the process list holds others' connections (PROCESS held directly; by a role it is not looked for)."""
        query = (
            "SELECT GRANTEE FROM information_schema.USER_PRIVILEGES "
            "WHERE PRIVILEGE_TYPE IN ('PROCESS', 'ALL PRIVILEGES')"
        )
        user, _, host = self.signed_in_as.rpartition("@")
        return any(str(row[0]) == f"'{user}'@'{host}'" for row in self.rows(query))

    def rows(self, query: str, parameters: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows; raises pymysql.Error."""
        try:
            with self._connection.cursor() as cursor:
                cursor.execute(query, parameters or None)
                return list(cursor.fetchall())
        except pymysql.Error as error:
            self._broken = code_of(error) == _LOST
            raise

    def close(self) -> None:
        """Say goodbye where the server still listens, and close."""
        if not self._connection.open:
            return
        try:
            self._connection.close()
        except (pymysql.Error, OSError):
            return  # the driver has closed its socket before it raised

    def abort(self) -> None:
        """Cut the connection from another thread."""
        self._connection.cut()


def code_of(error: pymysql.Error) -> str:
    """Return the server's number for an error, `next_way` where a way in failed and the driver cannot try the next.

    `connection_lost` stands for the driver's own errors, after which nothing is known.
    """
    code = error.args[0] if error.args else None
    if code == _SECOND_SWITCH:
        return NEXT_WAY
    if isinstance(code, str) and code.isidentifier():
        return code
    if not isinstance(code, int) or code < 1000 or 2000 <= code < 3000:
        return _LOST
    return str(code)


class Doorway:
    """Proves one server's identity at every connection and opens sessions with it."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Take the endpoint; nothing is connected yet."""
        self.endpoint = endpoint
        self._guard = threading.Lock()
        self._context: ssl.SSLContext | None = None

    def context(self) -> ssl.SSLContext:
        """Return the one TLS context of this server (making one takes 27 ms); raises `Refused`."""
        with self._guard:
            if self._context is None:
                self._context = tls.context_for(self.endpoint)
            return self._context

    def connect(self, credential: Credential) -> MysqlSession:
        """Open a session; raises `Refused` with the reason why the server did not let the credential in."""
        if credential.password is None:
            raise Refused(
                f"{credential.title} has no password to sign in with. Nothing was sent.", code="no_password"
            )
        try:
            session = self.sign_in(credential.login, credential.password)
        except pymysql.Error as error:
            problem = self.problem(error, credential.login)
        else:
            return self._prepared(session, credential.login)
        # Raised outside, so that no traceback leads to the driver's frames, which hold the password.
        raise problem

    def sign_in(self, login: str, password: Secret) -> MysqlSession:
        """Open a connection once, with no statement run on it but SET NAMES; raises pymysql.Error."""
        return MysqlSession(self._connection(login, password.reveal().encode(), self.context()))

    def problem(self, error: pymysql.Error, login: str) -> Refused:
        """Say why a sign-in came to nothing."""
        endpoint = self.endpoint
        cause = getattr(error, "original_exception", None)
        if isinstance(cause, ssl.SSLError):
            return tls.refusal(endpoint, cause, self._look)
        if error.args and error.args[0] == _NO_TLS:
            return Refused(
                f"{endpoint.title} has no TLS, and a password is never sent without it. Nothing was sent. "
                "An administrator of the server must turn it on.",
                code="tls_unavailable",
            )
        code = code_of(error)
        if code == _LOST:
            reason = "does not answer" if isinstance(cause, TimeoutError) else "cannot be reached"
            return Refused(
                f"{endpoint.title} ({endpoint.host}:{endpoint.port}) {reason}. "
                "An administrator of the network must look.",
                TargetErrorKind.UNREACHABLE,
                code="unreachable",
            )
        sentence = _SIGN_IN_REFUSALS.get(code, "{server} refused the sign-in of {login}.")
        kind = TargetErrorKind.UNREACHABLE if code in _BUSY else TargetErrorKind.REFUSED
        return Refused(sentence.format(server=endpoint.title, login=login), kind, code=code)

    def _prepared(self, session: MysqlSession, login: str) -> MysqlSession:
        try:
            session.rows(_SETTINGS)
        except pymysql.Error as error:
            problem = self.problem(error, login)
        else:
            return session
        session.close()
        raise problem

    def _connection(self, login: str, password: bytes, context: ssl.SSLContext) -> _Connection:
        # As bytes: the driver would encode a text as Latin-1.
        return _Connection(
            host=self.endpoint.host,
            port=self.endpoint.port,
            user=login,
            password=password,
            ssl=context,
            charset="utf8mb4",
            autocommit=None,  # the server's default, on; each statement here commits by itself
            connect_timeout=CONNECT_SECONDS,
            read_timeout=ANSWER_SECONDS,
            write_timeout=ANSWER_SECONDS,
            program_name="pamdesk",
            auth_plugin_map={"mysql_clear_password": _RefusesClearText, "dialog": _RefusesClearText},
        )

    def _look(self) -> bytes:
        """Shake hands unverified, only to name the certificate; the context ends it before the sign-in."""
        context = tls.LookingContext(ssl.PROTOCOL_TLS_CLIENT)
        with suppress(pymysql.Error):  # meant: the certificate was looked at, and nothing else
            self._connection("", b"", context)
        if not context.seen:
            raise OSError("no certificate was shown")
        return context.seen


def asking(endpoint: Endpoint, work: Callable[[], R]) -> R:
    """Run reading statements; a driver's error becomes a `TargetError` without the driver's text."""
    try:
        return work()
    except pymysql.Error as error:
        code = code_of(error)
    if code in ("1142", "1044", "1227"):
        raise TargetError(
            f"The admin may not read the accounts of {endpoint.title} (SELECT on mysql.*).",
            TargetErrorKind.REFUSED,
            code=code,
        )
    raise TargetError(
        f"{endpoint.title} did not answer a question ({code}).", TargetErrorKind.UNKNOWN, code=code
    )
