"""Cron expressions of two flavours, told apart by their number of fields.

Classic: 5 fields, `minute hour day-of-month month day-of-week`, Sunday is 0 or 7. Where both day fields are restricted,
a day needs to match one of them; where one starts with *, it needs to match both (Vixie cron).

Quartz: 6 or 7 fields, `second minute hour day-of-month month day-of-week [year]`, Sunday is 1. One of the two day
fields is `?`; a `*` beside a restricted one is read as `?`. `L W LW #` mean what Quartz's CronTrigger documentation
says, and ranges may go on past the end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from pamdesk.records.cron_days import (
    Days,
    Either,
    EveryDay,
    LastDay,
    MonthDays,
    NearestWeekday,
    NthWeekDay,
    WeekDays,
    days_in,
)
from pamdesk.records.cron_fields import DAY_NAMES, MONTH_NAMES, Unit, number, numbers, refused
from pamdesk.records.words import counted
from pamdesk.records.zones import first_moment

FIRST_YEAR, LAST_YEAR = 1970, 2099  # Quartz's own bounds


class Flavour(StrEnum):
    """The two dialects."""

    CLASSIC = "classic"
    QUARTZ = "quartz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When something runs, on the local clock: times of day, days, months and years (None: every year)."""

    seconds: tuple[int, ...] = (0,)
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: Days
    months: tuple[int, ...] = tuple(range(1, 13))
    years: tuple[int, ...] | None = None

    @property
    def at_most_hourly(self) -> bool:
        """Whether an hour or more is between any two runs: two minutes, or two seconds, are always nearer."""
        return len(self.seconds) == 1 and len(self.minutes) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cron:
    """A cron expression that was understood."""

    text: str
    flavour: Flavour
    times: Times


def parse_cron(text: str) -> Cron:
    """Return what an expression means; raises `InvalidRecord` (`invalid_cron`) with the reason in words."""
    fields = text.split()
    if len(fields) == 1 and text.strip().startswith("@"):
        raise refused(text, "short words such as @daily are not read; write daily 00:00, or five fields")
    if len(fields) == 5:
        flavour, times = Flavour.CLASSIC, _classic(fields, text)
    elif len(fields) in (6, 7):
        flavour, times = Flavour.QUARTZ, _quartz(fields, text)
    else:
        raise refused(
            text,
            f"it has {counted(len(fields), 'field')}; classic cron has 5, minute first, Quartz 6 or 7, second first",
        )
    if not _ever(times):
        raise refused(
            text, "no year has such a day" if times.years is None else "none of its years has such a day"
        )
    return Cron(text=" ".join(fields), flavour=flavour, times=times)


def next_time(times: Times, after: datetime, where: ZoneInfo) -> datetime | None:
    """Return the first run after a moment, in UTC, or None where there is none up to the end of 2099.

    A local time that is left out when clocks are put forward means the first moment after; one that comes twice runs
    once.
    """
    # Later local times never mean earlier moments, so that nothing before the present local time needs to be looked at.
    start = after.astimezone(where).replace(tzinfo=None, microsecond=0)
    for candidate in _local_times(times, start):
        moment = first_moment(candidate, where)
        if moment > after:
            return moment
    return None


def _local_times(times: Times, start: datetime) -> Iterator[datetime]:
    for year in range(start.year, LAST_YEAR + 1):
        if times.years is not None and year not in times.years:
            continue
        for month in times.months:
            if (year, month) < (start.year, start.month):
                continue
            for day in days_in(times.days, year, month):
                today = date(year, month, day)
                if today < start.date():
                    continue
                for moment in _times_of_day(times, start.time() if today == start.date() else time()):
                    yield datetime.combine(today, moment)


def _times_of_day(times: Times, earliest: time) -> Iterator[time]:
    for hour in times.hours[bisect_left(times.hours, earliest.hour) :]:
        for minute in times.minutes:
            for second in times.seconds:
                moment = time(hour, minute, second)
                if moment >= earliest:
                    yield moment


def _ever(times: Times) -> bool:
    # 1996 to 2099 hold every kind of year: each weekday on each date, the leap day included.
    years = times.years or tuple(range(1996, LAST_YEAR + 1))
    return any(days_in(times.days, year, month) for year in years for month in times.months)


_SECOND = Unit(title="second", low=0, high=59, wraps=True, lone_step=True)
_Q_MINUTE = Unit(title="minute", low=0, high=59, wraps=True, lone_step=True)
_Q_HOUR = Unit(title="hour", low=0, high=23, wraps=True, lone_step=True)
_Q_MONTH_DAY = Unit(title="day of the month", low=1, high=31, wraps=True, lone_step=True)
_Q_MONTH = Unit(title="month", low=1, high=12, names=MONTH_NAMES, first_name=1, wraps=True, lone_step=True)
_Q_WEEK_DAY = Unit(
    title="day of the week (1 is Sunday)",
    low=1,
    high=7,
    names=DAY_NAMES,
    first_name=1,
    wraps=True,
    lone_step=True,
)
_Q_YEAR = Unit(title="year", low=FIRST_YEAR, high=LAST_YEAR, lone_step=True)
_MINUTE = Unit(title="minute", low=0, high=59)
_HOUR = Unit(title="hour", low=0, high=23)
_MONTH_DAY = Unit(title="day of the month", low=1, high=31)
_MONTH = Unit(title="month", low=1, high=12, names=MONTH_NAMES, first_name=1)
_WEEK_DAY = Unit(title="day of the week (0 and 7 are Sunday)", low=0, high=7, names=DAY_NAMES)


def _sorted(field: str, unit: Unit, text: str) -> tuple[int, ...]:
    return tuple(sorted(numbers(field, unit, text)))


def _classic(fields: list[str], text: str) -> Times:
    minute, hour, month_day, month, week_day = fields
    for field in fields:
        if re.search(r"[?#]|[0-9]W|[0-9]L|^L", field, re.IGNORECASE):
            raise refused(text, f"{field} is of Quartz, which has 6 or 7 fields, the second first")
    month_days = MonthDays(numbers(month_day, _MONTH_DAY, text))
    week_days = WeekDays(frozenset((n - 1) % 7 + 1 for n in numbers(week_day, _WEEK_DAY, text)))
    days: Days
    if len(month_days.days) == 31 and len(week_days.days) == 7:
        days = EveryDay()
    elif week_day == "*":
        days = month_days
    elif month_day == "*":
        days = week_days
    else:
        days = Either(month_days, week_days, both=month_day.startswith("*") or week_day.startswith("*"))
    return Times(
        minutes=_sorted(minute, _MINUTE, text),
        hours=_sorted(hour, _HOUR, text),
        days=days,
        months=_sorted(month, _MONTH, text),
    )


def _quartz(fields: list[str], text: str) -> Times:
    second, minute, hour, month_day, month, week_day = fields[:6]
    year = fields[6] if len(fields) == 7 else "*"
    if month_day == "?" and week_day == "?":
        raise refused(text, "only one of day of the month and day of the week may be ?")
    if month_day not in ("*", "?") and week_day not in ("*", "?"):
        raise refused(text, "Quartz takes a day of the month or a day of the week, and ? for the other")
    if month_day not in ("*", "?"):
        days = _month_day(month_day, text)
    elif week_day not in ("*", "?"):
        days = _week_day(week_day, text)
    else:
        days = EveryDay()
    return Times(
        seconds=_sorted(second, _SECOND, text),
        minutes=_sorted(minute, _Q_MINUTE, text),
        hours=_sorted(hour, _Q_HOUR, text),
        days=days,
        months=_sorted(month, _Q_MONTH, text),
        years=None if year == "*" else _sorted(year, _Q_YEAR, text),
    )


def _month_day(field: str, text: str) -> Days:
    upper = field.upper()
    if "," in upper and ("L" in upper or "W" in upper):
        raise refused(text, "L and W stand alone, not in a list of days")
    if match := re.fullmatch(r"L(?:-([0-9]{1,2}))?(W)?", upper):
        before = int(match[1] or 0)
        if before > 30:
            raise refused(text, f"no month has {before} days before its last")
        return LastDay(before, weekday=match[2] is not None)
    if match := re.fullmatch(r"([0-9]{1,2})W", upper):
        return NearestWeekday(number(match[1], _Q_MONTH_DAY, text))
    if "W" in upper:
        raise refused(text, f"W follows one day of the month, as in 15W, and {field} is none")
    return MonthDays(numbers(field, _Q_MONTH_DAY, text))


def _week_day(field: str, text: str) -> Days:
    upper = field.upper()
    if "," in upper and ("L" in upper or "#" in upper):
        raise refused(text, "L and # stand alone, not in a list of days")
    if upper == "L":
        return WeekDays(frozenset({6}))  # Quartz: L alone is 7, Saturday
    if match := re.fullmatch(r"([0-9]|[A-Z]{3})L", upper):
        return NthWeekDay(_iso(number(match[1], _Q_WEEK_DAY, text)), 0)
    if match := re.fullmatch(r"([0-9]|[A-Z]{3})#([0-9]+)", upper):
        nth = int(match[2])
        if not 1 <= nth <= 5:
            raise refused(
                text, f"a month has a weekday at most five times, so # is followed by 1 to 5, not {nth}"
            )
        return NthWeekDay(_iso(number(match[1], _Q_WEEK_DAY, text)), nth)
    return WeekDays(frozenset(_iso(n) for n in numbers(field, _Q_WEEK_DAY, text)))


def _iso(quartz: int) -> int:
    """Return Quartz's day of the week (1 is Sunday) as 1 (Monday) to 7."""
    return (quartz + 5) % 7 + 1
