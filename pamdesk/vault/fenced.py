"""Fenced writes to attempts: one statement each, that says what it expects to find.

A row that this process wrote last need not be read again: it is changed only if it still stands just so and the lease
is still held, and read anew where it does not (another process's LATE row).
"""

# ruff: noqa: S608 - only constants of these modules are put into statements; values are bound

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from pamdesk.records.errors import NotFound, StaleLease
from pamdesk.vault.attempts import COLUMNS, Attempt, Event, Standing, append, attempt_of, insert
from pamdesk.vault.leases import HELD, Lease, require_newest
from pamdesk.vault.moments import to_number, to_number_or_none
from pamdesk.vault.sql import Connection

# Gives the attempt as it is to stand, and the rows of its journal that tell of it; it may be asked twice.
Change: TypeAlias = Callable[[Attempt], tuple[Attempt, Sequence[Event]]]

_ITS_COLUMNS = ", ".join(f"a.{name}" for name in COLUMNS.split(", "))
_MOVING = (
    "state", "token", "updated", "facts", "aws_source", "code", "sentence", "next_ask", "asks", "candidate_id",
    "changed", "finished",
)  # fmt: skip
_SWAP = (
    f"UPDATE attempts SET {', '.join(f'{name} = ?' for name in _MOVING)} WHERE id = ?"
    f" AND ({', '.join(_MOVING)}) IS ({', '.join('?' for _ in _MOVING)}) AND {HELD}"
)


class FencedAttempts:
    """The attempts of accounts whose lease is held; used in the writer's thread, inside a caller's transaction."""

    def __init__(self) -> None:
        """Know of none yet."""
        self._last: dict[str, Standing] = {}  # by account; also of a transaction that was taken back

    def begin(self, conn: Connection, lease: Lease, attempt: Attempt) -> None:
        """Write a new attempt; raises `StaleLease`."""
        insert(conn, lease, attempt)
        self._last[attempt.user_id] = Standing(attempt, newest=True)

    def move(
        self, conn: Connection, lease: Lease, attempt_id: str, change: Change
    ) -> tuple[Standing, Attempt]:
        """Change an attempt and append to its journal; returns it as it was and as it is. Raises `StaleLease`, `NotFound`."""
        before = self._last.get(lease.user_id)
        # Under another token this process may have missed what others began meanwhile.
        if before is None or (before.attempt.id, before.attempt.token) != (attempt_id, lease.token):
            before = _read(conn, lease, attempt_id)
        after, events = change(before.attempt)
        if not _swap(conn, lease, before.attempt, after):
            before = _read(conn, lease, attempt_id)
            after, events = change(before.attempt)
            _swap(conn, lease, before.attempt, after)
        append(conn, attempt_id, events)
        if after.finished is None:
            self._last[lease.user_id] = Standing(after, before.newest)
        else:
            self._last.pop(lease.user_id, None)
        return before, after


def moved(attempt: Attempt, events: Sequence[Event], next_ask: datetime | None = None) -> Attempt:
    """Return the attempt as it stands after these events."""
    facts = dict(attempt.facts)
    for event in events:
        facts.update(event.facts)
    last = events[-1]
    return replace(
        attempt,
        state=last.state,
        token=last.token,
        updated=last.at,
        facts=facts,
        code=last.code,
        sentence=last.sentence,
        next_ask=next_ask,
        asks=attempt.asks + (next_ask is not None),
    )


def _read(conn: Connection, lease: Lease, attempt_id: str) -> Standing:
    """Return an attempt for a fenced write, in one look; raises `StaleLease` or `NotFound`."""
    row = conn.execute(
        f"SELECT {_ITS_COLUMNS}, l.token, l.process, (SELECT max(n) FROM attempts WHERE user_id = a.user_id) = a.n"
        " FROM attempts a LEFT JOIN leases l ON l.user_id = a.user_id WHERE a.id = ?",
        (attempt_id,),
    ).fetchone()
    if row is None:
        raise NotFound("The journal holds no such attempt.", code="not_found")
    attempt = attempt_of(row)
    if attempt.user_id != lease.user_id:
        raise StaleLease("The lease is for another account; this write was not made.", code="lease_lost")
    require_newest(conn, lease, row[-3], row[-2])
    return Standing(attempt, bool(row[-1]))


def _swap(conn: Connection, lease: Lease, before: Attempt, after: Attempt) -> bool:
    """Write an attempt where its row and its lease are as expected; false where they are not."""
    values = (*_moving(after), before.id, *_moving(before), *lease.row)
    return conn.execute(_SWAP, values).rowcount == 1


def _moving(attempt: Attempt) -> tuple[object, ...]:
    return (
        attempt.state.value,
        attempt.token,
        to_number(attempt.updated),
        json.dumps(attempt.facts),
        attempt.aws_source,
        attempt.code,
        attempt.sentence,
        to_number_or_none(attempt.next_ask),
        attempt.asks,
        attempt.candidate_id,
        None if attempt.changed is None else int(attempt.changed),
        to_number_or_none(attempt.finished),
    )
