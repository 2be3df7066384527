"""`pamdesk records …`: add, find, show, change and delete records; secrets come from files, never from arguments."""

from __future__ import annotations

import click

from pamdesk.cli import documents
from pamdesk.cli.exit_codes import ExitCode
from pamdesk.cli.groups import Group
from pamdesk.cli.moments import local
from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit, listing, pairs, say, table
from pamdesk.cli.session import Session
from pamdesk.cli.trust import trust
from pamdesk.cli.types import types
from pamdesk.cli.values import read_assignments
from pamdesk.records.record import Json, Record
from pamdesk.records.secret import Secret
from pamdesk.records.types import by_key
from pamdesk.services import links as link_service
from pamdesk.services import records as service
from pamdesk.services.actor import who
from pamdesk.services.details import as_text, folder_path
from pamdesk.services.naming import find, folder
from pamdesk.services.states import StateReader
from pamdesk.vault.vault import Vault

MASK = "********"  # every terminal can show it
USER = "pamUser"


@click.group(cls=Group)
def records() -> None:
    """Add, find, show and change records."""


records.add_command(trust)
records.add_command(types)


@records.command()
@click.argument("type_key", metavar="TYPE")
@click.option("--title", required=True)
@click.option("--folder", "folder_name", help="An id, a name or a path such as “Production / Databases”.")
@click.option("--notes")
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE]...")
@with_session
def add(
    session: Session,
    type_key: str,
    title: str,
    folder_name: str | None,
    notes: str | None,
    values: tuple[str, ...],
    as_json: bool,
) -> None:
    """Add a record of TYPE and print its id; `pamdesk records types [TYPE]` lists the types and their fields.

    FIELD=@FILE reads a value from a file, FIELD=@- from standard input; FIELD=@@X means a value that begins with @.
    """
    fields, attributes = read_assignments(by_key(type_key), values)
    options = {"title": title, "folder": folder_name, "notes": notes}
    given = {name: value for name, value in options.items() if value is not None}
    with session.open() as vault:
        record = service.add(
            vault, type_key, service.Changes(fields=fields, **{**attributes, **given}), who()
        )
        document = _line(vault, record.id, record.type, record.title, record.folder)
    emit(document, record.id, as_json=as_json)


@records.command("list")
@click.option("--type", "type_key", help="Only records of this type.")
@click.option("--folder", "folder_name", help="Only this folder and those below it.")
@click.option("--search", "query", default="", help="Words that must all be in title, login, host or tags.")
@with_session
def list_records(
    session: Session, type_key: str | None, folder_name: str | None, query: str, as_json: bool
) -> None:
    """List records by title."""
    wanted = by_key(type_key).key if type_key else None
    with session.open() as vault:
        place = folder(vault, folder_name).id if folder_name else None
        headers = vault.records.headers(vault.records.ids(type=wanted, folder=place, query=query))
        paths = {each.id: vault.folders.path(each.id) for each in vault.folders.list()}
        users = [each.id for each in headers if each.type == USER] if as_json else []
        views = StateReader(vault).of(users)
    listed: list[Json] = [
        {
            "id": each.id,
            "type": each.type,
            "title": each.title,
            "folder": paths.get(each.folder, ""),
            **documents.standing(views.get(each.id)),
        }
        for each in headers
    ]
    rows = [[each.id, each.type, each.title, paths.get(each.folder, "")] for each in headers]
    text = listing(["id", "type", "title", "folder"], rows, "No records.")
    emit({"records": listed}, text, as_json=as_json)


@records.command()
@click.argument("record", metavar="ID")
@click.option("--reveal", is_flag=True, help="Show secrets; the audit says that you did.")
@with_session
def show(session: Session, record: str, reveal: bool, as_json: bool) -> None:
    """Show one record with its links and its rotation."""
    with session.open() as vault:
        found = vault.records.get(find(vault, record))
        if reveal:
            vault.audit.append(who(), "revealed", found.id, "records show")
        view = StateReader(vault).of([found.id])[found.id] if found.type == USER else None
        links = link_service.of(vault, found.id)
        linked: list[Json] = [documents.link(each) for each in links]
        tags: list[Json] = list(found.tags)
        document = {
            **_line(vault, found.id, found.type, found.title, found.folder),
            "fields": documents.field_values(found, reveal=reveal),
            "custom": documents.custom_values(found, reveal=reveal),
            "notes": found.notes,
            "tags": tags,
            "favourite": found.favourite,
            "version": found.version,
            "links": linked,
            "rotation": documents.rotation(view.settings if view else None, view),
        }
        lines = [
            ("Title", found.title),
            ("Record type", by_key(found.type).title),
            ("Folder", folder_path(vault, found.folder)),
            *_field_lines(found, reveal=reveal),
            *((each.kind.value, f"{each.source_title} → {each.target_title}") for each in links),
        ]
        if view is not None:
            lines.append(("State", documents.words(view.word.value, view.code)))
            lines.append(("", view.sentence))
    emit(document, pairs([line for line in lines if line[1]]), as_json=as_json)


def _field_lines(record: Record, *, reveal: bool) -> list[tuple[str, str]]:
    lines = []
    for field in by_key(record.type).fields:
        value = record.fields.get(field.name)
        if value is None:
            continue
        shown = value.reveal() if isinstance(value, Secret) and reveal else as_text(value)
        lines.append((field.label, MASK if field.is_secret and not reveal else shown))
    for custom in record.custom:
        if isinstance(custom.value, Secret):
            lines.append((custom.label, custom.value.reveal() if reveal else MASK))
        else:
            lines.append((custom.label, custom.value))
    return [*lines, ("Notes", record.notes), ("Tags", ", ".join(record.tags))]


@records.command("set")
@click.argument("record", metavar="ID")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE...")
@with_session
def set_fields(session: Session, record: str, values: tuple[str, ...], as_json: bool) -> None:
    """Change fields of a record; FIELD= removes one. title, folder, notes, tags and favourite are set the same way."""
    with session.open() as vault:
        record_id = find(vault, record)
        fields, attributes = read_assignments(by_key(vault.records.header(record_id).type), values)
        changed = service.update(vault, record_id, service.Changes(fields=fields, **attributes), who())
        document = {
            **_line(vault, changed.id, changed.type, changed.title, changed.folder),
            "version": changed.version,
        }
    emit(document, f"{changed.title} is now version {changed.version}.", as_json=as_json)


@records.command()
@click.argument("record", metavar="ID")
@click.option("--yes", is_flag=True, help="Delete it even where something would stop working.")
@with_session
def delete(session: Session, record: str, yes: bool, as_json: bool) -> int:
    """Put a record into the trash; `records restore` takes it back.

    Where something would stop working without it, it says so and changes nothing unless --yes is given.
    """
    with session.open() as vault:
        record_id = find(vault, record)
        title = vault.records.header(record_id).title
        stops = service.what_delete_stops(vault, record_id)
        if stops and not yes:
            listed: list[Json] = list(stops)
            reason = f"{title} was not deleted: {' '.join(stops)}"
            error: dict[str, Json] = {
                "code": "still_needed",
                "message": reason,
                "hint": "--yes deletes it all the same.",
                "stops": listed,
            }
            emit({"error": error}, "", as_json=as_json)
            if not as_json:
                say(f"{reason}\n--yes deletes it all the same.")
            return ExitCode.REFUSED
        service.delete(vault, record_id, who())
    emit({"id": record_id, "deleted": True}, f"{title} is in the trash.", as_json=as_json)
    return ExitCode.DONE


@records.command()
@click.argument("record", metavar="ID")
@with_session
def restore(session: Session, record: str, as_json: bool) -> None:
    """Take a record, by id or title, out of the trash."""
    with session.open() as vault:
        record_id = service.find_trashed(vault, record)
        service.restore(vault, record_id, who())
        title = vault.records.header(record_id).title
    emit({"id": record_id, "restored": True}, f"{title} is back.", as_json=as_json)


@records.command("restore-version")
@click.argument("record", metavar="ID")
@click.argument("version", type=int)
@click.option(
    "--yes", is_flag=True, help="Restore it also where an earlier password becomes current with it."
)
@with_session
def restore_version(session: Session, record: str, version: int, yes: bool, as_json: bool) -> None:
    """Make an earlier version of a record, as `records history` numbers them, the newest again.

    Where an earlier password would become current, it says so and changes nothing unless --yes is given; afterwards the
    account is in doubt until the server was asked which password works.
    """
    from pamdesk.services import restoring  # it knows the targets, which no list of records needs

    with session.open() as vault:
        restored = restoring.restore_version(vault, find(vault, record), version, who(), confirmed=yes)
    document: dict[str, Json] = {"id": restored.id, "title": restored.title, "version": restored.version}
    emit(document, f"{restored.title} is now version {restored.version}.", as_json=as_json)


@records.command()
@click.argument("record", metavar="ID")
@click.option("--reveal", is_flag=True, help="Show secrets; the audit says that you did.")
@with_session
def history(session: Session, record: str, reveal: bool, as_json: bool) -> None:
    """Show every version of a record, newest first."""
    with session.open() as vault:
        record_id = find(vault, record)
        if reveal:
            vault.audit.append(who(), "revealed", record_id, "records history")
        entries = service.history(vault, record_id)
        versions: list[Json] = []
        for entry in entries:
            changed: list[Json] = list(entry.changed)
            line: dict[str, Json] = {
                "version": entry.version,
                "at": documents.moment(entry.at),
                "who": entry.who,
                "kind": entry.kind,
                "changed": changed,
            }
            if reveal:
                line["fields"] = documents.field_values(entry.record, reveal=True)
            versions.append(line)
        rows = [
            [str(each.version), local(each.at), each.who, each.kind, ", ".join(each.changed)]
            for each in entries
        ]
        text = table(["version", "at", "who", "what", "changed"], rows)
        if reveal:
            secrets = [
                (f"{field} in version {each.version}", value.reveal())
                for each in entries
                for field, value in each.record.fields.items()
                if isinstance(value, Secret) and not field.startswith("~")
            ]
            text += f"\n\n{pairs(secrets)}"
    emit({"id": record_id, "versions": versions}, text, as_json=as_json)


def _line(vault: Vault, record_id: str, type_key: str, title: str, folder_id: str) -> dict[str, Json]:
    return {"id": record_id, "type": type_key, "title": title, "folder": folder_path(vault, folder_id)}
