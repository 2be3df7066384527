"""`pamdesk proof` tells what the run of the campaigns wrote down, and nothing else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pamdesk import __version__
from pamdesk.services import proof
from pamdesk.services.proof import shipped_proof
from tests.faults.crash.__main__ import report
from tests.faults.crash.campaign import Tally


def test_what_a_run_writes_is_what_is_read(tmp_path: Path) -> None:
    tally = Tally("mariadb", "MariaDB 10.11, mariadb", kills=3, sign_ins=16, lost=["app"], rotations=20)
    tally.recovery_seconds = [0.5, 2.0]
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(report([tally], seed=1)))
    read = shipped_proof(file)
    assert read is not None
    assert (read.version, read.kills, read.sign_ins, read.lost, read.in_doubt) == (__version__, 3, 16, 1, 0)
    [target] = read.targets
    assert (target.target, target.kills, target.lost, target.recovery_seconds) == ("mariadb", 3, 1, 2.0)


def test_without_a_report_there_is_none(tmp_path: Path) -> None:
    assert shipped_proof(tmp_path / "proof.json") is None


def test_the_report_that_is_shipped_tells_of_no_secret_lost() -> None:
    read = shipped_proof()
    assert read is not None
    assert (read.lost, read.in_doubt) == (0, 0)
    assert sum(target.kills for target in read.targets) == read.kills
    assert read.at < datetime.now(UTC)


def test_the_command_prints_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    from pamdesk.cli.program import carry_out

    assert carry_out(["proof", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["lost"], len(told["targets"])) == (0, len(proof.shipped_proof().targets))  # type: ignore[union-attr]
    assert carry_out(["proof"]) == 0
    assert f"{told['kills']:,} kills while rotating" in capsys.readouterr().out
