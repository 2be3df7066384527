"""What stands in the way of an account that is reached by SSH: its administrator, its keys, its proof."""

from __future__ import annotations

from collections.abc import Iterator

from pamdesk.targets.contract import Finding, Severity
from pamdesk.targets.linux.facts import Facts
from pamdesk.targets.linux.findings import expired, missing
from pamdesk.targets.ssh.authorized_keys import has
from pamdesk.targets.ssh.key_file import KeyFile
from pamdesk.targets.ssh.keys import PublicKey
from pamdesk.targets.ssh.root import Reach, Way


def way_findings(way: Way, admin: str, host: str) -> Iterator[Finding]:
    """Say how the administrator gets to change accounts."""
    if way.reach is Reach.NONE:
        yield Finding(
            Severity.STOPS,
            way.why,
            f"In sudoers of {host}, allow it: {admin} ALL=(root) NOPASSWD: ALL",
            way.code,
        )
    elif way.reach is Reach.CHPASSWD_ONLY:
        yield Finding(
            Severity.NOTICE,
            f"sudo lets {admin} run chpasswd on {host}, and nothing else: accounts are changed without being looked at.",
            code="chpasswd_only",
        )
    else:
        yield Finding(Severity.PASSED, f"{admin} may change accounts of {host}.", code=way.reach.value)


def key_findings(facts: Facts, host: str) -> Iterator[Finding]:
    """Say what of the account matters to a new SSH key; its password does not."""
    if facts.uid < 0:
        yield missing(facts, host)
        return
    yield Finding(Severity.PASSED, f"{facts.login} is an account of {host}.", code="account_found")
    if facts.expired:
        yield expired(facts, host, "key")


def file_findings(login: str, file: KeyFile, current: PublicKey | None, host: str) -> Iterator[Finding]:
    """Say what of the account's authorized_keys matters to a new key."""
    if not file.writable:
        yield Finding(
            Severity.STOPS,
            f"{login} may not write {file.place} on {host}: its keys are managed elsewhere.",
            "Rotate it where they are managed, or give the file to the account.",
            "key_file_not_writable",
        )
    elif file.text is None:
        yield Finding(
            Severity.NOTICE, f"{login} has no {file.place} on {host} yet; it is made.", code="key_file_new"
        )
    elif current is not None and not has(file.text, current):
        yield Finding(
            Severity.NOTICE,
            f"The present key of {login} does not stand in {file.place} of {host}: there is none to remove.",
            code="key_not_there",
        )


def proof_finding(way: Way, facts: Facts, password_offered: bool, host: str) -> Finding:
    """Say how a new password will be proved, or that it cannot be."""
    if password_offered:
        return Finding(Severity.PASSED, f"A new password is proved by signing in to {host}.", code="sign_in")
    if way.runs_scripts:
        return Finding(
            Severity.NOTICE,
            f"{host} lets {facts.login} in without a password only: a new one is compared with /etc/shadow instead.",
            code="proved_by_hash",
        )
    return Finding(
        Severity.STOPS,
        f"{host} lets {facts.login} in without a password only, and sudo does not let its hash be compared: "
        "a new password could not be proved.",
        "Allow the administrator all commands in sudoers.",
        "no_proof",
    )
