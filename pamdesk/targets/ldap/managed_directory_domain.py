"""Managed Microsoft AD as a directory: as Active Directory, but AWS resets, and a reset enables who is disabled."""

from __future__ import annotations

from collections.abc import Iterator

from pamdesk.targets.contract import Account, Finding, Severity
from pamdesk.targets.ldap import active_directory_facts as facts
from pamdesk.targets.ldap.active_directory_domain import ActiveDirectory
from pamdesk.targets.ldap.session import Entry


class ManagedMicrosoftAd(ActiveDirectory):
    """See `directory.Directory`; nothing is ever changed over LDAP."""

    product = "AWS Managed Microsoft AD"

    def findings(
        self, entry: Entry, policy: facts.PasswordPolicy, account: Account, *, by_admin: bool
    ) -> Iterator[Finding]:
        """See `ActiveDirectory.findings`."""
        login = account.login
        yield facts.known(entry, login)
        if facts.is_disabled(entry) and may_enable(account):
            yield will_enable(login)
        yield from facts.of_a_reset(entry, login)
        yield from facts.of_every_change(policy)

    def stops(self, entry: Entry, policy: facts.PasswordPolicy, account: Account) -> Finding | None:
        """See `ActiveDirectory.stops`."""
        found = facts.stops(entry, policy, account.login)
        if found is None and facts.is_disabled(entry) and not may_enable(account):
            return would_enable(account.login)
        return found


def may_enable(account: Account) -> bool:
    """Tell whether the record allows that a disabled user is enabled."""
    return account.fields.get("enable_if_disabled") == "True"


def will_enable(login: str) -> Finding:
    """Say what becomes of a disabled user."""
    sentence = f"{login} is disabled; with the new password AWS enables it, as its record allows."
    return Finding(Severity.NOTICE, sentence, code="enables")


def would_enable(login: str) -> Finding:
    """Say why a disabled user is left alone (AWS Directory Service API: ResetUserPassword)."""
    return Finding(
        Severity.STOPS,
        f"{login} is disabled, and with a new password AWS would enable it.",
        "Allow that in its record, or take it out of the rotation.",
        "533",
    )
