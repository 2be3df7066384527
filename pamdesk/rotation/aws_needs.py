"""What the accounts of one AWS configuration need there: what their targets declare, and what is asked about their resources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pamdesk.records.errors import InvalidRecord, TargetError, UserError
from pamdesk.records.links import LinkKind
from pamdesk.records.record import Record
from pamdesk.rotation.aws_access import settings_of
from pamdesk.rotation.plan import account_of, endpoint_of, resolve
from pamdesk.rotation.surroundings import Surroundings
from pamdesk.targets.in_aws import place_in_aws
from pamdesk.targets.permissions import ANY, AwsPlace, Permission

_ACCOUNT: Final = 4  # which part of an ARN is the account number


@dataclass(frozen=True, slots=True, order=True)
class Whence:
    """A record that a need comes from."""

    title: str
    id: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What one record needs."""

    permission: Permission
    whence: Whence


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An account of the configuration that nothing is known to be needed for, and why."""

    id: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Needs:
    """All that the accounts of a configuration need of AWS."""

    declared: tuple[Declared, ...]
    left_out: tuple[LeftOut, ...]


def aws_place(configuration: Record) -> AwsPlace:
    """Return the AWS account that a configuration is for; raises `UserError` where it is not one of AWS."""
    settings = settings_of(configuration)
    return AwsPlace(settings.partition_name, settings.account_id or ANY, settings.default_region)


def needs_of(around: Surroundings, configuration: Record) -> Needs:
    """Resolve every account with rotation settings that a configuration reaches; nothing is asked of AWS."""
    place = aws_place(configuration)
    declared: list[Declared] = []
    left_out: list[LeftOut] = []
    resources: dict[str, Record] = {}
    for user_id, title in _accounts(around, configuration.id):
        try:
            plan = resolve(around, user_id)
            if plan.resource is not None:
                resources[plan.resource.id] = plan.resource
            if plan.module.permissions is None:
                continue
            needed = plan.module.permissions(account_of(around, plan, None), place)
            _require_here(needed, place, title)
        except (UserError, TargetError) as error:
            left_out.append(LeftOut(user_id, title, error.message))
            continue
        declared += [Declared(each, Whence(title, user_id)) for each in needed]
    declared += _about(resources.values(), place)
    return Needs(tuple(declared), tuple(left_out))


def _accounts(around: Surroundings, configuration_id: str) -> Iterator[tuple[str, str]]:
    """The configuration's own accounts and those of its resources, by title."""
    links, vault = around.vault.links, around.vault
    places = [link.source for link in links.into(configuration_id, LinkKind.ENVIRONMENT)]
    ids = [link.source for link in links.into(configuration_id, LinkKind.IAM_USER)]
    ids += [link.source for place in places for link in links.into(place, LinkKind.BELONGS_TO)]
    rotated = vault.rotation_settings.get_many(list(dict.fromkeys(ids)))
    headers = vault.records.headers(list(rotated))
    return ((each.id, each.title) for each in sorted(headers, key=lambda one: (one.title, one.id)))


def _about(resources: Iterable[Record], place: AwsPlace) -> Iterator[Declared]:
    for resource in resources:
        endpoint = endpoint_of(resource, 0)
        known = place_in_aws(resource, endpoint)
        for each in known.permissions(endpoint, place) if known is not None else ():
            yield Declared(each, Whence(resource.title, resource.id))


def _require_here(needed: tuple[Permission, ...], place: AwsPlace, title: str) -> None:
    """Raise InvalidRecord where a resource is in another AWS account: a policy of this one cannot allow it."""
    for resource in (one for each in needed for one in each.resources if place.account_id != ANY):
        account = resource.split(":")[_ACCOUNT] if resource.count(":") > _ACCOUNT else ""
        if account not in ("", place.account_id):
            raise InvalidRecord(
                f"{title} lives in AWS account {account}, but the configuration is for {place.account_id}.",
                code="wrong_account",
            )
