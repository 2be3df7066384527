"""The crash proof that is shipped with this version: how often programs were killed while they rotated, and what was lost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pamdesk.services.shipped import resource


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetProof:
    """One target's share: `against` says which server stood there and which client signed in."""

    target: str
    against: str
    kills: int
    rotations: int
    sign_ins: int
    lost: int
    in_doubt: int
    recovery_seconds: float  # the slowest


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashProof:
    """A run of the campaigns, as the run itself wrote it down."""

    version: str
    at: datetime
    kills: int
    sign_ins: int
    lost: int
    in_doubt: int
    targets: tuple[TargetProof, ...]


def shipped_proof(file: Path | None = None) -> CrashProof | None:
    """Read the report that is shipped, or another; None where there is none. A damaged one raises ValueError or KeyError."""
    place = file or resource("proof.json")
    if not place.is_file():
        return None
    told = json.loads(place.read_text(encoding="utf-8"))
    targets = tuple(
        TargetProof(
            target=each["target"],
            against=each["against"],
            kills=each["kills"],
            rotations=each["rotations"],
            sign_ins=each["sign_ins"],
            lost=each["lost"],
            in_doubt=each["in_doubt"],
            recovery_seconds=each["recovery_seconds_worst"],
        )
        for each in told["targets"]
    )
    return CrashProof(
        version=told["version"],
        at=datetime.fromisoformat(told["at"]),
        kills=told["kills"],
        sign_ins=told["sign_ins"],
        lost=told["lost"],
        in_doubt=told["in_doubt"],
        targets=targets,
    )
