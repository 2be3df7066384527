"""Looking at accounts before anything changes, through the engine's own sessions: without a lease, without a journal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from pamdesk.records.record import Record
from pamdesk.rotation.aws_access import AwsAccess
from pamdesk.rotation.limited import LimitedTarget
from pamdesk.rotation.limits import Gate
from pamdesk.rotation.plan import Resolved, account_of
from pamdesk.rotation.sessions import Sessions
from pamdesk.rotation.surroundings import Surroundings
from pamdesk.rotation.work import Tools
from pamdesk.targets.contract import Account, AwsCalls


class Looking:
    """What Check and Preview share."""

    def __init__(self, tools: Tools, sessions: Sessions, gate: Gate, aws: AwsAccess) -> None:
        """Share the engine's sessions, gate and AWS sign-ins."""
        self.tools = tools
        self._sessions = sessions
        self._gate = gate
        self._aws = aws

    def afresh(self) -> Looking:
        """Look with nothing in mind of what was read a moment ago: a person has just edited it."""
        around = Surroundings(self.tools.vault, self.tools.clock)
        return Looking(replace(self.tools, around=around), self._sessions, self._gate, self._aws)

    @asynccontextmanager
    async def talking_to(self, plan: Resolved) -> AsyncIterator[LimitedTarget]:
        """Lend the session of an account's group; raises `CircuitOpen` while its host is left alone."""
        async with self._gate.enter(plan.host), self._sessions.of(plan) as session:
            with LimitedTarget(session, self._gate.places(plan.host)) as target:
                yield target

    async def account(self, plan: Resolved) -> Account:
        """Put together what a target is given; raises `UserError` or `TargetError` where AWS cannot be signed in to."""
        calls = await self.signed_in(plan.configuration) if plan.calls_aws else None
        return account_of(self.tools.around, plan, calls)

    async def signed_in(self, configuration: Record) -> AwsCalls:
        """Sign in to the AWS account of a configuration; raises `UserError` or `TargetError` in words."""
        return (await self._aws.sign_in(configuration)).calls
