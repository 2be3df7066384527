"""Keeper's rotation settings, schedules and complexities, read into PamDesk's."""

from __future__ import annotations

from collections.abc import Mapping

from pamdesk.exchange import json_values as values
from pamdesk.exchange.keeper_names import METHODS, WEEKDAYS
from pamdesk.exchange.plan import PlannedRotation
from pamdesk.exchange.positioned_json import Node
from pamdesk.exchange.report import Report
from pamdesk.records.complexity import SAFE_SYMBOLS, Complexity
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.rotation_settings import Method
from pamdesk.records.schedule import Schedule
from pamdesk.records.schedules import parse_complexity, parse_schedule
from pamdesk.records.words import listed, quoted

_SETTINGS = {
    "rotation", "method", "resource", "enabled", "schedule", "password_complexity", "complexity", "secret"
}  # fmt: skip
_OFF = ("off", "no", "false")
_DAYS_OF_MONTH = ("monthly_by_day", "monthly")


def read_rotation(
    node: Node, user: int, path: str, profiles: Mapping[str, Node], report: Report
) -> PlannedRotation | None:
    """Read a user's settings, or the profile that they name; None where they name no method that PamDesk knows."""
    if isinstance(node.value, str):
        name = node.value.strip()
        if name not in profiles:
            report.skipped(
                node.line,
                path,
                f"There is no rotation profile {quoted(name)}; the user has no rotation settings.",
            )
            return None
        return read_rotation(profiles[name], user, path, {}, report)
    settings = values.members(node)
    method = _method(settings, node, path, report)
    if method is None:
        return None
    for name in settings.keys() - _SETTINGS:
        report.skipped(
            settings[name].line,
            f"{path}.{name}",
            f"PamDesk has no rotation setting {quoted(name)}; it was left out.",
        )
    return PlannedRotation(
        user=user,
        method=method,
        schedule=read_schedule(settings.get("schedule"), f"{path}.schedule", report),
        complexity=read_complexity(
            settings.get("password_complexity") or settings.get("complexity"),
            f"{path}.password_complexity",
            report,
        ),
        enabled=values.text(settings.get("enabled")).lower() not in _OFF,
        line=node.line,
        path=path,
    )


def _method(settings: Mapping[str, Node], node: Node, path: str, report: Report) -> Method | None:
    asked = settings.get("rotation") or settings.get("method")
    if asked is None:
        if settings:
            report.skipped(node.line, path, "The rotation settings name no method; they were left out.")
        return None
    method = METHODS.get(values.text(asked).lower())
    if method is None:
        known = listed([quoted(name) for name in METHODS], "or")
        report.skipped(
            asked.line,
            path,
            f"The rotation {quoted(values.text(asked))} is none of {known}; the settings were left out.",
        )
    return method


def read_schedule(node: Node | None, path: str, report: Report) -> Schedule | None:
    """Read `{"type": "CRON", "cron": …, "tz": …}` and its kin, or PamDesk's own text; None is the configuration's default."""
    if node is None or values.is_empty(node):
        return None
    try:
        return parse_schedule(_schedule_text(node))
    except InvalidRecord as error:
        report.skipped(node.line, path, f"{error.message} The schedule was left out, and the default holds.")
        return None


def _schedule_text(node: Node) -> str:
    """Translate Keeper's object into the one line that PamDesk reads schedules from."""
    if isinstance(node.value, str):
        return node.value
    parts = values.members(node)
    kind = values.text(parts.get("type")).lower().replace("-", "_")
    zone = values.text(parts.get("tz")) or "UTC"
    zone = "UTC" if zone == "Etc/UTC" else zone
    time = (values.text(parts.get("time")) or values.text(parts.get("utcTime")))[:5]
    every = values.text(parts.get("intervalCount")) or "1"
    if kind == "on_demand":
        return "on-demand"
    if kind == "cron":
        return f"cron: {values.text(parts.get('cron'))} {zone}"
    if every != "1":
        raise InvalidRecord(f"A schedule of every {every} periods cannot be kept; write it as cron.")
    if kind == "daily":
        return f"daily {time} {zone}"
    if kind == "weekly":
        return f"weekly {_weekday(values.text(parts.get('weekday')))} {time} {zone}"
    if kind in _DAYS_OF_MONTH:
        return f"monthly {values.text(parts.get('monthDay'))} {time} {zone}"
    raise InvalidRecord(f"A schedule of type {quoted(values.text(parts.get('type')))} is not known.")


def _weekday(name: str) -> str:
    short = name.lower()[:3]
    if short not in WEEKDAYS:
        raise InvalidRecord(f"{quoted(name)} is no day of the week.")
    return short


def read_complexity(node: Node | None, path: str, report: Report) -> Complexity | None:
    """Read `32,5,5,5,5`; None is the configuration's default."""
    if node is None or values.is_empty(node):
        return None
    try:
        complexity = parse_complexity(values.text(node))
    except InvalidRecord as error:
        report.skipped(
            node.line, path, f"{error.message} The complexity was left out, and the default holds."
        )
        return None
    if complexity.allowed_symbols != SAFE_SYMBOLS:
        report.notice(
            node.line,
            path,
            f"The complexity {quoted(values.text(node))} has a sixth part: new passwords take their symbols from "
            f"{complexity.allowed_symbols} alone.",
        )
    return complexity
