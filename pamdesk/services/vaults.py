"""Making, opening, describing, saving and restoring vaults."""

from __future__ import annotations

from pathlib import Path

from pamdesk.records.errors import UserError, WrongPassword
from pamdesk.records.secret import Secret
from pamdesk.vault import backup as backups
from pamdesk.vault.keys import KdfCost
from pamdesk.vault.vault import Vault

SHORTEST_PASSWORD = 8  # characters; NIST SP 800-63B-4, 3.1.1.2, for a memorised secret


def create_vault(path: Path, password: Secret, *, name: str = "", cost: KdfCost | None = None) -> Vault:
    """Make a vault; raises UserError where the password is shorter than 8 characters, VaultError otherwise."""
    require_fit(password)
    return Vault.create(path, password, name=name, cost=cost or KdfCost())


def require_fit(password: Secret) -> None:
    """Refuse a master password that is too short to keep anything."""
    if len(password.reveal()) < SHORTEST_PASSWORD:
        raise UserError(
            f"A master password has at least {SHORTEST_PASSWORD} characters. Nothing was changed.",
            code="password_too_short",
        )


def open_vault(path: Path, password: Secret) -> Vault:
    """Open a vault with its master password."""
    return Vault.open(path, password)


def open_with_keychain(path: Path) -> Vault | None:
    """Open a vault with the key that the system's keychain keeps, or return None where it keeps none."""
    try:
        return Vault.open_with_keychain(path)
    except WrongPassword:
        return None


def change_password(vault: Vault, old: Secret, new: Secret) -> None:
    """Wrap the vault's key under a new master password; the old one opens it no more."""
    require_fit(new)
    vault.keys.change_password(old, new)


def back_up(vault: Vault, file: Path) -> Path:
    """Write a verified backup of an open vault to a new file; raises VaultError."""
    return vault.backup.make(file)


def restore(file: Path, path: Path) -> Path:
    """Unpack a backup at a place; what stands there is set aside first. Raises VaultError, and changes nothing then."""
    return backups.restore(file, path)
