"""The page Rotation of an account: the drawing, the lights, settings, Check and Preview."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pamdesk.desktop import drawing, sentences, step_words, times
from pamdesk.desktop.ask_column import AskColumn, beside
from pamdesk.desktop.check_column import CheckColumn
from pamdesk.desktop.drawing import Drawing, Slot
from pamdesk.desktop.live import LiveJob
from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.policy_column import PolicyColumn
from pamdesk.desktop.settings_form import SettingsForm
from pamdesk.desktop.state_note import StateNote, note_of
from pamdesk.desktop.widgets.buttons import Button, IconButton, Rank, Size
from pamdesk.desktop.widgets.graph import GraphView
from pamdesk.desktop.widgets.note import Note, NoteKind
from pamdesk.desktop.widgets.revealed import Revealed
from pamdesk.desktop.widgets.steps import StepLights
from pamdesk.desktop.widgets.text import Label, Paragraph, on_area, rule, turn
from pamdesk.records.rotation_settings import Method
from pamdesk.rotation.results import AccountPlan
from pamdesk.services.states import AccountWord
from pamdesk.services.window_record import RecordScreen
from pamdesk.services.window_secrets import CandidateLine


class RotationPanel(QScrollArea):
    """Everything about how one account is rotated."""

    record_asked = Signal(str)
    slot_asked = Signal(object)
    dropped = Signal(object, str)
    save_asked = Signal(object)
    check_asked = Signal()
    preview_asked = Signal()
    policy_asked = Signal()
    ask_again_asked = Signal()
    follow_up_asked = Signal()
    reveal_asked = Signal(str, object)
    copy_candidate_asked = Signal(str)
    copied = Signal(str)

    def __init__(self) -> None:
        """Without an account."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._screen: RecordScreen | None = None
        self._drawing: Drawing | None = None
        self._plan: AccountPlan | None = None
        self._shown_candidates: tuple[CandidateLine, ...] = ()
        self.graph = GraphView("")
        self.graph.activated.connect(self._pressed)
        self.graph.record_dropped.connect(self._dropped)
        self.lights = StepLights()
        self.note = Note(NoteKind.PLAIN)
        self.ask_again = Button("", "rotate", Rank.OUTLINED)
        self.ask_again.clicked.connect(self.ask_again_asked)
        self.follow_up = Button("", "script", Rank.OUTLINED)
        self.follow_up.clicked.connect(self.follow_up_asked)
        self.candidates = QWidget()
        self._candidate_grid = QGridLayout(self.candidates)
        self.form = SettingsForm()
        self.form.save_asked.connect(self.save_asked)
        self.check, self.preview, self.policy = CheckColumn(), AskColumn(), PolicyColumn()
        self.check.asked.connect(self.check_asked)
        self.check.copied.connect(self.copied)
        self.policy.asked.connect(self.policy_asked)
        self.policy.copied.connect(self.copied)
        self.preview.asked.connect(self.preview_asked)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        inside = on_area(QWidget(), "surface")
        drawn = on_area(QWidget(), "base")
        above = QVBoxLayout(drawn)
        above.setContentsMargins(24, 0, 24, 4)
        above.addWidget(self.graph)
        self._band = QWidget()
        band = QVBoxLayout(self._band)
        band.setContentsMargins(24, 16, 24, 12)
        band.setSpacing(metrics.CARD_GAP)
        band.addWidget(self.lights)
        told = QHBoxLayout()
        told.setSpacing(metrics.CARD_GAP)
        told.addWidget(self.note, 1)
        for button in (self.ask_again, self.follow_up):
            told.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        band.addLayout(told)
        band.addWidget(self.candidates)
        self._candidate_grid.setContentsMargins(0, 0, 0, 0)
        self._candidate_grid.setHorizontalSpacing(24)
        self._candidate_grid.setVerticalSpacing(4)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        self._rules = (rule("v"), rule("v"), rule("v"))  # before each column but the first
        columns.addWidget(self.form, 4)
        columns.addWidget(self._rules[0])
        self._asked = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._asked.setSpacing(0)
        self._asked.addWidget(self.check, 4)
        for edge, column, share in zip(self._rules[1:], (self.preview, self.policy), (3, 4), strict=True):
            self._asked.addWidget(edge)
            self._asked.addWidget(column, share)
        columns.addLayout(self._asked, 7)
        self.form.setMinimumWidth(360)
        self._columns = QWidget()
        self._columns.setLayout(columns)
        columns.setContentsMargins(0, 0, 0, 0)
        page = QVBoxLayout(inside)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(drawn)
        page.addWidget(rule())
        page.addWidget(self._band)
        self._band_edge = rule()
        page.addWidget(self._band_edge)
        page.addWidget(self._columns, 1)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow panel, Check, Preview and Policy stand below one another."""
        super().resizeEvent(event)
        narrow = self.width() < metrics.NARROW_PAGE
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._asked.setDirection(way)
        for edge in self._rules[1:]:
            turn(edge, "h" if narrow else "v")

    # -- showing -------------------------------------------------------------------------------------------------

    def fill(self, screen: RecordScreen, live: LiveJob | None) -> None:
        """Show an account, or another record's place in the drawing."""
        other = self._screen is None or self._screen.details.id != screen.details.id
        self._screen = screen
        if other:
            self._plan = None
            self.check.forget()
            self.policy.forget()
            self._show_plan()
        self._show_columns(screen)
        self.form.fill(screen)
        self.follow(live)

    def _show_columns(self, screen: RecordScreen) -> None:
        """An account has settings, Check and Preview; what it lives on has Check, an AWS configuration its policy too."""
        account = screen.rotation is not None
        for widget in (self.form, self._rules[0], self.preview, self._rules[1]):
            widget.setVisible(account)
        for widget in (self.policy, self._rules[2]):
            widget.setVisible(screen.has_policy)
        self._columns.setVisible(screen.checked)

    def follow(self, live: LiveJob | None) -> None:
        """The engine got further, or a state has changed."""
        screen = self._screen
        if screen is None:
            return
        running = live is not None and live.running
        fresh = drawing.draw(screen, running=running)
        if fresh != self._drawing:
            self._drawing = fresh
            self.graph.set_graph(fresh.nodes, fresh.edges)
            self.graph.set_takes(lambda _record, key: key in fresh.slots)
        following = bool(screen.scripts)
        steps = step_words.lights(screen.job, live, scripts=following) if screen.rotation is not None else ()
        self.lights.setVisible(bool(steps))
        self.lights.set_steps(steps)
        told = self._note(screen, live)
        self.note.setVisible(told is not None)
        if told is not None:
            self.note.set_words(told.kind, told.words, bold=told.bold, icon=told.icon)
        state = screen.details.state
        failed = state is not None and state.word is AccountWord.FOLLOWUP_FAILED
        self.follow_up.setVisible(failed and not running)
        self._show_candidates(() if running else screen.candidates)
        self._band.setVisible(bool(steps) or told is not None)
        self._band_edge.setVisible(self._band.isVisibleTo(self))

    @staticmethod
    def _note(screen: RecordScreen, live: LiveJob | None) -> StateNote | None:
        if live is not None and live.running:
            return None  # the lights say it
        return note_of(screen, live)

    def _show_candidates(self, lines: Sequence[CandidateLine]) -> None:
        self.ask_again.setVisible(bool(lines))
        self.candidates.setVisible(bool(lines))
        if tuple(lines) == self._shown_candidates:
            return
        self._shown_candidates = tuple(lines)
        grid = self._candidate_grid
        while (item := grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        heads = (self.tr("Candidate"), self.tr("Made"), self.tr("Password"), self.tr("Proved"))
        for place, words in enumerate(heads):
            grid.addWidget(Label(words, Role.SMALL_STRONG, "t3"), 0, place)
        grid.setColumnStretch(3, 1)
        for row, line in enumerate(lines, start=1):
            name = self.tr("Old") if line.current else self.tr("New")
            grid.addWidget(Label(name, Role.BOLD), row, 0)
            grid.addWidget(Label(times.stamp(line.made), number=True), row, 1)
            shown = Revealed()
            shown.setMinimumWidth(220)
            shown.setAccessibleName(heads[2])
            grid.addWidget(shown, row, 2)
            proved = times.stamp(line.verified) if line.verified else self.tr("Not proved")
            grid.addWidget(Label(proved, tone="t2", number=True), row, 3)
            eye = IconButton("eye", self.tr("Show {name}").format(name=name), side=28, glyph=16)
            eye.clicked.connect(lambda _c=False, one=line.id, where=shown: self.reveal_asked.emit(one, where))
            copy = IconButton("copy", self.tr("Copy {name}").format(name=name), side=28, glyph=16)
            copy.clicked.connect(lambda _c=False, one=line.id: self.copy_candidate_asked.emit(one))
            grid.addWidget(eye, row, 4)
            grid.addWidget(copy, row, 5)

    # -- Check and Preview ---------------------------------------------------------------------------------------

    def show_plan(self, plan: AccountPlan) -> None:
        """Preview has ended."""
        self._plan = plan
        self._show_plan()

    def _show_plan(self) -> None:
        lines = self.preview.fresh()
        plan = self._plan
        self.preview.rest(self.tr("Preview now") if plan is None else self.tr("Preview again"))
        if plan is None:
            told = self.tr(
                "Shows, statement by statement, what Rotate now would send. The password is masked."
            )
            lines.addWidget(Paragraph(told, tone="t2"))
            return
        if not plan.steps:
            lines.addWidget(Note(NoteKind.BAD, sentences.said(plan.reason)))
            return
        lines.addWidget(Note(NoteKind.PLAIN, self.tr("Nothing is changed yet. Rotate now will:")))
        for number, step in enumerate(plan.steps, start=1):
            mark = Label(str(number), Role.SMALL_STRONG, "t2", number=True)
            mark.setFixedWidth(18)
            lines.addWidget(beside(mark, sentences.said(step)))
        copy = Button(self.tr("Copy"), "copy", Rank.LINK, Size.INLINE)
        copy.clicked.connect(lambda: self.copied.emit("\n".join(plan.steps)))
        lines.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)

    # -- the drawing ---------------------------------------------------------------------------------------------

    def _pressed(self, key: str) -> None:
        if self._drawing is None or self._screen is None:
            return
        if key in self._drawing.slots:
            self.slot_asked.emit(self._drawing.slots[key])
        elif self._drawing.records.get(key, self._screen.details.id) != self._screen.details.id:
            self.record_asked.emit(self._drawing.records[key])

    def _dropped(self, key: str, record_id: str) -> None:
        slot: Slot | None = self._drawing.slots.get(key) if self._drawing else None
        if slot is not None:
            self.dropped.emit(slot, record_id)

    def cloud(self) -> bool:
        """Whether the account is one of the cloud."""
        rotation = self._screen.rotation if self._screen else None
        return rotation is not None and rotation.method is not Method.GENERAL

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """The words of the panel."""
        self.graph.setAccessibleName(self.tr("Links"))
        self.preview.title.setText(self.tr("Preview"))
        self.ask_again.setText(self.tr("Ask the server again"))
        self.follow_up.setText(self.tr("Run the script again"))
        self._drawing = None
        self._show_plan()
