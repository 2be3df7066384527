"""The audit chain: every row is HMACed with the one before it, and holds the newest version and digest of what it tells of."""

# ruff: noqa: S608 - only constants of these modules are put into statements; values are bound

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pamdesk.vault.moments import from_number, now, to_number
from pamdesk.vault.sql import Connection
from pamdesk.vault.store import Store

_START = b"\0" * 32
_COLUMNS = "seq, at, who, action, record_id, detail, subject, version, digest"
_WHAT = {"record": "contents", "links": "links", "rotation": "rotation settings"}
Present = Callable[[Connection], dict[tuple[str, str], tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row of the audit: who did what to which record, and when."""

    seq: int
    at: datetime
    who: str
    action: str
    record_id: str
    detail: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a verification found; `first_bad` is the number of the first row that does not agree."""

    ok: bool
    entries: int
    first_bad: int | None
    sentence: str


def digest_of(*parts: object) -> str:
    """Return a digest of a row as it stands in the database."""
    text = json.dumps([part.hex() if isinstance(part, bytes) else part for part in parts], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class Chain:
    """Appends rows inside the caller's transaction."""

    def __init__(self, key: bytes) -> None:
        """Take the vault's audit key."""
        self._key = key

    def mac(self, before: bytes, row: tuple[object, ...]) -> bytes:
        """Return the code that ties a row to the one before it."""
        text = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
        return hmac.new(self._key, before + text, hashlib.sha256).digest()

    def append(
        self,
        conn: Connection,
        who: str,
        action: str,
        record_id: str = "",
        detail: str = "",
        *,
        subject: str = "",
        version: int = 0,
        digest: str = "",
    ) -> int:
        """Append a row; `subject` names what the digest is of (record, links, rotation). Returns its number."""
        head = conn.execute("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        seq, before = (int(head[0]) + 1, bytes(head[1])) if head else (1, _START)
        row = (seq, to_number(now()), who, action, record_id, detail, subject, version, digest)
        conn.execute(
            f"INSERT INTO audit ({_COLUMNS}, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, self.mac(before, row)),
        )
        return seq


class Audit:
    """The audit as a person reads and verifies it."""

    def __init__(self, store: Store, chain: Chain, present: Present) -> None:
        """Take the store, the chain, and what gives the present version and digest of each (subject, record)."""
        self._store = store
        self._chain = chain
        self._present = present

    def append(self, who: str, action: str, record_id: str = "", detail: str = "") -> None:
        """Append an entry of the caller's own; no secret belongs into `detail`."""
        self._store.write(lambda conn: self._chain.append(conn, who, action, record_id, detail))

    def list(self, limit: int = 100, record_id: str | None = None) -> list[AuditEntry]:
        """Return the newest entries first, of one record or of all."""
        where = "WHERE record_id = ?" if record_id else ""
        values = (record_id,) if record_id else ()
        with self._store.read() as conn:
            rows = conn.execute(
                f"SELECT seq, at, who, action, record_id, detail FROM audit {where} ORDER BY seq DESC LIMIT ?",
                (*values, limit),
            ).fetchall()
        return [AuditEntry(r[0], from_number(r[1]), *r[2:]) for r in rows]

    def head(self) -> tuple[int, str]:
        """Return number and code of the newest row."""
        with self._store.read() as conn:
            row = conn.execute("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
        return (int(row[0]), bytes(row[1]).hex()) if row else (0, "")

    def holds(self, seq: int, mac: str) -> bool:
        """Tell whether the chain holds this row: false for an older vault, or another history."""
        if seq == 0:
            return True
        with self._store.read() as conn:
            row = conn.execute("SELECT mac FROM audit WHERE seq = ?", (seq,)).fetchone()
        return row is not None and hmac.compare_digest(bytes(row[0]).hex(), mac)

    def verify(self) -> AuditReport:
        """Walk the chain, then compare the newest version and digest of everything with what the vault holds."""
        newest: dict[tuple[str, str], tuple[int, int, str]] = {}
        with self._store.read() as conn:
            before, expected = _START, 1
            for row in conn.execute(f"SELECT {_COLUMNS}, mac FROM audit ORDER BY seq"):
                fields, mac = tuple(row[:9]), bytes(row[9])
                if fields[0] != expected or not hmac.compare_digest(self._chain.mac(before, fields), mac):
                    return _bad(
                        expected, f"Row {expected} of the audit does not follow from the row before it."
                    )
                before, expected = mac, expected + 1
                if fields[6]:
                    newest[fields[6], fields[4]] = (fields[0], fields[7], fields[8])
            present = self._present(conn)
            titles: dict[str, str] = dict(conn.execute("SELECT id, title FROM records").fetchall())
        for (subject, record_id), (seq, version, digest) in sorted(
            newest.items(), key=lambda item: item[1][0]
        ):
            if present.pop((subject, record_id), (0, "")) != (version, digest):
                return _bad(
                    seq,
                    f"{titles.get(record_id, 'A record')} is not as row {seq} of the audit left it: its"
                    f" {_WHAT[subject]} changed outside PamDesk, or an older state was put back.",
                )
        for subject, record_id in present:
            return _bad(
                expected,
                f"{titles.get(record_id, 'A record')} has {_WHAT[subject]} that no row of the audit tells of.",
            )
        count = expected - 1
        return AuditReport(
            True,
            count,
            None,
            f"The audit is whole: {count} entries, and every record is as its newest entry left it.",
        )


def _bad(seq: int, sentence: str) -> AuditReport:
    return AuditReport(False, seq - 1, seq, sentence + " An administrator must compare it with a backup.")
