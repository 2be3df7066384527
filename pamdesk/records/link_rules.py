"""Which links may be made, and what would stop working without a record; every refusal names both records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pamdesk.records.errors import InvalidRecord
from pamdesk.records.field_checks import arn_parts
from pamdesk.records.links import Link, LinkKind
from pamdesk.records.record import Record
from pamdesk.records.types import RESOURCES, by_key
from pamdesk.records.words import counted, listed, quoted

REFUSED = "link_refused"
NO_ADMIN = "no_admin"
_MOST_NAMED = 3  # names in a sentence; the others are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRule:
    """What a kind of link joins, in types' keys, and how it reads between the two titles."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    words: str
    one_per_source: bool = False
    one_per_target: bool = False


RULES: dict[LinkKind, LinkRule] = {
    LinkKind.BELONGS_TO: LinkRule(
        sources=("pamUser",), targets=RESOURCES, words="belongs to", one_per_source=True
    ),
    LinkKind.IAM_USER: LinkRule(
        sources=("pamUser",),
        targets=("pamConfiguration",),
        words="is a cloud identity of",
        one_per_source=True,
    ),
    LinkKind.ADMIN: LinkRule(
        sources=("pamUser",), targets=RESOURCES, words="is the admin of", one_per_target=True
    ),
    LinkKind.LAUNCH: LinkRule(
        sources=("pamUser",), targets=(*RESOURCES, "pamRemoteBrowser"), words="opens sessions on"
    ),
    LinkKind.ENVIRONMENT: LinkRule(
        sources=(*RESOURCES, "pamRemoteBrowser"),
        targets=("pamConfiguration",),
        words="is served by",
        one_per_source=True,
    ),
    LinkKind.CONTROLS_SERVICES: LinkRule(
        sources=("pamUser",), targets=("pamMachine",), words="runs services on"
    ),
}


def check_link(
    link: Link,
    source: Record,
    target: Record,
    existing: Sequence[Link],
    title_of: Callable[[str], str],
    may_read: Callable[[str], bool] = lambda _: True,
) -> None:
    """Raise `InvalidRecord` (`link_refused`) where a link may not be made; `existing` are the links of the whole vault.

    `may_read` says whether the person who links may read a record: an unreadable credential as admin would be an escalation.
    """
    rule = RULES[link.kind]
    both = f"{quoted(source.title)} cannot be linked to {quoted(target.title)}"
    for record in (source, target):
        if not may_read(record.id):
            raise _refused(f"{both}: you may not read {quoted(record.title)}.")
    if source.id == target.id:
        raise _refused(f"{both}: it is the same record.")
    _check_types(rule, source, target)
    if link in existing:
        raise _refused(f"{quoted(source.title)} {rule.words} {quoted(target.title)} already.")
    _check_only_one(link, rule, both, existing, title_of)
    _check_place(link, source, target, both)
    _check_loop(link, both, existing, title_of)


def require_admin(
    user: Record,
    resource: Record,
    existing: Iterable[Link],
    *,
    self_rotation: bool,
    current_known: bool = True,
) -> None:
    """Raise `InvalidRecord` (`no_admin`) where nobody can change a user: no admin, and the user cannot change itself."""
    if any(link.kind is LinkKind.ADMIN and link.target == resource.id for link in existing):
        return
    if not self_rotation:
        raise InvalidRecord(
            f"{quoted(resource.title)} has no admin, and {quoted(user.title)} cannot change its own password; link one.",
            code=NO_ADMIN,
        )
    if not current_known:
        raise InvalidRecord(
            f"{quoted(resource.title)} has no admin, and the present password of {quoted(user.title)} is not known; link an "
            "admin or enter the password.",
            code=NO_ADMIN,
        )


def what_would_stop(record_id: str, links: Iterable[Link], title_of: Callable[[str], str]) -> tuple[str, ...]:
    """Return, one sentence each, what would stop working if this record were deleted."""
    links = tuple(links)
    name = quoted(title_of(record_id))
    sentences = []
    for link in (one for one in links if one.source == record_id):
        other = quoted(title_of(link.target))
        if link.kind is LinkKind.ADMIN:
            there = [u for u in _joined(links, LinkKind.BELONGS_TO, link.target) if u != record_id]
            accounts = _named(there, title_of) if there else "an account there"
            own = "their own passwords" if len(there) > 1 else "its own password"
            sentences.append(
                f"{name} is the admin of {other}: without it, {accounts} could only change {own}."
            )
        elif link.kind is LinkKind.LAUNCH:
            sentences.append(f"{name} opens sessions on {other}: that would need another credential.")
        elif link.kind is LinkKind.CONTROLS_SERVICES:
            sentences.append(f"{name} runs services on {other}: they would not be told a new password.")
    for kind, ending in _ENDINGS.items():
        others = _joined(links, kind, record_id)
        if others:
            sentences.append(ending[len(others) > 1].format(who=_named(others, title_of), name=name))
    return tuple(sentences)


# For one record, and for several.
_ENDINGS: dict[LinkKind, tuple[str, str]] = {
    LinkKind.BELONGS_TO: (
        "{who} belongs to {name} and could no longer be rotated.",
        "{who} belong to {name} and could no longer be rotated.",
    ),
    LinkKind.IAM_USER: (
        "{who} is a cloud identity of {name} and could no longer be rotated.",
        "{who} are cloud identities of {name} and could no longer be rotated.",
    ),
    LinkKind.ENVIRONMENT: (
        "{who} is served by {name}: no account there could be rotated.",
        "{who} are served by {name}: no account there could be rotated.",
    ),
}


def _joined(links: Iterable[Link], kind: LinkKind, target: str) -> list[str]:
    return [link.source for link in links if link.kind is kind and link.target == target]


def _named(ids: Sequence[str], title_of: Callable[[str], str]) -> str:
    names = [quoted(title_of(one)) for one in ids[:_MOST_NAMED]]
    others = len(ids) - _MOST_NAMED
    return listed([*names, counted(others, "other")] if others > 0 else names)


def _check_types(rule: LinkRule, source: Record, target: Record) -> None:
    for record, allowed, place in ((source, rule.sources, "from"), (target, rule.targets, "to")):
        if record.type not in allowed:
            kinds = listed([by_key(key).title for key in allowed], "or")
            raise _refused(
                f"{quoted(source.title)} cannot be linked to {quoted(target.title)}: “{rule.words}” goes {place} a {kinds}, "
                f"and {quoted(record.title)} is a {_type_title(record)}."
            )


def _type_title(record: Record) -> str:
    return by_key(record.type).title


def _check_only_one(
    link: Link, rule: LinkRule, both: str, existing: Sequence[Link], title_of: Callable[[str], str]
) -> None:
    for other in existing:
        if rule.one_per_source and other.kind is link.kind and other.source == link.source:
            raise _refused(
                f"{both}: it {rule.words} {quoted(title_of(other.target))} already; unlink that first."
            )
        if rule.one_per_target and other.kind is link.kind and other.target == link.target:
            raise _refused(
                f"{both}: {quoted(title_of(other.source))} {rule.words} it already; unlink that first."
            )
        places = {LinkKind.BELONGS_TO, LinkKind.IAM_USER}
        if {link.kind, other.kind} == places and other.source == link.source:
            raise _refused(
                f"{both}: it {RULES[other.kind].words} {quoted(title_of(other.target))}, and an account is in one place only."
            )


def _check_place(link: Link, source: Record, target: Record, both: str) -> None:
    if link.kind is LinkKind.CONTROLS_SERVICES and target.text("operating_system") != "windows":
        raise _refused(
            f"{both}: services are followed up on Windows only, and its operating system is not Windows."
        )
    if link.kind is not LinkKind.IAM_USER:
        return
    if target.text("environment") == "local":
        raise _refused(f"{both}: a local network has no cloud identities.")
    arn, account = arn_parts(source.text("distinguished_name")), target.text("account_id")
    if arn is not None and account and arn[1] != account:
        raise _refused(
            f"{both}: its ARN is of account {arn[1]}, and the configuration is of account {account}."
        )


def _check_loop(link: Link, both: str, existing: Sequence[Link], title_of: Callable[[str], str]) -> None:
    """Refuse accounts that change each other in a circle: where one secret is lost, none of them could be mended.

    An admin that lives on the resource which it administers changes itself there; that is usual, and no loop.
    """
    if link.kind not in (LinkKind.BELONGS_TO, LinkKind.ADMIN):
        return
    edges = [*existing, link]
    home = {e.source: e.target for e in edges if e.kind is LinkKind.BELONGS_TO}
    admin = {e.target: e.source for e in edges if e.kind is LinkKind.ADMIN}
    start = link.target
    chain = [start]
    while (user := admin.get(chain[-1])) is not None and (resource := home.get(user)) is not None:
        if resource == chain[-1]:
            return
        if resource == start:
            names = " → ".join(quoted(title_of(one)) for one in [*chain, start])
            raise _refused(f"{both}: the admins would depend on each other in a loop, {names}.")
        if resource in chain:
            return  # a loop that this link is not part of
        chain.append(resource)


def _refused(sentence: str) -> InvalidRecord:
    return InvalidRecord(sentence, code=REFUSED)
