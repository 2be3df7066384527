"""After a success: the scripts of the account, of what it lives on and of the configuration, in this order.

At least once: a script whose end nobody saw, because the program died, is run again at recovery, and that is said. A
script that failed is not run again by itself: its end is known, and a person decides.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pamdesk.records.errors import NotFound, StaleLease, UserError, VaultError
from pamdesk.records.record import Record
from pamdesk.records.scripts import FIELD, Script, scripts_of
from pamdesk.records.secret import Secret
from pamdesk.rotation import grace, script_words, words
from pamdesk.rotation.events import Step, StepReached
from pamdesk.rotation.leases import HeldLease
from pamdesk.rotation.limited import LimitedTarget
from pamdesk.rotation.plan import Resolved
from pamdesk.rotation.results import ResultState
from pamdesk.rotation.retiring import retires_at_once
from pamdesk.rotation.script_folders import ScriptFolder, new_path, remove_left, still_runs
from pamdesk.rotation.script_input import ScriptInput, script_input
from pamdesk.rotation.scripts import ScriptEnd, not_started, run_script
from pamdesk.rotation.work import Ended, Tools, durable
from pamdesk.targets.contract import Proof
from pamdesk.vault.journal import Attempt
from pamdesk.vault.script_runs import RunState, ScriptRun
from pamdesk.vault.states import FOLLOWUP_FAILED

_ORPHAN_PATIENCE = 30.0  # seconds that a script which outlived its PamDesk is waited for


class NothingToRun(UserError):
    """No script can be run again, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """One attempt whose secret is in place, under the account's lease; `who` runs its scripts, `only` names some of them."""

    plan: Resolved
    lease: HeldLease
    attempt: Attempt
    who: str
    batch_id: str = ""
    only: frozenset[str] | None = None  # None: those that have not ended yet
    target: LimitedTarget | None = None  # a session that is open already, with its place at the host


def has_scripts(plan: Resolved) -> bool:
    """Tell whether any script follows this account's rotation; without one nothing is opened or written for it."""
    return any(script.enabled for _, script in attached(plan.user, plan.resource, plan.configuration))


def attached(*records: Record | None) -> list[tuple[Record, Script]]:
    """Return the scripts of these records in the order in which they run."""
    return [
        (record, script)
        for record in records
        if record is not None and FIELD in record.fields
        for script in scripts_of(record)
    ]


# Takes the old secret out of service after the scripts; given and returned are the rotation's sentence and code.
RetireAfter: TypeAlias = Callable[[Following, str, str], Awaitable[tuple[str, str]]]


class Dependents:
    """Runs scripts for one engine, so many at once; a script holds the lease of its account, and no place at its host."""

    def __init__(self, tools: Tools, retire_after: RetireAfter) -> None:
        """Take what every rotation of the engine works with, and what is done to the old secret when all have ended well."""
        self._tools = tools
        self._retire_after = retire_after
        self._runs = tools.vault.script_runs
        self._places = asyncio.Semaphore(tools.limits.scripts)

    async def follow(self, following: Following) -> Ended:
        """Run what has not ended yet, or what `only` names, and close the attempt; the secret stays whatever happens."""
        try:
            return await self._follow(following)
        except StaleLease:
            reason = script_words.lost(self.where(following))
            return Ended(ResultState.IN_DOUBT, True, reason, "lease_lost")
        except VaultError as error:
            return Ended(
                ResultState.IN_DOUBT,
                True,
                words.saved_not_closed(error.message, following.plan.spec.noun),
                "vault_write",
            )

    async def _follow(self, following: Following) -> Ended:
        attempt = following.attempt
        runs = self._runs.of_attempt(attempt.id)
        unseen = [run for run in runs if run.state is RunState.BEGUN]
        waiting = [run.name for run in unseen if not await self._let_go(following, run)]
        known = {run.script_id: run.state for run in self._runs.of_attempt(attempt.id)}
        scripts = self._scripts(following.plan)
        failed, twice = list(waiting), []
        for record, script in scripts:
            state = known.get(script.id)
            if script.name in waiting:
                continue
            if _wanted(following, script, state):
                end = await self._run(following, record, script)
                if following.only is None and state is RunState.UNKNOWN:
                    twice.append(script.name)
                state = end.state
            if state is not RunState.OK:
                failed.append(script.name)
        # What was switched off meanwhile is not run again; that its end is not known is still said.
        on = {script.id for _, script in scripts}
        failed.extend(run.name for run in unseen if run.script_id not in on)
        return await self._close(following, list(dict.fromkeys(failed)), twice)

    async def _close(self, following: Following, failed: Sequence[str], twice: Sequence[str]) -> Ended:
        attempt = following.attempt
        code = attempt.code if attempt.code not in ("", FOLLOWUP_FAILED) else "ok"
        if failed:
            reason, code = script_words.failed(self.where(following), failed), FOLLOWUP_FAILED
        elif following.only is not None:
            reason = script_words.passed(self.where(following))
        else:
            reason = attempt.sentence
        if twice:
            reason = script_words.run_twice(reason, twice)
        if retires_at_once(following.plan) and failed:
            reason = f"{reason} {script_words.old_stays(following.plan.where)}"
        elif retires_at_once(following.plan):
            reason, code = await self._retire_after(following, reason, code)
        _, reason = await grace.close(
            self._tools, following.lease, following.plan, attempt, code=code, sentence=reason
        )
        self._tell(following, Step.FOLLOWED_UP, reason)
        self._tell(following, Step.FINISHED, reason)
        return Ended(ResultState.DONE, True, reason, code)

    def where(self, following: Following) -> str:
        """What holds whatever the scripts did: that the new secret works, or the words of what could not be tried."""
        attempt = following.attempt
        proved = (
            attempt.code in ("", "ok", FOLLOWUP_FAILED) and following.plan.spec.proof is not Proof.CONFIRMED
        )
        if proved or attempt.finished is not None:
            noun = following.plan.spec.noun
            return script_words.works(noun) if proved else script_words.in_place(noun)
        return attempt.sentence

    async def _let_go(self, following: Following, run: ScriptRun) -> bool:
        """End a run whose PamDesk died: wait for its script where it outlived it, then say that its end is unknown."""
        until = self._tools.clock.monotonic() + _ORPHAN_PATIENCE
        while still_runs(run.folder):
            if self._tools.clock.monotonic() >= until:
                sentence = script_words.still_running(run.name)
                await durable(
                    self._runs.end(following.lease.now, run.id, RunState.UNKNOWN, sentence=sentence)
                )
                return False
            await self._tools.clock.sleep(0.5)
        remove_left(run.folder)
        sentence = script_words.unknown(run.name)
        await durable(self._runs.end(following.lease.now, run.id, RunState.UNKNOWN, sentence=sentence))
        return True

    async def _run(self, following: Following, record: Record, script: Script) -> ScriptEnd:
        async with self._places:
            path = new_path()
            # From here on nobody knows whether it ran, until its end is written.
            beginning = self._runs.begin(
                following.lease.now,
                attempt_id=following.attempt.id,
                record_id=record.id,
                script_id=script.id,
                name=script.name,
                who=following.who,
                folder=str(path),
            )
            run = await durable(beginning)
            try:
                told = self._input(following, script)
                folder = ScriptFolder(path, script.name, script.text.reveal())
            except UserError as error:
                end = not_started(script, error.message)
            except OSError as error:
                end = not_started(script, f"{error.strerror}.")
            else:
                try:
                    end = await run_script(script, told, folder)
                finally:
                    folder.remove()
        await self._end(following, run, end)
        return end

    async def _end(self, following: Following, run: ScriptRun, end: ScriptEnd) -> None:
        ending = self._runs.end(
            following.lease.now,
            run.id,
            end.state,
            sentence=end.sentence,
            exit_code=end.exit_code,
            output=end.output,
        )
        await durable(ending)

    def _scripts(self, plan: Resolved) -> list[tuple[Record, Script]]:
        """Read the scripts as they are now: what was switched off while the account was rotated is obeyed."""
        ids = [plan.user.id, *([plan.resource.id] if plan.resource else []), plan.configuration.id]
        return [pair for pair in attached(*map(self._tools.vault.records.get, ids)) if pair[1].enabled]

    def _input(self, following: Following, script: Script) -> ScriptInput:
        """Open what the script is told; raises `UserError` where it may not be told, or is gone."""
        vault, plan = self._tools.vault, following.plan
        user = vault.records.get(plan.user.id)
        new, old = _secrets(following, self._tools)
        return script_input(
            configuration=vault.records.get(plan.configuration.id),
            resource=vault.records.get(plan.resource.id) if plan.resource else None,
            user=user.with_fields({following.attempt.field: new}),
            credentials=[self._credential(plan, one) for one in script.credentials],
            new=new,
            old=old,
        )

    def _credential(self, plan: Resolved, record_id: str) -> Record:
        vault = self._tools.vault
        try:
            record = vault.records.get(record_id)
        except NotFound:
            raise NothingToRun(script_words.gone(record_id), code="credential_gone") from None
        gateway = self._tools.around.gateway(plan.configuration)
        if gateway is None or not self._tools.around.can_read(gateway.application_id, record):
            raise NothingToRun(script_words.not_readable(record.title), code="not_readable")
        return record

    def _tell(self, following: Following, step: Step, sentence: str) -> None:
        at = self._tools.clock.now()
        self._tools.emit(StepReached(following.plan.user.id, following.batch_id, step, sentence, at))


def _wanted(following: Following, script: Script, state: RunState | None) -> bool:
    if following.only is not None:
        return script.id in following.only
    return state in (None, RunState.UNKNOWN)


def _secrets(following: Following, tools: Tools) -> tuple[Secret, Secret | None]:
    """Return the secret that the attempt put in place, and the one before it."""
    attempt = following.attempt
    kept = [one for one in tools.vault.journal.candidates(attempt.user_id) if one.field == attempt.field]
    new = next(one.secret for one in kept if one.id == attempt.candidate_id)
    old = next((one.secret for one in kept if one.status == "previous"), None)
    return new, old
