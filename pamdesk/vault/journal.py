"""The journal of rotations: written before each step is carried out, and never rewritten."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from pamdesk.records.errors import NotFound, StaleLease, VaultError
from pamdesk.records.ids import new_id
from pamdesk.records.record import FieldValue, Record
from pamdesk.records.secret import Secret
from pamdesk.vault import states
from pamdesk.vault.attempts import (
    Attempt,
    Event,
    Standing,
    append,
    close_doubts,
    load,
    tell_of_another,
)
from pamdesk.vault.audit import Chain
from pamdesk.vault.candidates import Candidate, CandidateRows
from pamdesk.vault.fenced import FencedAttempts, moved
from pamdesk.vault.journal_reads import ASKED, JournalReads
from pamdesk.vault.leases import Lease, LeaseHeld, Leases, Owner
from pamdesk.vault.moments import now, to_number
from pamdesk.vault.rows import ROTATED, RecordRows
from pamdesk.vault.sql import Connection
from pamdesk.vault.states import FINAL, UNCHANGED, AccountState, State, account_word
from pamdesk.vault.store import Store

__all__ = [
    "AccountState",
    "Attempt",
    "Candidate",
    "Event",
    "Journal",
    "Lease",
    "LeaseHeld",
    "Leases",
    "Owner",
    "Proved",
    "Renamed",
    "State",
]

_NOTHING: Mapping[str, FieldValue] = MappingProxyType({})
_NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Renamed(VaultError):
    """The record names another account now than the one whose secret was proved; nothing was written."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What VERIFIED holds: how a candidate was proved."""

    facts: Mapping[str, str | int]
    code: str = ""


class Journal(JournalReads):
    """The journal of an open vault; every write but `late` is conditional on the account's newest token."""

    def __init__(
        self,
        store: Store,
        rows: RecordRows,
        candidates: CandidateRows,
        chain: Chain,
        clock: Callable[[], datetime] = now,
    ) -> None:
        """Take the store, the rows that a promotion writes, and the audit chain."""
        super().__init__(store, candidates)
        self._rows = rows
        self._chain = chain
        self._clock = clock
        self._fenced = FencedAttempts()

    def begin(
        self,
        lease: Lease,
        *,
        target: str,
        method: str,
        who: str,
        why: str,
        batch_id: str | None = None,
        aws_source: str = "",
        field: str = "password",
    ) -> Future[Attempt]:
        """Write PLANNED; raises `StaleLease`."""
        attempt_id = new_id()

        def work(conn: Connection) -> Attempt:
            at = self._clock()
            attempt = Attempt(
                id=attempt_id,
                user_id=lease.user_id,
                target=target,
                method=method,
                field=field,
                state=State.PLANNED,
                token=lease.token,
                batch_id=batch_id or None,
                who=who,
                why=why,
                started=at,
                updated=at,
                facts={},
                aws_source=aws_source,
                code="",
                sentence="",
                next_ask=None,
                asks=0,
                candidate_id=None,
                changed=None,
                finished=None,
            )
            self._fenced.begin(conn, lease, attempt)
            states.put(conn, lease.user_id, "running", at, 0.0, who, "", "", attempt_id)
            return attempt

        return self._store.submit(work)

    def stage(
        self,
        lease: Lease,
        attempt_id: str,
        secret: Secret,
        *,
        fields: Mapping[str, FieldValue] = _NOTHING,
        facts: Mapping[str, str | int] | None = None,
    ) -> Future[Candidate]:
        """Seal and store a candidate and write STAGED; `fields` are others that change with it. Raises `StaleLease`.

        What the record holds is kept as a candidate too: until the end either may be the live one. An attempt that has
        already announced itself keeps its state: there the target made the secret.
        """
        candidate_id = new_id()
        told = {**(facts or {}), "candidate": candidate_id}

        def work(conn: Connection) -> Candidate:
            at = self._clock()

            def change(attempt: Attempt) -> tuple[Attempt, Sequence[Event]]:
                _require_open(attempt)
                before_sending = attempt.state in (State.PLANNED, State.STAGED)
                event = Event(State.STAGED if before_sending else attempt.state, at, told, token=lease.token)
                return replace(moved(attempt, [event]), candidate_id=candidate_id), [event]

            attempt = self._fenced.move(conn, lease, attempt_id, change)[0].attempt
            if attempt.candidate_id:
                _archive(conn, attempt.candidate_id)
            held = self._rows.opened(conn, attempt.user_id)
            present = held.record.fields.get(attempt.field) if held else None
            if held and isinstance(present, Secret) and present:
                beside = {name: held.record.fields[name] for name in fields if name in held.record.fields}
                self._candidates.keep_present(
                    conn, attempt.user_id, attempt.field, present, at, held.key, beside
                )
            return self._candidates.insert(
                conn,
                candidate_id=candidate_id,
                attempt_id=attempt_id,
                user_id=attempt.user_id,
                field_name=attempt.field,
                status="staged",
                secret=secret,
                fields=fields,
                at=at,
                key=held.key if held else None,
            )

        return self._store.submit(work)

    def advance(
        self,
        lease: Lease,
        attempt_id: str,
        state: State,
        *,
        facts: Mapping[str, str | int] | None = None,
        code: str = "",
        sentence: str = "",
        next_ask: datetime | None = None,
        aws_source: str = "",
    ) -> Future[Attempt]:
        """Append a state; `facts` are added to those of before, `aws_source` replaces it. Raises `StaleLease`."""

        def work(conn: Connection) -> Attempt:
            event = Event(state, self._clock(), dict(facts or {}), code, sentence, lease.token)

            def change(attempt: Attempt) -> tuple[Attempt, Sequence[Event]]:
                _require_open(attempt)
                after = moved(attempt, [event], next_ask)
                return replace(after, aws_source=aws_source) if aws_source else after, [event]

            standing, attempt = self._fenced.move(conn, lease, attempt_id, change)
            _show(conn, standing, state, event.at, code, sentence)
            return attempt

        return self._store.submit(work)

    def late(self, attempt_id: str, facts: Mapping[str, str | int] | None = None) -> Future[None]:
        """Say, unfenced, that something may have been sent after the lease was lost: the attempt is AMBIGUOUS again."""

        def work(conn: Connection) -> None:
            attempt = load(conn, attempt_id)
            at = self._clock()
            append(conn, attempt_id, [Event(State.LATE, at, dict(facts or {}), token=attempt.token)])
            conn.execute(
                "UPDATE attempts SET state = ?, updated = ?, facts = ?, finished = NULL, changed = NULL, next_ask = ?"
                " WHERE id = ?",
                (
                    State.AMBIGUOUS.value,
                    to_number(at),
                    json.dumps({**attempt.facts, **(facts or {})}),
                    to_number(at),
                    attempt_id,
                ),
            )
            if attempt.candidate_id:
                conn.execute(
                    "UPDATE candidates SET status = 'staged' WHERE id = ? AND status = 'archived'",
                    (attempt.candidate_id,),
                )
            _show(conn, Standing(attempt, True), State.AMBIGUOUS, at, "late", "")
            self._chain.append(conn, attempt.who, "late", attempt.user_id, attempt_id)

        return self._store.submit(work)

    def promote(
        self,
        lease: Lease,
        attempt_id: str,
        candidate_id: str,
        *,
        sentence: str,
        at: datetime,
        also: Sequence[str] = (),
        names: Mapping[str, str] = _NO_NAMES,
        proof: Proved | None = None,
    ) -> Future[Attempt]:
        """Make a proved candidate current, in one transaction with record, history, audit and state, and with VERIFIED.

        Without a `proof` VERIFIED stands in the journal already.
        Raises `StaleLease`, and `Renamed` where the record's fields of these `names` hold anything else.
        The secret that was current is kept as previous. Promoting once more what is current already changes nothing.
        `also` are records that hold the same secret in fields of the same names: those that still do get the new one.
        """

        def work(conn: Connection) -> Attempt:
            def change(attempt: Attempt) -> tuple[Attempt, Sequence[Event]]:
                told = self._clock()
                events = [Event(State.PROMOTED, told, {}, attempt.code, sentence, lease.token)]
                if proof is not None:
                    code = proof.code
                    verified = Event(State.VERIFIED, told, dict(proof.facts), code, sentence, lease.token)
                    events = [verified, replace(events[0], code=code)]
                return replace(moved(attempt, events), candidate_id=candidate_id, changed=True), events

            standing, promoted = self._fenced.move(conn, lease, attempt_id, change)
            attempt = standing.attempt
            held = self._rows.opened(conn, attempt.user_id)
            if held:
                _require_names(held.record, names)
            candidate = self._candidates.get(conn, candidate_id, held.key if held else None)
            if candidate.user_id != attempt.user_id:
                raise NotFound("The candidate belongs to another account.", code="not_found")
            present = held.record.fields if held else {}
            old = present.get(candidate.field)
            beside = {name: present[name] for name in candidate.fields if name in present}
            self._candidates.make_current(conn, candidate, old, at, held.key if held else None, beside)
            if held:
                changes = {**candidate.fields, candidate.field: candidate.secret}
                new = held.record.with_fields(changes)
                if new.fields != held.record.fields:
                    self._rows.change(conn, new, attempt.who, ROTATED, at, held)
                for other_id in also:
                    replaced = {**beside, candidate.field: old}
                    self._rows.change_where(conn, other_id, replaced, changes, attempt.who, ROTATED, at)
            else:
                self._chain.append(conn, attempt.who, ROTATED, attempt.user_id, attempt_id)
            if attempt.candidate_id and attempt.candidate_id != candidate_id:
                _archive(conn, attempt.candidate_id)
            _show(conn, standing, State.PROMOTED, at, promoted.code, sentence, proved=at)
            return promoted

        return self._store.submit(work)

    def finish(
        self, lease: Lease, attempt_id: str, state: State, *, code: str, sentence: str, changed: bool | None
    ) -> Future[Attempt]:
        """Write the last state, or IN_DOUBT, which stays open; what did not take effect is archived. Raises `StaleLease`."""

        def work(conn: Connection) -> Attempt:
            at = self._clock()
            event = Event(state, at, {}, code, sentence, lease.token)
            final = state in FINAL

            def change(attempt: Attempt) -> tuple[Attempt, Sequence[Event]]:
                kept = None if final else attempt.next_ask
                after = replace(moved(attempt, [event]), changed=changed, next_ask=kept)
                return replace(after, finished=at if final else None), [event]

            standing, attempt = self._fenced.move(conn, lease, attempt_id, change)
            if state in UNCHANGED and attempt.candidate_id:
                _archive(conn, attempt.candidate_id)
            if state is State.DONE:
                close_doubts(conn, attempt, at)
            _show(conn, standing, state, at, code, sentence)
            self._chain.append(conn, attempt.who, f"rotation {state.value}", attempt.user_id, sentence)
            return attempt

        return self._store.submit(work)

    def charge(self, user_id: str, attempt_id: str, at: datetime) -> Future[int]:
        """Note, before it is made, a sign-in that may fail; returns the number that `answered` takes."""

        def work(conn: Connection) -> int:
            row = conn.execute(
                "INSERT INTO spends (user_id, attempt_id, answer, at) VALUES (?, ?, ?, ?) RETURNING n",
                (user_id, attempt_id, ASKED, to_number(at)),
            ).fetchall()
            return int(row[0][0])

        return self._store.submit(work)

    def answered(self, charge: int, answer: str, *, spent: bool) -> Future[None]:
        """Note the answer to a charged sign-in; one that failed nothing (not `spent`) no longer counts."""

        def work(conn: Connection) -> None:
            if spent:
                conn.execute("UPDATE spends SET answer = ? WHERE n = ?", (answer, charge))
            else:
                conn.execute("DELETE FROM spends WHERE n = ?", (charge,))

        return self._store.submit(work)

    def spend(self, user_id: str, attempt_id: str, answer: str, at: datetime) -> Future[None]:
        """Note a sign-in that was not charged, and its answer, for the budget of failed ones."""

        def work(conn: Connection) -> None:
            conn.execute(
                "INSERT INTO spends (user_id, attempt_id, answer, at) VALUES (?, ?, ?, ?)",
                (user_id, attempt_id, answer, to_number(at)),
            )

        return self._store.submit(work)

    def set_account_state(
        self, user_id: str, state: str, *, who: str, code: str, sentence: str, at: datetime | None = None
    ) -> Future[None]:
        """Write an account's state where no attempt was begun: refused or skipped by the plan."""

        def work(conn: Connection) -> None:
            states.put(conn, user_id, state, at or self._clock(), 0.0, who, code, sentence, "")

        return self._store.submit(work)

    def expire(self, keep: timedelta) -> Future[int]:
        """Erase candidates that have been replaced for longer than `keep`; returns how many."""
        return self._store.submit(lambda conn: self._candidates.expire(conn, self._clock(), keep))


def _require_names(record: Record, names: Mapping[str, str]) -> None:
    if any(record.text(name) != value for name, value in names.items()):
        raise Renamed(f"{record.title} names another account now.", code="renamed")


def _require_open(attempt: Attempt) -> None:
    if attempt.finished is not None:
        # A driver that wakes up now must not send: nobody would ask what became of a closed attempt.
        raise StaleLease("This attempt was closed already; this write was not made.", code="attempt_over")


def _archive(conn: Connection, candidate_id: str) -> None:
    """Put a candidate that did not take effect aside."""
    conn.execute(
        "UPDATE candidates SET status = 'archived' WHERE id = ? AND status = 'staged'", (candidate_id,)
    )


def _show(
    conn: Connection,
    standing: Standing,
    state: State,
    at: datetime,
    code: str,
    sentence: str,
    proved: datetime | None = None,
) -> None:
    """Make the attempt's state the account's; `standing` is the attempt as it was before."""
    attempt, word = standing.attempt, account_word(state, code)
    if not standing.newest and word != "in_doubt" and proved is None:
        # An older attempt that is settled only now does not hide the newer one's result.
        tell_of_another(conn, attempt)
        return
    if word == "running" == account_word(attempt.state, attempt.code):
        return  # it stands there since the attempt began
    if attempt.state is State.RETIRING:
        # Long after the rotation itself: when that was, and how long it took, stays as it is.
        states.retell(conn, attempt.user_id, word, code, sentence)
        return
    seconds = (at - attempt.started).total_seconds()
    states.put(conn, attempt.user_id, word, at, seconds, attempt.who, code, sentence, attempt.id, proved)
