"""What is found before an access key is replaced: the identity, the user, its keys, and what may be done to them."""

from __future__ import annotations

from pamdesk.records.errors import Refused
from pamdesk.targets.contract import Account, Finding, Severity
from pamdesk.targets.iam.access_key import replacement_of
from pamdesk.targets.iam.access_keys import KEY_ID, Keys, list_keys, require_room
from pamdesk.targets.iam.permission import permission_findings
from pamdesk.targets.iam.user import aws_of, described, user_name


async def findings(account: Account) -> tuple[Finding, ...]:
    """Look at everything that a rotation needs; raises `TargetError` where AWS does not answer."""
    aws, name = aws_of(account), user_name(account)
    signed_in = Finding(Severity.PASSED, f"Signed in to AWS account {aws.account_id}.", code="identity")
    user = await described(account)
    exists = Finding(Severity.PASSED, f"{name} exists.", code="exists")
    keys = await list_keys(account)
    allowed = await permission_findings(aws, (replacement_of(str(user["Arn"])),))
    return (signed_in, exists, *await _keys(account, keys), *allowed)


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
