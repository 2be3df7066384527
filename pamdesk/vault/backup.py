"""Backups: verified copies of the whole vault, each one file that holds database and key slots together."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import threading
import zipfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pamdesk.records.errors import DamagedVault, VaultError, VaultMissing
from pamdesk.vault.keys import (
    FILE,
    VaultKeys,
    disk_sentence,
    read_keyfile,
    sync_file,
    sync_folder,
)
from pamdesk.vault.locks import VaultLocks
from pamdesk.vault.moments import now
from pamdesk.vault.sql import Connection, SqlError, as_sentence, connect, make_private
from pamdesk.vault.store import Store

_DATABASE = "vault.db"
_MANIFEST = "backup.json"
_FORMAT = 1
_KEEP = 10
_DAILY = timedelta(days=1)
QUICK_BYTES = 8_000_000  # of the database: some 3,500 records, whose backup takes 0.15 s; 100,000 take 6 s
ENDING = ".pamdesk-backup"


class Backups:
    """The backups of an open vault."""

    def __init__(self, folder: Path, keys: VaultKeys, store: Store) -> None:
        """Take the vault's folder, its keys (to verify a copy) and its store."""
        self._folder = folder
        self._keys = keys
        self._store = store
        self._lock = threading.Lock()

    def make(self, path: Path | None = None) -> Path:
        """Write a verified backup to a file, or into the vault's own `backups`; raises `VaultError`, and leaves no part."""
        if path is None:
            return self.make_own()
        path = path.absolute()
        if path.exists():
            raise VaultError(f"{path.name} exists already. Nothing was written.", code="exists")
        with self._lock:
            self._write(path)
        return path

    def make_own(self) -> Path:
        """Write a verified backup into the vault's own `backups`, and remove the oldest beyond the ten that are kept."""
        folder = self._folder / "backups"
        with self._lock:
            try:
                folder.mkdir(mode=0o700, exist_ok=True)
            except OSError as error:
                raise disk_sentence(error, folder) from None
            stamp = now().strftime("%Y%m%d-%H%M%S")
            path = folder / f"{stamp}-{secrets.token_hex(2)}{ENDING}"
            self._write(path)
            for old in self.files()[_KEEP:]:
                with suppress(OSError):
                    old.unlink()
        return path

    def make_if_changed(self) -> Path | None:
        """Write a backup into `backups` unless nothing changed since the newest one."""
        newest = next(iter(self.files()), None)
        if newest is not None:
            with suppress(VaultError), self._store.read() as conn:
                if read_manifest(newest).get("mark") == _mark(conn):
                    return None
        return self.make_own()

    def is_due(self) -> bool:
        """Tell whether the newest of the vault's own backups is a day old, or there is none."""
        last = self.last()
        return last is None or abs(now() - last) >= _DAILY  # a clock that was set back ends no backups

    def is_quick(self) -> bool:
        """Tell whether the vault is so small that nobody notices how long its backup takes."""
        return (self._folder / _DATABASE).stat().st_size <= QUICK_BYTES

    def files(self) -> list[Path]:
        """Return the vault's own backups, newest first."""
        return sorted((self._folder / "backups").glob(f"*{ENDING}"), reverse=True)

    def last(self) -> datetime | None:
        """Return when the newest of the vault's own backups was made."""
        newest = next(iter(self.files()), None)
        if newest is None:
            return None
        return datetime.strptime(newest.name[:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)

    def _write(self, path: Path) -> None:
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        copy = part.with_suffix(".db")
        try:
            mark = self._copy(copy)
            manifest = {
                "format": _FORMAT,
                "vault_id": read_keyfile(self._folder).vault_id,
                "made": now().isoformat(),
                "mark": mark,
            }
            _pack(part, copy, (self._folder / FILE).read_bytes(), manifest)
            part.replace(path)
            sync_folder(path.parent)
        except OSError as error:
            raise disk_sentence(error, path) from None
        except SqlError as error:
            raise as_sentence(error, self._folder / _DATABASE) from None
        finally:
            for file in (part, copy, *copy.parent.glob(copy.name + "-*")):
                with suppress(OSError):
                    file.unlink()

    def _copy(self, copy: Path) -> str:
        make_private(copy)
        target = connect(copy, self._keys.database)
        try:
            with self._store.read() as conn:
                mark = _mark(conn)
                conn.backup(target)
        finally:
            target.close()
        verify_database(copy, self._keys)
        return mark


def verify_database(path: Path, keys: VaultKeys) -> None:
    """Raise `DamagedVault` unless every page of a database verifies."""
    conn = connect(path, keys.database, read_only=True)
    try:
        bad = conn.execute("PRAGMA cipher_integrity_check").fetchall()
        said = conn.execute("PRAGMA integrity_check").fetchall()
    except SqlError as error:
        raise as_sentence(error, path) from None
    finally:
        conn.close()
    if bad or [tuple(row) for row in said] != [("ok",)]:
        raise DamagedVault(
            f"The copy {path.name} does not verify, so no backup was made.",
            hint="Look at the disk; run the audit's verification.",
            help_page="backup",
            code="backup_damaged",
        )


def _mark(conn: Connection) -> str:
    """Return a text that is the same while nothing worth a backup has changed."""
    row = conn.execute(
        "SELECT (SELECT coalesce(max(seq), 0) FROM audit), (SELECT coalesce(max(n), 0) FROM journal_events),"
        " (SELECT coalesce(max(n), 0) FROM batches)"
    ).fetchone()
    return ".".join(str(one) for one in row or ())


def _pack(part: Path, copy: Path, keyfile: bytes, manifest: dict[str, object]) -> None:
    digests = {FILE: hashlib.sha256(keyfile).hexdigest(), _DATABASE: _digest(copy)}
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        # Encrypted bytes do not get smaller: stored, not compressed.
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(_MANIFEST, json.dumps({**manifest, "sha256": digests}))
            archive.writestr(FILE, keyfile)
            archive.write(copy, _DATABASE)
        file.flush()
        sync_file(file.fileno())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(path: Path) -> dict[str, object]:
    """Return what a backup says of itself; raises `VaultMissing` or `DamagedVault`."""
    try:
        with zipfile.ZipFile(path) as archive:
            value = json.loads(archive.read(_MANIFEST))
    except FileNotFoundError:
        raise VaultMissing(f"There is no backup at {path}.", code="backup_missing") from None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError):
        raise _not_whole(path) from None
    if not isinstance(value, dict) or value.get("format") != _FORMAT:
        raise _not_whole(path)
    return value


def _not_whole(path: Path) -> DamagedVault:
    return DamagedVault(
        f"{path.name} is not a whole backup of a PamDesk vault. Nothing was changed.",
        hint="Take another backup.",
        help_page="backup",
        code="backup_damaged",
    )


def restore(file: Path, path: Path) -> Path:
    """Unpack a backup into a new vault folder, or over a vault whose parts are moved to its `backups` first.

    Raises `VaultMissing`, `DamagedVault`, `VaultInUse` while the present vault is open anywhere; nothing is changed then.
    """
    file, path = file.absolute(), path.absolute()
    manifest = read_manifest(file)
    _require_whole(file, manifest)
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise disk_sentence(error, path) from None
    locks = VaultLocks(path)
    locks.enter_alone("the restoring")
    try:
        _set_aside(path)
        for name in (_DATABASE, FILE):  # the key slots last: without them the folder is no vault yet
            _unpack(file, name, path / name)
    except OSError as error:
        raise disk_sentence(error, path) from None
    finally:
        locks.release_exclusive()
    return path


def _require_whole(file: Path, manifest: dict[str, object]) -> None:
    digests = manifest.get("sha256")
    try:
        with zipfile.ZipFile(file) as archive:
            for name in (_DATABASE, FILE):
                with archive.open(name) as part:
                    found = hashlib.file_digest(part, "sha256").hexdigest()  # type: ignore[arg-type]
                if not isinstance(digests, dict) or found != digests.get(name):
                    raise _not_whole(file)
    except (OSError, zipfile.BadZipFile, KeyError):
        raise _not_whole(file) from None


def _unpack(file: Path, name: str, path: Path) -> None:
    part = path.with_name(f".{name}.{secrets.token_hex(4)}")
    try:
        make_private(part)
        with zipfile.ZipFile(file) as archive, archive.open(name) as source, part.open("r+b") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            sync_file(target.fileno())
        part.replace(path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _set_aside(path: Path) -> None:
    present = [one for one in (path / FILE, *path.glob(_DATABASE + "*")) if one.exists()]
    if not present:
        return
    aside = path / "backups" / f"replaced-{now():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    aside.mkdir(mode=0o700, parents=True)
    for one in present:
        one.replace(aside / one.name)
    sync_folder(path)
