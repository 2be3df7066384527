"""Active Directory's target against a real Samba domain controller."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.sandbox.certificates import ServerCertificate
from pamdesk.targets.contract import NO_FACTS, Account, Answer, Credential, Outcome, Severity, Target
from pamdesk.targets.ldap.active_directory import SPEC
from pamdesk.targets.ldap.active_directory_domain import ActiveDirectory
from pamdesk.targets.ldap.target import DirectoryTarget
from tests.contract.cases import NEW, OLD, Bench, Recorder, TargetCases, run, settle
from tests.servers.certificates import TestCertificates
from tests.servers.openldap import OpenldapServer
from tests.servers.samba import BASE, USERS, SambaServer

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("samba")]

# What a login may hold there (MS-ADTS 3.1.1.6, sAMAccountName) and breaks a filter, a name or a shell.
NAMES = (
    "o'brien",
    "%s",
    "{0}",
    "two words",
    "MixedCase",
    "\u7528\u6237",
    "$user",
    "a`b",
    "x)(y",
    "a#b",
    "a&b!",
)
DAY = "864000000000"  # in intervals of 100 nanoseconds


class SambaBench(Bench):
    kind = "active_directory"
    said_when_made = Outcome.APPLIED
    said_when_not_made = Outcome.UNKNOWN

    def __init__(self, server: SambaServer, certificates: TestCertificates) -> None:
        self.server = server
        self.port = server.port
        self.certificates = certificates

    def open(self, *, work_seconds: float = 25.0) -> Target:
        return DirectoryTarget(run, SPEC, ActiveDirectory(SPEC.rules), work_seconds=work_seconds)

    def admin(self) -> Credential:
        return Credential(
            record_id="a1",
            title="admin",
            login=self.server.admin,
            password=Secret(self.server.admin_password),
        )

    def create(self, login: str, password: str) -> None:
        self.server.create_user(login, password)

    def change(self, login: str, password: str) -> None:
        self.server.set_password(login, password)

    def works(self, login: str, password: str) -> bool:
        return self.server.can_sign_in(login, password)

    def block(self, login: str) -> None:
        self.server.modify(login, "replace: userAccountControl\nuserAccountControl: 514\n")

    @contextmanager
    def policy(self, login: str) -> Iterator[str]:
        with self.server.policy(minPwdLength="12"):
            yield "short"

    @contextmanager
    def showing(self, what: str) -> Iterator[int]:
        with Stranger(getattr(self.certificates, what)) as stranger:
            yield stranger.port
            assert stranger.heard == b""

    def log(self) -> str:
        return self.server.log_text()


class Stranger:
    """Who does TLS with a certificate, and keeps what it is told after that."""

    def __init__(self, shown: ServerCertificate) -> None:
        self.heard = b""
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(shown.certificate, shown.private_key)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Stranger:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            client.settimeout(5)
            with suppress(OSError), self._context.wrap_socket(client, server_side=True) as wrapped:
                self.heard += wrapped.recv(4096)


@pytest.fixture
def bench(samba_server: SambaServer, certificate_authority: TestCertificates) -> SambaBench:
    return SambaBench(samba_server, certificate_authority)


class TestActiveDirectory(TargetCases):
    """The common facts."""

    @pytest.mark.parametrize("stem", NAMES)
    def test_a_hostile_name_works(self, bench: Bench, account_name, stem: str) -> None:
        super().test_a_hostile_name_works(bench, account_name, stem)


def stops(bench: SambaBench, account: Account) -> tuple[str, str]:
    """Return the code that stops the preflight and the sentence."""

    async def work(target: Target) -> tuple[str, str]:
        found = (await target.preflight(account)).stops
        return (found.code, found.sentence) if found else ("", "")

    return settle(work, bench)


def refusal(bench: SambaBench, account: Account, password: str = NEW) -> Refused:
    """Return the error that refuses the change."""

    async def work(target: Target) -> Refused:
        with pytest.raises(Refused) as caught:
            await target.apply(account, Secret(password), Recorder())
        return caught.value

    return settle(work, bench)


def probed(bench: SambaBench, account: Account, password: str) -> tuple[Answer, str]:
    """Return what a probe says, and its code."""

    async def work(target: Target) -> tuple[Answer, str]:
        result = await target.probe(account, Secret(password))
        return result.answer, result.code

    return settle(work, bench)


def changed(bench: SambaBench, account: Account, password: str = NEW) -> Answer:
    """Change the password and return what it is then worth."""

    async def work(target: Target) -> Answer:
        await target.apply(account, Secret(password), Recorder())
        return (await target.probe(account, Secret(password))).answer

    return settle(work, bench)


# H01
@pytest.mark.parametrize("by_admin", [True, False])
def test_a_former_password_that_is_still_let_in_is_not_taken_for_the_live_one(
    bench: SambaBench, account_name, by_admin: bool
) -> None:
    login = account_name("app")

    async def work(target: Target) -> list[tuple[Answer, str]]:
        account = bench.account(login, by_admin=by_admin)
        await target.apply(account, Secret(NEW), Recorder())
        new = await target.probe(account, Secret(NEW))
        old = await target.probe(account, Secret(OLD))
        return [(new.answer, new.code), (old.answer, old.code)]

    # A controller knows a former password by its history.
    with bench.server.letting_former_in(), bench.server.policy(pwdHistoryLength="24"):
        bench.create(login, OLD)
        assert settle(work, bench) == [(Answer.ACCEPTED, ""), (Answer.UNKNOWN, "former_password")]
        assert bench.works(login, OLD)  # by a client that is not ours: this is why
        tickets = [bench.server.gives_ticket(login, password) for password in (NEW, OLD)]
        assert tickets == [True, False]


def test_a_present_password_is_believed_while_its_stamp_is_the_one_from_before(
    bench: SambaBench, account_name
) -> None:
    login = account_name("app")

    async def work(target: Target) -> list[Answer]:
        account = bench.account(login)
        standing = await target.invariants(account)
        stamp = _stamp(bench, login)
        await target.outcome(account, {SPEC.identity: standing[SPEC.identity], "password_set": stamp})
        kept = (await target.probe(account, Secret(OLD))).answer
        bench.change(login, "Third-Pass-1")
        return [kept, (await target.probe(account, Secret(OLD))).answer]

    # A controller knows a former password by its history.
    with bench.server.letting_former_in(), bench.server.policy(pwdHistoryLength="24"):
        bench.create(login, OLD)
        assert settle(work, bench) == [Answer.ACCEPTED, Answer.UNKNOWN]


def _stamp(bench: SambaBench, login: str) -> str:
    shown = bench.server.show(bench.server.dn(login), "pwdLastSet").splitlines()
    return next(line.partition(": ")[2] for line in shown if line.startswith("pwdLastSet: "))


# H09
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("replace: userAccountControl\nuserAccountControl: 514\n", "533"),
        ("replace: accountExpires\naccountExpires: 131000000000000000\n", "701"),
        ("replace: pwdLastSet\npwdLastSet: 0\n", "773"),
        ("replace: userWorkstations\nuserWorkstations: OTHER\n", "531"),
    ],
)
def test_what_blocks_an_account_is_told_apart_and_proves_the_password(
    bench: SambaBench, account_name, change: str, code: str
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.server.modify(login, change)

    async def right(target: Target) -> tuple[Answer, str]:
        result = await target.probe(replace(bench.account(login), current=None), Secret(OLD))
        return result.answer, result.code

    assert settle(right, bench) == (Answer.BLOCKED, code)
    assert probed(bench, bench.account(login), "Wrong-1") == (Answer.REJECTED, "52e")


def test_a_locked_account_says_nothing_of_its_password_and_is_left_alone(
    bench: SambaBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    with bench.server.policy(lockoutThreshold="3"):
        for _ in range(4):
            bench.works(login, "Wrong-1")
        assert probed(bench, bench.account(login), OLD) == (Answer.UNKNOWN, "775")
        assert probed(bench, bench.account(login), "Wrong-1") == (Answer.UNKNOWN, "775")
        assert stops(bench, bench.account(login))[0] == "775"
        assert refusal(bench, bench.account(login)).code == "775"
        bench.server.modify(login, "replace: lockoutTime\nlockoutTime: 0\n")
        assert changed(bench, bench.account(login)) == Answer.ACCEPTED


# H17
def test_failed_signins_that_others_made_are_taken_off_the_budget(bench: SambaBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def threshold(target: Target) -> int | None:
        return (await target.preflight(bench.account(login))).lockout_threshold

    with bench.server.policy(lockoutThreshold="4"):
        assert settle(threshold, bench) == 4
        bench.works(login, "Wrong-1")
        assert settle(threshold, bench) == 3
        bench.works(login, "Wrong-1")
        bench.works(login, "Wrong-1")
        assert stops(bench, bench.account(login))[0] == "nearly_locked"
        assert bench.works(login, OLD)
        assert settle(threshold, bench) == 4


def test_a_disabled_account_stays_disabled(bench: SambaBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.block(login)

    async def work(target: Target) -> bool:
        account = bench.account(login)
        before = await target.invariants(account)
        await target.apply(account, Secret(NEW), Recorder())
        return before == await target.invariants(account)

    assert settle(work, bench)
    assert "userAccountControl: 514" in bench.server.show(bench.server.dn(login), "userAccountControl")


# H05
@pytest.mark.parametrize("by_admin", [True, False])
def test_a_refusal_of_the_policy_is_a_refusal_of_the_policy(
    bench: SambaBench, account_name, by_admin: bool
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    with bench.server.policy(minPwdLength="14"):
        error = refusal(bench, bench.account(login, by_admin=by_admin), "short")
    assert (error.kind, error.code) == (TargetErrorKind.POLICY, "0000052D")
    assert bench.works(login, OLD)


# H06
def test_a_password_too_young_refuses_the_users_own_change_and_not_the_admins(
    bench: SambaBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    with bench.server.policy(minPwdAge=f"-{DAY}"):
        assert refusal(bench, bench.account(login, by_admin=False)).code == "0000052D"
        assert changed(bench, bench.account(login)) == Answer.ACCEPTED


# H07
def test_a_wrong_present_password_is_refused_and_changes_nothing(bench: SambaBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def work(target: Target) -> tuple[TargetErrorKind, str]:
        await target.preflight(bench.account(login, by_admin=False))  # signs in, and stays so
        with pytest.raises(Refused) as caught:
            await target.apply(bench.account(login, "Wrong-1", by_admin=False), Secret(NEW), Recorder())
        return caught.value.kind, caught.value.code

    assert settle(work, bench) == (TargetErrorKind.REFUSED, "00000056")
    assert bench.works(login, OLD)


def test_the_policy_of_the_domain_becomes_rules(bench: SambaBench, account_name) -> None:
    login = account_name("app")
    bench.server.create_user(login, OLD, "displayName: Anna Smith\n")

    async def work(target: Target) -> tuple[int, int, tuple[str, ...]]:
        rules = await target.rules(bench.account(login))
        return rules.min_length, rules.digits, rules.forbidden_words

    assert settle(work, bench) == (1, 0, ())
    with bench.server.policy(minPwdLength="14", pwdProperties="1"):
        assert settle(work, bench) == (14, 1, (login, "Anna", "Smith"))
        assert changed(bench, bench.account(login), "Xy-9-long-enough-1") == Answer.ACCEPTED


def test_a_password_settings_object_goes_before_the_domain(bench: SambaBench, account_name) -> None:
    login, name = account_name("app"), account_name("pso")
    bench.create(login, OLD)
    settings = f"CN={name},CN=Password Settings Container,CN=System,{BASE}"
    bench.server.apply_ldif(
        f"dn: {settings}\nchangetype: add\nobjectClass: msDS-PasswordSettings\n"
        f"msDS-PasswordSettingsPrecedence: 10\nmsDS-PasswordReversibleEncryptionEnabled: FALSE\n"
        f"msDS-PasswordHistoryLength: 0\nmsDS-PasswordComplexityEnabled: TRUE\n"
        f"msDS-MinimumPasswordLength: 15\nmsDS-MinimumPasswordAge: 0\nmsDS-MaximumPasswordAge: -{DAY}\n"
        f"msDS-LockoutThreshold: 7\nmsDS-LockoutObservationWindow: -18000000000\n"
        f"msDS-LockoutDuration: -18000000000\nmsDS-PSOAppliesTo: {bench.server.dn(login)}\n"
    )

    async def work(target: Target) -> tuple[int, int, int | None]:
        rules = await target.rules(bench.account(login))
        return rules.min_length, rules.upper, (await target.preflight(bench.account(login))).lockout_threshold

    try:
        assert settle(work, bench) == (15, 1, 7)
    finally:
        bench.server.apply_ldif(f"dn: {settings}\nchangetype: delete\n")


# H16
@pytest.mark.parametrize("form", ["{0}", "{0}@lab.example.test", "LAB\\{0}", "CN={0}," + USERS, "{1}"])
@pytest.mark.parametrize("by_admin", [True, False])
def test_every_form_of_a_login_finds_the_account(
    bench: SambaBench, account_name, form: str, by_admin: bool
) -> None:
    login = account_name("app")[:18]
    bench.create(login, OLD)
    account = replace(bench.account(form.format(login, login.upper()), by_admin=by_admin))
    assert stops(bench, account) == ("", "")
    assert changed(bench, account) == Answer.ACCEPTED
    assert bench.works(login, NEW)


def test_a_principal_name_that_is_no_login_finds_its_user(bench: SambaBench, account_name) -> None:
    login, principal = account_name("app"), f"{account_name('anna.smith')}@lab.example.test"
    bench.server.create_user(login, OLD, f"userPrincipalName: {principal}\n")
    assert changed(bench, bench.account(principal, by_admin=False)) == Answer.ACCEPTED
    assert changed(bench, bench.account(principal, NEW), "Third-Pass-1") == Answer.ACCEPTED
    assert bench.works(login, "Third-Pass-1")


# H15
def test_a_name_with_a_comma_is_found_and_signs_in(bench: SambaBench, account_name) -> None:
    login = account_name("app")
    name = f"Doe, {login}"
    bench.server.create_user(name, OLD, account=login)
    assert changed(bench, bench.account(login)) == Answer.ACCEPTED
    assert bench.works(name, NEW)


# H15
@pytest.mark.parametrize("login", ["*", "a)(sAMAccountName=*", "app*", "*)(objectClass=*"])
def test_a_login_is_never_a_filter(bench: SambaBench, login: str) -> None:
    assert refusal(bench, bench.account(login)).code == "no_account"


def test_a_login_and_a_distinguished_name_of_two_users_are_refused(bench: SambaBench, account_name) -> None:
    login, other = account_name("app"), account_name("app")
    bench.create(login, OLD)
    bench.create(other, OLD)
    account = replace(bench.account(login), fields={"distinguished_name": bench.server.dn(other)})
    assert stops(bench, account)[0] == "wrong_user"
    assert refusal(bench, account).code == "wrong_user"
    right = replace(bench.account(login), fields={"distinguished_name": bench.server.dn(login)})
    assert changed(bench, right) == Answer.ACCEPTED


def test_another_domain_is_refused(bench: SambaBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    assert stops(bench, bench.account(f"OTHER\\{login}"))[0] == "wrong_domain"
    assert stops(bench, bench.account(login, domain="corp.example.test"))[0] == "wrong_domain"
    assert stops(bench, bench.account(login, domain="LAB.example.test")) == ("", "")


# H14
def test_a_computer_changes_its_password_itself(bench: SambaBench, account_name) -> None:
    name = account_name("pc")[:14]
    bench.server.apply_ldif(
        f"dn: CN={name},CN=Computers,{BASE}\nchangetype: add\nobjectClass: computer\n"
        f"sAMAccountName: {name}$\nuserAccountControl: 4096\n"
    )
    assert stops(bench, bench.account(f"{name}$"))[0] == "managed_elsewhere"


def test_a_smart_card_user_is_stopped(bench: SambaBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.server.modify(login, f"replace: userAccountControl\nuserAccountControl: {512 | 0x40000}\n")
    assert stops(bench, bench.account(login))[0] == "smartcard_required"


def test_an_admin_without_the_right_is_warned_and_refused(bench: SambaBench, account_name) -> None:
    plain, login = account_name("plain"), account_name("app")
    bench.create(plain, OLD)
    bench.create(login, OLD)
    powerless = Credential(record_id="p", title="plain", login=plain, password=Secret(OLD))
    account = replace(bench.account(login), admin=powerless)

    async def notices(target: Target) -> list[str]:
        found = (await target.preflight(account)).findings
        return [one.code for one in found if one.severity is Severity.NOTICE]

    assert "permission_unknown" in settle(notices, bench)
    assert "permission_unknown" not in settle(lambda t: _codes(t, bench.account(login)), bench)
    error = refusal(bench, account)
    assert (error.kind, error.code) == (TargetErrorKind.REFUSED, "50")
    assert bench.works(login, OLD)


async def _codes(target: Target, account: Account) -> list[str]:
    return [one.code for one in (await target.preflight(account)).findings]


# A22
def test_a_user_that_is_made_again_has_another_sid(bench: SambaBench, account_name) -> None:
    login = account_name("app")

    async def identity(target: Target) -> str:
        return (await target.invariants(bench.account(login)))[SPEC.identity]

    bench.create(login, OLD)
    first = settle(identity, bench)
    bench.server.apply_ldif(f"dn: {bench.server.dn(login)}\nchangetype: delete\n")
    bench.create(login, OLD)
    second = settle(identity, bench)
    assert first.startswith("S-1-5-21-")
    assert first != second


def test_a_directory_of_another_make_is_refused(
    bench: SambaBench, openldap_server: OpenldapServer, account_name
) -> None:
    account = bench.account(account_name("app"), port=openldap_server.port)
    as_user = replace(account.admin or bench.admin(), login=openldap_server.admin)
    known = replace(as_user, password=Secret(openldap_server.admin_password))
    assert stops(bench, replace(account, admin=known))[0] == "not_active_directory"


def test_an_outcome_is_told_by_the_stamp_and_the_sid(bench: SambaBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    journal = Recorder()

    async def work(target: Target) -> list[Outcome]:
        account = bench.account(login)
        await target.apply(account, Secret(NEW), journal)
        made = journal.announced[0]
        unmade = {**made, "password_set": _stamp(bench, login)}
        asked = (NO_FACTS, made, unmade, {**made, SPEC.identity: "S-1-5-21-1"})
        return [await target.outcome(account, facts) for facts in asked]

    assert settle(work, bench) == [Outcome.UNKNOWN, Outcome.APPLIED, Outcome.UNKNOWN, Outcome.UNKNOWN]


def test_no_password_stands_in_the_log_of_the_server(bench: SambaBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    assert changed(bench, bench.account(login)) == Answer.ACCEPTED
    assert login in bench.log()
    assert NEW not in bench.log()
