"""The steps of a rotation in a directory, whatever its make."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import (
    Account,
    Announce,
    Answer,
    Credential,
    Endpoint,
    Facts,
    Finding,
    Outcome,
    Preflight,
    ProbeResult,
    Runner,
    Severity,
    Spec,
)
from pamdesk.targets.ldap.directory import Directory, Name, Root, Standing
from pamdesk.targets.ldap.doorway import Doorway, asking
from pamdesk.targets.ldap.session import LONGEST_NAME, DirectorySession, Silence
from pamdesk.targets.sessions import WORK_SECONDS, Sessions
from pamdesk.targets.words import require_name, require_password

_RECENT_SECONDS: Final = 5.0  # how long what a preflight has just looked at is taken as read
PASSWORD_SET: Final = "password_set"  # noqa: S105 - a fact's name: the server's stamp before the change


@dataclass(frozen=True, slots=True)
class _Place:
    """An account's server, and who signs in to it."""

    endpoint: Endpoint
    doorway: Doorway
    credential: Credential
    by_admin: bool

    @property
    def key(self) -> str:
        return f"{self.credential.record_id}\n{self.credential.login}\n{self.endpoint.record_id}"

    def connect(self) -> DirectorySession:
        return self.doorway.connect(self.credential)


class DirectoryTarget:
    """A session with one directory server; see `contract.Target`."""

    def __init__(
        self, run: Runner, spec: Spec, directory: Directory, *, work_seconds: float = WORK_SECONDS
    ) -> None:
        """Take the engine's runner, the target's Spec and make, and after how long an unanswered change is cut."""
        self._run = run
        self._spec = spec
        self._directory = directory
        self._sessions: Sessions[DirectorySession] = Sessions(run, work_seconds=work_seconds)
        self._guard = threading.Lock()
        self._doorways: dict[Endpoint, Doorway] = {}
        self._read: dict[tuple[str, str], tuple[Standing, float]] = {}
        self._set_before: dict[str, str] = {}  # by record: the password's stamp when the last attempt began

    async def preflight(self, account: Account) -> Preflight:
        """See `Target.preflight`; the threshold is the policy's that holds for the account."""
        try:
            place = self._place(account)
            standing = await self._standing(account, place)
        except TargetError as error:
            return Preflight((Finding(Severity.STOPS, error.message, code=error.code),))
        reached = Finding(
            Severity.PASSED,
            f"{place.endpoint.title} answers, and its certificate is proved.",
            code="reachable",
        )
        stops = (standing.stops,) if standing.stops else ()
        return Preflight((reached, *stops, *standing.findings), standing.lockout)

    async def root(self, account: Account) -> Root:
        """Return what the account's server says of itself to anybody; raises `Refused` and `TargetError`."""
        place = self._place(account)
        return await self._run(place.doorway.look)

    async def standing(self, account: Account) -> Standing:
        """Return the account as its directory shows it now; raises `Refused` and `TargetError`."""
        return await self._standing(account, self._place(account))

    async def describe(self, account: Account) -> tuple[str, ...]:
        """See `Target.describe`."""
        place = self._place(account)
        standing = await self._standing(account, place)
        return (self._directory.statement(standing, by_admin=place.by_admin),)

    async def rules(self, account: Account) -> TargetRules:
        """See `Target.rules`: the password policy that holds for the account."""
        place = self._place(account)
        standing = self._recent(account, place) or await self._standing(account, place)
        return standing.rules

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """See `Target.apply`: one operation, done as a whole or not at all (RFC 4511, 4.6; RFC 3062)."""
        place = self._place(account)
        require_password(account, self._directory.product, candidate)
        change = _Change(account, place, candidate, self._spec.identity, self)
        async with self._sessions.hold(place.key, place.connect, change.prepare) as (held, facts):
            await announce(facts)
            await held.do(change.send)

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """See `Target.probe`: a sign-in over a fresh TLS connection as exactly this entry."""
        try:
            place = self._place(account)
            name = await self._name(account, place)
            result = await self._run(lambda: place.doorway.probe(name, account.title, candidate))
            if result.answer is Answer.REJECTED and place.by_admin:
                return self._unless_locked(result, await self._standing(account, place))
            # Of a secret that was the present one when this began, a sign-in alone does not prove that it still is.
            if result.answer is Answer.ACCEPTED and candidate == account.current:
                return await self._unless_former(account, place, result)
            return result
        except TargetError as error:
            reached = error.kind is not TargetErrorKind.UNREACHABLE
            return ProbeResult(Answer.UNKNOWN, error.message, error.code, reached=reached)

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """See `Target.outcome`: the server's stamp tells that it was made; that it no longer will be, only time tells."""
        before = str(facts.get(PASSWORD_SET, ""))
        identity = str(facts.get(self._spec.identity, ""))
        if not before or not identity:
            return Outcome.UNKNOWN
        with self._guard:
            self._set_before[account.record_id] = before
        try:
            standing = await self._standing(account, self._place(account))
        except TargetError:
            return Outcome.UNKNOWN
        if standing.identity != identity or standing.password_set in ("", before):
            return Outcome.UNKNOWN
        return Outcome.APPLIED

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """See `Target.invariants`: the entry's own id, its name, its flags, its groups and its policy."""
        standing = await self._standing(account, self._place(account))
        return {self._spec.identity: standing.identity, **standing.invariants}

    async def retire(self, account: Account, old: Secret) -> None:
        """Do nothing: the change leaves no second password behind."""

    async def close(self) -> None:
        """Close every connection."""
        await self._run(self._sessions.close)

    def read(self, session: DirectorySession, account: Account, place: _Place) -> Standing:
        """Ask for the account; raises `Declined`, `Silence` and `Refused`."""
        root = place.doorway.root(session)
        standing = self._directory.standing(session, root, account, by_admin=place.by_admin)
        with self._guard:
            self._read[account.record_id, place.key] = standing, time.monotonic()
        return standing

    def begin(self, account: Account, standing: Standing) -> None:
        """Remember the password's stamp from before a change."""
        with self._guard:
            self._set_before[account.record_id] = standing.password_set

    @property
    def directory(self) -> Directory:
        """The make of the server."""
        return self._directory

    def _recent(self, account: Account, place: _Place, seconds: float = _RECENT_SECONDS) -> Standing | None:
        with self._guard:
            known = self._read.get((account.record_id, place.key))
        return known[0] if known is not None and time.monotonic() - known[1] <= seconds else None

    async def _standing(self, account: Account, place: _Place) -> Standing:
        return await self._sessions.use(
            place.key,
            place.connect,
            lambda session: asking(place.endpoint, lambda: self.read(session, account, place)),
        )

    async def _name(self, account: Account, place: _Place) -> Name:
        """Return how to sign in as exactly this entry; without an admin, only the account itself could look it up."""
        known = self._recent(account, place, math.inf)
        if known is None and place.by_admin:
            known = await self._standing(account, place)
        return Name(account.login, known.dn if known else _dn_of(account))

    def _unless_locked(self, result: ProbeResult, standing: Standing) -> ProbeResult:
        """A server may hide that an account is locked; then its refusal says nothing about the password."""
        if not standing.locked:
            return result
        sentence = "The account is locked, so that a refused sign-in says nothing about its password."
        return ProbeResult(Answer.UNKNOWN, sentence, "locked", spent=result.spent)

    async def _unless_former(self, account: Account, place: _Place, result: ProbeResult) -> ProbeResult:
        if not self._directory.former_let_in:
            return result
        standing = await self._standing(account, place)
        with self._guard:
            before = self._set_before.get(account.record_id, "")
        if before and before == standing.password_set:
            return result
        if not before and standing.password_set and not standing.recently:
            return result
        return ProbeResult(
            Answer.UNKNOWN,
            f"{place.endpoint.title} lets {account.login} in with this password, but another may have been set since: "
            "it goes on letting in the one before for an hour.",
            "former_password",
        )

    def _place(self, account: Account) -> _Place:
        endpoint = account.endpoint
        if endpoint is None:
            raise Refused(f"{account.title} belongs to no directory. Nothing was sent.", code="no_endpoint")
        require_name(account, self._directory.product, LONGEST_NAME)
        with self._guard:
            doorway = self._doorways.setdefault(endpoint, Doorway(endpoint, self._directory))
        own = Credential(
            record_id=account.record_id,
            title=account.title,
            login=account.login,
            password=account.current,
            fields=account.fields,
        )
        return _Place(endpoint, doorway, account.admin or own, account.admin is not None)


class _Change:
    """One change of one account: looked up, announced, then sent."""

    def __init__(
        self, account: Account, place: _Place, candidate: Secret, identity: str, target: DirectoryTarget
    ) -> None:
        self._account = account
        self._place = place
        self._candidate = candidate
        self._identity = identity
        self._target = target
        self._standing: Standing | None = None

    def prepare(self, session: DirectorySession) -> Facts:
        """Look the account up; raises `Refused`: nothing was sent yet."""
        try:
            standing = asking(
                self._place.endpoint, lambda: self._target.read(session, self._account, self._place)
            )
        except Refused:
            raise
        except TargetError as error:
            problem = Refused(error.message, error.kind, code=error.code)
        else:
            if standing.stops is not None:
                raise Refused(
                    f"{standing.stops.sentence} {standing.stops.mend}".strip(), code=standing.stops.code
                )
            if standing.old_needed and not self._account.current:
                raise Refused(
                    f"{self._place.endpoint.title} asks for the present password of {self._account.login}, "
                    "and none is kept here. Enter it in the record.",
                    code="old_needed",
                )
            self._standing = standing
            self._target.begin(self._account, standing)
            return {self._identity: standing.identity, PASSWORD_SET: standing.password_set}
        raise problem

    def send(self, session: DirectorySession) -> None:
        """Send the change; raises `Refused` where the server's answer proves that it was not made."""
        standing = self._standing
        if standing is None:
            raise AssertionError("a change is sent before it was prepared")
        title, own = self._place.endpoint.title, not self._place.by_admin
        directory = self._target.directory
        old = self._account.current if own or standing.old_needed else None
        code = "connection_lost"
        try:
            reply = directory.change(session, standing, self._candidate, old, own=own)
        except Silence:
            reply = None
        if reply is not None:
            if reply.ok:
                return
            refused = directory.refusal(reply, self._account, title)
            if refused is not None:
                raise refused
            code = str(reply.code)
        raise TargetError(
            f"{title} did not say whether it took the new password of {self._account.login}.",
            TargetErrorKind.UNKNOWN,
            code=code,
        )


def _dn_of(account: Account) -> str:
    return account.fields.get("distinguished_name", "").strip()
