"""A change whose server never says that it is over can be stated over in the window, in words, by whoever asks again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pamdesk.desktop.widgets.dialog import Question
from pamdesk.services.stating import STATED_OVER
from pamdesk.targets.contract import Outcome
from tests.fakes.bench import FakeBench
from tests.fakes.server import Fault, fake_module
from tests.gui import window_fixtures as helpers
from tests.gui.window_fixtures import PATIENCE, Opened

pytestmark = [pytest.mark.gui, pytest.mark.slow]  # the server is asked twice, as patiently as the window does


@pytest.fixture
def opened(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    bench = FakeBench(tmp_path / "operations.pamdesk", monkeypatch)
    bench.module = fake_module(bench.server, over_seconds=-1.0, ends_by_itself=False)
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.outcome = Outcome.UNKNOWN
    bench.rotate(bench.app)  # before the window's loop: it runs one of its own
    bench.world.vault.close()
    time.sleep(1.1)  # nothing is stated within the second in which it was sent
    for _ in helpers.event_loop(qapp):
        made = helpers.unlock(qtbot, tmp_path / "operations.pamdesk")
        yield made
        helpers.shut(made)


@pytest.mark.parametrize(
    ("answer", "state", "entries"), [(False, "in_doubt", 0), (True, "failed", 1)], ids=["wait", "over"]
)
def test_asking_again_offers_to_state_that_the_change_is_over(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, answer: bool, state: str, entries: int
) -> None:
    asked: list[Question] = []

    async def confirm(question: Question) -> bool:
        asked.append(question)
        return answer

    desk, vault = opened.work.desk, opened.session.vault
    monkeypatch.setattr(desk.ask, "confirm", confirm)
    user = vault.records.find("app")
    for _ in range(
        4
    ):  # the engine itself may be asking, as it does at every start: then a person asks once more
        desk.toast.hide()
        desk.tasks.spawn(opened.work.operations.ask_again(user))
        opened.bot.waitUntil(desk.toast.isVisible, timeout=2 * PATIENCE)
        if asked:
            break
    audited = [entry for entry in vault.audit.list(record_id=user) if entry.action == STATED_OVER]
    assert asked[0].sentence.startswith("You state that the change of app is over")
    assert (vault.journal.account_state(user).state, len(audited)) == (state, entries)
