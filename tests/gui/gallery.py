"""Every widget in its states, painted into pictures: light and dark, English and Japanese, at 1x and 2x.

Run `python tests/gui/gallery.py FOLDER`; it needs no display.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from pamdesk.desktop.create_page import CreatePage
from pamdesk.desktop.look import language, motion
from pamdesk.desktop.look.fonts import Role
from pamdesk.desktop.look.language import Language
from pamdesk.desktop.look.states import State
from pamdesk.desktop.look.theme import Theme
from pamdesk.desktop.unlock_page import UnlockPage, VaultChoice
from pamdesk.desktop.widgets.buttons import Button, IconButton, Rank, Size
from pamdesk.desktop.widgets.chip import Bar, Chip, KeyCap, Tile
from pamdesk.desktop.widgets.dialog import Question, SentenceDialog
from pamdesk.desktop.widgets.empty import EmptyView, WayIn
from pamdesk.desktop.widgets.fields import CheckBox, Field, Picker, SearchField, SecretField, Toggle, labelled
from pamdesk.desktop.widgets.graph import GraphEdge, GraphNode, GraphView
from pamdesk.desktop.widgets.jobs_bar import JobsBar, JobsSummary
from pamdesk.desktop.widgets.note import Note, NoteKind
from pamdesk.desktop.widgets.record_columns import Column, RecordRole, column_title
from pamdesk.desktop.widgets.record_table import RecordTable
from pamdesk.desktop.widgets.sidebar import Sidebar, SidebarRole
from pamdesk.desktop.widgets.state import StateLabel
from pamdesk.desktop.widgets.steps import Light, Step, StepLights
from pamdesk.desktop.widgets.tabs import TabBar
from pamdesk.desktop.widgets.text import Elided, Label, Paragraph, on_area, rule
from pamdesk.desktop.widgets.toast import Toast

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

ROWS: tuple[tuple[str, str, str, str, str, str, State, int], ...] = (
    ("user", "svc-payroll", "PAM User", "corp.example.com", "AD", "Not known", State.IN_DOUBT, 0),
    (
        "directory",
        "corp.example.com",
        "PAM Directory",
        "ap-northeast-1",
        "Managed AD",
        "84 accounts",
        State.IN_DOUBT,
        1,
    ),
    ("user", "reporting_ro", "PAM User", "reports-prod", "MySQL", "12 Nov", State.FAILED, 0),
    (
        "user",
        "deploy-bot, access key",
        "PAM User",
        "1111-2222-3333",
        "IAM",
        "Today 11:20",
        State.FOLLOW_UP_FAILED,
        0,
    ),
    ("user", "ec2-user", "PAM User", "web-prod-3", "Linux", "Now", State.ROTATING, 0),
    ("machine", "web-prod-3", "PAM Machine", "ap-northeast-1", "EC2", "2 accounts", State.ROTATING, 1),
    ("user", "billing_app", "PAM User", "billing-prod", "PostgreSQL", "22 Oct", State.DUE, 0),
    ("database", "billing-prod", "PAM Database", "ap-northeast-1", "RDS", "3 accounts", State.DUE, 2),
    ("user", "terraform-ci", "PAM User", "1111-2222-3333", "IAM", "–", State.NEVER, 0),
    ("user", "catalog_app", "PAM User", "catalog-prod", "Aurora MySQL", "Today 09:12", State.DONE, 0),
    ("user", "夜間バッチ実行ユーザー", "PAM User", "batch-prod-2", "Linux", "14 Nov", State.UP_TO_DATE, 0),
    ("user", "old-vpn-svc", "PAM User", "corp.example.com", "AD", "3 Mar", State.OFF, 0),
)


class Rows(QAbstractTableModel):
    """The rows of the gallery."""

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """All of them."""
        return 0 if parent.isValid() else len(ROWS)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """The table's."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return column_title(Column(section))
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the delegate asks for."""
        icon, title, kind, where, where_kind, last, state, count = ROWS[index.row()]
        told: dict[int, object] = {
            RecordRole.ID: str(index.row()),
            RecordRole.ICON: icon,
            RecordRole.TITLE: title,
            RecordRole.TYPE: kind,
            RecordRole.WHERE: where,
            RecordRole.WHERE_KIND: where_kind,
            RecordRole.LAST_ROTATED: last,
            RecordRole.LAST_QUIET: bool(count),
            RecordRole.STATE: state,
            RecordRole.STATE_COUNT: count,
            Qt.ItemDataRole.DisplayRole: title if index.column() == 0 else None,
        }
        return told.get(role)


def row(*widgets: QWidget, gap: int = 8) -> QWidget:
    """Widgets side by side."""
    held = QWidget()
    line = QHBoxLayout(held)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(gap)
    for each in widgets:
        line.addWidget(each)
    line.addStretch()
    return held


def page(*widgets: QWidget, width: int = 760) -> QWidget:
    """Widgets below each other."""
    held = on_area(QWidget(), "surface")
    held.setFixedWidth(width)
    column = QVBoxLayout(held)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(16)
    for each in widgets:
        column.addWidget(each)
    column.addStretch()
    return held


def off(button: Button, why: str) -> Button:
    """A button that is off."""
    button.set_off(why)
    return button


def controls() -> QWidget:
    """Buttons, fields, toggles, chips."""
    tabs = TabBar("Record")
    for words in ("Details", "Links", "Rotation", "History", "Access"):
        tabs.addTab(words)
    wrong = Field("RDS identifier")
    wrong.setText("billing_prod")
    wrong.set_wrong("An RDS identifier has no underscore.")
    secret = SecretField("Password", tall=False)
    secret.setText("correct horse")
    picker = Picker("Method", icon="database")
    picker.addItems(["On the resource it belongs to", "IAM user"])
    on = Toggle("On for this account")
    on.setChecked(True)
    dead = Toggle("Off by policy")
    dead.setEnabled(False)
    search = SearchField("Search titles, logins, hosts and tags")
    search.set_scope("in: Production")
    bar = Bar(height=8)
    bar.set_parts((("okfill", 0.48), ("badfill", 0.03), ("runfill", 0.12)), "19 of 38")
    ticked, empty = (
        CheckBox("Print a recovery kit next. It is the only other way in."),
        CheckBox("Not ticked"),
    )
    ticked.setChecked(True)
    rotate = Button("Rotate now", "rotate", Rank.PRIMARY)
    return page(
        row(
            rotate,
            Button("Copy password", "copy"),
            IconButton("edit", "Edit", outlined=True),
            Button("Filter", "filter", Rank.TEXT, Size.SMALL),
            Button("Check again", None, Rank.LINK, Size.INLINE_SMALL),
        ),
        row(
            off(Button("Save", None, Rank.PRIMARY, keys="Ctrl S"), "Nothing has changed."),
            off(Button("Check", "shield"), "No admin."),
            Button("Rotate now", "rotate", Rank.PRIMARY, Size.HELP_DESK, keys="Ctrl R"),
        ),
        search,
        tabs,
        row(
            labelled("RDS identifier", wrong),
            labelled("Password", secret),
            labelled("Method", picker),
            gap=16,
        ),
        row(on, Toggle("Off"), dead, ticked, empty, gap=24),
        row(
            Chip("billing"),
            Chip("pci", closable=True),
            KeyCap("Ctrl"),
            KeyCap("Shift"),
            KeyCap("L"),
            Tile("user"),
            Tile("cloud", side=32),
            Tile("rotate", side=56, glyph=32, brand=True),
        ),
        bar,
        *(row(*(StateLabel(state) for state in part), gap=24) for part in (list(State)[:5], list(State)[5:])),
        row(
            StateLabel(State.DUE, "Due since 22 Nov: the gateway was off"),
            StateLabel(State.IN_DOUBT, small=True),
        ),
        rule(),
        Elided("A very long title that does not fit in the pane " * 4, Role.SECTION),
        row(Label("1111-2222-3333", ident=True), Label("1,284", Role.SMALL, "t3", number=True)),
    )


def notes() -> QWidget:
    """Notes and steps."""
    steps = StepLights()
    steps.set_steps(
        (
            Step("checked", "1.2 s", Light.DONE),
            Step("saved", "before anything changed", Light.DONE),
            Step("sent", "chpasswd over SSH", Light.DONE),
            Step("proved", "signing in anew", Light.AT_WORK),
            Step("current", "makes it current"),
            Step("followed_up", "restart-agent"),
            Step("finished", "keeps old 90 days"),
        )
    )
    doubt = StepLights()
    doubt.set_steps(
        (
            Step("checked", "0.9 s", Light.DONE),
            Step("saved", "", Light.DONE),
            Step("sent", "reply was lost", Light.DONE),
            Step("proved", "no answer yet", Light.UNKNOWN),
            Step("finished", "waits"),
        )
    )
    doubt.setFixedWidth(320)
    failed = StepLights()
    failed.set_steps(
        (
            Step("checked", "0.9 s", Light.DONE),
            Step("saved", "", Light.DONE),
            Step("sent", "the server refused", Light.FAILED),
        )
    )
    ready = Note(NoteKind.OK, "One thing to know before you start.", bold="Ready.")
    due = Note(
        NoteKind.ATTENTION,
        "Due since 22 Nov: the gateway was off. Changed last on 22 Oct and checked by signing in.",
        icon="clock",
    )
    due.setFixedWidth(320)
    read_out = Note(
        NoteKind.OK, "Changed on corp.example.com at 14:02 and checked by signing in.", role=Role.READ_OUT
    )
    read_out.add(Button("Copy sentence", "copy", size=Size.SMALL))
    return page(
        steps,
        failed,
        row(doubt, due, gap=24),
        ready,
        Note(
            NoteKind.DOUBT,
            "The reply to the change was lost. PamDesk asks the server again at 14:03 and sends nothing twice.",
            bold="Either the new or the old password works, and both are kept here.",
        ),
        Note(
            NoteKind.BAD,
            "The server refused: this password was used before. Try again makes a new one.",
            bold="Nothing was changed; the old password still works.",
        ),
        Note(NoteKind.RUNNING, "Rotating 38 accounts in Databases."),
        Note(NoteKind.PLAIN, "Nothing is changed yet. Rotate now will:"),
        read_out,
        Paragraph(
            "新旧どちらかのパスワードが有効で、両方とも保管されています。14:03 にサーバーへもう一度確認します。",
            bold="要確認",
        ),
        width=1120,
    )


def table() -> QWidget:
    """The record table with a search field above."""
    held = on_area(QWidget(), "surface")
    held.setFixedSize(856, 560)
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    view = RecordTable("Records")
    view.setModel(Rows(view))
    view.horizontalHeader().setSortIndicator(Column.STATE, Qt.SortOrder.AscendingOrder)
    view.selectRow(6)
    column.addWidget(view)
    bar = JobsBar()
    bar.set_summary(JobsSummary("Rotating ec2-user on web-prod-3", 4, 7, 21, 1, 1))
    bar.set_quiet("Last checked backup today 08:00")
    idle = JobsBar()
    column.addWidget(bar)
    column.addWidget(idle)
    return held


def sidebar_model() -> QStandardItemModel:
    """The tree of the design's first screen."""
    model = QStandardItemModel()

    def item(
        words: str, icon: str = "", count: str = "", tone: str = "quiet", *, caption: bool = False
    ) -> QStandardItem:
        made = QStandardItem(words)
        made.setData(icon, SidebarRole.ICON)
        made.setData(count, SidebarRole.COUNT)
        made.setData(tone, SidebarRole.COUNT_TONE)
        made.setData(caption, SidebarRole.CAPTION)
        if caption:
            made.setFlags(Qt.ItemFlag.NoItemFlags)
        return made

    for made in (
        item("Dashboard", "chart"),
        item("Jobs", "jobs", "1"),
        item("Views", caption=True),
        item("All records", "all", "1,284"),
        item("Due", "clock", "7", "att"),
        item("Failed", "bad", "2", "bad"),
        item("In doubt", "doubt", "1", "pill"),
        item("Never rotated", "never", "37"),
        item("Not linked", "unlink", "6"),
        item("Favourites", "star", "12"),
        item("Recent", "recent"),
        item("Shared folders", caption=True),
    ):
        model.appendRow(made)
    production = item("Production", "shared", "412")
    for words, count in (("Databases", "96"), ("Servers", "148"), ("IAM users", "84")):
        production.appendRow(item(words, "folder", count))
    staging = item("Staging", "shared", "263")
    staging.appendRow(item("Databases", "folder", "20"))
    for folder in (production, staging, item("大阪 DR", "shared", "212")):
        model.appendRow(folder)
    return model


def sidebar() -> QWidget:
    """The tree with one branch open and chosen."""
    tree = Sidebar("Folders")
    model = sidebar_model()
    model.setParent(tree)
    tree.setModel(model)
    tree.setFixedSize(224, 600)
    production = model.index(12, 0)
    tree.expand(production)
    tree.setCurrentIndex(production)
    return tree


def graph() -> QWidget:
    """The link graph of the design's second screen."""
    view = GraphView("Links")
    view.set_graph(
        (
            GraphNode(
                "user", "billing_app", "PAM User", "user", "Due", State.DUE, "used by 1", selected=True
            ),
            GraphNode(
                "resource",
                "billing-prod",
                "PostgreSQL 16 on RDS",
                "database",
                "Answers",
                State.UP_TO_DATE,
                "used by 3",
            ),
            GraphNode(
                "configuration",
                "AWS production",
                "1111-2222-3333",
                "cloud",
                "Signed in",
                State.UP_TO_DATE,
                "used by 38",
            ),
            GraphNode(
                "gateway",
                "No gateway",
                "Its record is gone",
                "gateway",
                "Choose another",
                gap=True,
                broken=True,
            ),
            GraphNode(
                "admin",
                "dbadmin",
                "PAM User in Databases",
                "user",
                "Up to date",
                State.UP_TO_DATE,
                "admin of 2",
            ),
            GraphNode(
                "launch",
                "No launch credential",
                "Rotation works without it",
                "plus",
                "Drop a PAM User, or choose",
                gap=True,
            ),
        ),
        (
            GraphEdge("user", "resource", "belongs to"),
            GraphEdge("resource", "configuration", "environment"),
            GraphEdge("configuration", "gateway", "served by", "broken"),
            GraphEdge("admin", "resource", "admin"),
            GraphEdge("launch", "resource", "launch", "gap"),
        ),
    )
    return page(view, width=1216)


def unlock() -> QWidget:
    """The unlock page, refused."""
    view = UnlockPage("1.0")
    view.set_vaults(
        (
            VaultChoice(Path("operations.pamdesk"), "Operations", "operations.pamdesk, opened today"),
            VaultChoice(Path("x"), "Break-glass", "on the removable disk, not connected", reachable=False),
        ),
        "Locked at 13:12 with the screen. One rotation finished since.",
    )
    view.password.setText("correct horse!")
    view.setFixedSize(1440, 900)
    return view


def unlock_refused() -> QWidget:
    """The unlock page after a wrong password."""
    view = unlock()
    assert isinstance(view, UnlockPage)
    view.refuse("This is not the password of Operations. Nothing was opened.")
    return view


def create() -> QWidget:
    """The create page with a proposed password."""
    view = CreatePage(
        "1.0",
        Path("/home/me/Documents"),
        lambda words: len(words) * 2.4,
        lambda: "plum-harbour-nine-velvet-orbit",
    )
    view.setFixedSize(1440, 900)
    return view


def empty() -> QWidget:
    """The empty vault."""
    view = on_area(
        EmptyView(
            "This vault is empty",
            "Here go your privileged accounts and the servers, databases and directories they live on. Once linked, PamDesk changes their passwords and proves it.",  # noqa: E501
            (
                WayIn(
                    "discover",
                    "radar",
                    "Find them in AWS",
                    "With this machine’s role in 1111-2222-3333. It only reads.",
                    "Discover",
                ),
                WayIn(
                    "import",
                    "import",
                    "Bring them along",
                    "From Keeper, KeePass or a table, after you have looked.",
                    "Import",
                ),
                WayIn(
                    "new",
                    "plus",
                    "Write the first one",
                    "Start with a database, a machine, a directory or an account.",
                    "New record",
                ),
            ),
            link=("sandbox", "Open the sandbox", "Only want to look around?"),
        ),
        "surface",
    )
    view.setFixedSize(1000, 700)
    return view


def dialog() -> QWidget:
    """A question that wants a number typed, and a toast."""
    held = on_area(QWidget(), "surface")
    held.setFixedSize(720, 420)
    asked = SentenceDialog(
        Question(
            "Rotate 38 accounts",
            "The first is rotated alone; the rest follow when it is proved. What is done stays done.",
            "Rotate 38 accounts",
            "Cancel",
            icon="rotate",
            type_to_confirm="38",
        ),
        held,
    )
    asked.setWindowFlags(Qt.WindowType.Widget)
    asked.move(24, 24)
    asked.show()
    toast = Toast(held)
    toast.say("billing_app was moved to the trash.", undo="Undo")
    return held


SCREENS: dict[str, Callable[[], QWidget]] = {
    "controls": controls,
    "notes": notes,
    "table": table,
    "sidebar": sidebar,
    "graph": graph,
    "unlock": unlock,
    "unlock-refused": unlock_refused,
    "create": create,
    "empty": empty,
    "dialog": dialog,
}


def main(folder: Path) -> None:
    """Write every screen in every dress."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    motion.set_reduced(app, True)
    for theme in (Theme.light(), Theme.dark()):
        theme.apply(app)
        for spoken in Language:
            language.use(app, spoken)
            for name, make in SCREENS.items():
                view = make()
                view.show()
                for _ in range(3):
                    app.processEvents()
                scale = "@2x" if app.devicePixelRatio() > 1 else ""
                view.grab().save(str(folder / f"{name}-{theme.key}-{spoken.value}{scale}.png"))
                view.close()
                view.deleteLater()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]))
