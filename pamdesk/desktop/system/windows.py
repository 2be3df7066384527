"""Idle time and the locked screen on Windows; sources: GetLastInputInfo, WTSQuerySessionInformationW, WTSINFOEX_LEVEL1_W."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, byref, c_int32, c_uint32, c_uint64, c_void_p

_CURRENT_SESSION = 0xFFFFFFFF  # WTS_CURRENT_SESSION
_WTS_SESSION_INFO_EX = 25
_LOCKED = 0  # WTS_SESSIONSTATE_LOCK; 1 is unlocked, 0xFFFFFFFF unknown


class _LastInput(ctypes.Structure):
    _fields_ = (("size", c_uint32), ("tick", c_uint32))


class _SessionInfo(ctypes.Structure):
    # The level, then the union at the alignment of its 64-bit members: session, state, flags.
    _fields_ = (("level", c_uint64), ("session", c_uint32), ("state", c_int32), ("flags", c_int32))


class Windows:
    """What Windows tells of the person's session."""

    def __init__(self) -> None:
        """Load the libraries; raises OSError elsewhere."""
        # On 64-bit Windows, the only one that Qt 6 is made for, there is one calling convention.
        self._user = ctypes.CDLL("user32")
        self._kernel = ctypes.CDLL("kernel32")
        self._terminal = ctypes.CDLL("wtsapi32")
        self._terminal.WTSQuerySessionInformationW.argtypes = (
            c_void_p,
            c_uint32,
            c_int32,
            POINTER(c_void_p),
            POINTER(c_uint32),
        )
        self._terminal.WTSFreeMemory.argtypes = (c_void_p,)

    def idle_seconds(self) -> float | None:
        """Return the seconds since the last input of this session; None where it is not told."""
        last = _LastInput(ctypes.sizeof(_LastInput), 0)
        if not self._user.GetLastInputInfo(byref(last)):
            return None
        # Both are 32-bit milliseconds since the start, which begin again after 49.7 days.
        now = int(self._kernel.GetTickCount()) & 0xFFFFFFFF
        return float((now - last.tick) & 0xFFFFFFFF) / 1000

    def is_locked(self) -> bool:
        """Say whether the session is locked; false where that is not told."""
        answer, size = c_void_p(), c_uint32()
        if not self._terminal.WTSQuerySessionInformationW(
            None, _CURRENT_SESSION, _WTS_SESSION_INFO_EX, byref(answer), byref(size)
        ):
            return False
        try:
            if not answer.value or size.value < ctypes.sizeof(_SessionInfo):
                return False
            return bool(_SessionInfo.from_address(answer.value).flags == _LOCKED)
        finally:
            self._terminal.WTSFreeMemory(answer)
