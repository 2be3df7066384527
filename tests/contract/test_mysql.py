"""MySQL's and MariaDB's target against a real MariaDB."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pymysql
import pytest

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import (
    NO_FACTS,
    Account,
    Answer,
    Credential,
    Facts,
    Outcome,
    ServerIdentity,
    Target,
)
from pamdesk.targets.mysql import SPEC
from pamdesk.targets.mysql.target import MysqlTarget
from pamdesk.targets.tls import fingerprint_of
from tests.contract.cases import NEW, OLD, Bench, Recorder, TargetCases, fate, run, settle
from tests.contract.corpus import CANARY
from tests.servers.certificates import TestCertificates
from tests.servers.mariadb import MariadbServer

pytestmark = pytest.mark.server


class MariadbBench(Bench):
    kind = "mariadb"
    said_when_made = Outcome.OVER
    said_when_not_made = Outcome.OVER

    def __init__(self, server: MariadbServer, certificates: TestCertificates, folder: Path) -> None:
        self.server = server
        self.port = server.port
        self.certificates = certificates
        self._folder = folder

    def open(self, *, work_seconds: float = 25.0) -> Target:
        return MysqlTarget(run, SPEC, work_seconds=work_seconds)

    def admin(self) -> Credential:
        return Credential(
            record_id="a1",
            title="admin",
            login=self.server.admin,
            password=Secret(self.server.admin_password),
        )

    def create(self, login: str, password: str) -> None:
        self.server.create_user(login, password)

    def change(self, login: str, password: str) -> None:
        self.server.set_password(login, password)

    def works(self, login: str, password: str) -> bool:
        return self.server.can_sign_in(login, password)

    def block(self, login: str) -> None:
        self.server.execute("ALTER USER %s@'%%' ACCOUNT LOCK", (login,))

    @contextmanager
    def policy(self, login: str) -> Iterator[str]:
        with self.server.plugin("simple_password_check"):
            yield "short"

    @contextmanager
    def showing(self, what: str) -> Iterator[int]:
        folder = self._folder / f"mariadb-{what}"
        with MariadbServer(folder, self.certificates, shown=getattr(self.certificates, what)) as server:
            yield server.port

    def log(self) -> str:
        return self.server.log_text()

    def stored(self, login: str, host: str = "%") -> str:
        """How an account signs in, as the server itself puts it."""
        return str(self.server.execute("SHOW CREATE USER %s@%s", (login, host))[0][0])


@pytest.fixture
def bench(
    mariadb_server: MariadbServer, certificate_authority: TestCertificates, server_folder: Path
) -> MariadbBench:
    return MariadbBench(mariadb_server, certificate_authority, server_folder)


class TestMariadb(TargetCases):
    """The common facts."""


def change(bench: MariadbBench, account: Account, *, also: Secret | None = None) -> tuple[Answer, Answer]:
    """Change to NEW and return what new and old are then worth."""

    async def work(target: Target) -> tuple[Answer, Answer]:
        await target.apply(account, Secret(NEW), Recorder())
        return (
            (await target.probe(account, Secret(NEW))).answer,
            (await target.probe(account, also or Secret(OLD))).answer,
        )

    return settle(work, bench)


def stops(bench: MariadbBench, account: Account) -> tuple[str, str]:
    """Return the code that stops the preflight and the sentence."""

    async def work(target: Target) -> tuple[str, str]:
        found = (await target.preflight(account)).stops
        return (found.code, found.sentence) if found else ("", "")

    return settle(work, bench)


def refusal(bench: MariadbBench, account: Account, password: str = NEW) -> Refused:
    """Return the error that refuses the change."""

    async def work(target: Target) -> Refused:
        with pytest.raises(Refused) as caught:
            await target.apply(account, Secret(password), Recorder())
        return caught.value

    return settle(work, bench)


def test_the_log_of_the_server_never_holds_the_password_of_a_native_account(
    bench: MariadbBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    assert change(bench, bench.account(login)) == (Answer.ACCEPTED, Answer.REJECTED)
    own = bench.account(login, NEW, by_admin=False)

    async def work(target: Target) -> None:
        await target.apply(own, Secret(f"Again-{CANARY}-2"), Recorder())

    settle(work, bench)
    assert bench.works(login, f"Again-{CANARY}-2")
    assert f"'{login}'" in bench.log()
    assert CANARY not in bench.log()


ED25519 = "ed25519 USING PASSWORD('Old-Pass-1-word')"
NATIVE = "mysql_native_password USING PASSWORD('Old-Pass-1-word')"


@pytest.mark.parametrize(
    ("ways", "by_admin"),
    [
        (ED25519, True),
        (ED25519, False),
        (f"unix_socket OR {NATIVE}", True),
        (f"{ED25519} OR unix_socket", True),
        (f"{ED25519} OR unix_socket", False),
    ],
)
def test_every_plugin_of_an_account_is_kept(
    bench: MariadbBench, account_name, ed25519: None, ways: str, by_admin: bool
) -> None:
    login = account_name("app")
    bench.server.execute(f"CREATE USER %s@'%%' IDENTIFIED VIA {ways}", (login,))
    before = re.sub("'[^']{20,}'", "'hash'", bench.stored(login))

    async def work(target: Target) -> tuple[Answer, Answer, bool]:
        account = bench.account(login, by_admin=by_admin)
        same = await target.invariants(account)
        await target.apply(account, Secret(NEW), Recorder())
        new, old = await target.probe(account, Secret(NEW)), await target.probe(account, Secret(OLD))
        return new.answer, old.answer, same == await target.invariants(account)

    assert settle(work, bench) == (Answer.ACCEPTED, Answer.REJECTED, True)
    assert re.sub("'[^']{20,}'", "'hash'", bench.stored(login)) == before
    assert "'hash'" in before


@pytest.mark.parametrize(
    ("ways", "by_admin", "code"),
    [
        (f"unix_socket OR {NATIVE}", False, "own_change_impossible"),
        (f"{NATIVE} OR {ED25519}", False, "plugin_unsupported"),
        (f"{NATIVE} OR {ED25519}", True, "plugin_unsupported"),
        ("unix_socket", True, "plugin_unsupported"),
    ],
)
def test_ways_in_that_cannot_be_changed_and_proved_are_refused(
    bench: MariadbBench, account_name, ed25519: None, ways: str, by_admin: bool, code: str
) -> None:
    login = account_name("app")
    bench.server.execute(f"CREATE USER %s@'%%' IDENTIFIED VIA {ways}", (login,))
    before = bench.stored(login)
    account = bench.account(login, by_admin=by_admin)
    assert stops(bench, account)[0] == code
    assert refusal(bench, account).code == code
    assert bench.stored(login) == before


@pytest.fixture(scope="module")
def ed25519(mariadb_server: MariadbServer) -> Iterator[None]:
    with mariadb_server.plugin("auth_ed25519"):
        yield


def test_several_rows_are_named_and_refused_until_one_is_chosen(bench: MariadbBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.server.create_user(login, OLD, "10.1.2.3")
    code, sentence = stops(bench, bench.account(login))
    assert code == "several_host_rows"
    assert f"'{login}'@'10.1.2.3'" in sentence
    assert refusal(bench, bench.account(login)).code == "several_host_rows"
    chosen = replace(bench.account(login), fields={"mysql_host": "%"})
    other = bench.stored(login, "10.1.2.3")
    assert stops(bench, chosen) == ("", "")
    assert change(bench, chosen) == (Answer.ACCEPTED, Answer.REJECTED)
    assert bench.stored(login, "10.1.2.3") == other


def test_a_row_that_is_shadowed_from_here_is_stopped(bench: MariadbBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.server.create_user(login, OLD, "127.0.0.1")
    chosen = replace(bench.account(login), fields={"mysql_host": "%"})
    code, sentence = stops(bench, chosen)
    assert code == "shadowed"
    assert "127.0.0.1" in sentence
    assert stops(bench, replace(chosen, current=None))[0] == "shadowed"
    assert stops(bench, replace(chosen, fields={"mysql_host": "127.0.0.1"})) == ("", "")

    async def work(target: Target) -> tuple[Answer, str]:
        await target.apply(chosen, Secret(NEW), Recorder())
        probed = await target.probe(chosen, Secret(OLD))
        return probed.answer, probed.code

    # Another account's sign-in proves nothing about this one.
    assert settle(work, bench) == (Answer.UNKNOWN, "other_row")


def test_a_row_that_cannot_sign_in_from_here_is_stopped(bench: MariadbBench, account_name) -> None:
    login = account_name("app")
    bench.server.create_user(login, OLD, "10.0.0.0/255.0.0.0")
    assert stops(bench, bench.account(login))[0] == "not_from_here"


def test_an_account_that_needs_a_certificate_is_stopped(bench: MariadbBench, account_name) -> None:
    login = account_name("app")
    bench.server.create_user(login, OLD, clauses="REQUIRE X509")
    assert stops(bench, bench.account(login))[0] == "needs_certificate"


def test_an_expired_password_is_right(bench: MariadbBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.server.execute("ALTER USER %s@'%%' PASSWORD EXPIRE", (login,))

    async def work(target: Target) -> tuple[Answer, Answer]:
        account = bench.account(login)
        right = await target.probe(account, Secret(OLD))
        return right.answer, (await target.probe(account, Secret(NEW))).answer

    assert settle(work, bench) == (Answer.BLOCKED, Answer.REJECTED)
    assert change(bench, bench.account(login)) == (Answer.ACCEPTED, Answer.REJECTED)


def test_an_admin_without_the_right_is_stopped_and_refused(bench: MariadbBench, account_name) -> None:
    plain, login = account_name("plain"), account_name("app")
    bench.create(plain, OLD)
    bench.create(login, OLD)
    bench.server.execute("GRANT SELECT ON mysql.* TO %s@'%%'", (plain,))
    powerless = Credential(record_id="p", title="plain", login=plain, password=Secret(OLD))
    account = replace(bench.account(login), admin=powerless)
    assert stops(bench, account)[0] == "1227"
    assert refusal(bench, account).kind == TargetErrorKind.REFUSED
    assert bench.works(login, OLD)


def test_the_policy_of_the_server_becomes_a_rule(bench: MariadbBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def work(target: Target) -> tuple[int, int, int]:
        rules = await target.rules(bench.account(login))
        return rules.min_length, rules.digits, rules.symbols

    assert settle(work, bench) == (1, 0, 0)
    with bench.server.plugin("simple_password_check"):
        assert settle(work, bench) == (8, 1, 1)
        assert change(bench, bench.account(login)) == (Answer.ACCEPTED, Answer.REJECTED)


def test_a_server_alone_with_its_settings(
    certificate_authority: TestCertificates, server_folder: Path
) -> None:
    with MariadbServer(server_folder / "mariadb-alone", certificate_authority) as server:
        bench = MariadbBench(server, certificate_authority, server_folder)
        bench.create("app", OLD)

        server.execute("SET GLOBAL max_password_errors = 3")

        async def threshold(target: Target) -> int | None:
            return (await target.preflight(bench.account("app"))).lockout_threshold

        async def exhaust(target: Target) -> tuple[Answer, str]:
            for _ in range(4):
                await target.probe(bench.account("app"), Secret(NEW))
            probed = await target.probe(bench.account("app"), Secret(OLD))
            return probed.answer, probed.code

        assert settle(threshold, bench) == 3
        assert settle(exhaust, bench) == (Answer.UNKNOWN, "4150")
        server.execute("FLUSH PRIVILEGES")
        server.execute("SET GLOBAL max_password_errors = 4294967295")

        server.execute("SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES'")
        hostile = Secret("a\\'b\"%s-1A")

        async def escaped(target: Target) -> Answer:
            with server.plugin("simple_password_check"):
                await target.apply(bench.account("app"), hostile, Recorder())
            return (await target.probe(bench.account("app"), hostile)).answer

        assert settle(escaped, bench) == Answer.ACCEPTED
        server.execute("SET GLOBAL sql_mode = ''")

        with server.connect() as admin, admin.cursor() as cursor:
            own = (server.admin, server.admin_password)
            cursor.execute("CREATE USER %s@'127.0.0.1' IDENTIFIED BY %s", own)
            cursor.execute("GRANT ALL ON *.* TO %s@'127.0.0.1' WITH GRANT OPTION", own[:1])
        server.execute("CREATE USER ''@'127.0.0.1' IDENTIFIED BY 'nameless'")
        assert stops(bench, bench.account("app"))[0] == "shadowed"
        server.execute("DROP USER ''@'127.0.0.1'")

        server.execute("SET GLOBAL read_only = 1")
        assert stops(bench, bench.account("app"))[0] == "1290"
        assert refusal(bench, bench.account("app")).code == "1290"


def test_an_unknown_connection_is_over_and_no_facts_are_unknown(bench: MariadbBench, account_name) -> None:
    async def work(target: Target) -> list[Outcome]:
        account = bench.account(account_name("app"))
        gone: Facts = {"connection_id": 4_000_000, "seen_as": "127.0.0.1:1"}
        return [await target.outcome(account, facts) for facts in (NO_FACTS, gone)]

    assert settle(work, bench) == [Outcome.UNKNOWN, Outcome.OVER]


def test_a_later_connection_with_the_same_number_is_left_alone(bench: MariadbBench, account_name) -> None:
    other = bench.server.connect()

    async def work(target: Target) -> Outcome:
        facts = {"connection_id": other.thread_id(), "seen_as": "127.0.0.1:1"}
        return await target.outcome(bench.account(account_name("app")), facts)

    assert settle(work, bench) == Outcome.OVER
    other.ping(reconnect=False)
    other.close()


def test_a_pinned_certificate_is_believed_in_place_of_an_authority(bench: MariadbBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    der = ssl.PEM_cert_to_DER_cert(bench.certificates.right.certificate.read_text())
    account = bench.account(login, fingerprint=fingerprint_of(der), ca_certificate="", use_tls=False)
    assert stops(bench, account) == ("", "")
    assert change(bench, account) == (Answer.ACCEPTED, Answer.REJECTED)


def test_a_server_without_tls_is_sent_nothing(bench: MariadbBench, account_name) -> None:
    greeting = b"5.5.5-10.11.19-MariaDB\0" + (7).to_bytes(4, "little") + b"saltsalt\0"
    # Every capability but CLIENT_SSL (0x0800).
    greeting = b"\x0a" + greeting + b"\xff\xf7" + b"\x2d\x02\x00\xff\x81\x15" + bytes(10) + b"moresaltsalt\0"
    greeting += b"mysql_native_password\0"
    heard = b""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            nonlocal heard
            for _ in range(2):
                client, _ = listener.accept()
                with client:
                    client.sendall(len(greeting).to_bytes(3, "little") + b"\0" + greeting)
                    client.settimeout(5)
                    heard += client.recv(4096)

        stranger = threading.Thread(target=serve)
        stranger.start()
        account = bench.account(account_name("app"), port=listener.getsockname()[1])
        assert stops(bench, account)[0] == "tls_unavailable"
        assert refusal(bench, account).code == "tls_unavailable"
        stranger.join(10)
    assert heard == b""


def test_an_announced_connection_that_still_lives_is_ended(bench: MariadbBench, account_name) -> None:
    left = bench.server.connect()
    with left.cursor() as cursor:
        cursor.execute("SHOW PROCESSLIST")
        seen_as = next(str(row[2]) for row in cursor.fetchall() if row[0] == left.thread_id())

    async def work(target: Target) -> Outcome:
        facts: Facts = {"connection_id": left.thread_id(), "seen_as": seen_as}
        return await fate(target, bench.account(account_name("app")), facts)

    assert settle(work, bench) == Outcome.OVER
    with pytest.raises(pymysql.err.OperationalError):
        left.ping(reconnect=False)


def test_a_server_says_which_one_it_is_to_every_account(bench: MariadbBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def work(target: Target) -> list[ServerIdentity | None]:
        assert isinstance(target, MysqlTarget)
        own = replace(bench.account(login, by_admin=False), record_id="own")
        return [await target.server(each) for each in (bench.account(login), own)]

    first, own = settle(work, bench)
    if first is None:
        pytest.skip("this MariaDB has no identifier of its own")
    assert own is not None
    assert first.is_same_as(own)
    assert first.address.endswith(f":{bench.port}")


def test_who_may_not_see_the_connection_does_not_say_that_it_is_gone(
    bench: MariadbBench, account_name
) -> None:
    plain, login = account_name("plain"), account_name("app")
    bench.create(plain, OLD)
    bench.create(login, OLD)
    bench.server.execute("GRANT SELECT ON mysql.* TO %s@'%%'", (plain,))
    without_process = Credential(record_id="p", title="plain", login=plain, password=Secret(OLD))
    left = bench.server.connect()
    with left.cursor() as cursor:
        cursor.execute("SHOW PROCESSLIST")
        seen_as = next(str(row[2]) for row in cursor.fetchall() if row[0] == left.thread_id())
    facts: Facts = {"connection_id": left.thread_id(), "seen_as": seen_as, "asker": "somebody@%"}

    async def work(target: Target) -> list[Outcome]:
        account = replace(bench.account(login), admin=without_process)
        mine = {**facts, "connection_id": 4_000_000, "asker": f"{plain}@%"}
        return [await target.outcome(account, facts), await target.outcome(account, mine)]

    assert settle(work, bench) == [Outcome.UNKNOWN, Outcome.OVER]
    left.ping(reconnect=False)
    left.close()
