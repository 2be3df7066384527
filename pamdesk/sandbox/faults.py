"""What a relay does to the traffic that passes it: nothing, until a fault is armed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What happens to the chunk that a fault waits for."""

    CUT_BEFORE = "cut before"  # it never reaches the server; the client sees a reset
    CUT_AFTER = (
        "cut after"  # it reaches the server, whose answer nobody takes; the client sees a reset at once
    )
    DROP_ANSWER = "drop answer"  # it reaches the server; the client sees a reset when the server has answered
    HOLD = "hold"  # it waits until it is released, then goes on, even where the client has left
    BLACK_HOLE = "black hole"  # it and all that follows, both ways, is swallowed; the connection stays open


@dataclass(frozen=True)
class Chunk:
    """What was read at once from a client; behind TLS the relay of a test sees its size only."""

    connection: int
    number: int  # counted over all connections since the fault was armed, from 1
    content: bytes

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return len(self.content)


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong, once, at the first chunk that matches."""

    action: Action
    matches: Callable[[Chunk], bool]


@dataclass(frozen=True)
class Counts:
    """What has passed a relay since it was opened."""

    connections: int = 0
    client_chunks: int = 0
    client_bytes: int = 0
    server_chunks: int = 0
    server_bytes: int = 0


class FaultBoard:
    """The switches of one relay; every method may be called from any thread, at any time."""

    def __init__(self) -> None:
        """Begin with no fault."""
        self._lock = threading.Lock()
        self._fault: Fault | None = None
        self._seen = 0
        self._counts = Counts()
        self._cut_when: Callable[[], bool] | None = None
        self._delay_seconds = 0.0
        self._fired = threading.Event()
        self._released = threading.Event()
        self._released.set()

    def arm(self, fault: Fault) -> None:
        """Arm a fault in place of an earlier one; chunks are counted from now."""
        with self._lock:
            self._fault, self._seen = fault, 0
        self._fired.clear()
        if fault.action is Action.HOLD:
            self._released.clear()

    def arm_after(self, client_chunks: int, action: Action = Action.CUT_AFTER) -> None:
        """Strike at the chunk of this number that a client sends from now on, counted from 1 over all connections."""
        self.arm(Fault(action, lambda chunk: chunk.number >= client_chunks))

    def arm_on_size(
        self, at_least: int, action: Action = Action.CUT_AFTER, *, at_most: int | None = None
    ) -> None:
        """Strike at the first client chunk whose size in bytes lies between the two."""
        self.arm(Fault(action, lambda chunk: at_least <= chunk.size <= (at_most or chunk.size)))

    def arm_on_text(self, text: bytes, action: Action = Action.CUT_AFTER) -> None:
        """Strike at the first client chunk that holds `text`; for a relay that sees clear text."""
        self.arm(Fault(action, lambda chunk: text in chunk.content))

    def cut_when(self, predicate: Callable[[], bool]) -> None:
        """Cut the first connection for which `predicate` is true at the moment when the server's answer is to be handed on.

        It is asked before each answer, so that a client never sees the answer to what made it true.
        """
        with self._lock:
            self._cut_when = predicate
        self._fired.clear()

    def delay(self, seconds: float) -> None:
        """Hold every chunk back for so many seconds, in both directions; 0 ends it."""
        with self._lock:
            self._delay_seconds = seconds

    def heal(self) -> None:
        """Take away every fault; held chunks go on, and what was swallowed stays swallowed."""
        with self._lock:
            self._fault, self._cut_when, self._delay_seconds = None, None, 0.0
        self._released.set()

    def release(self) -> None:
        """Let held chunks go on to the server."""
        self._released.set()

    def wait_fired(self, seconds: float = 10.0) -> bool:
        """Wait until the armed fault has struck; returns whether it has."""
        return self._fired.wait(seconds)

    @property
    def fired(self) -> bool:
        """Whether the fault that was armed last has struck."""
        return self._fired.is_set()

    @property
    def delay_seconds(self) -> float:
        """How long each chunk is held back now."""
        return self._delay_seconds

    @property
    def counts(self) -> Counts:
        """What has passed so far."""
        return self._counts

    # For the relay itself.

    def count_connection(self) -> int:
        """Count a new connection and return its number, from 1."""
        with self._lock:
            self._counts = _add(self._counts, connections=1)
            return self._counts.connections

    def client_sent(self, connection: int, content: bytes) -> Action | None:
        """Count a client's chunk and return what is to be done to it."""
        with self._lock:
            self._counts = _add(self._counts, client_chunks=1, client_bytes=len(content))
            self._seen += 1
            fault = self._fault
            if fault is None or not fault.matches(Chunk(connection, self._seen, content)):
                return None
            self._fault = None
        if fault.action is not Action.DROP_ANSWER:
            self._fired.set()
        return fault.action

    def server_sent(self, content: bytes) -> Callable[[], bool] | None:
        """Count a server's chunk and return the question that decides on it, if one is armed."""
        with self._lock:
            self._counts = _add(self._counts, server_chunks=1, server_bytes=len(content))
            return self._cut_when

    def struck(self) -> None:
        """Note that a fault has struck, and that `cut_when` asks no more."""
        with self._lock:
            self._cut_when = None
        self._fired.set()

    def wait_released(self) -> None:
        """Wait, in a thread of the relay, until held chunks may go on."""
        self._released.wait()


def _add(
    counts: Counts,
    *,
    connections: int = 0,
    client_chunks: int = 0,
    client_bytes: int = 0,
    server_chunks: int = 0,
    server_bytes: int = 0,
) -> Counts:
    return Counts(
        counts.connections + connections,
        counts.client_chunks + client_chunks,
        counts.client_bytes + client_bytes,
        counts.server_chunks + server_chunks,
        counts.server_bytes + server_bytes,
    )
