"""Secrets for a person's eyes or clipboard, each reveal written into the audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pamdesk.records.errors import NotFound
from pamdesk.records.secret import Secret
from pamdesk.services import records
from pamdesk.vault.vault import Vault

REVEALED = "revealed"
_CUSTOM = "custom/"


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """One of the secrets that may be the live one, without the secret: `current` is the one that the record holds."""

    id: str
    current: bool
    made: datetime
    verified: datetime | None


def reveal(vault: Vault, record_id: str, name: str, who: str) -> Secret | None:
    """Return a secret field, or a person's own field by its place (`custom/0`); None where it is empty."""
    if not name.startswith(_CUSTOM):
        return records.reveal(vault, record_id, name, who)
    field = vault.records.get(record_id).custom[int(name.removeprefix(_CUSTOM))]
    if not isinstance(field.value, Secret):
        return None
    vault.audit.append(who, REVEALED, record_id, field.label)
    return field.value


def reveal_version(vault: Vault, record_id: str, version: int, name: str, who: str) -> Secret | None:
    """Return a secret as it was in an earlier version."""
    secret = vault.records.version(record_id, version).secret(name)
    if secret is not None:
        vault.audit.append(who, REVEALED, record_id, f"{name} of version {version}")
    return secret


def in_doubt(vault: Vault, user_id: str) -> tuple[CandidateLine, ...]:
    """Return the secrets of which one works, the new one first."""
    lines = [
        CandidateLine(each.id, each.status == "current", each.created, each.verified)
        for each in vault.journal.candidates(user_id)
        if each.status in ("staged", "current")
    ]
    record = vault.records.get(user_id)
    if not any(line.current for line in lines) and record.secret("password") is not None:
        lines.append(CandidateLine("", True, record.modified, None))
    return tuple(lines)


def reveal_candidate(vault: Vault, user_id: str, candidate_id: str, who: str) -> Secret | None:
    """Return a candidate's secret; an empty id means the one that the record holds."""
    if not candidate_id:
        return reveal(vault, user_id, "password", who)
    found: Sequence[Secret] = [c.secret for c in vault.journal.candidates(user_id) if c.id == candidate_id]
    if not found:
        raise NotFound("This password is not kept any more.", code="not_found")
    vault.audit.append(who, REVEALED, user_id, "candidate")
    return found[0]
