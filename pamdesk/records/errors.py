"""The error tree of the whole program.

Everything that a person may read is one of these; anything else that is raised is a bug and goes to the crash report.

    PamDeskError
    ├── UserError            shown as it is: message, hint, help page
    │   ├── InvalidRecord    a record, link or setting breaks a rule; nothing was changed
    │   ├── NotFound         an id or title that names nothing, or more than one thing
    │   └── VaultError       the vault itself
    │       ├── VaultLocked · WrongPassword · VaultMissing · VaultInUse · NewerVault · DamagedVault
    │       ├── VaultReadOnly · VaultFull · UnsafeLocation
    │       └── StaleLease   another writer has taken over; this write was not made
    ├── TargetError          a server, host or cloud refused, could not be reached, or did not say
    │   └── Refused          proven: nothing was changed there
    └── Cancelled            a person stopped it before anything was sent
"""

from __future__ import annotations

from enum import StrEnum


class PamDeskError(Exception):
    """The root of every error that this program raises on purpose."""


class UserError(PamDeskError):
    """A sentence for the person at the window or the command line, shown as it is."""

    def __init__(self, message: str, *, hint: str = "", help_page: str = "", code: str = "") -> None:
        """Take the sentence, what to do next, the help page that explains it, and a stable word for scripts."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.help_page = help_page
        self.code = code


class InvalidRecord(UserError):
    """A record, link or setting breaks a rule; nothing was changed."""


class NotFound(UserError):
    """An id or a title that names nothing, or more than one thing."""


class VaultError(UserError):
    """The vault cannot do what was asked; what it holds is unchanged."""


class VaultLocked(VaultError):
    """The vault is locked, and no password was given."""


class WrongPassword(VaultError):
    """No key slot of the vault opens with what was given."""


class VaultMissing(VaultError):
    """There is no vault at this place, or a part of its folder is missing or belongs to another vault."""


class VaultInUse(VaultError):
    """An exclusive operation (restore, upgrade, change of keys) holds the vault."""


class NewerVault(VaultError):
    """A newer version of the program wrote the vault."""


class DamagedVault(VaultError):
    """A part of the vault does not verify: damaged, swapped, replayed or edited outside."""


class VaultReadOnly(VaultError):
    """The vault's folder cannot be written to."""


class VaultFull(VaultError):
    """The disk is full; the write was not made."""


class UnsafeLocation(VaultError):
    """The folder is on a network share, where the write-ahead log of SQLite is not safe."""


class StaleLease(VaultError):
    """Another writer has taken this account over; the write was not made."""


class TargetErrorKind(StrEnum):
    """What a target's error says about the account."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    POLICY = "policy"
    LOCKED = "locked"
    UNKNOWN = "unknown"


class TargetError(PamDeskError):
    """A server, host or cloud refused, could not be reached, or did not say what it did."""

    def __init__(self, message: str, kind: TargetErrorKind, *, code: str = "") -> None:
        """Take one sentence without secrets, its kind, and the target's own code (`42501`, `1396`, `AccessDenied`)."""
        super().__init__(message)
        self.message = message
        self.kind = kind
        self.code = code


class Refused(TargetError):
    """Proven: the target changed nothing. Raised only where the target's own answer proves it."""

    def __init__(
        self, message: str, kind: TargetErrorKind = TargetErrorKind.REFUSED, *, code: str = ""
    ) -> None:
        """Take the sentence, the kind (`policy` makes a new candidate worth trying) and the target's code."""
        super().__init__(message, kind, code=code)


class Cancelled(PamDeskError):
    """A person stopped it before anything was sent."""
