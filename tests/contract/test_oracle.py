"""Oracle's target, its driver played by one that speaks with a played database over real, verified TLS.

No Oracle server was run: what it answers is taken from its documents. The connection failures are the real driver's.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Answer, Credential, Endpoint, Outcome, Severity, Target
from pamdesk.targets.oracle import SPEC
from tests.contract.cases import NEW, OLD, Bench, Recorder, TargetCases, run, settle
from tests.contract.corpus import NAMES
from tests.servers import oracle_driver
from tests.servers.certificates import TestCertificates
from tests.servers.oracle import SERVICE, OracleServer
from tests.servers.oracle_users import User

oracledb = pytest.importorskip("oracledb")
pytestmark = pytest.mark.server


class OracleBench(Bench):
    kind = "oracle"
    said_when_made = Outcome.OVER
    said_when_not_made = Outcome.OVER

    def __init__(self, server: OracleServer, certificates: TestCertificates) -> None:
        self.server = server
        self.port = server.port
        self.certificates = certificates

    def open(self, *, work_seconds: float = 25.0) -> Target:
        from pamdesk.targets.oracle.target import OracleTarget

        return OracleTarget(run, SPEC, work_seconds=work_seconds)

    def endpoint(self, **changes: object) -> Endpoint:
        return super().endpoint(**{"database": SERVICE, **changes})

    def admin(self) -> Credential:
        password = Secret(self.server.admin_password)
        return Credential(record_id="a1", title="admin", login=self.server.admin, password=password)

    def create(self, login: str, password: str) -> None:
        self.server.create_user(login, password)

    def change(self, login: str, password: str) -> None:
        self.server.set_password(login, password)

    def works(self, login: str, password: str) -> bool:
        return self.server.can_sign_in(login, password)

    def block(self, login: str) -> None:
        self.held(login).create_session = False

    @contextmanager
    def policy(self, login: str) -> Iterator[str]:
        self.held(login).limits["PASSWORD_VERIFY_FUNCTION"] = "ORA12C_VERIFY_FUNCTION"
        yield "onlylowercase"
        self.held(login).limits["PASSWORD_VERIFY_FUNCTION"] = "NULL"

    @contextmanager
    def showing(self, what: str) -> Iterator[int]:
        with OracleServer(self.certificates, shown=getattr(self.certificates, what)) as server:
            yield server.port

    def log(self) -> str:
        return "\n".join(self.server.users.log)

    def held(self, login: str) -> User:
        """The user as the database holds it."""
        return self.server.users.get(login)


@pytest.fixture(autouse=True)
def played(monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver that speaks with the played database."""
    monkeypatch.setattr(oracledb, "connect", oracle_driver.connect)


@pytest.fixture
def bench(oracle_server: OracleServer, certificate_authority: TestCertificates) -> OracleBench:
    return OracleBench(oracle_server, certificate_authority)


class TestOracle(TargetCases):
    """The common facts."""

    @pytest.mark.parametrize("stem", [name for name in NAMES.values() if '"' not in name], ids=str)
    def test_a_hostile_name_works(self, bench: Bench, account_name, stem: str) -> None:
        super().test_a_hostile_name_works(bench, account_name, stem)


def stops(bench: OracleBench, account: Account) -> str:
    """Return the code that stops the preflight."""

    async def work(target: Target) -> str:
        found = (await target.preflight(account)).stops
        return found.code if found else ""

    return settle(work, bench)


def refusal(bench: OracleBench, account: Account, password: str = NEW) -> Refused:
    """Return the error that refuses the change."""

    async def work(target: Target) -> Refused:
        with pytest.raises(Refused) as caught:
            await target.apply(account, Secret(password), Recorder())
        return caught.value

    return settle(work, bench)


def probed(bench: OracleBench, account: Account, password: str) -> tuple[Answer, str]:
    """Return what a sign-in says."""

    async def work(target: Target) -> tuple[Answer, str]:
        found = await target.probe(account, Secret(password))
        return found.answer, found.code

    return settle(work, bench)


@pytest.mark.parametrize(
    ("flag", "value", "right", "wrong"),
    [
        ("create_session", False, (Answer.BLOCKED, "ORA-01045"), (Answer.REJECTED, "ORA-01017")),
        ("expired", True, (Answer.BLOCKED, "ORA-28001"), (Answer.REJECTED, "ORA-01017")),
        ("in_grace", True, (Answer.ACCEPTED, "ORA-28002"), (Answer.REJECTED, "ORA-01017")),
        ("locked", True, (Answer.UNKNOWN, "ORA-28000"), (Answer.UNKNOWN, "ORA-28000")),
    ],
)
def test_answers_of_a_sign_in_are_told_apart(
    bench: OracleBench,
    account_name: Callable[[str], str],
    flag: str,
    value: bool,
    right: tuple[Answer, str],
    wrong: tuple[Answer, str],
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    setattr(bench.held(login), flag, value)
    account = bench.account(login)
    assert (probed(bench, account, OLD), probed(bench, account, NEW)) == (right, wrong)


def test_a_locked_user_is_left_alone_for_a_new_password_would_not_unlock_it(
    bench: OracleBench, account_name: Callable[[str], str]
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.held(login).locked = True
    assert stops(bench, bench.account(login)) == "ORA-28000"


def test_an_expired_password_is_changed_by_the_user_within_its_own_sign_in(
    bench: OracleBench, account_name: Callable[[str], str]
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.held(login).expired = True

    async def work(target: Target) -> Answer:
        account = bench.account(login, by_admin=False)
        assert (await target.preflight(account)).stops is None
        await target.apply(account, Secret(NEW), Recorder())
        return (await target.probe(account, Secret(NEW))).answer

    assert settle(work, bench) is Answer.ACCEPTED
    assert bench.works(login, NEW)


def test_a_password_that_was_used_before_is_refused_by_its_code(
    bench: OracleBench, account_name: Callable[[str], str]
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.held(login).limits["PASSWORD_REUSE_MAX"] = "5"
    found = refusal(bench, bench.account(login), OLD)
    assert (found.kind, found.code) == (TargetErrorKind.POLICY, "ORA-28007")


def test_an_admin_that_may_not_change_others_is_told_so_before(
    bench: OracleBench, account_name: Callable[[str], str]
) -> None:
    login, other = account_name("app"), account_name("other")
    bench.create(login, OLD)
    bench.create(other, OLD)
    weak = Credential(record_id="a2", title="weak", login=other, password=Secret(OLD))
    account = replace(bench.account(login), admin=weak)
    assert stops(bench, account) == "ORA-01031"
    assert refusal(bench, account).code == "ORA-01031"
    assert bench.works(login, OLD)


def test_the_profile_says_how_many_wrong_passwords_lock_and_gives_the_rules(
    bench: OracleBench, account_name: Callable[[str], str]
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    limits = {"FAILED_LOGIN_ATTEMPTS": "3", "PASSWORD_VERIFY_FUNCTION": "ORA12C_VERIFY_FUNCTION"}
    bench.held(login).limits.update(limits)

    async def work(target: Target) -> tuple[int | None, int, int]:
        account = bench.account(login)
        rules = await target.rules(account)
        return (await target.preflight(account)).lockout_threshold, rules.min_length, rules.symbols

    assert settle(work, bench) == (3, 8, 1)


def test_a_service_that_the_listener_does_not_know_is_said(
    bench: OracleBench, account_name: Callable[[str], str]
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    assert stops(bench, bench.account(login, database="other")) == "ORA-12514"


@pytest.mark.parametrize(
    ("login", "code"), [('a"b', "login_invalid"), ("SYS", "password_file"), ("x" * 129, "login_invalid")]
)
def test_a_login_that_oracle_cannot_have_is_refused_before_anything_is_sent(
    bench: OracleBench, login: str, code: str
) -> None:
    sent = len(bench.server.users.log)
    assert refusal(bench, bench.account(login)).code == code
    assert len(bench.server.users.log) == sent


# The real driver, against what no database ever says.


@contextmanager
def listener(certificates: TestCertificates, says: bytes | None) -> Iterator[int]:
    """A TLS listener that answers the first packet with these bytes and hangs up; None: it hangs up at once, without TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.right.certificate, certificates.right.private_key)
    with socket.create_server(("127.0.0.1", 0)) as accepting:

        def serve() -> None:
            while True:
                try:
                    client, _ = accepting.accept()
                except OSError:
                    return
                with client, suppress(OSError):
                    if says is None:
                        client.recv(100)
                        continue
                    with context.wrap_socket(client, server_side=True) as wire:
                        wire.recv(4000)
                        wire.sendall(says)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield accepting.getsockname()[1]
        with suppress(OSError):
            accepting.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def refuse_packet(code: int) -> bytes:
    """A REFUSE packet of Oracle Net with this code (TNS packet type 4)."""
    text = f"(DESCRIPTION=(ERR={code}))".encode()
    body = b"\x22\x00" + len(text).to_bytes(2, "big") + text
    return (8 + len(body)).to_bytes(2, "big") + b"\0\0\x04\0\0\0" + body


@pytest.mark.parametrize(
    ("says", "code", "reached"),
    [
        (None, "tls_failed", False),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n" * 3, "unreachable", False),
        (refuse_packet(12514), "ORA-12514", True),
        (refuse_packet(12528), "ORA-12528", False),
        (refuse_packet(12660), "ORA-12660", True),
    ],
    ids=["no TLS", "no Oracle", "no such service", "starting", "encryption"],
)
def test_the_real_driver_proves_nothing_about_a_password_where_no_database_answered(
    bench: OracleBench,
    certificate_authority: TestCertificates,
    monkeypatch: pytest.MonkeyPatch,
    says: bytes | None,
    code: str,
    reached: bool,
) -> None:
    monkeypatch.undo()  # the played driver goes
    with listener(certificate_authority, says) as port:

        async def work(target: Target) -> tuple[Answer, str, bool]:
            found = await target.probe(bench.account("app", port=port), Secret(NEW))
            return found.answer, found.code, found.reached

        assert settle(work, bench) == (Answer.UNKNOWN, code, reached)


@pytest.mark.parametrize("shown", ["wrong_name", "wrong_authority", "expired"])
def test_the_real_driver_says_nothing_to_a_server_that_is_not_proved(
    bench: OracleBench, monkeypatch: pytest.MonkeyPatch, shown: str
) -> None:
    monkeypatch.undo()
    with bench.showing(shown) as port:

        async def work(target: Target) -> Severity | None:
            found = (await target.preflight(bench.account("app", port=port))).stops
            return found.severity if found else None

        assert settle(work, bench) is Severity.STOPS
