"""The least-privilege policy of a configuration: enough for all of its accounts, and without any statement not enough."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from pamdesk.records.rotation_settings import Method
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.services.policies import Holder, LeastPrivilege, PolicyDocument, least_privilege
from pamdesk.services.policy_documents import Statement, as_text
from pamdesk.targets.iam import access_key_target as iam_access_key_target
from tests.contract.test_iam_access_key import QuickClock
from tests.servers.aws import new_key, new_user, unique
from tests.servers.postgresql import PostgresServer
from tests.worlds_iam_keys import AccessKeyWorld, access_key_world
from tests.worlds_rds import add_database

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

T = TypeVar("T")
# What Check says where a call was not allowed, or nobody could tell whether it is.
_NOT_ALLOWED = {
    "not_permitted",
    "optional_not_permitted",
    "permission_unread",
    "secret_rotation_unknown",
    "AccessDenied",
    "database_unread",
}


@dataclass
class PolicyWorld:
    """Accounts of every kind that AWS changes, in one configuration whose own identity may do nothing yet."""

    world: AccessKeyWorld
    caller: str
    key_id: str

    @property
    def users(self) -> list[str]:
        return self.world.users

    @property
    def policy(self) -> LeastPrivilege:
        return least_privilege(self.world.vault, self.world.configuration)

    def allow(self, statements: Sequence[Statement]) -> None:
        """Give the caller a policy of these statements and no other; IAM checks its grammar."""
        iam, name = self.world.iam, self.caller
        for attached in iam.list_attached_user_policies(UserName=name)["AttachedPolicies"]:
            iam.detach_user_policy(UserName=name, PolicyArn=attached["PolicyArn"])
        if statements:
            made = iam.create_policy(PolicyName=unique("least"), PolicyDocument=as_text(statements))
            iam.attach_user_policy(UserName=name, PolicyArn=made["Policy"]["Arn"])

    def rotate(self, users: Sequence[str] = (), hours: float = 0.0) -> list[AccountResult]:
        return list(self.serve(lambda engine: engine.rotate(users or self.users, who="test"), hours))

    def not_allowed(self, users: Sequence[str]) -> set[str]:
        """The codes of Check that tell of something that was not allowed."""

        async def look(engine: Engine) -> set[str]:
            return {f.code for user in users for f in (await engine.check(user)).findings} & _NOT_ALLOWED

        return self.serve(look)

    def serve(self, work: Callable[[Engine], Awaitable[T]], hours: float = 0.0) -> T:
        async def whole() -> T:
            engine = Engine(self.world.vault, limits=Limits(inline_patience=5.0), clock=QuickClock(hours))
            try:
                return await work(engine)
            finally:
                await engine.close()

        return asyncio.run(whole())

    def called(self) -> set[str]:
        """What the caller itself has called."""
        assert isinstance(self.world.aws, LocalAws)
        return {call.action for call in self.world.aws.control.calls() if call.access_key_id == self.key_id}


@pytest.fixture
def made(
    tmp_path: Path, local_aws: LocalAws, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PolicyWorld]:
    """A console user under a path, an access key, the master of an RDS instance and that of a cluster."""
    monkeypatch.setattr(iam_access_key_target, "QUIET", timedelta(0))
    caller = new_user(local_aws, "pamdesk")
    key = new_key(local_aws, caller)
    world = access_key_world(
        tmp_path / "v.pamdesk",
        local_aws,
        access_key_id=key.access_key_id,
        secret_access_key=key.secret_access_key,
    )
    login = unique("console")
    arn = world.iam.create_user(UserName=login, Path="/staff/")["User"]["Arn"]
    world.iam.create_login_profile(UserName=login, Password="Old-Password-1234")
    fields = {"distinguished_name": arn}
    world.users.append(world.user(login, None, method=Method.IAM_PASSWORD, **fields))
    for cluster in (False, True):
        _, _, user, _ = add_database(
            world, local_aws, postgres_server, cluster=cluster, by_member=False, through_aws=True
        )
        world.users.append(user)
    yield PolicyWorld(world, caller, key.access_key_id)
    world.vault.close()


def test_without_a_policy_nothing_is_rotated(made: PolicyWorld) -> None:
    assert {ResultState.REFUSED} == {each.state for each in made.rotate()}


def test_exactly_this_policy_is_enough_to_rotate_and_check_every_account_and_every_action_of_it_is_called(
    made: PolicyWorld,
) -> None:
    [document] = made.policy.documents
    assert (Holder.SIGN_IN, ()) == (document.holder, made.policy.left_out)
    made.allow(document.statements)
    assert made.not_allowed(made.users) == set()
    entered = made.world.key()
    assert {"ok"} == {each.code for each in made.rotate()}
    made.world.iam.delete_access_key(
        UserName=made.world.logins[0], AccessKeyId=entered.access_key_id
    )  # not made by this vault: a person's to delete
    assert {ResultState.DONE} == {each.state for each in made.rotate(made.users[:1])}
    for hours in (25, 50):  # inactive, deleted
        made.serve(lambda engine: engine.recover(), hours)
    assert len(made.world.listed()) == 1
    actions = {action.partition(":")[2] for each in document.statements for action in each.actions}
    assert actions == made.called() - {"GetCallerIdentity"}


def test_without_any_one_statement_a_rotation_or_check_fails_of_an_account_that_the_statement_names(
    made: PolicyWorld,
) -> None:
    [document] = made.policy.documents
    entered = made.world.key()
    made.allow(document.statements)
    assert made.rotate(made.users[:1])[0].state is ResultState.DONE
    made.world.iam.delete_access_key(UserName=made.world.logins[0], AccessKeyId=entered.access_key_id)
    enough = []
    for gone in document.statements:
        made.allow([each for each in document.statements if each is not gone])
        named = [each.id for each in gone.whence]
        accounts = [each for each in named if each in made.users]
        codes = {each.code for each in made.rotate(accounts)} if accounts else set()
        if not codes & _NOT_ALLOWED and not made.not_allowed(named):
            enough.append(gone.sid)
    assert enough == []
    made.allow(document.statements)
    assert {"ok"} == {each.code for each in made.rotate(made.users[1:])}  # the key is in its time of grace


def test_a_configuration_that_takes_on_a_role_has_one_policy_for_each_identity(
    made: PolicyWorld, local_aws: LocalAws
) -> None:
    iam, role = made.world.iam, unique("rotation")
    caller = f"arn:aws:iam::{local_aws.account_id}:user/{made.caller}"
    trust: dict[str, Any] = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": caller}}
    arn = iam.create_role(
        RoleName=role, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    )["Role"]["Arn"]
    record = made.world.vault.records.get(made.world.configuration)
    made.world.vault.records.update(record.with_fields({"role_arn": arn}), who="test")
    first, second = made.policy.documents
    assert [(Holder.SIGN_IN, ("sts:AssumeRole",), (arn,))] == [
        (first.holder, each.actions, each.resources) for each in first.statements
    ]
    assert second.holder is Holder.ROLE
    console = made.users[1:2]
    made.allow(first.statements)
    assert made.rotate(console)[0].state is ResultState.REFUSED
    _put(iam, role, second)
    assert (ResultState.DONE, set()) == (made.rotate(console)[0].state, made.not_allowed(console))
    made.allow(())
    assert made.rotate(console)[0].state is ResultState.REFUSED


def _put(iam: Any, role: str, document: PolicyDocument) -> None:
    iam.put_role_policy(RoleName=role, PolicyName="least", PolicyDocument=document.text)
