"""Attempts without an end: which of an account's are to be settled, and how each state goes on."""

from __future__ import annotations

from datetime import datetime

from pamdesk import targets
from pamdesk.rotation import grace, words
from pamdesk.rotation.announcing import PLACE, flags_of, left_place
from pamdesk.rotation.plan import Resolved
from pamdesk.rotation.promoting import BLOCKED, PROVED, conclude, promote
from pamdesk.rotation.results import ResultState
from pamdesk.rotation.settling import settle
from pamdesk.rotation.work import Ended, Work
from pamdesk.targets.contract import Answer, ProbeResult, Proof
from pamdesk.vault.journal import Attempt, Candidate, State
from pamdesk.vault.vault import Vault

NOTHING_SENT = (State.PLANNED, State.STAGED)
SAVED = (State.PROMOTED, State.DEPENDENTS, State.RETIRING)


def unsettled(vault: Vault, user_id: str) -> list[Attempt]:
    """Return the attempts of an account that still need an answer, oldest first.

    An attempt that ended in doubt is answered by a later one that was proved.
    """
    waiting = [a for a in vault.journal.attempts(user_id, unfinished=True, limit=None) if not grace.waits(a)]
    if not waiting:
        return []
    proved = (a for a in vault.journal.attempts(user_id) if a.state is State.DONE or grace.waits(a))
    done = max((a.started for a in proved), default=None)
    return sorted(
        (a for a in waiting if not (a.state is State.IN_DOUBT and done is not None and a.started < done)),
        key=lambda a: a.started,
    )


def can_reset(plan: Resolved) -> bool:
    """Whether somebody else than the account itself sets the new secret, so that the old one need not be known."""
    return bool(plan.admin_id) or plan.calls_aws


async def settle_one(work: Work, patience: float) -> Ended:
    """Carry one unfinished attempt to its end, or to an honest doubt; raises what asking its target raises."""
    attempt = work.attempt
    if attempt.state in NOTHING_SENT:
        ended = Ended(ResultState.SKIPPED, False, words.interrupted(), "interrupted", reached=None)
        return await work.finish(State.CANCELLED, ended)
    if attempt.state is State.DEPENDENTS:
        return Ended(ResultState.DONE, True, attempt.sentence, attempt.code or "ok", reached=None)
    before = flags_of(attempt.facts)
    place = attempt.facts.get(PLACE, work.plan.host)
    if attempt.state in SAVED and (left := left_place(work.tools.vault, work.plan, attempt)):
        return await _close_as_it_is(work, left)
    if attempt.state in SAVED:
        return await conclude(work, before, attempt.sentence)
    if place != work.plan.host:
        reason = words.moved(work.plan.user.title, str(place))
        ended = Ended(ResultState.IN_DOUBT, None, reason, "moved", reached=None)
        return await work.finish(State.IN_DOUBT, ended)
    if attempt.target != work.plan.spec.key:
        reason = words.other_target(work.plan.user.title, attempt.target)
        ended = Ended(ResultState.IN_DOUBT, None, reason, "other_target", reached=None)
        return await work.finish(State.IN_DOUBT, ended)
    if attempt.state is State.VERIFIED:
        proved = _candidate(work, str(attempt.facts.get(PROVED, attempt.candidate_id)))
        at = _proved_at(work)
        if work.plan.user.modified > at and work.plan.spec.proof is Proof.SIGN_IN:
            # What was entered since may be the newer one.
            return await settle(work, proved, before, patience=patience)
        answer = Answer.BLOCKED if attempt.facts.get(BLOCKED) else Answer.ACCEPTED
        return await promote(work, proved, ProbeResult(answer), before, attempt.sentence, at)
    if work.plan.spec.made_there and not attempt.candidate_id:
        return await settle(work, None, before, patience=patience)
    candidate = _candidate(work, attempt.candidate_id)
    # Where the service's word is the proof, APPLIED is that word: sending again could only be refused as a reuse.
    if attempt.state is State.APPLIED and work.plan.spec.proof is Proof.CONFIRMED:
        return await promote(work, candidate, ProbeResult(Answer.ACCEPTED), before, attempt.sentence)
    return await settle(work, candidate, before, patience=patience)


async def _close_as_it_is(work: Work, place: str) -> Ended:
    """Close an attempt whose secret is saved, of an account that is linked elsewhere now: nothing is done there."""
    spec = targets.find(work.attempt.target)
    kept_two = spec is not None and (spec.retires or spec.grace_seconds > 0)
    reason = f"{work.attempt.sentence} {words.left_there(place)}" if kept_two else work.attempt.sentence
    ended = Ended(ResultState.DONE, True, reason, "old_left" if kept_two else "ok", reached=None)
    return await work.finish(State.DONE, ended)


def _proved_at(work: Work) -> datetime:
    """Return when the secret of a verified attempt was proved: writing down that it waits is no proof."""
    events = work.tools.vault.journal.events(work.attempt.id)
    return max((one.at for one in events if PROVED in one.facts), default=work.attempt.updated)


def _candidate(work: Work, candidate_id: str | None) -> Candidate:
    kept = work.tools.vault.journal.candidates(work.attempt.user_id)
    return next(c for c in kept if c.id == candidate_id)
