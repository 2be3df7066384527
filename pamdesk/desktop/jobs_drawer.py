"""The drawer at the foot: what runs, how today went, and the newest jobs with what can be done about each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pamdesk.desktop import sentences
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.jobs_model import JobsList, JobsModel
from pamdesk.desktop.look import metrics, motion
from pamdesk.desktop.operations import Operations
from pamdesk.desktop.widgets.buttons import Button, Rank, Size
from pamdesk.desktop.widgets.jobs_bar import JobsBar, JobsSummary
from pamdesk.desktop.widgets.text import Paragraph, on_area, rule
from pamdesk.services import window_jobs
from pamdesk.services.window_jobs import JobLine, Jobs, Today

_HEIGHT = 312
_LOWEST = 140
_PAGE = 300  # what the page above it needs to stay of use
_TRY_AGAIN = frozenset({"failed", "refused", "skipped"})


class JobsDrawer(QWidget):
    """36 px closed; open it lists the newest jobs of every process."""

    record_asked = Signal(str)
    list_asked = Signal(str)

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Closed, with nothing running."""
        super().__init__()
        self._desk, self._operations = desk, operations
        self._today = Today()
        self._titles: dict[str, str] = {}
        self.bar = JobsBar()
        self.model = JobsModel(desk.session.live, self)
        self.list = JobsList()
        self.list.setModel(self.model)
        self._empty = Paragraph("", tone="t3").centre()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._centred(self._empty))
        self.show_record = Button("", "arrow-r", Rank.OUTLINED, Size.SMALL)
        self.copy = Button("", "copy", Rank.OUTLINED, Size.SMALL)
        self.again = Button("", "rotate", Rank.OUTLINED, Size.SMALL)
        self.ask = Button("", "chat", Rank.OUTLINED, Size.SMALL)
        self.pause = Button("", "pause", Rank.OUTLINED, Size.SMALL)
        self.stop = Button("", "stop", Rank.OUTLINED, Size.SMALL)
        self._paused = False
        self._turning = QTimer(self)
        self._turning.setInterval(metrics.FRAME_MS)
        self._turning.timeout.connect(self._turn)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(150)
        self._settle.timeout.connect(self._summarise)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._allow()

    @staticmethod
    def _centred(words: QWidget) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.addStretch()
        column.addWidget(words)
        column.addStretch()
        return held

    def _lay_out(self) -> None:
        self._inside = on_area(QWidget(), "surface")
        self._inside.setFixedHeight(_HEIGHT)
        tools = self._tools = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        tools.setContentsMargins(20, 8, 16, 8)
        tools.setSpacing(metrics.CONTROL_GAP)
        for group in ((self.show_record, self.again, self.ask, self.copy), (self.pause, self.stop)):
            row = QHBoxLayout()
            row.setSpacing(metrics.CONTROL_GAP)
            for button in group:
                row.addWidget(button)
            row.addStretch()
            tools.addLayout(row)
        tools.setStretch(0, 1)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._stack, 1)
        inside.addWidget(rule())
        inside.addLayout(tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        self._edge = rule()
        column.addWidget(self._edge)
        column.addWidget(self._inside)
        self._inside.hide()
        self._edge.hide()

    def _connect(self) -> None:
        spawn, do = self._desk.tasks.spawn, self._operations
        self.bar.toggled.connect(self.open)
        self.bar.list_asked.connect(self.list_asked)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.list.doubleClicked.connect(lambda _index: self._to_record())
        self.show_record.clicked.connect(self._to_record)
        self.copy.clicked.connect(self._copy)
        self.again.clicked.connect(lambda: spawn(self._rotate_again()))
        self.ask.clicked.connect(lambda: spawn(do.ask_again(self.user_id())))
        self.pause.clicked.connect(self._pause)
        self.stop.clicked.connect(self._stop)

    def set_room(self, width: int, height: int) -> None:
        """The page has so many pixels: the drawer leaves enough to the page above, its buttons take two rows if they must."""
        bars = metrics.TOP_BAR + metrics.DRAWER
        self._inside.setFixedHeight(max(_LOWEST, min(_HEIGHT, height - bars - _PAGE)))
        narrow = width < metrics.NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._tools.setDirection(way)

    # -- open and closed -----------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Open or close it."""
        self.open(not self._inside.isVisibleTo(self))

    def open(self, is_open: bool) -> None:
        """Open or close it."""
        self.bar.set_open(is_open)
        self._inside.setVisible(is_open)
        self._edge.setVisible(is_open)
        if is_open:
            self.refresh()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what it shows -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the journal again."""
        self._desk.tasks.spawn(self._read())

    async def _read(self) -> None:
        jobs = await self._desk.session.read(window_jobs.jobs)
        self.take(jobs)

    def take(self, jobs: Jobs) -> None:
        """Show what was read; the chosen job stays chosen."""
        chosen = self._line()
        self.model.show(jobs.lines)
        self._today = jobs.today
        self._titles = {line.user_id: line.title for line in jobs.lines}
        self._stack.setCurrentIndex(0 if jobs.lines else 1)
        row = self.model.row_of(chosen.id) if chosen else -1
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        self._summarise()
        self._allow()

    def _turn(self) -> None:
        self.list.viewport().update()
        self._turning.setInterval(motion.frame_ms(self.list.painted_ms))

    def follow(self) -> None:
        """The engine got further."""
        if self._inside.isVisible():
            self.model.repaint()
        if not self._settle.isActive():
            self._settle.start()

    def _summarise(self) -> None:
        live = self._desk.session.live
        running = live.running()
        batches = live.batches().values()
        of = sum(batch.total for batch in batches) or len(running)
        passed = of - len(running) - sum(batch.waiting for batch in batches)
        words = ""
        if len(running) == 1 and of <= 1:
            title = self._titles.get(running[0].user_id, "")
            words = (
                self.tr("Rotating {title}").format(title=title) if title else self.tr("Rotating one account")
            )
            passed, of = len(running[0].steps), len(window_jobs.STEPS)
        elif running:
            words = self.tr("Rotating %n account(s)", "", of)
        now = self._today
        self.bar.set_summary(
            JobsSummary(words, max(0, passed), of, now.done, now.failed, now.in_doubt, now.follow_up_failed)
        )
        for button in (self.pause, self.stop):
            button.setVisible(bool(batches) and of > 1)
        if running and self._inside.isVisible():
            self._turning.start()
        else:
            self._turning.stop()

    # -- one job -------------------------------------------------------------------------------------------------

    def _line(self) -> JobLine | None:
        return self.model.line(self.list.currentIndex().row()) if self.list.currentIndex().isValid() else None

    def user_id(self) -> str:
        """The account of the chosen job."""
        line = self._line()
        return line.user_id if line else ""

    def _allow(self) -> None:
        line = self._line()
        none = self.tr("Choose a job first.")
        state = line.state if line else ""
        _set(self.show_record, none if line is None else "")
        _set(self.copy, none if line is None else "" if line.sentence else self.tr("It has no sentence yet."))
        known = self.tr("Only what failed can be tried again.")
        _set(self.again, none if line is None else "" if state in _TRY_AGAIN else known)
        settled = self.tr("Nothing is in doubt here: it is known which secret works.")
        _set(self.ask, none if line is None else "" if state == "in_doubt" else settled)

    def _to_record(self) -> None:
        if self.user_id():
            self.record_asked.emit(self.user_id())

    def _copy(self) -> None:
        line = self._line()
        if line is not None:
            self._operations.copy_text(f"{line.title}: {sentences.said(line.sentence)}")

    async def _rotate_again(self) -> None:
        await self._operations.rotate([self.user_id()])

    def _pause(self) -> None:
        self._paused = not self._paused
        for batch_id in self._desk.session.live.batches():
            if self._paused:
                self._desk.session.pause(batch_id)
            else:
                self._desk.session.resume(batch_id)
        self.retranslate()

    def _stop(self) -> None:
        for batch_id in self._desk.session.live.batches():
            self._desk.session.cancel(batch_id)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._summarise()

    def retranslate(self) -> None:
        """The words of the drawer."""
        self.list.setAccessibleName(self.tr("Jobs"))
        self._empty.set_words(
            self.tr("Nothing was rotated here yet. Every rotation shows here, with how it ended.")
        )
        self.show_record.setText(self.tr("Show record"))
        self.copy.setText(self.tr("Copy sentence"))
        self.again.setText(self.tr("Try again"))
        self.ask.setText(self.tr("Ask the server again"))
        self.pause.setText(self.tr("Go on") if self._paused else self.tr("Pause"))
        self.pause.set_icon("play" if self._paused else "pause")
        self.stop.setText(self.tr("Stop what has not begun"))
        self._allow()


def _set(button: Button, reason: str) -> None:
    if reason:
        button.set_off(reason)
    else:
        button.set_on()
