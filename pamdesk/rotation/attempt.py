"""One rotation: stage, apply, prove, promote. Everything is written down before it is done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from concurrent.futures import Future

from pamdesk.records.errors import (
    InvalidRecord,
    Refused,
    StaleLease,
    TargetError,
    TargetErrorKind,
    VaultError,
)
from pamdesk.records.passwords import generate
from pamdesk.records.rules import intersect, tighten
from pamdesk.records.secret import Secret
from pamdesk.rotation import words
from pamdesk.rotation.announcing import AnnounceOnce, lost, say_late
from pamdesk.rotation.doubt import doubt_about
from pamdesk.rotation.events import Step
from pamdesk.rotation.places import require_alone
from pamdesk.rotation.plan import CannotRotate
from pamdesk.rotation.promoting import promote
from pamdesk.rotation.proving import BudgetSpent, ask
from pamdesk.rotation.results import ResultState
from pamdesk.rotation.sameness import require_same_as_before
from pamdesk.rotation.settling import settle
from pamdesk.rotation.work import Ended, Work, durable, report_bug
from pamdesk.targets.contract import Answer, Made, ProbeResult, Proof, ServerIdentity
from pamdesk.vault.journal import Candidate, State

_log = logging.getLogger("pamdesk.rotation")
_APPLY_GRACE = 30.0  # seconds beyond the server's own limit before the engine stops waiting for a driver


async def rotate(work: Work) -> Ended:
    """Carry one attempt from PLANNED to its end, or to an honest IN_DOUBT."""
    announce = AnnounceOnce(work)
    try:
        return await _rotate(work, announce)
    except StaleLease as error:
        return await lost(work, announce, error)
    except VaultError as error:
        # The disk is full or gone. What was staged is durable, so it is settled later by asking the server.
        if work.attempt.state is State.PROMOTED:
            return Ended(
                ResultState.IN_DOUBT,
                True,
                words.saved_not_closed(error.message, work.plan.spec.noun),
                "vault_write",
            )
        if announce.made:
            doubt = doubt_about(work.attempt, kept=announce.candidate is not None)
            return Ended(ResultState.IN_DOUBT, None, f"{doubt} {error.message}", "vault_write")
        return Ended(ResultState.FAILED, False, words.nothing_sent(error.message), "vault_write")


async def _rotate(work: Work, announce: AnnounceOnce) -> Ended:
    try:
        announce.server = await work.target.server(work.account)
        before, candidate = await _prepare(work, announce.server)
    except TargetError as error:
        return await _stop(work, error, asked=False)
    except (CannotRotate, InvalidRecord) as error:
        ended = Ended(ResultState.REFUSED, False, words.nothing_sent(error.message), error.code or "rules")
        return await work.finish(State.REFUSED, ended)
    announce.before = before
    stopped = await _send(work, announce, candidate)
    if stopped is not None:
        return stopped
    candidate = candidate or announce.candidate
    proof = await _prove(work, candidate) if candidate is not None else None
    if candidate is None or proof is None:
        return await settle(work, candidate, before, patience=work.tools.limits.inline_patience)
    return await promote(work, candidate, proof, before)


async def _prepare(work: Work, server: ServerIdentity | None) -> tuple[Mapping[str, str], Candidate | None]:
    """Read what must stay the same, make a candidate that everybody accepts, and make it durable.

    None where the target makes it: then what is durable before anything is sent is the intent (the announcement).
    """
    before = await work.target.invariants(work.account)
    await require_alone(work.tools.around, work.plan, server)
    require_same_as_before(work.tools.vault, work.plan, before, server)
    answered = f"{work.plan.where} answered and proved who it is."
    if work.plan.spec.made_there:
        work.tell(Step.CHECKED, answered)
        return before, None
    made = await _make(work)
    work.tell(Step.CHECKED, answered)
    staged = work.tools.vault.journal.stage(work.lease.now, work.attempt.id, made.secret, fields=made.fields)
    candidate = await durable(staged)
    work.tell(Step.SAVED, made.sentence)
    return before, candidate


async def _make(work: Work) -> Made:
    """Make a secret: a password that both sides accept, or what else the target takes."""
    make = work.plan.module.make
    if make is not None:
        return await asyncio.to_thread(make, work.account)
    rules = tighten(work.plan.spec.rules, await work.target.rules(work.account))
    effective = intersect(work.plan.complexity, rules)
    secret = generate(effective, forbidden=(work.account.login,))
    return Made(secret, {}, f"A new password of {effective.length} characters is saved here.")


async def _send(work: Work, announce: AnnounceOnce, candidate: Candidate | None) -> Ended | None:
    """Apply the candidate; None means that it was sent and is to be proved."""
    secret = candidate.secret if candidate is not None else Secret("")
    task = asyncio.ensure_future(work.target.apply(work.account, secret, announce))
    # asyncio.wait never cancels what it waits for: a driver's call in a thread could not be taken back anyway.
    done, _ = await asyncio.wait({task}, timeout=work.plan.spec.over_seconds + _APPLY_GRACE)
    if not done:
        if not announce.made:
            announce.give_up()
        task.add_done_callback(lambda ended: _came_late(work, announce, ended))
        silence = TargetError(f"{work.plan.where} gave no answer in time.", TargetErrorKind.UNREACHABLE)
        return await _unsent_or_unknown(work, announce, silence)
    try:
        task.result()
    except Refused as error:
        return await _stop(work, error, asked=announce.made)
    except TargetError as error:
        return await _unsent_or_unknown(work, announce, error)
    except (StaleLease, VaultError):
        raise
    except Exception as bug:  # noqa: BLE001 - rule 7: what nobody foresaw is ambiguous once announced, and loud
        report_bug(f"changing an account of {work.plan.spec.key}", bug)
        failed = TargetError(
            f"The driver of {work.plan.spec.title} failed.", TargetErrorKind.UNKNOWN, code="bug"
        )
        return await _unsent_or_unknown(work, announce, failed)
    work.note(State.APPLIED, facts=dict(announce.facts))
    work.tell_when_noted(Step.SENT, f"Sent to {work.plan.where}.")
    return None


async def _unsent_or_unknown(work: Work, announce: AnnounceOnce, error: TargetError) -> Ended | None:
    """Before the announcement nothing irreversible was sent; after it, only the server knows."""
    if not announce.made:
        return await _stop(work, error, asked=False)
    await work.advance(State.AMBIGUOUS, code=error.code or error.kind.value, sentence=error.message)
    return None


def _came_late(work: Work, announce: AnnounceOnce, ended: asyncio.Future[None]) -> None:
    """The driver ended after the engine had stopped waiting: whatever was concluded meanwhile is asked again."""
    if not ended.cancelled():
        ended.exception()  # read, so that asyncio does not log it as never retrieved: a driver's text may hold a secret
    if announce.made:
        say_late(work, announce).add_done_callback(_late_is_written)


def _late_is_written(writing: Future[None]) -> None:
    """Nobody waits for this row: that it could not be written is at least said."""
    if (error := writing.exception()) is not None:
        _log.error("That a change was sent late could not be written down: %s", type(error).__name__)


async def _prove(work: Work, candidate: Candidate) -> ProbeResult | None:
    """Ask for the new secret until it is accepted or its settle time is over; None means ambiguous."""
    if work.attempt.state is State.AMBIGUOUS:
        return None
    if work.plan.spec.proof is Proof.CONFIRMED:
        return ProbeResult(Answer.ACCEPTED)
    until = work.tools.clock.monotonic() + work.plan.spec.settle_seconds
    pause = 0.25
    while True:
        try:
            result = await ask(work, work.account, candidate.secret, expected=True)
        except BudgetSpent:
            return None
        except TargetError:
            return None  # the reconciliation asks again, and says why where it cannot
        if result.answer in (Answer.ACCEPTED, Answer.BLOCKED):
            return result
        if work.tools.clock.monotonic() >= until:
            return None
        await work.tools.clock.sleep(pause)
        pause = min(pause * 2, 5.0)


async def _stop(work: Work, error: TargetError, *, asked: bool) -> Ended:
    """End an attempt of which nothing was changed, in words: refused where the target said no, else failed."""
    reached = error.kind is not TargetErrorKind.UNREACHABLE
    refused = isinstance(error, Refused) and reached
    ended = Ended(
        ResultState.REFUSED if refused else ResultState.FAILED,
        False,
        words.nothing_changed(error.message, work.plan.spec.noun)
        if asked
        else words.nothing_sent(error.message),
        error.code or error.kind.value,
        reached=reached,
    )
    return await work.finish(State.REFUSED if refused else State.NOT_APPLIED, ended)
