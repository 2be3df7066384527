"""The TLS wire of one connection to Oracle: proved before the driver says a word on it, and cut from another thread."""

from __future__ import annotations

import socket
import ssl
import threading
from typing import Final

CONNECT_SECONDS: Final = 10.0


class HandshakeEnded(ConnectionError):
    """The other end closed the connection instead of shaking hands: it may be a port without TLS."""


class Wire(ssl.SSLContext):
    """Stands where the driver expects a TLS context, for one connection.

    The driver switches the check of the name off on the context it is given, and sends no name (python-oracledb:
    thin/transport); the handshake is made by the endpoint's own context, which stays as it is. After a redirect by the
    listener the certificate must still be made out for the host in the record.
    """

    _trust: ssl.SSLContext
    _host: str

    @classmethod
    def to(cls, trust: ssl.SSLContext, host: str) -> Wire:
        """Make the wire of one connection; `trust` proves the server."""
        wire = cls(ssl.PROTOCOL_TLS_CLIENT)
        wire._trust, wire._host = trust, host
        return wire

    def __init__(self, protocol: int) -> None:
        """Hold no connection yet."""
        del protocol  # taken by the parent's __new__
        self._guard = threading.Lock()
        self._wire: socket.socket | None = None
        self._cut = False

    @property
    def is_cut(self) -> bool:
        """Whether the connection was cut from here."""
        return self._cut

    def wrap_socket(  # type: ignore[override]  # the parent's long list of defaults is the driver's to leave out
        self, sock: socket.socket, *args: bool, **named: str | bool | None
    ) -> ssl.SSLSocket:
        """Shake hands as the endpoint's own context does; raises `ssl.SSLError` or `OSError`.

        The driver takes the time limit off a socket before the handshake; it is set again, and holds for its sign-in.
        """
        del args, named
        sock.settimeout(CONNECT_SECONDS)
        self._hold(sock)
        try:
            wrapped = self._trust.wrap_socket(sock, server_hostname=self._host)
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError, ConnectionError) as error:
            raise HandshakeEnded("the handshake was ended") from error
        self._hold(wrapped)
        return wrapped

    def cut(self) -> None:
        """Shut the connection down, also one that is just being made; a thread that waits on it ends at once."""
        with self._guard:
            self._cut = True
            if self._wire is not None:
                self._shut(self._wire)

    def _hold(self, wire: socket.socket) -> None:
        with self._guard:
            self._wire = wire
            if not self._cut:
                return
            self._shut(wire)
        wire.close()
        raise ConnectionAbortedError("the connection was cut")

    @staticmethod
    def _shut(wire: socket.socket) -> None:
        try:
            # Of the socket itself: the shutdown of an SSL socket would change what the other thread is using.
            socket.socket.shutdown(wire, socket.SHUT_RDWR)
        except OSError:
            return  # the other end was first
