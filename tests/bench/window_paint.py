"""From the start of the process to the painted unlock page, against a process that opens one empty window.

python -m tests.bench.window_paint [--runs 10]   (offscreen, and on Xvfb where it is installed)

Both are told apart by nothing but what they run: the same interpreter, the same hook, which notes when the event loop
is reached again after the window was painted. Runs are interleaved; medians; the target is 250 ms over the bare window.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pamdesk.desktop import preferences
from pamdesk.records.secret import Secret
from pamdesk.vault.vault import Vault
from tests.bench.measures import report
from tests.worlds import CHEAP, PASSWORD

ROOT = Path(__file__).resolve().parents[2]
# Ends the process at the first turn of the loop after a frame, and tells the clock's time and what was painted.
HOOK = """
import os, sys, time
from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QObject, QTimer
class Application(QtWidgets.QApplication):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.painted = set()
        self.installEventFilter(self)
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QtWidgets.QWidget):
            if not self.painted:
                QTimer.singleShot(0, self.tell)
            self.painted.add(type(watched).__name__)
        return False
    def tell(self):
        os.write(1, f"{time.monotonic()} {','.join(self.painted)}\\n".encode())
        os._exit(0)
QtWidgets.QApplication = Application
"""
PROGRAM = HOOK + "sys.argv = ['main.py']; import runpy; runpy.run_path('main.py', run_name='__main__')"
BARE = (
    HOOK + "from PySide6.QtWidgets import QApplication, QWidget\n"
    "app = QApplication([]); window = QWidget(); window.resize(1440, 900); window.show(); app.exec()"
)


def first_paint(code: str, surroundings: dict[str, str], expected: str) -> float:
    """Return the milliseconds from the start of a process to its first painted frame, which must hold `expected`."""
    began = time.monotonic()
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=surroundings, check=True, capture_output=True, text=True
    ).stdout.split()
    if expected not in told[1].split(","):
        raise SystemExit(f"painted {told[1]}, not {expected}")
    return (float(told[0]) - began) * 1000


@contextmanager
def display() -> Iterator[str]:
    """Run an X server for as long as it is needed; gives its name."""
    reading, writing = os.pipe()
    options = ["-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-displayfd", str(writing)]
    server = subprocess.Popen(
        ["Xvfb", *options], pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def prepare(folder: Path) -> dict[str, str]:
    """Make a vault that was opened last, and return the environment of a program that knows it."""
    path = folder / "operations.pamdesk"
    Vault.create(path, Secret(PASSWORD), cost=CHEAP).close()
    known = preferences.KnownVault(str(path), "Operations", "2026-01-01T00:00:00+00:00")
    (folder / "window.json").write_text(json.dumps({"vaults": [vars(known)]}))
    return {**os.environ, preferences.FOLDER: str(folder)}


def measure(surroundings: dict[str, str], runs: int) -> tuple[float, float]:
    """Return the medians of the bare window and of the unlock page."""
    bare, unlock = [], []
    for _ in range(runs + 1):
        bare.append(first_paint(BARE, surroundings, "QWidget"))
        unlock.append(first_paint(PROGRAM, surroundings, "UnlockPage"))
    return statistics.median(bare[1:]), statistics.median(unlock[1:])  # the first fills the caches


def main() -> None:
    """Measure on each platform, and print medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=10)
    args = parser.parse_args()
    rows: dict[str, dict[str, float]] = {}

    def take(name: str, surroundings: dict[str, str]) -> None:
        bare, unlock = measure(surroundings, args.runs)
        rows[f"bare window, {name}"] = {"ms": bare}
        rows[f"unlock page, {name}"] = {"ms": unlock, "ms over bare": unlock - bare}

    with tempfile.TemporaryDirectory(prefix="pamdesk-bench-") as folder:
        surroundings = prepare(Path(folder))
        take("offscreen", {**surroundings, "QT_QPA_PLATFORM": "offscreen"})
        if shutil.which("Xvfb"):
            with display() as name:
                take("Xvfb", {**surroundings, "QT_QPA_PLATFORM": "xcb", "DISPLAY": name})
    report("first paint of the window", rows)


if __name__ == "__main__":
    main()
