"""Looks every few seconds whether the person has left, in a thread: a question to the desktop may take its time."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, Signal

from pamdesk.desktop.system.away import Away, Look, judge

SECONDS: Final = 5.0  # between two looks
_INPUT: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.HoverMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Person(Protocol):
    """What a system tells of the person before it."""

    def idle_seconds(self) -> float | None:
        """Seconds since the last input anywhere in the session; None where it is not told."""
        ...

    def is_locked(self) -> bool:
        """Whether the screen is locked."""
        ...


def of_this_system() -> Person:
    """Make what asks this system; call it in the thread that will ask."""
    if sys.platform == "win32":
        from pamdesk.desktop.system.windows import Windows

        return Windows()
    if sys.platform == "darwin":
        from pamdesk.desktop.system.macos import MacOs

        return MacOs()
    from pamdesk.desktop.system.linux import Linux

    return Linux()


class OwnInput(QObject):
    """The last input in this program's own windows: what is left where the system does not tell."""

    def __init__(self, app: QObject) -> None:
        """Count from now; events are watched once `watch` is called."""
        super().__init__(app)
        self._app = app
        self._last = time.monotonic()

    def watch(self) -> None:
        """Look at every event of the application: some microseconds each, so only where it must be."""
        self._app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember when; every event goes on."""
        if event.type() in _INPUT:
            self._last = time.monotonic()
        return False

    def seconds(self) -> float:
        """Seconds since."""
        return time.monotonic() - self._last


class SystemWatch(QObject):
    """Tells when the person has left, once for each time."""

    left = Signal(str)
    leaves_soon = Signal()
    stayed = Signal()
    """There was input after `leaves_soon`."""
    _untold = Signal()

    def __init__(
        self,
        app: QObject,
        *,
        person: Callable[[], Person] = of_this_system,
        every: float = SECONDS,
    ) -> None:
        """A watch that looks once `start` is called; `limit` seconds without input count, 0 for never."""
        super().__init__(app)
        self.limit = 0.0
        self._own, self._person, self._every = OwnInput(app), person, every
        self._untold.connect(self._own.watch)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pamdesk-away", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; what is being asked is waited for."""
        self._end.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        person = self._person()
        before: Look | None = None
        last = Away.HERE
        if person.idle_seconds() is None:
            self._untold.emit()
        while not self._end.wait(self._every):
            idle = person.idle_seconds()
            now = Look(time.time(), self._own.seconds() if idle is None else idle, person.is_locked())
            found = judge(now, before, between=self._every, limit=self.limit)
            before = now
            if found is not last:
                self._tell(found, last)
            last = found

    def _tell(self, found: Away, last: Away) -> None:
        if found is Away.SOON:
            self.leaves_soon.emit()
        elif found is not Away.HERE:
            self.left.emit(found.value)
        elif last is Away.SOON:
            self.stayed.emit()
