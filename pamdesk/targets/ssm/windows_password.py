"""The password of a local user on an EC2 instance with Windows, changed by Run Command of AWS Systems Manager."""

from __future__ import annotations

import dataclasses
from typing import Final

from pamdesk.records.rotation_settings import Method
from pamdesk.records.ways import SSM
from pamdesk.targets.contract import Account, Serves, Target, TargetModule, Toolbox
from pamdesk.targets.permissions import AwsPlace, Permission
from pamdesk.targets.ssm.permissions import of_instance
from pamdesk.targets.ssm.place import POWERSHELL, endpoint_of
from pamdesk.targets.windows import password as windows_password

SPEC: Final = dataclasses.replace(
    windows_password.SPEC,
    key="windows_password_by_ssm",
    title="Windows local user's password, by AWS Systems Manager",
    serves=(
        Serves(
            method=Method.GENERAL, resource_type="pamMachine", kinds=("windows",), in_aws=True, ways=(SSM,)
        ),
    ),
    self_rotation=False,
    by_aws=True,
    # The host opens an envelope for 270 seconds after its key was made, and ends a command after a minute.
    ends_by_itself=True,
    over_seconds=330.0,
    help_page="systems-manager",
)


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one instance."""
    from pamdesk.targets.ssm.windows_password_target import WindowsPasswordBySsm

    return WindowsPasswordBySsm(toolbox.run, SPEC)


def permissions(account: Account, place: AwsPlace) -> tuple[Permission, ...]:
    """Return what is called for an account; raises `Refused` where its record does not name the instance."""
    return of_instance(endpoint_of(account), place, POWERSHELL)


MODULE: Final = TargetModule(
    spec=SPEC, open=open_target, permissions=permissions, proving=windows_password.MODULE.proving
)
