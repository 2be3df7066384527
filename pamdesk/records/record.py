"""A record: what the vault keeps about one account, resource, configuration or login."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from pamdesk.records.secret import Secret

FieldValue: TypeAlias = str | int | bool | tuple[str, ...] | Secret
Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field that a person added: its label, its value and the kind that decides how it is shown."""

    label: str
    value: str | Secret
    kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record; `fields` holds only what its type's table names, `unknown` what a newer version wrote."""

    id: str
    type: str
    title: str
    folder: str
    notes: str = ""
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    custom: tuple[CustomField, ...] = ()
    tags: tuple[str, ...] = ()
    favourite: bool = False
    created: datetime
    modified: datetime
    version: int = 1
    unknown: Mapping[str, Json] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a field as plain text, empty where it is absent; a secret is a bug here (`TypeError`)."""
        value = self.fields.get(name, "")
        if isinstance(value, Secret):
            raise TypeError(f"{name} is a secret: use secret()")
        return "\n".join(value) if isinstance(value, tuple) else str(value)

    def number(self, name: str, default: int) -> int:
        """Return a whole-number field, or the default where it is absent."""
        value = self.fields.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def flag(self, name: str, default: bool) -> bool:
        """Return a yes/no field, or the default where it is absent."""
        value = self.fields.get(name)
        return value if isinstance(value, bool) else default

    def lines(self, name: str) -> tuple[str, ...]:
        """Return a list field, empty where it is absent."""
        value = self.fields.get(name)
        return value if isinstance(value, tuple) else ()

    def secret(self, name: str) -> Secret | None:
        """Return a secret field, or None where it is absent or empty."""
        value = self.fields.get(name)
        return value if isinstance(value, Secret) and value else None

    def with_fields(self, changes: Mapping[str, FieldValue | None]) -> Record:
        """Return a copy with these fields set, or removed where the value is None."""
        fields = {**self.fields, **{k: v for k, v in changes.items() if v is not None}}
        for name in (k for k, v in changes.items() if v is None):
            fields.pop(name, None)
        return replace(self, fields=fields)
