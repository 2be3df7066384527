"""Secrets that the target makes: what became of one whose making was not seen to its end, or that never worked."""

from __future__ import annotations

from pamdesk.rotation import grace_words
from pamdesk.rotation.announcing import age
from pamdesk.rotation.results import ResultState
from pamdesk.rotation.work import Ended, Work
from pamdesk.targets.contract import Finding, Severity
from pamdesk.vault.journal import State


async def ask_about_unseen(work: Work) -> Ended | None:
    """Look for what was made while nobody could save it, and end the attempt; None where nothing is seen of it yet.

    A list that does not name it proves nothing before the target's own time is over (research B19). Raises `TargetError`.
    """
    found = await _remove(work)
    if found is not None:
        return await _ended(work, found)
    if age(work) <= work.plan.spec.over_seconds:
        return None
    ended = Ended(ResultState.FAILED, False, grace_words.never_made(work.plan.where), "not_applied")
    return await work.finish(State.NOT_APPLIED, ended)


async def take_back(work: Work) -> Ended:
    """End an attempt whose secret is refused while the old one works: what the target made goes. Raises `TargetError`."""
    found = await _remove(work)
    if found is not None:
        return await _ended(work, found)
    ended = Ended(ResultState.FAILED, False, grace_words.never_worked(work.plan.where), "not_applied")
    return await work.finish(State.NOT_APPLIED, ended)


async def _remove(work: Work) -> Finding | None:
    kept = work.tools.vault.journal.candidates(work.plan.user.id)
    fields = [{name: str(value) for name, value in one.fields.items()} for one in kept]
    mine = [
        one for one, candidate in zip(fields, kept, strict=True) if candidate.id == work.attempt.candidate_id
    ]
    return await work.target.remove_made(
        work.account, work.attempt.facts, [f for f in fields if f not in mine]
    )


async def _ended(work: Work, found: Finding) -> Ended:
    if found.severity is Severity.STOPS:
        reason = f"{found.sentence} {found.mend}".strip()
        return await work.finish(State.IN_DOUBT, Ended(ResultState.IN_DOUBT, None, reason, found.code))
    ended = Ended(ResultState.FAILED, False, grace_words.made_and_removed(found.sentence), "not_applied")
    return await work.finish(State.NOT_APPLIED, ended)
