"""Running the scripts of a rotation again, alone: the secret stays as it is."""

from __future__ import annotations

from collections.abc import Collection

from pamdesk.rotation import grace, script_words
from pamdesk.rotation.dependents import Dependents, Following, NothingToRun, attached
from pamdesk.rotation.events import AccountFinished, AccountStarted
from pamdesk.rotation.leases import holding
from pamdesk.rotation.pending import unsettled
from pamdesk.rotation.plan import Resolved, resolve
from pamdesk.rotation.results import AccountResult
from pamdesk.rotation.work import Tools
from pamdesk.vault.journal import Attempt, State
from pamdesk.vault.leases import Owner
from pamdesk.vault.script_runs import RunState
from pamdesk.vault.states import FOLLOWUP_FAILED


class FollowUps:
    """Runs scripts again for one engine."""

    def __init__(self, tools: Tools, owner: Owner, dependents: Dependents) -> None:
        """Share the engine's tools and the places of its scripts."""
        self._tools = tools
        self._owner = owner
        self._dependents = dependents

    async def run(self, user_id: str, *, who: str, scripts: Collection[str] = ()) -> AccountResult:
        """Run these scripts, by id, or those that have not ended well; raises `UserError` where none can be run."""
        began = self._tools.clock.monotonic()
        with self._tools.vault.reading():
            plan = resolve(self._tools.around, user_id)
        seconds = self._tools.limits.lease_seconds
        async with holding(
            self._tools.vault.leases, user_id, self._owner, seconds, self._tools.clock
        ) as lease:
            attempt = self._newest(plan)
            only = self._chosen(plan, attempt, scripts)
            self._tools.emit(AccountStarted(user_id, "", self._tools.clock.now()))
            following = Following(plan=plan, lease=lease, attempt=attempt, who=who, only=only)
            # Written first: a crash while they run leaves the account with a follow-up that failed, which is so.
            sentence = script_words.being_run(self._dependents.where(following))
            code = FOLLOWUP_FAILED
            await grace.close(self._tools, lease, plan, attempt, code=code, sentence=sentence)
            ended = await self._dependents.follow(following)
        result = AccountResult(
            id=user_id,
            title=plan.user.title,
            target=plan.spec.key,
            method=plan.settings.method.value,
            state=ended.state,
            changed=ended.changed,
            reason=ended.reason,
            code=ended.code,
            seconds=round(self._tools.clock.monotonic() - began, 3),
        )
        self._tools.emit(AccountFinished("", result, self._tools.clock.now()))
        return result

    def _newest(self, plan: Resolved) -> Attempt:
        """Return the attempt whose secret is the current one; raises `NothingToRun`."""
        if unsettled(self._tools.vault, plan.user.id):
            raise NothingToRun(
                script_words.not_settled(plan.user.title),
                hint="pamdesk rotation recover settles it, and runs what has not run yet.",
                code="in_doubt",
            )
        done = [one for one in self._tools.vault.journal.attempts(plan.user.id, limit=100) if one.changed]
        if not done or (done[0].state is not State.DONE and not grace.waits(done[0])):
            raise NothingToRun(script_words.not_rotated(plan.user.title), code="not_rotated")
        attempt = done[0]
        kept = self._tools.vault.journal.candidates(plan.user.id)
        new = next((one.secret for one in kept if one.id == attempt.candidate_id), None)
        if new is None or new != self._tools.vault.records.get(plan.user.id).secret(attempt.field):
            raise NothingToRun(
                script_words.changed_since(plan.user.title, plan.spec.noun), code="changed_since"
            )
        return attempt

    def _chosen(self, plan: Resolved, attempt: Attempt, scripts: Collection[str]) -> frozenset[str]:
        vault = self._tools.vault
        ids = [plan.user.id, *([plan.resource.id] if plan.resource else []), plan.configuration.id]
        on = [script.id for _, script in attached(*map(vault.records.get, ids)) if script.enabled]
        ended = {run.script_id: run.state for run in vault.script_runs.of_attempt(attempt.id)}
        wanted = set(scripts) & set(on) or {one for one in on if ended.get(one) is not RunState.OK}
        if not wanted or (scripts and not set(scripts) <= set(on)):
            raise NothingToRun(script_words.none_on(plan.user.title), code="no_scripts")
        return frozenset(wanted)
