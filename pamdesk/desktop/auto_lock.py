"""Locks the window when the person has left the machine."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from pamdesk.desktop.system.away import WARN_SECONDS, Away
from pamdesk.desktop.system.watch import SystemWatch
from pamdesk.desktop.window import Window


class AutoLock(QObject):
    """One for a window; it is idle while the vault is locked."""

    def __init__(self, window: Window, app: QApplication, *, watch: SystemWatch | None = None) -> None:
        """Watch for this window, with the minutes of its settings."""
        super().__init__(window)
        self._window = window
        self.watch = watch or SystemWatch(app)
        self.watch.limit = window.settings.lock_minutes * 60.0
        self.watch.left.connect(self._lock)
        self.watch.leaves_soon.connect(self._warn)
        self.watch.stayed.connect(self._stay)
        window.lock_minutes_set.connect(self._set)

    def _lock(self, why: str) -> None:
        work = self._window.work
        if work is None:
            return
        reason = {
            Away.LOCKED: self.tr("Locked with the screen."),
            Away.SLEPT: self.tr("Locked while the machine slept."),
            Away.IDLE: self.tr(
                "Locked after %n minute(s) without a key or the mouse.", "", round(self.watch.limit / 60)
            ),
        }[Away(why)]
        if work.is_editing():
            reason += " " + self.tr("What was being edited was not saved.")
        self._window.lock(reason)

    def _set(self, minutes: int) -> None:
        self.watch.limit = minutes * 60.0

    def _warn(self) -> None:
        work = self._window.work
        if work is not None:
            said = self.tr("Locks in %n second(s); any key or movement keeps it open.", "", int(WARN_SECONDS))
            work.desk.toast.say(said, icon="lock", milliseconds=int(WARN_SECONDS * 1000))

    def _stay(self) -> None:
        if self._window.work is not None:
            self._window.work.desk.toast.pass_by()
