"""The recovery kit: offered when a vault is made, shown once, and the other way in."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pamdesk.desktop.recovery_kit import KitDialog
from pamdesk.desktop.window import Window
from tests.gui import window_fixtures as helpers
from tests.gui.window_fixtures import PATIENCE

pytestmark = pytest.mark.gui


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    yield from helpers.event_loop(qapp)


@pytest.fixture
def window(loop: object, qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """A window in which a vault was just made, with *Print a recovery kit next* ticked or not."""
    made = helpers.new_window(qtbot, None)
    yield made
    made.close()
    made.wait_closed()


def create(bot: QtBot, window: Window, path: Path, *, kit: bool = True) -> None:
    page = window._create
    assert page is not None
    page.set_path(path)
    page.kit.setChecked(kit)
    with bot.waitSignal(window.unlocked, timeout=PATIENCE):
        page.make.click()


def shown(bot: QtBot, window: Window) -> KitDialog:
    def dialog() -> KitDialog | None:
        return window.findChild(KitDialog)

    bot.waitUntil(lambda: dialog() is not None, timeout=PATIENCE)
    found = dialog()
    assert found is not None
    return found


def test_a_new_vault_shows_its_recovery_kit_and_the_kit_opens_it(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "new.pamdesk"
    create(qtbot, window, path)
    dialog = shown(qtbot, window)
    code = dialog.code.text()
    assert len(code.replace("-", "")) == 36
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == code
    dialog.done_button.click()
    window.lock()

    window.unlock._recovery.click()
    assert window.unlock._caption.text() == "Code of the recovery kit"
    qtbot.keyClicks(window.unlock.password, code.lower())
    with qtbot.waitSignal(window.unlocked, timeout=PATIENCE):
        window.unlock.unlock.click()
    assert window.session is not None
    assert window.session.vault.path == path


def test_without_the_tick_no_kit_is_made(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    create(qtbot, window, tmp_path / "new.pamdesk", kit=False)
    qtbot.wait(200)
    assert window.findChild(KitDialog) is None


def test_the_sheet_names_the_vault_and_its_file_is_private(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    create(qtbot, window, tmp_path / "new.pamdesk")
    dialog = shown(qtbot, window)
    file = tmp_path / "kit.txt"
    assert window.work is not None
    window.work.desk.tasks.spawn(dialog.save_to(file))
    qtbot.waitUntil(file.exists, timeout=PATIENCE)
    text = file.read_text(encoding="utf-8")
    assert dialog.code.text() in text
    assert window.session is not None
    assert window.session.vault.name in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_sheet_is_printed(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    create(qtbot, window, tmp_path / "new.pamdesk")
    dialog = shown(qtbot, window)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "kit.pdf"))
    dialog.print_to(printer)
    assert (tmp_path / "kit.pdf").read_bytes()[:5] == b"%PDF-"


def test_a_closed_dialog_has_forgotten_the_code(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    create(qtbot, window, tmp_path / "new.pamdesk")
    dialog = shown(qtbot, window)
    line = dialog.code
    dialog.reject()
    assert line.text() == ""
