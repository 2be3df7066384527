"""An open vault: everything that can be done with it, in one place."""

# ruff: noqa: S608 - only constants of these modules are put into statements; values are bound

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

import platformdirs
from cryptography.exceptions import InvalidTag

from pamdesk.records.errors import DamagedVault, UserError, VaultError, VaultMissing
from pamdesk.records.ids import new_id
from pamdesk.records.secret import Secret
from pamdesk.vault import schema
from pamdesk.vault.applications import Applications, Gateways, application_place
from pamdesk.vault.audit import Audit, Chain
from pamdesk.vault.backup import Backups
from pamdesk.vault.candidates import CandidateRows
from pamdesk.vault.folders import Folder, FolderRows, Folders
from pamdesk.vault.jobs import Jobs
from pamdesk.vault.journal import Journal
from pamdesk.vault.keys import (
    FILE,
    KdfCost,
    Keyfile,
    VaultKeys,
    disk_sentence,
    new_master,
    open_slots,
    password_slot,
    read_keyfile,
    write_keyfile,
)
from pamdesk.vault.leases import Leases, Owner
from pamdesk.vault.links import Links, RotationSettingsTable, present_links, present_settings
from pamdesk.vault.location import require_local
from pamdesk.vault.locks import VaultLocks
from pamdesk.vault.machine import this_machine
from pamdesk.vault.moments import from_number, now, to_number
from pamdesk.vault.outside import OutsideHead
from pamdesk.vault.records import Records
from pamdesk.vault.rows import RecordRows, present_records
from pamdesk.vault.script_runs import ScriptRuns
from pamdesk.vault.sealing import Seals, bound, new_pair, seal, unseal
from pamdesk.vault.settings import Settings
from pamdesk.vault.slots import Keys, open_from_keychain, wrong_password
from pamdesk.vault.sql import Connection, SqlError, as_sentence, connect, make_durable, make_private
from pamdesk.vault.store import Store

DATABASE = "vault.db"
SUFFIX = ".pamdesk"
_RETENTION_DAYS = 90


@dataclass(frozen=True, slots=True)
class VaultInfo:
    """What may be told of a vault."""

    id: str
    name: str
    path: Path
    created: datetime
    records: int
    folders: int
    bytes: int
    format: str
    last_backup: datetime | None


class Vault:
    """An open vault; every method of it and of its parts may be called from any thread."""

    def __init__(
        self, path: Path, keyfile: Keyfile, keys: VaultKeys, locks: VaultLocks, state_dir: Path | None
    ) -> None:
        """Open the database with its keys; use `create` or `open` instead."""
        self.path = path
        self.id = keyfile.vault_id
        self.owner = Owner(this_machine(), locks.process)
        self._locks = locks
        self._closing = threading.Lock()
        self._closed = False
        self._housekeeping: threading.Thread | None = None
        self.has_written = False  # whether anything was written since it was opened here
        self._store = Store(path / DATABASE, keys.database)
        try:
            self._put_together(
                keys, state_dir or Path(platformdirs.user_state_dir("pamdesk", appauthor=False))
            )
        except BaseException:
            self._store.close()
            raise

    def _put_together(self, keys: VaultKeys, state_dir: Path) -> None:
        store = self._store
        with store.read() as conn:
            version = schema.version_of(conn)
        schema.require_known(version, self.path.name)
        self.backup = Backups(self.path, keys, store)
        if version < schema.VERSION:
            self._upgrade()
        meta = self._meta()
        if meta.get("vault_id") != self.id.encode():
            raise VaultMissing(
                f"{FILE} and {DATABASE} in {self.path.name} belong to different vaults. Nothing was changed.",
                hint="Put the file back that belongs to it, or restore a backup.",
                help_page="backup",
                code="keys_foreign",
            )
        try:
            private = unseal(keys.vault, meta["owner_private"], bound("owner", self.id))
        except (InvalidTag, KeyError):
            raise DamagedVault(
                f"The owner's key in {self.path.name} does not verify. It was left as it is.",
                hint="Restore the newest backup.",
                help_page="backup",
                code="vault_damaged",
            ) from None
        self.name = meta["name"].decode()
        self.created = from_number(int(meta["created"]))
        chain = Chain(keys.audit)
        seals = Seals(private)
        rows = RecordRows(seals, chain)
        folder_rows = FolderRows(seals, meta["owner_public"])
        self.records = Records(store, rows)
        self.folders = Folders(store, folder_rows, chain)
        self.links = Links(store, chain)
        self.rotation_settings = RotationSettingsTable(store, chain)
        self.gateways = Gateways(store, chain)
        self.applications = Applications(store, folder_rows, chain, keys.vault, self.id)
        self.audit = Audit(store, chain, _present)
        self.settings = Settings(store, chain)
        self.keys = Keys(self.path, keys, self._locks, lambda who, action: self.audit.append(who, action))
        self.leases = Leases(store, self._locks)
        self.journal = Journal(store, rows, CandidateRows(seals), chain)
        self.script_runs = ScriptRuns(store, seals, chain)
        self.jobs = Jobs(store, self._locks)
        built_in = next(gateway for gateway in self.gateways.list() if gateway.built_in)
        self.gateway_id = built_in.id
        self.application_id = built_in.application_id
        self._outside = OutsideHead(self.id, state_dir)
        notice = self._outside.notice(self.audit, self.path.name)
        self.notices: tuple[str, ...] = (notice,) if notice else ()
        self._outside.write(self.audit.head())
        store.after_commit(self._note_head)

    def _meta(self) -> dict[str, bytes]:
        with self._store.read() as conn:
            return {
                row[0]: row[1] if isinstance(row[1], bytes) else str(row[1]).encode()
                for row in conn.execute("SELECT name, value FROM meta")
            }

    def _note_head(self) -> None:
        self.has_written = True
        self._outside.write_soon(self.audit.head)

    def note_head(self) -> None:
        """Note outside the folder, at once, how far the audit is: an older copy of the vault is noticed from here on."""
        self._outside.write(self.audit.head())

    def _upgrade(self) -> None:
        self._locks.enter_alone("the upgrade")
        try:
            self.backup.make_own()
            self._store.write(lambda conn: schema.upgrade(conn, schema.version_of(conn)))
        finally:
            self._locks.release_exclusive()

    # Opening and closing

    @classmethod
    def create(
        cls,
        path: Path,
        password: Secret,
        *,
        name: str = "",
        who: str = "",
        cost: KdfCost = KdfCost(),  # noqa: B008 - frozen
        state_dir: Path | None = None,
    ) -> Self:
        """Make a new vault folder and open it; raises a `VaultError` or `UserError`, and leaves nothing behind then."""
        path = path.absolute()
        if not password:
            raise UserError("The password is empty.", code="password_empty")
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise VaultError(
                f"{path.name} exists already and is not empty. Nothing was changed.", code="vault_exists"
            )
        require_local(path)
        made = not path.exists()
        try:
            for folder in (path, path / "backups", path / "locks"):
                folder.mkdir(mode=0o700, parents=folder == path, exist_ok=True)
            keys, vault_id = new_master(), new_id()
            _fill(path, vault_id, keys, name or path.name.removesuffix(SUFFIX), who)
            write_keyfile(path, Keyfile(vault_id, (password_slot(vault_id, keys.master, password, cost),)))
        except BaseException as error:
            _clean_up(path, made)
            if isinstance(error, OSError):
                raise disk_sentence(error, path) from None
            raise
        return cls._enter(path, read_keyfile(path), keys, state_dir)

    @classmethod
    def open(cls, path: Path, password: Secret, *, state_dir: Path | None = None) -> Self:
        """Open a vault by its password or its recovery kit.

        Raises `VaultMissing`, `WrongPassword`, `DamagedVault`, `NewerVault`, `VaultInUse`, `UnsafeLocation`,
        `VaultReadOnly`.
        """
        path = path.absolute()
        keyfile = cls._look(path)
        keys = open_slots(keyfile, password)
        if keys is None:
            raise wrong_password(path, keyfile)
        return cls._enter(path, keyfile, keys, state_dir)

    @classmethod
    def open_with_keychain(cls, path: Path, *, state_dir: Path | None = None) -> Self:
        """Open a vault by the system's keychain; raises as `open` does."""
        path = path.absolute()
        keyfile = cls._look(path)
        return cls._enter(path, keyfile, open_from_keychain(path, keyfile), state_dir)

    @staticmethod
    def _look(path: Path) -> Keyfile:
        if not path.is_dir() or not any((path / name).exists() for name in (DATABASE, FILE)):
            raise VaultMissing(f"There is no vault at {path}.", code="vault_missing")
        require_local(path)
        if not (path / DATABASE).is_file():
            raise VaultMissing(
                f"{DATABASE} is missing in {path.name}.",
                hint=f"Restore the newest backup from {path.name}/backups.",
                help_page="backup",
                code="vault_missing",
            )
        return read_keyfile(path)

    @classmethod
    def _enter(cls, path: Path, keyfile: Keyfile, keys: VaultKeys, state_dir: Path | None) -> Self:
        locks = VaultLocks(path)
        locks.enter()
        try:
            return cls(path, keyfile, keys, locks, state_dir)
        except BaseException:
            locks.leave()
            raise

    def close(self) -> None:
        """Finish what is being written, and lock; a second call does nothing."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
        if self._housekeeping is not None:
            self._housekeeping.join()
        with suppress(VaultError):
            self._outside.write(self.audit.head())
        self._store.close()
        self._locks.leave()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # The whole

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read one moment of the vault in this thread: what is read inside needs no page decrypted twice."""
        with self._store.read():
            yield

    def changes(self) -> int:
        """Return a number that rises when this or another process changed anything; may be polled from any thread."""
        return self._store.changes()

    def keep_house_in_background(self) -> None:
        """Keep house in a thread of its own, after unlocking; `close` waits for it."""
        self._housekeeping = threading.Thread(
            target=self._keep_house_quietly, name="vault-house", daemon=True
        )
        self._housekeeping.start()

    def _keep_house_quietly(self) -> None:
        try:
            self.keep_house()
        except VaultError as error:
            # A full disk must not lock anybody out; the sentence stands beside the date of the last backup.
            self.notices = (*self.notices, error.message)

    def keep_house(self) -> None:
        """Make the backup that is due, and erase candidates whose retention is over; for a background thread."""
        days = self.settings.get("candidate_retention_days", _RETENTION_DAYS)
        self.journal.expire(timedelta(days=days)).result()
        self.backup.make_if_changed()

    def info(self) -> VaultInfo:
        """Return what may be told of this vault."""
        with self._store.read() as conn:
            records, folders = (
                int(conn.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
                for table in ("records", "folders")
            )
            version = schema.version_of(conn)
        size = sum(file.stat().st_size for file in self.path.glob(DATABASE + "*"))
        last = self.backup.last()
        return VaultInfo(
            self.id,
            self.name,
            self.path,
            self.created,
            records,
            folders,
            size,
            f"{version // 1000}.{version % 1000}",
            last,
        )


def _present(conn: Connection) -> dict[tuple[str, str], tuple[int, str]]:
    return {**present_records(conn), **present_links(conn), **present_settings(conn)}


def _fill(path: Path, vault_id: str, keys: VaultKeys, name: str, who: str) -> None:
    """Make the tables, the owner, the built-in application and gateway, and a first folder."""
    private, public = new_pair()
    application_private, application_public = new_pair()
    application_id = new_id()
    make_private(path / DATABASE)
    conn = connect(path / DATABASE, keys.database)
    try:
        make_durable(conn)
        conn.execute("BEGIN IMMEDIATE")
        schema.create(conn)
        meta = {
            "vault_id": vault_id,
            "name": name,
            "created": str(to_number(now())),
            "owner_public": public,
            "owner_private": seal(keys.vault, private, bound("owner", vault_id)),
        }
        conn.executemany("INSERT INTO meta (name, value) VALUES (?, ?)", meta.items())
        conn.execute(
            "INSERT INTO applications (id, name, public, sealed_private, built_in) VALUES (?, 'PamDesk', ?, ?, 1)",
            (
                application_id,
                application_public,
                seal(keys.vault, application_private, application_place(vault_id, application_id)),
            ),
        )
        conn.execute(
            "INSERT INTO gateways (id, name, application_id, built_in) VALUES (?, 'This PamDesk', ?, 1)",
            (new_id(), application_id),
        )
        first = Folder(new_id(), "General", None, False)
        FolderRows(Seals(private), public).insert(conn, first)
        conn.execute("INSERT INTO meta (name, value) VALUES ('default_folder', ?)", (first.id,))
        Chain(keys.audit).append(conn, who, "vault created", "", name)
        conn.execute("COMMIT")
    except SqlError as error:
        raise as_sentence(error, path / DATABASE) from None
    finally:
        conn.close()


def _clean_up(path: Path, made: bool) -> None:
    with suppress(OSError):
        for file in (*path.glob(DATABASE + "*"), path / FILE):
            file.unlink(missing_ok=True)
        for folder in ("backups", "locks"):
            (path / folder).rmdir()
        if made:
            path.rmdir()
