"""Linking records, by the rules of records.md §2; every refusal names both records."""

from __future__ import annotations

from dataclasses import dataclass

from pamdesk.records.errors import NotFound
from pamdesk.records.link_rules import check_link
from pamdesk.records.links import Link, LinkKind
from pamdesk.records.words import quoted
from pamdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link with the titles of both ends."""

    kind: LinkKind
    source: str
    source_title: str
    target: str
    target_title: str


def title_of(vault: Vault, record_id: str) -> str:
    """Return a record's title for a sentence."""
    return vault.records.header(record_id).title


def add(vault: Vault, link: Link, who: str) -> None:
    """Make a link; raises InvalidRecord with the sentence of the rule that it breaks. One that is there stays as it is."""
    if link in vault.links.of(link.source):
        return
    source, target = vault.records.get(link.source), vault.records.get(link.target)
    check_link(link, source, target, vault.links.all(), lambda one: title_of(vault, one))
    vault.links.add(link, who)


def remove(vault: Vault, link: Link, who: str) -> None:
    """Take a link away; raises NotFound where there is none."""
    if link not in vault.links.of(link.source):
        raise NotFound(
            f"{quoted(title_of(vault, link.source))} has no link {link.kind.value} to "
            f"{quoted(title_of(vault, link.target))}.",
            code="not_linked",
        )
    vault.links.remove(link, who)


def of(vault: Vault, record_id: str) -> tuple[LinkLine, ...]:
    """Return the links from and to a record, with titles."""
    links = vault.links.of(record_id)
    ids = list(dict.fromkeys(end for link in links for end in (link.source, link.target)))
    titles = {header.id: header.title for header in vault.records.headers(ids)}
    return tuple(
        LinkLine(
            link.kind, link.source, titles.get(link.source, ""), link.target, titles.get(link.target, "")
        )
        for link in links
    )
