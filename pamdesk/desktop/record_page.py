"""One record on a page of its own: head with Check, Preview and Rotate now, then the four tabs at full width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pamdesk.desktop import field_words, related
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.details_pane import RecordTabs
from pamdesk.desktop.drawing import Slot
from pamdesk.desktop.field_row import SHOWN_SECONDS
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.look.states import State
from pamdesk.desktop.operations import Operations
from pamdesk.desktop.rotation_panel import RotationPanel
from pamdesk.desktop.state_words import state_of
from pamdesk.desktop.widgets.buttons import Button, IconButton, Rank
from pamdesk.desktop.widgets.chip import Tile
from pamdesk.desktop.widgets.chooser import ChoiceItem, ChoiceQuestion
from pamdesk.desktop.widgets.revealed import Revealed
from pamdesk.desktop.widgets.state import StateLabel
from pamdesk.desktop.widgets.text import Elided, on_area
from pamdesk.records.errors import NotFound, PamDeskError
from pamdesk.records.links import Link, LinkKind
from pamdesk.services import policies, rotations, window_linking, window_record, window_secrets
from pamdesk.services.link_graph import GraphGap
from pamdesk.services.rotations import SettingsChange
from pamdesk.services.window_record import RecordScreen

_ROTATION = 2


class RecordPage(QWidget):
    """Reads its record whenever the vault changed; follows the engine without reading."""

    back_asked = Signal()
    record_asked = Signal(str)
    edit_asked = Signal()

    def __init__(self, desk: Desk, operations: Operations, panel: RotationPanel | None = None) -> None:
        """Without a record; `panel` may have been made before."""
        super().__init__()
        self._desk, self._operations = desk, operations
        self.shown: RecordScreen | None = None
        on_area(self, "surface")
        self._back = IconButton("arrow-l", "")
        self._tile = Tile("user")
        self.title = Elided("", Role.PAGE_TITLE)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.state = StateLabel()
        self.state.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._under = Elided("", Role.SMALL, "t2")
        self.check = Button("", "shield")
        self.preview = Button("", "list")
        self.edit = Button("", "edit")
        self.rotate = Button("", "rotate", Rank.PRIMARY)
        self.panel = panel or RotationPanel()
        self.tabs = RecordTabs(desk, operations, self.panel, self)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        named = QHBoxLayout()
        named.setSpacing(14)
        named.addWidget(self.title)
        named.addWidget(self.state)
        named.addStretch()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(named)
        words.addWidget(self._under)
        head = QHBoxLayout()
        head.setContentsMargins(12, 14, 24, 8)
        head.setSpacing(8)
        head.addWidget(self._back)
        head.addWidget(self._tile)
        head.addSpacing(4)
        head.addLayout(words, 1)
        for button in (self.edit, self.check, self.preview, self.rotate):
            head.addWidget(button)
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 0, 0, 0)
        bar.addWidget(self.tabs.bar, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(self.tabs.pages, 1)

    def _connect(self) -> None:
        actions, spawn = self._desk.actions, self._desk.tasks.spawn
        self._back.clicked.connect(self.back_asked)
        self.check.clicked.connect(lambda: actions.do("check"))
        self.preview.clicked.connect(lambda: actions.do("preview"))
        self.edit.clicked.connect(lambda: actions.do("edit_record"))
        self.rotate.clicked.connect(lambda: actions.do("rotate"))
        self.tabs.record_asked.connect(self.record_asked)
        self.tabs.panel_asked.connect(self.show_rotation)
        self.tabs.link_asked.connect(self.fill_gap)
        panel = self.panel
        panel.record_asked.connect(self.record_asked)
        panel.slot_asked.connect(lambda slot: spawn(self.choose_for(slot)))
        panel.dropped.connect(lambda slot, record: spawn(self._link(slot, record)))
        panel.save_asked.connect(lambda change: spawn(self._save(change)))
        panel.check_asked.connect(lambda: spawn(self.run_check()))
        panel.preview_asked.connect(lambda: spawn(self.run_preview()))
        panel.policy_asked.connect(lambda: spawn(self._show_policy()))
        panel.ask_again_asked.connect(lambda: spawn(self._operations.ask_again(self.record_id())))
        panel.follow_up_asked.connect(lambda: actions.do("follow_up"))
        panel.copy_candidate_asked.connect(lambda one: spawn(self._candidate(one, None)))
        panel.reveal_asked.connect(lambda one, where: spawn(self._candidate(one, where)))
        panel.copied.connect(self._operations.copy_text)

    # -- showing -------------------------------------------------------------------------------------------------

    def record_id(self) -> str:
        """The record shown; empty without one."""
        return self.shown.details.id if self.shown else ""

    def show_rotation(self) -> None:
        """Turn to the drawing."""
        self.tabs.bar.setCurrentIndex(_ROTATION)

    async def read(self, record_id: str) -> bool:
        """Read a record and show it; false where it is gone."""
        try:
            screen = await self._desk.session.read(lambda v: window_record.screen(v, record_id))
        except NotFound:
            return False
        self.show_screen(screen)
        return True

    def show_screen(self, screen: RecordScreen, *, anew: bool = False) -> None:
        """Show a record that was read; the same again leaves everything as it stands."""
        if screen == self.shown and not anew:
            self.follow()
            return
        self.shown = screen
        shown = screen.details
        self._tile.set_icon(related.icon_of(shown.type))
        self.title.set_words(shown.title)
        told = self.tr("{type} in {folder}").format(
            type=field_words.type_title(shown.type), folder=shown.folder_path
        )
        self._under.set_words(told)
        for button in (self.preview, self.rotate):
            button.setVisible(screen.rotation is not None)
        self.check.setVisible(screen.checked)
        self.tabs.fill(screen)
        self.panel.fill(screen, self._desk.session.live.job(shown.id))
        self.follow()

    def follow(self) -> None:
        """The engine got further."""
        if self.shown is None:
            return
        live = self._desk.session.live.job(self.record_id())
        state = self.shown.details.state
        self.state.setVisible(state is not None)
        if state is not None:
            running = live is not None and live.running
            self.state.set_state(State.ROTATING if running else state_of(state.word))
        self.panel.follow(live)

    def take_actions(self) -> None:
        """The buttons say what their actions say."""
        actions = self._desk.actions
        pairs = (
            ("check", self.check),
            ("preview", self.preview),
            ("rotate", self.rotate),
            ("edit_record", self.edit),
        )
        for key, button in pairs:
            reason = actions.reason(key)
            if reason:
                button.set_off(reason)
            else:
                button.set_on(actions.tip(key))

    # -- Check, Preview, settings --------------------------------------------------------------------------------

    async def run_check(self) -> None:
        """Run the preflight and show what it found."""
        record_id = self.record_id()
        self.show_rotation()
        report = await self.panel.check.wait_for(self._desk.session.check(record_id))
        if report is not None and record_id == self.record_id():
            self.panel.check.show_report(report)

    async def run_preview(self) -> None:
        """Show what a rotation would do."""
        record_id = self.record_id()
        self.show_rotation()
        plan = await self.panel.preview.wait_for(self._desk.session.plan(record_id))
        if plan is not None and record_id == self.record_id():
            self.panel.show_plan(plan)

    async def _show_policy(self) -> None:
        """Put the least-privilege policy of the configuration together, and copy it."""
        record_id, session = self.record_id(), self._desk.session
        try:
            policy = await session.read(lambda v: policies.least_privilege(v, record_id))
        except PamDeskError as error:
            self._operations.refuse(error)
            return
        if record_id == self.record_id():
            self.panel.policy.show_policy(policy)

    async def _save(self, change: SettingsChange) -> None:
        record_id, session = self.record_id(), self._desk.session
        try:
            await session.write(lambda v: rotations.change_settings(v, record_id, change, session.who))
        except PamDeskError as error:
            self.panel.form.saved(str(error))
            return
        self.panel.form.saved()
        await self.read(record_id)

    async def _candidate(self, candidate_id: str, where: Revealed | None) -> None:
        record_id, session = self.record_id(), self._desk.session
        secret = await session.write(
            lambda v: window_secrets.reveal_candidate(v, record_id, candidate_id, session.who)
        )
        if secret is None:
            return
        if where is None:
            self._desk.clipboard.copy(secret.reveal(), self.tr("password"))
            return
        where.show_secret(secret.reveal())
        QTimer.singleShot(SHOWN_SECONDS * 1000, where, where.hide_secret)

    # -- links ---------------------------------------------------------------------------------------------------

    def fill_gap(self, gap: GraphGap) -> None:
        """Choose the record that a gap asks for."""
        if gap.kind is not None:
            slot = Slot(gap.kind, gap.at, gap.kind is not LinkKind.ADMIN)
            self._desk.tasks.spawn(self.choose_for(slot))

    async def choose_for(self, slot: Slot) -> None:
        """Offer the records that a place of the drawing takes, and link the chosen one."""
        session = self._desk.session

        async def find(words: str) -> Sequence[ChoiceItem]:
            found = await session.read(
                lambda v: window_linking.candidates(
                    v, slot.kind, slot.anchor, outward=slot.outward, words=words
                )
            )
            return [ChoiceItem(x.id, x.title, x.note, related.icon_of(x.type)) for x in found]

        anchor = await session.read(lambda v: v.records.header(slot.anchor).title)
        chosen = await self._desk.ask.choose(
            ChoiceQuestion(
                title=self._question(slot, anchor),
                sentence=self._meaning(slot.kind),
                prompt=self.tr("Search titles, logins and hosts"),
                button=self.tr("Link"),
                cancel=self.tr("Cancel"),
                nothing=self.tr("No record of a type that fits. Make one first."),
                find=find,
            )
        )
        if chosen:
            await self._link(slot, chosen)

    def _question(self, slot: Slot, anchor: str) -> str:
        told = {
            LinkKind.BELONGS_TO: self.tr("Where does {title} sign in?"),
            LinkKind.IAM_USER: self.tr("Whose IAM user is {title}?"),
            LinkKind.ADMIN: self.tr("Who changes passwords on {title}?"),
            LinkKind.LAUNCH: self.tr("Who opens sessions on {title}?"),
            LinkKind.ENVIRONMENT: self.tr("Through what is {title} reached?"),
            LinkKind.CONTROLS_SERVICES: self.tr("Where do services run as {title}?"),
        }
        return told[slot.kind].format(title=anchor)

    def _meaning(self, kind: LinkKind) -> str:
        return {
            LinkKind.BELONGS_TO: self.tr("The account is changed on this resource, and proved there."),
            LinkKind.IAM_USER: self.tr("The configuration's own AWS identity changes the account."),
            LinkKind.ADMIN: self.tr("PamDesk signs in with this account to change the others."),
            LinkKind.LAUNCH: self.tr("The credential that a person would open a session with."),
            LinkKind.ENVIRONMENT: self.tr("The configuration names the gateway that serves the resource."),
            LinkKind.CONTROLS_SERVICES: self.tr("Services there learn the new password."),
        }[kind]

    async def _link(self, slot: Slot, record_id: str) -> None:
        ends = (slot.anchor, record_id) if slot.outward else (record_id, slot.anchor)
        if await self._operations.link(Link(ends[0], slot.kind, ends[1])) and self.record_id():
            await self.read(self.record_id())

    def showEvent(self, event: QShowEvent) -> None:
        """Take the focus from what opened the page, so that Tab goes on from here."""
        super().showEvent(event)
        held = QApplication.focusWidget()
        if held is None or not self.isAncestorOf(held):
            self.tabs.bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self.shown is not None:
                self.show_screen(self.shown, anew=True)

    def retranslate(self) -> None:
        """The words of the head."""
        self.tabs.retranslate()
        self._back.set_name(self.tr("Back to the list"))
        self.check.setText(self.tr("Check"))
        self.preview.setText(self.tr("Preview"))
        self.edit.setText(self.tr("Edit"))
        self.rotate.setText(self.tr("Rotate now"))
