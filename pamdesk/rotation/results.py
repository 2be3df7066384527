"""How a rotation ended, in the one vocabulary of command line, window and gateway."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ResultState(StrEnum):
    """How one account's rotation ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountResult:
    """One account's result; `changed` is None where nobody knows yet, `reason` one sentence, `code` a stable word."""

    id: str
    title: str
    target: str
    method: str
    state: ResultState
    changed: bool | None
    reason: str
    code: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPlan:
    """What a rotation would do, statement by statement, secrets masked; `state` is a word of the design system."""

    id: str
    title: str
    target: str
    method: str
    state: str
    reason: str
    code: str
    steps: tuple[str, ...] = ()
    accepts: str = ""
