"""The rotation settings of one PAM User, stored explicitly and never derived from other values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pamdesk.records.complexity import Complexity
from pamdesk.records.schedule import Schedule


class Method(StrEnum):
    """How an account is rotated."""

    GENERAL = "general"
    IAM_PASSWORD = "iam_password"  # noqa: S105 - the method's name, not a password
    IAM_ACCESS_KEY = "iam_access_key"
    SCRIPTS_ONLY = "scripts_only"


class SecretKind(StrEnum):
    """Which secret of the account is changed."""

    PASSWORD = "password"  # noqa: S105 - the kind's name, not a password
    SSH_KEY = "ssh_key"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationSettings:
    """Settings of one PAM User; None for schedule or complexity means: the configuration's default, by reference."""

    user_id: str
    method: Method
    secret: SecretKind = SecretKind.PASSWORD
    schedule: Schedule | None = None
    complexity: Complexity | None = None
    enabled: bool = True
    changed: datetime
