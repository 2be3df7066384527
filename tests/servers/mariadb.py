"""Debian's MariaDB as RDS runs it: TLS required, accounts by host row, everything logged."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import pymysql
import pymysql.cursors

from pamdesk.sandbox import processes
from pamdesk.sandbox.certificates import ServerCertificate
from tests.servers.certificates import TestCertificates
from tests.servers.postgresql import SignInUnanswered

_ACCESS_DENIED = ("ERROR 1045", "ERROR 1698", "ERROR 4151", "ERROR 1862", "ERROR 4150", "ERROR 1820")


def missing_server() -> str:
    """Say what must be installed for these tests, or return nothing."""
    if not all(map(_which, ("mariadbd", "mariadb-install-db", "mariadb"))):
        return "needs MariaDB's server and client: apt-get install --no-install-recommends mariadb-server"
    return ""


def _which(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")


class MariadbServer:
    """One running MariaDB; a context manager. `folder` must be new, and reachable for an unprivileged account."""

    host = "localhost"

    def __init__(
        self,
        folder: Path,
        certificates: TestCertificates,
        *,
        shown: ServerCertificate | None = None,
        durable: bool = False,
    ) -> None:
        """Prepare a server that shows `shown` (the right certificate by default); `durable` keeps syncing on, for benchmarks."""
        self.folder = folder
        self.trusted = certificates.trusted
        self.admin = "pamadmin"
        self.admin_password = secrets.token_urlsafe(18)
        self._shown = shown or certificates.right
        self._durable = durable
        self._data = folder / "data"
        self._temporary = folder / "tmp"
        self._log = folder / "server.log"
        self._statements = folder / "statements.log"
        self._account = processes.unprivileged_account("mysql")
        self._child: processes.ChildProcess | None = None
        self.port = 0

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        if self._child is None:
            raise RuntimeError("The MariaDB server is not running.")
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
            self._child, _ = processes.start_on_free_port(lambda _: program, "ready for connections")
        else:
            self._child, self.port = processes.start_on_free_port(self._program, "ready for connections")

    def stop(self) -> None:
        """Orderly shutdown; the data is kept."""
        if self._child is not None:
            self._child.stop()
            self._child = None

    def connect(
        self, user: str | None = None, password: str | None = None, *, port: int | None = None
    ) -> pymysql.connections.Connection[pymysql.cursors.Cursor]:
        """Open a verified TLS connection in autocommit, as the administrator by default; `port` goes through a proxy."""
        return pymysql.connect(
            host=self.host,
            port=port or self.port,
            user=user or self.admin,
            password=self.admin_password if password is None else password,
            ssl=ssl.create_default_context(cafile=str(self.trusted)),
            charset="utf8mb4",
            autocommit=True,
            connect_timeout=10,
        )

    def execute(self, statement: str, parameters: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """Run one statement as the administrator and return its rows."""
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, parameters or None)
                return list(cursor.fetchall())
        finally:
            connection.close()

    def create_user(self, name: str, password: str, host: str = "%", clauses: str = "") -> None:
        """Create 'name'@'host' under mysql_native_password; the log shows a hash only.

        `clauses` follow the password (REQUIRE SSL, ACCOUNT LOCK).
        """
        self.execute(
            f"CREATE USER %s@%s IDENTIFIED VIA mysql_native_password USING %s {clauses}",
            (name, host, native_hash(password)),
        )

    def set_password(self, name: str, password: str, host: str = "%") -> None:
        """Change a password behind the product's back; the log shows a hash only."""
        self.execute(
            "ALTER USER %s@%s IDENTIFIED VIA mysql_native_password USING %s",
            (name, host, native_hash(password)),
        )

    @contextmanager
    def plugin(self, library: str) -> Iterator[None]:
        """Load a plugin for the block: `simple_password_check`, `password_reuse_check`, `auth_ed25519`."""
        self.execute(f"INSTALL SONAME '{library}'")
        try:
            yield
        finally:
            self.execute(f"UNINSTALL SONAME '{library}'")

    def can_sign_in(self, name: str, password: str) -> bool:
        """Ask an independent client (mariadb, with an option file) whether the password opens a session."""
        return self.sign_in_refusal(name, password) is None

    def sign_in_refusal(self, name: str, password: str) -> str | None:
        """Return the server's reason for refusing a sign-in through its own client, or None where it is let in.

        Raises SignInUnanswered where there was no answer (unreachable, TLS refused).
        """
        options = self.folder / f"client-{secrets.token_hex(8)}.cnf"
        options.touch(mode=0o600)
        options.write_text(
            "[client]\nprotocol=tcp\nhost=localhost\ndefault-character-set=utf8mb4\nssl-verify-server-cert\n"
            f"port={self.port}\nssl-ca={self.trusted}\nconnect-timeout=10\n"
            f"user={_option_value(name)}\npassword={_option_value(password)}\n",
            encoding="utf-8",
        )
        try:
            answer = subprocess.run(
                [
                    "mariadb",
                    f"--defaults-file={options}",
                    "--batch",
                    "--skip-column-names",
                    "-e",
                    "SELECT 'signed in'",
                ],
                capture_output=True,
                text=True,
                timeout=30,
                check=False,
            )
        finally:
            options.unlink()
        if answer.returncode == 0 and answer.stdout.strip() == "signed in":
            return None
        if not answer.stderr.strip().startswith(_ACCESS_DENIED):
            raise SignInUnanswered(answer.stderr.strip())
        return answer.stderr.strip()

    def log_text(self) -> str:
        """Everything that the server has logged, every statement among it."""
        logs = (log for log in (self._log, self._statements) if log.exists())
        return "\n".join(log.read_text(encoding="utf-8", errors="replace") for log in logs)

    def _initialise(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        self._temporary.mkdir()
        shutil.copyfile(self._shown.certificate, self.folder / "server.crt")
        shutil.copyfile(self._shown.private_key, self.folder / "server.key")
        (self.folder / "server.key").chmod(0o600)
        first = self.folder / "first.sql"
        first.write_text(self._first_statements(), encoding="utf-8")
        self._log.touch()
        processes.hand_over(self.folder, self._account)
        processes.run_to_end(
            self._as_program(
                [
                    "mariadb-install-db",
                    "--no-defaults",
                    f"--datadir={self._data}",
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                    "--innodb-log-file-size=8M",
                ]
            )
        )

    def _first_statements(self) -> str:
        # The hash, never the password, stands in a file.
        identified = f"IDENTIFIED VIA mysql_native_password USING '{native_hash(self.admin_password)}'"
        return (
            "DELETE FROM mysql.global_priv WHERE User = '';\nFLUSH PRIVILEGES;\n"
            f"ALTER USER root@localhost {identified};\n"
            f"CREATE USER IF NOT EXISTS {self.admin}@'%' {identified} REQUIRE SSL;\n"
            f"GRANT ALL ON *.* TO {self.admin}@'%' WITH GRANT OPTION;\n"
        )

    def _program(self, port: int) -> processes.Program:
        sync = [] if self._durable else ["--innodb-flush-log-at-trx-commit=0", "--skip-sync-frm"]
        return self._as_program(
            [
                "mariadbd",
                "--no-defaults",
                f"--datadir={self._data}",
                f"--port={port}",
                "--bind-address=127.0.0.1",
                f"--socket={self.folder / 's'}",
                f"--pid-file={self.folder / 'pid'}",
                f"--init-file={self.folder / 'first.sql'}",
                f"--ssl-cert={self.folder / 'server.crt'}",
                f"--ssl-key={self.folder / 'server.key'}",
                "--require-secure-transport=ON",
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--max-connections=300",
                "--innodb-buffer-pool-size=16M",
                "--innodb-log-file-size=8M",
                "--general-log=ON",
                f"--general-log-file={self._statements}",
                *sync,
            ]
        )

    def _as_program(self, argv: list[str]) -> processes.Program:
        program = _which(argv[0])
        if program is None:
            raise RuntimeError(missing_server())
        return processes.Program(
            title="MariaDB",
            argv=[program, *argv[1:]],
            folder=self.folder,
            log=self._log,
            account=self._account,
            leftover=self.folder,
            environment={
                "LC_ALL": "C.UTF-8",
                "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin",
                # A starting server deletes what looks like a left-over table there, another server's as well.
                "TMPDIR": str(self._temporary),
            },
        )


def native_hash(password: str) -> str:
    """Return what mysql_native_password stores of a password (MariaDB: Authentication Plugin - mysql_native_password)."""
    return "*" + hashlib.sha1(hashlib.sha1(password.encode()).digest()).hexdigest().upper()


def _option_value(text: str) -> str:
    escaped = (
        text.replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t")
    )
    return f'"{escaped}"'
