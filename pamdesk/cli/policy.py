"""`pamdesk rotation policy`: the least that AWS must allow for one configuration, ready for IAM."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit, say
from pamdesk.cli.session import Session
from pamdesk.records.record import Json
from pamdesk.records.words import listed
from pamdesk.services.naming import find

if TYPE_CHECKING:
    from pamdesk.services.policies import LeastPrivilege, PolicyDocument
    from pamdesk.services.policy_documents import Statement

_SHOWN = 8  # accounts of a statement that are named; --json names all


@click.command()
@click.argument("configuration", metavar="CONFIGURATION")
@click.option("--part", type=click.IntRange(1), help="Which document, where the policy is several.")
@with_session
def policy(session: Session, configuration: str, part: int | None, as_json: bool) -> None:
    """Print the IAM policy that allows what the accounts of a configuration need, and no more.

    Standard output holds the JSON of one document and nothing else; which account each statement comes from, and what
    else there is to know, stands on standard error. Nothing is asked of AWS.
    """
    from pamdesk.services.policies import least_privilege  # it knows the targets, which few commands need

    with session.open() as vault:
        found = least_privilege(vault, find(vault, configuration))
    if as_json:
        emit(_document(found), "", as_json=True)
        return
    chosen = _chosen(found, part)
    _explain(found, chosen)
    emit({}, chosen.text if chosen else "", as_json=False)


def _chosen(found: LeastPrivilege, part: int | None) -> PolicyDocument | None:
    """Return the document to be printed; several are never printed as one, for IAM would take none of it."""
    from pamdesk.services.policies import attached_to

    count = len(found.documents)
    if part is None and count > 1:
        parts = " ".join(f"{n}: {attached_to(each, found)}" for n, each in enumerate(found.documents, 1))
        raise click.UsageError(f"The policy is {count} documents; --part prints one of them. {parts}")
    if part is not None and part > count:
        raise click.UsageError(f"The policy has no document {part}; it has {count}.")
    return found.documents[(part or 1) - 1] if count else None


def _explain(found: LeastPrivilege, chosen: PolicyDocument | None) -> None:
    from pamdesk.services.policies import attached_to

    if chosen is not None:
        say(attached_to(chosen, found))
        for statement in chosen.statements:
            can_do_without = " (a rotation goes on without it)" if statement.optional else ""
            say(f"{statement.sid}: {_named(statement)}{can_do_without}")
    for note in found.notes:
        say(note)
    for account in found.left_out:
        say(f"Left out: {account.title}. {account.reason}")


def _named(statement: Statement) -> str:
    titles = [each.title for each in statement.whence]
    more = [f"{len(titles) - _SHOWN} more"] if len(titles) > _SHOWN else []
    return listed([*titles[:_SHOWN], *more])


def _document(found: LeastPrivilege) -> dict[str, Json]:
    documents: list[Json] = [
        {
            "attached_to": each.holder.value,
            "policy": json.loads(each.text),
            "statements": [
                {
                    "sid": statement.sid,
                    "optional": statement.optional,
                    "accounts": [{"id": one.id, "title": one.title} for one in statement.whence],
                }
                for statement in each.statements
            ],
        }
        for each in found.documents
    ]
    notes: list[Json] = list(found.notes)
    left_out: list[Json] = [
        {"id": each.id, "title": each.title, "reason": each.reason} for each in found.left_out
    ]
    return {
        "id": found.configuration.id,
        "title": found.configuration.title,
        "documents": documents,
        "notes": notes,
        "left_out": left_out,
    }
