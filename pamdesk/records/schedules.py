"""Schedules and complexities as text, schedules in words, and when an account is due next.

Text of a schedule, and nothing else is read: `on-demand`, `daily 03:00 Asia/Tokyo`, `weekly mon 03:00 UTC`,
`monthly 22 03:00 Asia/Tokyo`, `cron: 0 0 3 ? * MON Europe/Berlin`. The zone may be left out, which means UTC.
"""

from __future__ import annotations

import re
from datetime import datetime

from pamdesk.records.complexity import SAFE_SYMBOLS, Complexity
from pamdesk.records.cron import Times, next_time, parse_cron
from pamdesk.records.cron_days import DayOrLast, EveryDay, WeekDays
from pamdesk.records.cron_words import Language, in_words
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.rules import check_complexity
from pamdesk.records.schedule import Schedule, ScheduleKind
from pamdesk.records.words import quoted
from pamdesk.records.zones import is_zone, zone

WEEK_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG_WEEK_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FORMS = (
    "on-demand, daily 03:00 Asia/Tokyo, weekly mon 03:00 UTC, monthly 22 03:00 UTC or cron: 0 0 3 ? * MON UTC"
)
_ZONE_LIKE = re.compile(r"[A-Za-z_]{4,}/[A-Za-z_+\-/]+")


def times_of(schedule: Schedule) -> Times | None:
    """Return when a schedule runs on its own clock, None on demand; raises `InvalidRecord` where it breaks a rule."""
    zone(schedule.zone)
    if schedule.kind is ScheduleKind.ON_DEMAND:
        return None
    if schedule.kind is ScheduleKind.CRON:
        return parse_cron(schedule.cron).times
    match = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])", schedule.time)
    if match is None:
        raise _invalid(
            f"A {schedule.kind} schedule has a time from 00:00 to 23:59, and {quoted(schedule.time)} is none."
        )
    at = {"minutes": (int(match[2]),), "hours": (int(match[1]),)}
    if schedule.kind is ScheduleKind.DAILY:
        return Times(days=EveryDay(), **at)
    if schedule.kind is ScheduleKind.WEEKLY:
        if not 1 <= schedule.day <= 7:
            raise _invalid(
                f"A weekly schedule has a day from 1 (Monday) to 7 (Sunday), and {schedule.day} is none."
            )
        return Times(days=WeekDays(frozenset({schedule.day})), **at)
    if not 1 <= schedule.day <= 31:
        raise _invalid(f"A monthly schedule has a day from 1 to 31, and {schedule.day} is none.")
    return Times(days=DayOrLast(schedule.day), **at)


def next_after(schedule: Schedule, after: datetime) -> datetime | None:
    """Return the first run after a moment, in UTC, or None where there is none.

    A monthly schedule runs on the last day of a month that is too short for it. Raises `InvalidRecord` where the
    schedule breaks a rule, `ValueError` where the moment has no zone.
    """
    if after.tzinfo is None:
        raise ValueError("a moment has a time zone")
    times = times_of(schedule)
    return None if times is None else next_time(times, after, zone(schedule.zone))


def next_runs(schedule: Schedule, after: datetime, count: int = 5) -> tuple[datetime, ...]:
    """Return the next runs after a moment, in UTC: fewer than asked where there are no more."""
    runs: list[datetime] = []
    moment = next_after(schedule, after)
    while moment is not None and len(runs) < count:
        runs.append(moment)
        moment = next_after(schedule, moment)
    return tuple(runs)


def describe(schedule: Schedule, language: Language = "en") -> str:
    """Return a schedule in words: `every Monday at 03:00 (Europe/Berlin)`, `毎週月曜日 03:00（Europe/Berlin）`."""
    times = times_of(schedule)
    if times is None:
        return "手動のみ" if language == "ja" else "on demand only"
    words = in_words(times, language)
    return f"{words}（{schedule.zone}）" if language == "ja" else f"{words} ({schedule.zone})"


def require_allowed(schedule: Schedule, *, hourly_limit: bool = True) -> None:
    """Raise `InvalidRecord` where a schedule breaks a rule, or is more often than hourly and the vault forbids that."""
    times = times_of(schedule)
    if hourly_limit and times is not None and not times.at_most_hourly:
        raise InvalidRecord(
            f"The schedule {quoted(format_schedule(schedule))} runs more often than once an hour; name one minute "
            "of the hour, or let the vault allow it.",
            code="too_often",
        )


def parse_schedule(text: str) -> Schedule:
    """Return the schedule that a text means; raises `InvalidRecord` with the forms that are read."""
    words = text.split()
    kind = words[0].lower().replace("_", "-") if words else ""
    if kind == "on-demand" and len(words) <= 2:
        schedule = Schedule(kind=ScheduleKind.ON_DEMAND, zone=words[1] if len(words) == 2 else "UTC")
    elif kind.startswith("cron"):
        schedule = _cron(text, re.sub(r"^\s*cron:?", "", text, flags=re.IGNORECASE))
    elif kind == "daily" and len(words) in (2, 3):
        schedule = Schedule(kind=ScheduleKind.DAILY, time=_time(words[1]), zone=_zone(words[2:]))
    elif kind == "weekly" and len(words) in (3, 4):
        schedule = Schedule(
            kind=ScheduleKind.WEEKLY, day=_week_day(words[1]), time=_time(words[2]), zone=_zone(words[3:])
        )
    elif kind == "monthly" and len(words) in (3, 4):
        day = int(words[1]) if re.fullmatch(r"[0-9]{1,2}", words[1]) else 0
        schedule = Schedule(kind=ScheduleKind.MONTHLY, day=day, time=_time(words[2]), zone=_zone(words[3:]))
    else:
        raise _invalid(f"{quoted(text)} is no schedule; write {_FORMS}.")
    times_of(schedule)
    return schedule


def format_schedule(schedule: Schedule) -> str:
    """Return a schedule as text, which `parse_schedule` reads back as the same schedule."""
    if schedule.kind is ScheduleKind.ON_DEMAND:
        return "on-demand" if schedule.zone == "UTC" else f"on-demand {schedule.zone}"
    if schedule.kind is ScheduleKind.CRON:
        return f"cron: {' '.join(schedule.cron.split())} {schedule.zone}"
    day = {
        ScheduleKind.WEEKLY: lambda: f" {WEEK_DAYS[schedule.day - 1]}",
        ScheduleKind.MONTHLY: lambda: f" {schedule.day}",
    }.get(schedule.kind, str)()
    return f"{schedule.kind}{day} {schedule.time} {schedule.zone}"


def parse_complexity(text: str) -> Complexity:
    """Return what `length,upper,lower,digits,symbols` means; after a further comma stand the symbols that are allowed.

    Raises `InvalidRecord`.
    """
    parts = text.strip().split(",", 5)
    counts = [part.strip() for part in parts[:5]]
    if len(counts) < 5 or not all(re.fullmatch(r"[0-9]{1,4}", count) for count in counts):
        raise InvalidRecord(
            f"{quoted(text)} is no complexity; write length, upper case, lower case, digits and symbols, as in "
            "20,1,1,1,1, and after a further comma the symbols that are allowed.",
            code="invalid_complexity",
        )
    length, upper, lower, digits, symbols = (int(count) for count in counts)
    allowed = "".join(dict.fromkeys(parts[5])) if len(parts) == 6 else SAFE_SYMBOLS
    complexity = Complexity(length, upper, lower, digits, symbols, allowed)
    check_complexity(complexity, f"The complexity {quoted(text)}")
    return complexity


def format_complexity(complexity: Complexity) -> str:
    """Return a complexity as text, which `parse_complexity` reads back as the same."""
    c = complexity
    counts = f"{c.length},{c.upper},{c.lower},{c.digits},{c.symbols}"
    return counts if c.allowed_symbols == SAFE_SYMBOLS else f"{counts},{c.allowed_symbols}"


def _cron(text: str, expression: str) -> Schedule:
    fields = expression.split()
    name = "UTC"
    if fields and (is_zone(fields[-1]) or _ZONE_LIKE.fullmatch(fields[-1])):
        name = fields.pop()
    if not fields:
        raise _invalid(f"{quoted(text)} has no cron expression; write cron: 0 0 3 ? * MON UTC.")
    return Schedule(kind=ScheduleKind.CRON, cron=" ".join(fields), zone=name)


def _time(text: str) -> str:
    return f"0{text}" if re.fullmatch(r"[0-9]:[0-9]{2}", text) else text


def _zone(words: list[str]) -> str:
    return words[0] if words else "UTC"


def _week_day(text: str) -> int:
    lower = text.lower()
    for names in (WEEK_DAYS, _LONG_WEEK_DAYS):
        if lower in names:
            return names.index(lower) + 1
    raise _invalid(f"{quoted(text)} is no day of the week; they are {', '.join(WEEK_DAYS)}.")


def _invalid(sentence: str) -> InvalidRecord:
    return InvalidRecord(sentence, code="invalid_schedule")
