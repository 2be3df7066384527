"""The connection is cut at every message that the program sends: afterwards the vault holds the live secret."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.vault.journal import Attempt, Lease, State
from tests.servers.postgresql import PostgresServer
from tests.servers.proxy import Action, FaultProxy
from tests.worlds import DatabaseWorld, database_world

pytestmark = [
    pytest.mark.server,
    pytest.mark.timeout(240),
    # Python's ssl forgets to close a socket whose peer resets it between connect and handshake; it is closed when
    # the object goes, which is all that a client can do about it.
    pytest.mark.filterwarnings("ignore:unclosed <ssl.SSLSocket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:.*unclosed|.*ssl.SSLSocket:pytest.PytestUnraisableExceptionWarning"),
]

SERVERS = [
    pytest.param("postgres_server", id="postgresql"),
    pytest.param("mariadb_server", id="mariadb"),
    pytest.param("tds_server", id="sql server"),
    pytest.param("ssh_server", id="linux"),
    pytest.param("windows_host", id="windows"),
    pytest.param("windows_by_ssh", id="windows by ssh"),
    pytest.param("openldap_server", id="openldap", marks=pytest.mark.xdist_group("openldap")),
    pytest.param("samba_server", id="active directory", marks=pytest.mark.xdist_group("samba")),
]
# A directory cannot end a change that may be on its way: there half a minute must pass before it is over.
PATIENCE = 45.0
MOST_MESSAGES = 150


@dataclass
class Line:
    """A vault whose only way to its server is a proxy."""

    world: DatabaseWorld
    proxy: FaultProxy


@pytest.fixture(params=SERVERS)
def line(
    request: pytest.FixtureRequest, tmp_path: Path, fault_proxy: Callable[[int], FaultProxy]
) -> Iterator[Line]:
    """A vault for one user of a real server, behind a fault proxy."""
    server = request.getfixturevalue(request.param)
    proxy = fault_proxy(server.port)
    world = database_world(tmp_path / "v.pamdesk", server, users=1, port=proxy.port)
    yield Line(world, proxy)
    world.vault.close()


def run(world: DatabaseWorld, act: Callable[[Engine], object]) -> list[AccountResult]:
    async def work() -> list[AccountResult]:
        engine = Engine(world.vault, limits=Limits(inline_patience=0.0, close_patience=5.0))
        try:
            return list(await act(engine))  # type: ignore[misc]
        finally:
            await engine.close()

    return asyncio.run(work())


@pytest.mark.parametrize("action", [Action.CUT_BEFORE, Action.CUT_AFTER, Action.DROP_ANSWER])
def test_cut_at_any_message_the_vault_ends_with_the_live_secret(line: Line, action: Action) -> None:
    user = line.world.users[0]
    seen: set[ResultState] = set()
    for message in range(1, MOST_MESSAGES):
        sent = line.proxy.counts.client_chunks
        line.proxy.arm_after(message, action)
        [result] = run(line.world, lambda engine: engine.rotate([user], who="test"))
        sent = line.proxy.counts.client_chunks - sent
        line.proxy.heal()
        seen.add(result.state)
        run(line.world, lambda engine: engine.recover(patience=PATIENCE))
        assert line.world.knows_the_live_one() == {line.world.logins[0]: True}, f"cut at message {message}"
        assert line.world.vault.journal.attempts(user, unfinished=True) == []
        if sent < message:
            break  # the conversation has fewer messages than that
    else:
        raise AssertionError("the conversation never ended")
    assert message > 8
    assert ResultState.DONE in seen


def test_a_change_whose_answer_is_lost_is_never_called_unchanged_without_asking(line: Line) -> None:
    user = line.world.users[0]
    for message in range(1, MOST_MESSAGES):
        line.proxy.arm_after(message, Action.CUT_AFTER)
        before = line.world.password(user)
        [result] = run(line.world, lambda engine: engine.rotate([user], who="test"))
        fired = line.proxy.fired
        line.proxy.heal()
        if result.changed is False:
            assert line.world.server.can_sign_in(line.world.logins[0], before), f"cut at message {message}"
        if result.changed is True:
            now = line.world.password(user)
            assert now != before
            assert line.world.server.can_sign_in(line.world.logins[0], now), f"cut at message {message}"
        run(line.world, lambda engine: engine.recover(patience=PATIENCE))
        if not fired:
            return


def test_a_server_that_falls_silent_holds_nothing_up_for_ever(line: Line) -> None:
    """Swallowed from the announcement on; the drivers' own time limits end it, and the account is asked about later."""
    user = line.world.users[0]
    line.proxy.refuse()
    [result] = run(line.world, lambda engine: engine.rotate([user], who="test"))
    assert (result.state, result.changed, result.code) == (ResultState.FAILED, False, "unreachable")
    line.proxy.accept()
    [result] = run(line.world, lambda engine: engine.rotate([user], who="test"))
    assert result.state is ResultState.DONE
    assert line.world.knows_the_live_one() == {line.world.logins[0]: True}


@pytest.mark.parametrize(
    ("action", "end"), [(Action.CUT_BEFORE, State.NOT_APPLIED), (Action.CUT_AFTER, State.DONE)]
)
def test_an_account_in_doubt_is_asked_although_rotation_was_switched_off(
    postgres_server: PostgresServer,
    tmp_path: Path,
    fault_proxy: Callable[[int], FaultProxy],
    monkeypatch: pytest.MonkeyPatch,
    action: Action,
    end: State,
) -> None:
    proxy = fault_proxy(postgres_server.port)
    world = database_world(tmp_path / "v.pamdesk", postgres_server, users=1, port=proxy.port)
    [user], journal = world.users, world.vault.journal
    settings = world.vault.rotation_settings.get(user)
    assert settings is not None
    advance = journal.advance

    def cut_and_stay_down(lease: Lease, attempt_id: str, state: State, **others: Any) -> Future[Attempt]:
        if state is State.APPLYING:
            proxy.arm_after(1, action)  # what is sent next is the COMMIT
        if state is State.AMBIGUOUS:
            proxy.refuse()  # from the lost answer on nobody answers, so that nothing is settled at once
        return advance(lease, attempt_id, state, **others)

    monkeypatch.setattr(journal, "advance", cut_and_stay_down)
    [result] = run(world, lambda engine: engine.rotate([user], who="test"))
    assert result.state is ResultState.IN_DOUBT
    proxy.heal()
    proxy.accept()
    world.vault.rotation_settings.set(replace(settings, enabled=False), who="test")
    run(world, lambda engine: engine.recover(patience=PATIENCE))
    [attempt] = journal.attempts(user)
    sent = [event.state for event in journal.events(attempt.id)].count(State.APPLYING)
    assert (attempt.state, attempt.finished is not None, sent) == (end, True, 1)
    [result] = run(world, lambda engine: engine.rotate([user], who="test"))
    assert (result.state, result.code) == (ResultState.REFUSED, "off")
    assert world.knows_the_live_one() == {world.logins[0]: True}
    world.vault.close()
