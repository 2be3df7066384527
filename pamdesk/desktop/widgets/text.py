"""Labels whose size is a role, whose colour is a tone that follows the theme."""

import html
from typing import Literal, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role, font

Tone = Literal["t1", "t2", "t3", "link", "ok", "att", "bad", "run"]
Area = Literal["base", "surface", "raised", "card"]
Kind = TypeVar("Kind", bound=QWidget)


class Label(QLabel):
    """One line of text with the line height of its role."""

    def __init__(
        self,
        words: str = "",
        role: Role = Role.TEXT,
        tone: Tone = "t1",
        *,
        number: bool = False,
        ident: bool = False,
    ) -> None:
        """A line of text; `number` for digits in columns, `ident` for hosts, ids and accounts."""
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(role, number=number, ident=ident))
        self.setFixedHeight(role.value.line)
        self.setProperty("tone", tone)

    def set_tone(self, tone: Tone) -> None:
        """Take another colour."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)


class Elided(Label):
    """A line of text that is shortened with an ellipsis; the whole of it is in the tool tip and for readers."""

    def __init__(
        self,
        words: str = "",
        role: Role = Role.TEXT,
        tone: Tone = "t1",
        *,
        number: bool = False,
        ident: bool = False,
    ) -> None:
        """As `Label`."""
        super().__init__("", role, tone, number=number, ident=ident)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words = ""
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Show this line."""
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self._fit()

    def words(self) -> str:
        """The whole line."""
        return self._words

    def sizeHint(self) -> QSize:
        """As wide as the whole line."""
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self._words) + 2, self.height())

    def minimumSizeHint(self) -> QSize:
        """Three letters and the ellipsis."""
        return QSize(min(self.sizeHint().width(), 40), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the line to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(self._words if shown != self._words else "")


class Paragraph(QLabel):
    """Wrapped sentences on the line height of their role, in which `bold` stands first."""

    def __init__(self, words: str = "", role: Role = Role.TEXT, tone: Tone = "t1", *, bold: str = "") -> None:
        """Sentences; `bold` is what is true, drawn before `words`."""
        super().__init__()
        self._role = role
        self._align = "left"
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setFont(font(role))
        self.setProperty("tone", tone)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        # Not Minimum: its floor would be a height guessed for another width.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_words(words, bold=bold)

    def set_words(self, words: str, *, bold: str = "") -> None:
        """Show other sentences; every character stands for itself."""
        strong = f'<span style="font-weight:600">{html.escape(bold)}</span> ' if bold else ""
        line = self._role.value.line
        self.setText(
            f'<p style="margin:0; -qt-line-height-type:fixed; line-height:{line}px; text-align:{self._align}">'
            f"{strong}{html.escape(words)}</p>"
        )
        self.setAccessibleName(f"{bold} {words}".strip())

    def minimumSizeHint(self) -> QSize:
        """One line; the height for the width comes on top."""
        return QSize(40, self._role.value.line)

    def centre(self) -> "Paragraph":
        """Stand in the middle."""
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._align = "center"
        self.setText(self.text().replace("text-align:left", "text-align:center"))
        return self


def label(words: str, role: Role = Role.TEXT, tone: Tone = "t1") -> Label:
    """A one-line label."""
    return Label(words, role, tone)


def on_area(widget: Kind, area: Area) -> Kind:
    """Give a widget the background of an area of the window."""
    widget.setProperty("area", area)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    return widget


def rule(direction: Literal["h", "v"] = "h") -> QFrame:
    """A hairline between two areas."""
    line = QFrame()
    line.setProperty("rule", direction)
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    return line


def turn(line: QFrame, direction: Literal["h", "v"]) -> None:
    """Lay a hairline the other way, where the areas beside it have changed places."""
    if line.property("rule") != direction:
        line.setProperty("rule", direction)
        line.setMinimumSize(0, 0)
        line.setMaximumSize(metrics.UNBOUNDED, metrics.UNBOUNDED)
        line.style().unpolish(line)
        line.style().polish(line)
