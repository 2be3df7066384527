"""The pages that unlock and create a vault."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pamdesk.desktop.create_page import CreatePage, NewVault
from pamdesk.desktop.look import language
from pamdesk.desktop.look.language import Language
from pamdesk.desktop.look.theme import Theme
from pamdesk.desktop.unlock_page import UnlockPage, VaultChoice


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    Theme.light().apply(qapp)


@pytest.fixture
def unlock(qtbot: QtBot) -> UnlockPage:
    page = UnlockPage("1.0")
    gone = VaultChoice(Path("gone.pamdesk"), "Break-glass", "not connected", reachable=False)
    page.set_vaults((gone, VaultChoice(Path("operations.pamdesk"), "Operations", "opened today")))
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def create(qtbot: QtBot, tmp_path: Path) -> CreatePage:
    page = CreatePage(
        "1.0", tmp_path, lambda words: len(words) * 2.4, lambda: "plum-harbour-nine-velvet-orbit"
    )
    qtbot.addWidget(page)
    page.show()
    return page


def test_the_first_vault_that_can_be_reached_is_chosen(unlock: UnlockPage) -> None:
    chosen = unlock.vault()

    assert chosen is not None
    assert (chosen.name, unlock.title.text()) == ("Operations", "Unlock Operations")


def test_enter_asks_to_unlock_with_what_was_typed(unlock: UnlockPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(unlock.password, "correct horse")

    with qtbot.waitSignal(unlock.unlock_asked) as asked:
        qtbot.keyClick(unlock.password, Qt.Key.Key_Return)

    assert asked.args == [Path("operations.pamdesk"), "correct horse"]


def test_a_second_press_while_the_key_is_made_asks_nothing(unlock: UnlockPage, qtbot: QtBot) -> None:
    asked: list[str] = []
    unlock.unlock_asked.connect(lambda _path, password: asked.append(password))
    qtbot.keyClicks(unlock.password, "horse")

    unlock.unlock.click()
    unlock.unlock.click()

    assert asked == ["horse"]


def test_a_refusal_is_said_and_goes_when_typing_begins(unlock: UnlockPage, qtbot: QtBot) -> None:
    unlock.refuse("This is not the password of Operations. Nothing was opened.")
    said = unlock.password.accessibleDescription()

    qtbot.keyClicks(unlock.password, "a")

    assert said == "This is not the password of Operations. Nothing was opened."
    assert unlock.password.property("wrong") is False


def test_without_a_vault_the_button_says_what_to_do(qtbot: QtBot) -> None:
    page = UnlockPage("1.0")
    qtbot.addWidget(page)

    assert (page.unlock.isEnabled(), page.unlock.toolTip()) == (False, "Choose a vault first.")


def test_clearing_forgets_the_password(unlock: UnlockPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(unlock.password, "horse")

    unlock.clear()

    assert unlock.password.text() == ""


def test_a_page_speaks_japanese_while_it_is_open(unlock: UnlockPage, qapp: QApplication) -> None:
    try:
        language.use(qapp, Language.JAPANESE)
        qapp.processEvents()
        japanese = unlock.unlock.text(), unlock.title.text()
    finally:
        language.use(qapp, Language.ENGLISH)

    assert japanese == ("ロック解除", "Operations のロック解除")


def test_a_made_password_is_proposed_and_shown(create: CreatePage) -> None:
    assert (create.password.text(), create.password.shown()) == ("plum-harbour-nine-velvet-orbit", True)
    assert create.make.isEnabled() is True


def test_create_asks_for_what_is_on_the_page(create: CreatePage, qtbot: QtBot, tmp_path: Path) -> None:
    create.name.setText("Operations Tokyo / 2")

    with qtbot.waitSignal(create.create_asked) as asked:
        create.make.click()

    path = tmp_path / "operations-tokyo-2.pamdesk"
    assert asked.args == [NewVault("Operations Tokyo / 2", path, "plum-harbour-nine-velvet-orbit", True)]


def test_a_new_vault_does_not_print_its_password() -> None:
    assert "hunter2" not in repr(NewVault("A", Path("a"), "hunter2", False))


@pytest.mark.parametrize(
    ("name", "password", "why"),
    [
        ("", "plum-harbour-nine-velvet", "The vault has no name yet."),
        ("Operations", "", "The vault has no master password yet."),
        ("Operations", "short", "This password can be guessed. Make it longer."),
    ],
)
def test_create_is_off_and_says_why(create: CreatePage, name: str, password: str, why: str) -> None:
    create.name.setText(name)
    create.password.setText(password)

    assert (create.make.isEnabled(), create.make.toolTip()) == (False, why)


def test_a_hidden_password_is_typed_twice(create: CreatePage) -> None:
    create.password.show_letters(False)
    create.password.setText("plum-harbour-nine-velvet")
    once = create.make.toolTip()

    create.again.setText("plum-harbour-nine-velvet")

    assert (once, create.make.isEnabled()) == ("The two passwords are not the same.", True)


def test_the_chosen_place_is_kept_when_the_name_changes(create: CreatePage, tmp_path: Path) -> None:
    create.set_path(tmp_path / "elsewhere.pamdesk")
    create.name.setText("Another")

    assert create.path() == tmp_path / "elsewhere.pamdesk"


@pytest.mark.parametrize("page_name", ["unlock", "create"])
def test_everything_that_takes_the_focus_has_a_name(page_name: str, request: pytest.FixtureRequest) -> None:
    page = request.getfixturevalue(page_name)
    nameless = [
        type(each).__name__
        for each in page.findChildren(type(page).__mro__[2])
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (each.accessibleName() or getattr(each, "text", lambda: "")())
    ]

    assert nameless == []
