"""Memory that a large vault needed for a moment, given back to the system."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Return what is freed but kept by the C library (glibc: malloc_trim(3)); elsewhere nothing. Takes some 10 ms."""
    if sys.platform != "linux":
        return
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return  # another C library, which returns it by itself
    trim(0)
