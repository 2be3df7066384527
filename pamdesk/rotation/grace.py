"""The old secret's grace: a durable job of the attempt that replaced it (RETIRING, with the time of its next step).

It is taken up by whatever program is there when its time has come: a window, a gateway, or `pamdesk rotation recover`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pamdesk.records.errors import Refused, TargetError
from pamdesk.rotation import grace_words, words
from pamdesk.rotation.announcing import left_place
from pamdesk.rotation.leases import HeldLease
from pamdesk.rotation.plan import Resolved
from pamdesk.rotation.postponing import next_time
from pamdesk.rotation.results import ResultState
from pamdesk.rotation.retiring import LEFT
from pamdesk.rotation.work import Ended, Tools, Work, durable
from pamdesk.vault.journal import Attempt, Candidate, State
from pamdesk.vault.vault import Vault

_ROTATED = (
    "rotated"  # the sentence of the rotation itself, which stands before what is said of the old secret
)
_CODE = "rotated_code"


def waits(attempt: Attempt) -> bool:
    """Tell whether only the old secret's grace keeps an attempt open."""
    open_still = attempt.state is State.RETIRING and attempt.finished is None
    return open_still and attempt.next_ask is not None and _ROTATED in attempt.facts


def is_due(attempt: Attempt, now: datetime) -> bool:
    """Tell whether the next step of an old secret's way out is to be done now."""
    return waits(attempt) and attempt.next_ask is not None and attempt.next_ask <= now


def waiting(vault: Vault, user_id: str) -> Attempt | None:
    """Return the attempt whose old secret is on its way out; None where there is none."""
    return next((a for a in vault.journal.attempts(user_id, unfinished=True) if waits(a)), None)


def due(attempts: Sequence[Attempt], now: datetime) -> list[str]:
    """Return the accounts of these attempts whose old secret's next step is due."""
    return [attempt.user_id for attempt in attempts if is_due(attempt, now)]


async def close(
    tools: Tools, lease: HeldLease, plan: Resolved, attempt: Attempt, *, code: str, sentence: str
) -> tuple[Attempt, str]:
    """Close an attempt whose secret is in place, and return it with its sentence; with an old one in its grace it stays open."""
    journal = tools.vault.journal
    until, told = _until(tools, plan, attempt)
    said = f"{sentence} {told}" if told else sentence
    if until is None:
        finishing = journal.finish(lease.now, attempt.id, State.DONE, code=code, sentence=said, changed=True)
        return await durable(finishing), said
    facts: dict[str, str | int] = {_ROTATED: sentence, _CODE: code}
    resting = journal.advance(
        lease.now, attempt.id, State.RETIRING, facts=facts, code=code, sentence=said, next_ask=until
    )
    return await durable(resting), said


async def step(work: Work) -> Ended:
    """Do the next step of an old secret's way out; what went wrong is said, and it is tried again later."""
    attempt, spec = work.attempt, work.plan.spec
    said, code = str(attempt.facts.get(_ROTATED, "")), str(attempt.facts.get(_CODE, "ok"))
    old = _old(work.tools.vault, work.plan, attempt)
    current = work.plan.user.secret(spec.field)
    if old is None or current is None or current == old.secret:
        # Nothing is left of it, or somebody has made it the current one again: then it must not go.
        return await work.finish(State.DONE, Ended(ResultState.DONE, True, said, code))
    if left := left_place(work.tools.vault, work.plan, attempt):
        # Whoever answers there now is not who took the old secret: nothing is done to it.
        reason = f"{said} {words.left_there(left)}"
        return await work.finish(State.DONE, Ended(ResultState.DONE, True, reason, LEFT, reached=None))
    try:
        done = await work.target.retire_step(work.holding(old), old.secret, attempt.facts)
    except TargetError as error:
        at = next_time(work.tools, attempt)
        reason = f"{said} {grace_words.old_left_until(work.plan.where, at, error.message)}"
        await work.advance(State.RETIRING, code=code, sentence=reason, next_ask=at)
        return Ended(ResultState.DONE, True, reason, code)
    reason = f"{said} {done.sentence}".strip()
    ended = Ended(ResultState.DONE, True, reason, code)
    if done.wait is None:
        return await work.finish(State.DONE, ended)
    at = work.tools.clock.now() + timedelta(seconds=done.wait)
    await work.advance(State.RETIRING, facts=dict(done.facts), code=code, sentence=reason, next_ask=at)
    return ended


def require_none(vault: Vault, plan: Resolved) -> None:
    """Raise `Refused` while an old secret is on its way out: a target that can have two has no room for a third."""
    attempt = waiting(vault, plan.user.id)
    if attempt is not None and attempt.next_ask is not None:
        raise Refused(grace_words.in_grace(plan.user.title, plan.where, attempt.next_ask), code="in_grace")


def _until(tools: Tools, plan: Resolved, attempt: Attempt) -> tuple[datetime | None, str]:
    """Return until when the old secret stays in service (None: nothing is to be done with it), and what is said of it."""
    if not plan.spec.grace_seconds or attempt.finished is not None:
        return None, ""
    if waits(attempt):
        return attempt.next_ask, ""
    old = _before(tools.vault, plan, attempt)
    if old is None:
        return None, ""
    if not _made_here(plan, old):
        return None, grace_words.old_is_not_ours(plan.where)
    until = tools.clock.now() + timedelta(seconds=plan.spec.grace_seconds)
    return until, grace_words.old_stays(until)


def _old(vault: Vault, plan: Resolved, attempt: Attempt) -> Candidate | None:
    old = _before(vault, plan, attempt)
    return old if old is not None and _made_here(plan, old) else None


def _before(vault: Vault, plan: Resolved, attempt: Attempt) -> Candidate | None:
    """Return the secret that was current before this attempt."""
    kept = vault.journal.candidates(plan.user.id)
    return next((one for one in kept if one.field == attempt.field and one.status == "previous"), None)


def _made_here(plan: Resolved, old: Candidate) -> bool:
    """Tell whether a rotation made it: what the target made for somebody else is never taken out of service."""
    return bool(old.attempt_id) or not plan.spec.made_there
