"""What is said of an account in doubt: by the kind of its secret, and by whether the new one is kept here."""

from __future__ import annotations

from datetime import datetime

from pamdesk import targets
from pamdesk.rotation import grace_words, words
from pamdesk.vault.journal import Attempt


def doubt_about(attempt: Attempt, next_ask: datetime | None = None, *, kept: bool = False) -> str:
    """Say which secrets may be the live one; `kept`: the new one is stored, whatever this reading of the attempt says."""
    if kept or attempt.candidate_id:
        return words.in_doubt(next_ask, noun_of(attempt))
    return grace_words.unseen(next_ask)


def noun_of(attempt: Attempt) -> str:
    """Return what sentences call the secret of an attempt; one of a target that this version lacks is a password."""
    spec = targets.find(attempt.target)
    return spec.noun if spec is not None else "password"
