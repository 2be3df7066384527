"""Fixtures for the real servers: started at first use, once for each test process, ended with it."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.servers import mariadb, openldap, oracle_driver, postgresql, samba, sshd
from tests.servers.certificates import TestCertificates, make_certificates
from tests.servers.mariadb import MariadbServer
from tests.servers.openldap import OpenldapServer
from tests.servers.oracle import OracleServer
from tests.servers.postgresql import PostgresServer
from tests.servers.proxy import FaultProxy
from tests.servers.samba import SambaServer
from tests.servers.sshd import SshServer
from tests.servers.tds import TdsServer
from tests.servers.windows_scripts import PlayedWindows, install
from tests.servers.windows_ssh import WindowsBehindSsh


@pytest.fixture(scope="session")
def server_folder() -> Iterator[Path]:
    """A temporary folder that the servers' unprivileged accounts can reach (pytest's own is closed to them)."""
    folder = Path(tempfile.mkdtemp(prefix="pamdesk-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def certificate_authority(server_folder: Path) -> TestCertificates:
    """The private authority of the tests, and the certificates that their servers may show."""
    return make_certificates(server_folder / "tls")


@pytest.fixture(scope="session")
def postgres_server(server_folder: Path, certificate_authority: TestCertificates) -> Iterator[PostgresServer]:
    """A running PostgreSQL."""
    if reason := postgresql.missing_server():
        pytest.skip(reason)
    with PostgresServer(server_folder / "postgresql", certificate_authority) as server:
        yield server


@pytest.fixture(scope="session")
def mariadb_server(server_folder: Path, certificate_authority: TestCertificates) -> Iterator[MariadbServer]:
    """A running MariaDB."""
    if reason := mariadb.missing_server():
        pytest.skip(reason)
    with MariadbServer(server_folder / "mariadb", certificate_authority) as server:
        yield server


@pytest.fixture(scope="session")
def ssh_server(server_folder: Path) -> Iterator[SshServer]:
    """A running OpenSSH with accounts, PAM and sudo of its own."""
    if reason := sshd.missing_server():
        pytest.skip(reason)
    with SshServer(server_folder / "ssh") as server:
        yield server


@pytest.fixture(scope="session")
def openldap_server(server_folder: Path, certificate_authority: TestCertificates) -> Iterator[OpenldapServer]:
    """A running OpenLDAP."""
    if reason := openldap.missing_server():
        pytest.skip(reason)
    with OpenldapServer(server_folder / "openldap", certificate_authority) as server:
        yield server


@pytest.fixture(scope="session")
def samba_server(server_folder: Path, certificate_authority: TestCertificates) -> Iterator[SambaServer]:
    """A running domain controller."""
    if reason := samba.missing_server():
        pytest.skip(reason)
    with SambaServer(server_folder / "samba", certificate_authority) as server:
        yield server


@pytest.fixture(scope="session")
def oracle_server(certificate_authority: TestCertificates) -> Iterator[OracleServer]:
    """A played Oracle database behind a real TLS listener."""
    pytest.importorskip("oracledb")
    with OracleServer(certificate_authority) as server:
        yield server


@pytest.fixture
def played_oracle(oracle_server: OracleServer, monkeypatch: pytest.MonkeyPatch) -> OracleServer:
    """The same, with the driver that speaks with it, here and in programs that the test starts."""
    monkeypatch.setattr("oracledb.connect", oracle_driver.connect)
    monkeypatch.setenv(oracle_driver.PLAYED, "1")
    return oracle_server


@pytest.fixture(scope="session")
def tds_server(certificate_authority: TestCertificates) -> Iterator[TdsServer]:
    """The endpoint that speaks as a SQL Server does, for Microsoft's driver."""
    pytest.importorskip("pyodbc")
    pytest.importorskip("mssql_python_odbc")
    with TdsServer(certificate_authority) as server:
        yield server


@pytest.fixture(scope="session")
def windows_host(server_folder: Path, certificate_authority: TestCertificates) -> Iterator[PlayedWindows]:
    """The endpoint that speaks as WinRM does, with an administrator."""
    pytest.importorskip("pypsrp")
    pytest.importorskip("psrpcore")
    from tests.servers.winrm import WindowsUser, WinrmServer

    folder = server_folder / "winrm"
    folder.mkdir()
    with WinrmServer(certificate_authority, folder) as server:
        played = PlayedWindows(server, install(server.host))
        server.host.add(WindowsUser(played.admin, played.admin_password, administrator=True))
        yield played


@pytest.fixture(scope="session")
def windows_by_ssh(ssh_server: SshServer) -> Iterator[WindowsBehindSsh]:
    """A played Windows host behind the running OpenSSH."""
    with WindowsBehindSsh(ssh_server) as played:
        yield played


@pytest.fixture
def fault_proxy() -> Iterator[Callable[[int], FaultProxy]]:
    """Open a fault proxy in front of a port; every one is closed after the test."""
    with ExitStack() as proxies:

        def open_proxy(server_port: int) -> FaultProxy:
            return proxies.enter_context(FaultProxy(server_port))

        yield open_proxy


@pytest.fixture
def account_name() -> Callable[[str], str]:
    """Make account names that no other test uses, so that tests share a server."""

    def make_name(stem: str) -> str:
        return f"{stem}_{secrets.token_hex(5)}"

    return make_name
