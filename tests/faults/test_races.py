"""Three programs on one vault, two of them at the same account: one changes it, and a stale one is found out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pamdesk.vault.journal import State
from tests.faults.test_kills import recover, start, wait_until_stopped
from tests.worlds import DatabaseWorld, database_world

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

SERVERS = [
    pytest.param("postgres_server", id="postgresql"),
    pytest.param("mariadb_server", id="mariadb"),
]
LEASE = 2.0  # seconds, of a program that is given a machine's name


@pytest.fixture(params=SERVERS)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DatabaseWorld]:
    """A vault for two users of a real server."""
    made = database_world(tmp_path / "v.pamdesk", request.getfixturevalue(request.param), users=2)
    yield made
    made.vault.close()


def ended(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Wait for a program and return state and code of what it rotated."""
    output, _ = process.communicate(timeout=60)
    [result] = json.loads(output)
    return result["state"], result["code"]


def states(world: DatabaseWorld, user: int) -> list[list[State]]:
    """Return the states of every attempt of an account, newest attempt first."""
    journal = world.vault.journal
    return [[e.state for e in journal.events(a.id)] for a in journal.attempts(world.users[user])]


def assert_settled(world: DatabaseWorld) -> None:
    assert world.knows_the_live_one() == dict.fromkeys(world.logins, True)
    assert [
        a.state for user in world.users for a in world.vault.journal.attempts(user, unfinished=True)
    ] == []


def test_of_three_programs_at_once_two_at_one_account_each_ends_and_the_vault_knows_what_is_live(
    world: DatabaseWorld,
) -> None:
    programs = [start(world, "never", user=user) for user in (0, 0, 1)]
    first, second, other = [ended(program) for program in programs]
    done = ("done", "ok")
    assert other == done
    assert done in (first, second)
    # Whoever came while the other was at it was sent away; whoever came after it rotated once more.
    assert {first[1], second[1]} <= {"ok", "lease_held"}
    assert [attempt[-1] for attempt in states(world, 0)] == [State.DONE] * [first, second].count(done)
    assert_settled(world)


def test_a_suspended_program_of_this_machine_is_not_taken_over_and_holds_up_no_other_account(
    world: DatabaseWorld,
) -> None:
    suspended = start(world, "stop")
    wait_until_stopped(suspended.pid)
    try:
        second, other = start(world, "never"), start(world, "never", user=1)
        # In doubt, for what the suspended one has announced may be sent at any moment.
        assert (ended(second), ended(other)) == (("in_doubt", "lease_held"), ("done", "ok"))
    finally:
        os.kill(suspended.pid, signal.SIGCONT)
    assert ended(suspended) == ("done", "ok")
    assert len(states(world, 0)) == 1
    assert_settled(world)


@pytest.mark.parametrize("moment", ["stop", "stop-sent"])
def test_a_writer_suspended_past_its_lease_is_refused_by_its_token_and_what_it_sent_is_found(
    world: DatabaseWorld, moment: str
) -> None:
    stale = start(world, moment, 0, "another-machine")
    wait_until_stopped(stale.pid)
    try:
        time.sleep(LEASE + 0.5)
        successor, other = start(world, "never", 0, "this-machine"), start(world, "never", user=1)
        ended(successor)
        assert ended(other) == ("done", "ok")
    finally:
        os.kill(stale.pid, signal.SIGCONT)
    assert ended(stale) == ("in_doubt", "lease_lost")
    assert State.LATE in states(world, 0)[-1]
    recover(world)
    assert_settled(world)
