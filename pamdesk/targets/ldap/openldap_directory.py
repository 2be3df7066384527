"""OpenLDAP as a directory: looked up by name, changed by RFC 3062, its password policy's answers told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from ldap3.protocol.rfc3062 import PasswdModifyRequestValue

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Answer, Endpoint, Finding, ProbeResult, Severity
from pamdesk.targets.ldap import openldap_policy
from pamdesk.targets.ldap.directory import MASK, Found, Name, Root, Standing
from pamdesk.targets.ldap.openldap_policy import Policies, Policy
from pamdesk.targets.ldap.session import (
    INVALID_CREDENTIALS,
    Control,
    Declined,
    DirectorySession,
    Entry,
    Reply,
    escaped,
    looks_like_dn,
)

PASSWORD_MODIFY: Final = "1.3.6.1.4.1.4203.1.11.1"  # noqa: S105 - RFC 3062's object identifier
_FOR_EVER: Final = "000001010000Z"  # an administrator's lock, which no time ends
_ATTRIBUTES: Final = (
    "entryUUID", "structuralObjectClass", "memberOf", "pwdChangedTime", "pwdPolicySubentry", "pwdReset",
    "pwdAccountLockedTime", "pwdStartTime", "pwdEndTime",
)  # fmt: skip
_ROOT: Final = ("namingContexts", "supportedExtension", "supportedControl")
# By the policy's own error: what kind of no it is, and why.
_POLICY: Final = {
    openldap_policy.POOR_QUALITY: "its quality is too poor",
    openldap_policy.TOO_SHORT: "it is too short",
    openldap_policy.TOO_YOUNG: "the present one is too young",
    openldap_policy.IN_HISTORY: "it was used before",
}
# Answers that are given instead of the change (RFC 4511, appendix A); others, as `other` (80), prove nothing.
_REFUSED: Final = {
    2: "{server} does not understand the change of {login}.",
    8: "{server} wants a stronger connection before it changes {login}.",
    10: "{server} does not hold {login} itself; it is a replica. Enter the address of the provider in the record.",
    13: "{server} wants a protected connection before it changes {login}.",
    19: "{server} refuses this password for {login}.",
    32: "{server} has no account {login}.",
    49: "{server} refuses the present password of {login}.",
    50: "Whoever signed in to {server} may not change the password of {login}.",
    53: "{server} is unwilling to change the password of {login}: the present one was wrong, or it is read-only.",
}


class OpenldapDirectory:
    """See `directory.Directory`."""

    product = "OpenLDAP"
    bind_controls: Sequence[Control] = openldap_policy.ASK
    former_let_in = False

    def __init__(self, rules: TargetRules) -> None:
        """Take the rules that hold for every server."""
        self._rules = rules
        self._policies = Policies()

    def root(self, session: DirectorySession, endpoint: Endpoint) -> Root:
        """See `Directory.root`; a server without RFC 3062 is refused."""
        entry = session.read("", _ROOT)
        if entry is None:
            raise Refused(
                f"{endpoint.title} does not say what it holds (its root DSE may not be read).",
                code="root_hidden",
            )
        root = Root(
            contexts=entry.texts("namingContexts"),
            extensions=frozenset(entry.texts("supportedExtension")),
            controls=frozenset(entry.texts("supportedControl")),
        )
        if PASSWORD_MODIFY not in root.extensions:
            raise Refused(
                f"{endpoint.title} does not change passwords by RFC 3062. "
                "Correct the directory's type in the record.",
                code="no_password_modify",
            )
        return root

    def bind_name(self, session: DirectorySession, endpoint: Endpoint, name: Name, title: str) -> str:
        """See `Directory.bind_name`: the login itself where it is a DN, else what anybody may find."""
        if looks_like_dn(name.login):
            return name.login
        try:
            return self._find(session, self.root(session, endpoint), name, endpoint).dn
        except (Declined, Refused):
            raise Refused(
                f"{endpoint.title} tells nobody who has not signed in which entry {name.login} is. "
                f"Enter the distinguished name in the record {title}.",
                code="dn_needed",
            ) from None

    def standing(
        self, session: DirectorySession, root: Root, account: Account, *, by_admin: bool
    ) -> Standing:
        """See `Directory.standing`; a lock that a change would lift against somebody's will stops it."""
        endpoint = account.endpoint
        if endpoint is None:
            raise AssertionError("an account of a directory has an endpoint")
        entry = self._find(session, root, Name(account.login, _dn(account)), endpoint)
        policy = self._policies.of(session, root, entry)
        locked = entry.text("pwdAccountLockedTime")
        shut = _shut(entry)
        return Standing(
            dn=entry.dn,
            identity=entry.text("entryUUID"),
            password_set=entry.text("pwdChangedTime"),
            rules=policy.tighten(self._rules),
            lockout=policy.lockout,
            invariants=_invariants(entry),
            findings=tuple(_findings(entry, policy, account.login)),
            stops=_stops(account, locked, shut, policy, by_admin),
            locked=bool(locked) or shut,
            old_needed=policy.safe_modify,
        )

    def statement(self, standing: Standing, *, by_admin: bool) -> str:
        """See `Directory.statement`."""
        old = "" if by_admin and not standing.old_needed else f" oldPasswd={MASK}"
        return f"PasswdModify (RFC 3062) userIdentity={standing.dn}{old} newPasswd={MASK}"

    def change(
        self,
        session: DirectorySession,
        standing: Standing,
        candidate: Secret,
        old: Secret | None,
        *,
        own: bool,
    ) -> Reply:
        """See `Directory.change`."""
        request = PasswdModifyRequestValue()
        request["userIdentity"] = standing.dn.encode()
        if old:
            request["oldPasswd"] = old.reveal().encode()
        request["newPasswd"] = candidate.reveal().encode()
        return session.extended(PASSWORD_MODIFY, request, openldap_policy.ASK)

    def refusal(self, reply: Reply, account: Account, title: str) -> Refused | None:
        """See `Directory.refusal`."""
        names = {"server": title, "login": account.login}
        error = openldap_policy.error_in(reply)
        if error in _POLICY and reply.code in _REFUSED:
            sentence = "{server} refuses this password for {login}: {why}."
            return Refused(
                sentence.format(**names, why=_POLICY[error]), TargetErrorKind.POLICY, code=f"ppolicy_{error}"
            )
        if error == openldap_policy.MAY_NOT_CHANGE:
            return Refused(_may_not(account.login), code="own_change_forbidden")
        if error == openldap_policy.OLD_NEEDED:
            sentence = "{server} asks for the present password of {login} with each change."
            return Refused(sentence.format(**names), code="old_needed")
        if reply.code not in _REFUSED:
            return None
        kind = TargetErrorKind.POLICY if reply.code == 19 else TargetErrorKind.REFUSED
        return Refused(_REFUSED[reply.code].format(**names), kind, code=str(reply.code))

    def judge(self, reply: Reply, login: str, title: str) -> ProbeResult:
        """See `Directory.judge`; slapd looks at expiry after the password, and at a lock before it."""
        error = openldap_policy.error_in(reply)
        if reply.ok and error == openldap_policy.MUST_CHANGE:
            sentence = f"The password is right; {login} must change it at the next sign-in to {title}."
            return ProbeResult(Answer.BLOCKED, sentence, "must_change")
        if reply.ok:
            return ProbeResult(Answer.ACCEPTED, f"{login} signed in to {title}.")
        if reply.code != INVALID_CREDENTIALS:
            sentence = f"{title} did not judge the sign-in of {login} ({reply.code})."
            return ProbeResult(Answer.UNKNOWN, sentence, str(reply.code))
        if error == openldap_policy.EXPIRED:
            sentence = f"The password is right; it has expired on {title}."
            return ProbeResult(Answer.BLOCKED, sentence, "expired")
        if error == openldap_policy.LOCKED:
            sentence = f"{title} lets nobody in as {login}, whatever the password: the account is locked."
            return ProbeResult(Answer.UNKNOWN, sentence, "locked")
        sentence = f"{title} refuses this password of {login}, or has no such account."
        return ProbeResult(Answer.REJECTED, sentence, str(reply.code), spent=True)

    def _find(self, session: DirectorySession, root: Root, name: Name, endpoint: Endpoint) -> Entry:
        dn = name.dn or (name.login if looks_like_dn(name.login) else "")
        found: list[Entry] = []
        if dn:
            entry = session.read(dn, _ATTRIBUTES)
            found = [entry] if entry is not None else []
        else:
            login = escaped(name.login)
            # A cn alone may be a group's, or a policy's.
            held = "(|(objectClass=person)(objectClass=simpleSecurityObject)(objectClass=applicationProcess))"
            for base in _bases(root, endpoint.domain):
                found += session.find(base, f"(|(uid={login})(&(cn={login}){held}))", _ATTRIBUTES)
        return Found(tuple(found)).one(name, endpoint.title)


def _bases(root: Root, domain: str) -> tuple[str, ...]:
    """Where accounts are looked for: in the domain that the record names where the server holds it, else everywhere."""
    wanted = ",".join(f"dc={part}" for part in domain.strip(".").split(".")) if domain else ""
    return tuple(one for one in root.contexts if one.lower() == wanted.lower()) or root.contexts


def _dn(account: Account) -> str:
    return account.fields.get("distinguished_name", "").strip()


def _shut(entry: Entry) -> bool:
    now = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    start, end = entry.text("pwdStartTime"), entry.text("pwdEndTime")
    return bool((start and start[:14] > now) or (end and end[:14] <= now))


def _invariants(entry: Entry) -> dict[str, str]:
    return {
        "distinguished name": entry.dn,
        "object class": entry.text("structuralObjectClass"),
        "groups": "; ".join(sorted(entry.texts("memberOf"))),
        "password policy": entry.text("pwdPolicySubentry"),
        "must change": entry.text("pwdReset") or "FALSE",
        "valid": f"{entry.text('pwdStartTime')} to {entry.text('pwdEndTime')}",
    }


def _stops(account: Account, locked: str, shut: bool, policy: Policy, by_admin: bool) -> Finding | None:
    login = account.login
    if locked == _FOR_EVER:
        return Finding(
            Severity.STOPS,
            f"An administrator has locked {login}, and a new password would unlock it.",
            "Unlock it first, if that is meant.",
            "locked_by_admin",
        )
    if shut:
        return Finding(
            Severity.STOPS,
            f"{login} may not sign in at this time (pwdStartTime, pwdEndTime), so a new password could not be proved.",
            "An administrator of the directory can change that.",
            "not_valid_now",
        )
    if not by_admin and not policy.own_change:
        return Finding(Severity.STOPS, _may_not(login), "Link an admin.", "own_change_forbidden")
    return None


def _findings(entry: Entry, policy: Policy, login: str) -> Iterator[Finding]:
    yield Finding(Severity.PASSED, f"{login} is {entry.dn}.", code="exists")
    if entry.text("pwdAccountLockedTime") not in ("", _FOR_EVER):
        sentence = f"{login} is locked after wrong passwords; a new password unlocks it."
        yield Finding(Severity.NOTICE, sentence, code="locked")
    if entry.text("pwdReset").upper() == "TRUE" or policy.must_change:
        sentence = f"{login} may have to change its password at the next sign-in."
        yield Finding(Severity.NOTICE, sentence, code="must_change")
    if policy.lockout is None:
        yield Finding(
            Severity.NOTICE,
            "How many wrong passwords lock an account could not be read, so that few sign-ins are tried.",
            "Let the admin read the password policies (objectClass pwdPolicy).",
            "policy_unread",
        )
    if not entry.text("pwdChangedTime"):
        sentence = (
            "The directory does not say when a password was last set: a lost answer takes longer to settle."
        )
        yield Finding(Severity.NOTICE, sentence, code="no_changed_time")


def _may_not(login: str) -> str:
    return f"The password policy does not let {login} change its own password."
