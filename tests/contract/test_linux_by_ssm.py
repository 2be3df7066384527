"""Passwords of Linux accounts by Run Command: real scripts on a real host, and a history that anybody may read."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.sandbox.local_aws_hosts import WINDOWS, ManagedHost
from pamdesk.targets.contract import Answer, Outcome, Target
from pamdesk.targets.ssm import linux_scripts
from pamdesk.targets.ssm.envelope import LONGEST, key_of_der, seal
from pamdesk.targets.ssm.linux_password import MODULE, SPEC
from pamdesk.targets.ssm.linux_password_target import LinuxPasswordBySsm
from pamdesk.targets.ssm.place import SHELL
from tests.contract.cases import NEW, OLD, Recorder, run, settle
from tests.contract.corpus import CANARY
from tests.contract.ssm_bench import SsmBench, SsmCases, stops
from tests.servers.sshd import SshServer
from tests.worlds_ssm import managed

pytestmark = [pytest.mark.server, pytest.mark.timeout(180)]


class LinuxBench(SsmBench):
    """A real Linux host with an agent."""

    kind = "linux"
    module = MODULE
    document = SHELL

    def __init__(self, aws: LocalAws, server: SshServer, host: ManagedHost) -> None:
        super().__init__(aws, host)
        self.server = server

    def open(self, *, work_seconds: float = 60.0) -> Target:
        return LinuxPasswordBySsm(run, SPEC, answer_seconds=work_seconds)

    def create(self, login: str, password: str) -> None:
        self.server.create_user(login, password)

    def change(self, login: str, password: str) -> None:
        self.server.set_password(login, password)

    def works(self, login: str, password: str) -> bool:
        return self.server.is_password(login, password)

    def block(self, login: str) -> None:
        self.server.run("chage", "-E", "1", login)

    @contextmanager
    def policy(self, login: str) -> Iterator[str]:
        with self.server.strict_passwords():
            yield "short"

    def token(self, facts: object) -> str:
        assert isinstance(facts, dict)
        return str(facts["ssm_token"])


@pytest.fixture
def bench(local_aws: LocalAws, ssh_server: SshServer, server_folder: Path) -> Iterator[LinuxBench]:
    host = managed(local_aws, ssh_server, server_folder / f"agent-{secrets.token_hex(4)}")
    yield LinuxBench(local_aws, ssh_server, host)
    local_aws.control.commands.remove_host(host.instance_id)


class TestLinuxBySsm(SsmCases):
    """The common facts."""


def test_a_change_that_waits_for_a_lock_is_running_and_is_then_ended(bench: LinuxBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    chpasswd = bench.server.run("sh", "-c", "command -v chpasswd").strip()
    slow = bench.server.folder / "etc" / "slow-chpasswd"
    slow.write_text("#!/bin/sh\nsleep 20\n")
    slow.chmod(0o755)
    bench.server.run("mount", "--bind", "/etc/slow-chpasswd", chpasswd)

    async def work(target: Target) -> tuple[str, Outcome]:
        account, journal = bench.account(login), Recorder()
        applying = asyncio.ensure_future(target.apply(account, Secret(NEW), journal))
        folder = "/run/pamdesk"
        for _ in range(200):
            await asyncio.sleep(0.05)
            if journal.announced and "given." in bench.server.run(
                "ls", f"{folder}/{bench.token(journal.announced[0])}"
            ):
                break
        assert await target.outcome(account, journal.announced[0]) is Outcome.RUNNING
        # The service stops telling: the host itself ends it then.
        bench.aws.control.add_faults(
            Fault(kind=FaultKind.REFUSE, action="ListCommands", times=99, code="AccessDeniedException")
        )
        word = await target.outcome(account, journal.announced[0])
        with pytest.raises(TargetError) as caught:
            await applying
        assert not isinstance(caught.value, Refused)
        return caught.value.code, word

    try:
        assert settle(work, bench) == ("status_143", Outcome.OVER)
    finally:
        bench.server.run("umount", chpasswd)
    assert bench.works(login, OLD)


@pytest.mark.parametrize("moment", ["opened", "late", "wrong"])
def test_an_envelope_that_cannot_be_opened_changes_nothing(
    bench: LinuxBench, account_name, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    def spoil() -> None:
        folder = f"/run/pamdesk/{bench.token(journal.announced[0])}"
        if moment == "opened":
            bench.server.run("mv", f"{folder}/key", f"{folder}/opened")
        elif moment == "late":
            bench.server.run("sh", "-c", f"echo -1000 >{folder}/made")
        else:
            bench.server.run("openssl", "genrsa", "-out", f"{folder}/key", "3072")

    journal = Recorder(spoil)

    async def work(target: Target) -> TargetError:
        with pytest.raises(TargetError) as caught:
            await target.apply(bench.account(login), Secret(NEW), journal)
        return caught.value

    error = settle(work, bench)
    proven = isinstance(error, Refused)
    assert (error.code, proven) == {
        "opened": ("no_answer", False),
        "late": ("envelope_late", True),
        "wrong": ("envelope_wrong", True),
    }[moment]
    assert bench.works(login, OLD)


# J16
def test_an_answer_that_the_service_cuts_is_not_believed(bench: LinuxBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    more = bench.server.folder / "etc" / "security" / "pwquality.conf.d"
    more.mkdir(exist_ok=True)
    (more / "long.conf").write_text("".join(f"word{number} = 1\n" for number in range(3000)))
    try:
        assert stops(bench, login) == "no_answer"
    finally:
        (more / "long.conf").unlink()
    assert bench.works(login, OLD)


# Where it stops.


def test_a_windows_host_is_not_taken_for_linux(bench: LinuxBench, account_name) -> None:
    bench.agent.platform = WINDOWS
    assert stops(bench, account_name("app")) == "wrong_platform"


def test_an_agent_without_root_is_told(bench: LinuxBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.agent.prefix += ("setpriv", "--reuid=65534", "--clear-groups")
    assert stops(bench, login) == "not_root"


def test_a_host_without_openssl_is_told(bench: LinuxBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    program = bench.server.run("sh", "-c", "command -v openssl").strip()
    bench.server.run("mount", "--bind", "/dev/null", program)
    try:
        assert stops(bench, login) == "program_missing"
    finally:
        bench.server.run("umount", program)


def test_a_password_that_fits_no_envelope_is_refused(bench: LinuxBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def work(target: Target) -> tuple[TargetErrorKind, Answer]:
        with pytest.raises(Refused) as caught:
            await target.apply(bench.account(login), Secret("x" * (LONGEST + 1)), Recorder())
        await target.apply(bench.account(login), Secret("Ab1-" + "x" * (LONGEST - 4)), Recorder())
        right = Secret("Ab1-" + "x" * (LONGEST - 4))
        return caught.value.kind, (await target.probe(bench.account(login), right)).answer

    assert settle(work, bench) == (TargetErrorKind.POLICY, Answer.ACCEPTED)


def test_a_key_that_is_none_is_not_used() -> None:
    for key in ("", "AAAA", "not base64", "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="):
        with pytest.raises(Refused) as caught:
            seal(key_of_der(key), Secret(NEW), "web-prod")
        assert caught.value.code == "no_key"


# What is seen.


@contextmanager
def everything_that_runs() -> Iterator[Callable[[], str]]:
    """Collect every process's arguments and environment meanwhile."""
    seen: list[str] = []
    watching = threading.Event()

    def watch() -> None:
        while not watching.is_set():
            for place in Path("/proc").glob("[0-9]*/"):
                try:
                    seen.append((place / "cmdline").read_bytes().decode(errors="replace"))
                    seen.append((place / "environ").read_bytes().decode(errors="replace"))
                except OSError:
                    continue  # it has ended, or is the kernel's

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield lambda: "\n".join(seen)
    finally:
        watching.set()
        watcher.join()


# J06, I10
def test_no_parameter_no_history_no_process_list_and_no_file_shows_the_password(
    bench: LinuxBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def work(target: Target) -> Answer:
        account = bench.account(login)
        await target.preflight(account)
        await target.apply(account, Secret(NEW), Recorder())
        return (await target.probe(account, Secret(NEW))).answer

    with everything_that_runs() as shown:
        assert settle(work, bench) == Answer.ACCEPTED
        processes = shown()
    assert "unix_chkpwd" in processes
    history = bench.log()
    for text in (processes, history, "".join(bench.agent.scripts)):
        assert CANARY not in text
    left = [path.read_bytes() for path in bench.agent.folder.rglob("*") if path.is_file()]
    assert left
    assert not any(CANARY.encode() in text for text in left)
    kept = bench.server.run("sh", "-c", f"grep -rl {CANARY} /home /etc /run /var/log 2>/dev/null; true")
    assert kept == ""


def test_a_key_is_roots_alone_and_is_gone_after_its_time(
    bench: LinuxBench, account_name, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linux_scripts, "_MAKE_KEY", linux_scripts._MAKE_KEY.replace("sleep 300", "sleep 2"))
    login = account_name("app")
    bench.create(login, OLD)
    seen: list[str] = []

    def look() -> None:
        token = bench.token(journal.announced[0])
        seen.append(bench.server.run("stat", "-c", "%a %U", "/run/pamdesk", f"/run/pamdesk/{token}/key"))

    journal = Recorder(look)

    async def work(target: Target) -> tuple[Outcome, bool]:
        account = bench.account(login)
        await target.apply(account, Secret(NEW), journal)
        token = bench.token(journal.announced[0])
        for _ in range(100):
            if token not in bench.server.run("ls", "/run/pamdesk"):
                break
            await asyncio.sleep(0.1)
        return await target.outcome(account, journal.announced[0]), token in bench.server.run(
            "ls", "/run/pamdesk"
        )

    assert settle(work, bench) == (Outcome.OVER, False)
    assert seen == ["700 root\n600 root\n"]


def test_no_script_holds_what_the_service_would_fill_in() -> None:
    scripts = (
        linux_scripts.look("app"),
        linux_scripts.look_and_make_key("app", "t"),
        linux_scripts.change("app", "t", "e"),
        linux_scripts.compare("app", "t", "e"),
        linux_scripts.end("t"),
    )
    assert not any("{{" in script or "@" in script.replace("@*", "") for script in scripts)
