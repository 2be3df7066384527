"""A dialog that chooses one of many: a search line, a list, and the button."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.widgets.buttons import Button, Rank
from pamdesk.desktop.widgets.fields import SearchField
from pamdesk.desktop.widgets.text import Label, Paragraph


@dataclass(frozen=True)
class ChoiceItem:
    """One thing to choose: what comes back, its words, what stands behind them, its icon."""

    key: str
    words: str
    note: str
    icon: str


@dataclass(frozen=True)
class ChoiceQuestion:
    """What to choose, and how candidates are found for what is typed."""

    title: str
    sentence: str
    prompt: str
    button: str
    cancel: str
    nothing: str
    find: Callable[[str], Awaitable[Sequence[ChoiceItem]]]


class Chooser(QDialog):
    """Opened, never run in a loop of its own; `chosen` is the key after it was accepted."""

    def __init__(self, question: ChoiceQuestion, parent: QWidget | None = None) -> None:
        """A dialog for one question."""
        super().__init__(parent)
        self._find = question.find
        self._task: asyncio.Future[None] | None = None
        self.setWindowTitle(question.title)
        self.setAccessibleName(question.title)
        self.setAccessibleDescription(question.sentence)
        self.setModal(True)
        self.setFixedSize(520, 520)
        self.search = SearchField(question.prompt)
        self.list = QListWidget()
        self.list.setAccessibleName(question.title)
        self.list.setUniformItemSizes(True)
        self.list.setFont(font(Role.TEXT))
        self.list.setStyleSheet(
            f"QListWidget::item {{ border-radius: 6px; padding: 0 8px; }}"
            f"QListWidget::item:selected {{ background: {tokens().select}; color: {tokens().t1}; }}"
        )
        self._nothing = Label(question.nothing, tone="t3")
        self._go = Button(question.button, None, Rank.PRIMARY)
        self._go.setDefault(True)
        back = Button(question.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(metrics.PANE_PADDING,) * 4)
        column.setSpacing(metrics.CARD_GAP)
        column.addWidget(Label(question.title, Role.SECTION))
        column.addWidget(Paragraph(question.sentence, tone="t2"))
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(metrics.CONTROL_GAP)
        row.addStretch()
        row.addWidget(back)
        row.addWidget(self._go)
        column.addLayout(row)
        back.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        self.search.textChanged.connect(self._look)
        self.search.moved_down.connect(self.list.setFocus)
        self.search.returnPressed.connect(self._enter)
        self.list.itemActivated.connect(lambda _item: self._enter())
        self.list.currentRowChanged.connect(lambda _row: self._allow())
        self._nothing.hide()
        self._allow()
        self._look("")

    @property
    def chosen(self) -> str:
        """The key of the chosen item; empty without one."""
        item: QListWidgetItem | None = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _enter(self) -> None:
        if self.chosen:
            self.accept()

    def _allow(self) -> None:
        self._go.setEnabled(bool(self.chosen))

    def _look(self, words: str) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = asyncio.ensure_future(self._show(words))

    async def _show(self, words: str) -> None:
        found = await self._find(words)
        self.list.clear()
        for each in found:
            told = f"{each.words}   {each.note}" if each.note else each.words
            item = QListWidgetItem(icons.icon(each.icon, tokens().t2, 18), told)
            item.setData(Qt.ItemDataRole.UserRole, each.key)
            item.setSizeHint(QSize(100, metrics.TABLE_ROW))
            self.list.addItem(item)
        if found:
            self.list.setCurrentRow(0)
        self._nothing.setVisible(not found)
        self._allow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, whatever was typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        else:
            super().keyPressEvent(event)
