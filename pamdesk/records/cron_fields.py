"""One field of a cron expression: names, lists, ranges and steps, in both flavours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pamdesk.records.errors import InvalidRecord
from pamdesk.records.words import quoted

MONTH_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DAY_NAMES = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")

_RANGE = re.compile(r"(?P<first>[^-/]+)(?:-(?P<last>[^-/]+))?(?:/(?P<step>[0-9]+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a field counts: its name in sentences, its bounds, its names for numbers, and what its flavour allows."""

    title: str
    low: int
    high: int
    names: tuple[str, ...] = ()
    first_name: int = 0  # the number of the first name
    wraps: bool = False  # Quartz: 22-2 goes on past the end
    lone_step: bool = False  # Quartz: 5/15 is every 15 from 5 on


def refused(text: str, reason: str) -> InvalidRecord:
    """Return the error that refuses a cron expression, naming it and the reason."""
    return InvalidRecord(f"The cron expression {quoted(text)} cannot be used: {reason}.", code="invalid_cron")


def numbers(field: str, unit: Unit, whole: str) -> frozenset[int]:
    """Return the numbers that a field names; raises `InvalidRecord` about the whole expression."""
    found: set[int] = set()
    for part in field.split(","):
        found |= _part(part, unit, whole)
    return frozenset(found)


def number(text: str, unit: Unit, whole: str) -> int:
    """Return one number or name of a field as a number; raises `InvalidRecord` about the whole expression."""
    if text.upper() in unit.names:
        return unit.first_name + unit.names.index(text.upper())
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise refused(whole, f"{quoted(text)} is no {unit.title}")
    value = int(text)
    if not unit.low <= value <= unit.high:
        raise refused(whole, f"{value} is no {unit.title}, which is from {unit.low} to {unit.high}")
    return value


def _part(part: str, unit: Unit, whole: str) -> set[int]:
    if unit.lone_step and part.startswith("/"):
        part = "*" + part  # Quartz: /15 is 0/15
    match = _RANGE.fullmatch(part)
    if match is None:
        raise refused(whole, f"{quoted(part)} is no {unit.title}")
    first_text, last_text, step_text = match["first"], match["last"], match["step"]
    step = int(step_text) if step_text else 1
    if not 1 <= step <= max(1, unit.high):
        raise refused(whole, f"a step of {step} does not fit a {unit.title}")
    if first_text == "*" and last_text is None:
        return set(range(unit.low, unit.high + 1, step))
    first = number(first_text, unit, whole)
    if last_text is None:
        if step_text is None:
            return {first}
        if not unit.lone_step:
            raise refused(whole, f"a step follows * or a range: write {first_text}-{unit.high}/{step}")
        return set(range(first, unit.high + 1, step))
    last = number(last_text, unit, whole)
    if first <= last:
        return set(range(first, last + 1, step))
    if not unit.wraps:
        raise refused(whole, f"the range {first_text}-{last_text} ends before it starts")
    size = unit.high - unit.low + 1
    return {(n - unit.low) % size + unit.low for n in range(first, last + size + 1, step)}
