"""Before anything changes: Preview, the dry run."""

from __future__ import annotations

from pamdesk.records.errors import TargetError, UserError
from pamdesk.records.rules import intersect, tighten
from pamdesk.rotation.dependents import attached
from pamdesk.rotation.limited import LimitedTarget
from pamdesk.rotation.looking import Looking
from pamdesk.rotation.places import find_twin
from pamdesk.rotation.plan import Resolved, resolve
from pamdesk.rotation.results import AccountPlan
from pamdesk.targets.contract import Account, Proof


class Previews:
    """Says what rotations would do, asked of the servers themselves."""

    def __init__(self, looking: Looking) -> None:
        """Share what Check looks with."""
        self._looking = looking
        self._tools = looking.tools

    async def plan(self, user_id: str, state: str) -> AccountPlan:
        """Say what a rotation would do, statement by statement; `state` is the account's present word."""
        title = self._tools.vault.records.header(user_id).title
        target = method = ""
        try:
            plan = resolve(self._tools.around, user_id)
            target, method = plan.spec.key, plan.settings.method.value
            async with self._looking.talking_to(plan) as session:
                account = await self._looking.account(plan)
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
