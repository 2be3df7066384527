"""Other records of the same account: with a change of one the other's password would be wrong, and nobody would know."""

from __future__ import annotations

from collections.abc import Iterator

from pamdesk.records.links import LinkKind
from pamdesk.records.record import Record
from pamdesk.rotation.iam_names import iam_user_of
from pamdesk.rotation.surroundings import Surroundings, host_of
from pamdesk.vault.vault import Vault

# Two accounts may share a login where both name one of these, and differ.
_TELL_APART = ("mysql_host", "distinguished_name")


def twins(around: Surroundings, user: Record, place_id: str) -> Iterator[Record]:
    """Give the records that are the same account as this one, if they belong to this resource."""
    for other_id in around.namesakes(place_id, LinkKind.BELONGS_TO, user.text("login")):
        if other_id == user.id:
            continue
        other = around.vault.records.get(other_id)
        if all(_agree(user.text(name), other.text(name)) for name in _TELL_APART):
            yield other


def iam_twins(around: Surroundings, user: Record, configuration_id: str) -> Iterator[Record]:
    """Give the records that are the same secret of the same IAM user as this one, where this configuration is its AWS account's.

    An IAM user has a password and an access key, each in a record of its own if need be.
    """
    account, name = iam_user_of(user)
    for other in around.iam_users(configuration_id, name):
        same = other.id != user.id and _agree(account, iam_user_of(other)[0])
        if same and not _another_secret(around.vault, user, other):
            yield other


def iam_twins_elsewhere(
    around: Surroundings, user: Record, configuration: Record
) -> Iterator[tuple[Record, Record]]:
    """Give such records of other configurations, each with its configuration, as far as records say which AWS account it is."""
    own, _ = iam_user_of(user)
    account = own or configuration.text("account_id")
    for there in around.aws_configurations():
        if there.id == configuration.id or not may_be_one_account(there, configuration):
            continue
        for other in iam_twins(around, user, there.id):
            if account and account == (iam_user_of(other)[0] or there.text("account_id")):
                yield other, there


def may_be_one_account(one: Record, other: Record) -> bool:
    """Tell whether two configurations may sign in to one AWS account, as far as they say which.

    One number at two endpoints is two accounts: a practice environment gives numbers as it likes.
    """
    same = one.text("endpoint_url") == other.text("endpoint_url")
    return same and _agree(one.text("account_id"), other.text("account_id"))


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


def same_iam_user(user: Record, other: Record, here: str, there: str) -> str:
    """Say that two records are one IAM user; `here` and `there` are the titles of their configurations."""
    if here == there:
        return same_account(user, other, here, there)
    return (
        f"{user.title} of {here} and {other.title} of {there} are the same IAM user: both configurations are one AWS "
        "account. Remove one of the two records."
    )


def _another_secret(vault: Vault, user: Record, other: Record) -> bool:
    mine, its = vault.rotation_settings.get(user.id), vault.rotation_settings.get(other.id)
    return mine is not None and its is not None and mine.method is not its.method


def _agree(one: str, other: str) -> bool:
    return one == other or not one or not other


def _gateway(around: Surroundings, configuration: Record) -> str:
    return configuration.text("gateway") or around.vault.gateway_id
