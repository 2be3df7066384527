"""What the command palette offers for what was typed: records, the actions for the record in front, places, all else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from pamdesk.desktop import field_words
from pamdesk.desktop.actions import ACTIONS, Actions, ActionSpec, Group
from pamdesk.desktop.state_words import state_of
from pamdesk.desktop.tree_model import Place
from pamdesk.desktop.widgets.palette_list import PaletteGroup, PaletteItem
from pamdesk.desktop.widgets.record_columns import state_words
from pamdesk.records import types
from pamdesk.services.views import RecordRow
from pamdesk.vault.search import fold

_RECORDS: Final = 6  # rows of records: more are found by typing on, or in the list
_PLACES: Final = 4
_NEW: Final = "new:"
_RECORD: Final = "record:"
_PLACE: Final = "place:"
_ACTION: Final = "action:"
# Not offered: what opens the palette, and what is done to a page that lies below it.
_LEFT_OUT: Final = frozenset({"palette", "save", "next_area", "new_record"})
# What is offered of a record before anything is typed; the rest of its actions is found by typing.
_FIRST: Final = ("rotate", "copy_password", "copy_login", "check", "preview", "open_record", "edit_record")
_OF_RECORD: Final = frozenset({Group.RECORD, Group.ROTATION})


def parts(key: str) -> tuple[str, str]:
    """What a row's key is of ("record", "place", "action" or "new"), and its name there."""
    kind, _, name = key.partition(":")
    return kind, name


def records(rows: Iterable[RecordRow], words: str) -> PaletteGroup:
    """The records that were found, with their states; nearest are those whose titles begin with the words, then hold them."""
    wanted = fold(words)

    def distance(row: RecordRow) -> int:
        title = fold(row.title)
        return 0 if title.startswith(wanted) else 1 if wanted in title else 2

    nearest = sorted(rows, key=distance)
    return PaletteGroup(
        QCoreApplication.translate("PaletteRows", "Records"),
        tuple(_record(row) for row in nearest[:_RECORDS]),
    )


def of_record(actions: Actions, title: str, words: str) -> PaletteGroup:
    """What can be done with the record in front; without words only what is done most."""
    specs = [spec for spec in ACTIONS if spec.group in _OF_RECORD and spec.key not in _LEFT_OUT]
    if not words:
        specs.sort(key=lambda spec: _FIRST.index(spec.key) if spec.key in _FIRST else len(_FIRST))
        specs = specs[: len(_FIRST)]
    told = QCoreApplication.translate("PaletteRows", "With {title}").format(title=title)
    return PaletteGroup(told, tuple(_actions(actions, specs, words)))


def places(found: Iterable[Place], words: str) -> PaletteGroup:
    """The views and folders that are called so."""
    matching = [each for each in found if _holds(each.name, words)]
    items = (PaletteItem(_PLACE + each.key, each.icon, each.name, each.inside) for each in matching[:_PLACES])
    return PaletteGroup(QCoreApplication.translate("PaletteRows", "Go to"), tuple(items))


def others(actions: Actions, words: str) -> PaletteGroup:
    """Every action that needs no record, and a new record of each type."""
    specs = [spec for spec in ACTIONS if spec.group not in _OF_RECORD and spec.key not in _LEFT_OUT]
    items = [*_new_records(words), *_actions(actions, specs, words)]
    return PaletteGroup(QCoreApplication.translate("PaletteRows", "Actions"), tuple(items))


def _new_records(words: str) -> Iterator[PaletteItem]:
    for each in types.ALL:
        title = QCoreApplication.translate("PaletteRows", "New {type}").format(
            type=field_words.said(each.title)
        )
        if words and _holds(title, words):
            yield PaletteItem(_NEW + each.key, each.icon, title)


def _record(row: RecordRow) -> PaletteItem:
    known = types.find(row.type)
    word = row.state or row.worst
    state = state_of(word) if word else None
    where = ", ".join(filter(None, (row.where, row.where_kind))) or field_words.type_title(row.type)
    return PaletteItem(
        _RECORD + row.id,
        known.icon if known else "note",
        row.title,
        where,
        state=state,
        state_words=state_words(state, row.worst_count if row.state is None else 0) if state else "",
    )


def _actions(actions: Actions, specs: Iterable[ActionSpec], words: str) -> Iterator[PaletteItem]:
    for spec in specs:
        said = actions[spec.key].text()
        # The English name too: it is what manuals and colleagues call it.
        if _holds(said, words) or _holds(spec.words, words):
            keys = actions[spec.key].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            caps = tuple(part for part in keys.split("+") if part) if keys else ()
            yield PaletteItem(_ACTION + spec.key, spec.icon, said, keys=caps, off=actions.reason(spec.key))


def _holds(name: str, words: str) -> bool:
    """Whether each word that was typed begins a word of the name, or stands anywhere in it where it is long."""
    folded = fold(name)
    starts = folded.split()
    return all(
        any(one.startswith(word) for one in starts) or (len(word) > 2 and word in folded)
        for word in fold(words).split()
    )
