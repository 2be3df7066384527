"""What AWS and the domain say that stands in the way of a reset, or that a person should know before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.targets.contract import Account, Endpoint, Finding, Severity
from pamdesk.targets.ldap.active_directory_domain import domain_of
from pamdesk.targets.ldap.directory import Root, Standing
from pamdesk.targets.ldap.managed_directory_domain import may_enable
from pamdesk.targets.ldap.managed_directory_service import DirectoryInAws

_TYPES: Final = {"SimpleAD": "a Simple AD", "ADConnector": "an AD Connector"}
# Where AWS keeps what is its own (Directory Service, "What gets created").
_RESERVED: Final = "ou=aws reserved"


def of_the_directory(told: DirectoryInAws, root: Root, endpoint: Endpoint) -> Iterator[Finding]:
    """Compare what AWS tells with what answered at the record's host."""
    if told.type in _TYPES:
        yield Finding(
            Severity.STOPS,
            f"The directory {told.identifier} is {_TYPES[told.type]}, where PamDesk resets no passwords through AWS.",
            "Take the directory ID out of the record, so that they are changed over LDAPS.",
            "wrong_type",
        )
    domain = domain_of(root.default_context)
    if told.name.strip(".").lower() != domain:
        yield Finding(
            Severity.STOPS,
            f"{endpoint.title} is a domain controller of {domain}, but AWS says that "
            f"{told.identifier} is the directory {told.name}.",
            "Correct the host or the directory ID in the record.",
            "wrong_directory",
        )
    if not told.usable:
        yield Finding(
            Severity.STOPS,
            f"The directory {told.identifier} does not answer while its stage is {told.stage}.",
            "Wait until it is active, then rotate again.",
            "DirectoryUnavailableException",
        )
    elif told.stage != "Active":
        yield Finding(
            Severity.NOTICE,
            f"The stage of the directory {told.identifier} is {told.stage}; AWS decides whether it resets.",
            code="not_active",
        )


def of_the_place(told: DirectoryInAws | None, root: Root, standing: Standing, login: str) -> Finding | None:
    """Say why AWS resets no password of a user at this place of the tree, if it does not."""
    parents = [part.strip().lower() for part in re.split(r"(?<!\\),", standing.dn)[1:]]
    theirs = _RESERVED in parents
    if told is not None:
        end = f",ou={told.short_name},{root.default_context}".lower()
        theirs = theirs or not ",".join(["", *parents]).endswith(end)
    if not theirs:
        return None
    return Finding(
        Severity.STOPS,
        f"{login} is {standing.dn}, and AWS resets only users in the organizational unit that it made for the customer.",
        "Take the directory ID out of the record, so that it is changed over LDAPS.",
        "reserved",
    )


def unread(account: Account, why: str) -> Finding:
    """Say what it means that nobody could read the user's flags."""
    login, title = account.login, account.endpoint.title if account.endpoint else ""
    if may_enable(account):
        return Finding(
            Severity.NOTICE,
            f"Whether {login} is disabled could not be read on {title}: {why}; "
            "with the new password AWS enables it, as its record allows.",
            code="flags_unread",
        )
    return Finding(
        Severity.STOPS,
        f"Whether {login} is disabled could not be read on {title}: {why}; with a new password AWS would enable it.",
        "Link an admin that may read the directory, or allow in the record that it is enabled.",
        "flags_unread",
    )


def not_told(identifier: str) -> Finding:
    """Say what is unknown where the sign-in may not describe directories."""
    return Finding(
        Severity.NOTICE,
        f"AWS does not tell of the directory {identifier}; whether it resets there, it says when it is asked.",
        "Allow ds:DescribeDirectories to the sign-in.",
        "directory_unread",
    )


def refused(finding: Finding) -> Refused:
    """Say it in place of the change."""
    busy = finding.code == "DirectoryUnavailableException"
    kind = TargetErrorKind.LOCKED if busy else TargetErrorKind.REFUSED
    return Refused(f"{finding.sentence} {finding.mend}".strip(), kind, code=finding.code)
