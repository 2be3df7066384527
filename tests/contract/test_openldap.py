"""OpenLDAP's target against a real slapd."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import NO_FACTS, Account, Answer, Credential, Outcome, Target
from pamdesk.targets.ldap.openldap import SPEC
from pamdesk.targets.ldap.openldap_directory import OpenldapDirectory
from pamdesk.targets.ldap.target import DirectoryTarget
from pamdesk.targets.ldap.wire import START_TLS
from tests.contract.cases import NEW, OLD, Bench, Recorder, TargetCases, run, settle
from tests.servers.certificates import TestCertificates
from tests.servers.openldap import BASE, OpenldapServer, ssha

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("openldap")]


class OpenldapBench(Bench):
    kind = "openldap"
    said_when_made = Outcome.APPLIED
    said_when_not_made = Outcome.UNKNOWN

    def __init__(self, server: OpenldapServer, certificates: TestCertificates, folder: Path) -> None:
        self.server = server
        self.port = server.port
        self.certificates = certificates
        self.folder = folder

    def open(self, *, work_seconds: float = 25.0) -> Target:
        return DirectoryTarget(run, SPEC, OpenldapDirectory(SPEC.rules), work_seconds=work_seconds)

    def admin(self) -> Credential:
        return Credential(
            record_id="a1",
            title="admin",
            login=self.server.admin,
            password=Secret(self.server.admin_password),
        )

    def account(self, login: str, current: str = OLD, *, by_admin: bool = True, **changes: object) -> Account:
        account = super().account(login, current, by_admin=by_admin, **changes)
        if by_admin:
            return account
        # Nobody who has not signed in may look names up there.
        return replace(account, fields={"distinguished_name": self.server.dn(login)})

    def create(self, login: str, password: str) -> None:
        self.server.create_user(login, password)

    def change(self, login: str, password: str) -> None:
        self.server.set_password(login, password)

    def works(self, login: str, password: str) -> bool:
        return self.server.can_sign_in(login, password)

    def block(self, login: str) -> None:
        self.server.modify(login, "replace: pwdReset\npwdReset: TRUE\n")

    @contextmanager
    def policy(self, login: str) -> Iterator[str]:
        with self.server.policy(pwdMinLength="12", pwdCheckQuality="2"):
            yield "short"

    @contextmanager
    def showing(self, what: str) -> Iterator[int]:
        folder = self.folder / f"openldap-{what}"
        with OpenldapServer(folder, self.certificates, shown=getattr(self.certificates, what)) as server:
            yield server.port

    def log(self) -> str:
        return self.server.log_text()


@pytest.fixture
def bench(
    openldap_server: OpenldapServer, certificate_authority: TestCertificates, server_folder: Path
) -> OpenldapBench:
    return OpenldapBench(openldap_server, certificate_authority, server_folder)


class TestOpenldap(TargetCases):
    """The common facts."""

    def test_a_blocked_account_is_told_from_a_wrong_password(self, bench: Bench, account_name) -> None:
        """What blocks here and lets the password be judged is its age."""
        assert isinstance(bench, OpenldapBench)
        login = account_name("app")
        bench.create(login, OLD)

        async def work(target: Target) -> tuple[Answer, str, Answer]:
            await target.apply(bench.account(login), Secret(NEW), Recorder())
            await asyncio.sleep(2.1)
            right = await target.probe(bench.account(login), Secret(NEW))
            return right.answer, right.code, (await target.probe(bench.account(login), Secret(OLD))).answer

        with bench.server.policy(pwdMaxAge="1"):
            assert settle(work, bench) == (Answer.BLOCKED, "expired", Answer.REJECTED)


def stops(bench: OpenldapBench, account: Account) -> tuple[str, str]:
    """Return the code that stops the preflight and the sentence."""

    async def work(target: Target) -> tuple[str, str]:
        found = (await target.preflight(account)).stops
        return (found.code, found.sentence) if found else ("", "")

    return settle(work, bench)


def refusal(bench: OpenldapBench, account: Account, password: str = NEW) -> Refused:
    """Return the error that refuses the change."""

    async def work(target: Target) -> Refused:
        with pytest.raises(Refused) as caught:
            await target.apply(account, Secret(password), Recorder())
        return caught.value

    return settle(work, bench)


def probed(bench: OpenldapBench, account: Account, password: str) -> tuple[Answer, str]:
    """Return what a probe says, and its code."""

    async def work(target: Target) -> tuple[Answer, str]:
        result = await target.probe(account, Secret(password))
        return result.answer, result.code

    return settle(work, bench)


def changed(bench: OpenldapBench, account: Account, password: str = NEW) -> Answer:
    """Change the password and return what it is then worth."""

    async def work(target: Target) -> Answer:
        await target.apply(account, Secret(password), Recorder())
        return (await target.probe(account, Secret(password))).answer

    return settle(work, bench)


@pytest.mark.parametrize("by_admin", [True, False])
def test_starttls_on_any_port_is_found_and_proved(bench: OpenldapBench, account_name, by_admin: bool) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    account = bench.account(login, by_admin=by_admin, port=bench.server.plain_port)
    assert stops(bench, account) == ("", "")
    assert changed(bench, account) == Answer.ACCEPTED


def test_a_stranger_behind_starttls_is_sent_nothing(bench: OpenldapBench, account_name) -> None:
    with OpenldapServer(
        bench.folder / "openldap-starttls", bench.certificates, shown=bench.certificates.wrong_authority
    ) as server:
        login = account_name("app")
        account = bench.account(login, port=server.plain_port)
        assert stops(bench, account)[0] == "certificate_unknown"
        assert probed(bench, account, NEW) == (Answer.UNKNOWN, "certificate_unknown")
        assert "BIND" not in server.log_text()


def test_a_server_that_declines_starttls_is_sent_no_password(bench: OpenldapBench, account_name) -> None:
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for _ in range(2):
                client, _ = listener.accept()
                with client:
                    client.settimeout(5)
                    heard.append(client.recv(4096))
                    if START_TLS.encode() in heard[-1]:
                        # ExtendedResponse to message 1: protocolError.
                        client.sendall(bytes.fromhex("300c02010178070a010204000400"))
                        heard.append(client.recv(4096))

        stranger = threading.Thread(target=serve)
        stranger.start()
        account = bench.account(account_name("app"), port=listener.getsockname()[1])
        assert stops(bench, account)[0] == "tls_failed"
        stranger.join(10)
    assert not any(bench.server.admin.encode() in words for words in heard)
    assert any(START_TLS.encode() in words for words in heard)


def test_two_entries_of_one_name_are_named_and_refused_until_one_is_chosen(
    bench: OpenldapBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    elsewhere = f"uid={login},ou=more people,{BASE}"
    bench.server.apply_ldif(
        f"dn: {elsewhere}\nchangetype: add\nobjectClass: inetOrgPerson\nuid: {login}\ncn: x\nsn: x\n"
        f"userPassword: {ssha(OLD)}\n"
    )
    account = bench.account(login)
    code, sentence = stops(bench, account)
    assert code == "several_accounts"
    assert elsewhere in sentence
    assert refusal(bench, account).code == "several_accounts"
    chosen = replace(account, fields={"distinguished_name": elsewhere})
    assert changed(bench, chosen) == Answer.ACCEPTED
    assert bench.works(login, OLD)
    assert bench.server.sign_in_refusal(elsewhere, NEW) is None


def test_a_login_is_never_a_filter(bench: OpenldapBench, account_name) -> None:
    bench.create(account_name("app"), OLD)
    for login in ("*", "a)(uid=*", "app*", "*)(objectClass=*"):
        assert refusal(bench, bench.account(login)).code == "no_account"


def test_an_account_that_names_itself_by_its_dn_needs_no_other_field(
    bench: OpenldapBench, account_name
) -> None:
    login = account_name("Doe, John")
    bench.create(login, OLD)
    own = replace(bench.account(bench.server.dn(login), by_admin=False), fields={})
    assert changed(bench, own) == Answer.ACCEPTED
    assert bench.works(login, NEW)


def test_an_account_that_nobody_may_look_up_needs_its_dn(bench: OpenldapBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    assert stops(bench, replace(bench.account(login, by_admin=False), fields={}))[0] == "dn_needed"


@pytest.mark.parametrize(
    ("by_admin", "password", "rules", "code"),
    [
        (True, "short", {"pwdMinLength": "12", "pwdCheckQuality": "2"}, "ppolicy_6"),
        (False, "short", {"pwdMinLength": "12", "pwdCheckQuality": "2"}, "ppolicy_6"),
        (False, OLD, {"pwdInHistory": "3"}, "ppolicy_8"),
    ],
)
def test_each_refusal_of_the_policy_has_its_own_word(
    bench: OpenldapBench, account_name, by_admin: bool, password: str, rules: dict[str, str], code: str
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    with bench.server.policy(**rules):
        error = refusal(bench, bench.account(login, by_admin=by_admin), password)
    assert (error.kind, error.code) == (TargetErrorKind.POLICY, code)
    assert bench.works(login, OLD)


def test_a_password_that_is_too_young_is_said_to_be(bench: OpenldapBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    with bench.server.policy(pwdMinAge="3600"):
        assert changed(bench, bench.account(login, by_admin=False)) == Answer.ACCEPTED
        error = refusal(bench, bench.account(login, NEW, by_admin=False), "Other-Pass-1-word")
    assert (error.kind, error.code) == (TargetErrorKind.POLICY, "ppolicy_7")


def test_the_policy_becomes_rules_and_a_budget(bench: OpenldapBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def work(target: Target) -> tuple[int, int, int | None]:
        account = bench.account(login)
        rules = await target.rules(account)
        return rules.min_length, rules.max_length, (await target.preflight(account)).lockout_threshold

    assert settle(work, bench) == (1, 128, 0)
    with bench.server.policy(pwdMinLength="14", pwdMaxLength="40", pwdLockout="TRUE", pwdMaxFailure="6"):
        assert settle(work, bench) == (14, 40, 6)


def test_a_locked_account_says_nothing_of_its_password_and_a_new_one_unlocks_it(
    bench: OpenldapBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    with bench.server.policy(pwdLockout="TRUE", pwdMaxFailure="2"):
        for _ in range(2):
            assert probed(bench, bench.account(login), "Wrong-1")[1] in ("49", "locked")
        assert probed(bench, bench.account(login), OLD) == (Answer.UNKNOWN, "locked")
        assert probed(bench, bench.account(login, by_admin=False), OLD) == (Answer.UNKNOWN, "locked")
        assert stops(bench, bench.account(login)) == ("", "")
        assert changed(bench, bench.account(login)) == Answer.ACCEPTED


def test_the_lock_of_an_administrator_is_never_lifted_by_a_change(bench: OpenldapBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.server.modify(login, "replace: pwdAccountLockedTime\npwdAccountLockedTime: 000001010000Z\n")
    with bench.server.policy(pwdLockout="TRUE"):
        assert stops(bench, bench.account(login))[0] == "locked_by_admin"
        assert refusal(bench, bench.account(login)).code == "locked_by_admin"
    assert "pwdAccountLockedTime: 000001010000Z" in bench.server.show(bench.server.dn(login), "+")


def test_an_account_that_must_change_its_password_is_right_and_blocked(
    bench: OpenldapBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    bench.block(login)
    with bench.server.policy(pwdMustChange="TRUE"):
        assert probed(bench, bench.account(login), OLD) == (Answer.BLOCKED, "must_change")
        assert probed(bench, bench.account(login), NEW) == (Answer.REJECTED, "49")


def test_the_present_password_is_given_where_the_policy_asks_for_it(
    bench: OpenldapBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    with bench.server.policy(pwdSafeModify="TRUE"):
        assert refusal(bench, replace(bench.account(login), current=None)).code == "old_needed"
        assert changed(bench, bench.account(login)) == Answer.ACCEPTED


def test_a_policy_that_forbids_own_changes_stops_before_anything_is_sent(
    bench: OpenldapBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    with bench.server.policy(pwdAllowUserChange="FALSE"):
        assert refusal(bench, bench.account(login, by_admin=False)).code == "own_change_forbidden"
        assert changed(bench, bench.account(login)) == Answer.ACCEPTED


def test_a_wrong_present_password_is_refused_and_changes_nothing(bench: OpenldapBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)

    async def work(target: Target) -> str:
        await target.preflight(bench.account(login, by_admin=False))  # signs in, and stays so
        with pytest.raises(Refused) as caught:
            await target.apply(bench.account(login, "Wrong-1", by_admin=False), Secret(NEW), Recorder())
        return caught.value.code

    assert settle(work, bench) == "53"
    assert bench.works(login, OLD)


def test_an_admin_without_the_right_is_refused(bench: OpenldapBench, account_name) -> None:
    plain, login = account_name("plain"), account_name("app")
    bench.create(plain, OLD)
    bench.create(login, OLD)
    powerless = Credential(
        record_id="p",
        title="plain",
        login=plain,
        password=Secret(OLD),
        fields={"distinguished_name": bench.server.dn(plain)},
    )
    error = refusal(bench, replace(bench.account(login), admin=powerless))
    assert (error.kind, error.code) == (TargetErrorKind.REFUSED, "50")
    assert bench.works(login, OLD)


def test_an_entry_that_is_made_again_under_its_name_has_another_identity(
    bench: OpenldapBench, account_name
) -> None:
    login = account_name("app")

    async def identity(target: Target) -> str:
        return (await target.invariants(bench.account(login)))[SPEC.identity]

    bench.create(login, OLD)
    first = settle(identity, bench)
    bench.server.apply_ldif(f"dn: {bench.server.dn(login)}\nchangetype: delete\n")
    bench.create(login, OLD)
    second = settle(identity, bench)
    assert (len(first), len(second), first == second) == (36, 36, False)


def test_without_password_policies_a_change_is_proved_too(
    certificate_authority: TestCertificates, server_folder: Path, account_name
) -> None:
    with OpenldapServer(server_folder / "openldap-plain", certificate_authority, policies=False) as server:
        bench = OpenldapBench(server, certificate_authority, server_folder)
        login = account_name("app")
        bench.create(login, OLD)

        async def threshold(target: Target) -> int | None:
            return (await target.preflight(bench.account(login))).lockout_threshold

        assert settle(threshold, bench) == 0
        assert changed(bench, bench.account(login)) == Answer.ACCEPTED


def test_an_outcome_without_facts_is_unknown_and_an_unchanged_stamp_proves_nothing_yet(
    bench: OpenldapBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    journal = Recorder()

    async def work(target: Target) -> list[Outcome]:
        account = bench.account(login)
        identity = (await target.invariants(account))[SPEC.identity]
        unsent = {SPEC.identity: identity, "password_set": "20200101000000Z"}
        before = [await target.outcome(account, facts) for facts in (NO_FACTS, unsent)]
        await target.apply(account, Secret(NEW), journal)
        stranger = {**journal.announced[0], SPEC.identity: "another"}
        after = [await target.outcome(account, facts) for facts in (journal.announced[0], stranger)]
        return before + after

    assert settle(work, bench) == [Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.APPLIED, Outcome.UNKNOWN]


def test_no_password_stands_in_the_log_of_the_server(bench: OpenldapBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    assert changed(bench, bench.account(login)) == Answer.ACCEPTED
    assert login in bench.log()
    assert NEW not in bench.log()
