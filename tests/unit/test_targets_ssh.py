"""Host keys, key pairs and the text of authorized_keys, without a host."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pamdesk.records.secret import Secret
from pamdesk.targets.linux.facts import Facts, read
from pamdesk.targets.ssh import authorized_keys
from pamdesk.targets.ssh import hostkeys as ssh_hostkeys
from pamdesk.targets.ssh import keys as ssh_keys
from pamdesk.targets.ssh.hostkeys import HostKey
from pamdesk.targets.ssh.key_file import place_of
from pamdesk.targets.ssh.keys import PublicKey, UnreadableKey

BODY = "AAAAC3NzaC1lZDI1NTE5AAAAIGaWSuMPP0xYdwiVt4cm/xBXGjbDtfekqGsrDoCUrF32"
KEY = PublicKey("ssh-ed25519", BODY)
OTHER = PublicKey("ssh-ed25519", BODY.replace("GaWS", "GaWT"))


def test_a_key_and_its_fingerprint_are_one_pin() -> None:
    [key] = ssh_hostkeys.parse(f"ssh-ed25519 {BODY} root@web")
    assert ssh_hostkeys.parse(str(key)) == (key,)
    [bare] = ssh_hostkeys.parse(key.fingerprint)
    assert (bare.fits(key), key.fits(HostKey("ssh-rsa", key.fingerprint))) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "SHA256:short",
        "ssh-ed25519",
        f"web ssh-ed25519 {BODY}",
        f"ssh-rsa {BODY}",
        "ssh-ed25519 !!!",
        "MD5:00:11",
    ],
)
def test_what_is_no_pin_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        ssh_hostkeys.parse(text)


def test_a_host_is_asked_for_the_kind_of_key_that_is_pinned() -> None:
    assert ssh_hostkeys.to_ask_for((HostKey("ssh-rsa", "SHA256:x"),)) == ("rsa-sha2-512", "rsa-sha2-256")
    assert ssh_hostkeys.to_ask_for((HostKey("", "SHA256:x"),)) == ssh_hostkeys.ALGORITHMS
    assert "ssh-rsa" not in ssh_hostkeys.ALGORITHMS


@pytest.mark.parametrize(
    ("line", "options"),
    [
        (f"ssh-ed25519 {BODY}", b""),
        (f"  ssh-ed25519   {BODY}  a b c", b""),
        (f'command="echo \\"a b\\"",no-pty ssh-ed25519 {BODY} x', b'command="echo \\"a b\\"",no-pty'),
        (f"restrict ssh-ed25519 {BODY}\r", b"restrict"),
    ],
)
def test_a_line_is_read_with_its_options(line: str, options: bytes) -> None:
    entry = authorized_keys.parse(line.encode())
    assert entry is not None
    assert (entry.options, entry.holds(KEY), entry.holds(OTHER)) == (options, True, False)


@pytest.mark.parametrize(
    "line", [b"", b"  ", f"# ssh-ed25519 {BODY}".encode(), b"ssh-ed25519", b"no key here", b'a="b']
)
def test_what_is_no_key_is_left_alone(line: bytes) -> None:
    assert authorized_keys.parse(line) is None
    assert authorized_keys.without_key(line, KEY) == line


def test_adding_and_removing_leaves_every_other_byte() -> None:
    text = f'# a\r\n\xff\nfrom="x" {KEY} me\n\r\n\tssh-rsa AAAA\n'.encode("latin-1")
    added = authorized_keys.with_key(text, OTHER, KEY)
    assert added == text + f'from="x" {OTHER} me\n'.encode()
    assert authorized_keys.without_key(added, OTHER) == text
    assert authorized_keys.with_key(added, OTHER, KEY) == added
    assert authorized_keys.others(added, KEY) != authorized_keys.others(added, OTHER)
    replaced = authorized_keys.without_key(added, KEY)
    assert authorized_keys.others(replaced, OTHER) == authorized_keys.others(text, KEY)


def test_a_key_made_by_ssh_keygen_is_read_and_one_of_ours_by_ssh_keygen(tmp_path: Path) -> None:
    file = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "pass", "-f", str(file)], check=True)
    theirs = Secret(file.read_text())
    assert str(ssh_keys.public_of(theirs, Secret("pass"))) == " ".join(
        file.with_suffix(".pub").read_text().split()[:2]
    )
    for passphrase in (None, Secret("wrong")):
        with pytest.raises(UnreadableKey) as caught:
            ssh_keys.load(theirs, passphrase)
        assert caught.value.needs_passphrase
    assert ssh_keys.make_like(None, None)[1].algorithm == "ssh-ed25519"
    with pytest.raises(UnreadableKey):
        ssh_keys.load(Secret("no key"))


@pytest.mark.parametrize(
    ("setting", "place"),
    [
        ("", "/home/app/.ssh/authorized_keys"),
        (
            "sshd=authorizedkeysfile .ssh/authorized_keys .ssh/authorized_keys2",
            "/home/app/.ssh/authorized_keys",
        ),
        ("sshd=authorizedkeysfile /etc/ssh/keys/%u", "/etc/ssh/keys/app"),
        ("sshd=authorizedkeysfile %h/keys-%U%%", "/home/app/keys-1001%"),
    ],
)
def test_the_file_is_where_sshd_looks(setting: str, place: str) -> None:
    assert place_of(Facts(login="app", uid=1001, home="/home/app"), f"day=1\n{setting}\n") == place


def test_days_of_the_shadow_file_are_understood() -> None:
    entry = "passwd=x:1001:1001:App, o's:/home/app:/bin/bash\nday=20000\nshadow_read=yes\n"
    due = read("app", f"{entry}shadow=set:19000:0:90:7:30:\n")
    assert (due.uid, due.shell, due.expired, due.must_change) == (1001, "/bin/bash", True, False)
    old = read("app", f"{entry}shadow=set:19000:0:90:7::\n")
    assert (old.expired, old.must_change) == (False, True)
    fine = read("app", f"{entry}shadow=set:19990:0:90:7::20001\n")
    assert (fine.expired, fine.must_change) == (False, False)
    assert read("app", f"{entry}shadow=set:19990:0:90:7::20000\n").expired
