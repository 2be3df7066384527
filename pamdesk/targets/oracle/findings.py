"""What of an Oracle user and its profile stands in the way of a change, or is worth knowing before; and its rules."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.targets.contract import Finding, Severity
from pamdesk.targets.oracle.codes import EXPIRED, GRACE, LOCKED
from pamdesk.targets.oracle.facts import OracleUser

# The verify functions that Oracle ships (Database Security Guide): length, upper, lower, digits, symbols.
_FUNCTIONS: Final = {
    "VERIFY_FUNCTION": (4, 0, 1, 1, 1),
    "VERIFY_FUNCTION_11G": (8, 0, 1, 1, 0),
    "ORA12C_VERIFY_FUNCTION": (8, 0, 1, 1, 1),
    "ORA12C_STRONG_VERIFY_FUNCTION": (9, 2, 2, 2, 2),
    "ORA12C_STIG_VERIFY_FUNCTION": (15, 1, 1, 1, 1),
}
_NONE: Final = frozenset({"", "NULL", "UNLIMITED"})
_OLD_VERSIONS: Final = frozenset({"10G", ""})


def rules_of(user: OracleUser, rules: TargetRules, longest: int) -> TargetRules:
    """Tighten the target's rules by the verify function of the user's profile, where it is one of Oracle's own."""
    shortest, upper, lower, digits, symbols = _FUNCTIONS.get(_function(user), (1, 0, 0, 0, 0))
    name = f"Oracle with {_function(user)}" if _function(user) not in _NONE else rules.name
    return dataclasses.replace(
        rules,
        name=name,
        min_length=shortest,
        max_length=min(rules.max_length, longest),
        upper=upper,
        lower=lower,
        digits=digits,
        symbols=symbols,
        forbidden_words=(user.name,),
    )


def findings(user: OracleUser, title: str, *, own: bool) -> Iterator[Finding]:
    """Say what stands in the way of a change, and what is worth knowing."""
    yield Finding(Severity.PASSED, f"{title} answers, and its certificate is proved.", code="reachable")
    yield from _permission(user, title, own=own)
    yield from _status(user, title, own=own)
    yield from _profile(user, title)


def expired_own(login: str, title: str) -> tuple[Finding, ...]:
    """Say that a user whose password has expired changes it while it signs in; nothing else can be read before."""
    return (
        Finding(Severity.PASSED, f"{title} answers, and its certificate is proved.", code="reachable"),
        Finding(
            Severity.NOTICE,
            f"The password of {login} has expired on {title}; it is changed within the sign-in itself.",
            code=EXPIRED,
        ),
    )


def _permission(user: OracleUser, title: str, *, own: bool) -> Iterator[Finding]:
    name = user.name
    if not own and not user.may_alter:
        yield Finding(
            Severity.STOPS,
            f"The admin may not change the password of {name} on {title}.",
            "Grant ALTER USER to the admin.",
            code="ORA-01031",
        )
    elif user.of_root and not user.where.in_root:
        yield Finding(
            Severity.STOPS,
            f"{name} is a common user of {title}, and {user.where.name} is not the root container.",
            "Enter the service of the root container as the database of the record.",
            code="ORA-65066",
        )
    else:
        yield Finding(Severity.PASSED, f"The password of {name} on {title} may be changed.", code="permitted")


def _status(user: OracleUser, title: str, *, own: bool) -> Iterator[Finding]:
    name = user.name
    if user.locked:
        timed = "TIMED" in user.status
        yield Finding(
            Severity.STOPS,
            f"{name} is locked on {title} after too many wrong passwords, and a new password would not unlock it."
            if timed
            else f"{name} is locked on {title}, and a new password would not unlock it.",
            f"An administrator of {title} must unlock it.",
            code=LOCKED,
        )
    if user.expired:
        sentence = f"The password of {name} has expired on {title}; the change ends that."
        yield Finding(Severity.NOTICE, sentence, code=EXPIRED)
    elif user.in_grace:
        sentence = f"The password of {name} expires soon on {title}; the change ends that."
        yield Finding(Severity.NOTICE, sentence, code=GRACE)
    if not own and not user.status:
        yield Finding(
            Severity.NOTICE,
            f"Whether {name} is locked could not be read from {title}, nor its profile.",
            "Grant SELECT on DBA_USERS and DBA_PROFILES to the admin.",
            code="status_unread",
        )
    elif not own and set(user.versions.split()) <= _OLD_VERSIONS:
        yield Finding(
            Severity.NOTICE,
            f"{title} keeps the password of {name} only in the form of Oracle 10g, in which nothing can be proved; "
            "the new one is kept in a form of today where the server allows it.",
            code="DPY-3015",
        )


def _profile(user: OracleUser, title: str) -> Iterator[Finding]:
    function, days = _function(user), user.limits.get("PASSWORD_LOCK_TIME", "")
    if function not in _NONE and function not in _FUNCTIONS:
        yield Finding(
            Severity.NOTICE,
            f"{title} checks a password of {user.name} with its own function {function}, whose rules are not known here.",
            "Where it refuses a password, set a complexity that it takes.",
            code="ORA-28003",
        )
    if user.lockout_threshold:
        yield Finding(
            Severity.NOTICE,
            f"{user.lockout_threshold} wrong passwords lock {user.name} on {title} (PASSWORD_LOCK_TIME {days}).",
            code="lockout",
        )
    if user.rollover:
        yield Finding(
            Severity.NOTICE,
            f"By its profile the old password of {user.name} goes on letting in for a time (PASSWORD_ROLLOVER_TIME).",
            code="rollover",
        )


def _function(user: OracleUser) -> str:
    return user.limits.get("PASSWORD_VERIFY_FUNCTION", "").upper()
