"""What is read of the journal: attempts, their rows, candidates, failed sign-ins, and the state of accounts."""

# ruff: noqa: S608 - only constants of these modules are put into statements; values are bound

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from pamdesk.vault import states
from pamdesk.vault.attempts import COLUMNS, Attempt, Event, attempt_of, load
from pamdesk.vault.candidates import Candidate, CandidateRows
from pamdesk.vault.moments import from_number, to_number
from pamdesk.vault.states import AccountState, State, account_state_of
from pamdesk.vault.store import Store

ASKED = "asked"  # a sign-in that was charged, and whose answer nobody has written down
_ACCEPTED = "accepted"


class JournalReads:
    """The journal of an open vault as it is read."""

    def __init__(self, store: Store, candidates: CandidateRows) -> None:
        """Take the store, and the rows of the candidates."""
        self._store = store
        self._candidates = candidates

    def attempt(self, attempt_id: str) -> Attempt:
        """Return one attempt; raises `NotFound`."""
        with self._store.read() as conn:
            return load(conn, attempt_id)

    def attempts(
        self, user_id: str | None = None, unfinished: bool = False, limit: int | None = 100
    ) -> list[Attempt]:
        """Return attempts, newest first: of one account or of all, and only those with something left to do."""
        conditions, values = ["1"], []
        if user_id is not None:
            conditions.append("user_id = ?")
            values.append(user_id)
        if unfinished:
            conditions.append("finished IS NULL")
        with self._store.read() as conn:
            rows = conn.execute(
                f"SELECT {COLUMNS} FROM attempts WHERE {' AND '.join(conditions)} ORDER BY n DESC LIMIT ?",
                (*values, -1 if limit is None else limit),
            ).fetchall()
        return [attempt_of(row) for row in rows]

    def events(self, attempt_id: str) -> list[Event]:
        """Return the rows of an attempt, oldest first."""
        with self._store.read() as conn:
            rows = conn.execute(
                "SELECT state, at, facts, code, sentence, token FROM journal_events WHERE attempt_id = ? ORDER BY n",
                (attempt_id,),
            ).fetchall()
        return [Event(State(r[0]), from_number(r[1]), json.loads(r[2]), r[3], r[4], r[5]) for r in rows]

    def candidates(self, user_id: str) -> list[Candidate]:
        """Return the candidates of an account, newest first, opened."""
        with self._store.read() as conn:
            return self._candidates.of(conn, user_id)

    def spent(self, user_id: str, since: datetime) -> int:
        """Return how many sign-ins failed, or may have, since then or since the last accepted one, whichever is later."""
        with self._store.read() as conn:
            rows = conn.execute(
                "SELECT count(*) FROM spends WHERE user_id = ?1 AND answer <> ?2 AND at >= ?3 AND n >"
                " (SELECT coalesce(max(n), 0) FROM spends WHERE user_id = ?1 AND answer = ?2)",
                (user_id, _ACCEPTED, to_number(since)),
            ).fetchall()
        return int(rows[0][0])

    def account_state(self, user_id: str) -> AccountState:
        """Return what is known of an account's newest rotation; `never` where there was none."""
        return self.account_states([user_id])[user_id]

    def account_states(self, ids: Iterable[str] | None = None) -> dict[str, AccountState]:
        """Return the states by account: of these, with `never` where there was no rotation, or all that are known."""
        wanted = None if ids is None else list(ids)
        sql = f"SELECT {states.COLUMNS} FROM account_states"
        values: list[str] = []
        if wanted is not None and len(wanted) <= 500:
            sql += f" WHERE user_id IN ({','.join('?' * len(wanted))})"
            values = wanted
        with self._store.read() as conn:
            known = {row[0]: account_state_of(row) for row in conn.execute(sql, values)}
        if wanted is None:
            return known
        never = from_number(0)
        return {
            one: known.get(one) or AccountState(one, "never", never, 0.0, "", "", "", None, "")
            for one in wanted
        }
