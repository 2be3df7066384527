"""SSH keys: SIGKILL at each journal row, cut connections, a late writer; the vault holds the live key, and only that lets in."""

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
from pamdesk.targets.ssh import keys as ssh_keys
from pamdesk.vault.leases import Owner
from tests.faults.test_kills_iam import LaterClock, wait_until_stopped
from tests.servers.proxy import Action, FaultProxy
from tests.servers.sshd import SshServer
from tests.worlds import OTHER_KEY, KeyWorld, key_world

pytestmark = [pytest.mark.server, pytest.mark.timeout(240)]

ROOT = Path(__file__).resolve().parents[2]
STATES = ["PLANNED", "STAGED", "APPLYING", "APPLIED", "VERIFIED", "PROMOTED", "RETIRING", "DONE"]
JOURNAL_WRITES = len(STATES) - 1  # VERIFIED is written with PROMOTED
MOST_MESSAGES = 200


@pytest.fixture(params=["by admin", "by itself"])
def world(request: pytest.FixtureRequest, ssh_server: SshServer, tmp_path: Path) -> Iterator[KeyWorld]:
    made = key_world(tmp_path / "v.pamdesk", ssh_server, by_admin=request.param == "by admin")
    yield made
    made.vault.close()


def start(world: KeyWorld, moment: str, number: int = 0, *machine: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.dying", str(world.vault.path), world.account, moment]
    return subprocess.Popen([*command, str(number), *machine], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def run(world: KeyWorld, *, rotating: bool, machine: str = "", patience: float = 0.0) -> list[AccountResult]:
    async def work() -> list[AccountResult]:
        owner = Owner(machine, world.vault.owner.process) if machine else None
        # An account that changes itself cannot ask what became of it: the host's own time limit ends the attempt.
        clock = LaterClock(0.0 if rotating else 61.0)
        engine = Engine(world.vault, owner=owner, clock=clock, limits=Limits(inline_patience=patience))
        try:
            if rotating:
                return list(await engine.rotate([world.account], who="test"))
            return list(await engine.recover(patience=10.0))
        finally:
            await engine.close()

    return asyncio.run(work())


def assert_settled(world: KeyWorld) -> None:
    """The vault's key lets in, its public half is beside it, and everybody else's lines are as they were."""
    key = world.key()
    assert world.lets_in(key)
    assert world.vault.records.get(world.account).text("public_key") == str(ssh_keys.public_of(key))
    assert world.vault.journal.attempts(world.account, unfinished=True) == []
    text = world.file.read_bytes()
    assert (text.count(OTHER_KEY), [path.name for path in world.file.parent.iterdir()]) == (
        2,
        ["authorized_keys"],
    )
    assert text.count(b"no-pty ssh-ed25519 ") == text.count(b" deploy\n")


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", range(1, JOURNAL_WRITES + 1))
def test_after_sigkill_at_a_journal_write_the_vault_holds_the_live_key(
    world: KeyWorld, moment: str, number: int
) -> None:
    old = world.key()
    process = start(world, moment, number)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    run(world, rotating=False)
    assert_settled(world)
    sent = number >= 4
    assert (world.key() != old) == sent
    assert world.lets_in(old) == (not sent)
    assert world.file.read_bytes().count(b" deploy\n") == 1


def test_an_undisturbed_run_makes_the_journal_writes_that_the_kills_count(world: KeyWorld) -> None:
    output, _ = start(world, "never").communicate(timeout=60)
    assert '"state": "done"' in output
    [attempt] = world.vault.journal.attempts(world.account)
    assert [event.state.name for event in world.vault.journal.events(attempt.id)] == STATES
    assert_settled(world)


def test_a_writer_suspended_past_its_lease_that_sends_late_is_found_out(world: KeyWorld) -> None:
    process = start(world, "stop", 0, "another-machine")
    wait_until_stopped(process.pid)
    time.sleep(2.5)  # its lease of two seconds runs out
    run(world, rotating=True, machine="this-machine", patience=1.0)
    os.kill(process.pid, signal.SIGCONT)
    process.communicate(timeout=60)
    run(world, rotating=False)
    assert_settled(world)


@pytest.mark.parametrize("action", [Action.CUT_BEFORE, Action.DROP_ANSWER])
def test_cut_at_any_message_the_vault_ends_with_the_live_key(
    ssh_server: SshServer, tmp_path: Path, fault_proxy: Callable[[int], FaultProxy], action: Action
) -> None:
    proxy = fault_proxy(ssh_server.port)
    world = key_world(tmp_path / "v.pamdesk", ssh_server, port=proxy.port)
    seen: set[ResultState] = set()
    for message in range(1, MOST_MESSAGES, 3):
        sent = proxy.counts.client_chunks
        proxy.arm_after(message, action)
        [result] = run(world, rotating=True)
        sent = proxy.counts.client_chunks - sent
        proxy.heal()
        seen.add(result.state)
        run(world, rotating=False)
        assert_settled(world)
        if sent < message:
            break
    else:
        raise AssertionError("the conversation never ended")
    assert ResultState.DONE in seen
    world.vault.close()
