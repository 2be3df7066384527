"""One attempt to change one secret, and the rows that tell how far it came."""

# ruff: noqa: S608 - only constants of these modules are put into statements; values are bound

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pamdesk.records.errors import NotFound
from pamdesk.vault.leases import HELD, Lease, lost
from pamdesk.vault.moments import from_number, from_number_or_none, to_number
from pamdesk.vault.sql import Connection, Row
from pamdesk.vault.states import State, account_word, put

COLUMNS = (
    "id, user_id, target, method, field, state, token, batch_id, who, why, started, updated, facts, aws_source, code,"
    " sentence, next_ask, asks, candidate_id, changed, finished"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to change one secret; `finished` is None until nothing is left to find out or to do."""

    id: str
    user_id: str
    target: str
    method: str
    field: str
    state: State
    token: int
    batch_id: str | None
    who: str
    why: str
    started: datetime
    updated: datetime
    facts: dict[str, str | int]
    aws_source: str
    code: str
    sentence: str
    next_ask: datetime | None
    asks: int
    candidate_id: str | None
    changed: bool | None
    finished: datetime | None

    @property
    def seconds(self) -> float:
        """How long it took, or has taken so far."""
        return (self.updated - self.started).total_seconds()


@dataclass(frozen=True, slots=True)
class Standing:
    """An attempt as a write finds it, and whether it is the account's newest."""

    attempt: Attempt
    newest: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One row of an attempt's journal."""

    state: State
    at: datetime
    facts: dict[str, str | int] = field(default_factory=dict)
    code: str = ""
    sentence: str = ""
    token: int = 0


def append(conn: Connection, attempt_id: str, events: Sequence[Event]) -> None:
    """Append rows to the journal of an attempt."""
    rows = ", ".join("(?, ?, ?, ?, ?, ?, ?)" for _ in events)
    values: list[object] = []
    for one in events:
        facts = json.dumps(dict(one.facts))
        values += (attempt_id, one.state.value, to_number(one.at), one.token, facts, one.code, one.sentence)
    conn.execute(
        f"INSERT INTO journal_events (attempt_id, state, at, token, facts, code, sentence) VALUES {rows}",
        values,
    )


def insert(conn: Connection, lease: Lease, attempt: Attempt) -> None:
    """Write the row of a new attempt, and the first of its journal; raises `StaleLease`."""
    written = conn.execute(
        f"INSERT INTO attempts ({COLUMNS}) SELECT"
        f" ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{{}}', ?, '', '', NULL, 0, NULL, NULL, NULL WHERE {HELD}",
        (
            attempt.id,
            attempt.user_id,
            attempt.target,
            attempt.method,
            attempt.field,
            attempt.state.value,
            attempt.token,
            attempt.batch_id,
            attempt.who,
            attempt.why,
            to_number(attempt.started),
            to_number(attempt.updated),
            attempt.aws_source,
            *lease.row,
        ),
    )
    if not written.rowcount:
        raise lost(conn, lease)
    append(conn, attempt.id, [Event(attempt.state, attempt.started, token=attempt.token)])


def load(conn: Connection, attempt_id: str) -> Attempt:
    """Return one attempt; raises `NotFound`."""
    row = conn.execute(f"SELECT {COLUMNS} FROM attempts WHERE id = ?", (attempt_id,)).fetchone()
    if row is None:
        raise NotFound("The journal holds no such attempt.", code="not_found")
    return attempt_of(row)


def attempt_of(row: Row) -> Attempt:
    """Return the attempt that a row of `COLUMNS` holds."""
    return Attempt(
        id=row[0],
        user_id=row[1],
        target=row[2],
        method=row[3],
        field=row[4],
        state=State(row[5]),
        token=row[6],
        batch_id=row[7],
        who=row[8],
        why=row[9],
        started=from_number(row[10]),
        updated=from_number(row[11]),
        facts=json.loads(row[12]),
        aws_source=row[13],
        code=row[14],
        sentence=row[15],
        next_ask=from_number_or_none(row[16]),
        asks=row[17],
        candidate_id=row[18],
        changed=None if row[19] is None else bool(row[19]),
        finished=from_number_or_none(row[20]),
    )


def close_doubts(conn: Connection, attempt: Attempt, at: datetime) -> None:
    """Close the account's earlier attempts that ended in doubt: which secret works is proved now."""
    doubts = conn.execute(
        "SELECT id, candidate_id FROM attempts WHERE user_id = ? AND state = ? AND finished IS NULL"
        " AND n < (SELECT n FROM attempts WHERE id = ?)",
        (attempt.user_id, State.IN_DOUBT.value, attempt.id),
    ).fetchall()
    for doubt_id, candidate_id in doubts:
        conn.execute("UPDATE attempts SET finished = ? WHERE id = ?", (to_number(at), doubt_id))
        conn.execute(
            "UPDATE candidates SET status = 'archived' WHERE id = ? AND status = 'staged'", (candidate_id,)
        )


def tell_of_another(conn: Connection, settled: Attempt) -> None:
    """Where an account is in doubt because of an attempt that is settled now, tell of another in doubt, or of the newest."""
    row = conn.execute(
        f"SELECT {COLUMNS} FROM attempts WHERE user_id = ?1 AND EXISTS (SELECT 1 FROM account_states"
        " WHERE user_id = ?1 AND attempt_id = ?2 AND state = 'in_doubt')"
        " ORDER BY (finished IS NULL AND state IN ('ambiguous', 'in_doubt')) DESC, n DESC LIMIT 1",
        (settled.user_id, settled.id),
    ).fetchone()
    if row is None:
        return
    told = attempt_of(row)
    word = account_word(told.state, told.code)
    put(conn, told.user_id, word, told.updated, told.seconds, told.who, told.code, told.sentence, told.id)
