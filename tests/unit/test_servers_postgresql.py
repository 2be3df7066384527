"""The tests' own PostgreSQL does what the contract tests take for granted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg2
import pytest
from psycopg2 import sql

from tests.servers.certificates import TestCertificates
from tests.servers.postgresql import PostgresServer, SignInUnanswered
from tests.servers.proxy import Action, FaultProxy

pytestmark = pytest.mark.server

Names = Callable[[str], str]
Proxies = Callable[[int], FaultProxy]


def alter(connection: psycopg2.extensions.connection, name: str, password: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(password))
        )


def test_the_right_password_signs_in_and_a_wrong_one_does_not(
    postgres_server: PostgresServer, account_name: Names
) -> None:
    name = account_name("app")
    postgres_server.create_role(name, "right one")
    assert (True, False) == (
        postgres_server.can_sign_in(name, "right one"),
        postgres_server.can_sign_in(name, "wrong"),
    )


@pytest.mark.parametrize(
    "password", ["it's", 'a"b', "back\\slash", "co:lon", "spä ce 密码 😀", "#;--", "%s$1"]
)
def test_hostile_passwords_sign_in_through_the_independent_client(
    postgres_server: PostgresServer, account_name: Names, password: str
) -> None:
    name = account_name('o\'neil "x" ü')
    postgres_server.create_role(name, password)
    assert postgres_server.sign_in_refusal(name, password) is None


def test_the_log_holds_the_statement_and_not_the_password(
    postgres_server: PostgresServer, account_name: Names
) -> None:
    name = account_name("app")
    postgres_server.create_role(name, "canary-8f21")
    log = postgres_server.log_text()
    assert (True, False) == (f'CREATE ROLE "{name}"' in log, "canary-8f21" in log)


def test_a_session_without_tls_is_refused(postgres_server: PostgresServer) -> None:
    with pytest.raises(psycopg2.OperationalError, match=r"no pg_hba\.conf entry .* no encryption"):
        psycopg2.connect(
            host="127.0.0.1",
            port=postgres_server.port,
            user=postgres_server.admin,
            dbname="postgres",
            sslmode="disable",
        )


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        ("wrong_name", "does not match host name"),
        ("wrong_authority", "certificate verify failed"),
        ("expired", "certificate verify failed"),
    ],
)
def test_a_certificate_that_is_not_right_is_refused_by_clients(
    server_folder: Path, certificate_authority: TestCertificates, account_name: Names, shown: str, reason: str
) -> None:
    with PostgresServer(
        server_folder / account_name("pg"), certificate_authority, shown=getattr(certificate_authority, shown)
    ) as server:
        with pytest.raises(psycopg2.OperationalError, match=reason):
            server.connect()
        with pytest.raises(SignInUnanswered):
            server.can_sign_in("anyone", "anything")


def test_cut_after_alter_role_leaves_the_new_password_live(
    postgres_server: PostgresServer, account_name: Names, fault_proxy: Proxies
) -> None:
    name, proxy = account_name("app"), fault_proxy(postgres_server.port)
    postgres_server.create_role(name, "old")
    connection = postgres_server.connect(port=proxy.port)
    proxy.arm_after(1, Action.DROP_ANSWER)
    with pytest.raises(psycopg2.OperationalError):
        alter(connection, name, "new")
    assert (True, False) == (
        postgres_server.can_sign_in(name, "new"),
        postgres_server.can_sign_in(name, "old"),
    )


def test_cut_before_alter_role_leaves_the_old_password_live(
    postgres_server: PostgresServer, account_name: Names, fault_proxy: Proxies
) -> None:
    name, proxy = account_name("app"), fault_proxy(postgres_server.port)
    postgres_server.create_role(name, "old")
    connection = postgres_server.connect(port=proxy.port)
    proxy.arm_on_size(at_least=30, action=Action.CUT_BEFORE)
    with pytest.raises(psycopg2.OperationalError):
        alter(connection, name, "new")
    assert (False, True) == (
        postgres_server.can_sign_in(name, "new"),
        postgres_server.can_sign_in(name, "old"),
    )


def test_the_server_itself_can_say_when_to_cut(
    postgres_server: PostgresServer, account_name: Names, fault_proxy: Proxies
) -> None:
    name, proxy = account_name("app"), fault_proxy(postgres_server.port)
    postgres_server.create_role(name, "old")
    proxy.cut_when(lambda: f'ALTER ROLE "{name}"' in postgres_server.log_text())
    connection = postgres_server.connect(port=proxy.port)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    with pytest.raises(psycopg2.OperationalError):
        alter(connection, name, "new")
    assert (True, True) == (proxy.fired, postgres_server.can_sign_in(name, "new"))


def test_it_starts_again_on_the_same_port_with_its_accounts(
    server_folder: Path, certificate_authority: TestCertificates, account_name: Names
) -> None:
    with PostgresServer(server_folder / account_name("pg"), certificate_authority) as server:
        server.create_role("app", "kept")
        before = server.port
        server.stop()
        server.start()
        assert (before, True) == (server.port, server.can_sign_in("app", "kept"))
