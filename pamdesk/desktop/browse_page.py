"""The page that one looks at most: search, the record table of a view or folder, and the details of the chosen record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from pamdesk.desktop import field_words, memory, teaching
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.details_pane import DetailsPane
from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.operations import Operations
from pamdesk.desktop.record_model import RecordModel
from pamdesk.desktop.widgets.buttons import Button, Rank, Size
from pamdesk.desktop.widgets.empty import EmptyView
from pamdesk.desktop.widgets.fields import SearchField
from pamdesk.desktop.widgets.record_columns import Column
from pamdesk.desktop.widgets.record_table import RecordTable
from pamdesk.desktop.widgets.text import Label, on_area, rule
from pamdesk.records import types
from pamdesk.services import window_overview
from pamdesk.services.views import ViewKey
from pamdesk.services.window_overview import Overview
from pamdesk.services.window_search import Found, Order, Search, Wanted
from pamdesk.vault.vault import Vault

_ORDERS: Final[dict[Column, Order]] = {
    Column.TITLE: Order.TITLE,
    Column.TYPE: Order.TYPE,
    Column.WHERE: Order.HOST,
    Column.LAST_ROTATED: Order.LAST_ROTATED,
    Column.STATE: Order.STATE,
}


class BrowsePage(QWidget):
    """Search runs in a thread; only the newest question is answered on screen."""

    chosen = Signal(str)
    scope_left = Signal()
    create_asked = Signal(str)
    found = Signal(object)

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """An empty page; `show_scope` fills it."""
        super().__init__()
        self._desk = desk
        self._wanted = Wanted()
        self._name = ""
        self._asked = 0
        self._shown: Wanted | None = None
        self._newest: list[int] = []  # the same for the thread that searches, which must hold no widget
        self.searching = Search()
        self.model = RecordModel(self._need, desk.session.live.is_running, self)
        self.search = SearchField("")
        self.new = Button("", "plus")
        self._scope = Label("", Role.SECTION)
        self._count = Label("", Role.TEXT, "t2", number=True)
        self.many = Button("", "rotate", Rank.TEXT, Size.QUIET)
        self.table = RecordTable("")
        self.table.setModel(self.model)
        self.table.setDragEnabled(True)
        self.table.horizontalHeader().setSortIndicator(Column.STATE, Qt.SortOrder.AscendingOrder)
        self.pane = DetailsPane(desk, operations)
        self._stack = QStackedWidget()
        self._empty: EmptyView | None = None
        self._bare = False  # a vault without a record has no details either
        self._pane_clock = QTimer(self)
        self._pane_clock.setSingleShot(True)
        self._pane_clock.setInterval(60)
        self._pane_clock.timeout.connect(self._read_pane)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 0)
        top.setSpacing(metrics.CONTROL_GAP)
        top.addWidget(self.search, 1)
        self.new.setFixedHeight(metrics.SEARCH)
        top.addWidget(self.new)
        titles = QHBoxLayout()
        titles.setContentsMargins(20, 8, 16, 4)
        titles.setSpacing(metrics.CONTROL_GAP)
        titles.addWidget(self._scope)
        titles.addWidget(self._count)
        titles.addStretch()
        titles.addWidget(self.many)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(titles)
        column.addWidget(self.table, 1)
        self._stack.addWidget(listed)
        left = on_area(QWidget(), "surface")
        page = QVBoxLayout(left)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(top)
        page.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        self._edge = rule("v")
        row.addWidget(self._edge)
        row.addWidget(self.pane)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(lambda: self._desk.actions.do("open_record"))
        self.search.scope_closed.connect(self.scope_left)
        self.search.moved_down.connect(self.enter_table)
        self.search.installEventFilter(self)
        self.new.clicked.connect(lambda: self._desk.actions.do("new_record"))
        self.many.clicked.connect(lambda: self._desk.actions.do("rotate"))
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._sorted)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._selected())
        self.table.doubleClicked.connect(lambda _index: self._desk.actions.do("open_record"))
        self.table.installEventFilter(self)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_scope(self, name: str, *, view: ViewKey | None = None, folder: str | None = None) -> None:
        """Show a view or a folder, or everything."""
        self._name = name
        self._wanted = Wanted(view, folder, self._wanted.words, self._wanted.order, self._wanted.backwards)
        everything = view is None and folder is None
        told = self.tr("in: {scope}").format(scope=name)
        self.search.set_scope(told, closable=not everything)
        self._scope.setText(name)
        self.table.scrollToTop()
        self.refresh()

    def refresh(self) -> None:
        """Ask again, and keep what is chosen."""
        self._desk.tasks.spawn(self._search())

    def _typed(self, words: str) -> None:
        now = self._wanted
        self._wanted = Wanted(now.view, now.folder, words, now.order, now.backwards)
        self._desk.tasks.spawn(self._search())

    def _sorted(self, section: int, order: Qt.SortOrder) -> None:
        now = self._wanted
        back = order is Qt.SortOrder.DescendingOrder
        self._wanted = Wanted(now.view, now.folder, now.words, _ORDERS[Column(section)], back)
        self._desk.tasks.spawn(self._search())

    async def _search(self, *, hold: bool = False) -> None:
        """Ask anew; to `hold` is to leave the rows where they stand, unless something else is asked for than is shown."""
        self._asked += 1
        asked, wanted, overview = self._asked, self._wanted, self._desk.session.overview
        newest, searching = self._newest, self.searching
        standing = self.model.ids() if hold and self._shown == wanted else ()
        chosen = self.table.record_ids() if standing else ()
        newest[:] = [asked]

        def find(vault: Vault) -> Found | None:
            # What was typed on meanwhile is not searched for: the newest question would wait for it.
            if newest != [asked]:
                return None
            if standing:
                return searching.find_again(vault, overview, wanted, standing, chosen)
            return searching.find(vault, overview, wanted)

        answer = await self._desk.session.find(find)
        if answer is not None and asked == self._asked:
            # Before states are known, their order is none: it is not held.
            self._shown = wanted if overview.changes >= 0 else None
            self._show(answer, hold=bool(standing))

    def _show(self, answer: Found, *, hold: bool) -> None:
        kept = self.table.record_ids()
        current = self.table.currentIndex()
        at = self.model.ids()[current.row()] if current.isValid() else ""
        held = self.table.verticalScrollBar().value()
        if answer.ids == self.model.ids():
            self.model.forget_rows(answer.rows)
            self.model.repaint(answer.ids[:1] and (answer.ids[0], answer.ids[-1]))
        else:
            self.model.show(answer.ids, answer.rows)
            self._choose_again(kept, at, hold=hold)
            self.table.verticalScrollBar().setValue(held)
        self._tell(answer)
        self.found.emit(answer)

    def _choose_again(self, kept: Sequence[str], at: str, *, hold: bool) -> None:
        chosen = self.table.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        self.table.choose_rows(self.model.rows_of(kept))
        row = self.model.row_of(at) if at else -1
        if row >= 0:
            chosen.setCurrentIndex(self.model.index(row, 0), flags.NoUpdate)
        elif not hold and not self.table.record_ids() and self.model.ids():
            # Never by itself what stands where something else was chosen: the next press would change another account.
            self.table.selectRow(0)

    def _tell(self, answer: Found) -> None:
        self._count.setText(self.tr("%n record(s)", "", answer.total))
        empty_vault = not answer.total and not answer.wanted.words and self._desk.session.overview.total == 0
        if answer.total:
            self._stack.setCurrentIndex(0)
        else:
            self._teach(answer, empty_vault)
        self._bare = empty_vault
        self._give_way()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A list that has no room for details beside it has none; a record's own page has them."""
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        beside = not self._bare and self.width() >= metrics.NARROW_LIST
        self.pane.setVisible(beside)
        self._edge.setVisible(beside)

    def _teach(self, answer: Found, empty_vault: bool) -> None:
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        if empty_vault:
            self._empty = teaching.of_empty_vault()
        elif answer.wanted.words:
            self._empty = EmptyView(
                self.tr("Nothing matches {words}").format(words=f"“{answer.wanted.words}”"),
                self.tr("Searched in {scope}: titles, logins, hosts and tags.").format(scope=self._name),
                link=("all", self.tr("Show all"), ""),
                drawing=("filter", "search", "all"),
            )
        else:
            self._empty = EmptyView(
                self._name, teaching.what_belongs(answer.wanted), link=("all", self.tr("Show all"), "")
            )
        self._empty.chosen.connect(self._way_in)
        self._stack.setCurrentIndex(self._stack.addWidget(self._empty))

    def _way_in(self, key: str) -> None:
        if key != "all":
            self.create_asked.emit(key)
            return
        self.search.clear()
        self.scope_left.emit()

    # -- rows ----------------------------------------------------------------------------------------------------

    def _need(self, ids: Sequence[str]) -> None:
        self._desk.tasks.spawn(self._read_rows(ids))

    async def _read_rows(self, ids: Sequence[str]) -> None:
        overview = self._desk.session.overview
        rows = await self._desk.session.find(lambda v: window_overview.rows(v, overview, ids))
        self.model.add_rows(rows)

    def take_overview(self, overview: Overview) -> None:
        """Something changed in the vault, here or in another process."""
        self._desk.tasks.spawn(self._learn())
        if self.pane.record_id():
            self._pane_clock.start()

    async def _learn(self) -> None:
        if not self.searching.ready:
            self.refresh()  # by the vault's index, while everything is read for the first time
        searching, first = self.searching, not self.searching.ready
        overview, wanted = self._desk.session.overview, self._wanted
        await self._desk.session.read(lambda vault: searching.refresh(vault, overview, wanted))
        if first:
            await self._desk.session.read(lambda _vault: memory.give_back())
        await self._search(hold=True)

    def follow(self, record_ids: set[str]) -> None:
        """The engine got further with these."""
        overview = self._desk.session.overview
        homes = {overview.home[one] for one in record_ids if one in overview.home}
        self.model.repaint(record_ids | homes)
        if self.pane.record_id() in record_ids:
            self.pane.follow()

    # -- what is chosen ------------------------------------------------------------------------------------------

    def record_ids(self) -> tuple[str, ...]:
        """The chosen records."""
        return self.table.record_ids()

    def choose(self, record_id: str) -> bool:
        """Choose a record, where the list has it."""
        row = self.model.row_of(record_id)
        if row < 0:
            return False
        self.table.selectRow(row)
        self.table.scrollTo(self.model.index(row, 0))
        return True

    def enter_table(self) -> None:
        """Go from the search line into the list."""
        if self.model.rowCount():
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _selected(self) -> None:
        ids = self.table.record_ids()
        if len(ids) == 1 and ids[0] != self.pane.record_id():
            self._pane_clock.start()
        elif not ids:
            self.pane.clear()
        self.chosen.emit(ids[0] if ids else "")

    def _read_pane(self) -> None:
        ids = self.table.record_ids()
        wanted = ids[0] if len(ids) == 1 else self.pane.record_id()
        if wanted:
            self._desk.tasks.spawn(self._fill_pane(wanted))

    async def _fill_pane(self, record_id: str) -> None:
        await self.pane.read(record_id)
        self.chosen.emit(record_id)

    def offer_types(self) -> None:
        """The types that a new record may have, as a menu under the button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in types.ALL:
            action = menu.addAction(icons.icon(each.icon, tokens().t2, 16), field_words.said(each.title))
            action.setToolTip(field_words.said(each.help))
            action.triggered.connect(lambda _checked=False, key=each.key: self.create_asked.emit(key))
        menu.setToolTipsVisible(True)
        menu.popup(self.new.mapToGlobal(self.new.rect().bottomLeft()))

    # -- keys and language ---------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+C in a search line without a choice copies the password; Enter in the table opens the record."""
        if event.type() == QEvent.Type.ShortcutOverride and watched is self.search:
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Copy) and not self.search.hasSelectedText():
                event.ignore()
                return True
        if event.type() == QEvent.Type.KeyPress and watched is self.table:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._desk.actions.do("open_record")
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """The words of the page."""
        self.search.set_prompt(self.tr("Search titles, logins, hosts and tags"))
        self.new.setText(self.tr("New record"))
        self.table.setAccessibleName(self.tr("Records"))
        self.many.setText(self.tr("Rotate chosen"))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
