"""Faults that the local AWS can be told to have: an answer lost after the act, a throttle, a delay, a refusal."""

from __future__ import annotations

import threading
import time
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
    REFUSE = "refuse"  # refused with `code` and HTTP `status`, and nothing is changed
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
    status: int = 403


@dataclass
class _Bucket:
    """A token bucket, as IAM and STS keep one for each account and API group."""

    per_second: float
    burst: int
    tokens: float
    filled: float

    def take(self) -> bool:
        now = time.monotonic()
        self.tokens = min(self.burst, self.tokens + (now - self.filled) * self.per_second)
        self.filled = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class FaultPlan:
    """The faults that are set, each counting the calls it matches, and the rates of services; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._buckets: dict[str, _Bucket] = {}
        self._faults: list[Fault] = []
        self._seen: list[int] = []

    def add(self, faults: Iterable[Fault]) -> None:
        """Set faults; each begins to count at zero."""
        with self._lock:
            for fault in faults:
                self._faults.append(fault)
                self._seen.append(0)

    def set_rate(self, service: str, per_second: float, burst: int) -> None:
        """Limit the calls of a service; a rate of 0 limits them no more."""
        with self._lock:
            self._buckets.pop(service, None)
            if per_second > 0:
                self._buckets[service] = _Bucket(per_second, burst, burst, time.monotonic())

    def clear(self) -> None:
        """Set no fault and no rate any more."""
        with self._lock:
            self._buckets.clear()
            self._faults.clear()
            self._seen.clear()

    def strike(self, action: str, user_name: str, service: str = "") -> Fault | None:
        """Count this call and return the first fault that strikes it, if any; a rate strikes last."""
        found: Fault | None = None
        with self._lock:
            for index, fault in enumerate(self._faults):
                if fault.action not in (ANY, action) or (fault.user_name and fault.user_name != user_name):
                    continue
                self._seen[index] += 1
                if found is None and fault.nth <= self._seen[index] < fault.nth + fault.times:
                    found = fault
            bucket = self._buckets.get(service)
            if found is None and bucket is not None and not bucket.take():
                found = Fault(kind=FaultKind.THROTTLE, action=action)
        return found
