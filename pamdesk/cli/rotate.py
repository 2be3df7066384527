"""`pamdesk rotate`: change secrets now, with a bar on a terminal, and an honest end when it is interrupted."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

import click

from pamdesk.cli import documents
from pamdesk.cli.exit_codes import ExitCode, of_results
from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit, emit_error, say, table
from pamdesk.cli.progress import Progress
from pamdesk.cli.session import Session
from pamdesk.records.record import Json
from pamdesk.rotation.results import AccountPlan, AccountResult
from pamdesk.rotation.thread import EngineThread
from pamdesk.services import rotations
from pamdesk.services.actor import who
from pamdesk.services.naming import find_all
from pamdesk.vault.jobs import JobOptions
from pamdesk.vault.vault import Vault

T = TypeVar("T")
_LOOK = 0.2  # seconds between two looks at whether it is done: a signal is handled in between


@click.command()
@click.argument("users", nargs=-1, metavar="[ID]...")
@click.option("--folder", "folder_name", help="Every account in this folder and below it.")
@click.option("--all", "everything", is_flag=True, help="Every account that is switched on.")
@click.option("--due", is_flag=True, help="Every account whose time has passed.")
@click.option("--plan", "only_plan", is_flag=True, help="Say what would be done, and change nothing.")
@click.option("--concurrency", type=click.IntRange(1, 64), default=8, show_default=True)
@click.option("--why", default="", help="A reason or ticket, for history and audit.")
@with_session
def rotate(
    session: Session,
    users: tuple[str, ...],
    folder_name: str | None,
    everything: bool,
    due: bool,
    only_plan: bool,
    concurrency: int,
    why: str,
    as_json: bool,
) -> int:
    """Rotate accounts now: the new secret is saved first, then sent, then proved.

    Ctrl+C begins no further account and waits for those under way; a second Ctrl+C leaves at once, and what was sent is
    settled by `pamdesk rotation recover`.
    """
    if sum([bool(users), folder_name is not None, everything, due]) != 1:
        raise click.UsageError("Name accounts, or give one of --folder, --all and --due.")
    with session.open() as vault:
        progress = Progress()
        thread = rotations.engine_thread(vault, progress.tell)
        try:
            chosen = _chosen(vault, thread, users, folder_name, due)
            if only_plan:
                return _plan(vault, thread, chosen, as_json)
            options = JobOptions(concurrency=concurrency, canary=not users, due=due)
            with progress.shown(len(chosen)):
                asked = rotations.rotate(thread, chosen, who=who(), why=why, options=options)
                results = finish(vault, thread, asked, as_json=as_json)
        finally:
            thread.close()
        return _report(_in_order(results, chosen), as_json)


def _chosen(
    vault: Vault, thread: EngineThread, users: tuple[str, ...], folder_name: str | None, due: bool
) -> list[str]:
    if users:
        return find_all(vault, users)
    if folder_name is not None:
        return rotations.in_folder(vault, folder_name)
    return thread.engine.due() if due else rotations.everything(vault)


def _plan(vault: Vault, thread: EngineThread, chosen: Sequence[str], as_json: bool) -> int:
    plans = finish(vault, thread, rotations.plan(thread, chosen), as_json=as_json)
    listed: list[Json] = [documents.planned(each) for each in plans]
    emit(
        {"accounts": listed},
        "\n\n".join(map(_plan_text, plans)) or "There is nothing to do.",
        as_json=as_json,
    )
    stopped = [each for each in plans if each.code not in ("", "ok")]
    return ExitCode.REFUSED if stopped else ExitCode.DONE


def _plan_text(plan: AccountPlan) -> str:
    head = f"{plan.title} – {documents.words(plan.state, '')}\n{plan.reason}"
    steps = "\n".join(f"  {number}. {step}" for number, step in enumerate(plan.steps, 1))
    return f"{head}\n{steps}".rstrip()


def _in_order(results: Sequence[AccountResult], chosen: Sequence[str]) -> list[AccountResult]:
    """Return the results in the order that was asked for, not in that in which they ended."""
    places = {user_id: place for place, user_id in enumerate(chosen)}
    return sorted(results, key=lambda each: places.get(each.id, len(places)))


def _report(results: Sequence[AccountResult], as_json: bool) -> int:
    listed: list[Json] = [documents.account(each) for each in results]
    text = table(["account", "state", "sentence"], documents.accounts_table(results))
    emit({"accounts": listed}, text if results else "There is nothing to do.", as_json=as_json)
    return of_results((str(each.state), each.code) for each in results)


def finish(vault: Vault, thread: EngineThread, asked: Future[T], *, as_json: bool = False) -> T:
    """Wait for the engine; the first Ctrl+C or SIGTERM begins nothing more, the second ends this process at once."""
    with _interruptible(vault, thread, as_json):
        while not wait([asked], timeout=_LOOK).done:
            continue  # signals are handled between two looks
        return asked.result()


@contextmanager
def _interruptible(vault: Vault, thread: EngineThread, as_json: bool) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        if len(asked) > 1:
            _leave_now(vault, as_json)
        say("Stopping: no further account is begun, and those under way end. Ctrl+C again leaves at once.")
        for batch_id in thread.engine.batches():
            thread.call(lambda engine, one=batch_id: engine.cancel(one))  # type: ignore[misc]

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _leave_now(vault: Vault, as_json: bool) -> None:
    """End the process with what the journal knows: what was sent is written there, and is settled by `rotation recover`."""
    unknown = rotations.unfinished(vault)
    emit_error(
        "Stopped at once. What was sent is in the journal."
        if unknown
        else "Stopped at once. Nothing was under way.",
        code="interrupted",
        hint="pamdesk rotation recover settles it." if unknown else "",
        as_json=as_json,
    )
    sys.stdout.flush()
    os._exit(ExitCode.IN_DOUBT if unknown else ExitCode.REFUSED)
