"""SQL Server's target through Microsoft's driver, against the TDS endpoint of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Answer, Credential, Facts, Outcome, Target
from pamdesk.targets.mssql import SPEC
from tests.contract.cases import NEW, OLD, Bench, Recorder, TargetCases, run, settle
from tests.servers.certificates import TestCertificates
from tests.servers.tds import Login, TdsServer

pytest.importorskip("pyodbc")
pytest.importorskip("mssql_python_odbc")
pytestmark = pytest.mark.server
ADMIN = "Sa-Passw0rd-00"


class MssqlBench(Bench):
    kind = "mssql"
    said_when_made = Outcome.OVER
    said_when_not_made = Outcome.OVER

    def __init__(self, server: TdsServer, certificates: TestCertificates) -> None:
        self.server = server
        self.port = server.port
        self.certificates = certificates

    def open(self, *, work_seconds: float = 25.0) -> Target:
        from pamdesk.targets.mssql.target import MssqlTarget

        return MssqlTarget(run, SPEC, work_seconds=work_seconds)

    def admin(self) -> Credential:
        return Credential(record_id="a1", title="admin", login="sa", password=Secret(ADMIN))

    def create(self, login: str, password: str) -> None:
        self.server.logins.add(Login(login, password, check_policy=False))

    def change(self, login: str, password: str) -> None:
        self.held(login).password = password

    def works(self, login: str, password: str) -> bool:
        return self.server.can_sign_in(login, password)

    def block(self, login: str) -> None:
        self.held(login).disabled = True

    @contextmanager
    def policy(self, login: str) -> Iterator[str]:
        self.held(login).check_policy = True
        yield "onlylowercase"
        self.held(login).check_policy = False

    @contextmanager
    def showing(self, what: str) -> Iterator[int]:
        with TdsServer(self.certificates, shown=getattr(self.certificates, what)) as server:
            yield server.port

    def log(self) -> str:
        return "\n".join(self.server.logins.log)

    def held(self, login: str) -> Login:
        """The login as the endpoint holds it."""
        found = self.server.logins.get(login)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def server(certificate_authority: TestCertificates) -> Iterator[TdsServer]:
    with TdsServer(certificate_authority) as made:
        made.logins.add(Login("sa", ADMIN, sysadmin=True))
        yield made


@pytest.fixture
def bench(server: TdsServer, certificate_authority: TestCertificates) -> MssqlBench:
    return MssqlBench(server, certificate_authority)


class TestMssql(TargetCases):
    """The common facts."""


def stops(bench: MssqlBench, account: Account) -> str:
    """Return the code that stops the preflight."""

    async def work(target: Target) -> str:
        found = (await target.preflight(account)).stops
        return found.code if found else ""

    return settle(work, bench)


def refusal(bench: MssqlBench, account: Account, password: str = NEW) -> Refused:
    """Return the error that refuses the change."""

    async def work(target: Target) -> Refused:
        with pytest.raises(Refused) as caught:
            await target.apply(account, Secret(password), Recorder())
        return caught.value

    return settle(work, bench)


def probed(bench: MssqlBench, account: Account, password: str) -> tuple[Answer, str]:
    """Return what a sign-in says."""

    async def work(target: Target) -> tuple[Answer, str]:
        found = await target.probe(account, Secret(password))
        return found.answer, found.code

    return settle(work, bench)


@pytest.mark.parametrize(
    ("flag", "right", "wrong"),
    [
        ("disabled", (Answer.BLOCKED, "18470"), (Answer.REJECTED, "18456")),
        ("expired", (Answer.BLOCKED, "18487"), (Answer.REJECTED, "18456")),
        ("must_change", (Answer.BLOCKED, "18488"), (Answer.REJECTED, "18456")),
        ("locked", (Answer.UNKNOWN, "18486"), (Answer.UNKNOWN, "18486")),
    ],
)
def test_answers_of_a_sign_in_are_told_apart(
    bench: MssqlBench, account_name, flag: str, right: tuple[Answer, str], wrong: tuple[Answer, str]
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    setattr(bench.held(login), flag, True)
    account = bench.account(login)
    assert (probed(bench, account, OLD), probed(bench, account, NEW)) == (right, wrong)


def test_a_locked_login_is_stopped_before_anything_is_sent(bench: MssqlBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.held(login).locked = True
    assert stops(bench, bench.account(login)) == "18486"


def test_a_windows_login_is_refused(bench: MssqlBench, account_name) -> None:
    login = account_name("DOMAIN\\app")
    bench.server.logins.add(Login(login, OLD, kind="U"))
    assert stops(bench, bench.account(login)) == "no_password_there"
    assert refusal(bench, bench.account(login)).code == "no_password_there"


def test_a_contained_user_is_changed_in_its_database_and_not_the_login_of_its_name(
    bench: MssqlBench, account_name
) -> None:
    login, database = account_name("app"), account_name("shop")
    bench.create(login, OLD)
    inside = bench.server.logins.add(Login(login, "Inside-Pass-1", database=database))
    own = bench.account(login, "Inside-Pass-1", by_admin=False, database=database)

    async def work(target: Target, account: Account, password: str) -> Answer:
        await target.apply(account, Secret(password), Recorder())
        return (await target.probe(account, Secret(password))).answer

    assert settle(lambda target: work(target, own, NEW), bench) == Answer.ACCEPTED
    by_admin = bench.account(login, NEW, database=database)
    assert settle(lambda target: work(target, by_admin, "Again-Pass-22"), bench) == Answer.ACCEPTED
    assert (inside.password, bench.works(login, OLD)) == ("Again-Pass-22", True)


def test_the_policies_of_a_login_become_rules_and_stay(bench: MssqlBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.held(login).check_policy = bench.held(login).check_expiration = True

    async def work(target: Target) -> tuple[int, int | None]:
        account = bench.account(login)
        rules, found = await target.rules(account), await target.preflight(account)
        await target.apply(account, Secret(NEW), Recorder())
        return rules.min_length, found.lockout_threshold

    assert settle(work, bench) == (8, None)
    held = bench.held(login)
    assert (held.check_policy, held.check_expiration, held.must_change) == (True, True, False)


def test_an_admin_without_the_right_is_stopped_and_refused(bench: MssqlBench, account_name) -> None:
    plain, login = account_name("plain"), account_name("app")
    bench.server.logins.add(Login(plain, OLD, alter_any_login=True))
    bench.server.logins.add(Login(login, OLD, sysadmin=True, check_policy=False))
    powerless = Credential(record_id="p", title="plain", login=plain, password=Secret(OLD))
    account = replace(bench.account(login), admin=powerless)
    assert stops(bench, account) == "15151"
    assert (refusal(bench, account).code, bench.works(login, OLD)) == ("15151", True)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_backslash_before_a_line_break_is_never_sent(bench: MssqlBench, account_name, ending: str) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    error = refusal(bench, bench.account(login), f"New-1\\{ending}Pass")
    assert (error.code, error.kind) == ("password_invalid", TargetErrorKind.POLICY)


def test_who_may_not_see_a_connection_does_not_say_that_it_is_gone(bench: MssqlBench, account_name) -> None:
    plain, login = account_name("plain"), account_name("app")
    bench.create(plain, OLD)
    bench.create(login, OLD)
    powerless = Credential(record_id="p", title="plain", login=plain, password=Secret(OLD))
    gone: Facts = {"session_id": 32_000, "login_time": "2026-01-01T00:00:00.000"}

    async def work(target: Target) -> list[Outcome]:
        account = bench.account(login)
        other = replace(account, admin=powerless)
        return [await target.outcome(account, gone), await target.outcome(other, gone)]

    assert settle(work, bench) == [Outcome.OVER, Outcome.UNKNOWN]
