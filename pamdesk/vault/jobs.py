"""Batches of rotations that survive a restart: what was asked, how far it is, and which process works on it."""

# ruff: noqa: S608 - only constants of these modules are put into statements; values are bound

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pamdesk.records.errors import NotFound, UserError
from pamdesk.records.ids import new_id
from pamdesk.vault.leases import Owner
from pamdesk.vault.locks import VaultLocks
from pamdesk.vault.machine import same_machine, spoken, this_machine
from pamdesk.vault.moments import from_number, from_number_or_none, now, to_number
from pamdesk.vault.sql import Connection, Row
from pamdesk.vault.states import ENDED, State, result_word
from pamdesk.vault.store import Store

_SILENT = timedelta(seconds=60)  # after this without a heartbeat another machine's batch may be claimed
_COLUMNS = (
    "id, state, who, why, concurrency, canary, stop_after, due, created, updated, machine, process, heartbeat"
)
_OPEN = "state IN ('waiting', 'running')"
_ITEM = "batch_id, user_id, position, state, code, sentence, changed, seconds, attempt_id"


class BatchState(StrEnum):
    """What a batch does."""

    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOptions:
    """How a batch runs; `due` marks one that a schedule began."""

    concurrency: int = 8
    canary: bool = True
    stop_after_failures: int = 3
    due: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One batch; `owner` is who works on it, None where nobody does."""

    id: str
    state: BatchState
    who: str
    why: str
    options: JobOptions
    created: datetime
    updated: datetime
    owner: Owner | None
    heartbeat: datetime | None


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One account of a batch; `state` is `waiting`, `running`, or its result."""

    batch_id: str
    user_id: str
    position: int
    state: str
    code: str
    sentence: str
    changed: bool | None
    seconds: float
    attempt_id: str


class BatchHeld(UserError):
    """A living process works on this batch."""


class Jobs:
    """The batches of an open vault."""

    def __init__(self, store: Store, locks: VaultLocks, clock: Callable[[], datetime] = now) -> None:
        """Take the store and the locks that show who lives."""
        self._store = store
        self._locks = locks
        self._clock = clock

    def create(
        self,
        user_ids: Sequence[str],
        *,
        who: str,
        why: str,
        options: JobOptions | None = None,
        owner: Owner | None = None,
    ) -> Future[Batch]:
        """Write a new batch, running, with its accounts waiting in this order; `owner` claims it at once."""
        chosen = options or JobOptions()
        batch_id = new_id()
        wanted = list(dict.fromkeys(user_ids))

        def work(conn: Connection) -> Batch:
            at = to_number(self._clock())
            conn.execute(
                f"INSERT INTO batches ({_COLUMNS}) VALUES (?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    batch_id,
                    who,
                    why,
                    chosen.concurrency,
                    int(chosen.canary),
                    chosen.stop_after_failures,
                    int(chosen.due),
                    at,
                    at,
                    owner.machine if owner else "",
                    owner.process if owner else "",
                    at if owner else None,
                ),
            )
            conn.executemany(
                f"INSERT INTO batch_items ({_ITEM}) VALUES (?, ?, ?, 'waiting', '', '', NULL, 0, '')",
                [(batch_id, user_id, place) for place, user_id in enumerate(wanted)],
            )
            return _load(conn, batch_id)

        return self._store.submit(work)

    def get(self, batch_id: str) -> Batch:
        """Return a batch; raises `NotFound`."""
        with self._store.read() as conn:
            return _load(conn, batch_id)

    def active(self) -> list[Batch]:
        """Return the batches that are running or paused, oldest first."""
        with self._store.read() as conn:
            rows = conn.execute(
                f"SELECT {_COLUMNS} FROM batches WHERE state IN ('running', 'paused') ORDER BY n"
            ).fetchall()
        return [_batch_of(row) for row in rows]

    def items(self, batch_id: str) -> list[BatchItem]:
        """Return the accounts of a batch in their order."""
        with self._store.read() as conn:
            rows = conn.execute(
                f"SELECT {_ITEM} FROM batch_items WHERE batch_id = ? ORDER BY position", (batch_id,)
            ).fetchall()
        return [
            BatchItem(r[0], r[1], r[2], r[3], r[4], r[5], None if r[6] is None else bool(r[6]), r[7], r[8])
            for r in rows
        ]

    def set_state(self, batch_id: str, state: BatchState | str) -> Future[Batch]:
        """Pause, resume, cancel or close a batch; a cancelled or closed one stays so."""
        wanted = BatchState(state)

        def work(conn: Connection) -> Batch:
            conn.execute(
                "UPDATE batches SET state = ?, updated = ? WHERE id = ? AND state NOT IN ('cancelled', 'done')",
                (wanted.value, to_number(self._clock()), batch_id),
            )
            return _load(conn, batch_id)

        return self._store.submit(work)

    def set_item(
        self,
        batch_id: str,
        user_id: str,
        state: str,
        code: str = "",
        sentence: str = "",
        changed: bool | None = None,
        seconds: float = 0.0,
        attempt_id: str = "",
    ) -> Future[None]:
        """Write how far an account of a batch is."""

        def work(conn: Connection) -> None:
            conn.execute(
                "UPDATE batch_items SET state = ?, code = ?, sentence = ?, changed = ?, seconds = ?, attempt_id = ?"
                " WHERE batch_id = ? AND user_id = ?",
                (
                    str(state),
                    code,
                    sentence,
                    None if changed is None else int(changed),
                    seconds,
                    attempt_id,
                    batch_id,
                    user_id,
                ),
            )

        return self._store.submit(work)

    def claim(self, batch_id: str, owner: Owner) -> Future[Batch]:
        """Become the one who works on a batch; raises `BatchHeld` while another living process does."""

        def work(conn: Connection) -> Batch:
            batch = _load(conn, batch_id)
            if batch.owner is not None and self._held_by_another(batch, owner):
                where = (
                    "this machine"
                    if same_machine(batch.owner.machine, this_machine())
                    else spoken(batch.owner.machine)
                )
                raise BatchHeld(f"Another PamDesk on {where} works on this batch.", code="batch_held")
            at = to_number(self._clock())
            conn.execute(
                "UPDATE batches SET machine = ?, process = ?, heartbeat = ? WHERE id = ?",
                (owner.machine, owner.process, at, batch_id),
            )
            return _load(conn, batch_id)

        return self._store.submit(work)

    def close_ended(self, batch_id: str, owner: Owner) -> Future[Batch]:
        """Write what the journal knows of a batch that its program left, and close it where no account is left.

        An account that ended directly before its program died has no result in its batch: it must not be begun again.
        A batch that another living process works on is left to it.
        """

        def work(conn: Connection) -> Batch:
            batch = _load(conn, batch_id)
            if self._held_by_another(batch, owner):
                return batch
            _take_from_journal(conn, batch_id)
            conn.execute(
                "UPDATE batches SET state = 'done', updated = ? WHERE id = ? AND state IN ('running', 'paused')"
                f" AND NOT EXISTS (SELECT 1 FROM batch_items WHERE batch_id = batches.id AND {_OPEN})",
                (to_number(self._clock()), batch_id),
            )
            return _load(conn, batch_id)

        return self._store.submit(work)

    def heartbeat(self, batch_id: str, owner: Owner) -> Future[bool]:
        """Show that the owner still works on a batch; false where another has claimed it."""

        def work(conn: Connection) -> bool:
            done = conn.execute(
                "UPDATE batches SET heartbeat = ? WHERE id = ? AND machine = ? AND process = ?",
                (to_number(self._clock()), batch_id, owner.machine, owner.process),
            )
            return done.rowcount == 1

        return self._store.submit(work)

    def list(self, limit: int = 100) -> list[Batch]:
        """Return batches, newest first."""
        with self._store.read() as conn:
            rows = conn.execute(
                f"SELECT {_COLUMNS} FROM batches ORDER BY n DESC LIMIT ?", (limit,)
            ).fetchall()
        return [_batch_of(row) for row in rows]

    def _held_by_another(self, batch: Batch, owner: Owner) -> bool:
        return batch.owner is not None and batch.owner != owner and not self._abandoned(batch)

    def _abandoned(self, batch: Batch) -> bool:
        if batch.owner is None or batch.heartbeat is None:
            return True
        if same_machine(batch.owner.machine, this_machine()):
            return not self._locks.lives(batch.owner.process)
        return batch.heartbeat + _SILENT < self._clock()


def _load(conn: Connection, batch_id: str) -> Batch:
    row = conn.execute(f"SELECT {_COLUMNS} FROM batches WHERE id = ?", (batch_id,)).fetchone()
    if row is None:
        raise NotFound("There is no such batch.", code="not_found")
    return _batch_of(row)


def _take_from_journal(conn: Connection, batch_id: str) -> None:
    """Give each open account of a batch the result of its newest attempt in it, where that has ended."""
    rows = conn.execute(
        "SELECT i.user_id, a.state, a.code, a.sentence, a.changed, a.updated - a.started, a.id"
        " FROM (SELECT batch_id, user_id FROM batch_items WHERE batch_id = ? AND "
        f"{_OPEN}) i JOIN attempts a ON a.n = (SELECT max(n) FROM attempts"
        " WHERE user_id = i.user_id AND batch_id = i.batch_id)",
        (batch_id,),
    ).fetchall()
    for user_id, state, code, sentence, changed, took, attempt_id in rows:
        if (ended := State(state)) in ENDED:
            conn.execute(
                "UPDATE batch_items SET state = ?, code = ?, sentence = ?, changed = ?, seconds = ?, attempt_id = ?"
                " WHERE batch_id = ? AND user_id = ?",
                (
                    result_word(ended),
                    code,
                    sentence,
                    changed,
                    took / 1_000_000,
                    attempt_id,
                    batch_id,
                    user_id,
                ),
            )


def _batch_of(row: Row) -> Batch:
    return Batch(
        id=row[0],
        state=BatchState(row[1]),
        who=row[2],
        why=row[3],
        options=JobOptions(
            concurrency=row[4], canary=bool(row[5]), stop_after_failures=row[6], due=bool(row[7])
        ),
        created=from_number(row[8]),
        updated=from_number(row[9]),
        owner=Owner(row[10], row[11]) if row[11] else None,
        heartbeat=from_number_or_none(row[12]),
    )
