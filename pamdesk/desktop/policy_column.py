"""The least that AWS must allow for a configuration: copied as IAM takes it, with the accounts that each statement is for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from pamdesk.desktop import sentences
from pamdesk.desktop.ask_column import AskColumn, beside
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.widgets.buttons import Button, Rank, Size
from pamdesk.desktop.widgets.note import Glyph, Note, NoteKind
from pamdesk.desktop.widgets.text import Label, Paragraph
from pamdesk.services.policies import LeastPrivilege, PolicyDocument, attached_to
from pamdesk.services.policy_documents import Statement

_SHOWN: Final = 5  # accounts of a statement that are named


class PolicyColumn(AskColumn):
    """The column Policy of an AWS configuration; its link asks for the policy, one document is copied at once."""

    copied = Signal(str)

    def __init__(self) -> None:
        """Before it was asked for."""
        super().__init__()
        self._policy: LeastPrivilege | None = None
        self.retranslate()

    def forget(self) -> None:
        """Another record is shown."""
        self._policy = None
        self._fill()

    def show_policy(self, policy: LeastPrivilege) -> None:
        """Show what was asked for, and copy it where it is one document; of several each has its own *Copy*."""
        self._policy = policy
        self._fill()
        if len(policy.documents) == 1:
            self.copied.emit(policy.documents[0].text)

    def _fill(self) -> None:
        lines = self.fresh()
        self.rest(self.tr("Copy policy"))
        policy = self._policy
        if policy is None:
            told = self.tr(
                "The IAM policy that allows what the accounts of this configuration need, and no more. Nothing is asked of AWS."
            )
            lines.addWidget(Paragraph(told, tone="t2"))
            return
        for document in policy.documents:
            self._document(lines, policy, document)
        for note in policy.notes:
            lines.addWidget(Note(NoteKind.PLAIN, sentences.said(note)))
        for each in policy.left_out:
            told = self.tr("Left out: {title}.").format(title=each.title)
            lines.addWidget(beside(Glyph("warn", "att"), f"{told} {sentences.said(each.reason)}"))

    def _document(self, lines: QVBoxLayout, policy: LeastPrivilege, document: PolicyDocument) -> None:
        lines.addWidget(Paragraph(sentences.said(attached_to(document, policy))))
        for statement in document.statements:
            lines.addWidget(Label(statement.sid, Role.SMALL_STRONG, "t2"))
            lines.addWidget(Paragraph(self._whence(statement), Role.SMALL, "t2"))
        if len(policy.documents) > 1:
            copy = Button(self.tr("Copy this document"), "copy", Rank.LINK, Size.INLINE)
            copy.clicked.connect(lambda: self.copied.emit(document.text))
            lines.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)

    def _whence(self, statement: Statement) -> str:
        titles = [each.title for each in statement.whence]
        told = ", ".join(titles[:_SHOWN])
        if len(titles) > _SHOWN:
            told = self.tr("{titles} and %n more", "", len(titles) - _SHOWN).format(titles=told)
        if statement.optional:
            told = self.tr("{titles} (a rotation goes on without it)").format(titles=told)
        return told

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """The words of the column."""
        self.title.setText(self.tr("Policy"))
        self._fill()
