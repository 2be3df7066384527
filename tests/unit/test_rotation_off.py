"""Where rotation is switched off, an account in doubt is asked all the same, and nothing is changed by asking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pamdesk.records.secret import Secret
from pamdesk.rotation.results import ResultState
from pamdesk.targets.contract import (
    Account,
    Answer,
    Facts,
    Finding,
    Proof,
    Retirement,
    Severity,
    TargetModule,
)
from pamdesk.vault.journal import State
from tests.fakes.bench import FakeBench
from tests.fakes.server import FakeServer, FakeTarget, Fault, fake_module
from tests.scripts import carry, noting


class Changing(FakeTarget):
    """Notes in its server what closing an attempt changes."""

    def _note(self, what: str) -> None:
        self._server.applied.append(what)

    async def retire(self, account: Account, old: Secret) -> None:
        self._note("retired")

    async def retire_step(self, account: Account, old: Secret, facts: Facts) -> Retirement:
        self._note("a step of grace")
        return Retirement("It is gone.")

    async def remove_made(
        self, account: Account, facts: Facts, kept: Sequence[Mapping[str, str]]
    ) -> Finding | None:
        self._note("removed")
        return Finding(Severity.PASSED, "What was made is removed.")


def changing(server: FakeServer, **spec: object) -> TargetModule:
    """A target that does more than to set a secret and to ask for it."""
    module = fake_module(server)
    changed = replace(module.spec, **spec)  # type: ignore[arg-type]
    return replace(module, spec=changed, open=lambda _: Changing(server, changed))


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBench]:
    made = FakeBench(tmp_path / "v.pamdesk", monkeypatch)
    yield made
    made.world.vault.close()


def switch(bench: FakeBench, *, on: bool, what: str = "user") -> None:
    """Do what an administrator does."""
    vault = bench.world.vault
    if what == "user":
        settings = vault.rotation_settings.get(bench.app)
        assert settings is not None
        vault.rotation_settings.set(replace(settings, enabled=on, changed=datetime.now(UTC)), who="test")
        return
    record = vault.records.get(bench.database if what == "database" else bench.world.configuration)
    vault.records.update(record.with_fields({"rotation_enabled": on}), who="test")


def in_doubt(bench: FakeBench, fault: Fault = Fault.CUT_AFTER) -> None:
    """Leave an attempt of which nobody knows what became of it, and forget what was sent for it."""
    bench.server.faults = [fault]
    bench.server.probe_answers = [Answer.UNKNOWN]
    bench.rotate(bench.app)
    assert bench.attempt().state is State.AMBIGUOUS
    bench.server.applied.clear()


@pytest.mark.parametrize("what", ["user", "database", "configuration"])
def test_an_account_in_doubt_is_asked_although_rotation_is_off(bench: FakeBench, what: str) -> None:
    in_doubt(bench)
    switch(bench, on=False, what=what)
    [result] = bench.recover()
    assert (result.state, bench.attempt().state) == (ResultState.DONE, State.DONE)
    assert bench.world.password(bench.app) == bench.server.passwords["app"]
    assert bench.server.applied == []
    [result] = bench.rotate(bench.app)
    assert (result.state, result.code, bench.server.applied) == (ResultState.REFUSED, "off", [])


def test_an_old_password_that_still_works_is_found_too(bench: FakeBench) -> None:
    in_doubt(bench, Fault.CUT_BEFORE)
    switch(bench, on=False)
    [result] = bench.recover()
    assert (result.state, result.code, bench.server.applied) == (ResultState.FAILED, "not_applied", [])


def test_what_cannot_be_probed_is_not_sent_again_while_rotation_is_off(bench: FakeBench) -> None:
    bench.module = fake_module(bench.server, proof=Proof.CONFIRMED)
    bench.server.faults = [Fault.CUT_AFTER, Fault.CUT_AFTER]
    bench.rotate(bench.app)
    bench.server.applied.clear()
    switch(bench, on=False)
    [result] = bench.recover()
    assert (result.state, bench.attempt().state) == (ResultState.IN_DOUBT, State.AMBIGUOUS)
    assert "While it is off" in result.reason
    assert bench.server.applied == []
    switch(bench, on=True)
    [result] = bench.recover()
    assert (result.state, bench.server.applied) == (ResultState.DONE, ["app"])


def test_what_the_target_made_is_not_removed_while_rotation_is_off(bench: FakeBench) -> None:
    in_doubt(bench, Fault.CUT_BEFORE)
    bench.module = changing(bench.server, made_there=True)
    switch(bench, on=False)
    [result] = bench.recover()
    assert (result.state, bench.server.applied) == (ResultState.IN_DOUBT, [])
    switch(bench, on=True)
    [result] = bench.recover()
    assert (result.state, bench.server.applied) == (ResultState.FAILED, ["removed"])


def test_what_nobody_saw_being_made_is_not_looked_for_while_rotation_is_off(bench: FakeBench) -> None:
    bench.module = changing(bench.server, made_there=True)
    vault = bench.world.vault
    lease = vault.leases.acquire(bench.app, vault.owner).result()
    begun = vault.journal.begin(lease, target="fake", method="general", who="t", why="").result()
    vault.journal.advance(lease, begun.id, State.APPLYING, facts={"announced_at": 1}).result()
    vault.leases.release(lease).result()
    switch(bench, on=False)
    [result] = bench.recover()
    assert (result.state, bench.server.applied) == (ResultState.IN_DOUBT, [])
    switch(bench, on=True)
    bench.recover()
    assert bench.server.applied == ["removed"]


def test_the_old_secret_stays_in_service_while_rotation_is_off(bench: FakeBench) -> None:
    bench.module = changing(bench.server, retires=True)
    in_doubt(bench)
    switch(bench, on=False)
    [result] = bench.recover()
    assert (result.state, result.changed, bench.server.applied) == (ResultState.DONE, True, [])
    assert bench.world.password(bench.app) == bench.server.passwords["app"]
    assert bench.attempt().state is State.PROMOTED
    switch(bench, on=True)
    [result] = bench.recover()
    assert (bench.attempt().state, bench.server.applied) == (State.DONE, ["retired"])


def test_a_grace_that_is_over_waits_until_rotation_is_on_again(bench: FakeBench) -> None:
    bench.module = changing(bench.server, retires=True, grace_seconds=0.001)
    bench.rotate(bench.app)
    assert bench.attempt().state is State.RETIRING
    bench.server.applied.clear()
    switch(bench, on=False)
    bench.recover()
    assert (bench.attempt().state, bench.server.applied) == (State.RETIRING, [])
    switch(bench, on=True)
    bench.clock.ahead = timedelta(hours=2)
    bench.recover()
    assert (bench.attempt().state, bench.server.applied) == (State.DONE, ["a step of grace"])


def test_scripts_wait_until_rotation_is_on_again(bench: FakeBench, tmp_path: Path) -> None:
    carry(bench.world.vault, bench.app, "tell", noting(tmp_path / "ran", "ran"))
    vault = bench.world.vault
    lease = vault.leases.acquire(bench.app, vault.owner).result()
    begun = vault.journal.begin(lease, target="fake", method="general", who="t", why="").result()
    candidate = vault.journal.stage(lease, begun.id, Secret("new")).result()
    at = datetime.now(UTC)
    vault.journal.promote(lease, begun.id, candidate.id, sentence="", at=at).result()
    vault.journal.advance(lease, begun.id, State.DEPENDENTS).result()
    vault.leases.release(lease).result()
    switch(bench, on=False)
    bench.recover()
    assert (bench.attempt().state, (tmp_path / "ran").exists()) == (State.DEPENDENTS, False)
    switch(bench, on=True)
    bench.recover()
    assert (bench.attempt().state, (tmp_path / "ran").exists()) == (State.DONE, True)
