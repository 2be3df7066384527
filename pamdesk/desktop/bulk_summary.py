"""A batch as plain text for a ticket, in the language of the window; no secret is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from pamdesk.desktop import sentences
from pamdesk.rotation.results import AccountResult, ResultState

_ORDER: Final = (
    ResultState.IN_DOUBT,
    ResultState.FAILED,
    ResultState.REFUSED,
    ResultState.SKIPPED,
    ResultState.DONE,
)


def summary(
    results: Sequence[AccountResult], places: Mapping[str, str], *, why: str, who: str, began: str, ended: str
) -> str:
    """Return counts, then each account, worst first; `began` and `ended` are moments as people read them."""
    found = {state: [each for each in results if each.state is state] for state in _ORDER}
    head = QCoreApplication.translate("BulkSummary", "PamDesk rotated, {began} to {ended}, asked by {who}")
    lines = [head.format(began=began, ended=ended, who=who)]
    if why:
        lines.append(QCoreApplication.translate("BulkSummary", "Reason: {why}").format(why=why))
    for state, those in found.items():
        if those:
            lines += ["", f"{_word(state)}: {len(those)}"]
            lines += [f"- {_named(each, places)}: {sentences.said(each.reason)}" for each in those]
    return "\n".join(lines) + "\n"


def _named(result: AccountResult, places: Mapping[str, str]) -> str:
    place = places.get(result.id, "")
    if not place:
        return result.title
    told = QCoreApplication.translate("BulkSummary", "{title} on {place}")
    return told.format(title=result.title, place=place)


def _word(state: ResultState) -> str:
    return {
        ResultState.DONE: QCoreApplication.translate("BulkSummary", "Done"),
        ResultState.FAILED: QCoreApplication.translate("BulkSummary", "Failed – nothing changed"),
        ResultState.REFUSED: QCoreApplication.translate("BulkSummary", "Refused"),
        ResultState.IN_DOUBT: QCoreApplication.translate("BulkSummary", "In doubt"),
        ResultState.SKIPPED: QCoreApplication.translate("BulkSummary", "Not begun"),
    }[state]
