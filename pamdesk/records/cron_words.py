"""Schedules in words, English and Japanese."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pamdesk.records.cron import Times
from pamdesk.records.cron_days import (
    DayOrLast,
    Days,
    Either,
    EveryDay,
    LastDay,
    MonthDays,
    NearestWeekday,
    NthWeekDay,
    WeekDays,
)
from pamdesk.records.words import listed

Language: TypeAlias = Literal["en", "ja"]

_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS_JA = "月火水木金土日"
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NTH_EN = ("last", "first", "second", "third", "fourth", "fifth")
_MOST_TIMES = 6  # more times of day than this are told as minutes and hours


def in_words(times: Times, language: Language = "en") -> str:
    """Return times in words, without the zone: `every day at 03:00`, `毎日 03:00`."""
    if language == "ja":
        days = _days_ja(times.days, len(times.months) == 12)
        clock = _clock_ja(times)
        if isinstance(times.days, EveryDay) and not _exact(times) and len(times.months) == 12:
            return f"{_years_ja(times)}{clock}"
        return f"{_years_ja(times)}{_months_ja(times)}{days} {clock}"
    days = "" if isinstance(times.days, EveryDay) and not _exact(times) else _days_en(times.days)
    parts = [days, _clock_en(times), _months_en(times), _years_en(times)]
    return " ".join(part for part in parts if part)


def _runs(values: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the values as runs of neighbours: (1, 2, 3, 7) is 1 to 3 and 7 to 7."""
    runs: list[tuple[int, int]] = []
    for value in values:
        if runs and runs[-1][1] == value - 1:
            runs[-1] = (runs[-1][0], value)
        else:
            runs.append((value, value))
    return runs


def _step(values: tuple[int, ...], size: int) -> int:
    """Return n where the values are every nth of so many, counted from 0; else 0."""
    step = values[1] - values[0] if len(values) > 1 else 0
    return step if step and size % step == 0 and values == tuple(range(0, size, step)) else 0


def _spans(values: tuple[int, ...], names: tuple[str, ...] | list[str], to: str) -> list[str]:
    spans: list[str] = []
    for first, last in _runs(values):
        if last - first > 1:
            spans.append(f"{names[first]}{to}{names[last]}")
        else:
            spans += [names[n] for n in range(first, last + 1)]
    return spans


def _exact(times: Times) -> list[str]:
    """Return the times of day one by one, or nothing where they are too many."""
    if len(times.hours) * len(times.minutes) * len(times.seconds) > _MOST_TIMES:
        return []
    seconds = times.seconds != (0,)
    return [
        f"{hour:02}:{minute:02}" + (f":{second:02}" if seconds else "")
        for hour in times.hours
        for minute in times.minutes
        for second in times.seconds
    ]


def _clock_en(times: Times) -> str:
    if exact := _exact(times):
        return f"at {listed(exact)}"
    parts = []
    if times.seconds != (0,):
        parts.append(_part_en(times.seconds, "second", 60))
    if len(times.minutes) < 60 or times.seconds == (0,):
        parts.append(_part_en(times.minutes, "minute", 60))
    if len(times.hours) < 24 or len(times.minutes) == 1:
        parts.append(_hours_en(times.hours))
    return " ".join(parts)


def _part_en(values: tuple[int, ...], unit: str, size: int) -> str:
    if len(values) == size:
        return f"every {unit}"
    if step := _step(values, size):
        return f"every {step} {unit}s"
    names = [str(n) for n in range(size)]
    return f"at {unit}{'s' if len(values) > 1 else ''} {listed(_spans(values, names, ' to '))}"


def _hours_en(hours: tuple[int, ...]) -> str:
    if len(hours) == 24:
        return "of every hour"
    if step := _step(hours, 24):
        return f"every {step} hours"
    spans = [f"from {first:02}:00 to {last:02}:59" for first, last in _runs(hours)]
    return listed(spans)


def _days_en(days: Days) -> str:
    match days:
        case EveryDay():
            return "every day"
        case MonthDays(numbers):
            names = [str(n) for n in range(32)]
            spans = _spans(tuple(sorted(numbers)), names, " to ")
            return f"on day{'s' if len(numbers) > 1 else ''} {listed(spans)} of the month"
        case WeekDays(numbers):
            return f"every {listed(_spans(tuple(sorted(numbers)), ('', *_DAYS_EN), ' to '))}"
        case LastDay(before, weekday):
            last = f"{before} days before the last day" if before > 1 else "the day before the last day"
            day = (last if before else "the last day") + " of the month"
            if weekday:
                return f"on the weekday nearest to {day}" if before else "on the last weekday of the month"
            return f"on {day}" if before <= 1 else day
        case NearestWeekday(day_number):
            return f"on the weekday nearest to day {day_number} of the month"
        case NthWeekDay(day_number, nth):
            return f"on the {_NTH_EN[nth]} {_DAYS_EN[day_number - 1]} of the month"
        case DayOrLast(day_number):
            end = ", or on the last day of a shorter month," if day_number > 28 else ""
            return f"on day {day_number} of every month{end}"
        case Either(month_days, week_days, both):
            if not both:
                return f"{_days_en(month_days)} and {_days_en(week_days)}"
            names = _spans(tuple(sorted(week_days.days)), ("", *_DAYS_EN), " to ")
            return f"{_days_en(month_days)} where it is {listed(names, 'or')}"


def _months_en(times: Times) -> str:
    if len(times.months) == 12:
        return ""
    return f"in {listed(_spans(times.months, ['', *_MONTHS_EN], ' to '))}"


def _years_en(times: Times) -> str:
    if times.years is None:
        return ""
    return f"in {listed([str(a) if a == b else f'{a} to {b}' for a, b in _runs(times.years)])}"


def _clock_ja(times: Times) -> str:
    if exact := _exact(times):
        return "、".join(exact)
    parts = []
    if len(times.hours) < 24 or len(times.minutes) == 1:
        parts.append(_hours_ja(times.hours))
    if len(times.minutes) < 60 or times.seconds == (0,):
        parts.append(_part_ja(times.minutes, "分", 60))
    if times.seconds != (0,):
        parts.append(_part_ja(times.seconds, "秒", 60))
    return "".join(parts)


def _part_ja(values: tuple[int, ...], unit: str, size: int) -> str:
    if len(values) == size:
        return f"毎{unit}"
    if step := _step(values, size):
        return f"{step}{unit}ごと"
    return "・".join(_spans(values, [f"{n}{unit}" for n in range(size)], "から"))


def _hours_ja(hours: tuple[int, ...]) -> str:
    if len(hours) == 24:
        return "毎時"
    if step := _step(hours, 24):
        return f"{step}時間ごとの"
    return (
        "・".join(
            f"{first}時台" if first == last else f"{first}時から{last}時台" for first, last in _runs(hours)
        )
        + "の"
    )


def _days_ja(days: Days, monthly: bool) -> str:
    month = "毎月" if monthly else ""
    match days:
        case EveryDay():
            return "毎日"
        case MonthDays(numbers):
            return month + "・".join(_spans(tuple(sorted(numbers)), [f"{n}日" for n in range(32)], "から"))
        case WeekDays(numbers):
            names = ["", *(f"{d}曜日" for d in _DAYS_JA)]
            return "毎週" + "・".join(_spans(tuple(sorted(numbers)), names, "から"))
        case LastDay(before, weekday):
            day = f"末日の{before}日前" if before else "末日"
            if weekday:
                return f"{month}{day}に最も近い平日" if before else f"{month}最終平日"
            return month + day
        case NearestWeekday(day_number):
            return f"{month}{day_number}日に最も近い平日"
        case NthWeekDay(day_number, nth):
            return f"{month}{f'第{nth}' if nth else '最終'}{_DAYS_JA[day_number - 1]}曜日"
        case DayOrLast(day_number):
            return f"{month}{day_number}日" + ("（短い月は末日）" if day_number > 28 else "")
        case Either(month_days, week_days, both):
            between = "のうち" if both else "と"
            return f"{_days_ja(month_days, monthly)}{between}{_days_ja(week_days, monthly)}"


def _months_ja(times: Times) -> str:
    if len(times.months) == 12:
        return ""
    return "・".join(_spans(times.months, [f"{n}月" for n in range(13)], "から")) + "の"


def _years_ja(times: Times) -> str:
    if times.years is None:
        return ""
    return "・".join(f"{a}年" if a == b else f"{a}年から{b}年" for a, b in _runs(times.years)) + "の"
