"""Searching as fast as a person types, at a hundred thousand records: what the table shows for a scope, words and an order."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pamdesk.services import window_overview
from pamdesk.services.views import RecordRow, ViewKey
from pamdesk.services.window_overview import Overview
from pamdesk.vault.rows import RecordHeader
from pamdesk.vault.search import fold
from pamdesk.vault.vault import Vault

INDEXED = 3  # letters: shorter words are not in the vault's trigram index, and reading every row takes half a second
FIRST = 40  # rows that come with the ids, so that what is seen at first is painted at once
_CHUNK = 1_000
_RECENT = 400  # records looked at again after a change


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


class ShortWords:
    """Folded titles, logins, hosts and tags in memory, for words too short for the index; URLs need three letters."""

    def __init__(self) -> None:
        """Empty; `refresh` fills it."""
        self._lock = threading.Lock()
        self._changes = -1
        self._keys: Mapping[str, str] = {}

    def refresh(self, vault: Vault) -> None:
        """Take in what is new or was changed; after the first time in some milliseconds."""
        with self._lock:
            changes = vault.changes()
            if changes == self._changes:
                return
            ids = vault.records.ids()
            known = self._keys
            stale = {one for one in ids if one not in known}
            stale.update(vault.records.ids(order="-modified", limit=_RECENT))
            wanted = sorted(stale)
            fresh: dict[str, str] = {}
            for start in range(
                0, len(wanted), _CHUNK
            ):  # a few at a time: a hundred thousand headers weigh 60 MB
                part = vault.records.headers(wanted[start : start + _CHUNK])
                fresh.update((header.id, _key(header)) for header in part)
            self._keys = {one: fresh.get(one) or known[one] for one in ids if one in fresh or one in known}
            self._changes = changes

    @property
    def ready(self) -> bool:
        """Whether it was filled once."""
        return self._changes >= 0

    def holding(self, ids: Sequence[str] | None, words: Sequence[str]) -> list[str]:
        """Return those of the ids (None: all, by title) whose text holds every word."""
        keys = self._keys
        if ids is None:
            if len(words) == 1:
                word = words[0]
                return [one for one, text in keys.items() if word in text]
            return [one for one, text in keys.items() if all(word in text for word in words)]
        return [one for one in ids if all(word in keys.get(one, "") for word in words)]


def _key(header: RecordHeader) -> str:
    return fold("\n".join((header.title, header.login, header.host, *header.tags)))


def search(vault: Vault, overview: Overview, short: ShortWords, wanted: Wanted) -> Found:
    """Return what the table shows; raises what reading the vault raises."""
    ids = _matching(vault, overview, short, wanted)
    match wanted.order:
        case Order.STATE:
            ids = window_overview.worst_first(ids, overview)
        case Order.LAST_ROTATED:
            ids = window_overview.oldest_first(ids, overview)
        case _:
            pass
    if wanted.backwards:
        ids = list(reversed(ids))
    rows = window_overview.rows(vault, overview, ids[:FIRST], hasty=True)
    return Found(wanted, ids, tuple(rows), len(ids))


def _matching(vault: Vault, overview: Overview, short: ShortWords, wanted: Wanted) -> list[str]:
    order = wanted.order.value if wanted.order in (Order.TYPE, Order.HOST) else "title"
    words = fold(wanted.words).split()
    brief = [word for word in words if len(word) < INDEXED]
    view = overview.views.get(wanted.view, ()) if wanted.view is not None else None
    if not brief or not short.ready:
        found = vault.records.ids(folder=wanted.folder, query=wanted.words, order=order)
    elif len(brief) == len(words) and wanted.folder is None and order == "title":
        found = short.holding(None, brief)
    else:
        indexed = " ".join(word for word in words if len(word) >= INDEXED)
        found = short.holding(vault.records.ids(folder=wanted.folder, query=indexed, order=order), brief)
    if view is None:
        return found
    if wanted.view is ViewKey.RECENT and not words:
        return list(view)
    inside = set(view)
    return [one for one in found if one in inside]
