"""What was asked meets what a target takes; the generator is uniform, and its entropy is what is said."""

from __future__ import annotations

import itertools
import math
import string
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamdesk.records.complexity import SAFE_SYMBOLS, Complexity, TargetRules
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.passwords import entropy_bits, generate
from pamdesk.records.rules import IMPOSSIBLE, Effective, intersect, tighten
from pamdesk.records.schedules import format_complexity, parse_complexity

RDS_ORACLE = TargetRules(name="RDS for Oracle", min_length=8, max_length=30, excluded="/\"@ &'")
IAM = TargetRules(
    name="the password policy of AWS", min_length=14, symbols=1, allowed_symbols="!@#$%^&*()_+-=[]{}|'"
)

LEAST = st.integers(0, 6)
COMPLEXITIES = st.builds(
    Complexity,
    length=st.integers(1, 130),
    upper=LEAST,
    lower=LEAST,
    digits=LEAST,
    symbols=LEAST,
    allowed_symbols=st.text(alphabet=string.punctuation, max_size=8) | st.just(SAFE_SYMBOLS),
)
RULES = st.builds(
    TargetRules,
    name=st.just("the target"),
    min_length=st.integers(0, 20),
    max_length=st.integers(8, 128),
    upper=LEAST,
    lower=LEAST,
    digits=LEAST,
    symbols=LEAST,
    allowed_symbols=st.none() | st.text(alphabet=string.punctuation, max_size=8),
    excluded=st.text(alphabet=string.printable, max_size=8),
    starts_with_letter=st.booleans(),
    forbidden_words=st.lists(st.text(alphabet="abAB1", min_size=2, max_size=4), max_size=2).map(tuple),
)


def keeps(password: str, rules: TargetRules) -> bool:
    """The target's rule, written down a second time and without the program."""
    symbols = [c for c in password if c in string.punctuation]
    return (
        rules.min_length <= len(password) <= rules.max_length
        and sum(c in string.ascii_uppercase for c in password) >= rules.upper
        and sum(c in string.ascii_lowercase for c in password) >= rules.lower
        and sum(c in string.digits for c in password) >= rules.digits
        and len(symbols) >= rules.symbols
        and (rules.allowed_symbols is None or all(c in rules.allowed_symbols for c in symbols))
        and not any(c in rules.excluded for c in password)
        and (not rules.starts_with_letter or password[0] in string.ascii_letters)
        and not any(word.lower() in password.lower() for word in rules.forbidden_words)
        and password.isascii()
        and " " not in password
    )


def keeps_asked(password: str, asked: Complexity) -> bool:
    return (
        sum(c in string.ascii_uppercase for c in password) >= asked.upper
        and sum(c in string.ascii_lowercase for c in password) >= asked.lower
        and sum(c in string.digits for c in password) >= asked.digits
        and sum(c in string.punctuation for c in password) >= asked.symbols
        and all(c in asked.allowed_symbols for c in password if c in string.punctuation)
    )


def met_or_refused(asked: Complexity, rules: TargetRules) -> Effective | InvalidRecord:
    try:
        return intersect(asked, rules)
    except InvalidRecord as refusal:
        return refusal


@settings(max_examples=400)
@given(COMPLEXITIES, RULES)
def test_every_password_keeps_both_rules_or_the_refusal_names_both(
    asked: Complexity, rules: TargetRules
) -> None:
    effective = met_or_refused(asked, rules)
    if isinstance(effective, InvalidRecord):
        contradicts_itself = sum((asked.upper, asked.lower, asked.digits, asked.symbols)) > asked.length
        assert effective.code == IMPOSSIBLE
        assert "the complexity" in effective.message.lower()
        assert contradicts_itself or "the target" in effective.message
        return
    password = generate(effective).reveal()
    assert keeps(password, rules)
    assert keeps_asked(password, asked)
    assert effective.accepts(password)


@pytest.mark.parametrize(
    ("asked", "rules", "length"),
    [
        (Complexity(length=20), RDS_ORACLE, 20),
        (Complexity(length=60), RDS_ORACLE, 30),
        (Complexity(length=4), RDS_ORACLE, 8),
        (Complexity(length=4), TargetRules(name="x", digits=9), 12),
    ],
)
def test_the_length_is_clamped_by_the_target_and_a_note_says_so(
    asked: Complexity, rules: TargetRules, length: int
) -> None:
    effective = intersect(asked, rules)
    assert effective.length == length
    assert any(str(length) in note and rules.name in note for note in effective.notes) == (
        length != asked.length
    )


@pytest.mark.parametrize(
    ("asked", "rules", "sentence"),
    [
        (
            Complexity(length=128, upper=10, lower=10, digits=10, symbols=1),
            RDS_ORACLE,
            "The complexity of “billing_app” and the rule of RDS for Oracle together ask for at least 10 upper-case letters, "
            "10 lower-case letters, 10 digits and 1 symbol, which is 31 characters, but RDS for Oracle takes at most 30; "
            "lower the least counts.",
        ),
        (
            Complexity(allowed_symbols="@/"),
            TargetRules(name="Sybase", allowed_symbols="#_"),
            "The complexity of “billing_app” asks for 1 symbol of @ /, but Sybase takes only # _; allow one of these, or ask "
            "for 0 symbols.",
        ),
        (
            Complexity(),
            TargetRules(name="Sybase", allowed_symbols=""),
            "The complexity of “billing_app” asks for 1 symbol of - _ . ~ ! ^ * + =, but Sybase takes none; ask for 0 symbols.",
        ),
        (
            Complexity(symbols=0, allowed_symbols=""),
            TargetRules(name="Sybase", symbols=1, allowed_symbols="#_"),
            "The complexity of “billing_app” allows as symbols none at all, but Sybase requires 1 symbol of # _; allow one of "
            "these.",
        ),
        (
            Complexity(length=3),
            RDS_ORACLE,
            "The complexity of “billing_app” asks for 3 characters that hold at least 1 upper-case letter, 1 lower-case letter, "
            "1 digit and 1 symbol, which is 4; raise the length to 4 or more.",
        ),
        (
            Complexity(),
            TargetRules(name="Sybase", min_length=9, max_length=8),
            "Sybase takes no password at all: at least 9 characters, and at most 8; the complexity of “billing_app” cannot be "
            "met there.",
        ),
        (
            Complexity(),
            TargetRules(name="Sybase", excluded=string.digits),
            "The complexity of “billing_app” asks for 1 digit, but Sybase takes none.",
        ),
    ],
)
def test_an_empty_intersection_names_both_rules(asked: Complexity, rules: TargetRules, sentence: str) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        intersect(asked, rules, asked_by="The complexity of “billing_app”")
    assert refusal.value.message == sentence


def test_a_required_kind_raises_the_least_count_and_a_note_says_so() -> None:
    effective = intersect(Complexity(symbols=0), IAM)
    assert effective.symbols == 1
    assert effective.notes == (
        "The password holds at least 1 symbol: the password policy of AWS requires it.",
    )


def test_a_kind_of_zero_is_left_out() -> None:
    effective = intersect(Complexity(symbols=0), RDS_ORACLE)
    assert effective.alphabet == string.ascii_uppercase + string.ascii_lowercase + string.digits


def test_where_no_kind_is_asked_for_all_may_be_used() -> None:
    assert set(intersect(Complexity(20, 0, 0, 0, 0), TargetRules(name="x")).alphabet) == set(
        string.ascii_letters + string.digits + SAFE_SYMBOLS
    )


@given(RULES, RULES, COMPLEXITIES)
def test_tightened_rules_are_kept_exactly_where_both_are(
    a: TargetRules, b: TargetRules, asked: Complexity
) -> None:
    both = tighten(a, b)
    try:
        password = generate(intersect(asked, both)).reveal()
    except InvalidRecord:
        return
    assert keeps(password, a)
    assert keeps(password, b)
    assert keeps(password, both)


TINY = st.builds(
    Effective,
    length=st.integers(1, 5),
    upper=st.integers(0, 2),
    lower=st.integers(0, 2),
    digits=st.integers(0, 2),
    symbols=st.integers(0, 1),
    upper_set=st.sampled_from(["", "A", "AB"]),
    lower_set=st.sampled_from(["", "a", "ab"]),
    digit_set=st.sampled_from(["", "1"]),
    symbol_set=st.sampled_from(["", "-"]),
    starts_with_letter=st.booleans(),
)


def every(effective: Effective) -> list[str]:
    """Every password that a rule allows, by trying all strings."""
    tries = ("".join(chars) for chars in itertools.product(effective.alphabet, repeat=effective.length))
    return [text for text in tries if effective.accepts(text)]


@settings(max_examples=300, deadline=None)
@given(TINY)
def test_the_entropy_is_that_of_every_password_counted_one_by_one(effective: Effective) -> None:
    allowed = every(effective)
    if not allowed:
        with pytest.raises(InvalidRecord):
            entropy_bits(effective)
        return
    assert entropy_bits(effective) == pytest.approx(math.log2(len(allowed)))
    assert generate(effective).reveal() in allowed


@settings(max_examples=200, deadline=None)
@given(TINY, st.lists(st.text(alphabet="abAB1-", min_size=1, max_size=3), min_size=1, max_size=2))
def test_with_forbidden_words_the_entropy_is_never_overstated(effective: Effective, words: list[str]) -> None:
    allowed = [p for p in every(effective) if not any(w.lower() in p.lower() for w in words)]
    if not allowed:
        return
    assert entropy_bits(effective, words) <= math.log2(len(allowed)) + 1e-9


def test_every_password_is_equally_likely() -> None:
    effective = Effective(
        length=3, upper=1, digits=1, upper_set="AB", lower_set="a", digit_set="1", starts_with_letter=True
    )
    allowed = every(effective)
    draws = 400 * len(allowed)
    counts = Counter(generate(effective).reveal() for _ in range(draws))
    assert set(counts) == set(allowed)
    # Chi-squared: a fair generator is above its mean plus six standard deviations once in about a million runs.
    chi = sum((counts[p] - 400) ** 2 / 400 for p in allowed)
    freedom = len(allowed) - 1
    assert chi < freedom + 6 * math.sqrt(2 * freedom)


def test_the_accounts_own_name_is_in_no_password() -> None:
    effective = Effective(length=4, upper_set="A", lower_set="ab", digit_set="", forbidden_words=("AB",))
    assert not any("ab" in generate(effective, ["ba"]).reveal().lower() for _ in range(300))
    assert not any("ba" in generate(effective, ["ba"]).reveal().lower() for _ in range(300))


def test_words_that_rule_out_every_password_are_a_sentence() -> None:
    with pytest.raises(InvalidRecord, match="holds a word that is forbidden"):
        generate(Effective(length=4, upper_set="", lower_set="a", digit_set=""), ["aa"])


def test_the_default_has_more_than_120_bits_and_starts_with_a_letter() -> None:
    effective = intersect(Complexity(), TargetRules(name="PostgreSQL"))
    assert entropy_bits(effective) == pytest.approx(122.35, abs=0.01)
    assert all(generate(effective).reveal()[0] in string.ascii_letters for _ in range(50))


def test_a_length_of_hundreds_is_made_at_once() -> None:
    effective = intersect(Complexity(500, 50, 50, 50, 50), TargetRules(name="Linux", max_length=511))
    assert effective.accepts(generate(effective).reveal())


@given(COMPLEXITIES)
def test_a_complexity_written_and_read_is_the_same(complexity: Complexity) -> None:
    if sum((complexity.upper, complexity.lower, complexity.digits, complexity.symbols)) > complexity.length:
        return
    unique = replace(complexity, allowed_symbols="".join(dict.fromkeys(complexity.allowed_symbols)))
    assert parse_complexity(format_complexity(complexity)) == unique


@pytest.mark.parametrize(
    "text", ["", "20", "20,1,1,1", "20,1,1,1,x", "20,1,1,1,-1", "3,1,1,1,1", "0,0,0,0,0", "20,1,1,1,1,é"]
)
def test_what_is_no_complexity_is_refused_in_words(text: str) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        parse_complexity(text)
    assert refusal.value.message.endswith(".")
