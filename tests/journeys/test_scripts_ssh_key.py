"""The old SSH key stays until the scripts have told whoever depends on it, on a real sshd; then it goes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pamdesk.records.secret import Secret
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.services import scripts
from pamdesk.targets.ssh import keys as ssh_keys
from pamdesk.vault.journal import State
from tests.scripts import carry
from tests.servers.sshd import SshServer
from tests.worlds import OTHER_KEY, TEST, KeyWorld, key_world

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(os.name != "posix", reason="these scripts are for a POSIX shell"),
]


@pytest.fixture(params=["by admin", "by itself"])
def world(request: pytest.FixtureRequest, ssh_server: SshServer, tmp_path: Path) -> Iterator[KeyWorld]:
    made = key_world(tmp_path / "v.pamdesk", ssh_server, by_admin=request.param == "by admin")
    yield made
    made.vault.close()


def act(
    world: KeyWorld, do: Callable[[Engine], Awaitable[Sequence[AccountResult] | AccountResult]]
) -> AccountResult:
    async def work() -> AccountResult:
        engine = Engine(world.vault)
        try:
            ended = await do(engine)
            return ended if isinstance(ended, AccountResult) else ended[0]
        finally:
            await engine.close()

    return asyncio.run(work())


def rotate(world: KeyWorld) -> AccountResult:
    return act(world, lambda engine: engine.rotate([world.account], who=TEST))


def blob(private: Secret) -> bytes:
    """What stands in authorized_keys of a key."""
    return str(ssh_keys.public_of(private)).split()[1].encode()


def copying(world: KeyWorld, place: Path, status: int = 0) -> str:
    """A script that keeps what authorized_keys says while it runs."""
    return f"#!/bin/sh\nread -r line\ncp '{world.file}' '{place}'\nexit {status}\n"


def in_file(world: KeyWorld, *keys: Secret) -> list[bool]:
    text = world.file.read_bytes()
    return [blob(key) in text for key in keys]


def states(world: KeyWorld) -> list[State]:
    journal = world.vault.journal
    return [event.state for event in journal.events(journal.attempts(world.account)[0].id)]


def test_a_script_finds_both_keys_and_afterwards_the_old_one_is_gone(world: KeyWorld, tmp_path: Path) -> None:
    seen, old = tmp_path / "seen", world.key()
    carry(world.vault, world.account, "tell.sh", copying(world, seen))
    result = rotate(world)
    assert (result.state, result.code) == (ResultState.DONE, "ok")
    assert [blob(key) in seen.read_bytes() for key in (old, world.key())] == [True, True]
    assert in_file(world, old, world.key()) == [False, True]
    assert [world.lets_in(key) for key in (old, world.key())] == [False, True]
    assert states(world)[-3:] == [State.DEPENDENTS, State.RETIRING, State.DONE]
    assert world.file.read_bytes().count(OTHER_KEY) == 2


def test_where_a_script_failed_the_old_key_stays_until_it_ran_well(world: KeyWorld, tmp_path: Path) -> None:
    old, mended = world.key(), tmp_path / "mended"
    carry(world.vault, world.account, "tell.sh", f"#!/bin/sh\nread -r line\ntest -e '{mended}'\n")
    result = rotate(world)
    assert (result.state, result.code) == (ResultState.DONE, "followup_failed")
    assert result.reason.endswith("Until then the old one still lets in to web-prod.")
    assert [world.lets_in(key) for key in (old, world.key())] == [True, True]

    mended.touch()
    result = act(world, lambda engine: engine.follow_up(world.account, who=TEST))
    assert (result.state, result.code) == (ResultState.DONE, "ok")
    assert [world.lets_in(key) for key in (old, world.key())] == [False, True]


def test_a_key_that_was_left_for_a_failed_script_goes_with_the_next_rotation(world: KeyWorld) -> None:
    first = world.key()
    carry(world.vault, world.account, "tell.sh", "#!/bin/sh\nread -r line\nexit 3\n")
    rotate(world)
    second = world.key()
    rotate(world)
    assert in_file(world, first, second, world.key()) == [True, True, True]
    scripts.switch_script(world.vault, world.account, "tell.sh", enabled=False, who=TEST)
    rotate(world)
    assert in_file(world, first, second, world.key()) == [False, False, True]


def test_scripts_that_a_killed_program_left_are_run_before_the_old_key_goes(
    world: KeyWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pamdesk.rotation.dependents import Dependents

    old, seen = world.key(), tmp_path / "seen"
    carry(world.vault, world.account, "tell.sh", copying(world, seen))

    async def die(*_: object) -> None:
        raise KeyError("the program ends here")

    with monkeypatch.context() as patch:
        patch.setattr(Dependents, "follow", die)
        rotate(world)
    assert (states(world)[-1], in_file(world, old), seen.exists()) == (State.DEPENDENTS, [True], False)

    act(world, lambda engine: engine.recover(patience=10.0))
    assert [blob(key) in seen.read_bytes() for key in (old, world.key())] == [True, True]
    assert (states(world)[-1], in_file(world, old, world.key())) == (State.DONE, [False, True])
