"""Links: typed edges between records, drawn by the rotation panel and obeyed by the engine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LinkKind(StrEnum):
    """What an edge means; the values are the words that vault, command line and exports use."""

    BELONGS_TO = "belongs_to"
    IAM_USER = "iam_user"
    ADMIN = "admin"
    LAUNCH = "launch"
    ENVIRONMENT = "environment"
    CONTROLS_SERVICES = "controls_services"


@dataclass(frozen=True, slots=True)
class Link:
    """An edge from one record to another, by their ids."""

    source: str
    kind: LinkKind
    target: str
