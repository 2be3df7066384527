"""What the gateway's log says of the accounts that it rotates."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pamdesk.gateway.run import tell
from pamdesk.rotation.events import AccountStarted
from tests.worlds import World


def test_an_account_that_begins_is_named_by_its_title(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = World.create(tmp_path / "v.pamdesk")
    user = world.user("app", "old", title="billing app")
    caplog.set_level(logging.INFO, "pamdesk.gateway")
    tell(world.vault, AccountStarted(user, "", datetime.now(UTC)))
    world.vault.close()
    assert caplog.messages == ["Rotating billing app."]
