"""`pamdesk import …`."""

from __future__ import annotations

from pathlib import Path

import click

from pamdesk.cli.exit_codes import ExitCode
from pamdesk.cli.groups import Group
from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit
from pamdesk.cli.session import Session
from pamdesk.exchange.report import ReportLine
from pamdesk.records.record import Json
from pamdesk.records.words import counted
from pamdesk.services import importing
from pamdesk.services.actor import who
from pamdesk.services.importing import ImportResult


@click.group("import", cls=Group)
def imports() -> None:
    """Take records over from another program."""


@imports.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and change nothing.")
@with_session
def keeper(session: Session, file: Path, dry_run: bool, as_json: bool) -> int:
    """Import the JSON of Keeper's `pam project import`.

    Records whose title is here already are skipped. What cannot be taken is left out and reported with its line: exit code 1
    where there is any, also with --dry-run.
    """
    text = importing.read_file(file)
    with session.open() as vault:
        result = importing.import_keeper(vault, text, who(), dry_run=dry_run)
    code = ExitCode.REFUSED if result.skipped else ExitCode.DONE
    emit(_document(result), _text(result), as_json=as_json, code=code)
    return code


def _document(result: ImportResult) -> dict[str, Json]:
    added: list[Json] = [
        {
            "id": None if result.dry_run else each.id,
            "type": each.type,
            "title": each.title,
            "folder": each.folder,
        }
        for each in result.added
    ]
    report: list[Json] = [
        {"severity": each.severity.value, "line": each.line, "path": each.path, "sentence": each.sentence}
        for each in result.lines
    ]
    return {
        "project": result.project,
        "dry_run": result.dry_run,
        "records": added,
        "links": result.links,
        "rotations": result.rotations,
        "skipped": result.skipped,
        "present": result.present,
        "report": report,
    }


def _text(result: ImportResult) -> str:
    done = "would be added" if result.dry_run else "were added"
    records = counted(len(result.added), "record")
    links, rotations = counted(result.links, "link"), counted(result.rotations, "rotation setting")
    head = f"{result.project}: {records}, {links} and {rotations} {done}."
    if result.skipped:
        head = f"{head} {counted(result.skipped, 'entry', 'entries')} left out, line by line below."
    if result.present:
        head = f"{head} {counted(result.present, 'record')} in the vault already."
    return "\n".join([head, *map(_line, result.lines)])


def _line(line: ReportLine) -> str:
    return (
        f"line {line.line}: {line.sentence} ({line.path})"
        if line.path
        else f"line {line.line}: {line.sentence}"
    )
