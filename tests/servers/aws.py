"""A local AWS and an instance metadata service for tests: moto with its gaps closed, never a stub."""

from __future__ import annotations

import contextlib
import secrets
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from pamdesk.aws.settings import AwsSettings
from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_metadata import MetadataMode
from pamdesk.sandbox.local_aws_process import LocalAwsProcess
from pamdesk.sandbox.local_aws_world import ALLOW_ALL, AccessKey


@pytest.fixture(scope="session")
def local_aws_server() -> Iterator[LocalAws]:
    """One local AWS for the whole worker; ask for `local_aws`, which clears its faults after each test."""
    with LocalAws() as aws:
        yield aws


@pytest.fixture
def local_aws(local_aws_server: LocalAws) -> Iterator[LocalAws]:
    """The local AWS without faults, delays, limits of its role or a password policy; users get unique names."""
    local_aws_server.control.forget_calls()
    yield local_aws_server
    control = local_aws_server.control
    control.clear_faults()
    control.set_key_propagation(0)
    control.set_metadata_mode(MetadataMode.ROLE)
    control.set_role_policy(ALLOW_ALL)
    control.set_role_seconds(3600)
    iam = client(local_aws_server, "iam")
    with contextlib.suppress(iam.exceptions.NoSuchEntityException):
        iam.delete_account_password_policy()


def unique(name: str) -> str:
    """Return a name that no other test uses."""
    return f"{name}-{secrets.token_hex(4)}"


def client(
    aws: LocalAws | LocalAwsProcess, service: str, key: AccessKey | None = None, token: str | None = None
) -> Any:
    """A bare client of a service, as the administrator or with a key; the SDK's retries are off."""
    import botocore.session
    from botocore.config import Config

    key = key or aws.administrator
    return botocore.session.Session().create_client(
        service,
        region_name=aws.region,
        endpoint_url=aws.endpoint_url,
        aws_access_key_id=key.access_key_id,
        aws_secret_access_key=key.secret_access_key.reveal(),
        aws_session_token=token,
        config=Config(retries={"total_max_attempts": 1}, proxies={}),
    )


def new_user(
    aws: LocalAws | LocalAwsProcess, name: str = "user", *, password: str = "", policy: str = ""
) -> str:
    """Create an IAM user with a unique name, a console password and an inline policy where given."""
    user_name, iam = unique(name), client(aws, "iam")
    iam.create_user(UserName=user_name)
    if password:
        iam.create_login_profile(UserName=user_name, Password=password)
    if policy:
        iam.put_user_policy(UserName=user_name, PolicyName="test", PolicyDocument=policy)
    return user_name


def new_key(aws: LocalAws | LocalAwsProcess, user_name: str) -> AccessKey:
    """Create an access key of a user."""
    made = client(aws, "iam").create_access_key(UserName=user_name)["AccessKey"]
    return AccessKey(made["AccessKeyId"], Secret(made["SecretAccessKey"]))


def settings(aws: LocalAws, key: AccessKey | None = None, **changes: Any) -> AwsSettings:
    """The settings of a configuration that reaches this local AWS, with the administrator's key or another."""
    key = key or aws.administrator
    values: dict[str, Any] = {
        "title": "AWS production",
        "account_id": aws.account_id,
        "access_key_id": key.access_key_id,
        "secret_access_key": key.secret_access_key,
        "endpoint_url": aws.endpoint_url,
        "region_names": (aws.region,),
    }
    return AwsSettings(**(values | changes))


@dataclass(frozen=True)
class InstanceMetadataAddresses:
    """Addresses of a metadata service in each condition it can be in."""

    alive: str
    dead: str  # nothing listens: refused at once
    silent: str  # accepted, never answered
    black_hole: str  # packets vanish: not even accepted (Linux; elsewhere it may be refused)


@pytest.fixture
def instance_metadata(local_aws: LocalAws) -> Iterator[InstanceMetadataAddresses]:
    """A metadata service alive, dead, silent and in a black hole."""
    with contextlib.ExitStack() as stack:
        dead = _listener(0)
        dead_port = dead.getsockname()[1]
        dead.close()
        silent = stack.enter_context(_listener(16))
        # A listener whose queue is full: Linux then drops the SYN, as a network without a route drops it.
        hole = stack.enter_context(_listener(0))
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(hole.getsockname())
        yield InstanceMetadataAddresses(
            alive=local_aws.metadata_url,
            dead=f"http://127.0.0.1:{dead_port}",
            silent=f"http://127.0.0.1:{silent.getsockname()[1]}",
            black_hole=f"http://127.0.0.1:{hole.getsockname()[1]}",
        )


def _listener(backlog: int) -> socket.socket:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(backlog)
    return listener
