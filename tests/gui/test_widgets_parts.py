"""What the parts of the window do under keys, pointer and reader."""

import asyncio
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pamdesk.desktop.look import motion
from pamdesk.desktop.look.theme import Theme
from pamdesk.desktop.look.tokens import LIGHT
from pamdesk.desktop.widgets.ask import ScriptedAsk, WindowAsk
from pamdesk.desktop.widgets.buttons import Button, IconButton, Rank
from pamdesk.desktop.widgets.chip import Bar
from pamdesk.desktop.widgets.clipboard import ClipboardNotice, SecretClipboard
from pamdesk.desktop.widgets.dialog import Question, SentenceDialog, TextQuestion
from pamdesk.desktop.widgets.empty import EmptyView, WayIn
from pamdesk.desktop.widgets.fields import Field, SearchField, SecretField, Toggle, labelled
from pamdesk.desktop.widgets.graph import GraphEdge, GraphNode, GraphView
from pamdesk.desktop.widgets.jobs_bar import JobsBar, JobsSummary
from pamdesk.desktop.widgets.note import Note, NoteKind
from pamdesk.desktop.widgets.record_table import RecordTable
from pamdesk.desktop.widgets.sidebar import Sidebar, SidebarRole
from pamdesk.desktop.widgets.state import StateLabel
from pamdesk.desktop.widgets.steps import Light, Step, StepLights, reader_text
from pamdesk.desktop.widgets.text import Elided, Label
from pamdesk.desktop.widgets.toast import Toast
from tests.gui.gallery import Rows, graph, table


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    Theme.light().apply(qapp)
    motion.set_reduced(qapp, True)


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def steps(*lights: Light) -> tuple[Step, ...]:
    keys = ("checked", "saved", "sent", "proved", "current", "followed_up", "finished")
    return tuple(Step(key, "", light) for key, light in zip(keys, lights, strict=True))


def test_step_lights_tell_a_reader_which_step_is_at_work(qtbot: QtBot) -> None:
    view = StepLights()
    qtbot.addWidget(view)

    view.set_steps(steps(*[Light.DONE] * 3, Light.AT_WORK, *[Light.WAITS] * 3))

    assert view.accessibleName() == "Step 4 of 7, proving"


def test_step_lights_tell_a_reader_what_is_in_doubt_failed_and_finished(qtbot: QtBot) -> None:
    assert reader_text(steps(*[Light.DONE] * 3, Light.UNKNOWN, *[Light.WAITS] * 3)) == "Step 4 of 7, in doubt"
    assert reader_text((Step("checked", "", Light.FAILED),)) == "Step 1 of 1, checked: failed"
    assert reader_text(steps(*[Light.DONE] * 7)) == "Step 7 of 7, finished"


def test_step_lights_stand_below_each_other_in_a_narrow_pane(qtbot: QtBot) -> None:
    view = StepLights()
    qtbot.addWidget(view)
    view.set_steps(steps(*[Light.WAITS] * 7))

    assert (view.heightForWidth(1120), view.heightForWidth(320)) == (66, 7 * 44)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_toggle_is_turned_by_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    toggle = Toggle("On for this account")
    shown(qtbot, toggle)
    toggle.setFocus()

    qtbot.keyClick(toggle, key)

    assert toggle.isChecked() is True


def test_the_scope_is_closed_by_its_cross(qtbot: QtBot) -> None:
    search = SearchField("Search")
    search.resize(600, 36)
    search.set_scope("in: Production")
    shown(qtbot, search)
    chip = search.findChild(QWidget)
    assert chip is not None

    with qtbot.waitSignal(search.scope_closed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 10, 12))

    assert search.scope() == ""


def test_backspace_in_the_empty_search_closes_the_scope_and_typing_does_not(qtbot: QtBot) -> None:
    search = SearchField("Search")
    search.set_scope("in: Production")
    shown(qtbot, search)

    qtbot.keyClicks(search, "a")
    qtbot.keyClick(search, Qt.Key.Key_Backspace)
    kept = search.scope()
    qtbot.keyClick(search, Qt.Key.Key_Backspace)

    assert (kept, search.scope()) == ("in: Production", "")


def test_typed_letters_never_run_under_the_scope(qtbot: QtBot) -> None:
    search = SearchField("Search")
    search.resize(400, 36)
    search.set_scope("in: Production")
    shown(qtbot, search)
    chip = search.findChild(QWidget)
    assert chip is not None

    assert search.textMargins().right() >= chip.width()


def test_a_button_that_is_off_keeps_its_place_and_says_why(qtbot: QtBot) -> None:
    button = Button("Rotate now", "rotate", Rank.PRIMARY)
    qtbot.addWidget(button)
    before = button.sizeHint()

    button.set_off("cms-prod has no admin. Link one, then check again.")

    assert (button.isEnabled(), button.sizeHint()) == (False, before)
    assert button.toolTip() == "cms-prod has no admin. Link one, then check again."


def test_the_ring_shows_for_the_keyboard_and_not_for_the_pointer(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    other, button = Field("Other"), IconButton("edit", "Edit")
    column.addWidget(other)
    column.addWidget(button)
    shown(qtbot, window)
    other.setFocus()
    quiet = button.grab().toImage()

    button.setFocus(Qt.FocusReason.MouseFocusReason)
    by_pointer = button.grab().toImage()
    other.setFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    by_keyboard = button.grab().toImage()

    assert by_pointer == quiet
    assert by_keyboard != quiet


def test_a_hidden_password_is_hidden_until_the_eye_is_pressed(qtbot: QtBot) -> None:
    field = SecretField("Master password")
    shown(qtbot, field)
    field.setText("correct horse")
    hidden = (field.displayText(), field.accessibleDescription())
    eye = field.findChild(IconButton)
    assert eye is not None

    qtbot.mouseClick(eye, Qt.MouseButton.LeftButton)

    assert "horse" not in hidden[0]
    assert (hidden[1], field.displayText(), field.accessibleDescription()) == (
        "hidden",
        "correct horse",
        "shown",
    )


def test_caps_lock_is_told_by_the_letters_that_arrive(qtbot: QtBot) -> None:
    field = SecretField("Master password")
    shown(qtbot, field)
    seen: list[bool] = []
    field.caps_lock_seen.connect(seen.append)

    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(field, "a")

    assert seen in ([], [True, False])
    field._tell(True)
    assert seen[-1:] == [True]


def test_a_field_takes_its_name_from_its_label(qtbot: QtBot) -> None:
    field = Field("")
    box = labelled("RDS identifier", field)
    qtbot.addWidget(box)

    assert field.accessibleName() == "RDS identifier"


def test_a_shortened_line_keeps_the_whole_for_readers(qtbot: QtBot) -> None:
    line = Elided("a very long title that does not fit")
    qtbot.addWidget(line)
    line.resize(60, 20)
    line.show()

    assert line.text().endswith("…")
    assert line.accessibleName() == line.toolTip() == "a very long title that does not fit"


def test_a_note_is_as_high_as_its_sentences_need(qtbot: QtBot) -> None:
    held = QWidget()
    column = QVBoxLayout(held)
    short, long = (
        Note(NoteKind.OK, "Ready."),
        Note(NoteKind.BAD, "The server refused. " * 12, bold="Nothing was changed."),
    )
    column.addWidget(short)
    column.addWidget(long)
    column.addStretch()
    held.resize(400, 600)
    shown(qtbot, held)

    assert short.height() == 40
    assert long.height() > 80


def test_a_note_shows_markup_as_it_is_written(qtbot: QtBot) -> None:
    note = Note(NoteKind.BAD, "<b>billing</b> & co")
    qtbot.addWidget(note)

    assert note.words() == "<b>billing</b> & co"
    assert "<b>" not in note._words.text()


def test_the_table_asks_only_for_rows_that_can_be_seen(qtbot: QtBot) -> None:
    asked: set[int] = set()

    class Watched(Rows):
        def rowCount(self, parent: object = None) -> int:
            return 100_000

        def data(self, index: QModelIndex, role: int = 0) -> object:  # type: ignore[override]
            asked.add(index.row())
            return super().data(self.index(index.row() % 12, index.column()), role)

    view = RecordTable("Records")
    view.setModel(Watched(view))
    view.resize(900, 400)
    shown(qtbot, view)
    view.scrollToBottom()
    view.grab()

    assert len(asked) < 60


def test_the_chosen_rows_give_their_ids(qtbot: QtBot) -> None:
    held = table()
    shown(qtbot, held)
    view = held.findChild(RecordTable)
    assert view is not None

    assert view.record_ids() == ("6",)


def test_the_rows_of_the_gallery_are_a_sound_model(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(Rows())


def test_columns_follow_the_pane(qtbot: QtBot) -> None:
    view = RecordTable("Records")
    view.setModel(Rows(view))
    shown(qtbot, view)
    view.resize(860, 400)
    QApplication.processEvents()

    assert view.horizontalHeader().length() == view.viewport().width()


def test_a_press_on_the_arrow_opens_a_folder_and_leaves_the_choice(qtbot: QtBot) -> None:
    tree = Sidebar("Folders")
    model = QStandardItemModel(tree)
    for name in ("Production", "Staging"):
        folder = QStandardItem(name)
        folder.setData("shared", SidebarRole.ICON)
        child = QStandardItem("Databases")
        child.setData("folder", SidebarRole.ICON)
        folder.appendRow(child)
        model.appendRow(folder)
    tree.setModel(model)
    tree.resize(224, 300)
    shown(qtbot, tree)
    tree.setCurrentIndex(model.index(1, 0))
    first = tree.visualRect(model.index(0, 0))

    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, first.center().y()))

    assert tree.isExpanded(model.index(0, 0)) is True
    assert tree.currentIndex() == model.index(1, 0)


def test_every_node_of_the_graph_is_named_and_pressed_by_key(qtbot: QtBot) -> None:
    held = graph()
    shown(qtbot, held)
    view = held.findChild(GraphView)
    assert view is not None
    node = view.node_view("resource")

    with qtbot.waitSignal(view.activated) as pressed:
        qtbot.keyClick(node, Qt.Key.Key_Return)

    assert pressed.args == ["resource"]
    assert node.accessibleName() == "billing-prod, PostgreSQL 16 on RDS, Answers, used by 3"
    assert "dbadmin admin billing-prod" in view.accessibleDescription()


def test_arrows_walk_the_graph(qtbot: QtBot) -> None:
    held = graph()
    shown(qtbot, held)
    view = held.findChild(GraphView)
    assert view is not None
    view.node_view("user").setFocus()

    qtbot.keyClick(view.node_view("user"), Qt.Key.Key_Right)
    qtbot.keyClick(view.node_view("resource"), Qt.Key.Key_Down)

    assert view.node_view("admin").hasFocus() or view.node_view("launch").hasFocus()


def test_nodes_never_overlap_however_narrow_the_pane(qtbot: QtBot) -> None:
    view = GraphView("Links")
    nodes = [GraphNode(key, key, "", "user") for key in ("user", "resource", "configuration", "gateway")]
    view.set_graph(nodes, [GraphEdge("user", "resource", "belongs to")])
    shown(qtbot, view)
    for width in (view.minimumSizeHint().width(), 1000, 1167, 1800):
        view.resize(width, 300)
        places = [view.node_view(node.key).geometry() for node in nodes]
        # 60 px around each are clear for the arrows, beside it or, where the row is folded, below it.
        assert not any(one.adjusted(0, 0, 60, 60).intersects(other) for one, other in combinations(places, 2))
        assert max(place.right() for place in places) <= width


def test_while_a_record_is_dragged_only_nodes_that_may_take_it_stand_out(qtbot: QtBot) -> None:
    view = GraphView("Links")
    view.set_takes(lambda record, key: (record, key) == ("r1", "launch"))
    view.set_graph([GraphNode("user", "a", "", "user"), GraphNode("launch", "b", "", "user", gap=True)], [])
    shown(qtbot, view)
    before = [view.node_view(key).grab().toImage() for key in ("user", "launch")]

    view.show_drag("r1")
    during = [view.node_view(key).grab().toImage() for key in ("user", "launch")]
    view.show_drag(None)

    assert during[0] != before[0]
    assert during[1].pixelColor(100, 80).name().upper() == LIGHT.soft
    assert [view.node_view(key).grab().toImage() for key in ("user", "launch")] == before


def test_an_edge_to_nowhere_is_refused(qtbot: QtBot) -> None:
    view = GraphView("Links")
    qtbot.addWidget(view)

    with pytest.raises(KeyError):
        view.set_graph([GraphNode("user", "a", "", "user")], [GraphEdge("user", "resource", "belongs to")])


def test_the_empty_view_offers_its_likeliest_way_first(qtbot: QtBot) -> None:
    view = EmptyView(
        "Empty",
        "Here go accounts.",
        (WayIn("a", "plus", "One", "first", "Do"), WayIn("b", "plus", "Two", "second", "Or")),
    )
    qtbot.addWidget(view)
    first = view.findChildren(Button)[0]

    with qtbot.waitSignal(view.chosen) as chosen:
        first.click()

    assert chosen.args == ["a"]


def test_the_jobs_bar_says_what_runs_and_how_today_went(qtbot: QtBot) -> None:
    bar = JobsBar()
    shown(qtbot, bar)

    bar.set_summary(JobsSummary("Rotating ec2-user on web-prod-3", 4, 7, 21, 1, 0))

    said = [label.words() for label in bar.findChildren(StateLabel) if label.isVisible()]
    links = [button.text() for button in bar.findChildren(Button) if button.isVisible()]
    progress = bar.findChild(Bar)
    assert progress is not None
    assert (said, links, progress.accessibleName()) == (
        ["Rotating ec2-user on web-prod-3"],
        ["1 failed"],
        "4 of 7",
    )


def test_the_jobs_bar_does_not_call_an_account_done_whose_script_failed(qtbot: QtBot) -> None:
    bar = JobsBar()
    shown(qtbot, bar)

    bar.set_summary(JobsSummary(done=3, follow_up_failed=1))

    said = [each.text() for each in bar.findChildren(Label) if each.isVisible() and each.text()]
    assert said == ["Jobs", "Today: 3 done", "1 done, follow-up failed"]


def test_a_copied_secret_leaves_the_clipboard_when_its_time_is_up(qtbot: QtBot) -> None:
    clipboard = SecretClipboard(seconds=1)
    notice = ClipboardNotice(clipboard)
    qtbot.addWidget(notice)
    clipboard.copy("s3cret", "password")
    said = notice.accessibleName()

    with qtbot.waitSignal(clipboard.cleared, timeout=5000):
        pass

    assert said == "Copied password leaves the clipboard in 1 s"
    assert QGuiApplication.clipboard().text() == ""
    assert notice.isVisible() is False


def test_what_somebody_else_copied_since_stays(qtbot: QtBot) -> None:
    clipboard = SecretClipboard()
    clipboard.copy("s3cret", "password")
    QGuiApplication.clipboard().setText("a ticket")

    clipboard.clear()

    assert QGuiApplication.clipboard().text() == "a ticket"


def test_a_copied_secret_is_marked_for_clipboard_histories(qtbot: QtBot) -> None:
    clipboard = SecretClipboard()

    clipboard.copy("s3cret", "password")

    marked = QGuiApplication.clipboard().mimeData()
    assert marked.data("x-kde-passwordManagerHint").data() == b"secret"
    clipboard.clear()


def test_a_toast_passes_by_itself(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(600, 400)
    shown(qtbot, window)
    toast = Toast(window)

    toast.say("Copied.", milliseconds=10)
    was = toast.isVisible()

    qtbot.waitUntil(lambda: not toast.isVisible())
    assert was is True


def answered(
    dialog_text: str, press: str, question: Question | TextQuestion, window: QWidget
) -> bool | str | None:
    async def ask() -> bool | str | None:
        asker = WindowAsk(window)
        waiting = asyncio.ensure_future(
            asker.confirm(question) if isinstance(question, Question) else asker.text(question)
        )
        await asyncio.sleep(0)  # the question opens its dialog
        dialog = next(each for each in window.findChildren(SentenceDialog) if each.isVisible())
        field = dialog.findChild(Field)
        if field is not None:
            field.setText(dialog_text)
        next(button for button in dialog.findChildren(Button) if button.text() == press).click()
        return await waiting

    return asyncio.run(ask())


def test_a_dialog_is_awaited_and_other_coroutines_go_on(qtbot: QtBot) -> None:
    window = QWidget()
    shown(qtbot, window)
    question = Question("Delete billing_app", "It goes to the trash.", "Delete", "Cancel")

    assert answered("", "Delete", question, window) is True
    assert answered("", "Cancel", question, window) is False


def test_a_number_must_be_typed_before_many_are_rotated(qtbot: QtBot) -> None:
    window = QWidget()
    shown(qtbot, window)
    question = Question(
        "Rotate 38 accounts", "38 passwords change.", "Rotate", "Cancel", type_to_confirm="38"
    )
    dialog = SentenceDialog(question, window)
    go = next(button for button in dialog.findChildren(Button) if button.text() == "Rotate")
    before = go.isEnabled()

    assert before is False
    assert answered("38", "Rotate", question, window) is True


def test_a_typed_answer_comes_back(qtbot: QtBot) -> None:
    window = QWidget()
    shown(qtbot, window)
    question = TextQuestion("Rename", "Its links stay.", "Title", "Rename", "Cancel", "old")

    assert answered("new", "Rename", question, window) == "new"
    assert answered("new", "Cancel", question, window) is None


def test_a_cancelled_coroutine_takes_its_dialog_along(qtbot: QtBot) -> None:
    window = QWidget()
    shown(qtbot, window)

    async def ask() -> bool:
        waiting = asyncio.ensure_future(WindowAsk(window).confirm(Question("A", "B.", "C")))
        await asyncio.sleep(0)
        dialog = window.findChildren(SentenceDialog)[0]
        waiting.cancel()
        await asyncio.wait([waiting])
        return dialog.isVisible()

    assert asyncio.run(ask()) is False


def test_tests_answer_in_the_place_of_a_person() -> None:
    asker = ScriptedAsk([True, "INC-1", Path("x.json"), None])
    question = Question("A", "B.", "C")

    async def ask() -> tuple[bool, str | None, Path | None, Path | None]:
        return (
            await asker.confirm(question),
            await asker.text(TextQuestion("A", "B.", "C", "D", "E")),
            await asker.file_to_open("Import", "*.json"),
            await asker.folder_to_open("Open"),
        )

    assert asyncio.run(ask()) == (True, "INC-1", Path("x.json"), None)
    assert asker.asked[0] is question


def test_an_unscripted_question_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="no answer was scripted"):
        asyncio.run(ScriptedAsk().confirm(Question("A", "B.", "C")))


def test_the_arc_stands_still_where_motion_is_not_wanted(qtbot: QtBot, qapp: QApplication) -> None:
    motion.set_reduced(qapp, True)
    still = motion.turn()
    motion.set_reduced(qapp, False)
    try:
        moving = motion.reduced()
    finally:
        motion.set_reduced(qapp, True)

    assert (still, moving) == (0.0, False)
