"""When an account in doubt is asked again: 10 s to 1 h, doubling, with jitter."""

from __future__ import annotations

import logging
import random
from datetime import datetime, timedelta

from pamdesk.records.errors import VaultError
from pamdesk.rotation.doubt import doubt_about
from pamdesk.rotation.leases import holding
from pamdesk.rotation.work import Tools, durable
from pamdesk.vault.journal import Attempt, LeaseHeld, State
from pamdesk.vault.leases import Owner

_log = logging.getLogger("pamdesk.rotation")
_jitter = random.SystemRandom()


def next_time(tools: Tools, attempt: Attempt) -> datetime:
    """Return when to ask again, the later the more often it was asked."""
    limits = tools.limits
    seconds = min(limits.first_wait * 2.0 ** min(attempt.asks, 20), limits.longest_wait)
    return tools.clock.now() + timedelta(seconds=seconds * _jitter.uniform(0.8, 1.2))


async def postpone(tools: Tools, owner: Owner, user_id: str, why: str) -> None:
    """Move the next question of what is due still, because asking itself failed: a wrong admin must not be tried for ever."""
    if not _due(tools, user_id):
        return
    try:
        async with holding(
            tools.vault.leases, user_id, owner, tools.limits.lease_seconds, tools.clock
        ) as lease:
            for attempt in _due(tools, user_id):
                at = next_time(tools, attempt)
                doubt = attempt.state is State.AMBIGUOUS
                sentence = f"{doubt_about(attempt, at)} {why}".strip() if doubt else attempt.sentence
                again = tools.vault.journal.advance(
                    lease.now, attempt.id, attempt.state, code=attempt.code, sentence=sentence, next_ask=at
                )
                await durable(again)
    except LeaseHeld:
        return  # another one is at it
    except VaultError as error:
        _log.warning("When to ask again could not be written down: %s", error.message)


def _due(tools: Tools, user_id: str) -> list[Attempt]:
    """Return the attempts that a reconciliation which came to its end would have closed or postponed."""
    now = tools.clock.now()
    return [
        attempt
        for attempt in tools.vault.journal.attempts(user_id, unfinished=True, limit=None)
        if attempt.state is not State.IN_DOUBT and (attempt.next_ask is None or attempt.next_ask <= now)
    ]
