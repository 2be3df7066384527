"""Passwords of Linux accounts against a real OpenSSH, PAM and sudo."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Answer, Credential, Outcome, ProbeResult, Target
from pamdesk.targets.ssh import hostkeys as ssh_hostkeys
from pamdesk.targets.ssh import linux_password_change
from pamdesk.targets.ssh.linux_password import SPEC
from pamdesk.targets.ssh.linux_password_target import LinuxPasswordTarget
from tests.contract.cases import NEW, OLD, Recorder, run, settle
from tests.contract.corpus import CANARY
from tests.contract.ssh_bench import SshBench, SshCases
from tests.servers.sshd import SshServer
from tests.worlds import PASSWORD, World

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


def stops(bench: PasswordBench, account: Account) -> str:
    """The code that stops the preflight; what stops it must refuse the change too."""

    async def work(target: Target) -> str:
        found = (await target.preflight(account)).stops
        if found is None:
            return ""
        journal = Recorder()
        with pytest.raises(Refused) as caught:
            await target.apply(account, Secret(NEW), journal)
        assert (caught.value.code, journal.announced) == (found.code, [])
        return found.code

    return settle(work, bench)


def codes(bench: PasswordBench, account: Account) -> list[str]:
    """The codes of everything that the preflight finds."""

    async def work(target: Target) -> list[str]:
        return [finding.code for finding in (await target.preflight(account)).findings]

    return settle(work, bench)


def change(bench: PasswordBench, account: Account, password: str = NEW) -> tuple[Answer, Answer]:
    """Change the password and return what new and old are then worth."""

    async def work(target: Target) -> tuple[Answer, Answer]:
        await target.apply(account, Secret(password), Recorder())
        new, old = await target.probe(account, Secret(password)), await target.probe(account, Secret(OLD))
        return new.answer, old.answer

    return settle(work, bench)


def refusal(bench: PasswordBench, account: Account, password: str = NEW) -> Refused:
    """The error that refuses the change."""

    async def work(target: Target) -> Refused:
        with pytest.raises(Refused) as caught:
            await target.apply(account, Secret(password), Recorder())
        return caught.value

    return settle(work, bench)


def probe(bench: PasswordBench, account: Account, password: str) -> ProbeResult:
    """What a password is worth."""

    async def work(target: Target) -> ProbeResult:
        return await target.probe(account, Secret(password))

    return settle(work, bench)


class TestStates:
    """What the account is in besides its password."""

    def test_a_locked_password_is_not_unlocked(self, bench: PasswordBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        bench.server.run("usermod", "-L", login)
        before = bench.server.shadow(login)
        assert stops(bench, bench.account(login)) == "locked"
        assert bench.server.shadow(login) == before
        assert probe(bench, bench.account(login), OLD).answer == Answer.UNKNOWN

    def test_an_account_without_a_password_is_given_none(self, bench: PasswordBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        bench.server.run("usermod", "-p", "*", login)
        assert stops(bench, bench.account(login)) == "no_password_set"
        assert bench.server.shadow(login)[1] == "*"

    def test_an_expired_account_keeps_its_expiry(self, bench: PasswordBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        bench.server.run("chage", "-E", "1", login)
        assert "expired" in codes(bench, bench.account(login))
        assert change(bench, bench.account(login)) == (Answer.BLOCKED, Answer.REJECTED)
        assert probe(bench, bench.account(login), NEW).code == "expired"
        assert bench.server.shadow(login)[7] == "1"

    def test_a_password_that_must_be_changed_is_told_and_changed(
        self, bench: PasswordBench, account_name
    ) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        bench.server.run("chage", "-d", "0", login)
        assert "must_change" in codes(bench, bench.account(login))
        assert stops(bench, bench.account(login, by_admin=False)) == "must_change"
        assert change(bench, bench.account(login)) == (Answer.ACCEPTED, Answer.REJECTED)
        assert bench.works(login, NEW)

    def test_a_password_that_became_too_old_is_told(self, bench: PasswordBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        bench.server.run("chage", "-d", "100", "-M", "30", login)
        assert "must_change" in codes(bench, bench.account(login))
        bench.server.run("chage", "-I", "5", login)
        assert "expired" in codes(bench, bench.account(login))

    def test_where_password_sign_in_is_off_the_hash_is_the_proof(
        self, bench: PasswordBench, account_name
    ) -> None:
        login = account_name("nopw")
        bench.create(login, OLD)
        assert "proved_by_hash" in codes(bench, bench.account(login))
        assert change(bench, bench.account(login)) == (Answer.ACCEPTED, Answer.REJECTED)
        assert bench.server.is_password(login, NEW)

    def test_a_host_that_asks_by_keyboard_is_signed_in_to(self, bench: PasswordBench, account_name) -> None:
        login = account_name("kbd")
        bench.create(login, OLD)
        assert change(bench, bench.account(login)) == (Answer.ACCEPTED, Answer.REJECTED)
        assert probe(bench, bench.account(login, NEW, by_admin=False), NEW).answer == Answer.ACCEPTED
        assert probe(bench, bench.account(login, by_admin=False), OLD).answer == Answer.REJECTED

    def test_a_host_that_asks_for_a_key_besides_is_told(self, bench: PasswordBench, account_name) -> None:
        login = account_name("both")
        bench.create(login, OLD)
        assert change(bench, bench.account(login)) == (Answer.BLOCKED, Answer.REJECTED)
        assert probe(bench, bench.account(login), NEW).code == "more_asked"

    def test_a_name_of_a_directory_is_not_local(self, bench: PasswordBench) -> None:
        assert stops(bench, bench.account("no-such-account-here")) == "no_account"

    def test_a_file_system_without_writing_is_found_before(self, bench: PasswordBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        bench.server.run("mount", "-o", "remount,ro,bind", "/etc")
        try:
            assert stops(bench, bench.account(login)) == "read_only"
        finally:
            bench.server.run("mount", "-o", "remount,rw,bind", "/etc")


class TestAdmins:
    """How far the administrator gets."""

    def admin(self, bench: PasswordBench, account_name, rule: str) -> tuple[str, Account]:
        admin, login = account_name("adm"), account_name("app")
        bench.create(admin, OLD)
        bench.create(login, OLD)
        if rule:
            bench.server.sudoers(admin, rule)
        return admin, replace(bench.account(login), admin=bench.credential(admin, OLD))

    def test_sudo_with_a_password(self, bench: PasswordBench, account_name) -> None:
        _, account = self.admin(bench, account_name, "ALL=(ALL) ALL")
        assert change(bench, account) == (Answer.ACCEPTED, Answer.REJECTED)
        assert bench.works(account.login, NEW)

    def test_sudo_with_a_password_that_only_signs_in_is_asked_once(
        self, bench: PasswordBench, account_name
    ) -> None:
        admin, account = self.admin(bench, account_name, "ALL=(ALL) ALL")
        key = bench.folder / "admin"
        made = give_key(bench, admin, key)
        signs = replace(bench.credential(admin, OLD), private_key=made)
        wrong = replace(signs, password=Secret("Wrong-1-word"))
        before = bench.server.log_text()
        assert stops(bench, replace(account, admin=wrong)) == "sudo_password"
        assert before != bench.server.log_text()
        assert bench.works(account.login, OLD)
        assert change(bench, replace(account, admin=signs)) == (
            Answer.ACCEPTED,
            Answer.REJECTED,
        )

    def test_sudo_for_chpasswd_alone(self, bench: PasswordBench, account_name) -> None:
        _, account = self.admin(bench, account_name, "ALL=(root) NOPASSWD: /usr/sbin/chpasswd")
        assert "chpasswd_only" in codes(bench, account)
        assert change(bench, account) == (Answer.ACCEPTED, Answer.REJECTED)
        shut = account_name("nopw")
        bench.create(shut, OLD)
        assert stops(bench, replace(bench.account(shut), admin=account.admin)) == "no_proof"

    @pytest.mark.parametrize(
        ("rule", "code"),
        [
            ("", "no_sudo"),
            ("ALL=(root) NOPASSWD: /usr/bin/id", "no_sudo"),
            ("ALL=(ALL) NOPASSWD: ALL\nDefaults requiretty", "sudo_needs_terminal"),
        ],
    )
    def test_an_account_without_the_right_is_stopped(
        self, bench: PasswordBench, account_name, rule: str, code: str
    ) -> None:
        admin, account = self.admin(bench, account_name, "")
        if rule:
            bench.server.sudoers(admin, rule.replace("Defaults", f"Defaults:{admin}"))
        assert stops(bench, account) == code
        assert bench.works(account.login, OLD)

    def test_an_admin_that_may_run_nothing_is_told(self, bench: PasswordBench, account_name) -> None:
        admin, account = self.admin(bench, account_name, "ALL=(ALL) NOPASSWD: ALL")
        bench.server.run("usermod", "-s", "/usr/sbin/nologin", admin)
        assert stops(bench, account) == "no_shell"
        bench.server.run("usermod", "-s", "/bin/bash", admin)
        bench.server.run("chage", "-d", "0", admin)
        assert stops(bench, account) == "must_change"

    @pytest.mark.parametrize(
        ("kind", "passphrase"), [("ed25519", ""), ("rsa", ""), ("ecdsa", ""), ("ed25519", "wo rd")]
    )
    def test_an_admin_signs_in_by_key(
        self, bench: PasswordBench, account_name, kind: str, passphrase: str
    ) -> None:
        admin, account = self.admin(bench, account_name, "ALL=(ALL) NOPASSWD: ALL")
        key = give_key(bench, admin, bench.folder / f"{kind}{len(passphrase)}", kind, passphrase)
        signs = Credential(
            record_id="k",
            title=admin,
            login=admin,
            private_key=key,
            passphrase=Secret(passphrase) if passphrase else None,
        )
        assert change(bench, replace(account, admin=signs)) == (Answer.ACCEPTED, Answer.REJECTED)
        if passphrase:
            assert stops(bench, replace(account, admin=replace(signs, passphrase=None))) == "key_unreadable"

    def test_an_admin_whose_old_key_is_refused_signs_in_by_password(
        self, bench: PasswordBench, account_name
    ) -> None:
        admin, account = self.admin(bench, account_name, "ALL=(ALL) NOPASSWD: ALL")
        key = give_key(bench, admin, bench.folder / "stale")
        bench.server.put_keys(admin, b"")
        signs = replace(bench.credential(admin, OLD), private_key=key)
        assert change(bench, replace(account, admin=signs)) == (Answer.ACCEPTED, Answer.REJECTED)

    def test_root_needs_no_sudo(self, bench: PasswordBench, account_name) -> None:
        admin, account = self.admin(bench, account_name, "")
        bench.server.run("usermod", "-o", "-u", "0", admin)
        assert "root" in codes(bench, account)
        assert change(bench, account) == (Answer.ACCEPTED, Answer.REJECTED)


class TestItself:
    """An account that changes its own password, through PAM."""

    def test_a_weak_password_is_refused_as_a_policy(self, bench: PasswordBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        error = refusal(bench, bench.account(login, by_admin=False), "short")
        assert (error.kind, error.code) == (TargetErrorKind.POLICY, "pwquality")
        assert bench.works(login, OLD)

    def test_a_password_changed_too_recently_is_refused(self, bench: PasswordBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        bench.server.run("chage", "-m", "5", login)
        assert refusal(bench, bench.account(login, by_admin=False)).code == "too_soon"
        assert bench.works(login, OLD)

    def test_a_wrong_present_password_is_refused_at_the_door(
        self, bench: PasswordBench, account_name
    ) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        assert stops(bench, bench.account(login, "Wrong-1-word", by_admin=False)) == "sign_in_rejected"

    def test_the_policy_becomes_a_rule(self, bench: PasswordBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)

        async def work(target: Target) -> tuple[int, int]:
            own, other = bench.account(login, by_admin=False), bench.account(login)
            return (await target.rules(own)).min_length, (await target.rules(other)).min_length

        assert settle(work, bench) == (8, 1)
        with bench.server.strict_passwords():
            assert settle(work, bench) == (12, 12)

    def test_faillock_and_fail2ban_bound_the_probes(self, bench: PasswordBench, account_name) -> None:
        login = account_name("app")
        bench.create(login, OLD)
        pam = bench.server.folder / "etc" / "pam.d" / "common-auth"
        before = pam.read_text()

        async def work(target: Target) -> tuple[int | None, int | None]:
            own, other = bench.account(login, by_admin=False), bench.account(login)
            return (await target.preflight(own)).lockout_threshold, (
                await target.preflight(other)
            ).lockout_threshold

        pam.write_text(f"{before}\nauth optional pam_faillock.so authsucc deny=6\n")
        try:
            assert settle(work, bench) == (6, 0)
        finally:
            pam.write_text(before)
        bench.server.run("sh", "-c", "mkdir -p /run/fail2ban; touch /run/fail2ban/fail2ban.sock")
        try:
            assert settle(work, bench) == (None, 0)
        finally:
            bench.server.run("rm", "-r", "/run/fail2ban")


def test_no_process_list_no_log_and_no_history_shows_the_password(bench: PasswordBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, OLD)
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
        assert change(bench, bench.account(login)) == (Answer.ACCEPTED, Answer.REJECTED)
        own = bench.account(login, NEW, by_admin=False)
        assert change(bench, own, f"Own-{CANARY}-2zq")[0] == Answer.ACCEPTED
    finally:
        watching.set()
        watcher.join()
    shown = "\n".join(seen)
    assert "chpasswd" in shown
    assert CANARY not in shown
    assert CANARY not in bench.server.log_text()
    kept = bench.server.run(
        "sh", "-c", f"grep -rl {CANARY} /home /etc /run /var/log /tmp/*hist* 2>/dev/null; true"
    )
    assert kept == ""


@pytest.mark.parametrize("shell", ["/bin/sh", "/bin/dash", "/bin/bash"])
def test_any_shell_of_the_admin_will_do(bench: PasswordBench, account_name, shell: str) -> None:
    admin, login = account_name("adm"), account_name("app")
    bench.server.create_user(admin, OLD, shell=shell)
    bench.server.sudoers(admin, "ALL=(ALL) NOPASSWD: ALL")
    bench.create(login, OLD)
    account = replace(bench.account(login), admin=bench.credential(admin, OLD))
    assert change(bench, account) == (Answer.ACCEPTED, Answer.REJECTED)


def test_what_arrives_after_the_hosts_own_time_limit_finds_nobody(
    bench: PasswordBench, account_name, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "pamdesk.targets.ssh.linux_password_change.BY_ROOT",
        linux_password_change.BY_ROOT.replace("timeout -k 5 20", "timeout -k 1 1"),
    )
    login = account_name("app")
    bench.create(login, OLD)
    journal = Recorder(lambda: time.sleep(2))

    async def work(target: Target) -> tuple[Outcome, Answer]:
        account = bench.account(login)
        with pytest.raises(TargetError) as caught:
            await target.apply(account, Secret(NEW), journal)
        assert not isinstance(caught.value, Refused)
        word = await target.outcome(account, journal.announced[0])
        return word, (await target.probe(account, Secret(NEW))).answer

    assert settle(work, bench) == (Outcome.OVER, Answer.REJECTED)
    assert bench.works(login, OLD)


def test_a_process_of_another_boot_or_start_is_not_the_announced_one(
    bench: PasswordBench, account_name
) -> None:
    login = account_name("app")
    bench.create(login, OLD)
    boot = bench.server.run("cat", "/proc/sys/kernel/random/boot_id").strip()

    async def work(target: Target) -> list[Outcome]:
        account = bench.account(login)
        of_now: dict[str, str | int] = {"pid": 1, "started": "1", "boot": boot}
        return [await target.outcome(account, facts) for facts in ({}, of_now, {**of_now, "boot": "another"})]

    assert settle(work, bench) == [Outcome.UNKNOWN, Outcome.OVER, Outcome.OVER]


def give_key(
    bench: PasswordBench, login: str, file: Path, kind: str = "ed25519", passphrase: str = ""
) -> Secret:
    """Let an account in by a new key, and return its private half."""
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-f", str(file)], check=True)
    bench.server.put_keys(login, file.with_suffix(".pub").read_bytes())
    return Secret(file.read_text())


class TestTrust:
    """`pamdesk records trust`: the first host key is shown, and a person accepts it."""

    @pytest.fixture
    def machine(self, bench: PasswordBench, tmp_path: Path) -> Iterator[tuple[World, str]]:
        world = World.create(tmp_path / "v.pamdesk")
        yield world, world.machine("web-prod", bench.host, bench.port, "")
        world.vault.close()

    def run(self, world: World, *argv: str, given: str = "") -> subprocess.CompletedProcess[str]:
        file = world.vault.path.parent / "password"
        file.touch(mode=0o600)
        file.write_text(PASSWORD)
        return subprocess.run(
            [sys.executable, "-m", "pamdesk", "records", "trust", *argv],
            env={**os.environ, "PAMDESK_VAULT": str(world.vault.path), "PAMDESK_PASSWORD_FILE": str(file)},
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )

    def test_what_is_shown_is_not_believed_until_it_is_accepted(
        self, bench: PasswordBench, machine: tuple[World, str]
    ) -> None:
        world, record = machine
        [key] = ssh_hostkeys.parse(bench.server.host_key())
        seen = self.run(world, "web-prod", "--json", given="y\n")
        error = json.loads(seen.stdout)["error"]
        assert (seen.returncode, error["code"], error["shown"]) == (1, "not_accepted", str(key))
        assert world.vault.records.get(record).text("ssh_host_key") == ""
        assert self.run(world, "web-prod", "--fingerprint", error["shown"]).returncode == 0
        assert world.vault.records.get(record).text("ssh_host_key") == str(key)
        again = self.run(world, "web-prod")
        assert (again.returncode, again.stdout) == (0, "web-prod shows what is pinned already.\n")
        assert stops(bench, bench.account(bench.server.admin, fingerprint=str(key))) != "host_key_unknown"

    def test_a_person_at_a_terminal_is_asked(self, bench: PasswordBench, machine: tuple[World, str]) -> None:
        world, record = machine
        file = world.vault.path.parent / "password"
        file.write_text(PASSWORD)
        file.chmod(0o600)
        for answer in ("n", "y"):
            command = f"{sys.executable} -m pamdesk records trust web-prod"
            subprocess.run(
                ["script", "-qec", command, "/dev/null"],
                env={
                    **os.environ,
                    "PAMDESK_VAULT": str(world.vault.path),
                    "PAMDESK_PASSWORD_FILE": str(file),
                },
                input=f"{answer}\n",
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
            [key] = ssh_hostkeys.parse(bench.server.host_key())
            expected = str(key) if answer == "y" else ""
            assert world.vault.records.get(record).text("ssh_host_key") == expected

    def test_what_is_no_host_key_is_not_pinned(self, machine: tuple[World, str]) -> None:
        world, _ = machine
        for text in ("SHA256:short", "web-prod ssh-ed25519 AAAA", "accept-new"):
            assert self.run(world, "web-prod", "--fingerprint", text).returncode == 1
