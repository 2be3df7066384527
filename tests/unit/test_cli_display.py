"""A command whose surroundings lack a display, a terminal or an output says so, and goes on where it can."""

from __future__ import annotations

import io
import sys

import pytest

from pamdesk.cli.display import require_display
from pamdesk.cli.program import carry_out
from pamdesk.cli.session import ask_new_password
from pamdesk.records.errors import UserError


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.mark.parametrize("arguments", [[], ["sandbox"]])
def test_without_a_display_the_window_is_refused_before_anything_starts(
    no_display: None, capsys: pytest.CaptureFixture[str], arguments: list[str]
):
    code = carry_out(arguments)

    said = capsys.readouterr().err.splitlines()
    assert (1, "The window cannot open: there is no display here. Nothing was started.") == (code, said[0])


def test_qt_may_be_told_another_place_to_draw(no_display: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    require_display()


def test_a_command_whose_output_was_closed_still_does_its_work(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", None)
    code = carry_out(["records", "--help"])
    sys.stdout.close()
    assert code == 0


def test_a_new_password_that_cannot_be_asked_for_is_named_as_the_new_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(UserError, match="No new master password was given"):
        ask_new_password("New master password: ")


def test_a_display_that_does_not_answer_is_named(no_display: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISPLAY", ":7777")

    with pytest.raises(UserError, match="the display “:7777” does not answer"):
        require_display()
