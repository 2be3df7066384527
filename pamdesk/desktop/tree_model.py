"""The model of the sidebar: the built-in views with their counts, then the folders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt

from pamdesk.desktop.widgets.sidebar import CountTone, SidebarRole
from pamdesk.services.views import FolderNode, ViewKey
from pamdesk.services.window_overview import Overview

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()
ALL: Final = "view:all"
_ICONS: Final[dict[ViewKey, str]] = {
    ViewKey.DUE: "clock",
    ViewKey.FAILED: "bad",
    ViewKey.IN_DOUBT: "doubt",
    ViewKey.NEVER: "never",
    ViewKey.NOT_LINKED: "unlink",
    ViewKey.FAVOURITES: "star",
    ViewKey.RECENT: "recent",
}
_TONES: Final[dict[ViewKey, CountTone]] = {
    ViewKey.DUE: "att",
    ViewKey.FAILED: "bad",
    ViewKey.IN_DOUBT: "pill",
}
_UNCOUNTED: Final = frozenset({ViewKey.RECENT})


@dataclass(frozen=True, slots=True)
class Place:
    """A view or folder to go to, by its key in the tree; `inside` names the folders that it lies in."""

    key: str
    name: str
    icon: str
    inside: str


@dataclass(eq=False)
class Node:
    """One row; `key` is `view:…` or `folder:…`, empty for a heading."""

    key: str
    words: str
    icon: str = ""
    count: str = ""
    tone: CountTone = "quiet"
    heading: bool = False
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)


class TreeModel(QAbstractItemModel):
    """Rebuilt from an overview; counts alone change without a reset, so that open branches stay open."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Only the views, without counts."""
        super().__init__(parent)
        self._overview: Overview | None = None
        self._top: list[Node] = []
        self.retranslate()

    def view_name(self, view: ViewKey) -> str:
        """What a view is called."""
        return {
            ViewKey.DUE: self.tr("Due"),
            ViewKey.FAILED: self.tr("Failed"),
            ViewKey.IN_DOUBT: self.tr("In doubt"),
            ViewKey.NEVER: self.tr("Never rotated"),
            ViewKey.NOT_LINKED: self.tr("Not linked"),
            ViewKey.FAVOURITES: self.tr("Favourites"),
            ViewKey.RECENT: self.tr("Recent"),
        }[view]

    def show(self, overview: Overview) -> bool:
        """Show an overview; true where rows came, went or moved, so that the view must open its branches anew."""
        self._overview = overview
        fresh = self._made()
        if _shape(fresh) != _shape(self._top):
            self.beginResetModel()
            self._top = fresh
            self.endResetModel()
            return True
        for old, new in zip(_walk(self._top), _walk(fresh), strict=True):
            if (old.count, old.tone) != (new.count, new.tone):
                old.count, old.tone = new.count, new.tone
                index = self.index_of(old)
                self.dataChanged.emit(index, index, [SidebarRole.COUNT, SidebarRole.COUNT_TONE])
        return False

    def places(self) -> Iterator[Place]:
        """Every view and folder, from the top."""
        for node in _walk(self._top):
            if node.key:
                yield Place(node.key, node.words, node.icon, _inside(node))

    def retranslate(self) -> None:
        """Speak the language of the window."""
        self.beginResetModel()
        self._top = self._made()
        self.endResetModel()

    def _made(self) -> list[Node]:
        seen = self._overview
        total = f"{seen.total:,}" if seen and seen.total else ""
        top = [
            Node("", self.tr("Views"), heading=True),
            Node(ALL, self.tr("All records"), "all", total),
        ]
        for view, icon in _ICONS.items():
            count = len(seen.views.get(view, ())) if seen and view not in _UNCOUNTED else 0
            tone = _TONES.get(view, "quiet") if count else "quiet"
            top.append(
                Node(f"view:{view.value}", self.view_name(view), icon, f"{count:,}" if count else "", tone)
            )
        folders = seen.folders if seen else ()
        for shared, words in ((True, self.tr("Shared folders")), (False, self.tr("Folders"))):
            mine = [each for each in folders if each.shared is shared]
            if mine:
                top.append(Node("", words, heading=True))
                top.extend(_folder(each, None) for each in mine)
        return top

    # -- what Qt asks --------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: AnyIndex = NOWHERE) -> QModelIndex:
        """A row under its parent."""
        nodes = self._under(parent)
        if column != 0 or not 0 <= row < len(nodes):
            return QModelIndex()
        return self.createIndex(row, column, nodes[row])

    def parent(self, index: AnyIndex = NOWHERE) -> QModelIndex:  # type: ignore[override]
        """The folder around a folder."""
        node = self.node(index)
        return self.index_of(node.parent) if node is not None and node.parent is not None else QModelIndex()

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Folders in a folder."""
        return len(self._under(parent)) if parent.column() <= 0 else 0

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """One."""
        return 1

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Headings are never chosen."""
        node = self.node(index)
        if node is None or node.heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the delegate paints."""
        node = self.node(index)
        if node is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return node.words
            case SidebarRole.ICON:
                return node.icon
            case SidebarRole.COUNT:
                return node.count
            case SidebarRole.COUNT_TONE:
                return node.tone
            case SidebarRole.CAPTION:
                return node.heading
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(100, 34 if node.heading else 30)
        return None

    # -- keys ----------------------------------------------------------------------------------------------------

    def node(self, index: AnyIndex) -> Node | None:
        """The node of an index."""
        if not index.isValid():
            return None
        found = index.internalPointer()
        return found if isinstance(found, Node) else None

    def key(self, index: AnyIndex) -> str:
        """The key of a row; empty for headings."""
        node = self.node(index)
        return node.key if node else ""

    def index_of_key(self, key: str) -> QModelIndex:
        """Where a view or folder stands; an invalid index where it is gone."""
        for node in _walk(self._top):
            if node.key == key:
                return self.index_of(node)
        return QModelIndex()

    def index_of(self, node: Node) -> QModelIndex:
        """Where a node stands."""
        around = node.parent.children if node.parent else self._top
        return self.createIndex(around.index(node), 0, node)

    def _under(self, parent: AnyIndex) -> list[Node]:
        node = self.node(parent)
        return self._top if node is None else node.children


def _folder(folder: FolderNode, parent: Node | None) -> Node:
    count = f"{folder.count:,}" if folder.count else ""
    icon = "shared" if folder.shared and parent is None else "folder"
    node = Node(f"folder:{folder.id}", folder.name, icon, count, parent=parent)
    node.children = [_folder(child, node) for child in folder.children]
    return node


def _walk(nodes: list[Node]) -> list[Node]:
    found = []
    for node in nodes:
        found.append(node)
        found.extend(_walk(node.children))
    return found


def _inside(node: Node) -> str:
    names = []
    while node.parent is not None:
        node = node.parent
        names.append(node.words)
    return " / ".join(reversed(names))


def _shape(nodes: list[Node]) -> list[tuple[str, str, int]]:
    return [(node.key, node.words, len(node.children)) for node in _walk(nodes)]
