"""From the password to the work page: the key is derived in a thread, the engine is started there, then the pages are made."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from pamdesk.desktop import sentences
from pamdesk.desktop.actions import Actions
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.doors import show_shortcuts
from pamdesk.desktop.event_queue import EventQueue
from pamdesk.desktop.live import LiveJobs
from pamdesk.desktop.lock_minutes import choose_minutes
from pamdesk.desktop.look.language import Language
from pamdesk.desktop.look.theme import Choice
from pamdesk.desktop.recovery_kit import RecoveryKits
from pamdesk.desktop.session import Opened, Session
from pamdesk.desktop.tasks import Tasks, sentence_of
from pamdesk.desktop.widgets.ask import Ask, WindowAsk
from pamdesk.desktop.widgets.clipboard import SecretClipboard
from pamdesk.desktop.widgets.toast import Toast
from pamdesk.desktop.work_actions import bind_actions
from pamdesk.desktop.work_page import WorkPage
from pamdesk.records.errors import PamDeskError
from pamdesk.rotation.events import Event


class Opening(QObject):
    """One try to open a vault, in a thread of its own; it keeps the events of the engine until it is deleted."""

    entered = Signal(object)
    refused = Signal(str)
    _opened = Signal(object)
    _broke = Signal(object)

    def __init__(self, work: Callable[[Callable[[Event], None]], Opened], parent: QObject) -> None:
        """Open with `work`, which is given where events go to; `start` begins."""
        super().__init__(parent)
        self._live = LiveJobs(self)
        self._queue = EventQueue(self._live.take, self)
        self._opened.connect(self._enter)
        self._broke.connect(self._report)
        self._thread = threading.Thread(target=self._run, args=(work,), name="pamdesk-open")

    def start(self) -> None:
        """Begin; `entered` or `refused` is told."""
        self._thread.start()

    def wait(self) -> None:
        """Wait until the thread has ended; at the very end of the program, so what it opened is closed again."""
        self._thread.join()
        QCoreApplication.sendPostedEvents(self)

    def _run(self, work: Callable[[Callable[[Event], None]], Opened]) -> None:
        try:
            self._opened.emit(work(self._queue.post))
        except PamDeskError as error:
            self.refused.emit(sentence_of(error))
        except BaseException as error:  # noqa: BLE001 - handed to the window's thread, which reports it
            self._broke.emit(error)

    def _enter(self, opened: Opened) -> None:
        self.entered.emit(Session(opened, self._queue, self._live))

    def _report(self, error: BaseException) -> None:
        self.refused.emit(self.tr("The vault did not open, by a fault of the program. It was left as it is."))
        raise error


@dataclass(frozen=True)
class WindowActs:
    """What the window does itself, bound to its actions."""

    lock: Callable[[], None]
    colour: Callable[[Choice], None]
    speak: Callable[[Language], None]
    close: Callable[[], object]
    lock_minutes: Callable[[], int]
    set_lock_minutes: Callable[[int], None]


def make_work_page(window: QWidget, session: Session, acts: WindowActs, ask: Ask | None = None) -> WorkPage:
    """Make the page of an open vault, and bind what concerns the whole window."""
    actions = Actions(window)
    tasks = Tasks(window)
    toast = Toast(window)
    desk = Desk(session, ask or WindowAsk(window), actions, SecretClipboard(window), tasks, toast)
    tasks.failed.connect(
        lambda sentence: toast.say(sentences.said(sentence), icon="warn", milliseconds=12_000)
    )
    tasks.bug.connect(partial(_report, toast))
    page = WorkPage(desk)
    bind_actions(page)
    page.lock_asked.connect(acts.lock)
    kits = RecoveryKits(desk, page)
    actions.bind("recovery_kit", tasks.when(kits.make))

    async def lock_after() -> None:
        minutes = await choose_minutes(desk.ask, acts.lock_minutes())
        if minutes is not None:
            acts.set_lock_minutes(minutes)

    actions.bind("lock_after", tasks.when(lock_after))
    for belongs in (actions, tasks, toast, desk.clipboard):
        page.destroyed.connect(belongs.deleteLater)
    actions.bind("theme_system", partial(acts.colour, Choice.SYSTEM))
    actions.bind("theme_light", partial(acts.colour, Choice.LIGHT))
    actions.bind("theme_dark", partial(acts.colour, Choice.DARK))
    actions.bind("english", partial(acts.speak, Language.ENGLISH))
    actions.bind("japanese", partial(acts.speak, Language.JAPANESE))
    actions.bind("shortcuts", partial(show_shortcuts, window))
    actions.bind("quit", acts.close)
    for notice in session.vault.notices:
        toast.say(notice, icon="warn", milliseconds=20_000)
    return page


def _report(toast: Toast, error: BaseException) -> None:
    """A bug becomes a report without secrets, and a sentence that names the file."""
    from pamdesk.services.logs import write_crash_report

    file = write_crash_report(error)
    app = QApplication.instance()
    if app is not None and app.property("pamdesk-raise-bugs"):
        raise error
    words = QCoreApplication.translate(
        "Opening",
        "Something went wrong inside PamDesk; what was being rotated goes on. Report: {file}",
    )
    toast.say(words.format(file=file or "–"), icon="warn", milliseconds=20_000)
