"""From the password to the work page: the key is derived in a thread, the engine is started there, then the pages are made."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from pamdesk.desktop import session as sessions
from pamdesk.desktop.actions import Actions
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.doors import show_shortcuts
from pamdesk.desktop.event_queue import EventQueue
from pamdesk.desktop.live import LiveJobs
from pamdesk.desktop.look.language import Language
from pamdesk.desktop.look.theme import Choice
from pamdesk.desktop.session import Session
from pamdesk.desktop.tasks import Tasks, sentence_of
from pamdesk.desktop.widgets.ask import Ask, WindowAsk
from pamdesk.desktop.widgets.clipboard import SecretClipboard
from pamdesk.desktop.widgets.toast import Toast
from pamdesk.desktop.work_page import WorkPage
from pamdesk.records.errors import PamDeskError
from pamdesk.records.secret import Secret

if TYPE_CHECKING:
    from pathlib import Path

    from pamdesk.desktop.create_page import NewVault
    from pamdesk.desktop.window import Window
    from pamdesk.rotation.events import Event
    from pamdesk.rotation.thread import EngineThread
    from pamdesk.vault.vault import Vault

Opened = tuple["Vault", "EngineThread"]


class Opening(QObject):
    """One try to open a vault, in a thread of its own."""

    opened = Signal(object)
    refused = Signal(str)
    broke = Signal(object)

    def __init__(self, window: Window, work: Callable[[Callable[[Event], None]], Opened]) -> None:
        """Open with `work`, which is given where events go to."""
        super().__init__(window)
        self._window = window
        self._live = LiveJobs(self)
        self._queue = EventQueue(self._live.take, self)
        self._work = work
        self.opened.connect(self._enter)
        self.refused.connect(window.refuse)
        self.broke.connect(self._report)
        threading.Thread(target=self._run, name="pamdesk-open").start()

    def _run(self) -> None:
        try:
            self.opened.emit(self._work(self._queue.post))
        except PamDeskError as error:
            self.refused.emit(sentence_of(error))
        except BaseException as error:  # noqa: BLE001 - handed to the window's thread, which reports it
            self.broke.emit(error)

    def _enter(self, opened: Opened) -> None:
        vault, thread = opened
        self._window.enter(Session(vault, thread, self._queue, self._live))

    def _report(self, error: BaseException) -> None:
        self._window.refuse(
            self.tr("The vault did not open, by a fault of the program. It was left as it is.")
        )
        raise error


def open_vault(window: Window, path: Path, password: str) -> None:
    """Open a vault; `window.enter` or `window.refuse` is called."""
    Opening(window, partial(sessions.unlock, path, Secret(password)))


def create_vault(window: Window, wanted: NewVault) -> None:
    """Make a vault; `window.enter` or `window.refuse` is called."""
    Opening(window, partial(sessions.create, wanted.path, wanted.name, Secret(wanted.password)))


def make_work_page(window: Window, session: Session, ask: Ask | None = None) -> WorkPage:
    """Make the page of an open vault, and bind what concerns the whole window."""
    actions = Actions(window)
    tasks = Tasks(window)
    toast = Toast(window)
    desk = Desk(session, ask or WindowAsk(window), actions, SecretClipboard(window), tasks, toast)
    tasks.failed.connect(lambda sentence: toast.say(sentence, icon="warn", milliseconds=12_000))
    tasks.bug.connect(partial(_report, window, toast))
    page = WorkPage(desk)
    page.lock_asked.connect(window.lock)
    page.destroyed.connect(actions.deleteLater)
    actions.bind("theme_system", partial(window.colour, Choice.SYSTEM))
    actions.bind("theme_light", partial(window.colour, Choice.LIGHT))
    actions.bind("theme_dark", partial(window.colour, Choice.DARK))
    actions.bind("english", partial(window.speak, Language.ENGLISH))
    actions.bind("japanese", partial(window.speak, Language.JAPANESE))
    actions.bind("shortcuts", partial(show_shortcuts, window))
    actions.bind("quit", window.close)
    for notice in session.vault.notices:
        toast.say(notice, icon="warn", milliseconds=20_000)
    return page


def _report(window: Window, toast: Toast, error: BaseException) -> None:
    """A bug becomes a report without secrets, and a sentence that names the file."""
    from pamdesk.services.logs import write_crash_report

    file = write_crash_report(error)
    app = QApplication.instance()
    if app is not None and app.property("pamdesk-raise-bugs"):
        raise error
    words = window.tr("Something went wrong inside PamDesk; what was being rotated goes on. Report: {file}")
    toast.say(words.format(file=file or "–"), icon="warn", milliseconds=20_000)
