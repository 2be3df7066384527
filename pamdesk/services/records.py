"""Adding, changing and deleting records, each with the sentences that its consequences deserve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pamdesk.records.errors import InvalidRecord, NotFound
from pamdesk.records.fields import FieldKind
from pamdesk.records.ids import new_id
from pamdesk.records.link_rules import what_would_stop
from pamdesk.records.record import FieldValue, Record
from pamdesk.records.secret import Secret
from pamdesk.records.types import RecordType, by_key
from pamdesk.records.validation import parse_field, require_valid
from pamdesk.records.ways import pin_field_of
from pamdesk.records.words import quoted
from pamdesk.services.naming import folder as folder_of
from pamdesk.vault.records import HistoryEntry
from pamdesk.vault.vault import Vault

CONFIGURATION = "pamConfiguration"
_YES = ("yes", "true", "on", "1")
_NO = ("no", "false", "off", "0", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a person wants set, as text: fields by name (empty removes one), and attributes where they are not None."""

    fields: Mapping[str, str]
    title: str | None = None
    folder: str | None = None
    notes: str | None = None
    tags: str | None = None
    favourite: str | None = None


def add(vault: Vault, type_key: str, changes: Changes, who: str) -> Record:
    """Add a record; raises InvalidRecord, NotFound. A configuration gets the built-in gateway and its own folder unless told."""
    record_type = by_key(type_key)
    now = datetime.now(UTC)
    folder = folder_of(vault, changes.folder).id if changes.folder else vault.folders.default_id
    blank = Record(id=new_id(), type=record_type.key, title="", folder=folder, created=now, modified=now)
    record = with_built_in_gateway(vault, _changed(vault, record_type, blank, changes))
    require_valid(record)
    return vault.records.add(record, who=who)


def update(vault: Vault, record_id: str, changes: Changes, who: str) -> Record:
    """Change a record; raises InvalidRecord, NotFound; another's change in between is refused, not overwritten."""
    old = vault.records.get(record_id)
    record = _changed(vault, by_key(old.type), old, changes)
    if changes.folder is not None:
        record = replace(record, folder=folder_of(vault, changes.folder).id)
    require_valid(record)
    return save(vault, record, who)


def save(vault: Vault, record: Record, who: str) -> Record:
    """Write a record that is already whole, as an editor has it; raises InvalidRecord."""
    require_valid(record)
    return vault.records.update(replace(record, modified=datetime.now(UTC)), who=who)


def with_built_in_gateway(vault: Vault, record: Record) -> Record:
    """Fill in what a new vault already has: its gateway, and the record's folder as the application folder."""
    if record.type != CONFIGURATION:
        return record
    filled: dict[str, FieldValue | None] = {}
    if not record.fields.get("gateway"):
        filled["gateway"] = vault.gateway_id
    if not record.fields.get("application_folder"):
        filled["application_folder"] = record.folder
    return record.with_fields(filled)


def _changed(vault: Vault, record_type: RecordType, old: Record, changes: Changes) -> Record:
    parsed: dict[str, FieldValue | None] = {}
    for name, text in changes.fields.items():
        field = record_type.field(name)
        if not text:
            parsed[field.name] = None
        elif field.kind is FieldKind.RECORD:
            parsed[field.name] = _referred(vault, field.refers_to, text)
        else:
            parsed[field.name] = parse_field(record_type.key, field.name, text)
    record = old.with_fields(parsed)
    if changes.title is not None:
        record = replace(record, title=changes.title)
    if changes.notes is not None:
        record = replace(record, notes=changes.notes)
    if changes.tags is not None:
        tags = dict.fromkeys(each.strip() for each in changes.tags.replace("\n", ",").split(","))
        record = replace(record, tags=tuple(tag for tag in tags if tag))
    if changes.favourite is not None:
        record = replace(record, favourite=_yes_no(changes.favourite))
    return record


def _referred(vault: Vault, what: str, text: str) -> str:
    """Return the id of the gateway, folder or record that a field names."""
    if what == "folder":
        return folder_of(vault, text).id
    if what != "gateway":
        return vault.records.find(text)
    known = vault.gateways.list()
    found = [each.id for each in known if text in (each.id, each.name)]
    if len(found) != 1:
        names = ", ".join(each.name for each in known)
        raise InvalidRecord(f"There is no gateway {quoted(text)}; there is {names}.", code="unknown_gateway")
    return found[0]


def _yes_no(text: str) -> bool:
    if text.strip().lower() in _YES:
        return True
    if text.strip().lower() in _NO:
        return False
    raise InvalidRecord(f"Favourite is yes or no, not {quoted(text)}.", code="not_yes_no")


def trust(vault: Vault, record_id: str, fingerprint: str, who: str) -> Record:
    """Pin the certificate or host key that a person accepted; raises InvalidRecord where the record has none to pin."""
    record = vault.records.get(record_id)
    field = by_key(record.type).find(pin_field_of(record))
    if field is None:
        raise InvalidRecord(
            f"{quoted(record.title)} has no certificate and no host key that could be pinned.",
            code="no_identity",
        )
    pinned = record.with_fields({field.name: parse_field(record.type, field.name, fingerprint)})
    saved = save(vault, pinned, who)
    vault.audit.append(who, "trusted", record_id, fingerprint)
    return saved


def what_delete_stops(vault: Vault, record_id: str) -> tuple[str, ...]:
    """Say in sentences what would stop working without this record; empty where nothing would."""
    return what_would_stop(record_id, vault.links.all(), lambda one: vault.records.header(one).title)


def delete(vault: Vault, record_id: str, who: str) -> None:
    """Put a record into the trash; `restore` takes it back with its links and settings."""
    vault.records.trash(record_id, who)


def restore(vault: Vault, record_id: str, who: str) -> None:
    """Take a record out of the trash."""
    vault.records.restore(record_id, who)


def reveal(vault: Vault, record_id: str, name: str, who: str) -> Secret | None:
    """Return one secret for a person's eyes or clipboard, and write into the audit that they saw it."""
    secret = vault.records.get(record_id).secret(name)
    if secret is not None:
        vault.audit.append(who, "revealed", record_id, name)
    return secret


def history(vault: Vault, record_id: str) -> Sequence[HistoryEntry]:
    """Return every version of a record, newest first; nothing sealed is opened until an entry's record is asked for."""
    return vault.records.history(record_id)


def find_trashed(vault: Vault, text: str) -> str:
    """Return the record in the trash that an id or a title names; raises NotFound for none or more than one."""
    found = [header.id for header in vault.records.trashed() if text in (header.id, header.title)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"{len(found)} records in the trash have the title {quoted(text)}.", code="ambiguous")
    raise NotFound(f"The trash has no record {quoted(text)}.", code="not_found")
