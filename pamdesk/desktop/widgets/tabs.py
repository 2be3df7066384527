"""The tab bar: words with a line under the chosen one."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar

from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.buttons import KEYBOARD

_GAP = 20


class TabBar(QTabBar):
    """Tabs, 36 high, 20 apart; the hairline runs under all of them."""

    def __init__(self, name: str) -> None:
        """A bar that a reader calls `name`."""
        super().__init__()
        self._keyboard = False
        self.setAccessibleName(name)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as the words are when chosen, so that nothing moves."""
        return QSize(round(paint.width_of(self.tabText(index), font(Role.BOLD)) + 0.5) + _GAP, metrics.TAB)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Words are never cut."""
        return self.tabSizeHint(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when Tab came here."""
        self._keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hairline, words, line under the chosen one, ring."""
        now = tokens()
        painter = QPainter(self)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), QColor(now.line))
        under = self.tabAt(self.mapFromGlobal(self.cursor().pos()))
        for index in range(self.count()):
            rect = QRectF(self.tabRect(index))
            chosen = index == self.currentIndex()
            across = rect.width() - _GAP
            words = QRectF(rect.left(), rect.top(), across, rect.height() - 2)
            on = self.isTabEnabled(index)
            ink = now.toff if not on else now.t1 if chosen or index == under else now.t2
            paint.text(painter, words, self.tabText(index), font(Role.BOLD if chosen else Role.TEXT), ink)
            if chosen:
                line = QRectF(rect.left(), rect.bottom() - 2, across, 2)
                paint.rounded(painter, line, fill=now.link, radius=1)
                if self.hasFocus() and self._keyboard:
                    paint.focus_ring(painter, words.adjusted(-6, 5, 6, -3), now, metrics.RADIUS_SMALL)
