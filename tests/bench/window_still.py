"""Whether the window ever stands still: unlocking, changing folders, and 200 real rotations begun by its own button.

python -m tests.bench.window_still postgresql|mariadb [--users 200] [--rounds 2] [--stacks]

A precise timer of 5 ms runs in the window's thread; a gap is how much later than that it came. Beside it a process that
does nothing else keeps the same timer: its gaps are the machine's own. The target: no gap over 50 ms.
With --stacks, what the window's thread was doing in each gap over 40 ms is printed on standard error.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from pamdesk.desktop.widgets.dialog import SentenceDialog
from tests.bench.measures import report
from tests.bench.window_driver import Driver
from tests.servers.certificates import make_certificates
from tests.servers.mariadb import MariadbServer
from tests.servers.postgresql import PostgresServer
from tests.worlds import DatabaseWorld, database_world

TICK = 0.005  # seconds
LONG = 0.040  # seconds: gaps whose stacks are shown
CONTROL = """
import sys, time
end, last, gaps = time.perf_counter() + float(sys.argv[1]), time.perf_counter(), []
while last < end:
    time.sleep(0.005)
    now = time.perf_counter()
    gaps.append(now - last - 0.005)
    last = now
print(max(gaps) * 1000)
"""


def control(seconds: int) -> subprocess.Popen[str]:
    """Start a process that does nothing else than keep the time, and at last tells its longest gap."""
    return subprocess.Popen([sys.executable, "-c", CONTROL, str(seconds)], stdout=subprocess.PIPE, text=True)


async def longest_of(idle: subprocess.Popen[str]) -> float:
    """Return the longest gap of an idle process, in milliseconds."""
    told, _ = await asyncio.to_thread(idle.communicate)
    return float(told)


class Pulse:
    """The timer in the window's thread, and every gap of it by what was being done."""

    def __init__(self) -> None:
        """Begin to beat."""
        self.doing = "starting"
        self.last = time.perf_counter()
        self.gaps: dict[str, list[float]] = {}
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(int(TICK * 1000))
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.setdefault(self.doing, []).append(max(0.0, now - self.last - TICK) * 1000)
        self.last = now

    def table(self) -> dict[str, dict[str, float]]:
        """What is reported."""
        return {
            f"loop while {name}": {
                "ms longest": max(gaps),
                "ms at 99 %": sorted(gaps)[int(len(gaps) * 0.99)],
                "ms": statistics.median(gaps),
                "over 50 ms": sum(gap > 50 for gap in gaps),
            }
            for name, gaps in self.gaps.items()
        }


class Stacks(threading.Thread):
    """Prints what the window's thread is doing whenever it has not beaten for a while."""

    def __init__(self, pulse: Pulse) -> None:
        """Watch this pulse; made in the window's thread."""
        super().__init__(daemon=True)
        self._pulse, self._watched = pulse, threading.get_ident()

    def run(self) -> None:
        """Look every few milliseconds."""
        seen = 0.0
        while True:
            time.sleep(0.004)
            last = self._pulse.last
            gap = time.perf_counter() - last - TICK
            if gap > LONG and last != seen:
                seen = last
                frames = traceback.format_stack(sys._current_frames()[self._watched])
                sys.stderr.write(
                    f"--- {self._pulse.doing}: {gap * 1000:.0f} ms and on\n{''.join(frames[-6:])}"
                )


async def script(
    driver: Driver, world: DatabaseWorld, rounds: int, rows: dict[str, dict[str, float]]
) -> None:
    """Unlock, change folders, rotate everything some times, and note the gaps of each."""
    pulse = Pulse()
    if "--stacks" in sys.argv:
        Stacks(pulse).start()
    idle = control(8)
    pulse.doing = "unlocking"
    rows["unlock to the whole table"] = {"ms": await driver.unlock()}
    await asyncio.sleep(1.0)
    pulse.doing = "changing folders"
    for _ in range(15):
        for key in (f"folder:{world.folder}", "view:never", "view:all"):
            driver.work.show_scope(key)
            await asyncio.sleep(0.05)
    await first_openings(driver, world, pulse)
    pulse.doing = "at rest"
    await asyncio.sleep(1.0)
    rows["an idle process, before"] = {"ms longest": await longest_of(idle)}
    for turn in range(rounds):
        pulse.doing = f"rotating, {turn + 1}"
        rows[f"rotation of {len(world.users)}, {turn + 1}"] = await rotate(driver, world)
        pulse.doing = "at rest"
        await asyncio.sleep(2.0)
    rows.update(pulse.table())


async def first_openings(driver: Driver, world: DatabaseWorld, pulse: Pulse) -> None:
    """Open a record's page and the editor, each for the first time: then they are made."""
    work = driver.work
    pulse.doing = "opening a record for the first time"
    work.open_record(world.users[0], rotation=True)
    await driver.until(lambda: work.pages.currentWidget() is not work.browse)
    await asyncio.sleep(0.5)
    pulse.doing = "opening the editor for the first time"
    shown = work.pages.currentWidget()
    work.edit_record()
    await driver.until(lambda: work.pages.currentWidget() is not shown)
    await asyncio.sleep(0.5)
    work.show_list()


async def rotate(driver: Driver, world: DatabaseWorld) -> dict[str, float]:
    """Choose every account and press *Rotate now*; the jobs drawer is open and a rotating account is chosen."""
    work = driver.work
    finished: set[str] = set()
    driver.session.live.finished.connect(lambda result: finished.add(result.id))
    work.show_scope("view:all")
    await driver.until(lambda: work.browse.model.rowCount() == driver.session.overview.total)
    work.jobs.open(True)
    work.browse.table.selectAll()
    await asyncio.sleep(0.5)
    idle = control(4)
    began = time.perf_counter()
    work.desk.actions.do("rotate")
    await confirm(driver)
    await driver.until(lambda: len(finished) >= len(world.users))
    seconds = time.perf_counter() - began
    longest = await longest_of(idle)
    return {"s": seconds, "a second": len(world.users) / seconds, "ms longest of an idle process": longest}


async def confirm(driver: Driver) -> None:
    """Type the number that the question asks for, and agree."""
    await driver.until(lambda: isinstance(driver.application.activeModalWidget(), SentenceDialog))
    dialog = driver.application.activeModalWidget()
    assert isinstance(dialog, SentenceDialog)
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, dialog._wanted)
    QTest.keyClick(field, Qt.Key.Key_Return)


def main() -> None:
    """Start the server, make the vault, open it in the window."""
    parser = argparse.ArgumentParser()
    parser.add_argument("server", choices=("postgresql", "mariadb"))
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--stacks", action="store_true")
    args = parser.parse_args()
    rows: dict[str, dict[str, float]] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pamdesk-bench-")))
        folder.chmod(0o755)
        certificates = make_certificates(folder / "tls")
        server: PostgresServer | MariadbServer
        if args.server == "postgresql":
            server = stack.enter_context(PostgresServer(folder / "server", certificates, durable=True))
        else:
            server = stack.enter_context(MariadbServer(folder / "server", certificates, durable=True))
        world = database_world(folder / "v.pamdesk", server, users=args.users)
        world.vault.close()
        driver = Driver(folder / "v.pamdesk")
        driver.run(script(driver, world, args.rounds, rows))
    report(f"the window's loop, {args.users} {args.server} accounts", rows)


if __name__ == "__main__":
    main()
