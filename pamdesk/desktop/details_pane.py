"""The pane at the right: one record with its state, what one does most, and four tabs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from pamdesk.desktop import field_words, related
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.details_tab import DetailsTab
from pamdesk.desktop.history_tab import HistoryTab
from pamdesk.desktop.links_tab import LinksTab
from pamdesk.desktop.look import metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.operations import Operations
from pamdesk.desktop.rotation_tab import RotationTab
from pamdesk.desktop.state_note import note_of
from pamdesk.desktop.widgets.buttons import Button, IconButton, Rank, Size
from pamdesk.desktop.widgets.chip import Tile
from pamdesk.desktop.widgets.note import Note, NoteKind
from pamdesk.desktop.widgets.tabs import TabBar
from pamdesk.desktop.widgets.text import Elided, Paragraph, on_area
from pamdesk.records.errors import NotFound
from pamdesk.services import window_record, window_secrets
from pamdesk.services.states import AccountWord
from pamdesk.services.window_record import RecordScreen


class RecordTabs(QObject):
    """Details, Links, Rotation and History of one record; the owner gives the rotation's page, and lays out bar and pages."""

    record_asked = Signal(str)
    panel_asked = Signal()
    link_asked = Signal(object)

    def __init__(self, desk: Desk, operations: Operations, rotation: QWidget, parent: QObject) -> None:
        """Tabs without a record."""
        super().__init__(parent)
        self._desk, self._operations = desk, operations
        self.record_id = ""
        self.bar = TabBar(self.tr("Record"))
        self.details, self.links, self.history = DetailsTab(), LinksTab(), HistoryTab()
        self.pages = QStackedWidget()
        for page in (self.details, self.links, rotation, self.history):
            self.pages.addWidget(page)
            self.bar.addTab("")
        self.bar.currentChanged.connect(self._turn)
        self.details.record_asked.connect(self.record_asked)
        self.details.copied.connect(operations.copy_text)
        self.details.copy_secret_asked.connect(
            lambda name: desk.tasks.spawn(operations.copy_secret(self.record_id, name))
        )
        self.details.reveal_asked.connect(lambda name: desk.tasks.spawn(self._reveal(name)))
        self.links.record_asked.connect(self.record_asked)
        self.links.drawing_asked.connect(self.panel_asked)
        self.links.link_asked.connect(self.link_asked)
        self.links.unlink_asked.connect(lambda link: desk.tasks.spawn(_quiet(operations.unlink(link))))
        self.history.restore_asked.connect(
            lambda version: desk.tasks.spawn(_quiet(operations.restore_version(self.record_id, version)))
        )
        self.history.copy_asked.connect(lambda version: desk.tasks.spawn(self._copy_version(version)))
        self.retranslate()

    def fill(self, screen: RecordScreen) -> None:
        """Show another record, or the same one anew."""
        same = self.record_id == screen.details.id
        self.record_id = screen.details.id
        held = [page.verticalScrollBar().value() for page in (self.details, self.links)]
        self.details.fill(screen)
        self.links.fill(screen)
        if same:
            for page, value in zip((self.details, self.links), held, strict=True):
                page.verticalScrollBar().setValue(value)
        self._turn(self.bar.currentIndex())

    def _turn(self, index: int) -> None:
        self.pages.setCurrentIndex(index)
        if index == 3 and self.record_id:
            self._desk.tasks.spawn(self._read_history(self.record_id))

    async def _read_history(self, record_id: str) -> None:
        try:
            entries, kind = await self._desk.session.read(
                lambda v: (v.records.history(record_id), v.records.header(record_id).type)
            )
        except NotFound:
            return
        if record_id == self.record_id:
            self.history.fill(entries, kind)

    async def _reveal(self, name: str) -> None:
        record_id, who = self.record_id, self._desk.session.who
        secret = await self._desk.session.write(lambda v: window_secrets.reveal(v, record_id, name, who))
        if secret is not None and record_id == self.record_id:
            self.details.show_secret(name, secret.reveal())

    async def _copy_version(self, version: int) -> None:
        record_id, who = self.record_id, self._desk.session.who
        secret = await self._desk.session.write(
            lambda v: window_secrets.reveal_version(v, record_id, version, "password", who)
        )
        if secret is None:
            self._desk.toast.say(self.tr("That version had no password."), icon="info")
        else:
            self._desk.clipboard.copy(secret.reveal(), self.tr("password"))

    def retranslate(self) -> None:
        """The words of the tabs."""
        words = (self.tr("Details"), self.tr("Links"), self.tr("Rotation"), self.tr("History"))
        for index, word in enumerate(words):
            self.bar.setTabText(index, word)


async def _quiet(work: object) -> None:
    await work  # type: ignore[misc]


class DetailsPane(QWidget):
    """360 px: head, note, buttons, tabs."""

    record_asked = Signal(str)
    panel_asked = Signal(str)
    edit_asked = Signal(str)
    link_asked = Signal(object)

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Nothing chosen."""
        super().__init__()
        self._desk, self._operations = desk, operations
        self.shown: RecordScreen | None = None
        on_area(self, "surface")
        self.setFixedWidth(metrics.DETAILS)
        self.setAccessibleName(self.tr("Record"))
        self._tile = Tile("user")
        self.title = Elided("", Role.PAGE_TITLE)
        self._under = Elided("", Role.SMALL, "t2")
        self._star = IconButton("star", self.tr("Favourite"))
        self._star.setCheckable(True)
        self._more = IconButton("more", self.tr("More"))
        self.note = Note(NoteKind.PLAIN)
        self.rotate = Button("", "rotate", Rank.PRIMARY)
        self.copy = Button("", "copy")
        self.edit = IconButton("edit", self.tr("Edit"), outlined=True, glyph=18)
        self.follow_up = Button("", "script", Rank.OUTLINED, Size.SMALL)
        self.rotation = RotationTab()
        self.tabs = RecordTabs(desk, operations, self.rotation, self)
        self._empty = Paragraph("", tone="t3").centre()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.clear()

    def _lay_out(self) -> None:
        pad = metrics.PANE_PADDING
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self._under)
        head = QHBoxLayout()
        head.setContentsMargins(pad, 16, 12, 0)
        head.setSpacing(12)
        head.addWidget(self._tile)
        head.addLayout(words, 1)
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self._star)
        tools.addWidget(self._more)
        head.addLayout(tools)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(pad, 0, pad, 0)
        buttons.setSpacing(4)  # at 8, the longer Japanese words are cut
        buttons.addWidget(self.rotate)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.edit)
        buttons.addStretch()
        noted = QVBoxLayout()
        noted.setContentsMargins(pad, 0, pad, 0)
        noted.setSpacing(metrics.CONTROL_GAP)
        noted.addWidget(self.note)
        noted.addWidget(self.follow_up, 0, Qt.AlignmentFlag.AlignLeft)
        bar = QHBoxLayout()
        bar.setContentsMargins(pad, 0, 0, 0)
        bar.addWidget(self.tabs.bar, 1)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.CARD_GAP)
        column.addLayout(head)
        column.addLayout(noted)
        column.addLayout(buttons)
        tabbed = QVBoxLayout()
        tabbed.setSpacing(0)
        tabbed.addLayout(bar)
        tabbed.addWidget(self.tabs.pages, 1)
        column.addLayout(tabbed, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._empty.setContentsMargins(pad, 0, pad, 0)
        outer.addWidget(self._whole, 1)
        outer.addWidget(self._empty)

    def _connect(self) -> None:
        actions = self._desk.actions
        self.rotate.clicked.connect(lambda: actions.do("rotate"))
        self.copy.clicked.connect(lambda: actions.do("copy_password"))
        self.edit.clicked.connect(lambda: actions.do("edit_record"))
        self.follow_up.clicked.connect(lambda: actions.do("follow_up"))
        self._star.clicked.connect(lambda: actions.do("favourite"))
        self._more.clicked.connect(self._offer)
        self.tabs.record_asked.connect(self.record_asked)
        self.tabs.link_asked.connect(self.link_asked)
        self.tabs.panel_asked.connect(lambda: self.panel_asked.emit(self.tabs.record_id))
        self.rotation.panel_asked.connect(lambda: self.panel_asked.emit(self.tabs.record_id))

    def record_id(self) -> str:
        """The record shown; empty without one."""
        return self.shown.details.id if self.shown else ""

    def clear(self) -> None:
        """Show that nothing is chosen."""
        self.shown = None
        self.tabs.record_id = ""
        self._whole.hide()
        self._empty.show()

    async def read(self, record_id: str) -> bool:
        """Read a record and show it; false where it is gone."""
        try:
            screen = await self._desk.session.read(lambda v: window_record.screen(v, record_id))
        except NotFound:
            if self.record_id() == record_id:
                self.clear()
            return False
        self.show_screen(screen)
        return True

    def show_screen(self, screen: RecordScreen, *, anew: bool = False) -> None:
        """Show a record that was read; the same again leaves everything as it stands, secrets that are shown among it."""
        if screen == self.shown and not anew:
            self.follow()
            return
        self.shown = screen
        shown = screen.details
        self._tile.set_icon(related.icon_of(shown.type))
        self.title.set_words(shown.title)
        place = shown.folder_path.rpartition(" / ")[2]
        told = self.tr("{type} in {folder}").format(type=field_words.type_title(shown.type), folder=place)
        self._under.set_words(told)
        self._star.setChecked(shown.favourite)
        account = screen.rotation is not None
        self.rotate.setVisible(account)
        self.copy.setVisible(any(field.name == "password" for field in shown.fields))
        self.tabs.fill(screen)
        live = self._desk.session.live.job(shown.id)
        self.rotation.fill(screen, live)
        self.follow()
        self._empty.hide()
        self._whole.show()

    def follow(self) -> None:
        """The engine has got further with this record, or a state has changed."""
        if self.shown is None:
            return
        live = self._desk.session.live.job(self.shown.details.id)
        told = note_of(self.shown, live)
        self.note.setVisible(told is not None and bool(told.bold or told.words))
        if told is not None:
            self.note.set_words(told.kind, told.words, bold=told.bold, icon=told.icon)
        state = self.shown.details.state
        failed = state is not None and state.word is AccountWord.FOLLOWUP_FAILED
        self.follow_up.setVisible(failed and (live is None or not live.running))
        self.rotation.follow(live)

    def take_actions(self) -> None:
        """The buttons say what their actions say."""
        actions = self._desk.actions
        for key, button in (
            ("rotate", self.rotate),
            ("copy_password", self.copy),
            ("edit_record", self.edit),
        ):
            reason = actions.reason(key)
            if reason:
                button.set_off(reason)
            else:
                button.set_on(actions.tip(key))

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for key in (
            "open_record",
            "edit_record",
            "copy_login",
            "check",
            "preview",
            "ask_again",
            "follow_up",
            "delete_record",
        ):
            menu.addAction(self._desk.actions[key])
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self.shown is not None:
                self.show_screen(self.shown, anew=True)

    def retranslate(self) -> None:
        """The words that do not depend on the record."""
        self.tabs.retranslate()
        self.rotate.setText(self.tr("Rotate now"))
        self.copy.setText(self.tr("Copy password"))
        self.follow_up.setText(self.tr("Run the script again"))
        self.edit.set_name(self.tr("Edit"))
        self._star.set_name(self.tr("Favourite"))
        self._more.set_name(self.tr("More"))
        self._empty.set_words(self.tr("Choose a record to see its details."))
