"""What a script is told: one line of base64 JSON with the keys that administrators know from KeeperPAM."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

from pamdesk.records import types
from pamdesk.records.codec import SEALED_UNKNOWN
from pamdesk.records.record import FieldValue, Json, Record
from pamdesk.records.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptInput:
    """The line for standard input, and every secret in it: they are masked in whatever the script prints."""

    line: Secret
    secrets: tuple[Secret, ...]


def script_input(
    *,
    configuration: Record,
    resource: Record | None,
    user: Record,
    credentials: Sequence[Record],
    new: Secret,
    old: Secret | None,
) -> ScriptInput:
    """Put the input together; `oldPassword` is empty where no earlier one is known, `resourceRecordUid` for a cloud user."""
    told = [configuration, *([resource] if resource else []), *credentials, user]
    records = _base64([_record(one) for one in told])
    line = _base64(
        {
            "providerRecordUid": configuration.id,
            "resourceRecordUid": resource.id if resource else "",
            "userRecordUid": user.id,
            "newPassword": new.reveal(),
            "oldPassword": old.reveal() if old else "",
            "user": user.text("login"),
            "records": records,
        }
    )
    secrets = [new, *([old] if old else []), *(each for record in told for each in _secrets(record))]
    return ScriptInput(line=Secret(line), secrets=(*secrets, Secret(records), Secret(line)))


def _base64(value: Json) -> str:
    return base64.b64encode(json.dumps(value, ensure_ascii=False).encode()).decode()


def _record(record: Record) -> dict[str, Json]:
    """Return uid, title and each field by the name that other programs know it by; a second of one name has a number."""
    table = types.find(record.type)
    known = {field.name: field for field in table.fields} if table else {}
    told: dict[str, Json] = {"uid": record.id, "title": record.title}
    named = [
        ((known[name].legacy_names or (name,))[-1] if name in known else name, value)
        for name, value in record.fields.items()
        if not name.startswith(SEALED_UNKNOWN)
    ]
    for name, value in (*named, *((each.label, each.value) for each in record.custom)):
        key, number = name, 2
        while key in told:
            key, number = f"{name}{number}", number + 1
        told[key] = _plain(value)
    return told


def _plain(value: FieldValue) -> Json:
    if isinstance(value, Secret):
        return value.reveal()
    return list(value) if isinstance(value, tuple) else value


def _secrets(record: Record) -> list[Secret]:
    values = [value for name, value in record.fields.items() if not name.startswith(SEALED_UNKNOWN)]
    return [
        value for value in (*values, *(each.value for each in record.custom)) if isinstance(value, Secret)
    ]
