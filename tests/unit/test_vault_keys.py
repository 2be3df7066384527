"""Opening: key slots, recovery kit, keychain, format versions, and what a broken folder says."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from pamdesk.records.errors import (
    DamagedVault,
    NewerVault,
    UserError,
    VaultError,
    VaultInUse,
    VaultMissing,
    WrongPassword,
)
from pamdesk.records.secret import Secret
from pamdesk.vault import schema
from pamdesk.vault.keys import FILE, KdfCost
from pamdesk.vault.location import file_system_of, is_network, type_in_mountinfo
from pamdesk.vault.locks import VaultLocks
from pamdesk.vault.vault import DATABASE, Vault
from tests.vaults import PASSWORD, fresh, raw, reopened, user


class FakeKeychain(KeyringBackend):
    """A fake keychain in memory."""

    priority = 1.0

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.held.pop((service, username))


def test_a_wrong_password_is_said(tmp_path: Path) -> None:
    vault = fresh(tmp_path)
    vault.close()
    with pytest.raises(WrongPassword, match=r"This password does not open team\.pamdesk\."):
        reopened(vault, Secret("wrong"))
    reopened(vault).close()


def test_a_password_may_be_typed_composed_or_decomposed(tmp_path: Path) -> None:
    Vault.create(tmp_path / "a", Secret("Zürich"), cost=KdfCost.for_tests(), state_dir=tmp_path).close()
    Vault.open(tmp_path / "a", Secret("Zu\u0308rich"), state_dir=tmp_path).close()


def test_a_changed_password_replaces_the_old_one_and_rewrites_no_record(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        size = (vault.path / DATABASE).stat().st_size
        with pytest.raises(WrongPassword):
            vault.keys.change_password(Secret("wrong"), Secret("new"))
        vault.keys.change_password(PASSWORD, Secret("new"), cost=KdfCost.for_tests())
        assert size == (vault.path / DATABASE).stat().st_size
    with pytest.raises(WrongPassword):
        reopened(vault)
    with reopened(vault, Secret("new")) as again:
        assert record == again.records.get(record.id)
        assert "password changed" == again.audit.list(1)[0].action


def test_the_cost_is_never_lowered_by_a_new_password(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        vault.keys.change_password(PASSWORD, Secret("new"))
        assert [(64 * 1024, 3, 4)] == [
            (s.cost.memory_kib, s.cost.iterations, s.cost.lanes) for s in vault.keys.slots() if s.cost
        ]


def test_a_weak_cost_is_refused_unless_it_is_meant() -> None:
    with pytest.raises(UserError, match="at least 19 MiB"):
        KdfCost(memory_kib=1024)
    assert KdfCost(memory_kib=1024, weak=True).weak
    with pytest.raises(UserError, match="at most 4 GiB"):
        KdfCost(memory_kib=1 << 40)


def test_the_recovery_kit_opens_the_vault_however_it_is_typed(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        first = vault.keys.add_recovery_kit()
        kit = vault.keys.add_recovery_kit()
        assert ["password", "recovery"] == [slot.kind for slot in vault.keys.slots()]
    text = kit.reveal()
    for typed in (text, text.lower().replace("-", " "), text.replace("-", "")):
        reopened(vault, Secret(typed)).close()
    for wrong in (first.reveal(), text[:-1] + ("A" if text[-1] != "A" else "B")):
        with pytest.raises(WrongPassword):
            reopened(vault, Secret(wrong))
    with reopened(vault, kit) as again:
        again.keys.change_password(kit, Secret("after"), cost=KdfCost.for_tests())
        again.keys.remove_recovery_kit()
    with pytest.raises(WrongPassword):
        reopened(vault, kit)
    reopened(vault, Secret("after")).close()


def test_the_keychain_opens_the_vault(tmp_path: Path) -> None:
    before, fake = keyring.get_keyring(), FakeKeychain()
    keyring.set_keyring(fake)
    try:
        with fresh(tmp_path) as vault:
            vault.keys.store_in_keychain()
        Vault.open_with_keychain(vault.path, state_dir=tmp_path).close()
        (held,) = fake.held.values()
        assert 44 == len(held)  # a key, not the password
        with Vault.open_with_keychain(vault.path, state_dir=tmp_path) as again:
            again.keys.remove_from_keychain()
        assert {} == fake.held
        with pytest.raises(WrongPassword, match="keychain"):
            Vault.open_with_keychain(vault.path, state_dir=tmp_path)
    finally:
        keyring.set_keyring(before)


def test_a_machine_without_a_keychain_says_so(tmp_path: Path) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    try:
        with fresh(tmp_path) as vault:
            with pytest.raises(UserError, match="no keychain"):
                vault.keys.store_in_keychain()
            assert ["password"] == [slot.kind for slot in vault.keys.slots()]
        with pytest.raises(WrongPassword):
            Vault.open_with_keychain(vault.path, state_dir=tmp_path)
    finally:
        keyring.set_keyring(before)


def _garbage(path: Path) -> None:
    (path / FILE).write_bytes(b"\x00garbage")


def _no_slots(path: Path) -> None:
    value = json.loads((path / FILE).read_text())
    (path / FILE).write_text(json.dumps({**value, "slots": []}))


def _hungry(path: Path) -> None:
    value = json.loads((path / FILE).read_text())
    value["slots"][0]["kdf"]["memory_kib"] = 1 << 40
    (path / FILE).write_text(json.dumps(value))


def _cut_short(path: Path) -> None:
    os.truncate(path / DATABASE, 4096 * 3 + 100)


def _empty(path: Path) -> None:
    os.truncate(path / DATABASE, 0)


def _flipped(path: Path) -> None:
    data = bytearray((path / DATABASE).read_bytes())
    data[100] ^= 1
    (path / DATABASE).write_bytes(data)


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (_garbage, DamagedVault),
        (_no_slots, DamagedVault),
        (_hungry, DamagedVault),
        (_cut_short, DamagedVault),
        (_empty, DamagedVault),
        (_flipped, DamagedVault),
        (lambda path: (path / FILE).unlink(), VaultMissing),
        (lambda path: (path / DATABASE).unlink(), VaultMissing),
        (lambda path: shutil.rmtree(path), VaultMissing),
    ],
)
def test_a_broken_folder_is_a_sentence_and_is_left_as_it_is(
    tmp_path: Path, harm: Callable[[Path], None], error: type[VaultError]
) -> None:
    vault = fresh(tmp_path)
    vault.close()
    harm(vault.path)
    before = {file: file.read_bytes() for file in vault.path.glob("*") if file.is_file()}
    with pytest.raises(error, match=r"team\.pamdesk") as caught:
        reopened(vault)
    assert caught.value.message.endswith(".")
    assert before == {file: file.read_bytes() for file in vault.path.glob("*") if file.is_file()}
    if vault.path.exists():
        assert [] == [path.name for path in (vault.path / "locks").glob("*") if path.name != "exclusive.lock"]


def test_a_keyfile_of_another_vault_is_said(tmp_path: Path) -> None:
    one, two = fresh(tmp_path, "one"), fresh(tmp_path, "two")
    one.close()
    two.close()
    shutil.copy(two.path / FILE, one.path / FILE)
    with pytest.raises(DamagedVault, match="does not verify"):
        reopened(one)


def test_a_slot_that_was_edited_opens_nothing(tmp_path: Path) -> None:
    vault = fresh(tmp_path)
    vault.close()
    value = json.loads((vault.path / FILE).read_text())
    value["slots"][0]["id"] = "AAAAAAAAAAAAAAAAAAAAAA"
    (vault.path / FILE).write_text(json.dumps(value))
    with pytest.raises(WrongPassword):
        reopened(vault)


def test_no_vault_is_made_over_something_else(tmp_path: Path) -> None:
    (tmp_path / "team.pamdesk").mkdir()
    (tmp_path / "team.pamdesk" / "mine.txt").write_text("x")
    with pytest.raises(VaultError, match="exists already"):
        fresh(tmp_path)
    with pytest.raises(UserError, match="The password is empty"):
        Vault.create(tmp_path / "b", Secret(""), cost=KdfCost.for_tests())
    assert not (tmp_path / "b").exists()


# Versions


def test_a_newer_major_version_is_refused_and_not_changed(tmp_path: Path) -> None:
    vault = fresh(tmp_path)
    vault.close()
    hand = raw(vault.path)
    hand.execute("PRAGMA user_version = 2003")
    hand.close()
    with pytest.raises(NewerVault, match=r"format 2\.3; this one knows 1\.2"):
        reopened(vault)


def test_a_newer_minor_version_opens(tmp_path: Path) -> None:
    vault = fresh(tmp_path)
    vault.close()
    hand = raw(vault.path)
    hand.execute("ALTER TABLE records ADD COLUMN of_the_future TEXT")
    hand.execute("PRAGMA user_version = 1099")
    hand.close()
    with reopened(vault) as again:
        again.records.add(user(), who="ann")
        assert "1.99" == again.info().format


def _old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    """Make a vault of format 1.0 from its frozen tables."""
    frozen = (Path(__file__).parents[1] / "vaults" / "schema_1_0.sql").read_text()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "TABLES", frozen)
        patch.setattr(schema, "STEPS", {})
        patch.setattr(schema, "VERSION", 1000)
        return fresh(tmp_path)


def test_an_older_vault_is_upgraded_in_place_after_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _old(tmp_path, monkeypatch) as vault:
        record = vault.records.add(user(), who="ann")
        assert ("1.0", []) == (vault.info().format, vault.backup.files())
    with reopened(vault) as again:
        assert "1.2" == again.info().format
        assert 1 == len(again.backup.files())
        assert record == again.records.get(record.id)
        assert [record.id] == again.records.ids(order="-modified")
        assert again.audit.verify().ok
    with reopened(vault) as third:
        assert 1 == len(third.backup.files())


def test_an_upgrade_waits_until_nobody_else_has_the_vault_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _old(tmp_path, monkeypatch) as vault:
        with pytest.raises(VaultInUse, match="the upgrade was not done"):
            reopened(vault)
        assert "1.0" == vault.info().format


def test_an_upgraded_vault_has_the_tables_of_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reopened(_closed(_old(tmp_path, monkeypatch))).close()
    tables = []
    for path in (tmp_path / "team.pamdesk", _closed(fresh(tmp_path, "new")).path):
        hand = raw(path)
        tables.append(sorted(hand.execute("SELECT type, name, sql FROM sqlite_master").fetchall(), key=str))
        hand.close()
    assert tables[0] == tables[1]


def _closed(vault: Vault) -> Vault:
    vault.close()
    return vault


# Locks and places


def test_an_exclusive_operation_keeps_others_out(tmp_path: Path) -> None:
    vault = _closed(fresh(tmp_path))
    locks = VaultLocks(vault.path)
    locks.enter_alone("a test")
    with pytest.raises(VaultInUse, match="restored, upgraded or given new keys"):
        reopened(vault)
    locks.release_exclusive()
    reopened(vault).close()


def test_an_exclusive_operation_is_refused_while_the_vault_is_open(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault, pytest.raises(VaultInUse, match="open in another window"):
        VaultLocks(vault.path).enter_alone("a test")


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "smbfs", "afpfs"])
def test_network_file_systems_are_known(kind: str) -> None:
    assert is_network(kind)


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "xfs", "apfs", "overlay", "tmpfs", "fuseblk", "", "ntfs"])
def test_local_file_systems_are_left_alone(kind: str) -> None:
    assert not is_network(kind)


def test_the_mount_that_holds_a_path_is_the_deepest_and_latest() -> None:
    mounts = (
        "22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n"
        "30 22 0:40 / /mnt/my\\040share rw - cifs //server/share rw\n"
        "31 22 0:41 / /mnt/other rw - ext4 /dev/sdb1 rw\n"
        "32 31 0:42 / /mnt/other rw shared:2 - nfs4 server:/x rw\n"
    )
    assert "cifs" == type_in_mountinfo(mounts, Path("/mnt/my share/team.pamdesk"))
    assert "nfs4" == type_in_mountinfo(mounts, Path("/mnt/other"))
    assert "ext4" == type_in_mountinfo(mounts, Path("/mnt/others"))


def test_this_machines_temporary_folder_is_local(tmp_path: Path) -> None:
    assert not is_network(file_system_of(tmp_path / "not" / "there" / "yet"))


def test_a_vault_on_a_share_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pamdesk.vault.location.file_system_of", lambda folder: "cifs")
    with pytest.raises(VaultError, match=r"team\.pamdesk is on a network share \(cifs\)"):
        fresh(tmp_path)
    assert [] == list(tmp_path.iterdir())
