"""How the command line writes a moment for people: this machine's time, with its distance from UTC beside it."""

from __future__ import annotations

from datetime import datetime

from pamdesk.records.words import moment


def local(at: datetime, *, seconds: bool = False) -> str:
    """Return `2026-11-23 21:14 +09:00`; --json keeps ISO 8601 in UTC."""
    return moment(at, seconds=seconds)
