"""SIGKILL at each journal row, a suspended writer, and a cut connection: afterwards the vault holds the live secret."""

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
from pamdesk.rotation.results import AccountResult
from pamdesk.vault.journal import State
from pamdesk.vault.leases import Owner
from tests.worlds import DatabaseWorld, database_world

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

ROOT = Path(__file__).resolve().parents[2]
SERVERS = [
    pytest.param("postgres_server", id="postgresql"),
    pytest.param("mariadb_server", id="mariadb"),
    pytest.param("tds_server", id="sql server"),
    pytest.param("played_oracle", id="oracle"),
    pytest.param("ssh_server", id="linux"),
    pytest.param("windows_host", id="windows"),
    pytest.param("windows_by_ssh", id="windows by ssh"),
    pytest.param("openldap_server", id="openldap", marks=pytest.mark.xdist_group("openldap")),
    pytest.param("samba_server", id="active directory", marks=pytest.mark.xdist_group("samba")),
]
# A directory cannot end a change that may be on its way: there half a minute must pass before it is over.
PATIENCE = 45.0
JOURNAL_WRITES = 6  # PLANNED, STAGED, APPLYING, APPLIED, VERIFIED with PROMOTED, DONE


@pytest.fixture(params=SERVERS)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DatabaseWorld]:
    """A vault for one user of a real server."""
    server = request.getfixturevalue(request.param)
    made = database_world(tmp_path / "v.pamdesk", server, users=1)
    yield made
    made.vault.close()


def start(
    world: DatabaseWorld, moment: str, number: int = 0, *machine: str, user: int = 0
) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "tests.faults.dying",
        str(world.vault.path),
        world.users[user],
        moment,
        str(number),
    ]
    return subprocess.Popen([*command, *machine], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def recover(world: DatabaseWorld, *, patience: float = PATIENCE) -> list[AccountResult]:
    async def work() -> list[AccountResult]:
        engine = Engine(world.vault, limits=Limits(lease_seconds=10.0))
        try:
            return list(await engine.recover(patience=patience))
        finally:
            await engine.close()

    return asyncio.run(work())


def assert_settled(world: DatabaseWorld) -> None:
    assert world.knows_the_live_one() == {world.logins[0]: True}
    left = world.vault.journal.attempts(world.users[0], unfinished=True)
    assert [attempt.state for attempt in left] == []


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", range(1, JOURNAL_WRITES + 1))
def test_after_sigkill_at_a_journal_write_the_vault_holds_the_live_secret(
    world: DatabaseWorld, moment: str, number: int
) -> None:
    old = world.password(world.users[0])
    process = start(world, moment, number)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    recover(world)
    assert_settled(world)
    # The change was sent after the third write and before the fourth: from there on the new secret must be in place.
    sent = number > 4 or (number == 4 and moment in ("before", "after"))
    assert (world.password(world.users[0]) != old) == sent


def test_an_undisturbed_run_makes_the_journal_writes_that_the_kills_count(world: DatabaseWorld) -> None:
    output, _ = start(world, "never").communicate(timeout=60)
    assert '"state": "done"' in output
    [attempt] = world.vault.journal.attempts(world.users[0])
    states = [event.state for event in world.vault.journal.events(attempt.id)]
    assert states == [
        State.PLANNED,
        State.STAGED,
        State.APPLYING,
        State.APPLIED,
        State.VERIFIED,
        State.PROMOTED,
        State.DONE,
    ]
    assert len(states) == JOURNAL_WRITES + 1


def test_a_writer_suspended_past_its_lease_that_sends_late_is_found_out(world: DatabaseWorld) -> None:
    process = start(world, "stop", 0, "another-machine")
    wait_until_stopped(process.pid)
    time.sleep(2.5)  # its lease of two seconds runs out

    async def take_over() -> AccountResult:
        engine = Engine(
            world.vault,
            owner=Owner("this-machine", world.vault.owner.process),
            limits=Limits(inline_patience=1.0),
        )
        try:
            [result] = await engine.rotate([world.users[0]], who="test")
            return result
        finally:
            await engine.close()

    asyncio.run(take_over())
    os.kill(process.pid, signal.SIGCONT)
    process.communicate(timeout=60)
    recover(world)
    assert_settled(world)


def wait_until_stopped(pid: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T":
            return
        time.sleep(0.02)
    raise AssertionError("the writer did not stop")
