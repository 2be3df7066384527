"""A fake server in memory, and the target that talks to it: for the engine's own state table."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.rotation_settings import Method
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import (
    Account,
    Announce,
    Answer,
    Facts,
    Outcome,
    Preflight,
    ProbeResult,
    Proof,
    ServerIdentity,
    Serves,
    Spec,
    TargetModule,
    Toolbox,
)


class Fault(StrEnum):
    """What the fake server does with the next change."""

    NONE = "none"
    REFUSE = "refuse"  # proven, before anything was announced
    REFUSE_AFTER = "refuse_after"  # proven, after the announcement
    SILENT = "silent"  # unreachable before the announcement
    CUT_BEFORE = "cut_before"  # announced, then the connection is cut; nothing changed
    CUT_AFTER = "cut_after"  # announced and changed; the answer is lost
    BUG = "bug"  # announced, then the driver raises something nobody foresaw
    HANG = "hang"  # announced, then no answer until `release`


@dataclass
class FakeServer:
    """Passwords in memory, and every property that a test sets."""

    passwords: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    outcome: Outcome = Outcome.OVER
    probe_answers: list[Answer] = field(default_factory=list)  # said first, whatever is true
    blocked: bool = False
    old_works_too: dict[str, str] = field(default_factory=dict)
    flags: dict[str, str] = field(default_factory=lambda: {"plugin": "native"})
    flags_after: dict[str, str] | None = None
    lockout_threshold: int | None = 0
    applied: list[str] = field(default_factory=list)  # every login whose change was begun, in order
    probed: list[str] = field(default_factory=list)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    on_announced: Callable[[], None] | None = None
    in_flight: int = 0
    most_in_flight: int = 0
    delay: float = 0.0
    sessions: int = 0
    reachable: bool = True
    identities: list[ServerIdentity] = field(default_factory=list)  # told in turn, the last one for ever


class FakeTarget:
    """Talks to a `FakeServer` as a real target talks to a real one."""

    def __init__(self, server: FakeServer, spec: Spec) -> None:
        """Count the session."""
        self._server = server
        self._spec = spec
        server.sessions += 1

    async def preflight(self, account: Account) -> Preflight:
        """Give the lock-out threshold."""
        return Preflight((), self._server.lockout_threshold)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """One line."""
        return (f"CHANGE {account.login} TO ••••••••",)

    async def rules(self, account: Account) -> TargetRules:
        """The Spec's rules."""
        return self._spec.rules

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """Do what the next fault says."""
        server = self._server
        server.applied.append(account.login)
        server.in_flight += 1
        server.most_in_flight = max(server.most_in_flight, server.in_flight)
        try:
            await asyncio.sleep(server.delay)
            await self._apply(
                account, candidate, announce, server.faults.pop(0) if server.faults else Fault.NONE
            )
        finally:
            server.in_flight -= 1

    async def _apply(self, account: Account, candidate: Secret, announce: Announce, fault: Fault) -> None:
        server = self._server
        if fault is Fault.SILENT:
            raise TargetError("It did not answer.", TargetErrorKind.UNREACHABLE)
        if fault is Fault.REFUSE:
            raise Refused("The server refused: not allowed.", code="42501")
        await announce({"connection": 7})
        if server.on_announced is not None:
            server.on_announced()
        if fault is Fault.REFUSE_AFTER:
            raise Refused(
                "The server refused: this password was used before.", TargetErrorKind.POLICY, code="1819"
            )
        if fault is Fault.CUT_BEFORE:
            raise TargetError("The connection broke.", TargetErrorKind.UNKNOWN)
        if fault is Fault.BUG:
            raise ZeroDivisionError(candidate.reveal())
        if fault is Fault.HANG:
            await server.release.wait()
        server.passwords[account.login] = candidate.reveal()
        if server.flags_after is not None:
            server.flags = server.flags_after
        if fault is Fault.CUT_AFTER:
            raise TargetError("The connection broke.", TargetErrorKind.UNKNOWN)

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """Answer from memory."""
        server = self._server
        server.probed.append(candidate.reveal())
        if server.probe_answers:
            answer = server.probe_answers.pop(0)
            return ProbeResult(answer, spent=answer is Answer.REJECTED)
        if not server.reachable:
            return ProbeResult(Answer.UNKNOWN, "It did not answer.", reached=False)
        live = candidate.reveal() in (
            server.passwords.get(account.login),
            server.old_works_too.get(account.login),
        )
        if live:
            return ProbeResult(
                Answer.BLOCKED if server.blocked else Answer.ACCEPTED, "The role may not log in."
            )
        return ProbeResult(Answer.REJECTED, spent=True)

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """Say what the test set."""
        return self._server.outcome

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """The flags of the account."""
        if not self._server.reachable:
            raise TargetError("It did not answer.", TargetErrorKind.UNREACHABLE)
        return dict(self._server.flags)

    async def server(self, account: Account) -> ServerIdentity | None:
        """Which server it is, where a test says so."""
        told = self._server.identities
        return None if not told else told.pop(0) if len(told) > 1 else told[0]

    async def retire(self, account: Account, old: Secret) -> None:
        """Nothing to retire."""

    async def close(self) -> None:
        """Count the session out."""
        self._server.sessions -= 1


def fake_module(
    server: FakeServer,
    *,
    proof: Proof = Proof.SIGN_IN,
    settle_seconds: float = 0.0,
    over_seconds: float = 60.0,
    ends_by_itself: bool = True,
) -> TargetModule:
    """Make the registry entry of a fake target."""
    spec = Spec(
        key="fake",
        title="Fake user",
        serves=(Serves(method=Method.GENERAL, resource_type="pamDatabase"),),
        rules=TargetRules(name="The fake"),
        proof=proof,
        repeatable=proof is Proof.CONFIRMED,
        self_rotation=True,
        settle_seconds=settle_seconds,
        over_seconds=over_seconds,
        ends_by_itself=ends_by_itself,
        default_port=1,
    )

    def open_target(toolbox: Toolbox) -> FakeTarget:
        return FakeTarget(server, spec)

    return TargetModule(spec, open_target)
