"""IAM console passwords: SIGKILL at each journal row, a lost answer, a late writer; the vault holds the live password."""

from __future__ import annotations

import asyncio
import functools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pamdesk.aws.clients import build_client
from pamdesk.rotation.announcing import AnnounceOnce
from pamdesk.rotation.clock import SystemClock
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.targets.contract import NO_FACTS, Facts
from pamdesk.vault.leases import Owner
from tests.servers.aws import client
from tests.worlds import IamWorld, iam_world

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

ROOT = Path(__file__).resolve().parents[2]
JOURNAL_WRITES = 6  # PLANNED, STAGED, APPLYING, APPLIED, VERIFIED with PROMOTED, DONE
CHANGE = "UpdateLoginProfile"


class LaterClock(SystemClock):
    """The machine's clock, some seconds ahead."""

    def __init__(self, seconds: float) -> None:
        self._ahead = timedelta(seconds=seconds)

    def now(self) -> datetime:
        return super().now() + self._ahead


@pytest.fixture
def world(local_aws: LocalAws, tmp_path: Path) -> Iterator[IamWorld]:
    made = iam_world(tmp_path / "v.pamdesk", local_aws)
    yield made
    made.vault.close()


def start(world: IamWorld, moment: str, number: int = 0, *machine: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.dying", str(world.vault.path), world.users[0], moment]
    return subprocess.Popen(
        [*command, str(number), *machine], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def rotate(world: IamWorld, *, later: float = 0.0, **limits: float) -> AccountResult:
    async def work() -> AccountResult:
        engine = Engine(world.vault, limits=Limits(**limits), clock=LaterClock(later))  # type: ignore[arg-type]
        try:
            [result] = await engine.rotate([world.users[0]], who="test")
            return result
        finally:
            await engine.close()

    return asyncio.run(work())


def recover(
    world: IamWorld, *, patience: float = 10.0, machine: str = "", **limits: float
) -> list[AccountResult]:
    async def work() -> list[AccountResult]:
        owner = Owner(machine, world.vault.owner.process) if machine else None
        engine = Engine(world.vault, owner=owner, limits=Limits(**limits))  # type: ignore[arg-type]
        try:
            return list(await engine.recover(patience=patience))
        finally:
            await engine.close()

    return asyncio.run(work())


def fault(world: IamWorld, kind: FaultKind, **options: object) -> None:
    named = {"action": CHANGE, "user_name": world.logins[0], **options}
    world.aws.control.add_faults(Fault(kind=kind, **named))  # type: ignore[arg-type]


def assert_settled(world: IamWorld) -> None:
    assert {world.logins[0]: True} == world.knows_the_live_one()
    assert [] == world.vault.journal.attempts(world.users[0], unfinished=True)


def remember(world: IamWorld, generations: int = 5) -> None:
    """Switch PasswordReusePrevention on."""
    client(world.aws, "iam").update_account_password_policy(
        MinimumPasswordLength=8, PasswordReusePrevention=generations
    )


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", range(1, JOURNAL_WRITES + 1))
def test_after_sigkill_at_a_journal_write_the_vault_holds_the_live_password(
    world: IamWorld, moment: str, number: int
) -> None:
    old = world.password(world.users[0])
    process = start(world, moment, number)
    process.communicate(timeout=60)
    assert -signal.SIGKILL == process.returncode
    recover(world)
    assert_settled(world)
    # From APPLYING on nobody can know whether it was sent; sending the same once more decides it.
    announced = number > 3 or (number == 3 and moment == "after")
    assert announced == (world.password(world.users[0]) != old)


def test_an_undisturbed_run_makes_the_journal_writes_that_the_kills_count(world: IamWorld) -> None:
    output, _ = start(world, "never").communicate(timeout=60)
    assert '"state": "done"' in output
    [attempt] = world.vault.journal.attempts(world.users[0])
    states = [event.state for event in world.vault.journal.events(attempt.id)]
    expected = ["PLANNED", "STAGED", "APPLYING", "APPLIED", "VERIFIED", "PROMOTED", "DONE"]
    assert expected == [state.name for state in states]
    assert JOURNAL_WRITES + 1 == len(states)


def test_what_aws_confirmed_before_the_kill_is_not_sent_again(world: IamWorld) -> None:
    remember(world)
    start(world, "after", 4).communicate(timeout=60)
    recover(world)
    assert_settled(world)
    assert [200] == world.statuses(CHANGE)


def test_a_lost_answer_is_settled_by_sending_the_same_password_again(world: IamWorld) -> None:
    old = world.password(world.users[0])
    fault(world, FaultKind.DROP_ANSWER)
    result = rotate(world)
    assert (ResultState.DONE, True) == (result.state, result.changed)
    assert [0, 200] == world.statuses(CHANGE)
    assert world.password(world.users[0]) != old
    assert_settled(world)
    assert result.reason.startswith("AWS confirmed the change at ")


@pytest.mark.parametrize("kind", [FaultKind.DROP_REQUEST, FaultKind.FAIL])
def test_a_request_that_never_acted_is_settled_in_the_same_way(world: IamWorld, kind: FaultKind) -> None:
    fault(world, kind)
    assert ResultState.DONE is rotate(world).state
    assert_settled(world)


@pytest.mark.parametrize("kind", [FaultKind.DROP_ANSWER, FaultKind.DROP_REQUEST])
def test_an_account_waits_in_doubt_while_aws_is_silent_and_is_settled_afterwards(
    world: IamWorld, kind: FaultKind
) -> None:
    fault(world, kind, times=99)
    result = rotate(world, inline_patience=0.0)
    assert (ResultState.IN_DOUBT, None) == (result.state, result.changed)
    assert result.reason.startswith("Either the new or the old password works, and both are kept here.")
    [attempt] = world.vault.journal.attempts(world.users[0], unfinished=True)
    assert attempt.next_ask is not None
    world.aws.control.clear_faults()
    assert [ResultState.DONE] == [one.state for one in recover(world)]
    assert_settled(world)


def test_a_repeat_that_is_refused_as_a_reuse_is_left_to_a_person_and_both_passwords_are_kept(
    world: IamWorld,
) -> None:
    remember(world)
    old = world.password(world.users[0])
    fault(world, FaultKind.DROP_ANSWER)
    result = rotate(world)
    assert (ResultState.IN_DOUBT, None, "PasswordPolicyViolation") == (
        result.state,
        result.changed,
        result.code,
    )
    assert (
        "The change was sent once without an answer, and AWS refused the repeat: "
        f"AWS refused to change the console password of {world.logins[0]}: "
        "Password was used recently and cannot be used again. The new password is probably in place; both are kept here. "
        "Rotate again makes a new one."
    ) == result.reason
    kept = [c.secret.reveal() for c in world.vault.journal.candidates(world.users[0])]
    live = [text for text in kept if world.aws.control.check_console_password(world.logins[0], text)]
    assert 1 == len(live)
    assert old == world.password(world.users[0])


def test_after_a_doubt_a_new_rotation_waits_until_the_lost_change_cannot_arrive_any_more(
    world: IamWorld,
) -> None:
    remember(world)
    fault(world, FaultKind.DROP_ANSWER)
    rotate(world)
    soon = rotate(world)
    assert (ResultState.IN_DOUBT, None, "too_soon") == (soon.state, soon.changed, soon.code)
    assert "It can be rotated again in " in soon.reason
    later = rotate(world, later=61.0)
    assert (ResultState.DONE, True) == (later.state, later.changed)
    assert {world.logins[0]: True} == world.knows_the_live_one()
    assert [] == recover(world)


def test_a_slow_first_sending_cannot_undo_the_next_rotation_unseen(
    world: IamWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient = functools.partial(build_client, read_seconds=1.0)
    monkeypatch.setattr("pamdesk.aws.calls.build_client", impatient)
    fault(world, FaultKind.DELAY, seconds=3.0)
    first = rotate(world)
    assert ResultState.DONE is first.state
    again = rotate(world)
    assert (ResultState.REFUSED, "too_soon") == (again.state, again.code)
    time.sleep(3.0)  # the first sending acts now
    assert_settled(world)


def test_a_writer_suspended_past_its_lease_that_sends_late_is_found_out(world: IamWorld) -> None:
    process = start(world, "stop", 0, "another-machine")
    wait_until_stopped(process.pid)
    time.sleep(2.5)  # its lease of two seconds runs out

    take_over(world)
    os.kill(process.pid, signal.SIGCONT)
    output, _ = process.communicate(timeout=60)
    assert '"code": "lease_lost"' in output
    assert {world.logins[0]: False} == world.knows_the_live_one()  # the late sending took effect
    recover(world)
    assert_settled(world)


def test_a_repeat_that_is_sent_late_is_found_out_too(
    world: IamWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(world, "after", 3).communicate(timeout=60)
    announce = AnnounceOnce.__call__

    async def overtaken(self: AnnounceOnce, facts: Facts = NO_FACTS) -> None:
        await announce(self, facts)
        monkeypatch.undo()
        time.sleep(2.5)  # noqa: ASYNC251 - this whole process stands still, and so its lease runs out
        other = threading.Thread(target=take_over, args=(world,))
        other.start()
        other.join()

    monkeypatch.setattr(AnnounceOnce, "__call__", overtaken)
    [late] = recover(world, machine="another-machine", lease_seconds=2.0)
    assert (ResultState.IN_DOUBT, "lease_lost") == (late.state, late.code)
    assert {world.logins[0]: False} == world.knows_the_live_one()
    recover(world)
    assert_settled(world)


def test_a_user_that_was_made_again_under_its_name_is_not_changed(world: IamWorld) -> None:
    assert ResultState.DONE is rotate(world).state
    make_again(world)
    result = rotate(world)
    assert (ResultState.REFUSED, False, "made_again") == (result.state, result.changed, result.code)
    assert "Add a new record for the new one." in result.reason
    assert world.aws.control.check_console_password(world.logins[0], "Another-Users-1")


def test_a_repeat_is_not_sent_to_a_user_that_was_made_again(world: IamWorld) -> None:
    start(world, "after", 3).communicate(timeout=60)
    make_again(world)
    [result] = recover(world)
    assert (ResultState.IN_DOUBT, "made_again") == (result.state, result.code)
    assert world.aws.control.check_console_password(world.logins[0], "Another-Users-1")


def make_again(world: IamWorld) -> None:
    iam, login = client(world.aws, "iam"), world.logins[0]
    iam.delete_login_profile(UserName=login)
    iam.delete_user(UserName=login)
    iam.create_user(UserName=login)
    iam.create_login_profile(UserName=login, Password="Another-Users-1")


def test_while_aws_cannot_be_reached_an_account_in_doubt_is_not_said_to_be_unchanged(world: IamWorld) -> None:
    start(world, "after", 3).communicate(timeout=60)
    configuration = world.vault.records.get(world.configuration)
    world.vault.records.update(
        configuration.with_fields({"access_key_id": "AKIAUNKNOWN000000000"}), who="test"
    )
    [result] = recover(world, patience=0.0)
    assert (ResultState.IN_DOUBT, None, "InvalidClientTokenId") == (result.state, result.changed, result.code)
    assert result.reason.endswith(
        "Local network: AWS refused the access key of the configuration. An administrator must correct it."
    )


def take_over(world: IamWorld) -> None:
    """As another machine, settle what is pending and then set the next password."""

    async def work() -> list[AccountResult]:
        owner = Owner("this-machine", world.vault.owner.process)
        results: list[AccountResult] = []
        for ahead in (0.0, 61.0):
            engine = Engine(world.vault, owner=owner, clock=LaterClock(ahead))
            results += await engine.rotate([world.users[0]], who="test")
            await engine.close()
        return results

    assert [ResultState.DONE, ResultState.DONE] == [result.state for result in asyncio.run(work())]


def wait_until_stopped(pid: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T":
            return
        time.sleep(0.02)
    raise AssertionError("the writer did not stop")
