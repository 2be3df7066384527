"""Everything of an unlocked vault: top bar, sidebar, the page in the middle, the jobs at the foot. Lay-out and wiring only."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pamdesk.desktop.action_rules import ActionRules
from pamdesk.desktop.browse_page import BrowsePage
from pamdesk.desktop.bulk_page import BulkPage
from pamdesk.desktop.command_palette import CommandPalette, PaletteActs
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.editor_page import EditorPage
from pamdesk.desktop.identity import IdentityWatch
from pamdesk.desktop.jobs_drawer import JobsDrawer
from pamdesk.desktop.look import metrics
from pamdesk.desktop.operations import Operations
from pamdesk.desktop.pace import Pace
from pamdesk.desktop.record_page import RecordPage
from pamdesk.desktop.rotation_panel import RotationPanel
from pamdesk.desktop.scope import Scope
from pamdesk.desktop.top_bar import TopBar
from pamdesk.desktop.tree_model import ALL
from pamdesk.desktop.widgets.clipboard import ClipboardNotice
from pamdesk.desktop.widgets.text import rule
from pamdesk.services.link_graph import GraphGap
from pamdesk.services.window_overview import Overview


@dataclass(frozen=True)
class Where:
    """A place in the window: a view or folder, a record, and whether it is on a page of its own."""

    scope: str
    record_id: str
    alone: bool


class WorkPage(QWidget):
    """The window's inside while a vault is open."""

    lock_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build the pages; `start` reads the vault."""
        super().__init__()
        self.desk = desk
        self.operations = Operations(desk, self)
        self.top = TopBar(desk.actions, desk.session.vault.name)
        self.browse = BrowsePage(desk, self.operations)
        self.scope = Scope(self.browse)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.browse)
        # Made when they are first needed: together they would hold an unlocked window up for long enough to be felt.
        self._record: RecordPage | None = None
        self._editor: EditorPage | None = None
        self._bulk: BulkPage | None = None
        self._palette: CommandPalette | None = None
        self._rules = ActionRules(desk, self.pages, self.browse)
        self._folders = QWidget()
        self._narrow = False
        self.jobs = JobsDrawer(desk, self.operations)
        self.notice = ClipboardNotice(desk.clipboard)
        self.jobs.bar.add_at_right(self.notice)
        self.identity = IdentityWatch(desk, self.top.identity)
        self._before_editor: QWidget = self.browse
        self._pace = Pace(desk.session.live, self)
        self._lay_out()
        self._connect()
        self.scope.retranslate()

    @property
    def record(self) -> RecordPage:
        """The page of one record."""
        return self._record or self._make_record()

    def _make_record(self, panel: RotationPanel | None = None) -> RecordPage:
        made = self._record = RecordPage(self.desk, self.operations, panel)
        made.back_asked.connect(self.show_list)
        made.record_asked.connect(lambda record_id: self.open_record(record_id, rotation=True))
        self.pages.addWidget(made)
        return made

    async def _require_record(self) -> None:
        """Make the page of one record in several turns of the loop: in one it would be felt."""
        if self._record is None:
            panel = RotationPanel()
            await asyncio.sleep(0)
            if self._record is None:
                self._make_record(panel)
            await asyncio.sleep(0)

    @property
    def editor(self) -> EditorPage:
        """The page that edits a record."""
        if self._editor is None:
            self._editor = EditorPage(self.desk, self.operations)
            self._editor.left.connect(self._left_editor)
            self._editor.changed.connect(self.update_actions)
            self.pages.addWidget(self._editor)
        return self._editor

    @property
    def bulk(self) -> BulkPage:
        """The page that rotates many accounts."""
        if self._bulk is None:
            self._bulk = BulkPage(self.desk, self.operations)
            self._bulk.back_asked.connect(self.show_list)
            self._bulk.record_asked.connect(self.open_record)
            self.pages.addWidget(self._bulk)
        return self._bulk

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        folders = QHBoxLayout(self._folders)
        folders.setContentsMargins(0, 0, 0, 0)
        folders.setSpacing(0)
        folders.addWidget(self.scope.sidebar)
        folders.addWidget(rule("v"))
        middle.addWidget(self._folders)
        middle.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(rule())
        column.addLayout(middle, 1)
        column.addWidget(rule())
        column.addWidget(self.jobs)

    def _connect(self) -> None:
        session = self.desk.session
        session.overview_read.connect(self._take)
        self._pace.due.connect(self._show_followed)
        self._pace.rest.connect(self._show_rest)
        session.live.finished.connect(lambda result: self.operations.touched.emit(result.id))
        self.scope.chosen.connect(self._scoped)
        self.browse.scope_left.connect(lambda: self.show_scope(ALL))
        self.browse.chosen.connect(lambda _id: self.update_actions())
        self.browse.found.connect(lambda _found: self.update_actions())
        self.browse.create_asked.connect(self.create_record)
        self.browse.pane.record_asked.connect(self.go_to)
        self.browse.pane.panel_asked.connect(lambda record_id: self.open_record(record_id, rotation=True))
        self.browse.pane.link_asked.connect(self._fill_gap)
        self.pages.currentChanged.connect(lambda _page: self._turned())
        self.operations.touched.connect(self._touched)
        self.operations.gone.connect(self._gone)
        self.top.identity_asked.connect(lambda: self.go_to(self.identity.configuration))
        self.jobs.record_asked.connect(self.go_to)
        self.jobs.list_asked.connect(lambda view: self.show_scope(f"view:{view}"))

    def start(self, where: Where | None = None) -> None:
        """Read the vault and show all of it, or what was in front when it was locked; the search line has the focus."""
        self.show_scope(where.scope if where is not None else ALL)
        self.browse.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.desk.session.start()
        if where is not None and where.record_id:
            if where.alone:
                self.open_record(where.record_id)
            else:
                self.desk.tasks.spawn(self._show(where.record_id))

    def where(self) -> Where:
        """What is in front."""
        return Where(self.scope.key, self.current(), self._in_front(self._record))

    def is_editing(self) -> bool:
        """Whether something was typed into the editor and is not saved."""
        return self._editor is not None and self._in_front(self._editor) and self._editor.is_dirty()

    # -- room ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the folders give way, in a low one the drawer."""
        super().resizeEvent(event)
        self.jobs.set_room(self.width(), self.height())
        narrow = self.width() < metrics.NARROW
        if narrow is not self._narrow:
            self._narrow = narrow
            self._folders.setVisible(not narrow)
            self.top.set_narrow(narrow)

    def _turned(self) -> None:
        """Another page is in front; beside it, a narrow window has no room for folders."""
        if self._narrow and not self._in_front(self.browse):
            self._folders.hide()
        self.update_actions()

    def toggle_folders(self) -> None:
        """Show the folders and go to them, or hide them."""
        shown = self._folders.isHidden()
        if self._narrow:
            self.show_list()
        if not shown and self._folders.isAncestorOf(QApplication.focusWidget() or self):
            self.browse.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._folders.setVisible(shown)
        if shown:
            self.scope.sidebar.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- scopes --------------------------------------------------------------------------------------------------

    def show_scope(self, key: str) -> None:
        """Show a view or a folder, by its key in the tree."""
        self.scope.show(key)

    def _scoped(self) -> None:
        self.show_list()
        self.update_actions()

    # -- what happens --------------------------------------------------------------------------------------------

    def _take(self, overview: Overview) -> None:
        self.scope.take(overview)
        self.browse.take_overview(overview)
        self.jobs.refresh()
        self.identity.take(overview)
        self._refresh_page()

    def _show_followed(self, record_ids: set[str]) -> None:
        self.browse.follow(record_ids)
        self._follow_page(record_ids)

    def _show_rest(self) -> None:
        self.jobs.follow()
        self.update_actions()

    def _touched(self, record_id: str) -> None:
        if self.browse.pane.record_id() == record_id:
            self.desk.tasks.spawn(self._read_pane(record_id))

    async def _read_pane(self, record_id: str) -> None:
        await self.browse.pane.read(record_id)
        self.update_actions()

    def _gone(self, record_id: str) -> None:
        if self._record is not None and self._record.record_id() == record_id:
            self.show_list()

    def _fill_gap(self, gap: GraphGap) -> None:
        self.record.fill_gap(gap)

    def _refresh_page(self) -> None:
        if self._in_front(self._record) and self.record.record_id():
            self.desk.tasks.spawn(self._open(self.record.record_id(), rotation=False))

    def _follow_page(self, record_ids: set[str]) -> None:
        if self._record is not None and self._record.record_id() in record_ids:
            self._record.follow()

    # -- pages ---------------------------------------------------------------------------------------------------

    def _in_front(self, page: QWidget | None) -> bool:
        return page is not None and self.pages.currentWidget() is page

    def show_list(self) -> None:
        """Go back to the table."""
        self.pages.setCurrentWidget(self.browse)

    def go_to(self, record_id: str) -> None:
        """Choose a record, in the whole vault if the list in front does not have it."""
        if not record_id:
            return
        self.show_list()
        if not self.browse.choose(record_id):
            self.browse.search.clear()
            self.show_scope(ALL)
        self.desk.tasks.spawn(self._show(record_id))

    async def _show(self, record_id: str) -> None:
        if await self.browse.pane.read(record_id):
            self.browse.choose(record_id)
        self.update_actions()

    def open_record(self, record_id: str, *, rotation: bool = False) -> None:
        """Open a record on a page of its own."""
        if record_id:
            self.desk.tasks.spawn(self._open(record_id, rotation=rotation))

    async def _open(self, record_id: str, *, rotation: bool) -> None:
        await self._require_record()
        if await self.record.read(record_id):
            if rotation:
                self.record.show_rotation()
            if not self._in_front(self._editor):
                self.pages.setCurrentWidget(self.record)
        elif self._in_front(self._record):
            self.show_list()
        self.update_actions()

    async def show_rotation(self, record_id: str) -> None:
        """Turn to how an account is rotated, on a page of its own."""
        if not self._in_front(self._record):
            await self._open(record_id, rotation=True)

    def create_record(self, type_key: str) -> None:
        """Open an empty editor."""
        self.desk.tasks.spawn(self._edit(self.editor.begin(type_key, self.scope.folder())))

    def edit_record(self) -> None:
        """Open the editor of the record in front."""
        self.desk.tasks.spawn(self._edit(self.editor.open(self.current())))

    async def _edit(self, begin: Coroutine[object, object, bool]) -> None:
        if await begin:
            self._before_editor = self.pages.currentWidget() or self.browse
            self.pages.setCurrentWidget(self.editor)

    def _left_editor(self, record_id: str) -> None:
        """The editor has saved this record, or was left without."""
        before = self._before_editor
        if before is self._record and self.record.record_id():
            self.desk.tasks.spawn(self._back_to_record(self.record.record_id()))
        elif record_id:
            self.go_to(record_id)
        else:
            self.show_list()

    async def _back_to_record(self, record_id: str) -> None:
        await self.record.read(record_id)
        self.pages.setCurrentWidget(self.record)

    # -- actions -------------------------------------------------------------------------------------------------

    def current(self) -> str:
        """The record that actions are for."""
        if self._in_front(self._record):
            return self.record.record_id()
        ids = self.browse.record_ids()
        return ids[0] if len(ids) == 1 else "" if ids else self.browse.pane.record_id()

    def chosen(self) -> tuple[str, ...]:
        """The records that a rotation is for."""
        alone = self._in_front(self._record)
        return (self.current(),) if alone else self.browse.record_ids() or (self.current(),)

    def toggle_palette(self) -> None:
        """Lay the command palette over the page, or take it away."""
        if self._palette is not None and self._palette.is_open():
            self._palette.leave()
        else:
            self.show_palette()

    def show_palette(self, text: str = "") -> None:
        """Lay the command palette over the page, with this text typed into it."""
        if self._palette is None:
            acts = PaletteActs(self._title, self.go_to, self.show_scope, self.create_record)
            self._palette = CommandPalette(self, self.desk, self.browse.searching, self.scope.tree, acts)
        self._palette.open(text)

    def _title(self) -> str:
        """What the record that actions are for is called."""
        shown = self.record.shown if self._in_front(self._record) else self.browse.pane.shown
        return shown.details.title if shown is not None and shown.details.id == self.current() else ""

    def areas(self) -> list[QWidget]:
        """What F6 goes round: search → table → details → drawer → sidebar; a page in front stands for the first three."""
        ends = [self.jobs.bar.arrow, self.scope.sidebar]
        if self._in_front(self.browse):
            return [self.browse.search, self.browse.table, self.browse.pane.tabs.bar, *ends]
        if self._record is not None and self._in_front(self._record):
            return [self._record.tabs.bar, *ends]
        return ends

    def update_actions(self) -> None:
        """Turn each action on, or off with its reason."""
        self._rules.update(self.current(), self.scope.folder())
        self.browse.many.setVisible(len(self.browse.record_ids()) > 1)
        self.browse.pane.take_actions()
        if self._palette is not None:
            self._palette.refresh()
        for page in (self._record, self._editor):
            if page is not None:
                page.take_actions()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.scope.speak()
            self.identity.retranslate()
