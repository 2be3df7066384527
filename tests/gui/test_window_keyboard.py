"""Journeys with keys alone: find, rotate, copy; make, fill, save, leave. The focus is always on something that is seen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.gui import window_fixtures as helpers
from tests.gui.window_fixtures import PATIENCE, Opened
from tests.servers.postgresql import PostgresServer
from tests.worlds import DatabaseWorld, World, postgres_world

pytestmark = pytest.mark.gui
CTRL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    yield from helpers.event_loop(qapp)


def focus(opened: Opened) -> QWidget:
    """What has the focus; it is seen, and in the page in front."""
    QApplication.processEvents()
    widget = opened.window.focusWidget()
    assert widget is not None
    assert widget.isVisible()
    assert widget is not opened.window
    return widget


def press(opened: Opened, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focus(opened), key, modifier)


@pytest.mark.server
def test_the_help_desk_finds_rotates_and_copies_without_a_mouse(
    loop: object, qtbot: QtBot, tmp_path: Path, postgres_server: PostgresServer
) -> None:
    world: DatabaseWorld = postgres_world(tmp_path / "operations.pamdesk", postgres_server, users=2)
    user, login = world.users[0], world.logins[0]
    title = world.vault.records.get(user).title
    world.vault.close()
    opened = helpers.unlock(qtbot, tmp_path / "operations.pamdesk")
    work = opened.work

    assert focus(opened) is work.browse.search
    QTest.keyClicks(focus(opened), title)
    qtbot.waitUntil(lambda: opened.rows()[:1] == [title] and work.current() == user, timeout=PATIENCE)
    press(opened, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: work.pages.currentWidget() is work.record, timeout=PATIENCE)
    assert work.record.isAncestorOf(focus(opened))

    press(opened, Qt.Key.Key_R, CTRL)
    state = lambda: work.record.shown.details.state if work.record.shown else None  # noqa: E731
    qtbot.waitUntil(lambda: "checked by signing in" in getattr(state(), "sentence", ""), timeout=PATIENCE)

    press(opened, Qt.Key.Key_C, CTRL)
    secret = opened.session.vault.records.get(user).secret("password")
    assert secret is not None
    clipboard = QApplication.clipboard()
    qtbot.waitUntil(lambda: clipboard.text() == secret.reveal(), timeout=PATIENCE)
    assert world.server.can_sign_in(login, clipboard.text())

    press(opened, Qt.Key.Key_Left, ALT)
    assert work.browse.isAncestorOf(focus(opened))
    helpers.shut(opened)


def test_f6_goes_round_the_areas_and_escape_leaves_a_page(loop: object, qtbot: QtBot, tmp_path: Path) -> None:
    world = World.create(tmp_path / "operations.pamdesk")
    database = world.database("billing-prod", "db.example.com", 5432, "postgresql")
    user = world.user("billing_app", "secret", on=database, title="billing_app")
    world.vault.close()
    opened = helpers.unlock(qtbot, tmp_path / "operations.pamdesk")
    work = opened.work
    opened.choose(user)
    work.browse.search.setFocus()

    seen = [focus(opened)]
    for _ in range(4):
        press(opened, Qt.Key.Key_F6)
        seen.append(focus(opened))
    browse = work.browse
    assert seen == [
        browse.search,
        browse.table,
        browse.pane.tabs.bar,
        work.jobs.bar.arrow,
        work.scope.sidebar,
    ]

    opened.panel(user)
    assert work.record.isAncestorOf(focus(opened))
    press(opened, Qt.Key.Key_Escape)
    assert work.browse.isAncestorOf(focus(opened))
    helpers.shut(opened)


def test_a_new_record_is_filled_and_saved_without_a_mouse(loop: object, qtbot: QtBot, tmp_path: Path) -> None:
    world = World.create(tmp_path / "operations.pamdesk")
    world.vault.close()
    opened = helpers.unlock(qtbot, tmp_path / "operations.pamdesk")
    work = opened.work

    press(opened, Qt.Key.Key_N, CTRL)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in menu.actions():
        QTest.keyClick(menu, Qt.Key.Key_Down)
        chosen = menu.activeAction()
        if chosen.text() == "Login":
            break
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: work.pages.currentWidget() is work._editor, timeout=PATIENCE)
    opened.window.activateWindow()  # a window manager does it when a menu closes; offscreen there is none
    qtbot.waitUntil(opened.window.isActiveWindow, timeout=PATIENCE)
    assert focus(opened) is work.editor.form.title
    QTest.keyClicks(focus(opened), "ticket desk")
    login = work.editor.form.fields["login"].widget
    for _ in range(12):
        press(opened, Qt.Key.Key_Tab)
        if focus(opened) is login:
            break
    QTest.keyClicks(focus(opened), "desk")
    qtbot.waitUntil(lambda: work.desk.actions["save"].isEnabled(), timeout=PATIENCE)
    press(opened, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "ticket desk" in opened.rows(), timeout=PATIENCE)
    made = opened.session.vault.records.get(opened.session.vault.records.find("ticket desk"))
    assert (made.type, made.fields["login"]) == ("login", "desk")

    press(opened, Qt.Key.Key_E, CTRL)
    qtbot.waitUntil(lambda: work.pages.currentWidget() is work.editor, timeout=PATIENCE)
    press(opened, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: work.pages.currentWidget() is work.browse, timeout=PATIENCE)
    helpers.shut(opened)
