"""`pamdesk link`, `unlink` and `links`."""

from __future__ import annotations

from collections.abc import Callable

import click

from pamdesk.cli import documents
from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit, listing
from pamdesk.cli.session import Session
from pamdesk.records.links import Link, LinkKind
from pamdesk.records.record import Json
from pamdesk.services import links as service
from pamdesk.services import rotations
from pamdesk.services.actor import who
from pamdesk.services.link_graph import link_graph
from pamdesk.services.naming import find
from pamdesk.vault.vault import Vault

_OPTIONS = {
    "belongs_to": (LinkKind.BELONGS_TO, "R", "The resource on which the account lives and is rotated."),
    "iam_user_of": (LinkKind.IAM_USER, "C", "The configuration whose AWS account it is a user of."),
    "admin_of": (LinkKind.ADMIN, "R", "The resource that the engine signs in to with this account."),
    "launch_of": (LinkKind.LAUNCH, "R", "The resource that people open sessions on with this account."),
    "controls_services_on": (
        LinkKind.CONTROLS_SERVICES,
        "M",
        "The Windows machine whose services run as this account.",
    ),
    "environment": (LinkKind.ENVIRONMENT, "C", "Of a resource: the configuration that reaches it."),
}
USER = "pamUser"


def _link_options(function: Callable[..., None]) -> Callable[..., None]:
    for name, (_, metavar, text) in reversed(_OPTIONS.items()):
        function = click.option(f"--{name.replace('_', '-')}", name, metavar=metavar, help=text)(function)
    return function


@click.command()
@click.argument("record", metavar="USER|RESOURCE")
@_link_options
@with_session
def link(session: Session, /, record: str, as_json: bool, **ends: str | None) -> None:
    """Link a user to a resource or configuration, or a resource to its configuration."""
    _each(session, record, as_json, ends, service.add, "linked")


@click.command()
@click.argument("record", metavar="USER|RESOURCE")
@_link_options
@with_session
def unlink(session: Session, /, record: str, as_json: bool, **ends: str | None) -> None:
    """Take links away."""
    _each(session, record, as_json, ends, service.remove, "unlinked")


def _each(
    session: Session,
    record: str,
    as_json: bool,
    ends: dict[str, str | None],
    act: Callable[[Vault, Link, str], None],
    done: str,
) -> None:
    wanted = [(kind, ends[name]) for name, (kind, _, _) in _OPTIONS.items() if ends.get(name) is not None]
    if not wanted:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in _OPTIONS)
        raise click.UsageError(f"Say what to link it to: {names}.")
    with session.open() as vault:
        source = find(vault, record)
        links = [Link(source, kind, find(vault, str(end))) for kind, end in wanted]
        for each in links:
            act(vault, each, who())
        titles = {header.id: header.title for header in vault.records.headers([x.target for x in links])}
        title = vault.records.header(source).title
    listed: list[Json] = [
        {
            "kind": each.kind.value,
            "from": {"id": source, "title": title},
            "to": {"id": each.target, "title": titles[each.target]},
        }
        for each in links
    ]
    lines = [f"{title} {done}: {each.kind.value} {titles[each.target]}." for each in links]
    emit({"links": listed}, "\n".join(lines), as_json=as_json)


@click.command()
@click.argument("record", metavar="ID")
@with_session
def links(session: Session, record: str, as_json: bool) -> None:
    """Show what a record is linked to, the accounts that this concerns, and what is missing."""
    with session.open() as vault:
        record_id = find(vault, record)
        lines = service.of(vault, record_id)
        accounts = rotations.status(vault, _accounts(vault, record_id))
        graph = link_graph(vault, record_id)
    linked: list[Json] = [documents.link(each) for each in lines]
    listed: list[Json] = [documents.status(each) for each in accounts]
    gaps: list[Json] = [
        {"at": each.at, "code": each.code, "sentence": each.sentence, "mend": each.mend}
        for each in graph.gaps
    ]
    rows = [[x.source_title, x.kind.value, x.target_title] for x in lines]
    parts = [listing(["from", "link", "to"], rows, "No links.")]
    if accounts:
        parts.append(documents.accounts_text(accounts, ""))
    for each in graph.gaps:
        command = documents.mend_command(each.code, each.at)
        parts.append("\n".join(filter(None, (f"{each.sentence} {each.mend}", command))))
    emit({"accounts": listed, "links": linked, "gaps": gaps}, "\n\n".join(parts), as_json=as_json)


def _accounts(vault: Vault, record_id: str) -> list[str]:
    """Return the record itself where it is a user, else the users that live there."""
    if vault.records.header(record_id).type == USER:
        return [record_id]
    lives = (LinkKind.BELONGS_TO, LinkKind.IAM_USER)
    return [x.source for x in vault.links.of(record_id) if x.target == record_id and x.kind in lives]
