"""The audit chain finds what was edited, swapped, replayed or put back; backups hold the whole and are verified."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from pamdesk.records.errors import DamagedVault, VaultError, VaultInUse, VaultMissing
from pamdesk.records.links import Link, LinkKind
from pamdesk.records.rotation_settings import Method, RotationSettings
from pamdesk.vault.backup import restore
from pamdesk.vault.moments import now
from pamdesk.vault.vault import DATABASE, Vault
from tests.vaults import PASSWORD, database, fresh, raw, reopened, rotated, user

_UNLOCK = (
    "DROP TRIGGER audit_no_update",
    "DROP TRIGGER audit_no_delete",
)


def _filled(tmp_path: Path) -> tuple[Vault, str]:
    vault = fresh(tmp_path)
    account, server = vault.records.add_many([user(), database()], who="ann")
    vault.links.add(Link(account.id, LinkKind.ADMIN, server.id), "ann")
    vault.rotation_settings.set(
        RotationSettings(user_id=account.id, method=Method.GENERAL, changed=now()), "ann"
    )
    rotated(vault, account)
    vault.close()
    return vault, account.id


def test_a_whole_audit_says_so(tmp_path: Path) -> None:
    vault, record_id = _filled(tmp_path)
    with reopened(vault) as again:
        report = again.audit.verify()
        assert (True, None) == (report.ok, report.first_bad)
        assert report.sentence.startswith("The audit is whole: ")
        assert record_id in {entry.record_id for entry in again.audit.list(3, record_id)}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ("UPDATE records SET login = 'mallory' WHERE type = 'pamUser'", "billing-prod is not as row"),
        ("UPDATE records SET trashed = 1 WHERE type = 'pamUser'", "billing-prod is not as row"),
        (
            "UPDATE record_bodies SET plain = replace(plain, 'db.example', 'evil.example')",
            "db-prod is not as row",
        ),
        (
            "UPDATE record_bodies SET (plain, sealed) = (SELECT plain, sealed FROM history WHERE version = 1"
            " AND record_id = record_bodies.record_id)",
            "billing-prod is not as row",
        ),
        ("UPDATE links SET kind = 'launch'", "links changed outside PamDesk"),
        ("DELETE FROM links", "links changed outside PamDesk"),
        ("UPDATE rotation_settings SET enabled = 0", "rotation settings changed outside PamDesk"),
        ("DELETE FROM records WHERE type = 'pamDatabase'", "A record is not as row"),
        ("UPDATE audit SET who = 'nobody' WHERE seq = 4", "Row 4 of the audit does not follow"),
        ("DELETE FROM audit WHERE seq = 2", "Row 2 of the audit does not follow"),
        ("DELETE FROM audit WHERE subject = 'links'", "of the audit does not follow"),
    ],
)
def test_what_was_done_outside_is_found_and_named(tmp_path: Path, edit: str, expected: str) -> None:
    vault, _ = _filled(tmp_path)
    hand = raw(vault.path)
    for statement in (*_UNLOCK, edit):
        hand.execute(statement)
    hand.close()
    with reopened(vault) as again:
        report = again.audit.verify()
        assert not report.ok
        assert expected in report.sentence
        assert report.first_bad


def test_an_audit_that_was_cut_at_its_end_is_found(tmp_path: Path) -> None:
    vault, _ = _filled(tmp_path)
    hand = raw(vault.path)
    for statement in (*_UNLOCK, "DELETE FROM audit WHERE seq > 3"):
        hand.execute(statement)
    hand.close()
    with reopened(vault) as again:
        assert not again.audit.verify().ok
        assert again.notices


def test_an_older_whole_vault_in_its_place_is_noticed(tmp_path: Path) -> None:
    vault, record_id = _filled(tmp_path)
    shutil.copytree(vault.path, tmp_path / "kept")
    with reopened(vault) as again:
        assert () == again.notices
        rotated(again, again.records.get(record_id), "newest")
    shutil.rmtree(vault.path)
    shutil.copytree(tmp_path / "kept", vault.path)
    with reopened(vault) as older:
        (notice,) = older.notices
        assert "is older than when it was last open on this machine" in notice
    with reopened(vault) as again:
        assert () == again.notices


def test_another_history_is_noticed(tmp_path: Path) -> None:
    vault, record_id = _filled(tmp_path)
    shutil.copytree(vault.path, tmp_path / "kept")
    with reopened(vault) as again:
        rotated(again, again.records.get(record_id), "here")
    shutil.rmtree(vault.path)
    shutil.copytree(tmp_path / "kept", vault.path)
    with Vault.open(vault.path, PASSWORD, state_dir=tmp_path / "elsewhere") as other:
        for secret in ("one", "two", "three"):
            rotated(other, other.records.get(record_id), secret)
    with reopened(vault) as again:
        assert "has another history" in again.notices[0]


# Backups


def test_a_backup_is_one_file_that_opens_with_the_same_password(tmp_path: Path) -> None:
    vault, record_id = _filled(tmp_path)
    with reopened(vault) as again:
        file = again.backup.make(tmp_path / "b.pamdesk-backup")
        expected = again.records.get(record_id)
    restored = restore(file, tmp_path / "new" / "other.pamdesk")
    with Vault.open(restored, PASSWORD, state_dir=tmp_path / "state") as other:
        assert expected == other.records.get(record_id)
        assert other.audit.verify().ok
        assert vault.id == other.id


def test_a_backup_is_skipped_while_nothing_changed_and_ten_are_kept(tmp_path: Path) -> None:
    vault, record_id = _filled(tmp_path)
    with reopened(vault) as again:
        assert again.backup.make_if_changed()
        assert again.backup.make_if_changed() is None
        rotated(again, again.records.get(record_id), "x")
        assert again.backup.make_if_changed()
        for _ in range(11):
            again.backup.make()
        assert 10 == len(again.backup.files())
        assert again.info().last_backup is not None
        assert [] == [file for file in (again.path / "backups").iterdir() if file.name.startswith(".")]


def test_house_keeping_runs_in_the_background(tmp_path: Path) -> None:
    vault, _ = _filled(tmp_path)
    with reopened(vault) as again:
        again.keep_house_in_background()
    assert 1 == len(list((vault.path / "backups").glob("*")))


def test_a_backup_is_never_written_over_a_file(tmp_path: Path) -> None:
    vault, _ = _filled(tmp_path)
    (tmp_path / "there").write_text("mine")
    with reopened(vault) as again, pytest.raises(VaultError, match="there exists already"):
        again.backup.make(tmp_path / "there")
    assert "mine" == (tmp_path / "there").read_text()


def test_a_damaged_database_makes_no_backup(tmp_path: Path) -> None:
    vault, _ = _filled(tmp_path)
    with reopened(vault) as again:
        for _ in range(40):
            again.records.add(user(), who="ann")
    data = bytearray((vault.path / DATABASE).read_bytes())
    data[-2000] ^= 1
    (vault.path / DATABASE).write_bytes(data)
    with reopened(vault) as again, pytest.raises(DamagedVault):
        again.backup.make()
    assert [] == list((vault.path / "backups").iterdir())


def test_a_restore_sets_the_present_vault_aside(tmp_path: Path) -> None:
    vault, record_id = _filled(tmp_path)
    with reopened(vault) as again:
        file = again.backup.make(tmp_path / "b")
        before = again.records.get(record_id)
        rotated(again, before, "after the backup")
        with pytest.raises(VaultInUse, match="the restoring was not done"):
            restore(file, vault.path)
    restore(file, vault.path)
    with reopened(vault) as again:
        assert before == again.records.get(record_id)
        assert again.notices
    (aside,) = (vault.path / "backups").glob("replaced-*")
    shutil.copytree(aside, tmp_path / "old.pamdesk")
    with Vault.open(tmp_path / "old.pamdesk", PASSWORD, state_dir=tmp_path / "s2") as old:
        assert before != old.records.get(record_id)


def test_what_is_no_backup_is_said_and_nothing_is_changed(tmp_path: Path) -> None:
    vault, _ = _filled(tmp_path)
    with reopened(vault) as again:
        file = again.backup.make(tmp_path / "b")
    with pytest.raises(VaultMissing):
        restore(tmp_path / "absent", tmp_path / "x")
    (tmp_path / "text").write_text("hello")
    with zipfile.ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr("backup.json", "[]")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "flipped").write_bytes(data)
    (tmp_path / "short").write_bytes(data[: len(data) // 2])
    for name in ("text", "zip", "flipped", "short"):
        with pytest.raises(DamagedVault, match=f"{name} is not a whole backup"):
            restore(tmp_path / name, tmp_path / "x")
    assert not (tmp_path / "x").exists()
