"""`pamdesk gateway …`."""

from __future__ import annotations

import click

from pamdesk.cli.groups import Group
from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit, table
from pamdesk.cli.session import Session
from pamdesk.records.record import Json


@click.group(cls=Group)
def gateway() -> None:
    """Rotate on schedule without a window."""


@gateway.command()
@with_session
def run(session: Session, as_json: bool) -> int:
    """Rotate what is due and settle what is open, until Ctrl+C or SIGTERM. Sentences go to standard error."""
    from pamdesk.gateway.run import serve

    with session.open() as vault:
        code = serve(vault)
        emit({"gateway": vault.gateway_id, "ended": True}, "", as_json=as_json)
    return code


@gateway.command("list")
@with_session
def list_gateways(session: Session, as_json: bool) -> None:
    """List gateways, each with the application as which it reads."""
    with session.open() as vault:
        applications = {each.id: each.name for each in vault.applications.list()}
        found = vault.gateways.list()
    listed: list[Json] = [
        {
            "id": each.id,
            "name": each.name,
            "application": applications.get(each.application_id, ""),
            "built_in": each.built_in,
        }
        for each in found
    ]
    rows = [
        [x.id, x.name, applications.get(x.application_id, ""), "yes" if x.built_in else ""] for x in found
    ]
    emit({"gateways": listed}, table(["id", "gateway", "application", "built in"], rows), as_json=as_json)
