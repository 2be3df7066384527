"""A copied secret: kept out of clipboard histories, counted down, and taken back if it is still ours."""

import hashlib
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.widgets.buttons import Button, Rank, Size
from pamdesk.desktop.widgets.text import Label

SECONDS: Final = 30
# Windows: "Cloud Clipboard and Clipboard History Formats"; KDE: Klipper's hint; macOS: nspasteboard.org.
_MARKS: Final = (
    (
        'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"',
        b"\x01\x00\x00\x00",
    ),
    ('application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"', b"\x00\x00\x00\x00"),
    ('application/x-qt-windows-mime;value="CanUploadToCloudClipboard"', b"\x00\x00\x00\x00"),
    ("x-kde-passwordManagerHint", b"secret"),
    ("application/x-nspasteboard-concealed-type", b""),
)


def _digest(words: str) -> bytes:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()


class SecretClipboard(QObject):
    """Copies a secret and clears it after 30 s, unless something else has been copied since."""

    ticked = Signal(str, int)
    cleared = Signal()

    def __init__(self, parent: QObject | None = None, *, seconds: int = SECONDS) -> None:
        """One for the whole window."""
        super().__init__(parent)
        self._seconds = seconds
        self._left = 0
        self._name = ""
        self._ours = b""
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)

    def copy(self, secret: str, name: str) -> None:
        """Put a secret on the clipboard; `name` is what it is, such as "password". Only its digest is kept here."""
        marked = QMimeData()
        marked.setText(secret)
        for kind, value in _MARKS:
            marked.setData(kind, value)
        _board().setMimeData(marked)
        self._ours = _digest(secret)
        self._name, self._left = name, self._seconds
        self._clock.start()
        self.ticked.emit(name, self._left)

    def seconds_left(self) -> int:
        """Seconds until it is cleared; 0 when there is nothing of ours."""
        return self._left

    def clear(self) -> None:
        """Take it back now; what somebody else copied since stays."""
        self._clock.stop()
        if self._ours and _digest(_board().text()) == self._ours:
            _board().clear()
        self._ours, self._left = b"", 0
        self.cleared.emit()

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0 or _digest(_board().text()) != self._ours:
            self.clear()
        else:
            self.ticked.emit(self._name, self._left)


def _board() -> QClipboard:
    return QGuiApplication.clipboard()


class ClipboardNotice(QWidget):
    """The sentence in the drawer that counts down, with *Clear now*; hidden while there is nothing."""

    def __init__(self, clipboard: SecretClipboard) -> None:
        """A notice for the window's clipboard."""
        super().__init__()
        self._said = Label("", Role.SMALL, "t2", number=True)
        self._clear = Button(self.tr("Clear now"), None, Rank.LINK, Size.INLINE_SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.CARD_GAP)
        row.addWidget(self._said)
        row.addWidget(self._clear)
        self.hide()
        clipboard.ticked.connect(self.say)
        clipboard.cleared.connect(self.hide)
        self._clear.clicked.connect(clipboard.clear)

    def say(self, name: str, seconds: int) -> None:
        """Write what is copied and for how long."""
        self._said.setText(
            self.tr("Copied {name} leaves the clipboard in {seconds} s").format(name=name, seconds=seconds)
        )
        self.setAccessibleName(self._said.text())
        self._clear.setText(self.tr("Clear now"))
        self.show()
