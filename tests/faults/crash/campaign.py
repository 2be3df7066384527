"""One campaign against one target: so many kills, and what stood in the vault and on the server after each."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Final

from pamdesk.sandbox.faults import Action, Chunk, Fault
from tests.faults.crash import victim
from tests.faults.crash.grounds import Ground
from tests.faults.crash.victim import Recovered

_START_SECONDS: Final = 300.0
_PACKET_SECONDS: Final = 20.0
_SETTLE_STARTS: Final = 10
_AT_PACKET: Final = (Action.CUT_BEFORE, Action.CUT_AFTER, Action.DROP_ANSWER)


@dataclass
class Tally:
    """What a campaign has seen; `lost` and `in_doubt` name accounts, and must stay empty."""

    target: str
    against: str
    kills: int = 0
    sign_ins: int = 0
    interrupted: Counter[str] = field(
        default_factory=Counter
    )  # journal states in which the kills left attempts
    settled: Counter[str] = field(default_factory=Counter)  # how the next start settled them
    lost: list[str] = field(default_factory=list)
    in_doubt: list[str] = field(default_factory=list)
    rotations: int = 0
    recovery_seconds: list[float] = field(default_factory=list)
    seconds: float = 0.0


@dataclass
class _Life:
    """One run of the program."""

    process: ForkServerProcess
    line: Connection
    recovered: Recovered


class Campaign:
    """Kills programs that rotate the accounts of one ground; `seed` decides when, so far as a moment can be decided."""

    def __init__(self, ground: Ground, seed: int) -> None:
        """Prepare; the first start tells how long one round of rotations takes."""
        self._ground = ground
        self._random = random.Random(f"{seed} {ground.name}")  # noqa: S311 - moments to kill at, no secret
        self._context: ForkServerContext = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([victim.__name__])
        self.tally = Tally(ground.name, ground.against)

    def run(self, kills: int, tell: Callable[[Tally], None]) -> Tally:
        """Kill so many times; afterwards one last start settles what is left, and ends in order."""
        began = time.monotonic()
        round_seconds, round_packets = self._measure()
        for _ in range(kills):
            with self._life() as life:
                self._look(life.recovered)
                self._kill(life, round_seconds, round_packets)
            self.tally.kills += 1
            self._note_interrupted()
            tell(self.tally)
        for _ in range(_SETTLE_STARTS):
            with self._life() as life:
                self._look(life.recovered)
                life.line.send(False)
            if not self._ground.vault.journal.attempts(unfinished=True, limit=None):
                break
        self.tally.in_doubt += [
            attempt.user_id
            for attempt in self._ground.vault.journal.attempts(unfinished=True, limit=None)
            if attempt.finished is None and attempt.state.value not in ("retiring", "dependents")
        ]
        self.tally.rotations = sum(
            len(self._ground.vault.journal.attempts(user, limit=None)) for user in self._ground.users
        )
        self.tally.seconds = time.monotonic() - began
        return self.tally

    def _measure(self) -> tuple[float, int]:
        """Let one round of rotations begin and end undisturbed; return its seconds and the client's packets."""
        with self._life() as life:
            packets = self._ground.proxy.counts.client_chunks
            began = time.monotonic()
            life.line.send(True)
            while any(not self._ground.vault.journal.attempts(user) for user in self._ground.users) or (
                self._ground.vault.journal.attempts(unfinished=True, limit=None)
                and time.monotonic() - began < _PACKET_SECONDS
            ):
                time.sleep(0.01)
            seconds = time.monotonic() - began
            life.process.kill()
            return seconds, max(self._ground.proxy.counts.client_chunks - packets, 1)

    @contextmanager
    def _life(self) -> Iterator[_Life]:
        """Start the program and wait until it has recovered; it is over when the block ends."""
        ours, theirs = self._context.Pipe()
        arguments = (self._ground.vault.path, self._ground.users, self._ground.patience, theirs)
        process = self._context.Process(target=victim.run, args=arguments, daemon=True)
        process.start()
        theirs.close()
        try:
            if not ours.poll(_START_SECONDS):
                raise AssertionError(f"{self._ground.name}: a start did not recover in {_START_SECONDS:g} s.")
            yield _Life(process, ours, ours.recv())
            process.join(_START_SECONDS)
            if process.exitcode not in (0, -signal.SIGKILL):
                raise AssertionError(f"{self._ground.name}: the program ended with {process.exitcode}.")
        finally:
            process.kill()
            process.join()
            ours.close()

    def _look(self, recovered: Recovered) -> None:
        """Note what the start settled, and sign in to every account with what the vault says."""
        if recovered.results:
            self.tally.recovery_seconds.append(recovered.seconds)
        self.tally.settled.update(
            f"{state}: {code}" if code else state for _, state, code in recovered.results
        )
        doubtful = {account for account, state, _ in recovered.results if state == "in_doubt"}
        for login, live in self._ground.sign_in().items():
            self.tally.sign_ins += 1
            if not live and not doubtful:
                self.tally.lost.append(f"{login} after {self.tally.kills} kills")

    def _kill(self, life: _Life, round_seconds: float, round_packets: int) -> None:
        """End the program by SIGKILL, at a random moment or at a random packet."""
        pid = life.process.pid or 0
        if self._random.random() < 0.5:
            life.line.send(True)
            time.sleep(self._random.uniform(0, 1.5 * round_seconds))
            os.kill(pid, signal.SIGKILL)
            return
        number = self._random.randint(1, round_packets)
        action = self._random.choice(_AT_PACKET)

        def strikes(chunk: Chunk) -> bool:
            if chunk.number != number:
                return False
            os.kill(pid, signal.SIGKILL)
            return True

        self._ground.proxy.arm(Fault(action, strikes))
        life.line.send(True)
        self._ground.proxy.wait_fired(min(_PACKET_SECONDS, 3 * round_seconds + 1))
        self._ground.proxy.heal()
        life.process.kill()

    def _note_interrupted(self) -> None:
        left = self._ground.vault.journal.attempts(unfinished=True, limit=None)
        self.tally.interrupted.update(attempt.state.value for attempt in left)
