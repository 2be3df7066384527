"""Scripts that follow a rotation: small programs that a record carries, sealed with it, each switched on by a person."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from pamdesk.records.codec import SEALED_UNKNOWN
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.record import Json, Record
from pamdesk.records.secret import Secret
from pamdesk.records.words import quoted

FIELD = (
    f"{SEALED_UNKNOWN}scripts"  # sealed: a script may hold a token, and what it does is nobody else's to read
)
CARRIERS = frozenset({"pamUser", "pamMachine", "pamDatabase", "pamDirectory", "pamConfiguration"})
SECONDS = 300
LONGEST_SECONDS = 3600
LARGEST = 64 * 1024  # characters: every version of the record holds it
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]{0,99}")
_OWN = frozenset({"id", "name", "text", "interpreter", "credentials", "enabled", "imported", "seconds"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One script: its file name, its text, and the records whose secrets it is given; `seconds` is its time limit."""

    id: str
    name: str
    text: Secret
    interpreter: str = ""  # a command line; "": what its first line or its name says
    credentials: tuple[str, ...] = ()
    enabled: bool = False
    imported: bool = False
    seconds: int = SECONDS
    unknown: Mapping[str, Json] = field(default_factory=dict, repr=False)


def scripts_of(record: Record) -> tuple[Script, ...]:
    """Return a record's scripts in their order; a record that carries none costs one look."""
    value = record.fields.get(FIELD)
    if not isinstance(value, Secret):
        return ()
    return tuple(_read(one) for one in cast(list[dict[str, Json]], json.loads(value.reveal())))


def with_scripts(record: Record, scripts: Sequence[Script]) -> Record:
    """Return a copy of a record that carries these scripts; raises `InvalidRecord` where it cannot, or one is not valid."""
    if record.type not in CARRIERS:
        raise InvalidRecord(
            f"{quoted(record.title)} carries no scripts: only accounts, what they live on and configurations do.",
            code="no_scripts",
        )
    for script in scripts:
        _check(record, script)
    if len({script.name.lower() for script in scripts}) < len(scripts):
        raise InvalidRecord(f"Two scripts of {quoted(record.title)} have the same name.", code="script_name")
    text = json.dumps([_written(one) for one in scripts], ensure_ascii=False)
    return record.with_fields({FIELD: Secret(text) if scripts else None})


def _check(record: Record, script: Script) -> None:
    where = f"The script {quoted(script.name)} of {quoted(record.title)}"
    if not _NAME.fullmatch(script.name):
        raise InvalidRecord(
            f"{where} has a name that is no plain file name: letters, digits, dots and dashes, at most 100.",
            code="script_name",
        )
    text = script.text.reveal()
    if not text.strip() or len(text) > LARGEST or "\0" in text:
        raise InvalidRecord(
            f"{where} is empty, longer than {LARGEST // 1024} KiB, or no text.", code="script_text"
        )
    if not 1 <= script.seconds <= LONGEST_SECONDS:
        raise InvalidRecord(f"{where} may take 1 to {LONGEST_SECONDS} seconds.", code="script_seconds")
    if any(ord(character) < 32 for character in script.interpreter):
        raise InvalidRecord(f"{where} has an interpreter that is not one line.", code="script_interpreter")


def _read(stored: Mapping[str, Json]) -> Script:
    seconds, credentials = stored.get("seconds"), stored.get("credentials")
    return Script(
        id=str(stored["id"]),
        name=str(stored["name"]),
        text=Secret(str(stored.get("text", ""))),
        interpreter=str(stored.get("interpreter", "")),
        credentials=tuple(str(one) for one in credentials) if isinstance(credentials, list) else (),
        enabled=stored.get("enabled") is True,
        imported=stored.get("imported") is True,
        seconds=seconds if isinstance(seconds, int) else SECONDS,
        unknown={name: value for name, value in stored.items() if name not in _OWN},
    )


def _written(script: Script) -> dict[str, Json]:
    return {
        **script.unknown,
        "id": script.id,
        "name": script.name,
        "text": script.text.reveal(),
        "interpreter": script.interpreter,
        "credentials": list(script.credentials),
        "enabled": script.enabled,
        "imported": script.imported,
        "seconds": script.seconds,
    }
