"""The colour tokens of both themes, and which pairs of them must be told apart."""

from dataclasses import dataclass, fields
from typing import Final, Literal

Token = Literal[
    "base", "surface", "raised", "overlay", "input", "hover", "press", "select", "soft",
    "line", "line2", "line3", "t1", "t2", "t3", "toff", "accent", "accent2", "onaccent", "link", "data",
    "ok", "okbg", "okfill", "att", "attbg", "attfill", "bad", "badbg", "badfill", "run", "runbg", "runfill",
]  # fmt: skip


@dataclass(frozen=True)
class Tokens:
    """Every colour of one theme, as `#RRGGBB`."""

    base: str
    surface: str
    raised: str
    overlay: str
    input: str
    hover: str
    press: str
    select: str
    soft: str
    line: str
    line2: str
    line3: str
    t1: str
    t2: str
    t3: str
    toff: str
    accent: str
    accent2: str
    onaccent: str
    link: str
    data: str
    ok: str
    okbg: str
    okfill: str
    att: str
    attbg: str
    attfill: str
    bad: str
    badbg: str
    badfill: str
    run: str
    runbg: str
    runfill: str

    def of(self, token: Token) -> str:
        """The colour of a token named in a table."""
        colour: str = getattr(self, token)
        return colour

    def as_dict(self) -> dict[str, str]:
        """All tokens by name, for the style sheet's template."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


DARK: Final = Tokens(
    base="#13151A", surface="#191C22", raised="#20242C", overlay="#262B34", input="#14171C", hover="#22262E",
    press="#2B303A", select="#272F52", soft="#222845", line="#272B33", line2="#3A404B", line3="#69717F",
    t1="#E9EBEF", t2="#B0B7C3", t3="#8B94A3", toff="#5C6472", accent="#5566E3", accent2="#4656D0",
    onaccent="#FFFFFF", link="#98A6FF", data="#6474E5", ok="#5FCB8E", okbg="#162A21", okfill="#389F68",
    att="#E7B755", attbg="#2E2617", attfill="#C9922E", bad="#F48587", badbg="#331C20", badfill="#CE3E44",
    run="#62BDEB", runbg="#132B39", runfill="#3295CC",
)  # fmt: skip

LIGHT: Final = Tokens(
    base="#F3F4F7", surface="#FFFFFF", raised="#F8F9FB", overlay="#FFFFFF", input="#FFFFFF", hover="#F1F3F7",
    press="#E6E9EF", select="#E4E8FC", soft="#EEF0FE", line="#E4E7EC", line2="#C9CFD8", line3="#858E9C",
    t1="#181B21", t2="#4A5260", t3="#646D7C", toff="#A3ABB8", accent="#4352D1", accent2="#3845B8",
    onaccent="#FFFFFF", link="#3A49C6", data="#7683E3", ok="#17703F", okbg="#E5F5EB", okfill="#2A9459",
    att="#865500", attbg="#FDF2DB", attfill="#B97C0E", bad="#B8292F", badbg="#FCEAEA", badfill="#CF3A40",
    run="#09659A", runbg="#E2F1FA", runfill="#2389C6",
)  # fmt: skip

TEXT_RATIO: Final = 4.5
SHAPE_RATIO: Final = 3.0
_AREAS: Final[tuple[Token, ...]] = ("base", "surface", "raised", "overlay")


@dataclass(frozen=True)
class Pair:
    """A foreground, a background it may stand on, and the least ratio between them (WCAG 2.2, 1.4.3 and 1.4.11)."""

    front: Token
    back: Token
    ratio: float


def _on(front: Token, ratio: float, *more: Token) -> tuple[Pair, ...]:
    return tuple(Pair(front, back, ratio) for back in (*_AREAS, *more))


PAIRS: Final[tuple[Pair, ...]] = (
    *_on("t1", TEXT_RATIO, "input", "hover", "press", "select", "soft", "okbg", "attbg", "badbg", "runbg"),
    *_on("t2", TEXT_RATIO, "input", "hover", "press", "select", "soft", "okbg", "attbg", "badbg", "runbg"),
    *_on("t3", TEXT_RATIO, "input", "hover"),
    *_on("link", TEXT_RATIO, "input", "hover", "select", "soft"),
    *_on("ok", TEXT_RATIO, "okbg", "select"),
    *_on("att", TEXT_RATIO, "attbg", "select"),
    *_on("bad", TEXT_RATIO, "badbg", "select"),
    *_on("run", TEXT_RATIO, "runbg", "select"),
    *(Pair("onaccent", back, TEXT_RATIO) for back in ("accent", "accent2", "badfill")),
    *(Pair("line3", back, SHAPE_RATIO) for back in ("base", "surface", "raised", "input")),
    *_on("data", SHAPE_RATIO),
    *(Pair("onaccent", "okfill", SHAPE_RATIO),),
)


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio of two `#RRGGBB` colours, 1.0 to 21.0."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
