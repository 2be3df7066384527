"""A TCP relay between a client and a real server that cuts, delays, holds or swallows what passes.

What passes is TLS, so chunks are counted and measured, never parsed: a test says which one is meant by its number or size, or
lets the server itself tell (`cut_when`: its log, `pg_stat_activity`).
"""

from __future__ import annotations

from types import TracebackType
from typing import Self

from pamdesk.sandbox.faults import Action, FaultBoard
from pamdesk.sandbox.relay import Relay

__all__ = ["Action", "FaultProxy"]


class FaultProxy(FaultBoard):
    """A fault board with the relay that obeys it; a context manager."""

    def __init__(self, server_port: int) -> None:
        """Prepare a proxy to a server on a loopback port."""
        super().__init__()
        self._relay = Relay(server_port, self)

    @property
    def port(self) -> int:
        """The port to which clients connect."""
        return self._relay.port

    def refuse(self) -> None:
        """Refuse new connections, as a server that is down."""
        self._relay.refuse()

    def accept(self) -> None:
        """Accept connections again, on the same port."""
        self._relay.accept()

    def cut(self) -> None:
        """Reset every client that is connected now."""
        self._relay.cut()

    def __enter__(self) -> Self:
        self._relay.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._relay.close()
