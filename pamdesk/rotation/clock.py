"""Time as the engine sees it; the simulator of the tests brings its own."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time for records and schedules, monotonic time for deadlines, and sleep."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""

    def monotonic(self) -> float:
        """Return seconds that never go back; on Linux they also stand still while the machine sleeps."""

    async def sleep(self, seconds: float) -> None:
        """Wait without blocking the engine."""


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait without blocking the engine."""
        import asyncio  # only an engine waits; who plans or lists need not load it

        await asyncio.sleep(seconds)
