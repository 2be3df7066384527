"""Tells a person, or a script, what a rotation of the practice accounts changed and how each change was proved."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Protocol

from pamdesk import targets
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.targets.contract import Proof

_WORDS = {
    ResultState.DONE: "Done",
    ResultState.REFUSED: "Refused",
    ResultState.FAILED: "Failed",
    ResultState.IN_DOUBT: "In doubt",
    ResultState.SKIPPED: "Skipped",
}
_STYLES = {ResultState.DONE: "green", ResultState.IN_DOUBT: "yellow"}
_FOLLOWUP_FAILED = "followup_failed"


class Report(Protocol):
    """Is told of every account as it ends, and of all of them at the end."""

    def ended(self, result: AccountResult) -> None:
        """Tell of one account."""

    def all_ended(self, results: Sequence[AccountResult], seconds: float) -> None:
        """Tell of the whole."""


def report_for(*, as_json: bool) -> Report:
    """Return the report for standard output: JSON where it was asked, a table on a terminal, else plain lines."""
    if as_json:
        return _JsonReport()
    return _TableReport() if sys.stdout.isatty() else _LineReport()


def exit_code(results: Sequence[AccountResult]) -> int:
    """Return the command line's exit code: 0 all done, 1 something was refused or failed, 4 something is in doubt."""
    if any(result.state is ResultState.IN_DOUBT for result in results):
        return 4
    done = all(result.state is ResultState.DONE and result.code != _FOLLOWUP_FAILED for result in results)
    return 0 if done else 1


class _JsonReport:
    def ended(self, result: AccountResult) -> None:
        """Say nothing yet: there is one object, at the end."""

    def all_ended(self, results: Sequence[AccountResult], seconds: float) -> None:
        _print(json.dumps({"accounts": [asdict(result) for result in results]}, ensure_ascii=False))


class _LineReport:
    def ended(self, result: AccountResult) -> None:
        _print(f"{_WORDS[result.state]}: {result.title} ({result.target or result.method}). {result.reason}")

    def all_ended(self, results: Sequence[AccountResult], seconds: float) -> None:
        _print(_summary(results, seconds))


class _TableReport:
    def ended(self, result: AccountResult) -> None:
        """Say nothing yet: columns need every row."""

    def all_ended(self, results: Sequence[AccountResult], seconds: float) -> None:
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table("Account", "Kind", "Result", "How it is known", box=box.SIMPLE_HEAD, pad_edge=False)
        for result in results:
            word = Text(_WORDS[result.state], style=_STYLES.get(result.state, "red"))
            # Text, not markup: a title may hold brackets.
            table.add_row(Text(result.title), Text(result.target or result.method), word, Text(result.reason))
        console = Console(file=sys.stdout)
        console.print(table)
        console.print(_summary(results, seconds), highlight=False, markup=False)


def _summary(results: Sequence[AccountResult], seconds: float) -> str:
    done = [result for result in results if result.state is ResultState.DONE]
    confirmed = sum(targets.by_key(result.target).spec.proof is Proof.CONFIRMED for result in done)
    return (
        f"{len(done)} of {len(results)} accounts changed in {seconds:.1f} seconds: "
        f"{len(done) - confirmed} proved at their server, {confirmed} confirmed by AWS."
    )


def _print(line: str) -> None:
    # A console of Windows may not know every letter of a title; a sign in its place is better than no report.
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    sys.stdout.flush()
