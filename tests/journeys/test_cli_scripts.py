"""An administrator gives an account a script at the command line, sees it fail, mends it, and runs it again alone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pamdesk.cli.program import carry_out
from tests.servers.postgresql import PostgresServer
from tests.worlds import PASSWORD, DatabaseWorld, postgres_world

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(os.name != "posix", reason="these scripts are for a POSIX shell"),
]


@pytest.fixture
def world(
    tmp_path: Path, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DatabaseWorld]:
    """A vault for one user of a real server, named by the environment."""
    made = postgres_world(tmp_path / "v.pamdesk", postgres_server, users=1)
    (tmp_path / "password").write_text(PASSWORD)
    monkeypatch.setenv("PAMDESK_VAULT", str(made.vault.path))
    monkeypatch.setenv("PAMDESK_PASSWORD_FILE", str(tmp_path / "password"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    yield made
    made.vault.close()


def test_a_script_is_added_switched_on_seen_to_fail_and_run_again(
    world: DatabaseWorld, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str, code: int = 0) -> str:
        assert (code, arguments) == (carry_out(arguments), arguments)
        return capsys.readouterr().out

    def told(*arguments: str, code: int = 0) -> dict[str, Any]:
        found = json.loads(run(*arguments, "--json", code=code))
        assert isinstance(found, dict)
        return found

    script, mended = tmp_path / "restart.sh", tmp_path / "mended"
    script.write_text(f"#!/bin/sh\nread -r line\necho \"got $line\"\ntest -e '{mended}'\n")
    user = world.users[0]
    assert "switched off" in run("rotation", "script", "add", user, str(script), "--seconds", "30")
    [line] = told("rotation", "script", "list", user)["scripts"]
    assert ("restart.sh", False, 30) == (line["name"], line["enabled"], line["seconds"])
    assert script.read_text() == told("rotation", "script", "show", user, "restart.sh")["text"]
    [account] = told("rotate", user)["accounts"]
    assert ("done", "ok", []) == (
        account["state"],
        account["code"],
        told("rotation", "script", "runs", user)["runs"],
    )
    assert "switched on" in run("rotation", "script", "enable", user, "restart.sh")
    [account] = told("rotate", user, code=1)["accounts"]
    assert ("done", True, "followup_failed") == (account["state"], account["changed"], account["code"])
    [ran] = told("rotation", "script", "runs", user, "--output")["runs"]
    assert ("failed", 1, "got ***\n") == (ran["state"], ran["exit_code"], ran["output"])
    assert "  got ***\n" in run("rotation", "script", "runs", user, "--output")
    assert "Follow-up failed" in run("rotation", "status", user)
    mended.touch()
    [account] = told("rotation", "follow-up", user, "--script", "restart.sh")["accounts"]
    assert ("done", "ok") == (account["state"], account["code"])
    run("rotation", "script", "disable", user, "restart.sh")
    told("rotation", "follow-up", user, "--script", "restart.sh", code=1)
    told("rotation", "follow-up", user, "--script", "nothing", code=2)
    run("rotation", "script", "remove", user, "restart.sh")
    assert [] == told("rotation", "script", "list", user)["scripts"]
    actions = [entry["action"] for entry in told("audit", "list")["entries"]]
    assert {"script on", "script off", "script failed", "script ok"} <= set(actions)
