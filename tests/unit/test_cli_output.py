"""What the command line prints: terminals are safe from hostile titles, columns stand straight, exit codes are honest."""

from __future__ import annotations

import pytest

from pamdesk.cli.exit_codes import ExitCode, of_error, of_results
from pamdesk.cli.output import error_code, pairs, table, visible, wants_json
from pamdesk.records.errors import (
    InvalidRecord,
    NotFound,
    UserError,
    VaultInUse,
    VaultLocked,
    VaultMissing,
    WrongPassword,
)


def test_control_and_direction_changing_characters_show_and_do_nothing():
    hostile = "a\x1b[2Jb\r\u202ec\u2028d\x00e"
    assert visible(hostile) == r"a\x1b[2Jb\r\u202ec\u2028d\x00e"


def test_a_cell_with_a_newline_stays_on_its_line():
    assert table(["a"], [["x\ny"]]).splitlines() == ["A", r"x\ny"]


def test_japanese_characters_take_two_columns():
    assert table(["a", "b"], [["本番", "1"], ["abcd", "2"]]).splitlines() == ["A     B", "本番  1", "abcd  2"]


def test_a_value_of_several_lines_is_indented_below_its_name():
    assert pairs([("Notes", "one\ntwo"), ("X", "y")]) == "Notes  one\n       two\nX      y"


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], ExitCode.DONE),
        ([("done", "")], ExitCode.DONE),
        ([("done", "followup_failed")], ExitCode.REFUSED),
        ([("done", ""), ("refused", "x")], ExitCode.REFUSED),
        ([("skipped", "cancelled")], ExitCode.REFUSED),
        ([("failed", "x"), ("in_doubt", "x"), ("done", "")], ExitCode.IN_DOUBT),
    ],
)
def test_the_worst_account_decides_the_exit_code(outcomes: list[tuple[str, str]], expected: ExitCode):
    assert of_results(outcomes) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (VaultLocked, 3),
        (WrongPassword, 3),
        (VaultInUse, 3),
        (VaultMissing, 2),
        (NotFound, 2),
        (InvalidRecord, 1),
        (UserError, 1),
    ],
)
def test_each_error_has_its_exit_code(kind: type[UserError], expected: int):
    assert of_error(kind("…")) == expected


def test_an_error_without_a_code_is_called_by_its_kind():
    assert error_code(WrongPassword("…")) == "wrong_password"
    assert error_code(UserError("…", code="own")) == "own"


def test_json_after_two_dashes_is_no_option():
    assert wants_json(["records", "list", "--json"])
    assert not wants_json(["records", "show", "--", "--json"])
