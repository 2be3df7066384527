"""An empty view teaches: what belongs here, and the button that makes the first one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.buttons import Button, Rank, Size
from pamdesk.desktop.widgets.chip import Tile
from pamdesk.desktop.widgets.text import Label, Paragraph, on_area, rule

_WIDTH = 640


@dataclass(frozen=True)
class WayIn:
    """One way to the first record: what it is, what it does, and its button."""

    key: str
    icon: str
    title: str
    sentence: str
    button: str


class Drawing(QWidget):
    """Three tiles with dashed edges, the middle one in the accent."""

    def __init__(self, names: tuple[str, str, str] = ("user", "rotate", "cloud")) -> None:
        """A drawing of three icons; decoration, so it has no name for readers."""
        super().__init__()
        self._icons = names
        self.setFixedSize(168, 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tiles and edges."""
        now = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(now.line3), 1.75)
        pen.setDashPattern([2.6, 2.2])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        for left in (47, 108):
            painter.drawLine(left, 24, left + 13, 24)
        for left, side, name, middle in ((1, 45, 0, False), (61, 46, 1, True), (122, 45, 2, False)):
            height = 46 if middle else 37
            tile = QRectF(left, 24 - height / 2, side, height)
            line = now.link if middle else now.line3
            paint.rounded(painter, tile, fill=now.soft if middle else None, line=line, width=1.75, radius=8)
            glyph = 24 if middle else 20
            tint = now.link if middle else now.t2
            icons.paint(
                painter, self._icons[name], tint, tile.center().x() - glyph / 2, 24 - glyph / 2, glyph
            )


class EmptyView(QWidget):
    """A drawing, a title, a sentence, at most three ways in, and one quiet link."""

    chosen = Signal(str)

    def __init__(
        self,
        title: str,
        sentence: str,
        ways: Sequence[WayIn] = (),
        *,
        link: tuple[str, str, str] = ("", "", ""),
        drawing: tuple[str, str, str] = ("user", "rotate", "cloud"),
    ) -> None:
        """The first way is the primary one; `link` is its key, its words, and the sentence before it."""
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        page = QVBoxLayout(self)
        page.setContentsMargins(*(metrics.PAGE_MARGIN,) * 4)
        held = QWidget()
        held.setFixedWidth(_WIDTH)
        # Stretches, not an alignment: aligned, the sentence's height would be asked for the width of the whole view.
        across = QHBoxLayout()
        across.addStretch()
        across.addWidget(held)
        across.addStretch()
        page.addStretch(1)
        page.addLayout(across)
        page.addStretch(1)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Drawing(drawing), 0, middle)
        column.addSpacing(20)
        column.addWidget(Label(title, Role.PAGE_TITLE), 0, middle)
        column.addSpacing(4)
        said = Paragraph(sentence, tone="t2").centre()
        said.setContentsMargins(60, 0, 60, 0)
        column.addWidget(said)
        if ways:
            column.addSpacing(24)
            column.addWidget(self._card(ways), 0, middle)
        if link[0]:
            column.addSpacing(16)
            column.addLayout(self._quiet(link))

    def _card(self, ways: Sequence[WayIn]) -> QFrame:
        card = on_area(QFrame(), "card")
        card.setFixedWidth(_WIDTH)
        rows = QVBoxLayout(card)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        widest = 0
        buttons: list[Button] = []
        for number, way in enumerate(ways):
            if number:
                rows.addWidget(rule())
            button = Button(way.button, way.icon, Rank.OUTLINED if number else Rank.PRIMARY)
            button.setAccessibleDescription(way.sentence)
            button.clicked.connect(lambda _checked=False, key=way.key: self.chosen.emit(key))
            widest = max(widest, button.sizeHint().width())
            buttons.append(button)
            rows.addLayout(_row(way, button))
        for button in buttons:
            button.setFixedWidth(max(148, widest))
        return card

    def _quiet(self, link: tuple[str, str, str]) -> QHBoxLayout:
        key, words, before = link
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addStretch()
        if before:
            row.addWidget(Label(before, tone="t2"))
        button = Button(words, None, Rank.LINK, Size.INLINE)
        button.clicked.connect(lambda: self.chosen.emit(key))
        row.addWidget(button)
        row.addStretch()
        return row


def _row(way: WayIn, button: Button) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label(way.title, Role.BOLD))
    words.addWidget(Label(way.sentence, tone="t2"))
    row = QHBoxLayout()
    row.setContentsMargins(16, 14, 16, 14)
    row.setSpacing(14)
    row.addWidget(Tile(way.icon))
    row.addLayout(words, 1)
    row.addWidget(button)
    return row


def no_match(words: str, filter_words: str, button: str) -> EmptyView:
    """The view of a list that a filter has emptied: says the filter and offers to show all (key "all")."""
    return EmptyView(words, filter_words, (), link=("all", button, ""), drawing=("filter", "search", "list"))
