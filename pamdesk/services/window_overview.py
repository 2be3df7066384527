"""The whole vault at one moment, as the window's tree, views and table need it: every state read in a few queries."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from pamdesk.records.links import LinkKind
from pamdesk.records.rotation_settings import RotationSettings
from pamdesk.services.states import DUE_WITHIN, WORST_FIRST, AccountView, AccountWord, StateReader, worst
from pamdesk.services.views import RECENT, USER, FolderNode, RecordRow, ViewKey, kind_label, tree
from pamdesk.vault.rows import RecordHeader
from pamdesk.vault.vault import Vault

_LIVES_ON = (LinkKind.BELONGS_TO, LinkKind.IAM_USER)
_OF_VIEW: Mapping[ViewKey, tuple[AccountWord, ...]] = {
    ViewKey.DUE: (AccountWord.DUE,),
    ViewKey.FAILED: (AccountWord.FAILED, AccountWord.REFUSED, AccountWord.FOLLOWUP_FAILED),
    ViewKey.IN_DOUBT: (AccountWord.IN_DOUBT,),
    ViewKey.NEVER: (AccountWord.NEVER,),
}
_PLACES = frozenset({"pamMachine", "pamDatabase", "pamDirectory", "pamConfiguration"})


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A resource or configuration: what it is, how many accounts it has, and the worst of their states."""

    title: str
    kind: str
    accounts: int = 0
    worst: AccountWord | None = None
    worst_count: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """One moment of a vault: accounts that were ever set up, places with accounts, folders, and what each view holds."""

    at: datetime
    changes: int = -1
    total: int = 0
    aws: tuple[str, ...] = ()
    accounts: Mapping[str, AccountView] = field(default_factory=dict)
    places: Mapping[str, PlaceView] = field(default_factory=dict)
    home: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[FolderNode, ...] = ()
    views: Mapping[ViewKey, tuple[str, ...]] = field(default_factory=dict)

    def good_until(self) -> datetime:
        """Return when time alone makes it wrong: an account comes due, or "done today" becomes "up to date"."""
        here = self.at.astimezone()
        midnight = datetime.combine(here.date() + timedelta(days=1), time.min).astimezone()
        times = [view.next_at for view in self.accounts.values() if view.next_at is not None]
        # An account is due for some time before its time comes, unless it is rotated often.
        coming = (*times, *(each - DUE_WITHIN for each in times))
        return min((each for each in coming if self.at < each < midnight), default=midnight)

    def word(self, record_id: str) -> AccountWord | None:
        """Return the state of an account, or the worst one of a place; None where there is neither."""
        account = self.accounts.get(record_id)
        if account is not None:
            return account.word
        place = self.places.get(record_id)
        return place.worst if place is not None else None


class _BulkReader(StateReader):
    """Reads the settings and links of the whole vault once, and answers from them."""

    def __init__(self, vault: Vault, now: datetime) -> None:
        super().__init__(vault, now)
        self.home: dict[str, str] = {}
        self._environments: dict[str, str] = {}
        for link in vault.links.all():
            if link.kind in _LIVES_ON:
                self.home[one_copy(link.source)] = one_copy(link.target)
            elif link.kind is LinkKind.ENVIRONMENT:
                self._environments[link.source] = one_copy(link.target)
        self.look_at((*self.home.values(), *self._environments.values()))
        self._settings = {one_copy(settings.user_id): settings for settings in vault.rotation_settings.all()}
        self._states = vault.journal.account_states()

    def everyone(self) -> list[str]:
        """Every account that is linked, was set up or was ever rotated."""
        return list(dict.fromkeys([*self._settings, *self.home, *self._states]))

    def where(self, user_id: str) -> tuple[str, str]:
        place = self.home.get(user_id, "")
        if not place:
            return "", ""
        return place, self._environments.get(place, place if self._is_configuration(place) else "")

    def _is_configuration(self, record_id: str) -> bool:
        record = self.place(record_id)
        return record is not None and record.type == "pamConfiguration"

    def settings(self, user_id: str) -> RotationSettings | None:
        return self._settings.get(user_id)

    def bulk(self) -> dict[str, AccountView]:
        """The views of everyone."""
        return {user_id: self._of(user_id) for user_id in self.everyone()}

    def _of(self, user_id: str) -> AccountView:
        place, configuration = self.where(user_id)
        return self.view(
            user_id, self._states.get(user_id), self._settings.get(user_id), place, configuration
        )


# An id stands in many tables of the window: of a hundred thousand, each copy weighs 7 MB.
one_copy = sys.intern


def read(vault: Vault, now: datetime | None = None) -> Overview:
    """Read the vault as it is now; takes a while on a large one, so call it off the window's thread."""
    moment = now or datetime.now(UTC)
    changes = vault.changes()
    reader = _BulkReader(vault, moment)
    accounts = reader.bulk()
    counts = vault.records.counts()
    users = (
        [one_copy(one) for one in vault.records.ids(type=USER)]
        if accounts or counts.by_type.get(USER)
        else []
    )
    present = set(users)
    accounts = {user_id: view for user_id, view in accounts.items() if user_id in present}
    by_word: dict[AccountWord, list[str]] = {}
    for user_id in users:
        view = accounts.get(user_id)
        by_word.setdefault(view.word if view else AccountWord.NEVER, []).append(user_id)
    views: dict[ViewKey, tuple[str, ...]] = {
        key: tuple(one for word in words for one in by_word.get(word, ())) for key, words in _OF_VIEW.items()
    }
    views[ViewKey.NOT_LINKED] = tuple(user_id for user_id in users if user_id not in reader.home)
    views[ViewKey.FAVOURITES] = tuple(vault.records.ids(favourite=True))
    views[ViewKey.RECENT] = tuple(vault.records.ids(order="-modified", limit=RECENT))
    places = _places(vault, reader, accounts)
    return Overview(
        at=moment,
        changes=changes,
        total=counts.all,
        aws=_aws(vault, reader),
        accounts=accounts,
        places=places,
        home=reader.home,
        folders=tree(vault),
        views=views,
    )


def _aws(vault: Vault, reader: StateReader) -> tuple[str, ...]:
    found = []
    configurations = vault.records.ids(type="pamConfiguration")
    reader.look_at(configurations)
    for record_id in configurations:
        record = reader.place(record_id)
        if record is not None and (record.text("environment") or "aws") == "aws":
            found.append(record_id)
    return tuple(found)


def _places(vault: Vault, reader: StateReader, accounts: Mapping[str, AccountView]) -> dict[str, PlaceView]:
    words: dict[str, list[AccountWord]] = {}
    for view in accounts.values():
        if view.place:
            words.setdefault(view.place, []).append(view.word)
    found = {}
    for record_id, theirs in words.items():
        record = reader.place(record_id)
        if record is None:
            continue
        bad = worst(theirs)
        count = theirs.count(bad) if bad else 0
        found[record_id] = PlaceView(record.title, kind_label(record), len(theirs), bad, count)
    return found


def rows(vault: Vault, overview: Overview, ids: Sequence[str]) -> list[RecordRow]:
    """Return the rows of these records, in their order; an id that is gone is left out."""
    headers = vault.records.headers(ids)
    lonely = [each.id for each in headers if each.type in _PLACES and each.id not in overview.places]
    kinds = {record_id: kind_label(record) for record_id, record in vault.records.plain(lonely).items()}
    return [_row(overview, header, kinds.get(header.id, "")) for header in headers]


def _row(overview: Overview, header: RecordHeader, kind: str) -> RecordRow:
    if header.type == USER:
        account = overview.accounts.get(header.id)
        place = overview.places.get(account.place) if account is not None and account.place else None
        return RecordRow(
            id=header.id,
            title=header.title,
            type=header.type,
            where=place.title if place else "",
            where_kind=place.kind if place else "",
            last_rotated=account.proved_at if account else None,
            state=account.word if account else AccountWord.NEVER,
            favourite=header.favourite,
        )
    here = overview.places.get(header.id)
    return RecordRow(
        id=header.id,
        title=header.title,
        type=header.type,
        where=header.host or header.login,
        where_kind=here.kind if here else kind,
        last_rotated=None,
        state=None,
        favourite=header.favourite,
        accounts=here.accounts if here else 0,
        worst=here.worst if here else None,
        worst_count=here.worst_count if here else 0,
    )


def worst_first(ids: Iterable[str], overview: Overview) -> list[str]:
    """Sort ids by state, worst first; within a state they keep their order."""
    found: dict[AccountWord | None, list[str]] = {}
    for record_id in ids:
        found.setdefault(overview.word(record_id), []).append(record_id)
    order: tuple[AccountWord | None, ...] = (*WORST_FIRST, None)
    return [record_id for word in order for record_id in found.get(word, ())]


def oldest_first(ids: Iterable[str], overview: Overview) -> list[str]:
    """Sort ids by their last proved rotation, the oldest first, those without one before it."""
    never, proved = [], []
    for record_id in ids:
        account = overview.accounts.get(record_id)
        if account is None or account.proved_at is None:
            never.append(record_id)
        else:
            proved.append((account.proved_at, record_id))
    return [*never, *(record_id for _, record_id in sorted(proved))]
