"""The console password of an IAM user, set by the configuration's own AWS identity."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.targets.contract import Account, Proof, Serves, Spec, Target, TargetModule, Toolbox
from pamdesk.targets.iam.user import user_arn
from pamdesk.targets.permissions import AwsPlace, Permission

SPEC: Final = Spec(
    key="iam_password",
    title="IAM user's console password",
    serves=(Serves(method=Method.IAM_PASSWORD),),
    rules=TargetRules(
        name="IAM",
        max_length=128,
        # The set of symbols that an account policy counts as symbols; others would pass, but satisfy no rule.
        allowed_symbols="!@#$%^&*()_+-=[]{}|'",
        source="IAM API: UpdateAccountPasswordPolicy, RequireSymbols",
    ),
    proof=Proof.CONFIRMED,
    repeatable=True,
    identity="user id",  # an IAM user that is made again under its old name has another
    over_seconds=60.0,
    help_page="iam-password",
)


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one AWS account; calls are made through each account's own `aws`."""
    from pamdesk.targets.iam.password_target import IamPasswordTarget

    return IamPasswordTarget(SPEC.identity)


def change_of(arn: str) -> Permission:
    """Return what is called to change the console password of a user."""
    actions = ("iam:GetUser", "iam:GetLoginProfile", "iam:UpdateLoginProfile")
    return Permission(purpose="ChangeConsolePasswords", actions=actions, resources=(arn,))


def permissions(account: Account, place: AwsPlace) -> tuple[Permission, ...]:
    """Return what is called; without the account's password policy IAM's default is kept to."""
    return (change_of(user_arn(account, place)), POLICY)


POLICY: Final = Permission(
    purpose="ReadPasswordPolicy", actions=("iam:GetAccountPasswordPolicy",), optional=True
)
MODULE: Final = TargetModule(spec=SPEC, open=open_target, permissions=permissions)
