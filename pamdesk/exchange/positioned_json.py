"""A reader of JSON (RFC 8259) that remembers the line of every value, and mends two faults of Keeper's own samples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import TypeAlias

from pamdesk.exchange.report import Report
from pamdesk.records.errors import UserError

DEEPEST = 64  # nested lists and objects; the deepest part of Keeper's format is 9

_TEXT = JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}

NodeValue: TypeAlias = "bool | int | float | str | tuple[Node, ...] | Mapping[str, Node] | None"


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line it starts on, from 1."""

    value: NodeValue
    line: int


def parse(text: str, report: Report) -> Node:
    """Read one JSON value; raises UserError with line and column where it is neither JSON nor one of the known faults."""
    reader = _Reader(text.removeprefix("\ufeff"), report)
    return reader.document()


class _Reader:
    def __init__(self, text: str, report: Report) -> None:
        self._text = text
        self._report = report
        self._at = 0
        self._line = 1
        self._counted = 0  # newlines are counted up to here

    def document(self) -> Node:
        """Read the whole text as one value."""
        node = self._value("", 0)
        self._skip_space()
        if self._at < len(self._text):
            raise self._fault("the file goes on after its end")
        return node

    def _value(self, path: str, depth: int) -> Node:
        self._skip_space()
        if depth > DEEPEST:
            raise self._fault(f"it is nested more than {DEEPEST} deep")
        line = self._here()
        sign = self._peek()
        if sign == "{":
            return Node(self._object(path, depth), line)
        if sign == "[":
            return Node(self._list(path, depth), line)
        if sign == '"':
            return Node(self._string(), line)
        return Node(self._plain(), line)

    def _object(self, path: str, depth: int) -> Mapping[str, Node]:
        self._at += 1
        members: dict[str, Node] = {}
        while not self._closed("}", path, some=bool(members)):
            if self._peek() != '"':
                raise self._fault("a name in double quotes is expected")
            line = self._here()
            name = self._string()
            self._skip_space()
            self._expect(":")
            where = f"{path}.{name}" if path else name
            node = self._lost_bracket(self._value(where, depth + 1), where)
            if name in members:
                self._report.notice(
                    line, where, f'"{name}" stands twice in one object; the later value counts.'
                )
            members[name] = node
        return members

    def _list(self, path: str, depth: int) -> tuple[Node, ...]:
        self._at += 1
        items: list[Node] = []
        while not self._closed("]", path, some=bool(items)):
            items.append(self._value(f"{path}[{len(items)}]", depth + 1))
        return tuple(items)

    def _closed(self, end: str, path: str, *, some: bool) -> bool:
        """Take the comma before the next item, or the end; a comma directly before the end is the second known fault."""
        self._skip_space()
        if self._peek() == end:
            self._at += 1
            return True
        if not some:
            return False
        self._expect(",", f'"," or "{end}" is expected')
        line = self._here()
        self._skip_space()
        if self._peek() != end:
            return False
        self._at += 1
        self._report.notice(line, path, f'The comma before "{end}" is one too many; it was left out.')
        return True

    def _lost_bracket(self, node: Node, path: str) -> Node:
        """Mend the first known fault: `"additional_credentials": "user2"]`, a list that was never opened."""
        before = self._at
        self._skip_space()
        if self._peek() != "]" or not isinstance(node.value, str):
            self._at = before
            return node
        self._at += 1
        self._report.notice(node.line, path, 'The list lacks its "["; it was read as a list of one.')
        return Node((node,), node.line)

    def _string(self) -> str:
        try:
            text, self._at = _TEXT.raw_decode(self._text, self._at)
        except JSONDecodeError as error:
            self._at = error.pos
            raise self._fault("a text in double quotes does not end, or holds a control character") from None
        return str(text)

    def _plain(self) -> bool | int | float | None:
        for word, value in _WORDS.items():
            if self._text.startswith(word, self._at):
                self._at += len(word)
                return value
        found = _NUMBER.match(self._text, self._at)
        if found is None:
            raise self._fault("a value is expected")
        self._at = found.end()
        digits = found.group()
        if not digits.lstrip("-").isdigit():
            return float(digits)
        if len(digits.lstrip("-")) > 18:
            raise self._fault("a number has more digits than any field can hold")
        return int(digits)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _expect(self, sign: str, reason: str = "") -> None:
        self._skip_space()
        if self._peek() != sign:
            raise self._fault(reason or f'"{sign}" is expected')
        self._at += 1

    def _skip_space(self) -> None:
        found = _SPACE.match(self._text, self._at)
        if found is not None:
            self._at = found.end()

    def _here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = max(self._counted, self._at)
        return self._line

    def _fault(self, reason: str) -> UserError:
        line = self._text.count("\n", 0, self._at) + 1
        column = self._at - self._text.rfind("\n", 0, self._at)
        return UserError(
            f"The file is not valid JSON at line {line}, column {column}: {reason}. Nothing was imported.",
            hint="Mend that line, or export the file again.",
            code="invalid_json",
        )
