"""Reconciliation: asking the target what became of a change whose end was not seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pamdesk.records.errors import Refused, StaleLease, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.rotation import grace_words, words
from pamdesk.rotation.announcing import ANNOUNCED_AT, REJECTED, AnnounceOnce, age, lost
from pamdesk.rotation.doubt import doubt_about
from pamdesk.rotation.made_there import ask_about_unseen, take_back
from pamdesk.rotation.postponing import next_time
from pamdesk.rotation.promoting import promote
from pamdesk.rotation.proving import BudgetSpent, ask
from pamdesk.rotation.results import ResultState
from pamdesk.rotation.sameness import MADE_AGAIN, require_same
from pamdesk.rotation.stated import END_NOT_TOLD, unless_stated
from pamdesk.rotation.work import Ended, Work, durable
from pamdesk.targets.contract import ASKED_OF, Answer, Outcome, ProbeResult, Proof
from pamdesk.vault.journal import Candidate, State


class Undecided(Exception):
    """The target has not said enough yet; the text says why."""

    def __init__(self, why: str, *, reached: bool = True, code: str = "no_answer") -> None:
        """Take one sentence, whether anybody answered, and a stable word."""
        super().__init__(why)
        self.reached = reached
        self.code = code


async def settle(
    work: Work, candidate: Candidate | None, before: Mapping[str, str] | None, *, patience: float
) -> Ended:
    """Ask until it is known which secret works or `patience` seconds are over; then the account waits, in doubt.

    No candidate: the target was to make it, and its answer was lost.
    """
    until = work.tools.clock.monotonic() + patience
    pause = 0.5
    while True:
        try:
            return await ask_once(work, candidate, before)
        except Undecided as why:
            reason, reached, code = str(why), why.reached, why.code
        except BudgetSpent:
            return await _wait(work, words.budget_spent(work.plan.where), "budget_spent", None)
        except TargetError as error:
            reason, reached, code = error.message, error.kind is not TargetErrorKind.UNREACHABLE, "no_answer"
        if work.tools.clock.monotonic() + pause > until:
            return await _wait(work, reason, code, reached)
        await work.tools.clock.sleep(pause)
        pause = min(pause * 2, 5.0)


async def ask_once(work: Work, candidate: Candidate | None, before: Mapping[str, str] | None) -> Ended:
    """Go through the table of rotation.md §1 once; raises `Undecided` where the target must be asked again."""
    confirmed = work.plan.spec.proof is Proof.CONFIRMED
    if work.plan.off and (candidate is None or confirmed):
        raise Undecided(words.only_asked(work.plan.off))  # it could only be known by changing something
    if candidate is None:
        unseen = await ask_about_unseen(work)
        if unseen is None:
            raise Undecided(grace_words.not_seen())
        return unseen
    if confirmed:
        return await _repeat(work, candidate, before)
    if candidate.id in _rejected(work):
        return await _ask_others(work, candidate, before)
    # The end of the attempt is asked first: "new rejected" says nothing while a COMMIT may still be on its way.
    outcome = await _outcome(work)
    new = await ask(work, work.account, candidate.secret)
    if new.answer is not Answer.REJECTED:
        return await _not_rejected(work, candidate, before, new)
    patient = age(work) > work.plan.spec.over_seconds
    if outcome is Outcome.RUNNING or (outcome is Outcome.UNKNOWN and not patient):
        raise Undecided(words.may_still_work(work.plan.where))
    if age(work) < work.plan.spec.settle_seconds:
        raise Undecided("The change may need a moment to take effect.")
    nothing_sent = work.attempt.facts.get(ANNOUNCED_AT) == 0  # an earlier password was made current by hand
    over = outcome is not Outcome.UNKNOWN or work.plan.spec.ends_by_itself or nothing_sent
    if over:
        _rejected(work).add(candidate.id)
    return await _ask_others(work, candidate, before, over=over)


async def _not_rejected(
    work: Work, candidate: Candidate, before: Mapping[str, str] | None, new: ProbeResult
) -> Ended:
    if new.answer is Answer.UNKNOWN:
        raise Undecided(new.sentence, reached=new.reached)
    accepted = new.answer is Answer.ACCEPTED
    where, noun = work.plan.where, work.plan.spec.noun
    sentence = words.already_right(where, work.tools.clock.now(), noun) if accepted else ""
    return await promote(work, candidate, new, before, sentence)


def _rejected(work: Work) -> set[str]:
    """Return the marks of what was rejected since the attempt was over: a small budget is not spent on it again."""
    if work.rejected is None:
        # A person who asks about an account in doubt means all of them: somebody may have set one of them again.
        again = work.attempt.state is State.IN_DOUBT
        work.rejected = set() if again else set(str(work.attempt.facts.get(REJECTED, "")).split())
    return work.rejected


async def _outcome(work: Work) -> Outcome:
    """What the target says of the attempt, asked by whoever signs in for it."""
    # An account that changes itself would have to sign in with the old secret to ask, and such a failure counts
    # towards locking it: it is asked by the account itself only once it is known which secret lets it in.
    itself = work.account.admin is None and work.plan.resource is not None
    if itself and ASKED_OF not in work.attempt.facts:
        return Outcome.UNKNOWN
    return unless_stated(await work.target.outcome(work.account, work.attempt.facts), work.attempt.facts)


async def _after_its_end(work: Work, candidate: Candidate, live: Secret) -> ProbeResult:
    """Ask, signed in as the account with the secret that lets it in, what became of the attempt, and then for the new one.

    Raises `Undecided` where the server does not say that it is over: a COMMIT may wait for a standby without an end.
    """
    itself = replace(work.account, admin=None, current=live)
    outcome = unless_stated(await work.target.outcome(itself, work.attempt.facts), work.attempt.facts)
    if outcome is Outcome.RUNNING:
        raise Undecided(words.may_still_work(work.plan.where))
    if outcome is Outcome.UNKNOWN:
        raise Undecided(words.end_not_told(work.plan.where), code=END_NOT_TOLD)
    if outcome is Outcome.NOT_APPLIED:
        return ProbeResult(Answer.REJECTED)
    return await ask(work, work.account, candidate.secret)


async def _ask_others(
    work: Work, candidate: Candidate, before: Mapping[str, str] | None, *, over: bool = True
) -> Ended:
    """Find out which one works, after the new one was rejected; where the attempt may not be `over`, nothing is concluded."""
    rejected, asked = _rejected(work), [candidate.secret]
    for mark, other in _kept(work):
        if other in asked:
            continue
        asked.append(other)
        if mark in rejected:
            continue
        result = await ask(work, work.account, other)
        if result.answer is Answer.UNKNOWN:
            raise Undecided(result.sentence, reached=result.reached)
        if result.answer is Answer.REJECTED:
            rejected.add(mark)
            continue
        if not over:
            new = await _after_its_end(work, candidate, other)
            if new.answer is not Answer.REJECTED:
                return await _not_rejected(work, candidate, before, new)
        if other == work.account.current and work.plan.spec.made_there:
            if work.plan.off:
                raise Undecided(words.only_asked(work.plan.off))
            return await take_back(work)
        if other == work.account.current:
            ended = Ended(
                ResultState.FAILED,
                False,
                words.old_still_works(work.plan.where, work.plan.spec.noun),
                "not_applied",
            )
            return await work.finish(State.NOT_APPLIED, ended)
        return await _adopt(work, other, result, before)
    where, noun = work.plan.where, work.plan.spec.noun
    several = len(asked) > 1
    reason = words.none_works(where, len(asked), noun) if several else words.new_one_rejected(where, noun)
    return await work.finish(State.IN_DOUBT, Ended(ResultState.IN_DOUBT, None, reason, "none_works"))


def _kept(work: Work) -> Iterator[tuple[str, Secret]]:
    """Give every secret that the vault keeps of this account, with a mark: its own, the candidates, its earlier ones."""
    vault, user = work.tools.vault, work.plan.user
    if work.account.current is not None:
        yield f"v{user.version}", work.account.current
    for candidate in vault.journal.candidates(user.id):
        if candidate.field == work.attempt.field:
            yield candidate.id, candidate.secret
    # A password that a person typed over by hand was never a candidate, and may be the one that is live.
    for entry in vault.records.history(user.id):
        if work.attempt.field in entry.changed or entry.kind == "added":
            secret = entry.record.secret(work.attempt.field)
            if secret is not None:
                yield f"v{entry.version}", secret


async def _adopt(work: Work, live: Secret, proof: ProbeResult, before: Mapping[str, str] | None) -> Ended:
    journal = work.tools.vault.journal
    kept = (c for c in journal.candidates(work.plan.user.id) if c.field == work.attempt.field)
    found = next((c for c in kept if c.secret == live), None)
    if found is None:
        found = await durable(journal.stage(work.lease.now, work.attempt.id, live))
    sentence = words.adopted(work.plan.where, work.tools.clock.now(), work.plan.spec.noun)
    return await promote(work, found, proof, before, sentence)


async def _repeat(work: Work, candidate: Candidate, before: Mapping[str, str] | None) -> Ended:
    """No probe exists: send the same candidate again; a policy refusal of the repeat is for a person to judge."""
    announce = AnnounceOnce(work)
    try:
        standing = await work.target.invariants(work.account)
        require_same(work.plan, work.attempt.facts, standing)
        await work.target.apply(work.account, candidate.secret, announce)
        return await promote(work, candidate, ProbeResult(Answer.ACCEPTED), before)
    except StaleLease as error:
        if not announce.made:
            raise
        # The repeat itself was late: whoever took over has to hear of it.
        return await lost(work, announce, error)
    except Refused as error:
        if error.kind is TargetErrorKind.POLICY:
            reason = words.repeat_refused(error.message)
        elif error.code == MADE_AGAIN:
            reason = error.message
        else:
            raise Undecided(error.message, reached=error.kind is not TargetErrorKind.UNREACHABLE) from error
        ended = Ended(ResultState.IN_DOUBT, None, reason, error.code or "repeat_refused")
        return await work.finish(State.IN_DOUBT, ended)


async def _wait(work: Work, reason: str, code: str, reached: bool | None) -> Ended:
    """Leave the account in doubt and write down when it is asked again."""
    next_ask = next_time(work.tools, work.attempt)
    sentence = f"{doubt_about(work.attempt, next_ask)} {reason}".strip()
    facts: dict[str, str | int] = {REJECTED: " ".join(sorted(_rejected(work)))}
    await work.advance(State.AMBIGUOUS, facts=facts, code=code, sentence=sentence, next_ask=next_ask)
    return Ended(ResultState.IN_DOUBT, None, sentence, code, reached=reached)
