"""One account under two records is named instead of changed, also where its server has two addresses."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pamdesk.records.links import LinkKind
from pamdesk.rotation.checks import CheckReport
from pamdesk.rotation.clock import SystemClock
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.places import require_alone
from pamdesk.rotation.plan import resolve
from pamdesk.rotation.results import AccountPlan, AccountResult, ResultState
from pamdesk.rotation.surroundings import Surroundings, host_of
from pamdesk.targets.contract import ServerIdentity, Severity
from tests.fakes.bench import FakeBench

ONE = ServerIdentity("postgresql 73", "1000.5", "10.0.0.5:5432", 2000.0)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBench]:
    made = FakeBench(tmp_path / "v.pamdesk", monkeypatch)
    yield made
    made.world.vault.close()


def again(bench: FakeBench, host: str, *, port: int = 5432, login: str = "app") -> str:
    """Enter the server once more, with its admin and the same account; return the account."""
    there = bench.world.database("billing-again", host, port, "postgresql")
    bench.world.user("dba", "old", on=there, admin_of=there, title="dba again")
    return bench.world.user(login, "old", on=there, title="app again")


@pytest.mark.parametrize("host", ["db.example.com", "DB.Example.com.", " db.example.com "])
def test_the_same_address_twice_is_one_server(bench: FakeBench, host: str) -> None:
    other = again(bench, host)
    results = bench.rotate(bench.app, other)
    assert [result.code for result in results] == ["same_account"] * 2
    assert bench.server.applied == []
    assert "app again on billing-again" in results[0].reason
    assert "app on billing-prod" in results[0].reason


def test_another_port_or_another_login_is_another_account(bench: FakeBench) -> None:
    bench.server.passwords["app2"] = "old"
    results = bench.rotate(
        bench.app, again(bench, "db.example.com", port=5433), again(bench, "db.example.com", login="app2")
    )
    assert [result.state for result in results] == [ResultState.DONE] * 3


def test_the_same_address_behind_another_gateway_is_another_server(bench: FakeBench) -> None:
    vault = bench.world.vault
    application = vault.applications.list()[0]
    gateway = vault.gateways.add("Osaka", application.id, who="test")
    network = bench.world.record("pamConfiguration", "Osaka", {"environment": "local", "gateway": gateway.id})
    there = bench.world.record(
        "pamDatabase",
        "billing-osaka",
        {"host": "db.example.com", "port": 5432, "database_type": "postgresql"},
    )
    bench.world.link(there, LinkKind.ENVIRONMENT, network)
    bench.world.user("app", "old", on=there, title="app osaka")
    [result] = bench.rotate(bench.app)
    assert result.state is ResultState.DONE


def test_what_the_engine_notes_of_a_server_is_no_setting_that_somebody_changed(bench: FakeBench) -> None:
    bench.server.identities = [ONE]
    bench.rotate(bench.app)
    assert [e.action for e in bench.world.vault.audit.list() if e.action == "setting changed"] == []


def test_a_server_is_written_down_once_for_all_its_accounts(
    bench: FakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    around = Surroundings(bench.world.vault, SystemClock())
    plan = resolve(around, bench.app)
    asyncio.run(require_alone(around, plan, ONE))

    def again_noted(*_: object) -> None:
        raise AssertionError("it is known by now")

    monkeypatch.setattr(bench.world.vault.settings, "get", again_noted)
    asyncio.run(require_alone(around, plan, ONE))


def test_two_addresses_of_one_server_are_told_by_the_server_itself(bench: FakeBench) -> None:
    bench.server.identities = [ONE]
    other = again(bench, "10.0.0.5")
    results = bench.rotate(bench.app, other)
    # At once: whichever comes second sees the first; both at the same moment see each other.
    assert "same_account" in [result.code for result in results]
    assert len(bench.server.applied) <= 1
    results = bench.rotate(bench.app, other)
    assert [result.code for result in results] == ["same_account"] * 2


def test_check_and_preview_name_the_other_record(bench: FakeBench) -> None:
    bench.server.identities = [ONE]
    other = again(bench, "10.0.0.5")
    bench.rotate(bench.app)
    applied = list(bench.server.applied)

    seen: list[CheckReport] = []
    planned: list[AccountPlan] = []

    async def look(engine: Engine) -> list[AccountResult]:
        seen.append(await engine.check(other))
        planned.extend(await engine.plan([other]))
        return []

    bench.run(look)
    stops = [finding for finding in seen[0].findings if finding.severity is Severity.STOPS]
    assert [finding.code for finding in stops] == ["same_account"]
    assert "app on billing-prod" in stops[0].sentence
    assert (planned[0].state, planned[0].code) == ("refused", "same_account")
    assert bench.server.applied == applied


def test_a_restored_copy_that_runs_beside_the_first_is_another_server(bench: FakeBench) -> None:
    other = again(bench, "10.0.0.6")
    bench.server.identities = [ONE]
    [first] = bench.rotate(bench.app)
    bench.server.identities = [replace(ONE, started="1500.0", address="10.0.0.6:5432")]
    [second] = bench.rotate(other)
    assert (first.state, second.state) == (ResultState.DONE, ResultState.DONE)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"cluster": "postgresql 74"}, False),
        ({"address": "10.0.0.6:5432"}, True),  # it has two addresses, and began at the same moment
        ({"started": "3000.5", "read_at": 4000.0}, True),  # started anew since it was asked
        ({"started": "1500.5"}, False),  # both ran at once: two containers with one private address
        ({"started": "3000.5", "address": "10.0.0.6:5432"}, False),
    ],
)
def test_two_servers_are_one_unless_it_is_proved_that_they_are_two(
    changes: dict[str, str], same: bool
) -> None:
    other = replace(ONE, **changes)  # type: ignore[arg-type]
    assert ONE.is_same_as(other) == same
    assert other.is_same_as(ONE) == same


def test_without_a_time_of_start_cluster_and_address_tell() -> None:
    one = ServerIdentity("mariadb x", address="db1:3306")
    assert one.is_same_as(one)
    assert not one.is_same_as(replace(one, address="db2:3306"))


def test_this_machine_has_one_name() -> None:
    assert {host_of(text) for text in ("localhost", "127.0.0.1", "[::1]", "LOCALHOST.")} == {"localhost"}
    assert host_of("127.0.0.2") == "127.0.0.2"


def test_one_record_that_names_its_host_row_and_one_that_does_not_are_one_account(bench: FakeBench) -> None:
    named = bench.world.user("app", "old", on=bench.database, title="app again", mysql_host="%")
    assert [result.code for result in bench.rotate(bench.app, named)] == ["same_account"] * 2


def test_two_records_that_name_two_host_rows_are_two_accounts(bench: FakeBench) -> None:
    bench.world.user("app", "old", on=bench.database, title="app office", mysql_host="10.0.0.%")
    records = bench.world.vault.records
    records.update(records.get(bench.app).with_fields({"mysql_host": "localhost"}), who="test")
    assert [result.code for result in bench.rotate(bench.app)] == ["ok"]
