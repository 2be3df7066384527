"""One or two sentences on a tint."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.look.tokens import Token
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.text import Paragraph


@dataclass(frozen=True)
class _Tint:
    back: Token
    ink: Token
    icon: str


class NoteKind(Enum):
    """What a note is about: its tint, the colour of its icon, and its usual icon."""

    PLAIN = _Tint("raised", "t2", "info")
    OK = _Tint("okbg", "ok", "ok")
    ATTENTION = _Tint("attbg", "att", "warn")
    BAD = _Tint("badbg", "bad", "bad")
    DOUBT = _Tint("badbg", "bad", "doubt")
    RUNNING = _Tint("runbg", "run", "running")


class Glyph(QWidget):
    """One icon in one token's colour."""

    def __init__(self, icon: str, colour: Token = "t2", size: int = metrics.ICON_ROW) -> None:
        """An icon; it has no name of its own, for a word always stands beside it."""
        super().__init__()
        self._icon, self._colour = icon, colour
        self.setFixedSize(size, size)

    def set_look(self, icon: str, colour: Token) -> None:
        """Show another icon or colour."""
        self._icon, self._colour = icon, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon."""
        top = (self.height() - self.width()) / 2
        icons.paint(QPainter(self), self._icon, tokens().of(self._colour), 0, top, self.width())


class Note(QWidget):
    """A tinted box: what is true in bold, then why and what to do, and room for buttons below."""

    def __init__(
        self, kind: NoteKind, words: str = "", *, bold: str = "", icon: str = "", role: Role = Role.TEXT
    ) -> None:
        """A note; `icon` replaces the kind's own."""
        super().__init__()
        self._kind = kind
        self._glyph = Glyph("info")
        self._words = Paragraph("", role)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        beside = QVBoxLayout()
        beside.setSpacing(metrics.CONTROL_GAP)
        beside.addWidget(self._words)
        self._below = beside
        mark = QVBoxLayout()
        mark.setContentsMargins(0, 1, 0, 0)
        # No stretch: it would make the whole note want to grow.
        mark.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        row.addLayout(mark)
        row.addLayout(beside, 1)
        self.set_words(kind, words, bold=bold, icon=icon)

    def set_words(self, kind: NoteKind, words: str, *, bold: str = "", icon: str = "") -> None:
        """Say something else."""
        self._kind = kind
        self._glyph.set_look(icon or kind.value.icon, kind.value.ink)
        self._words.set_words(words, bold=bold)
        self.setAccessibleName(f"{bold} {words}".strip())
        self.update()

    def words(self) -> str:
        """Everything it says."""
        return self.accessibleName()

    def add(self, widget: QWidget) -> None:
        """Put a button, or another line, below the sentences."""
        self._below.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def minimumSizeHint(self) -> QSize:
        """Narrow panes wrap the words."""
        return QSize(120, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tint."""
        paint.rounded(QPainter(self), QRectF(self.rect()), fill=tokens().of(self._kind.value.back))
