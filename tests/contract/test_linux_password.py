"""Passwords of Linux accounts against a real OpenSSH, PAM and sudo."""

from __future__ import annotations

from pathlib import Path

import pytest

from pamdesk.targets.contract import Target
from pamdesk.targets.linux_password import SPEC
from pamdesk.targets.linux_password_target import LinuxPasswordTarget
from tests.contract.cases import run
from tests.contract.ssh_bench import SshBench, SshCases
from tests.servers.sshd import SshServer

pytestmark = pytest.mark.server


class PasswordBench(SshBench):
    def open(self, *, work_seconds: float = 25.0) -> Target:
        return LinuxPasswordTarget(run, SPEC, work_seconds=work_seconds)

    def create(self, login: str, password: str) -> None:
        self.server.create_user(login, password)

    def change(self, login: str, password: str) -> None:
        self.server.set_password(login, password)

    def works(self, login: str, password: str) -> bool:
        return self.server.can_sign_in(login, password)


@pytest.fixture
def bench(ssh_server: SshServer, tmp_path: Path) -> PasswordBench:
    return PasswordBench(ssh_server, tmp_path)


class TestLinuxPassword(SshCases):
    """The common facts."""
