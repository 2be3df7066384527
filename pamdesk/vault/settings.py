"""Settings of the whole vault: retention, limits; small values by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

from pamdesk.vault.audit import Chain
from pamdesk.vault.sql import Connection
from pamdesk.vault.store import Store

T = TypeVar("T", int, str, bool)


class Settings:
    """The settings of an open vault."""

    def __init__(self, store: Store, chain: Chain) -> None:
        """Take the store and the audit chain."""
        self._store = store
        self._chain = chain

    def get(self, name: str, default: T) -> T:
        """Return a setting; the default where it was never set, or is of another kind."""
        with self._store.read() as conn:
            row = conn.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        if row is None:
            return default
        value = json.loads(row[0])
        return value if type(value) is type(default) else default

    def note(self, name: str, default: str, change: Callable[[str], str]) -> str:
        """Store what `change` makes of a text, read and written in one transaction; returns it.

        For what the engine notes for itself: the audit tells what people set, and nobody has set this.
        """

        def work(conn: Connection) -> str:
            row = conn.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
            value = change(str(json.loads(row[0])) if row else default)
            conn.execute(
                "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, json.dumps(value))
            )
            return value

        return self._store.write(work)

    def set(self, name: str, value: int | str | bool, *, who: str = "") -> None:
        """Store a setting."""
        self._store.write(
            lambda conn: (
                conn.execute(
                    "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, json.dumps(value))
                ),
                self._chain.append(conn, who, "setting changed", "", name),
            )
        )
