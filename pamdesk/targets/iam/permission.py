"""What the identity that is signed in may do, asked of IAM's policy simulator without changing anything."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pamdesk.records.errors import TargetErrorKind
from pamdesk.targets.contract import AwsCalls, Finding, Severity
from pamdesk.targets.permissions import Permission

_CALLER: Final = re.compile(r"arn:([a-z-]+):(?:iam|sts)::(\d{12}):(user|assumed-role)/(.+)")
_AT_ONCE: Final = 50  # resources in one question, so that an answer stays one or two pages
_PAGES: Final = 20
_NAMED: Final = 3  # resources in a sentence


class Bar(StrEnum):
    """What stands in the way of an action."""

    POLICY = "policy"
    BOUNDARY = "boundary"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Decided:
    """The ARN of the identity that calls, what it is not allowed and why, and what the simulator could not judge.

    An action is unsure where a policy's condition asks for something of the request that only the request itself has.
    """

    caller: str
    denied: Mapping[str, Bar]
    unsure: tuple[str, ...] = ()
    on: frozenset[tuple[str, str]] = frozenset()  # each denied action with a resource that it is denied on

    @property
    def by_role(self) -> bool:
        """Whether a role calls, whose place an access key can take."""
        return ":assumed-role/" in self.caller


async def decided(aws: AwsCalls, needed: Sequence[Permission]) -> Decided | None:
    """Ask IAM's policy simulator; None where it may not be asked, or does not know the caller. Raises where nobody answers."""
    denied: dict[str, Bar] = {}
    unsure: dict[str, None] = {}
    on: set[tuple[str, str]] = set()
    try:
        caller = str((await aws.read("sts", "get_caller_identity")).get("Arn", ""))
        source = principal_of(caller)
        if not source:
            return None
        for permission in needed:
            for result in await _simulated(aws, source, permission):
                action = str(result.get("EvalActionName", ""))
                if result.get("MissingContextValues"):
                    unsure[action] = None
                else:
                    denied.setdefault(action, _bar(result))
                    on |= {(action, resource) for resource in _denied_on(result)}
    except Exception as error:
        refused = aws.target_error(error, "say what the sign-in is allowed")  # raises what is not AWS's error
        if refused.kind is TargetErrorKind.UNREACHABLE:
            raise refused from error
        return None
    sure = tuple(action for action in unsure if action not in denied)
    return Decided(caller, denied, sure, frozenset(on))


async def permission_findings(aws: AwsCalls, needed: Sequence[Permission]) -> tuple[Finding, ...]:
    """Say whether the sign-in is allowed what is needed; what is not known is a notice, for it may be allowed."""
    action = ", ".join(dict.fromkeys(action for one in needed for action in one.actions))
    told = await decided(aws, needed)
    if told is None:
        return (
            Finding(
                Severity.NOTICE,
                f"IAM did not say whether the sign-in is allowed {action}; a rotation finds out, and changes nothing "
                "if it is not.",
                "An administrator can allow iam:SimulatePrincipalPolicy to it.",
                "permission_unread",
                ("iam:SimulatePrincipalPolicy",),
            ),
        )
    if not told.denied and not told.unsure:
        return (Finding(Severity.PASSED, f"{told.caller} is allowed {action}.", code="permitted"),)
    return tuple(_shortcomings(told, needed))


def principal_of(caller: str) -> str:
    """Return the ARN whose policies are meant: of a session, its role's (which is known only where it has no path)."""
    match = _CALLER.fullmatch(caller)
    if match is None:
        return ""
    partition, account_id, kind, name = match.groups()
    if kind == "user":
        return caller
    return f"arn:{partition}:iam::{account_id}:role/{name.partition('/')[0]}"


def _shortcomings(told: Decided, needed: Sequence[Permission]) -> Iterator[Finding]:
    for permission in needed:
        for bar in Bar:
            actions = tuple(action for action in permission.actions if told.denied.get(action) is bar)
            if actions:
                yield _not_allowed(told, permission, actions, bar)
    if told.unsure:
        action = ", ".join(told.unsure)
        yield Finding(
            Severity.NOTICE,
            f"Whether {told.caller} is allowed {action} depends on the request itself, which IAM could not judge beforehand.",
            code="permission_unsure",
        )


def _not_allowed(told: Decided, permission: Permission, actions: tuple[str, ...], bar: Bar) -> Finding:
    action, caller, resource = ", ".join(actions), told.caller, _resources(told, permission, actions)
    if permission.optional:
        severity, code = Severity.NOTICE, "optional_not_permitted"
    elif told.by_role:
        severity, code = Severity.NOTICE, "role_not_permitted"
    else:
        severity, code = Severity.STOPS, "not_permitted"
    if bar is Bar.ORGANIZATION:
        sentence = f"A policy of the organization does not allow {caller} {action} on {resource}."
        mend = f"Whoever manages the organization must allow {action} in its service control policies."
    elif bar is Bar.BOUNDARY:
        sentence = f"The permissions boundary of {caller} does not allow {action} on {resource}."
        mend = f"An administrator must allow {action} in the boundary."
    elif code == "role_not_permitted":
        sentence = (
            f"{caller} is not allowed {action}; the configuration's access key is used where there is one."
        )
        mend = f"An administrator can allow {action} to the role."
    else:
        sentence = f"{caller} is not allowed {action} on {resource}."
        mend = f"An administrator must allow {action} to it."
    return Finding(severity, sentence, mend, code, actions)


def _resources(told: Decided, permission: Permission, actions: tuple[str, ...]) -> str:
    """Name those that are denied; of many a few."""
    denied = [one for one in permission.resources if any((action, one) in told.on for action in actions)]
    named = denied or list(permission.resources)
    return ", ".join([*named[:_NAMED], "…"] if len(named) > _NAMED else named)


async def _simulated(aws: AwsCalls, source: str, permission: Permission) -> list[Mapping[str, object]]:
    """Return what is not plainly allowed; an action that the answer leaves out is not allowed."""
    found: list[Mapping[str, object]] = []
    for start in range(0, len(permission.resources), _AT_ONCE):
        resources = list(permission.resources[start : start + _AT_ONCE])
        results = [one async for one in _pages(aws, source, permission, resources)]
        answered = {str(one.get("EvalActionName", "")) for one in results}
        found += [one for one in results if not _is_allowed(one)]
        found += [{"EvalActionName": action} for action in permission.actions if action not in answered]
    return found


async def _pages(
    aws: AwsCalls, source: str, permission: Permission, resources: list[str]
) -> AsyncIterator[Mapping[str, object]]:
    context = [
        {"ContextKeyName": key, "ContextKeyValues": list(values), "ContextKeyType": "string"}
        for _, key, values in permission.conditions
    ]
    more: dict[str, str] = {}
    for _ in range(_PAGES):
        answer = await aws.read(
            "iam",
            "simulate_principal_policy",
            PolicySourceArn=source,
            ActionNames=list(permission.actions),
            ResourceArns=resources,
            ContextEntries=[{"ContextKeyName": "aws:SecureTransport", **_TRUE}, *context],
            **more,
        )
        for one in _list(answer.get("EvaluationResults")):
            yield one
        if not answer.get("IsTruncated"):
            return
        more = {"Marker": str(answer.get("Marker", ""))}


_TRUE: Final[Mapping[str, object]] = {"ContextKeyValues": ["true"], "ContextKeyType": "boolean"}


def _is_allowed(result: Mapping[str, object]) -> bool:
    each = [result.get("EvalDecision")]
    each += [one.get("EvalResourceDecision") for one in _list(result.get("ResourceSpecificResults"))]
    return all(decision == "allowed" for decision in each)


def _denied_on(result: Mapping[str, object]) -> Iterator[str]:
    """The resources that a result is about: IAM lists each of several, and one alone in the result itself."""
    several = _list(result.get("ResourceSpecificResults"))
    for one in several:
        if one.get("EvalResourceDecision") != "allowed":
            yield str(one.get("EvalResourceName", ""))
    if not several:
        yield str(result.get("EvalResourceName", ""))


def _bar(result: Mapping[str, object]) -> Bar:
    if _says_no(result.get("OrganizationsDecisionDetail"), "AllowedByOrganizations"):
        return Bar.ORGANIZATION
    if _says_no(result.get("PermissionsBoundaryDecisionDetail"), "AllowedByPermissionsBoundary"):
        return Bar.BOUNDARY
    return Bar.POLICY


def _says_no(detail: object, name: str) -> bool:
    return isinstance(detail, Mapping) and detail.get(name) is False


def _list(found: object) -> Sequence[Mapping[str, object]]:
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
