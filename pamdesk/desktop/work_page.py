"""Everything of an unlocked vault: top bar, sidebar, the page in the middle, the jobs at the foot. Lay-out and wiring only."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

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
from pamdesk.desktop.record_page import RecordPage
from pamdesk.desktop.rotation_panel import RotationPanel
from pamdesk.desktop.top_bar import TopBar
from pamdesk.desktop.tree_model import ALL, TreeModel
from pamdesk.desktop.widgets.clipboard import ClipboardNotice
from pamdesk.desktop.widgets.sidebar import Sidebar
from pamdesk.desktop.widgets.text import rule
from pamdesk.services.link_graph import GraphGap
from pamdesk.services.views import USER, ViewKey
from pamdesk.services.window_overview import Overview

_PACE_MS = 40  # between two looks at what the engine told
_PACE_MANY_MS = 120  # the same while many rotate at once: nobody follows each step of each
_FEW = 3


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
        self.tree = TreeModel(self)
        self.sidebar = Sidebar("")
        self.sidebar.setModel(self.tree)
        self.sidebar.setFixedWidth(metrics.SIDEBAR)
        self.browse = BrowsePage(desk, self.operations)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.browse)
        # Made when they are first needed: together they would hold an unlocked window up for long enough to be felt.
        self._record: RecordPage | None = None
        self._editor: EditorPage | None = None
        self._bulk: BulkPage | None = None
        self._palette: CommandPalette | None = None
        self._rules = ActionRules(desk, self.pages, self.browse)
        self.jobs = JobsDrawer(desk, self.operations)
        self.notice = ClipboardNotice(desk.clipboard)
        self.jobs.bar.add_at_right(self.notice)
        self.identity = IdentityWatch(desk, self.top.identity)
        self._scope = ALL
        self._before_editor: QWidget = self.browse
        self._followed: set[str] = set()
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.timeout.connect(self._show_followed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PACE_MS // 2)
        self._rest.timeout.connect(self._show_rest)
        self._lay_out()
        self._connect()
        self._bind()
        self.retranslate()

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
        middle.addWidget(self.sidebar)
        middle.addWidget(rule("v"))
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
        session.live.changed.connect(self._follow)
        session.live.finished.connect(lambda result: self.operations.touched.emit(result.id))
        chosen = self.sidebar.selectionModel()
        chosen.currentChanged.connect(lambda index, _old: self._scoped(index))
        self.browse.scope_left.connect(lambda: self.show_scope(ALL))
        self.browse.chosen.connect(lambda _id: self.update_actions())
        self.browse.found.connect(lambda _found: self.update_actions())
        self.browse.create_asked.connect(self.create_record)
        self.browse.pane.record_asked.connect(self.go_to)
        self.browse.pane.panel_asked.connect(lambda record_id: self.open_record(record_id, rotation=True))
        self.browse.pane.link_asked.connect(self._fill_gap)
        self.pages.currentChanged.connect(lambda _page: self.update_actions())
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
        return Where(self._scope, self.current(), self._in_front(self._record))

    def is_editing(self) -> bool:
        """Whether something was typed into the editor and is not saved."""
        return self._editor is not None and self._in_front(self._editor) and self._editor.is_dirty()

    # -- scopes --------------------------------------------------------------------------------------------------

    def show_scope(self, key: str) -> None:
        """Show a view or a folder, by its key in the tree."""
        index = self.tree.index_of_key(key)
        if not index.isValid():
            key, index = ALL, self.tree.index_of_key(ALL)
        self._scope = key
        flags = QItemSelectionModel.SelectionFlag
        self.sidebar.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._show_scope(index)

    def _scoped(self, index: QModelIndex) -> None:
        key = self.tree.key(index)
        if key and key != self._scope:
            self._scope = key
            self._show_scope(index)

    def _show_scope(self, index: QModelIndex) -> None:
        self.show_list()
        self._tell_scope(index)
        self.update_actions()

    def _choose_scope(self) -> None:
        flags = QItemSelectionModel.SelectionFlag
        index = self.tree.index_of_key(self._scope)
        self.sidebar.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _tell_scope(self, index: QModelIndex) -> None:
        key = self.tree.key(index)
        what, _, name = key.partition(":")
        words = str(index.data() or "")
        if what == "folder":
            self.browse.show_scope(words, folder=name)
        elif key != ALL:
            self.browse.show_scope(words, view=ViewKey(name))
        else:
            self.browse.show_scope(words)

    def folder(self) -> str | None:
        """The folder that is chosen in the tree."""
        what, _, name = self._scope.partition(":")
        return name if what == "folder" else None

    # -- what happens --------------------------------------------------------------------------------------------

    def _take(self, overview: Overview) -> None:
        if self.tree.show(overview):
            index = self.tree.index_of_key(self._scope)
            if not index.isValid():
                self.show_scope(ALL)
            else:
                self._choose_scope()
            self.sidebar.expandToDepth(0)
        self.browse.take_overview(overview)
        self.jobs.refresh()
        self.identity.take(overview)
        self._refresh_page()

    def _follow(self, record_ids: set[str]) -> None:
        """However many events come: shown at most so often, for the eye sees no more."""
        self._followed |= record_ids
        if not self._pace.isActive():
            many = len(self.desk.session.live.running()) > _FEW
            self._pace.start(_PACE_MANY_MS if many else _PACE_MS)

    def _show_followed(self) -> None:
        record_ids, self._followed = self._followed, set()
        self.browse.follow(record_ids)
        self._follow_page(record_ids)
        self._rest.start()

    def _show_rest(self) -> None:
        """The drawer and the actions, in a turn of the loop of their own: two lists painted in one would be felt."""
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

    def create_record(self, type_key: str) -> None:
        """Open an empty editor."""
        self.desk.tasks.spawn(self._edit(self.editor.begin(type_key, self.folder())))

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

    def _bind(self) -> None:
        actions, spawn, do = self.desk.actions, self.desk.tasks.spawn, self.operations
        actions.bind("new_record", self.browse.offer_types)
        actions.bind("open_record", lambda: self.open_record(self.current()))
        actions.bind("edit_record", self.edit_record)
        actions.bind("favourite", lambda: spawn(do.favourite(self.current())))
        actions.bind("copy_password", lambda: spawn(do.copy_secret(self.current(), "password")))
        actions.bind("copy_login", lambda: spawn(do.copy_login(self.current())))
        actions.bind("delete_record", lambda: spawn(self._delete()))
        actions.bind("rotate", lambda: spawn(self._rotate()))
        actions.bind("ask_again", lambda: spawn(do.ask_again(self.current())))
        actions.bind("follow_up", lambda: spawn(do.follow_up(self.current())))
        actions.bind("search", self._search)
        actions.bind("palette", self._toggle_palette)
        actions.bind("next_area", self._next_area)
        actions.bind("back", self.show_list)
        actions.bind("jobs", self.jobs.toggle)
        actions.bind("new_folder", lambda: spawn(self._new_folder()))
        actions.bind("rename_folder", lambda: spawn(do.rename_folder(self.folder() or "")))
        actions.bind("lock", self.lock_asked.emit)
        actions.bind("save", lambda: spawn(self.editor.save()))
        actions.bind("check", lambda: spawn(self._look(RecordPage.run_check)))
        actions.bind("preview", lambda: spawn(self._look(RecordPage.run_preview)))

    async def _look(self, look: Callable[[RecordPage], Awaitable[None]]) -> None:
        if not self._in_front(self._record):
            await self._open(self.current(), rotation=True)
        await look(self.record)

    async def _rotate(self) -> None:
        if self._in_front(self._record):
            await self.operations.rotate([self.record.record_id()])
            return
        chosen = self.browse.record_ids() or (self.current(),)
        if len(chosen) > 1:
            await self._rotate_many(chosen)
            return
        # Asked of the vault: of what was chosen by Ctrl+A, the model has only read the rows that were seen.
        headers = await self.desk.session.read(lambda v: v.records.headers(chosen))
        await self.operations.rotate([each.id for each in headers if each.type == USER])

    async def _rotate_many(self, record_ids: Sequence[str]) -> None:
        """Show the page that looks at each first; where a batch runs already, that one."""
        self.pages.setCurrentWidget(self.bulk)
        if not self.bulk.is_running():
            scope = self._scope
            await self.bulk.review(record_ids, lambda: str(self.tree.index_of_key(scope).data() or ""))

    async def _delete(self) -> None:
        await self.operations.delete(self.current())

    async def _new_folder(self) -> None:
        await self.operations.new_folder(self.folder())

    def _toggle_palette(self) -> None:
        if self._palette is not None and self._palette.is_open():
            self._palette.leave()
        else:
            self.show_palette()

    def show_palette(self, text: str = "") -> None:
        """Lay the command palette over the page, with this text typed into it."""
        if self._palette is None:
            acts = PaletteActs(self._title, self.go_to, self.show_scope, self.create_record)
            self._palette = CommandPalette(self, self.desk, self.browse.searching, self.tree, acts)
        self._palette.open(text)

    def _title(self) -> str:
        """What the record that actions are for is called."""
        shown = self.record.shown if self._in_front(self._record) else self.browse.pane.shown
        return shown.details.title if shown is not None and shown.details.id == self.current() else ""

    def _search(self) -> None:
        self.show_list()
        self.browse.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.browse.search.selectAll()

    def _next_area(self) -> None:
        """Search → table → details → drawer → sidebar."""
        areas: list[QWidget] = [
            self.browse.search,
            self.browse.table,
            self.browse.pane.tabs.bar,
            self.jobs.bar.arrow,
            self.sidebar,
        ]
        here = next((place for place, area in enumerate(areas) if area.hasFocus()), -1)
        for step in range(1, len(areas) + 1):
            area = areas[(here + step) % len(areas)]
            if area.isVisible():
                area.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def update_actions(self) -> None:
        """Turn each action on, or off with its reason."""
        self._rules.update(self.current(), self.folder())
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
            self.retranslate()
            self.identity.retranslate()
            self._choose_scope()
            self._tell_scope(self.tree.index_of_key(self._scope))

    def retranslate(self) -> None:
        """The words of the page."""
        self.tree.retranslate()
        self.sidebar.setAccessibleName(self.tr("Views and folders"))
        self.sidebar.expandToDepth(0)
