"""One field of the editor for each kind of field in the record tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from pamdesk.desktop import field_words, sentences
from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.widgets.buttons import Button, Rank, Size
from pamdesk.desktop.widgets.fields import Field as LineField
from pamdesk.desktop.widgets.fields import Picker, SecretField, Toggle
from pamdesk.desktop.widgets.note import Glyph
from pamdesk.desktop.widgets.text import Label, Paragraph
from pamdesk.records.fields import Field, FieldKind
from pamdesk.records.record import FieldValue
from pamdesk.records.secret import Secret
from pamdesk.records.validation import parse_field
from pamdesk.services.details import as_text
from pamdesk.services.window_editor import Option

_WIDE = frozenset({FieldKind.MULTILINE, FieldKind.SECRET_MULTILINE, FieldKind.LINES})
_IDENT = frozenset({FieldKind.HOST, FieldKind.PORT})


class Holder(Protocol):
    """A widget that holds a text."""

    def get(self) -> str:
        """The text as it stands."""

    def put(self, text: str) -> None:
        """Show a text."""


class FieldEditor(QWidget):
    """Label, widget, and the sentence of the rule that is broken. `value` raises InvalidRecord for what cannot be read."""

    changed = Signal()
    focused = Signal(str)

    def __init__(self, type_key: str, field: Field, options: Sequence[Option] = ()) -> None:
        """The editor of one field, empty."""
        super().__init__()
        self.field = field
        self.touched = False
        self._type = type_key
        self._original: FieldValue | None = None
        self._dirty = False
        self._filling = False
        self.wide = field.kind in _WIDE
        self._label = Label(field_words.label_of(field), Role.SMALL, "t2")
        self._glyph = Glyph("bad", "bad", metrics.ICON_SMALL)
        self._sentence = Paragraph("", Role.SMALL, "bad")
        self._problem = QWidget()
        said = QHBoxLayout(self._problem)
        said.setContentsMargins(0, 2, 0, 0)
        said.setSpacing(6)
        said.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._sentence, 1)
        self._problem.hide()
        self.widget = self._made(options)
        self.widget.setAccessibleName(self._label.text())
        self.widget.setToolTip(field_words.said(field.help))
        self.widget.setObjectName(f"edit/{field.name}")
        self._label.setBuddy(self.widget)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(metrics.LABEL_GAP)
        if isinstance(self.widget, Toggle):
            self._label.setText("")
        self._column.addWidget(self._label)
        self._row = QHBoxLayout()
        self._row.setSpacing(metrics.CONTROL_GAP)
        self._row.addWidget(self.widget, 1)
        self._column.addLayout(self._row)
        self._column.addWidget(self._problem)
        self._column.addStretch()

    def _made(self, options: Sequence[Option]) -> QWidget:
        field = self.field
        name = field_words.label_of(field)
        match field.kind:
            case FieldKind.YES_NO:
                toggle = Toggle(name)
                toggle.toggled.connect(self._edited)
                return toggle
            case FieldKind.CHOICE:
                picker = Picker(name)
                if not field.required and field.default is None:
                    picker.addItem("–", "")
                for choice in field.choices:
                    picker.addItem(field_words.said(choice.label), choice.value)
                picker.currentIndexChanged.connect(self._edited)
                return picker
            case FieldKind.RECORD:
                picker = Picker(name, icon="folder" if field.refers_to == "folder" else "")
                picker.addItem("–", "")
                for option in options:
                    picker.addItem(option.name, option.id)
                picker.currentIndexChanged.connect(self._edited)
                return picker
            case FieldKind.MULTILINE | FieldKind.SECRET_MULTILINE | FieldKind.LINES:
                text = QPlainTextEdit()
                text.setFont(font(Role.TEXT))
                text.setTabChangesFocus(True)
                text.setFixedHeight(64)
                text.setPlaceholderText(field.placeholder)
                text.textChanged.connect(self._edited)
                return text
            case FieldKind.SECRET | FieldKind.OTP:
                secret = SecretField(name, tall=False)
                secret.textChanged.connect(self._edited)
                return secret
            case _:
                line = LineField(name, ident=field.kind in _IDENT)
                line.setPlaceholderText(field.placeholder)
                line.textChanged.connect(self._edited)
                line.editingFinished.connect(self._left)
                return line

    def add_tool(self, button: QWidget) -> None:
        """Put a button behind the field."""
        self._row.addWidget(button)

    # -- values --------------------------------------------------------------------------------------------------

    def put(self, value: FieldValue | None) -> None:
        """Show a value of a record; an absent one shows its default."""
        self._filling = True
        self._original, self._dirty = value, False
        widget, field = self.widget, self.field
        if isinstance(widget, Toggle):
            shown = value if isinstance(value, bool) else field.default
            widget.setChecked(bool(shown))
        elif isinstance(widget, Picker):
            wanted = value if value is not None else field.default or ""
            place = widget.findData(wanted)
            if place < 0 and wanted:
                widget.addItem(str(wanted), wanted)
                place = widget.count() - 1
            widget.setCurrentIndex(max(0, place))
        elif isinstance(widget, QPlainTextEdit):
            self._put_text(widget, value)
        elif isinstance(widget, LineField):
            text = (
                value.reveal() if isinstance(value, Secret) else as_text(value) if value is not None else ""
            )
            widget.setText(text)
            widget.setCursorPosition(0)
        self._filling = False

    def _put_text(self, widget: QPlainTextEdit, value: FieldValue | None) -> None:
        if isinstance(value, Secret):
            # A key over several lines cannot be masked letter by letter: it is not shown until it is replaced.
            widget.setPlainText("")
            widget.setPlaceholderText(self.tr("A key is kept here. What is typed replaces it."))
        else:
            widget.setPlainText(as_text(value) if value is not None else "")

    def text(self) -> str:
        """What was typed or chosen."""
        widget = self.widget
        if isinstance(widget, Toggle):
            return "yes" if widget.isChecked() else "no"
        if isinstance(widget, Picker):
            return str(widget.currentData() or "")
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText()
        return widget.text() if isinstance(widget, LineField) else ""

    def set_text(self, text: str) -> None:
        """Type for the person, such as a made password."""
        if isinstance(self.widget, LineField):
            self.widget.setText(text)

    def value(self) -> FieldValue | None:
        """The value; None where it is empty. Raises InvalidRecord."""
        if not self._dirty:
            return self._original
        text = self.text()
        if isinstance(self.widget, Picker):
            default = self.field.default is not None and text == self.field.default and self._original is None
            return None if not text or default else text
        if not text.strip():
            return self._original if self._keeps_key() else None
        return parse_field(self._type, self.field.name, text)

    def _keeps_key(self) -> bool:
        return self.field.kind is FieldKind.SECRET_MULTILINE

    @property
    def dirty(self) -> bool:
        """Whether it was changed since it was filled."""
        return self._dirty

    def _edited(self) -> None:
        if not self._filling:
            self._dirty = True
            self.changed.emit()

    def _left(self) -> None:
        if self._dirty:
            self.touched = True
            self.changed.emit()

    # -- problems ------------------------------------------------------------------------------------------------

    def show_problem(self, sentence: str) -> None:
        """Say which rule is broken, at the field; an empty sentence takes it back."""
        sentence = sentences.said(sentence)
        self._sentence.set_words(sentence)
        self._problem.setVisible(bool(sentence))
        if isinstance(self.widget, LineField):
            if bool(self.widget.property("wrong")) != bool(sentence):
                self.widget.set_wrong(sentence)
        else:
            self.widget.setAccessibleDescription(sentence)

    def problem(self) -> str:
        """The sentence that is shown."""
        return self._sentence.accessibleName() if self._problem.isVisibleTo(self) else ""


def small_button(words: str, icon: str) -> Button:
    """A button behind a field."""
    return Button(words, icon, Rank.OUTLINED, Size.NORMAL)
