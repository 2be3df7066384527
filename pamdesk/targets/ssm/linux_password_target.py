"""The steps of a password's rotation on a Linux host that Systems Manager reaches."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Final

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
from pamdesk.targets.linux import facts as linux_facts
from pamdesk.targets.linux.findings import account_findings, first_stop, stop_of, tightened
from pamdesk.targets.linux.passwords import (
    OTHER,
    SAME,
    check_of,
    not_the_one,
    problem,
    require_login,
    require_password,
)
from pamdesk.targets.ssm import linux_scripts
from pamdesk.targets.ssm.commands import ANSWER_SECONDS, Ran, RunCommand
from pamdesk.targets.ssm.envelope import new_token, require_fits, seal
from pamdesk.targets.ssm.instances import instance_findings
from pamdesk.targets.ssm.place import SHELL, endpoint_of
from pamdesk.targets.words import as_refused

TOKEN: Final = "ssm_token"  # noqa: S105 - the name of a fact
INSTANCE: Final = "ssm_instance"
_SSM: Final = "ssm"
_PLATFORM: Final = "Linux"
_RECENT_SECONDS: Final = 10.0  # how long an account that was just looked at is taken as read
_FATES: Final = {
    "void": Outcome.NOT_APPLIED,
    "over": Outcome.OVER,
    # The key was removed when its time was over, and the time of whoever had it as well.
    linux_scripts.GONE: Outcome.OVER,
    "running": Outcome.RUNNING,
}


class LinuxPasswordBySsm:
    """A session with one instance; see `contract.Target`."""

    def __init__(self, run: Runner, spec: Spec, *, answer_seconds: float = ANSWER_SECONDS) -> None:
        """Take the engine's runner, the target's own Spec, and how long a command's end is waited for."""
        self._run = run
        self._spec = spec
        self._answer_seconds = answer_seconds
        self._seen: dict[tuple[str, str], tuple[linux_facts.Facts, float]] = {}

    async def preflight(self, account: Account) -> Preflight:
        """See `Target.preflight`; the hash is compared on the host, so nothing counts failed sign-ins."""
        try:
            require_login(account)
            found = [*await instance_findings(account, SHELL, _PLATFORM)]
            if first_stop(found) is None:
                ran = await self._commands(account).run(linux_scripts.look(account.login))
                found += _host_findings(ran, self._read(account, ran), endpoint_of(account).title)
        except TargetError as error:
            return Preflight((Finding(Severity.STOPS, error.message, code=error.code),))
        return Preflight(tuple(found), 0)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """See `Target.describe`."""
        require_login(account)
        endpoint = endpoint_of(account)
        await self._facts(account)
        return (
            f"ssm:SendCommand {SHELL} {endpoint.resource_name}: make a key for one password ({endpoint.region})",
            f"ssm:SendCommand {SHELL} {endpoint.resource_name}: open the envelope and give it to chpasswd: "
            f"{account.login}:***",
        )

    async def rules(self, account: Account) -> TargetRules:
        """See `Target.rules`: pam_pwquality's, where it holds for root."""
        require_login(account)
        return tightened(self._spec.rules, await self._facts(account), by_itself=False)

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """See `Target.apply`: the host makes a key, its envelope's command is announced by name, and then sent."""
        require_login(account)
        require_password(account, candidate)
        require_fits(account, candidate)
        commands, token, title = self._commands(account), new_token(), endpoint_of(account).title
        try:
            ran = await commands.run(linux_scripts.look_and_make_key(account.login, token))
            facts = self._read(account, ran)
            stops = first_stop(_host_findings(ran, facts, title))
            if stops is not None:
                raise Refused(stops.sentence, code=stops.code)
            envelope = await self._run(lambda: seal(ran.said("key"), candidate, title))
        except TargetError as error:
            raise as_refused(error) from error
        script = linux_scripts.change(account.login, token, envelope)
        await announce({ASKED_OF: _SSM, TOKEN: token, INSTANCE: endpoint_of(account).resource_name})
        _judge(await commands.ended(await commands.send(script, comment=token)), account, title)

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """See `Target.probe`: the hash is compared on the host, with a password that came in an envelope."""
        commands, token = self._commands(account), new_token()
        try:
            require_login(account)
            require_password(account, candidate)
            require_fits(account, candidate)
            title = endpoint_of(account).title
            made = await commands.run(linux_scripts.make_key(token))
            envelope = await self._run(lambda: seal(made.said("key"), candidate, title))
            ran = await commands.run(linux_scripts.compare(account.login, token, envelope))
            checked = check_of(ran.out).partition("\n")[0]
            if checked not in (SAME, OTHER):
                raise TargetError(
                    f"{title} did not say whether this is the password of {account.login}.",
                    TargetErrorKind.UNKNOWN,
                    code=ran.said("opened") or "no_answer",
                )
            facts = self._read(account, ran)
        except TargetError as error:
            reached = error.kind is not TargetErrorKind.UNREACHABLE
            return ProbeResult(Answer.UNKNOWN, error.message, error.code, reached=reached)
        if checked == OTHER:
            return not_the_one(account.login, title, facts)
        if facts.expired:
            sentence = f"The password is right; the account {account.login} has expired on {title}."
            return ProbeResult(Answer.BLOCKED, sentence, "expired")
        return ProbeResult(Answer.ACCEPTED, f"/etc/shadow of {title} holds this password.")

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """See `Target.outcome`: a change whose key can still be taken away is never made."""
        token = str(facts.get(TOKEN, ""))
        if facts.get(ASKED_OF) != _SSM or not token:
            return Outcome.UNKNOWN
        try:
            if endpoint_of(account).resource_name != facts.get(INSTANCE):
                return Outcome.UNKNOWN  # the record names another instance now: nothing is asked of that one
            commands = self._commands(account)
            if await self._is_under_way(commands, token):
                return Outcome.RUNNING
            ran = await commands.run(linux_scripts.end(token))
        except TargetError:
            return Outcome.UNKNOWN
        return _FATES.get(ran.said("fate"), Outcome.UNKNOWN)

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """See `Target.invariants`: uid, groups, home, shell, and the days of /etc/shadow but the last change."""
        require_login(account)
        ran = await self._commands(account).run(linux_scripts.look(account.login))
        facts = self._read(account, ran)
        if facts.uid < 0 and (stops := stop_of(facts, endpoint_of(account).title)) is not None:
            raise Refused(stops.sentence, code=stops.code)
        return facts.invariants

    async def retire(self, account: Account, old: Secret) -> None:
        """Do nothing: the change leaves no second password behind."""

    async def close(self) -> None:
        """Do nothing: connections to AWS belong to the configuration's sign-in."""

    def _commands(self, account: Account) -> RunCommand:
        return RunCommand(account, SHELL, answer_seconds=self._answer_seconds)

    async def _facts(self, account: Account) -> linux_facts.Facts:
        """Return what was read of the account a moment ago, or ask; raises `TargetError`."""
        key = account.record_id, endpoint_of(account).resource_name
        known = self._seen.get(key)
        if known is not None and time.monotonic() - known[1] <= _RECENT_SECONDS:
            return known[0]
        return self._read(account, await self._commands(account).run(linux_scripts.look(account.login)))

    def _read(self, account: Account, ran: Ran) -> linux_facts.Facts:
        endpoint = endpoint_of(account)
        if ran.said("end") != "yes":
            raise TargetError(
                f"{endpoint.title} did not answer a question.", TargetErrorKind.UNKNOWN, code="no_answer"
            )
        facts = linux_facts.read(account.login, ran.out)
        self._seen[account.record_id, endpoint.resource_name] = facts, time.monotonic()
        return facts

    @staticmethod
    async def _is_under_way(commands: RunCommand, token: str) -> bool:
        try:
            return bool(await commands.is_under_way(token))
        except TargetError:
            return False  # the host itself is asked next, which knows better


def _host_findings(ran: Ran, facts: linux_facts.Facts, host: str) -> Iterator[Finding]:
    """Say what of the host and of the account matters to a new password."""
    if ran.said("root") != "yes" or not facts.shadow_read:
        yield Finding(
            Severity.STOPS,
            f"The agent of {host} does not run commands as root.",
            "An administrator must look at the agent's service on the host.",
            "not_root",
        )
    if name := ran.said("absent"):
        yield Finding(
            Severity.STOPS,
            f"{host} has no program {name}, which a password's way through Systems Manager needs.",
            f"Install {name} there, or choose another way to connect.",
            "program_missing",
        )
    yield from account_findings(facts, host)
    if facts.uid >= 0:
        yield Finding(
            Severity.PASSED, f"A new password is compared with /etc/shadow of {host}.", code="proved_by_hash"
        )


def _judge(ran: Ran, account: Account, host: str) -> None:
    """Raise where the change was not made (`Refused`), or where what the host said does not tell."""
    if ran.said("result") == "0":
        return
    if ran.said("result"):
        raise problem(ran.status, ran.err, account.login, host)
    if ran.said("opened") in ("late", "never", "wrong"):
        # Whoever says so had the key, so nobody else can have used it.
        raise Refused(
            f"{host} could not open the envelope of the new password of {account.login}.",
            code=f"envelope_{ran.said('opened')}",
        )
    raise TargetError(
        f"{host} did not say whether it took the new password of {account.login}.",
        TargetErrorKind.UNKNOWN,
        code="no_answer",
    )
