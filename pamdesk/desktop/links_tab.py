"""The tab Links: each link in words, each gap with what mends it, and the way to the drawing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pamdesk.desktop import related
from pamdesk.desktop.details_tab import Scroller, section_rule
from pamdesk.desktop.field_row import LinkRow
from pamdesk.desktop.look import metrics
from pamdesk.desktop.widgets.buttons import Button, IconButton, Rank, Size
from pamdesk.desktop.widgets.note import Note, NoteKind
from pamdesk.desktop.widgets.text import Paragraph
from pamdesk.records.links import Link
from pamdesk.services.link_graph import GraphGap
from pamdesk.services.window_record import RecordScreen


class LinksTab(Scroller):
    """Links from and to one record."""

    record_asked = Signal(str)
    unlink_asked = Signal(object)
    link_asked = Signal(object)
    drawing_asked = Signal()

    def fill(self, screen: RecordScreen) -> None:
        """Show the links of a record."""
        column = self.fresh()
        titles = {node.id: node.title for node in screen.graph.nodes}
        for gap in screen.gaps:
            column.addWidget(self._gap(gap, titles.get(gap.at, "")))
            column.addSpacing(4)
        own = screen.details.id
        types = {node.id: node.type for node in screen.graph.nodes}
        for link in screen.details.links:
            outward = link.source == own
            there, title = (link.target, link.target_title) if outward else (link.source, link.source_title)
            line = LinkRow(
                related.link_words(link.kind, outward=outward), title, related.icon_of(types.get(there, ""))
            )
            line.link.clicked.connect(lambda _checked=False, one=there: self.record_asked.emit(one))
            away = IconButton(
                "unlink", self.tr("Unlink {title}").format(title=title), side=metrics.CONTROL_SMALL, glyph=16
            )
            made = Link(link.source, link.kind, link.target)
            away.clicked.connect(lambda _checked=False, one=made: self.unlink_asked.emit(one))
            held = QWidget()
            row = QHBoxLayout(held)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(line, 1)
            row.addWidget(away)
            column.addWidget(held)
        if not screen.details.links and not screen.gaps:
            column.addWidget(Paragraph(self.tr("Nothing is linked to this record."), tone="t3"))
        section_rule(column)
        drawing = Button(self.tr("Open the drawing"), "link", Rank.LINK, Size.INLINE)
        drawing.clicked.connect(self.drawing_asked)
        column.addWidget(drawing, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()

    def _gap(self, gap: GraphGap, title: str) -> Note:
        bold, mend = related.gap_words(gap, title)
        note = Note(NoteKind.ATTENTION, mend, bold=bold, icon="unlink")
        words = self.tr("Choose a record to link") if gap.kind is not None else self.tr("Open the settings")
        button = Button(words, "link" if gap.kind is not None else "calendar", Rank.OUTLINED, Size.SMALL)
        if gap.kind is not None:
            button.clicked.connect(lambda: self.link_asked.emit(gap))
        else:
            button.clicked.connect(self.drawing_asked)
        note.add(button)
        return note
