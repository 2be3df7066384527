"""One IAM user under two records is named instead of changed, however the two spell it and whatever they are linked to."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pamdesk.records.links import LinkKind
from pamdesk.records.record import FieldValue
from pamdesk.records.rotation_settings import Method, RotationSettings
from pamdesk.rotation.clock import SystemClock
from pamdesk.rotation.places import find_twin, require_alone
from pamdesk.rotation.plan import CannotRotate, resolve
from pamdesk.rotation.surroundings import Surroundings
from pamdesk.targets.contract import ServerIdentity
from tests.worlds import TEST, World

ACCOUNT, OTHER_ACCOUNT = "123456789012", "210987654321"
ONE_ACCOUNT = ServerIdentity(f"aws:{ACCOUNT}")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World.create(tmp_path / "v.pamdesk", environment="aws", aws_id="main", account_id=ACCOUNT)
    yield made
    made.vault.close()


def arn(name: str, account: str = ACCOUNT) -> str:
    return f"arn:aws:iam::{account}:user/{name}"


def configuration(world: World, title: str, **fields: FieldValue) -> str:
    """Enter AWS once more, served by the same gateway."""
    gateway = world.vault.gateway_id
    return world.record(
        "pamConfiguration", title, {"environment": "aws", "aws_id": title, "gateway": gateway, **fields}
    )


def iam_user(
    world: World,
    title: str,
    login: str,
    place: str = "",
    *,
    named: str = "",
    method: Method = Method.IAM_PASSWORD,
) -> str:
    """Enter an IAM user under a configuration (the first one by default), with or without its ARN."""
    fields: dict[str, FieldValue] = {"login": login}
    if named:
        fields["distinguished_name"] = named
    user = world.record("pamUser", title, fields)
    world.link(user, LinkKind.IAM_USER, place or world.configuration)
    settings = RotationSettings(user_id=user, method=method, changed=datetime.now(UTC))
    world.vault.rotation_settings.set(settings, who=TEST)
    return user


def said(world: World, user: str) -> str:
    """What the plan says of an account: "" where it resolves."""
    try:
        resolve(Surroundings(world.vault, SystemClock()), user)
    except CannotRotate as error:
        return error.message if error.code == "same_account" else f"refused otherwise: {error.code}"
    return ""


@pytest.mark.parametrize(
    ("login", "named"),
    [
        ("Deploy", ""),  # IAM does not tell names apart by their case
        ("the deployer", arn("deploy")),
        ("deploy", arn("team/deploy")),  # a path is no part of the name
    ],
)
def test_another_spelling_of_one_iam_user_is_the_same_account(world: World, login: str, named: str) -> None:
    first = iam_user(world, "deploy", "deploy", named=arn("deploy"))
    second = iam_user(world, "deploy again", login, named=named)
    told = "are the same account on Local network. Remove one of the two records."
    assert [told in said(world, user) for user in (first, second)] == [True, True]


def test_two_configurations_of_one_aws_account_have_one_iam_user_of_a_name(world: World) -> None:
    first = iam_user(world, "deploy", "deploy")
    second = iam_user(world, "again", "Deploy", configuration(world, "Second", account_id=ACCOUNT))
    assert said(world, first) == (
        "deploy of Local network and again of Second are the same IAM user: both configurations are one AWS account. "
        "Remove one of the two records."
    )
    assert "again of Second and deploy of Local network" in said(world, second)


def test_the_account_of_an_arn_tells_where_a_configuration_does_not(world: World) -> None:
    iam_user(world, "deploy", "deploy")
    nameless = configuration(world, "Second")
    assert "deploy of Local network" in said(
        world, iam_user(world, "again", "x", nameless, named=arn("deploy"))
    )


@pytest.mark.parametrize(
    "fields",
    [{"account_id": OTHER_ACCOUNT}, {"account_id": ACCOUNT, "endpoint_url": "http://127.0.0.1:5000"}, {}],
)
def test_another_aws_account_has_users_of_its_own(world: World, fields: dict[str, FieldValue]) -> None:
    first = iam_user(world, "deploy", "deploy")
    second = iam_user(world, "again", "deploy", configuration(world, "Second", **fields))
    assert [said(world, user) for user in (first, second)] == ["", ""]


def test_password_and_access_key_of_one_user_may_be_two_records(world: World) -> None:
    first = iam_user(world, "deploy", "deploy")
    second = iam_user(
        world,
        "its key",
        "Deploy",
        configuration(world, "Second", account_id=ACCOUNT),
        method=Method.IAM_ACCESS_KEY,
    )
    assert [said(world, user) for user in (first, second)] == ["", ""]


def test_configurations_that_do_not_say_their_account_are_told_by_the_sign_in(world: World) -> None:
    first = iam_user(world, "deploy", "deploy")
    second = iam_user(world, "again", "Deploy", configuration(world, "Second"))
    around = Surroundings(world.vault, SystemClock())

    async def both() -> str:
        await require_alone(around, resolve(around, first), ONE_ACCOUNT)
        with pytest.raises(CannotRotate) as caught:
            await require_alone(around, resolve(around, second), ONE_ACCOUNT)
        return caught.value.message

    assert "again of Second and deploy of Local network are the same IAM user" in asyncio.run(both())
    with pytest.raises(CannotRotate):  # a look before anything changes sees what was noted
        find_twin(around, resolve(around, second), ONE_ACCOUNT)


def test_a_configuration_that_says_another_account_now_is_no_longer_the_noted_one(world: World) -> None:
    first = iam_user(world, "deploy", "deploy")
    second = configuration(world, "Second")
    user = iam_user(world, "again", "Deploy", second)
    around = Surroundings(world.vault, SystemClock())
    asyncio.run(require_alone(around, resolve(around, user), ONE_ACCOUNT))
    with pytest.raises(CannotRotate):
        asyncio.run(require_alone(around, resolve(around, first), ONE_ACCOUNT))
    records = world.vault.records
    record = records.get(second)
    records.update(replace(record, fields={**record.fields, "account_id": OTHER_ACCOUNT}), who=TEST)
    later = Surroundings(world.vault, SystemClock())
    asyncio.run(require_alone(later, resolve(later, first), ONE_ACCOUNT))


def test_a_record_in_the_trash_is_nobodys_twin(world: World) -> None:
    first = iam_user(world, "deploy", "deploy")
    second = iam_user(world, "again", "Deploy")
    world.vault.records.trash(second, TEST)
    assert said(world, first) == ""
