"""`pamdesk rotate`: change secrets now, with a bar on a terminal, and an honest end when it is interrupted."""

from __future__ import annotations

from collections.abc import Sequence

import click

from pamdesk.cli import documents
from pamdesk.cli.exit_codes import ExitCode, of_results
from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit
from pamdesk.cli.progress import Progress
from pamdesk.cli.running import Running, running
from pamdesk.cli.session import Session
from pamdesk.records.record import Json
from pamdesk.rotation.results import AccountPlan, AccountResult
from pamdesk.services import rotations
from pamdesk.services.actor import who
from pamdesk.services.naming import find_all
from pamdesk.vault.jobs import JobOptions
from pamdesk.vault.vault import Vault


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
        with running(vault, progress.tell, as_json=as_json, before_leaving=progress.take_away) as engine:
            chosen = _chosen(vault, engine, users, folder_name, due)
            if only_plan:
                return _plan(engine, chosen, as_json)
            options = JobOptions(concurrency=concurrency, canary=not users, due=due)
            with progress.shown(len(chosen)):
                asked = rotations.rotate(engine.thread, chosen, who=who(), why=why, options=options)
                results = engine.finish(asked)
        return _report(_in_order(results, chosen), as_json)


def _chosen(
    vault: Vault, engine: Running, users: tuple[str, ...], folder_name: str | None, due: bool
) -> list[str]:
    if users:
        return find_all(vault, users)
    if folder_name is not None:
        return rotations.in_folder(vault, folder_name)
    return engine.due() if due else rotations.everything(vault)


def _plan(engine: Running, chosen: Sequence[str], as_json: bool) -> int:
    plans = engine.finish(rotations.plan(engine.thread, chosen))
    listed: list[Json] = [documents.planned(each) for each in plans]
    stopped = [each for each in plans if each.code not in ("", "ok")]
    code = ExitCode.REFUSED if stopped else ExitCode.DONE
    text = "\n\n".join(map(_plan_text, plans)) or "There is nothing to do."
    emit({"accounts": listed}, text, as_json=as_json, code=code)
    return code


def _plan_text(plan: AccountPlan) -> str:
    mend = documents.mend_command(plan.code, plan.id)
    head = f"{plan.title} – {documents.words(plan.state, '')}\n{plan.reason}" + (f"\n{mend}" if mend else "")
    steps = "\n".join(f"  {number}. {step}" for number, step in enumerate(plan.steps, 1))
    return f"{head}\n{steps}".rstrip()


def _in_order(results: Sequence[AccountResult], chosen: Sequence[str]) -> list[AccountResult]:
    """Return the results in the order that was asked for, not in that in which they ended."""
    places = {user_id: place for place, user_id in enumerate(chosen)}
    return sorted(results, key=lambda each: places.get(each.id, len(places)))


def _report(results: Sequence[AccountResult], as_json: bool) -> int:
    listed: list[Json] = [documents.account(each) for each in results]
    code = of_results((str(each.state), each.code) for each in results)
    text = documents.accounts_text(results, "There is nothing to do.")
    emit({"accounts": listed}, text, as_json=as_json, code=code)
    return code
