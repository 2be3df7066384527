"""`pamdesk rotation …`: settings, states, history, and settling what an interrupted program left open."""

from __future__ import annotations

import click

from pamdesk.cli import documents
from pamdesk.cli.check import check
from pamdesk.cli.exit_codes import of_results
from pamdesk.cli.groups import Group
from pamdesk.cli.moments import local
from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit, listing, pairs
from pamdesk.cli.policy import policy
from pamdesk.cli.scripts import follow_up, script
from pamdesk.cli.session import Session
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.record import Json
from pamdesk.records.rotation_settings import Method, SecretKind
from pamdesk.records.schedules import next_runs, parse_complexity, parse_schedule
from pamdesk.records.words import quoted
from pamdesk.rotation.events import ignore
from pamdesk.services import rotations
from pamdesk.services.actor import who
from pamdesk.services.naming import find
from pamdesk.vault.vault import Vault

DEFAULT = "default"
RUNS_SHOWN = 5


@click.group(cls=Group)
def rotation() -> None:
    """Rotation settings, states and history."""


rotation.add_command(script)
rotation.add_command(follow_up)
rotation.add_command(check)
rotation.add_command(policy)


@rotation.command("set")
@click.argument("user", metavar="USER")
@click.option("--method", type=click.Choice([each.value for each in Method]))
@click.option("--secret", "secret_kind", type=click.Choice([each.value for each in SecretKind]))
@click.option(
    "--schedule",
    help="on-demand, daily 03:00 Asia/Tokyo, weekly mon 03:00 UTC, monthly 22 03:00 UTC, cron: … ZONE, or default.",
)
@click.option("--complexity", help="Length, upper, lower, digits, symbols: 20,1,1,1,1; or default.")
@click.option(
    "--enable/--disable", "enabled", default=None, help="Switch rotation of this account on or off."
)
@with_session
def set_rotation(
    session: Session,
    user: str,
    method: str | None,
    secret_kind: str | None,
    schedule: str | None,
    complexity: str | None,
    enabled: bool | None,
    as_json: bool,
) -> None:
    """Set how and when an account is rotated; what is not named stays. "default" follows the configuration."""
    change = rotations.SettingsChange(
        method=Method(method) if method else None,
        secret=SecretKind(secret_kind) if secret_kind else None,
        schedule=parse_schedule(schedule) if schedule not in (None, DEFAULT) else None,
        default_schedule=schedule == DEFAULT,
        complexity=parse_complexity(complexity) if complexity not in (None, DEFAULT) else None,
        default_complexity=complexity == DEFAULT,
        enabled=enabled,
    )
    with session.open() as vault:
        user_id = find(vault, user)
        settings = rotations.change_settings(vault, user_id, change, who())
        title = vault.records.header(user_id).title
    runs = (
        next_runs(settings.schedule, settings.changed, RUNS_SHOWN)
        if settings.schedule and settings.enabled
        else ()
    )
    times: list[Json] = [documents.moment(each) for each in runs]
    document: dict[str, Json] = {
        "id": user_id,
        "rotation": documents.rotation(settings),
        "next_runs": times,
    }
    lines = [(title, f"{settings.method.value}, {'on' if settings.enabled else 'off'}")]
    lines.extend(("Next" if not place else "", local(at)) for place, at in enumerate(runs))
    emit(document, pairs(lines), as_json=as_json)


@rotation.command()
@click.argument("users", nargs=-1, metavar="[ID]...")
@with_session
def status(session: Session, users: tuple[str, ...], as_json: bool) -> None:
    """Show in which state accounts are: those named, or all that have rotation settings."""
    with session.open() as vault:
        chosen = [_user(vault, each) for each in users]
        lines = rotations.status(vault, chosen if users else None)
    listed: list[Json] = [documents.status(each) for each in lines]
    text = documents.accounts_text(lines, "No account has rotation settings.")
    emit({"accounts": listed}, text, as_json=as_json)


def _user(vault: Vault, named: str) -> str:
    record_id = find(vault, named)
    if vault.records.header(record_id).type != rotations.USER:
        raise InvalidRecord(
            f"{quoted(named)} is not a PAM User; only PAM Users are rotated.", code="not_an_account"
        )
    return record_id


@rotation.command()
@click.argument("user", required=False, metavar="[ID]")
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, help="At most so many attempts.")
@with_session
def history(session: Session, user: str | None, limit: int, as_json: bool) -> None:
    """Show attempts, newest first: of one account, or of all."""
    with session.open() as vault:
        found = rotations.attempts(vault, find(vault, user) if user else None, limit)
        ids = list(dict.fromkeys(each.user_id for each in found))
        titles = {header.id: header.title for header in vault.records.headers(ids)}
    listed: list[Json] = [
        {
            "attempt": each.id,
            "id": each.user_id,
            "title": titles.get(each.user_id, ""),
            "target": each.target,
            "method": each.method,
            "state": rotations.word_of(each),
            "step": each.state.value,
            "changed": each.changed,
            "reason": each.sentence,
            "code": each.code,
            "seconds": round(each.seconds, 3),
            "who": each.who,
            "why": each.why,
            "aws_source": each.aws_source,
            "started": documents.moment(each.started),
            "updated": documents.moment(each.updated),
        }
        for each in found
    ]
    rows = [
        [
            local(each.started),
            titles.get(each.user_id, ""),
            documents.words(rotations.word_of(each), each.code),
            each.who,
            each.why,
            each.sentence,
        ]
        for each in found
    ]
    text = listing(["started", "account", "state", "who", "why", "sentence"], rows, "No attempts.")
    emit({"attempts": listed}, text, as_json=as_json)


@rotation.command()
@click.option(
    "--patience",
    type=click.FloatRange(0, 3600),
    default=60.0,
    show_default=True,
    help="Seconds to go on asking servers that do not answer yet.",
)
@with_session
def recover(session: Session, patience: float, as_json: bool) -> int:
    """Settle what an interrupted program left open, by asking each server which secret works.

    Exit code 4 where something stays in doubt; it is asked about again by the window, the gateway, or this command.
    """
    from pamdesk.cli.running import running

    with session.open() as vault, running(vault, ignore, as_json=as_json) as engine:
        results = engine.finish(rotations.recover(engine.thread, patience=patience))
    listed: list[Json] = [documents.account(each) for each in results]
    code = of_results((str(each.state), each.code) for each in results)
    text = documents.accounts_text(results, "Nothing was left open.")
    emit({"accounts": listed}, text, as_json=as_json, code=code)
    return code


@rotation.command("state-over")
@click.argument("user", metavar="ID")
@click.option("--yes", is_flag=True, help="You have looked on the server, and state it.")
@with_session
def state_over(session: Session, user: str, yes: bool, as_json: bool) -> int:
    """State that the change of an account in doubt is over, where its server does not say so; the audit keeps that you did.

    Without --yes it says what you state, and changes nothing. Then the server is asked again which password works. Exit
    code 4 where the account stays in doubt.
    """
    from pamdesk.cli.running import running
    from pamdesk.services import stating

    with session.open() as vault:
        user_id = _user(vault, user)
        stating.state_over(vault, user_id, who(), confirmed=yes)
        with running(vault, ignore, as_json=as_json) as engine:
            result = engine.finish(engine.thread.submit(lambda its: its.ask_again(user_id)))
    listed: list[Json] = [documents.account(result)]
    code = of_results([(str(result.state), result.code)])
    emit({"accounts": listed}, documents.accounts_text([result], ""), as_json=as_json, code=code)
    return code
