"""Beside the accounts of a batch before it runs: how many are ready, how it will run, the reason, and its button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.widgets.buttons import Button, Rank
from pamdesk.desktop.widgets.counts import Counts
from pamdesk.desktop.widgets.fields import Field, Picker
from pamdesk.desktop.widgets.text import Label, Paragraph, rule
from pamdesk.rotation.limits import Limits
from pamdesk.services.bulk import Run, Verdict

MANY: Final = 25  # accounts; more are confirmed by typing their number
STOPS: Final = (1, 3, 5, 10)  # failures after which a batch stops by itself
STOP_USUAL: Final = 3


class ReviewSide(QWidget):
    """The review: what is ready, how it runs, the reason, and the button that begins."""

    begin_asked = Signal()

    def __init__(self) -> None:
        """Nothing chosen yet."""
        super().__init__()
        self._chosen, self._ready = 0, False
        self.head = Counts((("ok", "ok", "okfill"), ("warn", "att", "attfill"), ("bad", "bad", "badfill")))
        self._how = Label("", Role.SECTION)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(8)
        self._lines.setColumnStretch(0, 1)
        self._names = [Label("", Role.TEXT, "t2") for _ in range(5)]
        self._values = [Label("", Role.TEXT, number=True) for _ in range(4)]
        self.stop = Picker("")
        for count in STOPS:
            self.stop.addItem("", count)
        self.stop.setCurrentIndex(STOPS.index(STOP_USUAL))
        for row, name in enumerate(self._names):
            self._lines.addWidget(name, row, 0)
            value: QWidget = self._values[row] if row < len(self._values) else self.stop
            self._lines.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight)
        self.why = Field("")
        self._type = Paragraph("", tone="t2")
        self.number = Field("")
        self.number.setFixedWidth(96)
        self.begin = Button("", "rotate", Rank.PRIMARY)
        self.begin.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self.number.textChanged.connect(lambda _text: self._allow())
        self.begin.clicked.connect(self.begin_asked)
        self.number.returnPressed.connect(self.begin.click)
        self.retranslate()

    def _lay_out(self) -> None:
        last = QHBoxLayout()
        last.setSpacing(metrics.CONTROL_GAP)
        last.addWidget(self.number)
        last.addWidget(self.begin, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(metrics.PANE_PADDING,) * 4)
        column.setSpacing(metrics.SECTION_GAP)
        column.addWidget(self.head)
        column.addWidget(rule())
        column.addWidget(self._how)
        column.addLayout(self._lines)
        column.addWidget(self.why)
        column.addWidget(rule())
        column.addWidget(self._type)
        column.addLayout(last)
        column.addStretch(1)

    def show_counts(self, verdicts: Mapping[Verdict, int], chosen: int, servers: int, total: int) -> None:
        """Show how many are ready, noted, left out; the button waits until all were looked at."""
        stops = total - chosen
        note = min(chosen, verdicts.get(Verdict.NOTE, 0))
        ready = chosen - note - verdicts.get(Verdict.WAITING, 0)
        self._chosen, self._ready = chosen, not verdicts.get(Verdict.WAITING, 0)
        self.head.set_counts(chosen, (max(0, ready), note, stops), total)
        on = self.tr("%n server(s)", "", servers)
        self.head.under.setText(self.tr("account(s) on {servers}", "", chosen).format(servers=on))
        self.begin.setText(self.tr("Rotate %n account(s)", "", chosen))
        many = chosen > MANY
        self._type.setVisible(many)
        self.number.setVisible(many)
        self._allow()

    def show_run(self, run: Run) -> None:
        """Say in which waves it runs."""
        waves = [*run.waves, 0, 0, 0]
        three = len(run.waves) >= 3
        counts = (
            waves[0] if three else 0,
            waves[1] if three else 0,
            sum(run.waves) - sum(waves[:2]) if three else sum(run.waves),
        )
        for label, name, count in zip(self._values, self._names, counts, strict=False):
            label.setText(self.tr("%n account(s)", "", count))
            label.setVisible(bool(count))
            name.setVisible(bool(count))
        self._values[3].setText(self.tr("%n at most", "", Limits().per_host))

    def stop_after(self) -> int:
        """After how many failures it stops by itself."""
        return int(self.stop.currentData())

    def _allow(self) -> None:
        many = self._chosen > MANY
        if not self._chosen:
            self.begin.set_off(self.tr("No account is chosen."))
        elif not self._ready:
            self.begin.set_off(self.tr("Each account is looked at first."))
        elif many and self.number.text().strip() != str(self._chosen):
            self.begin.set_off(self.tr("Type {text} to go on").format(text=self._chosen))
        else:
            self.begin.set_on()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """The words."""
        self.head.set_words((self.tr("Ready"), self.tr("Ready, with a note"), self.tr("Left out")))
        self._how.setText(self.tr("How it runs"))
        names = (
            self.tr("First, alone"),
            self.tr("Then"),
            self.tr("Then the rest"),
            self.tr("At once, on one server"),
            self.tr("Stop after"),
        )
        for label, words in zip(self._names, names, strict=True):
            label.setText(words)
        for row, count in enumerate(STOPS):
            self.stop.setItemText(row, self.tr("%n failure(s)", "", count))
        self.stop.setAccessibleName(names[-1])
        self.why.setPlaceholderText(self.tr("Reason or ticket, for the audit"))
        self.why.setAccessibleName(self.tr("Reason or ticket, for the audit"))
        self._type.set_words(
            self.tr("More than {count} accounts at once: type the number of accounts to confirm.").format(
                count=MANY
            )
        )
        self.number.setAccessibleName(self.tr("The number of accounts"))
        self._allow()
