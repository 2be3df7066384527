"""Events of the engine on their way to the window: queued from any thread, drained in batches by the window's own."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from pamdesk.rotation.events import Event

MOST: Final = 2_000  # events a drain
CHUNK: Final = 64  # events between two looks at the clock
SECONDS: Final = 0.008  # a drain, so that no frame is missed
PAUSE_MS: Final = 30  # between two drains while events keep coming: the eye sees no more


class EventQueue(QObject):
    """One armed poke wakes the window for however many events; a signal an event costs four to five times as much."""

    _poked = Signal()

    def __init__(self, deliver: Callable[[Sequence[Event]], None], parent: QObject | None = None) -> None:
        """Hand batches to `deliver` in the thread that this queue was made in."""
        super().__init__(parent)
        self._deliver = deliver
        self._waiting: deque[Event] = deque()
        self._armed = False
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._drain)
        self._poked.connect(self._arm, Qt.ConnectionType.QueuedConnection)

    def post(self, event: Event) -> None:
        """Queue an event; called from any thread."""
        self._waiting.append(event)
        # Two threads may both poke here: one drain too many, never one too few.
        if not self._armed:
            self._armed = True
            self._poked.emit()

    def _arm(self) -> None:
        if not self._clock.isActive():
            self._clock.start(0)

    def _drain(self) -> None:
        self._armed = False
        until = time.perf_counter() + SECONDS
        taken = 0
        while self._waiting and taken < MOST and time.perf_counter() < until:
            batch: list[Event] = []
            while self._waiting and len(batch) < CHUNK:
                batch.append(self._waiting.popleft())
            taken += len(batch)
            self._deliver(batch)
        if self._waiting:
            self._armed = True
            self._clock.start(PAUSE_MS)
