"""Which places are one server: two accounts with one login on it are one account, whatever its records are called."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import timedelta

from pamdesk.rotation.plan import CannotRotate, Resolved
from pamdesk.rotation.surroundings import Surroundings
from pamdesk.rotation.twins import iam_twins, may_be_one_account, same_account, same_iam_user, twins
from pamdesk.targets.contract import ServerIdentity
from pamdesk.vault.vault import Vault

_REFRESHED = timedelta(days=1)  # how old a note of an unchanged server may become


async def require_alone(around: Surroundings, plan: Resolved, server: ServerIdentity | None) -> None:
    """Raise `CannotRotate` where another record is the same account on this very server, reached by another address.

    What is known of the server is written down before others are looked at: of two that do so at once, one sees the other.
    """
    if server is None:
        return
    place_id = _place(plan)
    known = around.same_servers(_name(server), lambda: _read(around.vault.settings.get(_name(server), "{}")))
    if not _is_noted(known, place_id, server):
        known = await asyncio.to_thread(_note, around.vault, place_id, server)
        around.note_servers(_name(server), known)
    _refuse_twin(around, plan, _same_as(known, place_id, server))


def find_twin(around: Surroundings, plan: Resolved, server: ServerIdentity | None) -> None:
    """Do as `require_alone`, and write nothing down: for a look before anything changes."""
    if server is None:
        return
    known = _read(around.vault.settings.get(_name(server), "{}"))
    _refuse_twin(around, plan, _same_as(known, _place(plan), server))


def _place(plan: Resolved) -> str:
    return plan.configuration.id if plan.resource is None else plan.resource.id


def _refuse_twin(around: Surroundings, plan: Resolved, places: Iterator[str]) -> None:
    for place_id in places:
        if plan.resource is None:
            _refuse_iam_twin(around, plan, place_id)
            continue
        for other in twins(around, plan.user, place_id):
            there = around.vault.records.header(place_id).title
            raise CannotRotate(same_account(plan.user, other, plan.where, there), code="same_account")


def _refuse_iam_twin(around: Surroundings, plan: Resolved, configuration_id: str) -> None:
    for other in iam_twins(around, plan.user, configuration_id):
        there = around.record(configuration_id)
        if may_be_one_account(there, plan.configuration):
            raise CannotRotate(same_iam_user(plan.user, other, plan.where, there.title), code="same_account")


def _same_as(known: Mapping[str, ServerIdentity], mine: str, server: ServerIdentity) -> Iterator[str]:
    return (place for place, other in known.items() if place != mine and server.is_same_as(other))


def _note(vault: Vault, place_id: str, server: ServerIdentity) -> Mapping[str, ServerIdentity]:
    """Write down which server a place is, where that is news, and return all places of its kind."""
    known = _read(vault.settings.get(_name(server), "{}"))
    if _is_noted(known, place_id, server):
        return known

    def with_mine(text: str) -> str:
        everybody = {**_read(text), place_id: server}
        return json.dumps({place: asdict(one) for place, one in everybody.items()}, sort_keys=True)

    return _read(vault.settings.note(_name(server), "{}", with_mine))


def _is_noted(known: Mapping[str, ServerIdentity], place_id: str, server: ServerIdentity) -> bool:
    noted = known.get(place_id)
    return noted is not None and noted.is_unchanged(server, _REFRESHED.total_seconds())


def _read(text: str) -> dict[str, ServerIdentity]:
    return {place: ServerIdentity(**one) for place, one in json.loads(text).items()}


def _name(server: ServerIdentity) -> str:
    return f"server {server.cluster}"
