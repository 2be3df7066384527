"""The password generator beside a password field: length, kinds, the true entropy, and *Use it*."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.number_field import NumberField
from pamdesk.desktop.widgets.buttons import Button, IconButton, Rank
from pamdesk.desktop.widgets.fields import CheckBox
from pamdesk.desktop.widgets.text import Label, Paragraph
from pamdesk.records.complexity import Complexity
from pamdesk.records.passwords import generate
from pamdesk.services.window_record import fit


class Generator(QDialog):
    """Proposes until one is used; opened, never run in a loop of its own."""

    used = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """With the usual rule: 20 characters, every kind."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(self.tr("Make a password"))
        self.setFixedWidth(440)
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.line.setFixedHeight(metrics.CONTROL_LARGE)
        self.line.setFont(font(Role.FIELD_LARGE, ident=True))
        self.line.setAccessibleName(self.tr("The proposed password"))
        self.length = NumberField(1, 128)
        self.length.set_value(20)
        self.length.setFixedWidth(64)
        self.length.setAccessibleName(self.tr("Length"))
        self.kinds = tuple(
            CheckBox(words) for words in (self.tr("A–Z"), self.tr("a–z"), self.tr("0–9"), self.tr("symbols"))
        )
        self._bits = Paragraph("", Role.SMALL, "t2")
        again = IconButton("rotate", self.tr("Another one"), side=metrics.CONTROL_LARGE)
        self._use = Button(self.tr("Use it"), "check", Rank.PRIMARY)
        back = Button(self.tr("Cancel"))
        top = QHBoxLayout()
        top.addWidget(self.line, 1)
        top.addWidget(again)
        rules = QHBoxLayout()
        rules.setSpacing(16)
        rules.addWidget(Label(self.tr("Length"), Role.SMALL, "t2"))
        rules.addWidget(self.length)
        for kind in self.kinds:
            kind.setChecked(True)
            kind.toggled.connect(lambda _on: self.propose())
            rules.addWidget(kind)
        rules.addStretch()
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(back)
        buttons.addWidget(self._use)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(metrics.PANE_PADDING,) * 4)
        column.setSpacing(metrics.CARD_GAP)
        column.addWidget(Label(self.tr("Make a password"), Role.SECTION))
        column.addLayout(top)
        column.addLayout(rules)
        column.addWidget(self._bits)
        column.addLayout(buttons)
        again.clicked.connect(self.propose)
        self.length.value_changed.connect(lambda _value: self.propose())
        back.clicked.connect(self.reject)
        self._use.clicked.connect(self._take)
        self._use.setDefault(True)
        self.propose()

    def rule(self) -> Complexity:
        """What was asked for."""
        upper, lower, digits, symbols = (int(kind.isChecked()) for kind in self.kinds)
        return Complexity(self.length.value(), upper, lower, digits, symbols)

    def propose(self) -> None:
        """Make another one."""
        effective, bits, problem = fit(self.rule(), None)
        if effective is None:
            self.line.clear()
            self._bits.set_words(problem)
            self._use.set_off(problem)
            return
        self.line.setText(generate(effective).reveal())
        self.line.setCursorPosition(0)
        self._bits.set_words(self.tr("{bits} bits of entropy").format(bits=int(bits)))
        self._use.set_on()

    def _take(self) -> None:
        self.used.emit(self.line.text())
        self.accept()
