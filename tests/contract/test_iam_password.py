"""IAM console passwords against the local AWS: what is changed, what is kept, what is refused and in which words."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from pamdesk.records.complexity import Complexity
from pamdesk.records.links import LinkKind
from pamdesk.records.rotation_settings import Method, RotationSettings
from pamdesk.records.secret import Secret
from pamdesk.rotation.checks import CheckReport
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.sandbox.local_aws_metadata import MetadataMode
from pamdesk.targets.contract import Severity
from pamdesk.targets.iam.password_target import IamPasswordTarget
from pamdesk.vault.journal import State
from tests.servers.aws import InstanceMetadataAddresses, client, new_key, new_user, unique
from tests.worlds import IamWorld, iam_world

T = TypeVar("T")
CHANGE = "UpdateLoginProfile"
OLD = "Old-Passw0rd-12345"


@pytest.fixture
def make(local_aws: LocalAws, tmp_path: Path) -> Iterator[Callable[..., IamWorld]]:
    """Makes worlds and closes them."""
    made: list[IamWorld] = []

    def one(**options: object) -> IamWorld:
        made.append(iam_world(tmp_path / f"v{len(made)}.pamdesk", local_aws, **options))  # type: ignore[arg-type]
        return made[-1]

    yield one
    for world in made:
        world.vault.close()


@pytest.fixture
def world(make: Callable[..., IamWorld]) -> IamWorld:
    return make()


def serve(world: IamWorld, work: Callable[[Engine], Awaitable[T]], **options: object) -> T:
    async def whole() -> T:
        engine = Engine(world.vault, limits=Limits(inline_patience=0.0), **options)  # type: ignore[arg-type]
        try:
            return await work(engine)
        finally:
            await engine.close()

    return asyncio.run(whole())


def rotate(world: IamWorld, **options: object) -> AccountResult:
    [result] = serve(world, lambda engine: engine.rotate(world.users, who="test"), **options)
    return result


def check(world: IamWorld, **options: object) -> CheckReport:
    return serve(world, lambda engine: engine.check(world.users[0]), **options)


def said(report: CheckReport) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in report.findings}


def allow(*actions: str) -> str:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def with_login_of(world: IamWorld, login: str, distinguished_name: str = "") -> None:
    """Take up another record, in the place of those there are."""
    for before in world.users:
        world.vault.records.trash(before, "test")
    user = world.user(login, OLD, method=Method.IAM_PASSWORD, distinguished_name=distinguished_name)
    world.users[:], world.logins[:] = [user], [login]


def test_the_password_is_changed_and_the_old_one_is_refused(world: IamWorld) -> None:
    old = world.password(world.users[0])
    result = rotate(world)
    assert (ResultState.DONE, True, "ok", "iam_password") == (
        result.state,
        result.changed,
        result.code,
        result.target,
    )
    assert {world.logins[0]: True} == world.knows_the_live_one()
    assert not world.aws.control.check_console_password(world.logins[0], old)
    assert result.reason.startswith("AWS confirmed the change at ")
    assert result.reason.endswith("IAM has no sign-in that could be tried.")
    assert old in [kept.secret.reveal() for kept in world.vault.journal.candidates(world.users[0])]


def test_one_user_of_two_configurations_is_told_by_the_account_that_is_signed_in_to(world: IamWorld) -> None:
    records = world.vault.records
    first = records.get(world.configuration)
    nameless = {name: value for name, value in first.fields.items() if name != "account_id"}
    again = world.record("pamConfiguration", "AWS again", nameless)
    user = world.record("pamUser", "the same user", {"login": world.logins[0], "password": Secret(OLD)})
    world.link(user, LinkKind.IAM_USER, again)
    settings = RotationSettings(user_id=user, method=Method.IAM_PASSWORD, changed=datetime.now(UTC))
    world.vault.rotation_settings.set(settings, who="test")
    live = world.password(world.users[0])
    assert rotate(world).state is ResultState.DONE  # what is not known yet stops nobody

    [second] = serve(world, lambda engine: engine.rotate([user], who="test"))
    assert (second.state, second.code) == (ResultState.REFUSED, "same_account")
    assert "both configurations are one AWS account" in second.reason
    assert rotate(world).code == "same_account"
    assert live != world.password(world.users[0])
    assert world.knows_the_live_one() == {world.logins[0]: True}


@pytest.mark.parametrize("required", [True, False])
def test_whether_the_user_must_change_it_at_the_next_sign_in_stays_as_it_is(
    world: IamWorld, required: bool
) -> None:
    iam = client(world.aws, "iam")
    iam.update_login_profile(UserName=world.logins[0], PasswordResetRequired=required)
    assert ResultState.DONE is rotate(world).state
    profile = iam.get_login_profile(UserName=world.logins[0])["LoginProfile"]
    assert required == profile["PasswordResetRequired"]


def test_a_flag_that_changes_meanwhile_is_reported(world: IamWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    apply = IamPasswordTarget.apply

    async def meddled(*args: object) -> None:
        await apply(*args)  # type: ignore[arg-type]
        client(world.aws, "iam").update_login_profile(UserName=world.logins[0], PasswordResetRequired=True)

    monkeypatch.setattr(IamPasswordTarget, "apply", meddled)
    result = rotate(world)
    assert (ResultState.DONE, "flags_differ") == (result.state, result.code)
    assert "password reset required was false, is true." in result.reason


def test_a_user_without_console_access_is_refused_and_is_not_given_any(world: IamWorld) -> None:
    with_login_of(world, new_user(world.aws))
    result = rotate(world)
    assert (ResultState.REFUSED, False, "no_login_profile") == (result.state, result.changed, result.code)
    expected = (
        f"Nothing was changed. {world.logins[0]} has no console password. "
        "An administrator must enable console access in IAM first."
    )
    assert expected == result.reason
    assert [] == world.statuses(CHANGE)
    assert [] == world.statuses("CreateLoginProfile")
    assert Severity.STOPS is said(check(world))["no_login_profile"]


def test_a_user_that_does_not_exist_is_refused(world: IamWorld) -> None:
    with_login_of(world, unique("nobody"))
    result = rotate(world)
    assert (ResultState.REFUSED, False, "NoSuchEntity") == (result.state, result.changed, result.code)
    assert f"AWS refused to look up the user {world.logins[0]}" in result.reason
    assert "Nothing was changed: " not in result.reason


def test_the_accounts_own_policy_is_read_and_obeyed(world: IamWorld) -> None:
    client(world.aws, "iam").update_account_password_policy(
        MinimumPasswordLength=30,
        RequireUppercaseCharacters=True,
        RequireLowercaseCharacters=True,
        RequireNumbers=True,
        RequireSymbols=True,
    )
    settings = world.vault.rotation_settings.get(world.users[0])
    assert settings is not None
    lax = Complexity(length=20, upper=1, lower=1, digits=1, symbols=0)
    world.vault.rotation_settings.set(replace(settings, complexity=lax), who="test")
    assert ResultState.DONE is rotate(world).state
    password = world.password(world.users[0])
    assert 30 == len(password)
    assert set(password) & set("!@#$%^&*()_+-=[]{}|'")
    assert [200] == world.statuses(CHANGE)


def test_where_there_is_no_policy_iams_default_holds(world: IamWorld) -> None:
    [plan] = serve(world, lambda engine: engine.plan(world.users))
    assert "8 to 128 characters" == plan.accepts
    assert ResultState.DONE is rotate(world).state


def test_where_the_policy_may_not_be_read_a_password_is_made_all_the_same(
    make: Callable[..., IamWorld], local_aws: LocalAws
) -> None:
    rights = allow("iam:GetUser", "iam:GetLoginProfile", "iam:UpdateLoginProfile")
    key = new_key(local_aws, new_user(local_aws, policy=rights))
    world = make(access_key_id=key.access_key_id, secret_access_key=key.secret_access_key)
    assert ResultState.DONE is rotate(world).state


def test_a_policy_refusal_proves_that_nothing_was_changed(world: IamWorld) -> None:
    old = world.password(world.users[0])
    refuse = Fault(
        kind=FaultKind.REFUSE, action=CHANGE, code="PasswordPolicyViolation", user_name=world.logins[0]
    )
    world.aws.control.add_faults(refuse)
    result = rotate(world)
    assert (ResultState.REFUSED, False, "PasswordPolicyViolation") == (
        result.state,
        result.changed,
        result.code,
    )
    expected = (
        "Nothing was changed; the old password still works. AWS refused to change the console password of "
        f"{world.logins[0]}: The local AWS was told to refuse this call."
    )
    assert expected == result.reason
    assert old == world.password(world.users[0])
    assert {world.logins[0]: True} == world.knows_the_live_one()
    [attempt] = world.vault.journal.attempts(world.users[0])
    assert State.REFUSED is attempt.state


def test_a_throttled_change_is_sent_again_and_happens_once(world: IamWorld) -> None:
    throttle = Fault(kind=FaultKind.THROTTLE, action=CHANGE, user_name=world.logins[0], times=2)
    world.aws.control.add_faults(throttle)
    assert ResultState.DONE is rotate(world).state
    assert [400, 400, 200] == world.statuses(CHANGE)
    assert {world.logins[0]: True} == world.knows_the_live_one()


def test_a_change_that_is_throttled_for_long_changed_nothing(
    world: IamWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pamdesk.aws.calls.PATIENCE_SECONDS", 0.6)
    throttle = Fault(kind=FaultKind.THROTTLE, action=CHANGE, user_name=world.logins[0], times=99)
    world.aws.control.add_faults(throttle)
    result = rotate(world)
    assert (False, "Throttling") == (result.changed, result.code)
    assert "AWS asks for fewer calls" in result.reason
    assert {world.logins[0]: True} == world.knows_the_live_one()


def test_a_user_with_a_path_in_its_arn_is_found(world: IamWorld) -> None:
    login = unique("deep")
    iam = client(world.aws, "iam")
    iam.create_user(UserName=login, Path="/division/team/")
    iam.create_login_profile(UserName=login, Password=OLD)
    world.users.clear()
    world.logins.clear()
    world.add(login, OLD)
    arn = world.vault.records.get(world.users[0]).text("distinguished_name")
    assert "/team/" in arn
    assert ResultState.DONE is rotate(world).state
    assert {login: True} == world.knows_the_live_one()


def test_an_arn_that_names_the_user_elsewhere_is_refused(world: IamWorld) -> None:
    arn = f"arn:aws:iam::{world.aws.account_id}:user/elsewhere/{world.logins[0]}"
    with_login_of(world, world.logins[0], distinguished_name=arn)
    result = rotate(world)
    assert (ResultState.REFUSED, "wrong_user") == (result.state, result.code)
    assert [] == world.statuses(CHANGE)


def test_an_arn_of_another_account_than_the_sign_in_is_refused(make: Callable[..., IamWorld]) -> None:
    world = make(account_id="")
    with_login_of(
        world, world.logins[0], distinguished_name=f"arn:aws:iam::999999999999:user/{world.logins[0]}"
    )
    result = rotate(world)
    expected = f"Nothing was changed. {world.logins[0]} lives in AWS account 999999999999, but the sign-in is to 123456789012."
    assert (ResultState.REFUSED, "wrong_account", expected) == (result.state, result.code, result.reason)
    assert [] == world.statuses(CHANGE)


def test_a_configuration_of_another_account_than_the_sign_in_is_refused(
    make: Callable[..., IamWorld],
) -> None:
    world = make(users=0, account_id="999999999999")
    with_login_of(world, new_user(world.aws, password=OLD))
    result = rotate(world)
    assert (ResultState.REFUSED, "account_mismatch") == (result.state, result.code)
    assert 1 == result.reason.count("Nothing was changed")
    assert [] == world.statuses(CHANGE)


def test_a_sign_in_without_the_permission_changes_nothing_and_check_says_so(
    make: Callable[..., IamWorld], local_aws: LocalAws
) -> None:
    rights = allow("iam:Get*", "iam:SimulatePrincipalPolicy")
    key = new_key(local_aws, new_user(local_aws, policy=rights))
    world = make(access_key_id=key.access_key_id, secret_access_key=key.secret_access_key)
    assert Severity.STOPS is said(check(world))["not_permitted"]
    result = rotate(world)
    assert (ResultState.REFUSED, False, "AccessDenied") == (result.state, result.changed, result.code)
    assert [403] == world.statuses(CHANGE)


def test_a_sign_in_that_may_not_ask_for_its_permissions_gets_a_notice(
    make: Callable[..., IamWorld], local_aws: LocalAws
) -> None:
    rights = allow("iam:GetUser", "iam:GetLoginProfile", "iam:UpdateLoginProfile")
    key = new_key(local_aws, new_user(local_aws, policy=rights))
    world = make(access_key_id=key.access_key_id, secret_access_key=key.secret_access_key)
    report = check(world)
    assert Severity.NOTICE is said(report)["permission_unread"]
    assert report.ready


def test_check_finds_everything_in_order(world: IamWorld) -> None:
    report = check(world)
    expected = {
        "linked": Severity.PASSED,
        "identity": Severity.PASSED,
        "clock": Severity.PASSED,
        "exists": Severity.PASSED,
        "login_profile": Severity.PASSED,
        "permitted": Severity.PASSED,
        "confirmed_only": Severity.NOTICE,
        "rules": Severity.PASSED,
    }
    assert expected == said(report)
    assert report.ready
    assert [] == world.statuses(CHANGE)


def test_a_preview_names_the_one_call_and_changes_nothing(world: IamWorld) -> None:
    [plan] = serve(world, lambda engine: engine.plan(world.users))
    assert ("never", "iam_password") == (plan.state, plan.target)
    expected = (
        f"iam:UpdateLoginProfile UserName={world.logins[0]} Password=•••••••• "
        "PasswordResetRequired=false (as it is)"
    )
    assert expected == plan.steps[1]
    assert [] == world.statuses(CHANGE)
    assert {world.logins[0]: True} == world.knows_the_live_one()


def test_a_preview_of_a_user_without_console_access_says_so(world: IamWorld) -> None:
    with_login_of(world, new_user(world.aws))
    [plan] = serve(world, lambda engine: engine.plan(world.users))
    assert ("failed", "no_login_profile") == (plan.state, plan.code)


def test_the_machines_role_signs_in_first_and_is_stored(
    world: IamWorld, instance_metadata: InstanceMetadataAddresses
) -> None:
    assert ResultState.DONE is rotate(world, metadata_endpoint=instance_metadata.alive).state
    [attempt] = world.vault.journal.attempts(world.users[0])
    assert "instance_role" == attempt.aws_source
    assert {world.logins[0]: True} == world.knows_the_live_one()


def test_where_the_machine_has_no_role_the_key_signs_in_and_is_stored(world: IamWorld) -> None:
    world.aws.control.set_metadata_mode(MetadataMode.NO_ROLE)
    assert ResultState.DONE is rotate(world, metadata_endpoint=world.aws.metadata_url).state
    [attempt] = world.vault.journal.attempts(world.users[0])
    assert "access_key" == attempt.aws_source


def test_where_the_role_may_not_change_passwords_the_key_does_and_is_the_one_stored(world: IamWorld) -> None:
    world.aws.control.set_role_policy(allow("iam:Get*", "iam:SimulatePrincipalPolicy"))
    report = check(world, metadata_endpoint=world.aws.metadata_url)
    assert Severity.NOTICE is said(report)["role_not_permitted"]
    assert ResultState.DONE is rotate(world, metadata_endpoint=world.aws.metadata_url).state
    [attempt] = world.vault.journal.attempts(world.users[0])
    assert "access_key" == attempt.aws_source
    assert [403, 200] == world.statuses(CHANGE)


def test_many_users_share_one_sign_in_and_one_reading_of_the_policy(make: Callable[..., IamWorld]) -> None:
    world = make(users=4)
    world.aws.control.forget_calls()
    serve(world, lambda engine: engine.rotate(world.users, who="test"))
    assert dict.fromkeys(world.logins, True) == world.knows_the_live_one()
    seen = [call.action for call in world.aws.control.calls()]
    assert (1, 1, 4) == tuple(
        seen.count(action) for action in ("GetCallerIdentity", "GetAccountPasswordPolicy", CHANGE)
    )


def test_no_log_and_no_result_holds_a_password(
    world: IamWorld, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    canary = "Canary-4f1d9a7e-Xy9"
    monkeypatch.setattr("pamdesk.rotation.attempt.generate", lambda *_, **__: Secret(canary))
    spoken = ""
    for kind in (FaultKind.REFUSE, FaultKind.DROP_ANSWER, FaultKind.FAIL):
        world.aws.control.clear_faults()
        fault = Fault(kind=kind, action=CHANGE, code="ValidationError", user_name=world.logins[0], times=9)
        world.aws.control.add_faults(fault)
        spoken += repr(rotate(world))
        for attempt in world.vault.journal.attempts(world.users[0]):
            spoken += repr(attempt) + repr(world.vault.journal.events(attempt.id))
    assert canary not in caplog.text + spoken
    assert world.aws.control.check_console_password(world.logins[0], canary)
