"""The drawer's closed bar at the foot of the window: what runs, and how today went."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.look.states import State
from pamdesk.desktop.widgets.buttons import Button, IconButton, Rank, Size
from pamdesk.desktop.widgets.chip import Bar
from pamdesk.desktop.widgets.state import StateLabel
from pamdesk.desktop.widgets.text import Elided, Label, on_area, rule


@dataclass(frozen=True)
class JobsSummary:
    """What the bar says: the sentence of the running job and its steps, and today's counts."""

    running: str = ""
    passed: int = 0
    of: int = 0
    done: int = 0
    failed: int = 0
    in_doubt: int = 0
    follow_up_failed: int = 0


class JobsBar(QWidget):
    """36 px: arrow, *Jobs*, the running job with its bar, today's counts, and a quiet sentence at the right."""

    toggled = Signal(bool)
    list_asked = Signal(str)

    def __init__(self) -> None:
        """A bar with nothing running."""
        super().__init__()
        on_area(self, "base")
        self.setFixedHeight(metrics.DRAWER)
        self._open = False
        self._summary = JobsSummary()
        self.arrow = IconButton("chev-u", "", side=metrics.CONTROL_SMALL, glyph=16)
        self.arrow.clicked.connect(self._press)
        self._title = Label("", Role.SMALL_STRONG)
        self._running = StateLabel(State.ROTATING, small=True)
        self._bar = Bar(width=120)
        self._count = Label("", Role.SMALL, "t2", number=True)
        self._rule = rule("v")
        self._rule.setFixedHeight(16)
        self._today = Label("", Role.SMALL, "t2", number=True)
        self._failed = self._link("failed")
        self._doubt = self._link("in_doubt")
        self._follow_up = Label("", Role.SMALL, "att", number=True)
        self._quiet = Elided("", Role.SMALL, "t2")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 0, 12, 0)
        self._row.setSpacing(metrics.CARD_GAP)
        shown = (self.arrow, self._title, self._running, self._bar, self._count, self._rule, self._today)
        for part in (*shown, self._follow_up, self._failed, self._doubt):
            self._row.addWidget(part)
        self._quiet.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._quiet, 1)
        self._say()

    def _link(self, key: str) -> Button:
        button = Button("", None, Rank.LINK, Size.INLINE_SMALL)
        button.set_ink("bad")
        button.clicked.connect(lambda: self.list_asked.emit(key))
        return button

    def add_at_right(self, widget: QWidget) -> None:
        """Put a notice, such as the clipboard's countdown, at the right end."""
        self._row.addWidget(widget)

    def set_summary(self, summary: JobsSummary) -> None:
        """Show what runs and how today went."""
        self._summary = summary
        self._say()

    def set_quiet(self, words: str) -> None:
        """The sentence at the right, such as when the last backup was checked."""
        self._quiet.set_words(words)

    def set_open(self, is_open: bool) -> None:
        """Turn the arrow as the drawer stands."""
        self._open = is_open
        self._say()

    def _press(self) -> None:
        self.set_open(not self._open)
        self.toggled.emit(self._open)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        now = self._summary
        self.arrow.set_icon("chev-d" if self._open else "chev-u")
        self.arrow.set_name(
            self.tr("Close the jobs drawer") if self._open else self.tr("Open the jobs drawer")
        )
        self._title.setText(self.tr("Jobs"))
        busy = bool(now.running)
        for part in (self._running, self._bar, self._count):
            part.setVisible(busy)
        if busy:
            told = self.tr("{passed} of {of}").format(passed=now.passed, of=now.of)
            self._running.set_state(State.ROTATING, now.running)
            self._bar.set_parts((("runfill", now.passed / max(1, now.of)),), told)
            self._count.setText(told)
        any_today = bool(now.done or now.failed or now.in_doubt or now.follow_up_failed)
        self._rule.setVisible(busy and any_today)
        quiet = self.tr("Nothing is running. Rotations show here while they run.")
        self._today.setText(self.tr("Today: {count} done").format(count=now.done) if any_today else quiet)
        self._today.setVisible(any_today or not busy)
        self._follow_up.setText(self.tr("{count} done, follow-up failed").format(count=now.follow_up_failed))
        self._follow_up.setVisible(bool(now.follow_up_failed))
        self._failed.setText(self.tr("{count} failed").format(count=now.failed))
        self._failed.setVisible(bool(now.failed))
        self._doubt.setText(self.tr("{count} in doubt").format(count=now.in_doubt))
        self._doubt.setVisible(bool(now.in_doubt))
