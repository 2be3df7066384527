"""Beside the accounts of a batch that runs: its counts, pause and stop; at its end what is true, and the summary."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.widgets.buttons import Button
from pamdesk.desktop.widgets.counts import Counts
from pamdesk.desktop.widgets.note import Note, NoteKind
from pamdesk.desktop.widgets.text import Elided, Label, Paragraph, rule
from pamdesk.rotation.events import BatchProgress


class RunSide(QWidget):
    """The run: counts, pause and stop, the failures that stop it; at the end the summary for a ticket."""

    pause_asked = Signal()
    stop_asked = Signal()
    copy_asked = Signal()
    save_asked = Signal()
    again_asked = Signal()

    def __init__(self) -> None:
        """Nothing runs."""
        super().__init__()
        self._paused = self._over = False
        self.head = Counts(
            (
                ("check", "ok", "okfill"),
                ("running", "run", "runfill"),
                ("never", "t3", "press"),
                ("bad", "bad", "badfill"),
                ("doubt", "bad", "bad"),
                ("off", "t3", "line3"),
            )
        )
        self.pause = Button("", "pause")
        self.stop = Button("", "stop")
        self._told = Paragraph("", Role.SMALL, "t3")
        self.note = Note(NoteKind.BAD)
        self.again = Button("", "rotate")
        self.copy = Button("", "copy")
        self.save = Button("", "export")
        for button, asked in (
            (self.pause, self.pause_asked),
            (self.stop, self.stop_asked),
            (self.copy, self.copy_asked),
            (self.save, self.save_asked),
            (self.again, self.again_asked),
        ):
            button.clicked.connect(asked)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self.note.hide()
        self.again.hide()
        self.retranslate()

    def _lay_out(self) -> None:
        hold = QHBoxLayout()
        hold.setSpacing(metrics.CONTROL_GAP)
        hold.addWidget(self.pause, 1)
        hold.addWidget(self.stop, 1)
        keep = QHBoxLayout()
        keep.setSpacing(metrics.CONTROL_GAP)
        keep.addWidget(self.copy, 1)
        keep.addWidget(self.save, 1)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(8)
        self._fact_names = [Label("", Role.TEXT, "t2") for _ in range(3)]
        self._fact_values = [Elided("", Role.TEXT, number=True) for _ in range(3)]
        for row, (name, value) in enumerate(zip(self._fact_names, self._fact_values, strict=True)):
            self._facts.addWidget(name, row, 0)
            self._facts.addWidget(value, row, 1)
        self._facts.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(metrics.PANE_PADDING,) * 4)
        column.setSpacing(metrics.SECTION_GAP)
        column.addWidget(self.head)
        column.addLayout(hold)
        column.addWidget(self._told)
        column.addWidget(self.note)
        column.addWidget(rule())
        column.addLayout(self._facts)
        column.addWidget(rule())
        column.addWidget(self.again)
        column.addLayout(keep)
        column.addStretch(1)

    def show_progress(self, progress: BatchProgress, stop_after: int) -> None:
        """Show the live counts."""
        ended = progress.total - progress.waiting - progress.running
        counts = (
            progress.done,
            progress.running,
            progress.waiting,
            progress.failed,
            progress.in_doubt,
            progress.skipped,
        )
        self.head.set_counts(ended, counts, progress.total)
        self.head.under.setText(self.tr("of %n finished", "", progress.total))
        self._paused = progress.state == "paused"
        self._tell_pause()
        failed = progress.failed + progress.in_doubt
        self.note.setVisible(bool(failed) and not self._over)
        if failed:
            told = self.tr("{failed} of {limit} failures. At {limit}, the batch stops by itself.")
            self.note.set_words(NoteKind.BAD, told.format(failed=failed, limit=stop_after))

    def show_facts(self, began: str, who: str, why: str) -> None:
        """When it began, who asked, and the reason."""
        for value, words in zip(self._fact_values, (began, who, why or "–"), strict=True):
            value.set_words(words)

    def begin(self) -> None:
        """A batch begins."""
        self._set_over(False)

    def finish(self, failed: int, sentence: str, kind: NoteKind) -> None:
        """It has ended: what is true of it as a whole, and what can be done."""
        self._set_over(True)
        self.note.set_words(kind, sentence)
        self.note.show()
        self.again.setVisible(bool(failed))
        self.again.setText(self.tr("Rotate the %n failed again", "", failed))

    def _set_over(self, over: bool) -> None:
        self._over = over
        for widget in (self.pause, self.stop, self._told):
            widget.setVisible(not over)
        if not over:
            self.again.hide()
            self.note.hide()

    def is_paused(self) -> bool:
        """Whether the button goes on instead of pausing."""
        return self._paused

    def _tell_pause(self) -> None:
        self.pause.setText(self.tr("Go on") if self._paused else self.tr("Pause"))

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """The words."""
        self.head.set_words(
            (
                self.tr("Done"),
                self.tr("Rotating"),
                self.tr("Waiting"),
                self.tr("Failed – nothing changed"),
                self.tr("In doubt"),
                self.tr("Not begun"),
            )
        )
        self._tell_pause()
        self.stop.setText(self.tr("Stop"))
        self._told.set_words(self.tr("Pause and Stop let those at work finish. What is done stays done."))
        for label, words in zip(
            self._fact_names, (self.tr("Started"), self.tr("Asked by"), self.tr("Reason")), strict=True
        ):
            label.setText(words)
        self.copy.setText(self.tr("Copy for ticket"))
        self.save.setText(self.tr("Save as file"))
