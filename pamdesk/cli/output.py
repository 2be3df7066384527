"""What the commands print: one JSON object, or lines and columns of text, to standard output and nothing else there."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TypeAlias

from pamdesk.cli.exit_codes import ExitCode
from pamdesk.cli.streams import OutputLost
from pamdesk.records.errors import UserError
from pamdesk.records.record import Json

Document: TypeAlias = Mapping[str, Json]

_WIDE = ("W", "F")
_GAP = "  "


def emit(document: Document, text: str, *, as_json: bool, code: ExitCode = ExitCode.DONE) -> None:
    """Print a command's one result: the document where --json was asked, else the text (nothing where it is empty).

    `code` is how the command ends: OutputLost carries it, so that a full disk does not hide an account in doubt.
    """
    try:
        if as_json:
            sys.stdout.write(json.dumps(document, ensure_ascii=not _holds_unicode(), indent=None) + "\n")
        elif text:
            sys.stdout.write(text.rstrip("\n") + "\n")
        sys.stdout.flush()
    except OutputLost as lost:
        lost.exit_code = max(code, lost.exit_code)
        raise


def _holds_unicode() -> bool:
    """Tell whether standard output can hold every character: an escape of its own would break JSON."""
    return (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf")


def wants_json(arguments: Sequence[str]) -> bool:
    """Tell whether --json was asked, before the arguments are understood; what follows `--` is no option."""
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--json" in own


def emit_error(message: str, *, code: str, hint: str, as_json: bool) -> None:
    """Say why a command did not do what was asked: as JSON on standard output, or in words on standard error."""
    if as_json:
        with suppress(OutputLost):  # then in words, and with the exit code of the error itself
            emit({"error": {"code": code, "message": message, "hint": hint}}, "", as_json=True)
            return
    say(message)
    if hint:
        say(hint)


def say(sentence: str) -> None:
    """Write one line for a person to standard error."""
    sys.stderr.write(visible(sentence, keep_newlines=True) + "\n")
    sys.stderr.flush()


def error_code(error: UserError) -> str:
    """Return the stable word of an error: its own, or its kind's name in small letters with underscores."""
    if error.code:
        return error.code
    name = type(error).__name__
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


def visible(text: str, *, keep_newlines: bool = False) -> str:
    """Return text safe for a terminal: control and direction-changing characters show as escapes and do nothing."""
    return "".join(c if _is_harmless(c) or (keep_newlines and c == "\n") else _escape(c) for c in text)


def _is_harmless(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def listing(headings: Sequence[str], rows: Sequence[Sequence[str]], nothing: str) -> str:
    """Return a table, or the sentence that says that there is nothing to list."""
    return table(headings, rows) if rows else nothing


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay rows out in columns of the width they need on a terminal, Japanese characters counted as two."""
    shown = [list(map(str.upper, headings)), *([visible(cell) for cell in row] for row in rows)]
    widths = [max(_width(row[column]) for row in shown) for column in range(len(headings))]
    return "\n".join(
        _GAP.join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in shown
    )


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text
    )


def pairs(values: Sequence[tuple[str, str]]) -> str:
    """Lay names and values out as two columns; a value of several lines is indented below its name."""
    widest = max((_width(name) for name, _ in values), default=0)
    lines = []
    for name, value in values:
        first, *rest = [visible(line) for line in value.split("\n")]
        lines.append(f"{name}{' ' * (widest - _width(name))}{_GAP}{first}".rstrip())
        lines.extend(f"{' ' * widest}{_GAP}{line}".rstrip() for line in rest)
    return "\n".join(lines)
