"""The window fits small screens: no view is wider than it, no word is cut, and what gives way comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pamdesk.desktop.look import language
from pamdesk.desktop.look.language import Language
from pamdesk.desktop.widgets.buttons import Button
from pamdesk.desktop.widgets.graph import GraphEdge, GraphNode, GraphView
from pamdesk.desktop.widgets.text import Elided, Paragraph
from tests.gui.window_fixtures import PATIENCE, Opened, event_loop, shut, unlock
from tests.worlds import World

pytestmark = pytest.mark.gui

SIZES = ((800, 560), (1024, 600))


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Opened]:
    world = World.create(tmp_path / "operations.pamdesk")
    database = world.database("billing-prod", "db.example.com", 5432, "postgresql")
    world.user("billing_app", "old password", on=database, title="billing_app")
    world.user("reporting_ro", "other", on=database, title="reporting_ro")
    world.vault.close()
    for _loop in event_loop(qapp):
        made = unlock(qtbot, tmp_path / "operations.pamdesk")
        yield made
        shut(made)


def cut(view: QWidget) -> list[str]:
    """The words of visible labels and buttons that have less room than they need; what may be elided says so itself."""
    found = []
    for each in view.findChildren(QLabel):
        if each.isVisibleTo(view) and not isinstance(each, Elided | Paragraph) and not each.wordWrap():
            needed = QFontMetrics(each.font()).horizontalAdvance(each.text())
            if needed > each.width():
                found.append(f"{each.text()}: {needed} px in {each.width()}")
    for button in view.findChildren(Button):
        if button.isVisibleTo(view) and button.minimumSizeHint().width() > button.width():
            found.append(f"{button.text()}: {button.minimumSizeHint().width()} px in {button.width()}")
    return found


def fits(opened: Opened, view: QWidget) -> None:
    """Wait until the view is laid out, then look at it."""
    QApplication.processEvents()
    assert view.minimumSizeHint().width() <= opened.window.width()
    assert cut(view) == []


@pytest.mark.parametrize("spoken", Language)
@pytest.mark.parametrize("size", SIZES)
def test_no_view_is_wider_than_a_small_window_and_no_word_is_cut(
    opened: Opened, qapp: QApplication, size: tuple[int, int], spoken: Language
) -> None:
    work, window, bot = opened.work, opened.window, opened.bot
    window.resize(*size)
    language.use(qapp, spoken)
    account = opened.session.vault.records.find("billing_app")
    opened.choose(account)
    fits(opened, work)
    work.jobs.open(True)
    fits(opened, work)
    assert work.jobs.geometry().bottom() < work.height()
    work.jobs.open(False)
    opened.panel(account)
    fits(opened, work)
    work.edit_record()
    bot.waitUntil(lambda: work.pages.currentWidget() is work.editor, timeout=PATIENCE)
    fits(opened, work)
    form = work.editor.form.widget()
    assert form is not None
    assert form.minimumSizeHint().width() <= work.editor.form.viewport().width()
    work.pages.setCurrentWidget(work.bulk)
    fits(opened, work)
    window.lock()
    fits(opened, window.unlock)
    window.show_create()
    fits(opened, window)
    assert (window.width(), window.height()) == size


def test_folders_give_way_in_a_narrow_window_and_come_back(opened: Opened) -> None:
    work = opened.work
    opened.window.resize(800, 560)
    assert (work.browse.pane.isVisible(), work.scope.sidebar.isVisible()) == (True, False)

    work.desk.actions.do("folders")
    assert (work.scope.sidebar.isVisible(), work.scope.sidebar.hasFocus()) == (True, True)
    QApplication.processEvents()
    assert not work.browse.pane.isVisible()
    work.desk.actions.do("folders")
    assert (work.scope.sidebar.isVisible(), work.browse.search.hasFocus()) == (False, True)

    opened.window.resize(1280, 700)
    assert (work.browse.pane.isVisible(), work.scope.sidebar.isVisible()) == (True, True)


def test_the_drawing_of_links_folds_where_four_nodes_have_no_room(qtbot: QtBot) -> None:
    graph = GraphView("Links")
    qtbot.addWidget(graph)
    keys = ("user", "resource", "configuration", "gateway", "launch")
    chain = (GraphEdge("configuration", "gateway", "served by"), GraphEdge("launch", "resource", "launch"))
    graph.set_graph([GraphNode(key, key, "", "user") for key in keys], chain)
    graph.show()
    graph.resize(1200, 300)
    assert graph.node_view("gateway").y() == graph.node_view("user").y()
    wide = graph.sizeHint().height()

    graph.resize(700, 500)
    below, above = graph.node_view("gateway").geometry(), graph.node_view("configuration").geometry()
    assert (below.x(), below.y() > above.bottom()) == (above.x(), True)
    assert max(graph.node_view(key).geometry().right() for key in keys) < 700
    assert graph.sizeHint().height() > wide
