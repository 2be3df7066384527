"""One account from its id to its result: gate, lease, session, what is left of earlier attempts, the new attempt."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from pamdesk.records.errors import Refused, StaleLease, TargetError, TargetErrorKind, UserError, VaultError
from pamdesk.rotation import grace, words
from pamdesk.rotation.attempt import rotate
from pamdesk.rotation.aws_access import AwsAccess, SignedIn
from pamdesk.rotation.dependents import Dependents, Following
from pamdesk.rotation.doubt import doubt_about, noun_of
from pamdesk.rotation.events import AccountFinished, AccountStarted
from pamdesk.rotation.leases import HeldLease, holding
from pamdesk.rotation.limited import LimitedTarget
from pamdesk.rotation.limits import Breaker, CircuitOpen, Gate
from pamdesk.rotation.naming import as_announced
from pamdesk.rotation.pending import NOTHING_SENT, SAVED, can_reset, settle_one, unsettled
from pamdesk.rotation.plan import CannotRotate, Resolved, account_of, resolve
from pamdesk.rotation.postponing import postpone
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.rotation.sameness import require_quiet
from pamdesk.rotation.sessions import Sessions
from pamdesk.rotation.work import Ended, Tools, Work, durable, report_bug
from pamdesk.vault.journal import Attempt, State
from pamdesk.vault.leases import Owner
from pamdesk.vault.states import ENDED, result_word
from pamdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who asked for a rotation, why, and as part of which batch; `wanted` is asked once more under the lease.

    `taken_up` marks a batch that an earlier program began: what was sent for it then is not sent again.
    """

    who: str
    why: str = ""
    batch_id: str = ""
    wanted: Callable[[], bool] | None = None
    taken_up: bool = False


@dataclass(frozen=True, slots=True)
class _Opened:
    """An account whose host has a place, whose lease is held and whose target session is open."""

    plan: Resolved
    lease: HeldLease
    target: LimitedTarget
    breaker: Breaker
    aws: SignedIn | None
    leave: Callable[[], Awaitable[None]]  # gives the place at the host back; the lease is kept
    follow: list[Following] = field(default_factory=list)  # whose scripts run after that


@dataclass(frozen=True, slots=True)
class _Place:
    """The words of one account for results that end before a plan exists."""

    id: str
    title: str
    target: str = ""
    method: str = ""


class Runner:
    """Runs accounts for one engine."""

    def __init__(
        self,
        tools: Tools,
        owner: Owner,
        sessions: Sessions,
        gate: Gate,
        aws: AwsAccess,
        dependents: Dependents,
    ) -> None:
        """Share the engine's sessions, gate, AWS sign-ins and the places of its scripts."""
        self._tools = tools
        self._owner = owner
        self._sessions = sessions
        self._gate = gate
        self._aws = aws
        self._dependents = dependents

    async def rotate(self, user_id: str, order: Order) -> AccountResult:
        """Rotate one account; whatever happens becomes a result in words."""
        self._tools.emit(AccountStarted(user_id, order.batch_id, self._tools.clock.now()))
        return await self._report(user_id, order, self._rotate)

    async def reconcile(self, user_id: str, *, patience: float) -> AccountResult:
        """Settle what is unfinished of this account, or leave it in doubt with the time of the next question."""

        async def settle_only(opened: _Opened, order: Order) -> Ended:
            ended = await self._settle_pending(opened, order, patience)
            ended = ended or await self._step_of_grace(opened, order)
            return ended or Ended(
                ResultState.SKIPPED, False, "Nothing was left to ask.", "settled", reached=None
            )

        result = await self._report(user_id, Order(who="reconciliation"), settle_only, asking=True)
        await postpone(self._tools, self._owner, user_id, result.reason)
        return result

    async def _report(self, user_id: str, order: Order, act: _Act, *, asking: bool = False) -> AccountResult:
        began = self._tools.clock.monotonic()
        place = _Place(user_id, user_id)
        stopped = ""
        try:
            with self._tools.vault.reading():
                plan = resolve(self._tools.around, user_id, asking=asking)
            place = _Place(user_id, plan.user.title, plan.spec.key, plan.settings.method.value)
            async with self._open(plan, asking=asking) as opened:
                ended = await act(opened, order)
                _count(opened.breaker, ended)
                if opened.follow:
                    await opened.leave()
                for following in opened.follow:
                    ended = await self._dependents.follow(following)
        except CircuitOpen as error:
            stopped = error.message
            ended = Ended(ResultState.FAILED, False, words.nothing_sent(error.message), error.code)
        except Refused as error:
            stopped = error.message
            ended = Ended(ResultState.REFUSED, False, words.nothing_sent(error.message), error.code)
        except TargetError as error:
            stopped = error.message
            ended = Ended(
                ResultState.FAILED, False, words.nothing_sent(error.message), error.code or error.kind.value
            )
        except StaleLease as error:
            ended = Ended(ResultState.SKIPPED, None, error.message, "lease_lost")
        except VaultError as error:
            stopped = error.message
            ended = Ended(ResultState.FAILED, False, words.nothing_sent(error.message), error.code or "vault")
        except UserError as error:
            stopped = error.message
            ended = Ended(
                ResultState.REFUSED, False, words.nothing_sent(error.message), error.code or "refused"
            )
        except Exception as bug:  # noqa: BLE001 - one account's bug is loud, and does not take the batch with it
            report_bug(f"rotating {place.target or 'an account'}", bug)
            stopped = "PamDesk met a fault of its own; the crash report names it."
            ended = Ended(ResultState.FAILED, False, words.nothing_sent(stopped), "bug")
        if stopped:
            ended = self._as_journalled(user_id, ended, stopped)
        if not place.target:
            place = _Place(user_id, title_of(self._tools.vault, user_id))
        result = AccountResult(
            id=user_id,
            title=place.title,
            target=place.target,
            method=place.method,
            state=ended.state,
            changed=ended.changed,
            reason=ended.reason,
            code=ended.code,
            seconds=round(self._tools.clock.monotonic() - began, 3),
        )
        self._tools.emit(AccountFinished(order.batch_id, result, self._tools.clock.now()))
        return result

    def _as_journalled(self, user_id: str, ended: Ended, stopped: str) -> Ended:
        """The journal, not the error that stopped it, says whether a change is in place, or may be."""
        try:
            left = [a for a in unsettled(self._tools.vault, user_id) if a.state not in NOTHING_SENT]
        except VaultError:
            # Neither the change nor its absence can be told: one account's end must not take the batch with it.
            return Ended(ResultState.IN_DOUBT, None, words.not_read(stopped), ended.code)
        doubtful = [attempt for attempt in left if attempt.state not in SAVED]
        if doubtful:
            return Ended(ResultState.IN_DOUBT, None, f"{doubt_about(doubtful[-1])} {stopped}", ended.code)
        if left:
            reason = words.saved_not_closed(stopped, noun_of(left[-1]))
            return Ended(ResultState.IN_DOUBT, True, reason, ended.code)
        return ended

    @asynccontextmanager
    async def _open(self, plan: Resolved, *, asking: bool) -> AsyncIterator[_Opened]:
        tools = self._tools
        # The place at the host comes first: a lease must not run down while its account waits in a queue.
        async with AsyncExitStack() as place:
            breaker = await place.enter_async_context(self._gate.enter(plan.host))
            await place.enter_async_context(_noticing_silence(breaker))
            aws = await self._aws.sign_in(plan.configuration) if plan.calls_aws else None
            seconds = tools.limits.lease_seconds
            async with holding(tools.vault.leases, plan.user.id, self._owner, seconds, tools.clock) as lease:
                plan = self._as_it_is_now(plan, asking=asking)
                async with AsyncExitStack() as talking:
                    session = await talking.enter_async_context(self._sessions.of(plan))

                    async def leave() -> None:
                        await talking.aclose()
                        await place.aclose()

                    with LimitedTarget(session, self._gate.places(plan.host)) as target:
                        yield _Opened(plan, lease, target, breaker, aws, leave)

    def _as_it_is_now(self, plan: Resolved, *, asking: bool) -> Resolved:
        """Follow the links once more under the lease: what was edited or switched off while it waited is obeyed."""
        with self._tools.vault.reading():
            now = resolve(self._tools.around, plan.user.id, asking=asking)
        if (now.host, now.session_key) != (plan.host, plan.session_key):
            raise CannotRotate(
                f"{now.user.title} was linked anew while it waited. Rotate it again.",
                code="changed_meanwhile",
            )
        return now

    async def _rotate(self, opened: _Opened, order: Order) -> Ended:
        if order.wanted is not None and not order.wanted():
            reason = "Another PamDesk has rotated it meanwhile."
            return Ended(ResultState.SKIPPED, False, reason, "not_due", reached=None)
        pending = await self._settle_pending(
            opened, order, self._tools.limits.inline_patience, resetting=True
        )
        if pending is not None and pending.state is ResultState.IN_DOUBT:
            return pending
        if order.taken_up and (before := self._ended_in(order.batch_id, opened.plan.user.id)) is not None:
            return before
        if pending is not None and pending.state is ResultState.DONE and opened.plan.spec.repeatable:
            return pending  # it has its new secret; another now could be undone by the first sending, arriving late
        if pending is not None:
            opened = self._reread(opened)
        await self._step_of_grace(opened, order)
        grace.require_none(self._tools.vault, opened.plan)
        require_quiet(self._tools.vault, opened.plan, self._tools.clock.now())
        attempt = await durable(
            self._tools.vault.journal.begin(
                opened.lease.now,
                target=opened.plan.spec.key,
                method=opened.plan.settings.method.value,
                who=order.who,
                why=order.why,
                batch_id=order.batch_id or None,
                aws_source=opened.aws.source if opened.aws else "",
                field=opened.plan.spec.field,
            )
        )
        work = self._work(opened, attempt, order.batch_id)
        ended = await rotate(work)
        await self._forget_old(opened, ended)
        if work.attempt.state is State.DEPENDENTS:
            opened.follow.append(_following(work))
        return ended

    def _ended_in(self, batch_id: str, user_id: str) -> Ended | None:
        """How the account ended in this batch already; None where it was not begun, or nothing was sent."""
        attempts = self._tools.vault.journal.attempts(user_id)
        newest = next((attempt for attempt in attempts if attempt.batch_id == batch_id), None)
        if newest is None or newest.state not in ENDED or newest.state is State.CANCELLED:
            return None
        state = ResultState(result_word(newest.state))
        return Ended(state, newest.changed, newest.sentence, newest.code or "ok", reached=None)

    async def _forget_old(self, opened: _Opened, ended: Ended) -> None:
        """Sign in anew with an admin's own new password: not with what is remembered, nor over what is open."""
        if ended.state is ResultState.DONE:
            self._tools.around.forget(opened.plan.user.id)
            await self._sessions.forget(opened.plan.user.id)

    async def _settle_pending(
        self, opened: _Opened, order: Order, patience: float, *, resetting: bool = False
    ) -> Ended | None:
        """Settle every unfinished attempt of the account, oldest first; None where there was none.

        With `resetting`, an account whose every candidate was rejected is left to the admin's new password.
        """
        ended: Ended | None = None
        for attempt in unsettled(self._tools.vault, opened.plan.user.id):
            if resetting and attempt.state is State.IN_DOUBT and can_reset(opened.plan):
                continue
            if opened.plan.off and attempt.state is State.DEPENDENTS:
                continue  # its secret is proved and saved; scripts wait until it is switched on again
            work = self._work(opened, attempt, order.batch_id)
            ended = await settle_one(work, patience)
            await self._forget_old(opened, ended)
            if work.attempt.state is State.DEPENDENTS and resetting:
                # Before the next secret: what depends on the account is to be told of each, in their order.
                ended = await self._dependents.follow(replace(_following(work), target=opened.target))
            elif work.attempt.state is State.DEPENDENTS:
                opened.follow.append(_following(work))
            opened = self._reread(opened)
        return ended

    async def _step_of_grace(self, opened: _Opened, order: Order) -> Ended | None:
        """Do what is due with the secret before the present one; None where nothing is."""
        attempt = grace.waiting(self._tools.vault, opened.plan.user.id)
        if attempt is None or opened.plan.off or not grace.is_due(attempt, self._tools.clock.now()):
            return None
        return await grace.step(self._work(opened, attempt, order.batch_id))

    def _reread(self, opened: _Opened) -> _Opened:
        """The account with its secret as it is after an attempt was settled."""
        user = self._tools.vault.records.get(opened.plan.user.id)
        return replace(opened, plan=replace(opened.plan, user=user))

    def _work(self, opened: _Opened, attempt: Attempt, batch_id: str) -> Work:
        calls = opened.aws.calls if opened.aws else None
        return Work(
            tools=self._tools,
            target=opened.target,
            plan=opened.plan,
            account=as_announced(account_of(self._tools.around, opened.plan, calls), attempt.facts),
            lease=opened.lease,
            attempt=attempt,
            batch_id=batch_id,
        )


_Act: TypeAlias = Callable[[_Opened, Order], Awaitable[Ended]]


def _count(breaker: Breaker, ended: Ended) -> None:
    if ended.reached:
        breaker.answered()
    elif ended.reached is False:
        breaker.silent()


@asynccontextmanager
async def _noticing_silence(breaker: Breaker) -> AsyncIterator[None]:
    """Count a host that did not answer where no attempt had begun that could say so."""
    try:
        yield
    except TargetError as error:
        if error.kind is TargetErrorKind.UNREACHABLE:
            breaker.silent()
        raise


def _following(work: Work) -> Following:
    return Following(
        plan=work.plan,
        lease=work.lease,
        attempt=work.attempt,
        who=work.attempt.who,
        batch_id=work.batch_id,
    )


def title_of(vault: Vault, user_id: str) -> str:
    """Return a record's title for a result; its id where it was erased meanwhile, or the vault cannot be read."""
    with suppress(VaultError):
        headers = vault.records.headers([user_id])
        return headers[0].title if headers else user_id
    return user_id
