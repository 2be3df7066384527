"""A program that rotates one account and is killed around the script that follows. Run by the fault tests.

python -m tests.faults.dying_scripts VAULT USER MOMENT

MOMENT is a method after (or, with `before-`, before) which SIGKILL comes: `promote` and `finish` of the journal, `begin` and
`end` of the runs; or `never`, where the script itself may kill.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pamdesk.records.secret import Secret
from pamdesk.rotation.engine import Engine
from pamdesk.vault.journal import Journal
from pamdesk.vault.script_runs import ScriptRuns
from pamdesk.vault.vault import Vault
from tests.worlds import PASSWORD

OWNERS: dict[str, type] = {"promote": Journal, "finish": Journal, "begin": ScriptRuns, "end": ScriptRuns}


def die_at(moment: str) -> None:
    """Arrange for SIGKILL before or after one write."""
    name = moment.removeprefix("before-")
    owner = OWNERS[name]

    def dying(write: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **named: Any) -> Any:
            if moment != name:
                os.kill(os.getpid(), signal.SIGKILL)
            write(*args, **named).result()
            os.kill(os.getpid(), signal.SIGKILL)

        return wrapped

    setattr(owner, name, dying(getattr(owner, name)))


async def _rotate(vault: Vault, user: str) -> None:
    engine = Engine(vault)
    try:
        await engine.rotate([user], who="test")
    finally:
        await engine.close()


def main() -> None:
    """Rotate, and die on the way."""
    path, user, moment = sys.argv[1:]
    vault = Vault.open(Path(path), Secret(PASSWORD))
    if moment != "never":
        die_at(moment)
    asyncio.run(_rotate(vault, user))
    vault.close()


if __name__ == "__main__":
    main()
