"""Directory Service of the local AWS resets passwords as the service does; bare botocore clients ask."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from botocore.exceptions import ClientError

from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_directories import DirectoryHere, LdapsUsers, MemoryUser, MemoryUsers
from tests.servers.aws import client, new_key, new_user
from tests.servers.samba import BASE, REALM, SambaServer

HERE = "d-0123456789"
OLD, NEW = "Old-Passw0rd-11", "New-Passw0rd-22"


@contextmanager
def refused(code: str):
    with pytest.raises(ClientError) as caught:
        yield
    assert caught.value.response["Error"]["Code"] == code


@pytest.fixture
def users(local_aws: LocalAws) -> MemoryUsers:
    made = MemoryUsers(
        {
            "Alice": MemoryUser(OLD),
            "gone": MemoryUser(OLD, enabled=False),
            "aws": MemoryUser(OLD, reserved=True),
        }
    )
    local_aws.control.directories.add(DirectoryHere(HERE, "corp.example.com", made))
    return made


def reset(aws: LocalAws, name: str, password: str = NEW, directory: str = HERE):
    client(aws, "ds").reset_user_password(DirectoryId=directory, UserName=name, NewPassword=password)


def test_a_reset_replaces_the_password(local_aws: LocalAws, users: MemoryUsers):
    reset(local_aws, "alice")
    assert [users.accepts("alice", p) for p in (OLD, NEW)] == [False, True]


def test_a_reset_enables_a_disabled_user(local_aws: LocalAws, users: MemoryUsers):
    assert not users.accepts("gone", OLD)
    reset(local_aws, "gone")
    assert users.accepts("gone", NEW)


@pytest.mark.parametrize(
    ("name", "password", "directory", "code"),
    [
        ("nobody", NEW, HERE, "UserDoesNotExistException"),
        ("alice", "short1A", HERE, None),
        ("alice", "Sh0rt", HERE, "InvalidPasswordException"),
        ("alice", "onlylowercase", HERE, "InvalidPasswordException"),
        ("alice", "xAlice-Passw0rd", HERE, "InvalidPasswordException"),
        ("aws", NEW, HERE, "ClientException"),
        ("alice", NEW, "d-9999999999", "EntityDoesNotExistException"),
        ("alice@corp", NEW, HERE, "ValidationException"),
        ("alice", "Aa1" * 43, HERE, "ValidationException"),
    ],
)
def test_refusals_have_the_services_codes(
    local_aws: LocalAws, users: MemoryUsers, name: str, password: str, directory: str, code: str | None
):
    if code is None:
        reset(local_aws, name, password, directory)
        return
    with refused(code):
        reset(local_aws, name, password, directory)
    assert users.accepts("alice", OLD)


@pytest.mark.parametrize(
    ("stage", "answers"), [("Impaired", True), ("Inoperable", False), ("Restoring", False)]
)
def test_a_directory_answers_in_some_stages_only(
    local_aws: LocalAws, users: MemoryUsers, stage: str, answers: bool
):
    local_aws.control.directories.set_stage(HERE, stage)
    (described,) = client(local_aws, "ds").describe_directories(DirectoryIds=[HERE])["DirectoryDescriptions"]
    assert (described["Stage"], described["Type"], described["Name"]) == (
        stage,
        "MicrosoftAD",
        "corp.example.com",
    )
    if answers:
        reset(local_aws, "alice")
    else:
        with refused("DirectoryUnavailableException"):
            reset(local_aws, "alice")
    assert users.accepts("alice", NEW) is answers


def test_a_connector_cannot_reset(local_aws: LocalAws, users: MemoryUsers):
    local_aws.control.directories.add(
        DirectoryHere("d-1111111111", "x.example.com", users, type="ADConnector")
    )
    with refused("UnsupportedOperationException"):
        reset(local_aws, "alice", NEW, "d-1111111111")


def test_unknown_directories_are_not_described(local_aws: LocalAws, users: MemoryUsers):
    ds = client(local_aws, "ds")
    with refused("EntityDoesNotExistException"):
        ds.describe_directories(DirectoryIds=["d-9999999999"])
    assert HERE in [one["DirectoryId"] for one in ds.describe_directories()["DirectoryDescriptions"]]


def test_a_policy_may_name_the_one_directory(local_aws: LocalAws, users: MemoryUsers):
    statement = {
        "Effect": "Allow",
        "Action": "ds:ResetUserPassword",
        "Resource": f"arn:aws:ds:{local_aws.region}:{local_aws.account_id}:directory/{HERE}",
    }
    user = new_user(local_aws, policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    ds = client(local_aws, "ds", new_key(local_aws, user))
    ds.reset_user_password(DirectoryId=HERE, UserName="alice", NewPassword=NEW)
    with refused("AccessDeniedException"):
        ds.reset_user_password(DirectoryId="d-1111111111", UserName="alice", NewPassword=NEW)


@pytest.mark.server
def test_a_real_domain_controller_may_stand_behind_a_directory(
    local_aws: LocalAws, samba_server: SambaServer, account_name
):
    behind = LdapsUsers(
        host=samba_server.host,
        port=samba_server.port,
        user=f"{samba_server.admin}@{REALM.lower()}",
        password=Secret(samba_server.admin_password),
        base=BASE,
        ca_file=str(samba_server.trusted),
    )
    local_aws.control.directories.add(DirectoryHere("d-2222222222", REALM.lower(), behind))
    name, disabled = account_name("alice"), account_name("off")
    samba_server.create_user(name, OLD)
    samba_server.create_user(disabled, OLD, control=514)
    assert not samba_server.can_sign_in(disabled, OLD)
    for user in (name, disabled):
        reset(local_aws, user, NEW, "d-2222222222")
    assert [samba_server.can_sign_in(name, password) for password in (OLD, NEW)] == [False, True]
    assert samba_server.can_sign_in(disabled, NEW)
    with refused("UserDoesNotExistException"):
        reset(local_aws, "nobody", NEW, "d-2222222222")
    with samba_server.policy(minPwdLength="20"), refused("InvalidPasswordException"):
        reset(local_aws, name, "onlylowercase", "d-2222222222")
    assert samba_server.can_sign_in(name, NEW)
