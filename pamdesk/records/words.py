"""How names and lists stand in a sentence: safely, whatever somebody called their record."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime

LONGEST_NAME = 60


def quoted(name: str) -> str:
    """Return a name in quotes for a sentence: one line, nothing invisible or direction-changing, at most 60 long."""
    visible = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in name)
    line = " ".join(visible.split())
    if len(line) > LONGEST_NAME:
        line = line[: LONGEST_NAME - 1] + "…"
    return f"“{line}”"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list of a sentence: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 digit`, `2 digits`; the plural is the singular with an s unless given."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def moment(at: datetime, *, seconds: bool = False) -> str:
    """Return a moment as a sentence holds it, `2026-11-23 21:14 +09:00`: sentences are kept and read elsewhere later.

    It is this machine's time, as the tables of the command line say it; the window says it in its own words.
    """
    text = at.astimezone().isoformat(sep=" ", timespec="seconds" if seconds else "minutes")
    return f"{text[:-6]} {text[-6:]}"
