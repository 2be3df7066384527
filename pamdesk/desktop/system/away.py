"""When a person has left: no input for long enough, a locked screen, or a machine that slept. Pure; the clock is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

WARN_SECONDS: Final = 30.0
_SLEPT_SECONDS: Final = 60.0  # the clock went on by so much more than the time between two looks


class Away(StrEnum):
    """What a look at the system found."""

    HERE = "here"
    SOON = "soon"
    IDLE = "idle"
    LOCKED = "locked"
    SLEPT = "slept"


@dataclass(frozen=True)
class Look:
    """What the system told at one moment: the wall clock in seconds, seconds without input (None: not told), the lock."""

    at: float
    idle: float | None
    locked: bool


def judge(now: Look, before: Look | None, *, between: float, limit: float) -> Away:
    """Say what two looks, `between` seconds apart by plan, mean; `limit` is the seconds without input, 0 for never."""
    if now.locked:
        return Away.LOCKED
    if before is not None and now.at - before.at > between + _SLEPT_SECONDS:
        return Away.SLEPT
    if not limit or now.idle is None or now.idle < limit - WARN_SECONDS:
        return Away.HERE
    return Away.IDLE if now.idle >= limit else Away.SOON
