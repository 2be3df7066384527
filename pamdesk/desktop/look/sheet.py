"""The style sheet over Fusion: flat surfaces, one-pixel lines, 6-px radii."""

from functools import lru_cache
from string import Template
from typing import Final

from pamdesk.desktop.look.tokens import Tokens

_SHEET: Final = Template("""
QWidget[area="base"] { background: $base; }
QWidget[area="surface"], QScrollArea[area="surface"] > QWidget > QWidget { background: $surface; }
QWidget[area="raised"] { background: $raised; }
QFrame[area="card"] { background: $card; border: 1px solid $line; border-radius: 6px; }
QFrame[rule="h"] { background: $line; min-height: 1px; max-height: 1px; border: none; }
QFrame[rule="h"][over="true"] { background: $line2; }
QFrame[rule="v"] { background: $line2; min-width: 1px; max-width: 1px; border: none; }
QScrollArea { background: transparent; border: none; }
QAbstractScrollArea { border: none; }

QLabel { background: transparent; }
QLabel[tone="t1"] { color: $t1; }
QLabel[tone="t2"] { color: $t2; }
QLabel[tone="t3"] { color: $t3; }
QLabel[tone="link"] { color: $link; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="att"] { color: $att; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="run"] { color: $run; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QAbstractSpinBox {
  background: $input; color: $t1; border: 1px solid $line2; border-radius: 6px; padding: 0 7px;
  selection-background-color: $accent; selection-color: $onaccent;
}
QLineEdit { lineedit-password-character: 8226; placeholder-text-color: $t3; }
QPlainTextEdit, QTextEdit { placeholder-text-color: $t3; }
QLineEdit[bare="true"] { background: transparent; border: 2px solid transparent; padding: 0; }
QLineEdit[bare="true"]:focus { border: 2px solid $link; padding: 0; }
QLineEdit[over="true"], QLineEdit[over="true"]:focus { background: transparent; border: none; padding: 0; }
QPlainTextEdit, QTextEdit { padding: 5px 6px; }
QPlainTextEdit[bare="true"] { background: transparent; border: 2px solid transparent; padding: 2px 0; }
QPlainTextEdit[bare="true"]:focus { border: 2px solid $link; padding: 2px 0; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $link; padding: 0 6px;
}
QPlainTextEdit:focus, QTextEdit:focus { padding: 4px 5px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border-color: $bad; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $toff; border-color: $line; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
  background: $overlay; color: $t1; border: 1px solid $line2; outline: none; padding: 4px;
  selection-background-color: $select; selection-color: $t1;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }

QCheckBox, QRadioButton { spacing: 10px; color: $t1; min-height: 20px; }
QCheckBox:disabled, QRadioButton:disabled { color: $toff; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $line3; border-radius: 4px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:focus, QCheckBox:focus::indicator { border: 2px solid $link; width: 12px; height: 12px; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $line3; border-radius: 8px; }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; background: $onaccent; }

QAbstractItemView { background: transparent; outline: none; border: none; }
QTableView, QTreeView { selection-background-color: transparent; show-decoration-selected: 0; }
QTableView::item:selected, QTreeView::item:selected { background: transparent; }
QTreeView[area="base"] { background: $base; padding: 8px 0; }
QTableView { gridline-color: $line; }
QHeaderView { background: transparent; border: none; }
QTableCornerButton::section { background: transparent; border: none; }

QMenu { background: $overlay; color: $t1; border: 1px solid $line2; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $select; }
QMenu::item:disabled { color: $toff; }
QMenu::separator { height: 1px; background: $line; margin: 4px 0; }
QToolTip { background: $overlay; color: $t1; border: 1px solid $line2; padding: 4px 8px; }
QDialog { background: $surface; }
QSplitter::handle { background: $line; }

QPushButton[plain="true"] { border: none; background: transparent; color: $t1; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $line2; min-height: 32px; border-radius: 3px; margin: 3px; }
QScrollBar::handle:horizontal { background: $line2; min-width: 32px; border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover { background: $line3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


@lru_cache(maxsize=2)
def style_sheet(tokens: Tokens) -> str:
    """The style sheet of one theme."""
    values = tokens.as_dict()
    # Light raises by white on grey, dark by lightness.
    values["card"] = tokens.surface if tokens.surface == "#FFFFFF" else tokens.raised
    return _SHEET.substitute(values)
