"""The steps of a password's rotation on a Windows host."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import (
    Account,
    Announce,
    Answer,
    Credential,
    Endpoint,
    Finding,
    Outcome,
    Preflight,
    ProbeResult,
    Runner,
    Severity,
    Spec,
)
from pamdesk.targets.contract import Facts as Announced
from pamdesk.targets.sessions import WORK_SECONDS, Sessions
from pamdesk.targets.windows import scripts
from pamdesk.targets.windows.answers import not_changed, not_set, require_login, require_password, signed_in
from pamdesk.targets.windows.facts import Facts, NotFacts, read
from pamdesk.targets.windows.findings import first_stop, host_findings, require_user, tightened, user_findings
from pamdesk.targets.windows.host import Door, HostSession, NoAnswer, Parameters, Prepared, Ran, asking, run
from pamdesk.targets.words import as_refused

SHELL: Final = "shell"
_RECENT_SECONDS: Final = 5.0  # how long an account that a preflight has just looked at is taken as read

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Place:
    """An account's host, and who signs in to it."""

    endpoint: Endpoint
    credential: Credential
    by_admin: bool
    door: Door

    @property
    def title(self) -> str:
        """The host's title, for sentences."""
        return self.endpoint.title

    @property
    def key(self) -> str:
        """Sessions with the same key are interchangeable."""
        return f"{self.credential.record_id}\n{self.credential.login}\n{self.endpoint.record_id}\n{self.endpoint.port}"

    def connect(self) -> HostSession:
        """Sign in; raises `Refused` with the reason."""
        return self.door.connect(self.endpoint, self.credential)


class WindowsPasswordTarget:
    """A session with one Windows host; see `contract.Target`."""

    def __init__(self, run: Runner, spec: Spec, door: Door, *, work_seconds: float = WORK_SECONDS) -> None:
        """Take the runner, the target's own Spec, the way in, and after how long an unanswered command is cut off."""
        self._run = run
        self._door = door
        self._spec = spec
        self._sessions: Sessions[HostSession] = Sessions(run, work_seconds=work_seconds)
        self._guard = threading.Lock()
        self._seen: dict[tuple[str, str], tuple[Facts, float]] = {}

    async def preflight(self, account: Account) -> Preflight:
        """See `Target.preflight`; the threshold is the host's own policy."""
        try:
            place = self._place(account)
            facts = await self._facts(account, place)
        except TargetError as error:
            return Preflight((Finding(Severity.STOPS, error.message, code=error.code),))
        who = place.credential.login
        found = [Finding(Severity.PASSED, f"{place.title} proved who it is.", code=self._door.identity)]
        found += host_findings(facts, who, place.title, by_admin=place.by_admin)
        found += user_findings(facts, place.title, by_admin=place.by_admin)
        return Preflight(tuple(found), facts.threshold)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """See `Target.describe`."""
        place = self._place(account)
        await self._recent(account, place)
        if place.by_admin:
            return (f"Set-LocalUser -Name {account.login} -Password ***",)
        return (f"NetUserChangePassword {account.login} *** ***",)

    async def rules(self, account: Account) -> TargetRules:
        """See `Target.rules`: with the least length of the host's policy."""
        facts = await self._recent(account, self._place(account))
        return tightened(self._spec.rules, facts)

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """See `Target.apply`: the shell in which the change is made is announced before it is given the password."""
        place = self._place(account)
        require_password(account, candidate)
        change = _Change(self, account, place, candidate)
        async with self._sessions.hold(place.key, place.connect, change.prepare) as (held, announced):
            await announce(announced)
            await held.do(change.send)

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """See `Target.probe`: by an administrator, LogonUser on the host tells; else the account itself signs in."""
        try:
            place = self._place(account)
            require_password(account, candidate)
            if not place.by_admin:
                return await self._run(lambda: _signs_in(place, candidate))
            given: Parameters = {"Name": account.login, "Password": candidate}
            ran = await self._ask(place, lambda session: run(session, scripts.SIGN_IN, given))
        except TargetError as error:
            reached = error.kind is not TargetErrorKind.UNREACHABLE
            return ProbeResult(Answer.UNKNOWN, error.message, error.code, reached=reached)
        return signed_in(ran.number, account.login, place.title)

    async def outcome(self, account: Account, facts: Announced) -> Outcome:
        """See `Target.outcome`: the announced shell is ended, and what comes for it later finds none."""
        shell = str(facts.get(SHELL, ""))
        if not shell:
            return Outcome.UNKNOWN
        try:
            place = self._place(account)
            ended = await self._ask(place, lambda session: session.end(shell))
        except TargetError:
            return Outcome.UNKNOWN
        return Outcome.OVER if ended else Outcome.UNKNOWN

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """See `Target.invariants`: SID, flags, expiry and groups."""
        place = self._place(account)
        facts = await self._facts(account, place)
        require_user(facts, place.title)
        return facts.invariants

    async def retire(self, account: Account, old: Secret) -> None:
        """Do nothing: the change leaves no second password behind."""

    async def close(self) -> None:
        """Close every connection."""
        await self._run(self._sessions.close)

    def look(self, session: HostSession, account: Account, place: _Place) -> Facts:
        """Ask the host about the account, on a session; raises `TargetError` or `NoAnswer`."""
        ran = run(session, scripts.FACTS, {"Name": account.login})
        try:
            facts = read(account.login, ran.text)
        except NotFacts:
            raise TargetError(
                f"{place.title} did not tell {place.credential.login} of its users.",
                TargetErrorKind.UNKNOWN,
                code=next(iter(ran.errors), "no_answer"),
            ) from None
        with self._guard:
            self._seen[account.record_id, place.key] = facts, time.monotonic()
        return facts

    def known(self, account: Account, place: _Place) -> Facts | None:
        """Return what was read of the account a moment ago."""
        with self._guard:
            found = self._seen.get((account.record_id, place.key))
        return found[0] if found is not None and time.monotonic() - found[1] <= _RECENT_SECONDS else None

    async def _facts(self, account: Account, place: _Place) -> Facts:
        return await self._ask(place, lambda session: self.look(session, account, place))

    async def _recent(self, account: Account, place: _Place) -> Facts:
        return self.known(account, place) or await self._facts(account, place)

    async def _ask(self, place: _Place, work: Callable[[HostSession], R]) -> R:
        """Run reading commands on a kept or a new session; raises `TargetError`."""
        return await self._sessions.use(
            place.key, place.connect, lambda session: asking(place.title, lambda: work(session))
        )

    def _place(self, account: Account) -> _Place:
        require_login(account)
        if account.endpoint is None:
            raise Refused(f"{account.title} belongs to no machine. Nothing was sent.", code="no_endpoint")
        itself = Credential(
            record_id=account.record_id, title=account.title, login=account.login, password=account.current
        )
        return _Place(account.endpoint, account.admin or itself, account.admin is not None, self._door)


class _Change:
    """One change of one account: looked up, prepared, announced, then sent."""

    def __init__(
        self, target: WindowsPasswordTarget, account: Account, place: _Place, candidate: Secret
    ) -> None:
        self._target = target
        self._account = account
        self._place = place
        self._candidate = candidate
        self._prepared: Prepared | None = None

    def prepare(self, session: HostSession) -> Announced:
        """Look at the account and put the command together; raises `Refused`: nothing runs yet."""
        account, place = self._account, self._place
        try:
            facts = self._target.known(account, place) or self._target.look(session, account, place)
            stops = first_stop(
                host_findings(facts, place.credential.login, place.title, by_admin=place.by_admin),
                user_findings(facts, place.title, by_admin=place.by_admin),
            )
            if stops is not None:
                raise Refused(stops.sentence, code=stops.code)
            given: Parameters = {"Name": account.login, "Password": self._candidate}
            if place.by_admin:
                self._prepared = session.prepare(scripts.SET, given)
            else:
                own: Parameters = {**given, "Before": account.current or Secret("")}
                self._prepared = session.prepare(scripts.CHANGE_OWN, own)
            return {SHELL: self._prepared.attempt, "SID": facts.sid}
        except NoAnswer:
            problem = Refused(f"{place.title} did not answer a question.", code="connection_lost")
        except TargetError as error:
            problem = as_refused(error)
        raise problem

    def send(self, session: HostSession) -> None:
        """Send the command; raises `Refused` where the host's answer proves that nothing was changed."""
        login, host = self._account.login, self._place.title
        if self._prepared is None:
            raise AssertionError(f"a password is sent over {session} before its command was made")
        try:
            ran = self._prepared.invoke()
        except NoAnswer:
            problem: TargetError | None = TargetError(
                f"{host} did not say whether it took the new password of {login}.",
                TargetErrorKind.UNKNOWN,
                code="connection_lost",
            )
        else:
            problem = self._problem(ran, login, host)
        # Raised outside, so that no traceback leads to the driver's frames, which hold what was sent.
        if problem is not None:
            raise problem

    def _problem(self, ran: Ran, login: str, host: str) -> TargetError | None:
        if self._place.by_admin:
            return not_set(ran.errors[0], login, host) if ran.errors else None
        return not_changed(ran.number, login, host)


def _signs_in(place: _Place, candidate: Secret) -> ProbeResult:
    """Sign in as the account itself, which then needs no right to do anything."""
    return place.door.tries(
        place.endpoint, dataclasses.replace(place.credential, password=candidate, private_key=None)
    )
