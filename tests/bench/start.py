"""How soon a command answers: whole processes of `python main.py`, against a Python that only imports click.

python -m tests.bench.start [--runs 10]

The targets: `--version` within 60 ms of the import. `records list` opens a vault of 20 records, with the key derivation
that a new vault has (it is meant to be slow) and with a cheap one, which shows what the program itself costs.
Runs are interleaved; medians. Prints a table on standard error and one JSON object on standard output.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from pamdesk.records.ids import new_id
from pamdesk.records.record import Record
from pamdesk.records.secret import Secret
from pamdesk.vault.keys import KdfCost
from pamdesk.vault.vault import Vault
from tests.bench.measures import report, timed
from tests.worlds import CHEAP, PASSWORD, TEST

ROOT = Path(__file__).resolve().parents[2]
FLOOR = "python -c 'import click'"


def make_vault(path: Path, cost: KdfCost) -> Path:
    """Make a small vault."""
    vault = Vault.create(path, Secret(PASSWORD), cost=cost)
    now = datetime.now(UTC)
    records = [
        Record(
            id=new_id(),
            type="pamUser",
            title=f"app-{number}",
            folder="",
            fields={"login": f"app_{number}", "password": Secret("a")},
            created=now,
            modified=now,
        )
        for number in range(20)
    ]
    vault.records.add_many(records, who=TEST)
    vault.close()
    return path


def main() -> None:
    """Run everything in turn, and print medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=10)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pamdesk-bench-") as folder:
        password = Path(folder) / "password"
        password.write_text(PASSWORD)
        password.chmod(0o600)
        usual = make_vault(Path(folder) / "usual.pamdesk", KdfCost())
        cheap = make_vault(Path(folder) / "cheap.pamdesk", CHEAP)

        def listing(vault: Path) -> list[str]:
            options = ["--vault", str(vault), "--password-file", str(password)]
            return [sys.executable, "main.py", *options, "records", "list", "--json"]

        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            FLOOR: [sys.executable, "-c", "import click"],
            "main.py --version": [sys.executable, "main.py", "--version"],
            "main.py --help": [sys.executable, "main.py", "--help"],
            "main.py records list, cheap key": listing(cheap),
            "main.py records list": listing(usual),
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(args.runs + 1):
            for name, command in commands.items():
                times[name].append(timed(lambda command=command: run(command)))  # type: ignore[misc]
    medians = {
        name: statistics.median(taken[1:]) for name, taken in times.items()
    }  # the first fills the caches
    floor = medians[FLOOR]
    report("start", {name: {"ms": taken, "ms over click": taken - floor} for name, taken in medians.items()})


def run(command: list[str]) -> None:
    """Run a command to its end; it must succeed."""
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
