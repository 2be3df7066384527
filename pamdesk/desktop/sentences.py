"""The sentences of the layers below in the language of the window: each is known by the shape from which it was made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QCoreApplication

from pamdesk.desktop import field_words, times
from pamdesk.desktop.look.language import Language, spoken
from pamdesk.desktop.sentence_shapes import SHAPES

# Places filled with what somebody or some server named: they stay as they are, whatever they look like.
NAMES: Final = frozenset(
    "account account_id action admin authentication algorithm application application_id arn asked asked_host asker "
    "busy_seconds decode digest domain domain_of fingerprint "
    "literal sid_of target key_id owner service "
    ""
    "caller choice cluster resource code connection_limit "
    "days function instance longest_name longest_name_before lockout_threshold near serial session_id "
    "count credential database day dn endpoint_url failures "
    "field_name file first_text folder_id forms here high host hostname hosts key largest last last_text "
    "left len length let_in_as line login longest longest_password longest_seconds longest_text low major "
    "mask max_length min_length minor moment more name names now nth number parent part partition "
    "partition_name parts path plugin plugins port profile record_id role role_arn schedule seconds "
    "seen_from seq server shell shortest_password shown split status step strerror text there time title "
    "engine identifier its master mine operation region resource_name secret_arn "
    "stage title_of tried use_instance_role user user_arn valid_until value version wanted was ways ".split()
)
# Places filled with words of the program: a shape of their own, a word of the record tables, or a list of these.
SPOKEN: Final = frozenset(
    "advice condition use kept noun reasons removed accepted accounts after allowed asked_by before both by change "
    "counted doing error fault field kind "
    "kinds label listed mend message missing needed needs nouns off other own place product reason script "
    "spoken table takes type types type_title unit what when where who whom whose why wish words ".split()
)
# Places of counts: only digits fill them, so that no other text takes their short shapes.
NUMBERS: Final = frozenset(
    "count failures high length longest low max_length min_length number needed seconds tried line column".split()
)
# What the places begin with that follow a name directly.
VERBS: Final = {
    "wish": "(?:asks for|has no) .+",
    "needs": "(?:takes|requires) .+",
    "mend": "takes .+",
    "reason": "(?:(?:cannot|does|has) .+|.+?)",
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d [+-]\d\d:\d\d")
_LONE = 12  # letters that a part of a sentence shares with its shape at least, where it stands alone


@dataclass(frozen=True, slots=True)
class _Shape:
    text: str
    patterns: tuple[re.Pattern[str], ...]  # each place as short, and as long as can be
    pieces: tuple[str, ...]

    @property
    def literal(self) -> int:
        return sum(map(len, self.pieces))

    @property
    def whole(self) -> bool:
        return self.text.endswith((".", ". {why}"))


@lru_cache(maxsize=1)
def _shapes() -> tuple[_Shape, ...]:
    made = []
    for text in SHAPES:
        escaped = re.escape(text)
        pieces = tuple(piece for piece in re.split(r"\{\w+\}", text) if piece)
        patterns = tuple(_pattern(escaped, any_text) for any_text in (".+?", ".+"))
        made.append(_Shape(text, patterns, pieces))
    return tuple(made)


def _pattern(escaped: str, any_text: str) -> re.Pattern[str]:
    def place(found: re.Match[str]) -> str:
        kind = _kind(found[1])
        return f"(?P<{found[1]}>{'[0-9]+' if kind in NUMBERS else VERBS.get(kind, any_text)})"

    return re.compile(re.sub(r"\\\{(\w+)\\\}", place, escaped) + r"\Z", re.DOTALL)


def _kind(place: str) -> str:
    return place.rstrip("0123456789")


def said(sentence: str) -> str:
    """The sentence in the language of the window, its moments on this machine's clock."""
    told = _MOMENT.sub(lambda found: _clock(found[0]), sentence)
    app = QCoreApplication.instance()
    if not told or app is None or spoken(app) is Language.ENGLISH:
        return told
    return _best(told)[1]


def _clock(moment: str) -> str:
    at = datetime.fromisoformat(moment[:16] + moment[17:])
    today = at.astimezone().date() == datetime.now(UTC).astimezone().date()
    return times.clock(at) if today else f"{times.day(at)} {times.clock(at)}"


def _best(text: str) -> tuple[int, str]:
    """How many characters stay as they are, and the text: one shape, several one after another, or unknown."""
    return _read(text, lone=True) or (len(text) + 1, text)


@lru_cache(maxsize=4096)
def _read(text: str, *, lone: bool = False) -> tuple[int, str] | None:
    """The reading that leaves the least of a text as it is; None where no shape fits."""
    found = [
        reading
        for shape in _shapes()
        if (shape.whole or not lone or shape.literal >= _LONE)
        and all(piece in text for piece in shape.pieces)
        for pattern in shape.patterns
        if (reading := _by_shape(shape, pattern, text))
    ]
    for end in (place.end() for place in re.finditer(r"\.(?= )", text)):
        first, rest = _read(text[:end], lone=True), _read(text[end + 1 :], lone=True)
        if first or rest:
            before, after = first or (end + 1, text[:end]), rest or (len(text) - end, text[end + 1 :])
            gap = " " if before[1].endswith(".") else ""
            found.append((before[0] + after[0], f"{before[1]}{gap}{after[1]}"))
    if not found and text.endswith(".") and (inner := _read(text[:-1], lone=lone)):
        found.append((inner[0], f"{inner[1]}。"))
    if not found and text[:1].isupper() and (inner := _read(text[:1].lower() + text[1:], lone=lone)):
        found.append(inner)
    return min(found, default=None)


def _by_shape(shape: _Shape, pattern: re.Pattern[str], text: str) -> tuple[int, str] | None:
    match = pattern.match(text)
    if match is None:
        return None
    left, parts = 0, {}
    for place, value in match.groupdict().items():
        count, parts[place] = _placed(place, value)
        left += count
    made = QCoreApplication.translate("Sentences", shape.text).format(**parts)
    return left, made.replace("」 ", "」").replace(" 「", "「")


def _placed(place: str, value: str) -> tuple[int, str]:
    if value.startswith("“") and value.endswith("”") and "”" not in value[:-1]:
        return len(value), f"「{value[1:-1]}」"
    if _kind(place) in NAMES:
        return len(value), value
    return _word(value)


def _word(value: str) -> tuple[int, str]:
    """A part of a sentence: a word of the record tables, a shape, a list of such, or what it is."""
    told = field_words.said(value)
    if told != value:
        return 0, told
    readings = [_read(value) or _placed("title", value)]
    items = value.split("; ") if "; " in value else re.split(r", (?:and |or )?| and | or ", value)
    if len(items) > 1:
        read = [_word(item) for item in items]
        between = len(value) - sum(map(len, items))
        readings.append((sum(count for count, _ in read) + between, "、".join(told for _, told in read)))
    return min(readings)
