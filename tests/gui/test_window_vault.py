"""The window on a vault: the door, the list, search, editing, links, locking."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from pamdesk.desktop.actions import ACTIONS
from pamdesk.desktop.drawing import Slot
from pamdesk.desktop.look import language
from pamdesk.desktop.look.language import Language
from pamdesk.desktop.widgets.chooser import ChoiceQuestion, Chooser
from pamdesk.records import types
from pamdesk.records.links import LinkKind
from pamdesk.services.views import ViewKey
from tests.gui import window_fixtures as helpers
from tests.gui.window_fixtures import PATIENCE, Opened
from tests.worlds import PASSWORD, World

pytestmark = pytest.mark.gui


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    yield from helpers.event_loop(qapp)


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World.create(tmp_path / "operations.pamdesk")
    database = world.database("billing-prod", "db.example.com", 5432, "postgresql")
    world.user("billing_app", "old password", on=database, title="billing_app")
    world.user("reporting_ro", "other", on=database, title="reporting_ro")
    world.record("pamUser", "夜間バッチ", {"login": "batch"})
    world.vault.close()
    return world


@pytest.fixture
def opened(loop: object, qtbot: QtBot, tmp_path: Path, world: World) -> Iterator[Opened]:
    made = helpers.unlock(qtbot, tmp_path / "operations.pamdesk")
    yield made
    helpers.shut(made)


def find(opened: Opened, title: str) -> str:
    return opened.session.vault.records.find(title)


def test_a_wrong_password_is_a_sentence_at_the_field(
    loop: object, qtbot: QtBot, tmp_path: Path, world: World
) -> None:
    window = helpers.new_window(qtbot, tmp_path / "operations.pamdesk")
    qtbot.keyClicks(window.unlock.password, "wrong")

    qtbot.keyClick(window.unlock.password, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: bool(window.unlock.password.property("wrong")), timeout=PATIENCE)
    assert "password" in window.unlock.password.accessibleDescription().lower()
    assert window.work is None
    assert window.unlock.unlock.isEnabled()


def test_a_vault_is_made_from_its_page(loop: object, qtbot: QtBot, tmp_path: Path) -> None:
    window = helpers.new_window(qtbot, None)
    page = window._create
    assert page is not None
    page.name.setText("Night shift")
    page.set_path(tmp_path / "night.pamdesk")

    with qtbot.waitSignal(window.unlocked, timeout=PATIENCE):
        page.make.click()

    work = window.work
    assert work is not None
    qtbot.waitUntil(lambda: not work.browse.pane.isVisibleTo(work), timeout=PATIENCE)
    assert (tmp_path / "night.pamdesk" / "vault.db").is_file()
    window.close()
    window.wait_closed()


def test_every_record_is_listed_the_worst_state_first(opened: Opened) -> None:
    assert sorted(opened.rows()) == [
        "Local network",
        "billing-prod",
        "billing_app",
        "reporting_ro",
        "夜間バッチ",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [("billing", {"billing-prod", "billing_app"}), ("夜間", {"夜間バッチ"}), ("rt", {"reporting_ro"})],
)
def test_search_finds_long_and_short_words(opened: Opened, words: str, found: set[str]) -> None:
    opened.work.browse.search.setText(words)

    opened.bot.waitUntil(lambda: set(opened.rows()) == found, timeout=PATIENCE)


def test_a_search_without_a_match_says_so_and_offers_all(opened: Opened) -> None:
    opened.work.browse.search.setText("nothing is called this")
    opened.bot.waitUntil(lambda: opened.work.browse.model.rowCount() == 0, timeout=PATIENCE)
    empty = opened.work.browse._empty
    assert empty is not None

    empty.chosen.emit("all")

    opened.bot.waitUntil(lambda: opened.work.browse.model.rowCount() == 5, timeout=PATIENCE)


def test_the_views_count_what_they_hold(opened: Opened) -> None:
    views = opened.session.overview.views

    assert {key: len(views[key]) for key in (ViewKey.NEVER, ViewKey.NOT_LINKED)} == {
        ViewKey.NEVER: 3,
        ViewKey.NOT_LINKED: 1,
    }


def test_a_view_lists_what_it_counts(opened: Opened) -> None:
    opened.work.show_scope(f"view:{ViewKey.NOT_LINKED.value}")

    opened.bot.waitUntil(lambda: opened.rows() == ["夜間バッチ"], timeout=PATIENCE)


def test_a_change_of_another_process_is_seen_within_a_second(opened: Opened, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from dataclasses import replace;"
        "from pamdesk.vault.vault import Vault; from pamdesk.records.secret import Secret;"
        f"v = Vault.open(Path(sys.argv[1]), Secret({PASSWORD!r}));"
        "r = v.records.get(v.records.find('reporting_ro'));"
        "print('open', flush=True); sys.stdin.readline();"
        "v.records.update(replace(r, title='renamed elsewhere'), who='other'); print('done', flush=True); v.close()"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "operations.pamdesk")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        other.stdout.readline()
        other.stdin.write("go\n")
        other.stdin.flush()
        other.stdout.readline()
        began = time.monotonic()
        opened.bot.waitUntil(lambda: "renamed elsewhere" in opened.rows(), timeout=5_000)
        took = time.monotonic() - began

    assert took < 1.5  # a second, and what a busy machine adds


def test_a_secret_is_shown_on_request_and_written_into_the_audit(opened: Opened) -> None:
    user = find(opened, "billing_app")
    opened.choose(user)
    row = opened.work.browse.pane.tabs.details._secrets["password"]
    assert row.shown == ""

    row.reveal_asked.emit("password")

    opened.bot.waitUntil(lambda: row.shown == "old password", timeout=PATIENCE)
    opened.bot.wait(800)  # the audit's row is a change of the vault: what is shown stays shown
    assert row.shown == "old password"
    assert opened.session.vault.audit.list(1, user)[0].action == "revealed"


def test_ctrl_c_copies_the_password_and_the_clipboard_is_cleared_with_the_lock(opened: Opened) -> None:
    opened.choose(find(opened, "billing_app"))

    opened.work.desk.actions.do("copy_password")

    opened.bot.waitUntil(lambda: QGuiApplication.clipboard().text() == "old password", timeout=PATIENCE)
    opened.work.desk.actions.do("lock")
    assert QGuiApplication.clipboard().text() == ""


def test_locking_shows_the_door_at_once_and_unlocking_opens_again(opened: Opened) -> None:
    window = opened.window
    opened.work.desk.actions.do("lock")

    assert window.work is None
    assert window._stack.currentWidget() is window.unlock
    window.wait_closed()
    opened.bot.keyClicks(window.unlock.password, PASSWORD)
    with opened.bot.waitSignal(window.unlocked, timeout=PATIENCE):
        opened.bot.keyClick(window.unlock.password, Qt.Key.Key_Return)
    assert window.work is not None


def edit(opened: Opened, record_id: str) -> None:
    opened.choose(record_id)
    opened.work.desk.actions.do("edit_record")
    opened.bot.waitUntil(lambda: opened.work.pages.currentWidget() is opened.work.editor, timeout=PATIENCE)


def test_an_edit_is_saved_and_can_be_undone(opened: Opened) -> None:
    user = find(opened, "billing_app")
    edit(opened, user)
    editor = opened.work.editor
    editor.form.fields["login"].set_text("billing_new")
    opened.bot.waitUntil(lambda: editor.save_button.isEnabled(), timeout=PATIENCE)

    opened.work.desk.actions.do("save")

    records = opened.session.vault.records
    opened.bot.waitUntil(lambda: records.get(user).text("login") == "billing_new", timeout=PATIENCE)
    opened.bot.waitUntil(lambda: opened.work.desk.toast.isVisible(), timeout=PATIENCE)
    opened.work.desk.toast.undone.emit()
    opened.bot.waitUntil(lambda: records.get(user).text("login") == "billing_app", timeout=PATIENCE)


def test_a_broken_rule_is_said_at_its_field_and_nothing_is_saved(opened: Opened) -> None:
    database = find(opened, "billing-prod")
    before = opened.session.vault.records.get(database)
    edit(opened, database)
    form = opened.work.editor.form
    form.fields["port"].set_text("99999")

    with opened.bot.waitSignal(opened.work.editor.changed):
        pass
    opened.work.desk.tasks.spawn(opened.work.editor.save())

    opened.bot.waitUntil(lambda: "port" in form.fields["port"].problem().lower(), timeout=PATIENCE)
    assert opened.session.vault.records.get(database) == before
    assert "Port" in opened.work.editor.why_not_save()


def test_what_another_wrote_meanwhile_is_not_overwritten(opened: Opened) -> None:
    from dataclasses import replace

    user = find(opened, "billing_app")
    edit(opened, user)
    opened.work.editor.form.fields["login"].set_text("mine")
    records = opened.session.vault.records
    records.update(replace(records.get(user), notes="theirs"), who="other")

    opened.work.desk.tasks.spawn(opened.work.editor.save())

    opened.bot.waitUntil(lambda: opened.work.editor.note.isVisible(), timeout=PATIENCE)
    assert (records.get(user).text("login"), records.get(user).notes) == ("billing_app", "theirs")


def test_an_untouched_editor_speaks_the_new_language_and_a_touched_one_keeps_what_was_typed(
    opened: Opened, qapp: QApplication
) -> None:
    edit(opened, find(opened, "billing_app"))
    editor = opened.work.editor
    try:
        language.use(qapp, Language.JAPANESE)
        opened.bot.waitUntil(lambda: editor.form.label("login") == "ログイン", timeout=PATIENCE)
        editor.form.fields["login"].set_text("half typed")
        opened.bot.waitUntil(lambda: editor.form.dirty > 0, timeout=PATIENCE)
    finally:
        language.use(qapp, Language.ENGLISH)
    opened.bot.wait(50)
    assert editor.form.draft()[0].text("login") == "half typed"


@pytest.mark.parametrize("kind", [each.key for each in types.ALL])
def test_every_record_type_has_an_editor_with_all_its_fields(opened: Opened, kind: str) -> None:
    opened.work.create_record(kind)
    opened.bot.waitUntil(lambda: opened.work.pages.currentWidget() is opened.work.editor, timeout=PATIENCE)

    assert set(opened.work.editor.form.fields) == {field.name for field in types.by_key(kind).fields}


def test_a_new_record_goes_into_the_chosen_folder(opened: Opened) -> None:
    folder = opened.session.vault.folders.by_name("Production").id
    opened.bot.waitUntil(
        lambda: opened.work.scope.tree.index_of_key(f"folder:{folder}").isValid(), timeout=PATIENCE
    )
    opened.work.show_scope(f"folder:{folder}")
    opened.work.create_record("login")
    opened.bot.waitUntil(lambda: opened.work.pages.currentWidget() is opened.work.editor, timeout=PATIENCE)
    opened.work.editor.form.title.setText("Vendor portal")

    opened.work.desk.tasks.spawn(opened.work.editor.save())

    opened.bot.waitUntil(lambda: "Vendor portal" in opened.rows(), timeout=PATIENCE)
    assert opened.session.vault.records.get(find(opened, "Vendor portal")).folder == folder


def test_a_deleted_record_comes_back_with_undo(opened: Opened) -> None:
    user = find(opened, "reporting_ro")
    opened.choose(user)
    opened.work.desk.actions.do("delete_record")
    opened.bot.waitUntil(lambda: "reporting_ro" not in opened.rows(), timeout=PATIENCE)

    opened.work.desk.toast.undone.emit()

    opened.bot.waitUntil(lambda: "reporting_ro" in opened.rows(), timeout=PATIENCE)


def test_a_missing_link_is_a_gap_that_says_what_to_do_and_the_chooser_fills_it(opened: Opened) -> None:
    user = find(opened, "夜間バッチ")
    opened.choose(user)
    note = opened.work.browse.pane.note
    opened.bot.waitUntil(lambda: "no rotation settings" in note.words(), timeout=PATIENCE)
    opened.panel(user)
    gap = opened.work.record.panel.graph.node_view("resource")
    assert (gap.node.title, gap.node.broken) == ("No resource", True)

    gap.click()

    opened.bot.waitUntil(
        lambda: any(isinstance(w, Chooser) for w in QApplication.topLevelWidgets()), timeout=PATIENCE
    )
    chooser = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Chooser))
    opened.bot.waitUntil(lambda: chooser.list.count() == 1, timeout=PATIENCE)
    chooser.accept()
    links = opened.session.vault.links
    opened.bot.waitUntil(lambda: bool(links.of(user)), timeout=PATIENCE)
    assert links.of(user)[0].kind is LinkKind.BELONGS_TO


def test_a_link_that_breaks_a_rule_is_refused_in_words(opened: Opened) -> None:
    user, other = find(opened, "billing_app"), find(opened, "Local network")
    opened.panel(user)

    opened.work.record.panel.dropped.emit(Slot(LinkKind.BELONGS_TO, user, True), other)

    opened.bot.waitUntil(lambda: "cannot be linked" in opened.work.desk.toast.words(), timeout=PATIENCE)


def test_the_settings_are_saved_by_themselves_and_the_next_five_are_shown(opened: Opened) -> None:
    user = find(opened, "billing_app")
    opened.panel(user)
    form = opened.work.record.panel.form

    form.schedule.setCurrentIndex(form.schedule.findData("daily"))

    assert form.next.rowCount() >= 5
    settings = opened.session.vault.rotation_settings
    opened.bot.waitUntil(lambda: getattr(settings.get(user), "schedule", None) is not None, timeout=PATIENCE)


def test_a_schedule_that_runs_too_often_is_refused_at_once(opened: Opened) -> None:
    opened.panel(find(opened, "billing_app"))
    form = opened.work.record.panel.form
    form.schedule.setCurrentIndex(form.schedule.findData("cron"))

    form.cron.setText("* * * * *")

    assert "more often than once an hour" in form.words.accessibleName()


def test_a_folder_is_made_where_it_is_asked_for(opened: Opened) -> None:
    opened.work.desk.actions.do("new_folder")
    dialogs = QApplication.topLevelWidgets
    opened.bot.waitUntil(
        lambda: any(isinstance(w, QDialog) and w.isVisible() for w in dialogs()), timeout=PATIENCE
    )
    dialog = next(w for w in dialogs() if isinstance(w, QDialog) and w.isVisible())
    dialog._field.setText("Staging")  # type: ignore[attr-defined]
    dialog.accept()

    names = opened.session.vault.folders
    opened.bot.waitUntil(lambda: "Staging" in [each.name for each in names.list()], timeout=PATIENCE)


def test_every_action_has_words_and_does_something_or_says_why_not(opened: Opened) -> None:
    actions = opened.work.desk.actions
    opened.work.update_actions()

    assert [key for key in actions if not actions[key].text()] == []
    assert [key for key in actions if key not in actions._does] == []
    assert [key for key in actions if not actions[key].isEnabled() and not actions.reason(key)] == []


def test_no_key_means_two_things() -> None:
    keys = [key for spec in ACTIONS for key in spec.keys]

    assert sorted(keys) == sorted(set(keys))


def test_an_action_that_is_off_says_why_in_its_button(opened: Opened) -> None:
    opened.choose(find(opened, "billing-prod"))

    assert opened.work.desk.actions.reason("rotate") == "Only PAM Users are rotated."
    assert opened.work.browse.pane.rotate.toolTip() == "Only PAM Users are rotated."


def test_f6_goes_from_area_to_area(opened: Opened) -> None:
    opened.window.activateWindow()
    opened.work.browse.search.setFocus()

    opened.work.desk.actions.do("next_area")

    assert opened.work.browse.table.hasFocus()


def test_the_models_keep_qts_contract(opened: Opened) -> None:
    for model in (opened.work.browse.model, opened.work.scope.tree, opened.work.jobs.model):
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        assert tester.model() is model
    opened.work.browse.search.setText("billing")
    opened.bot.waitUntil(lambda: opened.work.browse.model.rowCount() == 2, timeout=PATIENCE)
    opened.session.vault.folders.add("New one", shared=True)
    opened.bot.waitUntil(lambda: opened.work.scope.tree.rowCount() >= 12, timeout=PATIENCE)


def test_the_whole_window_speaks_japanese_while_it_is_open(opened: Opened, qapp: QApplication) -> None:
    opened.choose(find(opened, "billing_app"))

    opened.work.desk.actions.do("japanese")

    assert language.spoken(qapp) is Language.JAPANESE
    opened.bot.waitUntil(lambda: opened.work.browse.pane.rotate.text() == "今すぐ実行", timeout=PATIENCE)
    assert opened.work.desk.actions["rotate"].text() == "今すぐ実行"
    assert "まだローテーションされていません" in opened.work.browse.pane.note.words()


def test_what_is_chosen_is_asked_with_a_question(opened: Opened) -> None:
    # The chooser takes its candidates from a coroutine, so that no list is read in the window's thread.
    question = ChoiceQuestion("t", "s", "p", "b", "c", "n", find=_nothing)
    chooser = Chooser(question, opened.window)

    opened.bot.waitUntil(lambda: chooser._nothing.isVisibleTo(chooser), timeout=PATIENCE)

    assert chooser.chosen == ""
    chooser.close()


async def _nothing(words: str) -> tuple[()]:
    return ()


def test_a_long_secret_is_shown_whole_and_its_lines_are_kept(opened: Opened) -> None:
    user = find(opened, "billing_app")
    opened.choose(user)
    row = opened.work.browse.pane.tabs.details._secrets["password"]
    low = row.height()
    long = "A1b2-" * 12 + "\n" + "last 1l0O"
    row.show_secret(long)
    opened.bot.waitUntil(lambda: row.height() > low, timeout=PATIENCE)
    assert row.shown == long
    line = row._line
    assert line.document().size().height() * line.fontMetrics().lineSpacing() <= line.height()
