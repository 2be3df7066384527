"""Lets a person say after how many minutes without a key or the mouse the window locks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication

from pamdesk.desktop.widgets.ask import Ask
from pamdesk.desktop.widgets.chooser import ChoiceItem, ChoiceQuestion

CHOICES: Final = (1, 5, 15, 30, 60, 0)  # minutes; 0 is never


async def choose_minutes(ask: Ask, now: int) -> int | None:
    """Ask after how many minutes the window locks, 0 for never; None where the person went back."""
    question = ChoiceQuestion(
        title=QCoreApplication.translate("LockMinutes", "Lock when nobody is there"),
        sentence=QCoreApplication.translate(
            "LockMinutes",
            "Counted from the last key or movement anywhere on this machine. A locked screen and sleep lock at once. "
            "Rotations that run are finished.",
        ),
        prompt=QCoreApplication.translate("LockMinutes", "Search"),
        button=QCoreApplication.translate("LockMinutes", "Set"),
        cancel=QCoreApplication.translate("LockMinutes", "Cancel"),
        nothing=QCoreApplication.translate("LockMinutes", "Nothing is called so."),
        find=partial(_choices, now),
    )
    chosen = await ask.choose(question)
    return int(chosen) if chosen is not None else None


async def _choices(now: int, words: str) -> Sequence[ChoiceItem]:
    items = []
    for minutes in CHOICES:
        never = QCoreApplication.translate("LockMinutes", "Never")
        said = (
            QCoreApplication.translate("LockMinutes", "After %n minute(s)", "", minutes) if minutes else never
        )
        if words.casefold() in said.casefold():
            note = QCoreApplication.translate("LockMinutes", "as it is now") if minutes == now else ""
            items.append(ChoiceItem(str(minutes), said, note, "clock" if minutes else "off"))
    return items
