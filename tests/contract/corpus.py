"""Names and passwords that break what is put together carelessly: shells, format strings, SQL, option files."""

from __future__ import annotations

CANARY = "Canary-4f1d9a7e"

# Every one of these either works, or is refused in words before anything is sent.
PASSWORDS = {
    "single quote": "a'b'--1A",
    "double quote": 'a"b"1A',
    "backslash": "a\\b\\'1A\\",
    "percent s": "%s%(x)s%%1A",
    "braces": "{}{0}{{}}1A",
    "shell": "$(id)`id`;|&<>1A",
    "newline": "a\nb:1A",
    "carriage return": "a\rb1A",
    "tab": "a\tb1A",
    "nul": "a\x00b1A",
    "128 characters": "aB3-" * 32,
    "leading and trailing space": "  a1A  ",
    "url": "@/#%:?&=1A",
    "right to left": "\u05e9\u05dc\u05d5\u05dd1\u05d0",
    "umlaut": "p\u00e4ssw\u00f6rt1A",
    "euro and emoji": "\u20ac\U0001f600-1A",
    "no-break space": "a\u00a0b1A",
    "soft hyphen": "a\u00adb1A",
    "ligature": "\ufb01rst1A",
    "lone surrogate": "a\ud800b1A",
    "verifier": "SCRAM-SHA-256$4096:abc$def:ghi",
}

NAMES = {
    "single quote": "o'brien",
    "double quote": 'a"b',
    "backslash": "a\\b",
    "percent s": "%s",
    "braces": "{0}",
    "space": "two words",
    "capitals": "MixedCase",
    "semicolon": "x; DROP ROLE admin; --",
    "at": "a@b",
    "backtick": "a`b",
    "unicode": "\u7528\u6237",
    "dollar": "$user",
    "public": "public ",
}

# Those of the names that a local user of Windows may have as well.
NAMES_OF_WINDOWS = frozenset(
    NAMES[name]
    for name in (
        "single quote",
        "percent s",
        "braces",
        "space",
        "capitals",
        "backtick",
        "unicode",
        "dollar",
        "public",
    )
)
