"""One client of the tests' TDS endpoint: who it is, its transaction, and what a rollback gives back."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.servers.tds_logins import Change, Login, Logins
from tests.servers.tds_text import Value, Variant


@dataclass(frozen=True)
class Rows:
    """One result set."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value | Variant, ...], ...]


@dataclass
class Session:
    """One client that is signed in."""

    logins: Logins
    login: Login
    database: str
    number: int
    sessions: dict[int, Session]
    program: str = ""
    transaction: int = 0
    implicit: bool = False
    killed: bool = False
    login_time: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="milliseconds")[:23])
    prepared: dict[int, str] = field(default_factory=dict)
    _undo: list[tuple[Login, Login]] = field(default_factory=list)

    def begin(self) -> None:
        """BEGIN TRANSACTION."""
        self.transaction += 1

    def commit(self) -> None:
        """COMMIT: passwords are among what it makes final."""
        self.transaction = max(0, self.transaction - 1)
        if not self.transaction:
            self._undo.clear()

    def rollback(self) -> None:
        """ROLLBACK, and what a lost connection does: a changed password is the old one again."""
        self.transaction = 0
        with self.logins.lock:
            for login, before in reversed(self._undo):
                login.__dict__.update(before.__dict__)
            self._undo.clear()

    def alter(self, asked: Change) -> None:
        """Carry out a change, within the transaction where there is one."""
        if self.implicit and not self.transaction:
            self.begin()
        target = self.logins.get(asked.name, asked.database)
        before = copy.deepcopy(target)
        self.logins.change(self.login, asked)
        if self.transaction and target is not None and before is not None:
            self._undo.append((target, before))
