"""A vault of 100,000 records: making it, opening it, searching it key press by key press, one page of it, memory.

python -m tests.bench.vault [--records 100000]

The targets: a key press to painted rows within 30 ms, of which search and one page may take 15; memory under 250 MB.
Compared with an empty vault of the same run. Prints a table on standard error and one JSON object on standard output.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pamdesk.records.ids import new_id
from pamdesk.records.record import FieldValue, Record
from pamdesk.records.secret import Secret
from pamdesk.services import window_overview
from pamdesk.services.window_search import Search, Wanted
from pamdesk.vault.vault import Vault
from tests.bench.measures import median, memory_mb, report, timed
from tests.worlds import CHEAP, PASSWORD, TEST

PART = 5_000  # records in one transaction
PAGE = 60  # rows of a tall window
WORDS = (
    "billing orders search report cache ledger login mailer import export audit payroll stock tickets".split()
)
JAPANESE = (
    "本番 検証 開発 請求 在庫 人事 顧客 会計 東京 大阪 監視 基盤 データベース サーバー アカウント".split()
)
SITES = "eu-west us-east tokyo osaka frankfurt".split()
# What a person types, letter by letter, and words that few or no records have.
TYPED = "b,bi,bil,billing,billing-prod,請,請求,東京,データ,billing 東京,prod 00042,zq,zqx,app_777".split(",")
COMMON = "e"  # a letter that nearly every record has


def records(count: int) -> Iterator[Record]:
    """Titles, hosts, logins and tags as teams give them; a third of them Japanese."""
    chance = random.Random(7)  # noqa: S311 - the same vault each time
    base = datetime(2026, 1, 1, tzinfo=UTC)
    stages = ("prod", "staging", "dev")
    for number in range(count):
        word, stage, site = chance.choice(WORDS), chance.choice(stages), chance.choice(SITES)
        japanese = f"{chance.choice(JAPANESE)}{chance.choice(JAPANESE)}"
        title = f"{japanese} {number:05}" if number % 3 == 0 else f"{word}-{stage} {number:05}"
        at = base + timedelta(seconds=chance.randrange(20_000_000))
        host = f"{word}-{number % 4000:04}.{site}.example.com"
        common: dict[str, Any] = {
            "folder": "",
            "tags": (stage, site),
            "created": at,
            "modified": at,
            "id": new_id(),
        }
        if number % 5 == 0:
            database: dict[str, FieldValue] = {"host": host, "port": 5432, "database_type": "postgresql"}
            yield Record(type="pamDatabase", title=title, fields=database, **common)
        else:
            user: dict[str, FieldValue] = {"login": f"app_{number}", "password": Secret(f"S3cret-{number}")}
            yield Record(type="pamUser", title=title, fields=user, **common)


def press(vault: Vault, query: str) -> int:
    """What one key press asks of the vault: every id that matches, and the rows of one page."""
    found = vault.records.ids(query=query)
    vault.records.headers(found[:PAGE])
    return len(found)


def fill(vault: Vault, count: int) -> None:
    """Add the records, some thousands in each transaction."""
    part: list[Record] = []
    for record in records(count):
        part.append(record)
        if len(part) == PART:
            vault.records.add_many(part, who=TEST)
            part = []
    vault.records.add_many(part, who=TEST)


def main() -> None:
    """Make the vault, open it again, search it, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=100_000)
    args = parser.parse_args()
    rows: dict[str, dict[str, float]] = {}
    before = memory_mb()
    with tempfile.TemporaryDirectory(prefix="pamdesk-bench-") as folder:
        path, empty = Path(folder) / "v.pamdesk", Path(folder) / "empty.pamdesk"
        Vault.create(empty, Secret(PASSWORD), cost=CHEAP).close()
        vault = Vault.create(path, Secret(PASSWORD), cost=CHEAP)
        taken = timed(lambda: fill(vault, args.records))
        vault.close()
        rows["add all"] = {"ms": taken, "a second": args.records / taken * 1000}
        size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
        rows["size of the folder"] = {"MB": size / 1e6}
        for name, place in (("open and close, empty", empty), ("open and close", path)):
            rows[name] = {"ms": median(lambda place=place: Vault.open(place, Secret(PASSWORD)).close(), 5)}  # type: ignore[misc]
        vault = Vault.open(path, Secret(PASSWORD))
        page = vault.records.ids()[:PAGE]
        rows["all ids, sorted by title"] = {"ms": median(vault.records.ids, 10)}
        by_time = median(lambda: vault.records.ids(order="-modified"), 10)
        rows["all ids, newest first"] = {"ms": by_time}
        rows["headers of one page"] = {"ms": median(lambda: vault.records.headers(page), 20)}
        rows["counts of the side bar"] = {"ms": median(vault.records.counts, 10)}
        for query in TYPED:
            found = press(vault, query)
            taken = median(lambda query=query: press(vault, query), 15)  # type: ignore[misc]
            rows[f"key press: {query}"] = {"ms": taken, "found": found}
        rows[f"by the index alone: {COMMON}"] = {"ms": median(lambda: press(vault, COMMON), 5)}
        after = memory_mb()
        search, overview = Search(), window_overview.read(vault)
        rows["the window's overview"] = {"ms": median(lambda: window_overview.read(vault), 3)}
        rows["what the window searches, once"] = {
            "ms": timed(lambda: search.refresh(vault, overview, Wanted()))
        }
        for query in (COMMON, *TYPED):
            taken = timed(lambda query=query: search.find(vault, overview, Wanted(words=query)))  # type: ignore[misc]
            rows[f"key press in the window: {query}"] = {"ms": taken}
        rows["memory of the program"] = {"MB": before}
        rows["memory after opening and searching"] = {"MB": after}
        rows["memory with what the window searches"] = {"MB": memory_mb()}
        vault.close()
    report(f"vault of {args.records} records", rows)


if __name__ == "__main__":
    main()
