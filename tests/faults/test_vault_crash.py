"""What a kill, a cut of the power, a second process or a suspended one leaves behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pamdesk.records.secret import Secret
from pamdesk.vault.journal import LeaseHeld, State
from pamdesk.vault.moments import now
from pamdesk.vault.vault import DATABASE, Vault
from tests.vaults import PASSWORD, begun, fresh, leased, reopened, rotated, staged, user

ROOT = Path(__file__).parents[2]

# Each program gets the vault's folder and prints what it has been told is on the disk.
_HEAD = f"""
import sys, time
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from pamdesk.records.secret import Secret
from pamdesk.vault.journal import State
from pamdesk.vault.vault import Vault
from tests.vaults import PASSWORD, staged, begun, user
path = Path(sys.argv[1])
vault = Vault.open(path, PASSWORD, state_dir=path.parent / "state")
def say(*words):
    print(*words, flush=True)
"""

WRITER = (
    _HEAD
    + """
lease = vault.leases.acquire(sys.argv[2], vault.owner).result()
attempt = begun(vault, lease)
say("attempt", attempt.id)
n = 0
while True:
    candidate = vault.journal.stage(lease, attempt.id, Secret(f"secret-{n}")).result()
    say("staged", candidate.id, f"secret-{n}")
    vault.journal.advance(lease, attempt.id, State.SETTLING, facts={"n": n}).result()
    say("advanced", n)
    n += 1
"""
)

HOLDER = (
    _HEAD
    + """
vault.leases.acquire(sys.argv[2], vault.owner, 0.1).result()
say("held")
time.sleep(60)
"""
)

RACER = (
    _HEAD
    + """
say("ready")
sys.stdin.readline()
from pamdesk.vault.journal import LeaseHeld
won = []
for record_id in vault.records.ids():
    try:
        won.append((record_id, vault.leases.acquire(record_id, vault.owner).result().token))
    except LeaseHeld:
        pass
for record_id, token in won:
    say("won", record_id, token)
say("end")
sys.stdin.readline()
"""
)

CHANGER = (
    _HEAD
    + """
vault.records.add(user("from outside"), who="other")
say("added", time.time())
vault.close()
"""
)


def run(program: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def kill(process: subprocess.Popen[str]) -> str:
    """Kill a process that this test started, and return what it had still said."""
    process.kill()
    rest, _ = process.communicate(timeout=30)
    return rest


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.5])
def test_after_a_kill_every_row_that_was_reported_is_there(tmp_path: Path, seconds: float) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
    process = run(WRITER, str(vault.path), record.id)
    assert process.stdout
    attempt_id = process.stdout.readline().split()[1]
    time.sleep(seconds)
    lines = [line.split() for line in kill(process).splitlines()]
    told = {line[1]: line[2] for line in lines if line[0] == "staged" and len(line) == 3}
    advanced = sum(line[0] == "advanced" for line in lines)
    assert told
    with reopened(vault) as again:
        held = {c.id: c.secret.reveal() for c in again.journal.candidates(record.id)}
        assert told.items() <= held.items()
        assert advanced <= sum(e.state is State.SETTLING for e in again.journal.events(attempt_id))
        assert [attempt_id] == [attempt.id for attempt in again.journal.attempts(unfinished=True)]
        assert again.audit.verify().ok
        assert 2 == leased(again, again.records.get(record.id)).token  # the dead one's lease is free at once


@pytest.mark.skipif(sys.platform == "win32", reason="SIGSTOP is POSIX's: `pytest` on Linux runs it")
def test_a_suspended_process_keeps_its_lease_past_its_time(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        process = run(HOLDER, str(vault.path), record.id)
        assert process.stdout
        assert "held\n" == process.stdout.readline()
        os.kill(process.pid, signal.SIGSTOP)
        time.sleep(0.3)
        with pytest.raises(LeaseHeld, match="this machine"):
            leased(vault, record)
        kill(process)
        assert 2 == leased(vault, record).token


def test_of_two_processes_exactly_one_gets_each_lease(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        vault.records.add_many([user(f"user {n}") for n in range(50)], who="ann")
        racers = [run(RACER, str(vault.path)) for _ in range(2)]
        for racer in racers:
            assert racer.stdout
            assert "ready\n" == racer.stdout.readline()
        for racer in racers:
            assert racer.stdin
            racer.stdin.write("go\n")
            racer.stdin.flush()
        won: list[str] = []
        for racer in racers:
            assert racer.stdout
            for line in iter(racer.stdout.readline, "end\n"):
                _, record_id, token = line.split()
                assert "1" == token
                won.append(record_id)
        assert sorted(vault.records.ids()) == sorted(won)
        for racer in racers:
            racer.communicate("\n", timeout=30)


def test_a_change_of_another_process_shows_within_a_second(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        before = vault.changes()
        process = run(CHANGER, str(vault.path))
        assert process.stdout
        process.stdout.readline()
        until = time.monotonic() + 1.0
        while vault.changes() == before and time.monotonic() < until:
            time.sleep(0.01)
        assert vault.changes() > before
        assert ["from outside"] == [vault.records.header(found).title for found in vault.records.ids()]
        process.communicate(timeout=30)


def test_a_power_cut_at_any_byte_of_the_log_leaves_a_whole_vault(tmp_path: Path) -> None:
    """The write-ahead log is cut at many places, as a disk may have it after a cut: what opens verifies, in order."""
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        vault._store._writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        lease = leased(vault, record)
        attempt, _ = staged(vault, lease)
        vault.journal.advance(lease, attempt.id, State.APPLYING).result()
        rows = [len(vault.journal.events(attempt.id))]
        shutil.copytree(vault.path, tmp_path / "cut")
    log = (tmp_path / "cut" / f"{DATABASE}-wal").read_bytes()
    assert len(log) > 4096 * 8
    for number, length in enumerate(range(0, len(log), len(log) // 24)):
        folder = tmp_path / f"cut{number}.pamdesk"
        shutil.copytree(tmp_path / "cut", folder)
        (folder / f"{DATABASE}-shm").unlink()
        (folder / f"{DATABASE}-wal").write_bytes(log[:length])
        with Vault.open(folder, PASSWORD, state_dir=tmp_path / "other") as again:
            assert again.audit.verify().ok
            assert Secret("old-Secret-1") == again.records.get(record.id).secret("password")
            states = [event.state for event in again.journal.events(attempt.id)]
            assert [State.PLANNED, State.STAGED, State.APPLYING][: len(states)] == states
            rows.append(len(states))
            if State.STAGED in states:
                assert Secret("new-Secret-1") == again.journal.candidates(record.id)[0].secret
    assert {0, 1, 2, 3} == set(rows)


def test_a_promotion_is_whole_or_not_there(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        lease = leased(vault, record)
        attempt, candidate = staged(vault, lease)
        vault._store._writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        vault.journal.promote(lease, attempt.id, candidate.id, sentence="", at=now()).result()
        shutil.copytree(vault.path, tmp_path / "cut")
    log = (tmp_path / "cut" / f"{DATABASE}-wal").read_bytes()
    outcomes = set()
    for number, length in enumerate([*range(0, len(log), 4096 + 24), len(log)]):
        folder = tmp_path / f"cut{number}.pamdesk"
        shutil.copytree(tmp_path / "cut", folder)
        (folder / f"{DATABASE}-shm").unlink()
        (folder / f"{DATABASE}-wal").write_bytes(log[:length])
        with Vault.open(folder, PASSWORD, state_dir=tmp_path / "other") as again:
            assert again.audit.verify().ok
            secret = again.records.get(record.id).secret("password")
            state = again.journal.attempt(attempt.id).state
            statuses = tuple(c.status for c in again.journal.candidates(record.id))
            outcomes.add((secret.reveal() if secret else "", state, statuses))
    assert {
        ("old-Secret-1", State.STAGED, ("staged", "current")),
        ("new-Secret-1", State.PROMOTED, ("current", "previous")),
    } == outcomes


def test_two_vault_objects_write_at_once_and_lose_nothing(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault, reopened(vault) as other:
        records = vault.records.add_many([user(f"user {n}") for n in range(6)], who="ann")
        futures = []
        leases = [leased(part, record) for part, record in zip([vault, other] * 3, records, strict=True)]
        attempts = [begun(part, lease) for part, lease in zip([vault, other] * 3, leases, strict=True)]
        for _ in range(20):
            for part, lease, attempt in zip([vault, other] * 3, leases, attempts, strict=True):
                futures.append(part.journal.advance(lease, attempt.id, State.SETTLING))
        for future in futures:
            future.result()
        for attempt in attempts:
            assert 21 == len(vault.journal.events(attempt.id))
        for part, lease in zip([vault, other] * 3, leases, strict=True):
            part.leases.release(lease).result()
        for record in records:
            rotated(other, record)
        assert vault.audit.verify().ok
