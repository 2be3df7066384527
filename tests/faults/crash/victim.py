"""The program that is killed: opens the vault, recovers, waits for the word, and rotates until it dies."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from pamdesk.records.secret import Secret
from pamdesk.rotation.engine import Engine
from pamdesk.vault.vault import Vault
from tests.worlds import PASSWORD


@dataclass(frozen=True)
class Recovered:
    """What a start found and settled: each account's result in two words, and how long it took in seconds."""

    results: tuple[tuple[str, str, str], ...]  # (account, state, code)
    seconds: float


def run(path: Path, users: Sequence[str], patience: float, line: Connection) -> None:
    """Recover, tell what was settled, and on a word rotate the accounts until killed; without a word, end in order."""
    vault = Vault.open(path, Secret(PASSWORD))
    try:
        asyncio.run(_live(vault, users, patience, line))
    finally:
        vault.close()


async def _live(vault: Vault, users: Sequence[str], patience: float, line: Connection) -> None:
    engine = Engine(vault)
    try:
        began = time.perf_counter()
        results = await engine.recover(patience=patience)
        told = tuple((result.id, result.state.value, result.code) for result in results)
        line.send(Recovered(told, time.perf_counter() - began))
        go_on = await asyncio.to_thread(line.recv)
        while go_on:
            await engine.rotate(users, who="crash")
    finally:
        await engine.close()
