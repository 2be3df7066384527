"""The tab Rotation of the narrow pane: state, settings in words, the lights of the newest attempt, and the way to the drawing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from pamdesk.desktop import related, sentences, step_words, times
from pamdesk.desktop.details_tab import Scroller, plain_row, section_rule
from pamdesk.desktop.live import LiveJob
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.widgets.buttons import Button, Rank, Size
from pamdesk.desktop.widgets.steps import StepLights
from pamdesk.desktop.widgets.text import Label, Paragraph
from pamdesk.services.window_record import RecordScreen


class RotationTab(Scroller):
    """How an account is rotated, in brief."""

    panel_asked = Signal()

    def __init__(self) -> None:
        """Nothing shown."""
        super().__init__()
        self.lights: StepLights | None = None
        self._screen: RecordScreen | None = None

    def fill(self, screen: RecordScreen, live: LiveJob | None) -> None:
        """Show the rotation of an account, or say why this record has none."""
        self._screen = screen
        self.lights = None
        column = self.fresh()
        rotation = screen.rotation
        if rotation is None:
            told = self.tr("Only PAM Users are rotated. The drawing shows what this record does for them.")
            column.addWidget(Paragraph(told, tone="t2"))
        else:
            column.addWidget(plain_row(self.tr("Method"), related.method_words(rotation.method)))
            words = related.schedule_words(rotation.schedule)
            if rotation.schedule_is_default and rotation.schedule is not None:
                words = self.tr("{schedule}, by the configuration").format(schedule=words)
            column.addWidget(plain_row(self.tr("Schedule"), words))
            for number, at in enumerate(rotation.runs[:3]):
                zone = rotation.schedule.zone if rotation.schedule is not None else "UTC"
                told = f"{times.full_day(at, zone)} {times.clock_in(at, zone)}"
                column.addWidget(plain_row(self.tr("Next") if not number else "", told))
            column.addWidget(plain_row(self.tr("Complexity"), related.complexity_words(rotation.complexity)))
            self._attempt(column, screen, live)
        section_rule(column)
        button = Button(self.tr("Open the drawing and settings"), "link", Rank.LINK, Size.INLINE)
        button.clicked.connect(self.panel_asked)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()

    def follow(self, live: LiveJob | None) -> None:
        """The engine has got further."""
        if self._screen is None or self._screen.rotation is None:
            return
        steps = step_words.lights(self._screen.job, live, scripts=bool(self._screen.scripts))
        if self.lights is None:
            self.fill(self._screen, live)
        else:
            self.lights.set_steps(steps)

    def _attempt(self, column: QVBoxLayout, screen: RecordScreen, live: LiveJob | None) -> None:
        steps = step_words.lights(screen.job, live, scripts=bool(screen.scripts))
        if not steps:
            return
        section_rule(column)
        column.addWidget(Label(self.tr("Newest attempt"), Role.CAPTION, "t3"))
        self.lights = StepLights()
        self.lights.set_steps(steps)
        column.addWidget(self.lights)
        if screen.job is not None and screen.job.sentence:
            column.addWidget(Paragraph(sentences.said(screen.job.sentence), Role.SMALL, "t2"))
