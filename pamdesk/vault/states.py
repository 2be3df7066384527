"""The states of a rotation attempt, and what becomes of the account's own state with each."""

# ruff: noqa: S608 - only constants of these modules are put into statements; values are bound

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pamdesk.vault.moments import from_number, from_number_or_none, to_number, to_number_or_none
from pamdesk.vault.sql import Connection, Row


class State(StrEnum):
    """Where an attempt stands."""

    PLANNED = "planned"
    STAGED = "staged"
    APPLYING = "applying"
    APPLIED = "applied"
    AMBIGUOUS = "ambiguous"
    REFUSED = "refused"
    SETTLING = "settling"
    VERIFIED = "verified"
    PROMOTED = "promoted"
    DEPENDENTS = "dependents"
    RETIRING = "retiring"
    DONE = "done"
    NOT_APPLIED = "not_applied"
    IN_DOUBT = "in_doubt"
    CANCELLED = "cancelled"
    LATE = "late"


FINAL = frozenset({State.DONE, State.NOT_APPLIED, State.REFUSED, State.CANCELLED})
# No new secret is sent any more; what is in doubt is asked about, and what is old is on its way out.
ENDED = FINAL | {State.IN_DOUBT, State.RETIRING}
UNCHANGED = frozenset({State.NOT_APPLIED, State.REFUSED, State.CANCELLED})
_ACCOUNT = {
    State.DONE: "done",
    State.NOT_APPLIED: "failed",
    State.REFUSED: "refused",
    State.CANCELLED: "skipped",
    State.IN_DOUBT: "in_doubt",
    State.AMBIGUOUS: "in_doubt",
    State.PROMOTED: "done",
    State.RETIRING: "done",
}
FOLLOWUP_FAILED = "followup_failed"
# What says which account a record means: where one of these changes, nothing was proved of the account it names now.
_NAMES = frozenset({"login", "distinguished_name", "mysql_host"})
_SECRETS = frozenset({"password", "private_pem_key", "secret_access_key"})
_BESIDE = {
    "private_pem_key": frozenset({"private_key_passphrase"}),
    "secret_access_key": frozenset({"access_key_id"}),
}


@dataclass(frozen=True, slots=True)
class AccountState:
    """What is known of an account's newest rotation.

    `proved_at` is when the present secret was proved; `by_hand_at` is when another was entered in its place, if so.
    """

    user_id: str
    state: str
    at: datetime
    seconds: float
    who: str
    code: str
    sentence: str
    proved_at: datetime | None
    attempt_id: str
    by_hand_at: datetime | None = None


COLUMNS = "user_id, state, at, seconds, who, code, sentence, proved, attempt_id"


def account_state_of(row: Row) -> AccountState:
    """Return the state that a row of `COLUMNS` holds."""
    by_hand = from_number(-row[7]) if row[7] is not None and row[7] < 0 else None
    proved = None if by_hand else from_number_or_none(row[7])
    return AccountState(
        row[0], row[1], from_number(row[2]), row[3], row[4], row[5], row[6], proved, row[8], by_hand
    )


def account_word(state: State, code: str) -> str:
    """Return the account's word for an attempt's state; everything on the way is `running`."""
    return (
        FOLLOWUP_FAILED
        if state in (State.DONE, State.RETIRING) and code == FOLLOWUP_FAILED
        else _ACCOUNT.get(state, "running")
    )


def result_word(state: State) -> str:
    """Return the word of the one vocabulary of results for a state of `ENDED`."""
    return _ACCOUNT[state]


def put(
    conn: Connection,
    user_id: str,
    word: str,
    at: datetime,
    seconds: float,
    who: str,
    code: str,
    sentence: str,
    attempt_id: str,
    proved: datetime | None = None,
) -> None:
    """Write an account's state; an earlier time of proof is kept where none is given."""
    conn.execute(
        f"INSERT INTO account_states ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET"
        " state = excluded.state, at = excluded.at, seconds = excluded.seconds, who = excluded.who, code = excluded.code,"
        " sentence = excluded.sentence, proved = coalesce(excluded.proved, proved), attempt_id = excluded.attempt_id",
        (user_id, word, to_number(at), seconds, who, code, sentence, to_number_or_none(proved), attempt_id),
    )


def retell(conn: Connection, user_id: str, word: str, code: str, sentence: str) -> None:
    """Change what is said of an account, and nothing of when."""
    conn.execute(
        "UPDATE account_states SET state = ?, code = ?, sentence = ? WHERE user_id = ?",
        (word, code, sentence, user_id),
    )


def entered(conn: Connection, record_id: str, changed: Collection[str], at: datetime) -> None:
    """Take an account's proof back where its secret, or what names it, was entered by hand.

    The moment stands in the proof's place, as a number below zero, until a secret is proved again.
    """
    row = conn.execute(
        "SELECT a.field FROM account_states s LEFT JOIN attempts a ON a.id = s.attempt_id"
        " WHERE s.user_id = ? AND s.proved IS NOT NULL",
        (record_id,),
    ).fetchone()
    if row is None:
        return
    secrets = _SECRETS if row[0] is None else {row[0], *_BESIDE.get(row[0], ())}
    if not (_NAMES | secrets).isdisjoint(changed):
        conn.execute("UPDATE account_states SET proved = ? WHERE user_id = ?", (-to_number(at), record_id))
