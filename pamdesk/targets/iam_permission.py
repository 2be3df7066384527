"""Whether the identity that is signed in may change a user's console password, asked of IAM without changing anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
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


async def permission(aws: AwsCalls, user_arn: str) -> Finding:
    """Ask IAM's policy simulator; what it may not be asked is a notice, for a rotation may be allowed all the same."""
    try:
        caller = str((await aws.read("sts", "get_caller_identity")).get("Arn", ""))
        source = _principal(caller)
        if not source:
            return _NOT_READ
        answer = await aws.read(
            "iam",
            "simulate_principal_policy",
            PolicySourceArn=source,
            ActionNames=[ACTION],
            ResourceArns=[user_arn],
        )
    except Exception as error:
        refused = aws.target_error(error, "say what the sign-in is allowed")  # raises what is not AWS's error
        if refused.kind is TargetErrorKind.UNREACHABLE:
            raise refused from error
        return _NOT_READ
    if _decision(answer) == "allowed":
        return Finding(Severity.PASSED, f"{caller} may change the password.", code="permitted")
    if ":assumed-role/" in caller:
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


def _decision(answer: Mapping[str, object]) -> str:
    results = answer.get("EvaluationResults")
    first = results[0] if isinstance(results, list) and results else {}
    return str(first.get("EvalDecision", "")) if isinstance(first, Mapping) else ""
