"""The drawn link graph: user, resource, configuration and gateway in a row, admin and launch credential below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pamdesk.desktop.look import icons, metrics
from pamdesk.desktop.look.fonts import Role, font
from pamdesk.desktop.look.states import LOOKS, State
from pamdesk.desktop.look.theme import tokens
from pamdesk.desktop.look.tokens import Tokens
from pamdesk.desktop.widgets import paint
from pamdesk.desktop.widgets.buttons import KEYBOARD
from pamdesk.desktop.widgets.graph_lines import arrow, route

RECORD_MIME: Final = "application/x-pamdesk-record"
EdgeKind = Literal["solid", "gap", "broken"]

# Column and row of every node the graph can hold.
PLACES: Final[dict[str, tuple[int, int]]] = {
    "user": (0, 0),
    "resource": (1, 0),
    "configuration": (2, 0),
    "gateway": (3, 0),
    "admin": (0, 1),
    "launch": (2, 1),
}
_COLUMNS: Final = 4
# The same with three columns: the gateway stands below the configuration, the launch credential below both.
FOLDED: Final[dict[str, tuple[int, int]]] = {**PLACES, "gateway": (2, 1), "launch": (2, 2)}
_FOLDED_COLUMNS: Final = 3
_SMALLEST_NODE: Final = 176
_SMALLEST_GAP: Final = 76
_TOP: Final = 24
_FADED: Final = 0.4


@dataclass(frozen=True)
class GraphNode:
    """A record in the graph; `key` is one of `PLACES`.

    `state_word` says how it stands ("Answers", "Due", or for a gap what to do), `state_key` names the `State` that
    gives its icon and colour. `gap` marks a node that is missing; with `broken` one that is linked but gone.
    `used_by` is a whole phrase.
    """

    key: str
    title: str
    subtitle: str
    icon: str
    state_word: str = ""
    state_key: State | None = None
    used_by: str = ""
    gap: bool = False
    selected: bool = False
    broken: bool = False


@dataclass(frozen=True)
class GraphEdge:
    """An arrow between two nodes, with the word over it."""

    source: str
    target: str
    label: str
    kind: EdgeKind = "solid"


class NodeView(QAbstractButton):
    """One node: pressed, it opens its record (or fills its gap); records can be dropped on it."""

    record_dropped = Signal(str)

    def __init__(self, node: GraphNode, takes: Callable[[str, str], bool], parent: QWidget) -> None:
        """A node in its graph; `takes(record id, node key)` tells what may be dropped."""
        super().__init__(parent)
        self.node = node
        self._takes = takes
        self._drop = False
        self._faded = False
        self._ring = False
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(node.title)
        self.setAccessibleName(
            ", ".join(filter(None, (node.title, node.subtitle, node.state_word, node.used_by)))
        )

    def set_drag(self, fits: bool | None) -> None:
        """While a record is dragged: whether it fits here; None when nothing is dragged."""
        self._drop, self._faded = fits is True, fits is False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for the keyboard only."""
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter works as Space does; arrows are the graph's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Turn to the accent's tint for a record that fits."""
        if self._takes(_dragged(event), self.node.key):
            self._drop = True
            event.acceptProposedAction()
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Turn back."""
        self._drop = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the record over."""
        self._drop = False
        self.update()
        event.acceptProposedAction()
        self.record_dropped.emit(_dragged(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outline, tile, title, second line, foot."""
        now = tokens()
        painter = QPainter(self)
        node = self.node
        painter.setOpacity(_FADED if self._faded else 1.0)
        self._outline(painter, now)
        tile = QRectF(13, 13, metrics.TILE_SMALL, metrics.TILE_SMALL)
        if node.gap:
            paint.rounded(painter, tile, line=now.bad if node.broken else now.line3, dashes=(3, 3))
        else:
            paint.rounded(painter, tile, fill=now.press)
        glyph = "plus" if node.gap and not node.broken else "unlink" if node.gap else node.icon
        icons.paint(painter, glyph, now.t2 if node.gap else now.t1, 20, 20, metrics.ICON_ROW)
        room = QRectF(55, 12, self.width() - 55 - 10, 20)
        paint.text(painter, room, node.title, font(Role.BOLD), now.t1)
        paint.text(painter, room.translated(0, 18), node.subtitle, font(Role.SMALL, ident=True), now.t2)
        self._foot(painter, now)

    def _outline(self, painter: QPainter, now: Tokens) -> None:
        node = self.node
        whole = QRectF(self.rect())
        back = now.soft if self._drop else now.hover if self.underMouse() and node.gap else None
        if node.gap:
            line = now.bad if node.broken else now.line3
            paint.rounded(painter, whole, fill=back, line=now.link if self._drop else line, dashes=(3, 3))
        else:
            line = now.link if node.selected or self._drop else now.line3 if self.underMouse() else now.line2
            width = 2 if node.selected else 1
            paint.rounded(painter, whole, fill=back or now.raised, line=line, width=width)
        if self._ring and self.hasFocus():
            inner = whole.adjusted(3, 3, -3, -3) if node.selected else whole
            paint.focus_ring(painter, inner, now)

    def _foot(self, painter: QPainter, now: Tokens) -> None:
        node = self.node
        foot = QRectF(13, self.height() - 32, self.width() - 26, 18)
        if node.gap:
            ink = now.bad if node.broken else now.link
            paint.text(painter, foot, node.state_word, font(Role.SMALL_STRONG), ink)
            return
        across = paint.width_of(node.used_by, font(Role.SMALL))
        paint.text(painter, foot, node.used_by, font(Role.SMALL), now.t3, Qt.AlignmentFlag.AlignRight)
        if node.state_key is not None:
            look = LOOKS[node.state_key]
            icons.paint(
                painter, look.icon, now.of(look.icon_colour), foot.left(), foot.top() + 1, metrics.ICON_SMALL
            )
            words = foot.adjusted(metrics.ICON_SMALL + 6, 0, -across - 8, 0)
            paint.text(painter, words, node.state_word, font(Role.SMALL), now.of(look.colour))


def _dragged(event: QDropEvent) -> str:
    return event.mimeData().data(RECORD_MIME).toStdString()


class GraphView(QWidget):
    """The graph; emits which node was pressed and what was dropped where."""

    activated = Signal(str)
    record_dropped = Signal(str, str)

    def __init__(self, name: str) -> None:
        """A graph that a reader calls `name`."""
        super().__init__()
        self.setAccessibleName(name)
        self._views: dict[str, NodeView] = {}
        self._edges: tuple[GraphEdge, ...] = ()
        self._folded = False
        self._takes: Callable[[str, str], bool] = lambda _record, _key: False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_takes(self, takes: Callable[[str, str], bool]) -> None:
        """Say which record id may be dropped on which node key."""
        self._takes = takes

    def show_drag(self, record: str | None) -> None:
        """A record is being dragged in the window: tint the nodes that may take it, fade the others; None ends it."""
        for key, view in self._views.items():
            view.set_drag(None if record is None else self._takes(record, key))

    def set_graph(self, nodes: Sequence[GraphNode], edges: Sequence[GraphEdge]) -> None:
        """Show these; raises KeyError for a node key or an edge end that has no place."""
        held = next((key for key, view in self._views.items() if view.hasFocus()), "")
        for view in self._views.values():
            view.setParent(None)
            view.deleteLater()
        self._views = {}
        for node in sorted(nodes, key=lambda each: (PLACES[each.key][1], PLACES[each.key][0])):
            view = NodeView(node, lambda record, key: self._takes(record, key), self)
            view.clicked.connect(lambda _checked=False, key=node.key: self.activated.emit(key))
            view.record_dropped.connect(lambda record, key=node.key: self.record_dropped.emit(key, record))
            view.show()
            self._views[node.key] = view
        for edge in edges:
            if edge.source not in self._views or edge.target not in self._views:
                raise KeyError(f"{edge.source} -> {edge.target}")
        self._edges = tuple(edges)
        said = [f"{self._title(e.source)} {e.label} {self._title(e.target)}" for e in self._edges]
        self.setAccessibleDescription("; ".join(said))
        self._place()
        self.updateGeometry()
        if held in self._views:
            self._views[held].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def node_view(self, key: str) -> NodeView:
        """The widget of one node."""
        return self._views[key]

    def _title(self, key: str) -> str:
        return self._views[key].node.title

    def _cell(self, key: str) -> tuple[int, int]:
        """Column and row of a node that is shown."""
        if self._folded and not (key == "launch" and "gateway" not in self._views):
            return FOLDED[key]
        return PLACES[key]

    def _rows(self) -> int:
        return 1 + max((self._cell(key)[1] for key in self._views), default=0)

    def sizeHint(self) -> QSize:
        """Four nodes wide, and as many rows as are used."""
        rows = self._rows()
        high = _TOP + rows * metrics.NODE_HEIGHT + (rows - 1) * metrics.NODE_ROW_GAP + _TOP
        return QSize(_COLUMNS * metrics.NODE_WIDTH + (_COLUMNS - 1) * metrics.NODE_GAP, high)

    def minimumSizeHint(self) -> QSize:
        """Narrow nodes and gaps, folded."""
        return QSize(_narrowest(_FOLDED_COLUMNS), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out: gaps give way before nodes do, then the row is folded."""
        super().resizeEvent(event)
        folded = self.width() < _narrowest(_COLUMNS)
        if folded is not self._folded:
            self._folded = folded
            self.updateGeometry()
        self._place()

    def _place(self) -> None:
        columns = _FOLDED_COLUMNS if self._folded else _COLUMNS
        gaps = columns - 1
        gap = (self.width() - columns * metrics.NODE_WIDTH) / gaps
        gap = max(_SMALLEST_GAP, min(metrics.NODE_GAP, gap))
        width = max(_SMALLEST_NODE, min(metrics.NODE_WIDTH, (self.width() - gaps * gap) / columns))
        for key, view in self._views.items():
            column, row = self._cell(key)
            left = column * (width + gap)
            top = _TOP + row * (metrics.NODE_HEIGHT + metrics.NODE_ROW_GAP)
            view.setGeometry(QRect(round(left), top, round(width), metrics.NODE_HEIGHT))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk to the nearest node in that direction."""
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        step = steps.get(Qt.Key(event.key()))
        here = next((key for key, view in self._views.items() if view.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        column, row = self._cell(here)
        ahead = []
        for key in self._views:
            there = self._cell(key)
            across, down = there[0] - column, there[1] - row
            if (step[0] and down == 0 and across * step[0] > 0) or (step[1] and down * step[1] > 0):
                ahead.append((abs(across) + abs(down), key))
        if ahead:
            self._views[min(ahead)[1]].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The edges; nodes paint themselves."""
        now = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for edge in self._edges:
            self._edge(painter, now, edge)

    def _edge(self, painter: QPainter, now: Tokens, edge: GraphEdge) -> None:
        source, target = self._views[edge.source].geometry(), self._views[edge.target].geometry()
        line = now.bad if edge.kind == "broken" else now.line3
        pen = QPen(QColor(line), 1.75)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if edge.kind != "solid" else Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        head = QPen(pen)
        head.setCapStyle(Qt.PenCapStyle.RoundCap)
        if edge.kind != "solid":
            pen.setDashPattern([2.2, 2.2])
        path, tip, aim, words = route(source, target)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(path)
        painter.setPen(head)
        painter.drawPath(arrow(tip, aim))
        paint.text(painter, words, edge.label, font(Role.EDGE_LABEL), now.t2, Qt.AlignmentFlag.AlignHCenter)


def _narrowest(columns: int) -> int:
    """How many pixels so many columns need."""
    return columns * _SMALLEST_NODE + (columns - 1) * _SMALLEST_GAP
