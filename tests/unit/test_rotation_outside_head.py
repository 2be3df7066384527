"""At the end of a batch it is noted outside the vault how far the vault is, so that a crash hides no older copy of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pamdesk.records.errors import VaultError
from pamdesk.records.secret import Secret
from pamdesk.rotation.results import ResultState
from pamdesk.vault.vault import Vault
from tests.fakes.bench import FakeBench
from tests.worlds import PASSWORD


def test_an_older_copy_is_noticed_although_the_program_died_right_after_a_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = FakeBench(tmp_path / "v.pamdesk", monkeypatch)
    older = shutil.copytree(bench.world.vault.path, tmp_path / "older.pamdesk")
    try:
        [result] = bench.rotate(bench.app)
        assert result.state is ResultState.DONE
        # Not closed: nothing is noted but what the batch itself noted.
        with Vault.open(older, Secret(PASSWORD)) as found:
            assert "older than when it was last open on this machine" in " ".join(found.notices)
    finally:
        bench.world.vault.close()


def test_a_vault_that_cannot_be_read_then_keeps_the_results_of_the_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = FakeBench(tmp_path / "v.pamdesk", monkeypatch)

    def fail(_: Vault) -> None:
        raise VaultError("The disk is gone.")

    monkeypatch.setattr(Vault, "note_head", fail)
    [result] = bench.rotate(bench.app)
    assert result.state is ResultState.DONE
    bench.world.vault.close()
