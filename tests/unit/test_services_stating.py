"""Where a server never says that a change is over, an administrator may: said first, audited, and never against the server."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pamdesk.cli.program import carry_out
from pamdesk.records.errors import InvalidRecord
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.services.stating import STATED_OVER, state_over, what_is_stated
from pamdesk.targets.contract import Outcome
from tests.fakes.bench import FakeBench
from tests.fakes.server import Fault, fake_module
from tests.worlds import PASSWORD

SOON = timedelta(seconds=2)  # after the second in which the change was sent


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBench]:
    """An account whose new password is rejected, whose old one works, and whose server says nothing of the change."""
    made = FakeBench(tmp_path / "v.pamdesk", monkeypatch)
    made.module = fake_module(made.server, over_seconds=-1.0, ends_by_itself=False)
    made.server.faults = [Fault.CUT_BEFORE]
    made.server.outcome = Outcome.UNKNOWN
    [result] = made.rotate(made.app)
    assert (result.state, result.code) == (ResultState.IN_DOUBT, "end_not_told")
    yield made
    made.world.vault.close()


def stated(bench: FakeBench) -> AccountResult:
    """State it, and ask again."""
    state_over(bench.world.vault, bench.app, "ann", confirmed=True, at=datetime.now(UTC) + SOON)
    [result] = bench.recover()
    return result


def audited(bench: FakeBench) -> list[tuple[str, str]]:
    entries = bench.world.vault.audit.list(record_id=bench.app)
    return [(entry.who, entry.detail) for entry in entries if entry.action == STATED_OVER]


def test_what_a_person_asserts_is_said_first_and_changes_nothing(bench: FakeBench) -> None:
    told = what_is_stated(bench.world.vault, bench.app)
    assert told.startswith(
        "You state that the change of app is over: nothing of it runs or waits on billing-prod"
    )
    with pytest.raises(InvalidRecord) as caught:
        state_over(bench.world.vault, bench.app, "ann")
    assert (caught.value.code, caught.value.message, audited(bench)) == ("not_confirmed", told, [])
    [result] = bench.recover()
    assert result.code == "end_not_told"


def test_a_stated_end_is_believed_audited_and_leaves_the_password_that_works(bench: FakeBench) -> None:
    result = stated(bench)
    assert (result.state, result.code) == (ResultState.FAILED, "not_applied")
    assert bench.world.password(bench.app) == bench.server.passwords["app"] == "old"
    assert audited(bench) == [("ann", bench.attempt().id)]
    assert what_is_stated(bench.world.vault, bench.app) == ""


def test_a_change_that_arrived_meanwhile_is_found_all_the_same(bench: FakeBench) -> None:
    bench.server.passwords["app"] = next(one for one in bench.kept() if one != "old")
    result = stated(bench)
    assert (result.state, bench.world.password(bench.app)) == (
        ResultState.DONE,
        bench.server.passwords["app"],
    )


def test_a_server_that_says_the_change_still_runs_is_believed_instead(bench: FakeBench) -> None:
    bench.server.outcome = Outcome.RUNNING
    result = stated(bench)
    assert (result.state, result.code) == (ResultState.IN_DOUBT, "no_answer")


def test_a_writer_that_comes_late_takes_the_word_back(bench: FakeBench) -> None:
    vault = bench.world.vault
    state_over(vault, bench.app, "ann", confirmed=True, at=datetime.now(UTC) + SOON)
    late = int((datetime.now(UTC) + 2 * SOON).timestamp())
    vault.journal.late(bench.attempt().id, {**bench.attempt().facts, "announced_at": late}).result()
    bench.clock.ahead = 3 * SOON
    [result] = bench.recover()
    assert (result.state, result.code) == (ResultState.IN_DOUBT, "end_not_told")


def test_where_nothing_waits_for_it_nothing_can_be_stated(bench: FakeBench) -> None:
    with pytest.raises(InvalidRecord) as caught:
        state_over(bench.world.vault, bench.dba, "ann", confirmed=True)
    assert caught.value.code == "nothing_to_state"


def test_the_command_says_it_first_and_settles_the_account_with_yes(
    bench: FakeBench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "password").write_text(PASSWORD)
    named = ["--vault", str(bench.world.vault.path), "--password-file", str(tmp_path / "password")]
    command = [*named, "rotation", "state-over", "app"]
    assert carry_out(command) == 1
    assert what_is_stated(bench.world.vault, bench.app) in capsys.readouterr().err

    time.sleep(1.1)  # not within the second in which it was sent
    assert carry_out([*command, "--yes", "--json"]) == 1  # the rotation itself failed
    [account] = json.loads(capsys.readouterr().out)["accounts"]
    assert (account["state"], account["code"], account["changed"]) == ("failed", "not_applied", False)
    assert len(audited(bench)) == 1
