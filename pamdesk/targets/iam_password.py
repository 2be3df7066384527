"""The console password of an IAM user, set by the configuration's own AWS identity."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.targets.contract import Proof, Serves, Spec, Target, TargetModule, Toolbox

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
    from pamdesk.targets.iam_password_target import IamPasswordTarget

    return IamPasswordTarget(SPEC.identity)


MODULE: Final = TargetModule(spec=SPEC, open=open_target)
