"""Finds what an imported file means by a title or a login: in the file first, in the vault second."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pamdesk.exchange.plan import PlannedRecord
from pamdesk.records.errors import InvalidRecord, NotFound
from pamdesk.records.words import quoted
from pamdesk.vault.vault import Vault

USERS = ("pamUser", "login")
AMBIGUOUS = "ambiguous"


def in_vault(vault: Vault, title: str) -> str | None:
    """Return the record that has this title, None where there is none; raises NotFound where several have it."""
    try:
        return vault.records.find(title)
    except NotFound as error:
        if error.code == AMBIGUOUS:
            raise
        return None


class Matching:
    """Turns references of a plan into ids; `ids` says which id each planned record has, or that it was left out."""

    def __init__(self, vault: Vault, planned: Sequence[PlannedRecord], ids: Mapping[int, str]) -> None:
        """Take the vault, the plan's records and their ids."""
        self._vault = vault
        self._planned = planned
        self._ids = ids

    def user(self, text: str, resource: int | str) -> str:
        """Return the id of the user whose title or login this is: the resource's own first, then those of several."""
        own = [each for each in self._users() if each.owner == resource]
        shared = [each for each in self._users() if each.owner is None]
        others = [each for each in self._users() if each.owner is not None and each.owner != resource]
        for group in (own, shared, others):
            found = self._one(text, group)
            if found is not None:
                return found
        return self._of_resource(text) or self._known(text)

    def resource(self, text: str) -> str:
        """Return the id of the resource or configuration that has this title."""
        places = [each for each in self._planned if each.type not in USERS]
        return self._one(text, places) or self._known(text)

    def _users(self) -> list[PlannedRecord]:
        return [each for each in self._planned if each.type in USERS]

    def _of_resource(self, text: str) -> str | None:
        """Read `Resource.User`, as Keeper writes a credential of another resource."""
        for place in (each for each in self._planned if each.type not in USERS):
            if text.startswith(f"{place.title}."):
                own = [each for each in self._users() if each.owner == place.key]
                found = self._one(text.removeprefix(f"{place.title}."), own)
                if found is not None:
                    return found
        return None

    def _one(self, text: str, group: Sequence[PlannedRecord]) -> str | None:
        by_title = _matching(text, group, lambda each: each.title)
        by_login = _matching(text, group, lambda each: each.login)
        for found in (by_title, by_login):
            if len(found) > 1:
                raise InvalidRecord(f"{quoted(text)} names {len(found)} records of the file.", code=AMBIGUOUS)
            if found:
                if found[0].key not in self._ids:
                    raise InvalidRecord(f"{quoted(text)} was left out.", code="left_out")
                return self._ids[found[0].key]
        return None

    def _known(self, text: str) -> str:
        found = in_vault(self._vault, text)
        if found is None:
            raise InvalidRecord(f"Neither the file nor the vault has {quoted(text)}.", code="not_found")
        return found


def _matching(
    text: str, group: Sequence[PlannedRecord], of: Callable[[PlannedRecord], str]
) -> list[PlannedRecord]:
    exact = [each for each in group if of(each) == text]
    return exact or [each for each in group if of(each).casefold() == text.casefold()]
