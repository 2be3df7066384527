"""A record as two JSON objects: what is stored plainly, and what is sealed field by field.

Nothing that a newer version wrote is lost: unknown attributes, unknown fields, values of a kind that this version does
not expect and attributes of custom fields are kept in `Record.unknown` and written back. An unknown *sealed* value
stays hidden from eyes too: it is kept as a `Secret` in `Record.fields`, under its name with `SEALED_UNKNOWN` before it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pamdesk.records import types
from pamdesk.records.fields import NUMBER_KINDS, Field, FieldKind
from pamdesk.records.record import CustomField, FieldValue, Json, Record
from pamdesk.records.secret import Secret

SEALED_UNKNOWN = "~"
CUSTOM_SECRET = "custom/"  # noqa: S105 - the name of a custom field's sealed value: custom/<its place>

_OWN = frozenset(
    [
        "id",
        "type",
        "title",
        "folder",
        "notes",
        "fields",
        "custom",
        "tags",
        "favourite",
        "created",
        "modified",
        "version",
    ]
)
_OWN_OF_CUSTOM = frozenset({"label", "kind", "sealed", "value"})


@dataclass(frozen=True, slots=True, repr=False)
class EncodedRecord:
    """The two halves of a stored record; each value of `secret` is to be sealed by itself before it is written."""

    plain: dict[str, Json]
    secret: dict[str, Json]

    def __repr__(self) -> str:
        return f"EncodedRecord({self.plain.get('id')!r}, {len(self.secret)} sealed)"


def encode(record: Record) -> EncodedRecord:
    """Split a record into what is stored plainly and what is sealed."""
    unknown = dict(record.unknown)
    fields = _object(unknown.pop("fields", None))
    kept_custom = _list(unknown.pop("custom", None))
    secret: dict[str, Json] = {}
    for name, value in record.fields.items():
        fields.pop(name, None)
        if name.startswith(SEALED_UNKNOWN) and isinstance(value, Secret):
            secret[name.removeprefix(SEALED_UNKNOWN)] = json.loads(value.reveal())
        elif isinstance(value, Secret):
            secret[name] = value.reveal()
        else:
            fields[name] = list(value) if isinstance(value, tuple) else value
    plain: dict[str, Json] = {
        **unknown,
        "id": record.id,
        "type": record.type,
        "title": record.title,
        "folder": record.folder,
        "notes": record.notes,
        "fields": fields,
        "custom": _encode_custom(record.custom, kept_custom, secret),
        "tags": list(record.tags),
        "favourite": record.favourite,
        "created": _encode_time(record.created),
        "modified": _encode_time(record.modified),
        "version": record.version,
    }
    return EncodedRecord(plain, secret)


def decode(encoded: EncodedRecord) -> Record:
    """Put a record together again: the inverse of `encode`; raises `KeyError` or `ValueError` on a damaged one."""
    plain = encoded.plain
    table = types.find(str(plain["type"]))
    known = {f.name: f for f in table.fields} if table is not None else {}
    fields: dict[str, FieldValue] = {}
    kept: dict[str, Json] = {}
    for name, stored in _object(plain.get("fields")).items():
        value = _known(known.get(name), stored)
        if value is None:
            kept[name] = stored
        else:
            fields[name] = value
    stored_custom = [_object(entry) for entry in _list(plain.get("custom"))]
    sealed_custom = {str(entry["sealed"]) for entry in stored_custom if "sealed" in entry}
    for name, stored in encoded.secret.items():
        if name in sealed_custom:
            continue
        if name in known and isinstance(stored, str):
            fields[name] = Secret(stored)
        else:
            fields[SEALED_UNKNOWN + name] = Secret(json.dumps(stored))
    unknown = {name: value for name, value in plain.items() if name not in _OWN}
    if kept:
        unknown["fields"] = kept
    if kept_custom := _unknown_of_custom(stored_custom):
        unknown["custom"] = kept_custom
    version = plain.get("version", 1)
    return Record(
        id=str(plain["id"]),
        type=str(plain["type"]),
        title=str(plain["title"]),
        folder=str(plain.get("folder", "")),
        notes=str(plain.get("notes", "")),
        fields=fields,
        custom=tuple(_decode_custom(entry, encoded.secret) for entry in stored_custom),
        tags=tuple(str(tag) for tag in _list(plain.get("tags"))),
        favourite=plain.get("favourite") is True,
        created=_decode_time(plain["created"]),
        modified=_decode_time(plain["modified"]),
        version=version if isinstance(version, int) else 1,
        unknown=unknown,
    )


def _known(field: Field | None, stored: Json) -> FieldValue | None:
    """Return a stored value as what its field holds, or None where this version does not expect it."""
    if field is None or field.is_secret:
        return None
    if field.kind is FieldKind.YES_NO:
        return stored if isinstance(stored, bool) else None
    if field.kind in NUMBER_KINDS:
        return stored if isinstance(stored, int) and not isinstance(stored, bool) else None
    if field.kind is FieldKind.LINES:
        if isinstance(stored, list) and all(isinstance(line, str) for line in stored):
            return tuple(str(line) for line in stored)
        return None
    return stored if isinstance(stored, str) else None


def _encode_custom(custom: tuple[CustomField, ...], kept: list[Json], secret: dict[str, Json]) -> list[Json]:
    waiting = [_object(entry) for entry in kept]
    encoded: list[Json] = []
    for place, field in enumerate(custom):
        # Attributes that this version does not know follow their field by its label, wherever a person moved it.
        known_as = next((entry for entry in waiting if entry.get("label") == field.label), None)
        if known_as is not None:
            waiting.remove(known_as)
        entry: dict[str, Json] = {**(known_as or {}), "label": field.label, "kind": field.kind}
        if isinstance(field.value, Secret):
            name = f"{CUSTOM_SECRET}{place}"
            secret[name] = field.value.reveal()
            entry["sealed"] = name
        else:
            if "value" not in entry or json.dumps(entry["value"]) != field.value:
                entry["value"] = field.value
        encoded.append(entry)
    return encoded


def _decode_custom(entry: dict[str, Json], secret: Mapping[str, Json]) -> CustomField:
    stored = entry.get("value", "")
    value: str | Secret = stored if isinstance(stored, str) else json.dumps(stored)
    if "sealed" in entry:
        value = Secret(str(secret[str(entry["sealed"])]))
    return CustomField(label=str(entry.get("label", "")), value=value, kind=str(entry.get("kind", "text")))


def _unknown_of_custom(stored: list[dict[str, Json]]) -> list[Json]:
    """Return label and unknown attributes of the custom fields that have some, so that `encode` can put them back.

    Fields of one label share a queue; so one without extras stands in it too when a later one of that label has some.
    """
    extras = [
        {
            k: v
            for k, v in entry.items()
            if k not in _OWN_OF_CUSTOM or (k == "value" and not isinstance(v, str))
        }
        for entry in stored
    ]
    labels = {str(entry.get("label", "")) for entry, extra in zip(stored, extras, strict=True) if extra}
    return [
        {"label": entry.get("label", ""), **extra}
        for entry, extra in zip(stored, extras, strict=True)
        if str(entry.get("label", "")) in labels
    ]


def _encode_time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _decode_time(stored: Json) -> datetime:
    return datetime.fromisoformat(str(stored)).astimezone(UTC)


def _object(value: Json) -> dict[str, Json]:
    return dict(value) if isinstance(value, dict) else {}


def _list(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list) else []
