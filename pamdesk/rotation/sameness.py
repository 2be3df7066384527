"""Whether an account is still the one it was: made again under its old name, it is another, and is not changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pamdesk.records.errors import Refused
from pamdesk.rotation import words
from pamdesk.rotation.announcing import ANNOUNCED_AT, CLUSTER, PLACE
from pamdesk.rotation.plan import Resolved
from pamdesk.targets.contract import Facts, ServerIdentity
from pamdesk.vault.journal import State
from pamdesk.vault.vault import Vault

MADE_AGAIN = "made_again"


def require_same_as_before(
    vault: Vault, plan: Resolved, standing: Mapping[str, str], server: ServerIdentity | None = None
) -> None:
    """Compare the account with the one whose secret was last changed here; raises `Refused`.

    A server that was built anew under its old name has made every account again, and proves nothing about one of them.
    """
    if not plan.spec.identity:
        return
    for attempt in vault.journal.attempts(plan.user.id):
        if attempt.state is State.DONE and attempt.facts.get(PLACE) == plan.host:
            if server is not None and attempt.facts.get(CLUSTER, server.cluster) != server.cluster:
                return
            require_same(plan, attempt.facts, standing)
            return


def require_same(plan: Resolved, facts: Facts, standing: Mapping[str, str]) -> None:
    """Compare the account with the one that an attempt's facts name; raises `Refused`."""
    name = plan.spec.identity
    was, now = facts.get(name), standing.get(name)
    if was is not None and now is not None and was != now:
        raise Refused(words.made_again(plan.user.title, name, str(was), now), code=MADE_AGAIN)


def require_quiet(vault: Vault, plan: Resolved, now: datetime) -> None:
    """Raise `Refused` while a change whose answer was lost may still arrive: it would undo the next one, unseen.

    Only for what cannot be probed; elsewhere the reconciliation asks what became of the attempt.
    """
    if not plan.spec.repeatable:
        return
    for attempt in vault.journal.attempts(plan.user.id, limit=1):
        seconds = plan.spec.over_seconds - (now.timestamp() - float(attempt.facts.get(ANNOUNCED_AT, 0)))
        states = [event.state for event in vault.journal.events(attempt.id)] if seconds > 0 else []
        if State.AMBIGUOUS in states or states.count(State.APPLYING) > 1:
            raise Refused(words.too_soon(plan.where, seconds), code="too_soon")
