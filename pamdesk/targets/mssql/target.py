"""The steps of a rotation on SQL Server."""

from __future__ import annotations

import dataclasses
import threading
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
from pamdesk.targets.mssql.facts import Principal, findings, read_principal, read_session
from pamdesk.targets.mssql.probe import end_announced, probe
from pamdesk.targets.mssql.session import Doorway, DriverError, MssqlSession, asking
from pamdesk.targets.mssql.statements import change_other, change_own, is_too_long, require_words
from pamdesk.targets.sessions import WORK_SECONDS, Sessions
from pamdesk.targets.words import require_password

MASK: Final = "***"
# Answers to ALTER LOGIN and ALTER USER that are given instead of the change (SQL Server: Database Engine events and
# errors). Whatever else is said proves nothing, and the sign-in is asked.
_PROOFS: Final = {
    "15114": (TargetErrorKind.REFUSED, "The password of {login} on {server} is too recent to be changed."),
    "15115": (
        TargetErrorKind.POLICY,
        "{server} refuses this password for {login}: it cannot be used at this time.",
    ),
    "15116": (TargetErrorKind.POLICY, "{server} refuses this password for {login}: it is too short."),
    "15117": (TargetErrorKind.POLICY, "{server} refuses this password for {login}: it is too long."),
    "15118": (
        TargetErrorKind.POLICY,
        "{server} refuses this password for {login}: it is not complex enough.",
    ),
    "15119": (
        TargetErrorKind.POLICY,
        "{server} refuses this password for {login}: its password filter does not take it.",
    ),
    "15113": (TargetErrorKind.REFUSED, "{login} is locked on {server} after too many wrong passwords."),
    "15151": (
        TargetErrorKind.REFUSED,
        "{server} has no account {login}, {admin} may not change it, or the present password that is kept is wrong.",
    ),
    "15247": (TargetErrorKind.REFUSED, "{admin} may not change the password of {login} on {server}."),
    "102": (TargetErrorKind.REFUSED, "{server} does not know the statement that changes {login}."),
    "1222": (TargetErrorKind.LOCKED, "Another session holds {login} on {server}."),
    "1205": (TargetErrorKind.LOCKED, "Another session changes {login} on {server}."),
    "3906": (TargetErrorKind.REFUSED, "The database of {login} on {server} is read-only."),
}


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

    def connect(self) -> MssqlSession:
        return self.doorway.connect(self.credential)


class MssqlTarget:
    """A session with one SQL Server; see `contract.Target`."""

    def __init__(self, run: Runner, spec: Spec, *, work_seconds: float = WORK_SECONDS) -> None:
        """Take the engine's runner, the target's own Spec, and after how long an unanswered statement's connection is cut."""
        self._run = run
        self._spec = spec
        self._sessions: Sessions[MssqlSession] = Sessions(run, work_seconds=work_seconds)
        self._guard = threading.Lock()
        self._doorways: dict[Endpoint, Doorway] = {}

    async def preflight(self, account: Account) -> Preflight:
        """See `Target.preflight`; how many wrong passwords lock is kept by Windows and read by no statement."""
        try:
            place = self._place(account)
            principal = await self._principal(account, place)
        except TargetError as error:
            return Preflight((Finding(Severity.STOPS, error.message, code=error.code),))
        found = tuple(findings(principal, place.endpoint.title, by_admin=place.by_admin))
        return Preflight(found, None if principal.policy else 0)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """See `Target.describe`."""
        place = self._place(account)
        principal = await self._principal(account, place)
        return (_batch(place, principal, Secret(MASK), Secret(MASK)).reveal(),)

    async def rules(self, account: Account) -> TargetRules:
        """See `Target.rules`: with CHECK_POLICY the complexity that Windows asks for."""
        principal = await self._principal(account, self._place(account))
        if not principal.policy:
            return self._spec.rules
        return dataclasses.replace(
            self._spec.rules,
            name="SQL Server with CHECK_POLICY",
            min_length=8,
            upper=1,
            lower=1,
            digits=1,
            forbidden_words=(account.login,),
        )

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """See `Target.apply`: one statement that commits by itself; the connection is announced before it is sent."""
        place = self._place(account)
        require_words(account, candidate)
        change = _Change(account, place, candidate)
        async with self._sessions.hold(place.key, place.connect, change.prepare) as (held, facts):
            await announce(facts)
            await held.do(change.send)

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """See `Target.probe`: a sign-in over a fresh TLS connection."""
        try:
            place = self._place(account)
            require_password(account, "SQL Server", candidate)
            if is_too_long(candidate.reveal()):
                sentence = f"{account.login} cannot have this password: SQL Server keeps none of this length."
                return ProbeResult(Answer.REJECTED, sentence, "password_invalid")
            return await self._run(lambda: probe(place.doorway, account.login, candidate))
        except TargetError as error:
            reached = error.kind is not TargetErrorKind.UNREACHABLE
            return ProbeResult(Answer.UNKNOWN, error.message, error.code, reached=reached)

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """See `Target.outcome`: over once the announced connection is gone; it is killed if it is still there."""
        number, since = int(facts.get("session_id", 0)), str(facts.get("login_time", ""))
        if not number or not since:
            return Outcome.UNKNOWN
        try:
            place = self._place(account)
            return await self._sessions.use(
                place.key,
                place.connect,
                lambda session: asking(place.endpoint, lambda: end_announced(session, number, since)),
            )
        except TargetError:
            return Outcome.UNKNOWN

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """See `Target.invariants`: the sid, the policies, whether it is disabled, its default database."""
        return (await self._principal(account, self._place(account))).invariants

    async def retire(self, account: Account, old: Secret) -> None:
        """Do nothing: the change leaves no second password behind."""

    async def close(self) -> None:
        """Close every connection."""
        await self._run(self._sessions.close)
        with self._guard:
            doorways, self._doorways = self._doorways, {}
        for doorway in doorways.values():
            doorway.forget()

    def _place(self, account: Account) -> _Place:
        endpoint = account.endpoint
        if endpoint is None:
            raise Refused(f"{account.title} belongs to no database. Nothing was sent.", code="no_endpoint")
        require_words(account)
        with self._guard:
            doorway = self._doorways.setdefault(endpoint, Doorway(endpoint))
        own = Credential(
            record_id=account.record_id, title=account.title, login=account.login, password=account.current
        )
        return _Place(endpoint, doorway, account.admin or own, account.admin is not None)

    async def _principal(self, account: Account, place: _Place) -> Principal:
        return await self._sessions.use(
            place.key,
            place.connect,
            lambda session: asking(
                place.endpoint, lambda: read_principal(session, account.login, place.endpoint.title)
            ),
        )


class _Change:
    """One change of one account: looked up, announced, then sent."""

    def __init__(self, account: Account, place: _Place, candidate: Secret) -> None:
        self._account = account
        self._place = place
        self._candidate = candidate
        self._statement: Secret | None = None

    def prepare(self, session: MssqlSession) -> Facts:
        """Look the account up and put its statement together; raises `Refused`: nothing was sent yet."""
        place, login = self._place, self._account.login
        try:
            principal = asking(place.endpoint, lambda: read_principal(session, login, place.endpoint.title))
            facts = asking(place.endpoint, lambda: read_session(session))
        except Refused:
            raise
        except TargetError as error:
            problem = Refused(error.message, error.kind, code=error.code)
        else:
            current = place.credential.password or Secret("")
            self._statement = _batch(place, principal, self._candidate, current)
            return facts
        raise problem

    def send(self, session: MssqlSession) -> None:
        """Send the statement; raises `Refused` where the server's answer proves that it was not done."""
        statement = self._statement
        if statement is None:
            raise AssertionError("a statement is sent before it was prepared")
        try:
            session.run(statement.reveal())
        except DriverError as error:
            code = error.code
        else:
            return
        # Raised outside, so that no traceback leads to the driver's frames, which hold the statement.
        raise self._problem(code)

    def _problem(self, code: str) -> TargetError:
        names = {
            "server": self._place.endpoint.title,
            "login": self._account.login,
            "admin": self._place.credential.login,
        }
        if code in _PROOFS:
            kind, sentence = _PROOFS[code]
            return Refused(sentence.format(**names), kind, code=code)
        return TargetError(
            "{server} did not say whether it took the new password of {login}.".format(**names),
            TargetErrorKind.UNKNOWN,
            code=code,
        )


def _batch(place: _Place, principal: Principal, password: Secret, current: Secret) -> Secret:
    if place.by_admin:
        return change_other(principal, password)
    return change_own(principal, password, current)
