"""The instance that an account lives on, as Systems Manager knows it."""

from __future__ import annotations

from typing import Final

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.targets.contract import Account, Endpoint

SHELL: Final = "AWS-RunShellScript"
POWERSHELL: Final = "AWS-RunPowerShellScript"
GONE: Final = "gone"  # what a host says where somebody had the key before, or its time was over


def endpoint_of(account: Account) -> Endpoint:
    """Return the account's instance; raises `Refused` where its record does not name one and its region."""
    endpoint = account.endpoint
    if endpoint is None or not endpoint.resource_name or not endpoint.region:
        raise Refused(
            f"{account.title} belongs to no machine with an instance ID and a region. Nothing was sent.",
            code="no_endpoint",
        )
    return endpoint


def not_managed(endpoint: Endpoint) -> Refused:
    """Say that Systems Manager knows no such instance."""
    return Refused(
        f"Systems Manager does not manage {endpoint.resource_name} in {endpoint.region}: it is stopped, runs no agent, "
        "or its instance profile does not allow it.",
        TargetErrorKind.UNREACHABLE,
        code="not_managed",
    )
