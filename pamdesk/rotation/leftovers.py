"""Which unfinished attempts are to be asked about now: their time has come, or nobody is at them any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from pamdesk.rotation.clock import Clock
from pamdesk.rotation.grace import waits
from pamdesk.vault.journal import Attempt, State
from pamdesk.vault.vault import Vault

_LEFT_ALONE = timedelta(seconds=5)  # between the last row of an attempt and the giving back of its lease
_AGAIN = 60.0  # seconds, where asking left no row in the journal: a plan that refuses, a fault


class Leftovers:
    """Knows which unfinished attempts this process has asked about, and when."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        """Ask about nothing yet."""
        self._vault = vault
        self._clock = clock
        self._asked: dict[str, tuple[datetime, float]] = {}

    def to_ask(self, *, everything: bool = False) -> list[str]:
        """Return the accounts to ask about now; `everything` includes those whose time has not come.

        Without `everything` each is returned once, and again after a new row or a minute.
        """
        found = {}
        for attempt in self._vault.journal.attempts(unfinished=True, limit=None):
            now = everything and not waits(attempt)  # an old secret's grace is not cut short
            if attempt.state is not State.IN_DOUBT and (now or self._is_due(attempt)):
                self._asked[attempt.id] = (attempt.updated, self._clock.monotonic())
                found[attempt.user_id] = True
        return list(found)

    def _is_due(self, attempt: Attempt) -> bool:
        updated, at = self._asked.get(attempt.id, (None, 0.0))
        if updated == attempt.updated and self._clock.monotonic() - at < _AGAIN:
            return False
        now = self._clock.now()
        if attempt.next_ask is not None:
            return attempt.next_ask <= now
        # Its program died, or could not write its end. A lease is held for as long as somebody is at it.
        alone = now - attempt.updated > _LEFT_ALONE
        return alone and self._vault.leases.holder(attempt.user_id) is None
