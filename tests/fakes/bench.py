"""A vault with one database on a fake server and its admin, and the engine over it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pamdesk import targets
from pamdesk.rotation.clock import SystemClock
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult
from pamdesk.targets.contract import TargetModule
from pamdesk.vault.journal import Attempt
from tests.fakes.server import FakeServer, fake_module
from tests.worlds import World

QUICK = Limits(inline_patience=0.0, threads=4, first_wait=10.0)


class AheadClock(SystemClock):
    """The machine's clock, with a time of day that a test can move."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.ahead


class FakeBench:
    """A world in which every account is one of the fake server."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.server = FakeServer()
        self.clock = AheadClock()
        self.module = fake_module(self.server)
        self.world = World.create(path)
        self.database = self.world.database("billing-prod", "db.example.com", 5432, "postgresql")

        def find(*_: object) -> TargetModule:
            return self.module

        monkeypatch.setattr(targets, "for_account", find)
        self.dba = self.user("dba", admin_of=self.database)
        self.app = self.user("app")

    def user(self, login: str, *, password: str = "old", admin_of: str = "") -> str:
        """Add an account, on the server and in the vault."""
        self.server.passwords[login] = password
        return self.world.user(login, password, on=self.database, admin_of=admin_of)

    def run(self, act: Callable[[Engine], object], limits: Limits = QUICK) -> list[AccountResult]:
        """Do something with an engine of its own."""

        async def work() -> list[AccountResult]:
            engine = Engine(self.world.vault, limits=limits, clock=self.clock)
            try:
                return list(await act(engine))  # type: ignore[misc]
            finally:
                await engine.close()

        return asyncio.run(work())

    def rotate(self, *users: str, limits: Limits = QUICK) -> list[AccountResult]:
        """Rotate these."""
        return self.run(lambda engine: engine.rotate(users, who="test"), limits)

    def recover(self) -> list[AccountResult]:
        """Ask about everything unfinished, once."""
        return self.run(lambda engine: engine.recover(patience=0.0))

    def attempt(self) -> Attempt:
        """The newest attempt of the account."""
        return self.world.vault.journal.attempts(self.app)[0]

    def kept(self) -> list[str]:
        """Every secret that is kept of the account."""
        return [c.secret.reveal() for c in self.world.vault.journal.candidates(self.app)]
