"""Access keys of the local AWS take effect as IAM's do: late, not everywhere at once; bare botocore clients ask."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.sandbox.local_aws_keys import KeyBehaviour
from pamdesk.sandbox.local_aws_process import LocalAwsProcess
from pamdesk.sandbox.local_aws_world import ALLOW_ALL
from tests.servers.aws import client, new_key, new_user


@contextmanager
def refused(code: str, status: int | None = None):
    with pytest.raises(ClientError) as caught:
        yield
    assert caught.value.response["Error"]["Code"] == code
    if status is not None:
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status


def answers(sts, count: int) -> str:
    """Use a key so often, and return what it got: "+" or "-"."""
    got = ""
    for _ in range(count):
        try:
            sts.get_caller_identity()
            got += "+"
        except ClientError as error:
            got += "-" if error.response["Error"]["Code"] == "InvalidClientTokenId" else "?"
    return got


def test_a_new_key_flaps_between_accepted_and_refused_as_told(local_aws: LocalAws):
    user = new_user(local_aws)
    local_aws.control.set_key_behaviour(KeyBehaviour(answers="+--+-"))
    assert answers(client(local_aws, "sts", new_key(local_aws, user)), 8) == "+--+-+++"


def test_a_young_key_is_refused_for_its_time_and_then_flaps(local_aws: LocalAws):
    user = new_user(local_aws)
    local_aws.control.set_key_behaviour(KeyBehaviour(refused_seconds=3.0, answers="+-"))
    sts = client(local_aws, "sts", new_key(local_aws, user))
    assert answers(sts, 2) == "--"
    time.sleep(3.1)
    assert answers(sts, 4) == "+-++"


def test_a_young_key_may_be_refused_for_its_signature(local_aws: LocalAws):
    user = new_user(local_aws)
    local_aws.control.set_key_behaviour(KeyBehaviour(refused_seconds=60, code="SignatureDoesNotMatch"))
    with refused("SignatureDoesNotMatch", 403):
        client(local_aws, "sts", new_key(local_aws, user)).get_caller_identity()


def test_keys_that_were_there_before_are_not_touched_by_a_new_behaviour(local_aws: LocalAws):
    user = new_user(local_aws)
    old = new_key(local_aws, user)
    local_aws.control.set_key_behaviour(KeyBehaviour(refused_seconds=60, answers="----"))
    assert answers(client(local_aws, "sts", old), 3) == "+++"


def test_a_new_key_is_not_listed_at_once(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    local_aws.control.set_key_behaviour(KeyBehaviour(unlisted_seconds=0.5))
    key = new_key(local_aws, user)
    assert iam.list_access_keys(UserName=user)["AccessKeyMetadata"] == []
    time.sleep(0.6)
    listed = iam.list_access_keys(UserName=user)["AccessKeyMetadata"]
    assert [(k["AccessKeyId"], k["Status"]) for k in listed] == [(key.access_key_id, "Active")]


def test_a_key_made_inactive_works_on_for_its_stale_time(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    local_aws.control.set_key_behaviour(KeyBehaviour(stale_seconds=0.5))
    key = new_key(local_aws, user)
    sts = client(local_aws, "sts", key)
    iam.update_access_key(UserName=user, AccessKeyId=key.access_key_id, Status="Inactive")
    assert iam.list_access_keys(UserName=user)["AccessKeyMetadata"][0]["Status"] == "Inactive"
    assert answers(sts, 1) == "+"
    time.sleep(0.6)
    assert answers(sts, 1) == "-"


def test_two_keys_are_the_limit_and_an_inactive_one_counts(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    first = new_key(local_aws, user)
    new_key(local_aws, user)
    iam.update_access_key(UserName=user, AccessKeyId=first.access_key_id, Status="Inactive")
    with refused("LimitExceeded", 409):
        iam.create_access_key(UserName=user)
    assert len(iam.list_access_keys(UserName=user)["AccessKeyMetadata"]) == 2


def test_unknown_users_and_keys_and_statuses_are_refused(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    with refused("NoSuchEntity", 404):
        iam.create_access_key(UserName="nobody-here")
    unknown = "AKIAIOSFODNN7EXAMPLE"
    with refused("NoSuchEntity", 404):
        iam.update_access_key(UserName=user, AccessKeyId=unknown, Status="Inactive")
    with refused("NoSuchEntity", 404):
        iam.delete_access_key(UserName=user, AccessKeyId=unknown)
    with refused("AccessDenied", 403):
        iam.get_access_key_last_used(AccessKeyId=unknown)
    with refused("ValidationError", 400):
        iam.update_access_key(
            UserName=user, AccessKeyId=new_key(local_aws, user).access_key_id, Status="Sleeping"
        )


def test_keys_are_listed_in_pages(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    made = {new_key(local_aws, user).access_key_id for _ in range(2)}
    first = iam.list_access_keys(UserName=user, MaxItems=1)
    assert (first["IsTruncated"], len(first["AccessKeyMetadata"])) == (True, 1)
    pages = iam.get_paginator("list_access_keys").paginate(UserName=user, PaginationConfig={"PageSize": 1})
    assert {key["AccessKeyId"] for page in pages for key in page["AccessKeyMetadata"]} == made


def test_without_a_user_name_the_caller_is_meant(local_aws: LocalAws):
    user = new_user(local_aws, policy=ALLOW_ALL)
    key = new_key(local_aws, user)
    own = client(local_aws, "iam", key)
    made = own.create_access_key()["AccessKey"]
    assert (made["UserName"], made["Status"]) == (user, "Active")
    assert len(own.list_access_keys()["AccessKeyMetadata"]) == 2
    own.delete_access_key(AccessKeyId=made["AccessKeyId"])
    assert [k["AccessKeyId"] for k in own.list_access_keys()["AccessKeyMetadata"]] == [key.access_key_id]


def test_secrets_have_the_characters_that_break_naive_parsers(local_aws: LocalAws):
    secret = new_key(local_aws, new_user(local_aws)).secret_access_key.reveal()
    assert (len(secret), "/" in secret, "+" in secret) == (40, True, True)


def test_the_last_use_is_the_last_accepted_one_with_its_service_and_region(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    key = new_key(local_aws, user)
    unused = iam.get_access_key_last_used(AccessKeyId=key.access_key_id)
    assert unused["UserName"] == user
    assert unused["AccessKeyLastUsed"] == {"ServiceName": "N/A", "Region": "N/A"}
    client(local_aws, "sts", key).get_caller_identity()
    iam.update_access_key(UserName=user, AccessKeyId=key.access_key_id, Status="Inactive")
    with refused("UnrecognizedClientException"):
        client(local_aws, "secretsmanager", key).list_secrets()
    used = iam.get_access_key_last_used(AccessKeyId=key.access_key_id)["AccessKeyLastUsed"]
    assert (used["ServiceName"], used["Region"]) == ("sts", local_aws.region)
    assert datetime.now(UTC) - used["LastUsedDate"] < timedelta(seconds=10)


def test_a_use_is_seen_late_where_told(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    local_aws.control.set_key_behaviour(KeyBehaviour(last_used_seconds=0.5))
    key = new_key(local_aws, user)
    client(local_aws, "sts", key).get_caller_identity()
    seen = []
    for _ in range(2):
        seen.append(iam.get_access_key_last_used(AccessKeyId=key.access_key_id)["AccessKeyLastUsed"])
        time.sleep(0.6)
    assert [use["ServiceName"] for use in seen] == ["N/A", "sts"]


def test_a_cut_answer_leaves_a_key_whose_secret_nobody_has(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    local_aws.control.add_faults(
        Fault(kind=FaultKind.DROP_ANSWER, action="CreateAccessKey", user_name=user),
    )
    with pytest.raises(ConnectionClosedError):
        iam.create_access_key(UserName=user)
    assert len(iam.list_access_keys(UserName=user)["AccessKeyMetadata"]) == 1


def test_above_its_rate_a_service_throttles_and_recovers(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    local_aws.control.set_rate_limit("iam", per_second=5, burst=2)
    for _ in range(2):
        iam.list_access_keys(UserName=user)
    with refused("Throttling", 400):
        iam.list_access_keys(UserName=user)
    client(local_aws, "sts").get_caller_identity()
    time.sleep(0.3)
    iam.list_access_keys(UserName=user)


def test_a_refusal_has_the_code_and_status_it_was_given(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    local_aws.control.add_faults(
        Fault(
            kind=FaultKind.REFUSE, action="CreateAccessKey", code="EntityTemporarilyUnmodifiable", status=409
        )
    )
    with refused("EntityTemporarilyUnmodifiable", 409):
        iam.create_access_key(UserName=user)


def test_simulation_tells_what_a_users_own_key_may_do_to_whom(local_aws: LocalAws):
    own = {"Effect": "Allow", "Action": "iam:*AccessKey*", "Resource": "arn:aws:iam::*:user/${aws:username}"}
    user = new_user(local_aws, policy=json.dumps({"Version": "2012-10-17", "Statement": [own]}))
    arns = [f"arn:aws:iam::{local_aws.account_id}:user/{name}" for name in (user, "another")]
    results = client(local_aws, "iam").simulate_principal_policy(
        PolicySourceArn=arns[0], ActionNames=["iam:CreateAccessKey", "iam:GetUser"], ResourceArns=arns
    )["EvaluationResults"]
    decisions = [(r["EvalActionName"], r["EvalResourceName"] == arns[0], r["EvalDecision"]) for r in results]
    assert decisions == [
        ("iam:CreateAccessKey", True, "allowed"),
        ("iam:CreateAccessKey", False, "implicitDeny"),
        ("iam:GetUser", True, "implicitDeny"),
        ("iam:GetUser", False, "implicitDeny"),
    ]
    with refused("NoSuchEntity", 404):
        client(local_aws, "iam").simulate_principal_policy(
            PolicySourceArn=arns[1], ActionNames=["iam:GetUser"]
        )


def test_the_child_process_obeys_the_behaviour_of_keys_and_the_rates():
    with LocalAwsProcess() as aws:
        user = new_user(aws)
        aws.control.set_key_behaviour(KeyBehaviour(answers="-+"))
        assert answers(client(aws, "sts", new_key(aws, user)), 3) == "-++"
        aws.control.set_rate_limit("iam", per_second=0.1, burst=1)
        client(aws, "iam").list_access_keys(UserName=user)
        with refused("Throttling"):
            client(aws, "iam").list_access_keys(UserName=user)
