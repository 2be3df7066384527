"""The type scale, with families chosen by name so that kanji never fall back to a bold face."""

import sys
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont

_FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "win32": ("Inter", "Segoe UI", "Yu Gothic UI", "Meiryo UI"),
    "darwin": ("Inter", "Helvetica Neue", "Hiragino Sans"),
}
_ELSEWHERE: Final = ("Inter", "Noto Sans CJK JP", "Noto Sans", "DejaVu Sans")


@dataclass(frozen=True, eq=False)  # by identity: two roles may have the same size without being one
class Size:
    """Height of the letters and of the line in pixels, with the weight (400 to 600)."""

    px: int
    line: int
    weight: int


class Role(Enum):
    """What a piece of text is; the value is its size."""

    PAGE_TITLE = Size(20, 28, 600)
    SECTION = Size(15, 22, 600)
    TEXT = Size(13, 20, 400)
    STRONG = Size(13, 20, 500)
    BOLD = Size(13, 20, 600)
    SEARCH_LARGE = Size(16, 20, 400)
    FIELD_LARGE = Size(14, 20, 400)
    SMALL = Size(12, 18, 400)
    SMALL_STRONG = Size(12, 18, 500)
    CAPTION = Size(11, 16, 600)
    CAPTION_STRONG = Size(11, 16, 500)
    EDGE_LABEL = Size(11, 16, 400)
    READ_OUT = Size(17, 26, 600)
    HELP_DESK_BUTTON = Size(16, 20, 600)
    NUMBER = Size(28, 34, 600)
    NUMBER_LARGE = Size(32, 36, 600)


def families() -> tuple[str, ...]:
    """The font families of this platform, Latin first."""
    return _FAMILIES.get(sys.platform, _ELSEWHERE)


@lru_cache(maxsize=64)
def _made(role: Role, number: bool, ident: bool) -> QFont:
    made = QFont()
    made.setFamilies(list(families()))
    made.setPixelSize(role.value.px)
    made.setWeight(QFont.Weight(role.value.weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if role is Role.PAGE_TITLE:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.2)
    for feature in ("tnum", "zero", "ss02") if ident else ("tnum",) if number else ():
        made.setFeature(QFont.Tag(feature), 1)
    return made


def font(role: Role, *, number: bool = False, ident: bool = False) -> QFont:
    """The font of a role; `number` for digits in columns, `ident` for hosts, ids and accounts."""
    return QFont(_made(role, number, ident))
