"""Time zones: names, and what a local time means on the two days a year when clocks are moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from pamdesk.records.errors import InvalidRecord
from pamdesk.records.words import quoted


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name; raises `InvalidRecord` (`unknown_zone`)."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such name; not a name at all; a folder of names
        raise InvalidRecord(
            f"There is no time zone {quoted(name)}; its name is like Asia/Tokyo, Europe/Berlin or UTC.",
            code="unknown_zone",
        ) from None


def is_zone(name: str) -> bool:
    """Tell whether this is the name of a time zone."""
    try:
        zone(name)
    except InvalidRecord:
        return False
    return True


def first_moment(local: datetime, where: ZoneInfo) -> datetime:
    """Return when a local wall-clock time (without zone) comes, in UTC.

    A time that comes twice (clocks are put back) means its first coming; one that is left out (clocks are put forward)
    means the first moment after the gap. So the order of local times is kept, and each of them means one moment.
    """
    moment = local.replace(tzinfo=where, fold=0).astimezone(UTC)
    if moment.astimezone(where).replace(tzinfo=None) == local:
        return moment
    # In a gap, fold=0 counts with the offset before it and so lands after it; fold=1 the other way round.
    before, after = local.replace(tzinfo=where, fold=1).astimezone(UTC), moment
    new_offset = after.astimezone(where).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(where).utcoffset() == new_offset:
            after = middle
        else:
            before = middle
    return after
