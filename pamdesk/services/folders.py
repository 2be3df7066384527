"""Folders, with the number of records in each."""

from __future__ import annotations

from dataclasses import dataclass

from pamdesk.records.errors import NotFound
from pamdesk.services.naming import folder as find_folder
from pamdesk.vault.folders import Folder
from pamdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class FolderLine:
    """One folder of a list: its place in words, and how many records are directly in it."""

    id: str
    name: str
    path: str
    shared: bool
    records: int


def add(vault: Vault, name: str, who: str, *, shared: bool = False) -> Folder:
    """Make a folder; `Production / Databases` makes it inside Production, which must be there. Raises InvalidRecord, NotFound."""
    parent, slash, own = name.rpartition("/")
    if not slash:
        return vault.folders.add(name.strip(), None, shared, who=who)
    try:
        inside = find_folder(vault, parent.strip())
    except NotFound as error:
        hint = error.hint or "A folder is made inside one that is there: make that one first."
        raise NotFound(error.message, hint=hint, code=error.code) from None
    return vault.folders.add(own.strip(), inside.id, shared, who=who)


def lines(vault: Vault) -> tuple[FolderLine, ...]:
    """Return every folder, sorted by its path."""
    counts = vault.records.counts().by_folder
    found = [
        FolderLine(each.id, each.name, vault.folders.path(each.id), each.shared, counts.get(each.id, 0))
        for each in vault.folders.list()
    ]
    return tuple(sorted(found, key=lambda line: line.path.casefold()))
