"""A person's word that a change is over, where its server never says so: it stands until the change is sent again."""

from __future__ import annotations

from datetime import datetime

from pamdesk.rotation.announcing import ANNOUNCED_AT
from pamdesk.targets.contract import Facts, Outcome

END_NOT_TOLD = "end_not_told"  # the code of an attempt that waits for nothing but this word
_STATED_AT = "stated_over_at"  # seconds since 1970


def stating_over(at: datetime) -> dict[str, str | int]:
    """Return the facts by which somebody states at this moment that the change is over."""
    return {_STATED_AT: int(at.timestamp())}


def unless_stated(outcome: Outcome, facts: Facts) -> Outcome:
    """Return what the server says of an attempt, and a person's word only where it says nothing.

    A writer that came late may have sent after the word was given: then it holds no longer.
    """
    stated = float(facts.get(_STATED_AT, 0)) > float(facts.get(ANNOUNCED_AT, 0))
    return Outcome.OVER if outcome is Outcome.UNKNOWN and stated else outcome
