"""What the editor of a record works on: the record, and what its references may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pamdesk.records.fields import FieldKind
from pamdesk.records.ids import new_id
from pamdesk.records.record import FieldValue, Record
from pamdesk.records.types import by_key, find
from pamdesk.records.validation import require_valid
from pamdesk.services import records
from pamdesk.vault.vault import Vault

MOST = 500  # records that a reference offers


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a reference may name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class EditorSubject:
    """A record to edit, whether it is new, and the options of its references by what they refer to."""

    record: Record
    new: bool
    folders: tuple[Option, ...]
    options: Mapping[str, tuple[Option, ...]]


def existing(vault: Vault, record_id: str) -> EditorSubject:
    """Read a record for its editor; raises NotFound."""
    return _subject(vault, vault.records.get(record_id), new=False)


def blank(vault: Vault, type_key: str, folder: str | None) -> EditorSubject:
    """Return an empty record of a type, with the defaults of its table written out where they are a choice."""
    record_type = by_key(type_key)
    now = datetime.now(UTC)
    home = folder or _usual_folder(vault)
    fields: dict[str, FieldValue] = {
        field.name: field.default
        for field in record_type.fields
        if field.default is not None and field.kind is FieldKind.CHOICE
    }
    record = Record(
        id=new_id(), type=record_type.key, title="", folder=home, fields=fields, created=now, modified=now
    )
    return _subject(vault, records.with_built_in_gateway(vault, record), new=True)


def _usual_folder(vault: Vault) -> str:
    shared = next((each.id for each in vault.folders.list() if each.shared), "")
    return shared or vault.folders.default_id


def _subject(vault: Vault, record: Record, *, new: bool) -> EditorSubject:
    folders = tuple(
        sorted(
            (Option(each.id, vault.folders.path(each.id)) for each in vault.folders.list()),
            key=lambda option: option.name.casefold(),
        )
    )
    record_type = find(record.type)
    wanted = {field.refers_to for field in (record_type.fields if record_type else ()) if field.refers_to}
    options = {what: folders if what == "folder" else _options(vault, what) for what in wanted}
    return EditorSubject(record, new, folders, options)


def _options(vault: Vault, what: str) -> tuple[Option, ...]:
    if what == "gateway":
        return tuple(Option(each.id, each.name) for each in vault.gateways.list())
    ids = vault.records.ids(type=what, limit=MOST)
    return tuple(Option(header.id, header.title) for header in vault.records.headers(ids))


def store(vault: Vault, record: Record, who: str, *, new: bool) -> Record:
    """Write what the editor has; raises InvalidRecord with the rule that it breaks, or where it changed meanwhile."""
    if not new:
        return records.save(vault, record, who)
    require_valid(record)
    return vault.records.add(replace(record, modified=datetime.now(UTC)), who=who)
