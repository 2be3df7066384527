"""What the details pane shows of one record: fields with secrets masked, links, state, and what happened recently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pamdesk.records.errors import NotFound
from pamdesk.records.fields import Field, FieldKind
from pamdesk.records.record import FieldValue, Record
from pamdesk.records.secret import Secret
from pamdesk.records.types import find as find_type
from pamdesk.records.types import label_of
from pamdesk.services import links as link_services
from pamdesk.services.links import LinkLine
from pamdesk.services.states import AccountView, StateReader
from pamdesk.vault.vault import Vault

USER = "pamUser"
RECENT = 10  # lines under Recently


@dataclass(frozen=True, slots=True)
class DetailField:
    """One filled field; a secret's value is empty here, and is asked for by name. `refers_to` is a record's id."""

    name: str
    label: str
    kind: FieldKind
    value: str
    section: str = ""
    is_secret: bool = False
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class RecentLine:
    """One thing that happened: a rotation's end, or a version of the record."""

    at: datetime
    sentence: str
    who: str
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDetails:
    """One record as the details pane shows it; `state` is of a PAM User only."""

    id: str
    type: str
    title: str
    folder: str
    folder_path: str
    notes: str
    tags: tuple[str, ...]
    favourite: bool
    version: int
    created: datetime
    modified: datetime
    fields: tuple[DetailField, ...]
    custom: tuple[DetailField, ...]
    links: tuple[LinkLine, ...]
    state: AccountView | None
    recent: tuple[RecentLine, ...]


def details(vault: Vault, record_id: str, now: datetime | None = None) -> RecordDetails:
    """Return one record's details; no secret leaves with them. Raises NotFound."""
    record = vault.records.get(record_id)
    state = StateReader(vault, now).of([record_id])[record_id] if record.type == USER else None
    return RecordDetails(
        id=record.id,
        type=record.type,
        title=record.title,
        folder=record.folder,
        folder_path=folder_path(vault, record.folder),
        notes=record.notes,
        tags=record.tags,
        favourite=record.favourite,
        version=record.version,
        created=record.created,
        modified=record.modified,
        fields=tuple(_fields(vault, record)),
        custom=tuple(_custom(record)),
        links=link_services.of(vault, record_id),
        state=state,
        recent=recent(vault, record_id),
    )


def folder_path(vault: Vault, folder_id: str) -> str:
    """Return a folder's place in words, empty where it is gone."""
    try:
        return vault.folders.path(folder_id) if folder_id else ""
    except NotFound:
        return ""


def _fields(vault: Vault, record: Record) -> list[DetailField]:
    record_type = find_type(record.type)
    table = record_type.fields if record_type else ()
    return [_shown(vault, field, record.fields[field.name]) for field in table if field.name in record.fields]


def _shown(vault: Vault, field: Field, value: FieldValue) -> DetailField:
    if isinstance(value, Secret):
        return DetailField(field.name, field.label, field.kind, "", field.section, is_secret=True)
    if field.kind is FieldKind.RECORD:
        text, refers_to = _referred(vault, field.refers_to, str(value))
        return DetailField(field.name, field.label, field.kind, text, field.section, refers_to=refers_to)
    label = next((choice.label for choice in field.choices if choice.value == value), None)
    return DetailField(field.name, field.label, field.kind, label or as_text(value), field.section)


def as_text(value: FieldValue) -> str:
    """Return a plain value as text: yes and no, lists as lines; a secret as nothing."""
    if isinstance(value, Secret):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def _referred(vault: Vault, what: str, target: str) -> tuple[str, str]:
    """Return what a reference is called, and the record to go to where it is one."""
    if what == "gateway":
        return next((each.name for each in vault.gateways.list() if each.id == target), target), ""
    if what == "folder":
        return folder_path(vault, target) or target, ""
    try:
        return vault.records.header(target).title, target
    except NotFound:
        return target, ""


def _custom(record: Record) -> list[DetailField]:
    shown = []
    for place, field in enumerate(record.custom):
        secret = isinstance(field.value, Secret)
        kind = FieldKind.SECRET if secret else FieldKind.TEXT
        value = "" if isinstance(field.value, Secret) else field.value
        shown.append(DetailField(f"custom/{place}", field.label, kind, value, is_secret=secret))
    return shown


def recent(vault: Vault, record_id: str) -> tuple[RecentLine, ...]:
    """Return what happened to a record last: rotations in their own sentence, versions by what they changed."""
    kind = vault.records.header(record_id).type
    rotated = [
        RecentLine(each.updated, each.sentence, each.who, each.state.value)
        for each in vault.journal.attempts(record_id, limit=RECENT)
        if each.sentence
    ]
    written = [
        RecentLine(
            each.at, _change_sentence(each.kind, [label_of(kind, name) for name in each.changed]), each.who
        )
        for each in vault.records.history(record_id)[:RECENT]
        if each.kind != "rotated"
    ]
    return tuple(sorted([*rotated, *written], key=lambda line: line.at, reverse=True)[:RECENT])


def _change_sentence(kind: str, changed: Sequence[str]) -> str:
    words = ", ".join(changed)
    return f"{kind.capitalize()}: {words}." if words and kind == "changed" else f"{kind.capitalize()}."
