"""What is left to do after a secret is current: by whom it is taken up, and what it must not touch."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pamdesk.records.errors import VaultError
from pamdesk.records.secret import Secret
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.services.states import AccountWord, StateReader
from pamdesk.vault.jobs import BatchState, JobOptions
from pamdesk.vault.journal import Attempt, State
from tests.fakes.bench import FakeBench
from tests.fakes.proved import stopping_once_proved
from tests.fakes.server import Fault
from tests.unit.test_rotation_crashes import full
from tests.unit.test_rotation_off import Changing, changing


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBench]:
    made = FakeBench(tmp_path / "v.pamdesk", monkeypatch)
    yield made
    made.world.vault.close()


def test_an_older_attempt_that_is_settled_after_a_late_word_leaves_no_doubt_behind(bench: FakeBench) -> None:
    bench.server.faults = [Fault.CUT_BEFORE]
    [first] = bench.rotate(bench.app)
    assert first.code == "not_applied"
    late = bench.attempt().id
    assert [result.code for result in bench.rotate(bench.app)] == ["ok"]
    bench.world.vault.journal.late(late).result()
    assert bench.world.vault.journal.account_state(bench.app).state == "in_doubt"
    bench.recover()
    assert bench.world.vault.journal.attempt(late).state is State.NOT_APPLIED
    view = StateReader(bench.world.vault).of([bench.app])[bench.app]
    assert (view.word, view.proved_at is not None) == (AccountWord.DONE, True)


def test_of_two_late_words_the_last_that_is_settled_ends_the_doubt(bench: FakeBench) -> None:
    late = []
    for _ in range(2):
        bench.server.faults = [Fault.CUT_BEFORE]
        bench.rotate(bench.app)
        late.append(bench.attempt().id)
    assert [result.code for result in bench.rotate(bench.app)] == ["ok"]
    journal = bench.world.vault.journal
    for attempt_id in reversed(late):
        journal.late(attempt_id).result()
    lease = bench.world.vault.leases.acquire(bench.app, bench.world.vault.owner).result()
    words = []
    for attempt_id in late:
        ended = journal.finish(lease, attempt_id, State.NOT_APPLIED, code="x", sentence="", changed=False)
        ended.result()
        words.append(journal.account_state(bench.app).state)
    assert words == ["in_doubt", "done"]


def test_a_secret_that_never_signed_in_by_itself_keeps_the_old_one_also_after_a_crash(
    bench: FakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account has expired: the new key is right, and whoever uses the old one cannot be told that it works."""
    bench.module = changing(bench.server, retires=True)
    bench.server.blocked = True
    for missing in ("promote", "finish"):  # the program ends before the promotion, and before the closing
        with monkeypatch.context() as crash:
            crash.setattr(bench.world.vault.journal, missing, full)
            bench.rotate(bench.app)
        assert bench.attempt().finished is None
        [result] = bench.recover()
        assert (result.state, result.code) == (ResultState.DONE, "blocked")
    assert "retired" not in bench.server.applied


def test_nothing_is_removed_from_a_place_to_which_the_account_was_linked_meanwhile(
    bench: FakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.module = changing(bench.server, retires=True)
    monkeypatch.setattr("pamdesk.targets.ALL", (bench.module,))
    with monkeypatch.context() as crash:
        crash.setattr("pamdesk.rotation.promoting.retire", crashing)
        bench.rotate(bench.app)
    assert bench.attempt().state is State.PROMOTED
    records = bench.world.vault.records
    records.update(records.get(bench.database).with_fields({"host": "db2.example.com"}), who="test")
    [result] = bench.recover()
    assert (result.state, bench.attempt().state, bench.attempt().code) == (
        ResultState.DONE,
        State.DONE,
        "old_left",
    )
    assert "goes on working on db.example.com" in result.reason
    assert "retired" not in bench.server.applied


async def crashing(*_: object) -> tuple[str, str]:
    raise ZeroDivisionError


def verified(bench: FakeBench, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Leave an attempt whose secret was proved, and return when at the latest."""
    with monkeypatch.context() as crash:
        journal = bench.world.vault.journal
        crash.setattr(journal, "promote", stopping_once_proved(journal))
        bench.rotate(bench.app)
    assert bench.attempt().state is State.VERIFIED
    return datetime.now(UTC)


def test_what_was_proved_before_a_crash_is_not_told_as_proved_after_it(
    bench: FakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    proved = verified(bench, monkeypatch)
    bench.clock.ahead = timedelta(days=1)
    bench.server.probed.clear()
    [result] = bench.recover()
    assert (result.state, bench.server.probed) == (ResultState.DONE, [])
    at = bench.world.vault.journal.account_state(bench.app).proved_at
    assert at is not None
    assert at <= proved


def test_a_password_entered_between_the_proof_and_a_restart_is_not_replaced_unasked(
    bench: FakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified(bench, monkeypatch)
    records = bench.world.vault.records
    records.update(records.get(bench.app).with_fields({"password": Secret("reset by hand")}), who="ann")
    bench.server.passwords["app"] = "reset by hand"
    [result] = bench.recover()
    assert (result.state, bench.world.password(bench.app)) == (ResultState.FAILED, "reset by hand")


def test_a_closing_that_was_interrupted_is_no_grace(
    bench: FakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.module = changing(bench.server, retires=True)
    with monkeypatch.context() as crash:
        crash.setattr(Changing, "retire", crashing)
        bench.rotate(bench.app)
    assert bench.attempt().state is State.RETIRING
    sentence = bench.attempt().sentence
    records = bench.world.vault.records
    records.update(records.get(bench.app).with_fields({"managed": True}), who="test")
    bench.recover()  # cannot be asked, and is asked again later
    assert bench.attempt().next_ask is not None
    records.update(records.get(bench.app).with_fields({"managed": False}), who="test")
    bench.clock.ahead = timedelta(hours=2)
    bench.recover()
    assert (bench.attempt().state, bench.server.applied[-1]) == (State.DONE, "retired")
    assert bench.attempt().sentence == sentence


def test_a_batch_that_had_stopped_itself_stays_stopped_after_a_restart(bench: FakeBench) -> None:
    users = [bench.user(f"app{n}") for n in range(4)]
    vault = bench.world.vault
    options = JobOptions(canary=False, stop_after_failures=2)
    batch = vault.jobs.create(users, who="t", why="", options=options).result()
    for user in users[:2]:
        vault.jobs.set_item(batch.id, user, "refused", code="42501").result()

    async def act(engine: Engine) -> list[AccountResult]:
        await engine.start()
        await asyncio.sleep(0.5)
        return []

    bench.run(act)
    assert bench.server.applied == []
    items = {item.user_id: item.code for item in vault.jobs.items(batch.id)}
    assert [items[user] for user in users] == ["42501", "42501", "batch_stopped", "batch_stopped"]
    assert vault.jobs.get(batch.id).state is BatchState.DONE


def test_a_vault_that_cannot_be_read_for_a_moment_takes_no_batch_with_it(
    bench: FakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = bench.user("app2")
    attempts = bench.world.vault.journal.attempts

    def failing(user_id: str | None = None, *args: Any, **named: Any) -> list[Attempt]:
        if user_id == bench.app:
            raise VaultError("The vault could not be read.", code="vault_read")
        return attempts(user_id, *args, **named)

    monkeypatch.setattr(bench.world.vault.journal, "attempts", failing)
    results = {result.id: result for result in bench.rotate(bench.app, other)}
    assert results[other].state is ResultState.DONE
    assert (results[bench.app].state, results[bench.app].changed) == (ResultState.IN_DOUBT, None)
