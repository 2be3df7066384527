"""IAM access keys against the local AWS: made, saved, proved, and the one before made inactive and deleted; nobody else's."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from pamdesk.records.record import FieldValue
from pamdesk.records.rotation_settings import Method
from pamdesk.rotation.checks import CheckReport
from pamdesk.rotation.clock import SystemClock
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.sandbox.local_aws_keys import KeyBehaviour
from pamdesk.targets.contract import Facts, Severity
from pamdesk.targets.iam import access_key_target as iam_access_key_target
from pamdesk.targets.iam.access_keys import Keys, ListedKey
from pamdesk.vault.journal import State
from tests.scripts import carry, noting
from tests.servers.aws import client, new_key, new_user
from tests.worlds_iam_keys import AccessKeyWorld, access_key_world

T = TypeVar("T")
CREATE, UPDATE, DELETE = "CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey"


class QuickClock(SystemClock):
    """Some hours ahead, and never asleep for long: what is proved in the same way, sooner."""

    def __init__(self, hours: float = 0.0, seconds: float = 0.0, longest: float = 0.05) -> None:
        self._ahead, self._longest = timedelta(hours=hours, seconds=seconds), longest

    def now(self) -> datetime:
        return super().now() + self._ahead

    async def sleep(self, seconds: float) -> None:
        await super().sleep(min(seconds, self._longest))


@pytest.fixture
def make(local_aws: LocalAws, tmp_path: Path) -> Iterator[Callable[..., AccessKeyWorld]]:
    """Makes worlds and closes them."""
    made: list[AccessKeyWorld] = []

    def one(**options: object) -> AccessKeyWorld:
        made.append(access_key_world(tmp_path / f"v{len(made)}.pamdesk", local_aws, **options))  # type: ignore[arg-type]
        return made[-1]

    yield one
    for world in made:
        world.vault.close()


@pytest.fixture
def world(make: Callable[..., AccessKeyWorld]) -> AccessKeyWorld:
    return make()


@pytest.fixture
def own(world: AccessKeyWorld) -> AccessKeyWorld:
    """A world whose user has one key, which this vault has made."""
    entered = world.key()
    assert rotate(world).state is ResultState.DONE
    world.iam.delete_access_key(UserName=world.logins[0], AccessKeyId=entered.access_key_id)
    world.aws.control.forget_calls()
    return world


@pytest.fixture
def unused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was used a moment ago counts as unused: the tests cannot wait for a day."""
    monkeypatch.setattr(iam_access_key_target, "QUIET", timedelta(0))


def serve(
    world: AccessKeyWorld,
    work: Callable[[Engine], Awaitable[T]],
    *,
    hours: float = 0.0,
    seconds: float = 0.0,
    patience: float = 0.0,
    clock: SystemClock | None = None,
) -> T:
    async def whole() -> T:
        clock_ = clock or QuickClock(hours, seconds)
        engine = Engine(world.vault, limits=Limits(inline_patience=patience), clock=clock_)
        try:
            return await work(engine)
        finally:
            await engine.close()

    return asyncio.run(whole())


def rotate(world: AccessKeyWorld, **options: object) -> AccountResult:
    [result] = serve(world, lambda engine: engine.rotate(world.users, who="test"), **options)  # type: ignore[arg-type]
    return result


def recover(world: AccessKeyWorld, **options: object) -> list[AccountResult]:
    return list(serve(world, lambda engine: engine.recover(patience=0.0), **options))  # type: ignore[arg-type]


def check(world: AccessKeyWorld) -> CheckReport:
    return serve(world, lambda engine: engine.check(world.users[0]))


def fault(world: AccessKeyWorld, kind: FaultKind, action: str = CREATE, **options: object) -> None:
    world.aws.control.add_faults(Fault(kind=kind, action=action, user_name=world.logins[0], **options))  # type: ignore[arg-type]


# A key is replaced.


def test_a_new_key_is_made_saved_and_proved_and_the_one_that_a_person_made_is_left(
    world: AccessKeyWorld,
) -> None:
    old = world.key()
    result = rotate(world)
    new = world.key()
    assert (result.state, result.changed, result.code, result.target) == (
        ResultState.DONE,
        True,
        "ok",
        "iam_access_key",
    )
    assert new.access_key_id != old.access_key_id
    assert (world.signs(new), world.signs(old)) == (True, True)
    assert world.listed() == {old.access_key_id: "Active", new.access_key_id: "Active"}
    assert "The one before it was not made by this vault, so it goes on working" in result.reason
    assert recover(world, hours=1000) == []
    assert world.listed() == {old.access_key_id: "Active", new.access_key_id: "Active"}


def test_a_new_key_is_proved_three_times_over_five_seconds(world: AccessKeyWorld) -> None:
    began = time.monotonic()
    assert rotate(world, clock=SystemClock()).state is ResultState.DONE
    assert time.monotonic() - began >= 5.0
    # One is the sign-in of the configuration itself.
    assert isinstance(world.aws, LocalAws)
    assert len(world.aws.control.calls_of("GetCallerIdentity")) == 1 + 3


@pytest.mark.parametrize(
    "behaviour",
    [
        KeyBehaviour(refused_seconds=1.0),
        KeyBehaviour(refused_seconds=0.5, code="SignatureDoesNotMatch"),
        KeyBehaviour(answers="+-++-+"),
        KeyBehaviour(unlisted_seconds=2.0),
    ],
)
def test_a_key_that_is_not_known_everywhere_yet_is_waited_for(
    world: AccessKeyWorld, behaviour: KeyBehaviour
) -> None:
    world.aws.control.set_key_behaviour(behaviour)
    assert rotate(world).state is ResultState.DONE
    assert world.knows_the_live_one() == {world.logins[0]: True}
    assert world.statuses(CREATE) == [200]


def test_two_acceptances_in_a_row_prove_nothing_yet(world: AccessKeyWorld) -> None:
    old = world.key()
    world.aws.control.set_key_behaviour(KeyBehaviour(answers="++" + "-" * 400))
    result = rotate(world, clock=_Hasty())
    assert (result.state, result.changed) == (ResultState.IN_DOUBT, None)
    assert world.key().access_key_id == old.access_key_id


class _Hasty(QuickClock):
    """Every sleep takes as long as it says, on this clock alone."""

    def __init__(self) -> None:
        super().__init__(longest=0.01)
        self._slept = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self._slept

    async def sleep(self, seconds: float) -> None:
        if seconds <= 5.0:  # not the renewals of leases
            self._slept += seconds
        await super().sleep(seconds)


def test_a_record_without_a_key_gets_its_first_one(make: Callable[..., AccessKeyWorld]) -> None:
    world = make(users=0)
    world.add(new_user(world.aws, "bare"), None)
    assert {f.code: f.severity for f in check(world).findings}["first_key"] is Severity.NOTICE
    assert rotate(world).state is ResultState.DONE
    assert world.knows_the_live_one() == {world.logins[0]: True}
    assert list(world.listed()) == [world.key().access_key_id]


def test_the_configurations_own_key_is_replaced_in_both_records_at_once(
    make: Callable[..., AccessKeyWorld], local_aws: LocalAws
) -> None:
    login = new_user(local_aws, "robot", policy=_allow("*"))
    key = new_key(local_aws, login)
    world = make(users=0, access_key_id=key.access_key_id, secret_access_key=key.secret_access_key)
    world.add(login, key)
    result = rotate(world)
    assert result.state is ResultState.DONE
    assert "Local network signs in with the new one from now on." in result.reason
    configuration = world.vault.records.get(world.configuration)
    assert configuration.text("access_key_id") == world.key().access_key_id
    assert configuration.secret("secret_access_key") == world.key().secret_access_key
    client(local_aws, "iam").delete_access_key(UserName=login, AccessKeyId=key.access_key_id)
    assert rotate(world).state is ResultState.DONE  # signed in with the new key: the old one is gone


def test_a_configuration_with_another_key_is_not_touched(world: AccessKeyWorld) -> None:
    before = world.vault.records.get(world.configuration)
    rotate(world)
    assert world.vault.records.get(world.configuration).version == before.version


def test_a_password_and_a_key_of_one_user_may_have_a_record_each(world: AccessKeyWorld) -> None:
    arn = world.vault.records.get(world.users[0]).text("distinguished_name")
    world.user(world.logins[0], "Old-1", method=Method.IAM_PASSWORD, distinguished_name=arn, title="console")
    assert rotate(world).state is ResultState.DONE


# There is no room, or the key is not the user's.


def test_two_keys_stop_it_with_the_choices_and_their_last_use(world: AccessKeyWorld) -> None:
    other = new_key(world.aws, world.logins[0])
    assert world.signs(other)
    world.aws.control.forget_calls()
    own = world.key()
    result = rotate(world)
    assert (result.state, result.changed, result.code) == (ResultState.REFUSED, False, "two_keys")
    for words in (
        f"{own.access_key_id} (the key of this record, active, made ",
        ", never used)",
        f"{other.access_key_id} (not the key of this record, active, made ",
        "last used ",
        " for sts)",
        f"An administrator must delete {other.access_key_id} in IAM once nothing uses it",
    ):
        assert words in result.reason
    assert (world.statuses(CREATE), world.statuses(DELETE), len(world.listed())) == ([], [], 2)
    assert check(world).ready is False
    [plan] = serve(world, lambda engine: engine.plan(world.users))
    assert plan.code == "two_keys"


def test_an_inactive_second_key_counts_and_is_left_alone(world: AccessKeyWorld) -> None:
    other = new_key(world.aws, world.logins[0])
    world.iam.update_access_key(UserName=world.logins[0], AccessKeyId=other.access_key_id, Status="Inactive")
    result = rotate(world)
    assert (result.code, world.listed()[other.access_key_id]) == ("two_keys", "Inactive")
    assert "(not the key of this record, inactive, made " in result.reason


def test_a_key_of_another_user_is_refused(make: Callable[..., AccessKeyWorld], local_aws: LocalAws) -> None:
    world = make()
    other = new_user(local_aws, "other")
    world.users.clear()
    world.logins.clear()
    foreign = new_key(local_aws, new_user(local_aws, "owner"))
    world.add(other, foreign)
    result = rotate(world)
    assert (result.state, result.code, world.statuses(CREATE)) == (
        ResultState.REFUSED,
        "key_of_another",
        [],
    )


def test_a_key_that_was_deleted_in_iam_is_not_replaced_silently(world: AccessKeyWorld) -> None:
    world.iam.delete_access_key(UserName=world.logins[0], AccessKeyId=world.key().access_key_id)
    result = rotate(world)
    assert (result.state, result.code) == (ResultState.REFUSED, "key_not_listed")
    assert "Clear the key in the record if it was deleted in IAM" in result.reason


@pytest.mark.parametrize("code", ["AccessDenied", "LimitExceeded", "EntityTemporarilyUnmodifiable"])
def test_a_refusal_proves_that_nothing_was_made(world: AccessKeyWorld, code: str) -> None:
    old = world.key()
    fault(world, FaultKind.REFUSE, code=code, status=409)
    result = rotate(world)
    assert (result.changed, result.code) == (False, code)
    assert (world.key(), list(world.listed()), world.attempt().state.name in ("REFUSED", "NOT_APPLIED")) == (
        old,
        [old.access_key_id],
        True,
    )


def test_a_throttled_create_is_sent_again_and_makes_one_key(world: AccessKeyWorld) -> None:
    fault(world, FaultKind.THROTTLE, times=2)
    assert rotate(world).state is ResultState.DONE
    assert (world.statuses(CREATE), len(world.listed())) == ([400, 400, 200], 2)


def test_check_stops_where_one_of_the_five_rights_is_missing(
    make: Callable[..., AccessKeyWorld], local_aws: LocalAws
) -> None:
    rights = _allow(
        "iam:Get*", "iam:List*", "iam:SimulatePrincipalPolicy", "iam:CreateAccessKey", "iam:UpdateAccessKey"
    )
    key = new_key(local_aws, new_user(local_aws, "gateway", policy=rights))
    world = make(access_key_id=key.access_key_id, secret_access_key=key.secret_access_key)
    stops = next(f for f in check(world).findings if f.severity is Severity.STOPS)
    assert (stops.code, "iam:DeleteAccessKey" in stops.sentence, "iam:CreateAccessKey" in stops.sentence) == (
        "not_permitted",
        True,
        False,
    )


# The reply is lost.


def test_a_key_whose_reply_was_lost_is_found_and_removed(world: AccessKeyWorld) -> None:
    old = world.key()
    fault(world, FaultKind.DROP_ANSWER)
    result = rotate(world)
    assert (result.state, result.changed, result.code) == (ResultState.FAILED, False, "not_applied")
    assert "whose secret was not saved; it was deleted." in result.reason
    assert (world.statuses(CREATE), world.statuses(DELETE)) == ([0], [200])
    assert (world.listed(), world.key()) == ({old.access_key_id: "Active"}, old)
    assert world.vault.journal.attempts(world.users[0], unfinished=True) == []
    assert rotate(world).state is ResultState.DONE


def test_a_lost_key_that_is_listed_late_is_waited_for_and_removed(world: AccessKeyWorld) -> None:
    old = world.key()
    world.aws.control.set_key_behaviour(KeyBehaviour(unlisted_seconds=1.5))
    fault(world, FaultKind.DROP_ANSWER)
    result = rotate(world)
    assert (result.state, result.changed) == (ResultState.IN_DOUBT, None)
    assert result.reason.startswith("The old one works. Whether a new one was made is not known yet.")
    time.sleep(1.6)
    [settled] = recover(world)
    assert (settled.state, settled.code, world.listed()) == (
        ResultState.FAILED,
        "not_applied",
        {old.access_key_id: "Active"},
    )


@pytest.mark.parametrize("kind", [FaultKind.DROP_REQUEST, FaultKind.FAIL])
def test_a_request_that_never_acted_is_known_after_its_time(world: AccessKeyWorld, kind: FaultKind) -> None:
    old = world.key()
    fault(world, kind)
    assert rotate(world).state is ResultState.IN_DOUBT
    assert recover(world)[0].state is ResultState.IN_DOUBT
    [settled] = recover(world, seconds=62)
    assert (settled.state, settled.changed, settled.code) == (ResultState.FAILED, False, "not_applied")
    assert "made nothing new; the old one still works" in settled.reason
    assert (world.listed(), world.key()) == ({old.access_key_id: "Active"}, old)


def test_a_key_that_somebody_made_and_uses_is_never_taken_for_the_lost_one(world: AccessKeyWorld) -> None:
    fault(world, FaultKind.DROP_REQUEST)
    rotate(world)
    theirs = new_key(world.aws, world.logins[0])
    assert world.signs(theirs)
    [result] = recover(world)
    assert (result.state, result.code) == (ResultState.IN_DOUBT, "unsure_whose")
    assert theirs.access_key_id in result.reason
    assert (world.statuses(DELETE), world.signs(theirs)) == ([], True)


def test_a_key_that_was_made_long_after_is_never_taken_for_the_lost_one(
    world: AccessKeyWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(world, FaultKind.DROP_REQUEST)
    rotate(world)
    theirs = new_key(world.aws, world.logins[0])
    since = iam_access_key_target._suspects

    def later(keys: Keys, facts: Facts, known: frozenset[str], seconds: float) -> list[ListedKey]:
        return since(keys, {**facts, "asked_at": int(facts["asked_at"]) - 100}, known, seconds)

    monkeypatch.setattr(iam_access_key_target, "_suspects", later)
    recover(world, seconds=62)
    assert (world.statuses(DELETE), theirs.access_key_id in world.listed()) == ([], True)


# The one before leaves slowly.


def test_the_key_before_is_made_inactive_after_its_grace_and_deleted_a_day_later(
    own: AccessKeyWorld, unused: None
) -> None:
    old = own.key()
    result = rotate(own)
    new = own.key()
    assert (result.state, result.code, own.signs(old)) == (ResultState.DONE, "ok", True)
    assert "The old one goes on working until " in result.reason
    attempt = own.attempt()
    assert (attempt.state, attempt.finished, attempt.next_ask is not None) == (State.RETIRING, None, True)
    assert own.vault.journal.account_state(own.users[0]).state == "done"
    at = own.vault.journal.account_state(own.users[0]).at
    assert recover(own, hours=23) == []
    assert own.listed() == {old.access_key_id: "Active", new.access_key_id: "Active"}
    [inactive] = recover(own, hours=25)
    assert own.listed() == {old.access_key_id: "Inactive", new.access_key_id: "Active"}
    assert "until then it can be made active again in IAM." in inactive.reason
    assert recover(own, hours=48) == []
    [deleted] = recover(own, hours=50)
    assert own.listed() == {new.access_key_id: "Active"}
    assert (deleted.state, own.attempt().state) == (ResultState.DONE, State.DONE)
    assert f"The access key {old.access_key_id} before it was deleted." in deleted.reason
    assert own.vault.journal.account_state(own.users[0]).at == at
    assert own.knows_the_live_one() == {own.logins[0]: True}
    assert rotate(own, hours=51).state is ResultState.DONE


def test_a_serving_engine_does_the_steps_after_a_restart(own: AccessKeyWorld, unused: None) -> None:
    old = own.key()
    rotate(own)

    async def work(engine: Engine) -> None:
        serving = asyncio.ensure_future(engine.serve())
        until = time.monotonic() + 20
        while own.listed()[old.access_key_id] == "Active" and time.monotonic() < until:
            await asyncio.sleep(0.1)
        serving.cancel()

    serve(own, work, hours=25)
    assert own.listed()[old.access_key_id] == "Inactive"


def test_a_key_that_is_still_used_stays_active(own: AccessKeyWorld) -> None:
    old = own.key()
    rotate(own)
    assert own.signs(old)
    [result] = recover(own, hours=25)
    assert own.listed()[old.access_key_id] == "Active"
    assert "so it stays active until nothing has used it for 24 hours." in result.reason
    assert (own.attempt().state, own.statuses(UPDATE)) == (State.RETIRING, [])


def test_a_key_that_was_made_active_again_stays(own: AccessKeyWorld, unused: None) -> None:
    old = own.key()
    rotate(own)
    recover(own, hours=25)
    own.iam.update_access_key(UserName=own.logins[0], AccessKeyId=old.access_key_id, Status="Active")
    [result] = recover(own, hours=50)
    assert (own.listed()[old.access_key_id], own.attempt().state) == ("Active", State.DONE)
    assert "was made active again in IAM, so it stays." in result.reason


def test_a_key_that_became_the_current_one_again_is_not_taken_out_of_service(
    own: AccessKeyWorld, unused: None
) -> None:
    old = own.key()
    rotate(own)
    record = own.vault.records.get(own.users[0])
    back: dict[str, FieldValue] = {
        "access_key_id": old.access_key_id,
        "secret_access_key": old.secret_access_key,
    }
    own.vault.records.update(record.with_fields(back), who="test")
    recover(own, hours=25)
    assert (own.listed()[old.access_key_id], own.attempt().state) == ("Active", State.DONE)


def test_a_key_that_somebody_deleted_meanwhile_is_gone(own: AccessKeyWorld) -> None:
    old = own.key()
    rotate(own)
    own.iam.delete_access_key(UserName=own.logins[0], AccessKeyId=old.access_key_id)
    [result] = recover(own, hours=25)
    assert (result.state, own.attempt().state) == (ResultState.DONE, State.DONE)


@pytest.mark.parametrize("kind", [FaultKind.DROP_ANSWER, FaultKind.DROP_REQUEST])
@pytest.mark.parametrize("action", [UPDATE, DELETE])
def test_a_step_whose_reply_is_lost_is_done_again(
    own: AccessKeyWorld, unused: None, action: str, kind: FaultKind
) -> None:
    old, _ = own.key(), rotate(own)
    fault(own, kind, action)
    for hours in (25, 27, 52, 54, 80):
        recover(own, hours=hours)
    assert (own.listed().get(old.access_key_id), own.attempt().state) == (None, State.DONE)


def test_it_is_not_rotated_again_while_the_key_before_leaves(own: AccessKeyWorld) -> None:
    rotate(own)
    current = own.key()
    result = rotate(own)
    assert (result.state, result.changed, result.code) == (ResultState.REFUSED, False, "in_grace")
    assert "It can be rotated again after " in result.reason
    assert (own.key(), len(own.listed())) == (current, 2)


def test_a_user_that_was_made_again_under_its_name_gets_no_key(own: AccessKeyWorld) -> None:
    iam, login = own.iam, own.logins[0]
    iam.delete_access_key(UserName=login, AccessKeyId=own.key().access_key_id)
    iam.delete_user(UserName=login)
    iam.create_user(UserName=login)
    result = rotate(own)
    assert (result.state, result.code, own.listed()) == (ResultState.REFUSED, "made_again", {})


# What is said and what is not.


def test_a_preview_names_the_steps_and_makes_nothing(world: AccessKeyWorld) -> None:
    [plan] = serve(world, lambda engine: engine.plan(world.users))
    assert f"iam:CreateAccessKey UserName={world.logins[0]}" in plan.steps
    assert plan.steps[0].startswith("Write down which access keys the user has")
    assert "delete it 24 hours later" in plan.steps[-1]
    assert (len(world.listed()), plan.accepts) == (1, "")


def test_no_secret_stands_in_logs_results_or_the_journal(
    own: AccessKeyWorld, unused: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fault(own, FaultKind.DROP_ANSWER)
    results = [rotate(own), rotate(own), *recover(own, hours=25)]
    kept = [one.secret.reveal() for one in own.vault.journal.candidates(own.users[0])]
    said = " ".join(
        [caplog.text, *map(repr, results)]
        + [repr(own.vault.journal.events(a.id)) for a in own.vault.journal.attempts(own.users[0])]
    )
    assert [secret for secret in kept if secret in said] == []


def test_what_changes_a_secret_is_sent_with_the_users_name(own: AccessKeyWorld, unused: None) -> None:
    rotate(own)
    recover(own, hours=25)
    recover(own, hours=50)
    for action in (CREATE, UPDATE, DELETE):
        assert own.statuses(action) == [200]


def _allow(*actions: str) -> str:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_scripts_run_before_the_grace_and_again_alone_while_it_lasts(
    own: AccessKeyWorld, unused: None
) -> None:
    kept = own.vault.path.parent / "told.txt"
    script = carry(own.vault, own.users[0], "tell.sh", noting(kept, "told"))
    old = own.key()
    assert rotate(own).state is ResultState.DONE
    assert (own.attempt().state, len(kept.read_text().split())) == (State.RETIRING, 1)
    due = own.attempt().next_ask
    serve(own, lambda engine: engine.follow_up(own.users[0], who="test", scripts=[script]))
    assert (own.attempt().state, own.attempt().next_ask, len(kept.read_text().split())) == (
        State.RETIRING,
        due,
        2,
    )
    recover(own, hours=25)
    recover(own, hours=50)
    assert (own.listed().get(old.access_key_id), own.attempt().state) == (None, State.DONE)
