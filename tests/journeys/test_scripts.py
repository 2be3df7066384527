"""After a rotation on a real PostgreSQL: its scripts run in order, are told, are masked, and never undo it."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from pamdesk.records.errors import InvalidRecord, UserError
from pamdesk.records.secret import Secret
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.services import scripts
from pamdesk.vault.journal import State
from pamdesk.vault.script_runs import RunState
from tests.scripts import carry, decoding, noting
from tests.servers.postgresql import PostgresServer
from tests.worlds import TEST, DatabaseWorld, postgres_world

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(os.name != "posix", reason="these scripts are for a POSIX shell"),
]
T = TypeVar("T")


@pytest.fixture
def world(tmp_path: Path, postgres_server: PostgresServer) -> Iterator[DatabaseWorld]:
    """A vault for two users of a real server."""
    made = postgres_world(tmp_path / "v.pamdesk", postgres_server, users=2)
    yield made
    made.vault.close()


def engine_of(world: DatabaseWorld, act: Callable[[Engine], Awaitable[T]]) -> T:
    async def work() -> T:
        engine = Engine(world.vault)
        try:
            return await act(engine)
        finally:
            await engine.close()

    return asyncio.run(work())


def rotate(world: DatabaseWorld, *users: str) -> list[AccountResult]:
    return list(engine_of(world, lambda engine: engine.rotate(users or world.users[:1], who=TEST)))


def states(world: DatabaseWorld) -> list[RunState]:
    return [run.state for run in reversed(scripts.runs(world.vault, world.users[0]))]


def newest_output(world: DatabaseWorld) -> str:
    return scripts.run_output(world.vault, scripts.runs(world.vault, world.users[0])[0].id)


def journal_of(world: DatabaseWorld) -> list[State]:
    attempt = world.vault.journal.attempts(world.users[0])[0]
    return [event.state for event in world.vault.journal.events(attempt.id)]


def test_scripts_run_in_the_order_user_resource_configuration(world: DatabaseWorld, tmp_path: Path) -> None:
    order = tmp_path / "order"
    carry(world.vault, world.configuration, "c.sh", noting(order, "configuration"))
    carry(world.vault, world.database_id, "r.sh", noting(order, "resource"))
    carry(world.vault, world.users[0], "u1.sh", noting(order, "user-1"))
    carry(world.vault, world.users[0], "u2.sh", noting(order, "user-2"))
    [plan] = engine_of(world, lambda engine: engine.plan(world.users[:1]))
    assert [f"Run the script u1.sh of {world.logins[0]}.", "Run the script c.sh of Local network."] == [
        plan.steps[-4],
        plan.steps[-1],
    ]
    [result] = rotate(world)
    assert (ResultState.DONE, True, "ok") == (result.state, result.changed, result.code)
    assert ["user-1", "user-2", "resource", "configuration"] == order.read_text().split()
    assert [State.PROMOTED, State.DEPENDENTS, State.DONE] == journal_of(world)[-3:]
    assert [RunState.OK] * 4 == states(world)
    assert {world.logins[0]: True, world.logins[1]: True} == world.knows_the_live_one()


def test_a_rotation_without_scripts_that_are_on_writes_nothing_more(
    world: DatabaseWorld, tmp_path: Path
) -> None:
    rotate(world)
    without = journal_of(world)
    carry(world.vault, world.users[0], "u.sh", noting(tmp_path / "ran", "x"), on=False)
    [result] = rotate(world)
    assert "ok" == result.code
    assert not (tmp_path / "ran").exists()
    assert State.DEPENDENTS not in without
    assert without == journal_of(world)
    assert [] == states(world)


def test_a_script_is_told_the_keys_that_administrators_know(world: DatabaseWorld, tmp_path: Path) -> None:
    told = tmp_path / "told"
    other = world.record("login", "ticket system", {"login": "bot", "password": Secret("canary-ticket-77")})
    text = decoding(f"json.dump([told, records, sys.argv, dict(os.environ)], open({str(told)!r}, 'w'))\n")
    scripts.add_script(
        world.vault, world.users[0], "tell.py", Secret(text), who=TEST, credentials=["ticket system"]
    )
    scripts.switch_script(world.vault, world.users[0], "tell.py", enabled=True, who=TEST)
    old = world.password(world.users[0])
    [result] = rotate(world)
    new = world.password(world.users[0])
    assert "ok" == result.code
    keys, records, arguments, environment = json.loads(told.read_text())
    assert [
        "newPassword",
        "oldPassword",
        "providerRecordUid",
        "records",
        "resourceRecordUid",
        "user",
        "userRecordUid",
    ] == sorted(keys)
    assert (new, old, world.logins[0]) == (keys["newPassword"], keys["oldPassword"], keys["user"])
    assert (world.configuration, world.database_id, world.users[0]) == (
        keys["providerRecordUid"],
        keys["resourceRecordUid"],
        keys["userRecordUid"],
    )
    assert ["Local network", "billing-prod", "ticket system", world.logins[0]] == list(records)
    assert (other, "canary-ticket-77") == (
        records["ticket system"]["uid"],
        records["ticket system"]["password"],
    )
    assert (new, world.server.port) == (records[world.logins[0]]["password"], records["billing-prod"]["port"])
    outside = json.dumps([arguments, environment])
    assert [] == [secret for secret in (new, old, "canary-ticket-77") if secret in outside]
    assert [] == [name for name in environment if name.startswith("PAMDESK_")]
    assert not Path(arguments[0]).parent.exists()


def test_no_form_of_a_secret_is_kept_of_what_a_script_prints(world: DatabaseWorld) -> None:
    awkward = 'canary "quoted" \\ ü / + 1'
    world.record("login", "other", {"login": "x", "password": Secret(awkward)})
    printing = decoding(
        "line = base64.b64encode(json.dumps(told).encode()).decode()\n"
        "print('begin', line, told['records'])\n"
        "for text in (told['newPassword'], told['oldPassword'], records['other']['password']):\n"
        "    for part in (text, json.dumps(text), json.dumps(text, ensure_ascii=False)):\n"
        "        for before in ('', 'x', 'xy'):\n"
        "            print(before + part, base64.b64encode((before + part).encode()).decode())\n"
        "            print(base64.urlsafe_b64encode((before + part).encode()).decode())\n"
        "print(json.dumps(told), file=sys.stderr)\n"
        "sys.stdout.write('end ' + told['newPassword'][:-1])\n"
    )
    scripts.add_script(world.vault, world.users[0], "p.py", Secret(printing), who=TEST, credentials=["other"])
    scripts.switch_script(world.vault, world.users[0], "p.py", enabled=True, who=TEST)
    old = world.password(world.users[0])
    [result] = rotate(world)
    new = world.password(world.users[0])
    output = newest_output(world)
    assert "ok" == result.code
    assert output.startswith("begin ***")
    assert output.endswith("end ***")
    for secret in (old, new, awkward):
        for offset in range(3):
            coded = base64.b64encode(b"xyz"[:offset] + secret.encode()).decode().rstrip("=")
            assert coded[4:-2] not in output
        assert secret not in output
        assert json.dumps(secret)[1:-1] not in output


@pytest.mark.parametrize("before", ["", "xyz12"])
def test_where_output_is_cut_within_a_secret_no_half_of_it_is_kept(world: DatabaseWorld, before: str) -> None:
    text = f"sys.stdout.write(({before!r} + told['newPassword']) * 60000)\n"
    carry(world.vault, world.users[0], "long.py", decoding(text))
    rotate(world)
    output, password = newest_output(world), world.password(world.users[0])
    assert output.startswith("[…]\n")
    assert output.endswith(before + "***")
    assert [] == [size for size in range(4, len(password)) if password[-size:] in output]


def test_only_the_end_of_a_long_output_is_kept_and_no_half_of_a_secret(world: DatabaseWorld) -> None:
    carry(
        world.vault,
        world.users[0],
        "long.py",
        decoding("for n in range(20000): print(n, told['newPassword'], 'x' * 40)\n"),
    )
    rotate(world)
    output = newest_output(world)
    assert output.startswith("[…]\n")
    assert output.endswith("19999 *** " + "x" * 40 + "\n")
    assert 60_000 < len(output) <= 64 * 1024 + 4
    password = world.password(world.users[0])
    assert [] == [size for size in range(4, len(password)) if password[-size:] in output]


def test_a_script_that_fails_undoes_nothing_the_others_run_and_it_can_be_run_again_alone(
    world: DatabaseWorld, tmp_path: Path
) -> None:
    order, mended = tmp_path / "order", tmp_path / "mended"
    failing = f"#!/bin/sh\necho tried >> '{order}'\necho no such service >&2\ntest -e '{mended}'\n"
    carry(world.vault, world.users[0], "restart-billing.sh", failing)
    carry(world.vault, world.configuration, "after.sh", noting(order, "after"))
    [result] = rotate(world)
    assert (ResultState.DONE, True, "followup_failed") == (result.state, result.changed, result.code)
    assert (
        "The new password works. The script restart-billing.sh failed: run it again; nothing else is changed by it."
        == result.reason
    )
    assert "no such service\n" == scripts.run_output(
        world.vault, scripts.runs(world.vault, world.users[0])[1].id
    )
    assert "followup_failed" == world.vault.journal.account_state(world.users[0]).state
    password = world.password(world.users[0])
    again = engine_of(world, lambda engine: engine.follow_up(world.users[0], who="ann"))
    assert ("followup_failed", ["tried", "after", "tried"]) == (again.code, order.read_text().split())
    mended.touch()
    again = engine_of(world, lambda engine: engine.follow_up(world.users[0], who="ann"))
    assert (ResultState.DONE, "ok", "The new password works. Its scripts have ended well.") == (
        again.state,
        again.code,
        again.reason,
    )
    assert password == world.password(world.users[0])
    assert [RunState.FAILED, RunState.OK, RunState.FAILED, RunState.OK] == states(world)
    assert "done" == world.vault.journal.account_state(world.users[0]).state
    assert {world.logins[0]: True, world.logins[1]: True} == world.knows_the_live_one()
    assert world.vault.audit.verify().ok


def test_a_script_is_ended_at_its_time_limit_with_everything_it_started(
    world: DatabaseWorld, tmp_path: Path
) -> None:
    late = tmp_path / "late"
    text = f"#!/bin/sh\n(sleep 3; touch '{late}') &\necho waiting\nsleep 60\n"
    carry(world.vault, world.users[0], "slow.sh", text, seconds=1)
    began = time.monotonic()
    [result] = rotate(world)
    assert time.monotonic() - began < 15
    assert ("followup_failed", [RunState.TIMED_OUT]) == (result.code, states(world))
    assert "waiting\n" == newest_output(world)
    time.sleep(3.2)
    assert not late.exists()


def test_a_script_that_leaves_a_program_behind_or_reads_nothing_ends_all_the_same(
    world: DatabaseWorld,
) -> None:
    carry(world.vault, world.users[0], "leaves.sh", "#!/bin/sh\nsleep 20 &\necho left\n")
    began = time.monotonic()
    [result] = rotate(world)
    assert time.monotonic() - began < 10
    assert ("ok", "left\n") == (result.code, newest_output(world))


def test_slow_scripts_of_one_account_do_not_hold_up_another_account_of_the_host(
    world: DatabaseWorld, tmp_path: Path
) -> None:
    going = tmp_path / "going"
    carry(world.vault, world.users[0], "slow.sh", f"#!/bin/sh\ntouch '{going}'\nsleep 4\n")

    async def both(engine: Engine) -> tuple[float, float]:
        loop = asyncio.get_running_loop()
        slow = asyncio.create_task(engine.rotate([world.users[0]], who=TEST))
        while not going.exists():
            await asyncio.sleep(0.05)
        began = loop.time()
        host = engine._gate._accounts[next(iter(engine._gate._accounts))]
        taken = host._value
        await engine.rotate([world.users[1]], who=TEST)
        quick = loop.time() - began
        await slow
        assert taken == host._value
        return quick, loop.time() - began

    quick, both_took = engine_of(world, both)
    assert quick < 3 < both_took


def test_a_script_with_a_new_text_is_off_until_a_person_switches_it_on_again(
    world: DatabaseWorld, tmp_path: Path
) -> None:
    carry(world.vault, world.users[0], "u.sh", noting(tmp_path / "ran", "old"))
    carry(world.vault, world.users[0], "u.sh", noting(tmp_path / "ran", "new"), on=False)
    [result] = rotate(world)
    assert ("ok", False) == (result.code, (tmp_path / "ran").exists())
    switched = [entry.action for entry in world.vault.audit.list() if entry.action.startswith("script ")]
    assert ["script changed", "script on", "script switched on", "script added"] == switched


def test_an_imported_script_has_no_text_and_cannot_be_switched_on(world: DatabaseWorld) -> None:
    user = world.vault.records.get(world.users[0])
    kept = {"scripts": [{"file": "post.ps1", "command": "pwsh.exe", "credentials": [], "enabled": False}]}
    world.vault.records.update(user.with_fields({"~keeper": Secret(json.dumps(kept))}), who=TEST)
    [line] = scripts.scripts(world.vault, world.users[0])
    assert ("post.ps1", False, True, False) == (line.name, line.enabled, line.imported, line.has_text)
    with pytest.raises(InvalidRecord, match="only the name"):
        scripts.switch_script(world.vault, world.users[0], "post.ps1", enabled=True, who=TEST)
    added = scripts.add_script(world.vault, world.users[0], "post.ps1", Secret("exit 0"), who=TEST)
    assert (False, True, "pwsh.exe") == (added.enabled, added.imported, added.interpreter)
    [result] = rotate(world)
    assert ("ok", []) == (result.code, states(world))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("what.xyz", "echo 1\n", "Neither the first line of the script"),
        ("gone.sh", "#!/no/such/program\n", "is not on this machine"),
    ],
)
def test_a_script_that_nothing_runs_is_a_follow_up_that_failed(
    world: DatabaseWorld, name: str, text: str, said: str
) -> None:
    carry(world.vault, world.users[0], name, text)
    [result] = rotate(world)
    [run] = scripts.runs(world.vault, world.users[0])
    assert ("followup_failed", RunState.NOT_STARTED) == (result.code, run.state)
    assert said in run.sentence


def test_scripts_are_not_run_again_with_a_password_that_was_changed_by_hand(world: DatabaseWorld) -> None:
    carry(world.vault, world.users[0], "u.sh", "#!/bin/sh\nexit 3\n")
    rotate(world)
    user = world.vault.records.get(world.users[0])
    world.vault.records.update(user.with_fields({"password": Secret("by hand")}), who="ann")
    with pytest.raises(UserError, match="changed after its last rotation"):
        engine_of(world, lambda engine: engine.follow_up(world.users[0], who="ann"))
