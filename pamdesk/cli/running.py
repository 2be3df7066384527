"""The engine while a command uses it: an honest end for Ctrl+C and SIGTERM from its start until it is closed."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from pamdesk.cli.exit_codes import ExitCode
from pamdesk.cli.output import emit_error, say
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.events import Event
from pamdesk.rotation.thread import EngineThread
from pamdesk.services import rotations
from pamdesk.vault.vault import Vault

T = TypeVar("T")
_LOOK = 0.2  # seconds between two looks at whether it is done: a signal is handled in between


def _nothing() -> None:
    """Do nothing before the process is left."""


class Running:
    """One engine of one command. The first signal begins nothing more, the second ends this process at once."""

    def __init__(
        self,
        vault: Vault,
        thread: EngineThread,
        *,
        as_json: bool,
        before_leaving: Callable[[], None] = _nothing,
    ) -> None:
        """Take an engine that was started; `as_json` is how the second signal is answered, after `before_leaving`."""
        self.thread = thread
        self._before_leaving = before_leaving
        self._vault = vault
        self._as_json = as_json
        self._signals = 0
        self._cancelled: set[str] = set()  # touched by the engine's thread alone

    def finish(self, asked: Future[T]) -> T:
        """Wait for the engine, handling signals between two looks."""
        while not wait([asked], timeout=_LOOK).done:
            if (
                self._signals
            ):  # a batch that was being made when the signal came is cancelled as soon as it is there
                self.thread.call(self._cancel)
        return asked.result()

    def due(self) -> list[str]:
        """Return the accounts whose time has passed, asked on the engine's own thread."""

        async def look(engine: Engine) -> list[str]:
            return engine.due()

        return self.finish(self.thread.submit(look))

    def signalled(self, number: int, frame: FrameType | None) -> None:
        """Handle SIGINT or SIGTERM."""
        self._signals += 1
        if self._signals > 1:
            self._leave_now()
        say("Stopping: no further account is begun, and those under way end. Ctrl+C again leaves at once.")
        self.thread.call(self._cancel)

    def _cancel(self, engine: Engine) -> None:
        for batch_id in engine.batches():
            if batch_id not in self._cancelled:
                self._cancelled.add(batch_id)
                engine.cancel(batch_id)

    def _leave_now(self) -> None:
        """End the process with what the journal knows: what was sent stands there, and `rotation recover` settles it."""
        self._before_leaving()
        unknown = rotations.unfinished(self._vault)
        emit_error(
            "Stopped at once. What was sent is in the journal."
            if unknown
            else "Stopped at once. Nothing was under way.",
            code="interrupted",
            hint="pamdesk rotation recover settles it." if unknown else "",
            as_json=self._as_json,
        )
        sys.stdout.flush()
        os._exit(ExitCode.IN_DOUBT if unknown else ExitCode.REFUSED)


@contextmanager
def running(
    vault: Vault,
    emit: Callable[[Event], None],
    *,
    as_json: bool,
    before_leaving: Callable[[], None] = _nothing,
) -> Iterator[Running]:
    """Run an engine for the block; what is in flight at its end finishes or is journalled."""
    thread = rotations.engine_thread(vault, emit)
    made = Running(vault, thread, as_json=as_json, before_leaving=before_leaving)
    with _signals_go_to(made.signalled):
        try:
            yield made
        finally:
            thread.close()


@contextmanager
def _signals_go_to(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.signal(each, handler) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, earlier in before.items():
            signal.signal(each, earlier)
