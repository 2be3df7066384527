"""What the settings show of a schedule: the time zones to choose from, and its next runs."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import available_timezones

from PySide6.QtWidgets import QGridLayout

from pamdesk.desktop import times
from pamdesk.desktop.widgets.text import Label


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Every time zone that has a place; read from the disk once, so call it first where waiting does no harm."""
    placed = (name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return ("UTC", *sorted(placed))


class NextRuns(QGridLayout):
    """The next runs of a schedule, a line each: the day, the time, and how far off the first one is."""

    def __init__(self) -> None:
        """Without a run."""
        super().__init__()
        self.setHorizontalSpacing(16)
        self.setVerticalSpacing(0)
        self.setColumnStretch(1, 1)

    def show_runs(self, when: tuple[datetime, ...], zone: str, now: datetime, *, nothing: str) -> None:
        """Show these, on the clock of the zone; `nothing` is said where there are none."""
        while (item := self.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, at in enumerate(when):
            self.addWidget(Label(times.full_day(at, zone), number=True), row, 0)
            local = times.clock_in(at, zone)
            told = f"{local}, {times.ahead(at, now)}" if not row else local
            self.addWidget(Label(told, tone="t3", number=True), row, 1)
        if not when:
            self.addWidget(Label(nothing, tone="t3"), 0, 0)
