"""Users of Managed Microsoft AD: SIGKILL at each journal row, a lost answer, a late writer; the vault holds the live one."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.targets.contract import Account, Answer, ProbeResult
from pamdesk.targets.ldap.managed_directory_target import ManagedDirectoryTarget
from pamdesk.vault.leases import Owner
from tests.faults.test_kills_iam import wait_until_stopped
from tests.servers.samba import SambaServer
from tests.worlds_directories import CHANGE, DirectoryWorld, directory_world, end_soon, furnished

pytestmark = [pytest.mark.server, pytest.mark.timeout(180), pytest.mark.xdist_group("samba")]

ROOT = Path(__file__).resolve().parents[2]
JOURNAL_WRITES = 6  # PLANNED, STAGED, APPLYING, APPLIED, VERIFIED with PROMOTED, DONE
MOMENTS = [(moment, number) for moment in ("before", "after") for number in range(1, JOURNAL_WRITES + 1)]


@pytest.fixture(autouse=True)
def soon_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """What AWS was never asked for is called over within seconds."""
    end_soon(monkeypatch)


@pytest.fixture
def world(local_aws: LocalAws, samba_server: SambaServer, tmp_path: Path) -> Iterator[DirectoryWorld]:
    """A vault for one user of a directory in AWS."""
    with furnished(samba_server):
        made = directory_world(tmp_path / "v.pamdesk", local_aws, samba_server)
        yield made
    local_aws.control.clear_faults()
    made.vault.close()


def start(world: DirectoryWorld, moment: str, number: int = 0, *machine: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.dying", str(world.vault.path), world.user_id, moment]
    return subprocess.Popen(
        [*command, str(number), *machine], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def rotate(world: DirectoryWorld, owner: Owner | None = None) -> AccountResult:
    async def work() -> AccountResult:
        engine = Engine(world.vault, owner=owner, limits=Limits(inline_patience=20.0))
        try:
            [result] = await engine.rotate([world.user_id], who="test")
            return result
        finally:
            await engine.close()

    return asyncio.run(work())


def recover(world: DirectoryWorld) -> list[AccountResult]:
    async def work() -> list[AccountResult]:
        engine = Engine(world.vault, limits=Limits())
        try:
            return list(await engine.recover(patience=20.0))
        finally:
            await engine.close()

    return asyncio.run(work())


def assert_settled(world: DirectoryWorld) -> None:
    assert world.knows_the_live_one()
    assert world.vault.journal.attempts(world.user_id, unfinished=True) == []


@pytest.mark.parametrize(("moment", "number"), MOMENTS)
def test_after_sigkill_at_a_journal_write_the_vault_holds_the_live_password(
    world: DirectoryWorld, moment: str, number: int
) -> None:
    old = world.password(world.user_id)
    process = start(world, moment, number)
    _, error = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, error
    recover(world)
    assert_settled(world)
    assert (world.calls() == [200]) == (number > 3)
    assert (world.password(world.user_id) != old) == (number > 3)


@pytest.mark.parametrize("kind", [FaultKind.DROP_ANSWER, FaultKind.DROP_REQUEST, FaultKind.FAIL])
def test_a_reply_that_is_lost_is_settled_by_a_sign_in_and_never_sent_twice(
    world: DirectoryWorld, kind: FaultKind
) -> None:
    old = world.password(world.user_id)
    world.aws.control.add_faults(Fault(kind=kind, action=CHANGE))
    result = rotate(world)
    acted = kind is FaultKind.DROP_ANSWER
    expected = (ResultState.DONE, True) if acted else (ResultState.FAILED, False)
    assert (result.state, result.changed) == expected, result
    assert len(world.calls()) == 1
    assert (world.password(world.user_id) != old) == acted
    assert_settled(world)


def test_a_writer_suspended_past_its_lease_that_sends_late_is_found_out(world: DirectoryWorld) -> None:
    process = start(world, "stop", 0, "another-machine")
    wait_until_stopped(process.pid)
    time.sleep(4.0)  # its lease of two seconds runs out
    rotate(world, Owner("this-machine", world.vault.owner.process))
    os.kill(process.pid, signal.SIGCONT)
    output, _ = process.communicate(timeout=60)
    assert '"code": "lease_lost"' in output
    recover(world)
    assert_settled(world)


def test_without_the_sign_in_these_facts_do_not_hold(
    world: DirectoryWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def believed(self: ManagedDirectoryTarget, account: Account, candidate: object) -> ProbeResult:
        return ProbeResult(Answer.ACCEPTED)

    monkeypatch.setattr(ManagedDirectoryTarget, "probe", believed)
    world.aws.control.add_faults(Fault(kind=FaultKind.DROP_REQUEST, action=CHANGE))
    assert rotate(world).state is ResultState.DONE
    assert not world.knows_the_live_one()
