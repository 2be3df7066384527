"""What became of the scripts that follow a rotation: written down before each begins, and when it has ended."""

# ruff: noqa: S608 - only constants of this module are put into statements; values are bound

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography.exceptions import InvalidTag

from pamdesk.records.errors import NotFound
from pamdesk.records.ids import new_id
from pamdesk.vault.audit import Chain
from pamdesk.vault.leases import Lease, require
from pamdesk.vault.moments import from_number, from_number_or_none, now, to_number
from pamdesk.vault.sealing import Seals, bound, not_verified, seal, unseal
from pamdesk.vault.sql import Connection, Row
from pamdesk.vault.store import Store

TABLE = """
CREATE TABLE script_runs (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, attempt_id TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE, record_id TEXT NOT NULL, script_id TEXT NOT NULL,
  name TEXT NOT NULL, state TEXT NOT NULL, who TEXT NOT NULL, folder TEXT NOT NULL, begun INTEGER NOT NULL,
  ended INTEGER, exit_code INTEGER, sentence TEXT NOT NULL, sealed BLOB
);
CREATE INDEX script_runs_by_attempt ON script_runs (attempt_id, n);
CREATE INDEX script_runs_by_user ON script_runs (user_id, n);
"""
_COLUMNS = "id, attempt_id, user_id, record_id, script_id, name, state, who, folder, begun, ended, exit_code, sentence"


class RunState(StrEnum):
    """How one run of a script stands; `unknown`: nobody saw its end."""

    BEGUN = "begun"
    OK = "ok"
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    NOT_STARTED = "not_started"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptRun:
    """One run of one script after one attempt; `folder` is where its text lay while it ran."""

    id: str
    attempt_id: str
    user_id: str
    record_id: str
    script_id: str
    name: str
    state: RunState
    who: str
    folder: str
    begun: datetime
    ended: datetime | None
    exit_code: int | None
    sentence: str


class ScriptRuns:
    """The runs of an open vault; every write is conditional on the account's newest lease."""

    def __init__(self, store: Store, seals: Seals, chain: Chain, clock: Callable[[], datetime] = now) -> None:
        """Take the store, the keys that seal outputs, and the audit chain."""
        self._store = store
        self._seals = seals
        self._chain = chain
        self._clock = clock

    def begin(
        self,
        lease: Lease,
        *,
        attempt_id: str,
        record_id: str,
        script_id: str,
        name: str,
        who: str,
        folder: str,
    ) -> Future[ScriptRun]:
        """Write down that a script is about to begin; raises `StaleLease`."""
        run_id = new_id()

        def work(conn: Connection) -> ScriptRun:
            require(conn, lease)
            conn.execute(
                f"INSERT INTO script_runs ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, '')",
                (
                    run_id,
                    attempt_id,
                    lease.user_id,
                    record_id,
                    script_id,
                    name,
                    RunState.BEGUN.value,
                    who,
                    folder,
                    to_number(self._clock()),
                ),
            )
            return _load(conn, run_id)

        return self._store.submit(work)

    def end(
        self,
        lease: Lease,
        run_id: str,
        state: RunState,
        *,
        sentence: str,
        exit_code: int | None = None,
        output: str = "",
    ) -> Future[ScriptRun]:
        """Write how a run ended, with its masked output, sealed; raises `StaleLease`."""

        def work(conn: Connection) -> ScriptRun:
            require(conn, lease)
            run = _load(conn, run_id)
            key = self._seals.record_key(conn, run.user_id)
            sealed = seal(key, output.encode(), _place(run.user_id, run_id)) if output else None
            conn.execute(
                "UPDATE script_runs SET state = ?, ended = ?, exit_code = ?, sentence = ?, sealed = ? WHERE id = ?",
                (state.value, to_number(self._clock()), exit_code, sentence, sealed, run_id),
            )
            self._chain.append(conn, run.who, f"script {state.value}", run.record_id, sentence)
            return _load(conn, run_id)

        return self._store.submit(work)

    def of_attempt(self, attempt_id: str) -> list[ScriptRun]:
        """Return the runs after an attempt, oldest first."""
        return self._rows("WHERE attempt_id = ? ORDER BY n", (attempt_id,))

    def of_user(self, user_id: str, limit: int = 100) -> list[ScriptRun]:
        """Return the runs after an account's rotations, newest first."""
        return self._rows("WHERE user_id = ? ORDER BY n DESC LIMIT ?", (user_id, limit))

    def output(self, run_id: str) -> str:
        """Return the masked output of a run; raises `NotFound` or `DamagedVault`."""
        with self._store.read() as conn:
            run = _load(conn, run_id)
            row = conn.execute("SELECT sealed FROM script_runs WHERE id = ?", (run_id,)).fetchone()
            if row is None or row[0] is None:
                return ""
            try:
                key = self._seals.record_key(conn, run.user_id)
                return unseal(key, bytes(row[0]), _place(run.user_id, run_id)).decode()
            except InvalidTag:
                raise not_verified(f"the script {run.name}") from None

    def _rows(self, where: str, values: tuple[object, ...]) -> list[ScriptRun]:
        with self._store.read() as conn:
            rows = conn.execute(f"SELECT {_COLUMNS} FROM script_runs {where}", values).fetchall()
        return [_run(row) for row in rows]


def _load(conn: Connection, run_id: str) -> ScriptRun:
    row = conn.execute(f"SELECT {_COLUMNS} FROM script_runs WHERE id = ?", (run_id,)).fetchone()
    if row is None:
        raise NotFound("The vault holds no such run of a script.", code="not_found")
    return _run(row)


def _run(row: Row) -> ScriptRun:
    return ScriptRun(
        id=row[0],
        attempt_id=row[1],
        user_id=row[2],
        record_id=row[3],
        script_id=row[4],
        name=row[5],
        state=RunState(row[6]),
        who=row[7],
        folder=row[8],
        begun=from_number(row[9]),
        ended=from_number_or_none(row[10]),
        exit_code=row[11],
        sentence=row[12],
    )


def _place(user_id: str, run_id: str) -> bytes:
    return bound("script-output", user_id, run_id)
