"""The modules of the window import downwards: no two of them need each other, not even for types or later."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

DESKTOP = Path(__file__).resolve().parents[2] / "pamdesk" / "desktop"


def _name(path: Path) -> str:
    parts = path.relative_to(DESKTOP.parents[1]).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(path: Path, known: set[str]) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{each.name}" for each in node.names} & known
            found |= inside or {node.module}
    return found & known


def test_no_modules_of_the_window_import_each_other_in_a_circle():
    modules = {_name(path): path for path in DESKTOP.rglob("*.py")}
    graph = {name: _imported(path, set(modules)) - {name} for name, path in modules.items()}

    order = list(TopologicalSorter(graph).static_order())  # raises CycleError, which names the circle

    assert sorted(order) == sorted(modules)
