"""The command itself is killed at each journal step; `pamdesk rotation recover` then settles the account."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.test_kills import JOURNAL_WRITES
from tests.servers.postgresql import PostgresServer
from tests.worlds import PASSWORD, DatabaseWorld, postgres_world

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

ROOT = Path(__file__).resolve().parents[2]
DYING = "import sys; from tests.faults.dying import die_at; die_at('after', int(sys.argv.pop(1))); "
COMMAND = "from pamdesk.cli.main import run; sys.exit(run())"


@pytest.fixture
def world(tmp_path: Path, postgres_server: PostgresServer) -> Iterator[DatabaseWorld]:
    made = postgres_world(tmp_path / "v.pamdesk", postgres_server, users=1)
    yield made
    made.vault.close()


def pamdesk(world: DatabaseWorld, *arguments: str, die_after: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the command on the world's vault; with `die_after` it is killed after so many journal writes."""
    password_file = world.vault.path.parent / "password"
    password_file.write_text(PASSWORD)
    program = [sys.executable, "-c", f"{DYING}{COMMAND}", str(die_after)]
    if not die_after:
        program = [sys.executable, "-c", f"import sys; {COMMAND}"]
    environment = {
        **os.environ,
        "PAMDESK_PASSWORD_FILE": str(password_file),
        "PAMDESK_VAULT": str(world.vault.path),
    }
    return subprocess.run(
        [*program, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


@pytest.mark.parametrize("step", range(1, JOURNAL_WRITES + 1))
def test_recover_settles_what_a_killed_command_left(world: DatabaseWorld, step: int) -> None:
    [user], [login] = world.users, world.logins
    killed = pamdesk(world, "rotate", user, "--json", die_after=step)
    assert killed.returncode == -signal.SIGKILL
    recovered = pamdesk(world, "rotation", "recover", "--json")
    assert recovered.returncode in (0, 1), recovered.stderr  # 1: it was settled as not changed
    accounts = json.loads(recovered.stdout)["accounts"]
    assert [account["id"] for account in accounts] == ([user] if step < JOURNAL_WRITES else [])
    assert [account["changed"] for account in accounts] == ([step > 3] if step < JOURNAL_WRITES else [])
    # The change was sent after the third write. Sent or not, the vault holds the password that opens a session.
    assert world.server.can_sign_in(login, world.password(user))
    shown = json.loads(pamdesk(world, "records", "show", user, "--reveal", "--json").stdout)
    assert world.server.can_sign_in(login, shown["fields"]["password"])
    assert json.loads(pamdesk(world, "rotation", "recover", "--json").stdout) == {"accounts": []}


def test_no_output_of_the_command_holds_a_secret(world: DatabaseWorld) -> None:
    [user] = world.users
    before = world.password(user)
    run = pamdesk(world, "rotate", user)
    assert run.returncode == 0, run.stderr
    for secret in (before, world.password(user), PASSWORD):
        assert secret not in run.stdout + run.stderr
