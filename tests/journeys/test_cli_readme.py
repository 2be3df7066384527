"""The commands of the README, carried out as they are written, against a real PostgreSQL."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pamdesk
from tests.servers.postgresql import PostgresServer

ROOT = Path(pamdesk.__file__).parent.parent
OLD = "canary-old-51b7"
MASTER = "correct horse battery"

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(shutil.which("bash") is None, reason="the README's commands are for a POSIX shell"),
]


def walk() -> str:
    """Return the block of commands of the README's section on the command line."""
    section = (ROOT / "README.md").read_text("utf-8").split("## At the command line", 1)[1]
    found = re.search(r"```\n(.*?)```", section, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_walk_of_the_readme_ends_with_a_proved_password(
    tmp_path: Path, postgres_server: PostgresServer, account_name: Callable[[str], str]
):
    server, login = postgres_server, account_name("app")
    server.create_role(login, OLD)
    for name, content in (
        ("ca.pem", server.trusted.read_text()),
        ("admin-password", server.admin_password),
        ("app-password", f"{OLD}\n"),
        ("master", MASTER),
        ("pamdesk", f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m pamdesk "$@"\n'),
    ):
        (tmp_path / name).write_text(content)
    (tmp_path / "pamdesk").chmod(0o700)
    commands = walk()
    for written, here in (
        ("host=db.example.com", f"host={server.host} port={server.port}"),
        ("login=postgres ", f"login={server.admin} "),
        ("login=app ", f"login={login} "),
    ):
        assert commands.count(written) == 1
        commands = commands.replace(written, here)
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "PAMDESK_PASSWORD_FILE": str(tmp_path / "master"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    done = subprocess.run(
        ["bash", "-e", "-c", commands],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    (new,) = re.findall(r"^Password +(\S+)$", done.stdout, re.MULTILINE)
    assert server.can_sign_in(login, new)
    assert not server.can_sign_in(login, OLD)
    assert OLD not in done.stdout
    assert "ticket 4711" in done.stdout
