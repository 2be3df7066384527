"""A whole sandbox: folder, servers, and a vault in which everything is linked already."""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import platformdirs

from pamdesk.records.secret import Secret
from pamdesk.sandbox.filling import fill
from pamdesk.sandbox.place import SandboxFolder
from pamdesk.sandbox.practice import Practice, require_installed
from pamdesk.vault.vault import Vault

VAULT = "Practice.pamdesk"
PASSWORD_FILE = "password.txt"  # noqa: S105 - the name of a file
_PASSWORD_BYTES = 18


class Sandbox:
    """A context manager: a locked vault at `path`, opened by `password`, and the environment that it describes."""

    def __init__(self) -> None:
        """Describe a sandbox; entering it starts everything, and raises UserError where something is absent."""
        self._stack = ExitStack()
        self.password = Secret(secrets.token_urlsafe(_PASSWORD_BYTES))
        self.path = Path()
        self.password_file = Path()

    def __enter__(self) -> Self:
        require_installed()
        with ExitStack() as stack:
            folder = stack.enter_context(SandboxFolder())
            self.practice = stack.enter_context(Practice(folder.path))
            self.path = folder.path / VAULT
            self.password_file = folder.path / PASSWORD_FILE
            self.password_file.touch(mode=0o600)
            self.password_file.write_text(self.password.reveal() + "\n", encoding="ascii")
            with Vault.create(self.path, self.password, name="Practice") as vault:
                # A vault is also remembered outside its own folder; of this one nothing is to stay.
                folder.also(_remembered(vault.id))
                fill(vault, self.practice)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def metadata_endpoint(self) -> str:
        """Where an engine asks for the role of this make-believe instance."""
        return self.practice.aws.metadata_url

    def open(self) -> Vault:
        """Open the vault; the caller closes it."""
        return Vault.open(self.path, self.password)


def _remembered(vault_id: str) -> Path:
    return Path(platformdirs.user_state_dir("pamdesk", appauthor=False)) / "heads" / f"{vault_id}.json"
