"""Objects that refer to each other in a circle are collected in the window's thread alone.

Python collects them in whatever thread happens to allocate next. Widgets and their slots are such circles: freed in the
engine's thread they end the program inside Qt, seconds later and somewhere else.
"""

from __future__ import annotations

import gc
import threading
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 500
_YOUNG: Final = 700  # new objects that are worth a look
_MIDDLE: Final = 10  # looks at new objects to one at those that outlived a look
_OLD: Final = 120  # the same to one at everything: once a minute


class Collector(QObject):
    """Takes the collection of garbage over from Python; `restore` gives it back."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin; made in the window's thread, before any other thread is."""
        super().__init__(parent)
        self._was_on = gc.isenabled()
        self._settled = False
        self._looks = 0
        gc.disable()
        self._clock = QTimer(self)
        self._clock.setInterval(_EVERY_MS)
        self._clock.timeout.connect(self._look)
        self._clock.start()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_EVERY_MS)
        self._soon.timeout.connect(self.everything)

    def settle(self) -> None:
        """Everything is imported: the first time, put what is there aside, so that no look costs a frame for it."""
        if not self._settled:
            self._settled = True
            gc.freeze()

    def look_soon(self) -> None:
        """The pages of a vault are about to go: look at everything once they are gone."""
        self._soon.start()

    def everything(self) -> None:
        """Look at everything that was not put aside; for moments in which nobody types."""
        assert threading.current_thread() is threading.main_thread()
        gc.collect()

    def restore(self) -> None:
        """Let Python collect by itself again."""
        self._clock.stop()
        self._soon.stop()
        if self._was_on:
            gc.enable()

    def _look(self) -> None:
        self._looks += 1
        if self._looks % _OLD == 0:
            gc.collect(2)
        elif self._looks % _MIDDLE == 0:
            gc.collect(1)
        elif gc.get_count()[0] > _YOUNG:
            gc.collect(0)
