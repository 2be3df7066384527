"""The tab Details: filled fields with secrets masked, links, the rotation in words, notes, and what happened last."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pamdesk.desktop import field_words, related, sentences, times
from pamdesk.desktop.field_row import LABEL, FieldRow, LinkRow, SecretRow, caption
from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.widgets.chip import Chip
from pamdesk.desktop.widgets.text import Label, Paragraph, on_area, rule
from pamdesk.records.fields import FieldKind
from pamdesk.services.details import DetailField
from pamdesk.services.window_record import RecordScreen

_IDENTS = frozenset({FieldKind.HOST, FieldKind.PORT, FieldKind.TEXT, FieldKind.LINES})
_TAGS = metrics.DETAILS - 2 * metrics.PANE_PADDING - LABEL - 16  # pixels: what is left beside the label
_LONG = 300  # letters of a value that are shown; the editor and *Copy* have all of it


class Scroller(QScrollArea):
    """A column that scrolls, filled anew for each record."""

    def __init__(self, *, padding: int = metrics.PANE_PADDING) -> None:
        """An empty column."""
        super().__init__()
        self._padding = padding
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        on_area(self, "surface")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def fresh(self) -> QVBoxLayout:
        """Throw the old content away, and give the layout of a new one."""
        held = on_area(QWidget(), "surface")
        column = QVBoxLayout(held)
        column.setContentsMargins(self._padding, 8, self._padding, 16)
        column.setSpacing(4)
        self.setWidget(held)
        return column


def section_rule(column: QVBoxLayout) -> None:
    """A hairline with 10 px of air on both sides."""
    column.addSpacing(6)
    column.addWidget(rule())
    column.addSpacing(6)


class DetailsTab(Scroller):
    """What a record says; `record_asked` follows a link, secrets are asked for by their field."""

    record_asked = Signal(str)
    reveal_asked = Signal(str)
    copy_secret_asked = Signal(str)
    copied = Signal(str)

    def __init__(self) -> None:
        """Nothing shown."""
        super().__init__()
        self._secrets: dict[str, SecretRow] = {}

    def show_secret(self, name: str, text: str) -> None:
        """A secret that was asked for."""
        if name in self._secrets:
            self._secrets[name].show_secret(text)

    def fill(self, screen: RecordScreen) -> None:
        """Show another record."""
        self._secrets = {}
        column = self.fresh()
        shown = screen.details
        for each in (*shown.fields, *shown.custom):
            self._field(column, each)
        if not shown.fields and not shown.custom:
            column.addWidget(Paragraph(self.tr("No field is filled in yet."), tone="t3"))
        if shown.tags:
            column.addWidget(_tags(self.tr("Tags"), shown.tags))
        relations = related.lines(screen)
        if relations or screen.around.gateway:
            section_rule(column)
        for line in relations:
            row = LinkRow(line.label, line.title, line.icon)
            row.link.clicked.connect(lambda _checked=False, one=line.record_id: self.record_asked.emit(one))
            column.addWidget(row)
        if screen.around.gateway:
            column.addWidget(plain_row(self.tr("Gateway"), screen.around.gateway))
        self._rotation(column, screen)
        if shown.notes:
            section_rule(column)
            column.addWidget(plain_row(self.tr("Notes"), shown.notes))
        self._recently(column, screen)
        column.addStretch()

    def _field(self, column: QVBoxLayout, field: DetailField) -> None:
        label = field_words.said(field.label)
        if field.is_secret:
            row = SecretRow(field.name, label)
            row.reveal_asked.connect(self.reveal_asked)
            row.copy_asked.connect(self.copy_secret_asked)
            self._secrets[field.name] = row
            column.addWidget(row)
        elif field.refers_to:
            link = LinkRow(label, field.value, "arrow-r")
            link.link.clicked.connect(lambda _checked=False, one=field.refers_to: self.record_asked.emit(one))
            column.addWidget(link)
        else:
            value = field.value
            if field.kind is FieldKind.YES_NO:
                value = self.tr("yes") if value == "yes" else self.tr("no")
            elif field.kind is FieldKind.CHOICE:
                value = field_words.said(value)
            many = "\n" in value or field.kind in (FieldKind.MULTILINE, FieldKind.LINES)
            shown = FieldRow(field.name, label, _short(value), ident=field.kind in _IDENTS, many=many)
            shown.copied.connect(lambda _text, whole=value: self.copied.emit(whole))
            column.addWidget(shown)

    def _rotation(self, column: QVBoxLayout, screen: RecordScreen) -> None:
        rotation = screen.rotation
        if rotation is None or (rotation.settings is None and rotation.schedule is None):
            return
        section_rule(column)
        column.addWidget(plain_row(self.tr("Schedule"), related.schedule_words(rotation.schedule)))
        if rotation.schedule is not None and rotation.runs:
            first, zone = rotation.runs[0], rotation.schedule.zone
            ahead = times.ahead(first, datetime.now(UTC))
            when = f"{times.day(first, zone=zone)} {times.clock_in(first, zone)}, {ahead}"
            column.addWidget(plain_row(self.tr("Next"), when))
        column.addWidget(plain_row(self.tr("Complexity"), related.complexity_words(rotation.complexity)))

    def _recently(self, column: QVBoxLayout, screen: RecordScreen) -> None:
        if not screen.details.recent:
            return
        section_rule(column)
        column.addWidget(Label(self.tr("Recently"), Role.CAPTION, "t3"))
        for line in screen.details.recent[:6]:
            held = QWidget()
            row = QHBoxLayout(held)
            row.setContentsMargins(0, 3, 0, 3)
            row.setSpacing(4)
            when = Label(times.stamp(line.at), Role.SMALL, "t3", number=True)
            when.setFixedWidth(LABEL)
            row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Paragraph(sentences.said(line.sentence), Role.SMALL, "t2"), 1)
            column.addWidget(held)


def _short(value: str) -> str:
    return value if len(value) <= _LONG else value[: _LONG - 1] + "…"


def plain_row(label: str, value: str) -> QWidget:
    """A label and a value that may wrap, with nothing to do."""
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 4, 0, 4)
    row.setSpacing(4)
    head = caption(label)
    head.setFixedHeight(20)
    row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Paragraph(value), 1)
    return held


def _tags(label: str, tags: tuple[str, ...]) -> QWidget:
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 2, 0, 2)
    row.setSpacing(4)
    head = caption(label)
    head.setFixedHeight(metrics.CHIP)
    row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
    lines = QVBoxLayout()
    lines.setSpacing(4)
    row.addLayout(lines, 1)
    line, left = _line(lines), _TAGS
    for chip in map(Chip, tags):
        if chip.width() > left < _TAGS:
            line, left = _line(lines), _TAGS
        line.insertWidget(line.count() - 1, chip)
        left -= chip.width() + line.spacing()
    return held


def _line(lines: QVBoxLayout) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(4)
    made.addStretch()
    lines.addLayout(made)
    return made
