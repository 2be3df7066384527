"""What an ID on the command line or in a search box names: an id, a title, or a title with its folder."""

from __future__ import annotations

from pamdesk.records.errors import NotFound
from pamdesk.records.words import listed
from pamdesk.vault.folders import Folder
from pamdesk.vault.vault import Vault

AMBIGUOUS = "ambiguous"
_SHOWN = 5  # candidates named in a hint


def find(vault: Vault, text: str) -> str:
    """Return the one record that an id, a title or `Folder / Title` names; raises NotFound for none or more than one."""
    try:
        return vault.records.find(text)
    except NotFound as unknown:
        inside = _in_folder(vault, text)
        if len(inside) == 1:
            return inside[0]
        if unknown.code == AMBIGUOUS:
            raise NotFound(unknown.message, hint=_candidates(vault, text), code=AMBIGUOUS) from None
        raise


def _candidates(vault: Vault, title: str) -> str:
    """Say what each record of this title is called beside it: its folder, and its id, which is always enough."""
    wanted = title.casefold()
    headers = vault.records.headers(vault.records.ids(query=title))
    alike = sorted(
        (vault.folders.path(each.folder), each.id) for each in headers if each.title.casefold() == wanted
    )
    named = [f"{record_id} ({path})" for path, record_id in alike[:_SHOWN]]
    more = len(alike) - len(named)
    return (
        f"Use its id: {listed([*named, f'{more} more'] if more else named, 'or')}."
        if named
        else "Use its id."
    )


def find_all(vault: Vault, texts: tuple[str, ...]) -> list[str]:
    """Return what several texts name, each record once, in their order."""
    return list(dict.fromkeys(find(vault, text) for text in texts))


def folder(vault: Vault, text: str) -> Folder:
    """Return the folder that an id, a name or a path names; raises NotFound."""
    return vault.folders.by_name(text)


def _in_folder(vault: Vault, text: str) -> list[str]:
    path, slash, title = text.rpartition("/")
    if not slash:
        return []
    try:
        place = folder(vault, path.strip())
    except NotFound:
        return []
    wanted = title.strip().casefold()
    headers = vault.records.headers(vault.records.ids(folder=place.id, query=title.strip()))
    return [each.id for each in headers if each.folder == place.id and each.title.casefold() == wanted]
