"""How long a person has done nothing under X11: the counter IDLETIME of the SYNC extension.

Asked through libxcb and libxcb-sync, which Qt's own X11 plugin needs too; source: X Synchronization Extension Protocol 3.1.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, byref, c_char_p, c_int, c_int32, c_uint, c_uint8, c_uint16, c_uint32, c_void_p
from typing import Final

_COUNTER: Final = b"IDLETIME"
_NAME_AT: Final = (
    14  # bytes from the start of a SYSTEMCOUNTER on the wire: id 4, resolution 8, length of the name 2
)


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", c_uint),)


class _Number(ctypes.Structure):
    _fields_ = (("high", c_int32), ("low", c_uint32))


class _SystemCounter(ctypes.Structure):
    _fields_ = (("counter", c_uint32), ("resolution", _Number), ("name_length", c_uint16))


class _Iterator(ctypes.Structure):
    _fields_ = (("data", POINTER(_SystemCounter)), ("rest", c_int), ("index", c_int))


class _Value(ctypes.Structure):
    _fields_ = (
        ("response_type", c_uint8),
        ("pad", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("number", _Number),
    )


class X11Idle:
    """A connection of its own to the X server, for one thread."""

    def __init__(self, display: str = "") -> None:
        """Connect to a display, the environment's where none is named; raises OSError where this cannot be asked here."""
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = (c_void_p,)
        self._xcb = _declared(ctypes.CDLL("libxcb.so.1"))
        self._sync = _declared_sync(ctypes.CDLL("libxcb-sync.so.1"))
        self._connection = self._xcb.xcb_connect(display.encode() or None, None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise OSError("no X server answers")
        try:
            self._counter = self._find()
        except OSError:
            self.close()
            raise

    def seconds(self) -> float:
        """Return the seconds since the last key or pointer event of this display; raises OSError when it is gone."""
        cookie = self._sync.xcb_sync_query_counter(self._connection, self._counter)
        reply = self._sync.xcb_sync_query_counter_reply(self._connection, cookie, None)
        if not reply:
            raise OSError("the X server did not answer")
        try:
            number = reply.contents.number
            return float((number.high << 32) + number.low) / 1000
        finally:
            self._free(reply)

    def close(self) -> None:
        """Leave the X server; nothing is asked of it afterwards."""
        if self._connection:
            self._xcb.xcb_disconnect(self._connection)
            self._connection = None

    def _find(self) -> int:
        cookie = self._sync.xcb_sync_initialize(self._connection, 3, 1)
        self._free(self._sync.xcb_sync_initialize_reply(self._connection, cookie, None))
        cookie = self._sync.xcb_sync_list_system_counters(self._connection)
        reply = self._sync.xcb_sync_list_system_counters_reply(self._connection, cookie, None)
        if not reply:
            raise OSError("the X server has no SYNC extension")
        try:
            each = self._sync.xcb_sync_list_system_counters_counters_iterator(reply)
            while each.rest:
                # Not asked of xcb_sync_systemcounter_name: it counts the struct's padding, two bytes too many.
                name = ctypes.addressof(each.data.contents) + _NAME_AT
                if ctypes.string_at(name, each.data.contents.name_length) == _COUNTER:
                    return int(each.data.contents.counter)
                self._sync.xcb_sync_systemcounter_next(byref(each))
        finally:
            self._free(reply)
        raise OSError("the X server does not count idle time")


def _declared(xcb: ctypes.CDLL) -> ctypes.CDLL:
    xcb.xcb_connect.argtypes = (c_char_p, POINTER(c_int))
    xcb.xcb_connect.restype = c_void_p
    xcb.xcb_connection_has_error.argtypes = (c_void_p,)
    xcb.xcb_disconnect.argtypes = (c_void_p,)
    return xcb


def _declared_sync(sync: ctypes.CDLL) -> ctypes.CDLL:
    sync.xcb_sync_initialize.argtypes = (c_void_p, c_uint8, c_uint8)
    sync.xcb_sync_list_system_counters.argtypes = (c_void_p,)
    sync.xcb_sync_query_counter.argtypes = (c_void_p, c_uint32)
    for name, answer in (
        ("initialize", c_void_p),
        ("list_system_counters", c_void_p),
        ("query_counter", POINTER(_Value)),
    ):
        getattr(sync, f"xcb_sync_{name}").restype = _Cookie
        reply = getattr(sync, f"xcb_sync_{name}_reply")
        reply.argtypes = (c_void_p, _Cookie, c_void_p)
        reply.restype = answer
    sync.xcb_sync_list_system_counters_counters_iterator.argtypes = (c_void_p,)
    sync.xcb_sync_list_system_counters_counters_iterator.restype = _Iterator
    sync.xcb_sync_systemcounter_next.argtypes = (POINTER(_Iterator),)
    sync.xcb_sync_systemcounter_next.restype = None
    return sync
