"""Access keys of the local AWS as IAM treats them: what is done to a key takes effect later, and not everywhere at once.

Behaviour: IAM User Guide, "Changes that I make are not always immediately visible", and the API models of
CreateAccessKey, UpdateAccessKey, ListAccessKeys and GetAccessKeyLastUsed. moto's own keys act at once, hold no "/" or
"+" in their secrets, take any status, are listed in one page, and count a refused request as a use.

Not modelled: a deleted key stops at once, whatever `stale_seconds` is.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

ACTIVE = "Active"
STATUSES = (ACTIVE, "Inactive")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyBehaviour:
    """How the keys behave that are made while this is set; a key keeps the behaviour it was made under."""

    refused_seconds: float = 0.0  # a new key is refused with `code`
    answers: str = ""  # what its next uses then get: "+" accepted, "-" refused; afterwards it is accepted
    code: str = "InvalidClientTokenId"  # or SignatureDoesNotMatch, which a young key gets as well
    unlisted_seconds: float = 0.0  # ListAccessKeys does not name a new key
    stale_seconds: float = 0.0  # a change of status is answered, but the key acts as before
    last_used_seconds: float = 0.0  # a use is not yet seen by GetAccessKeyLastUsed


AT_ONCE = KeyBehaviour()


@dataclass(frozen=True, slots=True)
class KeyUse:
    """One request that was signed with the key, whether its action was permitted or not."""

    at: datetime
    service: str
    region: str


@dataclass
class _KeyState:
    behaviour: KeyBehaviour
    made: datetime
    asked: int = 0
    status_before: str = ACTIVE
    status_changed: datetime | None = None
    uses: list[KeyUse] = field(default_factory=list)


class AccessKeys:
    """What the local AWS knows of each access key beside moto; every time is naive UTC, as moto's are."""

    def __init__(self) -> None:
        self.behaviour = AT_ONCE
        self._states: dict[str, _KeyState] = {}

    def made(self, key_id: str, now: datetime) -> None:
        """Give a new key the behaviour that is set."""
        self._states[key_id] = _KeyState(self.behaviour, now)

    def refusal(self, key_id: str, status: str, now: datetime) -> str:
        """Return the code with which a use of the key is refused, or an empty text; each call counts as a use."""
        state = self._states.get(key_id)
        if state is None:
            return "" if status == ACTIVE else AT_ONCE.code
        behaviour = state.behaviour
        if now - state.made < timedelta(seconds=behaviour.refused_seconds):
            return behaviour.code
        if self._status_at_work(state, status, now) != ACTIVE:
            return AT_ONCE.code
        state.asked += 1
        refused = behaviour.answers[state.asked - 1 : state.asked] == "-"
        return behaviour.code if refused else ""

    def status_changes(self, key_id: str, before: str, now: datetime) -> None:
        """Note that the status is about to change."""
        state = self._states.get(key_id)
        if state is not None:
            state.status_before, state.status_changed = before, now

    def listed(self, key_id: str, now: datetime) -> bool:
        """Tell whether ListAccessKeys names the key by now."""
        state = self._states.get(key_id)
        return state is None or now - state.made >= timedelta(seconds=state.behaviour.unlisted_seconds)

    def used(self, key_id: str, use: KeyUse) -> None:
        """Note a request that was rightly signed."""
        state = self._states.setdefault(key_id, _KeyState(AT_ONCE, use.at))
        state.uses.append(use)
        del state.uses[:-1000]

    def last_used(self, key_id: str, now: datetime) -> KeyUse | None:
        """Return the last use that GetAccessKeyLastUsed sees by now."""
        state = self._states.get(key_id)
        if state is None:
            return None
        seen = now - timedelta(seconds=state.behaviour.last_used_seconds)
        return next((use for use in reversed(state.uses) if use.at <= seen), None)

    @staticmethod
    def _status_at_work(state: _KeyState, status: str, now: datetime) -> str:
        stale = timedelta(seconds=state.behaviour.stale_seconds)
        if state.status_changed is not None and now - state.status_changed < stale:
            return state.status_before
        return status


def new_secret() -> str:
    """Return 40 characters as IAM's secret access keys are: letters, digits, "/" and "+"."""
    while True:
        text = base64.b64encode(secrets.token_bytes(30)).decode("ascii")
        if "/" in text and "+" in text:
            return text
