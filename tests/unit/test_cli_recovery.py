"""A lost master password: the recovery kit made at the command line opens the vault, and is used for real."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.test_cli_commands import PASSWORD, Ran, home, run

__all__ = ["home", "run"]
not_windows = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has other access rights than a mode"
)


def test_a_new_vault_has_no_kit_and_a_wrong_password_names_none(home: Path, run: Callable[..., Ran]):
    assert run("vault", "info", "--json").json["recovery_kit"] is False
    (home / "wrong").write_text("not the password")
    refused = run("vault", "info", "--password-file", str(home / "wrong"))
    assert (refused.code, "recovery kit" in refused.err) == (3, False)
    assert run("vault", "recovery-kit").code == 0
    refused = run("vault", "info", "--password-file", str(home / "wrong"))
    assert (refused.code, "or give the recovery kit in its place" in refused.err) == (3, True)


def test_the_kit_opens_the_vault_and_makes_a_new_master_password(home: Path, run: Callable[..., Ran]):
    kit = run("vault", "recovery-kit", "--json").json["kit"]
    (home / "password").write_text(kit)
    (home / "new").write_text("another good password")
    assert run("vault", "info", "--json").json["recovery_kit"] is True
    assert run("vault", "change-password", "--new-password-file", str(home / "new")).code == 0
    assert run("vault", "info", "--password-file", str(home / "new")).code == 0
    (home / "password").write_text(PASSWORD)
    assert run("vault", "info").code == 3


def test_another_kit_takes_the_place_of_the_first_and_can_be_removed(home: Path, run: Callable[..., Ran]):
    first = run("vault", "recovery-kit", "--json").json["kit"]
    second = run("vault", "recovery-kit", "--json").json["kit"]
    (home / "first").write_text(first)
    (home / "second").write_text(second)
    assert run("vault", "info", "--password-file", str(home / "first")).code == 3
    assert run("vault", "info", "--password-file", str(home / "second")).code == 0
    assert run("vault", "recovery-kit", "--remove", "--json").json == {"removed": True}
    assert run("vault", "info", "--password-file", str(home / "second")).code == 3
    refused = run("vault", "recovery-kit", "--remove", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (1, "no_recovery_kit")
    actions = [each["action"] for each in run("audit", "list", "--json").json["entries"]]
    assert actions[:3] == ["recovery kit removed", "recovery kit made", "recovery kit made"]


@not_windows
def test_a_kit_in_a_file_is_its_owners_alone_and_no_file_is_written_over(home: Path, run: Callable[..., Ran]):
    place = home / "kit"
    ran = run("vault", "recovery-kit", "--file", str(place), "--json")
    assert ran.json == {"file": str(place)}
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert run("vault", "info", "--password-file", str(place)).code == 0
    before = place.read_text()
    refused = run("vault", "recovery-kit", "--file", str(place), "--json")
    assert (refused.code, refused.json["error"]["code"]) == (1, "file")
    assert place.read_text() == before
    assert run("vault", "info", "--password-file", str(place)).code == 0


def test_the_audit_names_who_made_the_vault_and_who_changed_its_password(
    home: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PAMDESK_VAULT", str(home / "w.pamdesk"))
    (home / "new").write_text("another good password")
    assert run("vault", "create", str(home / "w.pamdesk")).code == 0
    assert run("vault", "change-password", "--new-password-file", str(home / "new")).code == 0
    (home / "password").write_text("another good password")
    entries = run("audit", "list", "--json").json["entries"]
    assert [each["action"] for each in entries] == ["password changed", "vault created"]
    assert all(each["who"] for each in entries)


def test_a_backup_into_a_folder_that_is_missing_says_so(home: Path, run: Callable[..., Ran]):
    ran = run("vault", "backup", str(home / "nowhere" / "b.zip"), "--json")
    assert (ran.code, ran.json["error"]["code"]) == (1, "no_such_folder")
    assert ran.json["error"]["hint"] == "Make the folder first, or name another place."
