"""The engine: rotate, plan, check, recover, and serve schedules, on one asyncio loop over one vault."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, TypeVar

from pamdesk.rotation.aws_access import AwsAccess, AwsSignIns
from pamdesk.rotation.batches import BatchRun
from pamdesk.rotation.clock import Clock, SystemClock
from pamdesk.rotation.events import Event, ignore
from pamdesk.rotation.limits import Gate, Limits
from pamdesk.rotation.previews import CheckReport, Previews
from pamdesk.rotation.results import AccountPlan, AccountResult
from pamdesk.rotation.running import Order, Runner, unsettled
from pamdesk.rotation.scheduling import Timetable
from pamdesk.rotation.sessions import Sessions
from pamdesk.rotation.surroundings import Surroundings
from pamdesk.rotation.work import Tools, durable, report_bug
from pamdesk.targets.contract import Toolbox
from pamdesk.vault.jobs import Batch, BatchHeld, BatchState, JobOptions
from pamdesk.vault.journal import State
from pamdesk.vault.leases import Owner
from pamdesk.vault.vault import Vault

T = TypeVar("T")
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
        self._runner = Runner(self._tools, self._owner, self._sessions, self._gate, aws)
        self._previews = Previews(self._tools, self._sessions, self._gate, aws)
        self._timetable = Timetable(vault)
        self._batches: dict[str, BatchRun] = {}
        self._in_flight: set[asyncio.Task[Any]] = set()
        self._asked: set[str] = set()
        self._closing = False

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

    async def check(self, user_id: str) -> CheckReport:
        """Run the preflight of one account; changes nothing."""
        return await self._previews.check(user_id)

    async def plan(self, user_ids: Sequence[str]) -> tuple[AccountPlan, ...]:
        """Say what a rotation of these accounts would do; changes nothing."""
        states = self._tools.vault.journal.account_states(list(user_ids))
        due = set(self._timetable.due(self._tools.clock.now()))

        def word(user_id: str) -> str:
            state = states.get(user_id)
            if user_id in due:
                return "due"
            return "never" if state is None else "up_to_date" if state.state == "done" else state.state

        return tuple(
            await asyncio.gather(*(self._previews.plan(user_id, word(user_id)) for user_id in user_ids))
        )

    async def ask_again(self, user_id: str) -> AccountResult:
        """Ask the server again which secret of an account in doubt works."""
        return await self._runner.reconcile(user_id, patience=self._tools.limits.inline_patience)

    async def recover(self, *, patience: float = 15.0) -> tuple[AccountResult, ...]:
        """Settle everything that an interrupted program left unfinished, all accounts at once."""
        waiting = self.unfinished()
        return tuple(
            await asyncio.gather(*(self._runner.reconcile(user_id, patience=patience) for user_id in waiting))
        )

    def unfinished(self) -> list[str]:
        """Return the accounts with an attempt that still needs an answer."""
        vault = self._tools.vault
        users = dict.fromkeys(a.user_id for a in vault.journal.attempts(unfinished=True))
        return [user_id for user_id in users if unsettled(vault, user_id)]

    def due(self) -> list[str]:
        """Return the accounts whose time has passed, longest waiting first."""
        return self._timetable.due(self._tools.clock.now())

    def pause(self, batch_id: str) -> None:
        """Begin no further account of this batch."""
        self._batches[batch_id].pause()

    def resume(self, batch_id: str) -> None:
        """Go on with a paused batch of this process."""
        self._batches[batch_id].resume()

    def cancel(self, batch_id: str) -> None:
        """Skip every account of this batch that has not begun."""
        self._batches[batch_id].cancel()

    def batches(self) -> tuple[str, ...]:
        """Return the ids of the batches that run in this process."""
        return tuple(self._batches)

    # -- serving ---------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Take up what earlier processes left: their batches go on, their unfinished attempts are asked about."""
        for batch in self._tools.vault.jobs.active():
            if batch.state is BatchState.RUNNING:
                await self._take_up(batch)
        self._ask_what_is_due_to_be_asked(everything=True)

    async def serve(self) -> None:
        """Run schedules and reconciliations until cancelled: the window and `pamdesk gateway run` do this."""
        await self.start()
        seen = -1
        wake = 0.0
        while not self._closing:
            await self._tools.clock.sleep(_POLL)
            changes = self._tools.vault.changes()
            if changes == seen and self._tools.clock.monotonic() < wake:
                continue
            seen = changes
            wake = self._tools.clock.monotonic() + 15.0
            self._ask_what_is_due_to_be_asked()
            await self._rotate_due()

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

    async def _take_up(self, batch: Batch) -> None:
        """Go on with a batch whose process is gone; one that stands since long is left to a person, paused."""
        jobs = self._tools.vault.jobs
        if batch.id in self._batches:
            return
        try:
            claimed = await durable(jobs.claim(batch.id, self._owner))
        except BatchHeld:
            return
        if self._tools.clock.now() - batch.updated > _STALE_BATCH:
            await durable(jobs.set_state(batch.id, BatchState.PAUSED))
            return
        waiting = [item.user_id for item in jobs.items(batch.id) if item.state in ("waiting", "running")]
        self._spawn(self._run(claimed, waiting))

    async def _run(self, batch: Batch, user_ids: Sequence[str]) -> tuple[AccountResult, ...]:
        run = BatchRun(batch, self._tools, self._runner, batch.options)
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
        """Show other machines that this batch is worked on."""
        while True:
            await self._tools.clock.sleep(_BEAT)
            await durable(self._tools.vault.jobs.heartbeat(batch_id, self._owner))

    async def _rotate_due(self) -> None:
        now = self._tools.clock.now()
        for user_id in self._timetable.due(now):
            if user_id in self._asked:
                continue
            self._asked.add(user_id)
            order = Order(who=SCHEDULE, wanted=lambda uid=user_id: self._still_due(uid))  # type: ignore[misc]
            task = self._spawn(self._runner.rotate(user_id, order))
            task.add_done_callback(lambda _, uid=user_id: self._asked.discard(uid))  # type: ignore[misc]

    def _still_due(self, user_id: str) -> bool:
        return self._timetable.is_due(user_id, self._tools.clock.now())

    def _ask_what_is_due_to_be_asked(self, *, everything: bool = False) -> None:
        now = self._tools.clock.now()
        for attempt in self._tools.vault.journal.attempts(unfinished=True):
            if attempt.user_id in self._asked or attempt.state is State.IN_DOUBT:
                continue
            if not everything and (attempt.next_ask is None or attempt.next_ask > now):
                continue
            self._asked.add(attempt.user_id)
            task = self._spawn(self._runner.reconcile(attempt.user_id, patience=0.0))
            task.add_done_callback(lambda _, uid=attempt.user_id: self._asked.discard(uid))  # type: ignore[misc]

    def _spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work)
        self._in_flight.add(task)
        task.add_done_callback(self._forget)
        return task

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._in_flight.discard(task)
        if not task.cancelled() and (bug := task.exception()) is not None:
            report_bug("serving", bug)

    async def _in_thread(self, work: Callable[[], T], /) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)
