"""An earlier SSH key that is made current again is not believed before the host was asked."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from pamdesk.rotation.engine import Engine
from pamdesk.rotation.results import ResultState
from pamdesk.services.restoring import restore_version, what_restore_undoes
from tests.servers.sshd import SshServer
from tests.worlds import KeyWorld, key_world

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]


def test_a_restored_ssh_key_is_in_doubt_and_the_host_says_which_one_works(
    tmp_path: Path, ssh_server: SshServer
) -> None:
    world: KeyWorld = key_world(tmp_path / "v.pamdesk", ssh_server)

    async def work(step: str) -> ResultState:
        engine = Engine(world.vault)
        try:
            if step == "rotate":
                [result] = await engine.rotate([world.account], who="test")
            else:
                result = await engine.ask_again(world.account)
            return result.state
        finally:
            await engine.close()

    before = world.key()
    assert ResultState.DONE is asyncio.run(work("rotate"))
    live, public = world.key(), world.vault.records.get(world.account).text("public_key")
    told = what_restore_undoes(world.vault, world.account, 1)
    assert "holds an earlier SSH key" in told
    assert "asks the server" in told
    restore_version(world.vault, world.account, 1, "ann", confirmed=True)
    state = world.vault.journal.account_state(world.account)
    assert ("in_doubt", "restored", before) == (state.state, state.code, world.key())
    assert ResultState.DONE is asyncio.run(work("ask"))
    assert (live, public) == (world.key(), world.vault.records.get(world.account).text("public_key"))
    assert world.lets_in(world.key())
    world.vault.close()
