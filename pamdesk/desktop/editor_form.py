"""The form of one record, made from its type's table: sections at the left, fields in two columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from pamdesk.desktop import field_words
from pamdesk.desktop.custom_fields import CustomFields
from pamdesk.desktop.details_tab import Scroller
from pamdesk.desktop.editor_fields import FieldEditor
from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.widgets.fields import Field as LineField
from pamdesk.desktop.widgets.fields import Picker, labelled
from pamdesk.desktop.widgets.text import Label, Paragraph, rule
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.fields import Field
from pamdesk.records.record import FieldValue, Record
from pamdesk.records.types import RecordType, by_key
from pamdesk.records.validation import check_record
from pamdesk.records.words import quoted
from pamdesk.services.window_editor import EditorSubject

_SECTION = 184
_TITLE, _TAGS, _NOTES, _CUSTOM = "title", "tags", "notes", "custom"


class EditorForm(Scroller):
    """Holds a draft; `problems` are told apart by field, an empty name means the record itself."""

    changed = Signal()
    focused = Signal(str, str)

    def __init__(self) -> None:
        """Without a record."""
        super().__init__(padding=24)
        self._subject: EditorSubject | None = None
        self._type: RecordType | None = None
        self.fields: dict[str, FieldEditor] = {}
        self._boxes: dict[str, tuple[Field, QWidget]] = {}
        self._sections: list[tuple[QWidget, list[str]]] = []
        self._tried = False
        self._dirty: set[str] = set()
        self._make_fixed()

    def _make_fixed(self) -> None:
        self.title = LineField("")
        self.folder = Picker("", icon="folder")
        self.tags = LineField("")
        self.custom = CustomFields()
        self.notes = QPlainTextEdit()
        self.notes.setFont(font(Role.TEXT))
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(88)
        self._title_problem = Paragraph("", Role.SMALL, "bad")
        self._title_problem.hide()

    # -- building ------------------------------------------------------------------------------------------------

    def fill(self, subject: EditorSubject) -> None:
        """Show a record; raises NotFound for a type that this version does not know."""
        self._subject, self._type = subject, by_key(subject.record.type)
        self._tried, self._dirty = False, set()
        self.fields, self._boxes, self._sections = {}, {}, []
        self._make_fixed()
        column = self.fresh()
        column.setSpacing(0)
        column.setContentsMargins(24, 20, 24, 24)
        self._head(column, subject)
        for name, fields in _by_section(self._type):
            column.addWidget(self._section(name, fields, subject))
        column.addWidget(self._more(subject.record))
        column.addStretch()
        self._show_for_environment()

    def _titled(self, words: str, under: str) -> tuple[QWidget, QVBoxLayout]:
        held = QWidget()
        outer = QVBoxLayout(held)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(metrics.SECTION_GAP)
        row = QHBoxLayout()
        row.setSpacing(0)
        names = QVBoxLayout()
        names.setSpacing(0)
        head = Label(words, Role.SECTION)
        head.setFixedWidth(_SECTION)
        names.addWidget(head)
        if under:
            told = Paragraph(under, Role.SMALL, "t3")
            told.setFixedWidth(_SECTION - 16)
            names.addWidget(told)
        names.addStretch()
        row.addLayout(names)
        inside = QVBoxLayout()
        inside.setSpacing(metrics.FORM_ROW_GAP)
        row.addLayout(inside, 1)
        outer.addLayout(row)
        outer.addWidget(rule())
        outer.addSpacing(metrics.SECTION_GAP)
        return held, inside

    def _head(self, column: QVBoxLayout, subject: EditorSubject) -> None:
        held, inside = self._titled(self.tr("Record"), "")
        row = QGridLayout()
        row.setHorizontalSpacing(16)
        self.title.setText(subject.record.title)
        for option in subject.folders:
            self.folder.addItem(option.name, option.id)
        self.folder.setCurrentIndex(max(0, self.folder.findData(subject.record.folder)))
        titled = labelled(self.tr("Title"), self.title)
        layout = titled.layout()
        assert layout is not None
        layout.addWidget(self._title_problem)
        row.addWidget(titled, 0, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(labelled(self.tr("Folder"), self.folder), 0, 1, Qt.AlignmentFlag.AlignTop)
        row.setColumnStretch(0, 1)
        row.setColumnStretch(1, 1)
        inside.addLayout(row)
        self.title.textChanged.connect(lambda _text: self._edited(_TITLE))
        self.folder.currentIndexChanged.connect(lambda _index: self._edited("folder"))
        column.addWidget(held)

    def _section(self, name: str, fields: list[Field], subject: EditorSubject) -> QWidget:
        words, under = self._section_words(name)
        held, inside = self._titled(words, under)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(metrics.FORM_ROW_GAP)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        place = 0
        for field in fields:
            editor = FieldEditor(subject.record.type, field, subject.options.get(field.refers_to, ()))
            editor.put(subject.record.fields.get(field.name))
            editor.changed.connect(lambda name=field.name: self._edited(name))
            self.fields[field.name] = editor
            if editor.wide:
                place += place % 2
                grid.addWidget(editor, place // 2, 0, 1, 2)
                place += 2
            else:
                grid.addWidget(editor, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
                place += 1
        inside.addLayout(grid)
        self._sections.append((held, [field.name for field in fields]))
        return held

    def _section_words(self, name: str) -> tuple[str, str]:
        if name:
            told = {
                "Identity": self.tr("Before any password is sent"),
                "Keys": self.tr("What it signs in with besides a password"),
                "Cloud": self.tr("What the cloud calls it"),
                "Rotation": self.tr("The switch for all accounts here"),
            }.get(name, "")
            return field_words.said(name), told
        assert self._type is not None
        if self._type.holds_accounts:
            return self.tr("Connection"), self.tr("Where PamDesk signs in")
        if self._type.key == "pamUser":
            return self.tr("Account"), self.tr("As the server knows it")
        if self._type.key == "pamConfiguration":
            return self.tr("Environment"), self.tr("What it reaches, and as whom")
        return self.tr("Sign-in"), ""

    def _more(self, record: Record) -> QWidget:
        held, inside = self._titled(self.tr("More"), "")
        self.tags.setText(", ".join(record.tags))
        self.tags.setPlaceholderText(self.tr("billing, pci"))
        self.custom.fill(record.custom)
        self.notes.setPlainText(record.notes)
        inside.addWidget(labelled(self.tr("Tags, separated by commas"), self.tags))
        inside.addWidget(labelled(self.tr("Fields of your own"), self.custom))
        inside.addWidget(labelled(self.tr("Notes"), self.notes))
        self.tags.textChanged.connect(lambda _text: self._edited(_TAGS))
        self.notes.textChanged.connect(lambda: self._edited(_NOTES))
        self.custom.changed.connect(lambda: self._edited(_CUSTOM))
        return held

    # -- the draft -----------------------------------------------------------------------------------------------

    def _edited(self, name: str) -> None:
        self._dirty.add(name)
        if name == "environment":
            self._show_for_environment()
        self.changed.emit()

    @property
    def dirty(self) -> int:
        """How many fields were changed."""
        return len(self._dirty)

    def _environment(self) -> str:
        editor = self.fields.get("environment")
        return editor.text() if editor is not None else ""

    def _show_for_environment(self) -> None:
        assert self._type is not None
        shown = {field.name for field in self._type.fields_for(self._environment())}
        for name, editor in self.fields.items():
            editor.setVisible(name in shown)
        for held, names in self._sections:
            held.setVisible(any(name in shown for name in names))

    def draft(self) -> tuple[Record, dict[str, str]]:
        """The record as typed, and the sentence of every rule that it breaks, by field."""
        assert self._subject is not None
        assert self._type is not None
        problems: dict[str, str] = {}
        values: dict[str, FieldValue | None] = {}
        shown = {field.name for field in self._type.fields_for(self._environment())}
        for name, editor in self.fields.items():
            if name not in shown and not editor.dirty:
                continue
            try:
                values[name] = editor.value()
            except InvalidRecord as error:
                problems[name] = error.message
        tags = dict.fromkeys(tag.strip() for tag in self.tags.text().split(","))
        record = replace(
            self._subject.record.with_fields(values),
            title=self.title.text().strip(),
            folder=str(self.folder.currentData() or self._subject.record.folder),
            notes=self.notes.toPlainText(),
            tags=tuple(tag for tag in tags if tag),
            custom=self.custom.value(),
        )
        for problem in check_record(record):
            problems.setdefault(problem.field, _short(problem.sentence, record))
        return record, problems

    def show_problems(self, problems: dict[str, str], *, every: bool = False) -> None:
        """Say at each field what is wrong with it: of all after a try to save, else of those that were left."""
        self._tried = self._tried or every
        for name, editor in self.fields.items():
            told = problems.get(name, "")
            editor.show_problem(told if self._tried or editor.touched else "")
        title = problems.get(_TITLE, "") if self._tried else ""
        self._title_problem.set_words(title)
        self._title_problem.setVisible(bool(title))
        self.title.set_wrong(title)

    def label(self, name: str) -> str:
        """What a field is called."""
        if name in self.fields:
            return field_words.label_of(self.fields[name].field)
        told = {
            _TITLE: self.tr("Title"),
            _TAGS: self.tr("Tags"),
            _NOTES: self.tr("Notes"),
            _CUSTOM: self.tr("Fields of your own"),
        }
        return told.get(name, self.tr("Record"))

    def go_to(self, name: str) -> None:
        """Put the focus on a field."""
        widget = self.fields[name].widget if name in self.fields else self.title
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(widget)


def _by_section(record_type: RecordType) -> Iterator[tuple[str, list[Field]]]:
    names = list(dict.fromkeys(field.section for field in record_type.fields))
    for name in sorted(names, key=lambda each: (each != "", names.index(each))):
        yield name, [field for field in record_type.fields if field.section == name]


def _short(sentence: str, record: Record) -> str:
    """The rule alone: at the field, nobody needs to be told which record it is."""
    name = quoted(record.title) if record.title.strip() else f"The record without a title ({record.type})"
    rest = sentence.removeprefix(f"{name} was not saved: ")
    return rest[:1].upper() + rest[1:]
