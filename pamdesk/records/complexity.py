"""What a person asks of a password, what a target accepts, and the two together."""

from __future__ import annotations

from dataclasses import dataclass

SAFE_SYMBOLS = "-_.~!^*+="


@dataclass(frozen=True, slots=True)
class Complexity:
    """Length and least counts of each kind of character; default 20,1,1,1,1. A kind of 0 is left out (see `rules`)."""

    length: int = 20
    upper: int = 1
    lower: int = 1
    digits: int = 1
    symbols: int = 1
    allowed_symbols: str = SAFE_SYMBOLS


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRules:
    """What a target accepts; `name` stands in sentences ("RDS for Oracle"), `source` is where the rule is written."""

    name: str
    min_length: int = 1
    max_length: int = 128
    upper: int = 0
    lower: int = 0
    digits: int = 0
    symbols: int = 0
    allowed_symbols: str | None = None  # None: any printable ASCII symbol
    excluded: str = ""
    starts_with_letter: bool = True
    forbidden_words: tuple[
        str, ...
    ] = ()  # a password must not hold these (the account's own name), in any case
    source: str = ""
