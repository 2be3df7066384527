"""Whether there is a display for the window, asked before Qt is: Qt ends the process where there is none."""

from __future__ import annotations

import ctypes
import os
import sys

from pamdesk.records.errors import UserError
from pamdesk.records.words import quoted

_NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_HINT = "pamdesk sandbox --no-window and every other command work without one."


def require_display() -> None:
    """Raise UserError where no display is named for the window to open on, or the one that is named does not answer."""
    if sys.platform != "linux":
        return
    named = {name: os.environ.get(name, "") for name in _NAMES}
    if not any(named.values()):
        raise UserError(
            "The window cannot open: there is no display here. Nothing was started.",
            hint=_HINT,
            code="no_display",
        )
    x11 = named["DISPLAY"] and not named["WAYLAND_DISPLAY"] and named["QT_QPA_PLATFORM"] in ("", "xcb")
    if x11 and not _answers():
        raise UserError(
            f"The window cannot open: the display {quoted(named['DISPLAY'])} does not answer, or refuses this user. "
            "Nothing was started.",
            hint=_HINT,
            code="no_display",
        )


def _answers() -> bool:
    """Whether the X server that DISPLAY names lets this program in; by the library that Qt connects with."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # another defect, which pamdesk doctor names
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed
