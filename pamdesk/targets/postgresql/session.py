"""One connection to PostgreSQL through libpq, and what its errors mean."""

from __future__ import annotations

import datetime as dt
import os
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeVar

import psycopg2
import psycopg2.extensions
from cryptography import x509
from psycopg2 import sql

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets import tls
from pamdesk.targets.contract import Credential, Endpoint
from pamdesk.targets.pem_file import PemFile
from pamdesk.targets.postgresql import verifier as postgresql_verifier
from pamdesk.targets.postgresql.signin import Door, NoTls, Passed, SignIn, Unanswered, open_tls, sign_in

R = TypeVar("R")

CONNECT_SECONDS: Final = 10
DEFAULT_DATABASE: Final = "postgres"
LONGEST_NAME: Final = 63  # bytes; the server cuts longer names, and would change another role (NAMEDATALEN)

_REQUIRE_AUTH: Final = 160000  # libpq 16 can refuse sign-ins that prove no password, and has sslcertmode
_SIGN_IN_REFUSALS: Final = {
    "28P01": "{server} refuses the password of {login}.",
    "28000": "{server} does not let {login} sign in.",
    "53300": "{server} has no free connection for {login}.",
    "3D000": "The database that {login} signs in to does not exist on {server}.",
    "42501": "{login} may not connect to its database on {server}.",
    "57P03": "{server} is starting up or shutting down.",
}


class PostgresqlSession:
    """A libpq connection in autocommit; transactions are begun and ended by their own statements."""

    def __init__(self, connection: psycopg2.extensions.connection) -> None:
        """Take over an open connection."""
        connection.autocommit = True
        self._connection = connection
        self._algorithm = ""
        self._guard = threading.Lock()
        self._wire: socket.socket | None = _second_handle(connection)

    @property
    def lost(self) -> bool:
        """Whether libpq found the connection closed."""
        return self._connection.closed != 0

    @property
    def version(self) -> int:
        """The server's version as a number: 150018."""
        return self._connection.info.server_version

    @property
    def announced_pid(self) -> int:
        """The process id that was told at sign-in; a pooler tells one of its own."""
        return self._connection.info.backend_pid

    @property
    def algorithm(self) -> str:
        """How the server stores new passwords, asked once a session; raises psycopg2.Error."""
        if not self._algorithm:
            self._algorithm = algorithm_for(str(self.rows("SHOW password_encryption")[0][0]))
        return self._algorithm

    def rows(
        self, query: str | sql.Composable, parameters: tuple[object, ...] = ()
    ) -> list[tuple[object, ...]]:
        """Run a query and return its last statement's rows; raises psycopg2.Error."""
        with self._connection.cursor() as cursor:
            cursor.execute(query, parameters or None)
            return list(cursor.fetchall()) if cursor.description else []

    def command(self, statement: str) -> str:
        """Run a statement and return the server's word for what it did; raises psycopg2.Error."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.statusmessage or ""

    def verifier(self, login: str, password: Secret) -> str:
        """Return what the server would store for this password, so that no statement holds the password itself."""
        if self.algorithm == postgresql_verifier.SCRAM and postgresql_verifier.fits(password):
            return postgresql_verifier.scram_verifier(password)
        return str(
            psycopg2.extensions.encrypt_password(
                password.reveal(), login, scope=self._connection, algorithm=self.algorithm
            )
        )

    def close(self) -> None:
        """Close; an open transaction is rolled back by the server."""
        self._connection.close()
        with self._guard:
            wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()

    def abort(self) -> None:
        """Cut the socket under libpq: a thread that waits on it ends at once. Another thread may call this."""
        with self._guard, suppress(OSError):  # the other end may be first
            if self._wire is not None:
                self._wire.shutdown(socket.SHUT_RDWR)


def _second_handle(connection: psycopg2.extensions.connection) -> socket.socket | None:
    """Return a handle of our own to libpq's socket.

    The number of libpq's own belongs to somebody else's connection as soon as libpq has closed it, in another thread.
    """
    try:
        libpqs = socket.socket(fileno=connection.fileno())
    except (psycopg2.Error, OSError):
        return None  # it is closed already
    try:
        return libpqs.dup()
    finally:
        libpqs.detach()


@dataclass(frozen=True, slots=True)
class Trust:
    """How the server's identity is proved: by Python's TLS for a probe, by libpq's for a session."""

    context: ssl.SSLContext
    sslmode: str
    sslrootcert: str


class Doorway:
    """Proves one server's identity once, and opens sessions with it."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Take the endpoint; nothing is connected yet."""
        self.endpoint = endpoint
        self._guard = threading.Lock()
        self._trust: Trust | None = None
        self._file: PemFile | None = None

    def trust(self) -> Trust:
        """Prove the server's identity before anything is sent to it; raises `Refused` naming what is wrong."""
        with self._guard:
            if self._trust is None:
                self._trust = self._prove()
            return self._trust

    def door(self, database: str) -> Door:
        """Return where to sign in for a probe, once the identity is proved."""
        return Door(
            host=self.endpoint.host,
            port=self.endpoint.port,
            database=database,
            context=self.trust().context,
            seconds=CONNECT_SECONDS,
        )

    def connect(self, credential: Credential, database: str) -> PostgresqlSession:
        """Open a session; raises `Refused` with the reason why the server did not let the credential in."""
        if credential.password is None:
            raise Refused(
                f"{credential.title} has no password to sign in with. Nothing was sent.", code="no_password"
            )
        parameters = self._parameters(credential.login, credential.password, database)
        try:
            return PostgresqlSession(psycopg2.connect(None, None, None, **parameters))
        except (psycopg2.Error, UnicodeError):
            pass  # its text is in the server's language; the reason is asked for in codes
        raise self._reason(credential.login, credential.password, database)

    def close(self) -> None:
        """Remove the certificate's file."""
        with self._guard:
            if self._file is not None:
                self._file.close()
                self._file = None
            self._trust = None

    def _parameters(self, login: str, password: Secret, database: str) -> dict[str, str | int]:
        trust = self.trust()
        # Every keyword that libpq would otherwise take from the environment or a file is given.
        parameters: dict[str, str | int] = {
            "host": self.endpoint.host,
            "hostaddr": "",
            "port": self.endpoint.port,
            "dbname": database,
            "user": login,
            "password": password.reveal(),
            "passfile": os.devnull,
            "options": "",
            "application_name": "pamdesk",
            "client_encoding": "UTF8",
            "connect_timeout": CONNECT_SECONDS,
            "target_session_attrs": "any",
            "gssencmode": "disable",
            "sslmode": trust.sslmode,
            "sslrootcert": trust.sslrootcert,
            "sslcert": os.devnull,
            "sslkey": "",
            "sslcrl": "",
            "sslcrldir": "",
            "ssl_min_protocol_version": "TLSv1.2",
            "channel_binding": "prefer",
            "keepalives": 1,
            "keepalives_idle": 15,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 20_000,
        }
        if psycopg2.extensions.libpq_version() >= _REQUIRE_AUTH:
            # md5 verifiers are still common on servers of one's own; a password in clear text is never given.
            parameters |= {"require_auth": "scram-sha-256,md5", "sslcertmode": "disable", "sslcert": ""}
        return parameters

    def _prove(self) -> Trust:
        endpoint = self.endpoint
        if not endpoint.host or endpoint.host[:1] in "/@" or "," in endpoint.host or "\0" in endpoint.host:
            raise Refused(
                f"{endpoint.host!r} in the record {endpoint.title} is no host name. Nothing was sent.",
                code="host_invalid",
            )
        context = tls.context_for(endpoint)
        try:
            certificate = self._look(context)
        except (OSError, ValueError) as error:
            problem = self.problem(error)
        else:
            if isinstance(context, tls.PinnedContext):
                return Trust(context, "verify-ca", self._write(self._usable_pin(certificate)))
            if endpoint.ca_certificate:
                return Trust(context, "verify-full", self._write(endpoint.ca_certificate))
            return Trust(context, "verify-full", ssl.get_default_verify_paths().cafile or "system")
        raise problem

    def _look(self, context: ssl.SSLContext) -> bytes:
        with open_tls(self.endpoint.host, self.endpoint.port, context, CONNECT_SECONDS) as wire:
            return wire.getpeercert(binary_form=True) or b""

    def _look_unverified(self) -> bytes:
        context = tls.LookingContext(ssl.PROTOCOL_TLS_CLIENT)
        with suppress(tls.WrongCertificate):  # meant: the certificate was looked at, and nothing else
            self._look(context)
        return context.seen

    def _usable_pin(self, certificate: bytes) -> str:
        """Return the pinned certificate as PEM; libpq can believe it only where it has signed itself and is in date."""
        shown = x509.load_der_x509_certificate(certificate)
        now = dt.datetime.now(dt.UTC)
        if (
            shown.issuer != shown.subject
            or not shown.not_valid_before_utc <= now <= shown.not_valid_after_utc
        ):
            raise Refused(
                f"The pinned certificate of {self.endpoint.title} is signed by an authority or out of date, and "
                "PostgreSQL's client cannot be told to believe it alone. Nothing was sent. An administrator must "
                "enter the authority's certificate in the record.",
                code="certificate_pin_unusable",
            )
        return ssl.DER_cert_to_PEM_cert(certificate)

    def _write(self, pem: str) -> str:
        self._file = PemFile(pem)  # libpq takes it as a file only
        return str(self._file.path)

    def _reason(self, login: str, password: Secret, database: str) -> Refused:
        try:
            ended = sign_in(self.door(database), login, password)
        except (OSError, ValueError) as error:
            return self.problem(error)
        return self._refused_sign_in(login, ended)

    def _refused_sign_in(self, login: str, ended: SignIn) -> Refused:
        title = self.endpoint.title
        if ended.passed is Passed.UNASKED:
            return Refused(
                f"{title} lets {login} in without a password, so a new one could not be proved. "
                "An administrator must mend pg_hba.conf.",
                code="no_password_asked",
            )
        if ended.passed is Passed.SESSION:
            return Refused(
                f"The connection to {title} failed once.",
                TargetErrorKind.UNREACHABLE,
                code="unreachable",
            )
        sentence = _SIGN_IN_REFUSALS.get(ended.sqlstate, "{server} refused the sign-in of {login}.")
        kind = TargetErrorKind.UNREACHABLE if ended.sqlstate[:2] in ("53", "57") else TargetErrorKind.REFUSED
        return Refused(sentence.format(server=title, login=login), kind, code=ended.sqlstate)

    def problem(self, error: OSError | ValueError) -> Refused:
        """Say why a connection, its TLS or its conversation came to nothing."""
        endpoint = self.endpoint
        if isinstance(error, ssl.SSLError):
            return tls.refusal(endpoint, error, self._look_unverified)
        if isinstance(error, NoTls):
            return Refused(
                f"{endpoint.title} has no TLS, and a password is never sent without it. Nothing was sent. "
                "An administrator of the server must turn it on.",
                code="tls_unavailable",
            )
        if isinstance(error, Unanswered):
            return Refused(
                f"{endpoint.title} did not answer as PostgreSQL does, or asked for the password in clear text.",
                TargetErrorKind.UNREACHABLE,
                code=error.code,
            )
        reason = "cannot be reached" if not isinstance(error, TimeoutError) else "does not answer"
        return Refused(
            f"{endpoint.title} ({endpoint.host}:{endpoint.port}) {reason}. "
            "An administrator of the network must look.",
            TargetErrorKind.UNREACHABLE,
            code="unreachable",
        )


def algorithm_for(password_encryption: str) -> str:
    """Return libpq's name for what the setting asks for; `on` is the old word for md5."""
    return "md5" if password_encryption in ("md5", "on") else "scram-sha-256"


def asking(endpoint: Endpoint, work: Callable[[], R]) -> R:
    """Run reading statements; a driver's error becomes a `TargetError` without the driver's text."""
    try:
        return work()
    except psycopg2.Error as error:
        code = error.pgcode or "connection_lost"
    # Raised outside, so that no traceback leads to the driver's error and the statement that it holds.
    raise TargetError(
        f"{endpoint.title} did not answer a question ({code}).", TargetErrorKind.UNKNOWN, code=code
    )
