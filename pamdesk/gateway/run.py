"""`pamdesk gateway run`: the engine without a window; it rotates what is due and settles what is open until it is told to end."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from types import FrameType

from pamdesk.records.errors import VaultError
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.events import AccountFinished, AccountStarted, Event
from pamdesk.rotation.running import title_of
from pamdesk.rotation.thread import EngineThread
from pamdesk.services.logs import log_to_standard_error
from pamdesk.vault.vault import Vault

DONE = 0
FAILED = 1
_HOUSE_KEEPING = 3600.0  # seconds between two looks at backups and retention
_LOOK = 1.0  # seconds between two looks at whether the engine still serves

logger = logging.getLogger("pamdesk.gateway")


def serve(vault: Vault, stop: threading.Event | None = None) -> int:
    """Serve the vault until SIGTERM, SIGINT or `stop`; what is in flight ends or is journalled. Returns the exit code."""
    handler = log_to_standard_error()
    end = stop or threading.Event()
    thread = EngineThread(lambda: Engine(vault, emit=partial(tell, vault)))
    try:
        with _ending_by_signal(end):
            thread.start()
            logger.info("The gateway serves %s. It ends with Ctrl+C or SIGTERM.", vault.name)
            serving = thread.submit(lambda engine: engine.serve())
            return _wait(vault, serving, end)
    finally:
        thread.close()
        logger.info("The gateway has ended. What was in flight is finished or journalled.")
        logging.getLogger().removeHandler(handler)


def _wait(vault: Vault, serving: Future[None], end: threading.Event) -> int:
    waited = _HOUSE_KEEPING  # the first look is at the start
    while not end.wait(_LOOK):
        if serving.done():
            logger.error("The engine has stopped: %s", _reason(serving))
            return FAILED
        waited += _LOOK
        if waited >= _HOUSE_KEEPING:
            waited = 0.0
            _keep_house(vault)
    return DONE


def _reason(serving: Future[None]) -> str:
    error = serving.exception()
    if error is None:
        return "it has nothing more to do"
    return str(error) if isinstance(error, VaultError) else type(error).__name__


def _keep_house(vault: Vault) -> None:
    """Make the backup that is due; one that cannot be made stops no rotation."""
    try:
        vault.keep_house()
    except VaultError as error:
        logger.warning("%s", error.message)


def tell(vault: Vault, event: Event) -> None:
    """Write one sentence for each account that begins or ends, by the title that people know it by."""
    if isinstance(event, AccountStarted):
        logger.info("Rotating %s.", title_of(vault, event.user_id))
    elif isinstance(event, AccountFinished):
        result = event.result
        level = logging.INFO if result.state == "done" else logging.WARNING
        logger.log(level, "%s: %s. %s", result.title, result.state.value, result.reason)


@contextmanager
def _ending_by_signal(end: threading.Event) -> Iterator[None]:
    """Let SIGINT and SIGTERM end the gateway while the block runs; nothing where it is not the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def finish(number: int, frame: FrameType | None) -> None:
        end.set()

    before = {each: signal.signal(each, finish) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
