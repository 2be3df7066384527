"""From a node of a file to the plain values that records are made of."""

from __future__ import annotations

from collections.abc import Mapping

from pamdesk.exchange.positioned_json import Node
from pamdesk.records.record import Json

COMMENT = "_comment"


def members(node: Node | None) -> Mapping[str, Node]:
    """Return an object's members without Keeper's `_comment` keys; empty where the node is no object."""
    if node is None or not isinstance(node.value, Mapping):
        return {}
    return {name: each for name, each in node.value.items() if not name.startswith(COMMENT)}


def items(node: Node | None) -> tuple[Node, ...]:
    """Return a list's items; a single value counts as a list of one, nothing as none."""
    if node is None or node.value is None or node.value == "":
        return ()
    return node.value if isinstance(node.value, tuple) else (node,)


def text(node: Node | None) -> str:
    """Return a scalar as trimmed text, empty where it is absent, null, a list or an object."""
    return (as_text(node) or "").strip() if node is not None else ""


def as_text(node: Node) -> str | None:
    """Return a scalar, or a list of scalars as lines, as text; None where it is neither."""
    value = node.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, tuple):
        lines = [as_text(item) for item in value if not isinstance(item.value, tuple)]
        return "\n".join(line for line in lines if line is not None) if None not in lines else None
    return None


def plain(node: Node) -> Json:
    """Return the node's value without its lines, as it is kept in a record that does not know it."""
    if isinstance(node.value, tuple):
        return [plain(item) for item in node.value]
    if isinstance(node.value, Mapping):
        return {name: plain(each) for name, each in node.value.items()}
    return node.value


def is_empty(node: Node) -> bool:
    """Tell whether a value says nothing: null, an empty text, list or object."""
    return (
        node.value is None
        or node.value in ("", ())
        or (isinstance(node.value, Mapping) and not members(node))
    )
