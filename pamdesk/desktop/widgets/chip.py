"""Small marks: chips, key caps, tiles, bars."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.look.tokens import Token
from pamdesk.desktop.widgets import paint


class Chip(QWidget):
    """A tag, or a scope that can be taken away."""

    closed = Signal()

    def __init__(self, words: str, *, icon: str | None = None, closable: bool = False) -> None:
        """A chip; a closable one has a cross and takes the focus."""
        super().__init__()
        self._icon, self._closable = icon, closable
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if closable:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_words(words)

    def words(self) -> str:
        """What it says."""
        return self._words

    def set_words(self, words: str) -> None:
        """Say something else."""
        self._words = words
        self.setAccessibleName(words)
        if self._closable:
            remove = QCoreApplication.translate("Chip", "Remove {name}").format(name=words)
            self.setToolTip(remove)
            self.setAccessibleDescription(remove)
        self.setFixedWidth(self.sizeHint().width())
        self.update()

    def sizeHint(self) -> QSize:
        """Words, icon, cross, padding of 8."""
        width = 16 + paint.width_of(self._words, font(Role.SMALL))
        width += (16 + 6) * (bool(self._icon) + self._closable)
        return QSize(round(width + 0.5), metrics.CHIP)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The cross takes it away."""
        if self._closable and event.position().x() > self.width() - 28:
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete, Backspace, Space or Enter take it away."""
        keys = (
            Qt.Key.Key_Delete,
            Qt.Key.Key_Backspace,
            Qt.Key.Key_Space,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        )
        if self._closable and event.key() in keys:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, words, cross, ring."""
        now = tokens()
        painter = QPainter(self)
        paint.rounded(painter, self.rect(), fill=now.press)
        left = 8.0
        if self._icon:
            icons.paint(painter, self._icon, now.t2, left, 4, 16)
            left += 22
        room = QRectF(left, 0, self.width() - left, self.height())
        left += paint.text(painter, room, self._words, font(Role.SMALL), now.t2)
        if self._closable:
            icons.paint(painter, "close", now.t2, left + 6, 4, 16)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect(), now)


class KeyCap(QWidget):
    """One key of a shortcut."""

    def __init__(self, key: str) -> None:
        """A cap with these letters."""
        super().__init__()
        self._key = key
        self.setAccessibleName(key)
        self.setFixedSize(max(18, round(paint.width_of(key, font(Role.CAPTION_STRONG))) + 12), 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outline and letters."""
        now = tokens()
        painter = QPainter(self)
        paint.rounded(painter, self.rect(), line=now.line2, radius=metrics.RADIUS_SMALL)
        middle = Qt.AlignmentFlag.AlignHCenter
        paint.text(painter, self.rect(), self._key, font(Role.CAPTION_STRONG), now.t3, middle)


class Tile(QWidget):
    """The icon of a record or a choice on a square."""

    def __init__(self, icon: str, *, side: int = metrics.TILE, glyph: int = 0, brand: bool = False) -> None:
        """A tile; `brand` is the program's own mark, white on the accent."""
        super().__init__()
        self._icon, self._brand = icon, brand
        self._glyph = glyph or (metrics.ICON if side >= metrics.TILE else metrics.ICON_ROW)
        self.setFixedSize(side, side)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Square and icon."""
        now = tokens()
        painter = QPainter(self)
        radius = 12 if self.width() > metrics.CONTROL_HELP_DESK else metrics.RADIUS
        paint.rounded(painter, self.rect(), fill=now.accent if self._brand else now.press, radius=radius)
        at = (self.width() - self._glyph) / 2
        icons.paint(painter, self._icon, now.onaccent if self._brand else now.t1, at, at, self._glyph)


class Bar(QWidget):
    """A progress bar of one or more pieces, such as done, failed and rotating."""

    def __init__(self, *, height: int = 6, width: int = 0) -> None:
        """An empty bar; `width` 0 takes what there is."""
        super().__init__()
        self._parts: tuple[tuple[Token, float], ...] = ()
        self.setFixedHeight(height)
        if width:
            self.setFixedWidth(width)
        else:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, parts: Sequence[tuple[Token, float]], name: str) -> None:
        """Pieces from the left, each a colour and its share of 1; `name` is what a reader says."""
        self._parts = tuple(parts)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, then the pieces inside its rounded ends."""
        now = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        radius = self.height() / 2
        shape.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.fillPath(shape, QColor(now.press))
        painter.setClipPath(shape)
        left = 0.0
        for token, share in self._parts:
            width = self.width() * share
            painter.fillRect(QRectF(left, 0, width, self.height()), QColor(now.of(token)))
            left += width
