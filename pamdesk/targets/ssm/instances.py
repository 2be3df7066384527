"""What Systems Manager tells of an instance before a command is sent to it."""

from __future__ import annotations

from collections.abc import Mapping

from pamdesk.records.errors import TargetErrorKind
from pamdesk.records.regions import partition_of
from pamdesk.targets.contract import Account, Finding, Severity
from pamdesk.targets.iam.permission import permission_findings
from pamdesk.targets.iam.user import aws_of, translated
from pamdesk.targets.permissions import AwsPlace
from pamdesk.targets.ssm.permissions import of_instance
from pamdesk.targets.ssm.place import endpoint_of, not_managed


async def instance_findings(account: Account, document: str, platform: str) -> tuple[Finding, ...]:
    """Say who is signed in, whether the instance listens, and what is allowed; raises `TargetError` where AWS is silent."""
    aws, endpoint = aws_of(account), endpoint_of(account)
    found = [Finding(Severity.PASSED, f"Signed in to AWS account {aws.account_id}.", code="identity")]
    found.append(await _listening(account, platform))
    place = AwsPlace(partition_of(endpoint.region), aws.account_id, endpoint.region)
    found += await permission_findings(aws, of_instance(endpoint, place, document))
    return tuple(found)


async def _listening(account: Account, platform: str) -> Finding:
    aws, endpoint = aws_of(account), endpoint_of(account)
    try:
        answer = await aws.read(
            "ssm",
            "describe_instance_information",
            region=endpoint.region,
            Filters=[{"Key": "InstanceIds", "Values": [endpoint.resource_name]}],
        )
    except Exception as error:
        told = translated(error, account, f"tell of {endpoint.resource_name}")
        if told.kind is TargetErrorKind.UNREACHABLE:
            raise told from error
        return Finding(
            Severity.NOTICE,
            f"Systems Manager does not tell whether {endpoint.title} is connected.",
            "Allow ssm:DescribeInstanceInformation to the sign-in.",
            "instance_unread",
            ("ssm:DescribeInstanceInformation",),
        )
    listed = answer.get("InstanceInformationList")
    instance = (
        next((one for one in listed if isinstance(one, Mapping)), None) if isinstance(listed, list) else None
    )
    if instance is None:
        refused = not_managed(endpoint)
        return Finding(Severity.STOPS, refused.message, code=refused.code)
    value = str(instance.get("PlatformType", ""))
    if value != platform:
        return Finding(
            Severity.STOPS,
            f"{endpoint.resource_name} runs {value}; the record of {endpoint.title} says otherwise.",
            "Correct the operating system in the machine's record.",
            "wrong_platform",
        )
    if instance.get("PingStatus") != "Online":
        return Finding(
            Severity.STOPS,
            f"The agent of {endpoint.title} is not connected to Systems Manager.",
            "An administrator must look at the instance and at its way to Systems Manager.",
            "not_connected",
        )
    return Finding(
        Severity.PASSED, f"The agent of {endpoint.title} is connected to Systems Manager.", code="connected"
    )
