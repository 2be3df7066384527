"""Users of AWS Managed Microsoft AD: the local AWS resets their passwords on a real Samba domain controller."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from pamdesk.records.secret import Secret
from pamdesk.rotation.checks import CheckReport
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.targets.contract import Severity
from tests.servers.samba import SambaServer
from tests.worlds_directories import (
    CHANGE,
    CUSTOMERS,
    RESERVED,
    DirectoryWorld,
    directory_world,
    end_soon,
    furnished,
)

pytestmark = [pytest.mark.server, pytest.mark.timeout(120), pytest.mark.xdist_group("samba")]

T = TypeVar("T")
DISABLED = "replace: userAccountControl\nuserAccountControl: 514\n"


@pytest.fixture
def make(
    local_aws: LocalAws, tmp_path: Path, samba_server: SambaServer
) -> Iterator[Callable[..., DirectoryWorld]]:
    """Makes worlds and closes them."""
    made: list[DirectoryWorld] = []

    def one(**options: object) -> DirectoryWorld:
        path = tmp_path / f"v{len(made)}.pamdesk"
        made.append(directory_world(path, local_aws, samba_server, **options))  # type: ignore[arg-type]
        return made[-1]

    with furnished(samba_server):
        yield one
    local_aws.control.clear_faults()
    for world in made:
        world.vault.close()


@pytest.fixture(autouse=True)
def soon_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reset that AWS was never asked for is called over within seconds."""
    end_soon(monkeypatch)


def serve(world: DirectoryWorld, work: Callable[[Engine], Awaitable[T]], patience: float = 20.0) -> T:
    async def whole() -> T:
        engine = Engine(world.vault, limits=Limits(inline_patience=patience))
        try:
            return await work(engine)
        finally:
            await engine.close()

    return asyncio.run(whole())


def rotate(world: DirectoryWorld) -> AccountResult:
    [result] = serve(world, lambda engine: engine.rotate([world.user_id], who="test"))
    return result


def check(world: DirectoryWorld) -> CheckReport:
    return serve(world, lambda engine: engine.check(world.user_id))


def codes(report: CheckReport, severity: Severity) -> set[str]:
    return {finding.code for finding in report.findings if finding.severity is severity}


def refused(world: DirectoryWorld) -> str:
    """Rotate, see that nothing was changed, and return the code."""
    old = world.password(world.user_id)
    result = rotate(world)
    assert (result.state, result.changed) == (ResultState.REFUSED, False), result
    assert world.password(world.user_id) == old
    return result.code


@pytest.mark.parametrize("by_admin", [True, False])
def test_a_user_is_reset_by_aws_and_proved_by_signing_in(
    make: Callable[..., DirectoryWorld], by_admin: bool
) -> None:
    world = make(by_admin=by_admin)
    old = world.password(world.user_id)
    result = rotate(world)
    assert (result.state, result.changed, result.target) == (ResultState.DONE, True, "managed_directory"), (
        result
    )
    assert world.password(world.user_id) != old
    assert world.knows_the_live_one()
    assert world.calls() == [200]


def test_a_disabled_user_is_left_alone_for_aws_would_enable_it(make: Callable[..., DirectoryWorld]) -> None:
    world = make()
    world.server.modify(world.login, DISABLED)
    assert refused(world) == "533"
    assert world.calls() == []
    assert "533" in codes(check(world), Severity.STOPS)


def test_a_disabled_user_is_enabled_where_its_record_allows_that(make: Callable[..., DirectoryWorld]) -> None:
    world = make(enable_if_disabled=True)
    world.server.modify(world.login, DISABLED)
    assert "enables" in codes(check(world), Severity.NOTICE)
    result = rotate(world)
    assert result.state is ResultState.DONE, result
    assert world.knows_the_live_one()


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("InvalidPasswordException", 400),
        ("UserDoesNotExistException", 400),
        ("UnsupportedOperationException", 400),
        ("EntityDoesNotExistException", 400),
        ("ClientException", 400),
        ("ValidationException", 400),
    ],
)
def test_what_aws_refuses_changes_nothing_and_is_said_by_its_code(
    make: Callable[..., DirectoryWorld], code: str, status: int
) -> None:
    world = make()
    world.aws.control.add_faults(
        Fault(kind=FaultKind.REFUSE, action=CHANGE, code=code, status=status, times=9)
    )
    assert refused(world) == code
    assert world.knows_the_live_one()


def test_a_right_that_is_missing_is_said_and_changes_nothing(make: Callable[..., DirectoryWorld]) -> None:
    world = make()
    denied = Fault(kind=FaultKind.REFUSE, action=CHANGE, code="AccessDeniedException", status=400, times=9)
    world.aws.control.add_faults(denied)
    result = rotate(world)
    assert (result.state, result.changed) == (ResultState.REFUSED, False), result
    assert "ds:ResetUserPassword" in result.reason
    assert world.knows_the_live_one()


def test_a_directory_that_was_not_available_is_asked_what_became_of_it(
    make: Callable[..., DirectoryWorld],
) -> None:
    world = make()
    old = world.password(world.user_id)
    silent = Fault(
        kind=FaultKind.REFUSE, action=CHANGE, code="DirectoryUnavailableException", status=400, times=9
    )
    world.aws.control.add_faults(silent)
    result = rotate(world)
    assert (result.state, result.changed) == (ResultState.FAILED, False), result
    assert world.password(world.user_id) == old
    assert world.knows_the_live_one()


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"directory_id": "d-9999999999"}, "EntityDoesNotExistException"), ({"directory_id": ""}, "")],
)
def test_the_directory_of_the_record_is_compared_with_what_aws_knows(
    make: Callable[..., DirectoryWorld], changes: dict[str, str], code: str
) -> None:
    world = make()
    world.set_directory(**changes)
    if code:
        assert refused(world) == code
    else:  # a directory that AWS does not know by its id is changed over LDAPS
        assert (rotate(world).target, world.calls()) == ("active_directory", [])
    assert world.knows_the_live_one()


def test_a_user_outside_the_customers_organizational_unit_is_left_alone(
    make: Callable[..., DirectoryWorld], samba_server: SambaServer
) -> None:
    samba_server.users = RESERVED
    world = make()
    samba_server.users = f"OU=Users,{CUSTOMERS}"
    assert refused(world) == "reserved"
    assert world.calls() == []


@pytest.mark.parametrize("login", ["a:b", "x" * 65, "a?b"])
def test_a_name_that_aws_does_not_take_is_refused_before_anything_is_sent(
    make: Callable[..., DirectoryWorld], login: str
) -> None:
    world = make(by_admin=False)
    world.set_user(login=login)
    result = rotate(world)
    assert result.state in (ResultState.REFUSED, ResultState.FAILED), result
    assert result.changed is False
    assert world.calls() == []


def test_check_says_what_holds_and_changes_nothing(make: Callable[..., DirectoryWorld]) -> None:
    world = make()
    report = check(world)
    assert report.ready, report
    assert {"identity", "reachable", "permitted"} <= codes(report, Severity.PASSED)
    assert world.calls() == []
    assert world.knows_the_live_one()


def test_the_old_password_goes_on_signing_in_for_a_while_and_is_not_taken_for_the_new_one(
    make: Callable[..., DirectoryWorld],
) -> None:
    """Active Directory takes the password before for an hour at network logons; the proof is the new one."""
    world = make()
    old = world.password(world.user_id)
    assert rotate(world).state is ResultState.DONE
    live = world.vault.records.get(world.user_id).secret("password")
    assert live is not None
    assert (live == Secret(old), world.server.can_sign_in(world.login, live.reveal())) == (False, True)
