"""Keeps the chip of the AWS identity true: asked once after unlock, and again when the configuration changes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer

from pamdesk.desktop import times
from pamdesk.desktop.desk import Desk
from pamdesk.desktop.top_bar import IdentityChip
from pamdesk.records.errors import NotFound, VaultError
from pamdesk.services.window_identity import AwsStanding
from pamdesk.services.window_overview import Overview

_EVERY_MS = 60_000  # how often the time that is left is written anew
_ASK_AGAIN = 600.0  # seconds


class IdentityWatch(QObject):
    """Signs in as the first AWS configuration, in the engine's thread, and writes what came of it."""

    def __init__(self, desk: Desk, chip: IdentityChip) -> None:
        """Fill this chip, and go with it."""
        super().__init__(chip)
        self._desk, self._chip = desk, chip
        self._standing: AwsStanding | None = None
        self._asked: tuple[str, ...] = ()
        self._at = 0.0
        self._clock = QTimer(self)
        self._clock.setInterval(_EVERY_MS)
        self._clock.timeout.connect(self._again)

    @property
    def configuration(self) -> str:
        """The configuration that the chip is about."""
        return self._asked[0] if self._asked else ""

    def take(self, overview: Overview) -> None:
        """There may be another configuration now."""
        if overview.aws[:1] != self._asked:
            self._asked = overview.aws[:1]
            self._chip.setVisible(bool(self._asked))
            self._ask()

    def retranslate(self) -> None:
        """Speak the language of the window."""
        if self._standing is not None:
            self._say(self._standing)

    def _again(self) -> None:
        if asyncio.get_running_loop().time() - self._at > _ASK_AGAIN:
            self._ask()
        elif self._standing is not None:
            self._say(self._standing)

    def _ask(self) -> None:
        if self._asked:
            self._at = asyncio.get_running_loop().time()
            self._clock.start()
            self._desk.tasks.spawn(self._read(self._asked[0]))

    async def _read(self, configuration: str) -> None:
        try:
            self._standing = await self._desk.session.aws_standing(configuration)
        except (NotFound, VaultError):
            return
        self._say(self._standing)

    def _say(self, standing: AwsStanding) -> None:
        account = standing.account_id
        spaced = "-".join(account[start : start + 4] for start in range(0, len(account), 4))
        if standing.problem:
            self._chip.say(standing.title, spaced, self.tr("Not signed in"), tone="att")
            self._chip.setToolTip(standing.problem)
            return
        source = {
            "instance_role": self.tr("Instance role"),
            "container_role": self.tr("Container role"),
            "access_key": self.tr("Access key"),
            "profile": self.tr("Profile"),
        }.get(standing.source, standing.source)
        if standing.expires_at is not None:
            left = times.lasting(standing.expires_at - datetime.now(UTC))
            source = self.tr("{source}, good for {time}").format(source=source, time=left)
        self._chip.say(standing.title, spaced, source)
        self._chip.setToolTip(standing.arn)
