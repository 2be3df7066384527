"""Making, opening, describing, saving and restoring vaults."""

from __future__ import annotations

from pathlib import Path

from pamdesk.records.errors import UserError, VaultError, WrongPassword
from pamdesk.records.secret import Secret
from pamdesk.services.actor import who
from pamdesk.vault import backup as backups
from pamdesk.vault.keys import RECOVERY, KdfCost
from pamdesk.vault.vault import Vault

SHORTEST_PASSWORD = 8  # characters; NIST SP 800-63B-4, 3.1.1.2, for a memorised secret


def create_vault(path: Path, password: Secret, *, name: str = "", cost: KdfCost | None = None) -> Vault:
    """Make a vault; raises UserError where the password is shorter than 8 characters, VaultError otherwise."""
    require_fit(password)
    return Vault.create(path, password, name=name, who=who(), cost=cost or KdfCost())


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
    vault.keys.change_password(old, new, who=who())


def make_recovery_kit(vault: Vault) -> Secret:
    """Make a second way into an open vault, in the place of an earlier kit, and return it: it is shown once."""
    return vault.keys.add_recovery_kit(who=who())


def remove_recovery_kit(vault: Vault) -> None:
    """Make the recovery kit useless; raises UserError where the vault has none."""
    if not has_recovery_kit(vault):
        raise UserError(f"{vault.name} has no recovery kit.", code="no_recovery_kit")
    vault.keys.remove_recovery_kit(who=who())


def has_recovery_kit(vault: Vault) -> bool:
    """Tell whether a recovery kit opens this vault."""
    return any(slot.kind == RECOVERY for slot in vault.keys.slots())


def back_up(vault: Vault, file: Path) -> Path:
    """Write a verified backup of an open vault to a new file; raises VaultError, UserError where its folder is missing."""
    if not file.absolute().parent.is_dir():
        raise UserError(
            f"There is no folder {file.absolute().parent}. No backup was made.",
            hint="Make the folder first, or name another place.",
            code="no_such_folder",
        )
    return vault.backup.make(file)


def back_up_after_command(vault: Vault) -> str:
    """Make the day's backup after a command that wrote something; return why it could not be made, or nothing.

    Only a small vault is backed up so: no command ends noticeably later. A large one is left to the window and the
    gateway, which do it beside their work.
    """
    if not vault.has_written or not vault.backup.is_due() or not vault.backup.is_quick():
        return ""
    try:
        vault.keep_house()
    except VaultError as error:
        return error.message
    return ""


def restore(file: Path, path: Path) -> Path:
    """Unpack a backup at a place; what stands there is set aside first. Raises VaultError, and changes nothing then."""
    return backups.restore(file, path)
