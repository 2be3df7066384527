"""Driving the real window for a benchmark: the program's own loop, the vault opened through the unlock page."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pamdesk.desktop import main as program
from pamdesk.desktop import memory, preferences
from pamdesk.desktop.collector import Collector
from pamdesk.desktop.session import Session
from pamdesk.desktop.window import Window
from pamdesk.desktop.work_page import WorkPage

PASSWORD = "correct horse battery staple"  # of the vaults of tests.worlds, whose imports would weigh here
PATIENCE = 120.0  # seconds
SWITCH = 0.0005  # seconds, as the program sets it


class Frames(QObject):
    """Tells when a frame is complete in which one of the watched widgets was painted."""

    def __init__(self, application: QApplication) -> None:
        """Watch nothing yet."""
        super().__init__()
        self.watched: Callable[[], tuple[QWidget | None, ...]] = lambda: ()
        self.complete: Callable[[], None] = lambda: None
        self._noted = False
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See every event; take none."""
        if event.type() == QEvent.Type.Paint and not self._noted and watched in self.watched():
            self._noted = True
            QTimer.singleShot(
                0, self._turn
            )  # a frame is painted in one turn of the loop: the next one is after it
        return False

    def _turn(self) -> None:
        self._noted = False
        self.complete()


class Driver:
    """One window, opened as the program opens it."""

    def __init__(self, path: Path) -> None:
        """Show the unlock page of a vault."""
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        sys.setswitchinterval(SWITCH)
        memory.share_arenas()
        self.application = QApplication(["pamdesk"])
        self.application.setProperty("pamdesk-raise-bugs", True)
        settings = preferences.Preferences(language="en", colours="light")
        program.dress(self.application, settings)
        collector = Collector(self.application)
        self.window = Window(path, settings=settings, remembers=False)
        self.window.entering.connect(collector.settle)
        self.window.resize(1440, 900)  # whole: in a narrow window folders give way
        self.window.show()
        self.frames = Frames(self.application)
        self._loop = program.start_loop(self.application)
        QTimer.singleShot(0, program.load_behind)

    def run(self, script: Coroutine[object, object, None]) -> None:
        """Run a script on the window's loop, then close the window; raises what the script raised."""
        # The loop of Qt has to run before asyncio's can: the script begins at its first turn.
        tasks: list[asyncio.Task[None]] = []
        QTimer.singleShot(0, lambda: tasks.append(self._loop.create_task(self._play(script))))
        self.application.setQuitOnLastWindowClosed(False)
        self.application.exec()
        self.window.close()
        self.window.wait_closed()
        program.end_loop(self._loop)
        tasks[0].result()

    async def _play(self, script: Coroutine[object, object, None]) -> None:
        try:
            await script
        finally:
            self.application.exit()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        end = time.perf_counter() + PATIENCE
        while not holds():
            if time.perf_counter() > end:
                raise SystemExit("the window did not come to what was waited for")
            await asyncio.sleep(0.01)

    async def unlock(self) -> float:
        """Type the password; returns the milliseconds from *Unlock* to a table that has the whole vault."""
        await asyncio.sleep(2.0)  # what a person needs to type it
        QTest.keyClicks(self.window.unlock.password, PASSWORD)
        began = time.perf_counter()
        self.window.unlock.unlock.click()
        await self.until(lambda: self.window.session is not None and self.session.overview.changes >= 0)
        await self.until(lambda: self.work.browse.model.rowCount() == self.session.overview.total)
        return (time.perf_counter() - began) * 1000

    @property
    def work(self) -> WorkPage:
        """The page of the open vault."""
        assert self.window.work is not None
        return self.window.work

    @property
    def session(self) -> Session:
        """The open vault."""
        assert self.window.session is not None
        return self.window.session
