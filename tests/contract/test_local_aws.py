"""The local AWS answers as AWS does where rotation depends on it; bare botocore clients ask."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import psutil
import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.sandbox.local_aws_metadata import MetadataMode
from pamdesk.sandbox.local_aws_process import LocalAwsProcess
from pamdesk.sandbox.local_aws_world import AccessKey
from tests.servers.aws import client, new_key, new_user, unique

PASSWORD = "First-Passw0rd-1"


@contextmanager
def refused(code: str):
    with pytest.raises(ClientError) as caught:
        yield
    assert caught.value.response["Error"]["Code"] == code


def policy(action: str | list[str], resource: str = "*", effect: str = "Allow") -> str:
    statement = {"Effect": effect, "Action": action, "Resource": resource}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_users_and_keys_are_who_they_are(local_aws: LocalAws):
    user = new_user(local_aws)
    caller = client(local_aws, "sts", new_key(local_aws, user)).get_caller_identity()
    assert (caller["Account"], caller["Arn"]) == (
        local_aws.account_id,
        f"arn:aws:iam::{local_aws.account_id}:user/{user}",
    )


def test_an_inactive_key_is_refused_until_it_is_active_again(local_aws: LocalAws):
    user = new_user(local_aws)
    key, iam = new_key(local_aws, user), client(local_aws, "iam")
    iam.update_access_key(UserName=user, AccessKeyId=key.access_key_id, Status="Inactive")
    with refused("InvalidClientTokenId"):
        client(local_aws, "sts", key).get_caller_identity()
    with refused("UnrecognizedClientException"):
        client(local_aws, "secretsmanager", key).list_secrets()
    iam.update_access_key(UserName=user, AccessKeyId=key.access_key_id, Status="Active")
    client(local_aws, "sts", key).get_caller_identity()


def test_unknown_deleted_and_wrong_keys_are_refused(local_aws: LocalAws):
    user = new_user(local_aws)
    key = new_key(local_aws, user)
    with refused("SignatureDoesNotMatch"):
        client(local_aws, "sts", AccessKey(key.access_key_id, Secret("wrong"))).get_caller_identity()
    client(local_aws, "iam").delete_access_key(UserName=user, AccessKeyId=key.access_key_id)
    with refused("InvalidClientTokenId"):
        client(local_aws, "sts", key).get_caller_identity()
    with refused("InvalidClientTokenId"):
        client(local_aws, "sts", AccessKey("AKIAIOSFODNN7EXAMPLE", Secret("x"))).get_caller_identity()


def test_a_third_key_is_refused(local_aws: LocalAws):
    user = new_user(local_aws)
    for _ in range(2):
        new_key(local_aws, user)
    with refused("LimitExceeded"):
        new_key(local_aws, user)


def test_a_new_key_works_only_after_the_propagation_time(local_aws: LocalAws):
    user = new_user(local_aws)
    local_aws.control.set_key_propagation(1.0)
    key = new_key(local_aws, user)
    sts = client(local_aws, "sts", key)
    with refused("InvalidClientTokenId"):
        sts.get_caller_identity()
    time.sleep(1.1)
    assert sts.get_caller_identity()["Arn"].endswith(user)


@pytest.mark.parametrize(
    ("password", "accepted"),
    [("Ab1!xyz", False), ("abcdefgh", False), ("abcdefg1", False), ("Abcdefg1", True), ("abcdef1!", True)],
)
def test_without_a_policy_of_its_own_the_account_has_the_default_one(
    local_aws: LocalAws, password: str, accepted: bool
):
    user = new_user(local_aws)
    iam = client(local_aws, "iam")
    if accepted:
        iam.create_login_profile(UserName=user, Password=password)
    else:
        with refused("PasswordPolicyViolation"):
            iam.create_login_profile(UserName=user, Password=password)
    assert local_aws.control.check_console_password(user, password) is accepted


def test_the_accounts_policy_holds_and_a_refused_password_changes_nothing(local_aws: LocalAws):
    user, iam = new_user(local_aws, password=PASSWORD), client(local_aws, "iam")
    iam.update_account_password_policy(
        MinimumPasswordLength=12,
        RequireUppercaseCharacters=True,
        RequireLowercaseCharacters=True,
        RequireNumbers=True,
        RequireSymbols=True,
    )
    weak = ["Short-Pa0!", "no-upper-case-1", "NO-LOWER-CASE-1", "No-Digits-Here-", "NoSymbolsHere1"]
    for password in weak:
        with refused("PasswordPolicyViolation"):
            iam.update_login_profile(UserName=user, Password=password)
    for malformed in ("Euro-€-Passw0rd", "x" * 127 + "A1"):
        with refused("ValidationError"):
            iam.update_login_profile(UserName=user, Password=malformed)
    assert local_aws.control.check_console_password(user, PASSWORD)
    iam.update_login_profile(UserName=user, Password="Long-Enough-1")
    accepted = [local_aws.control.check_console_password(user, p) for p in (PASSWORD, "Long-Enough-1")]
    assert accepted == [False, True]


def test_the_last_passwords_cannot_be_used_again_the_present_one_included(local_aws: LocalAws):
    user, iam = new_user(local_aws, password=PASSWORD), client(local_aws, "iam")
    iam.update_account_password_policy(MinimumPasswordLength=6, PasswordReusePrevention=2)
    iam.update_login_profile(UserName=user, Password="Second-Passw0rd")
    for used in (PASSWORD, "Second-Passw0rd"):
        with refused("PasswordPolicyViolation"):
            iam.update_login_profile(UserName=user, Password=used)
    iam.update_login_profile(UserName=user, Password="Third-Passw0rd")
    iam.update_login_profile(UserName=user, Password=PASSWORD)
    assert local_aws.control.check_console_password(user, PASSWORD)


def test_reset_required_changes_only_when_it_is_named(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    iam.create_login_profile(UserName=user, Password=PASSWORD, PasswordResetRequired=True)
    iam.update_login_profile(UserName=user, Password="Second-Passw0rd")
    assert iam.get_login_profile(UserName=user)["LoginProfile"]["PasswordResetRequired"] is True
    iam.update_login_profile(UserName=user, PasswordResetRequired=False)
    assert iam.get_login_profile(UserName=user)["LoginProfile"]["PasswordResetRequired"] is False
    assert local_aws.control.check_console_password(user, "Second-Passw0rd")


def test_a_user_without_a_login_profile_is_given_none_by_an_update(local_aws: LocalAws):
    user, iam = new_user(local_aws, password=PASSWORD), client(local_aws, "iam")
    iam.delete_login_profile(UserName=user)
    with refused("NoSuchEntity"):
        iam.update_login_profile(UserName=user, Password="Second-Passw0rd")
    accepted = [local_aws.control.check_console_password(user, p) for p in (PASSWORD, "Second-Passw0rd")]
    assert accepted == [False, False]


def test_a_user_changes_its_own_password_knowing_the_old_one_where_the_account_allows_it(local_aws: LocalAws):
    user = new_user(local_aws, password=PASSWORD)
    own = client(local_aws, "iam", new_key(local_aws, user))
    with refused("AccessDenied"):
        own.change_password(OldPassword=PASSWORD, NewPassword="Second-Passw0rd")
    client(local_aws, "iam").update_account_password_policy(
        MinimumPasswordLength=12, AllowUsersToChangePassword=True
    )
    with refused("AccessDenied"):
        own.change_password(OldPassword="wrong", NewPassword="Second-Passw0rd")
    with refused("PasswordPolicyViolation"):
        own.change_password(OldPassword=PASSWORD, NewPassword="short")
    assert local_aws.control.check_console_password(user, PASSWORD)
    own.change_password(OldPassword=PASSWORD, NewPassword="Second-Passw0rd")
    assert local_aws.control.check_console_password(user, "Second-Passw0rd")


def test_policies_are_evaluated_with_their_resource_and_a_deny_wins(local_aws: LocalAws):
    own = policy("iam:*LoginProfile", "arn:aws:iam::*:user/${aws:username}")
    user, other = new_user(local_aws, password=PASSWORD, policy=own), new_user(local_aws, password=PASSWORD)
    iam = client(local_aws, "iam", new_key(local_aws, user))
    iam.get_login_profile(UserName=user)
    with refused("AccessDenied"):
        iam.get_login_profile(UserName=other)
    client(local_aws, "iam").put_user_policy(
        UserName=user, PolicyName="deny", PolicyDocument=policy("iam:GetLoginProfile", effect="Deny")
    )
    with refused("AccessDenied"):
        iam.get_login_profile(UserName=user)


def test_groups_and_managed_policies_count(local_aws: LocalAws):
    user, admin = new_user(local_aws), client(local_aws, "iam")
    group = unique("group")
    admin.create_group(GroupName=group)
    admin.add_user_to_group(GroupName=group, UserName=user)
    managed = admin.create_policy(PolicyName=unique("p"), PolicyDocument=policy("iam:ListUsers"))["Policy"][
        "Arn"
    ]
    iam = client(local_aws, "iam", new_key(local_aws, user))
    with refused("AccessDenied"):
        iam.list_users()
    admin.attach_group_policy(GroupName=group, PolicyArn=managed)
    iam.list_users()


def test_simulation_agrees_with_what_happens(local_aws: LocalAws):
    user = new_user(local_aws, policy=policy(["iam:Get*", "iam:UpdateLoginProfile"]))
    results = client(local_aws, "iam").simulate_principal_policy(
        PolicySourceArn=f"arn:aws:iam::{local_aws.account_id}:user/{user}",
        ActionNames=["iam:GetLoginProfile", "iam:UpdateLoginProfile", "iam:CreateAccessKey"],
    )["EvaluationResults"]
    assert {result["EvalActionName"]: result["EvalDecision"] for result in results} == {
        "iam:GetLoginProfile": "allowed",
        "iam:UpdateLoginProfile": "allowed",
        "iam:CreateAccessKey": "implicitDeny",
    }


def test_a_dropped_answer_has_acted_and_a_dropped_request_has_not(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    for kind, keys in ((FaultKind.DROP_REQUEST, 0), (FaultKind.DROP_ANSWER, 1)):
        local_aws.control.add_faults(Fault(kind=kind, action="CreateAccessKey", user_name=user))
        with pytest.raises(ConnectionClosedError):
            iam.create_access_key(UserName=user)
        assert len(iam.list_access_keys(UserName=user)["AccessKeyMetadata"]) == keys


def test_a_fault_strikes_the_named_call_only(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    fault = Fault(kind=FaultKind.REFUSE, action="GetUser", user_name=user, nth=2, code="NoSuchEntity")
    local_aws.control.add_faults(fault)
    iam.get_user(UserName=user)
    iam.list_access_keys(UserName=user)
    with refused("NoSuchEntity"):
        iam.get_user(UserName=user)
    iam.get_user(UserName=user)


def test_throttle_and_delay(local_aws: LocalAws):
    user, iam = new_user(local_aws), client(local_aws, "iam")
    local_aws.control.add_faults(Fault(kind=FaultKind.THROTTLE, user_name=user))
    with refused("Throttling"):
        iam.get_user(UserName=user)
    local_aws.control.clear_faults()
    local_aws.control.add_faults(Fault(kind=FaultKind.DELAY, user_name=user, seconds=0.5))
    started = time.monotonic()
    iam.get_user(UserName=user)
    assert time.monotonic() - started >= 0.5


def fetch(url: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, method=method, headers=named)  # noqa: S310 - http:// on loopback
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, ""


def test_the_metadata_service_speaks_version_2_only(local_aws: LocalAws):
    base = local_aws.metadata_url + "/latest"
    ttl = {"X_aws_ec2_metadata_token_ttl_seconds": "60"}
    assert fetch(base + "/meta-data/iam/security-credentials/")[0] == 401
    assert fetch(base + "/api/token", "PUT")[0] == 400
    assert fetch(base + "/api/token", "PUT", **ttl, X_Forwarded_For="10.0.0.1")[0] == 403
    status, token = fetch(base + "/api/token", "PUT", **ttl)
    header = {"X_aws_ec2_metadata_token": token}
    assert status == 200
    document = json.loads(fetch(base + "/dynamic/instance-identity/document", **header)[1])
    assert (document["accountId"], document["region"]) == (local_aws.account_id, local_aws.region)
    name = fetch(base + "/meta-data/iam/security-credentials/", **header)[1]
    role = json.loads(fetch(base + f"/meta-data/iam/security-credentials/{name}", **header)[1])
    local_aws.control.set_role_policy(policy("iam:ListUsers"))
    key = AccessKey(role["AccessKeyId"], Secret(role["SecretAccessKey"]))
    iam = client(local_aws, "iam", key, role["Token"])
    iam.list_users()
    with refused("AccessDenied"):
        iam.list_roles()
    with refused("InvalidClientTokenId"):
        client(local_aws, "iam", key).list_users()
    local_aws.control.set_metadata_mode(MetadataMode.NO_ROLE)
    assert fetch(base + "/meta-data/iam/security-credentials/", **header)[0] == 404


def test_expired_role_credentials_are_refused(local_aws: LocalAws):
    local_aws.control.set_role_seconds(1)
    role = local_aws.control._role_credentials()
    key = AccessKey(role.access_key_id, Secret(role.secret_access_key))
    sts = client(local_aws, "sts", key, role.session_token)
    sts.get_caller_identity()
    time.sleep(1.1)
    with refused("ExpiredToken"):
        sts.get_caller_identity()


def test_motos_own_control_pages_are_closed(local_aws: LocalAws):
    for path in ("/moto-api/data.json", "/moto-api/reset", "/local-aws-control"):
        assert fetch(local_aws.endpoint_url + path, "POST")[0] == 404


def test_an_unsigned_call_is_refused(local_aws: LocalAws):
    status, _ = fetch(local_aws.endpoint_url + "/?Action=ListUsers&Version=2010-05-08")
    assert status >= 400


def test_as_a_child_process_it_obeys_the_same_control_and_ends_with_its_parent():
    with LocalAwsProcess() as aws:
        pid = aws.pid
        user, iam = unique("user"), client(aws, "iam")
        iam.create_user(UserName=user)
        iam.create_login_profile(UserName=user, Password=PASSWORD)
        assert aws.control.check_console_password(user, PASSWORD)
        aws.control.add_faults(Fault(kind=FaultKind.DROP_ANSWER, action="UpdateLoginProfile"))
        with pytest.raises(ConnectionClosedError):
            iam.update_login_profile(UserName=user, Password="Second-Passw0rd")
        assert aws.control.check_console_password(user, "Second-Passw0rd")
        assert [call.status for call in aws.control.calls()] == [200, 200, 0]
        assert fetch(aws.endpoint_url + "/local-aws-control", "POST", Authorization="Bearer x")[0] == 404
        arguments = " ".join(psutil.Process(pid).cmdline())
        assert aws.administrator.secret_access_key.reveal() not in arguments
    assert not psutil.pid_exists(pid)
