"""The columns of the record table: their names, their shares of the width, their headings, and the roles of a row."""

from enum import IntEnum
from typing import Final

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from pamdesk.desktop.look import icons, metrics, states
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.states import State
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.widgets import paint

INSET: Final = 8
PAD: Final = 12
GAP: Final = 12


class Column(IntEnum):
    """The columns, from the left."""

    TITLE = 0
    TYPE = 1
    WHERE = 2
    LAST_ROTATED = 3
    STATE = 4


class RecordRole(IntEnum):
    """What the delegate asks for, in any column of the row.

    ID: the record's id (str). ICON: symbol id of its type. TITLE, TYPE: text. WHERE: host, account or region;
    WHERE_KIND: what it is there ("PostgreSQL"). LAST_ROTATED: text, or a resource's number of accounts; LAST_QUIET:
    True to write it in the third colour. STATE: a `State`; STATE_COUNT: number of accounts in it, for a resource
    (0 or None: the state is its own).
    """

    ID = Qt.ItemDataRole.UserRole + 1
    ICON = Qt.ItemDataRole.UserRole + 2
    TITLE = Qt.ItemDataRole.UserRole + 3
    TYPE = Qt.ItemDataRole.UserRole + 4
    WHERE = Qt.ItemDataRole.UserRole + 5
    WHERE_KIND = Qt.ItemDataRole.UserRole + 6
    LAST_ROTATED = Qt.ItemDataRole.UserRole + 7
    LAST_QUIET = Qt.ItemDataRole.UserRole + 8
    STATE = Qt.ItemDataRole.UserRole + 9
    STATE_COUNT = Qt.ItemDataRole.UserRole + 10


# Shares of the width that is left beside the first column's icon and insets; the sum is 1.
SHARES: Final[dict[Column, float]] = {
    Column.TITLE: 0.25,
    Column.TYPE: 0.17,
    Column.WHERE: 0.235,
    Column.LAST_ROTATED: 0.14,
    Column.STATE: 0.205,
}
# In a table narrower than this, in px, the icon alone tells the type and the state alone when: titles stay readable.
ALL_FIT: Final = 560
GIVE_WAY: Final = frozenset({Column.TYPE, Column.LAST_ROTATED})


def column_title(column: Column) -> str:
    """The heading of a column in the language of the window, for a model's headerData."""
    match column:
        case Column.TITLE:
            return QCoreApplication.translate("RecordTable", "Title")
        case Column.TYPE:
            return QCoreApplication.translate("RecordTable", "Type")
        case Column.WHERE:
            return QCoreApplication.translate("RecordTable", "Where it lives")
        case Column.LAST_ROTATED:
            return QCoreApplication.translate("RecordTable", "Last rotated")
        case Column.STATE:
            return QCoreApplication.translate("RecordTable", "State")


def state_words(state: State, count: int | None) -> str:
    """What the state column says: "Due", or "2 due" for a resource."""
    return states.counted(state, count) if count else states.word(state)


class RecordHeader(QHeaderView):
    """Headings in small letters; the arrow stands directly behind the sorted one."""

    def __init__(self, parent: QWidget) -> None:
        """The header of one table."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(metrics.TABLE_HEADER)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(64)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Words, and the arrow of the order."""
        now = tokens()
        painter.save()
        left = INSET + PAD if logicalIndex == Column.TITLE else 0
        cell = QRectF(rect).adjusted(left, 0, -GAP, 0)
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        words = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        across = paint.text(painter, cell, words, font(Role.SMALL_STRONG), now.t1 if sorted_by else now.t3)
        if sorted_by:
            arrow = "chev-d" if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else "chev-u"
            icons.paint(painter, arrow, now.t1, cell.left() + across + 2, cell.center().y() - 7, 14)
        painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 1), QColor(now.line))
        painter.restore()
