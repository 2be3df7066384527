"""What the facts of a Windows host and of its user mean for a new password, finding by finding."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused
from pamdesk.targets.contract import Finding, Severity
from pamdesk.targets.windows.facts import DISABLED, LOCKED, MAY_NOT_CHANGE, PASSWORD_EXPIRED, Facts


def host_findings(facts: Facts, admin: str, host: str, *, by_admin: bool) -> Iterator[Finding]:
    """Say what of the host stands in the way; `admin` is signed in."""
    if facts.domain_controller:
        yield Finding(
            Severity.STOPS,
            f"{host} is a domain controller: it has no local users.",
            "Link the account to its directory, and rotate it there.",
            "domain_controller",
        )
    if not facts.full_language:
        yield Finding(
            Severity.STOPS,
            f"PowerShell on {host} is restricted for {admin} (its language mode): a new password could not be proved.",
            "Allow the full language to the administrator, or choose another one.",
            "restricted_language",
        )
    if not by_admin:
        return
    if facts.administrator:
        yield Finding(Severity.PASSED, f"{admin} is an administrator of {host}.", code="administrator")
    else:
        yield Finding(
            Severity.STOPS,
            f"{admin} is no administrator of {host}, or signs in there without its rights.",
            "Link a member of the group Administrators. Of a local one, Windows takes the rights away over the network "
            "unless LocalAccountTokenFilterPolicy is 1.",
            "not_admin",
        )


def user_findings(facts: Facts, host: str, *, by_admin: bool) -> Iterator[Finding]:
    """Say what of the account matters to a new password."""
    login, value, path = facts.login, facts.source, facts.laps
    if not facts.sid:
        yield Finding(Severity.STOPS, f"{host} has no local user {login}.", code="no_account")
        return
    if not facts.local:
        yield Finding(
            Severity.STOPS,
            f"The password of {login} is not kept by {host} itself ({value}).",
            "Rotate it where it is kept.",
            "not_local",
        )
        return
    yield Finding(Severity.PASSED, f"{login} is a local user of {host}.", code="account_found")
    if facts.laps:
        yield Finding(
            Severity.STOPS,
            f"LAPS manages the password of {login} on {host} (its policy in {path}), and would change it again.",
            "Take the account out of the rotation, or out of the policy of LAPS.",
            "managed_by_laps",
        )
    if facts.built_in:
        yield Finding(Severity.NOTICE, f"{login} has all rights on {host}.", code="superuser")
    yield from _state(facts, host, by_admin=by_admin)


def require_user(facts: Facts, host: str) -> None:
    """Raise `Refused` where the host has no such user."""
    if not facts.sid:
        raise Refused(f"{host} has no local user {facts.login}.", code="no_account")


def tightened(rules: TargetRules, facts: Facts) -> TargetRules:
    """Tighten rules by the least length of the host's policy, and by the name that complexity forbids."""
    least = max(rules.min_length, facts.min_length)
    return dataclasses.replace(rules, min_length=least, forbidden_words=(facts.login,))


def first_stop(*found: Iterator[Finding]) -> Finding | None:
    """Return the first finding that forbids the change, if any."""
    return next((one for each in found for one in each if one.severity is Severity.STOPS), None)


def _state(facts: Facts, host: str, *, by_admin: bool) -> Iterator[Finding]:
    login = facts.login
    if facts.flags & DISABLED:
        yield Finding(
            Severity.NOTICE,
            f"{login} is disabled on {host}: a new password is right, and signs nobody in.",
            code="disabled",
        )
    if facts.expired:
        yield Finding(
            Severity.NOTICE,
            f"The account {login} has expired on {host}: a new password is right, and signs nobody in.",
            code="expired",
        )
    if facts.flags & LOCKED:
        yield Finding(
            Severity.STOPS,
            f"{login} is locked on {host} after wrong passwords: a new one could not be proved.",
            f"Unlock it on {host}, or wait until Windows does.",
            "locked",
        )
    if facts.flags & PASSWORD_EXPIRED:
        yield Finding(
            Severity.NOTICE,
            f"{host} asks {login} for a new password at the next sign-in; a rotation answers that.",
            code="must_change",
        )
    if facts.flags & MAY_NOT_CHANGE and not by_admin:
        yield Finding(
            Severity.STOPS,
            f"{login} may not change its own password on {host}.",
            "Link an administrator.",
            "may_not_change",
        )
    if by_admin:
        yield Finding(
            Severity.NOTICE,
            f"What {login} has encrypted on {host} with its own password (saved credentials, EFS) cannot be opened after "
            "an administrator has set another one.",
            code="encrypted_by_user",
        )
