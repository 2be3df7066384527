"""Searching as fast as a person types, at a hundred thousand records: what the table shows for a scope, words and an order."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pamdesk.services import window_overview
from pamdesk.services.views import RecordRow, ViewKey
from pamdesk.services.window_overview import Overview
from pamdesk.vault.search import fold
from pamdesk.vault.vault import Vault

FIRST = 40  # rows that come with the ids, so that what is seen at first is painted at once
_KEPT = 6  # answers kept for Backspace
_OVERLAP = timedelta(seconds=2)  # a writer takes its time before it commits


class Order(StrEnum):
    """The columns that the table can be sorted by."""

    TITLE = "title"
    TYPE = "type"
    HOST = "host"
    LAST_ROTATED = "last_rotated"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the table is to show: a view or a folder (neither: everything), the words searched for, and the order."""

    view: ViewKey | None = None
    folder: str | None = None
    words: str = ""
    order: Order = Order.STATE
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The ids in their order, and the rows of the first of them."""

    wanted: Wanted
    ids: Sequence[str]
    rows: tuple[RecordRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Scope:
    """What was asked apart from the words."""

    view: ViewKey | None
    folder: str | None
    order: Order
    backwards: bool


class Search:
    """What is searched of every record, in memory, and the last answers; every method may be called from any thread.

    The vault's index finds rare words as soon, but needs 60 ms to tell of and sort ten thousands that have a common one.
    """

    def __init__(self) -> None:
        """Empty; `refresh` fills it, until then the vault's index is asked."""
        self._reading = threading.Lock()
        self._changes = -1
        self._newest: datetime | None = None
        self._texts: Mapping[str, str] = {}
        self._lock = threading.Lock()
        self._of: tuple[Overview, int, _Scope] | None = None
        self._answers: dict[str, list[str]] = {}

    def refresh(self, vault: Vault) -> None:
        """Take in what is new or was changed; after the first time in some milliseconds."""
        with self._reading:
            changes = vault.changes()
            if changes == self._changes:
                return
            since = self._newest - _OVERLAP if self._newest is not None else None
            fresh, newest = vault.records.searched(since)
            known = {**self._texts, **fresh}
            ids = vault.records.ids()
            missing = [one for one in ids if one not in known]  # restored from the trash, or written with an old time
            known.update(vault.records.searched_of(missing))
            self._texts = {one: known[one] for one in ids if one in known}
            self._newest = max(filter(None, (self._newest, newest)), default=None)
            self._changes = changes

    def find(self, vault: Vault, overview: Overview, wanted: Wanted) -> Found:
        """Return what the table shows; raises what reading the vault raises."""
        ids = self._ids(vault, overview, wanted)
        rows = window_overview.rows(vault, overview, ids[:FIRST])
        return Found(wanted, ids, tuple(rows), len(ids))

    def _ids(self, vault: Vault, overview: Overview, wanted: Wanted) -> list[str]:
        if self._changes < 0:
            return _sorted(vault, overview, wanted, wanted.words)
        words = fold(wanted.words)
        scope = _Scope(wanted.view, wanted.folder, wanted.order, wanted.backwards)
        of = (overview, self._changes, scope)
        with self._lock:
            if not _same(self._of, of):
                self._of, self._answers = of, {}
            answers = self._answers
            nearest = max((one for one in answers if words.startswith(one)), key=len, default=None)
            start = answers[nearest] if nearest is not None else None
        if start is None:
            start = _sorted(vault, overview, wanted, "")
            self._keep(answers, "", start)
        if nearest == words:
            return start
        found = _holding(start, self._texts, words.split())
        self._keep(answers, words, found)
        return found

    def _keep(self, answers: dict[str, list[str]], words: str, found: list[str]) -> None:
        with self._lock:
            answers.pop(words, None)
            answers[words] = found
            for old in [one for one in answers if one][:-_KEPT]:
                del answers[old]


def _same(one: tuple[Overview, int, _Scope] | None, other: tuple[Overview, int, _Scope]) -> bool:
    return one is not None and one[0] is other[0] and one[1:] == other[1:]


def _holding(ids: list[str], texts: Mapping[str, str], words: list[str]) -> list[str]:
    """Return those of the ids whose text holds every word; the longest leaves the fewest for the others."""
    for word in sorted(set(words), key=len, reverse=True):
        ids = [one for one in ids if one in texts and word in texts[one]]
    return ids


def _sorted(vault: Vault, overview: Overview, wanted: Wanted, words: str) -> list[str]:
    """Return the ids of a scope in its order, of those that the vault's index has these words of."""
    if wanted.view is ViewKey.RECENT and not wanted.words:
        ids = list(overview.views.get(ViewKey.RECENT, ()))
    else:
        order = wanted.order.value if wanted.order in (Order.TYPE, Order.HOST) else "title"
        ids = vault.records.ids(folder=wanted.folder, query=words, order=order)
        if wanted.view is not None:
            inside = set(overview.views.get(wanted.view, ()))
            ids = [one for one in ids if one in inside]
    match wanted.order:
        case Order.STATE:
            ids = window_overview.worst_first(ids, overview)
        case Order.LAST_ROTATED:
            ids = window_overview.oldest_first(ids, overview)
        case _:
            pass
    return ids[::-1] if wanted.backwards else ids
