"""What the window remembers on this machine: vaults opened here, language, colours, its size. No secret, no title."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

FOLDER = "PAMDESK_CONFIG_DIR"  # for tests and portable use
_FILE = "window.json"
_MOST = 8


@dataclass(frozen=True)
class KnownVault:
    """A vault that was opened here."""

    path: str
    name: str
    opened: str


@dataclass(frozen=True)
class Preferences:
    """One window's settings; `language` and `colours` empty mean: as the system."""

    vaults: tuple[KnownVault, ...] = ()
    language: str = ""
    colours: str = "system"
    width: int = 1440
    height: int = 900
    lock_minutes: int = 15  # without a key or the mouse; 0 is never

    def opened(self, path: Path, name: str) -> Preferences:
        """Put a vault first."""
        here = KnownVault(str(path), name, datetime.now(UTC).isoformat(timespec="seconds"))
        others = tuple(each for each in self.vaults if each.path != here.path)
        return replace(self, vaults=(here, *others)[:_MOST])


def folder() -> Path:
    """Where they are kept."""
    told = os.environ.get(FOLDER)
    return Path(told) if told else Path(platformdirs.user_config_dir("pamdesk", appauthor=False))


def load() -> Preferences:
    """Read them; what cannot be read is as if it had never been written."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        kept = json.loads((folder() / _FILE).read_text(encoding="utf-8"))
        vaults = tuple(KnownVault(**each) for each in kept.pop("vaults", ()))
        return Preferences(vaults=vaults, **kept)
    return Preferences()


def save(preferences: Preferences) -> None:
    """Write them; a machine on which nothing can be written simply forgets."""
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        made = folder() / f"{_FILE}.{os.getpid()}"
        made.write_text(json.dumps(asdict(preferences), indent=1), encoding="utf-8")
        made.replace(folder() / _FILE)
