"""What may stand at the other end of a link, for the chooser of the drawing."""

from __future__ import annotations

from dataclasses import dataclass

from pamdesk.records.link_rules import RULES
from pamdesk.records.links import LinkKind
from pamdesk.vault.vault import Vault

MOST = 200  # candidates shown; more words find fewer


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be linked."""

    id: str
    title: str
    type: str
    note: str


def candidates(
    vault: Vault, kind: LinkKind, anchor: str, *, outward: bool, words: str = ""
) -> tuple[Candidate, ...]:
    """Return records of the types that the link takes, those of the same place first, by title."""
    rule = RULES[kind]
    wanted = rule.targets if outward else rule.sources
    found: list[str] = []
    for type_key in wanted:
        found += vault.records.ids(type=type_key, query=words, limit=MOST)
    near: set[str] = set()
    if not outward:
        near = {
            link.source
            for link in vault.links.of(anchor)
            if link.target == anchor and link.kind is LinkKind.BELONGS_TO
        }
    headers = [each for each in vault.records.headers(found) if each.id != anchor]
    headers.sort(key=lambda each: each.id not in near)
    return tuple(
        Candidate(each.id, each.title, each.type, each.host or each.login) for each in headers[:MOST]
    )
