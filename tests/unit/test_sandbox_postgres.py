"""The sandbox's PostgreSQL is a real one, reached over verified TLS, and leaves nothing behind."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest
from psycopg2 import sql
from psycopg2.extensions import make_dsn

from pamdesk.records.errors import UserError
from pamdesk.records.secret import Secret
from pamdesk.sandbox.certificates import CertificateAuthority
from pamdesk.sandbox.faults import Action
from pamdesk.sandbox.postgres import WHEELS, SandboxPostgres, find_installation
from pamdesk.sandbox.tls_front import TlsFront


def installed() -> list[str]:
    """The wheels with a PostgreSQL that this machine has."""
    found = []
    for wheel in WHEELS:
        try:
            find_installation((wheel,))
        except UserError:
            continue
        found.append(wheel)
    return found


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> CertificateAuthority:
    return CertificateAuthority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module", params=installed())
def postgres(request: pytest.FixtureRequest, authority: CertificateAuthority) -> Iterator[SandboxPostgres]:
    with SandboxPostgres(authority, wheels=(request.param,)) as server:
        yield server


@pytest.fixture(scope="module")
def running_front(postgres: SandboxPostgres) -> Iterator[TlsFront]:
    with postgres.front() as front:
        yield front


@pytest.fixture
def front(running_front: TlsFront) -> Iterator[TlsFront]:
    yield running_front
    running_front.heal()


def sign_in(
    front: TlsFront, authority: CertificateAuthority, user: str, password: str, **options: str
) -> psycopg2.extensions.connection:
    verified = {"sslmode": "verify-full", "sslrootcert": str(authority.certificate)}
    dsn = make_dsn(
        host="localhost", hostaddr="127.0.0.1", port=front.port, dbname="postgres", **(verified | options)
    )
    connection = psycopg2.connect(dsn, user=user, password=password)
    connection.autocommit = True
    return connection


def accepted(front: TlsFront, authority: CertificateAuthority, user: str, password: str) -> bool:
    try:
        sign_in(front, authority, user, password).close()
    except psycopg2.OperationalError as error:
        if "password authentication failed" not in str(error):
            raise
        return False
    return True


def change(connection: psycopg2.extensions.connection, user: str, password: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(user), sql.Literal(password))
        )


def test_at_least_one_wheel_with_a_server_is_installed() -> None:
    assert installed() != []


@pytest.mark.parametrize("channel_binding", ["prefer", "disable"])
def test_a_user_signs_in_through_the_front_with_verified_tls(
    postgres: SandboxPostgres, front: TlsFront, authority: CertificateAuthority, channel_binding: str
) -> None:
    user = f'o\'neil "{channel_binding}" ü'
    postgres.create_users({user: Secret("s p:a\\c'e")})
    connection = sign_in(front, authority, user, "s p:a\\c'e", channel_binding=channel_binding)
    assert connection.info.ssl_attribute("protocol") == "TLSv1.3"
    connection.close()


def test_channel_binding_holds_through_the_front_where_the_server_has_tls(
    postgres: SandboxPostgres, front: TlsFront, authority: CertificateAuthority
) -> None:
    if not postgres.tls:
        pytest.skip("this wheel's PostgreSQL has no TLS, so it offers no channel binding")
    sign_in(
        front, authority, postgres.admin, postgres.admin_password.reveal(), channel_binding="require"
    ).close()


def test_a_wrong_password_is_refused_by_the_server(
    postgres: SandboxPostgres, front: TlsFront, authority: CertificateAuthority
) -> None:
    assert not accepted(front, authority, postgres.admin, "wrong")


def test_a_client_that_trusts_another_authority_does_not_sign_in(
    postgres: SandboxPostgres, front: TlsFront, tmp_path: Path
) -> None:
    stranger = CertificateAuthority(tmp_path)
    with pytest.raises(psycopg2.OperationalError, match="certificate verify failed"):
        sign_in(front, stranger, postgres.admin, postgres.admin_password.reveal())


def test_a_session_without_tls_is_refused_in_the_servers_own_code(
    postgres: SandboxPostgres, front: TlsFront, authority: CertificateAuthority
) -> None:
    with pytest.raises(psycopg2.OperationalError, match=r"no pg_hba\.conf entry, no encryption"):
        sign_in(front, authority, postgres.admin, postgres.admin_password.reveal(), sslmode="disable")


@pytest.mark.parametrize(
    ("action", "live"), [(Action.CUT_BEFORE, "old"), (Action.CUT_AFTER, "new"), (Action.DROP_ANSWER, "new")]
)
def test_the_front_cuts_at_a_statement_and_the_server_keeps_what_reached_it(
    postgres: SandboxPostgres, front: TlsFront, authority: CertificateAuthority, action: Action, live: str
) -> None:
    user = f"user_{action.name.lower()}"
    postgres.create_users({user: Secret("old")})
    connection = sign_in(front, authority, postgres.admin, postgres.admin_password.reveal())
    front.arm_on_text(b"ALTER ROLE", action)
    with pytest.raises(psycopg2.OperationalError):
        change(connection, user, "new")
    wait_until_idle(postgres)
    assert [password for password in ("old", "new") if accepted(front, authority, user, password)] == [live]


def wait_until_idle(postgres: SandboxPostgres) -> None:
    """Wait until no other session of the superuser is left."""
    connection = postgres.connect()
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone() == (0,):
                break
            time.sleep(0.01)
    connection.close()


CANCELLING_CLIENT = """
import os, threading, psycopg2
connection = psycopg2.connect(connect_timeout=10)
threading.Timer(0.2, connection.cancel).start()
try:
    connection.cursor().execute("SELECT pg_sleep(5)")
except psycopg2.extensions.QueryCanceledError as error:
    print(error)
"""


def test_a_statement_is_cancelled_through_the_front(
    postgres: SandboxPostgres, front: TlsFront, authority: CertificateAuthority
) -> None:
    # In a process of its own: psycopg2's cancel() waits for the server without giving up the interpreter's lock.
    environment = os.environ | {
        "PGHOST": "localhost",
        "PGHOSTADDR": "127.0.0.1",
        "PGPORT": str(front.port),
        "PGDATABASE": "postgres",
        "PGUSER": postgres.admin,
        "PGPASSWORD": postgres.admin_password.reveal(),
        "PGSSLMODE": "verify-full",
        "PGSSLROOTCERT": str(authority.certificate),
    }
    client = subprocess.run(
        [sys.executable, "-c", CANCELLING_CLIENT], env=environment, capture_output=True, text=True, timeout=20
    )
    assert client.stdout.strip() == "canceling statement due to user request"


def test_the_front_takes_large_answers(
    postgres: SandboxPostgres, front: TlsFront, authority: CertificateAuthority
) -> None:
    connection = sign_in(front, authority, postgres.admin, postgres.admin_password.reveal())
    with connection.cursor() as cursor:
        cursor.execute("SELECT repeat('x', 5000000), length(%s)", ("y" * 3_000_000,))
        assert [tuple(map(str, (len(text), size))) for text, size in cursor] == [("5000000", "3000000")]
    connection.close()


def test_the_front_speaks_nothing_older_than_tls_1_2(
    postgres: SandboxPostgres, front: TlsFront, authority: CertificateAuthority
) -> None:
    assert front._context.minimum_version == ssl.TLSVersion.TLSv1_2


def test_the_superusers_first_password_is_thrown_away(
    postgres: SandboxPostgres, front: TlsFront, authority: CertificateAuthority
) -> None:
    assert accepted(front, authority, postgres.admin, postgres.admin_password.reveal())
    assert not (postgres.certificate.certificate.parent.parent / "first-password").exists()


def test_no_password_stands_in_the_folder_of_the_server(postgres: SandboxPostgres) -> None:
    postgres.create_users({"canary_user": Secret("canary-51c7")})
    folder = postgres.certificate.certificate.parent.parent
    canaries = (b"canary-51c7", postgres.admin_password.reveal().encode())
    holding = [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and any(canary in path.read_bytes() for canary in canaries)
    ]
    assert holding == []


def test_a_killed_sandbox_leaves_neither_server_nor_folder(tmp_path: Path) -> None:
    owner_code = (
        "import sys, time; from pathlib import Path\n"
        "from pamdesk.sandbox.certificates import CertificateAuthority\n"
        "from pamdesk.sandbox.postgres import SandboxPostgres\n"
        f"server = SandboxPostgres(CertificateAuthority(Path({str(tmp_path)!r})))\n"
        "server.start()\n"
        "print(server.pid, server.certificate.certificate, flush=True)\ntime.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", owner_code], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        pid, certificate = owner.stdout.readline().split()
        folder = Path(certificate).parent.parent
        assert (psutil.pid_exists(int(pid)), folder.exists()) == (True, True)
        owner.kill()
    deadline = time.monotonic() + 10
    while (psutil.pid_exists(int(pid)) or folder.exists()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert (psutil.pid_exists(int(pid)), folder.exists()) == (False, False)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="accounts of POSIX; runs on Linux and macOS")
def test_the_server_does_not_run_as_root(postgres: SandboxPostgres) -> None:
    assert psutil.Process(postgres.pid).uids().effective != 0


def test_stopping_ends_the_process_and_deletes_its_folder(authority: CertificateAuthority) -> None:
    with SandboxPostgres(authority) as server:
        pid, folder = server.pid, server.certificate.certificate.parent.parent
        assert (psutil.pid_exists(pid), folder.exists()) == (True, True)
    assert (psutil.pid_exists(pid), folder.exists()) == (False, False)


def test_binaries_below_a_closed_folder_are_brought_within_reach(
    authority: CertificateAuthority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root starts the server as another account; run as root")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for package in {find_installation((wheel,)).parent for wheel in installed()}:
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists():
                subprocess.run(["cp", "-al", str(part), str(closed)], check=True)
    monkeypatch.setattr("sys.path", [str(closed), *sys.path])
    for wheel in installed():
        monkeypatch.delitem(sys.modules, wheel, raising=False)
        assert find_installation((wheel,)).is_relative_to(closed)
        with SandboxPostgres(authority, wheels=(wheel,)) as server:
            server.connect().close()


def test_a_missing_wheel_is_one_sentence_that_names_the_extra() -> None:
    with pytest.raises(UserError, match="The sandbox has no PostgreSQL") as error:
        find_installation(("no_such_wheel",))
    assert "pamdesk[sandbox]" in error.value.hint
