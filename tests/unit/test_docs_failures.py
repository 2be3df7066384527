"""The list of failures: complete, each once, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
PAGE = TESTS.parent / "docs" / "failures.md"
# How many failures each part of the list has.
PARTS = {
    "A": 31,
    "B": 24,
    "C": 13,
    "D": 22,
    "E": 18,
    "F": 10,
    "G": 11,
    "H": 19,
    "I": 20,
    "J": 18,
    "K": 10,
    "L": 14,
}
_ROW = re.compile(r"^\| ([A-L]\d\d) \| (.+?) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def rows() -> list[tuple[str, str, str]]:
    """Each row's id, what happens, and how it is covered."""
    return _ROW.findall(PAGE.read_text(encoding="utf-8"))


@lru_cache
def defined_in(file: str) -> frozenset[str]:
    """The tests that a file below `tests` defines."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, functions))


def test_every_failure_stands_there_once_and_in_order() -> None:
    expected = [f"{part}{number:02}" for part, count in PARTS.items() for number in range(1, count + 1)]
    assert expected == [row[0] for row in rows()]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_each_names_a_test_that_exists_or_says_why_none_does(row: tuple[str, str, str]) -> None:
    _, _, covered = row
    named = _TEST.findall(covered)
    missing = [f"{file}::{name}" for file, name in named if name not in defined_in(file)]
    assert [] == missing
    assert bool(named) != covered.startswith(("Not testable here, because: ", "**Open.** "))


def test_the_sum_at_the_end_is_right() -> None:
    covered = [row[2] for row in rows()]
    open_ones = sum(each.startswith("**Open.**") for each in covered)
    not_here = sum(each.startswith("Not testable here") for each in covered)
    made = len(covered) - open_ones - not_here
    total = f"{len(covered)} failures: {made} made by a test, {not_here} not testable here, {open_ones} open."
    assert PAGE.read_text(encoding="utf-8").rstrip().endswith(total)
