"""The exit codes of the command line, a contract that scripts depend on (architecture.md §6)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from pamdesk.records.errors import (
    NotFound,
    PamDeskError,
    VaultInUse,
    VaultLocked,
    VaultMissing,
    WrongPassword,
)


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    REFUSED = 1  # something was refused or failed; nothing is unknown
    USAGE = 2  # the command line itself, an unknown or ambiguous id, or no vault at that place
    LOCKED = 3  # the vault is locked, the password is wrong, or an exclusive operation holds it
    IN_DOUBT = 4  # something is in doubt, and will be reconciled


_LOCKED = (VaultLocked, WrongPassword, VaultInUse)
_USAGE = (NotFound, VaultMissing)


def of_error(error: PamDeskError) -> ExitCode:
    """Return the exit code that an error ends a command with."""
    if isinstance(error, _LOCKED):
        return ExitCode.LOCKED
    return ExitCode.USAGE if isinstance(error, _USAGE) else ExitCode.REFUSED


def of_results(outcomes: Iterable[tuple[str, str]]) -> ExitCode:
    """Return the exit code of many accounts, each given as its state and code; the worst one decides."""
    worst = ExitCode.DONE
    for state, code in outcomes:
        if state == "in_doubt":
            return ExitCode.IN_DOUBT
        if state != "done" or code == "followup_failed":
            worst = ExitCode.REFUSED
    return worst
