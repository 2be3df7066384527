"""Vaults for the access keys of a local AWS: keys that a person entered, and keys that a rotation has made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from pamdesk.records.record import FieldValue
from pamdesk.records.rotation_settings import Method
from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_process import LocalAwsProcess
from pamdesk.sandbox.local_aws_world import AccessKey
from pamdesk.vault.journal import Attempt
from tests.servers.aws import client, new_key, new_user
from tests.worlds import World


@dataclass
class AccessKeyWorld(World):
    """A world with one local AWS account and some of its IAM users, each with one access key that a person made."""

    aws: LocalAws | LocalAwsProcess
    users: list[str]
    logins: list[str]

    @property
    def iam(self) -> Any:
        """IAM as the administrator, by a client that is not ours."""
        return client(self.aws, "iam")

    def add(self, login: str, key: AccessKey | None) -> str:
        """Take up an IAM user that exists, with this key or none, under its ARN."""
        fields: dict[str, FieldValue] = {
            "distinguished_name": self.iam.get_user(UserName=login)["User"]["Arn"],
        }
        if key is not None:
            fields |= {"access_key_id": key.access_key_id, "secret_access_key": key.secret_access_key}
        user = self.user(login, None, method=Method.IAM_ACCESS_KEY)
        self.vault.records.update(self.vault.records.get(user).with_fields(fields), who="test")
        self.users.append(user)
        self.logins.append(login)
        return user

    def key(self, number: int = 0) -> AccessKey:
        """Return what the vault says the account's access key is."""
        record = self.vault.records.get(self.users[number])
        secret = record.secret("secret_access_key")
        assert secret is not None
        return AccessKey(record.text("access_key_id"), secret)

    def signs(self, key: AccessKey) -> bool:
        """Sign one call with a key, by a client that is not ours."""
        try:
            client(self.aws, "sts", key).get_caller_identity()
        except ClientError:
            return False
        return True

    def knows_the_live_one(self) -> dict[str, bool]:
        """Sign with what the vault says, for every user."""
        return {login: self.signs(self.key(number)) for number, login in enumerate(self.logins)}

    def listed(self, number: int = 0) -> dict[str, str]:
        """Return the user's keys and their states, as IAM lists them."""
        keys = self.iam.list_access_keys(UserName=self.logins[number])["AccessKeyMetadata"]
        return {key["AccessKeyId"]: key["Status"] for key in keys}

    def attempt(self, number: int = 0) -> Attempt:
        """Return the newest attempt of an account."""
        return self.vault.journal.attempts(self.users[number])[0]

    def statuses(self, action: str) -> list[int]:
        """The HTTP statuses of the calls of an action about the first user; 0 where the connection was cut."""
        calls = self.aws.control.calls()
        return [call.status for call in calls if (call.action, call.user_name) == (action, self.logins[0])]


def access_key_world(
    path: Path, aws: LocalAws | LocalAwsProcess, *, users: int = 1, **fields: FieldValue
) -> AccessKeyWorld:
    """Make a vault for a local AWS whose configuration holds the administrator's key, and users with one key each."""
    key = aws.administrator
    configuration: dict[str, FieldValue] = {
        "account_id": aws.account_id,
        "access_key_id": key.access_key_id,
        "secret_access_key": Secret(key.secret_access_key.reveal()),
        "endpoint_url": aws.endpoint_url,
        "region_names": (aws.region,),
        **fields,
    }
    made = World.create(path, environment="aws", **configuration)
    world = AccessKeyWorld(made.vault, made.folder, made.configuration, aws, [], [])
    for _ in range(users):
        login = new_user(aws, "app")
        world.add(login, new_key(aws, login))
    aws.control.forget_calls()
    return world
