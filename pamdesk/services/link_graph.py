"""The rotation panel's drawing: what an account is linked to, and each gap with the sentence and what mends it."""

from __future__ import annotations

from dataclasses import dataclass

from pamdesk.records.links import Link, LinkKind
from pamdesk.records.record import Record
from pamdesk.records.rotation_settings import Method, RotationSettings
from pamdesk.services.states import AccountWord, StateReader
from pamdesk.services.views import kind_label
from pamdesk.vault.rows import RecordHeader
from pamdesk.vault.vault import Vault

USER = "pamUser"
CONFIGURATION = "pamConfiguration"
MOST = 40  # nodes; the rest of a busy resource is a number
_KIND_FIELDS = {
    "pamDatabase": "database_type",
    "pamDirectory": "directory_type",
    "pamMachine": "operating_system",
}
LABELS = {
    LinkKind.BELONGS_TO: "belongs to",
    LinkKind.IAM_USER: "IAM user of",
    LinkKind.ADMIN: "admin of",
    LinkKind.LAUNCH: "opens sessions on",
    LinkKind.ENVIRONMENT: "reached through",
    LinkKind.CONTROLS_SERVICES: "runs services on",
}


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One record of the drawing; `used_by` counts the links that point to it."""

    id: str
    type: str
    title: str
    second_line: str
    state: AccountWord | None
    used_by: int
    is_origin: bool = False


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """One link, with its word."""

    source: str
    kind: LinkKind
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class GraphGap:
    """What is missing at a node, why that stops the rotation, and the link or setting that mends it."""

    at: str
    kind: LinkKind | None
    sentence: str
    mend: str
    code: str


@dataclass(frozen=True, slots=True)
class LinkGraph:
    """The drawing of one record's links; `hidden` counts linked records that were left out for room."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    gaps: tuple[GraphGap, ...]
    hidden: int = 0


def link_graph(vault: Vault, record_id: str) -> LinkGraph:
    """Return the drawing around a record: its own links, and those of the resource and configuration behind it."""
    origin = vault.records.header(record_id)
    links = _around(vault, record_id)
    ids = list(dict.fromkeys([record_id, *(end for link in links for end in (link.source, link.target))]))
    shown = set(ids[:MOST])
    headers = vault.records.headers(ids[:MOST])
    reader = StateReader(vault)
    states = reader.of([header.id for header in headers if header.type == USER])
    nodes = tuple(
        GraphNode(
            id=header.id,
            type=header.type,
            title=header.title,
            second_line=_second_line(reader, header),
            state=states[header.id].word if header.id in states else None,
            used_by=sum(link.target == header.id for link in vault.links.of(header.id)),
            is_origin=header.id == record_id,
        )
        for header in headers
    )
    edges = tuple(
        GraphEdge(link.source, link.kind, link.target, LABELS[link.kind])
        for link in links
        if link.source in shown and link.target in shown
    )
    found = gaps(vault, record_id) if origin.type == USER else _resource_gaps(vault, origin)
    return LinkGraph(nodes, edges, found, hidden=len(ids) - len(headers))


def _around(vault: Vault, record_id: str) -> list[Link]:
    """Return the record's links, and from each thing that it points to the way on to admin, environment and configuration."""
    found = list(vault.links.of(record_id))
    onward = [link.target for link in found if link.source == record_id]
    for place in onward:
        for link in vault.links.of(place):
            leads_on = link.source == place or link.kind is LinkKind.ADMIN
            if leads_on and link not in found:
                found.append(link)
    return found


def _second_line(reader: StateReader, header: RecordHeader) -> str:
    if header.type == USER or header.type == "login":
        return header.login
    record = reader.place(header.id)
    if record is None:
        return ""
    return " · ".join(part for part in (kind_label(record), header.host) if part)


def gaps(vault: Vault, user_id: str) -> tuple[GraphGap, ...]:
    """Return what keeps an account from being rotated, in the order in which a person would mend it."""
    user = vault.records.header(user_id)
    settings = vault.rotation_settings.get(user_id)
    found: list[GraphGap] = []
    if settings is None:
        found.append(
            GraphGap(
                user_id,
                None,
                f"{user.title} has no rotation settings.",
                "Choose a method and a schedule.",
                "no_settings",
            )
        )
    place, configuration = StateReader(vault).where(user_id)
    if not place:
        found.append(_not_linked(user, settings))
        return tuple(found)
    if place == configuration:
        return tuple(found)
    resource = vault.records.get(place)
    if settings is None or settings.method is Method.GENERAL:
        found.extend(_admin_gap(vault, user, resource, settings))
    if not configuration:
        found.append(_no_environment(resource.id, resource.title))
    return tuple(found)


def _not_linked(user: RecordHeader, settings: RotationSettings | None) -> GraphGap:
    cloud = settings is not None and settings.method in (Method.IAM_PASSWORD, Method.IAM_ACCESS_KEY)
    if cloud:
        return GraphGap(
            user.id,
            LinkKind.IAM_USER,
            f"{user.title} is linked to no AWS configuration.",
            "Link it as an IAM user of one.",
            "not_linked",
        )
    return GraphGap(
        user.id,
        LinkKind.BELONGS_TO,
        f"{user.title} is linked to nothing.",
        "Link it to the resource that it belongs to.",
        "not_linked",
    )


def _admin_gap(
    vault: Vault, user: RecordHeader, resource: Record, settings: RotationSettings | None
) -> list[GraphGap]:
    admins = [
        link
        for link in vault.links.of(resource.id)
        if link.target == resource.id and link.kind is LinkKind.ADMIN
    ]
    if admins and admins[0].source != user.id:
        return []
    if settings is not None and _needs_no_admin(vault, user.id, settings):
        return []
    return [
        GraphGap(
            resource.id,
            LinkKind.ADMIN,
            f"{resource.title} has no admin.",
            "Link one, then check again.",
            "no_admin",
        )
    ]


def _needs_no_admin(vault: Vault, user_id: str, settings: RotationSettings) -> bool:
    module = StateReader(vault).module(user_id, settings.method, settings.secret)
    return module is not None and (module.spec.self_rotation or module.spec.by_aws)


def _resource_gaps(vault: Vault, header: RecordHeader) -> tuple[GraphGap, ...]:
    if header.type not in _KIND_FIELDS:
        return ()
    links = vault.links.of(header.id)
    found = []
    if not any(link.kind is LinkKind.ADMIN and link.target == header.id for link in links):
        sentence = f"{header.title} has no admin."
        found.append(GraphGap(header.id, LinkKind.ADMIN, sentence, "Link one, then check again.", "no_admin"))
    if not any(link.kind is LinkKind.ENVIRONMENT and link.source == header.id for link in links):
        found.append(_no_environment(header.id, header.title))
    return tuple(found)


def _no_environment(resource_id: str, title: str) -> GraphGap:
    return GraphGap(
        resource_id,
        LinkKind.ENVIRONMENT,
        f"{title} has no PAM Configuration.",
        "Link one, so that a gateway serves it.",
        "no_environment",
    )
