"""Passwords of Linux accounts by Run Command: real scripts on a real host, and a history that anybody may read."""

from __future__ import annotations

import asyncio
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pamdesk.aws.calls import AwsCalls, AwsConnections
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.sandbox.local_aws_hosts import LOST, WINDOWS, ManagedHost
from pamdesk.targets.contract import Account, Answer, Credential, Endpoint, Outcome, Target
from pamdesk.targets.permissions import AwsPlace
from pamdesk.targets.ssm import linux_scripts
from pamdesk.targets.ssm.envelope import LONGEST, seal
from pamdesk.targets.ssm.linux_password import MODULE, SPEC
from pamdesk.targets.ssm.linux_password_target import LinuxPasswordBySsm
from tests.contract.cases import NEW, OLD, Bench, Recorder, TargetCases, fate, no_secret_in, run, settle
from tests.contract.corpus import CANARY
from tests.servers.aws import new_key, new_user, settings
from tests.servers.sshd import SshServer
from tests.worlds_ssm import managed

pytestmark = [pytest.mark.server, pytest.mark.timeout(180)]


class SsmBench(Bench):
    kind = "linux"
    said_when_made = Outcome.OVER
    said_when_not_made = Outcome.NOT_APPLIED

    def __init__(self, aws: LocalAws, server: SshServer, host: ManagedHost) -> None:
        self.aws = aws
        self.server = server
        self.agent = host
        self.key = aws.administrator

    def open(self, *, work_seconds: float = 60.0) -> Target:
        return LinuxPasswordBySsm(run, SPEC, answer_seconds=work_seconds)

    def admin(self) -> Credential:
        raise AssertionError("the sign-in to AWS is the administrator")

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

    def showing(self, what: str) -> AbstractContextManager[int]:
        raise AssertionError(f"Systems Manager is known by AWS's own certificate: {what}")

    def log(self) -> str:
        return self.aws.control.commands.history()

    def endpoint(self, **changes: object) -> Endpoint:
        made = Endpoint(
            record_id="r1",
            title="web-prod",
            host="10.0.0.1",
            port=22,
            region=self.aws.region,
            resource_name=self.agent.instance_id,
            kind=self.kind,
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    def calls(self) -> AwsCalls:
        """A sign-in of its own; it belongs to the loop that is running."""
        shared = AwsConnections(run)
        return AwsCalls(shared, shared.resolver.resolve(settings(self.aws, self.key)))

    def account(self, login: str, current: str = OLD, *, by_admin: bool = True, **changes: object) -> Account:
        return Account(
            record_id=f"u-{login}",
            title=f"{login} on web-prod",
            login=login,
            current=Secret(current),
            endpoint=self.endpoint(**changes),
            aws=self.calls(),
        )

    def token(self, facts: object) -> str:
        assert isinstance(facts, dict)
        return str(facts["ssm_token"])


@pytest.fixture
def bench(local_aws: LocalAws, ssh_server: SshServer, server_folder: Path) -> Iterator[SsmBench]:
    host = managed(local_aws, ssh_server, server_folder / f"agent-{secrets.token_hex(4)}")
    yield SsmBench(local_aws, ssh_server, host)
    local_aws.control.commands.remove_host(host.instance_id)


class TestLinuxBySsm(TargetCases):
    """The common facts, but those of a network and of an administrator of the host's own: there are none."""

    test_an_account_changes_its_own_password = None  # type: ignore[assignment]
    test_a_wrong_password_of_the_admin_is_said_and_changes_nothing = None  # type: ignore[assignment]
    test_cut_before_the_change_arrives = None  # type: ignore[assignment]
    test_cut_after_the_change_was_made = None  # type: ignore[assignment]
    test_a_change_that_arrives_late_is_running_until_it_is_over = None  # type: ignore[assignment]
    test_an_answer_that_never_comes_is_ambiguous_within_the_time_limit = None  # type: ignore[assignment]
    test_a_kept_connection_that_died_is_made_anew = None  # type: ignore[assignment]
    test_a_server_that_is_down_is_said_to_be_unreachable = None  # type: ignore[assignment]
    test_a_stranger_is_sent_nothing = None
    test_a_pin_that_does_not_fit_is_refused = None  # type: ignore[assignment]
    test_without_tls_nothing_is_sent = None  # type: ignore[assignment]


def stops(bench: SsmBench, login: str, **changes: Any) -> str:
    """The code that stops the preflight; what stops it must refuse the change too."""

    async def work(target: Target) -> str:
        found = (await target.preflight(bench.account(login, **changes))).stops
        journal = Recorder()
        with pytest.raises(Refused):
            await target.apply(bench.account(login, **changes), Secret(NEW), journal)
        assert journal.announced == []
        return found.code if found else ""

    return settle(work, bench)


# What the network does: the answer to SendCommand is lost, or it never arrives.


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (FaultKind.DROP_ANSWER, (Outcome.OVER, Answer.ACCEPTED)),
        (FaultKind.DROP_REQUEST, (Outcome.NOT_APPLIED, Answer.REJECTED)),
        (FaultKind.FAIL, (Outcome.NOT_APPLIED, Answer.REJECTED)),
    ],
)
def test_a_lost_answer_is_found_out_on_the_host(
    bench: SsmBench, account_name, kind: FaultKind, expected: tuple[Outcome, Answer]
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    journal = Recorder(lambda: bench.aws.control.add_faults(Fault(kind=kind, action="SendCommand")))

    async def work(target: Target) -> tuple[Outcome, Answer]:
        account = bench.account(login)
        with pytest.raises(TargetError) as caught:
            await target.apply(account, Secret(NEW), journal)
        assert not isinstance(caught.value, Refused)
        assert caught.value.kind == TargetErrorKind.UNKNOWN
        no_secret_in(caught.value, NEW, CANARY)
        word = await fate(target, account, journal.announced[0])
        return word, (await target.probe(account, Secret(NEW))).answer

    assert settle(work, bench) == expected
    assert bench.works(login, NEW if expected[1] is Answer.ACCEPTED else OLD)


def test_a_command_that_comes_after_its_key_was_taken_away_changes_nothing(
    bench: SsmBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def work(target: Target) -> tuple[Outcome, str]:
        account = bench.account(login)
        said: list[Outcome] = []

        async def conclude() -> None:
            said.append(await target.outcome(account, journal.announced[0]))

        journal = Recorder(conclude)
        with pytest.raises(TargetError) as caught:
            await target.apply(account, Secret(NEW), journal)
        assert not isinstance(caught.value, Refused)
        return said[0], caught.value.code

    assert settle(work, bench) == (Outcome.NOT_APPLIED, "no_answer")
    assert bench.works(login, OLD)


def test_an_agent_that_runs_it_twice_changes_it_once(bench: SsmBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    def twice() -> None:
        bench.agent.runs = 2

    journal = Recorder(twice)

    async def work(target: Target) -> tuple[Outcome, Answer]:
        account = bench.account(login)
        with pytest.raises(TargetError) as caught:
            await target.apply(account, Secret(NEW), journal)
        assert not isinstance(caught.value, Refused)
        bench.agent.runs = 1
        word = await target.outcome(account, journal.announced[0])
        return word, (await target.probe(account, Secret(NEW))).answer

    assert settle(work, bench) == (Outcome.OVER, Answer.ACCEPTED)


def test_a_change_that_waits_for_a_lock_is_running_and_is_then_ended(bench: SsmBench, account_name) -> None:
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
    bench: SsmBench, account_name, monkeypatch: pytest.MonkeyPatch, moment: str
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


def test_an_answer_that_never_comes_is_ambiguous(bench: SsmBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    def vanish() -> None:
        bench.agent.ping = LOST

    async def work(target: Target) -> tuple[TargetErrorKind, Outcome]:
        account, journal = bench.account(login), Recorder(vanish)
        with pytest.raises(TargetError) as caught:
            await target.apply(account, Secret(NEW), journal)
        assert not isinstance(caught.value, Refused)
        no_secret_in(caught.value, NEW, CANARY)
        return caught.value.kind, await target.outcome(account, journal.announced[0])

    assert settle(work, bench, work_seconds=2.0) == (TargetErrorKind.UNKNOWN, Outcome.RUNNING)


# Where it stops.


def test_what_systems_manager_does_not_manage_is_told(bench: SsmBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    assert stops(bench, login, resource_name="i-0bbbbbbbbbbbbbbbb") == "not_managed"
    assert stops(bench, login, resource_name="") == "no_endpoint"
    assert bench.works(login, OLD)


def test_an_agent_that_is_not_connected_is_told(bench: SsmBench, account_name) -> None:
    bench.agent.ping, bench.agent.timeout_scale = LOST, 0.01
    assert stops(bench, account_name("app")) == "not_connected"


def test_a_windows_host_is_not_taken_for_linux(bench: SsmBench, account_name) -> None:
    bench.agent.platform = WINDOWS
    assert stops(bench, account_name("app")) == "wrong_platform"


def test_an_agent_without_root_is_told(bench: SsmBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.agent.prefix += ("setpriv", "--reuid=65534", "--clear-groups")
    assert stops(bench, login) == "not_root"


def test_a_host_without_openssl_is_told(bench: SsmBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    program = bench.server.run("sh", "-c", "command -v openssl").strip()
    bench.server.run("mount", "--bind", "/dev/null", program)
    try:
        assert stops(bench, login) == "program_missing"
    finally:
        bench.server.run("umount", program)


def test_a_sign_in_without_the_right_is_told(bench: SsmBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    statement = {
        "Effect": "Allow",
        "Action": ["ssm:DescribeInstanceInformation", "iam:SimulatePrincipalPolicy"],
        "Resource": "*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    bench.key = new_key(bench.aws, new_user(bench.aws, policy=policy))
    assert stops(bench, login) == "not_permitted"


def test_the_declared_permissions_are_enough(bench: SsmBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    assert MODULE.permissions is not None
    place = AwsPlace("aws", bench.aws.account_id, bench.aws.region)
    needed = MODULE.permissions(replace(_bare(bench), login=login), place)
    statements = [
        {
            "Effect": "Allow",
            "Action": list(each.actions),
            "Resource": list(each.resources),
            "Condition": {operator: {key: list(values)} for operator, key, values in each.conditions},
        }
        for each in needed
    ]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    bench.key = new_key(bench.aws, new_user(bench.aws, policy=policy))

    async def work(target: Target) -> tuple[str, Answer]:
        account, journal = bench.account(login), Recorder()
        stopped = (await target.preflight(account)).stops
        await target.apply(account, Secret(NEW), journal)
        await target.outcome(account, journal.announced[0])
        return stopped.code if stopped else "", (await target.probe(account, Secret(NEW))).answer

    assert settle(work, bench) == ("", Answer.ACCEPTED)
    refused = {call.action for call in bench.aws.control.calls() if call.status == 403}
    assert refused <= {"SimulatePrincipalPolicy"}


def _bare(bench: SsmBench) -> Account:
    return Account(record_id="u", title="app on web-prod", login="app", endpoint=bench.endpoint())


def test_a_password_that_fits_no_envelope_is_refused(bench: SsmBench, account_name) -> None:
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
            seal(key, Secret(NEW), "web-prod")
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


def test_no_parameter_no_history_no_process_list_and_no_file_shows_the_password(
    bench: SsmBench, account_name
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
    bench: SsmBench, account_name, monkeypatch: pytest.MonkeyPatch
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
