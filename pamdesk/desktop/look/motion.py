"""Whether things may move, and how far an endless turn has got."""

import time
from typing import Final

from PySide6.QtWidgets import QApplication, QStyle

from pamdesk.desktop.look.metrics import SPIN_MS

PROPERTY: Final = "pamdesk-reduced-motion"


def set_reduced(app: QApplication, reduced: bool) -> None:
    """Stand still from now on, whatever the system says; a setting of the person's own."""
    app.setProperty(PROPERTY, reduced)


def reduced() -> bool:
    """True when the person, or the desktop, asks for no animation."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return True
    own = app.property(PROPERTY)
    if own is not None:
        return bool(own)
    return app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0


def turn() -> float:
    """Degrees that the arc of *Rotating* stands at now; 0 when nothing may move."""
    if reduced():
        return 0.0
    return (time.monotonic() * 1000 % SPIN_MS) / SPIN_MS * 360
