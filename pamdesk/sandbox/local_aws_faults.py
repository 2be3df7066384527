"""Faults that the local AWS can be told to have: an answer lost after the act, a throttle, a delay, a refusal."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

ANY = "*"


class FaultKind(StrEnum):
    """What happens to the call."""

    DROP_ANSWER = "drop_answer"  # the call acts; the connection is cut before the answer
    DROP_REQUEST = "drop_request"  # the connection is cut before the call acts
    THROTTLE = "throttle"  # refused with Throttling, as IAM refuses: "Rate exceeded"
    DELAY = "delay"  # acts after `seconds`
    REFUSE = "refuse"  # refused with `code`, and nothing is changed
    FAIL = "fail"  # HTTP 500 ServiceFailure before the call acts: the client cannot know that it did not


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: it strikes calls `nth` to `nth + times - 1` of an action (since it was set), of one user if named."""

    kind: FaultKind
    action: str = ANY
    nth: int = 1
    times: int = 1
    user_name: str = ""
    seconds: float = 0.0
    code: str = "AccessDenied"


class FaultPlan:
    """The faults that are set, each counting the calls it matches; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._seen: list[int] = []

    def add(self, faults: Iterable[Fault]) -> None:
        """Set faults; each begins to count at zero."""
        with self._lock:
            for fault in faults:
                self._faults.append(fault)
                self._seen.append(0)

    def clear(self) -> None:
        """Set no fault any more."""
        with self._lock:
            self._faults.clear()
            self._seen.clear()

    def strike(self, action: str, user_name: str) -> Fault | None:
        """Count this call and return the first fault that strikes it, if any."""
        found: Fault | None = None
        with self._lock:
            for index, fault in enumerate(self._faults):
                if fault.action not in (ANY, action) or (fault.user_name and fault.user_name != user_name):
                    continue
                self._seen[index] += 1
                if found is None and fault.nth <= self._seen[index] < fault.nth + fault.times:
                    found = fault
        return found
