"""Many accounts as one durable batch: canary first, admins last, pause, resume and cancel that survive a restart."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pamdesk.records.errors import VaultError
from pamdesk.records.links import LinkKind
from pamdesk.rotation import words
from pamdesk.rotation.events import BatchProgress
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.rotation.running import Order, Runner, title_of
from pamdesk.rotation.work import Tools, durable
from pamdesk.vault.jobs import Batch, BatchState, JobOptions
from pamdesk.vault.vault import Vault

_log = logging.getLogger("pamdesk.rotation")
_BAD = frozenset({ResultState.FAILED.value, ResultState.IN_DOUBT.value, ResultState.REFUSED.value})
_NOT_TRIED = frozenset({"off", "no_settings", "not_linked", "not_an_account", "managed_elsewhere", "not_due"})


@dataclass(slots=True)
class _Counts:
    total: int
    done: int = 0
    failed: int = 0
    in_doubt: int = 0
    skipped: int = 0
    running: int = 0
    failures: int = 0  # what counts towards stopping; a silent host has its own breaker

    def add(self, result: AccountResult) -> None:
        if result.state is ResultState.DONE:
            self.done += 1
        elif result.state is ResultState.IN_DOUBT:
            self.in_doubt += 1
        elif result.state is ResultState.SKIPPED:
            self.skipped += 1
        else:
            self.failed += 1
        self.failures += counts_as_failure(result.state.value, result.code)


def counts_as_failure(state: str, code: str) -> bool:
    """Tell whether a result counts towards stopping the batch."""
    return state in _BAD and code not in _NOT_TRIED and code not in ("unreachable", "host_down")


class BatchRun:
    """One batch while it runs in this process."""

    def __init__(
        self, batch: Batch, tools: Tools, runner: Runner, options: JobOptions, *, taken_up: bool = False
    ) -> None:
        """Take the batch as it stands in the vault; `taken_up` is one that an earlier program began."""
        self.batch = batch
        self._tools = tools
        self._runner = runner
        self._options = options
        self._taken_up = taken_up
        self._go = asyncio.Event()
        self._go.set()
        self._cancelled = False
        self._leaving = False
        self._writes: list[Future[Any]] = []
        self._counts = _Counts(0)
        if taken_up:
            # A batch that had stopped itself does not go on because its program was started anew.
            items = tools.vault.jobs.items(batch.id)
            self._counts.failures = sum(counts_as_failure(item.state, item.code) for item in items)
        self._results: list[AccountResult] = []

    def pause(self) -> None:
        """Begin no further account; those in flight end."""
        self._go.clear()
        self._note(BatchState.PAUSED)

    def resume(self) -> None:
        """Go on."""
        self._note(BatchState.RUNNING)
        self._go.set()

    def cancel(self) -> None:
        """Skip every account that has not begun; those in flight end."""
        self._cancelled = True
        self._note(BatchState.CANCELLED)
        self._go.set()

    def leave(self) -> None:
        """The program ends: begin no further account, and keep the batch as it stands for the next start."""
        self._leaving = True
        self._go.set()

    async def run(self, user_ids: Sequence[str]) -> tuple[AccountResult, ...]:
        """Run the accounts that have not ended yet; returns their results in the order in which they ended."""
        self._counts.total = len(user_ids)
        places = asyncio.Semaphore(self._options.concurrency or self._tools.limits.per_process)
        for wave in waves(self._tools.vault, user_ids, canary=self._options.canary):
            await asyncio.gather(*(self._one(user_id, places) for user_id in wave))
        if not self._cancelled and not self._leaving:
            self._note(BatchState.DONE)
        await self._written()
        await self._note_head()
        self._progress()
        return tuple(self._results)

    async def _written(self) -> None:
        """Wait for the batch's own rows; the accounts' results stand in the journal, and are told without them."""
        for write in self._writes:
            try:
                await durable(write)
            except VaultError as error:
                _log.warning("How far the batch is could not be written down: %s", error.message)
                return  # the next start finds it running and asks the journal

    async def _note_head(self) -> None:
        """Note outside the vault how far its audit is; a crash right after the batch then hides no older copy of it."""
        with suppress(
            VaultError
        ):  # only a warning would be lost, and the vault says elsewhere what is wrong with it
            await asyncio.to_thread(self._tools.vault.note_head)

    async def _one(self, user_id: str, places: asyncio.Semaphore) -> None:
        async with places:
            await self._go.wait()
            if self._leaving:
                return
            if self._cancelled or self._too_many():
                result = self._skip(user_id)
            else:
                self._counts.running += 1
                self._progress()
                result = await self._runner.rotate(user_id, self._order())
                self._counts.running -= 1
        self._counts.add(result)
        self._results.append(result)
        self._writes.append(
            self._tools.vault.jobs.set_item(
                self.batch.id,
                user_id,
                result.state.value,
                code=result.code,
                sentence=result.reason,
                changed=result.changed,
                seconds=result.seconds,
            )
        )
        self._progress()

    def _order(self) -> Order:
        batch = self.batch
        return Order(who=batch.who, why=batch.why, batch_id=batch.id, taken_up=self._taken_up)

    def _too_many(self) -> bool:
        limit = self._options.stop_after_failures
        return bool(limit) and self._counts.failures >= limit

    def _skip(self, user_id: str) -> AccountResult:
        title = title_of(self._tools.vault, user_id)
        code = "cancelled" if self._cancelled else "batch_stopped"
        reason = words.cancelled() if self._cancelled else words.batch_stopped(self._counts.failures)
        return AccountResult(
            id=user_id,
            title=title,
            target="",
            method="",
            state=ResultState.SKIPPED,
            changed=False,
            reason=reason,
            code=code,
        )

    def _note(self, state: BatchState) -> None:
        self._writes.append(self._tools.vault.jobs.set_state(self.batch.id, state))
        self._progress()

    def _progress(self) -> None:
        c = self._counts
        state = "cancelled" if self._cancelled else "running" if self._go.is_set() else "paused"
        if c.total and c.done + c.failed + c.in_doubt + c.skipped == c.total and not self._cancelled:
            state = "done"
        self._tools.emit(
            BatchProgress(self.batch.id, state, c.total, c.done, c.failed, c.in_doubt, c.skipped, c.running)
        )


def waves(vault: Vault, user_ids: Sequence[str], *, canary: bool) -> list[list[str]]:
    """Split a batch: with a canary 1, then 5 %, then the rest; the admins that the batch itself needs come last."""
    chosen = set(user_ids)
    admins = {
        link.source
        for link in vault.links.all()
        if link.kind is LinkKind.ADMIN
        and link.source in chosen
        and _serves_others(vault, link.target, link.source, chosen)
    }
    ordinary = [user_id for user_id in user_ids if user_id not in admins]
    last = [user_id for user_id in user_ids if user_id in admins]
    if canary and len(ordinary) > 1:
        share = max(1, math.ceil(len(ordinary) * 0.05))
        parts = [ordinary[:1], ordinary[1 : 1 + share], ordinary[1 + share :]]
    else:
        parts = [ordinary]
    return [part for part in (*parts, last) if part]


def _serves_others(vault: Vault, resource_id: str, admin_id: str, chosen: set[str]) -> bool:
    return any(
        link.kind is LinkKind.BELONGS_TO and link.source in chosen and link.source != admin_id
        for link in vault.links.of(resource_id)
        if link.target == resource_id
    )
