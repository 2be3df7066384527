"""Who a resource says it is: its certificate or host key is looked at, shown to a person, and pinned when they accept it."""

from __future__ import annotations

from dataclasses import dataclass

from pamdesk import targets
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.record import Record
from pamdesk.records.ways import way_of
from pamdesk.records.words import quoted
from pamdesk.rotation.plan import endpoint_of, kind_of
from pamdesk.targets.contract import TargetModule
from pamdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Identity:
    """What a resource shows of itself now, and what is pinned of it; nothing else was sent to it."""

    title: str
    shown: str
    pinned: str


def look(vault: Vault, record_id: str) -> Identity:
    """Return what a resource shows; raises InvalidRecord where this version can look at none, `Refused` where none answers."""
    record = vault.records.get(record_id)
    module = _module(record)
    if module is None or module.look is None:
        raise InvalidRecord(
            f"{quoted(record.title)} shows nothing that this version can look at by itself.",
            hint="Give what it must show with --fingerprint.",
            code="no_look",
        )
    endpoint = endpoint_of(record, module.spec.default_port)
    return Identity(record.title, module.look(endpoint), endpoint.fingerprint)


def _module(record: Record) -> TargetModule | None:
    kind, way = kind_of(record), way_of(record)
    for module in targets.ALL:
        for serves in module.spec.serves:
            reached = not way or not serves.ways or way in serves.ways
            if reached and serves.resource_type == record.type and (not serves.kinds or kind in serves.kinds):
                return module
    return None
