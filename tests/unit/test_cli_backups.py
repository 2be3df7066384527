"""The backup that a command makes: once a day, after something was written, and only where it takes no time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pamdesk.records.errors import VaultFull
from pamdesk.records.secret import Secret
from pamdesk.services import vaults
from pamdesk.vault import backup
from pamdesk.vault.vault import Vault
from tests.unit.test_cli_commands import PASSWORD, Ran, home, run

__all__ = ["home", "run"]


def backups(home: Path) -> list[Path]:
    return sorted((home / "v.pamdesk" / "backups").iterdir())


def add(run: Callable[..., Ran], title: str) -> Ran:
    return run("records", "add", "login", "--title", title)


def test_the_first_command_that_writes_makes_a_backup_that_holds_what_it_wrote(
    home: Path, run: Callable[..., Ran]
):
    assert run("records", "list").code == 0
    assert backups(home) == []
    record_id = add(run, "a").out.strip()
    [file] = backups(home)
    restored = vaults.restore(file, home / "again.pamdesk")
    with Vault.open(restored, Secret(PASSWORD)) as again:
        assert again.records.ids() == [record_id]


def test_no_command_makes_a_second_one_of_the_same_day(
    home: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
):
    add(run, "a")
    add(run, "b")
    assert len(backups(home)) == 1
    monkeypatch.setattr(backup, "now", lambda: datetime.now(UTC) + timedelta(days=1))
    assert run("records", "list").code == 0
    assert len(backups(home)) == 1
    add(run, "c")
    assert len(backups(home)) == 2


def test_a_large_vault_is_left_to_window_and_gateway_and_info_says_so(
    home: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
):
    assert run("vault", "info", "--json").json["daily_backup"] is True
    assert "once a day" in run("vault", "info").out
    monkeypatch.setattr(backup, "QUICK_BYTES", 1)
    add(run, "a")
    assert backups(home) == []
    assert run("vault", "info", "--json").json["daily_backup"] is False
    assert "by the window and the gateway only" in run("vault", "info").out


def test_a_backup_that_cannot_be_made_is_told_and_fails_no_command(
    home: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
):
    def full(_: object) -> None:
        raise VaultFull("The disk is full.", code="vault_full")

    monkeypatch.setattr(backup.Backups, "make_own", full)
    ran = add(run, "a")
    assert (ran.code, "The disk is full." in ran.err) == (0, True)
