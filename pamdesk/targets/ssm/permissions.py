"""What is called at Systems Manager for an account of one instance."""

from __future__ import annotations

from pamdesk.targets.contract import Endpoint
from pamdesk.targets.permissions import AwsPlace, Permission, in_region


def of_instance(endpoint: Endpoint, place: AwsPlace, document: str) -> tuple[Permission, ...]:
    """Return what is called; the service's own documents belong to no account, and its reading calls take no resource."""
    region = endpoint.region or place.region
    return (
        sending(endpoint, place, document),
        Permission(
            purpose="ReadCommands",
            actions=("ssm:GetCommandInvocation", "ssm:ListCommands"),
            conditions=in_region(region),
        ),
        Permission(
            purpose="ReadManagedInstances",
            actions=("ssm:DescribeInstanceInformation",),
            conditions=in_region(region),
            optional=True,
        ),
    )


def sending(endpoint: Endpoint, place: AwsPlace, document: str) -> Permission:
    """Return the call that sends a command: it needs the document and the instance."""
    region = endpoint.region or place.region
    return Permission(
        purpose="RunCommands",
        actions=("ssm:SendCommand",),
        resources=(
            f"arn:{place.partition}:ssm:{region}::document/{document}",
            place.arn("ec2", f"instance/{endpoint.resource_name}", region=region),
        ),
    )
