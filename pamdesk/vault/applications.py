"""Applications and gateways: who reads which folder besides the owner, each with a key of its own."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidTag

from pamdesk.records.errors import NotFound, UserError
from pamdesk.records.ids import new_id
from pamdesk.records.record import Record
from pamdesk.vault.audit import Chain
from pamdesk.vault.folders import FolderRows, require_folder
from pamdesk.vault.rows import RecordRows
from pamdesk.vault.sealing import Seals, bound, new_pair, not_verified, seal, unseal
from pamdesk.vault.sql import Connection
from pamdesk.vault.store import Store


@dataclass(frozen=True, slots=True)
class Application:
    """Who a gateway reads as: the folders that are assigned to it, and all below them."""

    id: str
    name: str
    folders: tuple[str, ...]
    built_in: bool


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where rotations run."""

    id: str
    name: str
    application_id: str
    built_in: bool


class Gateways:
    """The gateways of an open vault."""

    def __init__(self, store: Store, chain: Chain) -> None:
        """Take the store and the audit chain."""
        self._store = store
        self._chain = chain

    def add(self, name: str, application_id: str, *, who: str = "") -> Gateway:
        """Add a gateway that reads as an application; raises `NotFound` for an unknown one."""
        gateway = Gateway(new_id(), name.strip(), application_id, False)

        def work(conn: Connection) -> Gateway:
            application = _application(conn, application_id)
            conn.execute(
                "INSERT INTO gateways (id, name, application_id, built_in) VALUES (?, ?, ?, 0)",
                (gateway.id, gateway.name, application_id),
            )
            self._chain.append(conn, who, "gateway added", "", f"{gateway.name}: {application}")
            return gateway

        return self._store.write(work)

    def list(self) -> list[Gateway]:
        """Return every gateway, the built-in one first."""
        with self._store.read() as conn:
            rows = conn.execute(
                "SELECT id, name, application_id, built_in FROM gateways ORDER BY built_in DESC, name, id"
            ).fetchall()
        return [Gateway(r[0], r[1], r[2], bool(r[3])) for r in rows]


class Applications:
    """The applications of an open vault."""

    def __init__(self, store: Store, rows: FolderRows, chain: Chain, vault_key: bytes, vault_id: str) -> None:
        """Take the store, the rows of folders, the audit chain, and the key that seals private keys."""
        self._store = store
        self._rows = rows
        self._chain = chain
        self._vault_key = vault_key
        self._vault_id = vault_id

    def add(self, name: str, *, who: str = "") -> Application:
        """Add an application with a key pair of its own; it may read nothing yet."""
        application = Application(new_id(), name.strip(), (), False)
        private, public = new_pair()

        def work(conn: Connection) -> Application:
            conn.execute(
                "INSERT INTO applications (id, name, public, sealed_private, built_in) VALUES (?, ?, ?, ?, 0)",
                (application.id, application.name, public, self._seal(application.id, private)),
            )
            self._chain.append(conn, who, "application added", "", application.name)
            return application

        return self._store.write(work)

    def _seal(self, application_id: str, private: bytes) -> bytes:
        return seal(self._vault_key, private, application_place(self._vault_id, application_id))

    def reads(self, application_id: str, record_id: str) -> Record:
        """Return a record as the application itself reads it, with its own key; raises `NotFound` or `DamagedVault`."""
        with self._store.read() as conn:
            row = conn.execute(
                "SELECT sealed_private FROM applications WHERE id = ?", (application_id,)
            ).fetchone()
            if row is None:
                raise NotFound(f"No application has the id {application_id}.", code="not_found")
            try:
                place = application_place(self._vault_id, application_id)
                private = unseal(self._vault_key, bytes(row[0]), place)
            except InvalidTag:
                raise not_verified("an application") from None
            return RecordRows(Seals(private, application_id), self._chain).load(conn, record_id)

    def list(self) -> list[Application]:
        """Return every application, the built-in one first."""
        with self._store.read() as conn:
            rows = conn.execute(
                "SELECT id, name, built_in FROM applications ORDER BY built_in DESC, name, id"
            ).fetchall()
            assigned = conn.execute(
                "SELECT application_id, folder_id FROM assignments ORDER BY folder_id"
            ).fetchall()
        return [Application(r[0], r[1], tuple(f for a, f in assigned if a == r[0]), bool(r[2])) for r in rows]

    def can_read(self, application_id: str, record_id: str) -> bool:
        """Tell whether an application holds the key of the folder that a record is in."""
        with self._store.read() as conn:
            row = conn.execute(
                "SELECT 1 FROM record_keys r JOIN folder_keys f ON f.folder_id = r.folder_id"
                " WHERE r.record_id = ? AND f.reader_id = ?",
                (record_id, application_id),
            ).fetchone()
        return row is not None

    def assign(self, application_id: str, folder_id: str, *, who: str = "") -> None:
        """Let an application read a folder and all below it."""

        def work(conn: Connection) -> None:
            folder = require_folder(conn, folder_id)
            name = _application(conn, application_id)
            conn.execute(
                "INSERT OR IGNORE INTO assignments (application_id, folder_id) VALUES (?, ?)",
                (application_id, folder_id),
            )
            self._rows.settle_readers(conn, folder_id)
            self._chain.append(conn, who, "application assigned", "", f"{name}: {folder.name}")

        self._store.write(work)

    def unassign(self, application_id: str, folder_id: str, *, who: str = "") -> None:
        """Take a folder away from an application; what is in it gets new keys. Raises `UserError` where it was not assigned."""

        def work(conn: Connection) -> None:
            folder = require_folder(conn, folder_id)
            name = _application(conn, application_id)
            gone = conn.execute(
                "DELETE FROM assignments WHERE application_id = ? AND folder_id = ?",
                (application_id, folder_id),
            )
            if gone.rowcount == 0:
                raise UserError(f"{name} is not assigned to {folder.name} itself.", code="not_assigned")
            self._rows.settle_readers(conn, folder_id)
            self._chain.append(conn, who, "application unassigned", "", f"{name}: {folder.name}")

        self._store.write(work)


def application_place(vault_id: str, application_id: str) -> bytes:
    """Return where an application's private key is sealed to."""
    return bound("application", vault_id, application_id)


def _application(conn: Connection, application_id: str) -> str:
    row = conn.execute("SELECT name FROM applications WHERE id = ?", (application_id,)).fetchone()
    if row is None:
        raise NotFound(f"No application has the id {application_id}.", code="not_found")
    return str(row[0])
