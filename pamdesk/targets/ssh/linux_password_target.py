"""The steps of a password's rotation on a Linux host."""

from __future__ import annotations

from collections.abc import Mapping

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import (
    Account,
    Announce,
    Answer,
    Credential,
    Facts,
    Finding,
    Outcome,
    Preflight,
    ProbeResult,
    Runner,
    Severity,
    Spec,
)
from pamdesk.targets.linux import facts as linux_facts
from pamdesk.targets.linux.findings import account_findings, first_stop, stop_of, tightened
from pamdesk.targets.linux.passwords import (
    COMPARE,
    OTHER,
    SAME,
    check_of,
    not_the_one,
    require_login,
    require_password,
)
from pamdesk.targets.sessions import WORK_SECONDS
from pamdesk.targets.ssh import root as ssh_root
from pamdesk.targets.ssh.linux_findings import proof_finding, way_findings
from pamdesk.targets.ssh.linux_password_change import (
    END_ATTEMPT,
    LOOK_AT_ATTEMPT,
    Change,
    by_admin,
    by_itself,
    facts_of,
    outcome_of,
    send,
)
from pamdesk.targets.ssh.place import Place, Places, Standing
from pamdesk.targets.ssh.root import Way
from pamdesk.targets.ssh.session import Command, SshLost, SshSession
from pamdesk.targets.ssh.signin import SignIn, Word, takes_password
from pamdesk.targets.words import as_refused


class LinuxPasswordTarget:
    """A session with one Linux host; see `contract.Target`."""

    def __init__(self, run: Runner, spec: Spec, *, work_seconds: float = WORK_SECONDS) -> None:
        """Take the engine's runner, the target's own Spec, and after how long an unanswered command is cut off."""
        self._run = run
        self._spec = spec
        self._places = Places(run, work_seconds)

    async def preflight(self, account: Account) -> Preflight:
        """See `Target.preflight`; the threshold is faillock's, and unread where fail2ban counts."""
        try:
            place = self._place(account)
            standing = await self._places.standing(account, place)
            offered = await self._offers_password(account, place)
        except TargetError as error:
            return Preflight((Finding(Severity.STOPS, error.message, code=error.code),))
        facts = standing.facts
        found = [Finding(Severity.PASSED, f"{place.title} showed its pinned host key.", code="host_key")]
        if place.by_admin:
            found += way_findings(standing.way, place.credential.login, place.title)
        found += account_findings(facts, place.title)
        if facts.uid >= 0 and place.by_admin:
            found.append(proof_finding(standing.way, facts, offered, place.title))
        # As root the hash is compared first, and no sign-in fails; else each failed one counts.
        return Preflight(tuple(found), 0 if standing.way.runs_scripts else facts.lockout)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """See `Target.describe`."""
        place = self._place(account)
        standing = await self._places.recent(account, place)
        return (_change(account, place, standing.way, Secret("***")).shown,)

    async def rules(self, account: Account) -> TargetRules:
        """See `Target.rules`: pam_pwquality's, where it holds for who makes the change."""
        place = self._place(account)
        standing = await self._places.recent(account, place)
        return tightened(self._spec.rules, standing.facts, by_itself=not place.by_admin)

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """See `Target.apply`: chpasswd is started and waits; it is announced, and only then given the password."""
        place = self._place(account)
        require_password(account, candidate)
        change = _Change(account, place, candidate, self._places)
        async with self._places.sessions.hold(place.key, place.connect, change.prepare) as (held, facts):
            await announce(facts)
            await held.do(change.send)

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """See `Target.probe`: the hash is compared as root where that can be, then the password signs in afresh."""
        try:
            place = self._place(account)
            compared = await self._compared(account, place, candidate) if place.by_admin else None
            if compared is not None and compared[0] == OTHER:
                return not_the_one(account.login, place.title, compared[1])
            signed = await self._run(lambda: self._sign_in(account, place, candidate))
        except UnicodeError:
            return ProbeResult(Answer.UNKNOWN, "This text cannot be sent as a password.", "password_invalid")
        except TargetError as error:
            reached = error.kind is not TargetErrorKind.UNREACHABLE
            return ProbeResult(Answer.UNKNOWN, error.message, error.code, reached=reached)
        same = compared is not None and compared[0] == SAME
        return _judge(account, place, signed, compared[1] if compared is not None and same else None)

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """See `Target.outcome`: the announced process is looked for on its host, and ended where root may."""
        if not facts.get("pid") or not facts.get("boot"):
            return Outcome.UNKNOWN
        asked = f"{facts['pid']} {facts['started']} {facts['boot']}\n".encode()
        try:
            place = self._place(account)
            return await self._places.ask(place, lambda session: self._fate(session, place, asked))
        except TargetError:
            return Outcome.UNKNOWN

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """See `Target.invariants`: uid, groups, home, shell, and the days of /etc/shadow but the last change."""
        place = self._place(account)
        facts = (await self._places.standing(account, place)).facts
        if facts.uid < 0 and (stops := stop_of(facts, place.title)) is not None:
            raise Refused(stops.sentence, code=stops.code)
        return facts.invariants

    async def retire(self, account: Account, old: Secret) -> None:
        """Do nothing: the change leaves no second password behind."""

    async def close(self) -> None:
        """Close every connection."""
        await self._places.close()

    def _place(self, account: Account) -> Place:
        require_login(account)
        own = Credential(
            record_id=account.record_id, title=account.title, login=account.login, password=account.current
        )
        return self._places.of(account, own)

    async def _offers_password(self, account: Account, place: Place) -> bool:
        """Tell whether the host takes passwords from the account at all; nothing is offered to it."""
        if not place.by_admin:
            return True
        return takes_password(await self._run(lambda: place.doorway.ways(account.login)))

    async def _compared(
        self, account: Account, place: Place, candidate: Secret
    ) -> tuple[str, linux_facts.Facts] | None:
        """Return the helper's answer with the account's facts; None where the hash cannot be compared."""
        given = f"{account.login}\n{candidate.reveal()}\0".encode()

        def compare(session: SshSession) -> tuple[str, linux_facts.Facts] | None:
            way = self._places.way(session, place)
            if not way.runs_scripts:
                return None
            said = ssh_root.run(session, way, COMPARE, given, place.sudo_password)
            status = check_of(said)
            return (status, linux_facts.read(account.login, said)) if status in (SAME, OTHER) else None

        return await self._places.ask(place, compare)

    @staticmethod
    def _sign_in(account: Account, place: Place, candidate: Secret) -> SignIn:
        signed = place.doorway.by_password(account.login, candidate)
        if signed.session is not None:
            signed.session.close()
        return signed

    def _fate(self, session: SshSession, place: Place, asked: bytes) -> Outcome:
        way = self._places.way(session, place)
        script = END_ATTEMPT if way.runs_scripts else LOOK_AT_ATTEMPT
        return outcome_of(ssh_root.run(session, way, script, asked, place.sudo_password))


class _Change:
    """One change of one account: looked up, started, announced, then handed over."""

    def __init__(self, account: Account, place: Place, candidate: Secret, places: Places) -> None:
        self._account = account
        self._place = place
        self._candidate = candidate
        self._places = places
        self._change: Change | None = None
        self._running: Command | None = None

    def prepare(self, session: SshSession) -> Facts:
        """Look at the account and start the program, which waits; raises `Refused`: it was given nothing yet."""
        account, place = self._account, self._place
        try:
            standing = self._places.look_again(session, account, place)
            stops = stop_of(standing.facts, place.title)
            if place.by_admin:
                stops = first_stop(way_findings(standing.way, place.credential.login, place.title)) or stops
                stops = stops or self._unprovable(standing)
            if stops is not None:
                raise Refused(stops.sentence, code=stops.code)
            self._change = _change(account, place, standing.way, self._candidate)
            self._running, ready = ssh_root.begin(
                session, standing.way, self._change.script, place.sudo_password
            )
            return facts_of(ready)
        except SshLost:
            problem = Refused(f"{place.title} did not answer a question.", code="connection_lost")
        except TargetError as error:
            problem = as_refused(error)
        raise problem

    def _unprovable(self, standing: Standing) -> Finding | None:
        """Find out whether a sign-in can prove the change, where nothing else could."""
        place = self._place
        if standing.way.runs_scripts:
            return None
        offered = takes_password(place.doorway.ways(self._account.login))
        return first_stop([proof_finding(standing.way, standing.facts, offered, place.title)])

    def send(self, session: SshSession) -> None:
        """Hand the password over; raises `Refused` where the host's answer proves that it was not taken."""
        if self._running is None or self._change is None:
            raise AssertionError(
                f"a password is sent to {session.login}'s host before its program was started"
            )
        try:
            send(self._running, self._change, self._account, self._place.title)
        except SshLost:
            problem = TargetError(
                f"{self._place.title} did not say whether it took the new password of {self._account.login}.",
                TargetErrorKind.UNKNOWN,
                code="connection_lost",
            )
        else:
            self._running.close()
            return
        # Raised outside, so that no traceback leads to the driver's frames, which hold what was sent.
        raise problem


def _change(account: Account, place: Place, way: Way, candidate: Secret) -> Change:
    if place.by_admin:
        return by_admin(way, account.login, candidate)
    return by_itself(account.current or Secret(""), candidate)


def _judge(account: Account, place: Place, signed: SignIn, right: linux_facts.Facts | None) -> ProbeResult:
    """Judge a sign-in; `right` are the account's facts where its hash is already known to be of this password."""
    login, host = account.login, place.title
    if signed.word is Word.ACCEPTED:
        return ProbeResult(Answer.ACCEPTED, f"{login} signed in to {host}.")
    if signed.word is Word.MORE:
        return ProbeResult(
            Answer.BLOCKED, f"The password is right; {host} asks {login} for more besides.", "more_asked"
        )
    refusal = place.doorway.refusal(signed, login, "password")
    if right is None:
        if signed.word is Word.REJECTED:
            return ProbeResult(Answer.REJECTED, refusal.message, refusal.code, spent=True)
        return ProbeResult(Answer.UNKNOWN, refusal.message, refusal.code)
    if signed.word is Word.NOT_OFFERED:
        return ProbeResult(
            Answer.ACCEPTED, f"/etc/shadow of {host} holds this password; {host} signs nobody in by password."
        )
    if right.expired:
        return ProbeResult(
            Answer.BLOCKED, f"The password is right; the account {login} has expired on {host}.", "expired"
        )
    if signed.word is Word.REJECTED:
        return ProbeResult(
            Answer.BLOCKED,
            f"The password is right; {host} does not let {login} sign in with it.",
            refusal.code,
        )
    return ProbeResult(Answer.UNKNOWN, refusal.message, refusal.code)
