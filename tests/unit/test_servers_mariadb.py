"""The tests' own MariaDB does what the contract tests take for granted."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pymysql
import pytest

from tests.servers.certificates import TestCertificates
from tests.servers.mariadb import MariadbServer
from tests.servers.postgresql import SignInUnanswered
from tests.servers.proxy import Action, FaultProxy

pytestmark = pytest.mark.server

Names = Callable[[str], str]
Proxies = Callable[[int], FaultProxy]
ALTER = "ALTER USER %s@'%%' IDENTIFIED BY %s"


def wait_for_the_end_of(server: MariadbServer, words: str) -> None:
    """Wait until the statement has arrived and no session runs it any longer, so that what it does is done."""
    while words not in server.log_text():
        time.sleep(0.01)
    while server.execute("SELECT 1 FROM information_schema.processlist WHERE info LIKE %s", (f"{words}%",)):
        time.sleep(0.01)


def test_the_right_password_signs_in_and_a_wrong_one_does_not(
    mariadb_server: MariadbServer, account_name: Names
) -> None:
    name = account_name("app")
    mariadb_server.create_user(name, "right one")
    assert mariadb_server.can_sign_in(name, "right one")
    assert not mariadb_server.can_sign_in(name, "wrong")


@pytest.mark.parametrize(
    "password", ["it's", 'a"b', "back\\slash", "ha#sh", "spä ce 密码 😀", "line\nbreak", "%s$1", " edge "]
)
def test_hostile_passwords_sign_in_through_the_independent_client(
    mariadb_server: MariadbServer, account_name: Names, password: str
) -> None:
    name = account_name('o\'neil "x" ü')
    mariadb_server.create_user(name, password)
    assert mariadb_server.sign_in_refusal(name, password) is None


def test_the_log_holds_the_statement_and_not_the_password(
    mariadb_server: MariadbServer, account_name: Names
) -> None:
    name = account_name("app")
    mariadb_server.create_user(name, "canary-8f21")
    log = mariadb_server.log_text()
    assert f"CREATE USER '{name}'" in log
    assert "canary-8f21" not in log


def test_a_session_without_tls_is_refused(mariadb_server: MariadbServer) -> None:
    with pytest.raises(pymysql.OperationalError, match=r"3159|1045"):
        pymysql.connect(
            host="127.0.0.1",
            port=mariadb_server.port,
            user=mariadb_server.admin,
            password=mariadb_server.admin_password,
            ssl_disabled=True,
        )


def test_there_is_no_anonymous_account(mariadb_server: MariadbServer) -> None:
    assert mariadb_server.execute("SELECT COUNT(*) FROM mysql.user WHERE User = ''") == [(0,)]


@pytest.mark.parametrize("shown", ["wrong_name", "wrong_authority", "expired"])
def test_a_certificate_that_is_not_right_is_refused_by_clients(
    server_folder: Path, certificate_authority: TestCertificates, account_name: Names, shown: str
) -> None:
    folder = server_folder / account_name("my")
    with MariadbServer(folder, certificate_authority, shown=getattr(certificate_authority, shown)) as server:
        with pytest.raises(pymysql.OperationalError, match="CERTIFICATE_VERIFY_FAILED"):
            server.connect()
        with pytest.raises(SignInUnanswered):
            server.can_sign_in("anyone", "anything")


@pytest.mark.parametrize(
    ("library", "refused"), [("simple_password_check", "abc"), ("password_reuse_check", "Bb2!bbbb")]
)
def test_a_password_policy_is_loaded_for_a_block_only(
    mariadb_server: MariadbServer, account_name: Names, library: str, refused: str
) -> None:
    name = account_name("app")
    mariadb_server.create_user(name, "Aa1!aaaa")
    with mariadb_server.plugin(library):
        mariadb_server.execute(ALTER, (name, "Bb2!bbbb"))
        with pytest.raises(pymysql.err.MySQLError, match=r"1396|1819"):
            mariadb_server.execute(ALTER, (name, refused))
    mariadb_server.execute(ALTER, (name, refused))
    assert mariadb_server.can_sign_in(name, refused)


def test_ed25519_accounts_sign_in(mariadb_server: MariadbServer, account_name: Names) -> None:
    name = account_name("ed")
    with mariadb_server.plugin("auth_ed25519"):
        mariadb_server.execute(
            "CREATE USER %s@'%%' IDENTIFIED VIA ed25519 USING PASSWORD('Ed!Pass1')", (name,)
        )
        assert mariadb_server.can_sign_in(name, "Ed!Pass1")
        assert not mariadb_server.can_sign_in(name, "no")


@pytest.mark.parametrize("action", [Action.CUT_AFTER, Action.DROP_ANSWER])
def test_cut_after_alter_user_leaves_the_new_password_live(
    mariadb_server: MariadbServer,
    account_name: Names,
    fault_proxy: Proxies,
    action: Action,
) -> None:
    name, proxy = account_name("app"), fault_proxy(mariadb_server.port)
    mariadb_server.create_user(name, "old")
    connection = mariadb_server.connect(port=proxy.port)
    proxy.arm_after(1, action)
    with pytest.raises(pymysql.OperationalError, match="2013"), connection.cursor() as cursor:
        cursor.execute(ALTER, (name, "new"))
    wait_for_the_end_of(mariadb_server, f"ALTER USER '{name}'")
    assert mariadb_server.can_sign_in(name, "new")
    assert not mariadb_server.can_sign_in(name, "old")


def test_cut_before_alter_user_leaves_the_old_password_live(
    mariadb_server: MariadbServer, account_name: Names, fault_proxy: Proxies
) -> None:
    name, proxy = account_name("app"), fault_proxy(mariadb_server.port)
    mariadb_server.create_user(name, "old")
    connection = mariadb_server.connect(port=proxy.port)
    proxy.arm_after(1, Action.CUT_BEFORE)
    with pytest.raises(pymysql.OperationalError, match="2013"), connection.cursor() as cursor:
        cursor.execute(ALTER, (name, "new"))
    assert not mariadb_server.can_sign_in(name, "new")
    assert mariadb_server.can_sign_in(name, "old")
