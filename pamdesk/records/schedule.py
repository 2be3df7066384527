"""When an account is due: on demand, daily, weekly, monthly or by cron, in its own time zone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ScheduleKind(StrEnum):
    """The kinds of schedule."""

    ON_DEMAND = "on_demand"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    CRON = "cron"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A schedule in a named time zone; `time` is HH:MM, `day` a weekday 1 (Monday)–7 or a day of the month 1–31."""

    kind: ScheduleKind
    time: str = ""
    day: int = 0
    cron: str = ""
    zone: str = "UTC"
