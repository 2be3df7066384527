"""Which vault a command works on, and where its master password comes from: a file, the keychain or a prompt."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from pamdesk.cli.output import say
from pamdesk.records.errors import UserError, VaultLocked, VaultMissing
from pamdesk.records.secret import Secret

if TYPE_CHECKING:
    from pamdesk.vault.vault import Vault

VAULT_VARIABLE = "PAMDESK_VAULT"
PASSWORD_VARIABLE = "PAMDESK_PASSWORD_FILE"  # noqa: S105 - the name of a variable that names a file
LONGEST_PASSWORD = 4096  # bytes; a longer file is not a password file


@dataclass(slots=True)
class Session:
    """What the options say about vault and password; a command's own options go before the program's."""

    vault_path: Path | None = None
    password_file: Path | None = None

    @property
    def path(self) -> Path:
        """The vault's folder; raises VaultMissing where none was named."""
        if self.vault_path is not None:
            return self.vault_path
        named = os.environ.get(VAULT_VARIABLE, "")
        if not named:
            raise VaultMissing(
                "No vault was named.",
                hint=f"pamdesk --vault PATH …, or set {VAULT_VARIABLE}; pamdesk vault create PATH makes one.",
                code="no_vault_named",
            )
        return Path(named)

    def password_from_file(self) -> Secret | None:
        """Return the password of --password-file or PAMDESK_PASSWORD_FILE, or None where neither is set."""
        named = self.password_file or _from_environment()
        return read_password_file(named) if named is not None else None

    @contextmanager
    def open(self) -> Iterator[Vault]:
        """Open the vault for one command, make the backup that is due after it, and close it."""
        from pamdesk.services import vaults

        vault = self._unlock(self.path)
        try:
            yield vault
            if not_made := vaults.back_up_after_command(vault):
                say(not_made)
        finally:
            vault.close()

    def _unlock(self, path: Path) -> Vault:
        from pamdesk.services import vaults

        password = self.password_from_file()
        if password is None:
            vault = vaults.open_with_keychain(path)
            if vault is not None:
                return vault
            password = ask_password(f"Master password of {path.name}: ")
        return vaults.open_vault(path, password)

    def new_password(self, question: str = "New master password: ") -> Secret:
        """Return the password of a vault that is being made: from the file, or typed twice."""
        return self.password_from_file() or ask_new_password(question)


def _from_environment() -> Path | None:
    named = os.environ.get(PASSWORD_VARIABLE, "")
    return Path(named) if named else None


def read_password_file(path: Path) -> Secret:
    """Read a password file, without its last line end; raises UserError where it cannot be read or is empty."""
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_PASSWORD + 1)
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise VaultLocked(
            f"The password file {path} cannot be read: {reason}.", code="password_file"
        ) from None
    text = text.removesuffix("\n").removesuffix("\r")
    if not text or len(content) > LONGEST_PASSWORD:
        reason = "empty" if not text else f"longer than {LONGEST_PASSWORD} bytes"
        raise VaultLocked(f"The password file {path} is {reason}.", code="password_file")
    return Secret(text)


def _at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def ask_password(question: str) -> Secret:
    """Ask at the terminal; raises VaultLocked where there is none."""
    if not _at_terminal():
        raise VaultLocked(
            "The vault is locked, and no password was given.",
            hint=f"--password-file FILE or {PASSWORD_VARIABLE} names a file that holds it.",
        )
    return Secret(getpass(question))


def ask_new_password(question: str) -> Secret:
    """Ask twice at the terminal; raises UserError where the two differ or there is no terminal."""
    if not _at_terminal():
        raise UserError(
            "No new master password was given. Nothing was changed.",
            hint="--new-password-file FILE, or --password-file FILE for a new vault, names a file that holds it.",
            code="no_new_password",
        )
    first = ask_password(question)
    if first != ask_password("The same again: "):
        raise UserError("The two passwords differ. Nothing was changed.", code="passwords_differ")
    return first
