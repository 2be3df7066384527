"""The engine's state table, against a fake server: what is asked, what is believed, what is never thrown away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pamdesk import targets
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.events import AccountFinished, Event, Step, StepReached
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.targets.contract import Answer, Outcome, Proof, TargetModule
from pamdesk.vault.jobs import JobOptions
from pamdesk.vault.journal import State
from tests.fakes.server import FakeServer, Fault, fake_module
from tests.worlds import World

QUICK = Limits(inline_patience=0.0, threads=4, first_wait=10.0)


class Bench:
    """A vault with one database on a fake server."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.server = FakeServer()
        self.module = fake_module(self.server)
        self.world = World.create(path)
        self.database = self.world.database("billing-prod", "db.example.com", 5432, "postgresql")
        self.events: list[Event] = []

        def find(*_: object) -> TargetModule:
            return self.module

        monkeypatch.setattr(targets, "for_account", find)

    def user(self, login: str, *, password: str = "old", admin_of: str = "") -> str:
        self.server.passwords[login] = password
        return self.world.user(login, password, on=self.database, admin_of=admin_of)

    def run(self, act: Callable[[Engine], object], limits: Limits = QUICK) -> list[AccountResult]:
        async def work() -> list[AccountResult]:
            engine = Engine(self.world.vault, limits=limits, emit=self.events.append)
            try:
                return list(await act(engine))  # type: ignore[misc]
            finally:
                await engine.close()

        return asyncio.run(work())

    def rotate(
        self, *users: str, options: JobOptions | None = None, limits: Limits = QUICK
    ) -> list[AccountResult]:
        return self.run(lambda engine: engine.rotate(users, who="test", options=options), limits)

    def recover(self) -> list[AccountResult]:
        return self.run(lambda engine: engine.recover(patience=0.0))

    def steps(self) -> list[Step]:
        return [event.step for event in self.events if isinstance(event, StepReached)]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = Bench(tmp_path / "v.pamdesk", monkeypatch)
    yield made
    made.world.vault.close()


@pytest.fixture
def dba(bench: Bench) -> str:
    return bench.user("dba", admin_of=bench.database)


def test_a_proved_change_becomes_current_and_the_old_secret_is_kept(bench: Bench, dba: str) -> None:
    user = bench.user("app")
    [result] = bench.rotate(user)
    assert (result.state, result.changed, result.code) == (ResultState.DONE, True, "ok")
    assert bench.world.password(user) == bench.server.passwords["app"] != "old"
    kept = [c.secret.reveal() for c in bench.world.vault.journal.candidates(user)]
    assert "old" in kept
    assert result.reason.startswith("Changed on billing-prod at ")


def test_steps_light_up_in_order(bench: Bench, dba: str) -> None:
    bench.rotate(bench.user("app"))
    assert bench.steps() == [Step.CHECKED, Step.SAVED, Step.SENT, Step.PROVED, Step.CURRENT, Step.FINISHED]


@pytest.mark.parametrize("fault", [Fault.REFUSE, Fault.REFUSE_AFTER])
def test_a_proven_refusal_leaves_the_old_secret_current(bench: Bench, dba: str, fault: Fault) -> None:
    user = bench.user("app")
    bench.server.faults = [fault]
    [result] = bench.rotate(user)
    assert (result.state, result.changed) == (ResultState.REFUSED, False)
    assert bench.world.password(user) == "old"
    assert bench.world.vault.journal.attempts(user)[0].state is State.REFUSED


def test_silence_before_anything_was_announced_is_a_failure_that_changed_nothing(
    bench: Bench, dba: str
) -> None:
    user = bench.user("app")
    bench.server.faults = [Fault.SILENT]
    [result] = bench.rotate(user)
    assert (result.state, result.changed, result.code) == (ResultState.FAILED, False, "unreachable")


@pytest.mark.parametrize(
    ("fault", "state", "changed"),
    [(Fault.CUT_AFTER, ResultState.DONE, True), (Fault.CUT_BEFORE, ResultState.FAILED, False)],
)
def test_a_lost_answer_is_settled_by_asking_the_server(
    bench: Bench, dba: str, fault: Fault, state: ResultState, changed: bool
) -> None:
    user = bench.user("app")
    bench.server.faults = [fault]
    [result] = bench.rotate(user)
    assert (result.state, result.changed) == (state, changed)
    assert bench.world.password(user) == bench.server.passwords["app"]


def test_new_rejected_is_not_believed_while_the_change_may_still_land(bench: Bench, dba: str) -> None:
    user = bench.user("app")
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.outcome = Outcome.RUNNING
    [result] = bench.rotate(user)
    assert (result.state, result.changed) == (ResultState.IN_DOUBT, None)
    [attempt] = bench.world.vault.journal.attempts(user, unfinished=True)
    assert attempt.next_ask is not None
    # The commit lands after all: the next question finds it.
    staged = bench.world.vault.journal.candidates(user)[0].secret.reveal()
    bench.server.passwords["app"] = staged
    [result] = bench.recover()
    assert (result.state, bench.world.password(user)) == (ResultState.DONE, staged)


def test_old_still_accepted_proves_nothing_when_new_is_accepted_too(bench: Bench, dba: str) -> None:
    user = bench.user("app")
    bench.server.old_works_too["app"] = "old"
    bench.server.faults = [Fault.CUT_AFTER]
    [result] = bench.rotate(user)
    assert (result.state, bench.world.password(user)) == (ResultState.DONE, bench.server.passwords["app"])


def test_an_unanswered_probe_keeps_both_candidates_and_asks_again(bench: Bench, dba: str) -> None:
    user = bench.user("app")
    bench.server.faults = [Fault.CUT_AFTER]
    bench.server.probe_answers = [Answer.UNKNOWN]
    [result] = bench.rotate(user)
    assert result.state is ResultState.IN_DOUBT
    assert bench.world.password(user) == "old"
    assert bench.server.passwords["app"] in [
        c.secret.reveal() for c in bench.world.vault.journal.candidates(user)
    ]
    assert [r.state for r in bench.recover()] == [ResultState.DONE]
    assert bench.world.password(user) == bench.server.passwords["app"]


def test_a_second_rotation_never_goes_over_an_account_in_doubt(bench: Bench, dba: str) -> None:
    user = bench.user("app")
    bench.server.faults = [Fault.CUT_AFTER]
    bench.server.probe_answers = [Answer.UNKNOWN, Answer.UNKNOWN]
    bench.rotate(user)
    [result] = bench.rotate(user)
    assert result.state is ResultState.IN_DOUBT
    assert bench.server.applied == ["app"]


def test_when_neither_works_an_archived_candidate_is_found(bench: Bench, dba: str) -> None:
    user = bench.user("app")
    bench.rotate(user)
    first = bench.server.passwords["app"]
    bench.rotate(user)
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.passwords["app"] = first  # a snapshot of the server was restored
    [result] = bench.rotate(user)
    assert (result.state, bench.world.password(user)) == (ResultState.DONE, first)


def test_when_none_works_a_person_is_told_and_an_admin_may_set_a_new_one(bench: Bench, dba: str) -> None:
    user = bench.user("app")
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.passwords["app"] = "set by a stranger"
    [result] = bench.rotate(user)
    assert (result.state, result.code) == (ResultState.IN_DOUBT, "none_works")
    [result] = bench.rotate(user)
    assert (result.state, bench.world.password(user)) == (ResultState.DONE, bench.server.passwords["app"])
    assert bench.recover() == []


def test_a_driver_bug_after_the_announcement_is_settled_and_its_text_is_never_logged(
    bench: Bench, dba: str, caplog: pytest.LogCaptureFixture
) -> None:
    user = bench.user("app")
    bench.server.faults = [Fault.BUG]
    [result] = bench.rotate(user)
    assert (result.state, result.changed) == (ResultState.FAILED, False)
    staged = bench.world.vault.journal.candidates(user)[0].secret.reveal()
    assert "ZeroDivisionError" in caplog.text
    assert staged not in caplog.text


def test_probes_stop_before_they_lock_the_account(bench: Bench, dba: str) -> None:
    user = bench.user("app")
    bench.server.lockout_threshold = 3  # a third of it: one failed sign-in
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.passwords["app"] = "set by a stranger"
    bench.rotate(user)
    for _ in range(5):
        bench.recover()
    assert len(bench.server.probed) <= 2


def test_blocked_but_right_is_proof(bench: Bench, dba: str) -> None:
    user = bench.user("app")
    bench.server.blocked = True
    [result] = bench.rotate(user)
    assert (result.state, result.code) == (ResultState.DONE, "blocked")
    assert bench.world.password(user) == bench.server.passwords["app"]


def test_flags_that_differ_afterwards_are_said(bench: Bench, dba: str) -> None:
    user = bench.user("app")
    bench.server.flags_after = {"plugin": "other"}
    [result] = bench.rotate(user)
    assert (result.state, result.code) == (ResultState.DONE, "flags_differ")
    assert "plugin was native, is other" in result.reason


def test_a_change_that_cannot_be_probed_is_settled_by_sending_the_same_again(bench: Bench, dba: str) -> None:
    bench.module = fake_module(bench.server, proof=Proof.CONFIRMED)
    user = bench.user("app")
    bench.server.faults = [Fault.CUT_AFTER]
    [result] = bench.rotate(user)
    assert result.state is ResultState.DONE
    assert bench.server.applied == ["app", "app"]
    assert bench.world.password(user) == bench.server.passwords["app"]
    assert bench.server.probed == []


def test_a_policy_refusal_of_the_repeat_is_left_to_a_person(bench: Bench, dba: str) -> None:
    bench.module = fake_module(bench.server, proof=Proof.CONFIRMED)
    user = bench.user("app")
    bench.server.faults = [Fault.CUT_AFTER, Fault.REFUSE_AFTER]
    [result] = bench.rotate(user)
    assert (result.state, result.changed) == (ResultState.IN_DOUBT, None)


def test_one_session_serves_many_users_and_at_most_four_at_once(bench: Bench, dba: str) -> None:
    users = [bench.user(f"app{n}") for n in range(20)]
    bench.server.delay = 0.01
    results = bench.rotate(*users)
    assert {r.state for r in results} == {ResultState.DONE}
    assert bench.server.most_in_flight == 4
    assert bench.server.sessions == 0


def test_the_admin_that_a_batch_needs_is_rotated_last(bench: Bench, dba: str) -> None:
    users = [bench.user(f"app{n}") for n in range(3)]
    results = bench.rotate(dba, *users)
    assert {r.state for r in results} == {ResultState.DONE}
    assert bench.server.applied[-1] == "dba"


def test_a_batch_stops_after_three_failures(bench: Bench, dba: str) -> None:
    users = [bench.user(f"app{n}") for n in range(9)]
    bench.server.faults = [Fault.REFUSE] * 9
    results = bench.rotate(*users, options=JobOptions(concurrency=1))
    assert [r.state for r in results].count(ResultState.REFUSED) == 3
    assert {r.code for r in results if r.state is ResultState.SKIPPED} == {"batch_stopped"}


def test_a_canary_goes_alone(bench: Bench, dba: str) -> None:
    users = [bench.user(f"app{n}") for n in range(4)]
    bench.server.faults = [Fault.REFUSE]
    results = bench.rotate(*users, options=JobOptions(canary=True, stop_after_failures=1))
    assert bench.server.applied == ["app0"]
    assert [r.state for r in results].count(ResultState.SKIPPED) == 3


def test_a_silent_host_is_left_alone_after_three_failures(bench: Bench, dba: str) -> None:
    users = [bench.user(f"app{n}") for n in range(8)]
    bench.server.reachable = False
    results = bench.rotate(*users, options=JobOptions(concurrency=1))
    codes = [r.code for r in results]
    assert codes == ["unreachable"] * 3 + ["host_down"] * 5
    assert {r.changed for r in results} == {False}


def test_the_first_switch_that_is_off_is_named(bench: Bench, dba: str) -> None:
    user = bench.user("app")
    vault = bench.world.vault
    database = vault.records.get(bench.database)
    vault.records.update(database.with_fields({"rotation_enabled": False}), who="test")
    [result] = bench.rotate(user)
    assert (result.state, result.code) == (ResultState.REFUSED, "off")
    assert "Rotation is off for billing-prod." in result.reason


def test_every_result_is_told_once(bench: Bench, dba: str) -> None:
    users = [bench.user(f"app{n}") for n in range(5)]
    bench.rotate(*users)
    told = [event.result.id for event in bench.events if isinstance(event, AccountFinished)]
    assert sorted(told) == sorted(users)


def test_what_was_switched_off_while_it_waited_for_its_host_is_not_rotated(bench: Bench, dba: str) -> None:
    users = [bench.user(f"app{n}") for n in range(16)]
    bench.server.delay = 0.2
    vault = bench.world.vault

    def switch_off() -> None:
        bench.server.on_announced = None
        settings = vault.rotation_settings.get(users[15])
        assert settings is not None
        vault.rotation_settings.set(replace(settings, enabled=False), who="test")

    bench.server.on_announced = switch_off
    results = bench.rotate(*users, options=JobOptions(canary=False))
    assert [(r.id, r.code) for r in results if r.state is not ResultState.DONE] == [(users[15], "off")]
    assert "app15" not in bench.server.applied


def test_an_account_that_changes_itself_is_not_signed_in_with_the_old_secret_to_ask(bench: Bench) -> None:
    user = bench.user("app", admin_of=bench.database)
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.outcome = Outcome.NOT_APPLIED  # what it would say, if it were asked
    [result] = bench.rotate(user)
    # Only its time limit ends the attempt, so "new rejected" is not believed yet, and the old one was not tried.
    assert (result.state, result.changed) == (ResultState.IN_DOUBT, None)
    assert "old" not in bench.server.probed


@pytest.mark.parametrize(
    ("outcome", "state", "code"),
    [
        (Outcome.RUNNING, ResultState.IN_DOUBT, "no_answer"),
        (Outcome.UNKNOWN, ResultState.IN_DOUBT, "end_not_told"),
        (Outcome.NOT_APPLIED, ResultState.FAILED, "not_applied"),
        (Outcome.OVER, ResultState.FAILED, "not_applied"),
    ],
)
def test_where_a_change_knows_no_time_limit_the_server_says_whether_it_is_over(
    bench: Bench, outcome: Outcome, state: ResultState, code: str
) -> None:
    bench.module = fake_module(bench.server, over_seconds=-1.0, ends_by_itself=False)
    user = bench.user("app", admin_of=bench.database)
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.outcome = outcome
    [result] = bench.rotate(user)
    assert (result.state, result.code) == (state, code)


def test_a_change_that_lands_while_its_end_is_asked_for_is_found(bench: Bench) -> None:
    bench.module = fake_module(bench.server, over_seconds=-1.0, ends_by_itself=False)
    user = bench.user("app", admin_of=bench.database)
    bench.server.faults = [Fault.CUT_BEFORE]
    # New is rejected, old is accepted, then the COMMIT is over, and new is accepted.
    bench.server.outcome = Outcome.APPLIED
    bench.server.probe_answers = [Answer.REJECTED, Answer.ACCEPTED, Answer.ACCEPTED]
    [result] = bench.rotate(user)
    assert (result.state, result.changed) == (ResultState.DONE, True)
    assert bench.world.password(user) == bench.server.probed[-1] != "old"


def test_an_archived_secret_is_not_adopted_while_the_change_may_still_land(bench: Bench, dba: str) -> None:
    bench.module = fake_module(bench.server, over_seconds=-1.0, ends_by_itself=False)
    user = bench.user("app")
    assert bench.rotate(user)[0].state is ResultState.DONE
    bench.server.passwords["app"] = "old"  # somebody has set the first one again
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.outcome = Outcome.UNKNOWN
    assert bench.rotate(user)[0].state is ResultState.IN_DOUBT
    assert bench.world.password(user) != "old"


def test_the_preview_says_how_the_new_secret_will_be_proved(bench: Bench, dba: str) -> None:
    user = bench.user("app")

    def preview() -> str:
        async def work() -> str:
            engine = Engine(bench.world.vault, limits=QUICK)
            [plan] = await engine.plan([user])
            await engine.close()
            return plan.steps[-2]

        return asyncio.run(work())

    assert preview() == "Sign in to billing-prod as app with the new password."
    bench.module = fake_module(bench.server, proof=Proof.CONFIRMED)
    assert preview().startswith("Take AWS's word for it")
    assert bench.server.applied == []
