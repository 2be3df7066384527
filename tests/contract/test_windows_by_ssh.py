"""Passwords of Windows users over SSH: a real OpenSSH and what the network does to it; PowerShell is played."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("psrpcore")

from pamdesk.records.errors import Refused, TargetError
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Answer, Credential, Outcome, Target
from pamdesk.targets.windows import over_ssh
from pamdesk.targets.windows.over_ssh import SshDoor
from pamdesk.targets.windows.password_over_ssh import SPEC
from pamdesk.targets.windows.password_target import WindowsPasswordTarget
from tests.contract.cases import NEW, OLD, Bench, Recorder, run, settle
from tests.contract.corpus import CANARY, NAMES, NAMES_OF_WINDOWS
from tests.contract.ssh_bench import SshBench, SshCases
from tests.servers.windows_ssh import WindowsBehindSsh

pytestmark = [pytest.mark.server, pytest.mark.timeout(180)]


class WindowsBench(SshBench):
    """OpenSSH with an administrator whose shell is a played PowerShell."""

    kind = "windows"

    def __init__(self, played: WindowsBehindSsh, folder: Path) -> None:
        super().__init__(played.server, folder)
        self.played = played

    def open(self, *, work_seconds: float = 25.0) -> Target:
        return WindowsPasswordTarget(run, SPEC, SshDoor(), work_seconds=work_seconds)

    def admin(self) -> Credential:
        return self.credential(self.played.admin, self.played.admin_password)

    def create(self, login: str, password: str) -> None:
        self.played.create_user(login, password)

    def change(self, login: str, password: str) -> None:
        self.played.host.users[login.lower()].password = password

    def works(self, login: str, password: str) -> bool:
        return self.played.can_sign_in(login, password)

    def block(self, login: str) -> None:
        self.played.host.users[login.lower()].enabled = False

    def policy(self, login: str) -> AbstractContextManager[str]:  # type: ignore[override]
        return nullcontext("short")


@pytest.fixture
def bench(windows_by_ssh: WindowsBehindSsh, tmp_path: Path) -> Iterator[WindowsBench]:
    yield WindowsBench(windows_by_ssh, tmp_path)
    windows_by_ssh.state.__init__()  # type: ignore[misc]  # as it was at first


class TestWindowsBySsh(SshCases):
    """The common facts."""

    # The accounts of the played host are none of OpenSSH's: below.
    test_an_account_changes_its_own_password = None  # type: ignore[assignment]

    @pytest.mark.parametrize("stem", NAMES.values(), ids=NAMES.keys())
    def test_a_hostile_name_works(self, bench: Bench, account_name, stem: str) -> None:
        if stem in NAMES_OF_WINDOWS:
            super().test_a_hostile_name_works(bench, account_name, stem)
        else:
            super().test_an_impossible_name_is_refused_in_words(bench, stem)


def test_a_user_changes_its_own_password(bench: WindowsBench, account_name: Callable[[str], str]) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.played.server.create_user(login, OLD, shell=bench.played.shell)
    own = bench.account(login, by_admin=False)

    async def work(target: Target) -> tuple[Answer, Answer]:
        right, wrong = await target.probe(own, Secret(OLD)), await target.probe(own, Secret("Wrong-1-word"))
        assert wrong.spent
        await target.apply(own, Secret(NEW), Recorder())
        return right.answer, wrong.answer

    assert settle(work, bench) == (Answer.ACCEPTED, Answer.REJECTED)
    assert bench.works(login, NEW)


def test_what_comes_for_a_process_that_was_ended_is_not_done(
    bench: WindowsBench, account_name: Callable[[str], str]
) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def work(target: Target) -> Outcome:
        account = bench.account(login)
        said: list[Outcome] = []

        async def conclude() -> None:
            said.append(await target.outcome(account, journal.announced[0]))

        journal = Recorder(conclude)
        with pytest.raises(TargetError) as caught:
            await target.apply(account, Secret(NEW), journal)
        assert not isinstance(caught.value, Refused)
        return said[0]

    assert settle(work, bench) is Outcome.OVER
    assert bench.works(login, OLD)


def test_lines_without_the_last_one_are_not_run(
    bench: WindowsBench, account_name: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    def cut() -> None:
        monkeypatch.setattr(over_ssh, "_GO", "half")

    async def work(target: Target) -> None:
        account = bench.account(login)
        assert (await target.preflight(account)).stops is None
        cut()
        with pytest.raises(TargetError):
            await target.apply(account, Secret(NEW), Recorder())

    settle(work, bench)
    assert bench.works(login, OLD)


def test_a_host_without_powershell_is_told(bench: WindowsBench, account_name: Callable[[str], str]) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    linux = bench.credential(bench.server.admin, bench.server.admin_password)

    async def work(target: Target) -> tuple[str, str]:
        account = replace(bench.account(login), admin=linux)
        found = (await target.preflight(account)).stops
        with pytest.raises(Refused) as caught:
            await target.apply(account, Secret(NEW), Recorder())
        return found.code if found else "", caught.value.code

    assert settle(work, bench) == ("connection_lost", "connection_lost")


def test_no_command_line_shows_the_password(bench: WindowsBench, account_name: Callable[[str], str]) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def work(target: Target) -> Answer:
        account = bench.account(login)
        await target.apply(account, Secret(NEW), Recorder())
        return (await target.probe(account, Secret(NEW))).answer

    assert settle(work, bench) == Answer.ACCEPTED
    assert CANARY not in bench.log() + "\n".join(bench.played.host.ran)
    # The command line is always the same, and fits into cmd.exe's 8191 characters.
    assert len(over_ssh.COMMAND) < 8191
