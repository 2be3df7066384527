"""What a file asks to be imported, before anything is known about the vault that will take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pamdesk.exchange.report import ReportLine
from pamdesk.records.complexity import Complexity
from pamdesk.records.links import LinkKind
from pamdesk.records.record import CustomField, FieldValue
from pamdesk.records.rotation_settings import Method
from pamdesk.records.schedule import Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRecord:
    """A record of the file; `key` is its own within the plan, `folder` the names from the top, `line` where it stands."""

    key: int
    type: str
    title: str
    folder: tuple[str, ...]
    line: int
    path: str
    notes: str = ""
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    custom: tuple[CustomField, ...] = ()
    owner: int | None = None  # the key of the resource that this user stands under
    gateway: str = ""  # a configuration's gateway, by name

    @property
    def login(self) -> str:
        """The login name, empty where there is none."""
        value = self.fields.get("login", "")
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLink:
    """A link of the file: from a record's key, or from a title or login that the vault may know, to a record's key."""

    source: int | str
    kind: LinkKind
    target: int | str
    line: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRotation:
    """Rotation settings of a planned user; None means the configuration's default."""

    user: int
    method: Method
    schedule: Schedule | None
    complexity: Complexity | None
    enabled: bool
    line: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """Everything that a file holds, and what was said while it was read."""

    project: str
    records: tuple[PlannedRecord, ...]
    links: tuple[PlannedLink, ...]
    rotations: tuple[PlannedRotation, ...]
    lines: tuple[ReportLine, ...]
