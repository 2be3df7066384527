"""Ctrl+C, the end of the session or a service manager's word close the window as a person would."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class EndSignals(QObject):
    """Calls `close` in the window's thread when the program is told to end; `restore` gives the signals back.

    Python handles a signal only when it runs, and while a window waits it does not: the wake-up socket makes it run.
    """

    def __init__(self, close: Callable[[], object], parent: QObject | None = None) -> None:
        """Listen from now on; call it in the main thread."""
        super().__init__(parent)
        self._close = close
        self._told = False
        self._hears, self._wakes = socket.socketpair()
        for end in (self._hears, self._wakes):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._hears.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._woke_before = signal.set_wakeup_fd(self._wakes.fileno(), warn_on_full_buffer=False)
        numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        self._before = {number: signal.signal(number, self._tell) for number in numbers}

    def restore(self) -> None:
        """Let the signals do what they did before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._woke_before)
        self._notifier.setEnabled(False)
        for end in (self._hears, self._wakes):
            end.close()

    def _tell(self, number: int, frame: object) -> None:
        self._told = True

    def _woken(self) -> None:
        self._hears.recv(4096)
        if self._told:
            self._told = False
            self._close()
