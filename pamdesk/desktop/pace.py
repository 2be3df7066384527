"""However many events the engine tells: the pages follow at most so often, for the eye sees no more."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from pamdesk.desktop.live import LiveJobs

_PACE_MS = 40  # between two looks at what the engine told
_PACE_MANY_MS = 120  # the same while many rotate at once: nobody follows each step of each
_FEW = 3


class Pace(QObject):
    """Collects the records that have got further, and tells of them together."""

    due = Signal(set)
    rest = Signal()
    """Soon after `due`, in a turn of the loop of its own: two lists painted in one would be felt."""

    def __init__(self, live: LiveJobs, parent: QObject) -> None:
        """Follows what is live."""
        super().__init__(parent)
        self._live = live
        self._waiting: set[str] = set()
        self._pace, self._rest = QTimer(self), QTimer(self)
        for clock in (self._pace, self._rest):
            clock.setSingleShot(True)
        self._rest.setInterval(_PACE_MS // 2)
        self._pace.timeout.connect(self._tell)
        self._rest.timeout.connect(self.rest)
        live.changed.connect(self._add)

    def _add(self, record_ids: set[str]) -> None:
        self._waiting |= record_ids
        if not self._pace.isActive():
            self._pace.start(_PACE_MANY_MS if len(self._live.running()) > _FEW else _PACE_MS)

    def _tell(self) -> None:
        record_ids, self._waiting = self._waiting, set()
        self.due.emit(record_ids)
        self._rest.start()
