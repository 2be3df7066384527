"""Other records of the same account: with a change of one the other's password would be wrong, and nobody would know."""

from __future__ import annotations

from collections.abc import Iterator

from pamdesk.records.links import LinkKind
from pamdesk.records.record import Record
from pamdesk.rotation.surroundings import Surroundings, host_of

# Two accounts may share a login where both name one of these, and differ.
_TELL_APART = ("mysql_host", "distinguished_name")


def twins(around: Surroundings, user: Record, place_id: str, kind: LinkKind) -> Iterator[Record]:
    """Give the records that are the same account as this one, if they are linked to this place."""
    for other_id in around.namesakes(place_id, kind, user.text("login")):
        if other_id == user.id:
            continue
        other = around.vault.records.get(other_id)
        if all(_agree(user.text(name), other.text(name)) for name in _TELL_APART):
            yield other


def same_address(
    around: Surroundings, resource: Record, configuration: Record, port: int
) -> Iterator[Record]:
    """Give the other records of the server that this resource names: one host and port, seen from one gateway."""
    host = host_of(resource.text("host"))
    for other in around.at_host(resource.type, host):
        if other.id == resource.id or other.number("port", port) != resource.number("port", port):
            continue
        environment = around.environment_of(other.id)
        # The same address in two networks is two servers.
        if environment and _gateway(around, around.record(environment)) == _gateway(around, configuration):
            yield other


def same_account(user: Record, other: Record, here: str, there: str) -> str:
    """Say that two records are one account."""
    if here == there:
        return (
            f"{user.title} and {other.title} are the same account on {here}. Remove one of the two records."
        )
    return (
        f"{user.title} on {here} and {other.title} on {there} are the same account: both are one server. "
        "Remove one of the two records."
    )


def _agree(one: str, other: str) -> bool:
    return one == other or not one or not other


def _gateway(around: Surroundings, configuration: Record) -> str:
    return configuration.text("gateway") or around.vault.gateway_id
