"""`pamdesk sandbox`: starts a practice environment, does with it what was asked, and takes it away again."""

from __future__ import annotations

import json as json_text
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import TypeAlias

from pamdesk.records.secret import Secret
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.events import AccountFinished, Event
from pamdesk.rotation.results import AccountResult
from pamdesk.rotation.thread import EngineThread
from pamdesk.sandbox.practice import require_installed
from pamdesk.sandbox.report import Report, exit_code, report_for
from pamdesk.sandbox.sandbox import Sandbox
from pamdesk.services import rotations
from pamdesk.services.actor import who

# The vault, its password, and the URL of the instance metadata; at last the folder of the pictures.
ShowWindow: TypeAlias = Callable[[Path, Secret, str], int]
WritePictures: TypeAlias = Callable[[Path, Secret, str, Path], int]

_WHY = "practice"
_ENDING_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_LOOK_SECONDS = 0.1  # how often the main thread looks up, so that an interrupt is noticed on Windows too


def run(
    *,
    no_window: bool,
    rotate_all: bool,
    screenshots: Path | None,
    json: bool,
    show: ShowWindow,
    picture: WritePictures,
) -> int:
    """Make a sandbox, rotate it, picture it or show it, and end it; returns the exit code.

    `show` opens the window on a vault, `picture` writes its views into a folder: both belong to layers above. With neither
    asked for nor anything to rotate, the sandbox stays until it is interrupted. Raises UserError where it cannot start.
    """
    require_installed()
    # Whatever way a system ends a program is the same way out as Ctrl+C: nothing is left behind.
    with _at_the_end(signal.default_int_handler):
        _say("Starting a PostgreSQL and a local AWS for practice on this machine ...")
        with Sandbox() as sandbox:
            code = 0
            if rotate_all:
                code = exit_code(rotate_everything(sandbox, report_for(as_json=json)))
            if screenshots is not None:
                written = picture(sandbox.path, sandbox.password, sandbox.metadata_endpoint, screenshots)
                return max(code, written)
            if not no_window:
                _say(f"The password of the practice vault is in {sandbox.password_file}.")
                # No Python runs while a window waits, so an exception would not be noticed there. A window that ends itself
                # when it is told to sets handlers of its own; without them the janitor cleans up alone.
                with _at_the_end(signal.SIG_DFL):
                    shown = show(sandbox.path, sandbox.password, sandbox.metadata_endpoint)
                    return max(code, shown)
            if not rotate_all:
                _stay(sandbox, as_json=json)
            return code


def rotate_everything(sandbox: Sandbox, report: Report) -> tuple[AccountResult, ...]:
    """Rotate every account that is switched on, telling the report of each; returns the results as they ended."""
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    began = time.monotonic()
    with sandbox.open() as vault:
        thread = EngineThread(
            lambda: Engine(vault, emit=events.put, metadata_endpoint=sandbox.metadata_endpoint)
        )
        thread.start()
        with closing(thread):
            accounts = rotations.everything(vault)
            running = rotations.rotate(thread, accounts, who=who(), why=_WHY)
            for result in _as_they_end(events, running.done):
                report.ended(result)
            results = running.result()
    report.all_ended(results, time.monotonic() - began)
    return results


def _as_they_end(events: queue.SimpleQueue[Event], over: Callable[[], bool]) -> Iterator[AccountResult]:
    while True:
        # Asked before the queue is: what was told before the end is then in it.
        finished = over()
        try:
            event = events.get(block=not finished, timeout=_LOOK_SECONDS)
        except queue.Empty:
            if finished:
                return
            continue
        if isinstance(event, AccountFinished):
            yield event.result


def _stay(sandbox: Sandbox, *, as_json: bool) -> None:
    """Say how another program reaches the vault, and wait for an interrupt: that is how such a sandbox ends."""
    if as_json:
        places = {"vault": str(sandbox.path), "password_file": str(sandbox.password_file)}
        sys.stdout.write(json_text.dumps(places, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(
            f"The practice vault is ready: pamdesk --vault {sandbox.path} --password-file {sandbox.password_file} …\n"
        )
    sys.stdout.flush()
    _say("Ctrl+C ends it and deletes everything.")
    never = threading.Event()
    try:
        while not never.wait(_LOOK_SECONDS):
            pass
    except KeyboardInterrupt:
        return


@contextmanager
def _at_the_end(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> Iterator[None]:
    """Handle the signals by which a system ends a program in this way, for the time of the block."""
    numbers = [getattr(signal, name) for name in _ENDING_SIGNALS if hasattr(signal, name)]
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
