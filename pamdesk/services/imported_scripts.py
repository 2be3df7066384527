"""Scripts that an import kept by name: their text stayed on the machine that wrote the file."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pamdesk.records.record import FieldValue, Json
from pamdesk.records.secret import Secret


@dataclass(frozen=True, slots=True)
class ImportedScript:
    """What an import knows of a script: its file name, the command that runs it, and the credentials it is given."""

    name: str
    command: str
    credentials: tuple[str, ...]


def imported_in(kept: FieldValue | None) -> tuple[ImportedScript, ...]:
    """Return the scripts in what an import kept of a record."""
    if not isinstance(kept, Secret):
        return ()
    whole: Json = json.loads(kept.reveal())
    named = whole.get("scripts") if isinstance(whole, dict) else None
    return tuple(_read(one) for one in named if isinstance(one, dict)) if isinstance(named, list) else ()


def _read(one: dict[str, Json]) -> ImportedScript:
    credentials = one.get("credentials")
    given = tuple(str(each) for each in credentials) if isinstance(credentials, list) else ()
    file = str(one.get("file", "")).replace("\\", "/").rpartition("/")[2]
    return ImportedScript(file, str(one.get("command") or ""), given)
