"""Idle time and the locked screen on Linux: X11's own counter, else what the desktop tells over D-Bus.

Sources: org.freedesktop.login1 (LockedHint), org.gnome.Mutter.IdleMonitor, org.freedesktop.ScreenSaver.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

from PySide6.QtDBus import QDBusConnection, QDBusMessage

from pamdesk.desktop.system.x11 import X11Idle

_PATIENCE_MS = 1000


@dataclass(frozen=True)
class _Question:
    """A method without side effects on one of the two buses."""

    system: bool
    service: str
    path: str
    interface: str
    method: str
    arguments: tuple[str, ...] = ()


_IDLE: Final = (  # milliseconds
    _Question(
        False,
        "org.gnome.Mutter.IdleMonitor",
        "/org/gnome/Mutter/IdleMonitor/Core",
        "org.gnome.Mutter.IdleMonitor",
        "GetIdletime",
    ),
    _Question(
        False,
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        "GetSessionIdleTime",
    ),
)
_LOCKED: Final = (
    _Question(
        True,
        "org.freedesktop.login1",
        "/org/freedesktop/login1/session/auto",
        "org.freedesktop.DBus.Properties",
        "Get",
        ("org.freedesktop.login1.Session", "LockedHint"),
    ),
    _Question(
        False,
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        "GetActive",
    ),
    _Question(
        False,
        "org.gnome.ScreenSaver",
        "/org/gnome/ScreenSaver",
        "org.gnome.ScreenSaver",
        "GetActive",
    ),
)


class Linux:
    """What the desktop tells of the person's session; asked from one thread, which it may keep waiting."""

    def __init__(self) -> None:
        """Find out who can be asked; nobody may, and then nothing is told."""
        self._x11: X11Idle | None = None
        # Under Wayland the X server only sees what happens in X11 windows.
        if not os.environ.get("WAYLAND_DISPLAY"):
            try:
                self._x11 = X11Idle()
            except OSError:
                self._x11 = None
        self._idle = [each for each in _IDLE if _ask(each) is not None] if self._x11 is None else []
        self._locked = [each for each in _LOCKED if _ask(each) is not None]

    def idle_seconds(self) -> float | None:
        """Return the seconds since the last input; None where nobody tells."""
        if self._x11 is not None:
            try:
                return self._x11.seconds()
            except OSError:
                return None  # the display is gone, and the window with it
        told = next((_ask(each) for each in self._idle), None)
        return float(told) / 1000 if isinstance(told, int) else None

    def is_locked(self) -> bool:
        """Say whether the screen is locked; false where nobody tells."""
        return any(_ask(each) is True for each in self._locked)


def _ask(question: _Question) -> object:
    """The answer's first value; None where there is none."""
    bus = QDBusConnection.systemBus() if question.system else QDBusConnection.sessionBus()
    if not bus.isConnected():
        return None
    call = QDBusMessage.createMethodCall(question.service, question.path, question.interface, question.method)
    call.setAutoStartService(False)
    call.setArguments(list(question.arguments))
    reply = bus.call(call, timeout=_PATIENCE_MS)
    values = reply.arguments() if reply.type() == QDBusMessage.MessageType.ReplyMessage else []
    if not values:
        return None
    value = values[0]
    return value.variant() if hasattr(value, "variant") else value
