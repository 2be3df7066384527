"""Asks small programs of this machine one question each."""

from __future__ import annotations

import subprocess

SECONDS = 20  # for any program that is asked


def printed_by(*command: str) -> str:
    """Return what a program prints; empty where it is absent, fails to start or takes more than 20 seconds."""
    try:
        asked = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout
