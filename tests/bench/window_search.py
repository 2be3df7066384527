"""A vault of 100,000 records in the real window: typing in the search line, paging, the memory of the process.

python -m tests.bench.window_search [--records 100000] [--accounts 20000] [--vault FOLDER]

`accounts` of the users are linked and have a schedule, which the window's overview reads one by one. A key press counts
until the frame is complete in which the table (or the page that says that nothing was found) shows its answer.
The targets: each key press within 30 ms, memory under 250 MB. With --vault it is made once and used again.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pamdesk.records.links import Link, LinkKind
from pamdesk.records.rotation_settings import Method, RotationSettings
from pamdesk.records.schedules import parse_schedule
from pamdesk.services.window_search import Found
from tests.bench.measures import memory_mb, report
from tests.bench.window_driver import Driver

WORDS = (
    "billing",
    "payroll",
    "app_777",
    "tokyo",
    "e",
    "zqx",
    "billing 東京",
    "請求",
    "東京",
    "データ",
    "本番 00",
)
BETWEEN = 0.12  # seconds between two key presses of a fast typist
PAGES = 20
ON_EACH = 100  # accounts on each server


def make(path: Path, count: int, accounts: int) -> None:
    """Make the vault: a process of its own, so that its memory is not the window's."""
    from tests.bench.vault import fill
    from tests.worlds import TEST, World

    world = World.create(path)
    fill(world.vault, count)
    users = world.vault.records.ids(type="pamUser", limit=accounts)
    databases = world.vault.records.ids(type="pamDatabase", limit=max(1, accounts // ON_EACH))
    schedule, now = parse_schedule("daily 03:00 Asia/Tokyo"), datetime.now(UTC)
    for number, user in enumerate(users):
        database = databases[number % len(databases)]
        world.vault.links.add(Link(user, LinkKind.BELONGS_TO, database), who=TEST)
        settings = RotationSettings(user_id=user, method=Method.GENERAL, schedule=schedule, changed=now)
        world.vault.rotation_settings.set(settings, who=TEST)
    world.vault.close()


class Typing:
    """Times key presses to the frame that answers them."""

    def __init__(self, driver: Driver) -> None:
        """Type into the search line of this window."""
        self._browse = driver.work.browse
        self._frames = driver.frames
        self._answered = ""
        self._browse.found.connect(self._found)
        self._frames.watched = lambda: (self._browse.table.viewport(), self._browse._empty)

    def _found(self, answer: Found) -> None:
        self._answered = answer.wanted.words

    async def frame(self, act: Callable[[], None], complete: Callable[[], bool]) -> float:
        """Do something; return the milliseconds to the first frame at whose end `complete` holds."""
        painted: asyncio.Future[float] = asyncio.get_running_loop().create_future()

        def look() -> None:
            if complete() and not painted.done():
                painted.set_result(time.perf_counter())

        self._frames.complete = look
        began = time.perf_counter()
        act()
        async with asyncio.timeout(10):
            return (await painted - began) * 1000

    async def press(self, key: str) -> float:
        """Press one key of the search line; "<" is Backspace."""
        line = self._browse.search
        self._answered = "?"

        def act() -> None:
            if key == "<":
                QTest.keyClick(line, Qt.Key.Key_Backspace)
            elif key.isascii():
                QTest.keyClicks(line, key)
            else:
                line.insert(key)  # as an input method does

        return await self.frame(act, lambda: self._answered == line.text() and self.rows_are_there())

    def rows_are_there(self) -> bool:
        """Whether every row that can be seen has its words."""
        table, model = self._browse.table, self._browse.model
        if self._browse._stack.currentIndex() != 0 or not model.ids():
            return True
        first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        seen = model.ids()[first : (last + 1 if last >= 0 else None)]
        return all(model.record(one) is not None for one in seen)

    async def page(self) -> float:
        """Press Page Down in the table, until the rows of the new page have their words."""
        await asyncio.sleep(BETWEEN)
        return await self.frame(
            lambda: QTest.keyClick(self._browse.table, Qt.Key.Key_PageDown), self.rows_are_there
        )


async def search(driver: Driver, rows: dict[str, dict[str, float]], rounds: int) -> None:
    """Everything that is measured in the open window."""
    began = memory_mb()
    rows["unlock to the whole table"] = {"ms": await driver.unlock()}
    await asyncio.sleep(3.0)  # what is read behind a fresh window has been read
    rows["memory at the unlock page"] = {"MB": began}
    rows["memory with the vault open"] = {"MB": memory_mb()}
    typing = Typing(driver)
    every: list[float] = []
    for word in WORDS:
        taken: dict[int, list[float]] = {}
        for _ in range(rounds):
            for place, key in enumerate(word + "<" * len(word)):
                await asyncio.sleep(BETWEEN)
                taken.setdefault(place, []).append(await typing.press(key))
        medians = {place: statistics.median(values) for place, values in taken.items()}
        for length in range(1, len(word) + 1):
            name = f"key press to rows: {word[:length]}"
            rows[name] = {"ms": medians[length - 1], "worst": max(taken[length - 1])}
        back = [value for place, values in taken.items() if place >= len(word) for value in values]
        rows[f"backspaces of {word}"] = {"ms": statistics.median(back), "worst": max(back)}
        every += [value for values in taken.values() for value in values]
    rows["every key press"] = _spread(every)
    driver.work.browse.enter_table()
    rows["page down to rows"] = _spread([await typing.page() for _ in range(PAGES)])
    rows["memory after searching"] = {"MB": memory_mb()}


def _spread(values: list[float]) -> dict[str, float]:
    within = sum(value <= 30 for value in values) / len(values)
    ordered = sorted(values)
    return {
        "ms": statistics.median(values),
        "ms at 95 %": ordered[int(len(ordered) * 0.95)],
        "worst": ordered[-1],
        "% within 30 ms": within * 100,
    }


def main() -> None:
    """Make the vault in another process, open it in the window, type."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--accounts", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--vault", type=Path)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.make:
        make(args.make, args.records, args.accounts)
        return
    with ExitStack() as stack:
        path = args.vault
        if path is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="pamdesk-bench-"))
            path = Path(folder) / "large.pamdesk"
        if not path.exists():
            sizes = ["--records", str(args.records), "--accounts", str(args.accounts)]
            subprocess.run([sys.executable, "-m", __spec__.name, *sizes, "--make", str(path)], check=True)
        rows: dict[str, dict[str, float]] = {}
        driver = Driver(path)
        driver.run(search(driver, rows, args.rounds))
    report(f"window on a vault of {args.records} records, {args.accounts} set up", rows)


if __name__ == "__main__":
    main()
