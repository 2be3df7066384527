"""What the window's lists show: rows, the folder tree, the built-in views. Read in batches, for the ids that are on screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from pamdesk.records.fields import FieldKind
from pamdesk.records.links import LinkKind
from pamdesk.records.record import Record
from pamdesk.records.types import find as find_type
from pamdesk.services.states import AccountView, AccountWord, StateReader, worst
from pamdesk.vault.rows import RecordHeader
from pamdesk.vault.vault import Vault

USER = "pamUser"
RECENT = 50  # records in the view Recent
_KIND_FIELDS = {
    "pamDatabase": "database_type",
    "pamDirectory": "directory_type",
    "pamMachine": "operating_system",
    "pamConfiguration": "environment",
}
_ACCOUNT_LINKS = (LinkKind.BELONGS_TO, LinkKind.IAM_USER)


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One row of the record table; `accounts` and `worst` are of a resource, `state` and `last_rotated` of an account."""

    id: str
    title: str
    type: str
    where: str
    where_kind: str
    last_rotated: datetime | None
    state: AccountWord | None
    favourite: bool = False
    accounts: int = 0
    worst: AccountWord | None = None
    worst_count: int = 0


@dataclass(frozen=True, slots=True)
class FolderNode:
    """One folder of the tree; `count` holds its subfolders' records too."""

    id: str
    name: str
    shared: bool
    count: int
    children: tuple[FolderNode, ...]


class ViewKey(StrEnum):
    """The built-in views, in their order."""

    DUE = "due"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"
    NEVER = "never"
    NOT_LINKED = "not_linked"
    FAVOURITES = "favourites"
    RECENT = "recent"


_WORDS_OF_VIEW = {
    ViewKey.DUE: (AccountWord.DUE,),
    ViewKey.FAILED: (AccountWord.FAILED, AccountWord.REFUSED, AccountWord.FOLLOWUP_FAILED),
    ViewKey.IN_DOUBT: (AccountWord.IN_DOUBT,),
    ViewKey.NEVER: (AccountWord.NEVER,),
}


def rows(vault: Vault, ids: Sequence[str], now: datetime | None = None) -> list[RecordRow]:
    """Return the rows of these records, in their order; an id that is gone is left out."""
    headers = vault.records.headers(ids)
    reader = StateReader(vault, now)
    users = [header.id for header in headers if header.type == USER]
    accounts = _accounts(vault, [header.id for header in headers if header.type in _KIND_FIELDS])
    everyone = list(dict.fromkeys([*users, *(user for found in accounts.values() for user in found)]))
    states = reader.of(everyone)
    return [_row(reader, header, states, accounts.get(header.id, ())) for header in headers]


def _accounts(vault: Vault, places: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the accounts that live on each resource or configuration."""
    living: dict[str, list[str]] = {place: [] for place in places}
    for link in vault.links.of_many(places):
        if link.kind in _ACCOUNT_LINKS and link.target in living:
            living[link.target].append(link.source)
    return {place: tuple(users) for place, users in living.items()}


def _row(
    reader: StateReader, header: RecordHeader, states: dict[str, AccountView], accounts: tuple[str, ...]
) -> RecordRow:
    if header.type == USER:
        view = states[header.id]
        place = reader.place(view.place) if view.place else None
        return RecordRow(
            id=header.id,
            title=header.title,
            type=header.type,
            where=place.title if place else "",
            where_kind=kind_label(place) if place else "",
            last_rotated=view.proved_at,
            state=view.word,
            favourite=header.favourite,
        )
    record = reader.place(header.id) if header.type in _KIND_FIELDS else None
    words = [states[user].word for user in accounts]
    bad = worst(words)
    return RecordRow(
        id=header.id,
        title=header.title,
        type=header.type,
        where=header.host or header.login,
        where_kind=kind_label(record) if record else "",
        last_rotated=None,
        state=None,
        favourite=header.favourite,
        accounts=len(accounts),
        worst=bad,
        worst_count=words.count(bad) if bad else 0,
    )


def kind_label(record: Record) -> str:
    """Return what a resource or configuration is, as people call it: PostgreSQL, Linux, AWS."""
    record_type = find_type(record.type)
    field = record_type.find(_KIND_FIELDS.get(record.type, "")) if record_type else None
    if field is None or field.kind is not FieldKind.CHOICE:
        return ""
    value = record.text(field.name) or str(field.default or "")
    return next((choice.label for choice in field.choices if choice.value == value), value)


def tree(vault: Vault) -> tuple[FolderNode, ...]:
    """Return the folders from the top, each with the records in it and below it counted."""
    folders = vault.folders.list()
    own = vault.records.counts().by_folder
    below: dict[str | None, list[str]] = {}
    by_id = {folder.id: folder for folder in folders}
    for folder in folders:
        below.setdefault(folder.parent, []).append(folder.id)

    def node(folder_id: str) -> FolderNode:
        children = tuple(node(child) for child in below.get(folder_id, ()))
        count = own.get(folder_id, 0) + sum(child.count for child in children)
        folder = by_id[folder_id]
        return FolderNode(folder.id, folder.name, folder.shared, count, children)

    return tuple(node(folder_id) for folder_id in below.get(None, ()))


@dataclass(frozen=True, slots=True)
class ViewIds:
    """The records of every built-in view at one moment; counting them is counting these."""

    ids: dict[ViewKey, tuple[str, ...]]

    @property
    def counts(self) -> dict[ViewKey, int]:
        """How many records each view has."""
        return {key: len(found) for key, found in self.ids.items()}


def built_in_views(vault: Vault, now: datetime | None = None) -> ViewIds:
    """Return what each built-in view holds; reads every account that can be rotated, so call it off the window's thread."""
    moment = now or datetime.now(UTC)
    users = vault.records.ids(type=USER)
    linked = {link.source for link in vault.links.all() if link.kind in _ACCOUNT_LINKS}
    # An account without settings is in no state that the scheduler would act on: it is only looked at if it is linked.
    settled = {settings.user_id for settings in vault.rotation_settings.all()}
    states = StateReader(vault, moment).of([user for user in users if user in settled])
    found: dict[ViewKey, tuple[str, ...]] = {
        key: tuple(user for user in users if user in states and states[user].word in words)
        for key, words in _WORDS_OF_VIEW.items()
    }
    found[ViewKey.NOT_LINKED] = tuple(user for user in users if user not in linked)
    found[ViewKey.FAVOURITES] = tuple(vault.records.ids(favourite=True))
    found[ViewKey.RECENT] = tuple(vault.records.ids(order="-modified", limit=RECENT))
    return ViewIds(found)


def count_by_state(views: Sequence[AccountView]) -> Counter[AccountWord]:
    """Count accounts by state."""
    return Counter(view.word for view in views)
