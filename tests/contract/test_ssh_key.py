"""SSH keys of Linux accounts against a real OpenSSH and sudo."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pamdesk.records.errors import Refused, StaleLease, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Answer, Outcome, ProbeResult, Target
from pamdesk.targets.ssh.key import MODULE, SPEC
from pamdesk.targets.ssh.key_target import SshKeyTarget
from tests.contract.cases import Recorder, fate, no_secret_in, run, settle
from tests.contract.ssh_bench import SshBench
from tests.servers.proxy import Action
from tests.servers.sshd import SshServer

pytestmark = pytest.mark.server

OTHERS = (
    b"# the team's keys\n\n"
    b'from="10.0.0.0/8",command="/bin/echo \\"a b\\"" ssh-ed25519 '
    b"AAAAC3NzaC1lZDI1NTE5AAAAIGaWSuMPP0xYdwiVt4cm/xBXGjbDtfekqGsrDoCUrF32 o'neil $(id) \xff\r\n"
    b"not a key at all\n"
)


@dataclass(frozen=True)
class Pair:
    """A key pair, made by ssh-keygen."""

    private: Secret
    line: bytes
    file: Path


class KeyBench(SshBench):
    def open(self, *, work_seconds: float = 25.0) -> Target:
        return SshKeyTarget(run, SPEC, work_seconds=work_seconds)

    def create(self, login: str, password: str) -> None:
        self.server.create_user(login, password)

    def change(self, login: str, password: str) -> None:
        raise AssertionError("keys are put into files")

    def works(self, login: str, password: str) -> bool:
        raise AssertionError("keys are asked with `lets_in`")

    def lets_in(self, login: str, pair: Pair) -> bool:
        """Ask OpenSSH's own client."""
        return self.server.ssh(login, "true", key=pair.file).returncode == 0

    def made_lets_in(self, login: str, private: Secret) -> bool:
        """Ask OpenSSH's own client with a key that the product made."""
        file = self.folder / f"made-{os.urandom(4).hex()}"
        file.touch(mode=0o600)
        file.write_text(private.reveal())
        return self.server.ssh(login, "true", key=file).returncode == 0

    def place(self, login: str) -> Path:
        return self.server.home(login) / ".ssh" / "authorized_keys"

    def put(self, login: str, text: bytes, mode: int = 0o600) -> Path:
        """Write the account's file as it would itself."""
        return self.server.put_keys(login, text, mode)

    def with_key(self, login: str, pair: Pair, *, by_admin: bool = True, **changes: object) -> Account:
        plain = self.account(login, by_admin=by_admin)
        return replace(plain, current=pair.private, endpoint=self.endpoint(**changes))


@pytest.fixture
def bench(ssh_server: SshServer, tmp_path: Path) -> KeyBench:
    return KeyBench(ssh_server, tmp_path)


@pytest.fixture
def new_pair(tmp_path: Path) -> Callable[..., Pair]:
    """Make key pairs."""

    def make(kind: str = "ed25519", passphrase: str = "", *options: str) -> Pair:
        file = tmp_path / f"key-{os.urandom(4).hex()}"
        command = ["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", "", "-f", str(file), *options]
        subprocess.run(command, check=True)
        return Pair(Secret(file.read_text()), file.with_suffix(".pub").read_bytes().strip(), file)

    return make


@pytest.fixture
def one(bench: KeyBench, account_name, new_pair) -> tuple[str, Pair]:
    """An account with one key between other people's lines."""
    login, pair = account_name("app"), new_pair()
    bench.create(login, "Old-Pass-1-word")
    bench.put(login, OTHERS + b"no-pty " + pair.line + b" deploy key\n" + OTHERS)
    return login, pair


def made(account: Account) -> Secret:
    """A new key as the engine has it made."""
    assert MODULE.make is not None
    return MODULE.make(account).secret


def change(bench: KeyBench, account: Account, new: Secret, *, retire: bool = True) -> list[Answer]:
    """Add the new key, retire the old one, and return what both are then worth."""

    async def work(target: Target) -> list[Answer]:
        before = await target.invariants(account)
        await target.apply(account, new, Recorder())
        assert (await target.probe(account, new)).answer in (Answer.ACCEPTED, Answer.BLOCKED)
        if retire and account.current:
            await target.retire(account, account.current)
            after = replace(account, current=new, admin=account.admin)
            assert await target.invariants(after) == before
        probed = [await target.probe(account, new)]
        if account.current:
            probed.append(await target.probe(account, account.current))
        return [result.answer for result in probed]

    return settle(work, bench)


def refusal(bench: KeyBench, account: Account, new: Secret) -> Refused:
    """The error that refuses the change; the preflight's code where it stops too."""

    async def work(target: Target) -> Refused:
        journal = Recorder()
        with pytest.raises(Refused) as caught:
            await target.apply(account, new, journal)
        return caught.value

    return settle(work, bench)


def stops(bench: KeyBench, account: Account) -> str:
    async def work(target: Target) -> str:
        found = (await target.preflight(account)).stops
        return found.code if found else ""

    return settle(work, bench)


@pytest.mark.parametrize("by_admin", [True, False])
def test_a_new_key_is_added_proved_and_the_old_one_removed(bench: KeyBench, one, by_admin: bool) -> None:
    login, old = one
    account = bench.with_key(login, old, by_admin=by_admin)
    new = made(account)
    assert stops(bench, account) == ""
    assert change(bench, account, new) == [Answer.ACCEPTED, Answer.REJECTED]
    assert (bench.made_lets_in(login, new), bench.lets_in(login, old)) == (True, False)
    assert bench.place(login).stat().st_uid == bench.server.uid(login)
    assert oct(bench.place(login).stat().st_mode & 0o777) == "0o600"
    assert [p.name for p in bench.place(login).parent.iterdir()] == ["authorized_keys"]


def test_everybody_elses_lines_are_kept_byte_for_byte_and_the_options_and_comment_too(
    bench: KeyBench, one
) -> None:
    login, old = one
    new = made(bench.with_key(login, old))
    change(bench, bench.with_key(login, old), new)
    text = bench.place(login).read_bytes()
    assert text.startswith(OTHERS + OTHERS)
    last = text[len(OTHERS) * 2 :]
    assert last.startswith(b"no-pty ssh-ed25519 ")
    assert last.endswith(b" deploy key\n")
    assert last.count(b"\n") == 1


def test_between_the_two_both_keys_let_in(bench: KeyBench, one) -> None:
    login, old = one
    new = made(bench.with_key(login, old))
    assert change(bench, bench.with_key(login, old), new, retire=False) == [Answer.ACCEPTED, Answer.ACCEPTED]
    assert bench.lets_in(login, old)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"%s", b""),
        (b"# top\n%s", b"# top\n"),
        (b"%s\r\n# tail, no end", b"# tail, no end\n"),
        (b"\n\n  %s trailing \n\t\n", b"\n\n\t\n"),
        (b"%s one\n%s two\n", b""),
    ],
    ids=["alone without an end", "after a comment", "CRLF, no end", "blanks", "twice"],
)
def test_every_shape_of_file(bench: KeyBench, account_name, new_pair, before: bytes, after: bytes) -> None:
    login, old = account_name("app"), new_pair()
    bench.create(login, "Old-Pass-1-word")
    bench.put(login, before.replace(b"%s", old.line))
    new = made(bench.with_key(login, old))
    assert change(bench, bench.with_key(login, old), new) == [Answer.ACCEPTED, Answer.REJECTED]
    text = bench.place(login).read_bytes()
    assert text.startswith(after)
    assert text[len(after) :].count(b"ssh-ed25519") == before.count(b"%s")


@pytest.mark.parametrize(
    ("kind", "options", "algorithm"),
    [
        ("rsa", ("-b", "2048"), "ssh-rsa"),
        ("rsa", ("-b", "4096", "-m", "PEM"), "ssh-rsa"),
        ("ecdsa", ("-b", "384"), "ecdsa-sha2-nistp384"),
        ("ecdsa", ("-b", "256", "-m", "PKCS8"), "ecdsa-sha2-nistp256"),
        ("ed25519", (), "ssh-ed25519"),
    ],
)
@pytest.mark.parametrize("passphrase", ["", "two words"])
def test_kind_and_passphrase_are_kept(
    bench: KeyBench,
    account_name,
    new_pair,
    kind: str,
    options: tuple[str, ...],
    algorithm: str,
    passphrase: str,
) -> None:
    login, old = account_name("app"), new_pair(kind, passphrase, *options)
    bench.create(login, "Old-Pass-1-word")
    bench.put(login, old.line + b"\n")
    account = replace(bench.with_key(login, old), passphrase=Secret(passphrase) if passphrase else None)
    assert MODULE.make is not None
    new = MODULE.make(account)
    assert str(new.fields["public_key"]).startswith(f"{algorithm} ")
    assert change(bench, account, new.secret) == [Answer.ACCEPTED, Answer.REJECTED]
    file = bench.folder / "opened"
    file.touch(mode=0o600)
    file.write_text(new.secret.reveal())
    asked = ["ssh-keygen", "-y", "-P", passphrase, "-f", str(file)]
    opened = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert opened.split()[:2] == str(new.fields["public_key"]).split()
    if passphrase:
        assert stops(bench, replace(account, passphrase=None)) == "key_unreadable"
        assert stops(bench, replace(account, passphrase=Secret("wrong"))) == "key_unreadable"


def test_a_first_key_is_given_to_an_account_without_one(bench: KeyBench, account_name) -> None:
    login = account_name("app")
    bench.create(login, "Old-Pass-1-word")
    account = replace(bench.account(login), current=None)
    new = made(account)
    assert change(bench, account, new) == [Answer.ACCEPTED]
    assert oct(bench.place(login).parent.stat().st_mode & 0o777) == "0o700"
    assert bench.made_lets_in(login, new)


def test_a_link_is_followed_only_as_the_account_itself(bench: KeyBench, one, account_name) -> None:
    login, old = one
    keys = bench.place(login)
    real = keys.parent / "keys-of-mine"
    shutil.move(keys, real)
    keys.symlink_to("keys-of-mine")
    new = made(bench.with_key(login, old))
    assert change(bench, bench.with_key(login, old), new) == [Answer.ACCEPTED, Answer.REJECTED]
    assert keys.is_symlink()

    trap = bench.server.folder / "etc" / "root-only"
    trap.write_text("a file of root's\n")
    keys.unlink()
    keys.symlink_to("/etc/root-only")
    error = refusal(bench, bench.with_key(login, old), new)
    assert error.code == "key_file_not_writable"
    assert trap.read_text() == "a file of root's\n"
    trap.chmod(0o600)
    assert refusal(bench, bench.with_key(login, old), new).code == "key_file_unreadable"


def test_permissions_that_sshd_refuses_are_narrowed(bench: KeyBench, account_name, new_pair) -> None:
    login, old = account_name("app"), new_pair()
    bench.create(login, "Old-Pass-1-word")
    bench.put(login, old.line + b"\n", mode=0o666)
    assert not bench.lets_in(login, old)
    new = made(bench.with_key(login, old))
    assert change(bench, bench.with_key(login, old), new) == [Answer.ACCEPTED, Answer.REJECTED]


def test_a_file_that_is_roots_is_managed_elsewhere(bench: KeyBench, one) -> None:
    login, old = one
    keys = bench.place(login)
    for path in (keys, keys.parent):
        os.chown(path, 0, 0)
    keys.chmod(0o644)
    keys.parent.chmod(0o755)
    before = keys.read_bytes()
    assert stops(bench, bench.with_key(login, old)) == "key_file_not_writable"
    assert (
        refusal(bench, bench.with_key(login, old), made(bench.with_key(login, old))).code
        == "key_file_not_writable"
    )
    assert keys.read_bytes() == before


def test_a_key_that_the_host_does_not_take_is_taken_out_again(
    bench: KeyBench, account_name, new_pair
) -> None:
    login, old = account_name("rsaonly"), new_pair("rsa")
    bench.create(login, "Old-Pass-1-word")
    keys = bench.put(login, OTHERS + old.line + b"\n")
    before = keys.read_bytes()
    assert bench.lets_in(login, old)
    error = refusal(bench, bench.with_key(login, old), made(replace(bench.account(login), current=None)))
    assert (error.code, error.kind) == ("key_not_taken", TargetErrorKind.POLICY)
    assert keys.read_bytes() == before
    assert change(bench, bench.with_key(login, old), made(bench.with_key(login, old))) == [
        Answer.ACCEPTED,
        Answer.REJECTED,
    ]


def test_an_expired_account_is_told_from_a_wrong_key(bench: KeyBench, one, new_pair) -> None:
    login, old = one
    bench.block(login)
    account = bench.with_key(login, old)

    async def work(target: Target) -> list[ProbeResult]:
        return [await target.probe(account, pair.private) for pair in (old, new_pair())]

    answers = settle(work, bench)
    assert [result.answer for result in answers] == [Answer.BLOCKED, Answer.REJECTED]
    assert answers[0].code == "expired"


@pytest.mark.parametrize(
    ("action", "answer"), [(Action.CUT_BEFORE, Answer.REJECTED), (Action.DROP_ANSWER, Answer.ACCEPTED)]
)
def test_a_cut_leaves_the_file_whole_and_the_truth_is_found(
    bench: KeyBench, one, fault_proxy, action: Action, answer: Answer
) -> None:
    login, old = one
    proxy = fault_proxy(bench.port)
    account = bench.with_key(login, old, port=proxy.port)
    new = made(account)
    journal = Recorder(lambda: proxy.arm_after(1, action))

    async def work(target: Target) -> tuple[Outcome, Answer, Answer]:
        with pytest.raises(TargetError) as caught:
            await target.apply(account, new, journal)
        assert not isinstance(caught.value, Refused)
        no_secret_in(caught.value, new.reveal())
        word = await fate(target, account, journal.announced[0])
        return (
            word,
            (await target.probe(account, new)).answer,
            (await target.probe(account, old.private)).answer,
        )

    assert settle(work, bench) == (Outcome.OVER, answer, Answer.ACCEPTED)
    assert bench.place(login).read_bytes().count(OTHERS) == 2
    assert [p.name for p in bench.place(login).parent.iterdir()] == ["authorized_keys"]


def test_a_text_that_is_held_back_is_never_written_late(bench: KeyBench, one, fault_proxy) -> None:
    login, old = one
    proxy = fault_proxy(bench.port)
    account = bench.with_key(login, old, port=proxy.port)
    new = made(account)
    journal = Recorder(lambda: proxy.arm_after(1, Action.HOLD))

    async def work(target: Target) -> Outcome:
        applying = asyncio.ensure_future(target.apply(account, new, journal))
        await asyncio.to_thread(proxy.wait_fired)
        applying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await applying
        word = await fate(target, bench.with_key(login, old), journal.announced[0])
        proxy.release()
        return word

    assert settle(work, bench) == Outcome.OVER
    assert not bench.made_lets_in(login, new)
    assert bench.lets_in(login, old)


def test_a_lost_lease_changes_nothing(bench: KeyBench, one) -> None:
    login, old = one
    before = bench.place(login).read_bytes()

    def stale() -> None:
        raise StaleLease("Another writer has taken this account over.")

    async def work(target: Target) -> None:
        with pytest.raises(StaleLease):
            await target.apply(bench.with_key(login, old), made(bench.with_key(login, old)), Recorder(stale))

    settle(work, bench)
    assert bench.place(login).read_bytes() == before


def test_a_file_that_somebody_else_changes_meanwhile_is_not_overwritten(
    bench: KeyBench, one, new_pair
) -> None:
    login, old = one
    theirs = new_pair().line + b" added meanwhile\n"

    def meanwhile() -> Awaitable[None] | None:
        with bench.place(login).open("ab") as keys:
            keys.write(theirs)
        return None

    async def work(target: Target) -> Refused:
        account = bench.with_key(login, old)
        with pytest.raises(Refused) as caught:
            await target.apply(account, made(account), Recorder(meanwhile))
        return caught.value

    error = settle(work, bench)
    assert (error.code, error.kind) == ("key_file_23", TargetErrorKind.LOCKED)
    assert bench.place(login).read_bytes().endswith(theirs)
    assert change(bench, bench.with_key(login, old), made(bench.with_key(login, old))) == [
        Answer.ACCEPTED,
        Answer.REJECTED,
    ]


def test_a_full_disk_leaves_the_old_file_whole(bench: KeyBench, one) -> None:
    login, old = one
    keys = bench.place(login)
    text = keys.read_bytes() + b"# " + b"x" * (4000 - len(keys.read_bytes())) + b"\n"
    inside = f"/home/{bench.server.home(login).name}/.ssh"
    uid = bench.server.uid(login)
    bench.server.run("mount", "-t", "tmpfs", "-o", f"size=4k,mode=700,uid={uid},gid={uid}", "tmpfs", inside)
    try:
        write = 'cat >"$1" && chmod 600 "$1" && chown "$2" "$1"'
        bench.server.run("sh", "-c", write, "sh", f"{inside}/authorized_keys", str(uid), given=text)
        assert bench.lets_in(login, old)
        error = refusal(bench, bench.with_key(login, old), made(bench.with_key(login, old)))
        assert error.code == "key_file_22"
        assert bench.server.run("cat", f"{inside}/authorized_keys").encode(errors="surrogateescape") == text
        assert bench.server.run("ls", "-A", inside).split() == ["authorized_keys"]
    finally:
        bench.server.run("umount", inside)


def test_the_same_change_and_the_same_removal_twice_are_no_fault(bench: KeyBench, one) -> None:
    login, old = one
    account = bench.with_key(login, old)
    new = made(account)

    async def work(target: Target) -> Answer:
        for _ in range(2):
            await target.apply(account, new, Recorder())
        for _ in range(2):
            await target.retire(account, old.private)
        return (await target.probe(account, new)).answer

    assert settle(work, bench) == Answer.ACCEPTED
    assert bench.place(login).read_bytes().count(b"deploy key") == 1


@pytest.mark.parametrize("pin", ["", "SHA256:" + "A" * 43])
def test_a_stranger_is_offered_no_key(bench: KeyBench, one, pin: str) -> None:
    login, old = one
    account = bench.with_key(login, old, fingerprint=pin)
    code = "host_key_changed" if pin else "host_key_unknown"
    assert stops(bench, account) == code
    assert refusal(bench, account, made(account)).code == code


def test_preflight_says_what_it_finds(bench: KeyBench, one, new_pair, account_name) -> None:
    login, old = one

    async def work(target: Target) -> tuple[list[str], tuple[str, ...], bool]:
        found = await target.preflight(bench.with_key(login, new_pair()))
        described = await target.describe(bench.with_key(login, old))
        nobody = await target.preflight(bench.with_key(account_name("nobody"), old))
        return [f.code for f in found.findings], described, nobody.stops is not None

    codes, described, stopped = settle(work, bench)
    assert "key_not_there" in codes
    assert (
        "/.ssh/authorized_keys, with its options no-pty. Once it is proved, remove the line of SHA256:"
        in described[0]
    )
    assert stopped


def test_an_admin_who_may_only_run_chpasswd_changes_no_key(bench: KeyBench, one, account_name) -> None:
    login, old = one
    admin = account_name("adm")
    bench.create(admin, "Old-Pass-1-word")
    bench.server.sudoers(admin, "ALL=(root) NOPASSWD: /usr/sbin/chpasswd")
    account = replace(bench.with_key(login, old), admin=bench.credential(admin, "Old-Pass-1-word"))
    assert stops(bench, account) == "chpasswd_only"


@pytest.mark.parametrize("stem", ["o'brien", 'a"b', "a\\b", "two words", "x; DROP", "$user", "用户", "a,b=c"])
def test_a_hostile_name_works(bench: KeyBench, account_name, new_pair, stem: str) -> None:
    login, old = f"{stem}{account_name('')[-6:]}", new_pair()
    bench.create(login, "Old-Pass-1-word")
    bench.put(login, old.line + b"\n")
    account = bench.with_key(login, old)
    assert change(bench, account, made(account)) == [Answer.ACCEPTED, Answer.REJECTED]
