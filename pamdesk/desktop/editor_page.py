"""The page that edits one record: head with Save, the form, and at the right what Save waits for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from pamdesk.desktop import field_words, related, sentences
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.editor_form import EditorForm
from pamdesk.desktop.generator import Generator
from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.operations import Operations
from pamdesk.desktop.tasks import sentence_of
from pamdesk.desktop.widgets.buttons import Button, IconButton, Rank
from pamdesk.desktop.widgets.chip import Tile
from pamdesk.desktop.widgets.dialog import Question
from pamdesk.desktop.widgets.note import Note, NoteKind
from pamdesk.desktop.widgets.text import Elided, Label, Paragraph, on_area, rule, turn
from pamdesk.records import types
from pamdesk.records.errors import NotFound, PamDeskError
from pamdesk.services import window_editor
from pamdesk.services.window_editor import EditorSubject

_CHECK_MS = 250
_SIDE = metrics.DETAILS - 24


class EditorPage(QWidget):
    """`left` carries the id of what was saved, or nothing."""

    left = Signal(str)
    changed = Signal()

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Without a record."""
        super().__init__()
        self._desk, self._operations = desk, operations
        self._subject: EditorSubject | None = None
        self._problems: dict[str, str] = {}
        self._saving = False
        on_area(self, "surface")
        self._back = IconButton("arrow-l", "")
        self._tile = Tile("user")
        self.title = Elided("", Role.PAGE_TITLE)
        self._under = Elided("", Role.SMALL, "t2")
        self._unsaved = Label("", Role.SMALL, "t2")
        self.cancel = Button("")
        self.save_button = Button("", None, Rank.PRIMARY, keys="Ctrl S")
        self.form = EditorForm()
        self.note = Note(NoteKind.BAD)
        self._about_title = Label("", Role.SECTION)
        self._about = Paragraph("", tone="t2")
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_CHECK_MS)
        self._clock.timeout.connect(self._weigh)
        self._lay_out()
        self._back.clicked.connect(desk.tasks.when(self.leave))
        self.cancel.clicked.connect(desk.tasks.when(self.leave))
        self.save_button.clicked.connect(lambda: desk.actions.do("save"))
        self.form.changed.connect(self._edited)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focused)
        self.retranslate()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self._under)
        head = QHBoxLayout()
        head.setContentsMargins(12, 14, 24, 14)
        head.setSpacing(8)
        head.addWidget(self._back)
        head.addWidget(self._tile)
        head.addSpacing(4)
        head.addLayout(words, 1)
        head.addWidget(self._unsaved)
        head.addSpacing(4)
        head.addWidget(self.cancel)
        head.addWidget(self.save_button)
        self._side = QWidget()
        beside = QVBoxLayout(self._side)
        beside.setContentsMargins(metrics.PANE_PADDING, 20, metrics.PANE_PADDING, 20)
        beside.setSpacing(metrics.CARD_GAP)
        beside.addWidget(self.note)
        beside.addWidget(self._about_title)
        beside.addWidget(self._about)
        beside.addStretch()
        self._beside = beside
        self._keeps = Note(NoteKind.PLAIN)
        beside.addWidget(self._keeps)
        self._middle = middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._edge = rule("v")
        middle.setSpacing(0)
        middle.addWidget(self.form, 1)
        middle.addWidget(self._edge)
        middle.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addLayout(middle, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow page, what stands beside the form goes under it."""
        super().resizeEvent(event)
        under = self.width() < metrics.NARROW_PAGE
        way = QBoxLayout.Direction.TopToBottom if under else QBoxLayout.Direction.LeftToRight
        self._middle.setDirection(way)
        turn(self._edge, "h" if under else "v")
        self._side.setMinimumWidth(0 if under else _SIDE)
        self._side.setMaximumWidth(metrics.UNBOUNDED if under else _SIDE)
        above, below = (12, 12) if under else (20, 20)
        padding = metrics.PANE_PADDING + 4 if under else metrics.PANE_PADDING
        self._beside.setContentsMargins(padding, above, padding, below)
        self._keeps.setVisible(not under)

    # -- opening -------------------------------------------------------------------------------------------------

    async def open(self, record_id: str) -> bool:
        """Edit a record; false where it is gone, or of a type that only a newer version can edit."""
        try:
            subject = await self._desk.session.read(lambda v: window_editor.existing(v, record_id))
            self._show(subject)
        except NotFound as error:
            self._operations.refuse(error)
            return False
        return True

    async def begin(self, type_key: str, folder: str | None) -> bool:
        """Edit a new record of a type, in a folder."""
        subject = await self._desk.session.read(lambda v: window_editor.blank(v, type_key, folder))
        self._show(subject)
        return True

    def _show(self, subject: EditorSubject) -> None:
        self.form.fill(subject)
        self._subject, self._problems, self._saving = subject, {}, False
        self._tile.set_icon(related.icon_of(subject.record.type))
        self._add_generators()
        self._name()
        self._tell_type()
        self._weigh()
        self.form.go_to("title")

    def _add_generators(self) -> None:
        editor = self.form.fields.get("password")
        if editor is None:
            return
        button = Button(self.tr("Make one"), "rotate")

        def offer() -> None:
            made = Generator(self)
            made.used.connect(editor.set_text)
            made.open()

        button.clicked.connect(offer)
        editor.add_tool(button)

    def _name(self) -> None:
        subject = self._subject
        if subject is None:
            return
        kind = field_words.type_title(subject.record.type)
        told = self.tr("New {type}") if subject.new else self.tr("Edit {title}")
        self.title.set_words(told.format(type=kind, title=subject.record.title))
        folder = self.form.folder.currentText()
        self._under.set_words(self.tr("{type} in {folder}").format(type=kind, folder=folder))

    # -- the draft -----------------------------------------------------------------------------------------------

    def _edited(self) -> None:
        self._clock.start()
        self._tell()

    def _weigh(self) -> None:
        if self._subject is None:
            return
        _, self._problems = self.form.draft()
        self.form.show_problems(self._problems)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        count = self.form.dirty
        self._unsaved.setText(self.tr("%n change(s) not saved", "", count) if count else "")
        names = [self.form.label(name) for name in self._problems]
        shown = bool(names) and (count > 0 or not self._subject or not self._subject.new)
        self.note.setVisible(shown)
        if names:
            told = self.tr("Save waits for: {fields}.").format(fields=", ".join(names[:4]))
            self.note.set_words(NoteKind.BAD, told)

    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return bool(self.form.dirty)

    def why_not_save(self) -> str:
        """The sentence that keeps Save off."""
        if self._saving:
            return self.tr("It is being saved.")
        if not self.form.dirty:
            return self.tr("Nothing was changed.")
        if self._problems:
            name = next(iter(self._problems))
            return self.tr("{field}: {rule}").format(field=self.form.label(name), rule=self._problems[name])
        return ""

    def take_actions(self) -> None:
        """The button says what its action says."""
        reason = self._desk.actions.reason("save")
        if reason:
            self.save_button.set_off(reason)
        else:
            self.save_button.set_on()

    async def save(self) -> None:
        """Write the record; a rule that it breaks is said at its field."""
        subject = self._subject
        if subject is None or self._saving:
            return
        record, self._problems = self.form.draft()
        self.form.show_problems(self._problems, every=True)
        self._tell()
        if self._problems:
            self.form.go_to(next(iter(self._problems)))
            self.changed.emit()
            return
        self._saving = True
        self.changed.emit()
        session = self._desk.session
        try:
            saved = await session.write(
                lambda v: window_editor.store(v, record, session.who, new=subject.new)
            )
        except PamDeskError as error:
            self.note.set_words(NoteKind.BAD, sentences.said(sentence_of(error)))
            self.note.show()
            return
        finally:
            self._saving = False
            self.changed.emit()
        self._subject = None
        if subject.new:
            self._desk.toast.say(self.tr("{title} is in the vault.").format(title=saved.title))
        else:
            told = self.tr("{title} is saved.").format(title=saved.title)
            self._operations.offer_undo(saved.id, subject.record.version, told)
        self._operations.touched.emit(saved.id)
        self.left.emit(saved.id)

    async def leave(self) -> None:
        """Go back; what was not saved is asked about."""
        if self.form.dirty and self._subject is not None:
            question = Question(
                title=self.tr("Leave without saving"),
                sentence=self.tr("%n change(s) would be lost.", "", self.form.dirty),
                button=self.tr("Leave"),
                cancel=self.tr("Go on editing"),
                icon="edit",
            )
            if not await self._desk.ask.confirm(question):
                return
        record_id = self._subject.record.id if self._subject and not self._subject.new else ""
        self._subject = None
        self.left.emit(record_id)

    # -- beside the form -----------------------------------------------------------------------------------------

    def _focused(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or self._subject is None:
            return
        for editor in self.form.fields.values():
            if editor.widget is now or editor.isAncestorOf(now):
                self._about_title.setText(field_words.label_of(editor.field))
                self._about.set_words(field_words.said(editor.field.help))
                return
        if self.form.isAncestorOf(now):
            self._tell_type()

    def _tell_type(self) -> None:
        """What the type is for, while no field of its own has the focus."""
        kind = types.find(self._subject.record.type) if self._subject is not None else None
        self._about_title.setText(field_words.said(kind.title) if kind else "")
        self._about.set_words(field_words.said(kind.help) if kind else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the editor; what was not saved is asked about."""
        if event.key() == Qt.Key.Key_Escape:
            self._desk.tasks.spawn(self.leave())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self._subject is not None and not self.form.dirty:
                # The labels are made with the form; what somebody is typing is worth more than their language.
                self._show(self._subject)

    def retranslate(self) -> None:
        """The words of the page."""
        self._back.set_name(self.tr("Back"))
        self.cancel.setText(self.tr("Cancel"))
        self.save_button.setText(self.tr("Save"))
        told = self.tr("Saving rotates nothing. The version before stays in History.")
        self._keeps.set_words(NoteKind.PLAIN, told)
        self._name()
