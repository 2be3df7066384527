"""An earlier password that is made current again is not believed before the server was asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pamdesk.records.errors import InvalidRecord
from pamdesk.records.rotation_settings import Method
from pamdesk.records.secret import Secret
from pamdesk.rotation.results import ResultState
from pamdesk.services.restoring import restore_version, what_restore_undoes
from pamdesk.services.states import AccountWord, StateReader
from pamdesk.targets.contract import Outcome, Proof
from pamdesk.vault.journal import LeaseHeld
from tests.fakes.bench import FakeBench
from tests.fakes.server import fake_module


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBench]:
    made = FakeBench(tmp_path / "v.pamdesk", monkeypatch)
    monkeypatch.setattr("pamdesk.targets.by_key", lambda _: made.module)
    made.rotate(made.app)
    yield made
    made.world.vault.close()


def test_an_earlier_password_asks_for_a_confirmation_first(bench: FakeBench) -> None:
    live = bench.world.password(bench.app)
    with pytest.raises(InvalidRecord) as caught:
        restore_version(bench.world.vault, bench.app, 1, "ann")
    assert caught.value.code == "not_confirmed"
    assert bench.world.password(bench.app) == live
    assert "earlier password" in what_restore_undoes(bench.world.vault, bench.app, 1)
    assert what_restore_undoes(bench.world.vault, bench.database, 1) == ""


def test_a_restored_password_is_in_doubt_until_the_server_says_which_one_works(bench: FakeBench) -> None:
    live = bench.world.password(bench.app)
    restore_version(bench.world.vault, bench.app, 1, "ann", confirmed=True)
    assert bench.world.password(bench.app) == "old"
    state = bench.world.vault.journal.account_state(bench.app)
    assert (state.state, state.code, state.proved_at) == ("in_doubt", "restored", None)
    [result] = bench.recover()
    assert (result.state, bench.world.password(bench.app)) == (ResultState.DONE, live)


def test_a_restored_password_that_works_is_proved(bench: FakeBench) -> None:
    bench.server.passwords["app"] = "old"  # a snapshot of the server was restored
    restore_version(bench.world.vault, bench.app, 1, "ann", confirmed=True)
    [result] = bench.recover()
    assert (result.state, bench.world.password(bench.app)) == (ResultState.DONE, "old")


def test_a_restored_password_waits_for_no_change_that_was_never_sent(bench: FakeBench) -> None:
    """Where only the server could say that a change is over, it cannot be asked about one that was never sent."""
    bench.module = fake_module(bench.server, ends_by_itself=False)
    bench.server.outcome = Outcome.UNKNOWN
    live = bench.world.password(bench.app)
    restore_version(bench.world.vault, bench.app, 1, "ann", confirmed=True)
    [result] = bench.recover()
    assert (result.state, bench.world.password(bench.app)) == (ResultState.DONE, live)


def test_nothing_is_restored_while_a_rotation_is_under_way(bench: FakeBench) -> None:
    live = bench.world.password(bench.app)
    vault = bench.world.vault
    vault.leases.acquire(bench.app, vault.owner).result()
    with pytest.raises(LeaseHeld):
        restore_version(vault, bench.app, 1, "ann", confirmed=True)
    assert bench.world.password(bench.app) == live


def test_what_no_sign_in_could_prove_is_restored_without_a_question(bench: FakeBench) -> None:
    bench.module = fake_module(bench.server, proof=Proof.CONFIRMED)
    restore_version(bench.world.vault, bench.app, 1, "ann", confirmed=True)
    vault = bench.world.vault
    assert vault.journal.attempts(bench.app, unfinished=True) == []
    view = StateReader(vault).of([bench.app])[bench.app]
    assert (view.word, view.proved_at) == (AccountWord.BY_HAND, None)


def test_a_login_that_nothing_rotates_is_restored_without_a_confirmation(bench: FakeBench) -> None:
    login = bench.world.record("login", "Bank", {"login": "ann", "password": Secret("first")})
    records = bench.world.vault.records
    records.update(records.get(login).with_fields({"password": Secret("second")}), who="ann")
    restore_version(bench.world.vault, login, 1, "ann")
    assert bench.world.password(login) == "first"


def test_an_earlier_access_key_is_called_so_and_its_account_is_shown_as_changed_by_hand(
    bench: FakeBench,
) -> None:
    world = bench.world
    user = world.user("bot", None, method=Method.IAM_ACCESS_KEY)
    for key in ("first", "second"):
        fields = {"access_key_id": key, "secret_access_key": Secret(key)}
        world.vault.records.update(world.vault.records.get(user).with_fields(fields), who="ann")
    told = what_restore_undoes(world.vault, user, 2)
    assert "holds an earlier access key" in told
    bench.module = replace(bench.module, spec=replace(bench.module.spec, made_there=True))
    restore_version(world.vault, user, 2, "ann", confirmed=True)
    record = world.vault.records.get(user)
    assert (record.text("access_key_id"), record.secret("secret_access_key")) == ("first", Secret("first"))
    assert world.vault.journal.attempts(user, unfinished=True) == []
