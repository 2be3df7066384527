"""What the campaigns are fought on: a real server, a vault with accounts on it, and a proxy between them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.vault.vault import Vault
from tests.servers.certificates import make_certificates
from tests.servers.mariadb import MariadbServer
from tests.servers.openldap import OpenldapServer
from tests.servers.postgresql import PostgresServer
from tests.servers.proxy import FaultProxy
from tests.servers.samba import SambaServer
from tests.servers.sshd import SshServer
from tests.worlds import PasswordServer, World, database_world, iam_world, key_world


@dataclass(frozen=True)
class Ground:
    """One target's world; `sign_in` asks every account with what the vault says, by a client that is not ours."""

    name: str
    against: str  # what stands there, for the report
    vault: Vault
    users: tuple[str, ...]
    sign_in: Callable[[], Mapping[str, bool]]
    proxy: FaultProxy
    patience: float  # seconds for which a start goes on asking before it leaves an account for later


Parts: TypeAlias = tuple[World, list[str], Callable[[], Mapping[str, bool]], FaultProxy]
Make: TypeAlias = Callable[[Path, ExitStack, int], Parts]


@dataclass(frozen=True)
class _Kind:
    against: str
    make: Make
    patience: float = 15.0


def _passwords(
    start: Callable[[Path], AbstractContextManager[PasswordServer]],
) -> Make:
    def make(folder: Path, stack: ExitStack, accounts: int) -> Parts:
        server = stack.enter_context(start(folder))
        proxy = stack.enter_context(FaultProxy(server.port))
        world = database_world(folder / "vault.pamdesk", server, users=accounts, port=proxy.port)
        return world, world.users, world.knows_the_live_one, proxy

    return make


def _ssh_key(folder: Path, stack: ExitStack, accounts: int) -> Parts:
    """One account, whatever was asked: its file of keys is what others would share."""
    server = stack.enter_context(SshServer(folder / "ssh"))
    proxy = stack.enter_context(FaultProxy(server.port))
    world = key_world(folder / "vault.pamdesk", server, port=proxy.port)
    return world, [world.account], lambda: {world.login: world.lets_in(world.key())}, proxy


def _aws(stack: ExitStack) -> tuple[LocalAws, FaultProxy, str]:
    aws = stack.enter_context(LocalAws())
    proxy = stack.enter_context(FaultProxy(urlsplit(aws.endpoint_url).port or 0))
    return aws, proxy, f"http://127.0.0.1:{proxy.port}"


def _iam(folder: Path, stack: ExitStack, accounts: int) -> Parts:
    aws, proxy, url = _aws(stack)
    world = iam_world(folder / "vault.pamdesk", aws, users=accounts, endpoint_url=url)
    return world, world.users, world.knows_the_live_one, proxy


# Access keys are not among them: a key's grace of a day lets it be rotated once. test_kills_access_key.py kills there.
# A directory cannot end a change that may be on its way: there half a minute must pass before it is over.
KINDS: Final[Mapping[str, _Kind]] = {
    "postgresql": _Kind(
        "PostgreSQL 15, psql",
        _passwords(lambda folder: PostgresServer(folder / "postgresql", make_certificates(folder / "tls"))),
    ),
    "mariadb": _Kind(
        "MariaDB 10.11, mariadb",
        _passwords(lambda folder: MariadbServer(folder / "mariadb", make_certificates(folder / "tls"))),
    ),
    "linux": _Kind(
        "OpenSSH sshd and sudo, ssh", _passwords(lambda folder: SshServer(folder / "ssh")), patience=60.0
    ),
    "ssh-key": _Kind("OpenSSH sshd, ssh", _ssh_key, patience=60.0),
    "samba": _Kind(
        "Samba AD DC, ldapsearch",
        _passwords(lambda folder: SambaServer(folder / "samba", make_certificates(folder / "tls"))),
        patience=60.0,
    ),
    "openldap": _Kind(
        "slapd, ldapwhoami",
        _passwords(lambda folder: OpenldapServer(folder / "openldap", make_certificates(folder / "tls"))),
        patience=60.0,
    ),
    "iam": _Kind("local AWS (emulated), its sign-in page", _iam),
}


@contextmanager
def ground(name: str, accounts: int) -> Iterator[Ground]:
    """Start what this target needs, in a temporary folder; all of it is ended and removed afterwards."""
    kind = KINDS[name]
    with tempfile.TemporaryDirectory(prefix="pamdesk-crash-") as text, ExitStack() as stack:
        folder = Path(text)
        folder.chmod(0o755)  # the servers' unprivileged accounts must reach it
        world, users, sign_in, proxy = kind.make(folder, stack, accounts)
        stack.callback(world.vault.close)
        yield Ground(name, kind.against, world.vault, tuple(users), sign_in, proxy, kind.patience)
