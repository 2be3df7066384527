"""The old secret leaves after the scripts: its target is talked to once more, by then without a session or a place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from pamdesk.records.errors import TargetError
from pamdesk.rotation import words
from pamdesk.rotation.announcing import flags_of
from pamdesk.rotation.dependents import Following
from pamdesk.rotation.limited import LimitedTarget
from pamdesk.rotation.limits import Gate
from pamdesk.rotation.naming import as_announced
from pamdesk.rotation.plan import account_of
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
            async with self._talking(following) as target:
                # Read anew: what the plan holds may be the secret of before.
                user = self._tools.vault.records.get(plan.user.id)
                plan = replace(plan, user=user)
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
        except TargetError as error:
            return f"{sentence} {words.old_left(plan.where, error.message)}", LEFT

    def _is_retired(self, attempt_id: str) -> bool:
        return any(event.state is State.RETIRING for event in self._tools.vault.journal.events(attempt_id))

    @asynccontextmanager
    async def _talking(self, following: Following) -> AsyncIterator[LimitedTarget]:
        if following.target is not None:
            yield following.target
            return
        plan = following.plan
        async with self._gate.enter(plan.host), self._sessions.of(plan) as session:
            with LimitedTarget(session, self._gate.places(plan.host)) as target:
                yield target
