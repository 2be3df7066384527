"""`pamdesk records trust`: what a resource shows of itself is seen by a person, and pinned when they accept it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pamdesk.cli.exit_codes import ExitCode
from pamdesk.cli.options import with_session
from pamdesk.cli.output import emit, say
from pamdesk.cli.session import Session
from pamdesk.records.record import Json
from pamdesk.services import records as service
from pamdesk.services.actor import who
from pamdesk.services.naming import find

if TYPE_CHECKING:
    from pamdesk.services.trusting import Identity


@click.command()
@click.argument("record", metavar="ID")
@click.option("--fingerprint", metavar="SHA256:…", help="What it must show; nothing is asked of it then.")
@click.option(
    "--console", is_flag=True, help="Accept the host key that the instance's EC2 console shows, no other."
)
@with_session
def trust(session: Session, record: str, fingerprint: str | None, console: bool, as_json: bool) -> int:
    """Accept the certificate or host key of a resource: from now on it must show this one, and no other.

    Without --fingerprint a host is asked for its key, and a person at a terminal is asked whether to accept it. Compare
    the fingerprint with one that came to you by another way before you do: of an EC2 instance AWS is asked which host
    keys it wrote to its console, and with --console a key that stands there is accepted without a question.
    """
    if console and fingerprint is not None:
        raise click.UsageError("--fingerprint and --console are two ways; give one.")
    from pamdesk.services.trusting import look  # it knows the targets, which no list of records needs

    with session.open() as vault:
        record_id = find(vault, record)
        if fingerprint is None:
            seen = look(vault, record_id)
            if seen.shown == seen.pinned:
                return _done(
                    record_id, seen.title, seen.shown, "shows what is pinned already", as_json=as_json
                )
            proved = console and seen.console == "same"
            if not proved and (as_json or console or not _accepted(seen)):
                return _not_accepted(record_id, seen, as_json=as_json)
            fingerprint = seen.shown
        found = service.trust(vault, record_id, fingerprint, who())
    return _done(found.id, found.title, fingerprint, "is believed by this fingerprint alone", as_json=as_json)


def _accepted(seen: Identity) -> bool:
    say(f"{seen.title} shows {seen.shown}.")
    if seen.told:
        say(seen.told)
    say(f"Pinned is {seen.pinned}." if seen.pinned else "Nothing is pinned yet.")
    return sys.stdin.isatty() and click.confirm("Accept it", default=False, err=True)


def _done(record_id: str, title: str, fingerprint: str, words: str, *, as_json: bool) -> int:
    document: dict[str, Json] = {"id": record_id, "title": title, "fingerprint": fingerprint}
    emit(document, f"{title} {words}.", as_json=as_json)
    return ExitCode.DONE


def _not_accepted(record_id: str, seen: Identity, *, as_json: bool) -> int:
    shows = f"{seen.title} shows {seen.shown}, which nobody has accepted."
    message = " ".join(filter(None, (shows, seen.told, "Nothing was changed.")))
    hint = f'pamdesk records trust {record_id} --fingerprint "{seen.shown}"'
    error: dict[str, Json] = {
        "code": "not_accepted",
        "message": message,
        "hint": hint,
        "shown": seen.shown,
        "pinned": seen.pinned,
        "console": seen.console.value if seen.console else None,
    }
    emit({"error": error}, "", as_json=as_json)
    if not as_json:
        say(f"{message}\n{hint} accepts it.")
    return ExitCode.REFUSED
