"""The TDS endpoint of the tests, asked by Microsoft's own ODBC driver: sign-in, ALTER LOGIN, and each refusal."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.servers.certificates import TestCertificates
from tests.servers.proxy import FaultProxy
from tests.servers.tds import ENCRYPT_NOT_SUPPORTED, ENCRYPT_OFF, Login, TdsServer

pyodbc = pytest.importorskip("pyodbc")
OLD, NEW, ADMIN = "Old-Passw0rd-11", "New-Passw0rd-22", "Sa-Passw0rd-00"
# ODBC hands on the number of SQL Server's error in brackets at the end of its text.
_NUMBER = re.compile(r"\((\d+)\)")


@pytest.fixture(scope="module")
def driver() -> str:
    package = pytest.importorskip("mssql_python_odbc")
    found = sorted(Path(package.__file__).parent.glob("libs/linux/debian_ubuntu/x86_64/lib/libmsodbcsql*"))
    if not found:
        pytest.skip("mssql-python-odbc holds no driver for this platform")
    return str(found[0])


@pytest.fixture
def server(certificate_authority: TestCertificates) -> Iterator[TdsServer]:
    with TdsServer(certificate_authority) as made:
        made.logins.add(Login("sa", ADMIN, sysadmin=True))
        made.logins.add(Login("helper", ADMIN, alter_any_login=True))
        made.logins.add(Login("app", OLD))
        yield made


Open = Callable[..., Any]


@pytest.fixture
def connect(driver: str, server: TdsServer) -> Open:
    def open_connection(user: str, password: str, **more: str):
        port, attributes = more.pop("port", str(server.port)), more.pop("attributes", None)
        parts = {
            "DRIVER": driver,
            "SERVER": f"localhost,{port}",
            "UID": user,
            "PWD": "{" + password.replace("}", "}}") + "}",
            "Encrypt": "yes",
            "TrustServerCertificate": "no",
            "ServerCertificate": "",
            **more,
        }
        parts = {name: value for name, value in parts.items() if value}
        text = ";".join(f"{name}={value}" for name, value in parts.items())
        return pyodbc.connect(text, autocommit=True, timeout=10, attrs_before=attributes or {})

    return open_connection


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch, certificate_authority: TestCertificates) -> None:
    # The driver asks OpenSSL's default store, which this variable names.
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate_authority.trusted))


@contextmanager
def refused(*numbers: int):
    with pytest.raises(pyodbc.Error) as caught:
        yield
    told = {int(number) for number in _NUMBER.findall(str(caught.value))}
    assert set(numbers) <= told, str(caught.value)


def works(connect: Open, user: str, password: str, **more: str) -> bool:
    try:
        connect(user, password, **more).close()
    except pyodbc.Error as error:
        if "18456" not in str(error):
            raise
        return False
    return True


def test_the_right_password_is_let_in_by_tls_and_a_wrong_one_is_not(server: TdsServer, connect: Open):
    with closing(connect("app", OLD)) as connection:
        row = connection.execute("SELECT SUSER_SNAME(), DB_NAME(), @@SPID").fetchone()
    assert (row[0], row[1], row[2] > 50) == ("app", "master", True)
    for user in ("app", "nobody"):
        with refused(18456):
            connect(user, "wrong")
    assert server.logins.log == [
        "Error: 18456, Severity: 14, State: 8.",
        "Error: 18456, Severity: 14, State: 5.",
    ]


def test_strict_encryption_comes_before_anything_else(server: TdsServer, connect: Open):
    with closing(connect("app", OLD, Encrypt="strict")) as connection:
        assert connection.execute("SELECT 1").fetchone()[0] == 1


def test_a_certificate_of_another_name_or_authority_is_refused(
    driver: str, certificate_authority: TestCertificates, connect: Open
):
    wrong = (
        certificate_authority.wrong_name,
        certificate_authority.wrong_authority,
        certificate_authority.expired,
    )
    for shown in wrong:
        with TdsServer(certificate_authority, shown=shown) as other:
            other.logins.add(Login("app", OLD))
            with pytest.raises(pyodbc.OperationalError, match="certificate"):
                connect("app", OLD, port=str(other.port))
            assert other.logins.log == []


@pytest.mark.parametrize("encryption", [ENCRYPT_OFF, ENCRYPT_NOT_SUPPORTED])
def test_a_server_without_full_encryption_is_talked_to_only_where_the_client_allows_it(
    certificate_authority: TestCertificates, connect: Open, encryption: int
):
    with TdsServer(certificate_authority, encryption=encryption) as other:
        other.logins.add(Login("app", OLD))
        port = str(other.port)
        assert works(connect, "app", OLD, port=port, Encrypt="no", TrustServerCertificate="yes")
        if encryption == ENCRYPT_NOT_SUPPORTED:
            with pytest.raises(pyodbc.Error):
                connect("app", OLD, port=port)


def test_an_administrator_changes_a_password(server: TdsServer, connect: Open):
    with closing(connect("sa", ADMIN)) as connection:
        connection.execute(f"ALTER LOGIN [app] WITH PASSWORD = N'{NEW}'")
    assert [works(connect, "app", password) for password in (OLD, NEW)] == [False, True]


def test_a_login_changes_its_own_password_with_the_old_one_only(server: TdsServer, connect: Open):
    with closing(connect("app", OLD)) as connection:
        for wrong in ("", " OLD_PASSWORD = N'wrong'"):
            with refused(15151):
                connection.execute(f"ALTER LOGIN [app] WITH PASSWORD = N'{NEW}'{wrong}")
        with refused(15151):
            connection.execute(f"ALTER LOGIN [helper] WITH PASSWORD = N'{NEW}'")
        connection.execute(f"ALTER LOGIN [app] WITH PASSWORD = N'{NEW}' OLD_PASSWORD = N'{OLD}'")
        assert connection.execute("SELECT 1").fetchone()[0] == 1
    assert [works(connect, "app", password) for password in (OLD, NEW)] == [False, True]


def test_only_a_sysadmin_changes_a_sysadmin(server: TdsServer, connect: Open):
    with closing(connect("helper", ADMIN)) as connection:
        connection.execute(f"ALTER LOGIN [app] WITH PASSWORD = N'{NEW}'")
        with refused(15151):
            connection.execute(f"ALTER LOGIN [sa] WITH PASSWORD = N'{NEW}'")
        with refused(15151):
            connection.execute(f"ALTER LOGIN [nobody] WITH PASSWORD = N'{NEW}'")


@pytest.mark.parametrize(
    ("flags", "password", "number"),
    [
        ({"disabled": True}, OLD, 18470),
        ({"disabled": True}, "wrong", 18456),
        ({"locked": True}, OLD, 18486),
        ({"locked": True}, "wrong", 18486),
        ({"expired": True}, OLD, 18487),
        ({"expired": True}, "wrong", 18456),
        ({"must_change": True}, OLD, 18488),
        ({"must_change": True}, "wrong", 18456),
    ],
)
def test_a_blocked_login_is_told_apart(
    server: TdsServer, connect: Open, flags: dict[str, Any], password: str, number: int
):
    server.logins.add(Login("blocked", OLD, **flags))
    with refused(number):
        connect("blocked", password)


def test_a_database_that_cannot_be_opened_is_said_besides(server: TdsServer, connect: Open):
    with refused(4060):
        connect("app", OLD, DATABASE="nothing")
    assert server.logins.log[-1].endswith("State: 38.")


@pytest.mark.parametrize(
    ("password", "number"),
    [
        ("Sh0rt-x", 15116),
        ("onlylowercase", 15118),
        ("xApp-Passw0rd", 15118),
        ("Aa1-" * 33, 15117),
        (OLD, 15115),
    ],
)
def test_the_policy_is_held_where_it_is_on(server: TdsServer, connect: Open, password: str, number: int):
    server.logins.remembered = 2
    with closing(connect("sa", ADMIN)) as connection:
        with refused(number):
            connection.execute(f"ALTER LOGIN [app] WITH PASSWORD = N'{password}'")
        assert works(connect, "app", OLD)
        if len(password) <= 128:
            connection.execute(f"ALTER LOGIN [app] WITH PASSWORD = N'{password}', CHECK_POLICY = OFF")
            assert works(connect, "app", password)


def test_too_many_wrong_passwords_lock_until_unlocked(server: TdsServer, connect: Open):
    server.logins.lockout_threshold = 2
    for _ in range(2):
        assert not works(connect, "app", "wrong")
    with refused(18486):
        connect("app", OLD)
    with closing(connect("sa", ADMIN)) as connection:
        asked = "SELECT CAST(LOGINPROPERTY(N'app', 'IsLocked') AS int), CAST(LOGINPROPERTY('app', 'BadPasswordCount') AS int)"
        assert tuple(connection.execute(asked).fetchone()) == (1, 2)
        connection.execute(f"ALTER LOGIN [app] WITH PASSWORD = N'{NEW}'")
        with refused(18486):
            connect("app", NEW)
        connection.execute(f"ALTER LOGIN [app] WITH PASSWORD = N'{NEW}' UNLOCK")
    assert works(connect, "app", NEW)


def test_must_change_needs_policy_and_expiration(server: TdsServer, connect: Open):
    with closing(connect("sa", ADMIN)) as connection:
        with refused(15099):
            connection.execute(f"ALTER LOGIN [app] WITH PASSWORD = N'{NEW}' MUST_CHANGE")
        connection.execute(
            f"ALTER LOGIN [app] WITH PASSWORD = N'{NEW}' MUST_CHANGE, CHECK_EXPIRATION = ON, CHECK_POLICY = ON"
        )
    with refused(18488):
        connect("app", NEW)


def test_an_expired_password_is_changed_while_signing_in(server: TdsServer, connect: Open):
    server.logins.add(Login("late", OLD, expired=True))
    old = {1226: OLD}  # SQL_COPT_SS_OLDPWD
    with refused(18466):
        connect("late", "onlylowercase", attributes=old)
    connect("late", NEW, attributes=old).close()
    assert works(connect, "late", NEW)


def test_a_contained_user_is_another_than_the_login_of_the_same_name(server: TdsServer, connect: Open):
    server.logins.add(Login("app", "Inside-Passw0rd", database="shop"))
    with refused(18456):
        connect("app", OLD, DATABASE="shop")
    with closing(connect("app", "Inside-Passw0rd", DATABASE="shop")) as connection:
        with refused(15151):
            connection.execute(f"ALTER USER [app] WITH PASSWORD = N'{NEW}'")
        connection.execute(f"ALTER USER [app] WITH PASSWORD = N'{NEW}' OLD_PASSWORD = N'Inside-Passw0rd'")
        asked = "SELECT authentication_type_desc FROM sys.database_principals WHERE name = ?"
        assert connection.execute(asked, "app").fetchone()[0] == "DATABASE"
    assert works(connect, "app", NEW, DATABASE="shop")
    assert works(connect, "app", OLD)


def test_what_is_known_of_logins_depends_on_who_asks(server: TdsServer, connect: Open):
    asked = "SELECT name, is_disabled, is_policy_checked FROM sys.sql_logins WHERE name = ?"
    with closing(connect("sa", ADMIN)) as connection:
        assert tuple(connection.execute(asked, "app").fetchone()) == ("app", 0, 1)
        permitted = "SELECT HAS_PERMS_BY_NAME(?, 'LOGIN', 'ALTER'), IS_SRVROLEMEMBER('sysadmin')"
        assert tuple(connection.execute(permitted, "app").fetchone()) == (1, 1)
        assert connection.execute(asked, "nobody").fetchone() is None
    with closing(connect("app", OLD)) as connection:
        assert connection.execute(asked, "helper").fetchone() is None
        assert connection.execute(asked, "APP").fetchone()[0] == "app"


def test_a_variant_is_not_read_as_a_number(server: TdsServer, connect: Open):
    with closing(connect("app", OLD)) as connection:
        cursor = connection.execute("SELECT CAST(LOGINPROPERTY('app','IsLocked') AS int)")
        assert cursor.fetchone()[0] == 0
        with pytest.raises(pyodbc.ProgrammingError, match="not yet supported"):
            connection.execute("SELECT LOGINPROPERTY('app','IsLocked')").fetchone()


@pytest.mark.parametrize("name", ["a]b", "a'b", 'a"b', "a;b--", "ä ö", "x" * 128])
def test_statements_built_on_the_server_quote_names_and_passwords(
    server: TdsServer, connect: Open, name: str
):
    server.logins.add(Login(name, OLD, check_policy=False))
    statement = (
        "DECLARE @s nvarchar(max) = N'ALTER LOGIN ' + QUOTENAME(?) + N' WITH PASSWORD = N''' "
        "+ REPLACE(?, N'''', N'''''') + N''''; EXEC (@s)"
    )
    with closing(connect("sa", ADMIN)) as connection:
        connection.execute(statement, name, "it's ]; new")
    login = server.logins.get(name)
    assert login is not None
    assert login.password == "it's ]; new"


def test_a_name_that_is_too_long_to_quote_does_nothing_at_all(server: TdsServer, connect: Open):
    with closing(connect("sa", ADMIN)) as connection:
        connection.execute("DECLARE @s nvarchar(max) = N'ALTER LOGIN ' + QUOTENAME(?); EXEC (@s)", "x" * 129)


def test_what_is_rolled_back_or_cut_before_the_commit_never_was(server: TdsServer, connect: Open):
    for end in ("rollback", "close"):
        connection = connect("sa", ADMIN)
        connection.autocommit = False
        connection.execute(f"ALTER LOGIN [app] WITH PASSWORD = N'{NEW}'")
        if end == "rollback":
            connection.rollback()
        connection.close()
        assert works(connect, "app", OLD)
    connection = connect("sa", ADMIN)
    connection.autocommit = False
    connection.execute(f"ALTER LOGIN [app] WITH PASSWORD = N'{NEW}'")
    connection.commit()
    connection.close()
    assert works(connect, "app", NEW)


def test_a_cut_connection_is_an_error_of_the_link(
    server: TdsServer, connect: Open, fault_proxy: Callable[[int], FaultProxy]
):
    proxy = fault_proxy(server.port)
    connection = connect("sa", ADMIN, port=str(proxy.port), ConnectRetryCount="0")
    proxy.cut()
    with pytest.raises(pyodbc.Error) as caught:
        connection.execute("SELECT 1").fetchone()
    assert caught.value.args[0].startswith("08")


def test_unknown_statements_are_errors(server: TdsServer, connect: Open):
    with closing(connect("sa", ADMIN)) as connection:
        for text, number in (
            ("DROP EVERYTHING", 102),
            ("SELECT x FROM sys.nothing", 208),
            ("SELECT 'x", 105),
        ):
            with refused(number):
                connection.execute(text)


def test_passwords_in_login7_are_read_as_the_protocol_hides_them():
    from tests.servers.tds_wire import sign_in

    hidden = bytes(((byte << 4 | byte >> 4) & 0xFF) ^ 0xA5 for byte in "pä€".encode("utf-16-le"))
    body = bytearray(94) + hidden
    body[44:48] = struct.pack("<HH", 94, 3)
    assert sign_in(bytes(body)).password == "pä€"
