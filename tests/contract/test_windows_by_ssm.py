"""Passwords of Windows users by Run Command: real envelopes and a real history; the host's PowerShell is played."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

pytest.importorskip("psrpcore")

from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.sandbox.local_aws_hosts import LINUX, ManagedHost
from pamdesk.targets.contract import Answer, Outcome, Target
from pamdesk.targets.ssm import windows_scripts
from pamdesk.targets.ssm.place import POWERSHELL
from pamdesk.targets.ssm.windows_password import MODULE, SPEC
from pamdesk.targets.ssm.windows_password_target import WindowsPasswordBySsm
from tests.contract.cases import NEW, OLD, Bench, Recorder, run, settle
from tests.contract.corpus import CANARY, NAMES, NAMES_OF_WINDOWS
from tests.contract.ssm_bench import SsmBench, SsmCases, stops
from tests.servers.windows_agent import PlayedAgent
from tests.worlds_ssm import played

pytestmark = [pytest.mark.server, pytest.mark.timeout(180)]


class WindowsBench(SsmBench):
    """A played Windows host with an agent."""

    kind = "windows"
    module = MODULE
    document = POWERSHELL

    def __init__(self, aws: LocalAws, agent: ManagedHost, played: PlayedAgent) -> None:
        super().__init__(aws, agent)
        self.played = played

    def open(self, *, work_seconds: float = 60.0) -> Target:
        return WindowsPasswordBySsm(run, SPEC, answer_seconds=work_seconds)

    def create(self, login: str, password: str) -> None:
        self.played.create_user(login, password)

    def change(self, login: str, password: str) -> None:
        self.played.host.users[login.lower()].password = password

    def works(self, login: str, password: str) -> bool:
        user = self.played.host.users.get(login.lower())
        return user is not None and user.signs_in and user.password == password

    def block(self, login: str) -> None:
        self.played.host.users[login.lower()].enabled = False

    def policy(self, login: str) -> AbstractContextManager[str]:
        return nullcontext("short")


@pytest.fixture
def bench(local_aws: LocalAws, tmp_path: Path) -> Iterator[WindowsBench]:
    agent, host = played(local_aws, tmp_path)
    yield WindowsBench(local_aws, agent, host)
    local_aws.control.commands.remove_host(agent.instance_id)


class TestWindowsBySsm(SsmCases):
    """The common facts."""

    @pytest.mark.parametrize("stem", NAMES.values(), ids=NAMES.keys())
    def test_a_hostile_name_works(self, bench: Bench, account_name, stem: str) -> None:
        if stem in NAMES_OF_WINDOWS:
            super().test_a_hostile_name_works(bench, account_name, stem)
        else:
            super().test_an_impossible_name_is_refused_in_words(bench, stem)


def test_a_linux_host_is_not_taken_for_windows(bench: WindowsBench, account_name) -> None:
    bench.agent.platform = LINUX
    assert stops(bench, account_name("app")) == "wrong_platform"


def test_an_agent_that_is_not_system_is_told(bench: WindowsBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.played.system = False
    assert stops(bench, login) == "not_system"


def test_what_stops_over_winrm_stops_here(bench: WindowsBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.played.state.sids[login] = "S-1-5-21-1-500"
    bench.played.state.laps = [{"root": "Microsoft\\Policies\\LAPS", "on": True, "account": ""}]
    assert stops(bench, login) == "managed_by_laps"
    bench.played.state.product = "LanmanNT"
    assert stops(bench, login) == "domain_controller"


def test_a_change_under_way_is_waited_for(bench: WindowsBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.played.slow = 2.0

    async def work(target: Target) -> tuple[Outcome, Outcome, Outcome]:
        account, journal = bench.account(login), Recorder()
        applying = asyncio.ensure_future(target.apply(account, Secret(NEW), journal))
        while not any(folder.held for folder in bench.played.folders.values()):
            await asyncio.sleep(0.02)
        told = await target.outcome(account, journal.announced[0])
        # The service stops telling: the host itself says so then.
        bench.aws.control.add_faults(
            Fault(kind=FaultKind.REFUSE, action="ListCommands", times=99, code="AccessDeniedException")
        )
        held = await target.outcome(account, journal.announced[0])
        await applying
        return told, held, await target.outcome(account, journal.announced[0])

    assert settle(work, bench) == (Outcome.RUNNING, Outcome.RUNNING, Outcome.OVER)


def test_the_threshold_is_the_hosts_own(bench: WindowsBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.played.state.threshold = 5

    async def work(target: Target) -> tuple[int | None, bool]:
        account = bench.account(login)
        wrong = await target.probe(account, Secret("Wrong-1-word"))
        assert wrong.answer is Answer.REJECTED
        return (await target.preflight(account)).lockout_threshold, wrong.spent

    assert settle(work, bench) == (5, True)


def test_no_parameter_and_no_history_shows_the_password(bench: WindowsBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def work(target: Target) -> Answer:
        await target.apply(bench.account(login), Secret(NEW), Recorder())
        return (await target.probe(bench.account(login), Secret(NEW))).answer

    assert settle(work, bench) == Answer.ACCEPTED
    for text in (bench.log(), "".join(bench.agent.scripts)):
        assert CANARY not in text
        assert "AsPlainText" not in text


def test_no_script_holds_what_the_service_would_fill_in() -> None:
    made = [windows_scripts.change("app", "t", "e"), windows_scripts.compare("app", "t", "e")]
    made += [windows_scripts.look_and_make_key("app", "t"), windows_scripts.end("t")]
    assert not any("{{" in script or "@LOGIN@" in script or "@TOKEN@" in script for script in made)
