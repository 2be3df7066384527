"""The window: a door (unlock or create) before the vault is open, the work page behind it."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from pamdesk import __version__
from pamdesk.desktop import preferences, sentences
from pamdesk.desktop.look import language
from pamdesk.desktop.look.language import Language
from pamdesk.desktop.look.theme import Choice, Theme
from pamdesk.desktop.unlock_page import UnlockPage, VaultChoice
from pamdesk.records.secret import Secret

if TYPE_CHECKING:
    from pamdesk.desktop.create_page import CreatePage, NewVault
    from pamdesk.desktop.opening import Opening, WindowActs
    from pamdesk.desktop.session import Session
    from pamdesk.desktop.work_page import Where, WorkPage

_SMALLEST = (800, 560)
_FRAME = QSize(8, 40)  # pixels that a window manager may put around the window


class Window(QMainWindow):
    """One window for one vault at a time. What an open vault needs is imported once the door is painted."""

    entering = Signal()
    """Everything is imported; the pages of the vault are made next."""
    unlocked = Signal(object)
    locked = Signal()
    lock_minutes_set = Signal(int)
    _ended = Signal()

    def __init__(
        self,
        vault: Path | None = None,
        *,
        settings: preferences.Preferences | None = None,
        remembers: bool = True,
        metadata_endpoint: str = "",
    ) -> None:
        """Show the door: of this vault, of the last one used, or where a vault is made; `remembers` writes settings down.

        `metadata_endpoint` replaces the machine's own instance metadata: for the sandbox.
        """
        super().__init__()
        self._remembers = remembers
        self._metadata_endpoint = metadata_endpoint
        self.settings = settings or preferences.load()
        self.session: Session | None = None
        self.work: WorkPage | None = None
        self._create: CreatePage | None = None
        self._asked = vault
        self._opening: Opening | None = None
        # What locks, with all that its thread uses: a Qt object must not go in that thread.
        self._closing: list[tuple[threading.Thread, Session, Opening | None]] = []
        self._over = False
        self._kit_wanted = False
        self._left: dict[Path, Where] = {}  # what was in front of each vault that was locked here
        self._ended.connect(self._forget_ended)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setMinimumSize(*_SMALLEST)
        self._fit(self.settings.width, self.settings.height)
        self.unlock = UnlockPage(__version__)
        self._stack.addWidget(self.unlock)
        self.unlock.unlock_asked.connect(self.open_vault)
        self.unlock.language_chosen.connect(self.speak)
        self.unlock.create_asked.connect(self.show_create)
        self.unlock.other_vault_asked.connect(self._other)
        self.unlock.shortcuts_asked.connect(self._shortcuts)
        self._show_door("")
        if not self._known():
            self.show_create()

    # -- the door ------------------------------------------------------------------------------------------------

    def _fit(self, width: int, height: int) -> None:
        """Take this size in pixels, or the screen's where that is smaller, less the title bar and the edges."""
        room = self.screen().availableSize() - _FRAME
        self.resize(QSize(width, height).boundedTo(room))

    def _known(self) -> tuple[VaultChoice, ...]:
        paths = [Path(each.path) for each in self.settings.vaults]
        if self._asked is not None:
            paths = [self._asked.absolute(), *(each for each in paths if each != self._asked.absolute())]
        names = {each.path: each for each in self.settings.vaults}
        found = []
        for path in paths:
            known = names.get(str(path))
            there = (path / "vault.db").is_file()
            note = self.tr("not there now") if not there else str(path.parent)
            found.append(VaultChoice(path, known.name if known else path.stem, note, reachable=there))
        return tuple(each for each in found if each.reachable or each.path in paths[:3])

    def _show_door(self, reason: str) -> None:
        self.unlock.set_vaults(self._known(), reason)
        self.unlock.clear()
        self._stack.setCurrentWidget(self.unlock)
        self.setWindowTitle(self.tr("PamDesk"))

    def show_unlock(self) -> None:
        """Show the page that asks for the password."""
        self._stack.setCurrentWidget(self.unlock)

    def show_create(self) -> None:
        """Show the page that makes a vault."""
        if self._create is None:
            from pamdesk.desktop.doors import make_create_page

            self._create = make_create_page(self)
            self._create.create_asked.connect(self.create_vault)
            self._create.open_asked.connect(self.show_unlock)
            self._create.language_chosen.connect(self.speak)
            self._create.shortcuts_asked.connect(self._shortcuts)
            self._stack.addWidget(self._create)
        self._create.clear()
        self._stack.setCurrentWidget(self._create)

    def _other(self) -> None:
        from pamdesk.desktop.doors import choose_vault

        choose_vault(self, self._choose)

    def _choose(self, path: Path) -> None:
        self._asked = path
        self._show_door("")

    def _shortcuts(self) -> None:
        from pamdesk.desktop.doors import show_shortcuts

        show_shortcuts(self)

    # -- opening -------------------------------------------------------------------------------------------------

    def open_vault(self, path: Path, password: str) -> None:
        """Open a vault in a thread; the page says so meanwhile, or why it did not open."""
        from pamdesk.desktop import session as sessions
        from pamdesk.desktop.opening import Opening

        self._kit_wanted = False
        self.unlock.set_busy(True)
        work = partial(sessions.unlock, path, Secret(password), self._metadata_endpoint)
        self._open(Opening(work, self))

    def create_vault(self, wanted: NewVault) -> None:
        """Make a vault in a thread."""
        from pamdesk.desktop import session as sessions
        from pamdesk.desktop.opening import Opening

        self._kit_wanted = wanted.print_kit
        work = partial(sessions.create, wanted.path, wanted.name, Secret(wanted.password))
        self._open(Opening(work, self))

    def _open(self, opening: Opening) -> None:
        self._opening = opening
        opening.entered.connect(self.enter)
        opening.refused.connect(self.refuse)
        opening.start()

    def refuse(self, sentence: str) -> None:
        """The door did not open: say why."""
        if self._opening is not None:
            self._opening.deleteLater()
            self._opening = None
        page, told = self._stack.currentWidget(), sentences.said(sentence)
        if page is self._create and self._create is not None:
            self._create.refuse(told)
        else:
            self.unlock.refuse(told)

    def enter(self, session: Session) -> None:
        """The vault is open: show it."""
        from pamdesk.desktop.opening import make_work_page

        if self._over:
            session.close()  # the window was closed while the key was derived
            return
        self.entering.emit()
        self.session = session
        self.work = make_work_page(self, session, self._acts())
        self._asked = session.vault.path
        self._remember(self.settings.opened(session.vault.path, session.vault.name))
        self._stack.addWidget(self.work)
        self._stack.setCurrentWidget(self.work)
        self.setWindowTitle(self.tr("{vault} – PamDesk").format(vault=session.vault.name))
        self.unlock.clear()
        if self._create is not None:
            self._create.clear()
        # The pages are painted first: to make them and to read the vault in one turn of the loop would be felt.
        QTimer.singleShot(0, self.work, partial(self._begin, session))

    def _acts(self) -> WindowActs:
        from pamdesk.desktop.opening import WindowActs

        return WindowActs(
            self.lock, self.colour, self.speak, self.close, self.lock_minutes, self.set_lock_minutes
        )

    def _begin(self, session: Session) -> None:
        if self.session is session and self.work is not None:
            self.work.start(self._left.pop(session.vault.path, None))
            self.unlocked.emit(session)
            if self._kit_wanted:
                self.work.desk.actions.do("recovery_kit")

    def lock(self, reason: str = "") -> None:
        """Show the door at once; what is in flight ends in a thread, then the keys are forgotten."""
        session, work = self.session, self.work
        if session is None or work is None:
            return
        self._left[session.vault.path] = work.where()
        self.session = self.work = None
        work.desk.clipboard.clear()
        work.desk.tasks.cancel()
        session.closing = True
        self._show_door(reason)
        self._stack.removeWidget(work)
        work.deleteLater()
        thread = threading.Thread(target=self._end, args=(session,), name="pamdesk-lock")
        self._closing.append((thread, session, self._opening))
        self._opening = None
        thread.start()
        self.locked.emit()

    def _end(self, session: Session) -> None:
        session.close()
        self._ended.emit()

    def _forget_ended(self) -> None:
        going = self._closing
        self._closing = [each for each in going if each[0].is_alive()]
        for thread, _session, opening in going:
            if not thread.is_alive() and opening is not None:
                opening.deleteLater()

    # -- settings ------------------------------------------------------------------------------------------------

    def speak(self, chosen: Language) -> None:
        """Change the language."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        language.use(app, chosen)
        self._remember(replace(self.settings, language=chosen.value))

    def colour(self, choice: Choice) -> None:
        """Change the colours."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        Theme.of(choice).apply(app)
        if self.work is not None:
            self.work.desk.actions.retranslate()
        self._remember(replace(self.settings, colours=choice.value))

    def set_lock_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a key or the mouse, 0 for never."""
        self._remember(replace(self.settings, lock_minutes=minutes))
        self.lock_minutes_set.emit(minutes)

    def lock_minutes(self) -> int:
        """After how many minutes without a key or the mouse it locks, 0 for never."""
        return self.settings.lock_minutes

    def _remember(self, settings: preferences.Preferences) -> None:
        self.settings = settings
        if not self._remembers:
            return
        # A file of some hundred bytes, in a thread all the same: a home folder may be on a slow network.
        threading.Thread(target=preferences.save, args=(settings,), name="pamdesk-settings").start()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.work is not None:
            self.work.desk.actions.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock, let what is in flight end, and go."""
        self._over = True
        self.lock()
        self._remember(replace(self.settings, width=self.width(), height=self.height()))
        super().closeEvent(event)

    def wait_closed(self) -> None:
        """Wait for the threads that open and lock; at the very end of the program."""
        if self._opening is not None:
            self._opening.wait()
        for thread, _session, _opening in self._closing:
            thread.join()
        self._forget_ended()
