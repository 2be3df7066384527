"""Passwords of Windows users against the WinRM endpoint of the tests: real NTLM, sealed messages, PSRP. No Windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("psrpcore")

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Answer, Credential, Outcome, Target
from pamdesk.targets.windows.password import MODULE, SPEC
from pamdesk.targets.windows.password_target import WindowsPasswordTarget
from pamdesk.targets.windows.session import WinrmDoor
from tests.contract.cases import NEW, OLD, Bench, Recorder, TargetCases, no_secret_in, run, settle
from tests.contract.corpus import CANARY, NAMES, NAMES_OF_WINDOWS
from tests.servers.certificates import TestCertificates
from tests.servers.windows_scripts import PlayedWindows
from tests.servers.winrm import WindowsUser, WinrmServer


class WindowsBench(Bench):
    kind = "windows"
    said_when_made = Outcome.OVER
    said_when_not_made = Outcome.OVER

    def __init__(self, played: PlayedWindows, certificates: TestCertificates, folder: Path) -> None:
        self.played = played
        self.server = played.endpoint
        self.state = played.state
        self.certificates = certificates
        self.folder = folder
        self.port = played.port

    def open(self, *, work_seconds: float = 25.0) -> Target:
        return WindowsPasswordTarget(run, SPEC, WinrmDoor(), work_seconds=work_seconds)

    def admin(self) -> Credential:
        login, password = self.played.admin, Secret(self.played.admin_password)
        return Credential(record_id="c1", title=login, login=login, password=password)

    def create(self, login: str, password: str) -> None:
        self.played.create_user(login, password)

    def change(self, login: str, password: str) -> None:
        user = self.user(login)
        user.password, user.generation = password, user.generation + 1

    def user(self, login: str) -> WindowsUser:
        return self.server.host.users[login.lower()]

    def works(self, login: str, password: str) -> bool:
        return self.server.can_sign_in(login, password)

    def block(self, login: str) -> None:
        self.user(login).enabled = False

    def policy(self, login: str) -> AbstractContextManager[str]:
        return nullcontext("short")

    @contextmanager
    def showing(self, what: str) -> Iterator[int]:
        shown = getattr(self.certificates, what)
        folder = self.folder / what
        folder.mkdir()
        with WinrmServer(self.certificates, folder, shown=shown) as other:
            yield other.port
            assert other.encrypted == 0

    def log(self) -> str:
        return "\n".join(self.server.host.ran)


@pytest.fixture
def bench(
    windows_host: PlayedWindows, certificate_authority: TestCertificates, tmp_path: Path
) -> Iterator[WindowsBench]:
    yield WindowsBench(windows_host, certificate_authority, tmp_path)
    windows_host.state.__init__()  # type: ignore[misc]  # as it was at first


class TestWindowsPassword(TargetCases):
    """The common facts."""

    # Who changes its own loses its session with it: below.
    test_an_account_changes_its_own_password = None  # type: ignore[assignment]

    @pytest.mark.parametrize("stem", NAMES.values(), ids=NAMES.keys())
    def test_a_hostile_name_works(self, bench: Bench, account_name, stem: str) -> None:
        if stem in NAMES_OF_WINDOWS:
            super().test_a_hostile_name_works(bench, account_name, stem)
        else:
            super().test_an_impossible_name_is_refused_in_words(bench, stem)


def stops(bench: WindowsBench, account: Account) -> str:
    """The code that stops the preflight; what stops it must refuse the change too."""

    async def work(target: Target) -> str:
        found = (await target.preflight(account)).stops
        journal = Recorder()
        with pytest.raises(Refused) as caught:
            await target.apply(account, Secret(NEW), journal)
        assert (caught.value.code, journal.announced) == (found.code if found else "", [])
        return caught.value.code

    return settle(work, bench)


def probe(bench: WindowsBench, account: Account, password: str) -> tuple[Answer, str, bool]:
    async def work(target: Target) -> tuple[Answer, str, bool]:
        result = await target.probe(account, Secret(password))
        return result.answer, result.code, result.spent

    return settle(work, bench)


@pytest.fixture
def account(bench: WindowsBench, account_name: Callable[[str], str]) -> Account:
    login = account_name("app")
    bench.create(login, OLD)
    return bench.account(login)


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (1331, Answer.BLOCKED),
        (1330, Answer.BLOCKED),
        (1793, Answer.BLOCKED),
        (1907, Answer.BLOCKED),
        (1327, Answer.BLOCKED),
        (1328, Answer.BLOCKED),
        (1329, Answer.BLOCKED),
        (1385, Answer.BLOCKED),
        (1909, Answer.UNKNOWN),
        (1311, Answer.UNKNOWN),
    ],
)
def test_what_windows_says_to_a_sign_in(
    bench: WindowsBench, account: Account, code: int, answer: Answer
) -> None:
    bench.state.codes[account.login] = code
    assert probe(bench, account, OLD) == (answer, str(code), False)


def test_a_wrong_password_is_spent_and_a_locked_user_tells_nothing(
    bench: WindowsBench, account: Account
) -> None:
    assert probe(bench, account, "Wrong-1-word") == (Answer.REJECTED, "1326", True)
    bench.user(account.login).locked = True
    assert probe(bench, account, OLD) == (Answer.UNKNOWN, "1909", False)
    assert stops(bench, account) == "locked"


def test_an_account_that_signs_in_by_itself_tells_wrong_from_right(
    bench: WindowsBench, account: Account
) -> None:
    own = replace(account, admin=None)
    assert probe(bench, own, OLD)[0] is Answer.ACCEPTED
    assert probe(bench, own, "Wrong-1-word") == (Answer.REJECTED, "sign_in_rejected", True)
    bench.user(account.login).administrator = False
    assert probe(bench, own, OLD) == (Answer.BLOCKED, "no_shell", False)


# J14
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"product": "LanmanNT"}, "domain_controller"),
        ({"language": "ConstrainedLanguage"}, "restricted_language"),
        ({"administrator": False}, "not_admin"),
    ],
)
def test_a_host_that_cannot_be_worked_on_is_told(
    bench: WindowsBench, account: Account, changed: dict[str, Any], code: str
) -> None:
    for name, value in changed.items():
        setattr(bench.state, name, value)
    assert stops(bench, account) == code


GPO = r"Microsoft\Windows\CurrentVersion\Policies\LAPS"
OLDER = r"Policies\Microsoft Services\AdmPwd"


# J13
@pytest.mark.parametrize(
    ("policies", "sid", "managed"),
    [
        ([{"root": GPO, "on": True, "account": "", "prefix": ""}], "S-1-5-21-1-500", True),
        ([{"root": GPO, "on": True, "account": "", "prefix": ""}], "S-1-5-21-1-1001", False),
        ([{"root": GPO, "on": True, "account": "@login", "prefix": ""}], "S-1-5-21-1-1001", True),
        ([{"root": GPO, "on": True, "account": "other", "prefix": ""}], "S-1-5-21-1-500", False),
        ([{"root": GPO, "on": True, "account": "", "prefix": "app_"}], "S-1-5-21-1-1001", True),
        ([{"root": GPO, "on": False, "account": "", "prefix": ""}], "S-1-5-21-1-500", False),
        # The first root that has any setting counts; the older product reads its own, whatever the first says.
        (
            [{"root": r"Microsoft\Policies\LAPS", "on": False}, {"root": GPO, "on": True, "account": ""}],
            "S-1-5-21-1-500",
            False,
        ),
        ([{"root": GPO, "on": False}, {"root": OLDER, "on": True, "account": ""}], "S-1-5-21-1-500", True),
    ],
)
def test_what_laps_manages_is_left_to_laps(
    bench: WindowsBench, account: Account, policies: list[dict[str, Any]], sid: str, managed: bool
) -> None:
    bench.state.sids[account.login] = sid
    bench.state.laps = [
        {**one, "account": str(one.get("account", "")).replace("@login", account.login.upper())}
        for one in policies
    ]

    async def work(target: Target) -> str:
        found = (await target.preflight(account)).stops
        return found.code if found else ""

    assert settle(work, bench) == ("managed_by_laps" if managed else "")
    if managed:
        assert stops(bench, account) == "managed_by_laps"


def test_a_user_that_another_directory_keeps_is_not_local(bench: WindowsBench, account: Account) -> None:
    bench.state.sources[account.login] = "MicrosoftAccount"
    assert stops(bench, account) == "not_local"


def test_a_user_that_may_not_change_its_password_needs_an_administrator(
    bench: WindowsBench, account: Account
) -> None:
    bench.state.flags[account.login] = 0x240
    assert stops(bench, replace(account, admin=None)) == "may_not_change"


# J12
def test_the_policy_becomes_a_rule_and_a_threshold(bench: WindowsBench, account: Account) -> None:
    bench.state.min_length, bench.state.threshold = 14, 10

    async def work(target: Target) -> tuple[int, tuple[str, ...], int | None]:
        rules = await target.rules(account)
        return rules.min_length, rules.forbidden_words, (await target.preflight(account)).lockout_threshold

    assert settle(work, bench) == (14, (account.login,), 10)


# J08
def test_a_host_without_the_cmdlet_is_told(
    bench: WindowsBench, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pamdesk.targets.windows.scripts.SET", "Set-OlderUser")

    async def work(target: Target) -> str:
        with pytest.raises(Refused) as caught:
            await target.apply(account, Secret(NEW), Recorder())
        return caught.value.code

    assert settle(work, bench) == "old_powershell"


def test_facts_that_cannot_be_read_stop_it(
    bench: WindowsBench, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pamdesk.targets.windows.scripts.FACTS", "hostname")

    async def work(target: Target) -> str:
        found = (await target.preflight(account)).stops
        with pytest.raises(Refused):
            await target.apply(account, Secret(NEW), Recorder())
        return found.code if found else ""

    assert settle(work, bench) == "no_answer"


# J09
def test_an_administrator_that_loses_its_own_session_has_changed_it(
    bench: WindowsBench, account: Account
) -> None:
    own = replace(account, admin=None)
    journal = Recorder()

    async def work(target: Target) -> tuple[TargetErrorKind, Answer, Outcome]:
        with pytest.raises(TargetError) as caught:
            await target.apply(own, Secret(NEW), journal)
        assert not isinstance(caught.value, Refused)
        no_secret_in(caught.value, NEW, CANARY, OLD)
        word = await target.probe(own, Secret(NEW))
        said = await target.outcome(replace(own, current=Secret(NEW)), journal.announced[0])
        return caught.value.kind, word.answer, said

    assert settle(work, bench) == (TargetErrorKind.UNKNOWN, Answer.ACCEPTED, Outcome.OVER)


def test_a_change_for_a_shell_that_was_ended_is_not_made(bench: WindowsBench, account: Account) -> None:
    async def work(target: Target) -> Outcome:
        said: list[Outcome] = []

        async def conclude() -> None:
            said.append(await target.outcome(account, journal.announced[0]))

        journal = Recorder(conclude)
        with pytest.raises(TargetError) as caught:
            await target.apply(account, Secret(NEW), journal)
        assert not isinstance(caught.value, Refused)
        # A second question is answered the same: there is no such shell.
        assert await target.outcome(account, journal.announced[0]) is said[0]
        return said[0]

    assert settle(work, bench) is Outcome.OVER
    assert bench.works(account.login, OLD)


def test_the_user_is_announced_by_its_sid(bench: WindowsBench, account: Account) -> None:
    journal = Recorder()

    async def work(target: Target) -> str:
        await target.apply(account, Secret(NEW), journal)
        return (await target.invariants(account))["SID"]

    assert settle(work, bench) == journal.announced[0]["SID"]
    assert journal.announced[0]["shell"]


# J07
def test_messages_are_sealed_and_no_command_shows_a_password(bench: WindowsBench, account: Account) -> None:
    before = bench.server.encrypted

    async def work(target: Target) -> None:
        await target.apply(account, Secret(NEW), Recorder())
        await target.probe(account, Secret(NEW))

    settle(work, bench)
    assert bench.server.encrypted > before
    assert "Set-LocalUser" in bench.log()
    assert CANARY not in bench.log()


def test_what_is_shown_can_be_pinned(bench: WindowsBench, account: Account) -> None:
    assert MODULE.look is not None
    shown = MODULE.look(bench.endpoint())

    async def work(target: Target) -> bool:
        pinned = bench.account(account.login, fingerprint=shown, ca_certificate="")
        return (await target.preflight(pinned)).stops is None

    assert settle(work, bench)


# J10, J15
def test_an_administrator_is_told_what_is_lost_and_flags_stay(bench: WindowsBench, account: Account) -> None:
    bench.state.flags[account.login] = 0x10240  # it never expires, and may not be changed by the user

    async def work(target: Target) -> tuple[list[str], list[str], dict[str, str]]:
        found = [[one.code for one in (await target.preflight(each)).findings] for each in (account, own)]
        before = await target.invariants(account)
        await target.apply(account, Secret(NEW), Recorder())
        assert await target.invariants(account) == before
        return found[0], found[1], dict(before)

    own = replace(account, admin=None)
    by_admin, by_itself, standing = settle(work, bench)
    assert ("encrypted_by_user" in by_admin, "encrypted_by_user" in by_itself) == (True, False)
    assert (standing["password never expires"], standing["may not change its password"]) == ("yes", "yes")
    assert standing["groups"] == "Users"
