"""`pamdesk records types`: the record types and their fields, from the tables that validation uses."""

from __future__ import annotations

import click

from pamdesk.cli.options import json_option
from pamdesk.cli.output import emit, table
from pamdesk.records.fields import Field, FieldKind
from pamdesk.records.record import Json
from pamdesk.records.types import ALL, RecordType, by_key

_KINDS = {
    FieldKind.TEXT: "text",
    FieldKind.MULTILINE: "text of several lines",
    FieldKind.SECRET: "secret, from a file",
    FieldKind.SECRET_MULTILINE: "secret of several lines, from a file",
    FieldKind.HOST: "host name or address",
    FieldKind.PORT: "port",
    FieldKind.NUMBER: "number",
    FieldKind.YES_NO: "yes or no",
    FieldKind.LINES: "a list, one a line or comma-separated",
    FieldKind.OTP: "secret, an otpauth:// address from a file",
    FieldKind.DATE: "date",
}

_FILLED_IN = {
    "gateway": "else the built-in one",
    "folder": "else the record's own",
}  # services.records fills these in


@click.command()
@click.argument("type_key", required=False, metavar="[TYPE]")
@json_option
def types(type_key: str | None, as_json: bool) -> None:
    """List the record types, or the fields of one TYPE: what `records add` and `records set` take."""
    if type_key is None:
        listed: list[Json] = [_type(each) for each in ALL]
        rows = [[each.key, each.title, each.help] for each in ALL]
        emit({"types": listed}, table(["type", "name", "what it is"], rows), as_json=as_json)
        return
    found = by_key(type_key)
    fields: list[Json] = [_field(each) for each in found.fields]
    text = table(["field", "name", "value"], [[each.name, each.label, _value(each)] for each in found.fields])
    emit({**_type(found), "fields": fields}, f"{found.title}: {found.help}\n\n{text}", as_json=as_json)


def _type(found: RecordType) -> dict[str, Json]:
    return {"type": found.key, "name": found.title, "help": found.help}


def _field(field: Field) -> dict[str, Json]:
    choices: list[Json] = list(field.values)
    environments: list[Json] = list(field.environments)
    return {
        "name": field.name,
        "label": field.label,
        "kind": field.kind.value,
        "required": field.required,
        "secret": field.is_secret,
        "choices": choices,
        "default": field.default,
        "environments": environments,
    }


def _value(field: Field) -> str:
    """Say in a few words what may be written after FIELD=."""
    if field.kind is FieldKind.CHOICE:
        what = ", ".join(field.values)
    elif field.kind is FieldKind.RECORD:
        what = f"a {field.refers_to}, by id or name"
    else:
        what = _KINDS[field.kind]
    notes = []
    if field.refers_to in _FILLED_IN:
        notes.append(_FILLED_IN[field.refers_to])
    elif field.required:
        notes.append("required")
    elif field.default is not None:
        default = ("no", "yes")[field.default] if isinstance(field.default, bool) else field.default
        notes.append(f"else {default}")
    if field.environments:
        notes.append(f"only {', '.join(field.environments)}")
    return f"{what} ({'; '.join(notes)})" if notes else what
