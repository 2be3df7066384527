"""Searching as fast as a person types, at a hundred thousand records: what the table shows for a scope, words and an order."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import compress

from pamdesk.services import window_overview
from pamdesk.services.views import RecordRow, ViewKey
from pamdesk.services.window_overview import Overview
from pamdesk.vault.search import fold
from pamdesk.vault.vault import Vault

FIRST = 40  # rows that come with the ids, so that what is seen at first is painted at once
_KEPT = 6  # answers kept for Backspace
_MANY = 1_000  # fresh texts, of which it is worth while to put all in order again
_BETWEEN = "\0"
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
class _Answer:
    """Ids in their order, and beside each what is searched of it: a further letter only looks at these."""

    ids: list[str]
    texts: list[str]

    def holding(self, word: str) -> _Answer:
        """Those that hold a word; on a hundred thousand the fastest that Python has."""
        held = [word in text for text in self.texts]
        return _Answer(list(compress(self.ids, held)), list(compress(self.texts, held)))


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
        self._answers: dict[str, _Answer] = {}

    def refresh(self, vault: Vault) -> None:
        """Take in what is new or was changed; after the first time in some milliseconds."""
        with self._reading:
            changes = vault.changes()
            if changes == self._changes:
                return
            since = self._newest - _OVERLAP if self._newest is not None else None
            fresh, newest = vault.records.texts(since)
            known = fresh if not self._texts else {**self._texts, **fresh}
            ids = vault.records.ids()
            missing = [
                one for one in ids if one not in known
            ]  # restored from the trash, or written with an old time
            known.update(vault.records.texts_of(missing))
            ids = [one for one in ids if one in known]
            texts = [known[one] for one in ids]
            if len(fresh) > _MANY:
                texts = _side_by_side(texts)
            self._texts = dict(zip(map(window_overview.one_copy, ids), texts, strict=True))
            self._newest = max(filter(None, (self._newest, newest)), default=None)
            self._changes = changes

    @property
    def ready(self) -> bool:
        """Whether it was filled once."""
        return self._changes >= 0

    def find(self, vault: Vault, overview: Overview, wanted: Wanted) -> Found:
        """Return what the table shows; raises what reading the vault raises."""
        ids = self._ids(vault, overview, wanted)
        rows = window_overview.rows(vault, overview, ids[:FIRST])
        return Found(wanted, ids, tuple(rows), len(ids))

    def find_again(
        self, vault: Vault, overview: Overview, wanted: Wanted, standing: Sequence[str], chosen: Sequence[str]
    ) -> Found:
        """Return what is found in the order that it is `standing` in on screen, what is new behind what it follows.

        A chosen record that is no longer found stays while the vault has it: a list does not slip away under a hand.
        """
        found = self._ids(vault, overview, wanted)
        inside = set(found)
        inside.update(one for one in chosen if one in self._texts)
        ids = [one for one in standing if one in inside]
        known, before = set(ids), ""
        follows: dict[str, list[str]] = {}
        for one in found:
            if one in known:
                before = one
            else:
                follows.setdefault(before, []).append(one)
        if follows:
            ids = [*follows.get("", ()), *(each for one in ids for each in (one, *follows.get(one, ())))]
        return Found(wanted, ids, tuple(window_overview.rows(vault, overview, ids[:FIRST])), len(ids))

    def _ids(self, vault: Vault, overview: Overview, wanted: Wanted) -> list[str]:
        if not self.ready:
            return _sorted(vault, overview, wanted, wanted.words)
        words = fold(wanted.words)
        scope = _Scope(wanted.view, wanted.folder, wanted.order, wanted.backwards)
        of = (overview, self._changes, scope)
        with self._lock:
            if not _same(self._of, of):
                self._of, self._answers = of, {}
            answers = self._answers
            nearest = max((one for one in answers if words.startswith(one)), key=len, default="")
            answer = answers.get(nearest)
        if answer is None:
            ids, texts = _sorted(vault, overview, wanted, ""), self._texts
            answer = _Answer(ids, [texts.get(one, "") for one in ids])
            self._keep(answers, "", answer)
        if nearest != words:
            for word in sorted(set(words.split()), key=len, reverse=True):
                answer = answer.holding(word)
            self._keep(answers, words, answer)
        return answer.ids

    def _keep(self, answers: dict[str, _Answer], words: str, answer: _Answer) -> None:
        with self._lock:
            answers.pop(words, None)
            answers[words] = answer
            for old in [one for one in answers if one][:-_KEPT]:
                del answers[old]


def _side_by_side(texts: list[str]) -> list[str]:
    """Return the same texts, one behind the other in memory: looking through them takes a fifth of the time."""
    made = _BETWEEN.join(texts).split(_BETWEEN)
    return made if len(made) == len(texts) else texts


def _same(one: tuple[Overview, int, _Scope] | None, other: tuple[Overview, int, _Scope]) -> bool:
    return one is not None and one[0] is other[0] and one[1:] == other[1:]


def _sorted(vault: Vault, overview: Overview, wanted: Wanted, words: str) -> list[str]:
    """Return the ids of a scope in its order, of those that the vault's index has these words of."""
    order = wanted.order.value if wanted.order in (Order.TYPE, Order.HOST) else "title"
    found = vault.records.ids(folder=wanted.folder, query=words, order=order)
    ids = [window_overview.one_copy(one) for one in found]
    if wanted.view is not None:
        listed = overview.views.get(wanted.view, ())
        # What was changed last comes in that order, everything else in the order asked for.
        first, second = (listed, ids) if wanted.view is ViewKey.RECENT else (ids, listed)
        inside = set(second)
        ids = [one for one in first if one in inside]
    match wanted.order:
        case Order.STATE:
            ids = window_overview.worst_first(ids, overview)
        case Order.LAST_ROTATED:
            ids = window_overview.oldest_first(ids, overview)
        case _:
            pass
    return ids[::-1] if wanted.backwards else ids
