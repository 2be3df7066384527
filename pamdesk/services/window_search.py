"""Searching as fast as a person types, at a hundred thousand records: what the table shows for a scope, words and an order."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
_SCOPES = 2  # scopes whose answers are kept: that of the list, and that of the command palette
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


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """What is searched, as it was at one moment: every record's texts, and the overview that orders them."""

    overview: Overview
    changes: int
    newest: datetime | None
    texts: Mapping[str, str]


class Search:
    """What is searched of every record, in memory, and the last answers; every method may be called from any thread.

    The vault's index finds rare words as soon, but needs 60 ms to tell of and sort ten thousands that have a common one.
    """

    def __init__(self) -> None:
        """Empty; `refresh` fills it, until then the vault's index is asked."""
        self._reading = threading.Lock()
        self._lock = threading.Lock()
        self._snapshot: _Snapshot | None = None
        self._answers: dict[_Scope, dict[str, _Answer]] = {}

    def refresh(self, vault: Vault, overview: Overview, wanted: Wanted) -> None:
        """Take in what is new or was changed, and put in order what is on screen; then all is exchanged at once.

        Whoever searches meanwhile gets the state before: a key press does not wait for a hundred thousand to be sorted.
        """
        with self._reading:
            old = self._snapshot
            changes = vault.changes()
            if old is not None and old.changes == changes:
                fresh = replace(old, overview=overview)
            else:
                fresh = _read(vault, overview, changes, old)
            scope = _scope(wanted)
            answers = {scope: {"": _everything(vault, fresh, scope)}}
            with self._lock:
                self._snapshot, self._answers = fresh, answers

    @property
    def ready(self) -> bool:
        """Whether it was filled once."""
        return self._snapshot is not None

    def find(self, vault: Vault, overview: Overview, wanted: Wanted) -> Found:
        """Return what the table shows; `overview` counts until this was filled. Raises what reading the vault raises."""
        ids, seen, _ = self._ids(vault, overview, wanted)
        rows = window_overview.rows(vault, seen, ids[:FIRST])
        return Found(wanted, ids, tuple(rows), len(ids))

    def find_again(
        self, vault: Vault, overview: Overview, wanted: Wanted, standing: Sequence[str], chosen: Sequence[str]
    ) -> Found:
        """Return what is found in the order that it is `standing` in on screen, what is new behind what it follows.

        A chosen record that is no longer found stays while the vault has it: a list does not slip away under a hand.
        """
        found, seen, texts = self._ids(vault, overview, wanted)
        inside = set(found)
        inside.update(one for one in chosen if one in texts)
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
        return Found(wanted, ids, tuple(window_overview.rows(vault, seen, ids[:FIRST])), len(ids))

    def _ids(
        self, vault: Vault, overview: Overview, wanted: Wanted
    ) -> tuple[list[str], Overview, Mapping[str, str]]:
        """The ids in their order, and the overview and texts that they are of."""
        scope, words = _scope(wanted), fold(wanted.words)
        with self._lock:
            snapshot = self._snapshot
            answers = self._answers.setdefault(scope, {})
            for old in list(self._answers)[:-_SCOPES]:
                del self._answers[old]
            nearest = max((one for one in answers if words.startswith(one)), key=len, default="")
            answer = answers.get(nearest)
        if snapshot is None:
            return _sorted(vault, overview, scope, wanted.words), overview, {}
        if answer is None:
            answer = _everything(vault, snapshot, scope)
            self._keep(answers, "", answer)
        if nearest != words:
            for word in sorted(set(words.split()), key=len, reverse=True):
                answer = answer.holding(word)
            self._keep(answers, words, answer)
        return answer.ids, snapshot.overview, snapshot.texts

    def _keep(self, answers: dict[str, _Answer], words: str, answer: _Answer) -> None:
        with self._lock:
            answers.pop(words, None)
            answers[words] = answer
            for old in [one for one in answers if one][:-_KEPT]:
                del answers[old]


def _read(vault: Vault, overview: Overview, changes: int, old: _Snapshot | None) -> _Snapshot:
    """Read every text, or after the first time, in some milliseconds, those that are new or were changed."""
    since = old.newest - _OVERLAP if old is not None and old.newest is not None else None
    fresh, newest = vault.records.texts(since)
    known = {**old.texts, **fresh} if old is not None and old.texts else dict(fresh)
    ids = vault.records.ids()
    # Restored from the trash, or written with an old time.
    known.update(vault.records.texts_of([one for one in ids if one not in known]))
    ids = [one for one in ids if one in known]
    texts = [known[one] for one in ids]
    if len(fresh) > _MANY:
        texts = _side_by_side(texts)
    moments = (old.newest if old is not None else None, newest)
    return _Snapshot(
        overview,
        changes,
        max(filter(None, moments), default=None),
        dict(zip(map(window_overview.one_copy, ids), texts, strict=True)),
    )


def _scope(wanted: Wanted) -> _Scope:
    return _Scope(wanted.view, wanted.folder, wanted.order, wanted.backwards)


def _everything(vault: Vault, snapshot: _Snapshot, scope: _Scope) -> _Answer:
    """All of a scope, in its order."""
    ids, texts = _sorted(vault, snapshot.overview, scope, ""), snapshot.texts
    return _Answer(ids, [texts.get(one, "") for one in ids])


def _side_by_side(texts: list[str]) -> list[str]:
    """Return the same texts, one behind the other in memory: looking through them takes a fifth of the time."""
    made = _BETWEEN.join(texts).split(_BETWEEN)
    return made if len(made) == len(texts) else texts


def _sorted(vault: Vault, overview: Overview, scope: _Scope, words: str) -> list[str]:
    """Return the ids of a scope in its order, of those that the vault's index has these words of."""
    order = scope.order.value if scope.order in (Order.TYPE, Order.HOST) else "title"
    found = vault.records.ids(folder=scope.folder, query=words, order=order)
    ids = [window_overview.one_copy(one) for one in found]
    if scope.view is not None:
        listed = overview.views.get(scope.view, ())
        # What was changed last comes in that order, everything else in the order asked for.
        first, second = (listed, ids) if scope.view is ViewKey.RECENT else (ids, listed)
        inside = set(second)
        ids = [one for one in first if one in inside]
    match scope.order:
        case Order.STATE:
            ids = window_overview.worst_first(ids, overview)
        case Order.LAST_ROTATED:
            ids = window_overview.oldest_first(ids, overview)
        case _:
            pass
    return ids[::-1] if scope.backwards else ids
