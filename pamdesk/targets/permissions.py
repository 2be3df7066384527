"""What a target calls at AWS, declared beside its code: the policy of a configuration is made from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

# One test of a policy statement: its operator, the key of the request's context, and the values it may have.
Condition: TypeAlias = tuple[str, str, tuple[str, ...]]
ANY: Final = "*"


@dataclass(frozen=True, slots=True)
class AwsPlace:
    """The AWS account that ARNs are made for; an account number that is not known yet is `*`."""

    partition: str
    account_id: str
    region: str  # the configuration's own, where a record names none

    def arn(self, service: str, resource: str, *, region: str = "") -> str:
        """Return the ARN of a resource of this account; services without regions leave the region out.

        The resource's name is meant letter by letter: what a policy would read as a wildcard or a variable stands for itself.
        """
        return f"arn:{self.partition}:{service}:{region}:{self.account_id}:{literal(resource)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Actions that are called on some resources, under a purpose that becomes the Sid of a policy statement."""

    purpose: str  # letters and digits only (IAM: Sid)
    actions: tuple[str, ...]
    resources: tuple[str, ...] = (ANY,)
    conditions: tuple[Condition, ...] = ()
    optional: bool = False  # without it a rotation goes on, with less known beforehand
    caveat: str = ""  # when it is not enough, as far as the record tells, and what mends that


def literal(name: str) -> str:
    """Return a name as a policy holds it for itself (IAM User Guide, "Policy variables": special characters)."""
    return "".join(f"${{{each}}}" if each in "*?$" else each for each in name)


def in_region(region: str) -> tuple[Condition, ...]:
    """Return the condition of an action that takes no resource, and is called in one region only."""
    return (("StringEquals", "aws:RequestedRegion", (region,)),)
