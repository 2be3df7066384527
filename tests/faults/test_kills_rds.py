"""RDS master users: SIGKILL at each journal row, a lost answer, a late writer; the vault holds the live password."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_databases import ChangeBehaviour
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.targets.contract import Account, Answer, ProbeResult
from pamdesk.targets.rds import master_target as rds_master_target
from pamdesk.targets.rds.master_target import RdsMasterTarget
from pamdesk.vault.leases import Owner
from tests.faults.test_kills_iam import wait_until_stopped
from tests.worlds_rds import RdsWorld, rds_world

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

ROOT = Path(__file__).resolve().parents[2]
JOURNAL_WRITES = 6  # PLANNED, STAGED, APPLYING, APPLIED, VERIFIED with PROMOTED, DONE
MOMENTS = [(moment, number) for moment in ("before", "after") for number in range(1, JOURNAL_WRITES + 1)]


@pytest.fixture(autouse=True)
def soon_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """What RDS was never asked for is called over within seconds."""
    monkeypatch.setattr(rds_master_target, "LATE_SECONDS", 3.0)
    monkeypatch.setattr(rds_master_target, "QUIET_SECONDS", 2.0)


@pytest.fixture
def make(
    local_aws: LocalAws, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., RdsWorld]]:
    """Makes worlds on either engine and closes them."""
    made: list[RdsWorld] = []

    def one(engine: str = "postgres", **options: object) -> RdsWorld:
        server = request.getfixturevalue(f"{engine}_server")
        path = tmp_path / f"v{len(made)}.pamdesk"
        made.append(rds_world(path, local_aws, server, **{"through_aws": True, **options}))  # type: ignore[arg-type]
        return made[-1]

    yield one
    for world in made:
        world.vault.close()


def start(world: RdsWorld, moment: str, number: int = 0, *machine: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.dying", str(world.vault.path), world.user_id, moment]
    return subprocess.Popen(
        [*command, str(number), *machine], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def rotate(world: RdsWorld, patience: float = 20.0, owner: Owner | None = None) -> AccountResult:
    async def work() -> AccountResult:
        engine = Engine(world.vault, owner=owner, limits=Limits(inline_patience=patience))
        try:
            [result] = await engine.rotate([world.user_id], who="test")
            return result
        finally:
            await engine.close()

    return asyncio.run(work())


def recover(world: RdsWorld) -> list[AccountResult]:
    async def work() -> list[AccountResult]:
        engine = Engine(world.vault, limits=Limits())
        try:
            return list(await engine.recover(patience=20.0))
        finally:
            await engine.close()

    return asyncio.run(work())


def assert_settled(world: RdsWorld) -> None:
    assert world.knows_the_live_one()
    assert [] == world.vault.journal.attempts(world.user_id, unfinished=True)


@pytest.mark.parametrize("engine", ["postgres", "mariadb"])
@pytest.mark.parametrize(("moment", "number"), MOMENTS)
def test_after_sigkill_at_a_journal_write_the_vault_holds_the_live_password(
    make, engine: str, moment: str, number: int
) -> None:
    world = make(engine, cluster=engine == "mariadb")
    world.behave(ChangeBehaviour(begin_seconds=0.3, reset_seconds=0.7))
    old = world.password(world.user_id)
    process = start(world, moment, number)
    process.communicate(timeout=60)
    assert -signal.SIGKILL == process.returncode
    recover(world)
    assert_settled(world)
    sent = 200 in world.calls(world.change)
    assert sent == (number > 3)
    assert sent == (world.password(world.user_id) != old)


@pytest.mark.parametrize("number", [4, 5])
def test_recovery_goes_on_waiting_while_rds_is_still_setting_it(make, number: int) -> None:
    world = make()
    world.behave(ChangeBehaviour(begin_seconds=0.5, reset_seconds=6.0))
    process = start(world, "before" if number == 4 else "after", 4)
    process.communicate(timeout=60)
    assert not world.knows_the_live_one() or world.at_rds().pending
    [result] = recover(world)
    assert (ResultState.DONE, True) == (result.state, result.changed), result
    assert_settled(world)
    assert [200] == world.calls(world.change)


@pytest.mark.parametrize("kind", [FaultKind.DROP_ANSWER, FaultKind.DROP_REQUEST, FaultKind.FAIL])
def test_a_reply_that_is_lost_is_settled_by_a_sign_in_and_never_sent_twice(make, kind: FaultKind) -> None:
    world = make()
    old = world.password(world.user_id)
    world.aws.control.add_faults(Fault(kind=kind, action=world.change))
    result = rotate(world)
    acted = kind is FaultKind.DROP_ANSWER
    expected = (ResultState.DONE, True) if acted else (ResultState.FAILED, False)
    assert expected == (result.state, result.changed), result
    assert 1 == len(world.calls(world.change))
    assert acted == (world.password(world.user_id) != old)
    assert_settled(world)


def test_a_throttled_change_is_sent_again_within_its_patience(make) -> None:
    world = make()
    world.aws.control.add_faults(Fault(kind=FaultKind.THROTTLE, action=world.change, times=2))
    assert ResultState.DONE is rotate(world).state
    assert_settled(world)


def test_while_rds_is_silent_nothing_is_concluded(make) -> None:
    world = make()
    world.aws.control.add_faults(Fault(kind=FaultKind.DROP_ANSWER, action=world.change))
    start(world, "after", 3).communicate(timeout=60)
    described = Fault(kind=FaultKind.DROP_REQUEST, action="DescribeDBInstances", times=999)
    world.aws.control.add_faults(described)
    [result] = recover(world)
    assert (ResultState.IN_DOUBT, None) == (result.state, result.changed), result
    world.aws.control.clear_faults()
    recover(world)
    assert_settled(world)


def test_a_writer_suspended_past_its_lease_that_sends_late_is_found_out(make) -> None:
    world = make()
    process = start(world, "stop", 0, "another-machine")
    wait_until_stopped(process.pid)
    time.sleep(4.0)  # its lease of two seconds runs out, and RDS is quiet
    rotate(world, owner=Owner("this-machine", world.vault.owner.process))
    os.kill(process.pid, signal.SIGCONT)
    output, _ = process.communicate(timeout=60)
    assert '"code": "lease_lost"' in output
    until = time.monotonic() + 20
    while world.knows_the_live_one() and time.monotonic() < until:
        time.sleep(0.1)  # the late sending takes effect
    recover(world)
    assert_settled(world)


def test_without_the_proof_in_the_database_these_facts_do_not_hold(
    make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def believed(self: RdsMasterTarget, account: Account, candidate: object) -> ProbeResult:
        return ProbeResult(Answer.ACCEPTED)

    monkeypatch.setattr(RdsMasterTarget, "probe", believed)
    world = make()
    world.behave(ChangeBehaviour(begin_seconds=0.1, reset_seconds=0.1, forgotten=True))
    assert ResultState.DONE is rotate(world).state
    assert not world.knows_the_live_one()
