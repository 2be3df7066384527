"""Before anything changes: Check (preflight) and Preview (the dry run)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pamdesk.records.errors import TargetError, UserError
from pamdesk.records.rules import intersect, tighten
from pamdesk.rotation.aws_access import AwsAccess
from pamdesk.rotation.dependents import attached
from pamdesk.rotation.limited import LimitedTarget
from pamdesk.rotation.limits import Gate
from pamdesk.rotation.places import find_twin
from pamdesk.rotation.plan import Resolved, account_of, resolve
from pamdesk.rotation.results import AccountPlan
from pamdesk.rotation.sessions import Sessions
from pamdesk.rotation.work import Tools
from pamdesk.targets.contract import Account, Finding, Proof, Severity


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What Check found, sentence by sentence, and how many seconds it took."""

    findings: tuple[Finding, ...]
    seconds: float

    @property
    def ready(self) -> bool:
        """Whether nothing found forbids the rotation."""
        return all(finding.severity is not Severity.STOPS for finding in self.findings)


class Previews:
    """Looks at accounts through the engine's own sessions, without a lease and without changing anything."""

    def __init__(self, tools: Tools, sessions: Sessions, gate: Gate, aws: AwsAccess) -> None:
        """Share the engine's sessions, gate and AWS sign-ins."""
        self._tools = tools
        self._sessions = sessions
        self._gate = gate
        self._aws = aws

    async def check(self, user_id: str) -> CheckReport:
        """Run the preflight of one account; a plan that refuses is a finding like any other."""
        began = self._tools.clock.monotonic()
        findings: tuple[Finding, ...]
        try:
            plan = resolve(self._tools.around, user_id)
            linked = Finding(Severity.PASSED, _linked(plan), code="linked")
            async with self._talking_to(plan) as target:
                account = await self._account(plan)
                report = await target.preflight(account)
                if report.stops is None:
                    find_twin(self._tools.around, plan, await target.server(account))
            findings = (linked, *report.findings)
        except UserError as error:
            findings = (Finding(Severity.STOPS, error.message, error.hint, error.code),)
        except TargetError as error:
            findings = (Finding(Severity.STOPS, error.message, code=error.code or error.kind.value),)
        return CheckReport(findings, round(self._tools.clock.monotonic() - began, 3))

    async def plan(self, user_id: str, state: str) -> AccountPlan:
        """Say what a rotation would do, statement by statement; `state` is the account's present word."""
        title = self._tools.vault.records.header(user_id).title
        target = method = ""
        try:
            plan = resolve(self._tools.around, user_id)
            target, method = plan.spec.key, plan.settings.method.value
            async with self._talking_to(plan) as session:
                account = await self._account(plan)
                find_twin(self._tools.around, plan, await session.server(account))
                return await self._planned(plan, session, account, state)
        except UserError as error:
            off = "off" if error.code == "off" else "refused"
            reason, code = error.message, error.code or "refused"
            return AccountPlan(
                id=user_id, title=title, target=target, method=method, state=off, reason=reason, code=code
            )
        except TargetError as error:
            code = error.code or error.kind.value
            return AccountPlan(
                id=user_id,
                title=title,
                target=target,
                method=method,
                state="failed",
                reason=error.message,
                code=code,
            )

    @asynccontextmanager
    async def _talking_to(self, plan: Resolved) -> AsyncIterator[LimitedTarget]:
        async with self._gate.enter(plan.host), self._sessions.of(plan) as session:
            with LimitedTarget(session, self._gate.places(plan.host)) as target:
                yield target

    async def _planned(
        self, plan: Resolved, target: LimitedTarget, account: Account, state: str
    ) -> AccountPlan:
        made, accepts = plan.module.making, ""
        if plan.module.makes_passwords:
            rules = tighten(plan.spec.rules, await target.rules(account))
            effective = intersect(plan.complexity, rules)
            made = f"Make a password of {effective.length} characters and save it here first."
            accepts = f"{rules.min_length} to {rules.max_length} characters"
        statements = await target.describe(account)
        return AccountPlan(
            id=plan.user.id,
            title=plan.user.title,
            target=plan.spec.key,
            method=plan.settings.method.value,
            state=state,
            reason=f"Rotate now changes it on {plan.where}.",
            code="ok",
            steps=(
                made,
                *statements,
                _proof(plan, account),
                "Make it current; keep the old one.",
                *_scripts(plan),
                *([plan.module.leaving] if plan.module.leaving else []),
            ),
            accepts=accepts,
        )

    async def _account(self, plan: Resolved) -> Account:
        signed_in = await self._aws.sign_in(plan.configuration) if plan.calls_aws else None
        return account_of(self._tools.around, plan, signed_in.calls if signed_in else None)


def _proof(plan: Resolved, account: Account) -> str:
    if plan.module.proving:
        return plan.module.proving
    if plan.spec.proof is Proof.CONFIRMED:
        return "Take AWS's word for it: IAM has no sign-in that could be tried."
    return f"Sign in to {plan.where} as {account.login} with the new {plan.spec.noun}."


def _scripts(plan: Resolved) -> tuple[str, ...]:
    carried = attached(plan.user, plan.resource, plan.configuration)
    return tuple(
        f"Run the script {script.name} of {record.title}." for record, script in carried if script.enabled
    )


def _linked(plan: Resolved) -> str:
    if plan.resource is not None and plan.spec.by_aws:
        return f"{plan.user.title} lives on {plan.where}, and AWS may change it."
    by = "itself" if not plan.admin_id else "the linked admin"
    return f"{plan.user.title} lives on {plan.where} and is changed by {by}."
