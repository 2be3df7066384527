"""PostgreSQL's target against a real PostgreSQL."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from psycopg2 import sql

from pamdesk import targets
from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.rotation.clock import SystemClock
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult
from pamdesk.sandbox.certificates import ServerCertificate
from pamdesk.sandbox.processes import Program
from pamdesk.targets.contract import Answer, Credential, Outcome, ServerIdentity, Target, TargetModule
from pamdesk.targets.postgresql import SPEC
from pamdesk.targets.postgresql.target import PostgresqlTarget
from pamdesk.targets.tls import fingerprint_of
from tests.contract.cases import NEW, OLD, Bench, Recorder, TargetCases, fate, no_secret_in, run, settle
from tests.contract.corpus import CANARY
from tests.servers.certificates import TestCertificates
from tests.servers.postgresql import PostgresServer
from tests.servers.proxy import Action
from tests.worlds import World, postgres_world

pytestmark = pytest.mark.server


class PostgresqlBench(Bench):
    kind = "postgresql"
    said_when_made = Outcome.APPLIED
    said_when_not_made = Outcome.NOT_APPLIED

    def __init__(self, server: PostgresServer, certificates: TestCertificates, folder: Path) -> None:
        self.server = server
        self.port = server.port
        self.certificates = certificates
        self._folder = folder

    def open(self, *, work_seconds: float = 25.0) -> Target:
        return PostgresqlTarget(run, SPEC, work_seconds=work_seconds)

    def admin(self) -> Credential:
        return Credential(
            record_id="a1",
            title="admin",
            login=self.server.admin,
            password=Secret(self.server.admin_password),
        )

    def create(self, login: str, password: str) -> None:
        self.server.create_role(login, password)

    def change(self, login: str, password: str) -> None:
        self.server.set_password(login, password)

    def works(self, login: str, password: str) -> bool:
        return self.server.can_sign_in(login, password)

    def block(self, login: str) -> None:
        self.alter(login, "NOLOGIN")

    def alter(self, login: str, words: str) -> None:
        self.server.execute(sql.SQL("ALTER ROLE {} " + words).format(sql.Identifier(login)))

    @contextmanager
    def policy(self, login: str) -> Iterator[str]:
        # The policy module of PostgreSQL itself; of a verifier it can tell that it is the role's own name.
        admin = sql.Identifier(self.server.admin)
        self.server.execute(
            sql.SQL("ALTER ROLE {} SET session_preload_libraries = 'passwordcheck'").format(admin)
        )
        try:
            yield login
        finally:
            self.server.execute(sql.SQL("ALTER ROLE {} RESET session_preload_libraries").format(admin))

    @contextmanager
    def showing(self, what: str) -> Iterator[int]:
        folder = self._folder / f"postgresql-{what}"
        with PostgresServer(folder, self.certificates, shown=getattr(self.certificates, what)) as server:
            yield server.port

    def log(self) -> str:
        return self.server.log_text()


@pytest.fixture
def bench(
    postgres_server: PostgresServer, certificate_authority: TestCertificates, server_folder: Path
) -> PostgresqlBench:
    return PostgresqlBench(postgres_server, certificate_authority, server_folder)


class TestPostgresql(TargetCases):
    """The common facts."""


def test_the_log_of_the_server_never_holds_the_password(bench: PostgresqlBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def work(target: Target) -> None:
        await target.apply(bench.account(login), Secret(NEW), Recorder())
        await target.probe(bench.account(login), Secret(NEW))

    settle(work, bench)
    assert login in bench.log()
    assert CANARY not in bench.log()


@pytest.mark.parametrize(
    ("words", "database", "code"),
    [
        ("NOLOGIN", "postgres", "28000"),
        ("CONNECTION LIMIT 0", "postgres", "53300"),
        ("LOGIN", "no_such_database", "3D000"),
        ("LOGIN", "closed", "42501"),
    ],
)
def test_a_right_password_is_known_although_the_server_then_refuses(
    bench: PostgresqlBench, account_name, words: str, database: str, code: str
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.alter(login, words)
    if database == "closed":
        database = account_name("closed")
        bench.server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        bench.server.execute(
            sql.SQL("REVOKE CONNECT ON DATABASE {} FROM public").format(sql.Identifier(database))
        )
    account = bench.account(login, database="postgres")
    account = replace(account, fields={"connect_database": database})

    async def work(target: Target) -> tuple[Answer, str, Answer, str]:
        right, wrong = await target.probe(account, Secret(OLD)), await target.probe(account, Secret(NEW))
        return right.answer, right.code, wrong.answer, wrong.code

    assert settle(work, bench) == (Answer.BLOCKED, code, Answer.REJECTED, "28P01")


def test_past_valid_until_a_rejection_says_nothing_and_preflight_stops(
    bench: PostgresqlBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.alter(login, "VALID UNTIL '2001-01-01'")

    async def work(target: Target) -> tuple[str, Answer, str]:
        stops = (await target.preflight(bench.account(login))).stops
        probed = await target.probe(bench.account(login), Secret(OLD))
        return stops.code if stops else "", probed.answer, probed.code

    assert settle(work, bench) == ("valid_until_passed", Answer.UNKNOWN, "valid_until_passed")


def test_past_valid_until_nothing_is_changed(bench: PostgresqlBench, account_name) -> None:
    """A new password does not clear it, and nobody could prove which one the server holds."""
    login = account_name("app")
    bench.create(login, OLD)
    bench.alter(login, "VALID UNTIL '2001-01-01'")
    journal = Recorder()

    async def work(target: Target) -> tuple[str, str]:
        with pytest.raises(Refused) as seen:
            await target.describe(bench.account(login))
        with pytest.raises(Refused) as refused:
            await target.apply(bench.account(login), Secret(NEW), journal)
        return seen.value.code, refused.value.code

    assert settle(work, bench) == ("valid_until_passed", "valid_until_passed")
    assert journal.announced == []
    bench.alter(login, "VALID UNTIL 'infinity'")
    assert bench.server.can_sign_in(login, OLD)


def test_an_admin_without_the_right_is_stopped_and_refused(bench: PostgresqlBench, account_name) -> None:
    plain, login = account_name("plain"), account_name("app")
    bench.create(plain, OLD)
    bench.create(login, OLD)
    account = bench.account(login)
    powerless = Credential(record_id="p", title="plain", login=plain, password=Secret(OLD))
    account = replace(account, admin=powerless)
    journal = Recorder()

    async def work(target: Target) -> tuple[str, str, TargetErrorKind]:
        stops = (await target.preflight(account)).stops
        with pytest.raises(Refused) as caught:
            await target.apply(account, Secret(NEW), journal)
        no_secret_in(caught.value, NEW)
        return stops.code if stops else "", caught.value.code, caught.value.kind

    assert settle(work, bench) == ("42501", "42501", TargetErrorKind.REFUSED)
    assert journal.announced == []
    assert bench.works(login, OLD)


def test_a_role_that_another_session_changes_is_refused_as_busy(bench: PostgresqlBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    other = bench.server.connect()
    other.autocommit = False
    with other.cursor() as cursor:
        cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD 'other'").format(sql.Identifier(login)))

    async def work(target: Target) -> tuple[TargetErrorKind, str]:
        with pytest.raises(Refused) as caught:
            await target.apply(bench.account(login), Secret(NEW), Recorder())
        return caught.value.kind, caught.value.code

    try:
        assert settle(work, bench) == (TargetErrorKind.LOCKED, "55P03")
    finally:
        other.rollback()
        other.close()
    assert bench.works(login, OLD)


def test_e12_a_role_that_another_session_has_just_changed_is_refused_as_busy(
    bench: PostgresqlBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    other = bench.server.connect()
    other.autocommit = False
    with other.cursor() as cursor:
        cursor.execute(sql.SQL("ALTER ROLE {} CONNECTION LIMIT 7").format(sql.Identifier(login)))

    async def work(target: Target) -> tuple[TargetErrorKind, str]:
        await target.preflight(bench.account(login))
        committing = threading.Timer(1.0, other.commit)  # while the change waits for the row
        committing.start()
        with pytest.raises(Refused) as caught:
            await target.apply(bench.account(login), Secret(NEW), Recorder())
        committing.join()
        return caught.value.kind, caught.value.code

    try:
        assert settle(work, bench) == (TargetErrorKind.LOCKED, "XX000")
    finally:
        other.close()
    assert bench.works(login, OLD)


@pytest.mark.parametrize("of_target", ["LOGIN", "LOGIN SUPERUSER"], ids=["granted to nobody", "superuser"])
def test_e08_e09_an_admin_may_change_only_what_postgresql_lets_it(
    bench: PostgresqlBench, account_name, of_target: str
) -> None:
    admin, login = account_name("adm"), account_name("app")
    bench.server.create_role(admin, OLD, "LOGIN CREATEROLE")
    bench.server.create_role(login, OLD, of_target)
    credential = Credential(record_id="p", title="adm", login=admin, password=Secret(OLD))
    account = replace(bench.account(login), admin=credential)

    async def work(target: Target) -> tuple[str, str]:
        stops = (await target.preflight(account)).stops
        code = ""
        try:
            await target.apply(account, Secret(NEW), Recorder())
        except Refused as error:
            code = error.code
        return stops.code if stops else "", code

    # Before version 16 CREATEROLE is enough for whoever is no superuser.
    allowed = bench.server.connect().server_version < 160000 and of_target == "LOGIN"
    assert settle(work, bench) == ("" if allowed else "42501",) * 2
    assert bench.works(login, NEW if allowed else OLD)


def test_a_read_only_server_is_refused(bench: PostgresqlBench, account_name) -> None:
    admin, login = account_name("adm"), account_name("app")
    bench.server.create_role(admin, OLD, "SUPERUSER LOGIN")
    bench.alter(admin, "SET default_transaction_read_only = on")
    bench.create(login, OLD)
    account = bench.account(login)
    credential = Credential(record_id="p", title="adm", login=admin, password=Secret(OLD))
    account = replace(account, admin=credential)

    async def work(target: Target) -> tuple[str, str]:
        stops = (await target.preflight(account)).stops
        with pytest.raises(Refused) as caught:
            await target.apply(account, Secret(NEW), Recorder())
        return stops.code if stops else "", caught.value.code

    assert settle(work, bench) == ("25006", "25006")


def test_a_commit_that_is_under_way_is_running_and_then_applied(
    bench: PostgresqlBench, account_name, fault_proxy
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    proxy = fault_proxy(bench.port)
    journal = Recorder(lambda: proxy.arm_after(1, Action.HOLD))

    async def work(target: Target) -> tuple[Outcome, Outcome]:
        applying = asyncio.ensure_future(
            target.apply(bench.account(login, port=proxy.port), Secret(NEW), journal)
        )
        await asyncio.to_thread(proxy.wait_fired)
        during = await target.outcome(bench.account(login), journal.announced[0])
        proxy.release()
        await applying
        return during, await fate(target, bench.account(login), journal.announced[0])

    assert settle(work, bench) == (Outcome.RUNNING, Outcome.APPLIED)


def test_a_transaction_that_the_server_does_not_know_is_unknown(bench: PostgresqlBench, account_name) -> None:
    async def work(target: Target) -> list[Outcome]:
        account = bench.account(account_name("app"))
        return [
            await target.outcome(account, facts) for facts in ({}, {"xid": "99999999999"}, {"xid": "1; --"})
        ]

    assert settle(work, bench) == [Outcome.UNKNOWN] * 3


def test_nothing_of_the_environment_is_used(
    bench: PostgresqlBench, account_name, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    service = tmp_path / "services"
    service.write_text("[elsewhere]\nhost=192.0.2.1\nsslmode=disable\noptions=-c role=nobody\n")
    for name, value in {
        "PGHOSTADDR": "192.0.2.1", "PGSSLMODE": "disable", "PGOPTIONS": "-c no_such_setting=1",
        "PGSERVICEFILE": str(service), "PGSERVICE": "elsewhere", "PGREQUIREAUTH": "none",
        "PGTARGETSESSIONATTRS": "read-only", "PGSSLROOTCERT": "/nonexistent", "PGCHANNELBINDING": "disable",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)

    async def work(target: Target) -> Answer:
        await target.apply(bench.account(login), Secret(NEW), Recorder())
        return (await target.probe(bench.account(login), Secret(NEW))).answer

    assert settle(work, bench) == Answer.ACCEPTED


def test_where_no_password_is_asked_none_is_proved(
    certificate_authority: TestCertificates, server_folder: Path
) -> None:
    with PostgresServer(server_folder / "postgresql-trust", certificate_authority) as server:
        bench = PostgresqlBench(server, certificate_authority, server_folder)
        bench.create("app", OLD)
        hba = server.folder / "data" / "pg_hba.conf"
        hba.write_text("hostssl all app 127.0.0.1/32 trust\n" + hba.read_text())
        server.execute("SELECT pg_reload_conf()")

        async def work(target: Target) -> tuple[Answer, str, str]:
            probed = await target.probe(bench.account("app"), Secret("anything"))
            stops = (await target.preflight(bench.account("app", by_admin=False))).stops
            return probed.answer, probed.code, stops.code if stops else ""

        assert settle(work, bench) == (Answer.UNKNOWN, "no_password_asked", "no_password_asked")


class GermanPostgresServer(PostgresServer):
    """A server that finds a German locale in a folder of the test's own."""

    def _as_program(self, argv: list[str]) -> Program:
        program = super()._as_program(argv)
        return replace(
            program,
            environment={**(program.environment or {}), "LOCPATH": str(self.folder.parent / "locales")},
        )


@pytest.mark.optional
def test_a_server_that_speaks_another_language_is_understood(
    certificate_authority: TestCertificates, server_folder: Path
) -> None:
    locale = server_folder / "locales" / "de_DE.UTF-8"
    locale.parent.mkdir(exist_ok=True)
    if shutil.which("localedef") is None or not Path("/usr/share/i18n/locales/de_DE").exists():
        pytest.skip("needs the sources of a German locale: apt-get install locales")
    subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", str(locale)], check=True, timeout=60)
    with GermanPostgresServer(server_folder / "postgresql-de", certificate_authority) as server:
        server.execute("ALTER SYSTEM SET lc_messages = 'de_DE.UTF-8'")
        server.execute("SELECT pg_reload_conf()")
        bench = PostgresqlBench(server, certificate_authority, server_folder)
        bench.create("app", OLD)
        bench.block("app")
        assert "keine Berechtigung" in (server.sign_in_refusal("app", OLD) or "")

        async def work(target: Target) -> tuple[Answer, Answer]:
            right = await target.probe(bench.account("app"), Secret(OLD))
            return right.answer, (await target.probe(bench.account("app"), Secret(NEW))).answer

        assert settle(work, bench) == (Answer.BLOCKED, Answer.REJECTED)


def test_a_pinned_certificate_that_signed_itself_is_believed(
    certificate_authority: TestCertificates, server_folder: Path
) -> None:
    shown = self_signed(server_folder / "self-signed")
    with PostgresServer(server_folder / "postgresql-pinned", certificate_authority, shown=shown) as server:
        bench = PostgresqlBench(server, certificate_authority, server_folder)
        pin = fingerprint_of(ssl.PEM_cert_to_DER_cert(shown.certificate.read_text()))
        account = bench.account("app", fingerprint=pin, ca_certificate="", use_tls=False)

        async def work(target: Target) -> tuple[str, str]:
            stops = (await target.preflight(account)).stops
            probed = await target.probe(account, Secret(OLD))
            return stops.code if stops else "", probed.code

        # It got as far as the question whether there is such a role.
        assert settle(work, bench) == ("42704", "28P01")


def test_a_pin_that_libpq_cannot_hold_is_refused_in_words(bench: PostgresqlBench, account_name) -> None:
    pin = fingerprint_of(ssl.PEM_cert_to_DER_cert(bench.certificates.right.certificate.read_text()))
    account = bench.account(account_name("app"), fingerprint=pin, ca_certificate="")

    async def work(target: Target) -> str:
        stops = (await target.preflight(account)).stops
        return stops.code if stops else ""

    assert settle(work, bench) == "certificate_pin_unusable"


def self_signed(folder: Path) -> ServerCertificate:
    """Make a certificate as Debian's package ssl-cert does: no authority but itself."""
    folder.mkdir()
    made = ServerCertificate(folder / "cert.pem", folder / "key.pem")
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=db"]
    request += ["-addext", "basicConstraints=critical,CA:FALSE"]
    subprocess.run(
        [*request, "-keyout", str(made.private_key), "-out", str(made.certificate)],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return made


def test_a_server_without_tls_is_sent_nothing(bench: PostgresqlBench, account_name) -> None:
    heard = b""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            nonlocal heard
            for _ in range(2):
                client, _ = listener.accept()
                with client:
                    client.settimeout(5)
                    heard += client.recv(8)
                    client.sendall(b"N")
                    heard += client.recv(4096)

        stranger = threading.Thread(target=serve)
        stranger.start()
        account = bench.account(account_name("app"), port=listener.getsockname()[1])

        async def work(target: Target) -> tuple[str, str]:
            stops = (await target.preflight(account)).stops
            return stops.code if stops else "", (await target.probe(account, Secret(NEW))).code

        assert settle(work, bench) == ("tls_unavailable", "tls_unavailable")
        stranger.join(10)
    assert heard == 2 * bytes.fromhex("0000000804d2162f")


def test_a_server_says_which_one_it_is_to_every_role_and_whatever_it_is_called(
    bench: PostgresqlBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def work(target: Target) -> list[ServerIdentity | None]:
        assert isinstance(target, PostgresqlTarget)
        own = replace(bench.account(login, by_admin=False), record_id="own")
        elsewhere = replace(bench.account(login), endpoint=bench.endpoint(record_id="r2", host="localhost"))
        return [await target.server(each) for each in (bench.account(login), own, elsewhere)]

    first, own, elsewhere = settle(work, bench)
    assert first is not None
    assert own is not None
    assert elsewhere is not None
    assert first.is_same_as(own)
    assert first.is_same_as(elsewhere)
    assert first.started


def test_a_role_that_was_made_again_has_another_number(bench: PostgresqlBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    journal = Recorder()

    async def work(target: Target) -> tuple[str, str]:
        await target.apply(bench.account(login), Secret(NEW), journal)
        before = (await target.invariants(bench.account(login)))[SPEC.identity]
        bench.server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(login)))
        bench.create(login, OLD)
        return before, (await target.invariants(bench.account(login)))[SPEC.identity]

    before, after = settle(work, bench)
    assert str(journal.announced[0][SPEC.identity]) == before != after


def test_a_role_that_was_made_again_is_not_rotated(postgres_server: PostgresServer, tmp_path: Path) -> None:
    world = postgres_world(tmp_path / "v.pamdesk", postgres_server, users=1)

    def rotate() -> AccountResult:
        async def work() -> AccountResult:
            engine = Engine(world.vault)
            try:
                return (await engine.rotate(world.users, who="test"))[0]
            finally:
                await engine.close()

        return asyncio.run(work())

    with world.vault:
        assert rotate().code == "ok"
        assert rotate().code == "ok"
        postgres_server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(world.logins[0])))
        postgres_server.create_role(world.logins[0], "of-somebody-else")
        said = rotate()
        assert (said.code, said.changed) == ("made_again", False)
        assert "was deleted and made again outside PamDesk (its oid was " in said.reason
        assert postgres_server.can_sign_in(world.logins[0], "of-somebody-else")


class Later(SystemClock):
    """The time two minutes from now: longer than any change may take that a server ends by itself."""

    def now(self) -> datetime:
        """Return the time of day."""
        return super().now() + timedelta(minutes=2)


def test_a_commit_that_waits_for_a_standby_is_never_judged_as_not_applied(
    certificate_authority: TestCertificates,
    server_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An account that changes itself: the old password goes on working until the standby has answered."""
    module = TargetModule(SPEC, lambda toolbox: PostgresqlTarget(toolbox.run, SPEC, work_seconds=1.5))
    monkeypatch.setattr(targets, "for_account", lambda *_: module)
    with PostgresServer(server_folder / "waiting", certificate_authority) as server:
        server.create_role("app", OLD)
        world = World.create(tmp_path / "v.pamdesk")
        database = world.database("prod", "localhost", server.port, "postgresql", server.trusted.read_text())
        user = world.user("app", OLD, on=database)

        def said(clock: SystemClock, act: Callable[[Engine], Awaitable[Sequence[AccountResult]]]) -> str:
            async def work() -> str:
                engine = Engine(world.vault, clock=clock, limits=Limits(inline_patience=0.0))
                try:
                    return "; ".join(f"{one.state}: {one.reason}" for one in await act(engine))
                finally:
                    await engine.close()

            return asyncio.run(work())

        with world.vault:
            standby(server, "of_no_server")
            first = said(SystemClock(), lambda engine: engine.rotate([user], who="test"))
            second = said(Later(), lambda engine: engine.recover(patience=0.0))
            assert server.can_sign_in("app", OLD)
            standby(server, "")
            third = said(Later(), lambda engine: engine.recover(patience=5.0))
            assert [text.split(":")[0] for text in (first, second, third)] == ["in_doubt", "in_doubt", "done"]
            assert "prod may still be working on the change." in second
            assert world.password(user) != OLD
            assert server.can_sign_in("app", world.password(user))


def standby(server: PostgresServer, name: str) -> None:
    """Name the standby that every COMMIT waits for; "" for none."""
    server.execute(sql.SQL("ALTER SYSTEM SET synchronous_standby_names = {}").format(sql.Literal(name)))
    server.execute("SELECT pg_reload_conf()")
