"""Accounts behind Systems Manager: SIGKILL at each journal row, a lost answer, a late writer; the vault holds the live one."""

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

from pamdesk.records.secret import Secret
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.targets.contract import Account, Answer, Facts, Outcome, ProbeResult
from pamdesk.targets.ssm.linux_password_target import LinuxPasswordBySsm
from pamdesk.targets.ssm.target import PasswordBySsm
from pamdesk.vault.leases import Owner
from tests.faults.test_kills_iam import wait_until_stopped
from tests.servers.sshd import SshServer
from tests.worlds_ssm import SsmWorld, ssm_world

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

ROOT = Path(__file__).resolve().parents[2]
JOURNAL_WRITES = 6  # PLANNED, STAGED, APPLYING, APPLIED, VERIFIED with PROMOTED, DONE
MOMENTS = [(moment, number) for moment in ("before", "after") for number in range(1, JOURNAL_WRITES + 1)]


@pytest.fixture(params=["linux", "windows"])
def world(request: pytest.FixtureRequest, local_aws: LocalAws, tmp_path: Path) -> Iterator[SsmWorld]:
    """A vault for one user of a managed host."""
    server: SshServer | None = request.getfixturevalue("ssh_server") if request.param == "linux" else None
    made = ssm_world(tmp_path / "v.pamdesk", local_aws, server)
    yield made
    made.vault.close()
    local_aws.control.commands.remove_host(made.host.instance_id)


def start(world: SsmWorld, moment: str, number: int = 0, *machine: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.dying", str(world.vault.path), world.users[0], moment]
    return subprocess.Popen(
        [*command, str(number), *machine], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def rotate(world: SsmWorld, patience: float = 20.0, owner: Owner | None = None) -> AccountResult:
    async def work() -> AccountResult:
        engine = Engine(world.vault, owner=owner, limits=Limits(inline_patience=patience))
        try:
            [result] = await engine.rotate(world.users, who="test")
            return result
        finally:
            await engine.close()

    return asyncio.run(work())


def recover(world: SsmWorld) -> list[AccountResult]:
    async def work() -> list[AccountResult]:
        engine = Engine(world.vault, limits=Limits())
        try:
            return list(await engine.recover(patience=30.0))
        finally:
            await engine.close()

    return asyncio.run(work())


def sent(world: SsmWorld) -> int:
    """How many envelopes of a change have come to the host."""
    return sum("result=" in script for script in world.host.scripts)


def assert_settled(world: SsmWorld) -> None:
    assert world.knows_the_live_one() == {world.logins[0]: True}
    assert world.vault.journal.attempts(world.users[0], unfinished=True) == []


@pytest.mark.parametrize(("moment", "number"), MOMENTS)
def test_after_sigkill_at_a_journal_write_the_vault_holds_the_live_password(
    world: SsmWorld, moment: str, number: int
) -> None:
    old = world.password(world.users[0])
    process = start(world, moment, number)
    _, error = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, error
    recover(world)
    assert_settled(world)
    assert (sent(world) == 1) == (number > 3)
    assert (world.password(world.users[0]) != old) == (number > 3)


def test_an_undisturbed_rotation_is_done_in_one_run(world: SsmWorld) -> None:
    old = world.password(world.users[0])
    result = rotate(world)
    assert (result.state, result.changed) == (ResultState.DONE, True), result
    assert world.password(world.users[0]) != old
    assert_settled(world)


@pytest.mark.parametrize("kind", [FaultKind.DROP_ANSWER, FaultKind.DROP_REQUEST, FaultKind.FAIL])
def test_a_reply_that_is_lost_is_settled_on_the_host_and_never_sent_twice(
    world: SsmWorld, monkeypatch: pytest.MonkeyPatch, kind: FaultKind
) -> None:
    old = world.password(world.users[0])
    judged: list[Outcome] = []
    outcome = PasswordBySsm.outcome

    async def told(self: PasswordBySsm[object], account: Account, facts: Facts) -> Outcome:
        judged.append(await outcome(self, account, facts))
        return judged[-1]

    monkeypatch.setattr(PasswordBySsm, "outcome", told)
    # Before the change: invariants, and the key of the envelope.
    before = _commands_before_the_change(world)
    world.aws.control.add_faults(Fault(kind=kind, action="SendCommand", nth=before + 1))
    result = rotate(world)
    acted = kind is FaultKind.DROP_ANSWER
    assert (result.state, result.changed) == (
        (ResultState.DONE, True) if acted else (ResultState.FAILED, False)
    ), result
    # While it is under way the proof may come first; that it was never made is concluded from the key alone.
    assert (Outcome.NOT_APPLIED in judged) != acted
    assert sent(world) == (1 if acted else 0)
    assert (world.password(world.users[0]) != old) == acted
    assert_settled(world)


def _commands_before_the_change(world: SsmWorld) -> int:
    """Count, on another account of the same host, how many commands a rotation sends before the change."""
    login = f"{world.logins[0]}x"
    world.server.create_user(login, "Other-1-word")  # type: ignore[union-attr]  # one of two
    user = world.user(login, "Other-1-word", on=world.database_id)
    seen = len(world.host.scripts)

    async def work() -> None:
        engine = Engine(world.vault, limits=Limits(inline_patience=20.0))
        try:
            await engine.rotate([user], who="test")
        finally:
            await engine.close()

    asyncio.run(work())
    scripts = world.host.scripts[seen:]
    before = next(n for n, script in enumerate(scripts) if "result=" in script)
    world.host.scripts.clear()
    return before


def test_a_writer_suspended_past_its_lease_that_sends_late_changes_nothing(world: SsmWorld) -> None:
    process = start(world, "stop", 0, "another-machine")
    wait_until_stopped(process.pid)
    time.sleep(2.5)  # its lease of two seconds runs out
    taken_over = rotate(world, owner=Owner("this-machine", world.vault.owner.process))
    assert taken_over.state in (ResultState.DONE, ResultState.FAILED), taken_over
    settled = world.password(world.users[0])
    os.kill(process.pid, signal.SIGCONT)
    output, _ = process.communicate(timeout=60)
    assert '"changed": true' not in output
    recover(world)
    assert_settled(world)
    # The late envelope found no key: what was settled meanwhile still holds.
    assert world.password(world.users[0]) == settled


@pytest.mark.parametrize("world", ["linux"], indirect=True)
def test_without_the_proof_on_the_host_these_facts_do_not_hold(
    world: SsmWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def believed(self: LinuxPasswordBySsm, account: Account, candidate: Secret) -> ProbeResult:
        return ProbeResult(Answer.ACCEPTED)

    monkeypatch.setattr(LinuxPasswordBySsm, "probe", believed)
    monkeypatch.setattr(
        "pamdesk.targets.ssm.linux_scripts._CHANGE", "echo result=0; exit 0\n"
    )  # a host that says so, and does nothing
    assert rotate(world).state is ResultState.DONE
    assert world.knows_the_live_one() == {world.logins[0]: False}
