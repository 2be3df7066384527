"""Debian's Samba as an Active Directory domain controller of one domain, on a loopback address of its own.

A domain controller's ports are fixed, so every server takes another address of 127.0.0.0/8; that, and Samba itself, need root.
"""

from __future__ import annotations

import base64
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from pamdesk.sandbox import processes
from pamdesk.sandbox.faults import FaultBoard
from pamdesk.sandbox.relay import Relay
from tests.servers.certificates import TestCertificates
from tests.servers.openldap import escaped
from tests.servers.postgresql import SignInUnanswered

REALM = "LAB.EXAMPLE.TEST"
BASE = "DC=lab,DC=example,DC=test"
USERS = f"CN=Users,{BASE}"
_INVALID_CREDENTIALS = 49
_PORTS = (88, 389, 636)
_START_SECONDS = 30.0


def missing_server() -> str:
    """Say what must be installed for these tests, or return nothing."""
    if not all(map(_which, ("samba", "samba-tool", "ldapsearch", "kinit"))):
        return (
            "needs Samba's domain controller: apt-get install --no-install-recommends "
            "samba samba-ad-dc samba-ad-provision winbind ldap-utils krb5-user"
        )
    if os.geteuid() != 0:
        return "needs root: a domain controller listens on ports below 1024"
    return ""


def _which(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")


class SambaServer:
    """One running domain controller; a context manager. `port` on localhost leads to its LDAPS."""

    host = "localhost"
    admin = "Administrator"

    def __init__(self, folder: Path, certificates: TestCertificates) -> None:
        """Prepare a domain without password rules that lets no former password in."""
        self.folder = folder
        self.trusted = certificates.trusted
        self.admin_password = f"Adm1n-{secrets.token_urlsafe(12)}"
        self.address = _free_address()
        self.users = USERS  # where users are made and looked for
        self._certificate = certificates.authority.issue(
            f"samba-{self.address}", ["localhost", "127.0.0.1", self.address, "dc1.lab.example.test"]
        )
        self._log = folder / "server.log"
        self._child: processes.ChildProcess | None = None
        self._relay = Relay(636, FaultBoard(), server_host=self.address)

    @property
    def port(self) -> int:
        """The port on localhost."""
        return self._relay.port

    def __enter__(self) -> Self:
        self._provision()
        self.start()
        self._relay.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._relay.close()
        self.stop()

    def start(self, *, former_minutes: int = 0) -> None:
        """Start the server; for so many minutes it lets a former password in (a real one for 60)."""
        (self.folder / "smb.conf").write_text(self._configuration(former_minutes), encoding="utf-8")
        self._child = processes.ChildProcess(
            self._as_program(
                ["samba", "-F", "--no-process-group", "-M", "single", "-s", "smb.conf", "--debug-stdout"]
            )
        )
        until = time.monotonic() + _START_SECONDS
        while not all(_listens(self.address, port) for port in _PORTS):
            if time.monotonic() > until or not self._child.running():
                raise RuntimeError(f"Samba did not start: {processes.last_line(self._log)}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Orderly shutdown; the data is kept."""
        if self._child is not None:
            self._child.stop()
            self._child = None

    @contextmanager
    def letting_former_in(self, minutes: int = 60) -> Iterator[None]:
        """Let former passwords in for the block, as a domain controller does when nobody has told it otherwise."""
        self.stop()
        self.start(former_minutes=minutes)
        try:
            yield
        finally:
            self.stop()
            self.start()

    def dn(self, name: str) -> str:
        """Return the distinguished name of a user."""
        return f"CN={escaped(name)},{self.users}"

    def create_user(
        self, name: str, password: str, attributes: str = "", *, control: int = 512, account: str = ""
    ) -> None:
        """Add a user; `attributes` are further lines of LDIF, `control` its userAccountControl, `account` its login."""
        self.apply_ldif(
            f"{_line('dn', self.dn(name))}changetype: add\nobjectClass: user\n{_line('sAMAccountName', account or name)}"
            f"{_line('unicodePwd', quoted(password))}userAccountControl: {control}\n{attributes}"
        )

    def set_password(self, name: str, password: str) -> None:
        """Change a password behind the product's back."""
        self.modify(name, f"replace: unicodePwd\n{_line('unicodePwd', quoted(password))}")

    def modify(self, name: str, change: str) -> None:
        """Change a user as the administrator."""
        self.apply_ldif(f"{_line('dn', self.dn(name))}changetype: modify\n{change}")

    def apply_ldif(self, ldif: str) -> None:
        """Apply changes in LDIF as the administrator."""
        answer = self._client("ldapmodify", self._as_admin, self.admin_password, [], ldif)
        if answer.returncode != 0:
            raise RuntimeError(f"ldapmodify ended with {answer.returncode}: {answer.stderr.strip()}")

    def show(self, dn: str, *attributes: str) -> str:
        """Return an entry in LDIF as the administrator sees it."""
        arguments = ["-LLL", "-o", "ldif-wrap=no", "-s", "base", "-b", dn, "(objectClass=*)", *attributes]
        return self._client("ldapsearch", self._as_admin, self.admin_password, arguments).stdout

    @contextmanager
    def policy(self, **rules: str) -> Iterator[None]:
        """Have the domain's password policy say this for the block."""
        before = {name: self._domain(name) for name in rules}
        self._set_domain(rules)
        try:
            yield
        finally:
            self._set_domain(before)

    def can_sign_in(self, name: str, password: str) -> bool:
        """Ask an independent client (ldapsearch, the password in a file) whether the password is taken."""
        return self.sign_in_refusal(name, password) is None

    def sign_in_refusal(self, name: str, password: str) -> str | None:
        """Return the server's reason for refusing a sign-in, or None; raises SignInUnanswered where there was no answer."""
        answer = self._client("ldapsearch", self.dn(name), password, ["-s", "base", "-b", "", "1.1"])
        if answer.returncode == 0:
            return None
        if answer.returncode != _INVALID_CREDENTIALS:
            raise SignInUnanswered(answer.stderr.strip())
        return answer.stderr.strip()

    def gives_ticket(self, name: str, password: str) -> bool:
        """Ask MIT's kinit whether Kerberos takes the password: there no former one is let in."""
        (self.folder / "krb5.conf").write_text(
            f"[libdefaults]\n default_realm = {REALM}\n dns_lookup_kdc = false\n rdns = false\n"
            f"[realms]\n {REALM} = {{\n  kdc = {self.address}:88\n }}\n",
            encoding="utf-8",
        )
        answer = subprocess.run(
            ["kinit", "-c", f"FILE:{self.folder}/ticket", f"{name}@{REALM}"],
            input=f"{password}\n",
            env={**_environment(), "KRB5_CONFIG": str(self.folder / "krb5.conf")},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        return answer.returncode == 0

    def log_text(self) -> str:
        """Everything that the server has logged."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def _as_admin(self) -> str:
        return f"{self.admin}@{REALM.lower()}"

    def _domain(self, name: str) -> str:
        shown = self.show(BASE, name).splitlines()
        return next(line.partition(": ")[2] for line in shown if line.startswith(f"{name}: "))

    def _set_domain(self, rules: Mapping[str, str]) -> None:
        change = "-\n".join(f"replace: {name}\n{name}: {value}\n" for name, value in rules.items())
        self.apply_ldif(f"dn: {BASE}\nchangetype: modify\n{change}")

    def _client(
        self, program: str, who: str, password: str, arguments: list[str], text: str = ""
    ) -> subprocess.CompletedProcess[str]:
        file = self.folder / f"password-{secrets.token_hex(8)}"
        file.touch(mode=0o600)
        file.write_bytes(password.encode())
        environment = {**_environment(), "LDAPTLS_CACERT": str(self.trusted), "LDAPTLS_REQCERT": "demand"}
        try:
            return subprocess.run(
                [program, "-x", "-H", f"ldaps://{self.address}", "-D", who, "-y", str(file), *arguments],
                input=text,
                env=environment,
                capture_output=True,
                text=True,
                timeout=30,
                check=False,
            )
        finally:
            file.unlink()

    def _provision(self) -> None:
        self.folder.mkdir(parents=True)
        (self.folder / "tls").mkdir(mode=0o700)
        for name in ("run", "ncalrpc", "cache"):
            (self.folder / name).mkdir()
        shutil.copyfile(self._certificate.certificate, self.folder / "tls" / "server.crt")
        shutil.copyfile(self._certificate.private_key, self.folder / "tls" / "server.key")
        (self.folder / "tls" / "server.key").chmod(0o600)
        data = self.folder / "data"
        self._run(
            *("domain", "provision", f"--realm={REALM}", "--domain=LAB", "--server-role=dc"),
            *("--dns-backend=NONE", "--host-name=dc1", f"--host-ip={self.address}", f"--targetdir={data}"),
            *(f"--adminpass={self.admin_password}", f"--option=interfaces={self.address}/8"),
            "--option=bind interfaces only=yes",
        )
        self._run(
            *("domain", "passwordsettings", "set", "--complexity=off", "--history-length=0"),
            *("--min-pwd-age=0", "--max-pwd-age=0", "--min-pwd-length=0"),
            *("-H", str(data / "private" / "sam.ldb"), "-s", str(data / "etc" / "smb.conf")),
        )

    def _run(self, *arguments: str) -> None:
        processes.run_to_end(self._as_program(["samba-tool", *arguments]))

    def _configuration(self, former_minutes: int) -> str:
        folder, data = self.folder, self.folder / "data"
        return (
            "[global]\n netbios name = DC1\n workgroup = LAB\n"
            f" realm = {REALM}\n server role = active directory domain controller\n"
            f" interfaces = {self.address}/8\n bind interfaces only = yes\n server services = ldap, kdc\n"
            f" private dir = {data}/private\n state directory = {data}/state\n lock directory = {data}\n"
            f" binddns dir = {data}/bind-dns\n cache directory = {folder}/cache\n"
            f" pid directory = {folder}/run\n ncalrpc dir = {folder}/ncalrpc\n"
            f" tls keyfile = {folder}/tls/server.key\n tls certfile = {folder}/tls/server.crt\n"
            f" tls cafile = {self.trusted}\n ldap server require strong auth = yes\n"
            f" old password allowed period = {former_minutes}\n log level = 1 auth_audit:3\n"
        )

    def _as_program(self, argv: list[str]) -> processes.Program:
        program = _which(argv[0])
        if program is None:
            raise RuntimeError(missing_server())
        return processes.Program(
            title="Samba",
            argv=[program, *argv[1:]],
            folder=self.folder,
            log=self._log,
            leftover=self.folder,
            environment=_environment(),
        )


def quoted(password: str) -> bytes:
    """Return a password as unicodePwd takes it."""
    return f'"{password}"'.encode("utf-16-le")


def _line(name: str, value: str | bytes) -> str:
    return f"{name}:: {base64.b64encode(value.encode() if isinstance(value, str) else value).decode()}\n"


def _environment() -> dict[str, str]:
    return {
        "LC_ALL": "C.UTF-8",
        "HOME": "/nonexistent",
        "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin",
    }


def _free_address() -> str:
    while True:
        address = f"127.{16 + secrets.randbelow(200)}.{secrets.randbelow(256)}.{1 + secrets.randbelow(254)}"
        if all(_is_free(address, port) for port in _PORTS):
            return address


def _is_free(address: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
        return True


def _listens(address: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((address, port)) == 0
