"""An account that was made again under its old name is another one; on another server it was never the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from pamdesk.records.secret import Secret
from pamdesk.rotation.results import ResultState
from pamdesk.targets.contract import NO_FACTS, Account, Announce, Facts, ServerIdentity
from tests.fakes.bench import FakeBench
from tests.fakes.server import FakeTarget, fake_module

ONE = ServerIdentity("postgresql 73", "1000.5", "10.0.0.5:5432", 2000.0)


class Numbered(FakeTarget):
    """Announces the number of the account that it changes."""

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        async def with_number(facts: Facts = NO_FACTS) -> None:
            await announce({**facts, "oid": self._server.flags["oid"]})

        await super().apply(account, candidate, cast("Announce", with_number))


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBench]:
    made = FakeBench(tmp_path / "v.pamdesk", monkeypatch)
    module = fake_module(made.server)
    spec = replace(module.spec, identity="oid")
    made.module = replace(module, spec=spec, open=lambda _: Numbered(made.server, spec))
    made.server.flags = {"oid": "16384"}
    made.server.identities = [ONE]
    assert [result.code for result in made.rotate(made.app)] == ["ok"]
    made.server.applied.clear()
    yield made
    made.world.vault.close()


def test_an_account_that_was_made_again_is_not_changed(bench: FakeBench) -> None:
    bench.server.flags = {"oid": "16999"}
    [result] = bench.rotate(bench.app)
    assert (result.state, result.code, bench.server.applied) == (ResultState.REFUSED, "made_again", [])
    bench.server.flags = {"oid": "16384"}
    [result] = bench.rotate(bench.app)
    assert (result.state, bench.server.applied) == (ResultState.DONE, ["app"])


def test_a_server_that_was_built_anew_has_made_every_account_again(bench: FakeBench) -> None:
    bench.server.flags = {"oid": "16999"}
    bench.server.identities = [replace(ONE, cluster="postgresql 74")]
    assert [result.state for result in bench.rotate(bench.app)] == [ResultState.DONE]


def test_an_account_on_another_server_is_compared_with_none_of_the_first(bench: FakeBench) -> None:
    records = bench.world.vault.records
    records.update(records.get(bench.database).with_fields({"host": "db2.example.com"}), who="test")
    bench.server.flags = {"oid": "16999"}
    assert [result.state for result in bench.rotate(bench.app)] == [ResultState.DONE]
