"""After the proof: the candidate becomes current, what must be the same is compared, the attempt is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from pamdesk.records.errors import TargetError
from pamdesk.rotation import grace, grace_words, words
from pamdesk.rotation.dependents import has_scripts
from pamdesk.rotation.events import Step
from pamdesk.rotation.naming import names_of
from pamdesk.rotation.results import ResultState
from pamdesk.rotation.retiring import retire, retires_at_once
from pamdesk.rotation.work import Ended, Work, durable, report_bug
from pamdesk.targets.contract import Answer, ProbeResult, Proof
from pamdesk.vault.journal import Candidate, Proved, Renamed, State

PROVED = "proved"  # the candidate that VERIFIED is about: an adopted one is not the attempt's own


BLOCKED = (
    "blocked"  # 1: it is right, but has not signed in by itself, so that the old secret stays in service
)


async def promote(
    work: Work,
    candidate: Candidate,
    proof: ProbeResult,
    before: Mapping[str, str] | None,
    sentence: str = "",
    at: datetime | None = None,
) -> Ended:
    """Write VERIFIED, make the candidate current, compare the flags, and finish; in doubt where the record was renamed.

    `at` is when it was proved, where that is not now.
    """
    now = at or work.tools.clock.now()
    where = work.plan.where
    if not sentence:
        if work.plan.spec.proof is Proof.CONFIRMED:
            sentence = words.changed_and_confirmed(now)
        elif proof.answer is Answer.BLOCKED:
            sentence = words.changed_and_blocked(where, now, proof.sentence)
        else:
            sentence = words.changed_and_proved(where, now)
    also = _signing_in_with_it(work)
    if also and (told := grace_words.signs_in_with_it(work.plan.configuration.title)) not in sentence:
        sentence = f"{sentence} {told}"
    facts: dict[str, str | int] = {PROVED: candidate.id, BLOCKED: int(proof.answer is Answer.BLOCKED)}
    promotion = work.tools.vault.journal.promote(
        work.lease.now,
        work.attempt.id,
        candidate.id,
        sentence=sentence,
        at=now,
        also=also,
        names=names_of(work.account),
        proof=Proved(facts, proof.code),
    )
    await work.noted()
    try:
        work.attempt = await durable(promotion)
    except Renamed:
        # The secret of one account never stands beside the name of another, however late the name was edited.
        await work.advance(State.VERIFIED, facts=facts, sentence=sentence, code=proof.code)
        work.tell(Step.PROVED, sentence)
        reason = words.renamed(work.plan.user.title, work.account.login, where, work.plan.spec.noun)
        return await work.finish(State.IN_DOUBT, Ended(ResultState.IN_DOUBT, None, reason, "renamed"))
    work.tell(Step.PROVED, sentence)
    work.account = work.with_current(candidate)
    for record_id in also:
        work.tools.around.forget(record_id)
    work.tell(Step.CURRENT, f"The new {work.plan.spec.noun} is the current one; the old one is kept.")
    return await conclude(work, before, sentence)


async def conclude(work: Work, before: Mapping[str, str] | None, sentence: str) -> Ended:
    """Retire the old secret, compare the flags and close an attempt whose secret is current already.

    Where rotation is off and closing would change something, it is left as it is until it is on again.
    """
    plan, scripts = work.plan, has_scripts(work.plan)
    code = "blocked" if work.attempt.facts.get(BLOCKED) else "ok"
    if plan.off and (plan.spec.retires or plan.spec.grace_seconds or scripts):
        return Ended(ResultState.DONE, True, f"{sentence} {words.only_asked(plan.off)}", code)
    if not (scripts and retires_at_once(plan)):  # else the scripts come first
        sentence, code = await retire_and_compare(work, before, sentence, code)
    ended = Ended(ResultState.DONE, True, sentence, code)
    if scripts:
        # Closed by `Dependents`, which needs no place at the host.
        await work.advance(State.DEPENDENTS, code=code, sentence=sentence)
        return ended
    await work.noted()
    work.attempt, sentence = await grace.close(
        work.tools, work.lease, work.plan, work.attempt, code=code, sentence=sentence
    )
    work.tell(Step.FINISHED, sentence)
    return replace(ended, reason=sentence)


async def retire_and_compare(
    work: Work, before: Mapping[str, str] | None, sentence: str, code: str
) -> tuple[str, str]:
    """Retire the old secret and compare the flags; returns sentence and code of the rotation, which stands in any case."""
    sentence, code = await retire(work, sentence, code)
    differences = await _differences(work, before) if before is not None else ()
    if differences:
        sentence = f"{sentence} {words.flags_differ(differences, work.plan.spec.noun)}"
        code = "flags_differ"
    return sentence, code


def _signing_in_with_it(work: Work) -> tuple[str, ...]:
    """Return the configuration's id, where it signs in with the very secret that is changed: it gets the new one at once."""
    plan = work.plan
    mine = plan.user.secret(plan.spec.field)
    same = plan.resource is None and mine is not None and plan.configuration.secret(plan.spec.field) == mine
    return (plan.configuration.id,) if same else ()


async def _differences(work: Work, before: Mapping[str, str]) -> tuple[str, ...]:
    try:
        after = await work.target.invariants(work.account)
    except TargetError as error:
        # The secret is proved and saved; that the flags could not be read again is said, and undoes nothing.
        return (f"could not be compared ({error.message})",)
    except Exception as bug:  # noqa: BLE001 - loud; a fault in comparing must not leave a proved secret unclosed for ever
        report_bug(f"comparing the flags of an account of {work.plan.spec.key}", bug)
        return ("could not be compared (PamDesk met a fault of its own)",)
    if not before:
        return ()  # nothing could be read before, as of a user whom nobody may look up: there is nothing to compare with
    names = sorted(before.keys() | after.keys())
    return tuple(
        f"{name} was {before.get(name, 'absent')}, is {after.get(name, 'absent')}"
        for name in names
        if before.get(name) != after.get(name)
    )
