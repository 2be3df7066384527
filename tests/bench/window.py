"""The window: its first paint, a large vault in it, and whether it ever stands still. Each part is a process of its own.

python -m tests.bench.window [paint] [search] [still-postgresql] [still-mariadb]   (all of them without a name)

The targets: the unlock page painted within 250 ms of a bare window; a key press to painted rows within 30 ms and memory
under 250 MB with 100,000 records; no gap over 50 ms in the window's loop while 200 passwords are rotated.
A table on standard error, one JSON object a part on standard output. QT_QPA_PLATFORM is offscreen unless told.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = {
    "paint": ["tests.bench.window_paint"],
    "search": ["tests.bench.window_search"],
    "still-postgresql": ["tests.bench.window_still", "postgresql"],
    "still-mariadb": ["tests.bench.window_still", "mariadb"],
}


def main() -> None:
    """Run the parts that were asked for, one after the other."""
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=list(PARTS))
    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    failed = [
        part
        for part in parser.parse_args().parts
        if subprocess.run(
            [sys.executable, "-m", *PARTS[part]], cwd=ROOT, env=surroundings, check=False
        ).returncode
    ]
    if failed:
        raise SystemExit(f"did not end well: {', '.join(failed)}")


if __name__ == "__main__":
    main()
