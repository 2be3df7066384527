"""Idle time and the locked screen on macOS, of Quartz; sources: CGEventSource.h, CGSession.h."""

from __future__ import annotations

import ctypes
from ctypes import c_bool, c_char_p, c_double, c_int32, c_uint32, c_void_p

_COMBINED_SESSION = 0  # kCGEventSourceStateCombinedSessionState
_ANY_INPUT = 0xFFFFFFFF  # kCGAnyInputEventType
_UTF8 = 0x08000100  # kCFStringEncodingUTF8
_SCREEN_IS_LOCKED = b"CGSSessionScreenIsLocked"
_QUARTZ = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
_FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"


class MacOs:
    """What Quartz tells of the person's session."""

    def __init__(self) -> None:
        """Load the frameworks; raises OSError elsewhere."""
        self._quartz = ctypes.CDLL(_QUARTZ)
        self._foundation = ctypes.CDLL(_FOUNDATION)
        self._quartz.CGEventSourceSecondsSinceLastEventType.argtypes = (c_int32, c_uint32)
        self._quartz.CGEventSourceSecondsSinceLastEventType.restype = c_double
        self._quartz.CGSessionCopyCurrentDictionary.restype = c_void_p
        self._foundation.CFStringCreateWithCString.argtypes = (c_void_p, c_char_p, c_uint32)
        self._foundation.CFStringCreateWithCString.restype = c_void_p
        self._foundation.CFDictionaryGetValue.argtypes = (c_void_p, c_void_p)
        self._foundation.CFDictionaryGetValue.restype = c_void_p
        self._foundation.CFBooleanGetValue.argtypes = (c_void_p,)
        self._foundation.CFBooleanGetValue.restype = c_bool
        self._foundation.CFRelease.argtypes = (c_void_p,)
        self._key = self._foundation.CFStringCreateWithCString(None, _SCREEN_IS_LOCKED, _UTF8)

    def idle_seconds(self) -> float | None:
        """Return the seconds since the last input of this session."""
        return float(self._quartz.CGEventSourceSecondsSinceLastEventType(_COMBINED_SESSION, _ANY_INPUT))

    def is_locked(self) -> bool:
        """Say whether the screen is locked; false outside a session with a screen."""
        session = self._quartz.CGSessionCopyCurrentDictionary()
        if not session:
            return False
        try:
            told = self._foundation.CFDictionaryGetValue(session, self._key)
            return bool(told) and bool(self._foundation.CFBooleanGetValue(told))
        finally:
            self._foundation.CFRelease(session)
