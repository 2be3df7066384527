"""An open vault with its engine, as the window uses it: everything that waits is awaited, nothing is read here directly."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from pamdesk.desktop.event_queue import EventQueue
from pamdesk.desktop.live import LiveJobs
from pamdesk.records.errors import VaultLocked
from pamdesk.records.secret import Secret
from pamdesk.rotation.checks import CheckReport
from pamdesk.rotation.events import Event
from pamdesk.rotation.results import AccountPlan, AccountResult
from pamdesk.rotation.thread import EngineThread
from pamdesk.services import rotations, scripts, vaults, window_identity, window_overview
from pamdesk.services.actor import who
from pamdesk.services.window_identity import AwsStanding
from pamdesk.services.window_overview import Overview
from pamdesk.vault.jobs import JobOptions
from pamdesk.vault.vault import Vault

T = TypeVar("T")
_POLL = 0.3  # seconds between two looks at what other processes changed
_REST = 4.0  # a read of the overview is followed by a rest of so many times its own duration


class Watcher(threading.Thread):
    """Looks for changes of this and other processes, and reads the overview when there were any."""

    def __init__(self, vault: Vault, tell: Callable[[Overview], None]) -> None:
        """Call `tell` from this thread."""
        super().__init__(name="pamdesk-watch", daemon=True)
        self._vault, self._tell = vault, tell
        self._end = threading.Event()

    def run(self) -> None:
        """Poll until told to stop, or until the vault is locked."""
        seen, good_from, good_until = -1, datetime.min.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)
        while not self._end.is_set():
            try:
                changes = self._vault.changes()
                if changes != seen or not good_from <= datetime.now(UTC) < good_until:  # a clock may go back
                    began = time.monotonic()
                    overview = window_overview.read(self._vault)
                    seen, good_from, good_until = changes, overview.at, overview.good_until()
                    took = time.monotonic() - began
                    self._tell(overview)
                    self._end.wait(min(5.0, took * _REST))
            except VaultLocked:
                return
            self._end.wait(_POLL)

    def stop(self) -> None:
        """End soon; does not wait."""
        self._end.set()


@dataclass(frozen=True, slots=True)
class Opened:
    """A vault and its engine; with `metadata_endpoint` (a URL) AWS is asked there who this machine is: in a sandbox."""

    vault: Vault
    thread: EngineThread
    metadata_endpoint: str = ""


class Session(QObject):
    """One unlocked vault; `overview_read` comes at first, and within a second of any change."""

    overview_read = Signal(object)
    _overview = Signal(object)

    def __init__(self, opened: Opened, queue: EventQueue, live: LiveJobs) -> None:
        """Take what `unlock` or `create` opened."""
        super().__init__()
        self.vault = vault = opened.vault
        self.live = live
        self.who = who()
        self.overview = Overview(at=vault.created)
        self._thread = opened.thread
        self._metadata_endpoint = opened.metadata_endpoint
        self._queue = queue
        self._readers = ThreadPoolExecutor(2, "pamdesk-read")
        self._finders = ThreadPoolExecutor(1, "pamdesk-find")
        self._writers = ThreadPoolExecutor(1, "pamdesk-write")
        self._watcher = Watcher(vault, self._overview.emit)
        self._overview.connect(self._take)
        self.closing = False

    def start(self) -> None:
        """Begin to watch the vault and to serve its schedules."""
        self._watcher.start()
        self._thread.submit(lambda engine: engine.serve())
        self._readers.submit(self.vault.keep_house)

    def _take(self, overview: Overview) -> None:
        self.overview = overview
        self.overview_read.emit(overview)

    # -- the vault -----------------------------------------------------------------------------------------------

    async def read(self, work: Callable[[Vault], T]) -> T:
        """Read from the vault in a thread; raises VaultLocked once the window has begun to lock."""
        self._require_open()
        return await asyncio.wrap_future(self._readers.submit(work, self.vault))

    async def find(self, work: Callable[[Vault], T]) -> T:
        """Read what is painted at once, in a thread that does nothing slower: a key press waits for no record."""
        return await asyncio.wrap_future(self._finders.submit(work, self.vault))

    async def write(self, work: Callable[[Vault], T]) -> T:
        """Write to the vault in a thread, one write after the other; goes on if the caller is cancelled."""
        self._require_open()
        return await asyncio.shield(asyncio.wrap_future(self._writers.submit(work, self.vault)))

    def _require_open(self) -> None:
        if self.closing:
            raise VaultLocked(f"{self.vault.name} is locked.", code="vault_locked")

    # -- the engine ----------------------------------------------------------------------------------------------

    async def rotate(
        self, user_ids: Sequence[str], why: str = "", options: JobOptions | None = None
    ) -> tuple[AccountResult, ...]:
        """Rotate these accounts now, as one batch."""
        work = rotations.rotate(self._thread, user_ids, who=self.who, why=why, options=options)
        return await asyncio.wrap_future(work)

    async def check(self, user_id: str) -> CheckReport:
        """Run the preflight of an account."""
        return await asyncio.wrap_future(self._thread.submit(lambda engine: engine.check(user_id)))

    async def plan(self, user_id: str) -> AccountPlan:
        """Say what a rotation would do."""
        return (await asyncio.wrap_future(rotations.plan(self._thread, [user_id])))[0]

    async def ask_again(self, user_id: str) -> AccountResult:
        """Ask the server which secret works."""
        return await asyncio.wrap_future(self._thread.submit(lambda engine: engine.ask_again(user_id)))

    async def follow_up(self, user_id: str) -> AccountResult:
        """Run the scripts again that did not end well after an account's last rotation; its secret stays."""
        work = await self.read(lambda v: scripts.follow_up(self._thread, v, user_id, (), who=self.who))
        return await asyncio.wrap_future(work)

    async def aws_standing(self, configuration_id: str) -> AwsStanding:
        """Sign in to AWS for a configuration and say as whom; on the engine's loop, for it may take seconds."""
        vault, endpoint = self.vault, self._metadata_endpoint
        work = self._thread.submit(
            lambda _engine: window_identity.standing(vault, configuration_id, metadata_endpoint=endpoint)
        )
        return await asyncio.wrap_future(work)

    def pause(self, batch_id: str) -> None:
        """Begin no further account of a batch."""
        self._thread.call(lambda engine: engine.pause(batch_id) if batch_id in engine.batches() else None)

    def resume(self, batch_id: str) -> None:
        """Go on with a paused batch."""
        self._thread.call(lambda engine: engine.resume(batch_id) if batch_id in engine.batches() else None)

    def cancel(self, batch_id: str) -> None:
        """Skip what has not begun of a batch."""
        self._thread.call(lambda engine: engine.cancel(batch_id) if batch_id in engine.batches() else None)

    # -- the end -------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """End the engine and lock the vault; waits for what is in flight, so call it in a thread (or at the very end)."""
        self.closing = True
        self._watcher.stop()
        self._thread.close()
        self._writers.shutdown(wait=True)
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._finders.shutdown(wait=True, cancel_futures=True)
        if self._watcher.is_alive():
            self._watcher.join()
        self.vault.close()


def unlock(path: Path, password: Secret, metadata_endpoint: str, emit: Callable[[Event], None]) -> Opened:
    """Open a vault and start its engine; takes as long as the key derivation does, so call it in a thread."""
    return _with_engine(vaults.open_vault(path, password), metadata_endpoint, emit)


def create(path: Path, name: str, password: Secret, emit: Callable[[Event], None]) -> Opened:
    """Make a vault and start its engine; call it in a thread."""
    return _with_engine(vaults.create_vault(path, password, name=name), "", emit)


def _with_engine(vault: Vault, metadata_endpoint: str, emit: Callable[[Event], None]) -> Opened:
    try:
        thread = rotations.engine_thread(vault, emit, metadata_endpoint=metadata_endpoint)
        return Opened(vault, thread, metadata_endpoint)
    except BaseException:
        vault.close()
        raise
