"""Fields of a person's own: a label, a value, and whether it is secret."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pamdesk.desktop.look import metrics
from pamdesk.desktop.widgets.buttons import Button, IconButton, Rank
from pamdesk.desktop.widgets.fields import CheckBox, Field, SecretField
from pamdesk.records.record import CustomField
from pamdesk.records.secret import Secret


class _Row(QWidget):
    changed = Signal()
    removed = Signal()

    def __init__(self, field: CustomField) -> None:
        super().__init__()
        self._kind = field.kind
        self.label = Field(self.tr("Label"))
        self.label.setPlaceholderText(self.tr("Label"))
        self.label.setText(field.label)
        self.secret = CheckBox(self.tr("Secret"))
        self.secret.setChecked(isinstance(field.value, Secret))
        self.value = SecretField(self.tr("Value"), tall=False)
        self.value.setText(field.value.reveal() if isinstance(field.value, Secret) else field.value)
        self.value.show_letters(not self.secret.isChecked())
        away = IconButton("close", self.tr("Remove"), side=metrics.CONTROL)
        away.clicked.connect(self.removed)
        self.secret.toggled.connect(lambda on: self.value.show_letters(not on))
        for signal in (self.label.textChanged, self.value.textChanged, self.secret.toggled):
            signal.connect(lambda *_: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.CONTROL_GAP)
        row.addWidget(self.label, 2)
        row.addWidget(self.value, 3)
        row.addWidget(self.secret)
        row.addWidget(away)

    def field(self) -> CustomField:
        text = self.value.text()
        kind = "secret" if self.secret.isChecked() else "text" if self._kind == "secret" else self._kind
        return CustomField(self.label.text().strip(), Secret(text) if self.secret.isChecked() else text, kind)


class CustomFields(QWidget):
    """Rows, and the button that adds one."""

    changed = Signal()

    def __init__(self) -> None:
        """None yet."""
        super().__init__()
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(metrics.CONTROL_GAP)
        self.add = Button(self.tr("Add a field"), "plus", Rank.OUTLINED)
        self.add.clicked.connect(lambda: self._append(CustomField("", ""), focus=True))
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def fill(self, fields: Sequence[CustomField]) -> None:
        """Show these."""
        for row in tuple(self._rows):
            self._take(row)
        for field in fields:
            self._append(field)

    def value(self) -> tuple[CustomField, ...]:
        """What stands there; rows that are wholly empty are left out."""
        return tuple(field for field in (row.field() for row in self._rows) if field.label or field.value)

    def _append(self, field: CustomField, *, focus: bool = False) -> None:
        row = _Row(field)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.insertWidget(len(self._rows) - 1, row)
        if focus:
            row.label.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, row: _Row) -> None:
        self._rows.remove(row)
        row.setParent(None)
        row.deleteLater()

    def _remove(self, row: _Row) -> None:
        self._take(row)
        self.changed.emit()
