"""Memory that a large vault needed for a moment, given back to the system."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_ARENA_MAX: Final = -8  # malloc.h of glibc
_ARENAS: Final = 2


def share_arenas() -> None:
    """Let all threads allocate from few places (glibc: mallopt(3)): each keeps what its thread has freed. Call it first."""
    _call("mallopt", _ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Return what is freed but kept by the C library (glibc: malloc_trim(3)); elsewhere nothing. Takes some 10 ms."""
    _call("malloc_trim", 0)


def _call(name: str, *arguments: int) -> None:
    if sys.platform != "linux":
        return
    try:
        function = getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError):
        return  # another C library, which does it by itself
    function(*arguments)
