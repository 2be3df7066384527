"""The rotation settings of an account: method, schedule with its next five runs, complexity, the switch."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from pamdesk.desktop import related, times
from pamdesk.desktop.field_row import caption
from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.number_field import NumberField
from pamdesk.desktop.schedule_parts import NextRuns, zone_names
from pamdesk.desktop.widgets.fields import Field, Picker, Toggle
from pamdesk.desktop.widgets.text import Elided, Label, Paragraph
from pamdesk.records.complexity import Complexity
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.rotation_settings import Method
from pamdesk.records.schedule import Schedule, ScheduleKind
from pamdesk.records.schedules import describe, require_allowed, times_of
from pamdesk.services.rotations import SettingsChange
from pamdesk.services.window_record import RecordScreen, RotationView, fit, runs

_DEFAULT = "default"
_SAVE_MS = 700
_CRON = "0 0 3 ? * MON"  # an example, the same in every language
_METHODS = (Method.GENERAL, Method.IAM_PASSWORD, Method.IAM_ACCESS_KEY)
_LABEL = 84


def _head(words: str) -> Elided:
    made = caption(words)
    made.setFixedWidth(_LABEL)
    made.setFixedHeight(metrics.CONTROL)
    return made


class SettingsForm(QWidget):
    """Saves by itself a moment after a change that is valid; `saved_asked` carries the change."""

    save_asked = Signal(object)

    def __init__(self) -> None:
        """Without an account."""
        super().__init__()
        self._view: RotationView | None = None
        self._filling = False
        self._said = Label("", Role.SMALL, "t3")
        self._title = Label("", Role.SECTION)
        self.method = Picker("")
        self.schedule = Picker("", icon="calendar")
        self.time = Field("")
        self.time.setMaxLength(5)
        self.day = Picker("")
        self.zone = Picker("")
        self.cron = Field("", ident=True)
        self.words = Paragraph("", Role.SMALL, "t2")
        self.next = NextRuns()
        self.counts = tuple(NumberField(0, 512) for _ in range(5))
        self.accepts = Paragraph("", Role.SMALL, "t2")
        self.on = Toggle("")
        self._labels = tuple(_head("") for _ in range(6))
        self._under = tuple(Label("", Role.CAPTION_STRONG, "t3") for _ in range(5))
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_SAVE_MS)
        self._clock.timeout.connect(self._save)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self.time.setFont(font(Role.TEXT, number=True))
        for count in self.counts:
            count.setMinimumWidth(40)
        for name in zone_names():
            self.zone.addItem(name.replace("_", " "), name)
        self.time.setFixedWidth(68)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch()
        top.addWidget(self._said)
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(self.day)
        when.addWidget(self.time)
        when.addStretch(1)
        self._when = QWidget()
        self._when.setLayout(when)
        when.setContentsMargins(0, 0, 0, 0)
        numbers = QHBoxLayout()
        numbers.setSpacing(6)
        for count, under in zip(self.counts, self._under, strict=True):
            held = QVBoxLayout()
            held.setSpacing(2)
            held.addWidget(count)
            under.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            held.addWidget(under)
            numbers.addLayout(held, 1)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        above = Qt.AlignmentFlag.AlignTop
        held = QVBoxLayout()
        held.setSpacing(6)
        for part in (self.schedule, self._when, self.zone, self.cron, self.words):
            held.addWidget(part)
        contents: tuple[QWidget | QLayout, ...] = (
            self.method,
            held,
            self.next,
            numbers,
            self.accepts,
            self.on,
        )
        for row, (label, content) in enumerate(zip(self._labels, contents, strict=True)):
            grid.addWidget(label, row, 0, above)
            if isinstance(content, QWidget):
                grid.addWidget(content, row, 1)
            else:
                grid.addLayout(content, row, 1)
        self.accepts.setContentsMargins(0, 7, 0, 0)
        self._labels[2].setFixedHeight(20)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(metrics.CARD_GAP)
        column.addLayout(top)
        column.addLayout(grid)
        column.addStretch()

    def _connect(self) -> None:
        self.method.currentIndexChanged.connect(self._changed)
        self.schedule.currentIndexChanged.connect(self._changed)
        self.day.currentIndexChanged.connect(self._changed)
        self.zone.currentIndexChanged.connect(self._changed)
        self.time.textChanged.connect(self._changed)
        self.cron.textChanged.connect(self._changed)
        for count in self.counts:
            count.value_changed.connect(self._changed)
        self.on.toggled.connect(self._changed)

    # -- showing -------------------------------------------------------------------------------------------------

    def fill(self, screen: RecordScreen) -> None:
        """Show the settings of an account; what is being typed here is not overwritten."""
        if self._clock.isActive() or screen.rotation is None:
            return
        self._view = screen.rotation
        self._filling = True
        view = screen.rotation
        self.method.setCurrentIndex(self.method.findData(view.method))
        chosen = (
            _DEFAULT if view.schedule_is_default else view.schedule.kind.value if view.schedule else _DEFAULT
        )
        if view.settings is None and view.schedule is None:
            chosen = ScheduleKind.ON_DEMAND.value
        self.schedule.setCurrentIndex(self.schedule.findData(chosen))
        self._fill_days(view.schedule)
        if view.schedule is not None:
            self.time.setText(view.schedule.time or "03:00")
            self.zone.setCurrentIndex(max(0, self.zone.findData(view.schedule.zone)))
            self.cron.setText(view.schedule.cron)
        else:
            self.time.setText("03:00")
        c = view.complexity
        values = (c.length, c.upper, c.lower, c.digits, c.symbols)
        for box, value in zip(self.counts, values, strict=True):
            if not box.hasFocus():
                box.set_value(value)
        self.on.setChecked(view.settings.enabled if view.settings else True)
        self._filling = False
        self._said.setText(self.tr("Saved") if view.settings else self.tr("Not set up yet"))
        self._show_consequences()

    def _fill_days(self, schedule: Schedule | None) -> None:
        kind = self.schedule.currentData()
        self.day.blockSignals(True)
        self.day.clear()
        if kind == ScheduleKind.WEEKLY.value:
            for number, word in enumerate(self._week_days(), start=1):
                self.day.addItem(word, number)
        elif kind == ScheduleKind.MONTHLY.value:
            for number in range(1, 32):
                self.day.addItem(self.tr("day {number}").format(number=number), number)
        if schedule is not None and schedule.day:
            self.day.setCurrentIndex(max(0, self.day.findData(schedule.day)))
        self.day.blockSignals(False)

    def _week_days(self) -> tuple[str, ...]:
        return (
            self.tr("Monday"),
            self.tr("Tuesday"),
            self.tr("Wednesday"),
            self.tr("Thursday"),
            self.tr("Friday"),
            self.tr("Saturday"),
            self.tr("Sunday"),
        )

    # -- what was chosen -----------------------------------------------------------------------------------------

    def chosen_schedule(self) -> Schedule | None:
        """The schedule; None for the configuration's own. Raises InvalidRecord."""
        kind = self.schedule.currentData()
        if kind == _DEFAULT or kind is None:
            return None
        at = self.time.text().strip().rjust(5, "0")
        zone = str(self.zone.currentData() or "UTC")
        kind = ScheduleKind(kind)
        if kind is ScheduleKind.ON_DEMAND:
            return Schedule(kind=kind)
        if kind is ScheduleKind.CRON:
            schedule = Schedule(kind=kind, cron=" ".join(self.cron.text().split()), zone=zone)
        elif kind is ScheduleKind.DAILY:
            schedule = Schedule(kind=kind, time=at, zone=zone)
        else:
            schedule = Schedule(kind=kind, time=at, day=int(self.day.currentData() or 1), zone=zone)
        times_of(schedule)
        require_allowed(schedule)
        return schedule

    def complexity(self) -> Complexity:
        """What the numbers say."""
        old = self._view.complexity if self._view else Complexity()
        length, upper, lower, digits, symbols = (count.value() for count in self.counts)
        return replace(old, length=length, upper=upper, lower=lower, digits=digits, symbols=symbols)

    def _changed(self) -> None:
        if self._filling:
            return
        if self.sender() is self.schedule:
            self._filling = True
            self._fill_days(None)
            self._filling = False
        if self._show_consequences():
            self._said.setText(self.tr("Saving…"))
            self._clock.start()
        else:
            self._clock.stop()
            self._said.setText(self.tr("Not saved"))

    def _show_consequences(self) -> bool:
        """Show next runs and what the target takes; false where something is wrong."""
        kind = self.schedule.currentData()
        timed = kind in (ScheduleKind.DAILY.value, ScheduleKind.WEEKLY.value, ScheduleKind.MONTHLY.value)
        cron = kind == ScheduleKind.CRON.value
        self._when.setVisible(timed)
        self.zone.setVisible(timed or cron)
        self.time.setVisible(timed)
        self.day.setVisible(kind in (ScheduleKind.WEEKLY.value, ScheduleKind.MONTHLY.value))
        self.cron.setVisible(cron)
        fits = self._show_schedule()
        view = self._view
        effective, bits, problem = fit(self.complexity(), view.rules if view else None)
        if effective is None or view is None:
            self.accepts.set_words(problem)
        else:
            rules = view.rules
            told = ""
            if rules is not None:
                told = self.tr("{least} to {most} characters on {target}.").format(
                    least=rules.min_length, most=rules.max_length, target=view.target
                )
            fine = self.tr("Your rule fits, with {bits} bits.").format(bits=int(bits))
            self.accepts.set_words(f"{told} {fine}".strip())
        self._tone(self.accepts, "bad" if problem else "t2")
        return fits and not problem

    def _show_schedule(self) -> bool:
        wrong = told = ""
        schedule: Schedule | None = None
        try:
            schedule = self.chosen_schedule()
        except InvalidRecord as error:
            wrong = error.message
        if (
            schedule is None
            and not wrong
            and self._view is not None
            and self.schedule.currentData() == _DEFAULT
        ):
            schedule = self._view.schedule if self._view.schedule_is_default else None
            told = self.tr("The configuration has no schedule.") if schedule is None else ""
        by_default = self.schedule.currentData() == _DEFAULT
        if schedule is not None and (by_default or schedule.kind is ScheduleKind.CRON):
            told = describe(schedule, times.language())
        self.words.set_words(wrong or told)
        self.words.setVisible(bool(wrong or told))
        self._tone(self.words, "bad" if wrong else "t2")
        cron = self.schedule.currentData() == ScheduleKind.CRON.value
        self.cron.set_wrong(wrong if cron else "")
        self.time.set_wrong("" if cron else wrong)
        now = datetime.now(UTC)
        zone = schedule.zone if schedule is not None else "UTC"
        self.next.show_runs(runs(schedule, now), zone, now, nothing=self.tr("Only when somebody asks"))
        return not wrong

    @staticmethod
    def _tone(words: Paragraph, tone: str) -> None:
        if words.property("tone") != tone:
            words.setProperty("tone", tone)
            words.style().unpolish(words)
            words.style().polish(words)

    def _save(self) -> None:
        try:
            schedule = self.chosen_schedule()
        except InvalidRecord:
            return
        asked = self.complexity()
        default = (
            self._view is not None and self._view.complexity_is_default and asked == self._view.complexity
        )
        self.save_asked.emit(
            SettingsChange(
                method=Method(str(self.method.currentData())),
                schedule=schedule,
                default_schedule=schedule is None,
                complexity=None if default else asked,
                default_complexity=default,
                enabled=self.on.isChecked(),
            )
        )

    def saved(self, refusal: str = "") -> None:
        """The change is on the disk, or was refused."""
        self._said.setText(self.tr("Not saved") if refusal else self.tr("Saved"))
        self._said.setToolTip(refusal)
        if refusal:
            self.words.set_words(refusal)
            self.words.show()
            self._tone(self.words, "bad")

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """The words of the form."""
        self._filling = True
        self._title.setText(self.tr("Settings"))
        heads = (
            self.tr("Method"),
            self.tr("Schedule"),
            self.tr("Next five"),
            self.tr("Complexity"),
            self.tr("Accepts"),
            self.tr("Rotation"),
        )
        for label, words in zip(self._labels, heads, strict=True):
            label.set_words(words)
        under = (self.tr("length"), self.tr("A–Z"), self.tr("a–z"), self.tr("0–9"), self.tr("symbols"))
        for below, count, words in zip(self._under, self.counts, under, strict=True):
            below.setText(words)
            count.setAccessibleName(f"{heads[3]}, {words}")
        _choices(self.method, [(related.method_words(each), each) for each in _METHODS])
        _choices(
            self.schedule,
            [
                (self.tr("The configuration's default"), _DEFAULT),
                (self.tr("On demand only"), ScheduleKind.ON_DEMAND.value),
                (self.tr("Daily"), ScheduleKind.DAILY.value),
                (self.tr("Weekly"), ScheduleKind.WEEKLY.value),
                (self.tr("Monthly"), ScheduleKind.MONTHLY.value),
                (self.tr("Cron expression"), ScheduleKind.CRON.value),
            ],
        )
        for field, words in (
            (self.method, heads[0]),
            (self.schedule, heads[1]),
            (self.time, self.tr("Time of day")),
            (self.day, self.tr("Day")),
            (self.zone, self.tr("Time zone")),
            (self.cron, self.tr("Cron expression")),
        ):
            field.setAccessibleName(words)
        self.cron.setPlaceholderText(_CRON)
        self.on.setText(self.tr("On for this account"))
        self._filling = False


def _choices(picker: Picker, items: list[tuple[str, object]]) -> None:
    chosen = picker.currentData()
    picker.clear()
    for words, value in items:
        picker.addItem(words, value)
    picker.setCurrentIndex(max(0, picker.findData(chosen)) if chosen is not None else 0)
