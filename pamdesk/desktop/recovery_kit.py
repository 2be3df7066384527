"""The recovery kit on screen: its code, which vault it opens and since when; copied, printed, or saved to a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPageSize, QShowEvent, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from pamdesk.desktop import sentences, times
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.tasks import sentence_of
from pamdesk.desktop.widgets.buttons import Button, Rank
from pamdesk.desktop.widgets.chip import Tile
from pamdesk.desktop.widgets.dialog import Question
from pamdesk.desktop.widgets.fields import Field, labelled
from pamdesk.desktop.widgets.note import Note, NoteKind
from pamdesk.desktop.widgets.text import Label, Paragraph
from pamdesk.records.errors import PamDeskError
from pamdesk.records.secret import Secret
from pamdesk.services import vaults, window_kit
from pamdesk.services.window_kit import Kit

_WIDTH = 520


class KitDialog(QDialog):
    """Shown once; *Done* forgets the code."""

    def __init__(self, desk: Desk, kit: Kit, parent: QWidget) -> None:
        """A dialog for one kit; call `open()`."""
        super().__init__(parent)
        self._desk, self._kit = desk, kit
        title = self.tr("Recovery kit of {vault}").format(vault=kit.vault)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.code = Field(self.tr("Code"), tall=True, ident=True)
        self.code.setText(kit.code.reveal())
        self.code.setReadOnly(True)
        self.code.setFont(font(Role.TEXT, ident=True))
        # A reader says that it is shown, never the letters themselves.
        self.code.setAccessibleDescription(self.tr("shown"))
        self.copy = Button(self.tr("Copy"), "copy")
        self.print = Button(self.tr("Print"), "print")
        self.save = Button(self.tr("Save to a file"), "export")
        self.done_button = Button(self.tr("Done"), None, Rank.PRIMARY)
        self.said = Note(NoteKind.PLAIN)
        self.said.hide()
        self._lay_out(title)
        self.copy.clicked.connect(lambda: desk.clipboard.copy(kit.code.reveal(), self.tr("recovery kit")))
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._choose_file)
        self.done_button.setDefault(True)
        self.done_button.clicked.connect(self.accept)

    def _lay_out(self, title: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(metrics.LABEL_GAP)
        words.addWidget(Label(title, Role.SECTION))
        told = self.tr("It opens the vault without the master password, and is not shown again.")
        keep = self.tr("Keep it on paper, away from this machine. Made on {day}.")
        keep = keep.format(day=times.full_day(self._kit.made))
        words.addWidget(Paragraph(f"{told} {keep}", tone="t2"))
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Tile("print"), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(metrics.CONTROL_GAP)
        for button in (self.print, self.save, self.copy):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(metrics.PANE_PADDING,) * 4)
        column.setSpacing(metrics.SECTION_GAP)
        column.addLayout(head)
        column.addWidget(labelled(self.tr("Code"), self.code))
        column.addWidget(self.said)
        column.addLayout(buttons)

    def sheet(self) -> Secret:
        """The page that is printed or saved: vault, date, code, and what to do with it."""
        use = self.tr("In PamDesk: Use the recovery kit, and type the code.")
        lines = (
            self.windowTitle(),
            self.tr("Made on {day}.").format(day=times.full_day(self._kit.made)),
            "",
            self._kit.code.reveal(),
            "",
            use,
        )
        return Secret("\n".join(lines) + "\n")

    def print_to(self, printer: QPrinter) -> None:
        """Put the page on paper."""
        page = QTextDocument()
        page.setDefaultFont(font(Role.FIELD_LARGE))
        page.setPlainText(self.sheet().reveal())
        page.print_(printer)
        self._say(self.tr("The recovery kit was sent to the printer."))

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName("PamDesk")  # a print queue shows it to others
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_to(printer))
        QDialog.open(dialog)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Where the recovery kit will lie"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("pamdesk-recovery-kit.txt")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self._desk.tasks.spawn(self.save_to(Path(name))))
        dialog.open()

    async def save_to(self, path: Path) -> None:
        """Write the page into a file, in a thread."""
        sheet = self.sheet()
        try:
            await self._desk.session.write(lambda _vault: window_kit.save(sheet, path))
        except PamDeskError as error:
            self._say(sentences.said(sentence_of(error)), NoteKind.BAD)
            return
        told = self.tr("It is in {file}. Whoever reads that file can open the vault.")
        self._say(told.format(file=path.name))

    def _say(self, words: str, kind: NoteKind = NoteKind.PLAIN) -> None:
        self.said.set_words(kind, words)
        self.said.show()
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as the wrapped sentences need at this width."""
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.heightForWidth(self.width()))

    def done(self, result: int) -> None:
        """Forget the code with the dialog."""
        self.code.clear()
        super().done(result)


class RecoveryKits(QObject):
    """Makes the kit of the open vault; an earlier one is asked about, for it opens nothing any more."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Show dialogs over this window."""
        super().__init__(window)
        self._desk, self._window = desk, window
        self.dialog: KitDialog | None = None

    async def make(self) -> None:
        """Make a kit and show it."""
        session = self._desk.session
        if await session.read(vaults.has_recovery_kit) and not await self._desk.ask.confirm(
            Question(
                title=self.tr("Make a new recovery kit"),
                sentence=self.tr("The kit that was made before opens the vault no more."),
                button=self.tr("Make a new kit"),
                cancel=self.tr("Cancel"),
                icon="print",
            )
        ):
            return
        kit = await session.write(window_kit.make)
        self.dialog = KitDialog(self._desk, kit, self._window)
        self.dialog.destroyed.connect(self._gone)
        self.dialog.open()

    def _gone(self) -> None:
        self.dialog = None
