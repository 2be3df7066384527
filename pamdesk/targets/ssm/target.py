"""The steps of a password's rotation on an instance that Systems Manager reaches, whatever system it runs."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import ClassVar, Final, Generic, Protocol, TypeVar

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import (
    ASKED_OF,
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
from pamdesk.targets.ssm.commands import ANSWER_SECONDS, Ran, RunCommand
from pamdesk.targets.ssm.envelope import new_token, require_fits, seal
from pamdesk.targets.ssm.instances import instance_findings
from pamdesk.targets.ssm.place import GONE, endpoint_of
from pamdesk.targets.words import as_refused

F = TypeVar("F")

TOKEN: Final = "ssm_token"  # noqa: S105 - the name of a fact
INSTANCE: Final = "ssm_instance"
_SSM: Final = "ssm"
_RECENT_SECONDS: Final = 10.0  # how long an account that was just looked at is taken as read
_NOT_OPENED: Final = ("late", "never", "wrong")
_FATES: Final = {
    "void": Outcome.NOT_APPLIED,
    "over": Outcome.OVER,
    # The key was removed when its time was over, and the time of whoever had it as well.
    GONE: Outcome.OVER,
    "running": Outcome.RUNNING,
}


class Scripts(Protocol):
    """The scripts of one system; each says what it has to say in lines `name=value`.

    `end` says `fate`, what opens an envelope `opened` where it could not, and the change `result` where it was begun.
    """

    def look(self, login: str) -> str:
        """Tell of the host and of one of its accounts."""

    def look_and_make_key(self, login: str, token: str) -> str:
        """Tell of an account, and make a key for one envelope."""

    def make_key(self, token: str) -> str:
        """Make a key for one envelope."""

    def change(self, login: str, token: str, envelope: str) -> str:
        """Set an account's password to what is in an envelope."""

    def compare(self, login: str, token: str, envelope: str) -> str:
        """Compare what is in an envelope with an account's password."""

    def end(self, token: str) -> str:
        """End a change, or make sure that it is never made, and tell which."""


class PasswordBySsm(ABC, Generic[F]):
    """A session with one instance; see `contract.Target`. What is told of an account is an `F`."""

    document: ClassVar[str]
    platform: ClassVar[str]  # as Systems Manager names it

    def __init__(self, run: Runner, spec: Spec, *, answer_seconds: float = ANSWER_SECONDS) -> None:
        """Take the engine's runner, the target's own Spec, and how long a command's end is waited for."""
        self._run = run
        self._spec = spec
        self._answer_seconds = answer_seconds
        self._seen: dict[tuple[str, str], tuple[F, float]] = {}

    # What differs from system to system

    @property
    @abstractmethod
    def scripts(self) -> Scripts:
        """The system's scripts."""

    @abstractmethod
    def require(self, account: Account, candidate: Secret | None = None) -> None:
        """Raise `Refused` where the system has no account of this name, or takes no such password."""

    @abstractmethod
    def key(self, ran: Ran) -> RSAPublicKey | None:
        """Return the key that a host has made."""

    @abstractmethod
    def understood(self, account: Account, ran: Ran) -> F:
        """Read what a host told of an account; raises `TargetError`."""

    @abstractmethod
    def findings(self, ran: Ran, facts: F, host: str) -> Iterable[Finding]:
        """Say what of the host and of the account matters to a new password."""

    @abstractmethod
    def threshold(self, facts: F) -> int | None:
        """Return how many wrong passwords lock the account: 0 none does, None it is not known."""

    @abstractmethod
    def tightened(self, account: Account, facts: F) -> TargetRules:
        """Return the Spec's rules, tightened by the host's own."""

    @abstractmethod
    def standing(self, account: Account, facts: F, host: str) -> Mapping[str, str]:
        """Return what a change leaves as it is; raises `Refused` where there is no such account."""

    @abstractmethod
    def announced(self, facts: F) -> Facts:
        """Return what is announced besides the envelope's own."""

    @abstractmethod
    def given_to(self, account: Account) -> str:
        """Name what the new password is given to, for the plan."""

    @abstractmethod
    def problem(self, ran: Ran, account: Account, host: str) -> TargetError | None:
        """Read the result of a change that was begun; None where it was made."""

    @abstractmethod
    def proved(self, ran: Ran, account: Account, host: str) -> ProbeResult | None:
        """Read the result of a comparison; None where there is none. Raises `TargetError`."""

    # See `contract.Target`

    async def preflight(self, account: Account) -> Preflight:
        """See `Target.preflight`."""
        threshold: int | None = None
        try:
            self.require(account)
            found = [*await instance_findings(account, self.document, self.platform)]
            if not _stops(found):
                ran = await self._commands(account).run(self.scripts.look(account.login))
                facts = self._read(account, ran)
                found += self.findings(ran, facts, endpoint_of(account).title)
                threshold = self.threshold(facts)
        except TargetError as error:
            return Preflight((Finding(Severity.STOPS, error.message, code=error.code),))
        return Preflight(tuple(found), threshold)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """See `Target.describe`."""
        self.require(account)
        endpoint, shell, what = endpoint_of(account), self.document, self.given_to(account)
        await self._facts(account)
        name = endpoint.resource_name
        return (
            f"ssm:SendCommand {shell} {name}: make a key for one password ({endpoint.region})",
            f"ssm:SendCommand {shell} {name}: open the envelope and give it to {what}",
        )

    async def rules(self, account: Account) -> TargetRules:
        """See `Target.rules`."""
        self.require(account)
        return self.tightened(account, await self._facts(account))

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """See `Target.apply`: the host makes a key, its envelope's command is announced by name, and then sent."""
        self.require(account, candidate)
        require_fits(account, candidate)
        commands, token, title = self._commands(account), new_token(), endpoint_of(account).title
        try:
            ran = await commands.run(self.scripts.look_and_make_key(account.login, token))
            facts = self._read(account, ran)
            for stops in _stops(self.findings(ran, facts, title)):
                raise Refused(stops.sentence, code=stops.code)
            envelope = await self._run(lambda: seal(self.key(ran), candidate, title))
        except TargetError as error:
            raise as_refused(error) from error
        script = self.scripts.change(account.login, token, envelope)
        instance = endpoint_of(account).resource_name
        await announce({ASKED_OF: _SSM, TOKEN: token, INSTANCE: instance, **self.announced(facts)})
        self._judge(await commands.ended(await commands.send(script, comment=token)), account, title)

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """See `Target.probe`: the host itself compares, with a password that came in an envelope."""
        token = new_token()
        try:
            self.require(account, candidate)
            require_fits(account, candidate)
            commands, title = self._commands(account), endpoint_of(account).title
            made = await commands.run(self.scripts.make_key(token))
            envelope = await self._run(lambda: seal(self.key(made), candidate, title))
            ran = await commands.run(self.scripts.compare(account.login, token, envelope))
            result = self.proved(ran, account, title)
        except TargetError as error:
            reached = error.kind is not TargetErrorKind.UNREACHABLE
            return ProbeResult(Answer.UNKNOWN, error.message, error.code, reached=reached)
        if result is None:
            sentence = f"{title} did not say whether this is the password of {account.login}."
            return ProbeResult(Answer.UNKNOWN, sentence, ran.said("opened") or "no_answer")
        return result

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """See `Target.outcome`: a change whose key can still be taken away is never made."""
        token = str(facts.get(TOKEN, ""))
        if facts.get(ASKED_OF) != _SSM or not token:
            return Outcome.UNKNOWN
        try:
            if endpoint_of(account).resource_name != facts.get(INSTANCE):
                return Outcome.UNKNOWN  # the record names another instance now: nothing is asked of that one
            commands = self._commands(account)
            if await _is_under_way(commands, token):
                return Outcome.RUNNING
            ran = await commands.run(self.scripts.end(token))
        except TargetError:
            return Outcome.UNKNOWN
        return _FATES.get(ran.said("fate"), Outcome.UNKNOWN)

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """See `Target.invariants`."""
        self.require(account)
        ran = await self._commands(account).run(self.scripts.look(account.login))
        return self.standing(account, self._read(account, ran), endpoint_of(account).title)

    async def retire(self, account: Account, old: Secret) -> None:
        """Do nothing: the change leaves no second password behind."""

    async def close(self) -> None:
        """Do nothing: connections to AWS belong to the configuration's sign-in."""

    def _commands(self, account: Account) -> RunCommand:
        return RunCommand(account, self.document, answer_seconds=self._answer_seconds)

    async def _facts(self, account: Account) -> F:
        """Return what was read of the account a moment ago, or ask; raises `TargetError`."""
        known = self._seen.get((account.record_id, endpoint_of(account).resource_name))
        if known is not None and time.monotonic() - known[1] <= _RECENT_SECONDS:
            return known[0]
        return self._read(account, await self._commands(account).run(self.scripts.look(account.login)))

    def _read(self, account: Account, ran: Ran) -> F:
        facts = self.understood(account, ran)
        self._seen[account.record_id, endpoint_of(account).resource_name] = facts, time.monotonic()
        return facts

    def _judge(self, ran: Ran, account: Account, host: str) -> None:
        """Raise where the change was not made (`Refused`), or where what the host said does not tell."""
        if ran.said("result"):
            if (problem := self.problem(ran, account, host)) is not None:
                raise problem
            return
        login, opened = account.login, ran.said("opened")
        if opened in _NOT_OPENED:
            # Whoever says so had the key, so nobody else can have used it.
            raise Refused(
                f"{host} could not open the envelope of the new password of {login}.",
                code=f"envelope_{opened}",
            )
        raise TargetError(
            f"{host} did not say whether it took the new password of {login}.",
            TargetErrorKind.UNKNOWN,
            code="no_answer",
        )


def no_answer(title: str) -> TargetError:
    """Say that a host told something else than it was asked for."""
    return TargetError(f"{title} did not answer a question.", TargetErrorKind.UNKNOWN, code="no_answer")


def _stops(found: Iterable[Finding]) -> list[Finding]:
    return [one for one in found if one.severity is Severity.STOPS]


async def _is_under_way(commands: RunCommand, token: str) -> bool:
    try:
        return bool(await commands.is_under_way(token))
    except TargetError:
        return False  # the host itself is asked next, which knows better
