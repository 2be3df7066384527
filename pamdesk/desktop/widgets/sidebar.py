"""The folder tree at the left: pages, views and folders in one tree, painted by one delegate."""

from enum import IntEnum
from typing import Final, Literal

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.look.tokens import Token, Tokens
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.buttons import KEYBOARD

CountTone = Literal["quiet", "att", "bad", "pill"]
_COUNT_INK: Final[dict[CountTone, Token]] = {"quiet": "t3", "att": "att", "bad": "bad", "pill": "onaccent"}
_INSET: Final = 8
_Index = QModelIndex | QPersistentModelIndex


class SidebarRole(IntEnum):
    """What a model of the sidebar gives besides DisplayRole.

    ICON: symbol id. COUNT: text at the right. COUNT_TONE: a `CountTone`. CAPTION: True for a heading between groups.
    """

    ICON = Qt.ItemDataRole.UserRole + 1
    COUNT = Qt.ItemDataRole.UserRole + 2
    COUNT_TONE = Qt.ItemDataRole.UserRole + 3
    CAPTION = Qt.ItemDataRole.UserRole + 4


def _depth(index: _Index) -> int:
    depth, parent = 0, index.parent()
    while parent.isValid():
        depth, parent = depth + 1, parent.parent()
    return depth


class SidebarDelegate(QStyledItemDelegate):
    """Paints a row: branch arrow, icon, words, count."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """30 for an item, 34 for a heading."""
        return QSize(100, 34 if index.data(SidebarRole.CAPTION) else metrics.SIDEBAR_ITEM)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The whole row, from the pane's edge."""
        now = tokens()
        view = option.widget
        row = QRectF(
            0,
            option.rect.top(),
            view.width(),
            option.rect.height(),
        )
        row.adjust(_INSET, 0, -_INSET, 0)
        if index.data(SidebarRole.CAPTION):
            heading = QRectF(row.left() + 8, row.bottom() - 20, row.width() - 16, 16)
            paint.text(painter, heading, str(index.data()), font(Role.CAPTION), now.t3)
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            paint.rounded(painter, row, fill=now.press if selected else now.hover)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, row, now)
        right = self._count(painter, index, row, now, selected)
        left = self._lead(painter, index, row, option, now)
        words = QRectF(left, row.top(), right - left - 8, row.height())
        letters = font(Role.STRONG if selected else Role.TEXT)
        on = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        paint.text(painter, words, str(index.data()), letters, now.t1 if on else now.toff)

    @staticmethod
    def _lead(
        painter: QPainter, index: _Index, row: QRectF, option: QStyleOptionViewItem, now: Tokens
    ) -> float:
        left = row.left() + lead(index)
        middle = row.center().y()
        if index.model().hasChildren(index):
            is_open = bool(option.state & QStyle.StateFlag.State_Open)
            icons.paint(painter, "chev-d" if is_open else "chev-r", now.t3, left - 18, middle - 7, 14)
        icons.paint(painter, str(index.data(SidebarRole.ICON)), now.t2, left, middle - 9, metrics.ICON_ROW)
        return left + metrics.ICON_ROW + 10

    @staticmethod
    def _count(painter: QPainter, index: _Index, row: QRectF, now: Tokens, selected: bool) -> float:
        words = str(index.data(SidebarRole.COUNT) or "")
        edge = row.right() - 8
        if not words:
            return edge
        tone: CountTone = index.data(SidebarRole.COUNT_TONE) or "quiet"
        if tone == "pill":
            letters = font(Role.CAPTION, number=True)
            across = max(20.0, paint.width_of(words, letters) + 12)
            pill = QRectF(edge - across, row.center().y() - 9, across, 18)
            paint.rounded(painter, pill, fill=now.badfill, radius=9)
            paint.text(painter, pill, words, letters, now.onaccent, Qt.AlignmentFlag.AlignHCenter)
            return pill.left()
        letters = font(Role.SMALL, number=True)
        ink = now.t2 if selected and tone == "quiet" else now.of(_COUNT_INK[tone])
        across = paint.width_of(words, letters)
        room = QRectF(edge - across - 1, row.top(), across + 1, row.height())
        paint.text(painter, room, words, letters, ink, Qt.AlignmentFlag.AlignRight)
        return edge - across


def lead(index: _Index) -> int:
    """Pixels from a row's left edge to its icon: room for the arrow only where folders have any."""
    depth = _depth(index)
    if depth:
        return 30 + 22 * (depth - 1)
    return 24 if str(index.data(SidebarRole.ICON)) in ("shared", "folder") else 8


class Sidebar(QTreeView):
    """The tree: one click on the arrow opens, on the row chooses; headings are never chosen."""

    def __init__(self, name: str) -> None:
        """A tree that a reader calls `name`."""
        super().__init__()
        self._keyboard = False
        self.setAccessibleName(name)
        self.setItemDelegate(SidebarDelegate(self))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setProperty("area", "base")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when Tab came here."""
        self._keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """The delegate paints the arrows."""

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """No background of the style: the delegate paints the whole row."""
        own = QStyleOptionViewItem(option)
        own.rect = QRect(0, option.rect.top(), self.viewport().width(), option.rect.height())
        own.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        if self.selectionModel().isSelected(index):
            own.state |= QStyle.StateFlag.State_Selected
        if self.hasFocus() and self._keyboard and self.currentIndex() == index:
            own.state |= QStyle.StateFlag.State_HasFocus
        own.state &= ~QStyle.StateFlag.State_Open
        if self.isExpanded(index):
            own.state |= QStyle.StateFlag.State_Open
        own.widget = self.viewport()
        self.itemDelegate().paint(painter, own, index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the arrow opens or closes the branch and leaves the choice alone."""
        self._keyboard = False
        index = self.indexAt(event.position().toPoint())
        model: QAbstractItemModel | None = self.model()
        if index.isValid() and model is not None and model.hasChildren(index):
            x = event.position().x()
            if x < _INSET + lead(index):
                self.setExpanded(index, not self.isExpanded(index))
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space opens and closes, as Left and Right do."""
        self._keyboard = True
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid():
            self.setExpanded(index, not self.isExpanded(index))
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Repaint the whole row when the pointer leaves it."""
        if event.type() in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self.viewport().update()
        return super().viewportEvent(event)
