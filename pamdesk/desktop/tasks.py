"""Coroutines that a click begins: kept until they end, their errors shown as sentences, their bugs reported."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine

from PySide6.QtCore import QObject, Signal

from pamdesk.records.errors import PamDeskError, TargetError, UserError, VaultLocked

_log = logging.getLogger("pamdesk.desktop")


def sentence_of(error: PamDeskError) -> str:
    """Return what a person reads of an error: the sentence, and the next step where there is one."""
    if isinstance(error, UserError) and error.hint:
        return f"{error.message} {error.hint}"
    return error.message if isinstance(error, UserError | TargetError) else str(error)


class Tasks(QObject):
    """The coroutines of one window; `failed` carries the sentence of an error that nobody caught."""

    failed = Signal(str)
    bug = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """None yet."""
        super().__init__(parent)
        self._running: set[asyncio.Task[None]] = set()
        self._over = False

    def spawn(self, work: Coroutine[object, object, None]) -> None:
        """Begin a coroutine on the window's loop; once the window has locked, it is not begun."""
        if self._over:
            work.close()  # asked for by a clock or a widget that is about to go
            return
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._ended)

    def when(self, make: Callable[[], Coroutine[object, object, None]]) -> Callable[..., None]:
        """Return a slot that begins the coroutine, whatever arguments the signal carries."""

        def slot(*_: object) -> None:
            self.spawn(make())

        return slot

    def cancel(self) -> None:
        """Stop everything that still waits, and begin nothing any more."""
        self._over = True
        for task in tuple(self._running):
            task.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, VaultLocked):
            return  # the door is in front already, and says so
        if isinstance(error, PamDeskError):
            self.failed.emit(sentence_of(error))
        elif error is not None:
            _log.error("A bug in the window: %s", type(error).__name__)
            self.bug.emit(error)
