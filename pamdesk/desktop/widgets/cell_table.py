"""A table whose cells say what they look like: words, an icon, a tone, a state, or a box to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pamdesk.desktop.look import icons, metrics, motion
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.states import State
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.look.tokens import Token, Tokens
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.state import paint_state

_Index = QModelIndex | QPersistentModelIndex
CELL: Final = Qt.ItemDataRole.UserRole + 1
_LEAD: Final = 20  # before the first column
_GAP: Final = 12
_ALL_FIT: Final = 680  # pixels; in fewer the columns that may do so give way
_BOX: Final = metrics.CHECK_BOX + 12


@dataclass(frozen=True, slots=True)
class Cell:
    """How one cell is painted; `box` is None where there is nothing to tick, and `state` is painted in place of words."""

    words: str = ""
    icon: str = ""
    icon_tone: Token = "t2"
    tone: Token = "t1"
    strong: bool = False
    number: bool = False
    box: bool | None = None
    state: State | None = None


class CellDelegate(QStyledItemDelegate):
    """Paints the cells."""

    def __init__(self, view: CellTable) -> None:
        """The delegate of one table."""
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """36 high."""
        return QSize(60, metrics.TABLE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One cell, over the ground of its row."""
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        now = tokens()
        painter.save()
        painter.setClipRect(option.rect)
        self._ground(painter, option.rect, index, now)
        room = QRectF(option.rect).adjusted(_LEAD if index.column() == 0 else 0, 0, -_GAP, 0)
        if cell.box is not None:
            self._tick(painter, room, cell.box, now)
            room.adjust(_BOX, 0, 0, 0)
        if cell.state is not None:
            if cell.state is State.ROTATING:
                self._view.keep_turning()
            paint_state(painter, room, cell.state, cell.words, now)
        else:
            self._words(painter, room, cell, now)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, index: _Index, now: Tokens) -> None:
        view = self._view
        whole = QRectF(8, rect.top(), view.viewport().width() - 16, rect.height())
        if view.currentIndex().row() == index.row() and view.hasFocus():
            paint.rounded(painter, whole, fill=now.select)
        elif view.hovered == index.row():
            paint.rounded(painter, whole, fill=now.hover)
        elif index.row():
            painter.fillRect(QRectF(rect.left() + (_LEAD if index.column() == 0 else 0), rect.top(), rect.width(), 1),
                             QColor(now.line))  # fmt: skip

    def _words(self, painter: QPainter, room: QRectF, cell: Cell, now: Tokens) -> None:
        if cell.icon:
            top = room.center().y() - metrics.ICON_ROW / 2
            icons.paint(painter, cell.icon, now.of(cell.icon_tone), room.left(), top, metrics.ICON_ROW)
            room.adjust(metrics.ICON_ROW + 8, 0, 0, 0)
        face = font(Role.STRONG if cell.strong else Role.TEXT, number=cell.number)
        paint.text(painter, room, cell.words, face, now.of(cell.tone))

    @staticmethod
    def _tick(painter: QPainter, room: QRectF, ticked: bool, now: Tokens) -> None:
        side = metrics.CHECK_BOX
        box = QRectF(room.left(), room.center().y() - side / 2, side, side)
        if ticked:
            paint.rounded(painter, box, fill=now.accent, radius=metrics.RADIUS_SMALL)
            icons.paint(painter, "check", now.onaccent, box.left() + 1, box.top() + 1, side - 2)
        else:
            paint.rounded(painter, box, line=now.line3, radius=metrics.RADIUS_SMALL)


class CellTable(QTableView):
    """Rows of 36; columns take shares of the width; Space and a press on the box tick a row."""

    def __init__(self, name: str, shares: Sequence[float]) -> None:
        """An empty table that a reader calls `name`, whose columns have these shares of its width."""
        super().__init__()
        self._shares = tuple(shares)
        self._gives_way: frozenset[int] = frozenset()
        self.hovered = -1
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(metrics.TABLE_ROW)
        self.setHorizontalHeader(_Header(self))
        self._clock = QTimer(self)
        self._clock.setInterval(metrics.FRAME_MS)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.viewport().update)

    def set_shares(self, shares: Sequence[float], gives_way: Sequence[int] = ()) -> None:
        """Divide the width anew; the columns that give way are left out where there is too little of it."""
        self._shares, self._gives_way = tuple(shares), frozenset(gives_way)
        self._fit()

    def keep_turning(self) -> None:
        """A rotating row was painted: paint it again a frame later."""
        if not self._clock.isActive() and not motion.reduced():
            self._clock.start()

    def _fit(self) -> None:
        if self.horizontalHeader().count() != len(self._shares):
            return  # no model yet
        whole = rest = self.viewport().width()
        gone = self._gives_way if whole < _ALL_FIT else frozenset()
        shown = [column for column in range(len(self._shares)) if column not in gone]
        shares = sum(self._shares[column] for column in shown)
        for column in range(len(self._shares)):
            self.setColumnHidden(column, column in gone)
        for column in shown[:-1]:
            across = round(whole * self._shares[column] / shares)
            self.setColumnWidth(column, across)
            rest -= across
        self.setColumnWidth(shown[-1], max(40, rest))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the box ticks the row."""
        super().mousePressEvent(event)
        if event.position().x() < _LEAD + _BOX:
            self._toggle(self.rowAt(event.position().toPoint().y()))

    def _toggle(self, row: int) -> None:
        index = self.model().index(row, 0)
        now = index.data(Qt.ItemDataRole.CheckStateRole)
        if now is not None:
            other = (
                Qt.CheckState.Unchecked
                if Qt.CheckState(now) is Qt.CheckState.Checked
                else Qt.CheckState.Checked
            )
            self.model().setData(index, other, Qt.ItemDataRole.CheckStateRole)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the row under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def viewportEvent(self, event: QEvent) -> bool:
        """Put the light out when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()


class _Header(QHeaderView):
    """The titles of the columns, in line with the words below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(metrics.TABLE_HEADER + 4)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        words = str(self.model().headerData(logicalIndex, self.orientation()) or "")
        lead = _LEAD if logicalIndex == 0 else 0
        paint.text(painter, QRectF(rect).adjusted(lead, 0, -_GAP, 0), words, font(Role.SMALL), tokens().t3)
