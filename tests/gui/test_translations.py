"""No text of the window is without Japanese, and none is put together so that it cannot be translated."""

import ast
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import translate  # noqa: E402 - lies outside the package

DESKTOP = ROOT / "pamdesk" / "desktop"
SHOWN = {
    "QLabel", "Label", "Elided", "Paragraph", "QPushButton", "Button", "QCheckBox", "CheckBox", "Toggle", "QAction",
    "setText", "setToolTip", "setStatusTip", "setWindowTitle", "setAccessibleName", "setAccessibleDescription",
    "setPlaceholderText", "set_words", "set_name", "set_off", "addTab", "showMessage",
}  # fmt: skip
TRANSLATORS = {"tr", "translate", "QT_TRANSLATE_NOOP", "QT_TR_NOOP"}


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    for path in sorted(DESKTOP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                yield path, node, name


def at(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def is_words(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and any(map(str.isalpha, node.value))
    )


def test_every_text_has_japanese(tmp_path: Path) -> None:
    # Collected from the code as it is now, into a copy, so that a text that nobody collected is found as well.
    copy = tmp_path / "pamdesk_ja.ts"
    copy.write_bytes(translate.JAPANESE.read_bytes())
    translate.collect(copy, "-target-language", "ja", "-source-language", "en")

    assert translate.unfinished(copy) == []


@pytest.mark.parametrize("catalogue", [translate.JAPANESE, translate.ENGLISH], ids=["ja", "en"])
def test_the_compiled_catalogue_is_made_from_the_source_beside_it(catalogue: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    translate.compile_one(catalogue, made)

    assert catalogue.with_suffix(".qm").read_bytes() == made.read_bytes()


def test_texts_are_whole_literals() -> None:
    pieced = [
        at(path, node)
        for path, node, name in calls()
        if name in TRANSLATORS
        for argument in node.args[:2]
        if isinstance(argument, ast.JoinedStr)
        or (isinstance(argument, ast.BinOp) and any(map(is_words, ast.walk(argument))))
    ]

    assert pieced == []


def test_texts_that_are_shown_go_through_the_translator() -> None:
    bare = [
        at(path, node)
        for path, node, name in calls()
        if name in SHOWN and node.args and is_words(node.args[0])
    ]

    assert bare == []


def test_translations_keep_the_named_places() -> None:
    broken = []
    for message in ET.parse(translate.JAPANESE).getroot().iter("message"):  # noqa: S314 - our own file
        source = message.findtext("source") or ""
        told = message.find("translation")
        assert told is not None
        for form in told.findall("numerusform") or [told]:
            if places(source) != places(form.text or ""):
                broken.append(source)

    assert broken == []


def places(text: str) -> set[str]:
    found = {piece.split("}")[0] for piece in text.split("{")[1:]}
    return found | ({"%n"} if "%n" in text else set())
