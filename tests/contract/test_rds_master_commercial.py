"""RDS master users of SQL Server and Oracle: changed in the database while it lets them in; RDS is asked who they are.

SQL Server is the TDS endpoint behind Microsoft's driver, Oracle the played one; what RDS does to a password is tested
with PostgreSQL and MariaDB, whose servers are real.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from pamdesk.records.secret import Secret
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_databases import Database
from pamdesk.targets.contract import Severity
from tests.servers.aws import unique
from tests.servers.oracle import SERVICE, OracleServer
from tests.servers.oracle_users import User
from tests.servers.tds import Login, TdsServer
from tests.worlds import World

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

T = TypeVar("T")
ENGINES = [pytest.param("sqlserver-se", id="sql server"), pytest.param("oracle-se2", id="oracle")]


@dataclass
class Master:
    """One master user, and the server that it lives on."""

    world: World
    aws: LocalAws
    server: TdsServer | OracleServer
    user_id: str
    login: str
    database_id: str

    def knows_the_live_one(self) -> bool:
        return self.server.can_sign_in(self.login, self.world.password(self.user_id))


@pytest.fixture(params=ENGINES)
def master(request: pytest.FixtureRequest, local_aws: LocalAws, tmp_path: Path) -> Iterator[Master]:
    """A vault with one database that RDS describes, and its master user."""
    engine = str(request.param)
    key = local_aws.administrator
    world = World.create(
        tmp_path / "v.pamdesk",
        environment="aws",
        account_id=local_aws.account_id,
        access_key_id=key.access_key_id,
        secret_access_key=key.secret_access_key,
        endpoint_url=local_aws.endpoint_url,
        region_names=(local_aws.region,),
    )
    login, password, identifier = (
        f"master_{secrets.token_hex(5)}",
        f"Old-{secrets.token_hex(5)}-1",
        unique("db"),
    )
    server: TdsServer | OracleServer
    if engine.startswith("oracle"):
        server = played = request.getfixturevalue("played_oracle")
        played.users.add(login, User(password, alter_user=True))
    else:
        server = endpoint = request.getfixturevalue("tds_server")
        endpoint.logins.add(Login(login, password, check_policy=False, sysadmin=True))
    local_aws.control.databases.add(
        Database(
            identifier=identifier, engine=engine, master_username=login, address="localhost", port=server.port
        )
    )
    kind = "oracle" if engine.startswith("oracle") else "mssql"
    database = world.database("erp-prod", "localhost", server.port, kind, server.trusted.read_text())
    fields = {"database_id": identifier, "provider_region": local_aws.region}
    if kind == "oracle":
        fields["connect_database"] = SERVICE
    record = world.vault.records.get(database)
    world.vault.records.update(record.with_fields(fields), who="test")
    user_id = world.user(login, password, on=database, admin_of=database)
    yield Master(world, local_aws, server, user_id, login, database)
    world.vault.close()


def serve(master: Master, work: Callable[[Engine], Awaitable[T]]) -> T:
    async def whole() -> T:
        engine = Engine(master.world.vault, limits=Limits(inline_patience=10.0))
        try:
            return await work(engine)
        finally:
            await engine.close()

    return asyncio.run(whole())


def rotate(master: Master) -> AccountResult:
    [result] = serve(master, lambda engine: engine.rotate([master.user_id], who="test"))
    return result


def changes(master: Master) -> list[str]:
    return [call.action for call in master.aws.control.calls() if call.action.startswith("Modify")]


def test_a_master_user_that_may_sign_in_is_changed_in_the_database(master: Master) -> None:
    before = len(changes(master))
    old = master.world.password(master.user_id)
    result = rotate(master)
    assert (result.state, result.changed) == (ResultState.DONE, True), result
    assert result.target.startswith("rds_")
    assert master.world.password(master.user_id) != old
    assert master.knows_the_live_one()
    assert len(changes(master)) == before


def test_the_new_password_keeps_to_what_rds_takes_of_this_engine(master: Master) -> None:
    assert rotate(master).state is ResultState.DONE
    made = master.world.password(master.user_id)
    longest, excluded = (30, "/\"@ &'") if isinstance(master.server, OracleServer) else (128, '/"@ ')
    assert 8 <= len(made) <= longest
    assert [letter for letter in made if letter in excluded] == []


def test_a_record_of_another_engine_is_refused_before_anything_is_sent(master: Master) -> None:
    held = master.aws.control.databases
    identifier = str(master.world.vault.records.get(master.database_id).text("database_id"))
    held.add(
        Database(
            identifier=identifier,
            engine="postgres",
            master_username=master.login,
            address="localhost",
            port=master.server.port,
        )
    )
    report = serve(master, lambda engine: engine.check(master.user_id))
    found = {finding.code: finding.severity for finding in report.findings}
    assert found["wrong_engine"] is Severity.NOTICE  # in the database it could be changed all the same


def test_a_present_password_that_is_wrong_leads_to_rds(master: Master) -> None:
    record = master.world.vault.records.get(master.user_id)
    lost = record.with_fields({"password": Secret(f"Lost-{secrets.token_hex(6)}")})
    master.world.vault.records.update(lost, who="test")
    [plan] = serve(master, lambda engine: engine.plan([master.user_id]))
    assert any(step.startswith("rds:ModifyDBInstance DBInstanceIdentifier=") for step in plan.steps), plan
