"""SIGKILL before, during and after a script: it runs at least once, never twice at the same time, and the person is told."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pamdesk.records.errors import UserError
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.rotation.script_folders import PREFIX
from pamdesk.services import scripts
from pamdesk.vault.journal import State
from pamdesk.vault.script_runs import RunState
from tests.scripts import carry, noting
from tests.servers.postgresql import PostgresServer
from tests.worlds import TEST, DatabaseWorld, postgres_world

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(os.name != "posix", reason="these scripts are for a POSIX shell"),
]
ROOT = Path(__file__).resolve().parents[2]
TWICE = "PamDesk had ended while once.sh ran: it was run again, maybe for the second time."


@pytest.fixture
def world(
    tmp_path: Path, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DatabaseWorld]:
    """A vault for one user of a real server; the folders of scripts lie in a place of this test."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    made = postgres_world(tmp_path / "v.pamdesk", postgres_server, users=1)
    yield made
    made.vault.close()


def killed(world: DatabaseWorld, moment: str) -> None:
    command = [sys.executable, "-m", "tests.faults.dying_scripts", str(world.vault.path), world.users[0]]
    child = subprocess.run([*command, moment], cwd=ROOT, timeout=60, check=False)
    assert -signal.SIGKILL == child.returncode


def recover(world: DatabaseWorld) -> AccountResult:
    async def work() -> AccountResult:
        engine = Engine(world.vault)
        try:
            [result] = await engine.recover(patience=10.0)
            return result
        finally:
            await engine.close()

    return asyncio.run(work())


def states(world: DatabaseWorld) -> list[RunState]:
    return [run.state for run in reversed(scripts.runs(world.vault, world.users[0]))]


def assert_settled(world: DatabaseWorld) -> None:
    assert {world.logins[0]: True} == world.knows_the_live_one()
    assert [] == world.vault.journal.attempts(world.users[0], unfinished=True)
    assert [] == list((world.vault.path.parent / "temporary").glob(f"{PREFIX}*"))
    assert world.vault.audit.verify().ok


@pytest.mark.parametrize(
    ("moment", "ran", "runs"),
    [
        ("promote", 1, [RunState.OK]),
        ("before-begin", 1, [RunState.OK]),
        ("begin", 1, [RunState.UNKNOWN, RunState.OK]),
        ("before-end", 2, [RunState.UNKNOWN, RunState.OK]),
        ("end", 1, [RunState.OK]),
        ("before-finish", 1, [RunState.OK]),
    ],
)
def test_after_sigkill_around_a_script_it_has_run_at_least_once_and_the_person_is_told(
    world: DatabaseWorld, tmp_path: Path, moment: str, ran: int, runs: list[RunState]
) -> None:
    place = tmp_path / "ran"
    carry(world.vault, world.users[0], "once.sh", noting(place, "ran"))
    old = world.password(world.users[0])
    killed(world, moment)
    assert old != world.password(world.users[0])
    result = recover(world)
    assert (ResultState.DONE, True, "ok") == (result.state, result.changed, result.code)
    assert ["ran"] * ran == place.read_text().split()
    assert runs == states(world)
    assert (TWICE in result.reason) == (RunState.UNKNOWN in runs)
    assert_settled(world)


def test_a_script_that_outlives_its_pamdesk_is_waited_for_and_then_run_again(
    world: DatabaseWorld, tmp_path: Path
) -> None:
    place = tmp_path / "ran"
    text = (
        f"#!/bin/sh\necho begun >> '{place}'\n"
        f"if ! test -e '{place}.killed'; then touch '{place}.killed'; kill -9 $PPID; fi\n"
        f"sleep 2\necho ended >> '{place}'\n"
    )
    carry(world.vault, world.users[0], "once.sh", text)
    killed(world, "never")
    result = recover(world)
    assert ["begun", "ended", "begun", "ended"] == place.read_text().split()
    assert [RunState.UNKNOWN, RunState.OK] == states(world)
    assert TWICE in result.reason
    assert_settled(world)


def test_a_script_that_failed_before_the_kill_is_not_run_again_by_itself(
    world: DatabaseWorld, tmp_path: Path
) -> None:
    place = tmp_path / "ran"
    carry(world.vault, world.users[0], "once.sh", noting(place, "ran") + "exit 3\n")
    killed(world, "end")
    result = recover(world)
    assert ("followup_failed", ["ran"]) == (result.code, place.read_text().split())
    assert [RunState.FAILED] == states(world)
    assert_settled(world)


def test_scripts_are_not_run_again_alone_while_their_rotation_is_open(
    world: DatabaseWorld, tmp_path: Path
) -> None:
    carry(world.vault, world.users[0], "once.sh", noting(tmp_path / "ran", "ran"))
    killed(world, "promote")

    async def work() -> None:
        engine = Engine(world.vault)
        try:
            await engine.follow_up(world.users[0], who=TEST)
        finally:
            await engine.close()

    with pytest.raises(UserError, match="not settled yet"):
        asyncio.run(work())
    assert not (tmp_path / "ran").exists()
    recover(world)
    assert_settled(world)


def test_a_script_switched_off_after_the_kill_is_not_run_again_and_its_unknown_end_is_said(
    world: DatabaseWorld, tmp_path: Path
) -> None:
    place = tmp_path / "ran"
    carry(world.vault, world.users[0], "once.sh", noting(place, "ran"))
    killed(world, "before-end")
    scripts.switch_script(world.vault, world.users[0], "once.sh", enabled=False, who=TEST)
    result = recover(world)
    assert ("followup_failed", ["ran"]) == (result.code, place.read_text().split())
    assert [RunState.UNKNOWN] == states(world)
    assert_settled(world)


def test_the_next_rotation_first_runs_the_scripts_of_the_one_that_was_killed(
    world: DatabaseWorld, tmp_path: Path
) -> None:
    place = tmp_path / "ran"
    carry(world.vault, world.users[0], "once.sh", noting(place, "ran"))
    killed(world, "before-begin")

    async def work() -> AccountResult:
        engine = Engine(world.vault)
        try:
            [result] = await engine.rotate(world.users, who=TEST)
            return result
        finally:
            await engine.close()

    assert "ok" == asyncio.run(work()).code
    assert ["ran", "ran"] == place.read_text().split()
    attempts = world.vault.journal.attempts(world.users[0])
    assert [State.DONE, State.DONE] == [attempt.state for attempt in attempts]
    assert_settled(world)
