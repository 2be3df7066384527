"""What an import says about each line of a file that it did not take as it stood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LineSeverity(StrEnum):
    """What became of the thing that a line of the report is about."""

    NOTICE = "notice"  # taken, in another form than the file has it
    SKIPPED = "skipped"  # left out; everything round it was taken
    PRESENT = "present"  # in the vault already, and left as it is there


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One sentence about one place in the file: its line (from 1) and its path (`pam_data.users[2].login`)."""

    severity: LineSeverity
    line: int
    path: str
    sentence: str


class Report:
    """Gathers report lines while a file is read; `lines` gives them in the order of the file."""

    def __init__(self) -> None:
        self._lines: list[ReportLine] = []

    def notice(self, line: int, path: str, sentence: str) -> None:
        """Note something that was taken in another form."""
        self._lines.append(ReportLine(LineSeverity.NOTICE, line, path, sentence))

    def skipped(self, line: int, path: str, sentence: str) -> None:
        """Note something that was left out."""
        self._lines.append(ReportLine(LineSeverity.SKIPPED, line, path, sentence))

    def present(self, line: int, path: str, sentence: str) -> None:
        """Note something that is in the vault already."""
        self._lines.append(ReportLine(LineSeverity.PRESENT, line, path, sentence))

    @property
    def lines(self) -> tuple[ReportLine, ...]:
        """All lines so far, by their place in the file."""
        return tuple(sorted(self._lines, key=lambda each: each.line))
