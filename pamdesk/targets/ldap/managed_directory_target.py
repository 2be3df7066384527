"""The steps of a rotation in AWS Managed Microsoft AD: Active Directory's own, but AWS resets the password."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import (
    Account,
    Announce,
    Answer,
    Facts,
    Finding,
    Outcome,
    Preflight,
    ProbeResult,
    Runner,
    Severity,
    Spec,
)
from pamdesk.targets.iam.permission import permission_findings
from pamdesk.targets.iam.user import aws_of
from pamdesk.targets.ldap import managed_directory_findings as findings
from pamdesk.targets.ldap import managed_directory_service as service
from pamdesk.targets.ldap.directory import Root, Standing
from pamdesk.targets.ldap.managed_directory import DESCRIBE, reset_in
from pamdesk.targets.ldap.managed_directory_domain import ManagedMicrosoftAd, may_enable, would_enable
from pamdesk.targets.ldap.session import looks_like_dn
from pamdesk.targets.ldap.target import PASSWORD_SET, DirectoryTarget
from pamdesk.targets.sessions import WORK_SECONDS
from pamdesk.targets.words import require_password

SENT: Final = "ds_sent_at"  # seconds since 1970
# So long another domain controller than the one that AWS asked may not know of the new password.
LATE_SECONDS: Final = 60.0
_TOLD_SECONDS: Final = 30.0  # how long what AWS tells of a directory is taken as read
_DISABLED: Final = "533"
# A sign-in of the user itself that was answered so: nobody can be asked for its flags, but AWS can still reset.
_NOT_LET_IN: Final = frozenset({"52e", "530", "531", "532", _DISABLED, "701", "773"})


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was looked at before a change; without a standing, nobody could read the user's entry."""

    told: service.DirectoryInAws | None
    root: Root
    standing: Standing | None
    findings: tuple[Finding, ...]

    @property
    def stops(self) -> Finding | None:
        return next((one for one in self.findings if one.severity is Severity.STOPS), None)


class ManagedDirectoryTarget:
    """A session with one directory of AWS; see `contract.Target`."""

    def __init__(self, run: Runner, spec: Spec, *, work_seconds: float = WORK_SECONDS) -> None:
        """Take the engine's runner and the target's Spec, and after how long an unanswered question is cut."""
        self._spec = spec
        self._users = DirectoryTarget(run, spec, ManagedMicrosoftAd(spec.rules), work_seconds=work_seconds)
        self._told: dict[tuple[str, str, str], tuple[float, service.DirectoryInAws | None]] = {}
        self._not_let_in: dict[tuple[str, Secret], Refused] = {}
        self._sent: dict[str, tuple[float, str]] = {}  # by record: until when a new password may be late

    async def preflight(self, account: Account) -> Preflight:
        """See `Target.preflight`: what AWS says of the directory, what the directory says of the user."""
        first = []
        try:
            aws = aws_of(account)
            first.append(
                Finding(Severity.PASSED, f"Signed in to AWS account {aws.account_id}.", code="identity")
            )
            seen = await self._look(account)
            permitted = await permission_findings(aws, (reset_in(service.arn_of(account)), DESCRIBE))
        except TargetError as error:
            return Preflight((*first, Finding(Severity.STOPS, error.message, code=error.code)))
        lockout = seen.standing.lockout if seen.standing else None
        return Preflight((*first, *seen.findings, *permitted), lockout)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """See `Target.describe`."""
        seen = await self._look(account)
        identifier, name = service.place_of(account).resource_name, _user_name(account, seen.standing)
        call = f"{service.ACTION} DirectoryId={identifier} UserName={name} NewPassword=***"
        return (f"{call} ({service.region_of(account)})",)

    async def rules(self, account: Account) -> TargetRules:
        """See `Target.rules`: the policy that holds for the user; where it could not be read, the usual complexity."""
        standing = (await self._look(account)).standing
        if standing is not None:
            return standing.rules
        words = (account.login,) if len(account.login) > 2 else ()
        return replace(self._spec.rules, upper=1, lower=1, digits=1, forbidden_words=words)

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """See `Target.apply`: one call, after the user's flags were read anew."""
        require_password(account, ManagedMicrosoftAd.product, candidate)
        seen = await self._look(account)
        if seen.stops is not None:
            raise findings.refused(seen.stops)
        name = _user_name(account, seen.standing)
        service.require_user_name(account, name)
        facts: dict[str, str | int] = {SENT: int(time.time())}
        if seen.standing is not None:
            self._users.begin(account, seen.standing)
            facts[self._spec.identity] = seen.standing.identity
            facts[PASSWORD_SET] = seen.standing.password_set
        await announce(facts)
        self._expect(account, facts)
        await service.reset_password(account, name, candidate)

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """See `Target.probe`: a sign-in, once the domain controller that answers may know of the new password."""
        if candidate != account.current and await self._is_late(account):
            title = service.place_of(account).title
            sentence = (
                f"The domain controller behind {title} does not show a new password of {account.login} yet."
            )
            return ProbeResult(Answer.UNKNOWN, sentence, "late")
        return await self._users.probe(account, candidate)

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """See `Target.outcome`: the domain's stamp tells that it was made; that it no longer will be, only time tells."""
        self._expect(account, facts)
        return await self._users.outcome(account, facts)

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """See `Target.invariants`: as of every user of a domain; nothing where nobody could read it."""
        seen = await self._look(account)
        if seen.standing is not None:
            return {self._spec.identity: seen.standing.identity, **seen.standing.invariants}
        if seen.stops is not None:
            raise findings.refused(seen.stops)
        return {}

    async def retire(self, account: Account, old: Secret) -> None:
        """Do nothing: the change leaves no second password behind."""

    async def close(self) -> None:
        """Close the connections to the directory; those to AWS belong to the configuration's sign-in."""
        await self._users.close()

    async def _look(self, account: Account) -> _Seen:
        """Ask AWS, then the directory; raises `Refused` and `TargetError` where either cannot be asked."""
        told = await self._described(account)
        root = await self._users.root(account)
        place = service.place_of(account)
        found = [
            Finding(
                Severity.PASSED, f"{place.title} answers, and its certificate is proved.", code="reachable"
            )
        ]
        if told is None:
            found.append(findings.not_told(place.resource_name))
        else:
            found += findings.of_the_directory(told, root, place)
        standing, why = await self._standing(account)
        if standing is None:
            found.append(why or findings.unread(account, "there is nobody to ask"))
            return _Seen(told, root, None, tuple(found))
        elsewhere = findings.of_the_place(told, root, standing, account.login)
        stops = [one for one in (standing.stops, elsewhere) if one is not None]
        return _Seen(told, root, standing, (*found, *stops, *standing.findings))

    async def _described(self, account: Account) -> service.DirectoryInAws | None:
        place = service.place_of(account)
        key = (aws_of(account).account_id, service.region_of(account), place.resource_name)
        known = self._told.get(key)
        if known is None or time.monotonic() - known[0] > _TOLD_SECONDS:
            known = time.monotonic(), await service.find(account)
            self._told[key] = known
        return known[1]

    async def _standing(self, account: Account) -> tuple[Standing | None, Finding | None]:
        """Read the user's entry by the admin, else by the user itself; None where neither is let in, and why."""
        if account.admin is not None:
            return await self._users.standing(account), None
        if not account.current:
            return None, findings.unread(account, "no password is kept here")
        refused = self._not_let_in.get(_own(account))
        if refused is None:
            try:
                return await self._users.standing(account), None
            except Refused as error:
                if error.code not in _NOT_LET_IN:
                    raise
                # Not tried again with the same password: each refused sign-in counts towards a lock.
                refused = self._not_let_in[_own(account)] = error
        if refused.code == _DISABLED and not may_enable(account):
            return None, would_enable(account.login)
        return None, findings.unread(account, "the present password does not let it in")

    def _expect(self, account: Account, facts: Facts) -> None:
        """Remember since when, and from which stamp on, a new password is waited for."""
        until = float(facts.get(SENT, 0)) + LATE_SECONDS
        self._sent[account.record_id] = until, str(facts.get(PASSWORD_SET, ""))

    async def _is_late(self, account: Account) -> bool:
        """Tell, without a sign-in of the user, that the domain controller that answers has not heard of a new password."""
        until, before = self._sent.get(account.record_id, (0.0, ""))
        if account.admin is None or not before or time.time() > until:
            return False
        try:
            return (await self._users.standing(account)).password_set == before
        except TargetError as error:
            # Whoever signs in next says why nobody answers.
            return error.kind is TargetErrorKind.UNKNOWN


def _own(account: Account) -> tuple[str, Secret]:
    return account.record_id, account.current or Secret("")


def _user_name(account: Account, standing: Standing | None) -> str:
    """Return the name that AWS knows the user by: its sAMAccountName."""
    if standing is not None:
        return standing.invariants["login"]
    if looks_like_dn(account.login):
        raise Refused(
            f"AWS resets by user names, and nobody could look up which one {account.login} has. "
            "Enter the user name as the login of the record.",
            code="login_invalid",
        )
    return account.login.rpartition("\\")[2].partition("@")[0]
