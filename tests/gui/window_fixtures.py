"""The real window on a real vault, for tests: offscreen, with asyncio on Qt's loop and scripted answers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pamdesk.desktop import preferences
from pamdesk.desktop.look import language
from pamdesk.desktop.look.language import Language
from pamdesk.desktop.look.theme import Theme
from pamdesk.desktop.main import start_loop
from pamdesk.desktop.session import Session
from pamdesk.desktop.window import Window
from pamdesk.desktop.work_page import WorkPage
from tests.worlds import PASSWORD

PATIENCE = 20_000  # milliseconds


@dataclass
class Opened:
    """A window whose vault is open."""

    bot: QtBot
    window: Window
    work: WorkPage
    session: Session

    def rows(self) -> list[str]:
        """The titles in the table, from the top."""
        model = self.work.browse.model
        known = (model.record(one) for one in model.ids())
        return [row.title for row in known if row is not None]

    def choose(self, record_id: str) -> None:
        """Choose a record and wait until its details are shown."""
        self.work.go_to(record_id)
        self.bot.waitUntil(lambda: self.work.browse.pane.record_id() == record_id, timeout=PATIENCE)
        self.bot.waitUntil(lambda: self.work.current() == record_id, timeout=PATIENCE)

    def panel(self, record_id: str) -> None:
        """Open the rotation panel of an account."""
        self.work.open_record(record_id, rotation=True)
        self.bot.waitUntil(lambda: self.work.pages.currentWidget() is self.work.record, timeout=PATIENCE)


@lru_cache(maxsize=1)
def _shared_loop(qapp: QApplication) -> asyncio.AbstractEventLoop:
    # Ending it would tell the application to quit, and every later test's waiting would end at once.
    return start_loop(qapp)


def event_loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    """Qt's loop as asyncio's, for one test; other tests of this process may run loops of their own."""
    Theme.light().apply(qapp)
    language.use(qapp, Language.ENGLISH)
    qapp.setProperty("pamdesk-raise-bugs", True)
    loop = _shared_loop(qapp)
    asyncio.set_event_loop(loop)
    asyncio.events._set_running_loop(loop)
    yield loop
    for task in asyncio.all_tasks(loop):
        task.cancel()
    for _ in range(3):
        qapp.processEvents()
    asyncio.events._set_running_loop(None)
    asyncio.set_event_loop(None)


def new_window(bot: QtBot, path: Path | None) -> Window:
    """A window at its door; it writes no preferences."""
    window = Window(path, settings=preferences.Preferences(), remembers=False)
    bot.addWidget(window)
    window.resize(
        1280, 800
    )  # the screen of the offscreen platform is narrower than most: folders would give way
    window.show()
    return window


def unlock(bot: QtBot, path: Path) -> Opened:
    """Open a vault through the unlock page."""
    window = new_window(bot, path)
    bot.keyClicks(window.unlock.password, PASSWORD)
    with bot.waitSignal(window.unlocked, timeout=PATIENCE):
        window.unlock.unlock.click()
    work, session = window.work, window.session
    assert work is not None
    assert session is not None
    bot.waitUntil(lambda: session.overview.changes >= 0, timeout=PATIENCE)
    bot.waitUntil(lambda: work.browse.model.rowCount() == session.overview.total, timeout=PATIENCE)
    return Opened(bot, window, work, session)


def shut(opened: Opened) -> None:
    """Close the window and wait until the vault is locked."""
    opened.window.close()
    opened.window.wait_closed()
