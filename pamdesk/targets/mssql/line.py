"""The wire to one SQL Server: a socket of our own between the driver and the server, that can be cut at once.

ODBC gives no socket away, and a statement that waits for an answer could not be ended. TLS goes through the line
unopened, from the driver to the server.
"""

from __future__ import annotations

import select
import socket
import threading
from contextlib import suppress
from typing import Final

CONNECT_SECONDS: Final = 10.0
_ACCEPT_SECONDS: Final = 15.0
_PIECE: Final = 65536


class Line:
    """One connection to a server, offered to one client on the loopback interface."""

    def __init__(self, host: str, port: int) -> None:
        """Connect to the server; raises OSError."""
        self._far = socket.create_connection((host, port), CONNECT_SECONDS)
        self._far.settimeout(None)
        self._far.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=1)
        self._listener.settimeout(_ACCEPT_SECONDS)
        self.port: int = self._listener.getsockname()[1]
        self._near: socket.socket | None = None
        self._guard = threading.Lock()
        self._cut = False
        threading.Thread(target=self._carry, name="SQL Server line", daemon=True).start()

    @property
    def is_cut(self) -> bool:
        """Whether the line was cut, from here or by either end."""
        return self._cut

    def cut(self) -> None:
        """End both connections; whoever waits on one of them ends at once."""
        with self._guard:
            self._cut = True
            for wire in (self._near, self._far):
                if wire is not None:
                    with suppress(OSError):  # the other end was first
                        wire.shutdown(socket.SHUT_RDWR)

    def _carry(self) -> None:
        try:
            near, _ = self._listener.accept()
        except OSError:
            self._end()
            return
        near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._guard:
            self._near = near
        if not self._cut:
            with suppress(OSError):  # an end that is gone is what the other end is told below
                self._pump(near)
        self._end()

    def _pump(self, near: socket.socket) -> None:
        other = {near: self._far, self._far: near}
        while not self._cut:
            for wire in select.select(tuple(other), (), ())[0]:
                piece = wire.recv(_PIECE)
                if not piece:
                    return
                other[wire].sendall(piece)

    def _end(self) -> None:
        self.cut()
        with self._guard:
            for wire in (self._listener, self._near, self._far):
                if wire is not None:
                    wire.close()
