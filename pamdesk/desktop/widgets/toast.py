"""A sentence that passes: what was just done, over the foot of the window, with one way back at will."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.buttons import Button, Rank, Size
from pamdesk.desktop.widgets.note import Glyph
from pamdesk.desktop.widgets.text import Label

_SHADOW = 12
_MS = 6000


class Toast(QWidget):
    """One line on the overlay colour; it stays while the pointer or the focus is on it."""

    undone = Signal()

    def __init__(self, window: QWidget) -> None:
        """The toast of a window; hidden."""
        super().__init__(window)
        self._window = window
        self._glyph = Glyph("check", "ok")
        self._said = Label("")
        self._undo = Button("", "undo", Rank.LINK, Size.INLINE)
        self._undo.clicked.connect(self._go_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SHADOW + 12, _SHADOW + 10, _SHADOW + 16, _SHADOW + 10)
        row.setSpacing(10)
        row.addWidget(self._glyph)
        row.addWidget(self._said)
        row.addSpacing(6)
        row.addWidget(self._undo)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._pass)
        window.installEventFilter(self)
        self.hide()

    def say(self, words: str, *, undo: str = "", icon: str = "check", milliseconds: int = _MS) -> None:
        """Show a sentence; `undo` is the words of the way back."""
        self._said.setText(words)
        self._glyph.set_look(icon, "ok" if icon in ("check", "ok") else "t2")
        self._undo.setText(undo)
        self._undo.setVisible(bool(undo))
        self.setAccessibleName(words)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._clock.start(milliseconds)

    def words(self) -> str:
        """What it says."""
        return self._said.text()

    def _go_back(self) -> None:
        self.hide()
        self.undone.emit()

    def pass_by(self) -> None:
        """Go before its time: what it says is no longer so."""
        self._clock.stop()
        self.hide()

    def _pass(self) -> None:
        if self.underMouse() or self._undo.hasFocus():
            self._clock.start(1000)
        else:
            self.hide()

    def _place(self) -> None:
        left = (self._window.width() - self.width()) // 2
        self.move(left, self._window.height() - self.height() - metrics.DRAWER)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shadow, ground, outline."""
        now = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        body = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        # Soft shadow by layers: an effect on the widget would render it through a pixmap each frame.
        for step in range(_SHADOW, 0, -2):
            painter.setBrush(QColor(0, 0, 0, 5))
            layer = body.adjusted(-step, -step + 3, step, step)
            painter.drawRoundedRect(layer, metrics.RADIUS + step, metrics.RADIUS + step)
        paint.rounded(painter, body, fill=now.overlay, line=now.line2)
