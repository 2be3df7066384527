"""Candidates: secrets on their way in, and the ones before; each sealed under its account's record key."""

# ruff: noqa: S608 - only constants of these modules are put into statements; values are bound

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from cryptography.exceptions import InvalidTag

from pamdesk.records.errors import NotFound
from pamdesk.records.ids import new_id
from pamdesk.records.record import FieldValue, Json
from pamdesk.records.secret import Secret
from pamdesk.vault.moments import from_number, from_number_or_none, to_number
from pamdesk.vault.sealing import Seals, bound, not_verified, seal_json, unseal
from pamdesk.vault.sql import Connection, Row
from pamdesk.vault.titles import title_of

_COLUMNS = "id, attempt_id, user_id, field, status, created, verified, sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A secret for one field of an account: staged, current, previous or archived; `fields` change together with it."""

    id: str
    attempt_id: str
    user_id: str
    field: str
    status: str
    created: datetime
    verified: datetime | None
    secret: Secret
    fields: Mapping[str, FieldValue] = dataclasses.field(default_factory=dict)


class CandidateRows:
    """The candidates, inside a caller's transaction; where the caller has the account's key, it need not be read again."""

    def __init__(self, seals: Seals) -> None:
        """Take the owner's keys."""
        self._seals = seals

    def insert(
        self,
        conn: Connection,
        *,
        attempt_id: str,
        user_id: str,
        field_name: str,
        status: str,
        secret: Secret,
        fields: Mapping[str, FieldValue],
        at: datetime,
        key: bytes | None = None,
        candidate_id: str = "",
    ) -> Candidate:
        """Seal and write a candidate."""
        candidate_id = candidate_id or new_id()
        key = key or self._seals.record_key(conn, user_id)
        value: dict[str, Json] = {
            "secret": secret.reveal(),
            "fields": [_pack(n, v) for n, v in fields.items()],
        }
        sealed = seal_json(key, value, _place(user_id, field_name, candidate_id))
        conn.execute(
            f"INSERT INTO candidates ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, NULL, ?)",
            (candidate_id, attempt_id, user_id, field_name, status, to_number(at), sealed),
        )
        return Candidate(
            id=candidate_id,
            attempt_id=attempt_id,
            user_id=user_id,
            field=field_name,
            status=status,
            created=at,
            verified=None,
            secret=secret,
            fields=dict(fields),
        )

    def get(self, conn: Connection, candidate_id: str, key: bytes | None = None) -> Candidate:
        """Return a candidate, opened; raises `NotFound` or `DamagedVault`."""
        row = conn.execute(f"SELECT {_COLUMNS} FROM candidates WHERE id = ?", (candidate_id,)).fetchone()
        if row is None:
            raise NotFound("The vault holds no such candidate.", code="not_found")
        return self._open(conn, row, key or self._seals.record_key(conn, row[2]))

    def of(self, conn: Connection, user_id: str) -> list[Candidate]:
        """Return the candidates of an account, newest first."""
        rows = conn.execute(
            f"SELECT {_COLUMNS} FROM candidates WHERE user_id = ? ORDER BY created DESC, n DESC", (user_id,)
        ).fetchall()
        if not rows:
            return []
        key = self._seals.record_key(conn, user_id)
        return [self._open(conn, row, key) for row in rows]

    @staticmethod
    def _open(conn: Connection, row: Row, key: bytes) -> Candidate:
        candidate_id, attempt_id, user_id, field_name, status, created, verified, sealed = row
        try:
            value = json.loads(unseal(key, bytes(sealed), _place(user_id, field_name, candidate_id)))
        except (InvalidTag, ValueError):
            raise not_verified(title_of(conn, user_id)) from None
        return Candidate(
            id=candidate_id,
            attempt_id=attempt_id,
            user_id=user_id,
            field=field_name,
            status=status,
            created=from_number(created),
            verified=from_number_or_none(verified),
            secret=Secret(str(value["secret"])),
            fields=dict(_unpack(one) for one in value["fields"]),
        )

    def keep_present(
        self,
        conn: Connection,
        user_id: str,
        field_name: str,
        present: Secret,
        at: datetime,
        key: bytes,
        beside: Mapping[str, FieldValue],
    ) -> None:
        """Keep what the record holds, with the fields beside it, as the current candidate, also where no rotation made it."""
        rows = conn.execute(
            f"SELECT {_COLUMNS} FROM candidates WHERE user_id = ? AND field = ? AND status = 'current'",
            (user_id, field_name),
        ).fetchall()
        if any(self._open(conn, row, key).secret == present for row in rows):
            return
        conn.execute(
            "UPDATE candidates SET status = 'previous' WHERE user_id = ? AND field = ? AND status = 'current'",
            (user_id, field_name),
        )
        self.insert(
            conn,
            attempt_id="",
            user_id=user_id,
            field_name=field_name,
            status="current",
            secret=present,
            fields=beside,
            at=at - timedelta(microseconds=1),  # it stands before its successor
            key=key,
        )

    def make_current(
        self,
        conn: Connection,
        candidate: Candidate,
        old: FieldValue | None,
        at: datetime,
        key: bytes | None,
        beside: Mapping[str, FieldValue],
    ) -> None:
        """Make a candidate the current one; what was current is kept as previous, also where no rotation had made it.

        `beside` are the fields that stood beside the old one.
        """
        same = (candidate.user_id, candidate.field)
        if candidate.status != "current":
            conn.execute(
                "UPDATE candidates SET status = CASE status WHEN 'previous' THEN 'archived' ELSE 'previous' END"
                " WHERE user_id = ? AND field = ? AND status IN ('previous', 'current')",
                same,
            )
        if isinstance(old, Secret) and old and old != candidate.secret:
            before = conn.execute(
                f"SELECT {_COLUMNS} FROM candidates WHERE user_id = ? AND field = ? AND status = 'previous'",
                same,
            ).fetchall()
            key = key or self._seals.record_key(conn, candidate.user_id)
            if not any(self._open(conn, row, key).secret == old for row in before):
                self.insert(
                    conn,
                    attempt_id="",
                    user_id=candidate.user_id,
                    field_name=candidate.field,
                    status="previous",
                    secret=old,
                    fields=beside,
                    at=candidate.created - timedelta(microseconds=1),  # it stands before its successor
                    key=key,
                )
        conn.execute(
            "UPDATE candidates SET status = 'current', verified = ? WHERE id = ?",
            (to_number(at), candidate.id),
        )

    @staticmethod
    def expire(conn: Connection, at: datetime, keep: timedelta) -> int:
        """Erase what has been replaced for longer than its retention, of accounts without an open attempt.

        Replaced: a later secret of the same field was verified. The current one is never erased.
        """
        gone = conn.execute(
            "DELETE FROM candidates WHERE status IN ('previous', 'archived') AND EXISTS ("
            "  SELECT 1 FROM candidates c WHERE c.user_id = candidates.user_id AND c.field = candidates.field"
            "  AND c.n <> candidates.n AND c.verified > candidates.created AND c.verified < ?)"
            " AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.user_id = candidates.user_id AND a.finished IS NULL)",
            (to_number(at - keep),),
        )
        return gone.rowcount


def _pack(name: str, value: FieldValue) -> dict[str, Json]:
    if isinstance(value, Secret):
        return {"name": name, "secret": value.reveal()}
    return {"name": name, "value": list(value) if isinstance(value, tuple) else value}


def _unpack(packed: Mapping[str, Json]) -> tuple[str, FieldValue]:
    name = str(packed["name"])
    if "secret" in packed:
        return name, Secret(str(packed["secret"]))
    value = packed["value"]
    return name, tuple(str(one) for one in value) if isinstance(value, list) else cast(FieldValue, value)


def _place(user_id: str, field_name: str, candidate_id: str) -> bytes:
    return bound("candidate", user_id, field_name, candidate_id)
