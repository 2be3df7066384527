"""Folders and their keys: who may read what is in them is decided by who holds the key, not by a flag."""

# ruff: noqa: S608 - only constants of these modules are put into statements; values are bound

from __future__ import annotations

import secrets
from dataclasses import dataclass

from pamdesk.records.errors import InvalidRecord, NotFound
from pamdesk.records.ids import new_id
from pamdesk.vault.audit import Chain
from pamdesk.vault.sealing import KEY_BYTES, OWNER, Seals, bound, wrap_to
from pamdesk.vault.sql import Connection
from pamdesk.vault.store import Store

# The folder itself and everything below it; one parameter.
WITH_SUBFOLDERS = (
    "WITH RECURSIVE below (id) AS (SELECT ? UNION SELECT f.id FROM folders f JOIN below ON f.parent = below.id)"
    " SELECT id FROM below"
)
_WITH_PARENTS = (
    "WITH RECURSIVE above (id) AS (SELECT ? UNION SELECT f.parent FROM folders f JOIN above ON f.id = above.id"
    " WHERE f.parent IS NOT NULL) SELECT id FROM above"
)


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder; `parent` is None at the top."""

    id: str
    name: str
    parent: str | None
    shared: bool


def default_folder(conn: Connection) -> str:
    """Return the folder for records that name none: the first one that was made."""
    row = conn.execute("SELECT value FROM meta WHERE name = 'default_folder'").fetchone()
    return str(row[0]) if row else ""


class FolderRows:
    """Folders and their keys, inside a caller's transaction."""

    def __init__(self, seals: Seals, owner_public: bytes) -> None:
        """Take the owner's keys."""
        self._seals = seals
        self._owner_public = owner_public

    def insert(self, conn: Connection, folder: Folder) -> None:
        """Write a new folder with a new key, wrapped to the owner and to everyone who may read it."""
        conn.execute(
            "INSERT INTO folders (id, name, parent, shared) VALUES (?, ?, ?, ?)",
            (folder.id, folder.name, folder.parent, int(folder.shared)),
        )
        self._wrap(conn, folder.id, secrets.token_bytes(KEY_BYTES), OWNER, self._owner_public)
        if folder.parent is None:
            conn.execute(
                "INSERT INTO assignments (application_id, folder_id) SELECT id, ? FROM applications WHERE built_in = 1",
                (folder.id,),
            )
        self.settle_readers(conn, folder.id)

    @staticmethod
    def _wrap(conn: Connection, folder_id: str, key: bytes, reader_id: str, public: bytes) -> None:
        conn.execute(
            "INSERT OR REPLACE INTO folder_keys (folder_id, reader_id, wrapped) VALUES (?, ?, ?)",
            (folder_id, reader_id, wrap_to(public, key, bound("folder", folder_id, reader_id))),
        )

    def settle_readers(self, conn: Connection, top: str) -> None:
        """Wrap the key of a folder and of those below it to exactly the applications that are assigned to it or above."""
        for (folder_id,) in conn.execute(WITH_SUBFOLDERS, (top,)).fetchall():
            wanted = {
                row[0]: bytes(row[1])
                for row in conn.execute(
                    "SELECT DISTINCT a.id, a.public FROM applications a JOIN assignments s ON s.application_id = a.id"
                    f" WHERE s.folder_id IN ({_WITH_PARENTS})",
                    (folder_id,),
                ).fetchall()
            }
            held = {
                row[0]
                for row in conn.execute(
                    "SELECT reader_id FROM folder_keys WHERE folder_id = ? AND reader_id <> ?",
                    (folder_id, OWNER),
                ).fetchall()
            }
            key = self._seals.folder_key(conn, folder_id)
            missing = set(wanted) - held
            if held - set(wanted):
                # Who has had the old key may have kept it: what is left is wrapped by a new one.
                key = self._new_key(conn, folder_id, key)
                missing = set(wanted)
            for reader_id in sorted(missing):
                self._wrap(conn, folder_id, key, reader_id, wanted[reader_id])

    def _new_key(self, conn: Connection, folder_id: str, old: bytes) -> bytes:
        keys = {
            row[0]: self._seals.record_key(conn, row[0])
            for row in conn.execute(
                "SELECT record_id FROM record_keys WHERE folder_id = ?", (folder_id,)
            ).fetchall()
        }
        conn.execute("DELETE FROM folder_keys WHERE folder_id = ?", (folder_id,))
        new = secrets.token_bytes(KEY_BYTES)
        self._wrap(conn, folder_id, new, OWNER, self._owner_public)
        for record_id, key in keys.items():
            self._seals.wrap_record_key(conn, record_id, folder_id, key)
        return new


class Folders:
    """The folders of an open vault."""

    def __init__(self, store: Store, rows: FolderRows, chain: Chain) -> None:
        """Take the store, the rows and the audit chain."""
        self._store = store
        self._rows = rows
        self._chain = chain

    @property
    def default_id(self) -> str:
        """The folder for records that name none."""
        with self._store.read() as conn:
            return default_folder(conn)

    def add(self, name: str, parent: str | None = None, shared: bool = False, *, who: str = "") -> Folder:
        """Make a folder; raises `InvalidRecord` where its parent already has one of that name."""
        folder = Folder(new_id(), name.strip(), parent, shared)

        def work(conn: Connection) -> Folder:
            if parent is not None:
                require_folder(conn, parent)
            _require_free(conn, folder.name, parent, folder.id)
            self._rows.insert(conn, folder)
            self._chain.append(conn, who, "folder added", "", folder.name)
            return folder

        return self._store.write(work)

    def list(self) -> list[Folder]:
        """Return every folder, by name."""
        with self._store.read() as conn:
            rows = conn.execute("SELECT id, name, parent, shared FROM folders").fetchall()
        return sorted(
            (Folder(r[0], r[1], r[2], bool(r[3])) for r in rows), key=lambda f: (f.name.casefold(), f.id)
        )

    def get(self, folder_id: str) -> Folder:
        """Return a folder; raises `NotFound`."""
        with self._store.read() as conn:
            return require_folder(conn, folder_id)

    def path(self, folder_id: str) -> str:
        """Return a folder's place in words: `Production / Databases`; raises `NotFound`."""
        names: list[str] = []
        with self._store.read() as conn:
            at: str | None = folder_id
            while at is not None:
                folder = require_folder(conn, at)
                names.append(folder.name)
                at = folder.parent
        return " / ".join(reversed(names))

    def by_name(self, text: str) -> Folder:
        """Return the folder that an id, a name or a path (`Production / Databases`) names; raises `NotFound`."""
        folders = self.list()
        for folder in folders:
            if folder.id == text:
                return folder
        wanted = " / ".join(part.strip() for part in text.split("/"))
        found = [f for f in folders if f.name == text.strip()] or [
            f for f in folders if self.path(f.id) == wanted
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(
                f"More than one folder is named {text}.",
                hint="Use its path, as in Production / Databases.",
                code="ambiguous",
            )
        raise NotFound(f"No folder is named {text}.", code="not_found")

    def rename(self, folder_id: str, name: str, *, who: str = "") -> Folder:
        """Give a folder another name."""

        def work(conn: Connection) -> Folder:
            folder = require_folder(conn, folder_id)
            _require_free(conn, name.strip(), folder.parent, folder_id)
            conn.execute("UPDATE folders SET name = ? WHERE id = ?", (name.strip(), folder_id))
            self._chain.append(conn, who, "folder renamed", "", f"{folder.name} → {name.strip()}")
            return require_folder(conn, folder_id)

        return self._store.write(work)

    def set_shared(self, folder_id: str, shared: bool, *, who: str = "") -> Folder:
        """Mark a folder as shared, or as not."""

        def work(conn: Connection) -> Folder:
            folder = require_folder(conn, folder_id)
            conn.execute("UPDATE folders SET shared = ? WHERE id = ?", (int(shared), folder_id))
            self._chain.append(conn, who, "folder shared" if shared else "folder not shared", "", folder.name)
            return require_folder(conn, folder_id)

        return self._store.write(work)

    def move(self, folder_id: str, parent: str | None, *, who: str = "") -> Folder:
        """Put a folder under another, or at the top; who may read it follows the new place."""

        def work(conn: Connection) -> Folder:
            folder = require_folder(conn, folder_id)
            if parent is not None:
                target = require_folder(conn, parent)
                if (parent,) in [
                    tuple(row) for row in conn.execute(WITH_SUBFOLDERS, (folder_id,)).fetchall()
                ]:
                    raise InvalidRecord(
                        f"{folder.name} cannot be put into {target.name}, which is inside it.", code="loop"
                    )
            _require_free(conn, folder.name, parent, folder_id)
            conn.execute("UPDATE folders SET parent = ? WHERE id = ?", (parent, folder_id))
            if parent is None:
                conn.execute(
                    "INSERT OR IGNORE INTO assignments (application_id, folder_id)"
                    " SELECT id, ? FROM applications WHERE built_in = 1",
                    (folder_id,),
                )
            self._rows.settle_readers(conn, folder_id)
            self._chain.append(conn, who, "folder moved", "", folder.name)
            return require_folder(conn, folder_id)

        return self._store.write(work)

    def remove(self, folder_id: str, *, who: str = "") -> None:
        """Remove an empty folder; raises `InvalidRecord` while it holds records (trashed ones too) or folders."""

        def work(conn: Connection) -> None:
            folder = require_folder(conn, folder_id)
            for table, column, what in (("records", "folder", "records"), ("folders", "parent", "folders")):
                if conn.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (folder_id,)).fetchone():
                    raise InvalidRecord(
                        f"{folder.name} is not empty: it holds {what}, in the trash perhaps.",
                        code="folder_not_empty",
                    )
            if conn.execute("SELECT 1 FROM record_keys WHERE folder_id = ? LIMIT 1", (folder_id,)).fetchone():
                raise InvalidRecord(
                    f"{folder.name} keeps the key of an erased record whose rotation is unfinished.",
                    code="folder_not_empty",
                )
            if folder_id == default_folder(conn):
                raise InvalidRecord(
                    f"{folder.name} is the vault's first folder and stays.", code="folder_first"
                )
            conn.execute("DELETE FROM folders WHERE id = ?", (folder_id,))
            self._chain.append(conn, who, "folder removed", "", folder.name)

        self._store.write(work)


def require_folder(conn: Connection, folder_id: str) -> Folder:
    """Return a folder; raises `NotFound`."""
    row = conn.execute("SELECT id, name, parent, shared FROM folders WHERE id = ?", (folder_id,)).fetchone()
    if row is None:
        raise NotFound(f"No folder has the id {folder_id}.", code="not_found")
    return Folder(row[0], row[1], row[2], bool(row[3]))


def _require_free(conn: Connection, name: str, parent: str | None, folder_id: str) -> None:
    if not name:
        raise InvalidRecord("A folder needs a name.", code="no_name")
    row = conn.execute(
        "SELECT 1 FROM folders WHERE name = ? AND parent IS ? AND id <> ?", (name, parent, folder_id)
    ).fetchone()
    if row:
        raise InvalidRecord(f"There is already a folder named {name} here.", code="exists")
