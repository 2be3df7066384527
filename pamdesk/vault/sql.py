"""SQLCipher connections: how they are opened, typed, and how their errors become sentences."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias, cast

from sqlcipher3 import dbapi2 as sqlcipher

from pamdesk.records.errors import (
    DamagedVault,
    VaultError,
    VaultFull,
    VaultInUse,
    VaultMissing,
    VaultReadOnly,
)

Row: TypeAlias = tuple[Any, ...]
SqlError: type[Exception] = sqlcipher.Error
BUSY_SECONDS = 15.0


class Cursor(Protocol):
    """The part of a DB-API cursor that the vault uses."""

    rowcount: int

    def fetchone(self) -> Row | None:
        """Return the next row."""

    def fetchall(self) -> list[Row]:
        """Return every remaining row."""

    def __iter__(self) -> Iterator[Row]:
        """Walk the remaining rows."""


class Connection(Protocol):
    """The part of a SQLCipher connection that the vault uses."""

    in_transaction: bool

    def execute(self, sql: str, parameters: Sequence[object] = (), /) -> Cursor:
        """Run one statement."""

    def executemany(self, sql: str, rows: Iterable[Sequence[object]], /) -> Cursor:
        """Run one statement for each row."""

    def backup(self, target: Connection, /, *, pages: int = -1) -> None:
        """Copy every page to another database with the same key."""

    def close(self) -> None:
        """Close the connection."""


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Connection:
    """Open an encrypted database with its raw 256-bit key; raises a `VaultError` where it cannot be read."""
    try:
        opened = sqlcipher.connect(
            str(path),
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
            timeout=BUSY_SECONDS,
        )
    except SqlError as error:
        raise as_sentence(error, path) from None
    connection = cast(Connection, opened)
    try:
        # Its own log goes to standard error, where a person would read it in the place of our sentence.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA foreign_keys = ON")
        # KB, for each of several readers: what they read comes by its key, or whole and once.
        connection.execute("PRAGMA cache_size = -2000")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
    except SqlError as error:
        connection.close()
        raise as_sentence(error, path) from None
    return connection


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read; SQLite gives its log the same permissions. Raises `OSError`."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def make_durable(connection: Connection) -> None:
    """Set what a writer needs: write-ahead log, every commit synced to the disk, deleted bytes overwritten."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    # Keys are random, so an import touches pages everywhere; what does not fit is encrypted and written again and again.
    connection.execute("PRAGMA cache_size = -64000")
    # 16 MB: a batch of rotations writes much, and a checkpoint in its midst costs as much as many commits.
    connection.execute("PRAGMA wal_autocheckpoint = 4000")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA checkpoint_fullfsync = ON")


# sqlite3_errstr of the codes; a failed backup carries no code, only these words.
_WORDS = {
    "database or disk is full": sqlite3.SQLITE_FULL,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "file is not a database": sqlite3.SQLITE_NOTADB,
    "database is locked": sqlite3.SQLITE_BUSY,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
    "disk I/O error": sqlite3.SQLITE_IOERR,
}


def _code_of(error: Exception) -> int:
    code = int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
    return code or _WORDS.get(str(error), 0)


def as_sentence(error: Exception, path: Path) -> Exception:
    """Turn an error of SQLCipher into the vault's own sentence; anything else is returned as it is."""
    if not isinstance(error, SqlError):
        return error
    code = _code_of(error)
    name = path.parent.name
    table: dict[int, VaultError] = {
        sqlite3.SQLITE_FULL: VaultFull(
            f"The disk that holds {name} is full. Nothing was written; what the vault holds is unchanged.",
            hint="Free some space, then try again.",
            code="vault_full",
        ),
        sqlite3.SQLITE_READONLY: VaultReadOnly(
            f"{name} cannot be written to: the disk or the folder is read-only. Nothing was written.",
            hint="Make the folder writable for this user, or open a copy.",
            code="vault_read_only",
        ),
        sqlite3.SQLITE_CORRUPT: damaged(path),
        sqlite3.SQLITE_NOTADB: damaged(path),
        sqlite3.SQLITE_BUSY: VaultInUse(
            f"Another program has been writing to {name} for {BUSY_SECONDS:.0f} seconds. Nothing was written.",
            hint="Wait for it to finish, then try again.",
            code="vault_busy",
        ),
        sqlite3.SQLITE_CANTOPEN: VaultMissing(
            f"{path.name} in {name} cannot be opened: it is missing, or this user may not read it.",
            code="vault_missing",
        ),
        sqlite3.SQLITE_IOERR: VaultFull(
            f"The disk that holds {name} did not take the write. Nothing was written.",
            hint="Look for a full or failing disk, or a limit on the size of files, then try again.",
            code="vault_disk",
        ),
    }
    return table.get(code, error)


def damaged(path: Path) -> DamagedVault:
    """Return the sentence for a database that does not verify."""
    return DamagedVault(
        f"{path.name} in {path.parent.name} is damaged: it does not verify with the vault's key. It was left as it is.",
        hint=f"Restore the newest backup from {path.parent.name}/backups.",
        help_page="backup",
        code="vault_damaged",
    )
