"""The recovery kit as the window hands it over: made once, shown once, written only where a person says."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pamdesk.records.errors import UserError
from pamdesk.records.secret import Secret
from pamdesk.records.words import quoted
from pamdesk.services import vaults
from pamdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Kit:
    """A recovery kit with what a person must know of it years later: which vault it opens, and when it was made."""

    vault: str
    code: Secret
    made: datetime


def make(vault: Vault) -> Kit:
    """Make a kit, in the place of an earlier one, which opens the vault no more."""
    return Kit(vault.name, vaults.make_recovery_kit(vault), datetime.now(UTC))


def save(sheet: Secret, path: Path) -> None:
    """Write a kit's sheet into a file that its owner alone may read; raises `UserError`."""
    try:
        handle, name = tempfile.mkstemp(prefix=".kit-", dir=path.parent)  # 0600 (mkstemp(3))
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(sheet.reveal())
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UserError(
            f"The recovery kit was not written to {quoted(path.name)}: {why}.", code="not_written"
        ) from error
