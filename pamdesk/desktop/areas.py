"""The areas of an open vault's page, and how F6 goes round them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def go_round(areas: Sequence[QWidget]) -> None:
    """Give the focus to the next of these that can be seen; the area that holds the focus is where it starts."""
    focus = QApplication.focusWidget()
    held = [area is focus or (focus is not None and area.isAncestorOf(focus)) for area in areas]
    here = held.index(True) if True in held else -1
    for step in range(1, len(areas) + 1):
        area = areas[(here + step) % len(areas)]
        if area.isVisible():
            area.setFocus(Qt.FocusReason.TabFocusReason)
            return
