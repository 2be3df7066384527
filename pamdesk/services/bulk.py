"""Rotating many accounts at once: who is in it, what a check says of each, and how it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pamdesk.records.links import LinkKind
from pamdesk.rotation.batches import waves
from pamdesk.rotation.checks import CheckReport
from pamdesk.services.states import AccountWord, StateReader
from pamdesk.targets.contract import Severity
from pamdesk.vault.vault import Vault

USER = "pamUser"
_ALWAYS = frozenset({"confirmed_only"})  # true of every account of its kind: no news in a list of many


class Verdict(StrEnum):
    """What a check means for a batch; `waiting` is before it."""

    WAITING = "waiting"
    READY = "ready"
    NOTE = "note"
    STOPS = "stops"


@dataclass(frozen=True, slots=True)
class BulkAccount:
    """One account of a batch to be: where it lives, who changes it ("" it itself), and how its last rotation ended.

    `in_cloud`: it lives in AWS itself, and the configuration's AWS identity changes it.
    """

    id: str
    title: str
    place_id: str
    place: str
    admin: str
    in_cloud: bool
    last: AccountWord
    proved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with its sentence; where nothing is to be said, there is none."""

    verdict: Verdict
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """How many accounts each wave of a batch has, in their order: the canary first."""

    waves: tuple[int, ...]


def accounts(vault: Vault, record_ids: Sequence[str]) -> tuple[BulkAccount, ...]:
    """Return the accounts among these records, in their order."""
    headers = {header.id: header for header in vault.records.headers(record_ids) if header.type == USER}
    wanted = [record_id for record_id in record_ids if record_id in headers]
    views = StateReader(vault).of(wanted)
    places = list(dict.fromkeys(view.place for view in views.values() if view.place))
    titles = {header.id: header.title for header in vault.records.headers(places)}
    admins = {place: _admin(vault, place) for place in places}
    names = {each.id: each.title for each in vault.records.headers(list(filter(None, admins.values())))}
    found = []
    for user_id in wanted:
        view = views[user_id]
        admin = admins.get(view.place, "")
        found.append(
            BulkAccount(
                user_id,
                headers[user_id].title,
                view.place,
                titles.get(view.place, ""),
                "" if admin == user_id else names.get(admin, ""),
                bool(view.place) and view.place == view.configuration,
                view.word,
                view.proved_at,
            )
        )
    return tuple(found)


def _admin(vault: Vault, place_id: str) -> str:
    links = vault.links.of(place_id)
    return next(
        (link.source for link in links if link.kind is LinkKind.ADMIN and link.target == place_id), ""
    )


def judge(report: CheckReport) -> Judged:
    """Say what a check means: the first finding that stops it, else the first notice."""
    for severity, verdict in ((Severity.STOPS, Verdict.STOPS), (Severity.NOTICE, Verdict.NOTE)):
        told = (finding for finding in report.findings if finding.severity is severity)
        found = next((finding for finding in told if finding.code not in _ALWAYS), None)
        if found is not None:
            return Judged(verdict, found.sentence)
    return Judged(Verdict.READY)


def run_of(vault: Vault, user_ids: Sequence[str]) -> Run:
    """Return how a batch of these accounts would be divided."""
    return Run(tuple(len(wave) for wave in waves(vault, user_ids, canary=True)))
