"""What a person asked of a password, clamped by what the target accepts; computed before anything changes.

How the two meet:

* The length is wished for. Outside what the target takes it becomes the nearest length that the target takes, and a
  note says so; it also grows to hold all least counts. It never makes the intersection empty by itself.
* The least counts are obeyed. Where the target asks for more, they are raised.
* A kind of character whose least count is 0 is left out (people write 0 symbols because a program cannot take them),
  unless the target requires it. Where all four are 0, nothing was said about kinds, and every kind may be used.
* The symbols are those that both allow; characters that the target excludes are left out of every kind.

Empty, and so an error that names both rules: a required kind of which no character is left, or least counts that do not
fit in the longest password that the target takes.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from functools import lru_cache

from pamdesk.records.complexity import Complexity, TargetRules
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.words import counted, listed

ALL_SYMBOLS = string.punctuation
LONGEST = (
    512  # characters; no target takes a longer password (chpasswd: 511), and it bounds the work of counting
)
IMPOSSIBLE = "complexity_impossible"

_NOUNS = {"upper": "upper-case letter", "lower": "lower-case letter", "digits": "digit", "symbols": "symbol"}
_EVERY = {
    "upper": string.ascii_uppercase,
    "lower": string.ascii_lowercase,
    "digits": string.digits,
    "symbols": ALL_SYMBOLS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """The rule that both sides agree on: a length, and for each kind its least count and its characters."""

    length: int
    upper: int = 0
    lower: int = 0
    digits: int = 0
    symbols: int = 0
    upper_set: str = string.ascii_uppercase
    lower_set: str = string.ascii_lowercase
    digit_set: str = string.digits
    symbol_set: str = ""
    starts_with_letter: bool = True
    forbidden_words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # sentences: where the target changed what was asked

    @property
    def alphabet(self) -> str:
        """Every character that a password may hold."""
        return self.upper_set + self.lower_set + self.digit_set + self.symbol_set

    @property
    def minima(self) -> tuple[int, int, int, int]:
        """The least counts, in the order upper, lower, digits, symbols."""
        return (self.upper, self.lower, self.digits, self.symbols)

    @property
    def sets(self) -> tuple[str, str, str, str]:
        """The characters of each kind, in the order upper, lower, digits, symbols."""
        return (self.upper_set, self.lower_set, self.digit_set, self.symbol_set)

    def accepts(self, password: str) -> bool:
        """Tell whether a password keeps this rule, forbidden words included."""
        folded = password.casefold()
        return (
            len(password) == self.length
            and all(c in self.alphabet for c in password)
            and all(
                sum(c in members for c in password) >= least
                for members, least in zip(self.sets, self.minima, strict=True)
            )
            and (not self.starts_with_letter or password[:1] in set(self.upper_set + self.lower_set))
            and not any(word.casefold() in folded for word in self.forbidden_words if word)
        )


def check_complexity(asked: Complexity, asked_by: str = "The complexity") -> None:
    """Raise `InvalidRecord` where what was asked contradicts itself, whatever the target."""
    counts = _counts(asked)
    for kind, count in counts.items():
        if count < 0:
            raise _impossible(f"{asked_by} asks for {count} {_NOUNS[kind]}s; the least count is 0.")
    if not 1 <= asked.length <= LONGEST:
        raise _impossible(
            f"{asked_by} asks for {counted(asked.length, 'character')}; a length is from 1 to {LONGEST}."
        )
    needed = sum(counts.values())
    if needed > asked.length:
        raise _impossible(
            f"{asked_by} asks for {counted(asked.length, 'character')} that hold at least {_spoken(counts)}, "
            f"which is {needed}; raise the length to {needed} or more."
        )
    strange = sorted({c for c in asked.allowed_symbols if c not in ALL_SYMBOLS})
    if strange:
        names = listed(
            ["a space" if c == " " else c if c.isprintable() else f"U+{ord(c):04X}" for c in strange]
        )
        raise _impossible(
            f"{asked_by} allows {names} as a symbol; symbols are the printable ones of ASCII, without space."
        )


@lru_cache(maxsize=256)
def intersect(asked: Complexity, accepted: TargetRules, *, asked_by: str = "The complexity") -> Effective:
    """Return the rule that keeps both; where there is none, `InvalidRecord` (`complexity_impossible`) names both."""
    check_complexity(asked, asked_by)
    wanted, required = _counts(asked), _counts(accepted)
    minima = {kind: max(wanted[kind], required[kind]) for kind in wanted}
    available = _available(asked, accepted)
    says_kinds = any(wanted.values())
    letters_needed = accepted.starts_with_letter
    if letters_needed and says_kinds and not minima["upper"] and not minima["lower"]:
        minima["lower" if available["lower"] else "upper"] = 1
    used = {kind: chars if minima[kind] or not says_kinds else "" for kind, chars in available.items()}
    for kind, least in minima.items():
        if least and not available[kind]:
            raise _impossible(_no_character(kind, asked, accepted, asked_by))
    if not "".join(used.values()):
        raise _impossible(
            f"{asked_by} and the rule of {accepted.name} leave no character that a password may hold."
        )
    length = _length(asked, accepted, minima, asked_by)
    return Effective(
        length=length,
        **minima,
        upper_set=used["upper"],
        lower_set=used["lower"],
        digit_set=used["digits"],
        symbol_set=used["symbols"],
        starts_with_letter=letters_needed,
        forbidden_words=accepted.forbidden_words,
        notes=_notes(asked, accepted, minima, length),
    )


def tighten(a: TargetRules, b: TargetRules) -> TargetRules:
    """Return the rules that hold where both do: a target's own, and its server's policy of today."""
    symbols = a.allowed_symbols if b.allowed_symbols is None else b.allowed_symbols
    if a.allowed_symbols is not None and b.allowed_symbols is not None:
        symbols = "".join(c for c in a.allowed_symbols if c in b.allowed_symbols)
    return TargetRules(
        name=a.name if a.name == b.name else " and ".join(n for n in (a.name, b.name) if n),
        min_length=max(a.min_length, b.min_length),
        max_length=min(a.max_length, b.max_length),
        upper=max(a.upper, b.upper),
        lower=max(a.lower, b.lower),
        digits=max(a.digits, b.digits),
        symbols=max(a.symbols, b.symbols),
        allowed_symbols=symbols,
        excluded="".join(dict.fromkeys(a.excluded + b.excluded)),
        starts_with_letter=a.starts_with_letter or b.starts_with_letter,
        forbidden_words=tuple(dict.fromkeys(a.forbidden_words + b.forbidden_words)),
        source="; ".join(dict.fromkeys(s for s in (a.source, b.source) if s)),
    )


def _counts(rule: Complexity | TargetRules) -> dict[str, int]:
    return {"upper": rule.upper, "lower": rule.lower, "digits": rule.digits, "symbols": rule.symbols}


def _available(asked: Complexity, accepted: TargetRules) -> dict[str, str]:
    taken = ALL_SYMBOLS if accepted.allowed_symbols is None else accepted.allowed_symbols
    available = {
        **_EVERY,
        "symbols": "".join(c for c in ALL_SYMBOLS if c in asked.allowed_symbols and c in taken),
    }
    return {
        kind: "".join(c for c in chars if c not in accepted.excluded) for kind, chars in available.items()
    }


def _length(asked: Complexity, accepted: TargetRules, minima: dict[str, int], asked_by: str) -> int:
    shortest, longest = max(accepted.min_length, 1), min(accepted.max_length, LONGEST)
    if shortest > longest:
        raise _impossible(
            f"{accepted.name} takes no password at all: at least {counted(shortest, 'character')}, "
            f"and at most {accepted.max_length}; {_title(asked_by)} cannot be met there."
        )
    needed = sum(minima.values())
    if needed > longest:
        raise _impossible(
            f"{asked_by} and the rule of {accepted.name} together ask for at least {_spoken(minima)}, which is "
            f"{counted(needed, 'character')}, but {accepted.name} takes at most {longest}; lower the least counts."
        )
    return min(max(asked.length, needed, shortest), longest)


def _no_character(kind: str, asked: Complexity, accepted: TargetRules, asked_by: str) -> str:
    ours, theirs = _counts(asked)[kind], _counts(accepted)[kind]
    if kind != "symbols":
        wish = f"asks for {counted(ours, _NOUNS[kind])}" if ours else f"has no {_NOUNS[kind]} to offer"
        needs = "takes none" if ours else f"requires {counted(theirs, _NOUNS[kind])}"
        return f"{asked_by} {wish}, but {accepted.name} {needs}."
    taken = ALL_SYMBOLS if accepted.allowed_symbols is None else accepted.allowed_symbols
    left = " ".join(c for c in ALL_SYMBOLS if c in taken and c not in accepted.excluded)
    allowed = " ".join(asked.allowed_symbols) or "none at all"
    if not theirs:
        mend = (
            f"takes only {left}; allow one of these, or ask for 0 symbols"
            if left
            else "takes none; ask for 0 symbols"
        )
        return f"{asked_by} asks for {counted(ours, 'symbol')} of {allowed}, but {accepted.name} {mend}."
    if not left:
        return f"No password can be made for {_title(asked_by)}: {accepted.name} requires a symbol and takes none."
    needs = f"requires {counted(theirs, 'symbol')} of {left}; allow one of these"
    return f"{asked_by} allows as symbols {allowed}, but {accepted.name} {needs}."


def _notes(asked: Complexity, accepted: TargetRules, minima: dict[str, int], length: int) -> tuple[str, ...]:
    notes = []
    if length != asked.length:
        change = "shortened" if length < asked.length else "lengthened"
        takes = f"{accepted.min_length} to {accepted.max_length}"
        if length > max(asked.length, accepted.min_length):
            takes = f"{takes} and requires {_spoken(minima)}"
        notes.append(
            f"The password is {change} from {asked.length} to {length} characters: {accepted.name} takes {takes}."
        )
    raised = {kind: least for kind, least in minima.items() if least > _counts(asked)[kind]}
    if raised:
        notes.append(f"The password holds at least {_spoken(raised)}: {accepted.name} requires it.")
    return tuple(notes)


def _spoken(counts: dict[str, int]) -> str:
    return listed([counted(count, _NOUNS[kind]) for kind, count in counts.items() if count]) or "nothing"


def _title(asked_by: str) -> str:
    return asked_by[:1].lower() + asked_by[1:]


def _impossible(sentence: str) -> InvalidRecord:
    return InvalidRecord(sentence, code=IMPOSSIBLE)
