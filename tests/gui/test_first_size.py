"""A window is never larger than the screen that it opens on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from pamdesk.desktop import preferences
from pamdesk.desktop.window import Window


def test_a_size_larger_than_the_screen_is_cut_to_it(qtbot: QtBot, tmp_path: Path):
    settings = replace(preferences.Preferences(), width=9000, height=9000)
    window = Window(tmp_path / "none", settings=settings, remembers=False)
    qtbot.addWidget(window)

    room = window.screen().availableSize()
    assert window.width() <= max(room.width(), window.minimumWidth())
    assert window.height() <= max(room.height(), window.minimumHeight())
