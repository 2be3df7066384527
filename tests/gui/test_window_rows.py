"""The record table while the rows of a large vault are still being read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pamdesk.desktop.look.theme import Theme
from pamdesk.desktop.record_model import RecordModel
from pamdesk.desktop.widgets.record_table import RecordTable

pytestmark = pytest.mark.gui


def test_a_row_that_is_not_read_yet_is_painted_empty_and_asked_for(qapp: QApplication, qtbot: QtBot) -> None:
    Theme.light().apply(qapp)
    asked: list[str] = []

    def need(ids: Sequence[str]) -> None:
        asked.extend(ids)

    model = RecordModel(need)
    table = RecordTable("Records")
    table.setModel(model)
    qtbot.addWidget(table)
    table.resize(900, 400)
    model.show(["a", "b"], [])
    table.show()

    table.grab()  # an error inside a paint event ends the test

    qtbot.waitUntil(lambda: asked == ["a", "b"])
