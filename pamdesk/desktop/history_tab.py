"""The tab History: every version of a record, with its password and the way back to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pamdesk.desktop import field_words, times
from pamdesk.desktop.details_tab import Scroller
from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.widgets.buttons import IconButton
from pamdesk.desktop.widgets.text import Elided, Label, Paragraph, rule
from pamdesk.records.types import label_of
from pamdesk.vault.records import HistoryEntry

MOST = 100


class HistoryTab(Scroller):
    """Versions, the newest first."""

    restore_asked = Signal(int)
    copy_asked = Signal(int)

    def fill(self, entries: Sequence[HistoryEntry], type_key: str) -> None:
        """Show these versions of one record."""
        column = self.fresh()
        for number, entry in enumerate(entries[:MOST]):
            if number:
                column.addWidget(rule())
            column.addWidget(self._row(entry, type_key, newest=number == 0))
        if len(entries) == 1:
            told = self.tr("Every change and every rotation is kept here, with its secret.")
            column.addSpacing(8)
            column.addWidget(Paragraph(told, Role.SMALL, "t3"))
        column.addStretch()

    def _row(self, entry: HistoryEntry, type_key: str, *, newest: bool) -> QWidget:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Elided(self._what(entry, type_key), Role.STRONG))
        when = self.tr("{when} by {who}").format(when=times.stamp(entry.at), who=entry.who or "–")
        words.addWidget(Label(when, Role.SMALL, "t3", number=True))
        row.addLayout(words, 1)
        if "password" in entry.changed or entry.kind in ("added", "rotated", "restored"):
            copy = IconButton(
                "copy", self.tr("Copy the password of this version"), side=metrics.CONTROL_SMALL, glyph=16
            )
            copy.clicked.connect(lambda: self.copy_asked.emit(entry.version))
            row.addWidget(copy, 0, Qt.AlignmentFlag.AlignVCenter)
        if not newest:
            back = IconButton("undo", self.tr("Restore this version"), side=metrics.CONTROL_SMALL, glyph=16)
            back.clicked.connect(lambda: self.restore_asked.emit(entry.version))
            row.addWidget(back, 0, Qt.AlignmentFlag.AlignVCenter)
        return held

    def _what(self, entry: HistoryEntry, type_key: str) -> str:
        names = ", ".join(field_words.said(label_of(type_key, name)) for name in entry.changed)
        told = {
            "added": self.tr("Added"),
            "rotated": self.tr("Rotated"),
            "moved": self.tr("Moved to another folder"),
            "restored": self.tr("An earlier version restored"),
        }.get(entry.kind)
        if told:
            return told
        return self.tr("Changed: {names}").format(names=names) if names else self.tr("Changed")
