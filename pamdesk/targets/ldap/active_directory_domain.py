"""Active Directory as a directory: looked up by login or name, changed through unicodePwd, its answers told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ldap3 import MODIFY_ADD, MODIFY_DELETE, MODIFY_REPLACE

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Endpoint, Finding, ProbeResult
from pamdesk.targets.ldap import active_directory_answers as answers
from pamdesk.targets.ldap import active_directory_facts as facts
from pamdesk.targets.ldap.directory import MASK, Found, Name, Root, Standing
from pamdesk.targets.ldap.session import (
    Control,
    Declined,
    DirectorySession,
    Entry,
    Reply,
    escaped,
    looks_like_dn,
)

_ACTIVE_DIRECTORY: Final = "1.2.840.113556.1.4.800"  # MS-ADTS 3.1.1.3.4.3: capabilities
_READ_ONLY: Final = "1.2.840.113556.1.4.1920"
_CATALOGUE_PORTS: Final = frozenset({3268, 3269})
_ROOT: Final = (
    "namingContexts", "defaultNamingContext", "configurationNamingContext", "supportedCapabilities",
)  # fmt: skip
_PASSWORD: Final = "unicodePwd"  # noqa: S105 - an attribute's name


class ActiveDirectory:
    """See `directory.Directory`."""

    product = "Active Directory"
    bind_controls: Sequence[Control] = ()
    former_let_in = True  # Microsoft KB906305, and Samba's `old password allowed period`: 60 minutes

    def __init__(self, rules: TargetRules) -> None:
        """Take the rules that hold for every domain."""
        self._rules = rules

    def root(self, session: DirectorySession, endpoint: Endpoint) -> Root:
        """See `Directory.root`; what is no writable domain controller of the record's domain is refused."""
        entry = session.read("", _ROOT)
        if entry is None or _ACTIVE_DIRECTORY not in entry.texts("supportedCapabilities"):
            raise Refused(
                f"{endpoint.title} is no domain controller of Active Directory. "
                "Correct the directory's type in the record.",
                code="not_active_directory",
            )
        capabilities = frozenset(entry.texts("supportedCapabilities"))
        if _READ_ONLY in capabilities or endpoint.port in _CATALOGUE_PORTS:
            what = "a read-only domain controller" if _READ_ONLY in capabilities else "the global catalogue"
            raise Refused(
                f"{endpoint.title} is {what}, where nothing can be changed. "
                "Enter a writable domain controller and its port 636 in the record.",
                code="read_only",
            )
        context = entry.text("defaultNamingContext")
        if endpoint.domain and endpoint.domain.strip(".").lower() != domain_of(context):
            raise Refused(
                f"{endpoint.title} is a domain controller of {domain_of(context)}, but its record says "
                f"{endpoint.domain}. An administrator must correct the one or the other.",
                code="wrong_domain",
            )
        return Root(
            contexts=entry.texts("namingContexts"),
            default_context=context,
            capabilities=capabilities,
            configuration=entry.text("configurationNamingContext"),
        )

    def bind_name(self, session: DirectorySession, endpoint: Endpoint, name: Name, title: str) -> str:
        """See `Directory.bind_name`: a DN, a principal name or a login with its domain as it is, else login@domain."""
        if looks_like_dn(name.login) or "@" in name.login or "\\" in name.login:
            return name.login
        return f"{name.login}@{domain_of(self.root(session, endpoint).default_context)}"

    def standing(
        self, session: DirectorySession, root: Root, account: Account, *, by_admin: bool
    ) -> Standing:
        """See `Directory.standing`."""
        if account.endpoint is None:
            raise AssertionError("an account of a directory has an endpoint")
        name = Name(account.login, account.fields.get("distinguished_name", "").strip())
        entry = self._find(session, root, name, account.endpoint.title)
        policy = facts.policy_of(session, root, entry)
        return Standing(
            dn=entry.dn,
            identity=facts.sid_of(entry),
            password_set=entry.text("pwdLastSet"),
            recently=facts.was_set_recently(entry),
            rules=policy.rules(self._rules, entry),
            lockout=facts.tries_left(entry, policy),
            invariants=facts.invariants(entry),
            findings=tuple(self.findings(entry, policy, account, by_admin=by_admin)),
            stops=self.stops(entry, policy, account),
            locked=facts.is_locked(entry),
        )

    def findings(
        self, entry: Entry, policy: facts.PasswordPolicy, account: Account, *, by_admin: bool
    ) -> Iterator[Finding]:
        """Say what should be known of an account before it is changed."""
        return facts.findings(entry, policy, account.login, by_admin=by_admin)

    def stops(self, entry: Entry, policy: facts.PasswordPolicy, account: Account) -> Finding | None:
        """Return what forbids a change of an account, if anything."""
        return facts.stops(entry, policy, account.login)

    def statement(self, standing: Standing, *, by_admin: bool) -> str:
        """See `Directory.statement`."""
        if by_admin:
            return f"modify {standing.dn}: replace {_PASSWORD}={MASK}"
        return f"modify {standing.dn}: delete {_PASSWORD}={MASK}, add {_PASSWORD}={MASK}"

    def change(
        self,
        session: DirectorySession,
        standing: Standing,
        candidate: Secret,
        old: Secret | None,
        *,
        own: bool,
    ) -> Reply:
        """See `Directory.change`: a reset by an admin, a change by the user itself (MS-ADTS 3.1.1.3.1.5)."""
        if not own:
            return session.modify(standing.dn, {_PASSWORD: [(MODIFY_REPLACE, [quoted(candidate)])]})
        if old is None:
            raise AssertionError("a user that changes its own password gives the present one")
        both = [(MODIFY_DELETE, [quoted(old)]), (MODIFY_ADD, [quoted(candidate)])]
        return session.modify(standing.dn, {_PASSWORD: both})

    def refusal(self, reply: Reply, account: Account, title: str) -> Refused | None:
        """See `Directory.refusal`."""
        return answers.refusal(reply, account.login, title)

    def judge(self, reply: Reply, login: str, title: str) -> ProbeResult:
        """See `Directory.judge`."""
        return answers.judge(reply, login, title)

    def _find(self, session: DirectorySession, root: Root, name: Name, title: str) -> Entry:
        dn = name.dn or (name.login if looks_like_dn(name.login) else "")
        if dn:
            entry = session.read(dn, facts.USER_ATTRIBUTES)
            found = Found((entry,) if entry is not None else ()).one(name, title)
            if not looks_like_dn(name.login) and not _is_called(found, name.login):
                raise Refused(
                    f"{dn} is the account {found.text('sAMAccountName')} on {title}, not {name.login}. "
                    "Correct the login or the distinguished name in the record.",
                    code="wrong_user",
                )
            return found
        self._require_domain(session, root, name.login, title)
        entries = session.find(root.default_context, _filter(name.login, root), facts.USER_ATTRIBUTES)
        return Found(tuple(entries)).one(name, title)

    def _require_domain(self, session: DirectorySession, root: Root, login: str, title: str) -> None:
        """Raise `Refused` where a login with its domain in front names another than this controller's."""
        domain, slash, _ = login.rpartition("\\")
        if not slash:
            return
        by_context = f"(&(objectClass=crossRef)(nCName={escaped(root.default_context)}))"
        try:
            found = session.find(f"CN=Partitions,{root.configuration}", by_context, ("nETBIOSName",))
        except Declined:
            found = []
        known = {one.text("nETBIOSName").lower() for one in found} | {domain_of(root.default_context)}
        if domain.lower() not in known:
            raise Refused(
                f"{title} is a domain controller of {domain_of(root.default_context)}, not of {domain}. "
                "Correct the login in the record.",
                code="wrong_domain",
            )


def quoted(password: Secret) -> bytes:
    """Return a password as unicodePwd takes it: in quotes, as UTF-16."""
    return f'"{password.reveal()}"'.encode("utf-16-le")


def _filter(login: str, root: Root) -> str:
    short, at, domain = login.rpartition("\\")[2].partition("@")
    names = [f"(sAMAccountName={escaped(short)})"] if not at else [f"(userPrincipalName={escaped(login)})"]
    if at and domain.lower() == domain_of(root.default_context):
        names.append(f"(sAMAccountName={escaped(short)})")
    return f"(&(objectClass=user)(|{''.join(names)}))"


def _is_called(entry: Entry, login: str) -> bool:
    wanted = login.casefold()
    principal = entry.text("userPrincipalName").casefold()
    short = entry.text("sAMAccountName").casefold()
    return principal == wanted or short in (wanted, wanted.rpartition("\\")[2], wanted.partition("@")[0])


def domain_of(context: str) -> str:
    """Return the DNS name of the domain that a naming context is of."""
    return ".".join(re.findall(r"(?i)\bdc=([^,]+)", context)).lower()
