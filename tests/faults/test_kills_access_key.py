"""IAM access keys: SIGKILL at each journal row and between create and save, a late writer; no key is lost or left over."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.targets.iam import access_key_target as iam_access_key_target
from pamdesk.vault.journal import State
from pamdesk.vault.leases import Owner
from tests.contract.test_iam_access_key import QuickClock
from tests.faults.test_kills_iam import wait_until_stopped
from tests.worlds_iam_keys import AccessKeyWorld, access_key_world

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

ROOT = Path(__file__).resolve().parents[2]
# The third row stores the key that AWS has made: "before" it is after CreateAccessKey and before anything was saved.
STATES = ["PLANNED", "APPLYING", "APPLYING", "APPLIED", "VERIFIED", "PROMOTED", "RETIRING"]
JOURNAL_WRITES = len(STATES) - 1  # VERIFIED is written with PROMOTED
SAVED = 3


@pytest.fixture
def world(local_aws: LocalAws, tmp_path: Path) -> Iterator[AccessKeyWorld]:
    """A world whose user has one key, which this vault has made."""
    made = access_key_world(tmp_path / "v.pamdesk", local_aws)
    entered = made.key()
    run(made, rotating=True)
    made.iam.delete_access_key(UserName=made.logins[0], AccessKeyId=entered.access_key_id)
    local_aws.control.forget_calls()
    yield made
    made.vault.close()


def start(world: AccessKeyWorld, moment: str, number: int = 0, *machine: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.dying", str(world.vault.path), world.users[0], moment]
    return subprocess.Popen([*command, str(number), *machine], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def run(
    world: AccessKeyWorld, *, rotating: bool, machine: str = "", hours: float = 0.0, seconds: float = 0.0
) -> list[AccountResult]:
    async def work() -> list[AccountResult]:
        owner = Owner(machine, world.vault.owner.process) if machine else None
        clock, limits = QuickClock(hours, seconds), Limits(inline_patience=1.0)
        engine = Engine(world.vault, owner=owner, clock=clock, limits=limits)
        try:
            if rotating:
                return list(await engine.rotate([world.users[0]], who="test"))
            return list(await engine.recover(patience=5.0))
        finally:
            await engine.close()

    return asyncio.run(work())


def assert_settled(world: AccessKeyWorld) -> None:
    """The vault's key signs, and every key that AWS has is one that the vault knows: none is lost, none left over."""
    kept = {
        str(one.fields["access_key_id"])
        for one in world.vault.journal.candidates(world.users[0])
        if one.status in ("current", "previous")
    }
    assert world.knows_the_live_one() == {world.logins[0]: True}
    assert set(world.listed()) <= {*kept, world.key().access_key_id}
    unfinished = world.vault.journal.attempts(world.users[0], unfinished=True)
    assert [one.state for one in unfinished if one.state is not State.RETIRING] == []


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", range(1, JOURNAL_WRITES + 1))
def test_after_sigkill_at_a_journal_write_the_vault_holds_the_live_key_and_none_is_left_over(
    world: AccessKeyWorld, moment: str, number: int
) -> None:
    old = world.key()
    process = start(world, moment, number)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    run(world, rotating=False, seconds=0 if number == SAVED else 62)
    assert_settled(world)
    saved = number > SAVED or (number, moment) == (SAVED, "after")
    assert (world.key() != old) == saved
    assert world.signs(old)
    assert len(world.listed()) == (2 if saved else 1)
    assert world.statuses("DeleteAccessKey") == ([200] if (number, moment) == (SAVED, "before") else [])


def test_an_undisturbed_run_makes_the_journal_writes_that_the_kills_count(world: AccessKeyWorld) -> None:
    output, _ = start(world, "never").communicate(timeout=60)
    assert '"state": "done"' in output
    assert [event.state.name for event in world.vault.journal.events(world.attempt().id)] == STATES
    assert_settled(world)


def test_the_grace_survives_a_kill_and_ends_in_another_program(
    world: AccessKeyWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(iam_access_key_target, "QUIET", timedelta(0))
    old = world.key()
    start(world, "after", JOURNAL_WRITES).communicate(timeout=60)
    run(world, rotating=False, hours=25)
    assert world.listed()[old.access_key_id] == "Inactive"
    run(world, rotating=False, hours=50)
    assert list(world.listed()) == [world.key().access_key_id]
    assert_settled(world)


def test_a_writer_suspended_past_its_lease_that_sends_late_leaves_no_key_behind(
    world: AccessKeyWorld,
) -> None:
    old = world.key()
    process = start(world, "stop", 0, "another-machine")
    wait_until_stopped(process.pid)
    time.sleep(2.5)  # its lease of two seconds runs out
    [taken_over] = run(world, rotating=False, machine="this-machine", seconds=62)
    assert (taken_over.state, world.listed()) == (ResultState.FAILED, {old.access_key_id: "Active"})
    os.kill(process.pid, signal.SIGCONT)
    output, _ = process.communicate(timeout=60)
    assert '"code": "lease_lost"' in output
    assert len(world.listed()) == 2  # it was made late, and nobody holds its secret
    run(world, rotating=False)
    assert (world.listed(), world.key()) == ({old.access_key_id: "Active"}, old)
    assert_settled(world)


def test_a_late_writers_key_goes_and_the_one_of_who_took_over_stays(world: AccessKeyWorld) -> None:
    process = start(world, "stop", 0, "another-machine")
    wait_until_stopped(process.pid)
    time.sleep(2.5)
    entered = world.key()
    run(world, rotating=False, machine="this-machine", seconds=62)
    run(world, rotating=True, machine="this-machine", seconds=62)
    world.iam.delete_access_key(UserName=world.logins[0], AccessKeyId=entered.access_key_id)
    current = world.key()
    os.kill(process.pid, signal.SIGCONT)
    process.communicate(timeout=60)
    assert len(world.listed()) == 2
    run(world, rotating=False, seconds=62)
    assert (world.listed(), world.key()) == ({current.access_key_id: "Active"}, current)
    assert_settled(world)
