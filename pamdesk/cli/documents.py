"""The JSON of records, links and accounts, with the keys of architecture.md §6."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pamdesk.cli.output import listing
from pamdesk.records.codec import SEALED_UNKNOWN
from pamdesk.records.record import FieldValue, Json, Record
from pamdesk.records.rotation_settings import RotationSettings
from pamdesk.records.schedules import format_complexity, format_schedule
from pamdesk.records.secret import Secret

if TYPE_CHECKING:  # the engine is not loaded for commands that rotate nothing
    from pamdesk.rotation.results import AccountPlan, AccountResult
    from pamdesk.services.links import LinkLine
    from pamdesk.services.rotations import AccountLine
    from pamdesk.services.states import AccountView


def field_values(record: Record, *, reveal: bool) -> dict[str, Json]:
    """Return a record's fields; secrets are null unless they are revealed, what a newer version sealed never shows."""
    return {
        name: value_of(value, reveal=reveal)
        for name, value in record.fields.items()
        if not name.startswith(SEALED_UNKNOWN)
    }


def value_of(value: FieldValue, *, reveal: bool) -> Json:
    """Return one field's value as JSON."""
    if isinstance(value, Secret):
        return value.reveal() if reveal else None
    return list(value) if isinstance(value, tuple) else value


def custom_values(record: Record, *, reveal: bool) -> list[Json]:
    """Return the fields that a person added."""
    return [
        {"label": each.label, "kind": each.kind, "value": value_of(each.value, reveal=reveal)}
        for each in record.custom
    ]


def link(line: LinkLine) -> dict[str, Json]:
    """Return a link with both ends."""
    return {
        "kind": line.kind.value,
        "from": {"id": line.source, "title": line.source_title},
        "to": {"id": line.target, "title": line.target_title},
    }


def rotation(settings: RotationSettings | None, view: AccountView | None = None) -> dict[str, Json]:
    """Return rotation settings and state; every key is there, null where nothing is set."""
    schedule = settings.schedule if settings else None
    complexity = settings.complexity if settings else None
    return {
        "method": settings.method.value if settings else None,
        "secret": settings.secret.value if settings else None,
        "schedule": format_schedule(schedule) if schedule else None,
        "complexity": format_complexity(complexity) if complexity else None,
        "enabled": settings.enabled if settings else None,
        **standing(view),
    }


def standing(view: AccountView | None) -> dict[str, Json]:
    """Return an account's state, when it was proved last, and when it is rotated next; all null for what is no account."""
    return {
        "state": view.word.value if view else None,
        "last": moment(view.proved_at) if view else None,
        "next": moment(view.next_at) if view else None,
    }


def moment(at: datetime | None) -> str | None:
    """Return a moment as ISO 8601 in UTC."""
    return at.isoformat(timespec="seconds") if at else None


def account(result: AccountResult | AccountLine) -> dict[str, Json]:
    """Return one account of the list `accounts`."""
    return {
        "id": result.id,
        "title": result.title,
        "target": result.target,
        "method": result.method,
        "state": str(result.state),
        "changed": result.changed,
        "reason": result.reason,
        "code": result.code,
        "seconds": round(result.seconds, 3),
    }


def status(line: AccountLine) -> dict[str, Json]:
    """Return an account with when it was rotated and when it will be."""
    return {**account(line), "at": moment(line.at), "next": moment(line.next_at)}


def planned(plan: AccountPlan) -> dict[str, Json]:
    """Return an account of a dry run: the same keys, and the statements with secrets masked."""
    steps: list[Json] = list(plan.steps)
    return {
        "id": plan.id,
        "title": plan.title,
        "target": plan.target,
        "method": plan.method,
        "state": plan.state,
        "changed": False,
        "reason": plan.reason,
        "code": plan.code,
        "seconds": 0.0,
        "steps": steps,
        "accepts": plan.accepts,
    }


def accounts_text(lines: Sequence[AccountResult | AccountLine], nothing: str) -> str:
    """Return accounts for a terminal: title, state in words, sentence; below, the commands that mend what is missing."""
    rows = [[each.title, words(str(each.state), each.code), each.reason] for each in lines]
    mends = dict.fromkeys(mend_command(each.code, each.id) for each in lines)
    return "\n".join([listing(["account", "state", "sentence"], rows, nothing), *filter(None, mends)])


def mend_command(code: str, record_id: str) -> str:
    """Return the command that mends what a code stands for, empty where no one command does."""
    return _MENDS[code].format(id=record_id) if code in _MENDS else ""


_MENDS = {
    "no_settings": "pamdesk rotation set {id} --method general (or iam_password), then rotate again.",
}


_WORDS = {
    "never": "Never rotated",
    "changed_by_hand": "Changed by hand – not proved",
    "up_to_date": "Up to date",
    "due": "Due",
    "running": "Rotating",
    "done": "Done",
    "failed": "Failed – nothing changed",
    "refused": "Refused – nothing changed",
    "in_doubt": "In doubt",
    "skipped": "Skipped",
    "off": "Off",
}


def words(state: str, code: str) -> str:
    """Return a state as the design system writes it."""
    return "Follow-up failed" if code == "followup_failed" else _WORDS.get(state, state)
