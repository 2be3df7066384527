"""The access key of an IAM user, replaced by the configuration's own AWS identity."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.targets.contract import Account, Serves, Spec, Target, TargetModule, Toolbox
from pamdesk.targets.iam.user import user_arn
from pamdesk.targets.permissions import AwsPlace, Permission

GRACE_SECONDS: Final = 24 * 3600.0

SPEC: Final = Spec(
    key="iam_access_key",
    title="IAM user's access key",
    serves=(Serves(method=Method.IAM_ACCESS_KEY),),
    rules=TargetRules(name="IAM", source="IAM API: CreateAccessKey"),
    field="secret_access_key",
    noun="access key",
    retires=True,
    made_there=True,
    grace_seconds=GRACE_SECONDS,
    # A new key is not known everywhere at once: IAM User Guide, "Changes that I make are not always immediately visible".
    proofs=3,
    proof_seconds=5.0,
    settle_seconds=120.0,
    over_seconds=60.0,
    identity="user id",
    help_page="iam-access-key",
)


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one AWS account; calls are made through each account's own `aws`."""
    from pamdesk.targets.iam.access_key_target import IamAccessKeyTarget

    return IamAccessKeyTarget(SPEC)


def replacement_of(arn: str) -> Permission:
    """Return what is called to replace an access key of a user."""
    return Permission(
        purpose="ReplaceAccessKeys",
        actions=(
            "iam:GetUser",
            "iam:CreateAccessKey",
            "iam:ListAccessKeys",
            "iam:GetAccessKeyLastUsed",
            "iam:UpdateAccessKey",
            "iam:DeleteAccessKey",
        ),
        resources=(arn,),
    )


def permissions(account: Account, place: AwsPlace) -> tuple[Permission, ...]:
    """Return what is called, from the making of the new key to the deletion of the old one."""
    return (replacement_of(user_arn(account, place)),)


MODULE: Final = TargetModule(
    spec=SPEC,
    permissions=permissions,
    open=open_target,
    making="Write down which access keys the user has, ask AWS for a new one, and save it here before any other call.",
    leaving=(
        "Once nothing has used the old one for 24 hours, make it inactive, and delete it 24 hours later. "
        "A key that this vault did not make stays."
    ),
)
