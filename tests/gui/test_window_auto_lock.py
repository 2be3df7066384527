"""The window locks itself when nobody is there, says why, and is as it was when it is unlocked again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pamdesk.desktop.auto_lock import AutoLock
from pamdesk.desktop.system.watch import SystemWatch
from tests.gui import window_fixtures as helpers
from tests.gui.window_fixtures import PATIENCE, Opened
from tests.worlds import PASSWORD, World

pytestmark = pytest.mark.gui


class Person:
    """A person of whom the system tells what a test says."""

    def __init__(self) -> None:
        self.idle: float | None = 0.0
        self.locked = False

    def idle_seconds(self) -> float | None:
        return self.idle

    def is_locked(self) -> bool:
        return self.locked


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    yield from helpers.event_loop(qapp)


@pytest.fixture
def opened(loop: object, qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    world = World.create(tmp_path / "operations.pamdesk")
    database = world.database("billing-prod", "db.example.com", 5432, "postgresql")
    for title in ("billing_app", "billing_etl"):
        world.user(title, "secret", on=database, title=title)
    world.vault.close()
    made = helpers.unlock(qtbot, tmp_path / "operations.pamdesk")
    yield made
    helpers.shut(made)


@pytest.fixture
def person(opened: Opened, qapp: QApplication) -> Iterator[Person]:
    made = Person()
    auto = AutoLock(opened.window, qapp, watch=SystemWatch(qapp, person=lambda: made, every=0.02))
    auto.watch.start()
    yield made
    auto.watch.stop()


def locked(opened: Opened) -> str:
    """Wait until the door is shown; what it says."""
    opened.bot.waitUntil(lambda: opened.window.session is None, timeout=PATIENCE)
    return QTextDocumentFragment.fromHtml(opened.window.unlock.sentence.text()).toPlainText()


def test_a_person_who_does_nothing_is_warned_and_then_locked_out(opened: Opened, person: Person) -> None:
    toast = opened.work.desk.toast
    person.idle = 15 * 60 - 20.0
    opened.bot.waitUntil(toast.isVisible, timeout=PATIENCE)
    assert toast.words() == "Locks in 30 seconds; any key or movement keeps it open."
    person.idle = 15 * 60.0
    assert locked(opened) == "Locked after 15 minutes without a key or the mouse."


def test_input_after_the_warning_keeps_it_open(opened: Opened, person: Person) -> None:
    toast = opened.work.desk.toast
    person.idle = 15 * 60 - 20.0
    opened.bot.waitUntil(toast.isVisible, timeout=PATIENCE)
    person.idle = 0.0
    opened.bot.waitUntil(lambda: not toast.isVisible(), timeout=PATIENCE)
    assert opened.window.session is not None


def test_a_locked_screen_locks_at_once(opened: Opened, person: Person) -> None:
    person.locked = True
    assert locked(opened) == "Locked with the screen."


def test_what_was_being_edited_is_said_to_be_lost(opened: Opened, person: Person) -> None:
    opened.work.create_record("pamDatabase")
    opened.bot.waitUntil(lambda: opened.work.pages.currentWidget() is opened.work._editor, timeout=PATIENCE)
    opened.bot.keyClicks(opened.work.editor.form.title, "new one")
    person.locked = True
    assert locked(opened) == "Locked with the screen. What was being edited was not saved."


def test_the_minutes_are_chosen_and_remembered(opened: Opened, person: Person) -> None:
    opened.window.set_lock_minutes(0)
    person.idle = 1e6
    opened.bot.wait(200)
    assert opened.window.session is not None
    assert opened.window.settings.lock_minutes == 0


def test_unlocking_returns_to_the_record_that_was_in_front(opened: Opened, person: Person) -> None:
    etl = opened.session.vault.records.find("billing_etl")
    opened.panel(etl)
    person.locked = True
    locked(opened)
    person.locked = False
    with opened.bot.waitSignal(opened.window.unlocked, timeout=PATIENCE):
        opened.bot.keyClicks(opened.window.unlock.password, PASSWORD)
        opened.window.unlock.unlock.click()
    again = opened.window.work
    assert again is not None
    opened.bot.waitUntil(lambda: again.current() == etl, timeout=PATIENCE)
    assert again.pages.currentWidget() is again.record
