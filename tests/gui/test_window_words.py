"""The window's words: every field of the record tables, every sentence of the engine."""

from __future__ import annotations

import inspect
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pamdesk.desktop import field_words, sentences, step_words, times
from pamdesk.desktop.look import language
from pamdesk.desktop.look.language import Language
from pamdesk.desktop.sentence_shapes import SHAPES
from pamdesk.records import types
from pamdesk.records.words import moment
from pamdesk.rotation import words
from pamdesk.rotation.events import Step as Reached
from pamdesk.services.window_jobs import is_confirmed

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

import sentences as collector

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
        told = function(**{each: values.get(each, each) for each in inspect.signature(function).parameters})
        found.append((name, told))
    return found


def test_every_word_of_the_record_tables_is_collected() -> None:
    known = {str(each) for each in field_words.WORDS}
    wanted: set[str] = set(types.RECORD_LABELS.values())
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
        sentences._MOMENT.sub(lambda found: sentences._clock(found[0]), told)
        for _, told in said_by_the_engine()
    ]


def in_japanese(app: QApplication, sentence: str) -> str:
    language.use(app, Language.JAPANESE)
    try:
        return sentences.said(sentence)
    finally:
        language.use(app, Language.ENGLISH)


def places(shape: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", shape)


def filled(shape: str) -> str:
    """A shape whose places hold what no other shape holds."""
    values = {
        place: "7" if sentences._kind(place) in sentences.NUMBERS else f"«{place}»" for place in places(shape)
    }
    starts = {"wish": "asks for 2 digits", "needs": "takes none", "mend": "takes none; ask for 0 symbols"}
    return shape.format(**{**values, **{place: starts[place] for place in values if place in starts}})


def test_the_shapes_are_those_of_the_code_below_the_window() -> None:
    missing = sorted({*collector.collected(), *collector.MORE} - set(SHAPES))
    gone = sorted(set(SHAPES) - {*collector.collected(), *collector.MORE})

    assert (missing, gone) == ([], []), "run: python packaging/translate.py update"


def test_every_place_is_known_as_a_name_or_as_words() -> None:
    kinds = {sentences._kind(place) for shape in SHAPES for place in places(shape)}

    assert sorted(kinds - sentences.NAMES - sentences.SPOKEN - sentences.NUMBERS) == []
    assert sorted(sentences.NAMES & sentences.SPOKEN) == []


def test_every_whole_sentence_is_read_as_its_own_shape(qapp: QApplication) -> None:
    language.use(qapp, Language.JAPANESE)
    try:
        other = [shape for shape in SHAPES if shape.endswith(".") and re.search(r"«|^[^«]*$", filled(shape))]
        wrong = [shape for shape in other if not re.search("[ぁ-ん]", sentences.said(filled(shape)))]
    finally:
        language.use(qapp, Language.ENGLISH)

    assert wrong == []


@pytest.mark.parametrize(
    ("sentence", "japanese"),
    [
        (
            "Nothing was changed. db refused the sign-in of app.",
            "何も変更されていません。db が app のサインインを拒否しました。",
        ),
        (
            "“app” was not saved: Port is from 1 to 65535, and 99999 is not.",
            "「app」は保存されていません。ポートは 1 から 65535 までです。99999 は使えません。",
        ),
        (
            "AWS refused to change the console password of alice: User is not authorized to perform.",
            "AWS がalice のコンソールパスワードの変更を拒否しました: User is not authorized to perform。",
        ),
        (
            "The complexity asks for 2 symbols of % &, but MySQL and MariaDB takes none; ask for 0 symbols.",
            "パスワードの条件は % & から記号 2 個を求めていますが、"
            "MySQL と MariaDBでは記号を使えません。記号を 0 個にしてください。",
        ),
        (
            "db (db.example.com:5432) cannot be reached. An administrator of the network must look.",
            "db (db.example.com:5432) に接続できません。ネットワーク管理者の確認が必要です。",
        ),
        (
            "“a”, “b” and 2 others belong to “db” and could no longer be rotated.",
            "「a」、「b」、ほか 2 件 は「db」に所属しているため、ローテーションできなくなります。",
        ),
        ("SSH key has no admin. Link one, then check again.",
         "SSH key に管理者アカウントがありません。リンクしてから、もう一度確認してください。"),
        ("Server 9 said: code 12 from afar.", "Server 9 said: code 12 from afar."),
    ],
)  # fmt: skip
def test_parts_of_a_sentence_are_said_in_japanese_and_names_stay(
    qapp: QApplication, sentence: str, japanese: str
) -> None:
    assert in_japanese(qapp, sentence) == japanese


def test_a_moment_of_a_sentence_is_said_on_this_machines_clock_with_a_date_unless_today(
    qapp: QApplication,
) -> None:
    today, long_ago = datetime.now(UTC), datetime(2025, 3, 1, 12, tzinfo=UTC)

    assert sentences.said(f"Asked at {moment(today)}.") == f"Asked at {times.clock(today)}."
    assert sentences.said(f"At {moment(long_ago)}.") == f"At 1 Mar 2025 {times.clock(long_ago)}."


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


def test_what_was_changed_is_called_by_its_labels(qapp: QApplication) -> None:
    language.use(qapp, Language.JAPANESE)
    try:
        said = sentences.said("Changed: Title, Fields of your own, Access key ID.")
    finally:
        language.use(qapp, Language.ENGLISH)

    assert said == "変更しました: タイトル、独自の項目、アクセスキー ID。"
