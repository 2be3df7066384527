"""Search: title, login, host, url and tags; every word; Japanese words of two characters; sorting."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vaults import database, fresh, user


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bill", {"billing"}),
        ("BILL", {"billing"}),
        ("東京", {"東京の支店"}),  # two characters: no trigram
        ("東京 支店", {"東京の支店"}),
        ("支店 billing", set()),
        ("の", {"東京の支店"}),
        ("example", {"db"}),
        ("db.ex", {"db"}),
        ("ops_login", {"東京の支店"}),
        ("red", {"billing"}),
        ("bi re", {"billing"}),
        ("bill red", {"billing"}),
        ("ｂｉｌｌ", {"billing"}),  # full width
        ('"', set()),
        ('bill" OR "x', set()),
        ("AND", set()),
        ("100%", {"100%_sure"}),
        ("%", {"100%_sure"}),
        ("_s", {"100%_sure"}),
        ("", {"billing", "東京の支店", "db", "100%_sure"}),
    ],
)
def test_every_word_must_be_somewhere(tmp_path: Path, query: str, expected: set[str]) -> None:
    with fresh(tmp_path) as vault:
        records = [
            user("billing", tags=("red",)),
            user("東京の支店", login="ops_login"),
            database("db", "db.example.net"),
            user("100%_sure", login="x"),
        ]
        vault.records.add_many(records, who="ann")
        assert expected == {vault.records.header(found).title for found in vault.records.ids(query=query)}


def test_the_index_follows_changes(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user("before"), who="ann")
        from dataclasses import replace

        vault.records.update(replace(record, title="after"), who="ann")
        assert [] == vault.records.ids(query="before")
        assert [record.id] == vault.records.ids(query="after")


def test_a_secret_is_not_searched(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        vault.records.add(user(), who="ann")
        assert [] == vault.records.ids(query="old-Secret")


@pytest.mark.parametrize(("order", "expected"), [("title", "aBc"), ("-title", "cBa"), ("-modified", "Bca")])
def test_ids_are_sorted(tmp_path: Path, order: str, expected: str) -> None:
    from dataclasses import replace

    with fresh(tmp_path) as vault:
        a, b, c = (vault.records.add(user(title), who="ann") for title in "aBc")
        vault.records.update(replace(c, notes="x"), who="ann")
        vault.records.update(replace(b, notes="x"), who="ann")
        assert a.title == "a"
        assert expected == "".join(
            vault.records.header(found).title for found in vault.records.ids(order=order)
        )


@pytest.mark.parametrize("many", [0, 400])
def test_a_short_word_is_found_anywhere_in_a_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("pamdesk.vault.search._MANY", many)
    with fresh(tmp_path) as vault:
        titles = ["東京", "西東京", "東京都", "京都", "東"]
        vault.records.add_many([user(title, login="") for title in titles], who="ann")
        for query in ("東京", "京", "東", "都", "京都", "西", "東都", "z"):
            found = {vault.records.header(one).title for one in vault.records.ids(query=query)}
            assert {title for title in titles if query in title} == found
