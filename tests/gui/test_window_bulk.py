"""Rotate many in the window, on a real server: looked at first, run with live counts, told in a summary without secrets."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pamdesk.desktop.bulk_model import Phase
from pamdesk.desktop.bulk_page import BulkPage
from pamdesk.services.bulk import Verdict
from tests.gui import window_fixtures as helpers
from tests.gui.window_fixtures import PATIENCE, Opened
from tests.servers.postgresql import PostgresServer
from tests.worlds import DatabaseWorld, postgres_world

pytestmark = pytest.mark.gui
USERS = 5


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    yield from helpers.event_loop(qapp)


@pytest.fixture
def world(tmp_path: Path, postgres_server: PostgresServer) -> DatabaseWorld:
    """Five accounts that can be rotated, and one that is linked to nothing."""
    made = postgres_world(tmp_path / "operations.pamdesk", postgres_server, users=USERS)
    made.user("stray", "secret", title="stray")
    made.vault.close()
    return made


@pytest.fixture
def opened(loop: object, qtbot: QtBot, tmp_path: Path, world: DatabaseWorld) -> Iterator[Opened]:
    made = helpers.unlock(qtbot, tmp_path / "operations.pamdesk")
    yield made
    helpers.shut(made)


def review(opened: Opened) -> BulkPage:
    """Choose every record of the list, press *Rotate now*, and wait until each account was looked at."""
    opened.work.browse.table.selectAll()
    opened.bot.waitUntil(lambda: opened.work.desk.actions["rotate"].isEnabled(), timeout=PATIENCE)
    opened.work.desk.actions.do("rotate")
    opened.bot.waitUntil(lambda: opened.work.pages.currentWidget() is opened.work._bulk, timeout=PATIENCE)
    page = opened.work.bulk
    opened.bot.waitUntil(
        lambda: page.model.rowCount() > 0 and not page.model.verdicts().get(Verdict.WAITING), timeout=PATIENCE
    )
    return page


def passwords(opened: Opened, world: DatabaseWorld) -> list[str]:
    records = opened.session.vault.records
    secrets = [records.get(user).secret("password") for user in world.users]
    return [secret.reveal() for secret in secrets if secret is not None]


@pytest.mark.server
def test_each_account_is_looked_at_and_what_cannot_be_rotated_is_left_out_with_its_reason(
    opened: Opened, world: DatabaseWorld
) -> None:
    page = review(opened)
    assert set(page.model.ids()) >= set(world.users)
    stray = opened.session.vault.records.find("stray")
    assert stray not in page.model.ids()
    row = next(n for n in range(page.model.rowCount()) if page.model.index(n, 0).data() == "stray")
    assert page.model.index(row, 1).data() == "linked to nothing"
    assert page.model.index(row, 4).data() != "Ready"
    box = page.model.index(row, 0)
    assert page.model.setData(box, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole) is False


@pytest.mark.server
def test_what_is_unticked_is_not_rotated_and_the_rest_is_proved(opened: Opened, world: DatabaseWorld) -> None:
    page = review(opened)
    before = passwords(opened, world)
    spared = next(n for n in range(page.model.rowCount()) if page.model.account(n).id == world.users[0])  # type: ignore[union-attr]
    page.table.setCurrentIndex(page.model.index(spared, 0))
    page.table.setFocus()
    opened.bot.keyClick(page.table, Qt.Key.Key_Space)
    page.review_side.why.setText("CHG-10452")
    chosen = page.model.ids()
    page.review_side.begin.click()
    opened.bot.waitUntil(lambda: page.model.phase is Phase.RUN and not page.is_running(), timeout=PATIENCE)
    after = passwords(opened, world)
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, False, False, False]
    assert page.run_side.head.number.text() == str(len(chosen))
    assert page.model.index(0, 3).data().endswith("checked by signing in.")


@pytest.mark.server
def test_the_summary_for_a_ticket_names_every_account_the_reason_and_no_secret(
    opened: Opened, world: DatabaseWorld
) -> None:
    page = review(opened)
    page.review_side.why.setText("CHG-10452")
    page.review_side.begin.click()
    opened.bot.waitUntil(lambda: page.model.phase is Phase.RUN and not page.is_running(), timeout=PATIENCE)
    told = page.summary()
    assert "Reason: CHG-10452" in told
    titles = [opened.session.vault.records.header(user).title for user in world.users]
    assert [title for title in titles if title not in told] == []
    assert [secret for secret in passwords(opened, world) if secret in told] == []


@pytest.mark.server
def test_more_than_25_wait_until_their_number_is_typed(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pamdesk.desktop.bulk_review.MANY", 2)
    page = review(opened)
    side = page.review_side
    assert side.begin.is_on() is False
    side.number.setText(str(len(page.model.ids())))
    assert side.begin.is_on() is True
