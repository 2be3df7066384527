"""The head of the audit chain, kept outside the vault's folder, so that an older vault put in its place is noticed."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pamdesk.vault.audit import Audit

_EVERY = 5.0  # seconds between two writes while the vault changes


class OutsideHead:
    """Reads and writes the last known head of one vault in this user's own state folder."""

    def __init__(self, vault_id: str, state_dir: Path) -> None:
        """Take the vault's id and the folder for state of this user."""
        self._path = state_dir / "heads" / f"{vault_id}.json"
        self._last = 0.0
        self._lock = threading.Lock()

    def read(self) -> tuple[int, str]:
        """Return the head that was seen last, (0, "") where none was."""
        try:
            value = json.loads(self._path.read_text("utf-8"))
            return int(value["seq"]), str(value["mac"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, ""

    def write_soon(self, head: Callable[[], tuple[int, str]]) -> None:
        """Note the present head, at most every few seconds."""
        if time.monotonic() - self._last >= _EVERY:
            self.write(head())

    def write(self, head: tuple[int, str]) -> None:
        """Note the present head; a folder that cannot be written is let be."""
        with self._lock:
            self._last = time.monotonic()
            beside = self._path.with_suffix(f".{os.getpid()}")
            # Losing this note only loses a warning; the vault itself is complete without it.
            with suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                beside.write_text(json.dumps({"seq": head[0], "mac": head[1]}), "utf-8")
                beside.replace(self._path)

    def notice(self, audit: Audit, name: str) -> str:
        """Return a warning where the vault does not hold the head that was seen last; empty where it does."""
        seq, mac = self.read()
        if audit.holds(seq, mac):
            return ""
        present = audit.head()[0]
        if present < seq:
            return (
                f"{name} is older than when it was last open on this machine: {seq - present} entries of its audit are"
                " missing. An older copy was put in its place, or the newer one is somewhere else. Passwords in it may be"
                " out of date."
            )
        return (
            f"{name} has another history than when it was last open on this machine: an older copy was put in its place and"
            " then changed. Passwords in it may be out of date."
        )
