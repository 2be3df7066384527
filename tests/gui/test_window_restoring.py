"""An earlier password comes back in the window only where a person has read what that undoes, as at the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pamdesk.desktop.widgets.dialog import Question
from pamdesk.records.secret import Secret
from tests.gui import window_fixtures as helpers
from tests.gui.window_fixtures import PATIENCE, Opened
from tests.worlds import TEST, World

pytestmark = pytest.mark.gui


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    yield from helpers.event_loop(qapp)


@pytest.fixture
def opened(loop: object, qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    world = World.create(tmp_path / "operations.pamdesk")
    database = world.database("billing-prod", "db.example.com", 5432, "postgresql")
    user = world.user("billing_app", "first", on=database, title="billing_app")
    records = world.vault.records
    record = records.get(user)
    records.update(replace(record, fields={**record.fields, "password": Secret("second")}), who=TEST)
    world.vault.close()
    made = helpers.unlock(qtbot, tmp_path / "operations.pamdesk")
    yield made
    helpers.shut(made)


class Asked:
    """Answers every confirmation the same way, and keeps what was asked."""

    def __init__(self, opened: Opened, answer: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        self.questions: list[Question] = []
        self._answer = answer
        monkeypatch.setattr(opened.work.desk.ask, "confirm", self._confirm)

    async def _confirm(self, question: Question) -> bool:
        self.questions.append(question)
        return self._answer


def held(opened: Opened) -> tuple[str, int]:
    """The password of the account, and how many versions there are."""
    record = opened.session.vault.records.get(account(opened))
    secret = record.secret("password")
    assert secret is not None
    return secret.reveal(), record.version


def account(opened: Opened) -> str:
    return opened.session.vault.records.find("billing_app")


def restore_first(opened: Opened) -> None:
    """Choose the first version in the account's history, as its button does."""
    opened.choose(account(opened))
    opened.work.browse.pane.tabs.history.restore_asked.emit(1)


def test_restoring_an_earlier_password_asks_first_and_on_no_changes_nothing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(opened, False, monkeypatch)
    before = held(opened)
    restore_first(opened)
    opened.bot.waitUntil(lambda: bool(asked.questions), timeout=PATIENCE)
    opened.bot.wait(50)
    assert "holds an earlier password, which probably no longer works" in asked.questions[0].sentence
    assert (held(opened), len(asked.questions)) == (before, 1)


def test_a_confirmed_restore_leaves_the_account_in_doubt_until_the_server_is_asked(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    Asked(opened, True, monkeypatch)
    restore_first(opened)
    opened.bot.waitUntil(lambda: held(opened)[0] == "first", timeout=PATIENCE)
    opened.bot.waitUntil(lambda: "present one again" in opened.work.desk.toast.words(), timeout=PATIENCE)
    journal = opened.session.vault.journal
    asked_for = [attempt.why for attempt in journal.attempts(account(opened))]
    assert (journal.account_state(account(opened)).state, asked_for) == ("in_doubt", ["restored"])


def test_undoing_a_change_of_the_password_asks_too_and_on_no_the_way_back_stays(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    toast, before = opened.work.desk.toast, held(opened)
    opened.work.operations.offer_undo(account(opened), 1, "billing_app is saved.")
    refused = Asked(opened, False, monkeypatch)
    toast._undo.click()
    opened.bot.waitUntil(lambda: bool(refused.questions) and toast.isVisible(), timeout=PATIENCE)
    assert (held(opened), toast.words(), toast._undo.isVisible()) == (before, "billing_app is saved.", True)

    Asked(opened, True, monkeypatch)
    toast._undo.click()
    opened.bot.waitUntil(lambda: held(opened)[0] == "first", timeout=PATIENCE)


def test_a_version_with_the_same_password_comes_back_without_a_question(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(opened, False, monkeypatch)
    records, user = opened.session.vault.records, account(opened)
    records.update(replace(records.get(user), notes="changed"), who=TEST)
    opened.work.desk.tasks.spawn(_restored(opened, user, 2))
    opened.bot.waitUntil(lambda: records.get(user).notes == "", timeout=PATIENCE)
    assert (asked.questions, held(opened)[0]) == ([], "second")


async def _restored(opened: Opened, user: str, version: int) -> None:
    assert await opened.work.operations.restore_version(user, version)
