"""The calls that targets are given, against the local AWS: rate limited, sent once, and told apart when they fail."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ParamValidationError

from pamdesk.aws.calls import AwsCalls, AwsConnections
from pamdesk.aws.clients import build_client, new_session
from pamdesk.aws.errors import read_fault, target_error
from pamdesk.aws.identity import IdentityResolver
from pamdesk.aws.rate_limits import RateLimits
from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.targets import contract
from tests.servers.aws import client, new_key, new_user, settings

T = TypeVar("T")
OLD, NEW = "Old-Passw0rd-12345", "New-Passw0rd-12345"


async def run(work: Callable[[], T]) -> T:
    return await asyncio.to_thread(work)


@asynccontextmanager
async def calls(aws: LocalAws, key=None, *, role: bool = False, **changes) -> AsyncIterator[AwsCalls]:
    resolver = IdentityResolver(metadata_endpoint=aws.metadata_url if role else "")
    yield await AwsConnections(run, resolver=resolver).open(settings(aws, key, **changes))


def as_targets_see_them(made: AwsCalls) -> contract.AwsCalls:
    """Nothing to run: the type checker proves that targets get what their contract promises."""
    return made


def statuses(aws: LocalAws, action: str, user: str) -> list[int]:
    return [call.status for call in aws.control.calls_of(action, user)]


async def _change(aws: LocalAws, user: str, *faults: Fault, **options) -> BaseException | None:
    aws.control.add_faults(*faults)
    async with calls(aws, **options) as made:
        try:
            await made.change("iam", "update_login_profile", UserName=user, Password=NEW)
        except (ClientError, ConnectionClosedError, Refused) as error:
            return error
    return None


def test_a_change_really_happens_and_the_account_is_known(local_aws: LocalAws):
    user = new_user(local_aws, password=OLD)

    async def work() -> tuple[str, str]:
        async with calls(local_aws) as made:
            await made.change("iam", "update_login_profile", UserName=user, Password=NEW)
            answer = await made.read("iam", "get_login_profile", UserName=user)
            return made.account_id, answer["LoginProfile"]["UserName"]  # type: ignore[index]

    assert asyncio.run(work()) == (local_aws.account_id, user)
    assert local_aws.control.check_console_password(user, NEW)


def test_a_change_whose_answer_is_lost_has_happened_is_sent_once_and_is_ambiguous(local_aws: LocalAws):
    user = new_user(local_aws, password=OLD)
    fault = Fault(kind=FaultKind.DROP_ANSWER, action="UpdateLoginProfile", user_name=user)
    error = asyncio.run(_change(local_aws, user, fault))
    assert isinstance(error, ConnectionClosedError)
    assert local_aws.control.check_console_password(user, NEW)
    assert statuses(local_aws, "UpdateLoginProfile", user) == [0]
    sentence = target_error(error, "change the console password of alice")
    assert (type(sentence).__name__, sentence.kind) == ("TargetError", TargetErrorKind.UNKNOWN)


def test_a_failure_of_aws_itself_is_ambiguous_and_not_sent_again(local_aws: LocalAws):
    user = new_user(local_aws, password=OLD)
    error = asyncio.run(_change(local_aws, user, Fault(kind=FaultKind.FAIL, user_name=user)))
    assert isinstance(error, ClientError)
    assert statuses(local_aws, "UpdateLoginProfile", user) == [500]
    assert not isinstance(target_error(error, "change it"), Refused)


def test_a_throttled_change_is_sent_again_and_happens_once(local_aws: LocalAws):
    user = new_user(local_aws, password=OLD)
    throttle = Fault(kind=FaultKind.THROTTLE, action="UpdateLoginProfile", user_name=user, times=2)
    assert asyncio.run(_change(local_aws, user, throttle)) is None
    assert statuses(local_aws, "UpdateLoginProfile", user) == [400, 400, 200]


def test_a_change_is_never_sent_after_its_patience_is_over(local_aws: LocalAws, monkeypatch):
    user = new_user(local_aws, password=OLD)
    throttle = Fault(kind=FaultKind.THROTTLE, action="UpdateLoginProfile", user_name=user, times=99)
    monkeypatch.setattr("pamdesk.aws.calls.PATIENCE_SECONDS", 0.6)
    error = asyncio.run(_change(local_aws, user, throttle))
    assert isinstance(error, ClientError)
    assert isinstance(target_error(error, "change it"), Refused)
    assert set(statuses(local_aws, "UpdateLoginProfile", user)) == {400}


def test_a_change_that_waits_too_long_for_its_turn_is_never_sent(local_aws: LocalAws, monkeypatch):
    user = new_user(local_aws, password=OLD)
    monkeypatch.setattr("pamdesk.aws.calls.PATIENCE_SECONDS", 0.2)

    async def work() -> None:
        shared = AwsConnections(run, resolver=IdentityResolver(), limits=RateLimits(writes_per_second=1.0))
        made = await shared.open(settings(local_aws))
        await shared.limits.pace(made.account_id, "iam").writes.take()
        await made.change("iam", "update_login_profile", UserName=user, Password=NEW)

    with pytest.raises(Refused, match="too many calls") as refused:
        asyncio.run(work())
    assert refused.value.kind is TargetErrorKind.UNREACHABLE
    assert statuses(local_aws, "UpdateLoginProfile", user) == []


def test_a_read_survives_a_throttle_a_cut_and_a_failure(local_aws: LocalAws):
    user = new_user(local_aws, password=OLD)
    local_aws.control.add_faults(
        Fault(kind=FaultKind.THROTTLE, action="GetLoginProfile", user_name=user, nth=1),
        Fault(kind=FaultKind.DROP_ANSWER, action="GetLoginProfile", user_name=user, nth=2),
        Fault(kind=FaultKind.FAIL, action="GetLoginProfile", user_name=user, nth=3),
    )

    async def work() -> None:
        async with calls(local_aws) as made:
            await made.read("iam", "get_login_profile", UserName=user)

    asyncio.run(work())
    assert statuses(local_aws, "GetLoginProfile", user) == [400, 0, 500, 200]


def test_where_the_role_is_not_allowed_the_key_takes_over_and_is_shown(local_aws: LocalAws):
    user = new_user(local_aws, password=OLD)
    local_aws.control.set_role_policy(READ_ONLY)

    async def work() -> tuple[str, str, str]:
        async with calls(local_aws, role=True) as made:
            before = made.identity.source
            await made.read("iam", "get_login_profile", UserName=user)
            between = made.identity.source
            await made.change("iam", "update_login_profile", UserName=user, Password=NEW)
            return before, between, made.identity.source

    assert asyncio.run(work()) == ("instance_role", "instance_role", "access_key")
    assert statuses(local_aws, "UpdateLoginProfile", user) == [403, 200]
    assert local_aws.control.check_console_password(user, NEW)


def test_where_only_the_role_may_be_used_its_refusal_stands(local_aws: LocalAws):
    user = new_user(local_aws, password=OLD)
    local_aws.control.set_role_policy(READ_ONLY)
    error = asyncio.run(_change(local_aws, user, role=True, access_key_id="USE_INSTANCE_ROLE"))
    assert isinstance(error, ClientError)
    assert target_error(error, "change it").code == "AccessDenied"
    assert local_aws.control.check_console_password(user, OLD)


def test_a_key_without_the_permission_is_refused_and_sent_once(local_aws: LocalAws):
    user, weak = new_user(local_aws, password=OLD), new_user(local_aws)
    error = asyncio.run(_change(local_aws, user, key=new_key(local_aws, weak)))
    assert isinstance(error, ClientError)
    refused = target_error(error, "change the console password of alice")
    assert isinstance(refused, Refused)
    assert statuses(local_aws, "UpdateLoginProfile", user) == [403]


def test_a_policy_violation_is_a_refusal_that_a_new_candidate_may_mend(local_aws: LocalAws):
    user = new_user(local_aws, password=OLD)
    client(local_aws, "iam").update_account_password_policy(MinimumPasswordLength=40)
    error = asyncio.run(_change(local_aws, user))
    refused = target_error(error, "change it")  # type: ignore[arg-type]
    assert (type(refused), refused.kind) == (Refused, TargetErrorKind.POLICY)
    assert "40" in refused.message


def test_a_value_that_does_not_fit_shows_in_no_sentence(local_aws: LocalAws):
    async def work() -> None:
        async with calls(local_aws) as made:
            await made.change("iam", "update_login_profile", UserName="u", Password=["canary-secret"])

    with pytest.raises(ParamValidationError) as caught:
        asyncio.run(work())
    refused = target_error(caught.value, "change it")
    assert isinstance(refused, Refused)
    assert "canary-secret" not in str(refused)


def test_what_is_not_botocores_is_raised_unchanged():
    with pytest.raises(ZeroDivisionError):
        target_error(ZeroDivisionError(), "change it")


@pytest.mark.parametrize(
    ("code", "status", "nothing_changed"),
    [
        ("AccessDenied", 403, True),
        ("EntityTemporarilyUnmodifiable", 409, True),
        ("LimitExceeded", 409, True),
        ("RequestTimeout", 408, False),
        ("ServiceFailure", 500, False),
        ("503", 503, False),
        ("", 0, False),
        ("Odd", 302, False),
    ],
)
def test_only_a_4xx_answer_proves_that_nothing_was_changed(code: str, status: int, nothing_changed: bool):
    response = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    fault = read_fault(ClientError(response, "UpdateLoginProfile"))  # type: ignore[arg-type]
    assert fault is not None
    assert fault.nothing_changed is nothing_changed


def test_a_validation_error_does_not_repeat_the_value_it_complains_of():
    message = "1 validation error detected: Value 'canary-secret' at 'password' failed"
    response = {
        "Error": {"Code": "ValidationError", "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": 400},
    }
    error = ClientError(response, "UpdateLoginProfile")  # type: ignore[arg-type]
    assert "canary-secret" not in str(target_error(error, "change it"))


def test_debug_logging_of_everything_shows_no_password_and_no_new_key(local_aws: LocalAws, caplog):
    user = new_user(local_aws, password=OLD)
    caplog.set_level(logging.DEBUG)

    async def work() -> str:
        async with calls(local_aws) as made:
            await made.change("iam", "update_login_profile", UserName=user, Password=NEW)
            made_key = await made.change("iam", "create_access_key", UserName=user)
            return str(made_key["AccessKey"]["SecretAccessKey"])  # type: ignore[index]

    secret = asyncio.run(work())
    assert [] == [text for text in (NEW, secret) if text in caplog.text]


def test_a_client_is_built_once_for_an_identity_a_service_and_a_region(local_aws: LocalAws, monkeypatch):
    built: list[str] = []
    original = build_client

    def build(session, service, **options):
        built.append(service)
        return original(session, service, **options)

    monkeypatch.setattr("pamdesk.aws.calls.build_client", build)

    async def work() -> None:
        shared = AwsConnections(run, resolver=IdentityResolver())
        for made in [await shared.open(settings(local_aws)) for _ in range(2)]:
            await asyncio.gather(*(made.read("iam", "list_users") for _ in range(4)))

    asyncio.run(work())
    assert built == ["iam"]


def test_proxies_and_endpoints_of_the_environment_are_not_used_for_loopback(local_aws: LocalAws, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "AWS_ENDPOINT_URL"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    async def work() -> None:
        async with calls(local_aws) as made:
            await made.read("iam", "list_users")

    asyncio.run(work())


def test_a_client_without_an_endpoint_takes_none_from_the_environment(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "7")
    built = build_client(new_session(), "iam", region="us-east-1")
    assert built.meta.endpoint_url == "https://iam.amazonaws.com"
    assert built.meta.config.retries == {"total_max_attempts": 1, "mode": "standard"}


READ_ONLY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:Get*","iam:List*"],"Resource":"*"}]}'
