"""Debian's OpenSSH as an EC2 instance runs it: real accounts, PAM and sudo, none of them this machine's.

The server lives in mount and process namespaces of its own: what it sees as /etc and /home are copies in the test's
folder, so that chpasswd, sudo and sshd work on real files and this machine's accounts are never touched. Ending its first
process ends everything in it, and the mounts are gone with it.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from pamdesk.sandbox import processes
from tests.servers.postgresql import SignInUnanswered

_PROGRAMS: Final = ("sshd", "ssh", "ssh-keygen", "sudo", "chpasswd", "unix_chkpwd", "unshare", "nsenter")
_PATH: Final = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin:/sbin"
# OpenSSH's own client refuses these in a name (ssh.c, valid_ruser); the server takes what the accounts have.
_NOT_FOR_THE_CLIENT: Final = re.compile(r"""[`"$\\;&<>|(){}'\s]|^-""")
_FIRST_UID: Final = 20_000
HOST_KEYS: Final = ("ed25519", "ecdsa", "rsa")


def missing_server() -> str:
    """Say what these tests need that is not here, or return nothing."""
    absent = [name for name in _PROGRAMS if shutil.which(name, path=_PATH) is None]
    if absent:
        return (
            f"needs OpenSSH and sudo ({', '.join(absent)}): apt-get install --no-install-recommends "
            "openssh-server openssh-client sudo libpam-pwquality cracklib-runtime"
        )
    tried = subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "--propagation", "private", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    if tried.returncode:
        return f"needs root and namespaces for accounts of its own: {tried.stderr.strip()}"
    return ""


class SshServer:
    """One running sshd with accounts of its own; a context manager. `folder` must be new, and reachable for everybody."""

    host = "127.0.0.1"

    def __init__(self, folder: Path, *, settings: Sequence[str] = ()) -> None:
        """Prepare a server; `settings` stand before the usual lines of its sshd_config, and so win over them."""
        self.folder = folder
        self.admin = "rotadm"
        self.admin_password = f"Adm-{secrets.token_hex(8)}"
        self._settings = tuple(settings)
        self._etc = folder / "etc"
        self._log = folder / "server.log"
        self._child: processes.ChildProcess | None = None
        self._guard = threading.Lock()
        self._next_uid = _FIRST_UID
        self.port = 0

    @property
    def pid(self) -> int:
        """The process whose end is the end of everything in the namespaces."""
        if self._child is None:
            raise RuntimeError("The SSH server is not running.")
        return self._child.pid

    def __enter__(self) -> Self:
        self._initialise()
        self.start()
        self.create_user(self.admin, self.admin_password)
        self.sudoers(self.admin, "ALL=(ALL) NOPASSWD: ALL")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server, on a new free port the first time and on the same one afterwards."""
        fixed = self.port
        self._child, self.port = processes.start_on_free_port(
            lambda port: self._program(fixed or port), "Server listening"
        )

    def stop(self) -> None:
        """End the server and every session in it."""
        if self._child is not None:
            self._child.stop()
            self._child = None

    def run(self, *argv: str, given: str | bytes = b"", check: bool = True) -> str:
        """Run a command as root among the server's accounts and return what it printed."""
        first = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()[0]
        done = subprocess.run(
            ["nsenter", "--target", first, "--mount", "--pid", "--", "env", "LC_ALL=C", *argv],
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            timeout=60,
            check=False,
            env={**os.environ, "PATH": _PATH},
        )
        if check and done.returncode:
            raise RuntimeError(f"{argv[0]} ended with {done.returncode}: {done.stderr.decode().strip()}")
        return done.stdout.decode(errors="surrogateescape")

    # Accounts

    def create_user(self, name: str, password: str, *, shell: str = "/bin/bash", groups: str = "") -> None:
        """Make an account with a home; written into the files themselves, since useradd takes no unusual names."""
        with self._guard:
            uid, self._next_uid = self._next_uid, self._next_uid + 1
            home = f"/home/u{uid}"
            self._append("passwd", f"{name}:x:{uid}:{uid}:{groups}:{home}:{shell}")
            self._append("group", f"u{uid}:x:{uid}:")
            self._append("shadow", f"{name}:!:19000:0:99999:7:::")
            place = self.folder / home.lstrip("/")
            place.mkdir(mode=0o755)
            os.chown(place, uid, uid)
        self.set_password(name, password)

    def set_password(self, name: str, password: str) -> None:
        """Change a password behind the product's back, with a hash that is quickly made."""
        hashed = subprocess.run(
            ["openssl", "passwd", "-6", "-stdin"], input=password, capture_output=True, text=True, check=True
        ).stdout.strip()
        self.run("chpasswd", "-e", given=f"{name}:{hashed}\n")

    def home(self, name: str) -> Path:
        """The account's home as this machine sees it."""
        return self.folder / self._entry(name)[5].lstrip("/")

    def uid(self, name: str) -> int:
        """The account's number."""
        return int(self._entry(name)[2])

    def put_keys(self, name: str, text: bytes, mode: int = 0o600) -> Path:
        """Write the account's authorized_keys as it would itself."""
        keys, uid = self.home(name) / ".ssh" / "authorized_keys", self.uid(name)
        keys.parent.mkdir(mode=0o700, exist_ok=True)
        keys.write_bytes(text)
        keys.chmod(mode)
        for path in (keys.parent, keys):
            os.chown(path, uid, uid)
        return keys

    def shadow(self, name: str) -> list[str]:
        """The account's fields in /etc/shadow."""
        lines = (self._etc / "shadow").read_text(encoding="utf-8").splitlines()
        return next(line.split(":") for line in lines if line.split(":")[0] == name)

    def sudoers(self, name: str, rule: str) -> None:
        """Give an account a rule of sudo (`ALL=(ALL) ALL`)."""
        place = self._etc / "sudoers.d" / f"test-{name}"
        place.write_text(f"{name} {rule}\n", encoding="utf-8")
        place.chmod(0o440)

    @contextmanager
    def strict_passwords(self) -> Iterator[None]:
        """Let pam_pwquality hold for the administrator too, for the block."""
        place = self._etc / "security" / "pwquality.conf"
        before = place.read_text()
        place.write_text(f"{before}\nminlen = 12\nenforce_for_root\n")
        try:
            yield
        finally:
            place.write_text(before)

    # Proof by clients that are not the product's

    def can_sign_in(self, name: str, password: str) -> bool:
        """Ask OpenSSH's client, or PAM's own helper for names and passwords that it cannot take."""
        if _NOT_FOR_THE_CLIENT.search(name) or "\n" in password:
            return self.is_password(name, password)
        answer = self.ssh(name, "true", password=password)
        if answer.returncode == 0:
            return True
        if "Permission denied" in answer.stderr:
            return False
        raise SignInUnanswered(answer.stderr.strip())

    def is_password(self, name: str, password: str) -> bool:
        """Ask PAM's helper whether this is what /etc/shadow holds the hash of."""
        shown = self.run(
            "sh", "-c", 'unix_chkpwd "$1" nonull; echo "=$?"', "sh", name, given=f"{password}\0".encode()
        )
        return shown.strip() == "=0"

    def ssh(
        self, name: str, command: str, *, password: str = "", key: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command through OpenSSH's client, signed in by password or by a key file."""
        answer = self.folder / f"answer-{secrets.token_hex(6)}"
        answer.touch(mode=0o600)
        answer.write_text(password + "\n", encoding="utf-8")
        ways = (
            ["-i", str(key), "-o", "IdentitiesOnly=yes", "-o", "PreferredAuthentications=publickey"]
            if key
            else ["-o", "PreferredAuthentications=password", "-o", "NumberOfPasswordPrompts=1"]
        )
        try:
            return subprocess.run(
                [
                    *("ssh", "-F", "none", "-p", str(self.port), "-l", name, *ways),
                    *("-o", f"UserKnownHostsFile={self.folder / 'known_hosts'}"),
                    *("-o", "StrictHostKeyChecking=yes", "-o", "ConnectTimeout=10", "-o", "LogLevel=ERROR"),
                    *(self.host, command),
                ],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
                env={
                    **os.environ,
                    "LC_ALL": "C.UTF-8",
                    "SSH_ASKPASS": str(self.folder / "askpass"),
                    "SSH_ASKPASS_REQUIRE": "force",
                    "PAMDESK_TEST_ANSWER": str(answer),
                },
            )
        finally:
            answer.unlink()

    def host_key(self, kind: str = "ed25519") -> str:
        """The host key's line: algorithm and base64."""
        return " ".join((self._etc / "ssh" / f"test_{kind}.pub").read_text().split()[:2])

    def log_text(self) -> str:
        """What sshd has logged."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    # Inside

    def _entry(self, name: str) -> list[str]:
        lines = (self._etc / "passwd").read_text(encoding="utf-8").splitlines()
        return next(line.split(":") for line in lines if line.split(":")[0] == name)

    def _append(self, file: str, line: str) -> None:
        with (self._etc / file).open("a", encoding="utf-8") as opened:
            opened.write(f"{line}\n")

    def _initialise(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        subprocess.run(["cp", "-a", "/etc", str(self._etc)], check=True)
        (self.folder / "home").mkdir()
        self._forget_this_machine()
        ssh = self._etc / "ssh"
        for kind in HOST_KEYS:
            file = ssh / f"test_{kind}"
            subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", str(file)], check=True)
        (ssh / "sshd_config").write_text(self._configuration(), encoding="utf-8")
        known = "".join(f"* {self.host_key(kind)}\n" for kind in HOST_KEYS)
        (self.folder / "known_hosts").write_text(known, encoding="utf-8")
        askpass = self.folder / "askpass"
        askpass.write_text('#!/bin/sh\nexec cat "$PAMDESK_TEST_ANSWER"\n', encoding="utf-8")
        askpass.chmod(0o700)

    def _forget_this_machine(self) -> None:
        """No hash, no rule of sudo and no host key of this machine is copied along."""
        shadow = self._etc / "shadow"
        entries = [line.split(":") for line in shadow.read_text(encoding="utf-8").splitlines()]
        shadow.write_text("".join(":".join([e[0], "*", *e[2:]]) + "\n" for e in entries), encoding="utf-8")
        for left in (*(self._etc / "sudoers.d").glob("*"), *(self._etc / "ssh").glob("ssh_host_*")):
            left.unlink()
        # pam_unix waits two seconds after a wrong password; nothing is learnt from it here.
        auth = self._etc / "pam.d" / "common-auth"
        auth.write_text(auth.read_text().replace("pam_unix.so", "pam_unix.so nodelay"))
        for backup in ("shadow-", "passwd-", "gshadow-", "group-"):
            (self._etc / backup).unlink(missing_ok=True)

    def _configuration(self) -> str:
        lines = [
            *self._settings,
            *(f"HostKey /etc/ssh/test_{kind}" for kind in HOST_KEYS),
            "ListenAddress 127.0.0.1",
            "PidFile none",
            "UsePAM yes",
            "UseDNS no",
            "PasswordAuthentication yes",
            "KbdInteractiveAuthentication no",
            "PermitRootLogin yes",
            "LogLevel VERBOSE",
            "MaxStartups 200",
            "MaxSessions 100",
            # Accounts whose names say how they sign in.
            "Match User nopw_*",
            "  PasswordAuthentication no",
            "Match User kbd_*",
            "  PasswordAuthentication no",
            "  KbdInteractiveAuthentication yes",
            "Match User both_*",
            "  AuthenticationMethods password,publickey",
            "Match User rsaonly_*",
            "  PubkeyAcceptedAlgorithms rsa-sha2-256,rsa-sha2-512",
        ]
        return "\n".join(lines) + "\n"

    def _program(self, port: int) -> processes.Program:
        # The shell's own words are constant; the folder and the port come as its arguments.
        script = (
            'mount --bind "$1/etc" /etc && mount --bind "$1/home" /home && mount -t tmpfs tmpfs /run '
            '&& mkdir -p /run/sshd && exec /usr/sbin/sshd -D -e -p "$2"'
        )
        return processes.Program(
            title="OpenSSH",
            argv=[
                *("/usr/bin/unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"),
                *(
                    "--propagation",
                    "private",
                    "--",
                    "/bin/sh",
                    "-c",
                    script,
                    "sh",
                    str(self.folder),
                    str(port),
                ),
            ],
            folder=self.folder,
            log=self._log,
            leftover=self.folder,
            environment={"LC_ALL": "C.UTF-8", "PATH": _PATH},
            # unshare ignores every milder signal; its end takes the namespace's first process, and so all, along.
            stop_signal=signal.SIGKILL,
        )
