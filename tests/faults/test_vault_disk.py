"""A full disk, a limit on files, a read-only folder: a sentence, nothing lost. And no byte in the clear, ever."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pamdesk.records.errors import VaultFull, VaultReadOnly
from pamdesk.records.record import CustomField
from pamdesk.records.secret import Secret
from pamdesk.vault.journal import State
from pamdesk.vault.keys import FILE, KdfCost
from pamdesk.vault.vault import Vault
from tests.vaults import PASSWORD, database, fresh, leased, reopened, rotated, staged, user

ROOT = Path(__file__).parents[2]


def test_a_full_database_refuses_the_write_and_keeps_everything(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        writer = vault._store._writing
        pages = writer.execute("PRAGMA page_count").fetchall()[0][0]
        writer.execute(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(
            VaultFull, match=r"The disk that holds team\.pamdesk is full\. Nothing was written"
        ):
            vault.records.add(user("big", note="x" * 200_000), who="ann")
        assert [record.id] == vault.records.ids()
        writer.execute("PRAGMA max_page_count = 1000000")
        rotated(vault, record)
        assert vault.audit.verify().ok


def test_of_a_group_on_a_full_disk_the_small_writes_still_land(tmp_path: Path) -> None:
    with fresh(tmp_path) as vault:
        record = vault.records.add(user(), who="ann")
        lease = leased(vault, record)
        attempt, _ = staged(vault, lease)
        store = vault._store
        pages = store._writing.execute("PRAGMA page_count").fetchall()[0][0]
        store._writing.execute(f"PRAGMA max_page_count = {pages + 4}")
        small = vault.journal.advance(lease, attempt.id, State.SETTLING)
        big = store.submit(
            lambda conn: conn.execute("INSERT INTO settings VALUES ('big', ?)", ("x" * 200_000,)).rowcount
        )
        other = vault.journal.advance(lease, attempt.id, State.VERIFIED)
        assert (State.SETTLING, State.VERIFIED) == (small.result().state, other.result().state)
        assert isinstance(big.exception(), VaultFull)


_LIMITED = f"""
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from pamdesk.records.errors import VaultError
from pamdesk.records.secret import Secret
from pamdesk.vault.keys import KdfCost
from pamdesk.vault.vault import Vault
from tests.vaults import PASSWORD, user
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
vault = Vault.open(path, PASSWORD, state_dir=path.parent / "state")
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
added = 0
try:
    while True:
        vault.records.add(user("user %d" % added, notes_of="x" * 20000), who="ann")
        added += 1
except VaultError as error:
    print(added, type(error).__name__, error.message, flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
for act in (lambda: vault.backup.make(), lambda: vault.backup.make(path.parent / "b")):
    try:
        act()
    except VaultError as error:
        print(type(error).__name__, error.message, flush=True)
try:
    vault.close()
except VaultError as error:
    print("close", type(error).__name__, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files is POSIX's")
def test_a_disk_that_takes_no_more_is_a_sentence_and_what_was_written_stays(tmp_path: Path) -> None:
    vault = fresh(tmp_path)
    vault.close()
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(vault.path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "" == done.stderr
    first, *rest = done.stdout.splitlines()
    added, kind, sentence = first.split(" ", 2)
    assert "VaultFull" == kind
    assert "team.pamdesk" in sentence
    assert 2 == sum(line.startswith("VaultFull") for line in rest)
    with reopened(vault) as again:
        assert int(added) == len(again.records.ids())
        assert again.audit.verify().ok
    assert [] == list((vault.path / "backups").iterdir())
    assert not (tmp_path / "b").exists()


def test_a_disk_that_is_full_while_keys_are_written_keeps_the_old_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    with fresh(tmp_path) as vault:
        before = (vault.path / FILE).read_bytes()

        def full(descriptor: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr("pamdesk.vault.keys.sync_file", full)
            with pytest.raises(VaultFull, match=r"keys\.json in team\.pamdesk was not written"):
                vault.keys.change_password(PASSWORD, Secret("new"), cost=KdfCost.for_tests())
        assert before == (vault.path / FILE).read_bytes()
        assert [] == list(vault.path.glob(f".{FILE}*"))
    reopened(vault).close()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of folders are POSIX's")
def test_a_read_only_folder_is_a_sentence(tmp_path: Path) -> None:
    vault = fresh(tmp_path)
    vault.records.add(user(), who="ann")
    vault.close()
    before = {path: path.read_bytes() for path in vault.path.rglob("*") if path.is_file()}
    for path in [vault.path, *vault.path.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in (tmp_path, *list(tmp_path.parents)[:3]):
        path.chmod(path.stat().st_mode | 0o055)
    with as_somebody():
        with pytest.raises(VaultReadOnly, match=r"team\.pamdesk cannot be written to"):
            reopened(vault)
        with pytest.raises(VaultReadOnly, match=r"cannot be written"):
            Vault.create(vault.path / "new.pamdesk", PASSWORD, cost=KdfCost.for_tests())
    assert before == {path: path.read_bytes() for path in vault.path.rglob("*") if path.is_file()}


@contextmanager
def as_somebody() -> Iterator[None]:
    """Be a user whom the permissions of a folder bind: root is not."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


CANARIES = [
    "canary-title",
    "canary-login",
    "canary-host",
    "canary-tag",
    "canary-note",
    "canary-secret",
    "canary-candidate",
    "canary-custom",
    "canary-folder",
    "canary-batch",
    "canary-sentence",
    "canary-url",
]


def found_in(folder: Path) -> dict[str, list[str]]:
    """Return the canaries that stand somewhere in the files of a folder, in UTF-8 or UTF-16."""
    hits: dict[str, list[str]] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for canary in CANARIES:
                if any(canary.encode(how) in data for how in ("utf-8", "utf-16-le", "utf-16-be")):
                    hits.setdefault(path.name, []).append(canary)
    return hits


def test_no_byte_of_the_folder_is_in_the_clear(tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    with fresh(tmp_path) as vault:
        folder = vault.folders.add("canary-folder")
        record = user(
            "canary-title",
            folder.id,
            ("canary-tag",),
            login="canary-login",
            password=Secret("canary-secret"),
            url="canary-url",
        )
        record = replace(record, notes="canary-note", custom=(CustomField("x", Secret("canary-custom")),))
        record = vault.records.add(record, who="ann")
        vault.records.add(database("canary-title 2", "canary-host"), who="ann")
        assert {} == found_in(tmp_path)
        rotated(vault, record, "canary-candidate")
        vault.jobs.create([record.id], who="canary-batch", why="canary-sentence").result()
        vault.records.add_many([user(f"canary-title {n}") for n in range(2000)], who="ann")
        assert 2002 == len(vault.records.ids(query="canary", order="host"))
        vault.backup.make()
        assert {} == found_in(tmp_path)
        assert (vault.path / "vault.db-wal").stat().st_size > 0
        vault.records.purge(record.id)
    assert {} == found_in(tmp_path)


def test_the_search_for_canaries_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"..canary-title..")
    assert {"x": ["canary-title"]} == found_in(tmp_path)


def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("permissions of files are POSIX's here")
    with fresh(tmp_path) as vault:
        vault.records.add(user(), who="ann")
        vault.backup.make()
        for path in [vault.path, *vault.path.rglob("*")]:
            assert 0 == path.stat().st_mode & 0o077, path
