"""Colours, icons, themes, states and languages."""

import re

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pamdesk.desktop.look import icons, language, states
from pamdesk.desktop.look.fonts import Role, families, font
from pamdesk.desktop.look.language import Language
from pamdesk.desktop.look.sheet import style_sheet
from pamdesk.desktop.look.states import LOOKS, State
from pamdesk.desktop.look.theme import Choice, Theme, tokens
from pamdesk.desktop.look.tokens import DARK, LIGHT, PAIRS, Tokens, contrast
from pamdesk.desktop.widgets.buttons import Button, Rank
from pamdesk.desktop.widgets.state import StateLabel
from pamdesk.services.shipped import resource


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_every_pair_of_colours_can_be_told_apart(theme: Tokens) -> None:
    short = [
        f"{pair.front} on {pair.back}: {ratio:.2f} < {pair.ratio}"
        for pair in PAIRS
        if (ratio := contrast(theme.of(pair.front), theme.of(pair.back))) < pair.ratio
    ]

    assert short == []


def test_contrast_is_the_ratio_of_the_guideline() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_both_themes_have_every_token_as_a_colour() -> None:
    for theme in (DARK, LIGHT):
        assert [
            name for name, value in theme.as_dict().items() if not re.fullmatch(r"#[0-9A-F]{6}", value)
        ] == []


def test_every_icon_draws_something_in_the_colour_asked_for(qapp: QApplication) -> None:
    empty = []
    for name in icons.names():
        image = icons.pixmap(name, "#3A49C6", 20, 4.0).toImage()
        inks = {
            image.pixelColor(x, y).name()
            for x in range(80)
            for y in range(80)
            if image.pixelColor(x, y).alpha() > 250
        }
        if inks != {"#3a49c6"}:
            empty.append((name, inks))

    assert empty == []


def test_an_icon_is_sharp_on_a_screen_of_twice_the_pixels(qapp: QApplication) -> None:
    drawn = icons.pixmap("user", "#000000", 18, 2.0)

    assert (drawn.width(), drawn.devicePixelRatio()) == (36, 2.0)


def test_an_icon_is_drawn_once(qapp: QApplication) -> None:
    first = icons.pixmap("lock", "#123456", 20)

    assert icons.pixmap("lock", "#123456", 20).cacheKey() == first.cacheKey()


def test_every_state_has_an_icon_that_exists(qapp: QApplication) -> None:
    assert {LOOKS[state].icon for state in State} <= set(icons.names())


def test_only_in_doubt_is_filled() -> None:
    assert [state for state in State if LOOKS[state].filled] == [State.IN_DOUBT]


def test_the_worst_state_of_many_wins() -> None:
    assert states.worst([State.UP_TO_DATE, State.DUE, State.FAILED]) is State.FAILED
    assert states.worst([]) is None


def test_a_theme_changes_windows_that_are_open(qapp: QApplication, qtbot: QtBot) -> None:
    Theme.light().apply(qapp)
    button = Button("Rotate now", "rotate", Rank.PRIMARY)
    qtbot.addWidget(button)
    button.show()
    light = button.grab().toImage().pixelColor(8, 4).name().upper()

    Theme.dark().apply(qapp)
    dark = button.grab().toImage().pixelColor(8, 4).name().upper()

    assert (light, dark) == (LIGHT.accent, DARK.accent)
    assert tokens() == DARK


def test_the_palette_is_set_even_where_the_platform_has_no_colour_scheme(qapp: QApplication) -> None:
    Theme.dark().apply(qapp)

    assert qapp.palette().window().color() == QColor(DARK.base)


def test_system_follows_a_theme_that_exists(qapp: QApplication) -> None:
    assert Theme.of(Choice.SYSTEM).key in ("light", "dark")


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_style_sheet_has_no_token_left_open(theme: Tokens) -> None:
    sheet = style_sheet(theme)

    assert "$" not in sheet
    assert len(sheet.strip().splitlines()) <= 120


def test_fonts_name_a_japanese_family_after_the_latin_one() -> None:
    assert families()[0] == "Inter"
    assert len(families()) > 1


def test_a_role_gives_size_and_weight(qapp: QApplication) -> None:
    title = font(Role.PAGE_TITLE)

    assert (QFontInfo(title).pixelSize(), title.weight()) == (20, 600)


def test_digits_in_columns_are_equally_wide(qapp: QApplication) -> None:
    asked = font(Role.TEXT, number=True)

    assert [bytes(tag.toString().data()) for tag in asked.featureTags()] == [b"tnum"]


def test_a_window_speaks_japanese_while_it_is_open(qapp: QApplication, qtbot: QtBot) -> None:
    label = StateLabel(State.DUE)
    qtbot.addWidget(label)
    try:
        language.use(qapp, Language.JAPANESE)
        japanese = label.words()
    finally:
        language.use(qapp, Language.ENGLISH)

    assert (japanese, label.words()) == ("期限到来", "Due")


def test_the_buttons_of_qt_itself_are_japanese_too(qapp: QApplication) -> None:
    try:
        language.use(qapp, Language.JAPANESE)
        cancel = QCoreApplication.translate("QPlatformTheme", "Cancel")
    finally:
        language.use(qapp, Language.ENGLISH)

    assert cancel == "キャンセル"


def test_what_is_shipped_lies_where_the_program_looks() -> None:
    assert resource("icons.svg").is_file()
