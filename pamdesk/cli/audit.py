"""`pamdesk audit …`."""

from __future__ import annotations

import click

from pamdesk.cli import documents
from pamdesk.cli.exit_codes import ExitCode
from pamdesk.cli.groups import Group
from pamdesk.cli.moments import local
from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit, listing
from pamdesk.cli.session import Session
from pamdesk.records.record import Json
from pamdesk.services.naming import find


@click.group(cls=Group)
def audit() -> None:
    """Read and verify the audit log."""


@audit.command("list")
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=100, help="At most so many rows.")
@click.option("--record", metavar="ID", help="Only what concerns this record.")
@with_session
def list_audit(session: Session, limit: int, record: str | None, as_json: bool) -> None:
    """Show who did what, newest first."""
    with session.open() as vault:
        entries = vault.audit.list(limit, find(vault, record) if record else None)
        ids = list(dict.fromkeys(each.record_id for each in entries if each.record_id))
        titles = {header.id: header.title for header in vault.records.headers(ids)}
    listed: list[Json] = [
        {
            "seq": each.seq,
            "at": documents.moment(each.at),
            "who": each.who,
            "action": each.action,
            "id": each.record_id or None,
            "title": titles.get(each.record_id),
            "detail": each.detail,
        }
        for each in entries
    ]
    rows = [
        [local(x.at, seconds=True), x.who, x.action, titles.get(x.record_id, x.record_id), x.detail]
        for x in entries
    ]
    text = listing(["at", "who", "action", "record", "detail"], rows, "No entries.")
    emit({"entries": listed}, text, as_json=as_json)


@audit.command()
@with_session
def verify(session: Session, as_json: bool) -> int:
    """Check the whole chain against the vault; exit code 1 where a row does not agree."""
    with session.open() as vault:
        report = vault.audit.verify()
        notices: list[Json] = list(vault.notices)
    document = {
        "ok": report.ok,
        "entries": report.entries,
        "first_bad": report.first_bad,
        "sentence": report.sentence,
        "notices": notices,
    }
    text = "\n".join([report.sentence, *map(str, notices)])
    emit(document, text, as_json=as_json)
    return ExitCode.DONE if report.ok and not notices else ExitCode.REFUSED
