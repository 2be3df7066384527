"""One line of the details: a label, its value, and what can be done with it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.widgets.buttons import Button, IconButton, Rank, Size
from pamdesk.desktop.widgets.revealed import Revealed
from pamdesk.desktop.widgets.text import Elided, Paragraph

LABEL: Final = 116
SHOWN_SECONDS: Final = 30


def caption(words: str) -> Elided:
    """The label at the left of a line."""
    made = Elided(words, Role.SMALL, "t3")
    made.setFixedWidth(LABEL)
    return made


class FieldRow(QWidget):
    """A plain value with *Copy*."""

    copied = Signal(str)

    def __init__(self, name: str, label: str, value: str, *, ident: bool = False, many: bool = False) -> None:
        """`many` wraps the value over several lines."""
        super().__init__()
        self._value = value
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        top = Qt.AlignmentFlag.AlignTop
        head = caption(label)
        head.setFixedHeight(metrics.CONTROL_SMALL)
        row.addWidget(head, 0, top)
        if many:
            told = Paragraph(value)
            told.setContentsMargins(0, 4, 0, 4)
            row.addWidget(told, 1)
        else:
            row.addWidget(Elided(value, ident=ident), 1)
        copy = IconButton(
            "copy", self.tr("Copy {name}").format(name=label), side=metrics.CONTROL_SMALL, glyph=16
        )
        copy.clicked.connect(lambda: self.copied.emit(self._value))
        row.addWidget(copy, 0, top)
        self.setAccessibleName(f"{label}: {value}")
        self.setObjectName(f"field/{name}")


class LinkRow(QWidget):
    """A value that is another record."""

    def __init__(self, label: str, words: str, icon: str) -> None:
        """A link with the type's icon."""
        super().__init__()
        self.link = Button(words, icon, Rank.LINK, Size.INLINE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(4)
        row.addWidget(caption(label))
        row.addWidget(self.link)
        row.addStretch()


class SecretRow(QWidget):
    """A secret: dots until the eye is pressed, then the whole of it, which readers announce as shown, for 30 s."""

    reveal_asked = Signal(str)
    copy_asked = Signal(str)

    def __init__(self, name: str, label: str) -> None:
        """Hidden."""
        super().__init__()
        self._name, self._label = name, label
        self._line = Revealed()
        self._eye = IconButton("eye", "", side=metrics.CONTROL_SMALL, glyph=16)
        self._copy = IconButton(
            "copy", self.tr("Copy {name}").format(name=label), side=metrics.CONTROL_SMALL, glyph=16
        )
        self._eye.clicked.connect(self._press)
        self._copy.clicked.connect(lambda: self.copy_asked.emit(self._name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)  # the line has a frame of 2 for the focus, and its letters begin 2 behind that
        top = Qt.AlignmentFlag.AlignTop
        head = caption(label)
        head.setFixedHeight(metrics.CONTROL_SMALL)
        row.addWidget(head, 0, top)
        row.addWidget(self._line, 1)
        for tool in (self._eye, self._copy):
            row.addSpacing(4)
            row.addWidget(tool, 0, top)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SHOWN_SECONDS * 1000)
        self._clock.timeout.connect(self.hide_secret)
        self.setObjectName(f"field/{name}")
        self.hide_secret()

    @property
    def shown(self) -> str:
        """What can be read now; empty while it is hidden."""
        return self._line.text() if self._clock.isActive() else ""

    def show_secret(self, text: str) -> None:
        """Show it for a while."""
        self._line.show_secret(text)
        self._clock.start()
        self._told()

    def hide_secret(self) -> None:
        """Show dots again."""
        self._clock.stop()
        self._line.hide_secret()
        self._told()

    def _press(self) -> None:
        if self._clock.isActive():
            self.hide_secret()
        else:
            self.reveal_asked.emit(self._name)

    def _told(self) -> None:
        shown = self._clock.isActive()
        self._eye.set_icon("eye-off" if shown else "eye")
        verb = self.tr("Hide {name}") if shown else self.tr("Show {name}")
        self._eye.set_name(verb.format(name=self._label))
        # A reader says that it is shown, never the letters themselves.
        self._line.setAccessibleName(self._label)
        self._line.setAccessibleDescription(self.tr("shown") if shown else self.tr("hidden"))

    def hideEvent(self, event: QEvent) -> None:
        """What cannot be seen is not kept."""
        super().hideEvent(event)  # type: ignore[arg-type]
        if not self.isVisible():
            self.hide_secret()
