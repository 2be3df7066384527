"""A narrow record table keeps its titles readable: what the icon and the state tell anyway gives way."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QStandardItemModel
from pytestqt.qtbot import QtBot

from pamdesk.desktop.widgets.record_columns import Column
from pamdesk.desktop.widgets.record_table import RecordTable

pytestmark = pytest.mark.gui


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    made = RecordTable("Records")
    qtbot.addWidget(made)
    made.setModel(QStandardItemModel(3, len(Column), made))
    made.show()
    return made


@pytest.mark.parametrize(
    ("width", "hidden"),
    [(420, {Column.TYPE, Column.LAST_ROTATED}), (559, {Column.TYPE, Column.LAST_ROTATED}), (900, set())],
)
def test_columns_give_way_below_the_width_in_which_all_fit(
    table: RecordTable, width: int, hidden: set[Column]
) -> None:
    table.resize(width, 300)
    assert {column for column in Column if table.isColumnHidden(column)} == hidden


def test_the_columns_that_are_left_share_the_whole_width(table: RecordTable) -> None:
    table.resize(420, 300)
    assert table.horizontalHeader().length() == table.viewport().width()
    assert table.columnWidth(Column.TITLE) > 140


def test_they_come_back_when_there_is_room_again(table: RecordTable) -> None:
    table.resize(420, 300)
    table.resize(900, 300)
    assert not any(table.isColumnHidden(column) for column in Column)
