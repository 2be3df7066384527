"""A question to a server with its answer below: the link asks, and where the answer takes long it stops the waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Final, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.widgets.buttons import Button, Rank, Size
from pamdesk.desktop.widgets.text import Label, Paragraph

T = TypeVar("T")
_PATIENCE_MS: Final = 1000  # what answers sooner needs no way out


class AskColumn(QWidget):
    """A title, a quiet word, a link at the right, and lines below."""

    asked = Signal()
    _stopped = Signal()

    def __init__(self) -> None:
        """Without lines."""
        super().__init__()
        self.title = Label("", Role.SECTION)
        self.quiet = Label("", Role.SMALL, "t3")
        self.link = Button("", None, Rank.LINK, Size.INLINE)
        self.link.clicked.connect(self._pressed)
        self._words = self._told = ""
        self._waiting = 0
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_PATIENCE_MS)
        self._slow.timeout.connect(self._offer_to_stop)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.title)
        top.addWidget(self.quiet)
        top.addStretch()
        top.addWidget(self.link)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 16, 24, 16)
        self._column.setSpacing(metrics.CARD_GAP)
        self._column.addLayout(top)
        self._lines: QWidget | None = None
        self._column.addStretch()

    def fresh(self) -> QVBoxLayout:
        """Throw the old lines away, and give the layout of new ones."""
        if self._lines is not None:
            self._lines.setParent(None)
            self._lines.deleteLater()
        self._lines = QWidget()
        lines = QVBoxLayout(self._lines)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        self._column.insertWidget(1, self._lines)
        return lines

    def rest(self, words: str, told: str = "") -> None:
        """What the link says while nothing is asked, and the quiet word beside the title."""
        self._words, self._told = words, told
        self._show()

    async def wait_for(self, question: Coroutine[object, object, T]) -> T | None:
        """Wait for an answer, which a person may give up waiting for: then None. Raises what the question raises."""
        task = asyncio.ensure_future(question)
        given_up = False

        def give_up() -> None:
            nonlocal given_up
            given_up = True
            task.cancel()

        self._stopped.connect(give_up)
        self._waiting += 1
        self._show()
        self._slow.start()
        try:
            return await task
        except asyncio.CancelledError:
            if not given_up:
                raise  # the window locks
            return None
        finally:
            self._stopped.disconnect(give_up)
            self._waiting -= 1
            self._slow.stop()
            self._show()

    def _show(self) -> None:
        if self._waiting:
            self.quiet.setText(self.tr("looking…"))
            self.link.set_off(self.tr("It is being looked at."))
        else:
            self.quiet.setText(self._told)
            self.link.setText(self._words)
            self.link.set_on()

    def _offer_to_stop(self) -> None:
        if self._waiting:
            self.quiet.setText(self.tr("waiting for the server…"))
            self.link.setText(self.tr("Cancel"))
            self.link.set_on()

    def _pressed(self) -> None:
        if self._waiting:
            self._stopped.emit()
        else:
            self.asked.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


def beside(mark: QWidget, words: str) -> QWidget:
    """A sentence beside its mark."""
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(9)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Paragraph(words), 1)
    return held
