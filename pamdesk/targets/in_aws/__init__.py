"""What AWS tells about a resource itself, whoever lives on it: one entry for each type of resource that AWS knows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from pamdesk.records.record import Record
from pamdesk.records.ways import SSH, way_of
from pamdesk.targets.contract import AwsCalls, Endpoint, Finding
from pamdesk.targets.in_aws import console, secrets
from pamdesk.targets.permissions import AwsPlace, Permission


@dataclass(frozen=True, slots=True)
class PlaceInAws:
    """One type of resource: whether AWS knows this one, what is asked about it (never needed to rotate), and the answers."""

    known: Callable[[Record, Endpoint], bool]
    permissions: Callable[[Endpoint, AwsPlace], tuple[Permission, ...]]
    findings: Callable[[AwsCalls, Endpoint], Awaitable[tuple[Finding, ...]]]


_ALL: Final = (
    PlaceInAws(
        lambda record, endpoint: (
            record.type == "pamDatabase" and bool(endpoint.resource_name and endpoint.region)
        ),
        secrets.permissions,
        secrets.findings,
    ),
    PlaceInAws(
        lambda record, endpoint: way_of(record) == SSH and console.is_instance(endpoint),
        console.permissions,
        console.findings,
    ),
)


def place_in_aws(resource: Record, endpoint: Endpoint) -> PlaceInAws | None:
    """Return what AWS can be asked about a resource, None where it does not know this one."""
    return next((one for one in _ALL if one.known(resource, endpoint)), None)
