"""Reads the JSON of Keeper's `pam project import`, with the faults of its own samples, and PamDesk's own field names."""

from __future__ import annotations

from collections.abc import Mapping

from pamdesk.exchange import json_values as values
from pamdesk.exchange.keeper_names import (
    CREDENTIALS,
    ENVIRONMENTS,
    RESOURCE_TYPES,
    RIGHTS,
    TOP_LEVEL,
    USER_TYPES,
)
from pamdesk.exchange.keeper_records import read_fields
from pamdesk.exchange.keeper_rotation import read_complexity, read_rotation, read_schedule
from pamdesk.exchange.plan import ImportPlan, PlannedLink, PlannedRecord, PlannedRotation
from pamdesk.exchange.positioned_json import Node, parse
from pamdesk.exchange.report import Report
from pamdesk.records.errors import UserError
from pamdesk.records.links import LinkKind
from pamdesk.records.record import FieldValue
from pamdesk.records.rotation_settings import Method
from pamdesk.records.schedules import format_complexity, format_schedule
from pamdesk.records.words import listed, quoted

DEFAULT_PROJECT = "Imported project"
CONFIGURATION = "pamConfiguration"


def read(text: str) -> ImportPlan:
    """Read a whole file; raises UserError, with line and column, where it is not JSON or no such project."""
    report = Report()
    top = parse(text, report)
    if not isinstance(top.value, Mapping) or not {"pam_configuration", "pam_data"} & top.value.keys():
        raise UserError(
            "The file holds no project: it has neither pam_configuration nor pam_data. Nothing was imported.",
            code="no_project",
        )
    return _Reading(values.members(top), report).plan()


class _Reading:
    """One pass over one file: configuration, resources with their users, then the users of several resources."""

    def __init__(self, top: Mapping[str, Node], report: Report) -> None:
        self._top = top
        self._report = report
        self._records: list[PlannedRecord] = []
        self._links: list[PlannedLink] = []
        self._rotations: list[PlannedRotation] = []
        self._titles: set[str] = set()
        self._project = values.text(top.get("project")) or DEFAULT_PROJECT
        self._configuration: int | None = None
        self._data = values.members(top.get("pam_data"))
        self._profiles = values.members(self._data.get("rotation_profiles"))

    def plan(self) -> ImportPlan:
        """Read everything in the order in which later parts refer to earlier ones."""
        self._report_sections()
        self._read_configuration()
        for index, node in enumerate(values.items(self._data.get("resources"))):
            self._read_resource(node, f"pam_data.resources[{index}]")
        for index, node in enumerate(values.items(self._data.get("users"))):
            self._read_user(node, f"pam_data.users[{index}]", None)
        return ImportPlan(
            project=self._project,
            records=tuple(self._records),
            links=tuple(self._links),
            rotations=tuple(self._rotations),
            lines=self._report.lines,
        )

    def _report_sections(self) -> None:
        for name, node in self._top.items():
            if name in RIGHTS and not values.is_empty(node):
                sentence = "Members and their rights are not imported: a vault of this machine has one owner."
                self._report.skipped(node.line, name, sentence)
            elif name not in TOP_LEVEL:
                self._skip_section(node, name, name)
        for name, node in self._data.items():
            if name not in ("resources", "users", "rotation_profiles"):
                self._skip_section(node, name, f"pam_data.{name}")

    def _read_configuration(self) -> None:
        node = self._top.get("pam_configuration")
        parts = values.members(node)
        if node is None or not parts:
            return
        path = "pam_configuration"
        environment = values.text(parts.get("environment")).lower()
        if environment not in ENVIRONMENTS:
            self._report.skipped(
                node.line,
                path,
                f"The environment {quoted(environment)} is none of {listed(ENVIRONMENTS, 'or')}; "
                "the configuration was left out.",
            )
            return
        read = read_fields(CONFIGURATION, parts, path, self._report)
        read.fields["environment"] = environment
        read.fields.update(self._defaults(parts, path))
        self._configuration = self._add(
            PlannedRecord(
                key=len(self._records),
                type=CONFIGURATION,
                title=values.text(parts.get("title")) or f"{self._project} configuration",
                folder=(self._project,),
                line=node.line,
                path=path,
                notes=values.text(parts.get("notes")),
                fields=read.fields,
                custom=tuple(read.custom),
                gateway=values.text(parts.get("gateway_name") or parts.get("gateway")),
            )
        )

    def _defaults(self, parts: Mapping[str, Node], path: str) -> dict[str, FieldValue]:
        fields: dict[str, FieldValue] = {}
        asked = parts.get("default_rotation_schedule") or parts.get("default_schedule")
        schedule = read_schedule(asked, f"{path}.default_rotation_schedule", self._report)
        if schedule is not None:
            fields["default_schedule"] = format_schedule(schedule)
        asked = parts.get("default_complexity")
        complexity = read_complexity(asked, f"{path}.default_complexity", self._report)
        if complexity is not None:
            fields["default_complexity"] = format_complexity(complexity)
        return fields

    def _read_resource(self, node: Node, path: str) -> None:
        parts = values.members(node)
        kind = values.text(parts.get("type"))
        if kind not in RESOURCE_TYPES:
            self._skip_type(node, kind, path, RESOURCE_TYPES)
            return
        host = values.text(parts.get("host") or parts.get("url")) or kind
        resource = self._record(node, parts, kind, path, folder="Resources", fallback=host)
        if self._configuration is not None:
            self._link(resource.key, LinkKind.ENVIRONMENT, self._configuration, node, path)
        for index, user in enumerate(values.items(parts.get("users"))):
            self._read_user(user, f"{path}.users[{index}]", resource)
        self._read_credentials(parts, resource.key, path)

    def _read_credentials(self, parts: Mapping[str, Node], resource: int, path: str) -> None:
        connection = values.members(values.members(parts.get("pam_settings")).get("connection"))
        for name, kind in CREDENTIALS.items():
            named = [
                each for each in values.items(parts.get(name) or connection.get(name)) if values.text(each)
            ]
            for node in named[:1]:
                self._link(values.text(node), kind, resource, node, path)
            for node in named[1:]:
                sentence = f"{name} names more than one credential; {quoted(values.text(node))} was left out."
                self._report.skipped(node.line, path, sentence)

    def _read_user(self, node: Node, path: str, owner: PlannedRecord | None) -> None:
        parts = values.members(node)
        kind = values.text(parts.get("type")) or "pamUser"
        if kind not in USER_TYPES:
            self._skip_type(node, kind, path, USER_TYPES)
            return
        login = values.text(parts.get("login")) or kind
        user = self._record(node, parts, kind, path, folder="Users", fallback=login, owner=owner)
        if owner is not None and kind == "pamUser" and owner.type != "pamRemoteBrowser":
            self._link(user.key, LinkKind.BELONGS_TO, owner.key, node, path)
        settings = parts.get("rotation_settings")
        if settings is None or values.is_empty(settings):
            return
        if kind != "pamUser":
            sentence = "Only a PAM User is rotated; the rotation settings were left out."
            self._report.skipped(settings.line, f"{path}.rotation_settings", sentence)
            return
        self._read_rotation(settings, user, f"{path}.rotation_settings", owner)

    def _read_rotation(self, node: Node, user: PlannedRecord, path: str, owner: PlannedRecord | None) -> None:
        rotation = read_rotation(node, user.key, path, self._profiles, self._report)
        if rotation is None:
            return
        self._rotations.append(rotation)
        if rotation.method in (Method.IAM_PASSWORD, Method.IAM_ACCESS_KEY):
            if self._configuration is not None:
                self._link(user.key, LinkKind.IAM_USER, self._configuration, node, path)
            return
        named = self._profiles.get(node.value.strip()) if isinstance(node.value, str) else node
        resource = values.text(values.members(named).get("resource"))
        if rotation.method is not Method.GENERAL or not resource:
            return
        if owner is None:
            self._link(user.key, LinkKind.BELONGS_TO, resource, node, path)
        elif resource.casefold() != owner.title.casefold():
            sentence = f"The user stands under {quoted(owner.title)} and is rotated there, not on {quoted(resource)}."
            self._report.notice(node.line, path, sentence)

    def _record(
        self,
        node: Node,
        parts: Mapping[str, Node],
        kind: str,
        path: str,
        *,
        folder: str,
        fallback: str,
        owner: PlannedRecord | None = None,
    ) -> PlannedRecord:
        """Plan a record; one without a title is called by its login or host, told apart by where it stands."""
        title = values.text(parts.get("title"))
        if not title:
            title = fallback
            if title.casefold() in self._titles:
                title = f"{fallback} on {owner.title}" if owner else f"{fallback} ({path})"
            self._report.notice(node.line, path, f"It has no title; it is called {quoted(title)}.")
        read = read_fields(kind, parts, path, self._report)
        named = [each.strip() for each in values.text(parts.get("folder_path")).split("/") if each.strip()]
        record = PlannedRecord(
            key=len(self._records),
            type=kind,
            title=title,
            folder=(self._project, *(named or [folder])),
            line=node.line,
            path=path,
            notes=values.text(parts.get("notes")),
            fields=read.fields,
            custom=tuple(read.custom),
            owner=owner.key if owner else None,
        )
        self._add(record)
        return record

    def _add(self, record: PlannedRecord) -> int:
        self._records.append(record)
        self._titles.add(record.title.casefold())
        return record.key

    def _link(self, source: int | str, kind: LinkKind, target: int | str, node: Node, path: str) -> None:
        self._links.append(PlannedLink(source=source, kind=kind, target=target, line=node.line, path=path))

    def _skip_type(self, node: Node, kind: str, path: str, known: tuple[str, ...]) -> None:
        sentence = f"The type {quoted(kind)} is none of {listed(known, 'or')}; it was left out."
        self._report.skipped(node.line, path, sentence)

    def _skip_section(self, node: Node, name: str, path: str) -> None:
        sentence = f"PamDesk does not know the section {quoted(name)}; it was left out."
        self._report.skipped(node.line, path, sentence)
