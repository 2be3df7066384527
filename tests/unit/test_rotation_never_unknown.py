"""No live secret becomes unknown, and nothing is said that is not so: the engine under faults in odd places."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pamdesk import targets
from pamdesk.records.errors import InvalidRecord, TargetError, TargetErrorKind, VaultFull
from pamdesk.records.secret import Secret
from pamdesk.rotation import attempt as attempt_module
from pamdesk.rotation import proving
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.targets.contract import Account, Announce, Outcome, ProbeResult, Proof, TargetModule
from pamdesk.vault.journal import Attempt, State
from tests.fakes.proved import stopping_once_proved
from tests.fakes.server import FakeServer, FakeTarget, Fault, fake_module
from tests.worlds import World

QUICK = Limits(inline_patience=0.0, threads=4, first_wait=10.0)


class Bench:
    """A vault with one database on a fake server, and its admin."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.server = FakeServer()
        self.module = fake_module(self.server)
        self.world = World.create(path)
        self.database = self.world.database("billing-prod", "db.example.com", 5432, "postgresql")

        def find(*_: object) -> TargetModule:
            return self.module

        monkeypatch.setattr(targets, "for_account", find)
        self.dba = self.user("dba", admin_of=self.database)
        self.app = self.user("app")

    def user(self, login: str, *, password: str = "old", admin_of: str = "") -> str:
        self.server.passwords[login] = password
        return self.world.user(login, password, on=self.database, admin_of=admin_of)

    def run(self, act: Callable[[Engine], object]) -> list[AccountResult]:
        async def work() -> list[AccountResult]:
            engine = Engine(self.world.vault, limits=QUICK)
            try:
                return list(await act(engine))  # type: ignore[misc]
            finally:
                await engine.close()

        return asyncio.run(work())

    def rotate(self, *users: str) -> list[AccountResult]:
        return self.run(lambda engine: engine.rotate(users, who="test"))

    def recover(self) -> list[AccountResult]:
        return self.run(lambda engine: engine.recover(patience=0.0))

    def attempt(self) -> Attempt:
        return self.world.vault.journal.attempts(self.app)[0]

    def kept(self) -> list[str]:
        return [c.secret.reveal() for c in self.world.vault.journal.candidates(self.app)]

    def type_password(self, text: str) -> None:
        """Do what a person does in the editor."""
        records = self.world.vault.records
        records.update(records.get(self.app).with_fields({"password": Secret(text)}), who="person")


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = Bench(tmp_path / "v.pamdesk", monkeypatch)
    yield made
    made.world.vault.close()


class SlowTarget(FakeTarget):
    """Announces only after the engine has stopped waiting for it."""

    go: asyncio.Event
    sent = False
    raises: Exception | None = None

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        await self.go.wait()
        if self.raises is not None:
            raise self.raises
        await announce({"connection": 7})
        type(self).sent = True


def test_a_driver_that_wakes_up_after_the_attempt_was_closed_sends_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(SlowTarget):
        pass

    bench.module = slow(bench, Slow, monkeypatch)

    async def act(engine: Engine) -> tuple[AccountResult, ...]:
        Slow.go = asyncio.Event()
        finish = bench.world.vault.journal.finish

        def finish_and_wake(*args: object, **words: object) -> Future[Attempt]:
            written = finish(*args, **words)  # type: ignore[arg-type]
            Slow.go.set()  # between the last state and the giving back of the lease
            return written

        monkeypatch.setattr(bench.world.vault.journal, "finish", finish_and_wake)
        results = await engine.rotate([bench.app], who="test")
        await asyncio.sleep(0.2)
        return results

    [result] = bench.run(act)
    assert (result.state, result.changed) == (ResultState.FAILED, False)
    assert not Slow.sent
    assert bench.attempt().state is State.NOT_APPLIED


def test_what_a_driver_says_after_the_engine_stopped_waiting_is_never_logged(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Slow(SlowTarget):
        raises = ZeroDivisionError("canary-7f3a")

    bench.module = slow(bench, Slow, monkeypatch)

    async def act(engine: Engine) -> tuple[AccountResult, ...]:
        Slow.go = asyncio.Event()
        results = await engine.rotate([bench.app], who="test")
        Slow.go.set()
        await asyncio.sleep(0.05)
        gc.collect()
        await asyncio.sleep(0)
        return results

    with caplog.at_level(logging.DEBUG):
        bench.run(act)
        gc.collect()
    assert "canary-7f3a" not in caplog.text


def slow(bench: Bench, kind: type[SlowTarget], monkeypatch: pytest.MonkeyPatch) -> TargetModule:
    """Make the engine wait a moment only, for a target that takes longer."""
    monkeypatch.setattr(attempt_module, "_APPLY_GRACE", 0.05)
    module = fake_module(bench.server, over_seconds=0.0)
    return replace(module, open=lambda _: kind(bench.server, module.spec))


def test_an_attempt_that_is_over_takes_no_further_state(bench: Bench) -> None:
    from pamdesk.records.errors import StaleLease

    vault = bench.world.vault
    lease = vault.leases.acquire(bench.app, vault.owner).result()
    begun = vault.journal.begin(lease, target="fake", method="general", who="t", why="").result()
    vault.journal.finish(lease, begun.id, State.NOT_APPLIED, code="", sentence="", changed=False).result()
    with pytest.raises(StaleLease):
        vault.journal.advance(lease, begun.id, State.APPLYING).result()
    assert vault.journal.attempt(begun.id).state is State.NOT_APPLIED


def test_a_password_typed_by_hand_during_a_change_does_not_hide_the_live_one(bench: Bench) -> None:
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.outcome = Outcome.RUNNING
    bench.server.on_announced = lambda: bench.type_password("typed by hand")
    [result] = bench.rotate(bench.app)
    assert result.state is ResultState.IN_DOUBT
    bench.server.outcome = Outcome.OVER
    [result] = bench.recover()
    assert (result.state, bench.world.password(bench.app)) == (ResultState.DONE, "old")
    assert "typed by hand" in bench.kept()


def test_an_account_that_locks_after_two_failures_is_asked_once(bench: Bench) -> None:
    bench.server.lockout_threshold = 2
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.passwords["app"] = "set by a stranger"
    bench.rotate(bench.app)
    bench.recover()
    assert len(bench.server.probed) == 1


def test_a_question_counts_as_failed_before_its_answer_is_known(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that dies over every answer must not ask without end."""
    counted = failed_when_asked(bench, monkeypatch)
    bench.server.lockout_threshold = 6
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.passwords["app"] = "set by a stranger"
    bench.rotate(bench.app)
    assert counted == [1, 2]


def test_a_question_that_did_not_reach_the_server_costs_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = failed_when_asked(
        bench, monkeypatch, TargetError("The connection broke.", TargetErrorKind.UNREACHABLE)
    )
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.rotate(bench.app)
    assert counted
    assert set(counted) == {1}
    assert bench.world.vault.journal.spent(bench.app, datetime.now(UTC) - timedelta(minutes=30)) == 0


def failed_when_asked(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, raises: TargetError | None = None
) -> list[int]:
    """Note at every sign-in how many failed ones the vault counts just then."""
    counted: list[int] = []
    probe = FakeTarget.probe

    async def counting(self: FakeTarget, account: Account, candidate: Secret) -> ProbeResult:
        since = datetime.now(UTC) - timedelta(minutes=30)
        counted.append(bench.world.vault.journal.spent(account.record_id, since))
        if raises is not None:
            raise raises
        return await probe(self, account, candidate)

    monkeypatch.setattr(FakeTarget, "probe", counting)
    return counted


def test_a_small_budget_is_not_spent_on_the_same_secret_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one failed sign-in every half hour, the old password has its turn, and the ones before it."""
    bench.server.lockout_threshold = 2
    bench.rotate(bench.app)
    first = bench.server.passwords["app"]
    bench.rotate(bench.app)
    bench.server.probed.clear()
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.passwords["app"] = first  # a snapshot of the server was restored
    bench.rotate(bench.app)
    monkeypatch.setattr(proving, "WINDOW", timedelta(0))
    bench.recover()
    monkeypatch.setattr(bench.world.vault.journal, "spent", lambda *_: 0)
    bench.recover()
    assert len(bench.server.probed) == len(set(bench.server.probed))
    assert bench.world.password(bench.app) == first


def test_after_a_late_writer_the_new_password_is_asked_again(bench: Bench) -> None:
    bench.server.lockout_threshold = 2
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.rotate(bench.app)
    facts = bench.attempt().facts
    assert facts["rejected"]
    bench.world.vault.journal.late(bench.attempt().id, {"rejected": ""}).result()
    bench.server.passwords["app"] = bench.kept()[0]
    bench.world.vault.journal.spend(bench.app, bench.attempt().id, "accepted", datetime.now(UTC)).result()
    assert [r.state for r in bench.recover()] == [ResultState.DONE]


def test_a_fault_after_the_new_password_was_saved_is_not_told_as_nothing_changed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    async def invariants(self: FakeTarget, account: Account) -> dict[str, str]:
        calls.append(account)
        if len(calls) > 1:
            raise ZeroDivisionError
        return {}

    monkeypatch.setattr(FakeTarget, "invariants", invariants)
    [result] = bench.rotate(bench.app)
    assert bench.world.password(bench.app) == bench.server.passwords["app"] != "old"
    assert (result.state, result.changed) == (ResultState.DONE, True)
    assert "could not be compared" in result.reason
    assert bench.recover() == []


def test_a_full_disk_after_the_new_password_was_saved_is_not_told_as_in_doubt(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Future[Attempt]:
        failed: Future[Attempt] = Future()
        failed.set_exception(VaultFull("The disk is full.", code="vault_full"))
        return failed

    with monkeypatch.context() as patched:
        patched.setattr(bench.world.vault.journal, "finish", full)
        [result] = bench.rotate(bench.app)
    assert result.changed is True
    assert "Either" not in result.reason
    assert [r.state for r in bench.recover()] == [ResultState.DONE]


def test_a_record_in_the_trash_is_not_rotated(bench: Bench) -> None:
    bench.world.vault.records.trash(bench.app, "person")
    [result] = bench.rotate(bench.app)
    assert (result.state, bench.server.applied) == (ResultState.REFUSED, [])


def test_a_second_record_of_the_same_account_is_named_instead_of_outdated(bench: Bench) -> None:
    bench.world.user("app", "old", on=bench.database, title="app again")
    [result] = bench.rotate(bench.app)
    assert (result.state, result.code, bench.server.applied) == (ResultState.REFUSED, "same_account", [])
    assert "app again" in result.reason


def test_the_candidate_that_another_took_the_place_of_is_archived(bench: Bench) -> None:
    bench.rotate(bench.app)
    first = bench.server.passwords["app"]
    bench.rotate(bench.app)
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.passwords["app"] = first  # a snapshot of the server was restored
    bench.rotate(bench.app)
    statuses = [c.status for c in bench.world.vault.journal.candidates(bench.app)]
    assert "staged" not in statuses
    assert statuses.count("current") == 1


def test_a_time_that_ran_out_is_not_told_as_a_take_over(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquire = bench.world.vault.leases.acquire

    def short(user_id: str, owner: object, seconds: float = 60.0) -> object:
        lease = acquire(user_id, owner, seconds).result()  # type: ignore[arg-type]
        done: Future[object] = Future()
        done.set_result(replace(lease, deadline=0.0))
        return done

    monkeypatch.setattr(bench.world.vault.leases, "acquire", short)
    [result] = bench.rotate(bench.app)
    assert "ran out" in result.reason
    assert "Another PamDesk" not in result.reason


def test_confirmed_and_probed_targets_keep_their_proof(bench: Bench) -> None:
    bench.module = fake_module(bench.server, proof=Proof.CONFIRMED)
    [result] = bench.rotate(bench.app)
    assert (result.state, bench.world.password(bench.app)) == (
        ResultState.DONE,
        bench.server.passwords["app"],
    )


def test_an_adoption_that_was_interrupted_makes_no_rejected_password_current(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.rotate(bench.app)
    first = bench.server.passwords["app"]
    bench.rotate(bench.app)
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.passwords["app"] = first  # a snapshot of the server was restored

    journal = bench.world.vault.journal
    with monkeypatch.context() as patched:
        patched.setattr(journal, "promote", stopping_once_proved(journal))
        bench.rotate(bench.app)
    assert bench.attempt().state is State.VERIFIED
    bench.recover()
    assert bench.world.password(bench.app) == first


def test_a_record_is_not_erased_while_nobody_knows_which_password_works(bench: Bench) -> None:
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.outcome = Outcome.RUNNING
    [result] = bench.rotate(bench.app)
    assert result.state is ResultState.IN_DOUBT
    bench.world.vault.records.trash(bench.app, "person")
    with pytest.raises(InvalidRecord):
        bench.world.vault.records.purge(bench.app, "person")
    assert "old" in bench.kept()
    assert len(bench.kept()) == 2


def test_a_doubt_that_a_later_rotation_answered_is_closed(bench: Bench) -> None:
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.passwords["app"] = "set by a stranger"
    [result] = bench.rotate(bench.app)
    assert result.code == "none_works"
    [result] = bench.rotate(bench.app)
    assert result.state is ResultState.DONE
    assert bench.world.vault.journal.attempts(bench.app, unfinished=True) == []
    assert "staged" not in [c.status for c in bench.world.vault.journal.candidates(bench.app)]


def test_a_rejection_where_no_password_was_known_blames_nobody(bench: Bench) -> None:
    unknown = bench.world.user("fresh", None, on=bench.database)
    bench.server.passwords["fresh"] = "set by its maker"
    bench.server.faults = [Fault.CUT_BEFORE]
    [result] = bench.rotate(unknown)
    assert (result.state, result.code) == (ResultState.IN_DOUBT, "none_works")
    assert "no earlier one is kept here" in result.reason
    assert "outside PamDesk" not in result.reason
