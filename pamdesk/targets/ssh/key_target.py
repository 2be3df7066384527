"""The steps of an SSH key's rotation: the new key is added, proved on a fresh connection, and then the old one removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
from pamdesk.targets.linux.findings import first_stop
from pamdesk.targets.linux.passwords import require_login
from pamdesk.targets.sessions import WORK_SECONDS
from pamdesk.targets.ssh import authorized_keys
from pamdesk.targets.ssh import key_file as ssh_key_file
from pamdesk.targets.ssh import keys as ssh_keys
from pamdesk.targets.ssh import root as ssh_root
from pamdesk.targets.ssh.key_file import KeyFile
from pamdesk.targets.ssh.keys import PublicKey
from pamdesk.targets.ssh.linux_findings import file_findings, key_findings, way_findings
from pamdesk.targets.ssh.linux_password_change import (
    END_ATTEMPT,
    LOOK_AT_ATTEMPT,
    facts_of,
    outcome_of,
)
from pamdesk.targets.ssh.place import Place, Places
from pamdesk.targets.ssh.root import ITSELF, Way
from pamdesk.targets.ssh.session import Command, SshLost, SshSession
from pamdesk.targets.ssh.signin import SignIn, Word
from pamdesk.targets.words import as_refused


@dataclass(frozen=True, slots=True)
class _Standing:
    """How far the signed-in account gets, what the host tells of the one to be changed, and its file."""

    way: Way
    facts: linux_facts.Facts
    file: KeyFile


class SshKeyTarget:
    """A session with one Linux host; see `contract.Target`."""

    def __init__(self, run: Runner, spec: Spec, *, work_seconds: float = WORK_SECONDS) -> None:
        """Take the engine's runner, the target's own Spec, and after how long an unanswered command is cut off."""
        self._run = run
        self._spec = spec
        self._places = Places(run, work_seconds)

    async def preflight(self, account: Account) -> Preflight:
        """See `Target.preflight`; a refused key locks nobody out, unless fail2ban counts it."""
        try:
            place = self._place(account)
            current = _current(account)
            standing = await self._standing(account, place)
            ways = await self._run(lambda: place.doorway.ways(account.login))
        except TargetError as error:
            return Preflight((Finding(Severity.STOPS, error.message, code=error.code),))
        found = [Finding(Severity.PASSED, f"{place.title} showed its pinned host key.", code="host_key")]
        if place.by_admin:
            found += way_findings(standing.way, place.credential.login, place.title)
        found += key_findings(standing.facts, place.title)
        found += file_findings(account.login, standing.file, current, place.title)
        if "publickey" not in ways:
            found.append(
                Finding(
                    Severity.STOPS, f"{place.title} takes no SSH keys from {account.login}.", code="keys_off"
                )
            )
        return Preflight(tuple(found), 0 if standing.facts.lockout is not None else None)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """See `Target.describe`."""
        place, current = self._place(account), _current(account)
        file = (await self._standing(account, place)).file
        options = authorized_keys.options_of(file.text or b"", current) if current else b""
        kept = f", with its options {options.decode(errors='replace')}" if options else ""
        removed = f" Once it is proved, remove the line of {current.fingerprint}." if current else ""
        return (f"Add the new public key to {file.place}{kept}.{removed}",)

    async def rules(self, account: Account) -> TargetRules:
        """See `Target.rules`."""
        del account  # a key has no characters to choose
        return self._spec.rules

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """See `Target.apply`: the new key is added beside the old one; one that the host does not take is taken out again."""
        place = self._place(account)
        new = _public(account, candidate)
        current = _current(account)
        change = _Edit(account, place, self.look, lambda text: authorized_keys.with_key(text, new, current))
        async with self._places.sessions.hold(place.key, place.connect, change.prepare) as (held, facts):
            await announce(facts)
            await held.do(change.send)
        signed = await self._run(lambda: self._sign_in(account, place, candidate))
        if signed.word is Word.REJECTED:
            await self._edit(account, place, lambda text: authorized_keys.without_key(text, new))
            raise Refused(
                f"{place.title} does not let {account.login} in by a new key of the kind {new.algorithm}; "
                "it was taken out of authorized_keys again.",
                TargetErrorKind.POLICY,
                code="key_not_taken",
            )

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """See `Target.probe`: a sign-in with this key alone, over a fresh connection."""
        try:
            place = self._place(account)
            key = _public(account, candidate)
            signed = await self._run(lambda: self._sign_in(account, place, candidate))
            return await self._judge(account, place, key, signed)
        except TargetError as error:
            reached = error.kind is not TargetErrorKind.UNREACHABLE
            return ProbeResult(Answer.UNKNOWN, error.message, error.code, reached=reached)

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
        """See `Target.invariants`: uid, groups, home, shell, and every line of authorized_keys but the account's own key."""
        place = self._place(account)
        standing = await self._standing(account, place)
        others = authorized_keys.others(standing.file.text or b"", _current(account))
        return {**standing.facts.invariants, "other lines": others}

    async def retire(self, account: Account, old: Secret) -> None:
        """See `Target.retire`: the old key's lines go, by its exact blob; done twice it does nothing."""
        place = self._place(account)
        key = _public(account, old)
        await self._edit(account, place, lambda text: authorized_keys.without_key(text, key))

    async def close(self) -> None:
        """Close every connection."""
        await self._places.close()

    def look(self, session: SshSession, account: Account, place: Place) -> _Standing:
        """Read the account and its file on a session; raises `Refused` or `SshLost`."""
        if place.by_admin:
            way = self._places.way(session, place)
            if (stops := first_stop(way_findings(way, place.credential.login, place.title))) is not None:
                raise Refused(stops.sentence, code=stops.code)
        else:
            ssh_root.require_shell(session, place.title)
            way = ITSELF
        name = f"{account.login}\n".encode()
        said = ssh_root.run(session, way, ssh_key_file.WHERE, name, place.sudo_password)
        facts = linux_facts.read(account.login, said)
        if (stops := first_stop(key_findings(facts, place.title))) is not None:
            raise Refused(stops.sentence, code=stops.code)
        if place.by_admin and not way.runs_scripts:
            raise Refused(
                f"sudo lets {place.credential.login} run chpasswd on {place.title}, and nothing else: "
                "that changes no SSH key.",
                code="chpasswd_only",
            )
        path = ssh_key_file.place_of(facts, said)
        script = ssh_key_file.read_script(by_admin=place.by_admin)
        shown = ssh_root.run(session, way, script, name + f"{path}\n".encode(), place.sudo_password)
        return _Standing(way, facts, ssh_key_file.understand(path, shown))

    def _place(self, account: Account) -> Place:
        require_login(account)
        own = Credential(
            record_id=account.record_id,
            title=account.title,
            login=account.login,
            private_key=account.current,
            passphrase=account.passphrase,
        )
        return self._places.of(account, own)

    async def _standing(self, account: Account, place: Place) -> _Standing:
        return await self._places.ask(place, lambda session: self.look(session, account, place))

    async def _edit(self, account: Account, place: Place, change: Callable[[bytes], bytes]) -> None:
        """Change the file outside an attempt: what is done twice is done once. Raises `TargetError`."""

        def whole(session: SshSession) -> None:
            edit = _Edit(account, place, self.look, change)
            edit.prepare(session)
            edit.send(session)

        await self._places.sessions.use(place.key, place.connect, whole)

    @staticmethod
    def _sign_in(account: Account, place: Place, candidate: Secret) -> SignIn:
        signed = place.doorway.by_key(account.login, candidate, account.passphrase, account.title)
        if signed.session is not None:
            signed.session.close()
        return signed

    async def _judge(self, account: Account, place: Place, key: PublicKey, signed: SignIn) -> ProbeResult:
        login, host = account.login, place.title
        if signed.word is Word.ACCEPTED:
            return ProbeResult(Answer.ACCEPTED, f"{login} signed in to {host} with the key alone.")
        if signed.word is Word.MORE:
            return ProbeResult(
                Answer.BLOCKED, f"The key is right; {host} asks {login} for more besides.", "more_asked"
            )
        refusal = place.doorway.refusal(signed, login, "SSH key")
        if signed.word is Word.REJECTED:
            return ProbeResult(Answer.REJECTED, refusal.message, refusal.code, spent=True)
        if signed.word is Word.CLOSED and place.by_admin:
            standing = await self._standing(account, place)
            if standing.facts.expired and authorized_keys.has(standing.file.text or b"", key):
                return ProbeResult(
                    Answer.BLOCKED, f"The key is right; the account {login} has expired on {host}.", "expired"
                )
        return ProbeResult(Answer.UNKNOWN, refusal.message, refusal.code)

    def _fate(self, session: SshSession, place: Place, asked: bytes) -> Outcome:
        way = self._places.way(session, place)
        script = END_ATTEMPT if way.runs_scripts else LOOK_AT_ATTEMPT
        return outcome_of(ssh_root.run(session, way, script, asked, place.sudo_password))


class _Edit:
    """One change of one account's file: read, started, announced, then handed over."""

    def __init__(
        self,
        account: Account,
        place: Place,
        look: Callable[[SshSession, Account, Place], _Standing],
        change: Callable[[bytes], bytes],
    ) -> None:
        self._account = account
        self._place = place
        self._look = look
        self._change = change
        self._running: Command | None = None
        self._given = b""

    def prepare(self, session: SshSession) -> Facts:
        """Read the file and start what will replace it, which waits; raises `Refused`: it was given nothing yet."""
        account, place = self._account, self._place
        try:
            standing = self._look(session, account, place)
            file = standing.file
            if (stops := first_stop(file_findings(account.login, file, None, place.title))) is not None:
                raise Refused(stops.sentence, code=stops.code)
            text = self._change(file.text or b"")
            if text == file.text:
                return {}
            self._given = file.edit(account.login, text)
            script = ssh_key_file.write_script(by_admin=place.by_admin)
            self._running, ready = ssh_root.begin(session, standing.way, script, place.sudo_password)
            return facts_of(ready)
        except SshLost:
            problem = Refused(f"{place.title} did not answer a question.", code="connection_lost")
        except TargetError as error:
            problem = as_refused(error)
        raise problem

    def send(self, session: SshSession) -> None:
        """Hand the new text over; raises `Refused` where the host's answer proves that the old one stands."""
        if self._running is None:
            return  # the file is as it shall be already
        login, host = self._account.login, self._place.title
        try:
            ssh_key_file.send(self._running, self._given, login, host)
        except SshLost:
            problem = TargetError(
                f"{host} did not say whether it took the new key of {login}; {session.login} lost the connection.",
                TargetErrorKind.UNKNOWN,
                code="connection_lost",
            )
        else:
            self._running.close()
            return
        raise problem


def _current(account: Account) -> PublicKey | None:
    return _public(account, account.current) if account.current else None


def _public(account: Account, private: Secret) -> PublicKey:
    try:
        return ssh_keys.public_of(private, account.passphrase)
    except ssh_keys.UnreadableKey as error:
        raise Refused(
            f"The private key of {account.title} cannot be used: {error}. Nothing was sent.",
            code="key_unreadable",
        ) from None
