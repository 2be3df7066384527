"""The database: a pool of reading connections, and one writer thread that groups waiting writes into one commit."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from pamdesk.records.errors import VaultError, VaultLocked
from pamdesk.vault.sql import Connection, SqlError, as_sentence, connect, damaged, make_durable

T = TypeVar("T")
Work = Callable[[Connection], T]
_GROUP = 512  # the most writes of one commit
_IDLE_READERS = 8


class Store:
    """One open database of this process; every method may be called from any thread."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the database and start its writer; raises a `VaultError` where it cannot be read with this key."""
        self.path = path
        self._key = key
        self._waiting: queue.SimpleQueue[tuple[Work[Any], Future[Any]] | None] = queue.SimpleQueue()
        self._idle: queue.LifoQueue[Connection] = queue.LifoQueue()
        self._mine = threading.local()
        self._closed = False
        self._gate = threading.Lock()
        self._after_commit: list[Callable[[], None]] = []
        self._writing = self._open_writer()
        self._watch = connect(path, key, read_only=True)
        self._watch_lock = threading.Lock()
        self._seen = -1
        self._changes = 0
        self._thread = threading.Thread(target=self._write_for_ever, name="vault-writer", daemon=True)
        self._thread.start()

    def _open_writer(self) -> Connection:
        connection = connect(self.path, self._key)
        try:
            # Before anything is written: a file without tables is what a cut or an emptied one looks like.
            if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None:
                raise damaged(self.path)
            make_durable(connection)
        except (SqlError, VaultError) as error:
            connection.close()
            raise as_sentence(error, self.path) from None
        return connection

    def after_commit(self, act: Callable[[], None]) -> None:
        """Have something called in the writer thread after each commit; it must be quick."""
        self._after_commit.append(act)

    # Reading

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a read-only connection that sees one moment of the vault; nested calls of a thread share it."""
        held: Connection | None = getattr(self._mine, "connection", None)
        if held is not None:
            yield held
            return
        connection = self._take_reader()
        self._mine.connection = connection
        try:
            connection.execute("BEGIN")
            yield connection
        except SqlError as error:
            raise as_sentence(error, self.path) from error
        finally:
            self._mine.connection = None
            self._give_back(connection)

    def _take_reader(self) -> Connection:
        if self._closed:
            raise self._locked()
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return connect(self.path, self._key, read_only=True)

    def _give_back(self, connection: Connection) -> None:
        with suppress(SqlError):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        if self._closed or self._idle.qsize() >= _IDLE_READERS:
            connection.close()
        else:
            self._idle.put(connection)

    def changes(self) -> int:
        """Return a number that rises when this or another process has changed anything; cheap."""
        with self._watch_lock:
            if self._closed:
                return self._changes
            try:
                row = self._watch.execute("PRAGMA data_version").fetchone()
            except SqlError as error:
                raise as_sentence(error, self.path) from error
            version = int(row[0]) if row else 0
            if version != self._seen:
                self._seen = version
                self._changes += 1
            return self._changes

    # Writing

    def submit(self, work: Work[T]) -> Future[T]:
        """Queue a write; its result comes once it is on the disk. It may run twice: it must depend on the database only."""
        future: Future[T] = Future()
        with self._gate:
            if self._closed:
                raise self._locked()
            self._waiting.put((work, future))
        return future

    def write(self, work: Work[T]) -> T:
        """Do a write and wait until it is on the disk."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("A write inside a write would wait for itself.")
        return self.submit(work).result()

    def close(self) -> None:
        """Finish the waiting writes and close every connection; what comes after raises `VaultLocked`."""
        with self._gate:
            if self._closed:
                return
            self._closed = True
            self._waiting.put(None)
        self._thread.join()
        with self._watch_lock:
            self._watch.close()
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                break
        self._writing.close()

    def _locked(self) -> VaultLocked:
        return VaultLocked(
            f"{self.path.parent.name} is locked.", hint="Unlock it, then try again.", code="vault_locked"
        )

    def _write_for_ever(self) -> None:
        going = True
        while going:
            group: list[tuple[Work[Any], Future[Any]]] = []
            entry = self._waiting.get()
            while True:
                if entry is None:
                    going = False
                    break
                if entry[1].set_running_or_notify_cancel():
                    group.append(entry)
                if len(group) >= _GROUP:
                    break
                try:
                    entry = self._waiting.get_nowait()
                except queue.Empty:
                    break
            if group:
                self._commit(group)

    def _commit(self, group: list[tuple[Work[Any], Future[Any]]]) -> None:
        connection = self._writing
        results: list[Any] = []
        try:
            connection.execute("BEGIN IMMEDIATE")
            for work, _ in group:
                results.append(work(connection))
            connection.execute("COMMIT")
        except BaseException as error:  # noqa: BLE001 - every waiting writer is told, whatever it was
            self._take_back(connection)
            self._without(group, len(results), error)
            return
        for (_, future), result in zip(group, results, strict=True):
            future.set_result(result)
        for act in self._after_commit:
            with suppress(
                VaultError, SqlError
            ):  # it may not end the writer: every later write would wait for ever
                act()

    def _without(self, group: list[tuple[Work[Any], Future[Any]]], place: int, error: BaseException) -> None:
        """Commit a group again in its order, without letting its write at `place` fail the others.

        Refused writes are rare: beginning anew costs less than a savepoint for every write.
        """
        if len(group) == 1:
            group[0][1].set_exception(
                as_sentence(error, self.path) if isinstance(error, Exception) else error
            )
            return
        # The commit itself failed (disk full): nobody knows for which of them, so each is tried alone.
        parts = (
            [group[:place], group[place : place + 1], group[place + 1 :]]
            if place < len(group)
            else [[entry] for entry in group]
        )
        for part in parts:
            if part:
                self._commit(part)

    @staticmethod
    def _take_back(connection: Connection) -> None:
        with suppress(SqlError):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
