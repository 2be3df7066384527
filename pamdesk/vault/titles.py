"""A record's title for a sentence, also after the record was erased."""

from __future__ import annotations

from pamdesk.vault.sql import Connection


def title_of(conn: Connection, record_id: str) -> str:
    """Return a record's title; "this account" where the vault never held it."""
    row = conn.execute(
        "SELECT title FROM records WHERE id = ?1 UNION ALL SELECT title FROM tombstones WHERE record_id = ?1",
        (record_id,),
    ).fetchone()
    return str(row[0]) if row else "this account"
