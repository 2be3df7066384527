"""The records of a vault: adding, changing, finding, history, trash."""

# ruff: noqa: S608 - only constants of these modules are put into statements; values are bound

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pamdesk.records.errors import InvalidRecord, NotFound
from pamdesk.records.record import Record
from pamdesk.vault.folders import WITH_SUBFOLDERS, default_folder
from pamdesk.vault.links import audit_links
from pamdesk.vault.moments import from_number, now, to_number
from pamdesk.vault.rows import HEADER, RecordHeader, RecordRows, header_of, not_found, plain_record
from pamdesk.vault.search import ORDERS, fold, matching
from pamdesk.vault.sql import Connection
from pamdesk.vault.store import Store


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One version of a record; its secrets stay sealed until `record` is asked for."""

    version: int
    at: datetime
    who: str
    kind: str
    changed: tuple[str, ...]
    record_id: str
    _records: Records = field(repr=False, compare=False)

    @property
    def record(self) -> Record:
        """The record as it was in this version; raises `DamagedVault`."""
        return self._records.version(self.record_id, self.version)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records are outside the trash: in all, directly in each folder, of each type; and favourites, trashed."""

    all: int
    by_folder: dict[str, int]
    by_type: dict[str, int]
    favourites: int
    trashed: int


class Records:
    """The records of an open vault; every method may be called from any thread."""

    def __init__(self, store: Store, rows: RecordRows) -> None:
        """Take the store and the rows."""
        self._store = store
        self._rows = rows

    def add(self, record: Record, *, who: str) -> Record:
        """Add a record as its version 1; one without a folder goes into the vault's first folder."""
        return self.add_many([record], who=who)[0]

    def add_many(self, records: Iterable[Record], *, who: str) -> list[Record]:
        """Add records in one transaction: all of them, or none."""
        wanted = list(records)

        def work(conn: Connection) -> list[Record]:
            added = []
            for record in wanted:
                added.append(replace(record, folder=record.folder or default_folder(conn), version=1))
                self._rows.insert(conn, added[-1], who)
            return added

        return self._store.write(work)

    def update(self, record: Record, *, who: str, kind: str = "changed") -> Record:
        """Write a record's next version; raises `InvalidRecord` (`changed_meanwhile`) where its version is not the newest."""
        return self._store.write(lambda conn: self._rows.change(conn, record, who, kind, now()))

    def get(self, record_id: str) -> Record:
        """Return a record with its secrets opened; raises `NotFound` or `DamagedVault`."""
        with self._store.read() as conn:
            return self._rows.load(conn, record_id)

    def plain(self, record_ids: Sequence[str]) -> dict[str, Record]:
        """Return what of these records is stored plainly, by id; one that is not there is left out, nothing sealed is opened.

        Secret fields and secret custom fields are absent. The version is 0, so that such a record can never be saved.
        """
        found: dict[str, Record] = {}
        with self._store.read() as conn:
            for start in range(0, len(record_ids), 500):
                part = record_ids[start : start + 500]
                marks = ",".join("?" * len(part))
                rows = conn.execute(
                    "SELECT r.id, r.title, b.plain FROM records r JOIN record_bodies b ON b.record_id = r.id"
                    f" WHERE r.id IN ({marks})",
                    part,
                )
                found.update((one, plain_record(title, plain)) for one, title, plain in rows)
        return found

    def find(self, text: str) -> str:
        """Return the id that a text names: an id, or the title of exactly one record; raises `NotFound`."""
        with self._store.read() as conn:
            if conn.execute("SELECT 1 FROM records WHERE id = ? AND trashed IS NULL", (text,)).fetchone():
                return text
            for column, value in (("title", text), ("title_key", fold(text))):
                rows = conn.execute(
                    f"SELECT id FROM records WHERE trashed IS NULL AND title_key = ? AND {column} = ? LIMIT 3",
                    (fold(text), value),
                ).fetchall()
                if len(rows) == 1:
                    return str(rows[0][0])
                if rows:
                    raise NotFound(
                        f"More than one record has the title {text}.",
                        hint="Use its id instead.",
                        code="ambiguous",
                    )
        raise NotFound(f"No record has the id or the title {text}.", code="not_found")

    def header(self, record_id: str) -> RecordHeader:
        """Return what lists show of one record; raises `NotFound`."""
        with self._store.read() as conn:
            row = conn.execute(f"SELECT {HEADER} FROM records r WHERE r.id = ?", (record_id,)).fetchone()
        if row is None:
            raise not_found(record_id)
        return header_of(row)

    def headers(self, record_ids: Sequence[str]) -> list[RecordHeader]:
        """Return the headers of these records, in this order; an id that is not there is left out."""
        found: dict[str, RecordHeader] = {}
        with self._store.read() as conn:
            for start in range(0, len(record_ids), 500):
                part = record_ids[start : start + 500]
                marks = ",".join("?" * len(part))
                for row in conn.execute(f"SELECT {HEADER} FROM records r WHERE r.id IN ({marks})", part):
                    found[row[0]] = header_of(row)
        return [found[one] for one in record_ids if one in found]

    def ids(
        self,
        *,
        type: str | None = None,
        folder: str | None = None,
        query: str = "",
        order: str = "title",
        favourite: bool = False,
        tag: str | None = None,
        limit: int | None = None,
    ) -> list[str]:
        """Return the ids of what matches, sorted; `folder` includes its subfolders, every word of `query` must be there."""
        conditions = ["r.trashed IS NULL"]
        values: list[object] = []
        if type is not None:
            conditions.append("r.type = ?")
            values.append(type)
        if folder is not None:
            conditions.append(f"r.folder IN ({WITH_SUBFOLDERS})")
            values.append(folder)
        if favourite:
            conditions.append("r.favourite = 1")
        if tag is not None:
            conditions.append("EXISTS (SELECT 1 FROM json_each(r.tags) WHERE value = ?)")
            values.append(tag)
        with self._store.read() as conn:
            holds, words = matching(conn, query)
            if holds:
                conditions.append(holds)
                values += words
            # Left to itself SQLite walks every row in the order of the titles.
            few = " INDEXED BY records_favourite" if favourite else ""
            sql = f"SELECT r.id FROM records r{few} WHERE {' AND '.join(conditions)} ORDER BY {ORDERS[order]}"
            if limit is not None:
                sql += " LIMIT ?"
                values.append(limit)
            # As one text, in the order of the inner query (an id is one line): row by row takes twice as long.
            found = conn.execute(f"SELECT group_concat(id, char(10)) FROM ({sql})", values).fetchall()[0][0]
            return found.split("\n") if found else []

    def texts(self, since: datetime | None = None) -> tuple[dict[str, str], datetime | None]:
        """Return what is searched of each record, folded, and when the newest was changed; `since` leaves out what is older."""
        where = "NOT INDEXED WHERE" if since is None else "WHERE modified >= ? AND"
        values = [] if since is None else [to_number(since)]
        found: dict[str, str] = {}
        newest = 0
        with self._store.read() as conn:
            rows = conn.execute(f"SELECT id, search, modified FROM records {where} trashed IS NULL", values)
            for record_id, text, modified in rows:
                found[record_id] = text
                newest = max(newest, modified)
        return found, from_number(newest) if found else None

    def texts_of(self, record_ids: Sequence[str]) -> dict[str, str]:
        """Return what is searched of these records."""
        found: dict[str, str] = {}
        with self._store.read() as conn:
            for start in range(0, len(record_ids), 500):
                part = record_ids[start : start + 500]
                marks = ",".join("?" * len(part))
                found.update(conn.execute(f"SELECT id, search FROM records WHERE id IN ({marks})", part))
        return found

    def counts(self) -> Counts:
        """Return how many records there are, by folder (without its subfolders) and by type."""
        with self._store.read() as conn:
            rows = conn.execute(
                "SELECT folder, type, count(*) FROM records WHERE trashed IS NULL GROUP BY folder, type"
            ).fetchall()
            favourites, trashed = (
                conn.execute(f"SELECT count(*) FROM records WHERE {where}").fetchall()[0][0]
                for where in ("trashed IS NULL AND favourite = 1", "trashed IS NOT NULL")
            )
        by_folder: dict[str, int] = {}
        by_type: dict[str, int] = {}
        for folder, type_key, count in rows:
            by_folder[folder] = by_folder.get(folder, 0) + count
            by_type[type_key] = by_type.get(type_key, 0) + count
        return Counts(sum(by_type.values()), by_folder, by_type, favourites, trashed)

    def tags(self) -> list[str]:
        """Return every tag in use, sorted."""
        with self._store.read() as conn:
            rows = conn.execute(
                "SELECT DISTINCT value FROM records, json_each(records.tags) WHERE trashed IS NULL"
            ).fetchall()
        return sorted(row[0] for row in rows)

    def move(self, record_ids: Iterable[str], folder: str, who: str) -> None:
        """Move records to a folder, in one transaction."""
        wanted = list(record_ids)

        def work(conn: Connection) -> None:
            at = now()
            for record_id in wanted:
                record = self._rows.load(conn, record_id)
                if record.folder != folder:
                    self._rows.change(conn, replace(record, folder=folder), who, "moved", at)

        self._store.write(work)

    # History

    def history(self, record_id: str) -> list[HistoryEntry]:
        """Return every version of a record, newest first; secrets stay sealed until an entry's `record` is asked for."""
        with self._store.read() as conn:
            rows = conn.execute(
                "SELECT version, at, who, kind, changed FROM history WHERE record_id = ? ORDER BY version DESC",
                (record_id,),
            ).fetchall()
        return [
            HistoryEntry(r[0], from_number(r[1]), r[2], r[3], tuple(json.loads(r[4])), record_id, self)
            for r in rows
        ]

    def version(self, record_id: str, version: int) -> Record:
        """Return a record as it was in one of its versions; raises `NotFound` or `DamagedVault`."""
        with self._store.read() as conn:
            return self._load_version(conn, record_id, version)

    def _load_version(self, conn: Connection, record_id: str, version: int) -> Record:
        row = conn.execute(
            "SELECT r.title, h.plain, h.sealed FROM history h JOIN records r ON r.id = h.record_id"
            " WHERE h.record_id = ? AND h.version = ?",
            (record_id, version),
        ).fetchone()
        if row is None:
            raise NotFound(f"There is no version {version} of this record.", code="not_found")
        return self._rows.open(conn, record_id, row[0], version, row[1], bytes(row[2]))

    def restore_version(self, record_id: str, version: int, who: str) -> Record:
        """Make an old version the newest again, as a new version; it stays in its present folder."""

        def work(conn: Connection) -> Record:
            present = self._rows.load(conn, record_id)
            old = self._load_version(conn, record_id, version)
            record = replace(old, version=present.version, folder=present.folder)
            return self._rows.change(conn, record, who, "restored", now())

        return self._store.write(work)

    # Trash

    def trash(self, record_id: str, who: str) -> None:
        """Put a record into the trash; links and settings stay with it and come back with it."""
        self._store.write(lambda conn: self._rows.set_trashed(conn, record_id, now(), who))

    def restore(self, record_id: str, who: str = "") -> None:
        """Take a record out of the trash."""
        self._store.write(lambda conn: self._rows.set_trashed(conn, record_id, None, who))

    def trashed(self) -> list[RecordHeader]:
        """Return what is in the trash, newest first."""
        with self._store.read() as conn:
            rows = conn.execute(
                f"SELECT {HEADER} FROM records r WHERE r.trashed IS NOT NULL ORDER BY r.trashed DESC, r.id"
            ).fetchall()
        return [header_of(row) for row in rows]

    def is_trashed(self, record_id: str) -> bool:
        """Tell whether a record is in the trash; raises `NotFound`."""
        with self._store.read() as conn:
            row = conn.execute("SELECT trashed FROM records WHERE id = ?", (record_id,)).fetchone()
        if row is None:
            raise not_found(record_id)
        return row[0] is not None

    def purge(self, record_id: str, who: str = "") -> None:
        """Erase a record for good; raises `InvalidRecord` (`in_doubt`) while a rotation that needs it is unfinished."""
        self._store.write(lambda conn: self._purge(conn, record_id, who))

    def _purge(self, conn: Connection, record_id: str, who: str) -> None:
        row = conn.execute("SELECT n, type, title FROM records WHERE id = ?", (record_id,)).fetchone()
        if row is None:
            raise not_found(record_id)
        number, type_key, title = row
        _refuse_unfinished(conn, record_id, title)
        conn.execute(
            "INSERT OR REPLACE INTO tombstones (record_id, type, title, at, who) VALUES (?, ?, ?, ?, ?)",
            (record_id, type_key, title, to_number(now()), who),
        )
        sources = conn.execute("SELECT DISTINCT source FROM links WHERE target = ?", (record_id,)).fetchall()
        had = {
            row[0]
            for row in conn.execute("SELECT DISTINCT subject FROM audit WHERE record_id = ?", (record_id,))
        }
        conn.execute("DELETE FROM candidates WHERE user_id = ?", (record_id,))
        conn.execute("DELETE FROM record_keys WHERE record_id = ?", (record_id,))
        conn.execute("DELETE FROM account_states WHERE user_id = ?", (record_id,))
        conn.execute("DELETE FROM records_search WHERE rowid = ?", (number,))
        conn.execute("DELETE FROM records WHERE id = ?", (record_id,))
        for subject in sorted(had - {""}):
            self._rows.chain.append(conn, who, "purged", record_id, title, subject=subject)
        for (source,) in sources:
            audit_links(self._rows.chain, conn, source, who, "unlinked", title)


def _refuse_unfinished(conn: Connection, record_id: str, title: str) -> None:
    """Raise `InvalidRecord` while the server is still to be asked which secret of this account, or of one on it, works."""
    row = conn.execute(
        "SELECT a.user_id, coalesce(r.title, '') FROM attempts a LEFT JOIN records r ON r.id = a.user_id"
        " WHERE a.finished IS NULL AND (a.user_id = ?1"
        " OR a.user_id IN (SELECT source FROM links WHERE target IN"
        " (SELECT ?1 UNION SELECT source FROM links WHERE target = ?1))) LIMIT 1",
        (record_id,),
    ).fetchone()
    if row is None:
        return
    whose = title if row[0] == record_id else row[1] or "one of its accounts"
    raise InvalidRecord(
        f"{title} was not erased: a rotation of {whose} has not ended, and without this record nobody could ask which"
        " secret works.",
        hint="Ask the server again, then erase it.",
        code="in_doubt",
    )
