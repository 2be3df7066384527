"""What AWS tells about a resource itself, whoever lives on it: one entry for each type of resource that AWS knows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from pamdesk.targets.contract import AwsCalls, Endpoint, Finding
from pamdesk.targets.in_aws import secrets
from pamdesk.targets.permissions import AwsPlace, Permission


@dataclass(frozen=True, slots=True)
class PlaceInAws:
    """One type of resource: whether AWS knows this one, what is asked about it (never needed to rotate), and the answers."""

    resource_type: str
    known: Callable[[Endpoint], bool]
    permissions: Callable[[Endpoint, AwsPlace], tuple[Permission, ...]]
    findings: Callable[[AwsCalls, Endpoint], Awaitable[tuple[Finding, ...]]]


_ALL: Final = (
    PlaceInAws(
        "pamDatabase",
        lambda endpoint: bool(endpoint.resource_name and endpoint.region),
        secrets.permissions,
        secrets.findings,
    ),
)


def place_in_aws(resource_type: str, endpoint: Endpoint) -> PlaceInAws | None:
    """Return what AWS can be asked about a resource, None where it does not know this one."""
    return next((one for one in _ALL if one.resource_type == resource_type and one.known(endpoint)), None)
