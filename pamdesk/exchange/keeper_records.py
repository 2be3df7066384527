"""One object of a Keeper file, read into the fields of a PamDesk record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from pamdesk.exchange import json_values as values
from pamdesk.exchange.keeper_names import MASK, VALUES
from pamdesk.exchange.positioned_json import Node
from pamdesk.exchange.report import Report
from pamdesk.records.codec import SEALED_UNKNOWN
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.fields import Field, FieldKind
from pamdesk.records.record import CustomField, FieldValue, Json
from pamdesk.records.secret import Secret
from pamdesk.records.types import by_key
from pamdesk.records.validation import parse_field
from pamdesk.records.words import quoted

KEPT = f"{SEALED_UNKNOWN}keeper"  # what PamDesk has no field for, whole, sealed because it may hold keys

# Read by somebody else, or meaning nothing here: never fields of their own.
_HANDLED = frozenset(
    {"type", "environment", "title", "notes", "users", "folder_path", "rotation_settings", "uid"}
    | {"gateway", "gateway_name", "application_folder", "administrative_credentials", "launch_credentials"}
    | {"default_rotation_schedule", "default_schedule", "default_complexity", "scripts", "attachments"}
)
_SWITCHES: Mapping[str, str] = {"on": "yes", "default": "yes", "off": "no"}
_LOWER = ("database_type", "directory_type", "operating_system")


@dataclass(slots=True)
class ReadFields:
    """What was read of one object: typed fields (with what no type of PamDesk knows, sealed), and custom ones."""

    fields: dict[str, FieldValue] = field(default_factory=dict)
    custom: list[CustomField] = field(default_factory=list)


def read_fields(type_key: str, parts: Mapping[str, Node], path: str, report: Report) -> ReadFields:
    """Read every key of an object that is a field; what cannot be read is skipped with a sentence, the rest is taken."""
    table = by_key(type_key)
    read = ReadFields()
    kept: dict[str, Json] = {}
    for name, node in parts.items():
        where = f"{path}.{name}"
        if name in _HANDLED or values.is_empty(node):
            continue
        known = table.find(name)
        if known is None:
            _keep_unknown(name, node, where, read, kept, report)
        else:
            _read_known(type_key, known, node, where, read, report)
    scripts = _scripts(parts.get("scripts"), path, report)
    if scripts:
        kept["scripts"] = scripts
    if kept:
        read.fields[KEPT] = Secret(json.dumps(kept, ensure_ascii=False))
    for attachment in values.items(parts.get("attachments")):
        report.skipped(
            attachment.line,
            f"{path}.attachments",
            "An attachment is a file of the machine that wrote this; it was left out.",
        )
    switch = values.members(values.members(parts.get("pam_settings")).get("options")).get("rotation")
    enabled = table.find("rotation_enabled")
    if switch is not None and enabled is not None and enabled.name not in read.fields:
        _read_known(type_key, enabled, switch, f"{path}.pam_settings.options.rotation", read, report)
    return read


def _read_known(
    type_key: str, known: Field, node: Node, where: str, read: ReadFields, report: Report
) -> None:
    written = values.as_text(node)
    if written is None:
        report.skipped(node.line, where, f"{known.label} is no text or number; it was left out.")
        return
    if known.is_secret and len(written) >= len(MASK) and set(written) == {"*"}:
        report.skipped(node.line, where, f"{known.label} is masked in the file; set it after the import.")
        return
    taken = _our_value(known.name, written)
    if known.kind is FieldKind.CHOICE and taken != written.strip().lower():
        report.notice(node.line, where, f"{quoted(written)} was taken as {quoted(taken)}.")
    try:
        read.fields[known.name] = parse_field(type_key, known.name, taken)
    except InvalidRecord as error:
        report.skipped(node.line, where, f"{error.message} The value was left out.")


def _our_value(name: str, written: str) -> str:
    if name == "rotation_enabled":
        return _SWITCHES.get(written.strip().lower(), written)
    if name in _LOWER:
        lower = written.strip().lower()
        return VALUES.get((name, lower), lower)
    return written


def _keep_unknown(
    name: str, node: Node, where: str, read: ReadFields, kept: dict[str, Json], report: Report
) -> None:
    """Keep what PamDesk has no field for: text sealed, as a custom field, since it may be a secret; settings whole."""
    written = None if isinstance(node.value, tuple) else values.as_text(node)
    if written is None:
        kept[name] = values.plain(node)
    elif isinstance(node.value, str):
        read.custom.append(CustomField(name, Secret(written), "secret"))
    else:
        read.custom.append(CustomField(name, written))
    report.notice(node.line, where, f"PamDesk has no field {quoted(name)}; it is kept with the record.")


def _scripts(node: Node | None, path: str, report: Report) -> list[Json]:
    """Keep scripts by name, switched off and marked as imported: nothing in an imported file runs (security.md)."""
    kept: list[Json] = []
    for index, script in enumerate(values.items(node)):
        where = f"{path}.scripts[{index}]"
        parts = values.members(script)
        file = values.text(parts.get("file")) or values.text(script)
        if not file:
            report.skipped(script.line, where, "A script without a file was left out.")
            continue
        credentials: list[Json] = [
            values.text(each) for each in values.items(parts.get("additional_credentials"))
        ]
        kept.append(
            {
                "file": file,
                "command": values.text(parts.get("script_command") or parts.get("command")),
                "credentials": credentials,
                "enabled": False,
                "imported": True,
            }
        )
        sentence = f"The script {quoted(file)} is kept by name, switched off and marked as imported."
        report.notice(script.line, where, sentence)
    return kept
