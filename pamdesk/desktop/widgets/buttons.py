"""Buttons of three ranks, icon buttons and links, painted from the tokens."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.look.tokens import Token
from pamdesk.desktop.widgets import paint

KEYBOARD: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Rank(Enum):
    """How much a button asks for attention: one primary a screen, the others outlined, the rest only text."""

    PRIMARY = "primary"
    OUTLINED = "outlined"
    TEXT = "text"
    LINK = "link"


@dataclass(frozen=True)
class _Box:
    height: int
    pad: int
    gap: int
    glyph: int
    role: Role


class Size(Enum):
    """Height, padding at the sides, gap after the icon, icon, and type of a button."""

    SMALL = _Box(metrics.CONTROL_SMALL, 10, 6, 16, Role.SMALL_STRONG)
    NORMAL = _Box(metrics.CONTROL, 12, 8, 18, Role.STRONG)
    LARGE = _Box(metrics.CONTROL_LARGE, 16, 8, 18, Role.STRONG)
    HELP_DESK = _Box(metrics.CONTROL_HELP_DESK, 20, 12, 20, Role.HELP_DESK_BUTTON)
    QUIET = _Box(metrics.CONTROL_SMALL, 8, 6, 16, Role.SMALL)
    INLINE = _Box(20, 0, 6, 16, Role.STRONG)
    INLINE_SMALL = _Box(18, 0, 6, 16, Role.SMALL_STRONG)


# The focus comes back by itself after these.
_COMES_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)


class Pressable(QPushButton):
    """A button that knows when the keyboard put the focus on it, and why it is off."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """A button with these words."""
        super().__init__(words, parent)
        self._ring = False
        self._off = False
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, True)
        self.setAutoDefault(False)

    def set_off(self, reason: str) -> None:
        """Keep the place and the words, refuse to be pressed, and say why in the tool tip."""
        self._off = True
        # Disabled at once, it would hand the focus to its neighbour, which the next key would then press.
        if not self.hasFocus():
            self.setEnabled(False)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)
        self.update()

    def is_on(self) -> bool:
        """Whether it can be pressed; one that is off stays enabled for as long as it has the focus."""
        return self.isEnabled() and not self._off

    def set_on(self, hint: str = "") -> None:
        """Let it be pressed again."""
        self._off = False
        self.setEnabled(True)
        self.update()
        self.setToolTip(hint)
        self.setAccessibleDescription(hint)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for the keyboard only."""
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ring = False
        super().focusOutEvent(event)
        if self._off and event.reason() not in _COMES_BACK:
            self.setEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take no key but those that leave it while it is off."""
        if self._off and event.key() in _PRESSES:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take no press while it is off."""
        if not self._off:
            super().mousePressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up under the pointer."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Go back."""
        super().leaveEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew when the theme or the on/off state changes."""
        super().changeEvent(event)
        self.update()


class Button(Pressable):
    """A button: icon, words and, at will, its key, all in the middle."""

    def __init__(
        self,
        words: str,
        icon: str | None = None,
        rank: Rank = Rank.OUTLINED,
        size: Size = Size.NORMAL,
        *,
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """A button; `icon` is a symbol's id, `keys` the shortcut drawn behind the words."""
        super().__init__(words, parent)
        self._icon, self._rank, self._box, self._keys = icon, rank, size.value, keys
        self._own_ink: Token | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if rank is Rank.LINK:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_icon(self, icon: str | None) -> None:
        """Show another icon."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_ink(self, ink: Token) -> None:
        """Write a link or text button in the colour of a state."""
        self._own_ink = ink
        self.update()

    def wide(self) -> "Button":
        """Take all the width there is."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return self

    def _face(self) -> QFont:
        return font(self._box.role)

    def _content(self) -> float:
        width = paint.width_of(self.text(), self._face())
        if self._icon:
            width += self._box.glyph + self._box.gap
        if self._keys:
            width += 16 + paint.width_of(self._keys, font(Role.SMALL))
        return width

    def sizeHint(self) -> QSize:
        """The content and the padding of its size."""
        height, pad = self._box.height, self._box.pad
        return QSize(round(self._content() + 0.5) + 2 * pad - (2 if self._icon and pad else 0), height)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def _ground(self) -> tuple[Token | None, Token | None]:
        hot = self.underMouse() and self.is_on()
        match self._rank:
            case Rank.PRIMARY:
                if not self.is_on():
                    return "press", None
                return ("accent2" if hot or self.isDown() else "accent"), None
            case Rank.OUTLINED:
                back: Token = "press" if self.isDown() else "hover" if hot else "surface"
                return back, ("line2" if self.is_on() else "line")
            case Rank.TEXT:
                return ("press" if self.isDown() else "hover" if hot else None), None
            case Rank.LINK:
                return None, None

    def _ink(self) -> tuple[Token, Token]:
        if not self.is_on():
            return ("t3", "t3") if self._rank is Rank.PRIMARY else ("toff", "toff")
        if self._own_ink is not None:
            return self._own_ink, self._own_ink
        match self._rank:
            case Rank.PRIMARY:
                return "onaccent", "onaccent"
            case Rank.OUTLINED:
                return "t1", "t2"
            case Rank.TEXT:
                return "t2", "t2"
            case Rank.LINK:
                return "link", "link"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, words, key, ring."""
        now = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        back, line = self._ground()
        if back or line:
            fill = now.of(back) if back else None
            paint.rounded(painter, self.rect(), fill=fill, line=now.of(line) if line else None)
        ink, tint = self._ink()
        glyph = self._box.glyph
        left = (self.width() - self._content()) / 2
        if self._icon:
            icons.paint(painter, self._icon, now.of(tint), left, (self.height() - glyph) / 2, glyph)
            left += glyph + self._box.gap
        face = self._face()
        if self._rank is Rank.LINK and self.underMouse() and self.is_on():
            face.setUnderline(True)
        room = QRectF(left, 0, self.width() - left, self.height())
        left += paint.text(painter, room, self.text(), face, now.of(ink))
        if self._keys:
            keys = QRectF(left + 16, 0, self.width() - left - 16, self.height())
            paint.text(
                painter,
                keys,
                self._keys,
                font(Role.SMALL),
                now.of(ink if self._rank is Rank.PRIMARY else "t3"),
            )
        if self._ring:
            inner = now.onaccent if self._rank is Rank.PRIMARY else now.link
            edge = QRectF(self.rect())
            if self._rank is Rank.PRIMARY:
                # Blue on blue would not be seen: the ring of a filled button is white, one pixel in.
                edge.adjust(2, 2, -2, -2)
            paint.rounded(painter, edge, line=inner, width=metrics.FOCUS_RING, radius=metrics.RADIUS - 1)


class IconButton(Pressable):
    """A square button with an icon alone; its name is its tool tip and what a reader says."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        side: int = metrics.CONTROL,
        glyph: int = metrics.ICON,
        outlined: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """A button named `name` with the symbol `icon`."""
        super().__init__("", parent)
        self._icon, self._glyph, self._outlined = icon, glyph, outlined
        self.setFixedSize(side, side)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Say what it does."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def icon_name(self) -> str:
        """The symbol that is shown."""
        return self._icon

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, ring."""
        now = tokens()
        painter = QPainter(self)
        hot = self.is_on() and self.underMouse()
        back = now.press if self.isDown() or self.isChecked() else now.hover if hot else None
        if self._outlined:
            line = now.line2 if self.is_on() else now.line
            paint.rounded(painter, self.rect(), fill=back or now.surface, line=line)
        elif back:
            paint.rounded(painter, self.rect(), fill=back)
        tint = now.t2 if self.is_on() else now.toff
        at = (self.width() - self._glyph) / 2
        icons.paint(painter, self._icon, tint, at, at, self._glyph)
        if self._ring:
            paint.focus_ring(painter, self.rect(), now)
