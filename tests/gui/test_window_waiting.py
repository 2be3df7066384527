"""A server that takes a connection and never answers: a person can stop waiting; and what another PamDesk is doing."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui import window_fixtures as helpers
from tests.gui.window_fixtures import PATIENCE, Opened
from tests.worlds import World

pytestmark = pytest.mark.gui


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    yield from helpers.event_loop(qapp)


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of a server that accepts and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def opened(loop: object, qtbot: QtBot, tmp_path: Path, silent: int) -> Iterator[Opened]:
    world = World.create(tmp_path / "operations.pamdesk")
    database = world.database("billing-prod", "127.0.0.1", silent, "postgresql")
    world.user("dba", "secret", on=database, admin_of=database, title="dba")
    world.user("billing_app", "secret", on=database, title="billing_app")
    world.vault.close()
    made = helpers.unlock(qtbot, tmp_path / "operations.pamdesk")
    yield made
    helpers.shut(made)


def test_waiting_for_a_silent_server_can_be_given_up(opened: Opened) -> None:
    opened.panel(opened.session.vault.records.find("billing_app"))
    column = opened.work.record.panel.check
    opened.work.record.check.click()
    opened.bot.waitUntil(lambda: column.quiet.text() == "looking…", timeout=PATIENCE)
    opened.bot.waitUntil(lambda: column.link.text() == "Cancel", timeout=5_000)
    assert column.quiet.text() == "waiting for the server…"

    column.link.click()

    opened.bot.waitUntil(lambda: column.link.text() == "Check now", timeout=2_000)
    assert column.quiet.text() == ""
    assert opened.work.record.panel.check.report is None


def test_rotate_now_is_off_while_another_pamdesk_changes_the_account(opened: Opened) -> None:
    user = opened.session.vault.records.find("billing_app")
    state = opened.session.vault.journal.set_account_state(user, "running", who="other", code="", sentence="")
    state.result(10)
    opened.choose(user)
    rotate = opened.work.desk.actions
    opened.bot.waitUntil(
        lambda: rotate.reason("rotate") == "Another PamDesk is changing it now.", timeout=PATIENCE
    )
    assert rotate["rotate"].isEnabled() is False
