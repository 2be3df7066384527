"""What Check found: whether it is ready, then each sentence under how much it matters, and all of it to be copied."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from pamdesk.desktop import sentences, times
from pamdesk.desktop.ask_column import AskColumn, beside
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.widgets.buttons import Button, Rank, Size
from pamdesk.desktop.widgets.note import Glyph, Note, NoteKind
from pamdesk.desktop.widgets.text import Label, Paragraph
from pamdesk.rotation.checks import CheckReport
from pamdesk.services import checking
from pamdesk.targets.contract import Finding, Severity

_GLYPHS = {Severity.PASSED: ("ok", "ok"), Severity.NOTICE: ("warn", "att"), Severity.STOPS: ("bad", "bad")}


class CheckColumn(AskColumn):
    """The column Check of an account, a resource or a configuration."""

    copied = Signal(str)

    def __init__(self) -> None:
        """Before anything was looked at."""
        super().__init__()
        self.report: tuple[CheckReport, datetime] | None = None
        self.retranslate()

    def forget(self) -> None:
        """Another record is shown."""
        self.report = None
        self._fill()

    def show_report(self, report: CheckReport) -> None:
        """Check has ended."""
        self.report = (report, datetime.now(UTC))
        self._fill()

    def as_text(self) -> str:
        """What *Copy as text* copies: the groups with their sentences, a line each; empty before a Check."""
        if self.report is None:
            return ""
        lines: list[str] = []
        for severity, found in checking.grouped(self.report[0].findings):
            lines += [self._heading(severity), *(f"- {_words(each)}" for each in found)]
        return "\n".join(lines)

    def _fill(self) -> None:
        lines = self.fresh()
        if self.report is None:
            self.rest(self.tr("Check now"))
            told = self.tr(
                "Looks at everything that the rotation needs: links, server, certificate, admin. It changes nothing."
            )
            lines.addWidget(Paragraph(told, tone="t2"))
            return
        report, at = self.report
        when = self.tr("{when}, took {time}").format(when=times.stamp(at), time=times.took(report.seconds))
        self.rest(self.tr("Check again"), when)
        lines.addWidget(self._verdict(report))
        for severity, found in checking.grouped(report.findings):
            self._group(lines, severity, found)
        copy = Button(self.tr("Copy as text"), "copy", Rank.LINK, Size.INLINE)
        copy.clicked.connect(lambda: self.copied.emit(self.as_text()))
        lines.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)

    def _verdict(self, report: CheckReport) -> Note:
        notices = sum(each.severity is Severity.NOTICE for each in report.findings)
        if not report.ready:
            told = self.tr("Rotate now would change nothing.")
            return Note(NoteKind.BAD, told, bold=self.tr("Not ready."))
        if notices:
            told = self.tr("%n thing(s) to know before you start.", "", notices)
            return Note(NoteKind.OK, told, bold=self.tr("Ready."))
        return Note(NoteKind.OK, self.tr("Nothing stands in the way."), bold=self.tr("Ready."))

    def _group(self, lines: QVBoxLayout, severity: Severity, found: tuple[Finding, ...]) -> None:
        lines.addWidget(Label(self._heading(severity), Role.CAPTION, "t3"))
        icon, tone = _GLYPHS[severity]
        for finding in found:
            lines.addWidget(beside(Glyph(icon, tone), _words(finding)))  # type: ignore[arg-type]

    def _heading(self, severity: Severity) -> str:
        return {
            Severity.STOPS: self.tr("In the way"),
            Severity.NOTICE: self.tr("To know"),
            Severity.PASSED: self.tr("Well"),
        }[severity]

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """The words of the column."""
        self.title.setText(self.tr("Check"))
        self._fill()


def _words(finding: Finding) -> str:
    return " ".join(filter(None, (sentences.said(finding.sentence), sentences.said(finding.mend))))
