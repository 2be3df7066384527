"""`pamdesk rotation script …` and `rotation follow-up`: scripts that follow a rotation, and running them again alone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pamdesk.cli import documents
from pamdesk.cli.exit_codes import of_results
from pamdesk.cli.groups import Group
from pamdesk.cli.moments import local
from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit, listing, visible
from pamdesk.cli.session import Session
from pamdesk.records.errors import UserError
from pamdesk.records.record import Json
from pamdesk.records.scripts import LARGEST, LONGEST_SECONDS, SECONDS
from pamdesk.records.secret import Secret
from pamdesk.rotation.events import ignore
from pamdesk.services import scripts
from pamdesk.services.actor import who
from pamdesk.services.naming import find
from pamdesk.services.scripts import RunLine, ScriptLine

STDIN = "-"


@click.group(cls=Group)
def script() -> None:
    """Scripts that run after a successful rotation: of the account, then of what it lives on, then of its configuration.

    A script gets one line of base64 JSON on standard input, with newPassword, oldPassword, user, userRecordUid,
    resourceRecordUid, providerRecordUid and records. It runs as the user of PamDesk. Its exit code is its result.
    """


@script.command("add")
@click.argument("record", metavar="ID")
@click.argument("file", metavar="FILE")
@click.option("--name", default="", help="What the script is called, where not as its file.")
@click.option(
    "--interpreter", default="", help="The program that runs it, where its first line does not say."
)
@click.option("--give", multiple=True, metavar="ID", help="A further record whose secrets it is told.")
@click.option(
    "--seconds",
    type=click.IntRange(1, LONGEST_SECONDS),
    default=SECONDS,
    show_default=True,
    help="Its time limit.",
)
@with_session
def add(
    session: Session,
    record: str,
    file: str,
    name: str,
    interpreter: str,
    give: tuple[str, ...],
    seconds: int,
    as_json: bool,
) -> None:
    """Add a script to a record, switched off; FILE is "-" for standard input. The same name again changes its text."""
    text = _read(file)
    with session.open() as vault:
        record_id = find(vault, record)
        added = scripts.add_script(
            vault,
            record_id,
            name or Path(file).name,
            text,
            who=who(),
            interpreter=interpreter,
            credentials=give,
            seconds=seconds,
        )
    told = f"{added.name} is added, switched off. pamdesk rotation script enable switches it on."
    emit(_changed(record_id, added.name, enabled=False), told, as_json=as_json)


@script.command("list")
@click.argument("record", metavar="ID")
@with_session
def list_scripts(session: Session, record: str, as_json: bool) -> None:
    """List the scripts of a record in the order in which they run."""
    with session.open() as vault:
        found = scripts.scripts(vault, find(vault, record))
    rows = [[each.name, _word(each), each.interpreter, ", ".join(each.credentials)] for each in found]
    text = listing(["script", "state", "interpreter", "is told"], rows, "No scripts.")
    emit({"scripts": [_script(each) for each in found]}, text, as_json=as_json)


@script.command()
@click.argument("record", metavar="ID")
@click.argument("name")
@with_session
def show(session: Session, record: str, name: str, as_json: bool) -> None:
    """Print a script's text."""
    with session.open() as vault:
        text = scripts.script_text(vault, find(vault, record), name).reveal()
    shown = "\n".join(visible(line.expandtabs()) for line in text.split("\n"))
    emit({"name": name, "text": text}, shown, as_json=as_json)


@script.command()
@click.argument("record", metavar="ID")
@click.argument("name")
@with_session
def enable(session: Session, record: str, name: str, as_json: bool) -> None:
    """Switch a script on: from now on it runs after every successful rotation. Read it first."""
    _switch(session, record, name, enabled=True, as_json=as_json)


@script.command()
@click.argument("record", metavar="ID")
@click.argument("name")
@with_session
def disable(session: Session, record: str, name: str, as_json: bool) -> None:
    """Switch a script off."""
    _switch(session, record, name, enabled=False, as_json=as_json)


@script.command()
@click.argument("record", metavar="ID")
@click.argument("name")
@with_session
def remove(session: Session, record: str, name: str, as_json: bool) -> None:
    """Remove a script from a record."""
    with session.open() as vault:
        record_id = find(vault, record)
        scripts.remove_script(vault, record_id, name, who=who())
    emit({"id": record_id, "script": name}, f"{name} is removed.", as_json=as_json)


@script.command()
@click.argument("user", metavar="ID")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True)
@click.option("--output", "with_output", is_flag=True, help="What each printed too, secrets masked.")
@with_session
def runs(session: Session, user: str, limit: int, with_output: bool, as_json: bool) -> None:
    """Show what became of the scripts after an account's rotations, newest first."""
    with session.open() as vault:
        found = scripts.runs(vault, find(vault, user), limit)
        printed = {each.id: scripts.run_output(vault, each.id) for each in found} if with_output else {}
    listed: list[Json] = [_run(each, printed.get(each.id)) for each in found]
    rows = [[local(each.begun), each.record_title, each.name, each.who, _sentence(each)] for each in found]
    headings = ["begun", "of", "script", "who", "sentence"]
    if with_output and found:
        text = "\n\n".join(
            f"{listing(headings, [row], '')}\n{_indented(printed[each.id])}".rstrip()
            for each, row in zip(found, rows, strict=True)
        )
    else:
        text = listing(headings, rows, "No script has run after a rotation of this account.")
    emit({"runs": listed}, text, as_json=as_json)


@click.command("follow-up")
@click.argument("user", metavar="ID")
@click.option("--script", "names", multiple=True, metavar="NAME", help="Only this script.")
@with_session
def follow_up(session: Session, user: str, names: tuple[str, ...], as_json: bool) -> int:
    """Run the scripts of an account's last rotation again, alone: those that did not end well, or those named.

    The password stays as it is.
    """
    from pamdesk.cli.running import running

    with session.open() as vault:
        user_id = find(vault, user)
        with running(vault, ignore, as_json=as_json) as engine:
            result = engine.finish(scripts.follow_up(engine.thread, vault, user_id, names, who=who()))
    code = of_results([(str(result.state), result.code)])
    document: dict[str, Json] = {"accounts": [documents.account(result)]}
    emit(document, documents.accounts_text([result], ""), as_json=as_json, code=code)
    return code


def _switch(session: Session, record: str, name: str, *, enabled: bool, as_json: bool) -> None:
    with session.open() as vault:
        record_id = find(vault, record)
        switched = scripts.switch_script(vault, record_id, name, enabled=enabled, who=who())
    state = "on" if enabled else "off"
    emit(
        _changed(record_id, switched.name, enabled=enabled),
        f"{switched.name} is switched {state}.",
        as_json=as_json,
    )


def _read(file: str) -> Secret:
    try:
        raw = sys.stdin.buffer.read(4 * LARGEST + 1) if file == STDIN else Path(file).read_bytes()
    except OSError as error:
        raise UserError(f"The file {file} cannot be read: {error.strerror}.", code="file") from None
    try:
        return Secret(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UserError(f"The file {file} is not UTF-8 text.", code="not_text") from None


def _word(line: ScriptLine) -> str:
    state = "on" if line.enabled else "off"
    if not line.has_text:
        return "off, imported by name"
    return f"{state}, imported" if line.imported else state


def _changed(record_id: str, name: str, *, enabled: bool) -> dict[str, Json]:
    return {"id": record_id, "script": name, "enabled": enabled}


def _script(line: ScriptLine) -> dict[str, Json]:
    return {
        "name": line.name,
        "enabled": line.enabled,
        "imported": line.imported,
        "has_text": line.has_text,
        "interpreter": line.interpreter,
        "credentials": list(line.credentials),
        "seconds": line.seconds,
    }


def _run(line: RunLine, output: str | None) -> dict[str, Json]:
    shown: dict[str, Json] = {
        "run": line.id,
        "attempt": line.attempt_id,
        "record": {"id": line.record_id, "title": line.record_title},
        "script": line.name,
        "state": line.state.value,
        "exit_code": line.exit_code,
        "reason": line.sentence,
        "who": line.who,
        "begun": documents.moment(line.begun),
        "ended": documents.moment(line.ended),
    }
    return shown if output is None else {**shown, "output": output}


def _sentence(line: RunLine) -> str:
    return line.sentence or f"The script {line.name} has begun; its end is not written down yet."


def _indented(output: str) -> str:
    return "\n".join(f"  {visible(line.expandtabs())}".rstrip() for line in output.rstrip("\n").split("\n"))
