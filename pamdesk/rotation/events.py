"""What the engine tells while it works; every event is a frozen value that may cross threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from pamdesk.rotation.results import AccountResult


class Step(StrEnum):
    """The step lights; a light is lit only when its fact is in the journal."""

    CHECKED = "checked"
    SAVED = "saved"
    SENT = "sent"
    PROVED = "proved"
    CURRENT = "current"
    FOLLOWED_UP = "followed_up"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class StepReached:
    """A step's fact has become durable; `sentence` says what happened."""

    user_id: str
    batch_id: str
    step: Step
    sentence: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AccountStarted:
    """The engine has begun with this account."""

    user_id: str
    batch_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AccountFinished:
    """The engine has ended with this account, for now where the state is in doubt."""

    batch_id: str
    result: AccountResult
    at: datetime


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """Live counts of one batch; `state` is running, paused, cancelled or done."""

    batch_id: str
    state: str
    total: int
    done: int
    failed: int
    in_doubt: int
    skipped: int
    running: int

    @property
    def waiting(self) -> int:
        """Accounts that have not begun."""
        return self.total - self.done - self.failed - self.in_doubt - self.skipped - self.running


Event: TypeAlias = StepReached | AccountStarted | AccountFinished | BatchProgress


def ignore(event: Event) -> None:
    """Listen to nothing: for callers that only want the result."""
