"""Whether there is a display for the window, asked before Qt is: Qt ends the process where there is none."""

from __future__ import annotations

import os
import sys

from pamdesk.records.errors import UserError

_NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def require_display() -> None:
    """Raise UserError where no display is named for the window to open on."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _NAMES):
        raise UserError(
            "The window cannot open: there is no display here. Nothing was started.",
            hint="pamdesk sandbox --no-window and every other command work without one.",
            code="no_display",
        )
