"""Schedules, restarts, pause, resume and cancel, against a fake server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pamdesk import targets
from pamdesk.records.schedule import Schedule, ScheduleKind
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import ResultState
from pamdesk.vault.jobs import BatchState, JobOptions
from pamdesk.vault.leases import Owner
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
