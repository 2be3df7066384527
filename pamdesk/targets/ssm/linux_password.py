"""The password of an account on an EC2 instance with Linux, changed by Run Command of AWS Systems Manager."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.records.ways import SSM
from pamdesk.targets.contract import Account, Serves, Spec, Target, TargetModule, Toolbox
from pamdesk.targets.permissions import AwsPlace, Permission
from pamdesk.targets.ssm.permissions import of_instance
from pamdesk.targets.ssm.place import SHELL, endpoint_of

SPEC: Final = Spec(
    key="linux_password_by_ssm",
    title="Linux user's password, by AWS Systems Manager",
    serves=(
        Serves(method=Method.GENERAL, resource_type="pamMachine", kinds=("linux",), in_aws=True, ways=(SSM,)),
    ),
    rules=TargetRules(
        name="Linux",
        max_length=128,
        excluded=":",  # what stands between name and password in what chpasswd reads
        source="chpasswd(8); PAM_MAX_RESP_SIZE",
    ),
    by_aws=True,
    # The host removes the key of an envelope after 300 seconds, and ends chpasswd 25 seconds after its start.
    over_seconds=330.0,
    help_page="systems-manager",
)


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one instance."""
    from pamdesk.targets.ssm.linux_password_target import LinuxPasswordBySsm

    return LinuxPasswordBySsm(toolbox.run, SPEC)


def permissions(account: Account, place: AwsPlace) -> tuple[Permission, ...]:
    """Return what is called for an account; raises `Refused` where its record does not name the instance."""
    return of_instance(endpoint_of(account), place, SHELL)


MODULE: Final = TargetModule(
    spec=SPEC,
    open=open_target,
    permissions=permissions,
    proving="Compare the new password with the hash in /etc/shadow, on the host itself.",
)
