"""What Active Directory says about a domain's rules and about one user's flags."""

from __future__ import annotations

import dataclasses
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.targets.contract import Finding, Severity
from pamdesk.targets.ldap.directory import Root
from pamdesk.targets.ldap.session import Declined, DirectorySession, Entry

USER_ATTRIBUTES: Final = (
    "objectSid", "sAMAccountName", "userPrincipalName", "objectClass", "userAccountControl", "pwdLastSet",
    "lockoutTime", "badPwdCount", "badPasswordTime", "msDS-User-Account-Control-Computed", "msDS-ResultantPSO",
    "accountExpires", "primaryGroupID", "memberOf", "displayName", "allowedAttributesEffective",
)  # fmt: skip
_DOMAIN_ATTRIBUTES: Final = ("lockoutThreshold", "lockOutObservationWindow", "minPwdLength", "pwdProperties")
_PSO_ATTRIBUTES: Final = (
    "msDS-LockoutThreshold", "msDS-LockoutObservationWindow", "msDS-MinimumPasswordLength",
    "msDS-PasswordComplexityEnabled",
)  # fmt: skip
# userAccountControl (MS-ADTS 2.2.16)
_DISABLED: Final = 0x2
_LOCKED: Final = 0x10
_SMARTCARD: Final = 0x40000
_COMPLEX: Final = 0x1  # pwdProperties (MS-ADTS 3.1.1.3.1.5)
_TICKS: Final = 10_000_000  # a second, in the intervals of 100 nanoseconds that AD counts in
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)
# The hour in which a former password is let in, and ten minutes for clocks that differ.
_FORMER: Final = timedelta(minutes=70)
_KEPT_BY_AD: Final = frozenset(
    {"msds-groupmanagedserviceaccount", "msds-managedserviceaccount", "msds-delegatedmanagedserviceaccount"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordPolicy:
    """What holds for a user's passwords; `lockout` is 0 where nothing locks, None where it could not be read."""

    lockout: int | None = None
    window: timedelta = timedelta(0)
    min_length: int = 1
    complex: bool = True

    def rules(self, rules: TargetRules, entry: Entry) -> TargetRules:
        """Return rules with the policy's own; complexity also forbids the user's names (MS-ADTS: Password Complexity)."""
        shortest = max(rules.min_length, self.min_length)
        if not self.complex:
            return dataclasses.replace(rules, min_length=shortest)
        names = [entry.text("sAMAccountName"), *re.split(r"[,.\-_ #\t]+", entry.text("displayName"))]
        return dataclasses.replace(
            rules,
            name=f"{rules.name} with its password policy",
            min_length=shortest,
            upper=1,
            lower=1,
            digits=1,
            forbidden_words=tuple(dict.fromkeys(name for name in names if len(name) > 2)),
        )


def policy_of(session: DirectorySession, root: Root, entry: Entry) -> PasswordPolicy:
    """Ask for the policy of a user: a password settings object where one holds, else the domain's; raises `Silence`."""
    settings = entry.text("msDS-ResultantPSO")
    names = _PSO_ATTRIBUTES if settings else _DOMAIN_ATTRIBUTES
    try:
        found = session.read(settings or root.default_context, names)
    except Declined:
        found = None
    if found is None:
        return PasswordPolicy()
    threshold, window, length, complexity = names
    strict = found.text(complexity)
    return PasswordPolicy(
        lockout=found.number(threshold),
        window=timedelta(seconds=abs(found.number(window) or 0) / _TICKS),
        min_length=max(1, found.number(length) or 1),
        complex=strict.upper() == "TRUE" if settings else bool(int(strict or "1") & _COMPLEX),
    )


def sid_of(entry: Entry) -> str:
    """Return objectSid as it is written (MS-DTYP 2.4.2.1), empty where it may not be read."""
    raw = entry.raw("objectSid")
    if len(raw) < 8:
        return ""
    parts = struct.unpack(f"<{raw[1]}I", raw[8 : 8 + 4 * raw[1]])
    return "-".join(["S", str(raw[0]), str(int.from_bytes(raw[2:8], "big")), *map(str, parts)])


def is_locked(entry: Entry) -> bool:
    """Tell whether wrong passwords have locked the user, and the lock is not over."""
    computed = entry.number("msDS-User-Account-Control-Computed")
    return bool((entry.number("lockoutTime") or 0) if computed is None else computed & _LOCKED)


def was_set_recently(entry: Entry) -> bool:
    """Tell whether the password was set so lately that the one before may still be let in."""
    return datetime.now(UTC) - _moment(entry.number("pwdLastSet") or 0) < _FORMER


def tries_left(entry: Entry, policy: PasswordPolicy) -> int | None:
    """Return how many wrong passwords more would lock the user; 0 where nothing locks, None where that is not known."""
    if not policy.lockout:
        return policy.lockout
    counted = entry.number("badPwdCount") or 0
    if policy.window and datetime.now(UTC) - _moment(entry.number("badPasswordTime") or 0) > policy.window:
        counted = 0
    return max(1, policy.lockout - counted)


def invariants(entry: Entry) -> dict[str, str]:
    """Return what a change of the password must leave as it is."""
    return {
        "distinguished name": entry.dn,
        "login": entry.text("sAMAccountName"),
        "principal name": entry.text("userPrincipalName"),
        "account control": entry.text("userAccountControl"),
        "account expires": entry.text("accountExpires"),
        "must change": str(entry.number("pwdLastSet") == 0),
        "primary group": entry.text("primaryGroupID"),
        "groups": "; ".join(sorted(entry.texts("memberOf"))),
    }


def stops(entry: Entry, policy: PasswordPolicy, login: str) -> Finding | None:
    """Return what forbids a change of this account's password, if anything."""
    classes = {one.lower().replace("ms-ds-", "msds-") for one in entry.texts("objectClass")}
    if classes & _KEPT_BY_AD or "computer" in classes:
        return Finding(
            Severity.STOPS,
            f"{login} is a managed service account or a computer: the domain changes its password itself.",
            "Take it out of the rotation.",
            "managed_elsewhere",
        )
    if (entry.number("userAccountControl") or 0) & _SMARTCARD:
        return Finding(
            Severity.STOPS,
            f"{login} signs in with a smart card only, so a new password could not be proved.",
            "Rotate it with a script.",
            "smartcard_required",
        )
    if is_locked(entry):
        return Finding(
            Severity.STOPS,
            f"{login} is locked after wrong passwords, so a new password could not be proved; a new one does not unlock it.",
            "Unlock it, or wait until the lock is over.",
            "775",
        )
    if policy.lockout and tries_left(entry, policy) == 1:
        return Finding(
            Severity.STOPS,
            f"One more wrong password would lock {login}.",
            "Find out who signs in with a wrong one, or wait until the count begins anew.",
            "nearly_locked",
        )
    return None


def findings(entry: Entry, policy: PasswordPolicy, login: str, *, by_admin: bool) -> Iterator[Finding]:
    """Look at a user's flags and at the right to change it."""
    yield known(entry, login)
    writable = {name.lower() for name in entry.texts("allowedAttributesEffective")}
    if by_admin and "unicodepwd" in writable:
        yield Finding(Severity.PASSED, f"The admin may set the password of {login}.", code="permitted")
    elif by_admin:
        yield Finding(
            Severity.NOTICE,
            f"Whether the admin may set the password of {login} cannot be told beforehand; the domain decides.",
            "Grant the admin the right Reset Password on it.",
            "permission_unknown",
        )
    if is_disabled(entry):
        sentence = f"{login} is disabled and stays so; its new password can still be proved."
        yield Finding(Severity.NOTICE, sentence, code="533")
    if by_admin:
        yield from of_a_reset(entry, login)
    yield from of_every_change(policy)


def known(entry: Entry, login: str) -> Finding:
    """Say which user it is."""
    return Finding(Severity.PASSED, f"{login} is {entry.dn} ({sid_of(entry)}).", code="exists")


def is_disabled(entry: Entry) -> bool:
    """Tell whether the user is disabled."""
    return bool((entry.number("userAccountControl") or 0) & _DISABLED)


def of_a_reset(entry: Entry, login: str) -> Iterator[Finding]:
    """Say what a reset does that a user's own change does not."""
    if entry.number("pwdLastSet") == 0:
        sentence = f"{login} must change its password at the next sign-in; a new one ends that."
        yield Finding(Severity.NOTICE, sentence, code="773")
    sentence = "An admin's reset passes over the history and the least age of passwords."
    yield Finding(Severity.NOTICE, sentence, code="reset_ignores_history")


def of_every_change(policy: PasswordPolicy) -> Iterator[Finding]:
    """Say what holds whoever changes the password."""
    if policy.lockout is None:
        yield Finding(
            Severity.NOTICE,
            "How many wrong passwords lock an account could not be read, so that few sign-ins are tried.",
            "Let the admin read the domain's password policy and its password settings objects.",
            "policy_unread",
        )
    sentence = (
        "For an hour the domain may go on letting the former password in; the new one is what is proved."
    )
    yield Finding(Severity.NOTICE, sentence, code="former_password")


def _moment(ticks: int) -> datetime:
    # 0 and the highest number both mean never.
    return _EPOCH + timedelta(microseconds=min(ticks, 2**61) // 10)
