"""Whether things may move, and how far an endless turn has got."""

import time
from typing import Final

from PySide6.QtWidgets import QApplication, QStyle

from pamdesk.desktop.look.metrics import FRAME_MS, SPIN_MS

PROPERTY: Final = "pamdesk-reduced-motion"
_SHARE: Final = 5  # of the window's time at most one part in so many goes into a turning arc


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


def frame_ms(painted_ms: float) -> int:
    """Milliseconds to the next frame of something that took so long to paint: a busy machine turns it less often."""
    return max(FRAME_MS, round(painted_ms * _SHARE))
