"""Collect the sentences that the layers below the window say, from the code that says them.

Every text literal of those layers is a sentence, a part of one, or one of the few things named below that nobody
reads in the window. Its places are named after the expressions that fill them, and `write` puts all shapes into the
module from which the window knows them: none is copied by hand, and a new one has no Japanese until it is given.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHAPES = ROOT / "pamdesk" / "desktop" / "sentence_shapes.py"
LAYERS = ("records", "vault", "targets", "aws", "rotation", "services")

HEAD = '''"""The shapes of the sentences that the layers below say; written by packaging/translate.py from their code."""

# ruff: noqa: E501
# fmt: off
from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

SHAPES: Final[tuple[str, ...]] = tuple(
    str(each)
    for each in (
'''
# Words that fill places and are told apart by no space.
MORE = (
    "itself", "active", "inactive", "absent", "nothing", "shortened", "lengthened", "daily", "weekly",
    "monthly", "from", "to", "digit", "symbol",
    "second", "minute", "hour", "month", "year",
    "{number} upper-case letter", "{number} upper-case letters", "{number} lower-case letter",
    "{number} lower-case letters", "{number} digit", "{number} digits", "password", "the complexity",
    "Added.", "Moved.", "Restored.", "Script added.", "Script changed.", "Script removed.", "Script switched on.",
    "Script switched off.", "Changed.", "Changed: {words}.",
)  # fmt: skip

# Tables whose words are texts of the window itself, both languages in one place, and what only the command line says.
OTHER_FILES = {
    "records/configuration_fields.py", "records/resource_fields.py", "records/user_fields.py", "records/cron_words.py",
    "records/fields.py", "records/codec.py", "vault/search.py", "vault/audit.py", "vault/location.py",
    "services/doctor.py", "services/doctor_window.py", "services/logs.py", "services/importing.py",
    "services/import_matching.py", "services/actor.py",
}  # fmt: skip
# What is handed to these is no sentence: statements, patterns, keys, rows of the audit, faults of the program itself.
OTHER_CALLS = {
    "execute", "executemany", "executescript", "rows", "SQL", "Statement", "compile", "search", "findall", "split",
    "RuntimeError", "AssertionError", "ValueError", "TypeError", "OSError", "OperationalError", "NoTls", "report_bug",
    "_audit", "audit", "_record", "debug", "info", "warning", "error", "Thread", "encode", "parse_schedule", "RecordType",
}  # fmt: skip
STATEMENT = re.compile(
    r"\b(SELECT|WHERE|SHOW|SET SESSION|CREATE TRIGGER|CREATE TABLE|ALTER (USER|ROLE)|INDEXED BY|LIMIT \?)\b|"
    r"IS (NOT )?NULL|IDENTIFIED BY|ACCOUNT LOCK|pg_has_role|^[a-z.]+_?\w*( DESC)?, [a-z.]|^\s*(AND|OR|ON|or|and|to)\s*$"
)
# Rows of the audit, which only the command line shows; what SQLite says; keys, commands and samples.
NOT_SAID = re.compile(
    r"(gateway|application|folder|setting|vault|rotation settings|rotation|password|recovery kit|script) "
    r"(switched on|switched off|\{choice\}|added|assigned|unassigned|renamed|moved|removed|"
    r"shared|not shared|changed|created|made|\{value\})|"
    r"database or disk is full|attempt to write a readonly database|database disk image is malformed|"
    r"file is not a database|database is locked|unable to open database file|disk I/O error|"
    r"(r\.)?\w+ (= \S+|IN \(.*|LIKE %s)|IAM(?: API)?: \w.*|iam:.*|\{\w+\} USING .*|-----.*|(pamdesk rotation|cron:|on-demand).*|"
    r"(?s:.*\n.*)|.*(exec |/bin/|-k -|\{limit\}|chpasswd, given|chpasswd\(8\)).*|timeout .*|id -u|echo .*|exit 0|sudo -.*|env .*|"
    r"BAD PASSWORD|already used|must .*|lock busy|cannot lock|"
    r"password (not changed|unchanged|has expired)|not encrypted|"
    r"a password is required|incorrect password|change your password|script \{value\}|PasswdModify .*|RFC 3062.*|"
    r"MS-ADTS.*|modify .*|"
    r"(postgresql|server) \{cluster\}| LIMIT \?|EncodedRecord.*|sshd\(8\).*|IFS=.*|LC_ALL=.*|\{\w+\} in \{\w+\}|\{text\} to .*|"
    r"Signature (expired|not yet current)|received multiple auth switch requests|The certificate is not the pinned one|"
    r".* \{zone\}"
)
# Whose title or name is a word of the program, not a name that somebody gave.
OWNERS = {"unit", "accepted", "fault", "table"}
NAMELESS = {"str", "int", "ceil", "sorted", "next", "lower", "strip", "format_schedule"}


def literal(node: ast.AST) -> bool:
    """Whether a node is text as it will be read, with or without places."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def place(node: ast.expr) -> str:
    """The template of what fills a place: a name in braces, in quotes where the code quotes it."""
    match node:
        case ast.Constant(value=value):
            return str(value)
        case ast.JoinedStr():
            return shape(node)
        case ast.Attribute(attr="title" | "name" | "text", value=ast.Name(id=owner)) if owner in OWNERS:
            return "{" + owner + "}"
        case ast.Attribute(attr="title" | "name", value=ast.Attribute(attr="spec")):
            return "{kind}"
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return "{" + name.strip("_").lower() + "}"
        case ast.Subscript(value=inner) | ast.BinOp(left=inner) | ast.BoolOp(values=[inner, *_]):
            return place(inner)
        case ast.Call(func=function, args=arguments):
            name = getattr(function, "id", getattr(function, "attr", "")).strip("_")
            match name:
                case "quoted":
                    return f"“{place(arguments[0])}”"
                case "listed" | "join":
                    return "{listed}"
                case "get" | "replace":
                    return place(function.value) if isinstance(function, ast.Attribute) else "{value}"
                case "title":
                    return "{asked_by}"
                case _ if name in NAMELESS and arguments:
                    return place(arguments[0])
            return "{" + name + "}"
    return "{choice}"


def shape(node: ast.AST) -> str:
    """The text of a literal with its places."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr)
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else place(part.value)
        for part in node.values
        if isinstance(part, ast.Constant | ast.FormattedValue)
    )


def numbered(text: str) -> str:
    """The same text, in which no two places have one name."""
    seen: dict[str, int] = {}

    def one(found: re.Match[str]) -> str:
        name = found[1] if found[1] not in {"self", ""} else "value"
        seen[name] = seen.get(name, 0) + 1
        return "{" + name + (str(seen[name]) if seen[name] > 1 else "") + "}"

    return re.sub(r"\{(\w*)\}", one, text)


def called(node: ast.Call) -> str:
    """The last part of the name that is called."""
    return str(getattr(node.func, "attr", getattr(node.func, "id", "")))


def is_words(text: str) -> bool:
    """Whether a text is read by people: two words at least, and no statement of SQL."""
    bare = re.sub(r"\{\w*\}", "", text)
    if not re.search("[A-Za-z]{2}", bare) or STATEMENT.search(text) or NOT_SAID.fullmatch(text):
        return False
    return " " in text.strip() or bool(re.fullmatch(r"[A-Z][a-z]+\.", text))


def said_in(tree: ast.AST) -> Iterator[str]:
    """Every shape of one module, in the order of the code."""
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}

    def above(node: ast.AST) -> Iterator[ast.AST]:
        while node in parents and not isinstance(node, ast.stmt):
            node = parents[node]
            yield node

    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) == "counted":
            nouns = [str(each.value) for each in node.args[1:] if isinstance(each, ast.Constant)]
            yield from ("{number} " + noun + end for noun in nouns for end in ("", "s")[: 3 - len(nouns)])
        if not literal(node) or isinstance(parents.get(node), ast.Expr | ast.JoinedStr | ast.FormattedValue):
            continue
        around = list(above(node))
        if any(isinstance(each, ast.Call) and called(each) in OTHER_CALLS for each in around):
            continue
        if any(
            isinstance(each, ast.FormattedValue)
            and literal(node)
            and "{" not in shape(node)
            and " " not in shape(node)
            for each in around
        ):
            continue
        text = shape(node)
        if is_words(text):
            yield numbered(text)
            if any(isinstance(each, ast.Call) and called(each) == "strip" for each in around[:2]):
                yield numbered(re.sub(r" \{\w+\}$", "", text))


def collected() -> list[str]:
    """Every shape of the layers below the window, each once."""
    found: dict[str, None] = {}
    for layer in LAYERS:
        for path in sorted((ROOT / "pamdesk" / layer).rglob("*.py")):
            if path.relative_to(ROOT / "pamdesk").as_posix() not in OTHER_FILES:
                found.update(dict.fromkeys(said_in(ast.parse(path.read_text(encoding="utf-8")))))
    return list(found)


def module() -> str:
    """The source of the module from which the window knows the shapes."""
    lines = (
        f'        QT_TRANSLATE_NOOP("Sentences", {json.dumps(text, ensure_ascii=False)}),'
        for text in (*collected(), *MORE)
    )
    return HEAD + "\n".join(lines) + "\n    )\n)\n"


def write() -> None:
    """Bring the window's shapes up to date."""
    SHAPES.write_text(module(), encoding="utf-8")
