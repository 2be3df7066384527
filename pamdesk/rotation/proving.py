"""Asking the server which secret is live, without ever locking the account by asking."""

from __future__ import annotations

from datetime import timedelta

from pamdesk.records.errors import PamDeskError, TargetError
from pamdesk.records.secret import Secret
from pamdesk.rotation.work import Work, durable
from pamdesk.targets.contract import Account, Answer, ProbeResult

WINDOW = timedelta(minutes=30)
NOTHING_LOCKS = 20
UNREAD = 2


class BudgetSpent(PamDeskError):
    """One more failed sign-in now could lock the account; it is asked again later."""


def allowed(threshold: int | None) -> int:
    """Return how many failed sign-ins an account may have in 30 minutes (rotation.md §1, rule 5)."""
    if threshold is None:
        return UNREAD
    if threshold == 0:
        return NOTHING_LOCKS
    return max(1, threshold // 3)


async def ask(work: Work, account: Account, candidate: Secret, *, expected: bool = False) -> ProbeResult:
    """Probe one candidate and write down what it costs; raises `BudgetSpent` before a sign-in too many.

    It is charged before it is made: a program that dies over the answer, again and again, would else ask without end.
    Only the first question after a change, whose secret is `expected` to be accepted, is written down afterwards.
    """
    journal = work.tools.vault.journal
    # Under the lease nobody else signs in for this account: none so far stays none until one is written down here.
    spent = 0 if work.unspent else journal.spent(account.record_id, work.tools.clock.now() - WINDOW)
    work.unspent = spent == 0
    if spent and not work.lockout_read:
        work.lockout_threshold = (await work.target.preflight(account)).lockout_threshold
        work.lockout_read = True
    if spent >= allowed(work.lockout_threshold):
        raise BudgetSpent
    if spent or not expected:
        return await _charged(work, account, candidate)
    result = await _in_a_row(work, _beside(work, account, candidate), candidate)
    if result.spent:
        work.unspent = False
        spending = journal.spend(
            account.record_id, work.attempt.id, result.answer.value, work.tools.clock.now()
        )
        await durable(spending)  # a failed sign-in counts before the next one is made
    return result


async def _charged(work: Work, account: Account, candidate: Secret) -> ProbeResult:
    """Probe a candidate whose failure counts from before it is asked for, until its answer is known."""
    journal = work.tools.vault.journal
    work.unspent = False
    charge = await durable(journal.charge(account.record_id, work.attempt.id, work.tools.clock.now()))
    try:
        result = await _in_a_row(work, _beside(work, account, candidate), candidate)
    except TargetError:
        journal.answered(
            charge, Answer.UNKNOWN.value, spent=False
        )  # the server was not reached: nothing failed there
        raise
    # Not waited for: until it is written the question counts as a failed one.
    journal.answered(charge, result.answer.value, spent=result.spent or result.answer is Answer.ACCEPTED)
    return result


async def _in_a_row(work: Work, account: Account, candidate: Secret) -> ProbeResult:
    """Probe as often as the target's Spec asks: what is accepted in one place may not be known in another yet."""
    spec = work.plan.spec
    result = await work.target.probe(account, candidate)
    for _ in range(spec.proofs - 1):
        if result.answer is not Answer.ACCEPTED:
            break
        await work.tools.clock.sleep(spec.proof_seconds / (spec.proofs - 1))
        result = await work.target.probe(account, candidate)
    return result


def _beside(work: Work, account: Account, candidate: Secret) -> Account:
    """Return the account with the plain fields that were kept with this secret: an access key's id, a public key."""
    if work.plan.module.makes_passwords:
        return account
    kept = work.tools.vault.journal.candidates(account.record_id)
    found = next((one for one in kept if one.field == work.attempt.field and one.secret == candidate), None)
    return work.holding(found) if found is not None else account
