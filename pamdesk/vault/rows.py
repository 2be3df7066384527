"""Reading and writing the rows of one record, inside a caller's transaction: header, body, search index, history, audit."""

# ruff: noqa: S608 - only constants of these modules are put into statements; values are bound

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from cryptography.exceptions import InvalidTag

from pamdesk.records.codec import EncodedRecord, decode, encode
from pamdesk.records.errors import InvalidRecord, NotFound
from pamdesk.records.record import FieldValue, Json, Record
from pamdesk.vault import search
from pamdesk.vault.audit import Chain, digest_of
from pamdesk.vault.moments import from_number, to_number, to_number_or_none
from pamdesk.vault.sealing import Seals, bound, not_verified, seal_json, unseal_json
from pamdesk.vault.sql import Connection, Row
from pamdesk.vault.states import entered

HEADER = "r.id, r.type, r.title, r.folder, r.login, r.host, r.tags, r.favourite, r.modified, r.version"
ROTATED = "rotated"  # what a rotation does with a record; everything else is done by hand
_SEARCHED = ("login", "host", "url")


@dataclass(frozen=True, slots=True)
class RecordHeader:
    """What lists show of a record; nothing sealed is opened for it."""

    id: str
    type: str
    title: str
    folder: str
    login: str
    host: str
    tags: tuple[str, ...]
    favourite: bool
    modified: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A record with its secrets, and the key that seals them and its candidates."""

    record: Record
    key: bytes = field(repr=False)


def header_of(row: Row) -> RecordHeader:
    """Return the header that a row of `HEADER` holds."""
    record_id, type_key, title, folder, login, host, tags, favourite, modified, version = row
    return RecordHeader(
        id=record_id,
        type=type_key,
        title=title,
        folder=folder,
        login=login,
        host=host,
        tags=tuple(json.loads(tags)),
        favourite=bool(favourite),
        modified=from_number(modified),
        version=version,
    )


def to_text(value: Mapping[str, Json]) -> str:
    """Return canonical JSON: the same value gives the same text, so that digests agree."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True)


def plain_text(value: FieldValue | None) -> str:
    """Return a plain field as text; empty for what is absent, or not text."""
    return value if isinstance(value, str) else ""


def not_found(record_id: str) -> NotFound:
    """Return the sentence for an id that names no record."""
    return NotFound(f"No record has the id {record_id}.", code="not_found")


def plain_record(title: str, plain: str) -> Record:
    """Return a record without what is sealed of it, as version 0; raises `DamagedVault` naming it."""
    try:
        stored = json.loads(plain)
        custom = [entry for entry in stored.get("custom", ()) if "sealed" not in entry]
        return decode(EncodedRecord({**stored, "custom": custom, "version": 0}, {}))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise not_verified(title) from None


class RecordRows:
    """The rows of records; every method works inside the caller's transaction."""

    def __init__(self, seals: Seals, chain: Chain) -> None:
        """Take the owner's keys and the audit chain."""
        self.seals = seals
        self.chain = chain

    def load(self, conn: Connection, record_id: str) -> Record:
        """Return a record with its secrets opened; raises `NotFound` or `DamagedVault`."""
        opened = self.opened(conn, record_id)
        if opened is None:
            raise not_found(record_id)
        return opened.record

    def opened(self, conn: Connection, record_id: str) -> Opened | None:
        """Return a record and its key, None where there is none; raises `DamagedVault`."""
        row = conn.execute(
            "SELECT r.title, r.version, b.plain, b.sealed, k.folder_id, k.wrapped, f.wrapped FROM records r"
            " JOIN record_bodies b ON b.record_id = r.id LEFT JOIN record_keys k ON k.record_id = r.id"
            " LEFT JOIN folder_keys f ON f.folder_id = k.folder_id AND f.reader_id = ? WHERE r.id = ?",
            (self.seals.reader_id, record_id),
        ).fetchone()
        if row is None:
            return None
        title, version, plain, sealed, *wrapped = row
        if wrapped[0] is None:
            raise not_verified(title)
        try:
            key = self.seals.unwrapped(record_id, *wrapped)
        except InvalidTag:
            raise not_verified(title) from None
        return Opened(self._put_together(key, record_id, title, version, plain, bytes(sealed)), key)

    def open(
        self, conn: Connection, record_id: str, title: str, version: int, plain: str, sealed: bytes
    ) -> Record:
        """Put a record together from its stored halves; raises `DamagedVault` naming it."""
        key = self.seals.record_key(conn, record_id)
        return self._put_together(key, record_id, title, version, plain, sealed)

    @staticmethod
    def _put_together(
        key: bytes, record_id: str, title: str, version: int, plain: str, sealed: bytes
    ) -> Record:
        secret = unseal_json(key, sealed, _place(record_id, version), title)
        try:
            return decode(EncodedRecord(json.loads(plain), secret))
        except (KeyError, ValueError):
            raise not_verified(title) from None

    def insert(self, conn: Connection, record: Record, who: str, kind: str = "added") -> None:
        """Write a new record."""
        cursor = conn.execute("SELECT 1 FROM records WHERE id = ?", (record.id,))
        if cursor.fetchone():
            raise InvalidRecord(f"{record.title} is already in the vault.", code="exists")
        self.require_folder(conn, record.folder, record.title)
        key = self.seals.new_record_key(conn, record.id, record.folder)
        shown, text = _shown(record)
        # In one go: a row that is written twice moves in every index, which costs most of a large import.
        conn.execute(
            "INSERT INTO records (type, title, folder, login, host, tags, favourite, search, title_key, created, modified,"
            " version, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*shown, text, search.fold(record.title), to_number(record.created), *_stamps(record)),
        )
        number = conn.execute("SELECT n FROM records WHERE id = ?", (record.id,)).fetchall()[0][0]
        search.index(conn, number, text, replace=False)
        self._write_body(conn, key, record, who, kind, ())

    def change_where(
        self,
        conn: Connection,
        record_id: str,
        held: Mapping[str, FieldValue | None],
        changes: Mapping[str, FieldValue],
        who: str,
        act: str,
        at: datetime,
    ) -> None:
        """Change a record that still holds just these values; where it does not, or is gone, nothing is done."""
        other = self.opened(conn, record_id)
        if other and all(value and other.record.fields.get(name) == value for name, value in held.items()):
            self.change(conn, other.record.with_fields(changes), who, act, at, other)

    def change(
        self,
        conn: Connection,
        record: Record,
        who: str,
        kind: str,
        at: datetime,
        opened: Opened | None = None,
    ) -> Record:
        """Write the next version of a record; raises `InvalidRecord` where another change came first.

        `opened` is the record as this very transaction has read it, where it has.
        """
        opened = opened or self.opened(conn, record.id)
        if opened is None:
            raise not_found(record.id)
        old, key = opened.record, opened.key
        if old.version != record.version:
            last = conn.execute(
                "SELECT who FROM history WHERE record_id = ? ORDER BY version DESC LIMIT 1", (record.id,)
            ).fetchone()
            by = f" by {last[0]}" if last and last[0] else ""
            raise InvalidRecord(
                f"{old.title} was changed meanwhile{by}; your change was not saved.",
                hint="Open it again, then make the change once more.",
                code="changed_meanwhile",
            )
        new = replace(record, version=old.version + 1, modified=at, created=old.created)
        if new.folder != old.folder:
            self.require_folder(conn, new.folder, new.title)
            self.seals.wrap_record_key(conn, new.id, new.folder, key)
        self._write_header(conn, new)
        changed = changed_names(old, new)
        self._write_body(conn, key, new, who, kind, changed)
        if kind != ROTATED:
            entered(conn, new.id, changed, at)
        return new

    def _write_body(
        self, conn: Connection, key: bytes, record: Record, who: str, kind: str, changed: tuple[str, ...]
    ) -> None:
        halves = encode(record)
        sealed = seal_json(key, halves.secret, _place(record.id, record.version))
        plain = to_text(halves.plain)
        conn.execute(
            "INSERT INTO record_bodies (record_id, plain, sealed) VALUES (?, ?, ?)"
            " ON CONFLICT (record_id) DO UPDATE SET plain = excluded.plain, sealed = excluded.sealed",
            (record.id, plain, sealed),
        )
        conn.execute(
            "INSERT INTO history (record_id, version, at, who, kind, changed, plain, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.id,
                record.version,
                to_number(record.modified),
                who,
                kind,
                json.dumps(changed),
                plain,
                sealed,
            ),
        )
        self.audit(conn, record.id, who, kind, ", ".join(changed))

    @staticmethod
    def _write_header(conn: Connection, record: Record) -> None:
        shown, text = _shown(record)
        row = conn.execute(
            "SELECT type, title, folder, login, host, tags, favourite, search, n, trashed FROM records WHERE id = ?",
            (record.id,),
        ).fetchone()
        if row is None:
            raise not_found(record.id)
        stamps = _stamps(record)
        if (*shown, text) == tuple(row[:8]):
            # A rotation changes nothing that is shown or searched: leave every index as it is.
            conn.execute("UPDATE records SET modified = ?, version = ? WHERE id = ?", stamps)
            return
        conn.execute(
            "UPDATE records SET type = ?, title = ?, folder = ?, login = ?, host = ?, tags = ?, favourite = ?,"
            " search = ?, title_key = ?, created = ?, modified = ?, version = ? WHERE id = ?",
            (*shown, text, search.fold(record.title), to_number(record.created), *stamps),
        )
        if row[9] is None:
            search.index(conn, row[8], text, replace=bool(row[7]))

    def audit(self, conn: Connection, record_id: str, who: str, action: str, detail: str = "") -> None:
        """Append an audit row that holds the present version and digest of a record."""
        version, digest = present_records(conn, record_id).get(("record", record_id), (0, ""))
        self.chain.append(
            conn, who, action, record_id, detail, subject="record", version=version, digest=digest
        )

    def set_trashed(self, conn: Connection, record_id: str, at: datetime | None, who: str) -> None:
        """Put a record into the trash, or take it out."""
        row = conn.execute("SELECT n, search, trashed FROM records WHERE id = ?", (record_id,)).fetchone()
        if row is None:
            raise not_found(record_id)
        if (row[2] is None) == (at is None):
            return
        conn.execute("UPDATE records SET trashed = ? WHERE id = ?", (to_number_or_none(at), record_id))
        if at is None:
            search.index(conn, row[0], row[1], replace=False)
        else:
            search.remove(conn, row[0])
        self.audit(conn, record_id, who, "restored" if at is None else "trashed")

    @staticmethod
    def require_folder(conn: Connection, folder: str, title: str) -> None:
        """Raise `InvalidRecord` where a record's folder does not exist."""
        if conn.execute("SELECT 1 FROM folders WHERE id = ?", (folder,)).fetchone() is None:
            raise InvalidRecord(f"{title} names a folder that is not in this vault.", code="no_folder")


def present_records(conn: Connection, record_id: str | None = None) -> dict[tuple[str, str], tuple[int, str]]:
    """Return version and digest of every record (or of one) as its rows stand now."""
    where, values = ("WHERE r.id = ?", (record_id,)) if record_id else ("", ())
    rows = conn.execute(
        "SELECT r.id, r.version, r.type, r.title, r.folder, r.login, r.host, r.tags, r.favourite, r.created, r.modified,"
        f" r.trashed, b.plain, b.sealed FROM records r JOIN record_bodies b ON b.record_id = r.id {where}",
        values,
    )
    return {("record", row[0]): (row[1], digest_of(*row[2:])) for row in rows}


def changed_names(old: Record, new: Record) -> tuple[str, ...]:
    """Return the names of what differs between two versions."""
    names = [
        name
        for name in ("type", "title", "folder", "notes", "custom", "tags", "favourite")
        if getattr(old, name) != getattr(new, name)
    ]
    names += [
        name
        for name in (*old.fields, *(n for n in new.fields if n not in old.fields))
        if old.fields.get(name) != new.fields.get(name)
    ]
    return tuple(names)


def _place(record_id: str, version: int) -> bytes:
    return bound("record", record_id, "secrets", version)


def _shown(record: Record) -> tuple[tuple[object, ...], str]:
    """Return what the header of a record shows, and the text that is searched."""
    login, host, url = (plain_text(record.fields.get(name)) for name in _SEARCHED)
    tags = json.dumps(record.tags, ensure_ascii=False)
    text = search.searched(part for part in (record.title, login, host, url, *record.tags) if part)
    return (record.type, record.title, record.folder, login, host, tags, int(record.favourite)), text


def _stamps(record: Record) -> tuple[int, int, str]:
    return to_number(record.modified), record.version, record.id
