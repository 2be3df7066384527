"""What is found before an access key is replaced: the identity, the user, its keys, and what may be done to them."""

from __future__ import annotations

from typing import Final

from pamdesk.records.errors import Refused
from pamdesk.targets.contract import Account, Finding, Severity
from pamdesk.targets.iam_access_keys import KEY_ID, Keys, list_keys, require_room
from pamdesk.targets.iam_permission import decided
from pamdesk.targets.iam_user import aws_of, described, user_name

ACTIONS: Final = (
    "iam:CreateAccessKey",
    "iam:ListAccessKeys",
    "iam:GetAccessKeyLastUsed",
    "iam:UpdateAccessKey",
    "iam:DeleteAccessKey",
)


async def findings(account: Account) -> tuple[Finding, ...]:
    """Look at everything that a rotation needs; raises `TargetError` where AWS does not answer."""
    aws, name = aws_of(account), user_name(account)
    signed_in = Finding(Severity.PASSED, f"Signed in to AWS account {aws.account_id}.", code="identity")
    user = await described(account)
    exists = Finding(Severity.PASSED, f"{name} exists.", code="exists")
    keys = await list_keys(account)
    return (signed_in, exists, *await _keys(account, keys), await _permission(account, str(user["Arn"])))


async def _keys(account: Account, keys: Keys) -> tuple[Finding, ...]:
    name, key_id = user_name(account), account.fields.get(KEY_ID, "")
    try:
        await require_room(account, keys)
    except Refused as refused:
        return (Finding(Severity.STOPS, refused.message, code=refused.code),)
    if not key_id:
        return (
            Finding(
                Severity.NOTICE,
                f"{account.title} holds no access key: the rotation makes one for {name}.",
                code="first_key",
            ),
        )
    found = [Finding(Severity.PASSED, f"{key_id} is the only access key of {name}.", code="one_key")]
    key = keys.find(key_id)
    if key is not None and not key.active:
        found.append(
            Finding(
                Severity.NOTICE, f"{key_id} is inactive; the new key will be active.", code="key_inactive"
            )
        )
    return tuple(found)


async def _permission(account: Account, user_arn: str) -> Finding:
    known = await decided(aws_of(account), user_arn, ACTIONS)
    if known is None:
        return Finding(
            Severity.NOTICE,
            "IAM did not say whether the sign-in may change access keys; a rotation finds out.",
            code="permission_unread",
        )
    if not known.denied:
        return Finding(
            Severity.PASSED, f"{known.caller} may make, list and delete access keys.", code="permitted"
        )
    action, caller = ", ".join(known.denied), known.caller
    if known.by_role:
        return Finding(
            Severity.NOTICE,
            f"{caller} is not allowed {action}; the configuration's access key is used where there is one.",
            f"An administrator can allow {action} to the role.",
            "role_not_permitted",
        )
    return Finding(
        Severity.STOPS,
        f"{caller} is not allowed {action} on {user_arn}.",
        f"An administrator must allow {action} to it.",
        "not_permitted",
    )
