"""Schedules, restarts, pause, resume and cancel, against a fake server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pamdesk import targets
from pamdesk.records.errors import VaultFull
from pamdesk.records.schedule import Schedule, ScheduleKind
from pamdesk.records.secret import Secret
from pamdesk.rotation import engine as engine_module
from pamdesk.rotation import leftovers
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.events import AccountFinished, Event
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import ResultState
from pamdesk.vault.jobs import BatchState, JobOptions
from pamdesk.vault.journal import Attempt, State
from pamdesk.vault.leases import Owner
from pamdesk.vault.machine import this_machine
from tests.fakes.server import FakeServer, Fault, fake_module
from tests.worlds import TEST, World

HOURLY = Schedule(kind=ScheduleKind.CRON, cron="0 0 * * * ?", zone="Asia/Tokyo")
QUICK = Limits(inline_patience=0.0, threads=2)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> FakeServer:
    made = FakeServer()
    module = fake_module(made)
    monkeypatch.setattr(targets, "for_account", lambda *_: module)
    return made


@pytest.fixture
def world(tmp_path: Path, server: FakeServer) -> Iterator[World]:
    made = World.create(tmp_path / "v.pamdesk")
    yield made
    made.vault.close()


@pytest.fixture
def database(world: World, server: FakeServer) -> str:
    made = world.database("billing-prod", "db.example.com", 5432, "postgresql")
    server.passwords["dba"] = "old"
    world.user("dba", "old", on=made, admin_of=made)
    return made


def scheduled(
    world: World, server: FakeServer, database: str, schedule: Schedule | None, changed: datetime
) -> str:
    """Add an account whose settings were last changed then."""
    login = f"app{len(server.passwords)}"
    server.passwords[login] = "old"
    user = world.user(login, "old", on=database, schedule=schedule)
    settings = world.vault.rotation_settings.get(user)
    assert settings is not None
    world.vault.rotation_settings.set(replace(settings, changed=changed), who=TEST)
    return user


async def serve_for(world: World, seconds: float) -> None:
    engine = Engine(world.vault, limits=QUICK)
    serving = asyncio.create_task(engine.serve())
    await asyncio.sleep(seconds)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    await engine.close()


def test_missed_runs_are_caught_up_once_and_a_restart_rotates_nothing_again(
    world: World, server: FakeServer, database: str
) -> None:
    scheduled(world, server, database, HOURLY, datetime.now(UTC) - timedelta(hours=7))
    for _ in range(3):
        asyncio.run(serve_for(world, 1.6))
    assert server.applied == ["app1"]


def test_an_account_whose_time_is_ahead_is_left_alone(
    world: World, server: FakeServer, database: str
) -> None:
    scheduled(world, server, database, replace(HOURLY, cron="0 0 3 1 1 ?"), datetime.now(UTC))
    asyncio.run(serve_for(world, 1.6))
    assert server.applied == []


def test_a_changed_schedule_counts_from_its_change(world: World, server: FakeServer, database: str) -> None:
    user = scheduled(world, server, database, HOURLY, datetime.now(UTC) - timedelta(hours=7))
    settings = world.vault.rotation_settings.get(user)
    assert settings is not None
    world.vault.rotation_settings.set(replace(settings, changed=datetime.now(UTC)), who=TEST)
    assert due_in(world) == []


def due_in(world: World) -> list[str]:
    async def work() -> list[str]:
        engine = Engine(world.vault, limits=QUICK)
        due = engine.due()
        await engine.close()
        return due

    return asyncio.run(work())


def test_the_configurations_schedule_holds_by_reference(
    world: World, server: FakeServer, database: str
) -> None:
    user = scheduled(world, server, database, None, datetime.now(UTC) - timedelta(hours=30))
    assert due_in(world) == []
    configuration = world.vault.records.get(world.configuration)
    world.vault.records.update(configuration.with_fields({"default_schedule": "daily 03:00 UTC"}), who=TEST)
    assert due_in(world) == [user]


def test_a_failed_run_is_not_repeated_before_its_next_time(
    world: World, server: FakeServer, database: str
) -> None:
    scheduled(world, server, database, HOURLY, datetime.now(UTC) - timedelta(hours=7))
    server.faults = [Fault.REFUSE]
    asyncio.run(serve_for(world, 2.6))
    assert server.applied == ["app1"]


def test_two_programs_on_one_vault_rotate_a_due_account_once(
    world: World, server: FakeServer, database: str
) -> None:
    scheduled(world, server, database, HOURLY, datetime.now(UTC) - timedelta(hours=7))
    server.delay = 0.3

    async def both() -> None:
        engines = [
            Engine(world.vault, limits=QUICK, owner=Owner(name, world.vault.owner.process))
            for name in ("a", "b")
        ]
        serving = [asyncio.create_task(engine.serve()) for engine in engines]
        await asyncio.sleep(2.5)
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)
        for engine in engines:
            await engine.close()

    asyncio.run(both())
    assert server.applied == ["app1"]


def test_cancel_skips_what_has_not_begun_and_says_so(world: World, server: FakeServer, database: str) -> None:
    users = [scheduled(world, server, database, None, datetime.now(UTC)) for _ in range(6)]
    server.delay = 0.2

    async def work() -> list[ResultState]:
        engine = Engine(world.vault, limits=QUICK)
        running = asyncio.create_task(
            engine.rotate(users, who="test", options=JobOptions(concurrency=1, canary=False))
        )
        while len(server.applied) < 2:
            await asyncio.sleep(0.01)
        [batch] = engine.batches()
        engine.cancel(batch)
        results = await running
        await engine.close()
        assert world.vault.jobs.get(batch).state is BatchState.CANCELLED
        return [r.state for r in results]

    states = asyncio.run(work())
    assert states.count(ResultState.DONE) == 2
    assert states.count(ResultState.SKIPPED) == 4


def test_a_paused_batch_stays_paused_over_a_restart_and_a_running_one_goes_on(
    world: World, server: FakeServer, database: str
) -> None:
    users = [scheduled(world, server, database, None, datetime.now(UTC)) for _ in range(4)]
    server.delay = 0.1

    async def begin_and_leave(*, paused: bool) -> None:
        engine = Engine(world.vault, limits=QUICK, owner=Owner(world.vault.owner.machine, "x" * 22))
        running = asyncio.create_task(
            engine.rotate(users, who="test", options=JobOptions(concurrency=1, canary=False))
        )
        while not server.applied:
            await asyncio.sleep(0.01)
        if paused:
            engine.pause(engine.batches()[0])
        await engine.close()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(begin_and_leave(paused=True))
    asyncio.run(serve_for(world, 1.6))
    assert len(server.applied) == 1
    [batch] = world.vault.jobs.active()
    assert batch.state is BatchState.PAUSED
    world.vault.jobs.set_state(batch.id, BatchState.RUNNING).result()
    asyncio.run(serve_for(world, 2.0))
    assert len(server.applied) == 4
    assert world.vault.jobs.get(batch.id).state is BatchState.DONE


# -- what is left behind -----------------------------------------------------------------------------------------------


def left_behind(
    world: World,
    user: str,
    owner: Owner,
    *,
    batch_id: str | None = None,
    state: State = State.APPLYING,
) -> Attempt:
    """Leave an attempt as a program does that ends directly before it sends: APPLYING, and nobody at it."""
    journal = world.vault.journal
    lease = world.vault.leases.acquire(user, owner).result()
    begun = journal.begin(lease, target="fake", method="general", who="t", why="", batch_id=batch_id).result()
    journal.stage(lease, begun.id, Secret("candidate")).result()
    left = journal.advance(lease, begun.id, state).result()
    if owner == world.vault.owner:
        world.vault.leases.release(lease).result()
    return left


DEAD = Owner(this_machine(), "gone")


def test_an_attempt_that_another_program_leaves_is_asked_about_without_a_restart(
    world: World, server: FakeServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leftovers, "_LEFT_ALONE", timedelta(0))
    user = scheduled(world, server, database, None, datetime.now(UTC))

    async def work() -> None:
        serving = asyncio.create_task(serve_for(world, 2.6))
        await asyncio.sleep(0.3)
        left_behind(world, user, DEAD)
        await serving

    asyncio.run(work())
    [attempt] = world.vault.journal.attempts(user)
    assert attempt.state is State.NOT_APPLIED


def test_accounts_in_doubt_hide_no_older_one_that_waits(
    world: World, server: FakeServer, database: str
) -> None:
    waiting = scheduled(world, server, database, None, datetime.now(UTC))
    left_behind(world, waiting, world.vault.owner)
    journal, doubtful = world.vault.journal, scheduled(world, server, database, None, datetime.now(UTC))
    lease = world.vault.leases.acquire(doubtful, world.vault.owner).result()
    for _ in range(100):
        begun = journal.begin(lease, target="fake", method="general", who="t", why="").result()
        journal.finish(lease, begun.id, State.IN_DOUBT, code="", sentence="", changed=None).result()
    world.vault.leases.release(lease).result()

    async def work() -> list[str]:
        engine = Engine(world.vault, limits=QUICK)
        found = engine.unfinished()
        await engine.close()
        return found

    assert waiting in asyncio.run(work())


def test_schedules_go_on_after_the_vault_could_not_be_read_once(
    world: World, server: FakeServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = world.vault.changes
    failed: list[bool] = []

    def once() -> int:
        if not failed:
            failed.append(True)
            raise VaultFull("The disk did not answer.", code="vault_disk")
        return changes()

    monkeypatch.setattr(world.vault, "changes", once)
    scheduled(world, server, database, HOURLY, datetime.now(UTC) - timedelta(hours=7))
    asyncio.run(serve_for(world, 2.6))
    assert server.applied == ["app1"]


def test_a_scheduled_account_that_the_plan_refuses_is_told_once(
    world: World, server: FakeServer, database: str
) -> None:
    user = scheduled(world, server, database, HOURLY, datetime.now(UTC) - timedelta(hours=7))
    record = world.vault.records.get(database)
    world.vault.records.update(record.with_fields({"rotation_enabled": False}), who=TEST)
    told: list[Event] = []

    async def work() -> None:
        engine = Engine(world.vault, limits=QUICK, emit=told.append)
        serving = asyncio.create_task(engine.serve())
        for n in range(3):  # every change of the vault makes the engine look at its schedules
            await asyncio.sleep(1.1)
            world.vault.settings.set("n", n)
        serving.cancel()
        await engine.close()

    asyncio.run(work())
    assert len([event for event in told if isinstance(event, AccountFinished)]) == 1
    assert world.vault.journal.account_state(user).code == "off"


def test_an_account_that_is_erased_meanwhile_takes_no_batch_with_it(
    world: World, server: FakeServer, database: str
) -> None:
    first = scheduled(world, server, database, None, datetime.now(UTC))
    server.faults = [Fault.REFUSE]
    options = JobOptions(concurrency=1, canary=False, stop_after_failures=1)

    async def work() -> list[str]:
        engine = Engine(world.vault, limits=QUICK)
        results = await engine.rotate([first, "erased"], who=TEST, options=options)
        await engine.close()
        return [result.code for result in results]

    assert asyncio.run(work()) == ["42501", "batch_stopped"]


def test_results_are_told_although_the_batch_could_not_be_written(
    world: World, server: FakeServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = scheduled(world, server, database, None, datetime.now(UTC))

    def full(*_: object, **__: object) -> Future[None]:
        failed: Future[None] = Future()
        failed.set_exception(VaultFull("The disk is full.", code="vault_full"))
        return failed

    monkeypatch.setattr(world.vault.jobs, "set_item", full)

    async def work() -> list[ResultState]:
        engine = Engine(world.vault, limits=QUICK)
        results = await engine.rotate([user], who=TEST)
        await engine.close()
        return [result.state for result in results]

    assert asyncio.run(work()) == [ResultState.DONE]


def test_a_batch_is_shown_to_be_worked_on_again_after_the_disk_was_full(
    world: World, server: FakeServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = scheduled(world, server, database, None, datetime.now(UTC))
    server.delay = 0.3
    heartbeat = world.vault.jobs.heartbeat
    beats: list[bool] = []

    def full_once(batch_id: str, owner: Owner) -> Future[bool]:
        beats.append(bool(beats))
        if beats[-1]:
            return heartbeat(batch_id, owner)
        failed: Future[bool] = Future()
        failed.set_exception(VaultFull("The disk is full.", code="vault_full"))
        return failed

    monkeypatch.setattr(world.vault.jobs, "heartbeat", full_once)
    monkeypatch.setattr(engine_module, "_BEAT", 0.05)

    async def work() -> list[ResultState]:
        engine = Engine(world.vault, limits=QUICK)
        results = await engine.rotate([user], who=TEST)
        await engine.close()
        return [result.state for result in results]

    assert asyncio.run(work()) == [ResultState.DONE]
    assert beats[:2] == [False, True]


def test_a_long_batch_goes_on_after_a_kill(
    world: World, server: FakeServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = scheduled(world, server, database, None, datetime.now(UTC))
    jobs = world.vault.jobs
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "_clock", lambda: datetime.now(UTC) - timedelta(hours=2))
        batch = jobs.create([user], who=TEST, why="", owner=DEAD).result()
    jobs.heartbeat(batch.id, DEAD).result()
    asyncio.run(serve_for(world, 0.6))
    assert (jobs.get(batch.id).state, server.applied) == (BatchState.DONE, ["app1"])


def test_a_batch_that_is_taken_up_does_not_stumble_over_its_own_questions(
    world: World, server: FakeServer, database: str
) -> None:
    users = [scheduled(world, server, database, None, datetime.now(UTC)) for _ in range(4)]
    batch = world.vault.jobs.create(users, who=TEST, why="", owner=DEAD).result()
    for user in users:
        left_behind(world, user, DEAD, batch_id=batch.id)
    asyncio.run(serve_for(world, 1.0))
    assert {item.state for item in world.vault.jobs.items(batch.id)} == {"failed"}
    assert server.applied == []


def recover(world: World) -> list[tuple[ResultState, str]]:
    async def work() -> list[tuple[ResultState, str]]:
        engine = Engine(world.vault, limits=QUICK)
        results = await engine.recover(patience=0.0)
        await engine.close()
        return [(result.state, result.code) for result in results]

    return asyncio.run(work())


def batch_of(world: World, users: list[str]) -> str:
    """Make a batch whose program is gone."""
    return world.vault.jobs.create(users, who=TEST, why="", owner=DEAD).result().id


def items(world: World, batch_id: str) -> list[tuple[str, str, bool | None]]:
    return [(each.state, each.code, each.changed) for each in world.vault.jobs.items(batch_id)]


def test_what_recovery_settled_is_closed_in_its_batch_and_begun_by_no_restart(
    world: World, server: FakeServer, database: str
) -> None:
    changed, unchanged = (scheduled(world, server, database, None, datetime.now(UTC)) for _ in range(2))
    server.passwords["app1"] = "candidate"
    batch = batch_of(world, [changed, unchanged])
    for user in (changed, unchanged):
        left_behind(world, user, DEAD, batch_id=batch)
    assert recover(world) == [(ResultState.FAILED, "not_applied"), (ResultState.DONE, "ok")]
    assert items(world, batch) == [("done", "ok", True), ("failed", "not_applied", False)]
    assert world.vault.jobs.get(batch).state is BatchState.DONE
    asyncio.run(serve_for(world, 1.0))
    assert server.applied == []


def test_recovery_leaves_a_batch_open_whose_other_accounts_wait(
    world: World, server: FakeServer, database: str
) -> None:
    settled, waiting = (scheduled(world, server, database, None, datetime.now(UTC)) for _ in range(2))
    server.passwords["app1"] = "candidate"
    batch = batch_of(world, [settled, waiting])
    left_behind(world, settled, DEAD, batch_id=batch)
    recover(world)
    assert [item[0] for item in items(world, batch)] == ["done", "waiting"]
    assert world.vault.jobs.get(batch).state is BatchState.RUNNING
    asyncio.run(serve_for(world, 1.0))
    assert server.applied == ["app2"]
    assert world.vault.jobs.get(batch).state is BatchState.DONE


def test_an_account_that_ended_before_its_batch_was_told_is_not_begun_again(
    world: World, server: FakeServer, database: str
) -> None:
    user = scheduled(world, server, database, None, datetime.now(UTC))
    batch, journal = batch_of(world, [user]), world.vault.journal
    lease = world.vault.leases.acquire(user, world.vault.owner).result()
    begun = journal.begin(lease, target="fake", method="general", who="t", why="", batch_id=batch).result()
    candidate = journal.stage(lease, begun.id, Secret("candidate")).result()
    journal.promote(lease, begun.id, candidate.id, sentence="", at=datetime.now(UTC)).result()
    journal.finish(lease, begun.id, State.DONE, code="ok", sentence="Changed.", changed=True).result()
    world.vault.leases.release(lease).result()
    asyncio.run(serve_for(world, 1.0))
    assert server.applied == []
    assert items(world, batch) == [("done", "ok", True)]
    assert world.vault.jobs.get(batch).state is BatchState.DONE


def test_a_batch_that_is_taken_up_settles_what_was_sent_and_sends_nothing_more(
    world: World, server: FakeServer, database: str
) -> None:
    user = scheduled(world, server, database, None, datetime.now(UTC))
    server.passwords["app1"] = "candidate"
    batch = batch_of(world, [user])
    left_behind(world, user, DEAD, batch_id=batch)
    asyncio.run(serve_for(world, 1.0))
    assert server.applied == []
    assert items(world, batch) == [("done", "ok", True)]
    assert world.password(user) == "candidate"


def test_what_was_not_sent_is_begun_by_the_batch_but_not_after_a_person_recovered_it(
    world: World, server: FakeServer, database: str
) -> None:
    first, second = (scheduled(world, server, database, None, datetime.now(UTC)) for _ in range(2))
    recovered = batch_of(world, [first])
    left_behind(world, first, DEAD, batch_id=recovered, state=State.STAGED)
    recover(world)
    assert items(world, recovered) == [("skipped", "interrupted", False)]
    taken_up = batch_of(world, [second])
    left_behind(world, second, DEAD, batch_id=taken_up, state=State.STAGED)
    asyncio.run(serve_for(world, 1.0))
    assert server.applied == ["app2"]
    assert items(world, taken_up) == [("done", "ok", True)]


def test_a_person_goes_on_with_a_batch_that_an_earlier_program_left_paused(
    world: World, server: FakeServer, database: str
) -> None:
    users = [scheduled(world, server, database, None, datetime.now(UTC)) for _ in range(3)]
    gone = Owner(world.vault.owner.machine, "x" * 22)
    batch = world.vault.jobs.create(
        users, who="test", why="", options=JobOptions(canary=False), owner=gone
    ).result()
    world.vault.jobs.set_state(batch.id, BatchState.PAUSED).result()

    async def go_on() -> None:
        engine = Engine(world.vault, limits=QUICK)
        engine.resume(batch.id)
        while world.vault.jobs.get(batch.id).state is not BatchState.DONE:
            await asyncio.sleep(0.02)
        await engine.close()

    asyncio.run(asyncio.wait_for(go_on(), 20))
    assert sorted(server.applied) == ["app1", "app2", "app3"]
