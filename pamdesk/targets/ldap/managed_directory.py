"""Users of AWS Managed Microsoft AD: read and proved over LDAPS, changed through AWS Directory Service."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.targets.contract import Account, Endpoint, Serves, Spec, Target, TargetModule, Toolbox
from pamdesk.targets.permissions import AwsPlace, Permission

SPEC: Final = Spec(
    key="managed_directory",
    title="AWS Managed Microsoft AD user",
    serves=(
        Serves(method=Method.GENERAL, resource_type="pamDirectory", kinds=("active_directory",), in_aws=True),
    ),
    rules=TargetRules(
        name="AWS Managed Microsoft AD",
        max_length=127,
        source="AWS Directory Service API: ResetUserPassword, NewPassword",
    ),
    identity="objectSid",  # an account that is made again under its old name has another
    by_aws=True,
    # AWS resets at one domain controller, and another may answer the proof.
    settle_seconds=60.0,
    over_seconds=60.0,
    default_port=636,
    help_page="managed-directory",
)


# DescribeDirectories takes no resource (Service Authorization Reference, Directory Service).
DESCRIBE: Final = Permission(purpose="ReadDirectories", actions=("ds:DescribeDirectories",), optional=True)


def reset_in(arn: str) -> Permission:
    """Return the one call that changes something, in the directory with this ARN."""
    return Permission(purpose="ResetDirectoryPasswords", actions=("ds:ResetUserPassword",), resources=(arn,))


def arn_of(endpoint: Endpoint, place: AwsPlace) -> str:
    """Return the ARN that policies name a directory by; one without a region is in the configuration's own."""
    region = endpoint.region or place.region
    return place.arn("ds", f"directory/{endpoint.resource_name}", region=region)


def permissions(account: Account, place: AwsPlace) -> tuple[Permission, ...]:
    """Return what is called; where directories may not be described, a rotation goes on with less known beforehand."""
    endpoint = account.endpoint
    return (reset_in(arn_of(endpoint, place)), DESCRIBE) if endpoint is not None else ()


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one directory; the driver is loaded here."""
    from pamdesk.targets.ldap.managed_directory_target import ManagedDirectoryTarget

    return ManagedDirectoryTarget(toolbox.run, SPEC)


MODULE: Final = TargetModule(spec=SPEC, open=open_target, permissions=permissions)
