"""The window's words: every field of the record tables, every sentence of the engine."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from pamdesk.desktop import field_words, sentences, step_words
from pamdesk.desktop.look import language
from pamdesk.desktop.look.language import Language
from pamdesk.records import types
from pamdesk.rotation import words
from pamdesk.rotation.events import Step as Reached
from pamdesk.services.window_jobs import is_confirmed

pytestmark = pytest.mark.gui

MOMENT = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)


def said_by_the_engine() -> list[tuple[str, str]]:
    """Each function of `words` with plausible arguments."""
    values = {
        "where": "db-prod-3", "at": MOMENT, "why": "Nothing was changed. Because.", "next_ask": MOMENT, "tried": 2, "failures": 3,
        "title": "app", "name": "id", "was": "1", "now": "2", "seconds": 8.0, "place": "db", "differences": ("a",),
    }  # fmt: skip
    found = []
    for name, function in inspect.getmembers(words, inspect.isfunction):
        if name.startswith("_") or function.__module__ != words.__name__:
            continue
        told = function(**{each: values[each] for each in inspect.signature(function).parameters})
        found.append((name, told))
    return found


def test_every_word_of_the_record_tables_is_collected() -> None:
    known = {str(each) for each in field_words.WORDS}
    wanted: set[str] = set()
    for kind in types.ALL:
        wanted |= {kind.title, kind.plural, kind.help}
        for field in kind.fields:
            wanted |= {field.label, field.help, field.section, *(choice.label for choice in field.choices)}

    assert wanted - {""} - known == set()


@pytest.mark.parametrize(("name", "sentence"), said_by_the_engine(), ids=[n for n, _ in said_by_the_engine()])
def test_the_sentences_of_the_engine_are_said_in_japanese(
    qapp: QApplication, name: str, sentence: str
) -> None:
    language.use(qapp, Language.JAPANESE)
    try:
        said = sentences.said(sentence)
    finally:
        language.use(qapp, Language.ENGLISH)

    assert said != sentence
    assert "db-prod-3" in said or "db-prod-3" not in sentence


def test_english_sentences_stay_as_the_engine_says_them(qapp: QApplication) -> None:
    language.use(qapp, Language.ENGLISH)

    assert [sentences.said(told) for _, told in said_by_the_engine()] == [
        told for _, told in said_by_the_engine()
    ]


def test_a_light_says_proved_by_signing_in_only_where_somebody_signed_in() -> None:
    reached = {step: MOMENT for step in Reached}

    def detail(confirmed: bool | None) -> str:
        drawn = step_words._drawn(reached, MOMENT, "done", "", 1.0, False, confirmed=confirmed)
        return next(step.detail for step in drawn if step.key == Reached.PROVED.value)

    assert (detail(False), detail(True), detail(None)) == ("with the new password", "confirmed by AWS", "")
    assert (is_confirmed("postgresql"), is_confirmed("iam_password"), is_confirmed("unheard of")) == (
        False,
        True,
        False,
    )
