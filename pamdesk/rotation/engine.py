"""The engine: rotate, plan, check, recover, and serve schedules, on one asyncio loop over one vault."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, TypeVar

from pamdesk.records.errors import VaultError, VaultLocked
from pamdesk.rotation import grace
from pamdesk.rotation.aws_access import AwsAccess, AwsSignIns
from pamdesk.rotation.batches import BatchRun
from pamdesk.rotation.checks import CheckReport, Checks
from pamdesk.rotation.clock import Clock, SystemClock
from pamdesk.rotation.dependents import Dependents
from pamdesk.rotation.events import Event, ignore
from pamdesk.rotation.follow_ups import FollowUps
from pamdesk.rotation.leftovers import Leftovers
from pamdesk.rotation.limits import Gate, Limits
from pamdesk.rotation.looking import Looking
from pamdesk.rotation.pending import unsettled
from pamdesk.rotation.previews import Previews
from pamdesk.rotation.results import AccountPlan, AccountResult, ResultState
from pamdesk.rotation.retiring_after import RetiringAfter
from pamdesk.rotation.running import Order, Runner
from pamdesk.rotation.scheduling import Timetable
from pamdesk.rotation.sessions import Sessions
from pamdesk.rotation.surroundings import Surroundings
from pamdesk.rotation.work import Tools, durable, report_bug
from pamdesk.targets.contract import Toolbox
from pamdesk.vault.jobs import Batch, BatchHeld, BatchState, JobOptions
from pamdesk.vault.leases import Owner
from pamdesk.vault.vault import Vault

T = TypeVar("T")
_log = logging.getLogger("pamdesk.rotation")
SCHEDULE = "schedule"
_POLL = 1.0  # seconds between two looks at what other processes have changed
_BEAT = 20.0
_STALE_BATCH = timedelta(hours=1)


class Engine:
    """One engine of one process; all its methods but `pause`, `resume` and `cancel` are called on its own loop."""

    def __init__(
        self,
        vault: Vault,
        *,
        owner: Owner | None = None,
        clock: Clock | None = None,
        limits: Limits | None = None,
        emit: Callable[[Event], None] = ignore,
        aws: AwsAccess | None = None,
        metadata_endpoint: str = "",
    ) -> None:
        """Serve this vault; `owner` names this process to the leases, `emit` is called from the engine's thread.

        `metadata_endpoint` replaces the machine's own instance metadata: for the sandbox.
        """
        limits = limits or Limits()
        clock = clock or SystemClock()
        self._tools = Tools(vault, Surroundings(vault, clock), clock, limits, emit)
        self._owner = owner or vault.owner
        self._pool = ThreadPoolExecutor(max_workers=limits.threads, thread_name_prefix="pamdesk-driver")
        self._sessions = Sessions(Toolbox(self._in_thread))
        self._gate = Gate(limits, self._tools.clock)
        aws = aws or AwsSignIns(self._in_thread, self._tools.clock, metadata_endpoint=metadata_endpoint)
        retire_after = RetiringAfter(self._tools, self._sessions, self._gate)
        dependents = Dependents(self._tools, retire_after)
        self._follow_ups = FollowUps(self._tools, self._owner, dependents)
        self._runner = Runner(self._tools, self._owner, self._sessions, self._gate, aws, dependents)
        looking = Looking(self._tools, self._sessions, self._gate, aws)
        self._previews, self._checks = Previews(looking), Checks(looking)
        self._timetable = Timetable(vault)
        self._batches: dict[str, BatchRun] = {}
        self._in_flight: set[asyncio.Task[Any]] = set()
        self._leftovers = Leftovers(vault, clock)
        self._asked: set[str] = set()
        self._closing = False
        self._seen = -1  # what `Vault.changes` said at the last look
        self._wake = 0.0  # when to look again although nothing has changed

    # -- what a person or a script asks ---------------------------------------------------------------------------

    async def rotate(
        self, user_ids: Sequence[str], *, who: str, why: str = "", options: JobOptions | None = None
    ) -> tuple[AccountResult, ...]:
        """Rotate these accounts as one durable batch; returns when the last has ended."""
        options = options or JobOptions(concurrency=self._tools.limits.per_process)
        ids = list(dict.fromkeys(user_ids))
        batch = await durable(
            self._tools.vault.jobs.create(ids, who=who, why=why, options=options, owner=self._owner)
        )
        return await self._run(batch, ids)

    async def check(self, record_id: str) -> CheckReport:
        """Look at what a rotation needs of an account, a resource or a configuration; changes nothing."""
        return await self._checks.check(record_id)

    async def plan(self, user_ids: Sequence[str]) -> tuple[AccountPlan, ...]:
        """Say what a rotation of these accounts would do; changes nothing."""
        states = self._tools.vault.journal.account_states(list(user_ids))
        due = set(self._timetable.due(self._tools.clock.now()))

        def word(user_id: str) -> str:
            state = states.get(user_id)
            if user_id in due:
                return "due"
            if state is not None and state.state == "done" and state.by_hand_at is not None:
                return "changed_by_hand"
            return "never" if state is None else "up_to_date" if state.state == "done" else state.state

        return tuple(
            await asyncio.gather(*(self._previews.plan(user_id, word(user_id)) for user_id in user_ids))
        )

    async def ask_again(self, user_id: str) -> AccountResult:
        """Ask the server again which secret of an account in doubt works."""
        result = await self._runner.reconcile(user_id, patience=self._tools.limits.inline_patience)
        await self._close_left()
        return result

    async def follow_up(self, user_id: str, *, who: str, scripts: Sequence[str] = ()) -> AccountResult:
        """Run the scripts of an account's last rotation again, alone: those that did not end well, or these."""
        return await self._follow_ups.run(user_id, who=who, scripts=scripts)

    async def recover(self, *, patience: float = 15.0) -> tuple[AccountResult, ...]:
        """Settle everything that an interrupted program left unfinished, all accounts at once."""
        waiting = self.unfinished()
        results = await asyncio.gather(
            *(self._runner.reconcile(user_id, patience=patience) for user_id in waiting)
        )
        await self._close_left()
        return tuple(results)

    def unfinished(self) -> list[str]:
        """Return the accounts with an attempt that still needs an answer, or whose old secret is due to go."""
        vault, now = self._tools.vault, self._tools.clock.now()
        waiting = vault.journal.attempts(unfinished=True, limit=None)
        leaving = grace.due(waiting, now)
        users = dict.fromkeys(a.user_id for a in waiting)
        return [user_id for user_id in users if user_id in leaving or unsettled(vault, user_id)]

    def due(self) -> list[str]:
        """Return the accounts whose time has passed, longest waiting first."""
        return self._timetable.due(self._tools.clock.now())

    def pause(self, batch_id: str) -> None:
        """Begin no further account of this batch."""
        self._batches[batch_id].pause()

    def resume(self, batch_id: str) -> None:
        """Go on with a paused batch, also with one that an earlier process left."""
        run = self._batches.get(batch_id)
        if run is not None:
            run.resume()
        else:
            self._spawn(self._resume_left(batch_id))

    def cancel(self, batch_id: str) -> None:
        """Skip every account of this batch that has not begun, also of one that an earlier process left."""
        run = self._batches.get(batch_id)
        if run is not None:
            run.cancel()
        else:
            self._tools.vault.jobs.set_state(batch_id, BatchState.CANCELLED)

    def batches(self) -> tuple[str, ...]:
        """Return the ids of the batches that run in this process."""
        return tuple(self._batches)

    # -- serving ---------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Take up what earlier processes left: their batches go on, their unfinished attempts are asked about."""
        taken: set[str] = set()
        for batch in self._tools.vault.jobs.active():
            if batch.state is BatchState.RUNNING:
                taken.update(await self._take_up(batch))
        # A batch that goes on asks about its accounts itself; two of one process would stand in each other's way.
        self._reconcile([user for user in self._leftovers.to_ask(everything=True) if user not in taken])

    async def serve(self) -> None:
        """Run schedules and reconciliations until cancelled: the window and `pamdesk gateway run` do this."""
        act = self.start
        while not self._closing:
            try:
                await act()
                act = self._look
            except VaultLocked:
                raise  # it was closed under the engine: nothing can be served any more
            except VaultError as error:
                # A disk that does not answer for a moment must not end every schedule until the next start.
                _log.warning("The schedules could not be read: %s", error.message)
            await self._tools.clock.sleep(_POLL)

    async def _look(self) -> None:
        """Begin what is due, where the vault has changed or a quarter of a minute is over."""
        changes, now = self._tools.vault.changes(), self._tools.clock.monotonic()
        if changes == self._seen and now < self._wake:
            return
        self._seen, self._wake = changes, now + 15.0
        self._reconcile(self._leftovers.to_ask())
        self._rotate_due()

    async def close(self) -> None:
        """Begin nothing more, let what is in flight end or be journalled as unknown, and close every connection."""
        self._closing = True
        for run in self._batches.values():
            run.leave()
        if self._in_flight:
            await asyncio.wait(self._in_flight, timeout=self._tools.limits.close_patience)
        await self._sessions.close()
        self._pool.shutdown(wait=False)

    # -- inside ----------------------------------------------------------------------------------------------------

    async def _take_up(self, batch: Batch) -> list[str]:
        """Go on with a batch whose process is gone, and return its accounts; an old one is left to a person, paused.

        Accounts that the journal knows the end of are not begun again, whether or not their batch was told.
        """
        jobs = self._tools.vault.jobs
        if batch.id in self._batches:
            return []
        try:
            claimed = await durable(jobs.claim(batch.id, self._owner))
        except BatchHeld:
            return []
        if (await durable(jobs.close_ended(batch.id, self._owner))).state is BatchState.DONE:
            return []
        last_worked_on = max(batch.updated, batch.heartbeat or batch.updated)
        if self._tools.clock.now() - last_worked_on > _STALE_BATCH:
            await durable(jobs.set_state(batch.id, BatchState.PAUSED))
            return []
        waiting = [item.user_id for item in jobs.items(batch.id) if item.state in ("waiting", "running")]
        self._spawn(self._run(claimed, waiting, taken_up=True))
        return waiting

    async def _resume_left(self, batch_id: str) -> None:
        """Go on, because a person asked for it, with a paused batch of an earlier process, however old it is."""
        jobs = self._tools.vault.jobs
        await durable(jobs.claim(batch_id, self._owner))
        batch = await durable(jobs.set_state(batch_id, BatchState.RUNNING))
        await self._take_up(batch)

    async def _close_left(self) -> None:
        """Tell the batches that earlier processes left how their accounts ended, so that no restart begins them again."""
        jobs = self._tools.vault.jobs
        for batch in jobs.active():
            if batch.id not in self._batches:
                await durable(jobs.close_ended(batch.id, self._owner))

    async def _run(
        self, batch: Batch, user_ids: Sequence[str], *, taken_up: bool = False
    ) -> tuple[AccountResult, ...]:
        run = BatchRun(batch, self._tools, self._runner, batch.options, taken_up=taken_up)
        self._batches[batch.id] = run
        beat = self._spawn(self._beat(batch.id))
        task = self._spawn(run.run(user_ids))
        try:
            # Shielded: a caller that goes away does not take back what is already under way.
            return await asyncio.shield(task)
        finally:
            beat.cancel()
            self._batches.pop(batch.id, None)

    async def _beat(self, batch_id: str) -> None:
        """Show other machines that this batch is worked on; a beat that the disk did not take is made up for by the next."""
        while True:
            await self._tools.clock.sleep(_BEAT)
            try:
                await durable(self._tools.vault.jobs.heartbeat(batch_id, self._owner))
            except VaultError as error:
                _log.warning("That a batch is worked on could not be written down: %s", error.message)

    def _rotate_due(self) -> None:
        for user_id in self._timetable.due(self._tools.clock.now()):
            self._spawn_once(user_id, self._rotate_scheduled)

    async def _rotate_scheduled(self, user_id: str) -> None:
        order = Order(who=SCHEDULE, wanted=lambda: self._still_due(user_id))
        result = await self._runner.rotate(user_id, order)
        if result.state is ResultState.REFUSED and result.code != "lease_held" and self._still_due(user_id):
            # The plan refused before an attempt began: written down, so that it is shown, and due again at its next time.
            await durable(
                self._tools.vault.journal.set_account_state(
                    user_id, result.state.value, who=SCHEDULE, code=result.code, sentence=result.reason
                )
            )

    def _still_due(self, user_id: str) -> bool:
        return self._timetable.is_due(user_id, self._tools.clock.now())

    def _reconcile(self, user_ids: Sequence[str]) -> None:
        for user_id in user_ids:
            self._spawn_once(user_id, self._reconcile_left)

    async def _reconcile_left(self, user_id: str) -> None:
        await self._runner.reconcile(user_id, patience=0.0)
        await self._close_left()

    def _spawn_once(self, user_id: str, work: Callable[[str], Coroutine[Any, Any, object]]) -> None:
        """Begin something with an account, unless this process has begun something else with it by itself."""
        if user_id in self._asked:
            return
        self._asked.add(user_id)
        self._spawn(work(user_id)).add_done_callback(lambda _: self._asked.discard(user_id))

    def _spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work)
        self._in_flight.add(task)
        task.add_done_callback(self._forget)
        return task

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._in_flight.discard(task)
        if not task.cancelled() and (bug := task.exception()) is not None:
            report_bug("serving", bug)

    def _in_thread(self, work: Callable[[], T], /) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(self._pool, work)
