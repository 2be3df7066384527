"""What the doors need beside their pages: the entropy of a typed password, a proposed one, file dialogs, the shortcuts."""

from __future__ import annotations

import math
import string
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QVBoxLayout, QWidget

from pamdesk import __version__
from pamdesk.desktop.actions import ACTIONS
from pamdesk.desktop.create_page import CreatePage
from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.widgets.chip import KeyCap
from pamdesk.desktop.widgets.text import Label
from pamdesk.records.complexity import Complexity, TargetRules
from pamdesk.records.passwords import generate
from pamdesk.records.rules import intersect

_KINDS = (string.ascii_lowercase, string.ascii_uppercase, string.digits, string.punctuation + " ")


def bits_of(password: str) -> float:
    """A careful guess at a typed password's entropy: its kinds of letters, with repeats and runs counted once."""
    kinds = sum(len(kind) for kind in _KINDS if any(letter in kind for letter in password))
    if any(all(letter not in kind for kind in _KINDS) for letter in password):
        kinds += 100
    plain = sum(
        1
        for before, letter in zip(" " + password, password, strict=False)
        if abs(ord(letter) - ord(before)) > 1
    )
    distinct = len(set(password.casefold()))
    return min(plain, distinct * 2) * math.log2(kinds) * 0.8 if kinds > 1 else 0.0


def invent() -> str:
    """A master password to propose: four groups that can be read out, about 100 bits."""
    made = intersect(Complexity(20, 0, 1, 1, 0), TargetRules(name="a master password"))
    letters = generate(made).reveal()
    return "-".join(letters[start : start + 5] for start in range(0, len(letters), 5))


def vault_folder() -> Path:
    """Where new vaults are proposed."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def make_create_page(window: QWidget) -> CreatePage:
    """The page that makes a vault, with its file dialog."""
    page = CreatePage(__version__, vault_folder(), bits_of, invent)

    def choose(suggested: Path) -> None:
        dialog = QFileDialog(
            window, QCoreApplication.translate("Doors", "Where the vault will lie"), str(suggested.parent)
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(suggested.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: page.set_path(Path(name).with_suffix(".pamdesk")))
        dialog.open()

    page.place_asked.connect(choose)
    return page


def choose_vault(window: QWidget, chosen: Callable[[Path], None]) -> None:
    """Open the system's folder dialog for another vault."""
    dialog = QFileDialog(window, QCoreApplication.translate("Doors", "Open another vault"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()


def show_shortcuts(window: QWidget) -> QDialog:
    """Open the page of shortcuts, made from the table of actions."""
    dialog = QDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(QCoreApplication.translate("Doors", "Shortcuts"))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(*(metrics.PAGE_MARGIN,) * 4)
    column.setSpacing(metrics.SECTION_GAP)
    column.addWidget(Label(QCoreApplication.translate("Doors", "Shortcuts"), Role.SECTION))
    grid = QGridLayout()
    grid.setHorizontalSpacing(32)
    grid.setVerticalSpacing(8)
    shown = [spec for spec in ACTIONS if spec.keys]
    half = (len(shown) + 1) // 2
    for place, spec in enumerate(shown):
        across = 0 if place < half else 2
        native = QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
        grid.addWidget(Label(QCoreApplication.translate("Actions", spec.words)), place % half, across)
        grid.addWidget(KeyCap(native), place % half, across + 1)
    column.addLayout(grid)
    dialog.open()
    return dialog
