"""Reads the little T-SQL that changes passwords and asks about logins: words, quoted names, strings, expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from tests.servers.tds_logins import SqlError

Value: TypeAlias = "str | int | bytes | None"


@dataclass(frozen=True)
class Variant:
    """A sql_variant: what LOGINPROPERTY and SERVERPROPERTY return; drivers do not read it as they read an int."""

    value: str | int | None


@dataclass(frozen=True)
class Token:
    """A token: `kind` is name, word, string, number, variable or sign; `text` is without its quotes."""

    kind: str
    text: str


_TOKENS = re.compile(
    r"""\s+|--[^\n]*|/\*.*?\*/
    |(?P<string>N?'(?:[^']|'')*')
    |(?P<name>\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*")
    |(?P<variable>@@?\w+)
    |(?P<number>\d+)
    |(?P<word>[\w#$\\]+)
    |(?P<sign><>|!=|>=|<=|[-+*(),.=;<>?])""",
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> list[Token]:
    """Split a batch; raises SqlError 105 for a string that is never closed, 102 for anything else unknown."""
    found, at = [], 0
    while at < len(text):
        match = _TOKENS.match(text, at)
        if match is None:
            if text[at] in "'\"[":
                raise SqlError(105, "Unclosed quotation mark after the character string.", severity=15)
            raise syntax(text[at])
        at = match.end()
        kind = match.lastgroup
        if kind is not None:
            found.append(Token(kind, _plain(kind, match.group())))
    return found


def _plain(kind: str, raw: str) -> str:
    if kind == "string":
        return raw.removeprefix("N")[1:-1].replace("''", "'")
    if kind == "name":
        return raw[1:-1].replace("]]", "]") if raw[0] == "[" else raw[1:-1].replace('""', '"')
    return raw


def syntax(near: str) -> SqlError:
    """Return the error of a batch that cannot be read; SQL Server too repeats the text that it stopped at."""
    return SqlError(102, f"Incorrect syntax near '{near}'.", severity=15)


class Reader:
    """Walks over the tokens of a batch."""

    def __init__(self, found: list[Token]) -> None:
        """Begin at the first."""
        self._found = found
        self.at = 0

    @property
    def over(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self._found)

    def next(self) -> Token:
        """Take the next token."""
        if self.over:
            raise syntax("")
        self.at += 1
        return self._found[self.at - 1]

    def peek(self, ahead: int = 0) -> str:
        """Look at a word, variable or sign, in upper case; empty for anything else and at the end."""
        at = self.at + ahead
        if at >= len(self._found) or self._found[at].kind in ("string", "name"):
            return ""
        return self._found[at].text.upper()

    def take(self, *words: str) -> bool:
        """Take these words where they come next."""
        if all(self.peek(index) == word for index, word in enumerate(words)):
            self.at += len(words)
            return True
        return False

    def need(self, *words: str) -> None:
        """Take these words; raises SqlError where something else comes."""
        if not self.take(*words):
            raise syntax(self._found[self.at].text if not self.over else "")

    def identifier(self) -> str:
        """Take a name, quoted or not."""
        token = self.next()
        if token.kind not in ("name", "word"):
            raise syntax(token.text)
        return token.text

    def string(self) -> str:
        """Take a string literal: ALTER LOGIN takes neither variables nor expressions."""
        token = self.next()
        if token.kind != "string":
            raise syntax(token.text)
        return token.text


Functions: TypeAlias = Mapping[str, Callable[..., "Value | Variant"]]


@dataclass(frozen=True)
class Scope:
    """What an expression can see: variables (lower case), functions (upper case), columns (lower case)."""

    variables: Mapping[str, Value]
    functions: Functions
    columns: Mapping[str, Value]


def expression(reader: Reader, scope: Scope) -> Value | Variant:
    """Evaluate strings, numbers, variables, columns, calls, CAST, CONVERT and `+`; NULL swallows all it is added to."""
    value = _term(reader, scope)
    while reader.take("+"):
        other = _term(reader, scope)
        left, right = _bare(value), _bare(other)
        if left is None or right is None:
            value = None
        elif isinstance(left, int) and isinstance(right, int):
            value = left + right
        else:
            value = str(left) + str(right)
    return value


def _bare(value: Value | Variant) -> Value:
    return value.value if isinstance(value, Variant) else value


def _term(reader: Reader, scope: Scope) -> Value | Variant:
    if reader.take("("):
        value = expression(reader, scope)
        reader.need(")")
        return value
    if reader.peek() in ("CAST", "CONVERT") and reader.peek(1) == "(":
        return _converted(reader, scope)
    token = reader.next()
    if token.kind == "string":
        return token.text
    if token.kind == "number":
        return int(token.text)
    if token.kind == "variable":
        return _variable(token.text, scope)
    if token.kind == "word" and token.text.upper() == "NULL":
        return None
    if token.kind in ("word", "name") and reader.peek() == "(":
        return _call(token.text, reader, scope)
    if token.kind in ("word", "name"):
        name = token.text
        while reader.take("."):
            name = reader.identifier()
        if name.lower() not in scope.columns:
            raise SqlError(207, f"Invalid column name '{name}'.")
        return scope.columns[name.lower()]
    raise syntax(token.text)


def _variable(name: str, scope: Scope) -> Value:
    if name.lower() not in scope.variables:
        raise SqlError(137, f'Must declare the scalar variable "{name}".', severity=15)
    return scope.variables[name.lower()]


def _call(name: str, reader: Reader, scope: Scope) -> Value | Variant:
    function = scope.functions.get(name.upper())
    if function is None:
        raise SqlError(195, f"'{name}' is not a recognized built-in function name.", severity=15)
    reader.need("(")
    arguments: list[Value] = []
    while not reader.take(")"):
        arguments.append(None if reader.take("*") else _bare(expression(reader, scope)))
        reader.take(",")
    return function(*arguments)


def _converted(reader: Reader, scope: Scope) -> Value:
    cast = reader.next().text.upper() == "CAST"
    reader.need("(")
    if cast:
        value = _bare(expression(reader, scope))
        reader.need("AS")
        kind = data_type(reader)
    else:
        kind = data_type(reader)
        reader.need(",")
        value = _bare(expression(reader, scope))
        if reader.take(","):
            reader.next()
    reader.need(")")
    if value is None:
        return None
    if kind in ("INT", "BIGINT", "SMALLINT", "TINYINT", "BIT"):
        return int(str(value))
    return str(value)


def data_type(reader: Reader) -> str:
    """Take a data type and its size; return its name in upper case."""
    name = reader.identifier().upper()
    if reader.take("("):
        while not reader.take(")"):
            reader.next()
    return name


def quotename(value: Value = None, quote: Value = "[") -> Value:
    """QUOTENAME: NULL for more than 128 characters, which swallows the whole statement that it is part of."""
    text = None if value is None else str(value)
    if text is None or len(text) > 128:
        return None
    ends = {"[": "[]", "]": "[]", "'": "''", '"': '""'}.get(str(quote))
    return None if ends is None else ends[0] + text.replace(ends[1], ends[1] * 2) + ends[1]


def replace(value: Value, old: Value, new: Value) -> Value:
    """REPLACE."""
    return None if None in (value, old, new) else str(value).replace(str(old), str(new))
