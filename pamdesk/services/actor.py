"""Who acts: the operating system's user, as the audit names them."""

from __future__ import annotations

import getpass
import os

UNKNOWN = "unknown"


def who() -> str:
    """Return the name of the operating system's user; `unknown` where it has none (a bare container)."""
    try:
        return getpass.getuser() or UNKNOWN
    except (KeyError, OSError, ImportError):
        return f"uid {os.getuid()}" if hasattr(os, "getuid") else UNKNOWN
