"""The old secret leaves after the scripts: its target is talked to once more, by then without a session or a place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pamdesk.records.errors import TargetError, UserError, VaultError
from pamdesk.rotation import words
from pamdesk.rotation.announcing import flags_of, left_place
from pamdesk.rotation.dependents import Following
from pamdesk.rotation.limited import LimitedTarget
from pamdesk.rotation.limits import Gate
from pamdesk.rotation.naming import as_announced
from pamdesk.rotation.plan import Resolved, account_of, resolve
from pamdesk.rotation.promoting import retire_and_compare
from pamdesk.rotation.retiring import LEFT
from pamdesk.rotation.sessions import Sessions
from pamdesk.rotation.work import Tools, Work
from pamdesk.vault.journal import State


class RetiringAfter:
    """Retires old secrets after the scripts, for one engine."""

    def __init__(self, tools: Tools, sessions: Sessions, gate: Gate) -> None:
        """Share the engine's sessions and gate."""
        self._tools = tools
        self._sessions = sessions
        self._gate = gate

    async def __call__(self, following: Following, sentence: str, code: str) -> tuple[str, str]:
        """Retire what came before the attempt's secret; returns the rotation's sentence and code, which stands in any case."""
        attempt, plan = following.attempt, following.plan
        again = attempt.finished is not None
        if again and self._is_retired(attempt.id):
            return sentence, code
        try:
            plan = self._as_it_is_now(plan)
            if left := left_place(self._tools.vault, plan, attempt):
                return f"{sentence} {words.left_there(left)}", LEFT
            async with self._talking(following, plan) as target:
                account = as_announced(account_of(self._tools.around, plan, None), attempt.facts)
                work = Work(
                    tools=self._tools,
                    target=target,
                    plan=plan,
                    account=account,
                    lease=following.lease,
                    attempt=attempt,
                    batch_id=following.batch_id,
                )
                # Long after the rotation nothing can be said of what it left as it was.
                return await retire_and_compare(
                    work, None if again else flags_of(attempt.facts), sentence, code
                )
        except VaultError:
            raise
        except (TargetError, UserError) as error:
            return f"{sentence} {words.old_left(plan.where, error.message)}", LEFT

    def _is_retired(self, attempt_id: str) -> bool:
        return any(event.state is State.RETIRING for event in self._tools.vault.journal.events(attempt_id))

    def _as_it_is_now(self, plan: Resolved) -> Resolved:
        """Follow the links once more: while the scripts ran, the account may have been edited, linked anew or switched off."""
        if plan.resource is not None:
            self._tools.around.forget(plan.resource.id)
        with self._tools.vault.reading():
            return resolve(self._tools.around, plan.user.id)

    @asynccontextmanager
    async def _talking(self, following: Following, plan: Resolved) -> AsyncIterator[LimitedTarget]:
        if following.target is not None:
            yield following.target
            return
        async with self._gate.enter(plan.host), self._sessions.of(plan) as session:
            with LimitedTarget(session, self._gate.places(plan.host)) as target:
                yield target
