"""The JSON reader that knows its lines and mends the two faults of Keeper's own samples."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamdesk.exchange.json_values import plain
from pamdesk.exchange.positioned_json import DEEPEST, parse
from pamdesk.exchange.report import Report
from pamdesk.records.errors import UserError

ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(ANY_JSON, st.sampled_from([None, 2]))
def test_it_reads_whatever_json_writes(value: object, indent: int | None):
    report = Report()
    assert plain(parse(json.dumps(value, indent=indent), report)) == value
    assert report.lines == ()


def test_every_value_knows_its_line():
    top = parse('{\n "a": [\n  1,\n  "two"\n ]\n}', Report()).value
    assert isinstance(top, dict)
    items = top["a"].value
    assert isinstance(items, tuple)
    assert [top["a"].line, items[0].line, items[1].line] == [2, 3, 4]


def test_a_list_that_lost_its_bracket_is_mended_and_said():
    report = Report()
    node = parse('[\n{ "file": "a.sh", "additional_credentials": "user2"] },\n{"file": "b"}]', report)
    assert plain(node) == [{"file": "a.sh", "additional_credentials": ["user2"]}, {"file": "b"}]
    assert [(each.line, each.path, each.sentence) for each in report.lines] == [
        (2, "[0].additional_credentials", 'The list lacks its "["; it was read as a list of one.')
    ]


def test_a_comma_before_the_end_is_mended_and_said():
    report = Report()
    assert plain(parse('{"a": [1, 2,],\n}', report)) == {"a": [1, 2]}
    assert [each.path for each in report.lines] == ["a", ""]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{"a": 1 "b": 2}', 1, 9),
        ('{\n  "a": tru\n}', 2, 8),
        ("", 1, 1),
        ('{"a": 1}\n x', 2, 2),
        ('{"a": 01}', 1, 8),
        ('{"a" 1}', 1, 6),
        ('["\n"]', 1, 3),
        ('{"a": [1, 2}', 1, 12),
        ('{"a": NaN}', 1, 7),
        ("{,}", 1, 2),
    ],
)
def test_anything_else_is_one_sentence_with_line_and_column(text: str, line: int, column: int):
    with pytest.raises(UserError) as raised:
        parse(text, Report())
    assert f"at line {line}, column {column}:" in raised.value.message
    assert raised.value.code == "invalid_json"


def test_a_fault_never_quotes_the_file():
    with pytest.raises(UserError) as raised:
        parse('{"password": "canary-7f3a" "canary-7f3a"}', Report())
    assert "canary" not in raised.value.message


def test_deep_nesting_is_refused_before_it_ends_the_program():
    with pytest.raises(UserError, match=f"more than {DEEPEST} deep"):
        parse("[" * 100_000, Report())


def test_a_name_that_stands_twice_is_said_and_the_later_value_counts():
    report = Report()
    assert plain(parse('{"a": 1,\n"a": 2}', report)) == {"a": 2}
    assert [(each.line, each.path) for each in report.lines] == [(2, "a")]
