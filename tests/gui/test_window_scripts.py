"""Scripts that follow a rotation, in the window: their step, their failure in words, and running them again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pamdesk.desktop.widgets.steps import Light
from pamdesk.services.states import AccountWord
from tests.gui import window_fixtures as helpers
from tests.gui.window_fixtures import PATIENCE, Opened
from tests.scripts import carry
from tests.servers.postgresql import PostgresServer
from tests.worlds import DatabaseWorld, postgres_world

pytestmark = [pytest.mark.gui, pytest.mark.server]


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    yield from helpers.event_loop(qapp)


@pytest.fixture
def world(tmp_path: Path, postgres_server: PostgresServer) -> DatabaseWorld:
    world = postgres_world(tmp_path / "operations.pamdesk", postgres_server, users=2)
    mended = tmp_path / "mended"
    carry(world.vault, world.users[0], "restart", f"#!/bin/sh\nread -r line\ntest -e '{mended}'\n")
    world.vault.close()
    return world


@pytest.fixture
def opened(loop: object, qtbot: QtBot, tmp_path: Path, world: DatabaseWorld) -> Iterator[Opened]:
    made = helpers.unlock(qtbot, tmp_path / "operations.pamdesk")
    yield made
    helpers.shut(made)


def drawn(opened: Opened) -> dict[str, Light]:
    lights = opened.work.browse.pane.rotation.lights
    return {step.key: step.light for step in lights.steps()} if lights is not None else {}


def test_a_failed_script_is_said_and_run_again_alone(
    opened: Opened, world: DatabaseWorld, tmp_path: Path
) -> None:
    user, pane = world.users[0], opened.work.browse.pane
    opened.choose(user)
    pane.rotate.click()
    opened.bot.waitUntil(pane.follow_up.isVisible, timeout=PATIENCE)
    opened.bot.waitUntil(lambda: drawn(opened).get("followed_up") is Light.FAILED, timeout=PATIENCE)
    assert "restart" in pane.note.words()

    (tmp_path / "mended").touch()
    pane.follow_up.click()

    done = AccountWord.DONE
    opened.bot.waitUntil(lambda: opened.session.overview.word(user) is done, timeout=PATIENCE)
    opened.bot.waitUntil(lambda: not pane.follow_up.isVisible(), timeout=PATIENCE)
    opened.bot.waitUntil(lambda: drawn(opened).get("followed_up") is Light.DONE, timeout=PATIENCE)


def test_an_account_without_scripts_has_no_such_step(opened: Opened, world: DatabaseWorld) -> None:
    opened.choose(world.users[1])
    opened.work.browse.pane.rotate.click()
    opened.bot.waitUntil(lambda: drawn(opened).get("finished") is Light.DONE, timeout=PATIENCE)
    assert "followed_up" not in drawn(opened)
