"""What the unlock and the create page share: the brand, a narrow column, and the language at the foot."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from pamdesk.desktop.look import language, metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.look.language import Language
from pamdesk.desktop.widgets.buttons import Button, Rank, Size
from pamdesk.desktop.widgets.chip import Tile
from pamdesk.desktop.widgets.text import Label, Paragraph, on_area

COLUMN = 432


class DoorPage(QWidget):
    """A page before the vault is open. Subclasses fill `self.column` and write every text in `retranslate`."""

    shortcuts_asked = Signal()
    language_chosen = Signal(Language)

    def __init__(self, version: str) -> None:
        """An empty page with its foot."""
        super().__init__()
        on_area(self, "base")
        self.title = Label("", Role.PAGE_TITLE)
        self.sentence = Paragraph("", tone="t2").centre()
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        self.column.addWidget(Tile("rotate", side=56, glyph=32, brand=True), 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(16)
        self.column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.sentence)
        self.column.addSpacing(24)
        held = QWidget()
        held.setLayout(self.column)
        self.column.setContentsMargins(0, 0, 0, 0)
        held.setFixedWidth(COLUMN)
        self._language = Button("", "globe", Rank.TEXT, Size.QUIET)
        self._language.clicked.connect(self._offer)
        self._shortcuts = Button("", "keyboard", Rank.TEXT, Size.QUIET)
        self._shortcuts.clicked.connect(self.shortcuts_asked)
        self._language.set_ink("t3")
        self._shortcuts.set_ink("t3")
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, metrics.PANE_PADDING, 0)
        foot.setSpacing(4)
        foot.addWidget(self._language)
        foot.addWidget(self._shortcuts)
        foot.addStretch()
        foot.addWidget(Label(f"PamDesk {version}", Role.SMALL, "t3"))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 8)
        # Stretches, not an alignment: aligned, the column's height would be asked for the width of the whole page.
        inside = on_area(QWidget(), "base")
        above = QVBoxLayout(inside)
        above.setContentsMargins(0, 24, 0, 8)
        above.addStretch(5)
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(held)
        middle.addStretch()
        above.addLayout(middle)
        above.addStretch(6)
        page.addWidget(self._scrolled(inside), 1)
        page.addLayout(foot)

    @staticmethod
    def _scrolled(inside: QWidget) -> QScrollArea:
        """A low window scrolls to what has the focus."""
        held = QScrollArea()
        held.setWidgetResizable(True)
        held.setFrameShape(QFrame.Shape.NoFrame)
        held.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        held.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        held.setWidget(inside)
        return held

    def retranslate(self) -> None:
        """Write every text in the language of the window."""
        app = QApplication.instance()
        spoken = language.spoken(app) if app is not None else Language.ENGLISH
        self._language.setText(language.NAMES[spoken])
        self._language.setAccessibleName(self.tr("Language"))
        self._language.setToolTip(self.tr("Language"))
        self._shortcuts.setText(self.tr("Shortcuts"))

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in Language:
            action = QAction(language.NAMES[each], menu)
            action.triggered.connect(lambda _checked=False, chosen=each: self.language_chosen.emit(chosen))
            menu.addAction(action)
        menu.popup(self._language.mapToGlobal(self._language.rect().topLeft()))
