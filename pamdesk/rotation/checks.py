"""Check on any record: what a rotation needs of it, looked at without changing anything (research: preflight)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from pamdesk.records.errors import InvalidRecord, TargetError, UserError
from pamdesk.records.record import Record
from pamdesk.records.rotation_settings import Method, SecretKind
from pamdesk.records.rules import intersect, tighten
from pamdesk.records.types import RESOURCES
from pamdesk.records.words import quoted
from pamdesk.rotation import check_aws, check_place
from pamdesk.rotation.limited import LimitedTarget
from pamdesk.rotation.looking import Looking
from pamdesk.rotation.places import find_twin
from pamdesk.rotation.plan import Resolved, endpoint_of, module_for, resolve
from pamdesk.targets.contract import Account, Finding, Severity, TargetModule

USER: Final = "pamUser"
CONFIGURATION: Final = "pamConfiguration"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What Check found, sentence by sentence, and how many seconds it took."""

    findings: tuple[Finding, ...]
    seconds: float

    @property
    def ready(self) -> bool:
        """Whether nothing found forbids the rotation."""
        return all(finding.severity is not Severity.STOPS for finding in self.findings)


class Checks:
    """Looks at records through the engine's own sessions."""

    def __init__(self, looking: Looking) -> None:
        """Share what Preview looks with."""
        self._looking = looking
        self._around = looking.tools.around

    async def check(self, record_id: str) -> CheckReport:
        """Check a PAM User, a resource or a configuration; what refuses is a finding like any other.

        Raises NotFound, and InvalidRecord for a record of another type.
        """
        began = self._looking.tools.clock.monotonic()
        header = self._looking.tools.vault.records.header(record_id)
        if header.type == USER:
            # Many are looked at one after the other: what they share is read once for all.
            findings = await self._user(record_id)
        elif header.type in (CONFIGURATION, *RESOURCES):
            findings = await Checks(self._looking.afresh())._place(header.type, record_id)
        else:
            raise InvalidRecord(
                f"{quoted(header.title)} has nothing that a rotation needs, so there is nothing to check.",
                code="not_checked",
            )
        return CheckReport(findings, round(self._looking.tools.clock.monotonic() - began, 3))

    async def _place(self, type_key: str, record_id: str) -> tuple[Finding, ...]:
        record = self._around.record(record_id)
        return await (self._configuration(record) if type_key == CONFIGURATION else self._resource(record))

    # -- an account ----------------------------------------------------------------------------------------------

    async def _user(self, user_id: str) -> tuple[Finding, ...]:
        """Check an account with everything that it stands on."""
        try:
            plan = resolve(self._around, user_id)
        except (UserError, TargetError) as error:
            return (_stops(error),)
        found = [Finding(Severity.PASSED, _linked(plan), code="linked")]
        if plan.calls_aws:
            signed_in = await _found(lambda: check_aws.identity(self._looking, plan.configuration))
            found += signed_in
            if any(each.severity is Severity.STOPS for each in signed_in):
                return tuple(found)
        if plan.resource is not None:
            found += await check_aws.place(self._looking, plan.configuration, plan.resource)
        known = {each.code for each in found}
        found += [
            one for one in await _found(lambda: self._account(plan)) if one.code not in known & {"identity"}
        ]
        return tuple(found)

    async def _account(self, plan: Resolved) -> tuple[Finding, ...]:
        async with self._looking.talking_to(plan) as target:
            account = await self._looking.account(plan)
            report = await target.preflight(account)
            if report.stops is not None:
                return report.findings
            find_twin(self._around, plan, await target.server(account))
            return (*report.findings, *await _rules(plan, target, account))

    # -- a resource ----------------------------------------------------------------------------------------------

    async def _resource(self, resource: Record) -> tuple[Finding, ...]:
        environment = self._around.environment_of(resource.id)
        if not environment:
            sentence = f"{resource.title} has no PAM Configuration."
            mend = "Link one, so that a gateway serves it."
            return (Finding(Severity.STOPS, sentence, mend, "no_environment"),)
        configuration = self._around.record(environment)
        try:
            module = module_for(Method.GENERAL, SecretKind.PASSWORD, resource, configuration, is_admin=False)
        except UserError as error:
            return (_stops(error),)
        found = [*self._served(configuration, [resource]), *_switched_off(resource, configuration)]
        found += await self._reached(module, resource, configuration)
        found += await check_aws.place(self._looking, configuration, resource)
        return tuple(found)

    async def _reached(self, module: TargetModule, resource: Record, configuration: Record) -> list[Finding]:
        """What is asked of the resource itself, each step only where the one before went well."""
        endpoint = endpoint_of(resource, module.spec.default_port)
        found: list[Finding] = []
        if module.spec.by_aws:
            found += await _found(lambda: check_aws.identity(self._looking, configuration))
        if module.spec.default_port:  # else it is reached by another way than a connection of ours
            found.append(await check_place.network(endpoint))
            if found[-1].severity is Severity.STOPS:
                return found
        found += [one for one in [await check_place.identity(module, endpoint)] if one is not None]
        if not found or found[-1].severity is not Severity.STOPS:
            found += await _found(lambda: self._admin(module, resource, configuration))
        return found

    async def _admin(
        self, module: TargetModule, resource: Record, configuration: Record
    ) -> tuple[Finding, ...]:
        return (await check_place.admin(self._looking, module, resource, configuration),)

    # -- a configuration -----------------------------------------------------------------------------------------

    async def _configuration(self, configuration: Record) -> tuple[Finding, ...]:
        found = [*self._served(configuration, []), *_switched_off(configuration)]
        if check_aws.is_aws(configuration):
            signed_in = await _found(lambda: check_aws.identity(self._looking, configuration))
            found += signed_in
            if all(each.severity is not Severity.STOPS for each in signed_in):
                found += await _found(lambda: check_aws.allowed(self._looking, configuration))
        return tuple(found)

    def _served(self, configuration: Record, others: list[Record]) -> list[Finding]:
        """Say by which gateway, and what its application may not read."""
        gateway = self._around.gateway(configuration)
        if gateway is None:
            sentence = f"{configuration.title} names a gateway that this vault does not have."
            return [Finding(Severity.STOPS, sentence, "Choose one in its record.", "no_gateway")]
        unread = [
            one for one in (configuration, *others) if not self._around.can_read(gateway.application_id, one)
        ]
        if unread:
            return [
                Finding(
                    Severity.STOPS,
                    f"The application of {gateway.name} may not read {one.title}.",
                    "Assign its shared folder to the application.",
                    "not_readable",
                )
                for one in unread
            ]
        return [Finding(Severity.PASSED, f"{gateway.name} serves {configuration.title}.", code="gateway")]


async def _found(look: Callable[[], Awaitable[tuple[Finding, ...]]]) -> tuple[Finding, ...]:
    """Look; what refuses in words is a finding that stops."""
    try:
        return await look()
    except (UserError, TargetError) as error:
        return (_stops(error),)


def _stops(error: UserError | TargetError) -> Finding:
    if isinstance(error, UserError):
        return Finding(Severity.STOPS, error.message, error.hint, error.code)
    return Finding(Severity.STOPS, error.message, code=error.code or error.kind.value)


def _switched_off(*records: Record) -> list[Finding]:
    return [
        Finding(
            Severity.NOTICE,
            f"Rotation is off for {one.title}.",
            "An administrator can turn it on in its record.",
            "off",
        )
        for one in records
        if not one.flag("rotation_enabled", True)
    ]


async def _rules(plan: Resolved, target: LimitedTarget, account: Account) -> tuple[Finding, ...]:
    """Say which rules a new password has to keep, and whether one can keep them all."""
    if not plan.module.makes_passwords:
        return ()
    rules = tighten(plan.spec.rules, await target.rules(account))
    try:
        length = intersect(plan.complexity, rules).length
    except InvalidRecord as impossible:
        return (_stops(impossible),)
    sentence = f"A new password of {length} characters keeps the complexity and the rules of {rules.name}."
    return (Finding(Severity.PASSED, sentence, code="rules"),)


def _linked(plan: Resolved) -> str:
    if plan.resource is not None and plan.spec.by_aws:
        return f"{plan.user.title} lives on {plan.where}, and AWS may change it."
    by = "itself" if not plan.admin_id else "the linked admin"
    return f"{plan.user.title} lives on {plan.where} and is changed by {by}."
