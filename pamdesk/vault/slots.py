"""Changing the ways to open a vault: another password, a recovery kit, the system's keychain."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from cryptography.exceptions import InvalidTag

from pamdesk.records.errors import UserError, WrongPassword
from pamdesk.records.secret import Secret
from pamdesk.vault.keys import (
    KEYCHAIN,
    PASSWORD,
    RECOVERY,
    KdfCost,
    Keyfile,
    Slot,
    SlotSummary,
    VaultKeys,
    kit_slot,
    new_kit,
    open_slots,
    open_with_key,
    password_slot,
    random_slot,
    read_keyfile,
    write_keyfile,
)
from pamdesk.vault.locks import VaultLocks

_SERVICE = "PamDesk"


class Keys:
    """The key slots of an open vault; changes re-wrap the master key and never re-encrypt the vault."""

    def __init__(
        self, folder: Path, keys: VaultKeys, locks: VaultLocks, audit: Callable[[str, str], None]
    ) -> None:
        """Take the folder, the open keys, the locks, and what writes an audit row (who, action)."""
        self._folder = folder
        self._keys = keys
        self._locks = locks
        self._audit = audit

    def slots(self) -> list[SlotSummary]:
        """Return the ways in which the vault can be opened."""
        return [SlotSummary(slot.id, slot.kind, slot.kdf) for slot in read_keyfile(self._folder).slots]

    def change_password(
        self, old: Secret, new: Secret, *, cost: KdfCost | None = None, who: str = ""
    ) -> None:
        """Replace the password; raises `WrongPassword` where the old one opens nothing.

        `old` may be the recovery kit. Without `cost` the new slot costs what the old one did, and never less than the default.
        """
        if not new:
            raise UserError("The new password is empty.", code="password_empty")

        def change(keyfile: Keyfile) -> tuple[Slot, ...]:
            if open_slots(keyfile, old) is None:
                raise wrong_password(self._folder, keyfile)
            kept = tuple(slot for slot in keyfile.slots if slot.kind != PASSWORD)
            present = next((slot.kdf for slot in keyfile.slots if slot.kdf), None)
            chosen = cost or _dearer(present)
            return (password_slot(keyfile.vault_id, self._keys.master, new, chosen), *kept)

        self._rewrite("the change of password", change)
        self._audit(who, "password changed")

    def add_recovery_kit(self, *, who: str = "") -> Secret:
        """Make a recovery kit, in the place of an earlier one, and return it; it is shown once."""
        kit = new_kit()
        self._rewrite(
            "the recovery kit",
            lambda k: (*_without(k, RECOVERY), kit_slot(k.vault_id, self._keys.master, kit)),
        )
        self._audit(who, "recovery kit made")
        return kit

    def remove_recovery_kit(self, *, who: str = "") -> None:
        """Make an earlier recovery kit useless."""
        self._rewrite("the recovery kit", lambda k: _without(k, RECOVERY))
        self._audit(who, "recovery kit removed")

    def store_in_keychain(self, *, who: str = "") -> None:
        """Let this user's keychain open the vault; raises `UserError` where the system has none."""
        keyfile = read_keyfile(self._folder)
        slot, key = random_slot(keyfile.vault_id, self._keys.master, KEYCHAIN)
        _keychain_set(keyfile.vault_id, base64.b64encode(key).decode())
        self._rewrite("the keychain's key", lambda k: (*_without(k, KEYCHAIN), slot))
        self._audit(who, "keychain may open the vault")

    def remove_from_keychain(self, *, who: str = "") -> None:
        """Take the keychain's slot away, and the key out of the keychain."""
        keyfile = read_keyfile(self._folder)
        self._rewrite("the keychain's key", lambda k: _without(k, KEYCHAIN))
        _keychain_delete(keyfile.vault_id)
        self._audit(who, "keychain may no longer open the vault")

    def _rewrite(self, what: str, change: Callable[[Keyfile], tuple[Slot, ...]]) -> None:
        self._locks.hold_exclusive(what)
        try:
            keyfile = read_keyfile(self._folder)
            write_keyfile(self._folder, replace(keyfile, slots=change(keyfile)))
        finally:
            self._locks.release_exclusive()


def open_from_keychain(folder: Path, keyfile: Keyfile) -> VaultKeys:
    """Return the keys that the system's keychain opens; raises `WrongPassword` where it cannot."""
    import keyring
    from keyring.errors import KeyringError

    try:
        text = keyring.get_password(_SERVICE, keyfile.vault_id)
    except KeyringError:
        text = None
    with suppress(InvalidTag, binascii.Error, ValueError):
        if text:
            keys = open_with_key(keyfile, KEYCHAIN, base64.b64decode(text, validate=True))
            if keys is not None:
                return keys
    raise WrongPassword(
        f"The keychain of this user does not open {folder.name}.",
        hint="Unlock with the password.",
        code="keychain_closed",
    )


def wrong_password(folder: Path, keyfile: Keyfile) -> WrongPassword:
    """Return the sentence for a password that opens no slot; it names the recovery kit where the vault has one."""
    has_kit = any(slot.kind == RECOVERY for slot in keyfile.slots)
    other = ", or give the recovery kit in its place" if has_kit else ""
    return WrongPassword(
        f"This password does not open {folder.name}.",
        hint=f"Check the keyboard's language and Caps Lock{other}.",
        code="wrong_password",
    )


def _without(keyfile: Keyfile, kind: str) -> tuple[Slot, ...]:
    return tuple(slot for slot in keyfile.slots if slot.kind != kind)


def _dearer(present: KdfCost | None) -> KdfCost:
    default = KdfCost()
    return default if present is None or present.memory_kib < default.memory_kib else present


def _keychain_set(vault_id: str, text: str) -> None:
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, vault_id, text)
    except KeyringError:
        raise UserError(
            "This system has no keychain that PamDesk can use. Nothing was changed.",
            hint="On Linux, install and unlock a Secret Service (GNOME Keyring, KWallet).",
            code="no_keychain",
        ) from None


def _keychain_delete(vault_id: str) -> None:
    import keyring
    from keyring.errors import KeyringError

    with suppress(KeyringError):
        keyring.delete_password(_SERVICE, vault_id)
