"""A secret as it is read out: whole, wrapped wherever a line ends, digits and symbols told apart from letters by colour."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.theme import tokens

DOTS: Final = "•" * 15
_LINES: Final = 12  # that are shown at once; longer ones, such as keys, are scrolled
_FRAME: Final = 2  # pixels round it for the focus


class _Kinds(QSyntaxHighlighter):
    """Colours digits and symbols: 1 and l, 0 and O are then never the same."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.on = False

    def highlightBlock(self, text: str) -> None:
        if not self.on:
            return
        now = tokens()
        digit, symbol = QTextCharFormat(), QTextCharFormat()
        digit.setForeground(QColor(now.link))
        symbol.setForeground(QColor(now.att))
        for place, letter in enumerate(text):
            if letter.isdigit():
                self.setFormat(place, 1, digit)
            elif not letter.isalpha():
                self.setFormat(place, 1, symbol)


class Revealed(QPlainTextEdit):
    """Dots, or a secret whole; it is as high as its lines need."""

    def __init__(self) -> None:
        """Dots."""
        super().__init__()
        self.setReadOnly(True)
        self.setProperty("bare", True)
        self.setFont(font(Role.TEXT, ident=True))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.setViewportMargins(2, 0, 0, 0)  # as the letters of a line edit stand
        self.document().setDocumentMargin(0)
        self._kinds = _Kinds(self.document())
        self.hide_secret()

    def show_secret(self, text: str) -> None:
        """Show it whole."""
        self._kinds.on = True
        self.setPlainText(text)
        self._fit()

    def hide_secret(self) -> None:
        """Show dots; the text is gone from the widget."""
        self._kinds.on = False
        self.setPlainText(DOTS)
        self._fit()

    def text(self) -> str:
        """What it shows."""
        return self.toPlainText()

    def sizeHint(self) -> QSize:
        """The lines that the text takes at this width."""
        return QSize(160, self._height())

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(60, self._height())

    def _height(self) -> int:
        line = self.fontMetrics().lineSpacing()
        # A QPlainTextEdit counts its document's height in lines.
        lines = max(1, min(_LINES, round(self.document().size().height())))
        return max(28, lines * line + 2 * _FRAME + 4)

    def _fit(self) -> None:
        scrolls = round(self.document().size().height()) > _LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(self._height())
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the lines need at the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Other colours in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_kinds"):
            self._kinds.rehighlight()
