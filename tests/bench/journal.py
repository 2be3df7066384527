"""What writing down costs a rotation: the journal's writes of whole rotations, at 1, 4 and 16 at once.

python -m tests.bench.journal [--rotations 400]

A rotation here is everything that the engine writes, and nothing else: lease, PLANNED, STAGED, APPLYING, APPLIED,
VERIFIED, PROMOTED (record, history, audit, state), DONE, lease given back. The target: under 1 ms of the engine's own
time for each rotation, which is what its loop cannot do anything else in; the writer's thread and the disk come on top,
and are shared by the rotations in flight (group commit). Compared with bare SQLCipher making the same number of commits.
Prints a table on standard error and one JSON object on standard output.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from pamdesk.records.ids import new_id
from pamdesk.records.record import Record
from pamdesk.records.secret import Secret
from pamdesk.rotation.work import durable
from pamdesk.vault.journal import State
from pamdesk.vault.vault import Vault
from tests.bench.measures import report
from tests.worlds import CHEAP, PASSWORD, TEST

WRITES = 9  # of one rotation, each waited for
ROUNDS = 3


def add_users(vault: Vault, count: int) -> list[str]:
    """Add accounts and return their ids."""
    now = datetime.now(UTC)
    records = [
        Record(
            id=new_id(),
            type="pamUser",
            title=f"app-{number}",
            folder="",
            fields={"login": f"app_{number}", "password": Secret("Old-1")},
            created=now,
            modified=now,
        )
        for number in range(count)
    ]
    return [record.id for record in vault.records.add_many(records, who=TEST)]


async def write_down(vault: Vault, user_id: str) -> None:
    """Write everything that one rotation writes, each on the disk before the next."""
    journal = vault.journal
    lease = await durable(vault.leases.acquire(user_id, vault.owner))
    attempt = await durable(journal.begin(lease, target="postgresql", method="general", who=TEST, why=""))
    candidate = await durable(journal.stage(lease, attempt.id, Secret("New-1-aaaaaaaaaaaaaaaa")))
    facts: dict[str, str | int] = {"xid": "4711", "backend_pid": 815, "announced_at": int(time.time())}
    for state in (State.APPLYING, State.APPLIED, State.VERIFIED):
        await durable(journal.advance(lease, attempt.id, state, facts=facts))
        facts = {}
    now = datetime.now(UTC)
    await durable(journal.promote(lease, attempt.id, candidate.id, sentence="Changed.", at=now))
    await durable(journal.finish(lease, attempt.id, State.DONE, code="ok", sentence="Changed.", changed=True))
    await durable(vault.leases.release(lease))


async def all_at_once(vault: Vault, user_ids: list[str], at_once: int) -> None:
    """Write all rotations down, so many in flight."""
    places = asyncio.Semaphore(at_once)

    async def one(user_id: str) -> None:
        async with places:
            await write_down(vault, user_id)

    await asyncio.gather(*(one(user_id) for user_id in user_ids))


def measure(vault: Vault, user_ids: list[str], at_once: int) -> dict[str, float]:
    """Return what one rotation costs: by the clock, of the loop's thread, and of the whole process."""
    commits = 0

    def count() -> None:
        nonlocal commits
        commits += 1

    vault._store.after_commit(count)
    clock, thread, process = time.perf_counter(), time.thread_time(), time.process_time()
    asyncio.run(all_at_once(vault, user_ids, at_once))
    loop_cpu, all_cpu = time.thread_time() - thread, time.process_time() - process
    seconds = time.perf_counter() - clock
    return {
        "ms a rotation": seconds / len(user_ids) * 1000,
        "ms of the loop": loop_cpu / len(user_ids) * 1000,
        "ms of CPU": all_cpu / len(user_ids) * 1000,
        "commits a rotation": commits / len(user_ids),
        "commits a second": commits / seconds,
        "rotations a second": len(user_ids) / seconds,
    }


def bare_commits(vault: Vault, number: int) -> dict[str, float]:
    """The floor: so many commits of one small row by the vault's own writer, one after the other."""
    began = time.perf_counter()
    for one in range(number):
        vault.settings.set("bench", one)
    seconds = time.perf_counter() - began
    return {"ms a rotation": seconds / number * WRITES * 1000, "commits a second": number / seconds}


def main() -> None:
    """Measure the rounds interleaved, and print medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rotations", type=int, default=400)
    args = parser.parse_args()
    taken: dict[str, list[dict[str, float]]] = {}
    with tempfile.TemporaryDirectory(prefix="pamdesk-bench-") as folder:
        vault = Vault.create(Path(folder) / "v.pamdesk", Secret(PASSWORD), cost=CHEAP)
        user_ids = add_users(vault, args.rotations)
        for _ in range(ROUNDS):
            taken.setdefault(f"{WRITES} bare commits", []).append(bare_commits(vault, args.rotations))
            for at_once in (1, 4, 16):
                taken.setdefault(f"{at_once} at once", []).append(measure(vault, user_ids, at_once))
        vault.close()
    report(
        "journal",
        {
            name: {unit: statistics.median(one[unit] for one in rounds) for unit in rounds[0]}
            for name, rounds in taken.items()
        },
    )


if __name__ == "__main__":
    main()
