"""A great number with what it counts, a bar, and its pieces as lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.look.tokens import Token
from pamdesk.desktop.widgets.chip import Bar
from pamdesk.desktop.widgets.note import Glyph
from pamdesk.desktop.widgets.text import Label


class Counts(QWidget):
    """A great number with what it counts, a bar, and its pieces as lines."""

    def __init__(self, pieces: Sequence[tuple[str, Token, Token]]) -> None:
        """Pieces: icon, colour of the icon, colour in the bar."""
        super().__init__()
        self._pieces = tuple(pieces)
        self.number = Label("0", Role.NUMBER_LARGE, number=True)
        self.under = Label("", Role.TEXT, "t2")
        self._bar = Bar(height=8)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.number, 0, Qt.AlignmentFlag.AlignBottom)
        first.addWidget(self.under, 1, Qt.AlignmentFlag.AlignBottom)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._words: list[Label] = []
        self._counts: list[Label] = []
        for row, (icon, tone, _) in enumerate(self._pieces):
            words, count = Label("", Role.TEXT), Label("0", Role.TEXT, number=True)
            grid.addWidget(Glyph(icon, tone), row, 0)
            grid.addWidget(words, row, 1)
            grid.addWidget(count, row, 2, Qt.AlignmentFlag.AlignRight)
            self._words.append(words)
            self._counts.append(count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.CARD_GAP)
        column.addLayout(first)
        column.addWidget(self._bar)
        column.addLayout(grid)

    def set_words(self, words: Sequence[str]) -> None:
        """What the pieces are called."""
        for label, said in zip(self._words, words, strict=True):
            label.setText(said)

    def set_counts(self, number: int, counts: Sequence[int], whole: int) -> None:
        """Show these."""
        self.number.setText(f"{number:,}")
        for label, count in zip(self._counts, counts, strict=True):
            label.setText(f"{count:,}")
        parts = [(piece[2], count / max(1, whole)) for piece, count in zip(self._pieces, counts, strict=True)]
        told = ", ".join(f"{label.text()} {count}" for label, count in zip(self._words, counts, strict=True))
        self._bar.set_parts(parts, told)
