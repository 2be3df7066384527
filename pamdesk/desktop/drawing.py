"""What the drawing of links shows for one record: nodes, arrows, and gaps that say what to do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject

from pamdesk.desktop import field_words, related
from pamdesk.desktop.look import states
from pamdesk.desktop.look.states import State
from pamdesk.desktop.state_words import state_of
from pamdesk.desktop.widgets.graph import GraphEdge, GraphNode
from pamdesk.records.links import LinkKind
from pamdesk.records.rotation_settings import Method
from pamdesk.services.window_record import Neighbour, RecordScreen


@dataclass(frozen=True)
class Slot:
    """A place of the drawing where a record can be linked: from which record, by which link, in which direction."""

    kind: LinkKind
    anchor: str
    outward: bool


class Accounts(QObject):
    """The text with a plural form: it is collected from calls of `tr` alone."""

    def counted(self, count: int) -> str:
        """How many accounts live on a resource."""
        return self.tr("%n account(s)", "", count)


@dataclass(frozen=True)
class Drawing:
    """Nodes and arrows; `records` are the ids behind nodes, `slots` what a gap takes."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    records: dict[str, str]
    slots: dict[str, Slot]


class _Maker:
    def __init__(self, screen: RecordScreen, *, running: bool) -> None:
        self._screen, self._running = screen, running
        self.nodes: list[GraphNode] = []
        self.edges: list[GraphEdge] = []
        self.records: dict[str, str] = {}
        self.slots: dict[str, Slot] = {}

    def node(self, key: str, there: Neighbour, *, used: str = "") -> None:
        own = there.id == self._screen.details.id
        state: State | None = state_of(there.state) if there.state else None
        if own and self._running:
            state = State.ROTATING
        second = field_words.said(there.kind) or field_words.type_title(there.type)
        self.nodes.append(
            GraphNode(
                key,
                there.title,
                second,
                related.icon_of(there.type),
                _short(state) if state else "",
                state,
                used or self._used(there.used_by),
                selected=own,
            )
        )
        self.records[key] = there.id

    @staticmethod
    def _used(count: int) -> str:
        return QCoreApplication.translate("Drawing", "used by {count}").format(count=count) if count else ""

    def gap(self, key: str, title: str, subtitle: str, slot: Slot, *, needed: bool) -> None:
        todo = QCoreApplication.translate("Drawing", "Drop a record here, or choose")
        self.nodes.append(GraphNode(key, title, subtitle, "plus", todo, gap=True, broken=needed))
        self.slots[key] = slot

    def edge(self, source: str, target: str, label: str, *, gap: bool = False, needed: bool = False) -> None:
        self.edges.append(GraphEdge(source, target, label, "broken" if needed else "gap" if gap else "solid"))


def draw(screen: RecordScreen, *, running: bool = False) -> Drawing:
    """Draw the surroundings of a record."""
    made = _Maker(screen, running=running)
    around, own = screen.around, screen.details.id
    resource_like = screen.details.type not in ("pamUser", "pamConfiguration", "login")
    if around.user is not None:
        made.node("user", around.user)
    elif around.accounts and screen.details.type != "login":
        told = Accounts().counted(around.accounts)
        where = QCoreApplication.translate("Drawing", "Shown in the list Links")
        made.nodes.append(GraphNode("user", told, where, "users"))
        made.edge("user", "resource" if resource_like else "configuration", _word("belongs to"))
    _resource(made, screen)
    _behind(made, screen)
    if around.resource is not None:
        _beside(made, screen)
    if screen.details.type == "login":
        made.nodes.append(
            GraphNode("user", screen.details.title, field_words.type_title("login"), "key", selected=True)
        )
        made.records["user"] = own
    return Drawing(tuple(made.nodes), tuple(made.edges), made.records, made.slots)


def _short(state: State) -> str:
    """A node has no room for more, and the note below it says that nothing was changed."""
    return QCoreApplication.translate("Drawing", "Failed") if state is State.FAILED else states.word(state)


def _word(source: str) -> str:
    return {
        "belongs to": QCoreApplication.translate("Drawing", "belongs to"),
        "environment": QCoreApplication.translate("Drawing", "environment"),
        "served by": QCoreApplication.translate("Drawing", "served by"),
        "admin": QCoreApplication.translate("Drawing", "admin"),
        "launch": QCoreApplication.translate("Drawing", "launch"),
        "IAM user of": QCoreApplication.translate("Drawing", "IAM user of"),
    }[source]


def _resource(made: _Maker, screen: RecordScreen) -> None:
    around = screen.around
    cloud_method = screen.rotation is not None and screen.rotation.method in (
        Method.IAM_PASSWORD,
        Method.IAM_ACCESS_KEY,
    )
    if around.resource is not None:
        made.node("resource", around.resource)
        if around.user is not None:
            made.edge("user", "resource", _word("belongs to"))
    elif around.user is not None and not around.cloud and not cloud_method:
        title = QCoreApplication.translate("Drawing", "No resource")
        why = QCoreApplication.translate("Drawing", "Where does it sign in?")
        made.gap("resource", title, why, Slot(LinkKind.BELONGS_TO, around.user.id, True), needed=True)
        made.edge("user", "resource", _word("belongs to"), needed=True)


def _behind(made: _Maker, screen: RecordScreen) -> None:
    around = screen.around
    source = "resource" if around.resource is not None else "user"
    link = _word("environment") if around.resource is not None else _word("IAM user of")
    if around.configuration is not None:
        made.node("configuration", around.configuration)
        if around.resource is not None or around.user is not None:
            made.edge(source, "configuration", link)
        if around.gateway:
            told = QCoreApplication.translate("Drawing", "Application: {name}").format(
                name=around.application
            )
            running = QCoreApplication.translate("Drawing", "Runs in this window")
            made.nodes.append(
                GraphNode("gateway", around.gateway, told, "gateway", running, State.UP_TO_DATE)
            )
            made.edge("configuration", "gateway", _word("served by"))
        return
    title = QCoreApplication.translate("Drawing", "No PAM Configuration")
    why = QCoreApplication.translate("Drawing", "No gateway serves it yet")
    if around.resource is not None:
        slot = Slot(LinkKind.ENVIRONMENT, around.resource.id, True)
    elif (
        around.user is not None
        and screen.rotation is not None
        and screen.rotation.method is not Method.GENERAL
    ):
        slot = Slot(LinkKind.IAM_USER, around.user.id, True)
    else:
        return
    made.gap("configuration", title, why, slot, needed=True)
    made.edge(source, "configuration", link, needed=True)


def _beside(made: _Maker, screen: RecordScreen) -> None:
    around = screen.around
    assert around.resource is not None
    needed = any(gap.code == "no_admin" for gap in screen.gaps)
    if around.admin is not None and around.user is not None and around.admin.id == around.user.id:
        pass  # it changes itself: the node is drawn already
    elif around.admin is not None:
        made.node("admin", around.admin)
        made.edge("admin", "resource", _word("admin"))
    else:
        title = QCoreApplication.translate("Drawing", "No admin")
        why = QCoreApplication.translate("Drawing", "It changes its own password")
        if needed:
            why = QCoreApplication.translate("Drawing", "Somebody must change it")
        made.gap("admin", title, why, Slot(LinkKind.ADMIN, around.resource.id, False), needed=needed)
        made.edge("admin", "resource", _word("admin"), gap=True, needed=needed)
    if around.launch is not None and around.launch.id not in made.records.values():
        made.node("launch", around.launch)
        made.edge("launch", "resource", _word("launch"))
    elif around.launch is None:
        title = QCoreApplication.translate("Drawing", "No launch credential")
        why = QCoreApplication.translate("Drawing", "Rotation works without it")
        made.gap("launch", title, why, Slot(LinkKind.LAUNCH, around.resource.id, False), needed=False)
        made.edge("launch", "resource", _word("launch"), gap=True)
