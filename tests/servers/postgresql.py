"""Debian's PostgreSQL as RDS runs it: SCRAM only, TLS only, a private authority, everything logged."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg2
import psycopg2.extensions
from psycopg2 import sql

from pamdesk.sandbox import processes
from pamdesk.sandbox.certificates import ServerCertificate
from tests.servers.certificates import TestCertificates

_VERSIONS = ("15", "16", "17", "18", "14")
_HBA = "local all all scram-sha-256\nhostssl all all 127.0.0.1/32 scram-sha-256\nhostssl all all ::1/128 scram-sha-256\n"
_SETTINGS = """
listen_addresses = '127.0.0.1'
ssl = on
password_encryption = scram-sha-256
log_statement = all
log_connections = on
log_disconnections = on
log_line_prefix = '%m [%p] %u '
max_connections = 300
shared_buffers = 32MB
logging_collector = off
timezone = 'UTC'
"""


class SignInUnanswered(AssertionError):
    """The server did not answer a sign-in with yes or no, so the test's question has no answer."""


def missing_server() -> str:
    """Say what must be installed for these tests, or return nothing."""
    if _binaries() is None or shutil.which("psql") is None:
        return "needs PostgreSQL's server and client: apt-get install --no-install-recommends postgresql"
    return ""


def _binaries() -> Path | None:
    folders = (Path(f"/usr/lib/postgresql/{version}/bin") for version in _VERSIONS)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


class PostgresServer:
    """One running PostgreSQL; a context manager. `folder` must be new, and reachable for an unprivileged account."""

    host = "localhost"
    database = "postgres"

    def __init__(
        self,
        folder: Path,
        certificates: TestCertificates,
        *,
        shown: ServerCertificate | None = None,
        durable: bool = False,
        settings: str = "",
    ) -> None:
        """Prepare a server that shows `shown` (the right certificate by default); `durable` keeps fsync on, for benchmarks."""
        self.folder = folder
        self.trusted = certificates.trusted
        self.admin = "pamadmin"
        self.admin_password = secrets.token_urlsafe(18)
        self._shown = shown or certificates.right
        self._settings = f"{_SETTINGS}fsync = {'on' if durable else 'off'}\n{settings}\n"
        self._data = folder / "data"
        self._log = folder / "server.log"
        self._account = processes.unprivileged_account("postgres")
        self._child: processes.ChildProcess | None = None
        self.port = 0

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        if self._child is None:
            raise RuntimeError("The PostgreSQL server is not running.")
        return self._child.pid

    def __enter__(self) -> Self:
        self._initialise()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server, on a new free port the first time and on the same one afterwards."""
        if self.port:
            program = self._program(self.port)
            self._child, _ = processes.start_on_free_port(lambda _: program, "ready to accept connections")
        else:
            self._child, self.port = processes.start_on_free_port(
                self._program, "ready to accept connections"
            )

    def stop(self) -> None:
        """Fast shutdown: open sessions are ended, the data is kept."""
        if self._child is not None:
            self._child.stop()
            self._child = None

    def connect(
        self, user: str | None = None, password: str | None = None, *, port: int | None = None
    ) -> psycopg2.extensions.connection:
        """Open a verified TLS connection in autocommit, as the superuser by default; `port` goes through a proxy."""
        connection = psycopg2.connect(
            host=self.host,
            hostaddr="127.0.0.1",
            port=port or self.port,
            dbname=self.database,
            user=user or self.admin,
            password=self.admin_password if password is None else password,
            sslmode="verify-full",
            sslrootcert=str(self.trusted),
            connect_timeout=10,
        )
        connection.autocommit = True
        return connection

    def execute(
        self, statement: str | sql.Composable, parameters: tuple[object, ...] = ()
    ) -> list[tuple[object, ...]]:
        """Run one statement as the superuser and return its rows."""
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, parameters or None)
                return list(cursor.fetchall()) if cursor.description else []
        finally:
            connection.close()

    def create_role(self, name: str, password: str, attributes: str = "LOGIN") -> None:
        """Create a role; its password reaches the server and its log as a SCRAM verifier only."""
        self.set_password(name, password, f"CREATE ROLE {{}} {attributes} PASSWORD {{}}")

    def set_password(self, name: str, password: str, statement: str = "ALTER ROLE {} PASSWORD {}") -> None:
        """Change a password behind the product's back."""
        connection = self.connect()
        try:
            verifier = psycopg2.extensions.encrypt_password(password, name, connection, "scram-sha-256")
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL(statement).format(sql.Identifier(name), sql.Literal(verifier)))
        finally:
            connection.close()

    def can_sign_in(self, name: str, password: str) -> bool:
        """Ask an independent client (psql, with a password file) whether the password opens a session."""
        return self.sign_in_refusal(name, password) is None

    def sign_in_refusal(self, name: str, password: str) -> str | None:
        """Return the server's reason for refusing a sign-in through psql, or None where it is let in.

        Raises SignInUnanswered where there was no answer (unreachable, TLS refused).
        """
        if "\n" in password or "\r" in password:
            raise ValueError("A password file of PostgreSQL holds no line break.")
        passwords = self.folder / f"pgpass-{secrets.token_hex(8)}"
        passwords.touch(mode=0o600)
        escaped = password.replace("\\", "\\\\").replace(":", "\\:")
        passwords.write_text(f"*:*:*:*:{escaped}\n", encoding="utf-8")
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "LC_ALL": "C.UTF-8",
            "PGPASSFILE": str(passwords),
            "PGHOST": self.host,
            "PGHOSTADDR": "127.0.0.1",
            "PGPORT": str(self.port),
            "PGUSER": name,
            "PGDATABASE": self.database,
            "PGSSLMODE": "verify-full",
            "PGSSLROOTCERT": str(self.trusted),
            "PGCONNECT_TIMEOUT": "10",
        }
        try:
            answer = subprocess.run(
                ["psql", "--no-psqlrc", "--no-password", "-Atc", "SELECT 'signed in'"],
                env=environment,
                capture_output=True,
                text=True,
                timeout=30,
                check=False,
            )
        finally:
            passwords.unlink()
        if answer.returncode == 0 and answer.stdout.strip() == "signed in":
            return None
        if "FATAL:" not in answer.stderr:
            raise SignInUnanswered(answer.stderr.strip())
        return answer.stderr.rsplit("FATAL:", 1)[1].strip()

    def log_text(self) -> str:
        """Everything that the server has logged, every statement among it."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def _initialise(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        password_file = self.folder / "first-password"
        password_file.touch(mode=0o600)
        password_file.write_text(self.admin_password, encoding="utf-8")
        self._log.touch()
        processes.hand_over(self.folder, self._account)
        initdb = ["initdb", "-D", str(self._data), "-U", self.admin, "-A", "scram-sha-256", "-E", "UTF8"]
        processes.run_to_end(
            self._as_program([*initdb, "--locale=C.UTF-8", "--no-sync", f"--pwfile={password_file}"])
        )
        password_file.unlink()
        shutil.copyfile(self._shown.certificate, self._data / "server.crt")
        shutil.copyfile(self._shown.private_key, self._data / "server.key")
        (self._data / "server.key").chmod(0o600)
        (self._data / "pg_hba.conf").write_text(_HBA, encoding="utf-8")
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(self._settings)
        processes.hand_over(self._data, self._account)

    def _program(self, port: int) -> processes.Program:
        return self._as_program(
            [
                "postgres",
                "-D",
                str(self._data),
                "-p",
                str(port),
                "-c",
                f"unix_socket_directories={self.folder}",
            ]
        )

    def _as_program(self, argv: list[str]) -> processes.Program:
        binaries = _binaries()
        if binaries is None:
            raise RuntimeError(missing_server())
        return processes.Program(
            title="PostgreSQL",
            argv=[str(binaries / argv[0]), *argv[1:]],
            folder=self.folder,
            log=self._log,
            account=self._account,
            leftover=self.folder,
            environment={"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")},
            # Fast shutdown (PostgreSQL: Shutting Down the Server).
            stop_signal=signal.SIGINT,
        )
