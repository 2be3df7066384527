"""What the facts of a Linux account mean for changing its password, finding by finding."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from pamdesk.records.complexity import TargetRules
from pamdesk.targets.contract import Finding, Severity
from pamdesk.targets.linux.facts import Facts

_CREDITS = {"ucredit": "upper", "lcredit": "lower", "dcredit": "digits", "ocredit": "symbols"}
_NO_SHELL = ("nologin", "false")


def account_findings(facts: Facts, host: str) -> Iterator[Finding]:
    """Say what of the account matters to a new password."""
    login = facts.login
    if facts.uid < 0:
        yield missing(facts, host)
        return
    yield Finding(Severity.PASSED, f"{login} is an account of {host}.", code="account_found")
    if facts.uid == 0:
        yield Finding(Severity.NOTICE, f"{login} has all rights on {host}.", code="superuser")
    if facts.shadow_read:
        yield from _shadow_findings(facts, host)
    if facts.shell.rpartition("/")[2] in _NO_SHELL:
        yield Finding(
            Severity.NOTICE,
            f"The shell of {login} on {host} opens no session ({facts.shell}).",
            code="no_shell",
        )
    if facts.lockout is None:
        yield Finding(
            Severity.NOTICE,
            f"fail2ban watches failed sign-ins on {host}; PamDesk makes at most two in half an hour.",
            code="fail2ban",
        )


def stop_of(facts: Facts, host: str) -> Finding | None:
    """Return what forbids the change, if anything."""
    return first_stop(account_findings(facts, host))


def first_stop(findings: Iterable[Finding]) -> Finding | None:
    """Return the first finding that forbids the change, if any."""
    return next((finding for finding in findings if finding.severity is Severity.STOPS), None)


def tightened(rules: TargetRules, facts: Facts, *, by_itself: bool) -> TargetRules:
    """Tighten rules by pam_pwquality, where it holds for who makes the change (pwquality.conf(5))."""
    quality = facts.quality
    if quality is None or not (by_itself or "enforce_for_root" in quality):
        return rules
    least = {
        field: -int(quality[name])
        for name, field in _CREDITS.items()
        if quality.get(name, "").startswith("-") and quality[name][1:].isdecimal()
    }
    length = quality.get("minlen", "")
    return dataclasses.replace(
        rules,
        name="Linux with pam_pwquality",
        min_length=int(length) if length.isdecimal() else 1,
        **least,  # type: ignore[arg-type]  # the names are those of the fields of counts
    )


def missing(facts: Facts, host: str) -> Finding:
    """Say that the account is none of the host's own."""
    if facts.elsewhere:
        return Finding(
            Severity.STOPS,
            f"{facts.login} is no account of {host} itself: it comes from a directory (SSSD, LDAP or NIS).",
            "Link it to its directory, and rotate it there.",
            "not_local",
        )
    return Finding(Severity.STOPS, f"{host} has no account {facts.login}.", code="no_account")


def expired(facts: Facts, host: str, what: str) -> Finding:
    """Say that the account is over, so that a new secret signs nobody in."""
    return Finding(
        Severity.NOTICE,
        f"The account {facts.login} has expired on {host}: a new {what} is right, and signs nobody in.",
        f"chage -E -1 {facts.login} on {host} makes it valid again.",
        "expired",
    )


def _shadow_findings(facts: Facts, host: str) -> Iterator[Finding]:
    login, kind = facts.login, facts.shadow.kind if facts.shadow else "none"
    if not facts.writable:
        yield Finding(Severity.STOPS, f"/etc/shadow of {host} cannot be written to.", code="read_only")
    if kind == "locked":
        yield Finding(
            Severity.STOPS,
            f"The password of {login} is locked on {host}, and a new one would unlock it.",
            f"Where that is meant: usermod -U {login} on {host}, then rotate again.",
            "locked",
        )
    elif kind == "none":
        yield Finding(
            Severity.STOPS,
            f"{login} has no password on {host}, and rotation gives none to an account that signs in without.",
            "Rotate its SSH key, or set a first password there.",
            "no_password_set",
        )
    elif kind == "empty":
        yield Finding(
            Severity.NOTICE, f"{login} needs no password on {host} now; it will.", code="password_empty"
        )
    if facts.expired:
        yield expired(facts, host, "password")
    if facts.must_change:
        yield Finding(
            Severity.NOTICE,
            f"{host} asks {login} for a new password at the next sign-in; a rotation answers that.",
            code="must_change",
        )
