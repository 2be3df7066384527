"""Makes passwords, every one that the rule allows being equally likely, and says their true entropy.

Let S be the set of passwords that a rule allows: `length` characters, each kind at least its least count, and the
first one a letter where asked. The generator draws uniformly from S, so that its entropy is exactly log2 |S|. One that
places the required characters first and then fills the rest is not uniform, and its entropy is smaller than the formula
length x log2(alphabet) that is usually shown for it.

With a_k characters of kind k and least count m_k, the number of strings of length n over the kinds k, k+1, … is
    ways(k, n) = sum over c = m_k … n of  C(n, c) * a_k^c * ways(k+1, n-c)
A first letter is counted by its kind: a_k * ways of n-1 characters in which kind k is needed once less. The same
numbers, drawn from exactly, give the kind of the first character, then how many there are of each kind; a shuffle gives
their places; then each character is drawn.

Forbidden words (the account's own name) are kept out by drawing again, which stays uniform over what is left. How many
of S hold such a word is counted from above (every place of every word, every case, the other characters free), and
taken off before the logarithm: what `entropy_bits` says is never more than the truth.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from pamdesk.records.errors import InvalidRecord
from pamdesk.records.rules import IMPOSSIBLE, Effective
from pamdesk.records.secret import Secret

_Numbers: TypeAlias = tuple[int, ...]
_LETTER_KINDS = (0, 1)  # upper, lower: their places in Effective.sets and Effective.minima
_TRIES = 10_000


def generate(effective: Effective, forbidden: Sequence[str] = ()) -> Secret:
    """Return a new password, uniform over all that the rule allows and that hold no forbidden word in any case.

    Raises `InvalidRecord` (`complexity_impossible`) where there is none, or where words rule out practically all.
    """
    _require_some(effective)
    words = _words(effective, forbidden)
    for _ in range(_TRIES):
        text = _draw(effective)
        if not any(word in text.casefold() for word in words):
            return Secret(text)
    raise InvalidRecord(
        "Almost every password that the rule allows holds a word that is forbidden, such as the account's own name; "
        "raise the length or allow more kinds of characters.",
        code=IMPOSSIBLE,
    )


def entropy_bits(effective: Effective, forbidden: Sequence[str] = ()) -> float:
    """Return the entropy of `generate` in bits: exact without forbidden words, never more than the truth with them."""
    _require_some(effective)
    every = _count(effective.length, effective.minima, _sizes(effective), effective.starts_with_letter)
    holding = sum(_at_most_holding(effective, word) for word in _words(effective, forbidden))
    left = every - holding
    return math.log2(left) if left > 0 else 0.0


def _require_some(effective: Effective) -> None:
    if not _count(effective.length, effective.minima, _sizes(effective), effective.starts_with_letter):
        raise InvalidRecord(
            f"No password of {effective.length} characters keeps the rule; raise the length or lower the least counts.",
            code=IMPOSSIBLE,
        )


def _words(effective: Effective, forbidden: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w.casefold() for w in (*effective.forbidden_words, *forbidden) if w))


def _sizes(effective: Effective) -> _Numbers:
    return tuple(len(members) for members in effective.sets)


@lru_cache(maxsize=256)
def _ways(length: int, minima: _Numbers, sizes: _Numbers) -> tuple[_Numbers, ...]:
    """Return the table ways[k][n] for n = 0 … length; the last row, no kind left, allows only the empty string."""
    table: list[_Numbers] = [(1,) + (0,) * length]
    for least, size in zip(reversed(minima), reversed(sizes), strict=True):
        below = table[0]
        powers = [size**c for c in range(length + 1)]
        table.insert(
            0,
            tuple(
                sum(math.comb(n, c) * powers[c] * below[n - c] for c in range(least, n + 1) if below[n - c])
                for n in range(length + 1)
            ),
        )
    return tuple(table)


def _count(length: int, minima: _Numbers, sizes: _Numbers, starts_with_letter: bool) -> int:
    if not starts_with_letter:
        return _ways(length, minima, sizes)[0][length]
    if length == 0:
        return 0
    return sum(
        sizes[kind] * _ways(length - 1, _less_one(minima, kind), sizes)[0][length - 1]
        for kind in _LETTER_KINDS
    )


def _less_one(minima: _Numbers, kind: int) -> _Numbers:
    return tuple(max(0, least - 1) if k == kind else least for k, least in enumerate(minima))


def _draw(effective: Effective) -> str:
    sizes, minima, rest = _sizes(effective), effective.minima, effective.length
    first = ""
    if effective.starts_with_letter:
        rest -= 1
        weights = [
            sizes[kind] * _ways(rest, _less_one(minima, kind), sizes)[0][rest] for kind in _LETTER_KINDS
        ]
        kind = _LETTER_KINDS[_weighted(weights)]
        minima = _as_four(_less_one(minima, kind))
        first = secrets.choice(effective.sets[kind])
    kinds = _kinds(rest, minima, sizes)
    picks = _below([sizes[kind] for kind in kinds])
    return first + "".join(effective.sets[kind][pick] for kind, pick in zip(kinds, picks, strict=True))


def _kinds(length: int, minima: _Numbers, sizes: _Numbers) -> list[int]:
    table = _ways(length, minima, sizes)
    kinds: list[int] = []
    left = length
    for kind, (least, size) in enumerate(zip(minima, sizes, strict=True)):
        weights = [math.comb(left, c) * size**c * table[kind + 1][left - c] for c in range(least, left + 1)]
        count = least + _weighted(weights)
        kinds += [kind] * count
        left -= count
    places = range(len(kinds) - 1, 0, -1)  # Fisher and Yates, on `secrets`
    for place, other in zip(places, _below([place + 1 for place in places]), strict=True):
        kinds[place], kinds[other] = kinds[other], kinds[place]
    return kinds


def _below(limits: Sequence[int]) -> list[int]:
    """Return one number below each limit, all equally likely and independent.

    One uniform draw below the product, taken apart in its mixed radix: a call of the system for each number took
    longer than all the rest of a rotation's own work.
    """
    draw = secrets.randbelow(math.prod(limits))
    numbers: list[int] = []
    for limit in limits:
        draw, number = divmod(draw, limit)
        numbers.append(number)
    return numbers


def _weighted(weights: Sequence[int]) -> int:
    draw = secrets.randbelow(sum(weights))
    for place, weight in enumerate(weights):
        draw -= weight
        if draw < 0:
            return place
    raise AssertionError("a draw below the sum falls into one of the weights")


def _as_four(numbers: _Numbers) -> tuple[int, int, int, int]:
    upper, lower, digits, symbols = numbers
    return (upper, lower, digits, symbols)


def _at_most_holding(effective: Effective, word: str) -> int:
    """Return a number no smaller than that of the passwords that hold the word, in any case, at any place."""
    rest = effective.length - len(word)
    cases = [[c for c in effective.alphabet if c.casefold() == wanted] for wanted in word]
    if rest < 0 or not all(cases):
        return 0
    letters, digits = sum(c.isalpha() for c in word), sum(c.isdigit() for c in word)
    # A letter may stand for either of its kinds: both minima fall by all letters, which counts too many, not too few.
    given = (letters, letters, digits, len(word) - letters - digits)
    minima = tuple(max(0, least - there) for least, there in zip(effective.minima, given, strict=True))
    sizes = _sizes(effective)
    at_start = _count(rest, minima, sizes, False)
    elsewhere = _count(rest, minima, sizes, effective.starts_with_letter) if rest else 0
    variants = math.prod(len(c) for c in cases)
    return variants * (at_start + rest * elsewhere)
