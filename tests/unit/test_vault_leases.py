"""Leases, batches, and the writer that groups what waits."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import Future, wait
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pamdesk.records.errors import InvalidRecord, VaultFull
from pamdesk.rotation.clock import SystemClock
from pamdesk.rotation.leases import holding
from pamdesk.vault.jobs import BatchHeld, BatchState, JobOptions
from pamdesk.vault.journal import LeaseHeld
from pamdesk.vault.leases import Owner
from pamdesk.vault.locks import FileLock, VaultLocks
from pamdesk.vault.machine import this_machine
from pamdesk.vault.moments import now
from pamdesk.vault.sql import Connection, SqlError
from pamdesk.vault.vault import Vault
from tests.vaults import fresh, leased, reopened, user

ELSEWHERE = Owner("db-admin-laptop/ffffffff", "AAAAAAAAAAAAAAAAAAAAAA")


def test_tokens_rise_and_survive_a_release(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        first = leased(vault, record)
        assert vault.owner == vault.leases.holder(record.id)
        vault.leases.release(first).result()
        assert vault.leases.holder(record.id) is None
        assert (1, 2) == (first.token, leased(vault, record).token)


def test_a_held_lease_is_refused_with_its_holder_and_time(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        lease = leased(vault, record, ELSEWHERE)
        until = f"{lease.expires_at.astimezone():%H:%M}"
        with pytest.raises(LeaseHeld, match=f"billing-prod is being rotated .* on db-admin-laptop.* {until}"):
            leased(vault, record)


def test_the_deadline_is_well_inside_the_lease(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        began = time.monotonic()
        lease = vault.leases.acquire(record.id, vault.owner, 40).result()
        assert began + 20 < lease.deadline < began + 35
        assert vault.leases.renew(lease, 80).result().deadline > lease.deadline


def test_an_expired_lease_of_another_machine_is_taken_over(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        vault.leases.acquire(record.id, ELSEWHERE, -1).result()
        assert 2 == leased(vault, record).token


def test_an_expired_lease_of_a_living_process_of_this_machine_is_not_taken_over(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault, reopened(vault) as other:
        record = vault.records.add(user(), who="ann")
        vault.leases.acquire(record.id, vault.owner, -1).result()
        with pytest.raises(LeaseHeld, match="this machine"):
            leased(other, record)


def test_a_lease_of_a_dead_process_of_this_machine_is_taken_over_at_once(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        leased(vault, record, Owner(this_machine(), "AAAAAAAAAAAAAAAAAAAAAA"))
        assert 2 == leased(vault, record).token


def test_a_lease_that_the_disk_did_not_let_go_is_given_back_with_the_next_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        lease = leased(vault, record)
        full: Future[None] = Future()
        with monkeypatch.context() as patched:
            patched.setattr(vault._store, "submit", lambda _work: full)
            vault.leases.release(lease)
            full.set_exception(VaultFull("The disk is full.", code="vault_full"))
        assert vault.owner == vault.leases.holder(record.id)

        for n in range(2):  # the second one waits for what the first has caused
            vault.settings.set("any", n)

        assert vault.leases.holder(record.id) is None


def test_one_failing_write_does_not_fail_the_others_of_its_group(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        store = vault._store
        gate, began = threading.Event(), threading.Event()

        def hold(conn: Connection) -> None:
            began.set()
            gate.wait(10)

        def bad(conn: Connection) -> None:
            conn.execute("INSERT INTO settings VALUES ('half', '1')")
            raise InvalidRecord("no")

        first = store.submit(hold)
        began.wait(10)
        futures = [store.submit(partial(_set, name=f"s{i}")) for i in range(5)]
        failing = store.submit(bad)
        futures += [store.submit(partial(_set, name=f"s{i}")) for i in range(5, 10)]
        gate.set()
        waiting: list[Future[Any]] = [first, failing, *futures]
        wait(waiting)
        assert isinstance(failing.exception(), InvalidRecord)
        with store.read() as conn:
            names = [row[0] for row in conn.execute("SELECT name FROM settings ORDER BY name")]
        assert [f"s{i}" for i in range(10)] == names
        assert list(range(10)) == [int(future.result()[1:]) for future in futures]


def _set(conn: Connection, name: str) -> str:
    conn.execute("INSERT INTO settings VALUES (?, '1')", (name,))
    return name


def test_a_cancelled_write_is_not_made(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        store = vault._store
        gate, began = threading.Event(), threading.Event()

        def hold(conn: Connection) -> None:
            began.set()
            gate.wait(10)

        first = store.submit(hold)
        began.wait(10)
        unwanted = store.submit(lambda conn: _set(conn, "unwanted"))
        assert unwanted.cancel()
        gate.set()
        first.result()
        assert "none" == vault.settings.get("unwanted", "none")


def test_a_reader_sees_one_moment(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        with vault._store.read() as conn:
            before = conn.execute("SELECT count(*) FROM records").fetchall()
            thread = threading.Thread(target=lambda: vault.records.add(user(), who="ann"))
            thread.start()
            thread.join()
            assert before == conn.execute("SELECT count(*) FROM records").fetchall()
            assert 0 == len(vault.records.ids())  # a nested read shares it
        assert 1 == len(vault.records.ids())


def test_every_commit_is_synced_to_the_disk(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        writer = vault._store._writing
        asked = ("journal_mode", "synchronous", "foreign_keys", "temp_store", "secure_delete")
        held = [writer.execute(f"PRAGMA {name}").fetchall()[0][0] for name in asked]
        assert ["wal", 2, 1, 2, 1] == held


# Batches


def test_a_batch_survives_and_keeps_its_order(tmp_path: Path) -> None:
    options = JobOptions(concurrency=4, canary=False, stop_after_failures=9, due=True)
    with fresh(tmp_path) as vault:
        batch = vault.jobs.create(["c", "a", "b", "a"], who="ann", why="audit", options=options).result()
        vault.jobs.set_item(batch.id, "a", "done", "ok", "Changed.", True, 1.5, "x").result()
        vault.jobs.set_state(batch.id, BatchState.PAUSED).result()
    with reopened(vault) as again:
        assert [BatchState.PAUSED] == [one.state for one in again.jobs.active()]
        assert options == again.jobs.get(batch.id).options
        items = again.jobs.items(batch.id)
        assert ["c", "a", "b"] == [item.user_id for item in items]
        assert ("done", True, 1.5) == (items[1].state, items[1].changed, items[1].seconds)
        assert [batch.id] == [one.id for one in again.jobs.list()]


def test_a_cancelled_batch_stays_cancelled(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        batch = vault.jobs.create(["a"], who="ann", why="").result()
        vault.jobs.set_state(batch.id, "cancelled").result()
        assert BatchState.CANCELLED == vault.jobs.set_state(batch.id, "running").result().state


def test_a_batch_that_another_one_works_on_is_not_closed_from_the_journal(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        with reopened(vault) as other:
            batch = other.jobs.create(["a"], who="ann", why="", owner=other.owner).result()
            other.jobs.set_item(batch.id, "a", "done").result()
            assert BatchState.RUNNING == vault.jobs.close_ended(batch.id, vault.owner).result().state
        assert BatchState.DONE == vault.jobs.close_ended(batch.id, vault.owner).result().state


def test_only_an_abandoned_batch_is_claimed(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        with reopened(vault) as other:
            batch = other.jobs.create(["a"], who="ann", why="", owner=other.owner).result()
            with pytest.raises(BatchHeld):
                vault.jobs.claim(batch.id, vault.owner).result()
        assert vault.owner == vault.jobs.claim(batch.id, vault.owner).result().owner
        assert vault.jobs.heartbeat(batch.id, vault.owner).result()
        assert not vault.jobs.heartbeat(batch.id, ELSEWHERE).result()


def test_a_batch_of_a_silent_machine_is_claimed_after_a_minute(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        batch = vault.jobs.create(["a"], who="ann", why="", owner=ELSEWHERE).result()
        with pytest.raises(BatchHeld, match="db-admin-laptop"):
            vault.jobs.claim(batch.id, vault.owner).result()
        vault.jobs._clock = lambda: now() + timedelta(seconds=61)
        assert vault.owner == vault.jobs.claim(batch.id, vault.owner).result().owner


def test_a_process_that_was_looked_at_while_it_came_in_still_shows_that_it_lives(tmp_path: Path) -> None:
    (tmp_path / "locks").mkdir()
    coming, other = VaultLocks(tmp_path), VaultLocks(tmp_path)
    look = FileLock(tmp_path / "locks" / f"{coming.process}.lock")
    assert look.take()
    looking = threading.Timer(0.1, lambda: look.let_go(remove=True))
    looking.start()
    coming.enter()
    looking.join()
    assert other.lives(coming.process)


def test_what_fails_after_a_commit_does_not_end_the_writer(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:

        def fail() -> None:
            raise SqlError("unexpected")

        vault._store.after_commit(fail)
        for name in ("one", "two"):
            vault.records.add(user(name), who="ann")
        assert 2 == len(vault.records.ids())


def test_a_lease_whose_taker_went_away_is_given_back(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        begun, go_on = threading.Event(), threading.Event()

        def busy(_: Connection) -> None:
            begun.set()
            go_on.wait(5)

        async def work() -> None:
            held = vault._store.submit(busy)
            await asyncio.to_thread(begun.wait, 5)
            taking = asyncio.create_task(_take_and_hold(vault, record.id))
            await asyncio.sleep(0.05)
            go_on.set()
            held.result()
            taking.cancel()
            await asyncio.gather(taking, return_exceptions=True)

        asyncio.run(work())
        vault.records.add(user("later"), who="ann")
        assert vault.leases.holder(record.id) is None


async def _take_and_hold(vault: Vault, user_id: str) -> None:
    async with holding(vault.leases, user_id, vault.owner, 60.0, SystemClock()):
        await asyncio.sleep(60)
