"""Sentences call each kind of secret by its name: an SSH key that is in doubt is no password."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pamdesk import targets
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Answer, Made, Outcome
from tests.fakes.bench import FakeBench
from tests.fakes.server import Fault, fake_module


def made(_: object) -> Made:
    made.count += 1  # type: ignore[attr-defined]
    return Made(Secret(f"new {made.count}"), {}, "A new SSH key is saved here.")  # type: ignore[attr-defined]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBench]:
    bench = FakeBench(tmp_path / "v.pamdesk", monkeypatch)
    module = fake_module(bench.server)
    bench.module = replace(module, spec=replace(module.spec, noun="SSH key"), make=made)
    made.count = 0  # type: ignore[attr-defined]
    monkeypatch.setattr(targets, "ALL", (bench.module,))
    yield bench
    bench.world.vault.close()


def unanswered(bench: FakeBench) -> None:
    bench.server.faults = [Fault.CUT_AFTER]
    bench.server.probe_answers = [Answer.UNKNOWN]
    bench.rotate(bench.app)


def in_doubt(bench: FakeBench) -> str:
    unanswered(bench)
    return "Either the new or the old SSH key works"


def postponed(bench: FakeBench) -> str:
    unanswered(bench)
    record = bench.world.vault.records.get(bench.app)
    bench.world.vault.records.update(record.with_fields({"managed": True}), who="test")
    bench.world.vault._store.write(lambda conn: conn.execute("UPDATE attempts SET next_ask = 1"))
    bench.recover()
    return "Either the new or the old SSH key works"


def not_applied(bench: FakeBench) -> str:
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.rotate(bench.app)
    return "the old SSH key still works. Try again"


def adopted(bench: FakeBench) -> str:
    bench.rotate(bench.app)
    bench.server.passwords["app"] = "old"
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.rotate(bench.app)
    return "An earlier SSH key kept here is the one that works"


def stranger(bench: FakeBench) -> str:
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.passwords["app"] = "set by a stranger"
    bench.rotate(bench.app)
    return "None of the 2 SSH keys kept here"


def flags(bench: FakeBench) -> str:
    bench.server.flags_after = {"plugin": "other"}
    bench.rotate(bench.app)
    return "Besides the SSH key this is different now"


def renamed(bench: FakeBench) -> str:
    records = bench.world.vault.records

    def rename() -> None:
        records.update(records.get(bench.app).with_fields({"login": "app2"}), who="person")

    bench.server.on_announced = rename
    bench.rotate(bench.app)
    return "The SSH key that works for app is kept here"


def interrupted(bench: FakeBench) -> str:
    vault = bench.world.vault
    lease = vault.leases.acquire(bench.app, vault.owner).result()
    vault.journal.begin(lease, target="fake", method="general", who="t", why="").result()
    vault.leases.release(lease).result()
    bench.recover()
    return "The program ended before anything was sent; nothing was changed."


ENDS = (in_doubt, postponed, not_applied, adopted, stranger, flags, renamed, interrupted)


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_each_kind_of_secret_has_its_word(bench: FakeBench, end: Callable[[FakeBench], str]) -> None:
    said = end(bench)
    assert said in bench.attempt().sentence
    journal = bench.world.vault.journal
    told = [event.sentence for one in journal.attempts(bench.app) for event in journal.events(one.id)]
    assert [sentence for sentence in told if "password" in sentence.lower()] == []


def test_what_the_server_still_works_on_is_said_with_its_word_too(bench: FakeBench) -> None:
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.outcome = Outcome.RUNNING
    [result] = bench.rotate(bench.app)
    assert "SSH key" in result.reason
