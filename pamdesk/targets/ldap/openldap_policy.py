"""Password policies of an LDAP directory (draft-behera-ldap-password-policy, slapo-ppolicy(5))."""

from __future__ import annotations

import dataclasses
import threading
import time
from dataclasses import dataclass
from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.targets.ldap.directory import Root
from pamdesk.targets.ldap.session import Control, Declined, DirectorySession, Entry, Reply

POLICY_CONTROL: Final = "1.3.6.1.4.1.42.2.27.8.5.1"
ASK: Final[tuple[Control, ...]] = ((POLICY_CONTROL, False, None),)
_KEPT_SECONDS: Final = 30.0
_MOST: Final = 4  # as many as a search returns: where there are more, the strictest may be missing
_ATTRIBUTES: Final = (
    "pwdLockout", "pwdMaxFailure", "pwdMinLength", "pwdMaxLength", "pwdSafeModify", "pwdAllowUserChange",
    "pwdMustChange",
)  # fmt: skip
# The control's error, by number.
EXPIRED, LOCKED, MUST_CHANGE, MAY_NOT_CHANGE, OLD_NEEDED = range(5)
POOR_QUALITY, TOO_SHORT, TOO_YOUNG, IN_HISTORY = range(5, 9)
_ERROR_TAG: Final = 0x81


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What holds for an account; `lockout` is 0 where nothing locks, None where it could not be read."""

    lockout: int | None = 0
    min_length: int = 1
    max_length: int = 0  # 0: none
    safe_modify: bool = False
    own_change: bool = True
    must_change: bool = False

    def tighten(self, rules: TargetRules) -> TargetRules:
        """Return rules with the policy's own lengths."""
        longest = min(rules.max_length, self.max_length or rules.max_length)
        name = f"{rules.name} with its password policy" if self != Policy() else rules.name
        return dataclasses.replace(
            rules, name=name, min_length=max(rules.min_length, self.min_length), max_length=longest
        )


UNREAD: Final = Policy(lockout=None)


class Policies:
    """The policies of one server, each kept for half a minute."""

    def __init__(self) -> None:
        """Know none yet."""
        self._guard = threading.Lock()
        self._known: dict[str, tuple[Policy, float]] = {}

    def of(self, session: DirectorySession, root: Root, entry: Entry) -> Policy:
        """Return the policy of an entry; raises `Silence`.

        The server does not tell which policy is the default one: without one of its own the strictest of all is taken.
        """
        if POLICY_CONTROL not in root.controls:
            return Policy()
        own = entry.text("pwdPolicySubentry")
        with self._guard:
            known = self._known.get(own)
        if known is not None and time.monotonic() - known[1] <= _KEPT_SECONDS:
            return known[0]
        try:
            policy = _one(session, own) if own else _strictest(session, root)
        except Declined:
            policy = UNREAD
        with self._guard:
            self._known[own] = policy, time.monotonic()
        return policy


def error_in(reply: Reply) -> int | None:
    """Return the number of the password policy's error that came with an answer, None where there is none."""
    value = reply.controls.get(POLICY_CONTROL, b"")
    at = 2  # behind the tag and the length of the sequence
    while at + 1 < len(value):
        tag, length = value[at], value[at + 1]
        if tag == _ERROR_TAG:
            return int.from_bytes(value[at + 2 : at + 2 + length], "big")
        at += 2 + length
    return None


def _one(session: DirectorySession, dn: str) -> Policy:
    entry = session.read(dn, _ATTRIBUTES)
    return _policy(entry) if entry is not None else UNREAD


def _strictest(session: DirectorySession, root: Root) -> Policy:
    found: list[Policy] = []
    for context in root.contexts:
        below = session.find(context, "(objectClass=pwdPolicy)", _ATTRIBUTES)
        if len(below) >= _MOST:
            return UNREAD
        found += [_policy(entry) for entry in below]
    if not found:
        return UNREAD
    limits = [policy.lockout for policy in found if policy.lockout]
    longest = [policy.max_length for policy in found if policy.max_length]
    return Policy(
        lockout=min(limits, default=0),
        min_length=max(policy.min_length for policy in found),
        max_length=min(longest, default=0),
        safe_modify=any(policy.safe_modify for policy in found),
        own_change=all(policy.own_change for policy in found),
        must_change=any(policy.must_change for policy in found),
    )


def _policy(entry: Entry) -> Policy:
    def says(name: str, otherwise: str = "FALSE") -> bool:
        return (entry.text(name) or otherwise).upper() == "TRUE"

    return Policy(
        lockout=(entry.number("pwdMaxFailure") or 0) if says("pwdLockout") else 0,
        min_length=max(1, entry.number("pwdMinLength") or 1),
        max_length=entry.number("pwdMaxLength") or 0,
        safe_modify=says("pwdSafeModify"),
        own_change=says("pwdAllowUserChange", "TRUE"),
        must_change=says("pwdMustChange"),
    )
