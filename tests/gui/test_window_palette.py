"""The command palette: records, places and actions by name, with the keyboard alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pamdesk.desktop.widgets.palette import Palette
from pamdesk.desktop.widgets.palette_list import PaletteItem
from tests.gui import window_fixtures as helpers
from tests.gui.window_fixtures import PATIENCE, Opened
from tests.worlds import World

pytestmark = pytest.mark.gui


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    yield from helpers.event_loop(qapp)


@pytest.fixture
def opened(loop: object, qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    world = World.create(tmp_path / "operations.pamdesk")
    database = world.database("billing-prod", "db.example.com", 5432, "postgresql")
    for title in ("billing_app", "billing_etl", "ledger_batch"):
        world.user(title, "secret", on=database, title=title)
    world.vault.close()
    made = helpers.unlock(qtbot, tmp_path / "operations.pamdesk")
    yield made
    helpers.shut(made)


def palette(opened: Opened, text: str = "") -> Palette:
    """The palette, called by its key, with what is typed and found for it."""
    opened.bot.keyClick(opened.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    opened.bot.waitUntil(lambda: opened.work._palette is not None and opened.work._palette.is_open())
    made = opened.work._palette
    assert made is not None
    opened.bot.keyClicks(made.view.line, text)
    opened.bot.waitUntil(lambda: made.view.model.words == text.removeprefix(">"), timeout=PATIENCE)
    return made.view


def rows(view: Palette) -> list[str]:
    """Headings in brackets and the words of the rows, from the top."""
    model = view.model
    found = []
    for row in range(model.rowCount()):
        item = model.item(row)
        found.append(item.words if item else f"[{model.heading(row)}]")
    return found


def item(view: Palette, words: str) -> PaletteItem:
    """The row with these words."""
    items = (view.model.item(row) for row in range(view.model.rowCount()))
    return next(each for each in items if each is not None and each.words == words)


def test_a_part_of_a_name_finds_records_and_enter_goes_to_the_first(opened: Opened) -> None:
    view = palette(opened, "bill")
    assert rows(view)[:4] == ["[Records]", "billing-prod", "billing_app", "billing_etl"]
    opened.bot.keyClick(view.line, Qt.Key.Key_Down)
    opened.bot.keyClick(view.line, Qt.Key.Key_Down)
    opened.bot.keyClick(view.line, Qt.Key.Key_Return)
    etl = opened.session.vault.records.find("billing_etl")
    opened.bot.waitUntil(lambda: opened.work.current() == etl, timeout=PATIENCE)
    assert view.isVisible() is False


def test_an_action_is_done_by_its_name(opened: Opened) -> None:
    view = palette(opened, ">jobs")
    assert rows(view) == ["[Actions]", "Jobs"]
    opened.bot.keyClick(view.line, Qt.Key.Key_Return)
    assert opened.work.jobs._inside.isVisible() is True


def test_what_begins_with_the_words_comes_before_what_only_holds_them(opened: Opened) -> None:
    view = palette(opened, "app")
    assert rows(view)[:2] == ["[Records]", "billing_app"]
    view.line.setText("bat")
    opened.bot.waitUntil(lambda: view.model.words == "bat", timeout=PATIENCE)
    assert rows(view)[:2] == ["[Records]", "ledger_batch"]


def test_an_action_that_is_off_stays_says_why_and_does_nothing(opened: Opened) -> None:
    view = palette(opened, ">rename")
    assert item(view, "Rename folder").off == "Choose a folder first."
    opened.bot.keyClick(view.line, Qt.Key.Key_Return)
    assert view.isVisible() is True


def test_tab_offers_what_can_be_done_with_the_record(opened: Opened) -> None:
    view = palette(opened, "ledger")
    opened.bot.keyClick(view.line, Qt.Key.Key_Tab)
    opened.bot.waitUntil(lambda: "[With ledger_batch]" in rows(view), timeout=PATIENCE)
    assert "Rotate now" in rows(view)
    assert "[Records]" not in rows(view)
    assert view.line.hasFocus() is True


def test_a_folder_and_a_view_are_gone_to_by_name(opened: Opened) -> None:
    view = palette(opened, "doubt")
    assert "[Go to]" in rows(view)
    while (chosen := view.current()) is not None and chosen.words != "In doubt":
        opened.bot.keyClick(view.line, Qt.Key.Key_Down)
    opened.bot.keyClick(view.line, Qt.Key.Key_Return)
    assert opened.work.scope.key == "view:in_doubt"


def test_a_new_record_of_a_type_is_begun_by_name(opened: Opened) -> None:
    view = palette(opened, "new pam data")
    opened.bot.keyClick(view.line, Qt.Key.Key_Return)
    opened.bot.waitUntil(lambda: opened.work.pages.currentWidget() is opened.work._editor, timeout=PATIENCE)


def test_what_no_record_is_called_is_said(opened: Opened) -> None:
    view = palette(opened, "zzz")
    assert rows(view) == []
    assert view._nothing.isVisible() is True


@pytest.mark.parametrize("way", ["escape", "key", "beside"])
def test_it_is_left_and_the_focus_goes_back(opened: Opened, way: str) -> None:
    opened.work.browse.table.setFocus()
    view = palette(opened, "b")
    if way == "escape":
        opened.bot.keyClick(view.line, Qt.Key.Key_Escape)
    elif way == "key":
        opened.bot.keyClick(opened.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    else:
        opened.bot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert view.isVisible() is False
    assert opened.work.browse.table.hasFocus() is True


def test_a_reader_hears_the_chosen_row(opened: Opened) -> None:
    opened.choose(opened.session.vault.records.find("billing_app"))
    view = palette(opened, ">rotate now")
    assert view.line.accessibleDescription().startswith("Rotate now, ")
