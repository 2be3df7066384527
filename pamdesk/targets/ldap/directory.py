"""What the directory targets share: how a server and an account stand, and what each make of server answers for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Endpoint, Finding, ProbeResult
from pamdesk.targets.ldap.session import Control, DirectorySession, Entry, Reply

MASK: Final = "***"


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """What a server says of itself (RFC 4512, 5.1)."""

    contexts: tuple[str, ...] = ()
    default_context: str = ""
    extensions: frozenset[str] = frozenset()
    controls: frozenset[str] = frozenset()
    capabilities: frozenset[str] = frozenset()
    configuration: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An account as its directory shows it: who it is, when its password was last set, what may be done."""

    dn: str
    identity: str
    password_set: str  # the server's own stamp, another one after each change; empty where it may not be read
    recently: bool = False  # whether the password was set so lately that the one before may still be let in
    rules: TargetRules
    lockout: int | None
    invariants: Mapping[str, str]
    findings: tuple[Finding, ...]
    stops: Finding | None = None
    locked: bool = False  # nobody is let in, so that a refusal says nothing about a password
    old_needed: bool = False  # an admin too must give the present password


@dataclass(frozen=True, slots=True)
class Name:
    """How an account is named in its record: its login, and its distinguished name where one is given."""

    login: str
    dn: str = ""


class Directory(Protocol):
    """One make of directory server: how it is asked, how it is told a password, what its answers mean."""

    product: str
    bind_controls: Sequence[Control]
    former_let_in: bool  # whether a former password may go on being let in for a while

    def root(self, session: DirectorySession, endpoint: Endpoint) -> Root:
        """Read what the server says of itself; raises `Refused` where it is another make."""

    def bind_name(self, session: DirectorySession, endpoint: Endpoint, name: Name, title: str) -> str:
        """Return the name to sign in with; raises `Refused` where none can be told."""

    def standing(
        self, session: DirectorySession, root: Root, account: Account, *, by_admin: bool
    ) -> Standing:
        """Look the account up; raises `Refused` where it is not exactly one."""

    def statement(self, standing: Standing, *, by_admin: bool) -> str:
        """Return in words what `change` would send, the secret masked."""

    def change(
        self,
        session: DirectorySession,
        standing: Standing,
        candidate: Secret,
        old: Secret | None,
        *,
        own: bool,
    ) -> Reply:
        """Send the change, once; `old` is the present password where it must be given."""

    def refusal(self, reply: Reply, account: Account, title: str) -> Refused | None:
        """Say why a change was refused; None where the answer does not prove that nothing changed."""

    def judge(self, reply: Reply, login: str, title: str) -> ProbeResult:
        """Say what the answer to a sign-in means."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search for one account gave, for the sentence where it is not exactly one."""

    entries: tuple[Entry, ...] = field(default_factory=tuple)

    def one(self, name: Name, title: str) -> Entry:
        """Return the only entry; raises `Refused` naming the choices."""
        wanted = name.dn or name.login
        if not self.entries:
            raise Refused(
                f"{title} has no account {wanted}, or the one who asks may not see it.", code="no_account"
            )
        if len(self.entries) > 1:
            listed = "; ".join(entry.dn for entry in self.entries)
            raise Refused(
                f"{title} has more than one account {wanted}: {listed}. "
                "Enter in the record the distinguished name of the one that is meant.",
                code="several_accounts",
            )
        return self.entries[0]
