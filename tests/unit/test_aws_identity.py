"""Who PamDesk is at AWS: every rule against a real (local) AWS and a real metadata service."""

from __future__ import annotations

import json
import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from pamdesk.aws.identity import AwsSession, IdentityResolver
from pamdesk.aws.role import METADATA_ENDPOINT
from pamdesk.aws.settings import USE_INSTANCE_ROLE, AwsSettings
from pamdesk.records.errors import InvalidRecord, Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_metadata import MetadataMode
from pamdesk.sandbox.local_aws_world import INSTANCE_ROLE
from tests.servers.aws import InstanceMetadataAddresses, client, new_key, new_user, settings, unique

ROLE_ONLY: dict[str, Any] = {
    "access_key_id": USE_INSTANCE_ROLE,
    "secret_access_key": Secret(USE_INSTANCE_ROLE),
}


class Clock:
    """A monotonic clock that is moved by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def resolve(settings: AwsSettings, endpoint: str = "", **options) -> AwsSession:
    return IdentityResolver(metadata_endpoint=endpoint, **options).resolve(settings)


def test_the_role_of_the_instance_comes_before_the_access_key(local_aws: LocalAws):
    identity = resolve(settings(local_aws), local_aws.metadata_url).identity
    assert ("instance_role", local_aws.account_id, "aws") == (
        identity.source,
        identity.account_id,
        identity.partition,
    )
    assert f"assumed-role/{INSTANCE_ROLE}/" in identity.arn
    assert identity.expires_at is not None


@pytest.mark.parametrize("condition", ["dead", "silent", "black_hole"])
def test_without_an_answer_the_access_key_is_used_within_two_seconds(
    local_aws: LocalAws, instance_metadata: InstanceMetadataAddresses, condition: str
):
    started = time.monotonic()
    identity = resolve(settings(local_aws), getattr(instance_metadata, condition)).identity
    seconds = time.monotonic() - started
    assert ("access_key", None) == (identity.source, identity.expires_at)
    assert seconds < 6.0, f"{seconds:.2f} s: 2 s for the role, the rest to sign in with the key"


def test_a_metadata_service_that_sends_one_byte_now_and_then_is_given_up_after_two_seconds(
    local_aws: LocalAws,
):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        over = threading.Event()

        def drip() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not over.wait(0.3):
                    try:
                        connection.sendall(b"X: y\r\n")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        started = time.monotonic()
        identity = resolve(settings(local_aws), f"http://127.0.0.1:{listener.getsockname()[1]}").identity
        seconds = time.monotonic() - started
        over.set()
        thread.join()
    assert identity.source == "access_key"
    assert seconds < 6.0


@pytest.mark.parametrize("mode", [MetadataMode.NO_ROLE, MetadataMode.FORBIDDEN])
def test_an_instance_without_a_usable_role_falls_back_to_the_access_key(
    local_aws: LocalAws, mode: MetadataMode
):
    local_aws.control.set_metadata_mode(mode)
    assert resolve(settings(local_aws), local_aws.metadata_url).identity.source == "access_key"


def test_an_absent_role_is_remembered_for_five_minutes_and_then_asked_for_again(local_aws: LocalAws):
    clock = Clock()
    resolver = IdentityResolver(metadata_endpoint=local_aws.metadata_url, clock=clock)
    local_aws.control.set_metadata_mode(MetadataMode.NO_ROLE)
    resolver.resolve(settings(local_aws))
    local_aws.control.set_metadata_mode(MetadataMode.ROLE)
    clock.now += 299
    assert resolver.resolve(settings(local_aws)).identity.source == "access_key"
    clock.now += 2
    assert resolver.resolve(settings(local_aws)).identity.source == "instance_role"


def test_many_configurations_wait_once_for_an_absent_role(
    local_aws: LocalAws, instance_metadata: InstanceMetadataAddresses
):
    resolver = IdentityResolver(metadata_endpoint=instance_metadata.silent, role_seconds=3.0)
    started = time.monotonic()
    threads = [threading.Thread(target=resolver.resolve, args=(settings(local_aws),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - started < 9.0  # each for itself would be twelve


@pytest.mark.parametrize("half", ["access_key_id", "secret_access_key", "both"])
def test_the_literal_means_the_role_and_never_the_key(local_aws: LocalAws, half: str):
    chosen = ROLE_ONLY if half == "both" else {half: ROLE_ONLY[half]}
    role_only = settings(local_aws, **chosen)
    assert resolve(role_only, local_aws.metadata_url).identity.source == "instance_role"
    local_aws.control.set_metadata_mode(MetadataMode.NO_ROLE)
    with pytest.raises(Refused, match="only with the role of this machine") as refused:
        resolve(role_only, local_aws.metadata_url)
    assert refused.value.code == "no_role"


def test_the_literal_does_not_fall_back_to_a_profile_either(local_aws: LocalAws):
    with pytest.raises(Refused, match="only with the role of this machine"):
        resolve(settings(local_aws, **ROLE_ONLY, profile="default"))


def test_a_wrong_account_is_refused_and_both_numbers_are_named(local_aws: LocalAws):
    with pytest.raises(Refused, match=r"AWS production.*123456789012.*210987654321") as refused:
        resolve(settings(local_aws, account_id="210987654321"))
    assert refused.value.code == "account_mismatch"


def test_a_role_of_another_account_gives_way_to_the_key_of_the_right_one(local_aws: LocalAws):
    with LocalAws("210987654321") as other:
        identity = resolve(settings(other), local_aws.metadata_url).identity
        # Both accounts live in one moto, so that the foreign role can sign in there: its account is what is wrong.
        assert ("access_key", "210987654321") == (identity.source, identity.account_id)


def test_a_wrong_partition_is_refused(local_aws: LocalAws):
    with pytest.raises(Refused, match=r"partition aws, .* aws-cn") as refused:
        resolve(settings(local_aws, partition="aws-cn"))
    assert refused.value.code == "partition_mismatch"


def test_with_a_loopback_endpoint_the_real_role_is_never_asked_for(local_aws: LocalAws, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(
        "pamdesk.aws.identity.instance_credentials", lambda endpoint, _: asked.append(endpoint)
    )
    monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9/credentials")
    identity = resolve(settings(local_aws)).identity
    assert ("access_key", []) == (identity.source, asked)


def test_without_an_endpoint_the_real_metadata_address_is_asked(monkeypatch):
    asked: list[str] = []

    def answer(endpoint: str, _deadline: float) -> None:
        asked.append(endpoint)
        raise ValueError("seen")

    monkeypatch.setattr("pamdesk.aws.identity.instance_credentials", answer)
    monkeypatch.delenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", raising=False)
    monkeypatch.delenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", raising=False)
    with pytest.raises(ValueError, match="seen"):
        resolve(AwsSettings(title="AWS production"))
    assert asked == [METADATA_ENDPOINT]


def test_a_containers_credentials_come_before_the_instances(local_aws: LocalAws, tmp_path: Path):
    taken = client(local_aws, "iam")
    taken.create_role(RoleName=(name := unique("task")), AssumeRolePolicyDocument=TRUST_ACCOUNT)
    role = client(local_aws, "sts").assume_role(
        RoleArn=f"arn:aws:iam::{local_aws.account_id}:role/{name}", RoleSessionName="task"
    )["Credentials"]
    token = tmp_path / "token"
    token.write_text("let me in\n")
    document = {
        "AccessKeyId": role["AccessKeyId"],
        "SecretAccessKey": role["SecretAccessKey"],
        "Token": role["SessionToken"],
        "Expiration": role["Expiration"].isoformat(),
    }
    with container_endpoint(document) as (url, seen):
        environment = {
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": url + "/v4/credentials?x=1",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": str(token),
        }
        identity = resolve(
            settings(local_aws), local_aws.metadata_url, container_environment=environment
        ).identity
    assert ("container_role", f"arn:aws:sts::{local_aws.account_id}:assumed-role/{name}/task") == (
        identity.source,
        identity.arn,
    )
    assert seen == [("/v4/credentials?x=1", "let me in")]


def test_a_containers_token_is_not_sent_to_a_strange_address(local_aws: LocalAws):
    environment = {
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://192.0.2.1/credentials",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "secret",
    }
    started = time.monotonic()
    resolver = IdentityResolver(container_environment=environment, role_seconds=10.0)
    assert resolver.resolve(settings(local_aws)).identity.source == "access_key"
    assert time.monotonic() - started < 8.0  # an address that nobody answers at was not asked


def test_environment_and_shared_files_never_slip_in(local_aws: LocalAws, monkeypatch, tmp_path: Path):
    key = local_aws.administrator
    user = new_user(local_aws)
    users_key = new_key(local_aws, user)
    shared = tmp_path / "credentials"
    shared.write_text(
        f"[default]\naws_access_key_id={key.access_key_id}\n"
        f"aws_secret_access_key={key.secret_access_key.reveal()}\n"
    )
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key.access_key_id)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", key.secret_access_key.reveal())
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(shared))
    monkeypatch.setenv("AWS_PROFILE", "nowhere")
    with pytest.raises(Refused, match="holds no access key") as refused:
        resolve(settings(local_aws, access_key_id="", secret_access_key=Secret("")))
    assert refused.value.code == "no_identity"
    identity = resolve(settings(local_aws, users_key)).identity
    assert identity.arn.endswith(f":user/{user}")


def test_a_profile_is_used_where_the_configuration_names_one(
    local_aws: LocalAws, monkeypatch, tmp_path: Path
):
    user = new_user(local_aws)
    key = new_key(local_aws, user)
    shared = tmp_path / "credentials"
    shared.write_text(
        f"[billing]\naws_access_key_id={key.access_key_id}\n"
        f"aws_secret_access_key={key.secret_access_key.reveal()}\n[empty]\n"
    )
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(shared))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", local_aws.administrator.access_key_id)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", local_aws.administrator.secret_access_key.reveal())
    identity = resolve(settings(local_aws, profile="billing")).identity
    assert ("profile", True) == (identity.source, identity.arn.endswith(f":user/{user}"))
    for missing in ("empty", "strange"):
        with pytest.raises(Refused, match=f"the profile {missing}") as refused:
            resolve(settings(local_aws, profile=missing))
        assert refused.value.code == "bad_profile"


def test_a_role_of_the_configuration_is_taken_on_with_its_external_id(local_aws: LocalAws):
    name = unique("rotator")
    client(local_aws, "iam").create_role(RoleName=name, AssumeRolePolicyDocument=TRUST_WITH_ID)
    arn = f"arn:aws:iam::{local_aws.account_id}:role/{name}"
    identity = resolve(settings(local_aws, role_arn=arn, external_id="42")).identity
    assert ("access_key", f"arn:aws:sts::{local_aws.account_id}:assumed-role/{name}/pamdesk") == (
        identity.source,
        identity.arn,
    )
    with pytest.raises(Refused, match="to become") as refused:
        resolve(settings(local_aws, role_arn=arn, external_id="43"))
    assert refused.value.code == "AccessDenied"


def test_an_instance_role_that_may_not_take_on_the_role_gives_way_to_the_key(local_aws: LocalAws):
    name = unique("rotator")
    client(local_aws, "iam").create_role(RoleName=name, AssumeRolePolicyDocument=TRUST_ACCOUNT)
    local_aws.control.set_role_policy(
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}]}'
    )
    arn = f"arn:aws:iam::{local_aws.account_id}:role/{name}"
    assert resolve(settings(local_aws, role_arn=arn), local_aws.metadata_url).identity.source == "access_key"


def test_an_inactive_or_wrong_key_is_refused_in_words_without_the_secret(local_aws: LocalAws):
    user = new_user(local_aws)
    key = new_key(local_aws, user)
    client(local_aws, "iam").update_access_key(
        UserName=user, AccessKeyId=key.access_key_id, Status="Inactive"
    )
    with pytest.raises(Refused, match="AWS refused the access key") as refused:
        resolve(settings(local_aws, key))
    assert refused.value.code == "InvalidClientTokenId"
    wrong = Secret("wrong-canary-secret")
    with pytest.raises(Refused, match="AWS refused the access key") as refused:
        resolve(settings(local_aws, secret_access_key=wrong))
    assert refused.value.code == "SignatureDoesNotMatch"
    assert (
        "wrong-canary-secret" not in f"{refused.value!r} {refused.value.__cause__!r} {settings(local_aws)!r}"
    )


def test_an_aws_that_is_not_there_is_unreachable_and_not_a_refused_key(
    local_aws: LocalAws, instance_metadata: InstanceMetadataAddresses
):
    with pytest.raises(
        Refused, match="AWS did not say who the access key of the configuration is"
    ) as refused:
        resolve(settings(local_aws, endpoint_url=instance_metadata.dead))
    assert refused.value.kind is TargetErrorKind.UNREACHABLE


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"endpoint_url": "http://192.0.2.1"}, "endpoint_not_https"),
        ({"access_key_id": ""}, "access_key_incomplete"),
        ({"secret_access_key": Secret("")}, "access_key_incomplete"),
        ({"external_id": "42"}, "external_id_alone"),
    ],
)
def test_contradictory_settings_are_refused_before_anything_is_sent(
    local_aws: LocalAws, changes: dict[str, Any], code: str
):
    with pytest.raises(InvalidRecord, match="AWS production") as refused:
        resolve(settings(local_aws, **changes))
    assert refused.value.code == code
    assert local_aws.control.calls() == ()


def test_temporary_credentials_renew_themselves(local_aws: LocalAws):
    local_aws.control.set_role_seconds(1)
    session = resolve(settings(local_aws), local_aws.metadata_url)
    credentials = session.sdk.get_credentials()
    assert credentials is not None
    first = credentials.get_frozen_credentials().access_key
    local_aws.control.set_role_seconds(3600)
    time.sleep(1.1)
    second = credentials.get_frozen_credentials().access_key
    assert first != second


class container_endpoint:
    """An ECS-like credential endpoint; notes path and authorization of every request."""

    def __init__(self, document: dict[str, str]) -> None:
        from http.server import BaseHTTPRequestHandler, HTTPServer

        seen: list[tuple[str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                seen.append((self.path, self.headers.get("Authorization", "")))
                body = json.dumps(document).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        self.seen = seen
        self.server = HTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self) -> tuple[str, list[tuple[str, str]]]:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}", self.seen

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def _trust(condition: str) -> str:
    return (
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},'
        f'"Action":"sts:AssumeRole"{condition}}}]}}'
    )


TRUST_ACCOUNT = _trust("")
TRUST_WITH_ID = _trust(',"Condition":{"StringEquals":{"sts:ExternalId":"42"}}')
