"""Sentences about secrets that a target makes, and about an old one that leaves slowly."""

from __future__ import annotations

from datetime import datetime

from pamdesk.records.words import moment


def old_stays(until: datetime) -> str:
    """Old and new work side by side for a while."""
    return f"The old one goes on working until {moment(until)} at least."


def old_is_not_ours(where: str) -> str:
    """What somebody else made is never taken out of service."""
    return (
        f"The one before it was not made by this vault, so it goes on working: an administrator of {where} can "
        "remove it once nothing uses it."
    )


def old_left_until(where: str, at: datetime, why: str) -> str:
    """A step of the old secret's way out did not succeed."""
    return f"The old one still works on {where}; PamDesk tries again at {moment(at)} to end it. {why}".strip()


def in_grace(title: str, where: str, until: datetime) -> str:
    """There is no room for a third secret while the one before is on its way out."""
    return (
        f"{title} was rotated, and its secret before is being taken out of service on {where}. "
        f"It can be rotated again after {moment(until)}."
    )


def unseen(next_ask: datetime | None) -> str:
    """The target was asked to make a secret, and its answer was lost."""
    when = f"PamDesk looks again at {moment(next_ask)}." if next_ask else "Ask again when it answers."
    return f"The old one works. Whether a new one was made is not known yet. {when}"


def not_seen() -> str:
    """The target's list names nothing new, which proves nothing yet."""
    return "It shows nothing new yet, and may show it late."


def made_and_removed(why: str) -> str:
    """What was made and could not be saved, or never worked, is gone again."""
    return f"The old one still works and stays. {why} Try again makes a new one.".strip()


def never_made(where: str) -> str:
    """The request did not arrive."""
    return f"{where} made nothing new; the old one still works. Try again makes a new one."


def never_worked(where: str) -> str:
    """What was made is refused, and nothing of it is there."""
    return f"{where} does not take the new one, and has it no more; the old one still works. Try again makes a new one."


def signs_in_with_it(title: str) -> str:
    """The configuration itself used the secret that was changed."""
    return f"{title} signs in with the new one from now on."
