"""Which view or folder is chosen in the sidebar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, Signal

from pamdesk.desktop.browse_page import BrowsePage
from pamdesk.desktop.look import metrics
from pamdesk.desktop.tree_model import ALL, TreeModel
from pamdesk.desktop.widgets.sidebar import Sidebar
from pamdesk.services.views import ViewKey
from pamdesk.services.window_overview import Overview


class Scope(QObject):
    """The sidebar's choice, which the list follows; a folder that is gone becomes all records."""

    chosen = Signal()

    def __init__(self, browse: BrowsePage) -> None:
        """All records."""
        super().__init__(browse)
        self._browse = browse
        self.key = ALL
        self.tree = TreeModel(self)
        self.sidebar = Sidebar("")
        self.sidebar.setModel(self.tree)
        self.sidebar.setFixedWidth(metrics.SIDEBAR)
        self.sidebar.selectionModel().currentChanged.connect(lambda index, _old: self._went_to(index))

    def show(self, key: str) -> None:
        """Show a view or a folder, by its key in the tree."""
        index = self.tree.index_of_key(key)
        if not index.isValid():
            key, index = ALL, self.tree.index_of_key(ALL)
        self.key = key
        self._mark(index)
        self._tell(index)
        self.chosen.emit()

    def _went_to(self, index: QModelIndex) -> None:
        key = self.tree.key(index)
        if key and key != self.key:
            self.key = key
            self._tell(index)
            self.chosen.emit()

    def _mark(self, index: QModelIndex) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.sidebar.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _tell(self, index: QModelIndex) -> None:
        what, _, name = self.tree.key(index).partition(":")
        words = str(index.data() or "")
        if what == "folder":
            self._browse.show_scope(words, folder=name)
        elif self.tree.key(index) != ALL:
            self._browse.show_scope(words, view=ViewKey(name))
        else:
            self._browse.show_scope(words)

    def take(self, overview: Overview) -> None:
        """Follow the folders and counts of the vault."""
        if not self.tree.show(overview):
            return
        index = self.tree.index_of_key(self.key)
        if index.isValid():
            self._mark(index)
        else:
            self.show(ALL)
        self.sidebar.expandToDepth(0)

    def folder(self) -> str | None:
        """The folder that is chosen."""
        what, _, name = self.key.partition(":")
        return name if what == "folder" else None

    def words(self) -> Callable[[], str]:
        """What names the scope that is chosen now, in the language of when it is asked."""
        key = self.key
        return lambda: str(self.tree.index_of_key(key).data() or "")

    def retranslate(self) -> None:
        """The words of the sidebar and of the list."""
        self.tree.retranslate()
        self.sidebar.setAccessibleName(self.tr("Views and folders"))
        self.sidebar.expandToDepth(0)

    def speak(self) -> None:
        """Speak the new language: what was chosen stays chosen under its new name."""
        self.retranslate()
        index = self.tree.index_of_key(self.key)
        self._mark(index)
        self._tell(index)
