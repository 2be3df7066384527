"""Debian's slapd with TLS, password policies and RFC 3062; its data in a temporary folder."""

from __future__ import annotations

import base64
import hashlib
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
from pamdesk.sandbox.certificates import ServerCertificate
from tests.servers.certificates import TestCertificates
from tests.servers.postgresql import SignInUnanswered

BASE = "dc=example,dc=test"
PEOPLE = f"ou=people,{BASE}"
POLICIES = f"ou=policies,{BASE}"
_SCHEMAS = ("core", "cosine", "inetorgperson", "nis")
_INVALID_CREDENTIALS = 49
_LISTEN_SECONDS = 30.0
_ADDRESS = "127.0.0.1"
_LONG_AGO = "20200101000000Z"
_DEFAULT_POLICY = (
    f"dn: cn=default,{POLICIES}\nobjectClass: person\nobjectClass: pwdPolicy\ncn: default\nsn: x\n"
    "pwdAttribute: userPassword\n"
)


def missing_server() -> str:
    """Say what must be installed for these tests, or return nothing."""
    if not all(map(_which, ("slapd", "ldapwhoami"))):
        return "needs OpenLDAP's server and client: apt-get install --no-install-recommends slapd ldap-utils"
    return ""


def _which(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")


class OpenldapServer:
    """One running slapd; a context manager. `folder` must be new, and reachable for an unprivileged account.

    `port` speaks TLS at once, `plain_port` after StartTLS only: before it no password is taken.
    """

    host = "localhost"

    def __init__(
        self,
        folder: Path,
        certificates: TestCertificates,
        *,
        shown: ServerCertificate | None = None,
        policies: bool = True,
    ) -> None:
        """Prepare a server that shows `shown` (the right certificate by default); without `policies` ppolicy is not loaded."""
        self.folder = folder
        self.trusted = certificates.trusted
        self.admin = f"uid=pamadmin,{PEOPLE}"
        self.admin_password = secrets.token_urlsafe(18)
        self._root_password = secrets.token_urlsafe(18)
        self._shown = shown or certificates.right
        self._policies = policies
        self._log = folder / "server.log"
        self._account = processes.unprivileged_account("openldap")
        self._child: processes.ChildProcess | None = None
        self.port = 0
        self.plain_port = 0

    def __enter__(self) -> Self:
        self._initialise()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server on two free ports."""
        self._child, self.port = processes.start_on_free_port(self._program, "slapd starting")
        # It says so before it listens (slapd's main() logs, its daemon thread calls listen()).
        for port in (self.port, self.plain_port):
            _await_listening(self._child, port)

    def stop(self) -> None:
        """Orderly shutdown; the data is kept."""
        if self._child is not None:
            self._child.stop()
            self._child = None

    def dn(self, name: str) -> str:
        """Return the distinguished name of a person."""
        return f"uid={escaped(name)},{PEOPLE}"

    def create_user(self, name: str, password: str, attributes: str = "") -> None:
        """Add a person whose password was set long ago; `attributes` are further lines of LDIF."""
        changed = f"pwdChangedTime: {_LONG_AGO}\n" if self._policies else ""
        self.apply_ldif(
            f"{_line('dn', self.dn(name))}changetype: add\nobjectClass: inetOrgPerson\n{_line('uid', name)}"
            f"{_line('cn', name)}sn: x\n{_line('userPassword', ssha(password))}{changed}{attributes}"
        )

    def set_password(self, name: str, password: str) -> None:
        """Change a password behind the product's back; policies do not judge it."""
        self.modify(name, _line("replace", "userPassword") + _line("userPassword", ssha(password)))

    def modify(self, name: str, change: str) -> None:
        """Change a person, as who may change everything, operational attributes too."""
        self.apply_ldif(f"{_line('dn', self.dn(name))}changetype: modify\n{change}")

    def apply_ldif(self, ldif: str) -> None:
        """Apply changes in LDIF as the rootdn."""
        with self._password_file(self._root_password) as secret:
            self._client("ldapmodify", "-D", f"cn=root,{BASE}", "-y", str(secret), "-e", "relax", text=ldif)

    def show(self, dn: str, *attributes: str) -> str:
        """Return an entry in LDIF as the rootdn sees it; empty where there is none."""
        with self._password_file(self._root_password) as secret:
            answer = self._run(
                ["ldapsearch", "-D", f"cn=root,{BASE}", "-y", str(secret), "-LLL", "-o", "ldif-wrap=no"],
                ["-s", "base", "-b", dn, "(objectClass=*)", *attributes],
            )
        return answer.stdout

    @contextmanager
    def policy(self, **rules: str) -> Iterator[None]:
        """Have the default password policy say this for the block."""
        dn = f"cn=default,{POLICIES}"
        change = "-\n".join(f"replace: {name}\n{name}: {value}\n" for name, value in rules.items())
        back = "-\n".join(f"delete: {name}\n" for name in rules)
        self.apply_ldif(f"dn: {dn}\nchangetype: modify\n{change}")
        try:
            yield
        finally:
            self.apply_ldif(f"dn: {dn}\nchangetype: modify\n{back}")

    def can_sign_in(self, name: str, password: str) -> bool:
        """Ask an independent client (ldapwhoami, the password in a file) whether the password is taken."""
        return self.sign_in_refusal(self.dn(name), password) is None

    def sign_in_refusal(self, dn: str, password: str) -> str | None:
        """Return the server's reason for refusing a sign-in, or None; raises SignInUnanswered where there was no answer."""
        with self._password_file(password) as secret:
            answer = self._run(["ldapwhoami", "-D", dn, "-y", str(secret)], [])
        if answer.returncode == 0:
            return None
        if answer.returncode != _INVALID_CREDENTIALS:
            raise SignInUnanswered(answer.stderr.strip())
        return answer.stderr.strip()

    def log_text(self) -> str:
        """Everything that the server has logged, each operation among it."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def _client(self, program: str, *arguments: str, text: str) -> None:
        answer = self._run([program, *arguments], [], text)
        if answer.returncode != 0:
            raise RuntimeError(f"{program} ended with {answer.returncode}: {answer.stderr.strip()}")

    def _run(
        self, program: list[str], arguments: list[str], text: str = ""
    ) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "LDAPTLS_CACERT": str(self.trusted), "LDAPTLS_REQCERT": "demand"}
        # By its number: of "localhost" libldap makes this machine's own name before it looks at the certificate.
        url = f"ldaps://{_ADDRESS}:{self.port}"
        return subprocess.run(
            [program[0], "-x", "-H", url, *program[1:], *arguments],
            input=text,
            env=environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    @contextmanager
    def _password_file(self, password: str) -> Iterator[Path]:
        file = self.folder / f"password-{secrets.token_hex(8)}"
        file.touch(mode=0o600)
        file.write_bytes(password.encode())
        try:
            yield file
        finally:
            file.unlink()

    def _initialise(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        (self.folder / "data").mkdir()
        shutil.copyfile(self._shown.certificate, self.folder / "server.crt")
        shutil.copyfile(self._shown.private_key, self.folder / "server.key")
        (self.folder / "server.key").chmod(0o600)
        (self.folder / "slapd.conf").write_text(self._configuration(), encoding="utf-8")
        (self.folder / "first.ldif").write_text(self._first_entries(), encoding="utf-8")
        self._log.touch()
        processes.hand_over(self.folder, self._account)
        processes.run_to_end(
            self._as_program(["slapd", "-Ta", "-f", "slapd.conf", "-l", str(self.folder / "first.ldif")])
        )

    def _configuration(self) -> str:
        folder = self.folder
        schemas = "".join(f"include /etc/ldap/schema/{name}.schema\n" for name in _SCHEMAS)
        overlay = (
            f'overlay ppolicy\nppolicy_default "cn=default,{POLICIES}"\nppolicy_use_lockout\n'
            if self._policies
            else ""
        )
        return (
            f"{schemas}modulepath /usr/lib/ldap\nmoduleload back_mdb\n"
            f"{'moduleload ppolicy' if self._policies else ''}\n"
            f"pidfile {folder}/pid\nargsfile {folder}/args\n"
            f"TLSCACertificateFile {self.trusted}\nTLSCertificateFile {folder}/server.crt\n"
            f"TLSCertificateKeyFile {folder}/server.key\nTLSVerifyClient never\nsecurity simple_bind=128\n"
            "password-hash {SSHA}\nloglevel stats\nthreads 4\n"
            f'database mdb\nsuffix "{BASE}"\nrootdn "cn=root,{BASE}"\nrootpw {ssha(self._root_password)}\n'
            f"directory {folder}/data\nmaxsize 67108864\ndbnosync\n{overlay}"
            f'access to attrs=userPassword by dn.exact="{self.admin}" write by self =xw by anonymous auth\n'
            f'access to dn.subtree="ou=hidden,{BASE}" by * none\n'
            f'access to * by dn.exact="{self.admin}" read by users read by anonymous none\n'
        )

    def _first_entries(self) -> str:
        units = "".join(
            f"dn: ou={name},{BASE}\nobjectClass: organizationalUnit\nou: {name}\n\n"
            for name in ("people", "policies", "more people")
        )
        return (
            f"dn: {BASE}\nobjectClass: dcObject\nobjectClass: organization\no: example\ndc: example\n\n{units}"
            f"dn: {self.admin}\nobjectClass: inetOrgPerson\nuid: pamadmin\ncn: pamadmin\nsn: x\n"
            f"userPassword: {ssha(self.admin_password)}\n\n" + (_DEFAULT_POLICY if self._policies else "")
        )

    def _program(self, port: int) -> processes.Program:
        self.plain_port = processes.free_port()
        urls = f"ldaps://{_ADDRESS}:{port} ldap://{_ADDRESS}:{self.plain_port}"
        return self._as_program(["slapd", "-f", "slapd.conf", "-h", urls, "-d", "stats"])

    def _as_program(self, argv: list[str]) -> processes.Program:
        program = _which(argv[0])
        if program is None:
            raise RuntimeError(missing_server())
        return processes.Program(
            title="OpenLDAP",
            argv=[program, *argv[1:]],
            folder=self.folder,
            log=self._log,
            account=self._account,
            leftover=self.folder,
            environment=_environment(),
        )


def _await_listening(child: processes.ChildProcess, port: int) -> None:
    """Wait until somebody may connect; raises RuntimeError where the server ended or does not listen in time."""
    deadline = time.monotonic() + _LISTEN_SECONDS
    while True:
        try:
            socket.create_connection((_ADDRESS, port), timeout=_LISTEN_SECONDS).close()
        except ConnectionRefusedError:
            if not child.running() or time.monotonic() > deadline:
                raise RuntimeError(f"OpenLDAP does not listen on port {port}.") from None
            time.sleep(0.005)
        else:
            return


def ssha(password: str) -> str:
    """Return what OpenLDAP stores of a password under {SSHA}."""
    salt = secrets.token_bytes(8)
    return "{SSHA}" + base64.b64encode(hashlib.sha1(password.encode() + salt).digest() + salt).decode()


def escaped(value: str) -> str:
    """Return a value as it stands in a distinguished name (RFC 4514): everything unusual by its bytes in hexadecimal."""
    return "".join(
        one if one.isascii() and one.isalnum() else "".join(f"\\{byte:02x}" for byte in one.encode())
        for one in value
    )


def _line(name: str, value: str) -> str:
    return (
        f"{name}:: {base64.b64encode(value.encode()).decode()}\n"
        if name not in _WORDS
        else f"{name}: {value}\n"
    )


_WORDS = ("replace", "add", "delete")


def _environment() -> Mapping[str, str]:
    return {"LC_ALL": "C.UTF-8", "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin"}
