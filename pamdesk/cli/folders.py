"""`pamdesk folders …`."""

from __future__ import annotations

import click

from pamdesk.cli.groups import Group
from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit, listing
from pamdesk.cli.session import Session
from pamdesk.records.record import Json
from pamdesk.services import folders as service
from pamdesk.services.actor import who


@click.group(cls=Group)
def folders() -> None:
    """Add and list folders."""


@folders.command()
@click.argument("name")
@click.option("--shared", is_flag=True, help="Mark it as a shared folder.")
@with_session
def add(session: Session, name: str, shared: bool, as_json: bool) -> None:
    """Make the folder NAME; "Production / Databases" makes it inside Production. Prints the id."""
    with session.open() as vault:
        folder = service.add(vault, name, who(), shared=shared)
        path = vault.folders.path(folder.id)
    emit(
        {"id": folder.id, "name": folder.name, "path": path, "shared": folder.shared},
        folder.id,
        as_json=as_json,
    )


@folders.command("list")
@with_session
def list_folders(session: Session, as_json: bool) -> None:
    """List every folder with the number of records directly in it."""
    with session.open() as vault:
        lines = service.lines(vault)
    listed: list[Json] = [
        {
            "id": each.id,
            "name": each.name,
            "path": each.path,
            "shared": each.shared,
            "records": each.records,
        }
        for each in lines
    ]
    rows = [[each.id, each.path, "yes" if each.shared else "", str(each.records)] for each in lines]
    text = listing(["id", "folder", "shared", "records"], rows, "No folders.")
    emit({"folders": listed}, text, as_json=as_json)
