"""Which days of a month a schedule means."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

SATURDAY, SUNDAY = 6, 7


@dataclass(frozen=True, slots=True)
class EveryDay:
    """Every day."""


@dataclass(frozen=True, slots=True)
class MonthDays:
    """These days of the month; a month that lacks one leaves it out."""

    days: frozenset[int]


@dataclass(frozen=True, slots=True)
class WeekDays:
    """These days of the week, 1 (Monday) to 7 (Sunday)."""

    days: frozenset[int]


@dataclass(frozen=True, slots=True)
class LastDay:
    """So many days before the last day of the month; with `weekday`, the Monday-to-Friday day nearest to it."""

    before: int = 0
    weekday: bool = False


@dataclass(frozen=True, slots=True)
class NearestWeekday:
    """The Monday-to-Friday day nearest to this day, within the month."""

    day: int


@dataclass(frozen=True, slots=True)
class NthWeekDay:
    """The nth (1 to 5) of this day of the week (1 is Monday) in the month; 0 means the last."""

    day: int
    nth: int


@dataclass(frozen=True, slots=True)
class DayOrLast:
    """This day of the month, or the month's last where it is shorter."""

    day: int


@dataclass(frozen=True, slots=True)
class Either:
    """Days of the month, days of the week: one must match, or `both` where one of the two fields starts with *."""

    month_days: MonthDays
    week_days: WeekDays
    both: bool


Days: TypeAlias = EveryDay | MonthDays | WeekDays | LastDay | NearestWeekday | NthWeekDay | DayOrLast | Either


def days_in(rule: Days, year: int, month: int) -> tuple[int, ...]:
    """Return the days of this month that the rule means, in order."""
    first, length = calendar.monthrange(year, month)  # first: 0 is Monday
    week_day = {day: (first + day - 1) % 7 + 1 for day in range(1, length + 1)}
    return tuple(sorted(_chosen(rule, week_day)))


def _chosen(rule: Days, week_day: dict[int, int]) -> Iterable[int]:
    length = len(week_day)
    match rule:
        case EveryDay():
            return week_day
        case MonthDays(days):
            return (day for day in days if day <= length)
        case WeekDays(days):
            return (day for day, weekday in week_day.items() if weekday in days)
        case LastDay(before, weekday):
            day = length - before
            return () if day < 1 else (_nearest(day, week_day) if weekday else day,)
        case NearestWeekday(day):
            return (_nearest(day, week_day),) if day <= length else ()
        case NthWeekDay(day, nth):
            those = [d for d, weekday in week_day.items() if weekday == day]
            return those[nth - 1 : nth] if nth else those[-1:]
        case DayOrLast(day):
            return (min(day, length),)
        case Either(month_days, week_days, both):
            a, b = set(_chosen(month_days, week_day)), set(_chosen(week_days, week_day))
            return a & b if both else a | b


def _nearest(day: int, week_day: dict[int, int]) -> int:
    """Return the nearest weekday; it never leaves the month (Quartz: 1W on a Saturday is Monday the 3rd)."""
    if week_day[day] == SATURDAY:
        return day - 1 if day > 1 else day + 2
    if week_day[day] == SUNDAY:
        return day + 1 if day < len(week_day) else day - 2
    return day
