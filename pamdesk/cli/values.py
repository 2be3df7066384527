"""FIELD=VALUE on the command line: from the argument, from a file (`@FILE`) or from standard input (`@-`)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from pamdesk.records.configuration_fields import USE_INSTANCE_ROLE
from pamdesk.records.fields import Field, FieldKind
from pamdesk.records.types import RecordType
from pamdesk.records.words import quoted

ATTRIBUTES = ("title", "folder", "notes", "tags", "favourite")
LARGEST = 1024 * 1024  # bytes of one value; a certificate chain or a key is far below
_KEEP_LINE_END = (FieldKind.MULTILINE, FieldKind.SECRET_MULTILINE)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One FIELD=VALUE; `text` is as it was written, secrets included, so it has no repr."""

    name: str
    text: str
    inline: bool

    def __repr__(self) -> str:
        return f"Assignment({self.name!r})"


def read_assignments(record_type: RecordType, words: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what is to be set, fields and attributes apart; raises UsageError where a word is no FIELD=VALUE."""
    fields: dict[str, str] = {}
    attributes: dict[str, str] = {}
    from_input = [word for word in words if word.partition("=")[2] == "@-"]
    if len(from_input) > 1:
        raise click.UsageError("Only one value can come from standard input.")
    for word in words:
        assignment = _read(word)
        field = record_type.find(assignment.name)
        if field is None and assignment.name in ATTRIBUTES:
            attributes[assignment.name] = assignment.text
            continue
        if field is None:
            field = record_type.field(assignment.name)  # raises the sentence that names the fields
        _refuse_open_secret(field, assignment)
        keeps = field.kind in _KEEP_LINE_END or field.kind is FieldKind.LINES
        fields[field.name] = assignment.text if keeps else _without_line_end(assignment)
    return fields, attributes


def _read(word: str) -> Assignment:
    name, sign, value = word.partition("=")
    if not sign or not name:
        raise click.UsageError(
            "A value is written FIELD=VALUE, FIELD=@FILE or FIELD=@-; one argument is none of these."
        )
    if value.startswith("@@"):
        return Assignment(name, value[1:], inline=True)
    if value == "@-":
        return Assignment(name, _limited(name, sys.stdin.buffer.read(LARGEST + 1)), inline=False)
    if value.startswith("@"):
        return Assignment(name, _from_file(name, Path(value[1:])), inline=False)
    return Assignment(name, value, inline=True)


def _from_file(name: str, path: Path) -> str:
    try:
        with path.open("rb") as file:
            return _limited(name, file.read(LARGEST + 1))
    except OSError as error:
        raise click.UsageError(f"{name}: the file {path} cannot be read: {error.strerror}.") from None


def _limited(name: str, content: bytes) -> str:
    if len(content) > LARGEST:
        raise click.UsageError(f"{name}: a value has at most {LARGEST // 1024} KiB.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise click.UsageError(f"{name}: the value is not UTF-8 text.") from None


def _without_line_end(assignment: Assignment) -> str:
    if assignment.inline:
        return assignment.text
    return assignment.text.removesuffix("\n").removesuffix("\r")


def _refuse_open_secret(field: Field, assignment: Assignment) -> None:
    """A secret on a command line is seen by every user of the machine and kept in the shell's history."""
    if field.is_secret and assignment.inline and assignment.text not in ("", USE_INSTANCE_ROLE):
        raise click.UsageError(
            f"{quoted(field.label)} is a secret, and a command line is read by others. "
            f"Write {field.name}=@FILE, or {field.name}=@- to give it on standard input."
        )
