"""The rows of the command palette: headings, and what can be opened or done, each painted with its keys or its state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.states import State
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.look.tokens import Tokens
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.state import paint_state, width

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_INSET = 8  # from the edge of the panel to the ground of the chosen row
_PAD = 10
_KEY_GAP = 4


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One row: what comes back, its icon and words, a quiet note, and at the right its keys, its state, or why it is off."""

    key: str
    icon: str
    words: str
    note: str = ""
    keys: tuple[str, ...] = ()
    off: str = ""
    state: State | None = None
    state_words: str = ""


@dataclass(frozen=True, slots=True)
class PaletteGroup:
    """Rows under one heading."""

    title: str
    items: tuple[PaletteItem, ...]


class PaletteModel(QAbstractListModel):
    """Headings and rows in one list; a heading cannot be chosen, a row that is off can, so that its reason is read."""

    def __init__(self, parent: QObject) -> None:
        """An empty list."""
        super().__init__(parent)
        self._rows: list[str | PaletteItem] = []
        self.words = ""

    def show(self, groups: Sequence[PaletteGroup], words: str) -> None:
        """Show these groups; in their titles `words` is marked."""
        self.beginResetModel()
        self._rows = []
        for group in groups:
            if group.items:
                self._rows += [group.title, *group.items]
        self.words = words
        self.endResetModel()

    def item(self, row: int) -> PaletteItem | None:
        """The row's item; None for a heading, and where there is none."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, PaletteItem) else None

    def heading(self, row: int) -> str:
        """The row's heading; empty for an item."""
        found = self._rows[row]
        return "" if isinstance(found, PaletteItem) else found

    def next_item(self, row: int, step: int) -> int:
        """The nearest item from `row` on, going up or down and round the ends; -1 where there is none."""
        for _ in self._rows:
            row = (row + step) % len(self._rows)
            if self.item(row) is not None:
                return row
        return -1

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Headings and items."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings take no part in choosing."""
        if self.item(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, and for readers all that the row says."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if not isinstance(row, PaletteItem):
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        return ", ".join(filter(None, (row.words, row.note, row.off, row.state_words, "+".join(row.keys))))


class PaletteDelegate(QStyledItemDelegate):
    """Paints headings and rows."""

    def __init__(self, model: PaletteModel) -> None:
        """The delegate of one list."""
        super().__init__(model)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """A row of the table; a heading keeps away from the rows above it."""
        return QSize(100, metrics.TABLE_ROW if self._model.item(index.row()) else metrics.CONTROL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One row."""
        now = tokens()
        room = QRectF(option.rect).adjusted(_INSET, 0, -_INSET, 0)
        item = self._model.item(index.row())
        if item is None:
            words = room.adjusted(_PAD, 8, 0, 0)
            paint.text(painter, words, self._model.heading(index.row()), font(Role.CAPTION), now.t3)
            return
        if option.state & QStyle.StateFlag.State_Selected:
            paint.rounded(painter, room, fill=now.select)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint.rounded(painter, room, fill=now.hover)
        inner = room.adjusted(_PAD, 0, -_PAD, 0)
        inner.setRight(self._right(painter, inner, item, now) - 12)
        top = inner.center().y() - metrics.ICON_ROW / 2
        ink = now.t3 if item.off else now.t1
        icons.paint(painter, item.icon, now.t3 if item.off else now.t2, inner.left(), top, metrics.ICON_ROW)
        inner.adjust(metrics.ICON_ROW + 12, 0, 0, 0)
        inner.adjust(self._title(painter, inner, item.words, ink, now) + 12, 0, 0, 0)
        if item.note and inner.width() > 32:
            paint.text(painter, inner, item.note, font(Role.TEXT), now.t3)

    def _title(self, painter: QPainter, room: QRectF, words: str, ink: str, now: Tokens) -> float:
        """The words, what was typed marked in them; returns their width in pixels."""
        face, typed = font(Role.STRONG), self._model.words
        at = words.casefold().find(typed.casefold()) if typed else -1
        if at < 0 or len(words.casefold()) != len(words):
            return paint.text(painter, room, words, face, ink)
        left = 0.0
        parts = (
            (words[:at], ink),
            (words[at : at + len(typed)], now.link),
            (words[at + len(typed) :], ink),
        )
        for part, colour in parts:
            left += paint.text(painter, room.adjusted(left, 0, 0, 0), part, face, colour) if part else 0.0
        return left

    def _right(self, painter: QPainter, room: QRectF, item: PaletteItem, now: Tokens) -> float:
        """What stands at the right; returns where it begins."""
        if item.off:
            share = room.adjusted(room.width() * 0.4, 0, 0, 0)
            used = paint.text(painter, share, item.off, font(Role.SMALL), now.t3, Qt.AlignmentFlag.AlignRight)
            return room.right() - used
        if item.state is not None:
            begin = room.right() - width(item.state, item.state_words, plain=True)
            rect = QRectF(begin, room.top(), room.right() - begin, room.height())
            paint_state(painter, rect, item.state, item.state_words, now, plain=True)
            return begin
        right: float = room.right()
        for key in reversed(item.keys):
            across = max(18.0, paint.width_of(key, font(Role.CAPTION_STRONG)) + 12)
            cap = QRectF(right - across, room.center().y() - 9, across, 18)
            paint.rounded(painter, cap, line=now.line2, radius=metrics.RADIUS_SMALL)
            middle = Qt.AlignmentFlag.AlignHCenter
            paint.text(painter, cap, key, font(Role.CAPTION_STRONG), now.t3, middle)
            right -= across + _KEY_GAP
        return right
