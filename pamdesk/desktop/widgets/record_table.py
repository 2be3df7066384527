"""The record table: five columns painted by one delegate from the roles of a row.

A model gives one row a record and, for any column of a row, `RecordRole` data. It may hold only ids and read the
rest when a row is painted: nothing here asks for a row that cannot be seen.
"""

import time
from collections.abc import Sequence
from itertools import groupby
from typing import Protocol, runtime_checkable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from pamdesk.desktop.look import icons, metrics, motion
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.states import State
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.look.tokens import Tokens
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.buttons import KEYBOARD
from pamdesk.desktop.widgets.record_columns import (
    ALL_FIT,
    GAP,
    GIVE_WAY,
    INSET,
    PAD,
    SHARES,
    Column,
    RecordHeader,
    RecordRole,
    state_words,
)
from pamdesk.desktop.widgets.state import paint_state

_Index = QModelIndex | QPersistentModelIndex


class RecordDelegate(QStyledItemDelegate):
    """Paints the cells of a row so that they look like one."""

    def __init__(self, view: "RecordTable") -> None:
        """The delegate of one table."""
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """36 high."""
        return QSize(60, metrics.TABLE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One cell of the row."""
        now = tokens()
        painter.save()
        painter.setClipRect(option.rect)
        selected = self._ground(painter, option, index, now)
        left = INSET + PAD if index.column() == Column.TITLE else 0
        cell = QRectF(option.rect).adjusted(left, 0, -GAP, 0)
        third = now.t2 if selected else now.t3
        match index.column():
            case Column.TITLE:
                top = cell.center().y() - metrics.ICON_ROW / 2
                icon = _text(index, RecordRole.ICON)
                if icon:  # none while the row is still being read
                    icons.paint(painter, icon, now.t2, cell.left(), top, metrics.ICON_ROW)
                cell.adjust(metrics.ICON_ROW + 10, 0, 0, 0)
                paint.text(painter, cell, _text(index, RecordRole.TITLE), font(Role.STRONG), now.t1)
            case Column.TYPE:
                paint.text(painter, cell, _text(index, RecordRole.TYPE), font(Role.TEXT), third)
            case Column.WHERE:
                ident = font(Role.TEXT, ident=True)
                across = paint.text(painter, cell, _text(index, RecordRole.WHERE), ident, now.t1)
                cell.adjust(across + 4, 0, 0, 0)
                if cell.width() > 20:
                    paint.text(painter, cell, _text(index, RecordRole.WHERE_KIND), font(Role.TEXT), third)
            case Column.LAST_ROTATED:
                ink = third if index.data(RecordRole.LAST_QUIET) else now.t2
                paint.text(
                    painter, cell, _text(index, RecordRole.LAST_ROTATED), font(Role.TEXT, number=True), ink
                )
            case Column.STATE:
                self._state(painter, cell, index, now)
        painter.restore()

    def _state(self, painter: QPainter, cell: QRectF, index: _Index, now: Tokens) -> None:
        state = index.data(RecordRole.STATE)
        if not isinstance(state, State):
            return
        if state is State.ROTATING:
            self._view.keep_turning()
        count = index.data(RecordRole.STATE_COUNT)
        # The chip of a filled state reaches 6 px to the left of its column.
        painter.setClipRect(cell.adjusted(-6, 0, GAP, 0))
        paint_state(painter, cell, state, state_words(state, count), now, plain=bool(count))

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, now: Tokens) -> bool:
        view = self._view
        row, rect = index.row(), option.rect
        whole = QRectF(view.row_left(), rect.top(), view.row_width(), rect.height())
        selected = view.is_row_selected(row)
        if selected:
            paint.rounded(painter, whole, fill=now.select)
        elif view.hovered() == row:
            paint.rounded(painter, whole, fill=now.hover)
        if row and not selected and not view.is_row_selected(row - 1):
            line = QColor(now.line)
            line.setAlphaF(0.55)
            start = whole.left() + PAD + metrics.ICON_ROW + 10
            painter.fillRect(QRectF(start, rect.top(), whole.right() - start, 1), line)
        if view.hasFocus() and view.keyboard_used() and view.currentIndex().row() == row:
            paint.focus_ring(painter, whole, now)
        return selected


def _text(index: _Index, role: RecordRole) -> str:
    return str(index.data(role) or "")


@runtime_checkable
class HoldsIds(Protocol):
    """A model that can tell all its ids at once."""

    def ids(self) -> Sequence[str]:
        """The ids, from the top."""
        ...


class RecordTable(QTableView):
    """A table of whole rows, 36 high; widths follow the pane until a person drags one."""

    def __init__(self, name: str) -> None:
        """A table that a reader calls `name`."""
        super().__init__()
        self._chosen: tuple[str, ...] | None = None
        self._ranges: list[tuple[int, int]] | None = None
        self._hovered = -1
        self._keyboard = False
        self._own_widths = False
        self._fitting = False
        self.setAccessibleName(name)
        self.setHorizontalHeader(RecordHeader(self))
        # A table takes the arrow off a header it is given.
        self.horizontalHeader().setSortIndicatorShown(True)
        self.setItemDelegate(RecordDelegate(self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Tab leaves the table; the arrows walk it.
        self.setTabKeyNavigation(False)
        self.setProperty("area", "surface")
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(metrics.TABLE_ROW)
        self.horizontalHeader().sectionResized.connect(self._dragged)
        self._clock = QTimer(self)
        self._clock.setInterval(metrics.FRAME_MS)
        self._clock.timeout.connect(self._turn)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show another model and share the width out among its columns."""
        super().setModel(model)
        self._forget_chosen()
        if model is not None:
            model.modelAboutToBeReset.connect(self._forget_chosen)
            model.modelReset.connect(self._forget_chosen)
        self.fit_columns()

    def row_left(self) -> int:
        """Where the rounded ground of a row begins, in the viewport."""
        return INSET - self.horizontalOffset()

    def row_width(self) -> int:
        """How wide the rounded ground of a row is."""
        return max(self.viewport().width(), self.horizontalHeader().length()) - 2 * INSET

    def hovered(self) -> int:
        """The row under the pointer, -1 for none."""
        return self._hovered

    def keyboard_used(self) -> bool:
        """Whether the keyboard moved here last: the ring shows for it, not for the pointer."""
        return self._keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the ring from now on."""
        self._keyboard = True
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the ring away."""
        self._keyboard = False
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when Tab came here."""
        self._keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def is_row_selected(self, row: int) -> bool:
        """Whether the row belongs to the choice."""
        # Asked twice for every cell that is painted: the selection model would ask the model for its flags each time.
        return any(first <= row <= last for first, last in self._chosen_ranges())

    def _chosen_ranges(self) -> list[tuple[int, int]]:
        if self._ranges is None:
            chosen = self.selectionModel().selection()
            each = (chosen.at(place) for place in range(chosen.count()))
            self._ranges = sorted((one.top(), one.bottom()) for one in each)
        return self._ranges

    def record_ids(self) -> tuple[str, ...]:
        """The chosen records, from the top."""
        if self._chosen is None:
            ranges = self._chosen_ranges()
            rows = sorted({row for first, last in ranges for row in range(first, last + 1)})
            model = self.model()
            if isinstance(model, HoldsIds):
                ids = model.ids()
                self._chosen = tuple(ids[row] for row in rows)
            else:
                self._chosen = tuple(str(model.index(row, 0).data(RecordRole.ID)) for row in rows)
        return self._chosen

    def choose_rows(self, rows: Sequence[int]) -> None:
        """Choose these rows too, given from the top: in one go, however many they are."""
        model, chosen = self.model(), QItemSelection()
        for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
            together = [row for _, row in run]
            chosen.select(model.index(together[0], 0), model.index(together[-1], 0))
        flags = QItemSelectionModel.SelectionFlag
        if rows:
            self.selectionModel().select(chosen, flags.Select | flags.Rows)

    def _forget_chosen(self) -> None:
        self._chosen = self._ranges = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and let what turns turn as often as the time that this takes allows."""
        began = time.perf_counter()
        super().paintEvent(event)
        self._clock.setInterval(motion.frame_ms((time.perf_counter() - began) * 1000))

    def keep_turning(self) -> None:
        """A rotating row was painted: paint it again a frame later."""
        if not self._clock.isActive() and not motion.reduced():
            self._clock.start()

    def _turn(self) -> None:
        # Stops by itself: the next frame is asked for only when a rotating row is painted again.
        self._clock.stop()
        left = self.columnViewportPosition(Column.STATE)
        self.viewport().update(left, 0, self.columnWidth(Column.STATE), self.viewport().height())

    def fit_columns(self) -> None:
        """Share the width out among the columns as drawn in the design."""
        if self.horizontalHeader().count() < len(Column):
            return  # no model yet
        self._fitting = True
        whole = self.viewport().width()
        lead = INSET + PAD
        gone = GIVE_WAY if whole < ALL_FIT else frozenset()
        for column in GIVE_WAY:
            self.setColumnHidden(column, column in gone)
        shown = sum(SHARES[column] for column in Column if column not in gone)
        given = 0
        for column in (each for each in list(Column)[:-1] if each not in gone):
            share = SHARES[column] / shown
            width = round((whole - lead - INSET) * share) + (lead if column is Column.TITLE else 0)
            self.setColumnWidth(column, width)
            given += width
        self.setColumnWidth(Column.STATE, max(120, whole - given))
        self._fitting = False

    def _dragged(self, _section: int, _old: int, _new: int) -> None:
        if not self._fitting and self.isVisible():
            self._own_widths = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out."""
        super().resizeEvent(event)
        if not self._own_widths:
            self.fit_columns()

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
        old, self._hovered = self._hovered, row
        for changed in {old, row} - {-1}:
            if old != row:
                top = self.rowViewportPosition(changed)
                self.viewport().update(
                    QRect(QPoint(0, top), QSize(self.viewport().width(), metrics.TABLE_ROW))
                )

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """A row's ground spans its cells, and its neighbour's hairline goes: paint them all."""
        self._forget_chosen()
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """The ring spans the row's cells."""
        super().currentChanged(current, previous)
        self.viewport().update()
