"""Moments in the database: whole microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def to_number(moment: datetime) -> int:
    """Return a moment as whole microseconds; one without a zone is a bug (`TypeError`)."""
    return (moment - _EPOCH) // _MICROSECOND


def to_number_or_none(moment: datetime | None) -> int | None:
    """Return a moment as whole microseconds, or None."""
    return None if moment is None else to_number(moment)


def from_number(number: int) -> datetime:
    """Return the moment that a number stands for."""
    return _EPOCH + number * _MICROSECOND


def from_number_or_none(number: int | None) -> datetime | None:
    """Return the moment that a number stands for, or None."""
    return None if number is None else from_number(number)
