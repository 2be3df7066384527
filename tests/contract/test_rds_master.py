"""RDS master users: the local AWS sets their passwords later, on a real PostgreSQL and a real MariaDB."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from pamdesk.records.complexity import Complexity
from pamdesk.records.record import FieldValue
from pamdesk.records.rotation_settings import Method, RotationSettings
from pamdesk.rotation.checks import CheckReport
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_databases import ChangeBehaviour
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.services import window_record
from pamdesk.services.states import StateReader
from pamdesk.targets import for_account
from pamdesk.targets.contract import Severity
from pamdesk.targets.rds import master_target as rds_master_target
from pamdesk.vault.journal import State
from tests.servers.aws import new_key, new_user
from tests.servers.mariadb import MariadbServer
from tests.servers.postgresql import PostgresServer
from tests.worlds_rds import RdsWorld, rds_world

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

T = TypeVar("T")
ENGINES = ["postgresql", "mariadb", "postgresql-cluster", "mariadb-cluster"]


@pytest.fixture
def make(
    local_aws: LocalAws, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., RdsWorld]]:
    """Makes worlds and closes them."""
    made: list[RdsWorld] = []

    def one(engine: str = "postgresql", **options: object) -> RdsWorld:
        name = "postgres_server" if engine.startswith("postgresql") else "mariadb_server"
        server: PostgresServer | MariadbServer = request.getfixturevalue(name)
        path = tmp_path / f"v{len(made)}.pamdesk"
        made.append(rds_world(path, local_aws, server, cluster=engine.endswith("cluster"), **options))  # type: ignore[arg-type]
        return made[-1]

    yield one
    for world in made:
        world.vault.close()


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reset that was forgotten is called over at once."""
    monkeypatch.setattr(rds_master_target, "LATE_SECONDS", 0.0)
    monkeypatch.setattr(rds_master_target, "QUIET_SECONDS", 1.0)


def serve(world: RdsWorld, work: Callable[[Engine], Awaitable[T]], patience: float = 0.0) -> T:
    async def whole() -> T:
        engine = Engine(world.vault, limits=Limits(inline_patience=patience))
        try:
            return await work(engine)
        finally:
            await engine.close()

    return asyncio.run(whole())


def rotate(world: RdsWorld, patience: float = 0.0) -> AccountResult:
    [result] = serve(world, lambda engine: engine.rotate([world.user_id], who="test"), patience)
    return result


def check(world: RdsWorld) -> CheckReport:
    return serve(world, lambda engine: engine.check(world.user_id))


def said(report: CheckReport) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in report.findings}


def refused(world: RdsWorld) -> str:
    """Rotate, see that nothing was sent, and return the code."""
    old = world.password(world.user_id)
    result = rotate(world)
    assert (ResultState.REFUSED, False) == (result.state, result.changed), result
    assert [] == world.calls(world.change)
    assert old == world.password(world.user_id)
    return result.code


@pytest.mark.parametrize("engine", ENGINES)
def test_while_sign_in_works_the_password_is_changed_in_the_database(make, engine: str) -> None:
    world = make(engine)
    old = world.password(world.user_id)
    result = rotate(world)
    assert (ResultState.DONE, True, "ok") == (result.state, result.changed, result.code), result
    assert result.target == ("rds_postgresql" if engine.startswith("postgresql") else "rds_mysql")
    assert world.knows_the_live_one()
    assert not world.server.can_sign_in(world.login, old)
    assert [] == world.calls(world.change)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_lost_password_is_set_through_rds_and_proved_in_the_database(make, engine: str) -> None:
    world = make(engine)
    world.forget_password()
    result = rotate(world)
    assert (ResultState.DONE, True, "ok") == (result.state, result.changed, result.code), result
    assert world.knows_the_live_one()
    assert [200] == world.calls(world.change)
    other = "ModifyDBInstance" if world.cluster else "ModifyDBCluster"
    assert [] == world.calls(other)
    [attempt] = world.vault.journal.attempts(world.user_id)
    states = [event.state for event in world.vault.journal.events(attempt.id)]
    expected = ["PLANNED", "STAGED", "APPLYING", "APPLIED", "VERIFIED", "PROMOTED", "DONE"]
    assert expected == [state.name for state in states]


def test_a_master_user_without_a_password_here_is_given_one(make) -> None:
    world = make()
    world.set_user(password=None)
    assert ResultState.DONE is rotate(world).state
    assert world.knows_the_live_one()


def test_on_request_rds_sets_it_while_sign_in_works(make) -> None:
    world = make(through_aws=True)
    assert ResultState.DONE is rotate(world).state
    assert [200] == world.calls(world.change)
    assert world.knows_the_live_one()


def test_it_is_proved_only_after_rds_has_set_it(make) -> None:
    world = make(through_aws=True)
    world.behave(ChangeBehaviour(begin_seconds=1.0, reset_seconds=1.5))
    result = rotate(world)
    assert ResultState.DONE is result.state
    assert result.seconds > 2.5
    assert world.knows_the_live_one()
    rejected = world.vault.journal.spent(world.user_id, world.vault.records.get(world.user_id).created)
    assert 0 == rejected  # no sign-in was spent on waiting


def test_a_managed_password_is_refused_with_the_reason(make) -> None:
    world = make()
    world.at_rds().secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-1"
    assert "managed_elsewhere" == refused(world)
    assert Severity.STOPS is said(check(world))["managed_elsewhere"]
    world.forget_password()
    assert "managed_elsewhere" == refused(world)


@pytest.mark.parametrize("status", ["backing-up", "stopped", "modifying"])
def test_a_database_that_is_not_available_is_told_before_anything_is_sent(make, status: str) -> None:
    world = make(through_aws=True)
    world.aws.control.databases.set_status(world.identifier, status)
    assert "InvalidDBInstanceState" == refused(world)


def test_a_state_that_changes_meanwhile_is_told_by_rds(make) -> None:
    world = make(through_aws=True)
    world.aws.control.add_faults(
        Fault(kind=FaultKind.REFUSE, action=world.change, code="InvalidDBInstanceState", status=400)
    )
    result = rotate(world)
    assert (ResultState.REFUSED, False, "InvalidDBInstanceState") == (
        result.state,
        result.changed,
        result.code,
    )
    assert "Wait until it is, then rotate again." in result.reason


def test_while_another_reset_is_under_way_none_is_begun(make) -> None:
    world = make()
    world.at_rds().pending = True
    assert "resetting" == refused(world)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"host": "127.0.0.9"}, "wrong_host"),
        ({"database_id": "no-such-database"}, "no_such_database"),
        ({"provider_region": "eu-central-1"}, "no_such_database"),
        ({"provider_region": "cn-north-1"}, "partition_mismatch"),
    ],
)
def test_a_record_that_names_another_database_is_refused(make, fields: dict[str, str], code: str) -> None:
    world = make(through_aws=True)
    world.set_database(**fields)
    assert code == refused(world)


def test_an_admin_that_is_not_the_master_user_is_never_changed_through_rds(make) -> None:
    world = make()
    world.at_rds().master_username = "somebody_else"
    assert said(check(world))["wrong_user"] is Severity.NOTICE
    assert ResultState.DONE is rotate(world).state
    world.forget_password()
    assert "wrong_user" == refused(world)


def test_rds_custom_and_other_engines_are_refused(make) -> None:
    world = make(through_aws=True)
    world.at_rds().multi_tenant = True
    assert "own_call" == refused(world)
    world.at_rds().engine = "mysql"
    assert "wrong_engine" == refused(world)


@pytest.mark.parametrize(
    ("engine", "longest"), [("postgresql", 128), ("mariadb", 41), ("postgresql-cluster", 41)]
)
def test_lengths_and_characters_are_those_of_rds_and_of_the_engine(make, engine: str, longest: int) -> None:
    world = make(engine, through_aws=True)
    world.vault.rotation_settings.set(
        replace(
            world.vault.rotation_settings.get(world.user_id),
            complexity=Complexity(length=200, symbols=10, allowed_symbols='/"@-_!'),
        ),
        who="test",
    )
    assert ResultState.DONE is rotate(world).state
    password = world.password(world.user_id)
    assert longest == len(password)
    assert not set('/"@ ') & set(password)


def test_the_plan_says_which_call_it_makes(make) -> None:
    world = make("mariadb-cluster", through_aws=True)
    [plan] = serve(world, lambda engine: engine.plan([world.user_id]))
    assert f"rds:ModifyDBCluster DBClusterIdentifier={world.identifier} MasterUserPassword=***" in " ".join(
        plan.steps
    )
    assert "rds_mysql" == plan.target
    assert world.password(world.user_id) not in " ".join(plan.steps)
    world.set_user(through_aws=False)
    [plan] = serve(world, lambda engine: engine.plan([world.user_id]))
    assert "SET PASSWORD" in " ".join(plan.steps)


def test_check_names_the_way_the_permission_and_what_rds_does_besides(make) -> None:
    world = make(through_aws=True)
    report = said(check(world))
    assert {"identity", "exists", "through_aws", "privileges_restored", "permitted"} <= report.keys()
    world.set_user(through_aws=False)
    assert "in_the_database" in said(check(world))


def test_window_and_lists_know_the_target(make) -> None:
    world = make()
    module = StateReader(world.vault).module(world.user_id, Method.GENERAL, settings(world).secret)
    assert module is not None
    assert "rds_postgresql" == module.spec.key
    view = window_record.rotation(world.vault, world.user_id, datetime.now(UTC))
    assert "RDS master user (PostgreSQL)" == view.target


def settings(world: RdsWorld) -> RotationSettings:
    found = world.vault.rotation_settings.get(world.user_id)
    assert found is not None
    return found


def test_where_rds_does_not_tell_the_database_is_asked_alone(make, local_aws: LocalAws) -> None:
    world = make()
    sign_in_as(world, local_aws, {"Effect": "Allow", "Action": "sts:*", "Resource": "*"})
    assert said(check(world))["database_unread"] is Severity.NOTICE
    assert ResultState.DONE is rotate(world).state
    world.forget_password()
    result = rotate(world)
    assert (ResultState.REFUSED, "AccessDenied") == (result.state, result.code)


def test_a_missing_permission_is_said_beforehand(make, local_aws: LocalAws) -> None:
    world = make(through_aws=True)
    allowed = ["rds:Describe*", "iam:SimulatePrincipalPolicy", "sts:*"]
    sign_in_as(world, local_aws, {"Effect": "Allow", "Action": allowed, "Resource": "*"})
    assert said(check(world))["not_permitted"] is Severity.STOPS


def sign_in_as(world: RdsWorld, aws: LocalAws, statement: dict[str, object]) -> None:
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    key = new_key(aws, new_user(aws, policy=policy))
    record = world.vault.records.get(world.configuration)
    fields: dict[str, FieldValue] = {
        "access_key_id": key.access_key_id,
        "secret_access_key": key.secret_access_key,
    }
    world.vault.records.update(record.with_fields(fields), who="test")


def test_a_reset_that_rds_forgets_is_found_out(make, no_waiting: None) -> None:
    world = make(through_aws=True)
    world.behave(ChangeBehaviour(begin_seconds=0.1, reset_seconds=0.1, forgotten=True))
    old = world.password(world.user_id)
    result = rotate(world, patience=20.0)
    assert (ResultState.FAILED, False, "not_applied") == (result.state, result.changed, result.code), result
    assert old == world.password(world.user_id)
    assert world.knows_the_live_one()


def test_a_database_that_takes_the_password_late_is_waited_for(make) -> None:
    world = make(through_aws=True)
    world.behave(ChangeBehaviour(begin_seconds=0.1, reset_seconds=0.1, late_seconds=3.0))
    result = rotate(world, patience=20.0)
    assert (ResultState.DONE, True) == (result.state, result.changed), result
    assert world.knows_the_live_one()


def test_nothing_is_concluded_while_rds_may_still_be_late(make) -> None:
    world = make(through_aws=True)
    world.behave(ChangeBehaviour(begin_seconds=0.1, reset_seconds=0.1, forgotten=True))
    result = rotate(world, patience=2.0)
    assert (ResultState.IN_DOUBT, None) == (result.state, result.changed), result
    [attempt] = world.vault.journal.attempts(world.user_id)
    assert State.AMBIGUOUS is attempt.state


def test_no_password_stands_in_an_error_or_in_the_log(make, caplog: pytest.LogCaptureFixture) -> None:
    world = make(through_aws=True)
    caplog.set_level("DEBUG")
    world.aws.control.add_faults(Fault(kind=FaultKind.FAIL, action=world.change, status=500))
    result = rotate(world)
    kept = [c.secret.reveal() for c in world.vault.journal.candidates(world.user_id)]
    assert kept
    for text in kept:
        assert text not in caplog.text
        assert text not in result.reason


def test_only_the_admin_of_a_database_that_aws_knows_is_a_master_user() -> None:
    def key(in_aws: bool, is_admin: bool) -> str:
        settings = Method.GENERAL, "pamDatabase", "mariadb"
        return for_account(*settings, in_aws=in_aws, is_admin=is_admin).spec.key

    assert ["mysql", "mysql", "mysql", "rds_mysql"] == [
        key(False, False),
        key(True, False),
        key(False, True),
        key(True, True),
    ]
