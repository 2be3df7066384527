"""What the identity that is signed in may do to an IAM user, asked of IAM without changing anything."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pamdesk.records.errors import TargetErrorKind
from pamdesk.targets.contract import AwsCalls, Finding, Severity

ACTION: Final = "iam:UpdateLoginProfile"
_CALLER: Final = re.compile(r"arn:([a-z-]+):(?:iam|sts)::(\d{12}):(user|assumed-role)/(.+)")
_NOT_READ: Final = Finding(
    Severity.NOTICE,
    f"IAM did not say whether the sign-in is allowed {ACTION}; a rotation finds out, and changes nothing if it is not.",
    code="permission_unread",
)


@dataclass(frozen=True, slots=True)
class Decided:
    """The ARN of the identity that calls, and the actions that it is not allowed."""

    caller: str
    denied: tuple[str, ...]

    @property
    def by_role(self) -> bool:
        """Whether a role calls, whose place an access key can take."""
        return ":assumed-role/" in self.caller


async def decided(aws: AwsCalls, user_arn: str, actions: Sequence[str]) -> Decided | None:
    """Ask IAM's policy simulator; None where it may not be asked, or does not know the caller. Raises where nobody answers."""
    try:
        caller = str((await aws.read("sts", "get_caller_identity")).get("Arn", ""))
        source = _principal(caller)
        if not source:
            return None
        answer = await aws.read(
            "iam",
            "simulate_principal_policy",
            PolicySourceArn=source,
            ActionNames=list(actions),
            ResourceArns=[user_arn],
        )
    except Exception as error:
        refused = aws.target_error(error, "say what the sign-in is allowed")  # raises what is not AWS's error
        if refused.kind is TargetErrorKind.UNREACHABLE:
            raise refused from error
        return None
    allowed = _allowed(answer)
    return Decided(caller, tuple(action for action in actions if action not in allowed))


async def permission(aws: AwsCalls, user_arn: str) -> Finding:
    """Say whether the console password may be changed; what is not known is a notice, for a rotation may be allowed."""
    known = await decided(aws, user_arn, [ACTION])
    if known is None:
        return _NOT_READ
    caller = known.caller
    if not known.denied:
        return Finding(Severity.PASSED, f"{caller} may change the password.", code="permitted")
    if known.by_role:
        return Finding(
            Severity.NOTICE,
            f"{caller} is not allowed {ACTION}; the configuration's access key is used where there is one.",
            f"An administrator can allow {ACTION} to the role.",
            "role_not_permitted",
        )
    return Finding(
        Severity.STOPS,
        f"{caller} is not allowed {ACTION} on {user_arn}.",
        f"An administrator must allow {ACTION} to it.",
        "not_permitted",
    )


def _principal(caller: str) -> str:
    """Return the ARN whose policies are meant: of a session, its role's (which is known only where it has no path)."""
    match = _CALLER.fullmatch(caller)
    if match is None:
        return ""
    partition, account_id, kind, name = match.groups()
    if kind == "user":
        return caller
    return f"arn:{partition}:iam::{account_id}:role/{name.partition('/')[0]}"


def _allowed(answer: Mapping[str, object]) -> set[str]:
    results = answer.get("EvaluationResults")
    return {
        str(one.get("EvalActionName", ""))
        for one in (results if isinstance(results, list) else [])
        if isinstance(one, Mapping) and one.get("EvalDecision") == "allowed"
    }
