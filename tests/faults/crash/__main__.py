"""The command of the campaigns: prints a table, and writes the report that the program shows."""

from __future__ import annotations

import argparse
import json
import secrets
import statistics
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from pamdesk import __version__
from tests.faults.crash.campaign import Campaign, Tally
from tests.faults.crash.grounds import KINDS, ground


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaigns; 0 where nothing was lost and nothing is left in doubt."""
    options = _options(arguments)
    targets = options.target or list(KINDS)
    seed = options.seed if options.seed is not None else secrets.randbits(32)
    print(f"seed {seed}, targets {', '.join(targets)}", file=sys.stderr)
    share, rest = divmod(options.kills, len(targets))
    with ThreadPoolExecutor(options.parallel) as pool:
        tallies = list(
            pool.map(
                lambda numbered: _campaign(
                    numbered[1], share + (numbered[0] < rest), seed, options.accounts, options.quiet
                ),
                enumerate(targets),
            )
        )
    for tally in tallies:
        print(_told(tally))
    kills, lost = sum(t.kills for t in tallies), sum(len(t.lost) for t in tallies)
    doubtful = sum(len(t.in_doubt) for t in tallies)
    print(
        f"all: {kills} kills, {sum(t.sign_ins for t in tallies)} sign-ins, {lost} lost, {doubtful} in doubt"
    )
    if options.record:
        options.record.write_text(json.dumps(report(tallies, seed), indent=2) + "\n", encoding="utf-8")
    return 1 if lost or doubtful else 0


def report(tallies: Sequence[Tally], seed: int) -> dict[str, object]:
    """Return the run as the program shows it: which version, how many kills, what was lost, when, on what."""
    return {
        "version": __version__,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": seed,
        "kills": sum(tally.kills for tally in tallies),
        "sign_ins": sum(tally.sign_ins for tally in tallies),
        "lost": sum(len(tally.lost) for tally in tallies),
        "in_doubt": sum(len(tally.in_doubt) for tally in tallies),
        "targets": [
            {
                "target": tally.target,
                "against": tally.against,
                "kills": tally.kills,
                "sign_ins": tally.sign_ins,
                "rotations": tally.rotations,
                "lost": len(tally.lost),
                "in_doubt": len(tally.in_doubt),
                "interrupted": dict(sorted(tally.interrupted.items())),
                "settled": dict(sorted(tally.settled.items())),
                "recovery_seconds_median": round(statistics.median(tally.recovery_seconds or [0.0]), 3),
                "recovery_seconds_worst": round(max(tally.recovery_seconds, default=0.0), 3),
            }
            for tally in tallies
        ],
    }


def _campaign(name: str, kills: int, seed: int, accounts: int, quiet: bool) -> Tally:
    def tell(tally: Tally) -> None:
        if not quiet and (tally.kills % 10 == 0 or tally.lost):
            print(f"{name}: {tally.kills} of {kills} kills, {len(tally.lost)} lost", file=sys.stderr)

    with ground(name, accounts) as made:
        return Campaign(made, seed).run(kills, tell)


def _told(tally: Tally) -> str:
    def counted(counts: dict[str, int]) -> str:
        return ", ".join(f"{name} {number}" for name, number in sorted(counts.items())) or "nothing"

    lines = [
        f"{tally.target} ({tally.against}): {tally.kills} kills in {tally.seconds:.0f} s, {tally.rotations} rotations,"
        f" {tally.sign_ins} sign-ins, {len(tally.lost)} lost, {len(tally.in_doubt)} in doubt",
        f"    interrupted: {counted(tally.interrupted)}",
        f"    settled: {counted(tally.settled)}",
    ]
    if tally.recovery_seconds:
        middle, worst = statistics.median(tally.recovery_seconds), max(tally.recovery_seconds)
        lines.append(f"    recovery: {middle:.2f} s in the middle, {worst:.2f} s at worst")
    lines += [f"    LOST {name}" for name in tally.lost] + [f"    IN DOUBT {name}" for name in tally.in_doubt]
    return "\n".join(lines)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="in all, shared among the targets")
    parser.add_argument(
        "--target", action="append", choices=list(KINDS), help="again for several; all without it"
    )
    parser.add_argument("--accounts", type=int, default=4, help="of each target")
    parser.add_argument("--seed", type=int, help="of an earlier run, to kill at the same packets")
    parser.add_argument("--parallel", type=int, default=1, help="targets at once")
    parser.add_argument("--record", type=Path, help="write the report there, as JSON")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
