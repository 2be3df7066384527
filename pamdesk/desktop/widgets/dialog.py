"""A dialog that says one or two sentences and offers what to do; opened, never run in a loop of its own."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.widgets.buttons import Button, Rank
from pamdesk.desktop.widgets.chip import Tile
from pamdesk.desktop.widgets.fields import Field, SecretField, labelled
from pamdesk.desktop.widgets.text import Label, Paragraph


@dataclass(frozen=True)
class Question:
    """What a dialog asks, in words: what is true, then what the button will do.

    `cancel` empty makes it a statement with one button. `type_to_confirm` must be typed before the button works.
    """

    title: str
    sentence: str
    button: str
    cancel: str = ""
    icon: str = "info"
    type_to_confirm: str = ""


@dataclass(frozen=True)
class TextQuestion:
    """A question that is answered by typing one line."""

    title: str
    sentence: str
    label: str
    button: str
    cancel: str
    text: str = ""
    secret: bool = False
    icon: str = "edit"


class SentenceDialog(QDialog):
    """Tile, title, sentence, perhaps a field, and the buttons at the right."""

    def __init__(self, question: Question | TextQuestion, parent: QWidget | None = None) -> None:
        """A dialog for one question; call `open()` and wait for `finished`."""
        super().__init__(parent)
        self.setWindowTitle(question.title)
        self.setAccessibleName(question.title)
        self.setAccessibleDescription(question.sentence)
        self.setModal(True)
        self.setFixedWidth(480)
        self._wanted = question.type_to_confirm if isinstance(question, Question) else ""
        self._field: QLineEdit | None = None
        words = QVBoxLayout()
        words.setSpacing(metrics.LABEL_GAP)
        words.addWidget(Label(question.title, Role.SECTION))
        words.addWidget(Paragraph(question.sentence, tone="t2"))
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Tile(question.icon), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(metrics.PANE_PADDING,) * 4)
        column.setSpacing(metrics.SECTION_GAP)
        column.addLayout(head)
        self._add_field(question, column)
        self._go = Button(question.button, None, Rank.PRIMARY)
        self._go.setDefault(True)
        self._go.clicked.connect(self.accept)
        column.addLayout(self._buttons(question.cancel))
        self._allow()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as the wrapped sentences need at this width."""
        layout = self.layout()
        if layout is not None:
            self.setFixedHeight(layout.heightForWidth(self.width()))
        super().showEvent(event)

    def text(self) -> str:
        """What was typed; empty without a field."""
        return self._field.text() if self._field is not None else ""

    def _add_field(self, question: Question | TextQuestion, column: QVBoxLayout) -> None:
        if isinstance(question, TextQuestion):
            field = SecretField(question.label, tall=False) if question.secret else Field(question.label)
            field.setText(question.text)
            field.selectAll()
            column.addWidget(labelled(question.label, field))
        elif self._wanted:
            field = Field(self._wanted)
            said = self.tr("Type {text} to go on").format(text=self._wanted)
            column.addWidget(labelled(said, field))
        else:
            return
        field.textChanged.connect(self._allow)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field = field

    def _buttons(self, cancel: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(metrics.CONTROL_GAP)
        row.addStretch()
        if cancel:
            back = Button(cancel)
            back.clicked.connect(self.reject)
            row.addWidget(back)
        row.addWidget(self._go)
        return row

    def _allow(self) -> None:
        if self._wanted and self.text().strip() != self._wanted:
            self._go.set_off(self.tr("Type {text} to go on").format(text=self._wanted))
        else:
            self._go.set_on()
