"""The policy of a configuration as a document: merged, stable, within IAM's limit, and from nothing but what is declared."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pamdesk.cli.program import carry_out
from pamdesk.records.errors import InvalidRecord, UserError
from pamdesk.records.links import LinkKind
from pamdesk.records.record import FieldValue
from pamdesk.records.rotation_settings import Method
from pamdesk.records.secret import Secret
from pamdesk.rotation.aws_needs import Declared, Whence
from pamdesk.services.policies import Holder, least_privilege
from pamdesk.services.policy_documents import LONGEST, as_text, counted, merged, split
from pamdesk.targets.permissions import AwsPlace, Permission, in_region
from tests.worlds import PASSWORD, World

ACCOUNT = "123456789012"
ALICE, BOB = Whence("alice", "1"), Whence("bob", "2")
TO_A = Permission(purpose="Change", actions=("iam:UpdateLoginProfile", "iam:GetUser"), resources=("arn:a",))
TO_B = Permission(purpose="Change", actions=("iam:GetUser", "iam:UpdateLoginProfile"), resources=("arn:b",))


def many(count: int) -> list[Declared]:
    resources = [f"arn:aws:iam::{ACCOUNT}:user/app-{number:05}" for number in range(count)]
    return [
        Declared(
            Permission(purpose="Change", actions=("iam:GetUser",), resources=(one,)), Whence(one[-9:], one)
        )
        for one in resources
    ]


def test_one_purpose_is_one_statement_with_every_resource_once_in_whatever_order_it_was_declared() -> None:
    first = [Declared(TO_B, BOB), Declared(TO_A, ALICE), Declared(TO_A, BOB)]
    [statement] = merged(first)
    assert ("Change", ("iam:GetUser", "iam:UpdateLoginProfile")) == (statement.sid, statement.actions)
    assert (("arn:a", "arn:b"), (ALICE, BOB)) == (statement.resources, statement.whence)
    assert as_text(merged(first)) == as_text(merged(first[::-1]))


def test_purposes_of_one_name_that_differ_have_sids_of_their_own() -> None:
    here = Permission(purpose="Change", actions=TO_A.actions, resources=("*",), conditions=in_region("x"))
    statements = merged([Declared(TO_A, ALICE), Declared(here, BOB)])
    assert ["Change", "Change2"] == [each.sid for each in statements]
    document = json.loads(as_text(statements))
    assert "2012-10-17" == document["Version"]
    assert [None, {"StringEquals": {"aws:RequestedRegion": ["x"]}}] == [
        each.get("Condition") for each in document["Statement"]
    ]


def test_any_resource_takes_the_others_in() -> None:
    every = Permission(purpose="Change", actions=TO_A.actions)
    [statement] = merged([Declared(TO_A, ALICE), Declared(every, BOB)])
    assert (("*",), (ALICE, BOB)) == (statement.resources, statement.whence)


@pytest.mark.parametrize("count", [1, 120, 121, 122, 123, 1000])
def test_no_document_is_longer_than_iam_takes_and_together_they_hold_everything_once(count: int) -> None:
    declared = [*many(count), Declared(TO_A, ALICE)]
    documents = split(declared)
    texts = [as_text(each) for each in documents]
    assert max(len(re.sub(r"\s", "", text)) for text in texts) <= LONGEST
    held = [one for each in texts for part in json.loads(each)["Statement"] for one in part["Resource"]]
    assert sorted(one for each in declared for one in each.permission.resources) == sorted(held)
    sids = [part.sid for each in documents for part in each]
    assert len(sids) == len(set(sids))
    assert len(documents) <= -(-counted(merged(declared)) // (LONGEST - 300))  # few, each nearly full
    for part in (
        part
        for each in documents
        for part in each
        if part.sid.startswith("Change") and "app" in part.resources[0]
    ):
        assert part.resources == tuple(each.id for each in part.whence)


def test_what_fits_is_one_document() -> None:
    assert (1, True) == (len(split(many(100))), counted(split(many(100))[0]) <= LONGEST)


def test_a_name_is_never_read_as_a_wildcard_or_a_variable() -> None:
    place = AwsPlace("aws", ACCOUNT, "eu-west-1")
    assert f"arn:aws:rds:eu-west-1:{ACCOUNT}:db:a${{*}}${{?}}${{$}}{{aws:username}}" == place.arn(
        "rds", "db:a*?${aws:username}", region="eu-west-1"
    )


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Makes an AWS configuration and closes its vault."""
    made: list[World] = []

    def one(**fields: FieldValue) -> World:
        values: dict[str, FieldValue] = {
            "account_id": ACCOUNT,
            "access_key_id": "AKIAEXAMPLE",
            "secret_access_key": Secret("example"),
            "region_names": ("eu-west-1",),
        }
        made.append(World.create(tmp_path / "v.pamdesk", environment="aws", **{**values, **fields}))
        return made[-1]

    yield one
    made[-1].vault.close()


def resources(world: World) -> dict[str, list[str]]:
    found = least_privilege(world.vault, world.configuration)
    return {each.sid: list(each.resources) for document in found.documents for each in document.statements}


def test_a_configuration_of_nothing_that_calls_aws_needs_no_policy(make: Callable[..., World]) -> None:
    found = least_privilege((world := make()).vault, world.configuration)
    told = "Nothing that Local network serves calls AWS. It needs no policy."
    assert ((), (told,)) == (found.documents, found.notes)


def test_what_is_switched_off_or_elsewhere_is_left_out_and_named(make: Callable[..., World]) -> None:
    world = make()
    world.user("alice", "x", method=Method.IAM_PASSWORD)
    elsewhere = "arn:aws:iam::210987654321:user/bob"
    world.user("bob", "x", method=Method.IAM_PASSWORD, distinguished_name=elsewhere)
    carol = world.vault.rotation_settings.get(world.user("carol", "x", method=Method.IAM_PASSWORD))
    assert carol is not None
    world.vault.rotation_settings.set(type(carol)(**{**_values(carol), "enabled": False}), who="test")
    found = least_privilege(world.vault, world.configuration)
    assert [
        ("bob", f"bob lives in AWS account 210987654321, but the configuration is for {ACCOUNT}."),
        ("carol", "Rotation is off for carol. An administrator can turn it on."),
    ] == [(each.title, each.reason) for each in found.left_out]
    assert [f"arn:aws:iam::{ACCOUNT}:user/alice"] == resources(world)["ChangeConsolePasswords"]


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({}, f"arn:aws:iam::{ACCOUNT}:user/${{aws:username}}"),
        ({"access_key_id": "USE_INSTANCE_ROLE"}, f"arn:aws:iam::{ACCOUNT}:role/*"),
        ({"access_key_id": "", "secret_access_key": Secret("")}, f"arn:aws:iam::{ACCOUNT}:role/*"),
        ({"role_arn": f"arn:aws:iam::{ACCOUNT}:role/R"}, f"arn:aws:iam::{ACCOUNT}:role/R"),
    ],
)
def test_check_asks_iam_about_whoever_calls(
    make: Callable[..., World], fields: dict[str, FieldValue], asked: str
) -> None:
    world = make(**fields)
    world.user("alice", "x", method=Method.IAM_PASSWORD)
    assert [asked] == resources(world)["CheckPermissions"]


def test_without_an_account_number_the_policy_says_so(make: Callable[..., World]) -> None:
    world = make(account_id="")
    world.user("alice", "x", method=Method.IAM_PASSWORD)
    found = least_privilege(world.vault, world.configuration)
    assert ["arn:aws:iam::*:user/alice"] == resources(world)["ChangeConsolePasswords"]
    assert any("holds no account number" in note for note in found.notes)


def test_only_configurations_of_aws_have_a_policy(make: Callable[..., World], tmp_path: Path) -> None:
    world = make()
    user = world.user("alice", "x", method=Method.IAM_PASSWORD)
    with pytest.raises(InvalidRecord) as caught:
        least_privilege(world.vault, user)
    assert "not_a_configuration" == caught.value.code
    record = world.vault.records.get(world.configuration)
    world.vault.links.remove(world.vault.links.out(user)[0], who="test")
    world.vault.records.update(record.with_fields({"environment": "local"}), who="test")
    with pytest.raises(UserError) as not_aws:
        least_privilege(world.vault, world.configuration)
    assert "not_aws" == not_aws.value.code


def test_the_command_prints_one_document_and_nothing_else_on_standard_output(
    make: Callable[..., World],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    world = make()
    user = world.user("alice", "x", method=Method.IAM_PASSWORD)
    assert world.vault.links.into(world.configuration, LinkKind.IAM_USER)
    monkeypatch.setenv("PAMDESK_VAULT", str(tmp_path / "v.pamdesk"))
    monkeypatch.setenv("PAMDESK_PASSWORD_FILE", str(tmp_path / "password"))
    (tmp_path / "password").write_text(PASSWORD)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = carry_out(["rotation", "policy", "Local network", *arguments])
        return (code, *capsys.readouterr())

    code, out, err = run()
    [document] = least_privilege(world.vault, world.configuration).documents
    assert (0, json.loads(document.text)) == (code, json.loads(out))
    assert "ChangeConsolePasswords: alice\n" in err
    assert "CheckPermissions: Local network (a rotation goes on without it)\n" in err
    told: dict[str, Any] = json.loads(run("--json")[1])
    assert {"id", "title", "documents", "notes", "left_out"} == set(told)
    [only] = told["documents"]
    assert ("sign_in", json.loads(document.text)) == (only["attached_to"], only["policy"])
    assert {
        "sid": "ChangeConsolePasswords",
        "optional": False,
        "accounts": [{"id": user, "title": "alice"}],
    } in only["statements"]
    assert (2, "") == run("--part", "2")[:2]
    record = world.vault.records.get(world.configuration)
    world.vault.records.update(record.with_fields({"role_arn": f"arn:aws:iam::{ACCOUNT}:role/R"}), who="test")
    code, out, err = run()
    assert (2, "") == (code, out)
    assert "The policy is 2 documents; --part prints one of them." in err
    code, out, err = run("--part", "1")
    assert (0, ["sts:AssumeRole"]) == (code, json.loads(out)["Statement"][0]["Action"])
    assert [Holder.SIGN_IN, Holder.ROLE] == [
        each.holder for each in least_privilege(world.vault, world.configuration).documents
    ]


def _values(settings: object) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in settings.__slots__}  # type: ignore[attr-defined]
