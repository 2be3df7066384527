"""The ids of many records come whole, and in the order asked for."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.vaults import fresh, user


@pytest.mark.parametrize("order", ["title", "-title", "login", "-modified"])
def test_thousands_of_ids_keep_their_order(tmp_path: Path, order: str):
    numbers = random.Random(1).sample(range(100_000), 2_500)  # noqa: S311 - the same each time
    with fresh(tmp_path) as vault:
        records = [user(f"app {number:05}", login=f"user_{number % 97:02}") for number in numbers]
        vault.records.add_many(records, who="ann")
        ids = vault.records.ids(order=order)
        headers = vault.records.headers(ids)
    keys = {"title": "title", "-title": "title", "login": "login", "-modified": "modified"}
    shown = [getattr(header, keys[order]) for header in headers]
    assert {record.id for record in records} == set(ids)
    assert sorted(shown, reverse=order.startswith("-")) == shown


def test_where_nothing_matches_there_are_no_ids(tmp_path: Path):
    with fresh(tmp_path) as vault:
        assert [] == vault.records.ids()
        assert [] == vault.records.ids(query="nothing")
