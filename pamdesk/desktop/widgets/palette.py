"""The command palette: a search line over a list, laid over the window; whoever opens it says what is in the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.chip import KeyCap
from pamdesk.desktop.widgets.palette_list import PaletteDelegate, PaletteGroup, PaletteItem, PaletteModel
from pamdesk.desktop.widgets.text import Label, rule

_WIDTH = 640
_TOP = 104
_HIGHEST = 600
_EDGE = 16  # what is left free around it in a small window
_LINE = 52
_VEIL = 140  # of 255: 55 % black
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
}


class _Line(QLineEdit):
    """The line that is typed into; it keeps the focus, and hands on the keys that move in the list."""

    stepped = Signal(int)
    paged = Signal(int)
    entered = Signal()
    tabbed = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Tab is taken before it moves the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.tabbed.emit()
                return True
            # Taken by the window otherwise, as its own shortcut for something else.
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, pages and Enter are for the list."""
        key = event.key()
        if key in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.paged.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def _edge() -> QFrame:
    made = rule()
    made.setProperty("over", True)
    return made


class _Panel(QFrame):
    """The ground of line, list and foot."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overlay, one line round it."""
        now = tokens()
        painter = QPainter(self)
        paint.rounded(painter, self.rect(), fill=now.overlay, line=now.line2, radius=metrics.RADIUS_OVERLAY)
        icons.paint(painter, "search", now.t2, 18, (_LINE - metrics.ICON) / 2, metrics.ICON)


class Palette(QWidget):
    """Covers its window; closes on Escape, on a press beside it, and when something was chosen."""

    typed = Signal(str)
    chosen = Signal(str)
    actions_asked = Signal(str)
    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        """A palette over this widget, not shown yet."""
        super().__init__(over)
        self._over = over
        self._before: QWidget | None = None
        self.line = _Line()
        self.model = PaletteModel(self)
        self.list = QListView()
        self._nothing = Label("", tone="t2")
        self._panel = _Panel(self)
        self._column = QVBoxLayout(self._panel)
        self._foot = QHBoxLayout()
        self._lay_out()
        self._connect()
        over.installEventFilter(self)
        self.retranslate()
        self.hide()

    def _lay_out(self) -> None:
        self.line.setProperty("over", True)
        self.line.setFont(font(Role.SEARCH_LARGE))
        self.line.setFixedHeight(_LINE - 2)
        self.line.setTextMargins(50, 0, 16, 0)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(self.model))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing.setContentsMargins(18, 0, 18, 0)
        column = self._column
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.line)
        column.addWidget(_edge())
        column.addSpacing(4)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addSpacing(8)
        column.addWidget(_edge())
        self._foot.setContentsMargins(18, 10, 18, 10)
        self._foot.setSpacing(6)
        column.addLayout(self._foot)

    def _connect(self) -> None:
        self.line.textChanged.connect(self.typed)
        self.line.stepped.connect(self._step)
        self.line.paged.connect(self._page)
        self.line.entered.connect(self._enter)
        self.line.tabbed.connect(self._tab)
        self.line.left.connect(self.leave)
        self.list.clicked.connect(self._clicked)

    # -- what it shows -------------------------------------------------------------------------------------------

    def open(self, text: str = "") -> None:
        """Show it over the window, the line empty or with this text."""
        if not self.isVisible():
            self._before = self._over.focusWidget()
        self.setGeometry(self._over.rect())
        self.line.setText(text)
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.typed.emit(text)

    def show_groups(self, groups: Sequence[PaletteGroup], words: str) -> None:
        """Show what was found for `words`, its first row chosen."""
        self.model.show(groups, words)
        self._nothing.setVisible(not self.model.rowCount())
        self._choose(self.model.next_item(-1, 1) if self.model.rowCount() else -1)
        self._place()

    def current(self) -> PaletteItem | None:
        """The chosen row."""
        return self.model.item(self.list.currentIndex().row())

    def leave(self) -> None:
        """Close it, and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        before = self._before
        self._before = None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row, 0) if row >= 0 else QModelIndex())
        # The heading above the first row is seen too.
        above = row - 1 if row > 0 and self.model.item(row - 1) is None else row
        if above >= 0:
            self.list.scrollTo(self.model.index(above, 0))
            self.list.scrollTo(self.model.index(row, 0))
        index = self.list.currentIndex()
        said = index.data(Qt.ItemDataRole.AccessibleTextRole) if index.isValid() else self._nothing.text()
        self.line.setAccessibleDescription(str(said or ""))

    def _step(self, step: int) -> None:
        if self.model.rowCount():
            self._choose(self.model.next_item(self.list.currentIndex().row(), step))

    def _page(self, step: int) -> None:
        rows = max(1, self.list.viewport().height() // metrics.TABLE_ROW - 1)
        row = self.list.currentIndex().row() + step * rows
        last = self.model.rowCount() - 1
        if last >= 0:
            row = min(max(row, 0), last)
            self._choose(row if self.model.item(row) else self.model.next_item(row, 1))

    def _enter(self) -> None:
        item = self.current()
        if item is not None and not item.off:
            self.leave()
            self.chosen.emit(item.key)

    def _tab(self) -> None:
        item = self.current()
        if item is not None:
            self.actions_asked.emit(item.key)

    def _clicked(self, index: QModelIndex) -> None:
        if self.model.item(index.row()) is not None:
            self.list.setCurrentIndex(index)
            self._enter()

    # -- its place -----------------------------------------------------------------------------------------------

    def _place(self) -> None:
        across = min(_WIDTH, self.width() - 2 * _EDGE)
        top = min(_TOP, max(_EDGE, (self.height() - 480) // 2))
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.model.rowCount()))
        rest = self._column.minimumSize().height() - self.list.minimumSizeHint().height()
        high = min(max(rows, 1) + rest + 4, _HIGHEST, self.height() - top - _EDGE)
        self._panel.setGeometry((self.width() - across) // 2, top, across, max(high, rest))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window at every size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
            self._place()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """In its place from the first frame."""
        super().showEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The veil."""
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, _VEIL))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the panel closes it."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.leave()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """The words that do not depend on what was found."""
        prompt = self.tr("Go to a record or a folder, or do something")
        self.line.setPlaceholderText(prompt)
        self.line.setAccessibleName(prompt)
        self.list.setAccessibleName(self.tr("Records and actions"))
        self._nothing.setText(self.tr("Nothing is called so."))
        while (old := self._foot.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.deleteLater()
        hints: tuple[tuple[tuple[str, ...], str], ...] = (
            (("↑", "↓"), self.tr("choose")),
            (("Enter",), self.tr("open")),
            (("Tab",), self.tr("its actions")),
        )
        for keys, words in hints:
            for key in keys:
                self._foot.addWidget(KeyCap(key))
            self._foot.addWidget(Label(words, Role.SMALL, "t3"))
            self._foot.addSpacing(10)
        self._foot.addStretch(1)
        self._foot.addWidget(KeyCap(">"))
        self._foot.addWidget(Label(self.tr("actions only"), Role.SMALL, "t3"))
