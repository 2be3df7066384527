"""The same facts for every target, told against its real server; a subclass gives the server as a `bench`."""

from __future__ import annotations

import asyncio
import traceback
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TypeVar

import pytest

from pamdesk.records.errors import Refused, StaleLease, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import (
    NO_FACTS,
    Account,
    Answer,
    Credential,
    Endpoint,
    Facts,
    Made,
    Outcome,
    Severity,
    Target,
)
from tests.contract.corpus import CANARY, NAMES, PASSWORDS
from tests.servers.certificates import TestCertificates
from tests.servers.proxy import Action, FaultProxy

T = TypeVar("T")
OLD, NEW = "Old-Pass-1-word", f"New-{CANARY}-1"


async def run(work: Callable[[], T], /) -> T:
    """The engine's runner, as small as can be."""
    return await asyncio.to_thread(work)


class Recorder:
    """Stands for the journal: keeps what was announced, then does what the test asks for at that moment."""

    def __init__(self, then: Callable[[], Awaitable[None] | None] | None = None) -> None:
        self.announced: list[Facts] = []
        self._then = then

    async def __call__(self, facts: Facts = NO_FACTS) -> None:
        self.announced.append(dict(facts))
        waited = self._then() if self._then else None
        if waited is not None:
            await waited

    async def secret(self, made: Made, facts: Facts = NO_FACTS) -> None:
        raise AssertionError("no such target makes its own secret")


class Bench(ABC):
    """A real server, and a client for it that is not the product's."""

    host = "localhost"
    port: int
    kind: str
    certificates: TestCertificates

    @abstractmethod
    def open(self, *, work_seconds: float = 25.0) -> Target:
        """Open the target."""

    @abstractmethod
    def admin(self) -> Credential:
        """The server's administrator."""

    @abstractmethod
    def create(self, login: str, password: str) -> None:
        """Make an account."""

    @abstractmethod
    def change(self, login: str, password: str) -> None:
        """Change a password behind the product's back."""

    @abstractmethod
    def works(self, login: str, password: str) -> bool:
        """Sign in with an independent client."""

    @abstractmethod
    def block(self, login: str) -> None:
        """Keep the account from signing in, its password unchanged."""

    @abstractmethod
    def policy(self, login: str) -> AbstractContextManager[str]:
        """Switch a password policy on for the block; gives a password that it refuses."""

    @abstractmethod
    def showing(self, what: str) -> AbstractContextManager[int]:
        """Run a server that shows the certificate `wrong_name`, `wrong_authority` or `expired`; gives its port."""

    @abstractmethod
    def log(self) -> str:
        """What the server has logged."""

    # What the target may say of an attempt whose reply was lost, when it was made and when it was not.
    said_when_made: Outcome
    said_when_not_made: Outcome

    def endpoint(self, **changes: object) -> Endpoint:
        """The server as a record has it."""
        made = Endpoint(
            record_id="r1",
            title="db-prod",
            host=self.host,
            port=self.port,
            ca_certificate=self.certificates.trusted.read_text(),
            kind=self.kind,
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    def account(self, login: str, current: str = OLD, *, by_admin: bool = True, **changes: object) -> Account:
        """An account of the server as the engine hands it over."""
        return Account(
            record_id=f"u-{login}",
            title=f"{login} on db-prod",
            login=login,
            current=Secret(current),
            admin=self.admin() if by_admin else None,
            endpoint=self.endpoint(**changes),
        )


def settle(work: Callable[[Target], Coroutine[None, None, T]], bench: Bench, **options: float) -> T:
    """Open the target, do the work, close it."""

    async def whole() -> T:
        target = bench.open(**options)
        try:
            return await work(target)
        finally:
            await target.close()

    return asyncio.run(whole())


async def fate(target: Target, account: Account, facts: Facts, *, seconds: float = 10.0) -> Outcome:
    """Ask until the attempt is no longer running."""
    for _ in range(int(seconds * 20)):
        word = await target.outcome(account, facts)
        if word is not Outcome.RUNNING:
            return word
        await asyncio.sleep(0.05)
    return Outcome.RUNNING


def no_secret_in(error: BaseException, *secrets: str) -> None:
    """Hold an error, its causes and every local that its traceback shows against the secrets."""
    text = "".join(traceback.format_exception(error)) + repr(error.__context__) + repr(error.__cause__)
    for secret in secrets:
        assert secret not in text


class TargetCases:
    """What must hold for every target with a sign-in; see testing.md, Kinds, contract."""

    def test_a_change_is_proved_by_an_independent_client(self, bench: Bench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        journal = Recorder()

        async def work(target: Target) -> tuple[Answer, Answer]:
            account = bench.account(login)
            before = await target.invariants(account)
            await target.apply(account, Secret(NEW), journal)
            assert await target.invariants(account) == before
            answers = (await target.probe(account, Secret(NEW)), await target.probe(account, Secret(OLD)))
            await target.retire(account, Secret(OLD))
            return answers[0].answer, answers[1].answer

        assert settle(work, bench) == (Answer.ACCEPTED, Answer.REJECTED)
        assert (bench.works(login, NEW), bench.works(login, OLD)) == (True, False)
        assert len(journal.announced) == 1

    def test_an_account_changes_its_own_password(self, bench: Bench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)

        async def work(target: Target) -> Answer:
            account = bench.account(login, by_admin=False)
            assert (await target.preflight(account)).stops is None
            await target.apply(account, Secret(NEW), Recorder())
            return (await target.probe(account, Secret(NEW))).answer

        assert settle(work, bench) == Answer.ACCEPTED
        assert bench.works(login, NEW)

    def test_preflight_passes_and_names_no_lockout(self, bench: Bench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)

        async def work(target: Target) -> None:
            found = await target.preflight(bench.account(login))
            assert found.stops is None
            assert found.lockout_threshold == 0
            described = await target.describe(bench.account(login))
            assert any("***" in line for line in described)
            assert bench.works(login, OLD)

        settle(work, bench)

    def test_preflight_stops_where_the_account_does_not_exist(self, bench: Bench, account_name) -> None:
        async def work(target: Target) -> Severity | None:
            stops = (await target.preflight(bench.account(account_name("nobody")))).stops
            return stops.severity if stops else None

        assert settle(work, bench) == Severity.STOPS

    def test_a_wrong_password_of_the_admin_is_said_and_changes_nothing(
        self, bench: Bench, account_name
    ) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        wrong = replace(bench.admin(), password=Secret("Wrong-Admin-1x"))
        journal = Recorder()

        async def work(target: Target) -> Refused:
            account = replace(bench.account(login), admin=wrong)
            stops = (await target.preflight(account)).stops
            assert stops is not None
            with pytest.raises(Refused) as caught:
                await target.apply(account, Secret(NEW), journal)
            assert caught.value.code == stops.code
            return caught.value

        error = settle(work, bench)
        assert error.kind == TargetErrorKind.REFUSED
        no_secret_in(error, NEW, CANARY, "Wrong-Admin-1x")
        assert (journal.announced, bench.works(login, OLD)) == ([], True)

    def test_the_same_change_twice_is_no_fault(self, bench: Bench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)

        async def work(target: Target) -> Answer:
            await target.apply(bench.account(login), Secret(NEW), Recorder())
            await target.apply(bench.account(login), Secret(NEW), Recorder())
            return (await target.probe(bench.account(login), Secret(NEW))).answer

        assert settle(work, bench) == Answer.ACCEPTED

    def test_eight_accounts_at_once_share_the_target(self, bench: Bench, account_name) -> None:
        logins = [account_name("app") for _ in range(8)]
        for login in logins:
            bench.create(login, OLD)

        async def one(target: Target, login: str) -> Answer:
            await target.apply(bench.account(login), Secret(NEW), Recorder())
            return (await target.probe(bench.account(login), Secret(NEW))).answer

        async def work(target: Target) -> list[Answer]:
            return await asyncio.gather(*(one(target, login) for login in logins))

        assert settle(work, bench) == [Answer.ACCEPTED] * 8

    def test_a_blocked_account_is_told_from_a_wrong_password(self, bench: Bench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        bench.block(login)

        async def work(target: Target) -> tuple[Answer, Answer]:
            await target.apply(bench.account(login), Secret(NEW), Recorder())
            right = await target.probe(bench.account(login), Secret(NEW))
            return right.answer, (await target.probe(bench.account(login), Secret(OLD))).answer

        assert settle(work, bench) == (Answer.BLOCKED, Answer.REJECTED)

    def test_a_policy_refusal_is_proven_to_change_nothing(self, bench: Bench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)

        async def work(target: Target, refused: str) -> Refused:
            with pytest.raises(Refused) as caught:
                await target.apply(bench.account(login), Secret(refused), Recorder())
            return caught.value

        with bench.policy(login) as refused:
            error = settle(lambda target: work(target, refused), bench)
        assert error.kind == TargetErrorKind.POLICY
        assert bench.works(login, OLD)

    def test_a_lost_lease_rolls_back(self, bench: Bench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)

        def stale() -> None:
            raise StaleLease("Another writer has taken this account over.")

        async def work(target: Target) -> None:
            with pytest.raises(StaleLease):
                await target.apply(bench.account(login), Secret(NEW), Recorder(stale))
            assert (await target.probe(bench.account(login), Secret(NEW))).answer == Answer.REJECTED
            assert bench.works(login, OLD)
            # Nothing is left open that would hold up whoever has taken over.
            await asyncio.wait_for(asyncio.to_thread(bench.change, login, "Third-Pass-1"), 10)

        settle(work, bench)
        assert bench.works(login, "Third-Pass-1")

    # What a network does.

    def test_cut_before_the_change_arrives(self, bench: Bench, account_name, fault_proxy) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        said = self._cut(bench, login, fault_proxy(bench.port), Action.CUT_BEFORE)
        assert said == (bench.said_when_not_made, Answer.REJECTED)
        assert (bench.works(login, OLD), bench.works(login, NEW)) == (True, False)

    def test_cut_after_the_change_was_made(self, bench: Bench, account_name, fault_proxy) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        said = self._cut(bench, login, fault_proxy(bench.port), Action.DROP_ANSWER)
        assert said == (bench.said_when_made, Answer.ACCEPTED)
        assert (bench.works(login, OLD), bench.works(login, NEW)) == (False, True)

    def _cut(self, bench: Bench, login: str, proxy: FaultProxy, action: Action) -> tuple[Outcome, Answer]:
        journal = Recorder(lambda: proxy.arm_after(1, action))

        async def work(target: Target) -> tuple[Outcome, Answer]:
            account = bench.account(login, port=proxy.port)
            with pytest.raises(TargetError) as caught:
                await target.apply(account, Secret(NEW), journal)
            assert not isinstance(caught.value, Refused)
            assert caught.value.kind == TargetErrorKind.UNKNOWN
            no_secret_in(caught.value, NEW, CANARY)
            assert proxy.fired
            word = await fate(target, account, journal.announced[0])
            return word, (await target.probe(account, Secret(NEW))).answer

        return settle(work, bench)

    def test_a_change_that_arrives_late_is_running_until_it_is_over(
        self, bench: Bench, account_name, fault_proxy
    ) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        proxy = fault_proxy(bench.port)
        journal = Recorder(lambda: proxy.arm_after(1, Action.HOLD))

        async def work(target: Target) -> tuple[Outcome, Answer]:
            account = bench.account(login, port=proxy.port)
            applying = asyncio.ensure_future(target.apply(account, Secret(NEW), journal))
            await asyncio.to_thread(proxy.wait_fired)
            applying.cancel()
            with pytest.raises(asyncio.CancelledError):
                await applying
            during = await self._during(bench, target, journal.announced[0], login)
            proxy.release()
            word = await fate(target, account, journal.announced[0])
            probed = (await target.probe(account, Secret(NEW))).answer
            assert during in (Outcome.RUNNING, bench.said_when_not_made)
            return word, probed

        word, probed = settle(work, bench)
        # Whatever became of it, the two questions agree, and an independent client with them.
        assert word in (bench.said_when_made, bench.said_when_not_made)
        assert (probed == Answer.ACCEPTED) == bench.works(login, NEW)
        assert bench.works(login, NEW) != bench.works(login, OLD)

    async def _during(self, bench: Bench, target: Target, facts: Facts, login: str) -> Outcome:
        # The proxy holds every chunk now, so the question goes straight to the server.
        return await target.outcome(bench.account(login), facts)

    def test_an_answer_that_never_comes_is_ambiguous_within_the_time_limit(
        self, bench: Bench, account_name, fault_proxy
    ) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        proxy = fault_proxy(bench.port)
        journal = Recorder(lambda: proxy.arm_after(1, Action.BLACK_HOLE))

        async def work(target: Target) -> TargetError:
            with pytest.raises(TargetError) as caught:
                await target.apply(bench.account(login, port=proxy.port), Secret(NEW), journal)
            return caught.value

        error = settle(work, bench, work_seconds=1.0)
        assert error.kind == TargetErrorKind.UNKNOWN
        no_secret_in(error, NEW, CANARY)

    def test_a_kept_connection_that_died_is_made_anew(self, bench: Bench, account_name, fault_proxy) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        proxy = fault_proxy(bench.port)

        async def work(target: Target) -> Answer:
            account = bench.account(login, port=proxy.port)
            await target.invariants(account)
            proxy.cut()
            await target.apply(account, Secret(NEW), Recorder())
            return (await target.probe(account, Secret(NEW))).answer

        assert settle(work, bench) == Answer.ACCEPTED

    def test_a_server_that_is_down_is_said_to_be_unreachable(
        self, bench: Bench, account_name, fault_proxy
    ) -> None:
        proxy = fault_proxy(bench.port)
        proxy.refuse()

        async def work(target: Target) -> tuple[str, TargetErrorKind, Answer, Outcome]:
            account = bench.account(account_name("app"), port=proxy.port)
            stops = (await target.preflight(account)).stops
            with pytest.raises(Refused) as caught:
                await target.apply(account, Secret(NEW), Recorder())
            probed = (await target.probe(account, Secret(NEW))).answer
            return (
                stops.code if stops else "",
                caught.value.kind,
                probed,
                await target.outcome(account, {"xid": "1"}),
            )

        expected = ("unreachable", TargetErrorKind.UNREACHABLE, Answer.UNKNOWN, Outcome.UNKNOWN)
        assert settle(work, bench) == expected

    # Who is on the other end.

    @pytest.mark.parametrize(
        ("shown", "code"),
        [
            ("wrong_name", "certificate_wrong_name"),
            ("wrong_authority", "certificate_unknown"),
            ("expired", "certificate_expired"),
        ],
    )
    def test_a_stranger_is_sent_nothing(self, bench: Bench, account_name, shown: str, code: str) -> None:
        with bench.showing(shown) as port:

            async def work(target: Target) -> tuple[str, str, str, list[Facts]]:
                account = bench.account(account_name("app"), port=port)
                journal = Recorder()
                stops = (await target.preflight(account)).stops
                with pytest.raises(Refused) as caught:
                    await target.apply(account, Secret(NEW), journal)
                probed = await target.probe(account, Secret(NEW))
                assert probed.answer == Answer.UNKNOWN
                assert "SHA256:" in caught.value.message
                return stops.code if stops else "", caught.value.code, probed.code, journal.announced

            assert settle(work, bench) == (code, code, code, [])

    def test_a_pin_that_does_not_fit_is_refused(self, bench: Bench, account_name) -> None:
        async def work(target: Target) -> tuple[str, str]:
            account = bench.account(account_name("app"), fingerprint="SHA256:" + "00" * 32)
            stops = (await target.preflight(account)).stops
            return stops.code if stops else "", (await target.probe(account, Secret(NEW))).code

        assert settle(work, bench) == ("certificate_changed", "certificate_changed")

    def test_without_tls_nothing_is_sent(self, bench: Bench, account_name) -> None:
        async def work(target: Target) -> str:
            stops = (await target.preflight(bench.account(account_name("app"), use_tls=False))).stops
            return stops.code if stops else ""

        assert settle(work, bench) == "tls_off"

    # What people call things.

    @pytest.mark.parametrize("password", PASSWORDS.values(), ids=PASSWORDS.keys())
    def test_a_hostile_password_works_or_is_refused_in_words(
        self, bench: Bench, account_name, password: str
    ) -> None:
        login = account_name("app")
        bench.create(login, OLD)

        async def work(target: Target) -> Answer | Refused:
            account = bench.account(login)
            try:
                await target.apply(account, Secret(password), Recorder())
            except Refused as error:
                assert bench.works(login, OLD)
                return error
            assert (await target.probe(account, Secret(OLD))).answer == Answer.REJECTED
            assert (await target.probe(account, Secret(password + "x"))).answer == Answer.REJECTED
            return (await target.probe(account, Secret(password))).answer

        said = settle(work, bench)
        if isinstance(said, Refused):
            assert said.kind == TargetErrorKind.POLICY
            no_secret_in(said, password)
        else:
            assert said == Answer.ACCEPTED
            assert "\n" in password or "\r" in password or bench.works(login, password)

    def test_an_empty_password_is_never_sent(self, bench: Bench, account_name) -> None:  # H18 I06
        login = account_name("app")
        bench.create(login, OLD)
        journal = Recorder()

        async def work(target: Target) -> tuple[TargetErrorKind, bool]:
            account = bench.account(login)
            with pytest.raises(Refused) as caught:
                await target.apply(account, Secret(""), journal)
            # A directory calls a sign-in without a password a success of nobody (RFC 4513, 5.1.2).
            return caught.value.kind, (await target.probe(account, Secret(""))).answer is Answer.ACCEPTED

        assert settle(work, bench) == (TargetErrorKind.POLICY, False)
        assert (journal.announced, bench.works(login, OLD)) == ([], True)

    @pytest.mark.parametrize("stem", NAMES.values(), ids=NAMES.keys())
    def test_a_hostile_name_works(self, bench: Bench, account_name, stem: str) -> None:
        login = f"{stem}{account_name('')[-6:]}"
        neighbour = account_name("app")
        bench.create(login, OLD)
        bench.create(neighbour, OLD)

        async def work(target: Target) -> Answer:
            account = bench.account(login)
            assert (await target.preflight(account)).stops is None
            await target.describe(account)
            await target.apply(account, Secret(NEW), Recorder())
            return (await target.probe(account, Secret(NEW))).answer

        assert settle(work, bench) == Answer.ACCEPTED
        assert bench.works(neighbour, OLD)

    @pytest.mark.parametrize(
        "login", ["", "a\x00b", "x" * 300, "a\ud800b"], ids=["empty", "nul", "too long", "surrogate"]
    )
    def test_an_impossible_name_is_refused_in_words(self, bench: Bench, login: str) -> None:
        async def work(target: Target) -> tuple[str, str]:
            account = bench.account(login)
            stops = (await target.preflight(account)).stops
            with pytest.raises(Refused) as caught:
                await target.apply(account, Secret(NEW), Recorder())
            assert (await target.probe(account, Secret(NEW))).answer == Answer.UNKNOWN
            return stops.code if stops else "", caught.value.code

        assert settle(work, bench) == ("login_invalid", "login_invalid")
