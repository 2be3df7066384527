"""A small field for a number, changed by typing or by the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent

from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.widgets.fields import Field


class NumberField(Field):
    """`value_changed` comes with each valid change; an empty field counts as its least value."""

    value_changed = Signal(int)

    def __init__(self, least: int, most: int) -> None:
        """A field for `least` to `most`."""
        super().__init__("")
        self._least, self._most = least, most
        self.setFont(font(Role.TEXT, number=True))
        self.setValidator(QIntValidator(0, most, self))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.textChanged.connect(lambda _text: self.value_changed.emit(self.value()))

    def value(self) -> int:
        """The number."""
        return max(self._least, min(self._most, int(self.text() or 0)))

    def set_value(self, value: int) -> None:
        """Show a number."""
        self.setText(str(max(self._least, min(self._most, value))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down count by one, the page keys by ten."""
        steps = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: 10,
            Qt.Key.Key_PageDown: -10,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.set_value(self.value() + step)
