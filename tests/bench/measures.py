"""What the benchmarks share: medians of repeated work, the load of the machine, a table and JSON."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds the work took."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def median(work: Callable[[], object], times: int) -> float:
    """Return the median of so many runs, in milliseconds."""
    return statistics.median(timed(work) for _ in range(times))


def memory_mb() -> float:
    """Return the resident memory of this process in MB."""
    import psutil

    return float(psutil.Process().memory_info().rss) / 1e6


def report(bench: str, rows: Mapping[str, Mapping[str, float]]) -> None:
    """Print a line for each row on standard error, and everything as one JSON object on standard output."""
    width = max(len(name) for name in rows)
    for name, figures in rows.items():
        line = "  ".join(f"{value:>10.2f} {unit}" for unit, value in figures.items())
        print(f"{name:{width}}  {line}", file=sys.stderr)
    load = round(os.getloadavg()[0], 1)
    print(f"load of the machine: {load}", file=sys.stderr)
    rounded = {name: {unit: round(value, 3) for unit, value in row.items()} for name, row in rows.items()}
    print(json.dumps({"bench": bench, "load": load, "results": rounded}))
