"""One connection to SQL Server through ODBC, and what its errors mean."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Credential, Endpoint
from pamdesk.targets.mssql.driver import driver, odbc
from pamdesk.targets.mssql.line import Line
from pamdesk.targets.mssql.look import Seen, look
from pamdesk.targets.pem_file import PemFile

R = TypeVar("R")

CONNECT_SECONDS: Final = 10
ANSWER_SECONDS: Final = 20
_SETTINGS: Final = (
    "SET LOCK_TIMEOUT 5000; SET XACT_ABORT ON"  # nobody waits longer than this for a lock (1222)
)
# pyodbc: [state] text (number) (function); [state] text (number); …
_NUMBER: Final = re.compile(r"\((\d{1,6})\)(?= \(SQL\w+\)|; \[|$)")
_STATE: Final = re.compile(r"\[([0-9A-Z]{5})\]")
LOST: Final = "connection_lost"
_SIGN_IN_REFUSALS: Final = {
    "18456": "{server} refuses the password of {login}, or has no such account.",
    "18486": "{login} is locked on {server} after too many wrong passwords.",
    "18487": "The password of {login} has expired on {server}.",
    "18488": "The password of {login} must be changed on {server} before it signs in.",
    "18470": "{login} is disabled on {server}.",
    "18452": "{server} lets {login} in by Windows only.",
    "4060": "{login} may not open the database of {server}, or there is none of this name.",
}
_BUSY: Final = frozenset({"17142", "17148", "17187", "17188", "17189", "17197", "17809", "10928", "10929"})
# The order in which a code says most, where one answer has several: 4060 comes with 18456.
_MOST: Final = ("4060", "18486", "18487", "18488", "18470", "18452", "18456")


class DriverError(Exception):
    """What the driver raised, as SQL Server's number (or `connection_lost`, `certificate`); it holds no text of theirs."""

    def __init__(self, code: str) -> None:
        """Take the number."""
        super().__init__(code)
        self.code = code


class MssqlSession:
    """A connection in autocommit; batches go as they are, with no parameters where they hold a password."""

    def __init__(self, connection: Any, line: Line, login: str) -> None:
        """Take over an open connection and the line that it goes through."""
        self._connection = connection
        self._line = line
        self._login = login
        self._broken = False
        self._guard = threading.Lock()
        self._closed = False

    @property
    def lost(self) -> bool:
        """Whether the connection is of no more use."""
        return self._broken or self._line.is_cut

    def rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Run one question and return its rows; raises `DriverError`."""
        pyodbc = odbc()
        try:
            cursor = self._connection.cursor()
            try:
                cursor.execute(query, *parameters)
                return [tuple(row) for row in cursor.fetchall()] if cursor.description else []
            finally:
                cursor.close()
        except pyodbc.Error as error:
            code = code_of(error, self._login)
        self._broken = code == LOST
        raise DriverError(code)

    def run(self, batch: str) -> None:
        """Send a batch as it is; raises `DriverError` for the first error in any of its results."""
        pyodbc = odbc()
        try:
            cursor = self._connection.cursor()
            try:
                cursor.noscan = True  # a brace in a password is no escape of ODBC
                cursor.execute(batch)
                while cursor.nextset():
                    pass
            finally:
                cursor.close()
        except pyodbc.Error as error:
            code = code_of(error, self._login)
        else:
            return
        self._broken = code == LOST
        raise DriverError(code)

    def close(self) -> None:
        """Say goodbye where the server still listens, and close."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
        try:
            self._connection.close()
        except odbc().Error:
            return  # it was lost before, and the line below is what holds anything
        finally:
            self._line.cut()

    def abort(self) -> None:
        """Cut the connection from another thread."""
        self._line.cut()


def code_of(error: Exception, login: str = "") -> str:
    """Return SQL Server's number; the login is taken out of the text first, since a name may look like one."""
    text = str(error.args[1] if len(error.args) > 1 else error)
    if login:
        text = text.replace(login, "")
    state = str(error.args[0]) if error.args else ""
    if "SSL Provider" in text or "certificate" in text:
        return "certificate"
    codes = [code for code in _NUMBER.findall(text) if code != "0"]
    if codes and not state.startswith("08"):
        return next((code for code in _MOST if code in codes), codes[0])
    return LOST


class Doorway:
    """Proves one server's identity, then opens sessions with exactly the server that was proved."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Take the endpoint; nothing is connected yet."""
        self.endpoint = endpoint
        self._guard = threading.Lock()
        self._seen: tuple[Seen, PemFile] | None = None

    def connect(self, credential: Credential) -> MssqlSession:
        """Open a session; raises `Refused` with the reason why the server did not let the credential in."""
        if credential.password is None:
            raise Refused(
                f"{credential.title} has no password to sign in with. Nothing was sent.", code="no_password"
            )
        try:
            session = self.sign_in(credential.login, credential.password)
        except DriverError as error:
            problem = self.problem(error.code, credential.login)
        else:
            try:
                session.run(_SETTINGS)
            except DriverError as error:
                problem = self.problem(error.code, credential.login)
                session.close()
            else:
                return session
        # Raised outside, so that no traceback leads to the driver's frames, which hold the password.
        raise problem

    def sign_in(self, login: str, password: Secret) -> MssqlSession:
        """Open a fresh connection; raises `DriverError`, or `Refused` where the server is not believed or not reached."""
        try:
            return self._open(login, password)
        except DriverError as error:
            if error.code != "certificate":
                raise
        self.forget()  # it may have been renewed since: it is proved anew, once
        return self._open(login, password)

    def problem(self, code: str, login: str) -> Refused:
        """Say why a sign-in came to nothing."""
        endpoint = self.endpoint
        if code == "certificate":
            return Refused(
                f"The authority of {endpoint.title} is not known to this machine, and this version of SQL Server lets "
                "the driver believe no other. Nothing was sent. An administrator of this machine must add the "
                "authority to its certificates.",
                code="certificate_store",
            )
        if code == LOST:
            return Refused(
                f"{endpoint.title} ({endpoint.host}:{endpoint.port}) ended the connection. "
                "An administrator of the network must look.",
                TargetErrorKind.UNREACHABLE,
                code="unreachable",
            )
        sentence = _SIGN_IN_REFUSALS.get(code, "{server} refused the sign-in of {login}.")
        kind = TargetErrorKind.UNREACHABLE if code in _BUSY else TargetErrorKind.REFUSED
        return Refused(sentence.format(server=endpoint.title, login=login), kind, code=code)

    def forget(self) -> None:
        """Forget the certificate that was proved."""
        with self._guard:
            seen, self._seen = self._seen, None
        if seen is not None:
            seen[1].close()

    def _proved(self) -> tuple[Seen, PemFile]:
        with self._guard:
            if self._seen is None:
                seen = look(self.endpoint)
                self._seen = seen, PemFile(seen.certificate)
            return self._seen

    def _open(self, login: str, password: Secret) -> MssqlSession:
        pyodbc, name = odbc(), driver()
        seen, file = self._proved()
        try:
            line = Line(self.endpoint.host, self.endpoint.port)
        except OSError:
            unreachable = self._unreachable()
        else:
            text = _connection_string(self.endpoint, seen, str(file.path), name, line.port, login, password)
            try:
                connection = pyodbc.connect(text, autocommit=True, timeout=CONNECT_SECONDS)
                connection.timeout = ANSWER_SECONDS
                return MssqlSession(connection, line, login)
            except pyodbc.Error as error:
                code = code_of(error, login)
            line.cut()
            raise DriverError(code)
        raise unreachable

    def _unreachable(self) -> Refused:
        endpoint = self.endpoint
        return Refused(
            f"{endpoint.title} ({endpoint.host}:{endpoint.port}) cannot be reached. "
            "An administrator of the network must look.",
            TargetErrorKind.UNREACHABLE,
            code="unreachable",
        )


def _connection_string(
    endpoint: Endpoint, seen: Seen, file: str, name: str, port: int, login: str, password: Secret
) -> str:
    parts = {
        "DRIVER": name,
        "SERVER": f"tcp:127.0.0.1,{port}",
        "UID": login,
        "PWD": password.reveal(),
        "DATABASE": endpoint.database,
        "APP": "pamdesk",
        # Only the very certificate that was proved, where the server can; else the machine's authorities and the name.
        "Encrypt": "strict" if seen.strict else "yes",
        "TrustServerCertificate": "no",
        "ServerCertificate": file if seen.strict else "",
        "HostNameInCertificate": "" if seen.strict else endpoint.host,
        "ConnectRetryCount": "0",  # what was sent is never sent again by the driver
    }
    return ";".join(f"{key}={{{value.replace('}', '}}')}}}" for key, value in parts.items() if value)


def asking(endpoint: Endpoint, work: Callable[[], R]) -> R:
    """Run reading statements; a driver's error becomes a `TargetError` without the driver's text."""
    try:
        return work()
    except DriverError as error:
        code = error.code
    raise TargetError(
        f"{endpoint.title} did not answer a question ({code}).", TargetErrorKind.UNKNOWN, code=code
    )
