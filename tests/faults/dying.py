"""A program that rotates one account and is killed, or suspended, at a chosen moment. Run by the fault tests.

python -m tests.faults.dying VAULT USER MOMENT N [MACHINE]

MOMENT is `after` (SIGKILL directly after the Nth journal write is on the disk), `before` (directly before it),
`stop` (SIGSTOP between the announcement and the change), `stop-sent` (SIGSTOP between the change and its note in the
journal), or `never`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pamdesk.records.secret import Secret
from pamdesk.rotation.announcing import AnnounceOnce
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.vault.journal import Journal, State
from pamdesk.vault.leases import Owner
from pamdesk.vault.vault import Vault
from tests.servers import oracle_driver
from tests.worlds import PASSWORD

WRITES = ("begin", "stage", "advance", "promote", "finish")


def die_at(moment: str, number: int) -> None:
    """Arrange for SIGKILL before or after the Nth journal write of this process."""
    counter = itertools.count(1)

    def dying(write: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **named: Any) -> Any:
            mine = next(counter)
            if mine == number and moment == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            future = write(*args, **named)
            if mine == number:
                future.result()
                os.kill(os.getpid(), signal.SIGKILL)
            return future

        return wrapped

    for name in WRITES:
        setattr(Journal, name, dying(getattr(Journal, name)))


def stop_before_sending() -> None:
    """Arrange for SIGSTOP after the last look at the lease, directly before the change is sent."""
    announce = AnnounceOnce.__call__

    async def stopping(self: AnnounceOnce, *args: Any) -> None:
        await announce(self, *args)
        os.kill(os.getpid(), signal.SIGSTOP)

    setattr(AnnounceOnce, "__call__", stopping)  # noqa: B010 - a method is replaced on purpose


def stop_after_sending() -> None:
    """Arrange for SIGSTOP when the change was made, directly before APPLIED is written."""
    advance = Journal.advance

    def stopping(self: Journal, lease: Any, attempt_id: str, state: State, **named: Any) -> Any:
        if state is State.APPLIED:
            os.kill(os.getpid(), signal.SIGSTOP)
        return advance(self, lease, attempt_id, state, **named)

    setattr(Journal, "advance", stopping)  # noqa: B010 - a method is replaced on purpose


async def _rotate(vault: Vault, user: str, owner: Owner | None) -> list[dict[str, object]]:
    limits = Limits(inline_patience=0.0, lease_seconds=2.0 if owner else 60.0)
    engine = Engine(vault, owner=owner, limits=limits)
    try:
        results = await engine.rotate([user], who="test")
    finally:
        await engine.close()
    return [{"state": r.state.value, "changed": r.changed, "code": r.code} for r in results]


def main() -> None:
    """Rotate, and die on the way."""
    path, user, moment, number, *machine = sys.argv[1:]
    oracle_driver.install_where_played()
    vault = Vault.open(Path(path), Secret(PASSWORD))
    owner = Owner(machine[0], vault.owner.process) if machine else None
    if moment in ("before", "after"):
        die_at(moment, int(number))
    elif moment == "stop":
        stop_before_sending()
    elif moment == "stop-sent":
        stop_after_sending()
    print(json.dumps(asyncio.run(_rotate(vault, user, owner))))
    vault.close()


if __name__ == "__main__":
    main()
