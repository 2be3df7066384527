"""An administrator at a command line, a scheduler without a terminal: from an empty folder to proved passwords."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import pamdesk
from pamdesk.records.links import Link, LinkKind
from pamdesk.records.schedules import parse_schedule
from pamdesk.records.secret import Secret
from pamdesk.services import links, records, rotations
from pamdesk.services.records import Changes
from pamdesk.services.rotations import SettingsChange
from pamdesk.vault.keys import KdfCost
from pamdesk.vault.vault import Vault
from tests.servers.postgresql import PostgresServer
from tests.servers.proxy import FaultProxy

ROOT = Path(pamdesk.__file__).parent.parent
MASTER = "a master password"
OLD = "canary-old-8d11"
PATIENCE = 60  # seconds for a program to come so far

pytestmark = pytest.mark.server


class CommandLine:
    """`pamdesk` in processes of their own, without a terminal, on one vault."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vault = folder / "shop.pamdesk"
        (folder / "password").write_text(f"{MASTER}\n")
        self.environment = {
            **os.environ,
            "PAMDESK_VAULT": str(self.vault),
            "PAMDESK_PASSWORD_FILE": str(folder / "password"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "pamdesk", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, code: int = 0) -> str:
        child = self.start(*arguments)
        out, err = child.communicate(timeout=PATIENCE)
        assert (child.returncode, arguments) == (code, arguments), f"{out}\n{err}"
        assert OLD not in err
        return out

    def json(self, *arguments: str, code: int = 0) -> dict[str, Any]:
        found = json.loads(self.run(*arguments, "--json", code=code))
        assert isinstance(found, dict)
        return found

    def open(self) -> Vault:
        return Vault.open(self.vault, Secret(MASTER), state_dir=self.folder / "state" / "pamdesk")

    def file(self, name: str, content: str) -> str:
        (self.folder / name).write_text(content)
        return f"@{self.folder / name}"

    def password_of(self, title: str) -> str:
        return str(self.json("records", "show", title, "--reveal")["fields"]["password"])


@pytest.fixture
def command(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@pytest.fixture
def fast(command: CommandLine) -> CommandLine:
    """The same with a vault that is made cheaply; the first journey makes its own at the real cost."""
    state = command.folder / "state" / "pamdesk"
    Vault.create(command.vault, Secret(MASTER), cost=KdfCost.for_tests(), state_dir=state).close()
    return command


def set_up(
    command: CommandLine, server: PostgresServer, accounts: list[str], port: int | None = None
) -> None:
    """Describe a server with its admin and accounts, as a person would with the commands of the README."""
    authority = f"@{server.trusted}"
    command.run("records", "add", "pamConfiguration", "--title", "Office", "environment=local")
    command.run(
        "records", "add", "pamDatabase", "--title", "orders",
        f"host={server.host}", f"port={port or server.port}", "database_type=postgresql",
        f"ca_certificate={authority}", f"connect_database={server.database}",
    )  # fmt: skip
    admin = command.file("admin", server.admin_password)
    command.run("records", "add", "pamUser", "--title", "admin", f"login={server.admin}", f"password={admin}")
    command.run("link", "orders", "--environment", "Office")
    command.run("link", "admin", "--admin-of", "orders", "--belongs-to", "orders")
    for name in accounts:
        server.create_role(name, OLD)
        command.run(
            "records",
            "add",
            "pamUser",
            "--title",
            name,
            f"login={name}",
            f"password={command.file('old', OLD)}",
        )
        command.run("link", name, "--belongs-to", "orders")
        command.run("rotation", "set", name, "--method", "general")


def describe(
    command: CommandLine, server: PostgresServer, accounts: list[str], port: int | None = None
) -> None:
    """The same as `set_up` through the services, in one process: what is tested there comes after."""
    with command.open() as vault:

        def add(type_key: str, title: str, **fields: str) -> str:
            return records.add(vault, type_key, Changes(fields=fields, title=title), "test").id

        office = add("pamConfiguration", "Office", environment="local")
        database = add(
            "pamDatabase",
            "orders",
            host=server.host,
            port=str(port or server.port),
            database_type="postgresql",
            ca_certificate=server.trusted.read_text(),
            connect_database=server.database,
        )
        admin = add("pamUser", "admin", login=server.admin, password=server.admin_password)
        made = [Link(database, LinkKind.ENVIRONMENT, office), Link(admin, LinkKind.ADMIN, database)]
        for name in accounts:
            server.create_role(name, OLD)
            user = add("pamUser", name, login=name, password=OLD)
            made.append(Link(user, LinkKind.BELONGS_TO, database))
        for link in made:
            links.add(vault, link, "test")
        for name in accounts:
            rotations.change_settings(vault, vault.records.find(name), SettingsChange(), "test")


def test_from_an_empty_folder_to_a_proved_password(
    command: CommandLine, postgres_server: PostgresServer, account_name: Callable[[str], str]
):
    name = account_name("app")
    command.run("vault", "create", str(command.vault))
    set_up(command, postgres_server, [name])
    (planned,) = command.json("rotate", name, "--plan")["accounts"]
    assert planned["state"] == "never"
    assert any("ALTER ROLE" in step for step in planned["steps"])
    assert postgres_server.can_sign_in(name, OLD)

    (account,) = command.json("rotate", name)["accounts"]
    assert (account["state"], account["changed"], account["target"]) == ("done", True, "postgresql")
    assert account["reason"].startswith("Changed on orders at ")

    new = command.password_of(name)
    assert new != OLD
    assert postgres_server.can_sign_in(name, new)
    assert not postgres_server.can_sign_in(name, OLD)
    assert command.json("rotation", "status", name)["accounts"][0]["state"] == "done"
    assert [each["state"] for each in command.json("rotation", "history", name)["attempts"]] == ["done"]
    assert command.json("audit", "verify")["ok"] is True


def test_many_accounts_are_rotated_in_the_order_asked_and_one_that_fails_is_exit_1(
    fast: CommandLine, postgres_server: PostgresServer, account_name: Callable[[str], str]
):
    good, gone = account_name("good"), account_name("gone")
    describe(fast, postgres_server, [gone, good])
    postgres_server.execute(f'DROP ROLE "{gone}"')
    found = fast.json("rotate", gone, good, code=1)["accounts"]
    assert [(each["title"], each["changed"]) for each in found] == [(gone, False), (good, True)]
    assert found[0]["reason"].endswith(f"orders has no role {gone}.")
    assert postgres_server.can_sign_in(good, fast.password_of(good))


def test_the_first_ctrl_c_finishes_what_is_under_way_and_skips_the_rest(
    fast: CommandLine,
    postgres_server: PostgresServer,
    account_name: Callable[[str], str],
    fault_proxy: Callable[[int], FaultProxy],
):
    proxy = fault_proxy(postgres_server.port)
    names = [account_name(f"n{number}") for number in range(4)]
    describe(fast, postgres_server, names, port=proxy.port)
    with _slow(proxy):
        child = fast.start("rotate", *names, "--concurrency", "1", "--json")
        _until(lambda: _attempts(fast) >= 1)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=PATIENCE)
    states = [each["state"] for each in json.loads(out)["accounts"]]
    assert child.returncode == 1
    assert "Stopping" in err
    assert set(states) == {"done", "skipped"}
    for name in names:
        assert postgres_server.can_sign_in(name, fast.password_of(name))


def test_the_second_ctrl_c_leaves_at_once_with_exit_4_and_recover_settles_it(
    fast: CommandLine,
    postgres_server: PostgresServer,
    account_name: Callable[[str], str],
    fault_proxy: Callable[[int], FaultProxy],
):
    proxy = fault_proxy(postgres_server.port)
    name = account_name("cut")
    describe(fast, postgres_server, [name], port=proxy.port)
    with _slow(proxy):
        child = fast.start("rotate", name, "--json")
        _until(lambda: _attempts(fast) >= 1)
        child.send_signal(signal.SIGINT)
        time.sleep(0.3)
        child.send_signal(signal.SIGINT)
        out, _ = child.communicate(timeout=10)
    assert child.returncode == 4
    assert json.loads(out)["error"]["code"] == "interrupted"
    recovered = fast.start("rotation", "recover", "--json")
    out, _ = recovered.communicate(timeout=PATIENCE)
    (account,) = json.loads(out)["accounts"]
    assert (recovered.returncode, account["state"]) in [(0, "done"), (1, "failed"), (1, "skipped")]
    assert postgres_server.can_sign_in(name, fast.password_of(name))


def test_the_gateway_rotates_what_is_due_and_ends_with_sigterm(
    fast: CommandLine, postgres_server: PostgresServer, account_name: Callable[[str], str]
):
    name = account_name("nightly")
    describe(fast, postgres_server, [name])
    _make_due(fast, name)
    child = fast.start("gateway", "run")
    _until(lambda: not postgres_server.can_sign_in(name, OLD))
    _until(lambda: fast.json("rotation", "status", name)["accounts"][0]["state"] == "done")
    child.send_signal(signal.SIGTERM)
    out, err = child.communicate(timeout=PATIENCE)
    assert (child.returncode, out) == (0, "")
    assert "The gateway serves" in err
    assert f"{name}: done. Changed on orders" in err
    new = fast.password_of(name)
    assert postgres_server.can_sign_in(name, new)
    assert OLD not in err
    assert new not in err


def test_the_password_is_in_no_process_list_while_the_command_runs(
    fast: CommandLine,
    postgres_server: PostgresServer,
    account_name: Callable[[str], str],
    fault_proxy: Callable[[int], FaultProxy],
):
    proxy = fault_proxy(postgres_server.port)
    name = account_name("seen")
    describe(fast, postgres_server, [name], port=proxy.port)
    with _slow(proxy):
        child = fast.start("rotate", name, "--json")
        seen = b""
        while child.poll() is None:
            seen += _command_line(child.pid)
            time.sleep(0.02)
        child.communicate()
    assert child.returncode == 0
    assert OLD.encode() not in seen
    assert fast.password_of(name).encode() not in seen
    assert postgres_server.admin_password.encode() not in seen


@contextmanager
def _slow(proxy: FaultProxy) -> Iterator[None]:
    """Let every answer of the server take its time, so that there is a middle to be interrupted in."""
    proxy.delay(0.15)
    try:
        yield
    finally:
        proxy.delay(0)


def _attempts(command: CommandLine) -> int:
    return len(command.json("rotation", "history")["attempts"])


def _make_due(command: CommandLine, title: str) -> None:
    """Give the account a daily schedule that was set two days ago."""
    with command.open() as vault:
        settings = vault.rotation_settings.get(vault.records.find(title))
        assert settings is not None
        before = settings.changed - timedelta(days=2)
        daily = parse_schedule("daily 00:00 UTC")
        vault.rotation_settings.set(replace(settings, schedule=daily, changed=before), "test")


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not come to that in time"
        time.sleep(0.05)
