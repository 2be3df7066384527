"""The built program does the main job on a machine that has neither Python nor this project."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pamdesk import __version__
from pamdesk.records.rotation_settings import Method
from pamdesk.sandbox.local_aws import LocalAws
from tests.servers.aws import new_user
from tests.servers.mariadb import MariadbServer
from tests.servers.postgresql import PostgresServer
from tests.worlds import PASSWORD, World, mariadb_world, postgres_world

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60  # for any command of the built program, on a busy machine
LARGEST = 280_000_000  # bytes: more than that, and something has come in that nobody needs

# One worker builds, once; the build itself takes some thirty seconds.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("packaging"),
    pytest.mark.skipif(sys.platform != "linux", reason="the build is tried on Linux only so far"),
]


class BuiltProgram:
    """The program as a stranger runs it: nothing of this environment reaches it."""

    def __init__(self, program: Path, home: Path) -> None:
        self.program = program
        self.home = home
        home.mkdir(exist_ok=True)
        self.password_file = home / "password"
        self.password_file.write_text(f"{PASSWORD}\n", "utf-8")
        self.environment = {
            "HOME": str(home),
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "PAMDESK_PASSWORD_FILE": str(self.password_file),
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_RUNTIME_DIR": str(home),
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(self.program), *arguments],
            cwd=self.home,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *arguments: str, code: int = 0) -> str:
        child = self.start(*arguments)
        out, err = child.communicate(timeout=SECONDS)
        assert (code, arguments) == (child.returncode, arguments), f"{out}\n{err}"
        return out

    def json(self, *arguments: str, code: int = 0) -> dict[str, Any]:
        found = json.loads(self.run(*arguments, "--json", code=code))
        assert isinstance(found, dict)
        return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `packaging/build.py` made."""
    place = tmp_path_factory.mktemp("built")
    subprocess.run(
        [
            sys.executable,
            str(ROOT / "packaging" / "build.py"),
            "--out",
            str(place),
            "--work",
            str(place / "work"),
        ],
        check=True,
        capture_output=True,
        timeout=280,
    )
    return place / "pamdesk"


@pytest.fixture
def built(folder: Path, tmp_path: Path) -> BuiltProgram:
    return BuiltProgram(folder / "pamdesk", tmp_path / "home")


def test_it_says_its_version(built: BuiltProgram) -> None:
    assert f"pamdesk {__version__}\n" == built.run("--version")


def test_nothing_that_only_a_plugin_of_qt_wanted_is_in_it(folder: Path) -> None:
    files = [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]
    unwanted = re.compile(r"Qt6?(Qml|Quick|VirtualKeyboard|Pdf)|libgtk|moto|celerp|pytest")
    assert [] == [file.name for file in files if unwanted.search(file.name)]
    assert sum(file.stat().st_size for file in files) < LARGEST


def test_every_shipped_resource_is_in_it(folder: Path) -> None:
    wanted = {file.relative_to(ROOT) for file in (ROOT / "resources").rglob("*") if file.is_file()}
    there = {
        file.relative_to(folder / "inside")
        for file in (folder / "inside" / "resources").rglob("*")
        if file.is_file()
    }
    assert wanted == there


def test_the_descriptions_of_every_called_aws_service_are_in_it(folder: Path) -> None:
    source = "\n".join(
        file.read_text("utf-8")
        for layer in ("aws", "targets", "rotation")
        for file in (ROOT / "pamdesk" / layer).rglob("*.py")
    )
    called = set(re.findall(r'(?:read|change|_sts|build_client)\(\s*(?:session,\s*)?"([a-z0-9]+)",', source))
    assert {"iam", "sts"} <= called
    there = {place.name for place in (folder / "inside" / "botocore" / "data").iterdir() if place.is_dir()}
    assert called == there


def test_doctor_finds_every_driver_and_qt(built: BuiltProgram) -> None:
    said = built.run("doctor")
    assert "A driver for every kind of account is there." in said
    assert "Qt can be loaded, with every library that its window needs." in said
    assert "MISSING" not in said


def test_it_creates_a_vault_and_keeps_a_record_in_it(built: BuiltProgram, tmp_path: Path) -> None:
    vault = str(tmp_path / "own.pamdesk")
    built.run("vault", "create", vault)
    built.run("--vault", vault, "records", "add", "login", "--title", "大阪 router", "login=admin")
    titles = [record["title"] for record in built.json("--vault", vault, "records", "list")["records"]]
    assert ["大阪 router"] == titles


def rotated(built: BuiltProgram, world: World) -> set[tuple[str, bool]]:
    accounts = built.json("--vault", str(world.vault.path), "rotate", "--all")["accounts"]
    return {(account["state"], account["changed"]) for account in accounts}


@pytest.mark.server
def test_it_unlocks_a_vault_and_rotates_postgresql(
    built: BuiltProgram, tmp_path: Path, postgres_server: PostgresServer
) -> None:
    world = postgres_world(tmp_path / "pg.pamdesk", postgres_server)
    before = [world.password(user) for user in world.users]
    assert {("done", True)} == rotated(built, world)
    assert {login: True for login in world.logins} == world.knows_the_live_one()
    assert not set(before) & {world.password(user) for user in world.users}


@pytest.mark.server
def test_it_unlocks_a_vault_and_rotates_mariadb(
    built: BuiltProgram, tmp_path: Path, mariadb_server: MariadbServer
) -> None:
    world = mariadb_world(tmp_path / "mb.pamdesk", mariadb_server)
    assert {("done", True)} == rotated(built, world)
    assert {login: True for login in world.logins} == world.knows_the_live_one()


def test_it_unlocks_a_vault_and_rotates_a_console_user(
    built: BuiltProgram, tmp_path: Path, local_aws: LocalAws
) -> None:
    name = new_user(local_aws, "console", password="First-Password-1!")
    key = local_aws.administrator
    world = World.create(
        tmp_path / "aws.pamdesk",
        environment="aws",
        aws_id="practice",
        account_id=local_aws.account_id,
        access_key_id=key.access_key_id,
        secret_access_key=key.secret_access_key,
        endpoint_url=local_aws.endpoint_url,
        region_names=(local_aws.region,),
    )
    user = world.user(name, "First-Password-1!", method=Method.IAM_PASSWORD)
    assert {("done", True)} == rotated(built, world)
    assert local_aws.control.check_console_password(name, world.password(user))


def test_it_says_where_the_practice_environment_is_to_be_had(built: BuiltProgram) -> None:
    error = built.json("sandbox", "--no-window", "--rotate-all", code=1)["error"]
    assert "sandbox_missing" == error["code"]
    assert 'pip install "pamdesk[sandbox]"' in error["hint"]


@pytest.mark.gui
@pytest.mark.timeout(300, method="thread")
def test_its_window_unlocks_a_vault_and_closes_when_it_is_told_to(
    built: BuiltProgram, tmp_path: Path
) -> None:
    vault = tmp_path / "own.pamdesk"
    built.run("vault", "create", str(vault))
    child = built.start("--vault", str(vault))
    try:
        # Once a window has unlocked a vault, it makes the backup that is due.
        assert within(SECONDS, lambda: any((vault / "backups").iterdir()))
        child.send_signal(signal.SIGTERM)
        out, err = child.communicate(timeout=SECONDS)
    finally:
        child.kill()
    assert (0, "", "") == (child.returncode, out, err)


@pytest.mark.gui
@pytest.mark.timeout(300, method="thread")
def test_its_window_opens_where_there_is_no_vault_yet(built: BuiltProgram) -> None:
    child = built.start()
    try:
        assert within(SECONDS, lambda: handles_the_end_signal(child)), "The event loop was not reached."
        child.send_signal(signal.SIGTERM)
        out, err = child.communicate(timeout=SECONDS)
    finally:
        child.kill()
    assert (0, "", "") == (child.returncode, out, err)


def handles_the_end_signal(child: subprocess.Popen[str]) -> bool:
    """Tell whether the program handles SIGTERM itself, which the window does as its event loop begins."""
    status = Path(f"/proc/{child.pid}/status").read_text("ascii")
    caught = int(re.findall(r"^SigCgt:\s*([0-9a-f]+)$", status, re.MULTILINE)[0], 16)
    return bool(caught >> (signal.SIGTERM - 1) & 1)


def within(seconds: float, true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()
