"""Fields to type in, tick and choose from."""

from heapq import nlargest
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.buttons import KEYBOARD, IconButton
from pamdesk.desktop.widgets.chip import Chip
from pamdesk.desktop.widgets.text import Label

_MEASURED: Final = 12  # of the longest choices


class Field(QLineEdit):
    """A line to type in; `wrong` outlines it in red."""

    def __init__(self, name: str, *, tall: bool = False, ident: bool = False) -> None:
        """A field that a reader calls `name`; `tall` is 40 px high, `ident` for hosts, ids and accounts."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(font(Role.FIELD_LARGE if tall else Role.TEXT, ident=ident))
        self.setFixedHeight(metrics.CONTROL_LARGE if tall else metrics.CONTROL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_wrong(self, reason: str) -> None:
        """Outline the field and let a reader say why; an empty reason takes it back."""
        self.setProperty("wrong", bool(reason))
        self.setAccessibleDescription(reason)
        self.style().unpolish(self)
        self.style().polish(self)


class SecretField(Field):
    """A password field with an eye; shown text is announced as shown and never spoken.

    `caps_lock_seen` says whether Caps Lock seems on: Qt has no question for it, so the letters that arrive tell.
    """

    caps_lock_seen = Signal(bool)
    shown_changed = Signal(bool)

    def __init__(self, name: str, *, tall: bool = True) -> None:
        """A field with hidden letters."""
        super().__init__(name, tall=tall)
        self._caps = False
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._eye = IconButton("eye", "", side=metrics.CONTROL_SMALL, parent=self)
        self._eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._eye.clicked.connect(lambda: self.show_letters(not self.shown()))
        self.setTextMargins(0, 0, metrics.CONTROL_SMALL, 0)
        self.show_letters(False)

    def shown(self) -> bool:
        """True while the letters can be read."""
        return self.echoMode() is QLineEdit.EchoMode.Normal

    def show_letters(self, shown: bool) -> None:
        """Show or hide the letters."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        letters = self.font()
        letters.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0 if shown else 2)
        self.setFont(letters)
        self._eye.set_icon("eye-off" if shown else "eye")
        self._eye.set_name(self.tr("Hide") if shown else self.tr("Show"))
        self.setAccessibleDescription(self.tr("shown") if shown else self.tr("hidden"))
        self.shown_changed.emit(shown)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_letters(self.shown())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye at the right."""
        super().resizeEvent(event)
        self._eye.move(self.width() - self._eye.width() - 6, (self.height() - self._eye.height()) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Caps Lock by a letter that came out large without Shift, or small with it."""
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._tell(not self._caps)
        elif letter.isalpha() and letter.upper() != letter.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(letter.isupper() != shift)
        super().keyPressEvent(event)

    def _tell(self, caps: bool) -> None:
        if caps != self._caps:
            self._caps = caps
            self.caps_lock_seen.emit(caps)


class SearchField(QLineEdit):
    """The search line: a glass at the left, the scope as a chip at the right."""

    scope_closed = Signal()
    moved_down = Signal()

    def __init__(self, prompt: str, *, help_desk: bool = False) -> None:
        """A search line that says `prompt` while it is empty."""
        super().__init__()
        self._large = help_desk
        self._chip: Chip | None = None
        self.setFixedHeight(metrics.SEARCH_LARGE if help_desk else metrics.SEARCH)
        self.setFont(font(Role.SEARCH_LARGE if help_desk else Role.TEXT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_prompt(prompt)
        self._room()

    def set_prompt(self, prompt: str) -> None:
        """Say what can be searched for."""
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)

    def set_scope(self, words: str, *, closable: bool = True) -> None:
        """Show where is searched, such as "in: Production"; an empty text takes the chip away."""
        if self._chip is not None:
            self._chip.setParent(None)
            self._chip.deleteLater()
            self._chip = None
        if words:
            self._chip = Chip(words, closable=closable)
            self._chip.setParent(self)
            self._chip.closed.connect(self._close)
            self._chip.show()
        self.setAccessibleDescription(words)
        self._room()

    def scope(self) -> str:
        """What the chip says; empty without one."""
        return self._chip.words() if self._chip is not None else ""

    def _close(self) -> None:
        self.set_scope("")
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scope_closed.emit()

    def _room(self) -> None:
        left = 34 if self._large else 28
        right = self._chip.width() + 4 if self._chip is not None else 0
        self.setTextMargins(left, 0, right, 0)
        if self._chip is not None:
            self._chip.move(
                self.width() - self._chip.width() - 10, (self.height() - self._chip.height()) // 2
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chip at the right."""
        super().resizeEvent(event)
        self._room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace in the empty line takes the scope away, Down goes to the list, Escape clears."""
        if event.key() == Qt.Key.Key_Backspace and not self.text() and self._chip is not None:
            self._close()
        elif event.key() == Qt.Key.Key_Down:
            self.moved_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then the glass."""
        super().paintEvent(event)
        left = 16 if self._large else 10
        icons.paint(QPainter(self), "search", tokens().t2, left, (self.height() - 20) / 2, 20)


class Picker(QComboBox):
    """A choice from a list, with an icon at the left at will."""

    def __init__(self, name: str, *, icon: str = "") -> None:
        """A choice that a reader calls `name`."""
        super().__init__()
        self._icon = icon
        self.setAccessibleName(name)
        self.setFont(font(Role.TEXT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(metrics.CONTROL)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)

    def sizeHint(self) -> QSize:
        """The widest choice, its icon and the arrow."""
        words = (self.itemText(index) for index in range(self.count()))
        # Of hundreds, such as time zones, to measure each would be felt: the widest is among the longest.
        longest = nlargest(_MEASURED, words, key=len)
        widest = max((paint.width_of(each, self.font()) for each in longest), default=0.0)
        return QSize(round(widest + 0.5) + 48 + (28 if self._icon else 0), metrics.CONTROL)

    def minimumSizeHint(self) -> QSize:
        """A few letters; the words end in an ellipsis."""
        return QSize(96, metrics.CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame of the style sheet, then icon, words and arrow, so that words are shortened properly."""
        now = tokens()
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        left = 10.0
        if self._icon:
            icons.paint(painter, self._icon, now.t2, left, (self.height() - 18) / 2, 18)
            left += 28
        room = QRectF(left, 0, self.width() - left - 36, self.height())
        shown = self.currentText() or self.placeholderText()
        ink = now.toff if not self.isEnabled() else now.t1 if self.currentText() else now.t3
        paint.text(painter, room, shown, self.font(), ink)
        icons.paint(painter, "chev-d", now.t2, self.width() - 28, (self.height() - 18) / 2, 18)


class CheckBox(QCheckBox):
    """A box to tick, 16 px, with its words."""

    def __init__(self, words: str) -> None:
        """A box with these words."""
        super().__init__(words)
        self.setFont(font(Role.TEXT))

    def sizeHint(self) -> QSize:
        """Box, gap of 10, words."""
        return QSize(round(26 + paint.width_of(self.text(), self.font()) + 2), 20)

    def minimumSizeHint(self) -> QSize:
        """The words are shortened before the pane is widened."""
        return QSize(60, 20)

    def hitButton(self, pos: object) -> bool:
        """The words count as the box."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, tick, words, ring."""
        now = tokens()
        painter = QPainter(self)
        side = metrics.CHECK_BOX
        box = QRectF(0, (self.height() - side) / 2, side, side)
        if self.isChecked():
            fill = now.accent if self.isEnabled() else now.press
            paint.rounded(painter, box, fill=fill, radius=metrics.RADIUS_SMALL)
            icons.paint(painter, "check", now.onaccent if self.isEnabled() else now.t3, 1, box.top() + 1, 14)
        else:
            line = now.line3 if self.isEnabled() else now.line2
            paint.rounded(painter, box, line=line, radius=metrics.RADIUS_SMALL)
        ink = now.t1 if self.isEnabled() else now.toff
        paint.text(painter, QRectF(26, 0, self.width() - 26, self.height()), self.text(), self.font(), ink)
        if self.hasFocus():
            ring = QRectF(self.rect()) if self.height() < 24 else box.adjusted(-3, -3, 3, 3)
            paint.rounded(painter, ring, line=now.link, width=metrics.FOCUS_RING, radius=metrics.RADIUS_SMALL)


class Toggle(QAbstractButton):
    """On or off at once, with words that say which."""

    def __init__(self, words: str) -> None:
        """A toggle with these words at its right; off."""
        super().__init__()
        self.setCheckable(True)
        self.setText(words)
        self.setFont(font(Role.TEXT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._ring = False

    def sizeHint(self) -> QSize:
        """The switch, a gap of 10, the words."""
        return QSize(round(metrics.TOGGLE_WIDTH + 10 + paint.width_of(self.text(), self.font()) + 2), 24)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter works as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for the keyboard only."""
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, knob, words, ring."""
        now = tokens()
        painter = QPainter(self)
        high = metrics.TOGGLE_HEIGHT
        track = QRectF(0, (self.height() - high) / 2, metrics.TOGGLE_WIDTH, high)
        if self.isChecked() and self.isEnabled():
            paint.rounded(painter, track, fill=now.accent, radius=high / 2)
        else:
            paint.rounded(painter, track, fill=now.press, line=now.line3, radius=high / 2)
        x = track.right() - 15 if self.isChecked() else track.left() + 3
        knob = now.onaccent if self.isChecked() and self.isEnabled() else now.line3
        paint.rounded(painter, QRectF(x, track.top() + 3, 12, 12), fill=knob, radius=6)
        left = metrics.TOGGLE_WIDTH + 10
        ink = now.t1 if self.isEnabled() else now.toff
        paint.text(
            painter, QRectF(left, 0, self.width() - left, self.height()), self.text(), self.font(), ink
        )
        if self.hasFocus() and self._ring:
            paint.rounded(painter, track, line=now.t1 if self.isChecked() else now.link, width=2, radius=9)


def labelled(words: str, field: QWidget) -> QWidget:
    """A field under its label, 4 px apart; the label's words become the field's name."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(metrics.LABEL_GAP)
    caption = Label(words, Role.SMALL, "t2")
    caption.setBuddy(field)
    field.setAccessibleName(words)
    column.addWidget(caption)
    column.addWidget(field)
    return box
