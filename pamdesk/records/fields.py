"""Fields: one line of a record type's table, from which editors, import, validation, command line and docs are made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """What a field holds, and so how it is edited, checked and stored."""

    TEXT = "text"
    MULTILINE = "multiline"
    SECRET = "secret"  # noqa: S105 - the kind's name
    SECRET_MULTILINE = "secret_multiline"  # noqa: S105 - the kind's name
    HOST = "host"
    PORT = "port"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    LINES = "lines"
    OTP = "otp"
    RECORD = "record"
    DATE = "date"


SECRET_KINDS = frozenset({FieldKind.SECRET, FieldKind.SECRET_MULTILINE, FieldKind.OTP})
NUMBER_KINDS = frozenset({FieldKind.PORT, FieldKind.NUMBER})


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice field and how it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field; `default` is what an absent value means, `legacy_names` are other programs' names of it."""

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    choices: tuple[Choice, ...] = ()
    default: str | int | bool | None = None
    help: str = ""
    section: str = ""
    placeholder: str = ""
    legacy_names: tuple[str, ...] = ()
    environments: tuple[str, ...] = ()  # of a configuration: those that have this field; empty means all
    refers_to: str = ""  # of a record field: "gateway", "folder" or a record type's key

    @property
    def is_secret(self) -> bool:
        """Whether values of this field are sealed and masked."""
        return self.kind in SECRET_KINDS

    @property
    def values(self) -> tuple[str, ...]:
        """The values of a choice field."""
        return tuple(choice.value for choice in self.choices)
