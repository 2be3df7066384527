"""Vaults with everything linked: what an administrator would have set up, in a few lines."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from pamdesk.records.ids import new_id
from pamdesk.records.links import Link, LinkKind
from pamdesk.records.record import FieldValue, Record
from pamdesk.records.rotation_settings import Method, RotationSettings, SecretKind
from pamdesk.records.schedule import Schedule
from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_process import LocalAwsProcess
from pamdesk.targets.ssh import keys as ssh_keys
from pamdesk.vault.keys import KdfCost
from pamdesk.vault.vault import Vault
from tests.servers.aws import client, new_user
from tests.servers.mariadb import MariadbServer
from tests.servers.openldap import OpenldapServer
from tests.servers.oracle import SERVICE, OracleServer
from tests.servers.postgresql import PostgresServer
from tests.servers.samba import SambaServer
from tests.servers.sshd import SshServer
from tests.servers.tds import Login, TdsServer
from tests.servers.windows_scripts import PlayedWindows
from tests.servers.windows_ssh import WindowsBehindSsh

PASSWORD = "correct horse battery staple"
TEST = "test"
CHEAP = KdfCost(memory_kib=8, iterations=1, lanes=1, weak=True)


PasswordServer: TypeAlias = (
    PostgresServer
    | MariadbServer
    | SshServer
    | OpenldapServer
    | SambaServer
    | OracleServer
    | TdsServer
    | PlayedWindows
    | WindowsBehindSsh
)


@dataclass
class World:
    """An open vault with one shared folder and one PAM Configuration."""

    vault: Vault
    folder: str
    configuration: str

    @classmethod
    def create(cls, path: Path, *, environment: str = "local", **fields: FieldValue) -> World:
        """Make a vault; the key derivation is a cheap one."""
        vault = Vault.create(path, Secret(PASSWORD), cost=CHEAP)
        folder = vault.folders.add("Production", shared=True).id
        world = cls(vault, folder, "")
        world.configuration = world.record(
            "pamConfiguration",
            "Local network",
            {"environment": environment, "gateway": vault.gateway_id, **fields},
        )
        return world

    def record(self, kind: str, title: str, fields: Mapping[str, FieldValue]) -> str:
        """Add a record and return its id."""
        now = datetime.now(UTC)
        record = Record(
            id=new_id(), type=kind, title=title, folder=self.folder, fields=fields, created=now, modified=now
        )
        return self.vault.records.add(record, who=TEST).id

    def link(self, source: str, kind: LinkKind, target: str) -> None:
        """Link two records."""
        self.vault.links.add(Link(source, kind, target), who=TEST)

    def database(self, title: str, host: str, port: int, kind: str, ca: str = "") -> str:
        """Add a PAM Database served by the configuration."""
        database = self.record(
            "pamDatabase",
            title,
            {"host": host, "port": port, "database_type": kind, "ca_certificate": ca, "use_ssl": True},
        )
        self.link(database, LinkKind.ENVIRONMENT, self.configuration)
        return database

    def machine(self, title: str, host: str, port: int, host_key: str, system: str = "linux") -> str:
        """Add a PAM Machine served by the configuration."""
        machine = self.record(
            "pamMachine",
            title,
            {"host": host, "port": port, "operating_system": system, "ssh_host_key": host_key},
        )
        self.link(machine, LinkKind.ENVIRONMENT, self.configuration)
        return machine

    def directory(self, title: str, host: str, port: int, kind: str, ca: str) -> str:
        """Add a PAM Directory served by the configuration."""
        directory = self.record(
            "pamDirectory",
            title,
            {"host": host, "port": port, "directory_type": kind, "ca_certificate": ca, "use_ssl": True},
        )
        self.link(directory, LinkKind.ENVIRONMENT, self.configuration)
        return directory

    def user(
        self,
        login: str,
        password: str | None,
        *,
        on: str = "",
        admin_of: str = "",
        method: Method = Method.GENERAL,
        secret: SecretKind = SecretKind.PASSWORD,
        schedule: Schedule | None = None,
        title: str = "",
        **fields: FieldValue,
    ) -> str:
        """Add a PAM User with rotation settings, linked."""
        values: dict[str, FieldValue] = {"login": login, **fields}
        if password is not None:
            values["password"] = Secret(password)
        user = self.record("pamUser", title or login, values)
        if on:
            self.link(user, LinkKind.BELONGS_TO, on)
        if admin_of:
            self.link(user, LinkKind.ADMIN, admin_of)
        if method is not Method.GENERAL:
            self.link(user, LinkKind.IAM_USER, self.configuration)
        settings = RotationSettings(
            user_id=user, method=method, secret=secret, schedule=schedule, changed=datetime.now(UTC)
        )
        self.vault.rotation_settings.set(settings, who=TEST)
        return user

    def password(self, user: str) -> str:
        """Return what the vault says the account's password is."""
        secret = self.vault.records.get(user).secret("password")
        assert secret is not None
        return secret.reveal()


@dataclass
class DatabaseWorld(World):
    """A world with one real database server, its admin and some users."""

    server: PasswordServer
    database_id: str
    admin: str
    users: list[str]
    logins: list[str]

    def knows_the_live_one(self) -> dict[str, bool]:
        """Sign in to every account with what the vault says, by a client that is not ours."""
        return {
            login: self.server.can_sign_in(login, self.password(user))
            for user, login in zip(self.users, self.logins, strict=True)
        }


def database_world(path: Path, server: PasswordServer, *, users: int = 3, port: int = 0) -> DatabaseWorld:
    """Make a vault for whichever real server with passwords this is."""
    if isinstance(server, SshServer):
        return linux_world(path, server, users=users, port=port)
    if isinstance(server, OpenldapServer | SambaServer):
        return directory_world(path, server, users=users, port=port)
    if isinstance(server, TdsServer):
        return tds_world(path, server, users=users, port=port)
    if isinstance(server, OracleServer):
        return oracle_world(path, server, users=users, port=port)
    if isinstance(server, PlayedWindows):
        return windows_world(path, server, users=users, port=port)
    if isinstance(server, PostgresServer):
        return postgres_world(path, server, users=users, port=port)
    if isinstance(server, WindowsBehindSsh):
        return windows_by_ssh_world(path, server, users=users, port=port)
    return mariadb_world(path, server, users=users, port=port)


def postgres_world(path: Path, server: PostgresServer, *, users: int = 3, port: int = 0) -> DatabaseWorld:
    """Make a vault for a real PostgreSQL with an admin that may create roles, and users with known passwords."""
    world = World.create(path)
    database = world.database(
        "billing-prod", "localhost", port or server.port, "postgresql", server.trusted.read_text()
    )
    admin_login, admin_password = f"admin_{secrets.token_hex(4)}", secrets.token_urlsafe(12)
    server.create_role(admin_login, admin_password, "LOGIN SUPERUSER")
    admin = world.user(admin_login, admin_password, on=database, admin_of=database)
    made = _users(world, server, database, users)
    return DatabaseWorld(world.vault, world.folder, world.configuration, server, database, admin, *made)


def mariadb_world(path: Path, server: MariadbServer, *, users: int = 3, port: int = 0) -> DatabaseWorld:
    """Make a vault for a real MariaDB with an admin that may create users, and users with known passwords."""
    world = World.create(path)
    database = world.database(
        "cms-prod", "localhost", port or server.port, "mariadb", server.trusted.read_text()
    )
    admin_login, admin_password = f"admin_{secrets.token_hex(4)}", secrets.token_urlsafe(12)
    server.create_user(admin_login, admin_password)
    server.execute("GRANT ALL PRIVILEGES ON *.* TO %s@'%%' WITH GRANT OPTION", (admin_login,))
    admin = world.user(admin_login, admin_password, on=database, admin_of=database)
    made = _users(world, server, database, users)
    return DatabaseWorld(world.vault, world.folder, world.configuration, server, database, admin, *made)


def tds_world(path: Path, server: TdsServer, *, users: int = 3, port: int = 0) -> DatabaseWorld:
    """Make a vault for the TDS endpoint with an admin that may change every login, and users with known passwords."""
    world = World.create(path)
    database = world.database(
        "erp-prod", "localhost", port or server.port, "mssql", server.trusted.read_text()
    )
    admin_login, admin_password = f"admin_{secrets.token_hex(4)}", secrets.token_urlsafe(12)
    server.logins.add(Login(admin_login, admin_password, sysadmin=True))
    admin = world.user(admin_login, admin_password, on=database, admin_of=database)
    made = _users(world, server, database, users)
    return DatabaseWorld(world.vault, world.folder, world.configuration, server, database, admin, *made)


def oracle_world(path: Path, server: OracleServer, *, users: int = 3, port: int = 0) -> DatabaseWorld:
    """Make a vault for the played Oracle with an admin that may change every user, and users with known passwords."""
    world = World.create(path)
    database = world.database(
        "ledger-prod", "localhost", port or server.port, "oracle", server.trusted.read_text()
    )
    record = world.vault.records.get(database)
    world.vault.records.update(record.with_fields({"connect_database": SERVICE}), who=TEST)
    admin = world.user(server.admin, server.admin_password, on=database, admin_of=database)
    made = _users(world, server, database, users)
    return DatabaseWorld(world.vault, world.folder, world.configuration, server, database, admin, *made)


def linux_world(path: Path, server: SshServer, *, users: int = 3, port: int = 0) -> DatabaseWorld:
    """Make a vault for a real Linux host with an admin that sudo lets do everything, and users with known passwords."""
    world = World.create(path)
    machine = world.machine("web-prod", server.host, port or server.port, server.host_key())
    admin = world.user(server.admin, server.admin_password, on=machine, admin_of=machine)
    made = _users(world, server, machine, users)
    return DatabaseWorld(world.vault, world.folder, world.configuration, server, machine, admin, *made)


def windows_world(path: Path, server: PlayedWindows, *, users: int = 3, port: int = 0) -> DatabaseWorld:
    """Make a vault for the WinRM endpoint with an administrator, and users with known passwords."""
    world = World.create(path)
    machine = world.machine("win-prod", server.host, port or server.port, "", system="windows")
    record = world.vault.records.get(machine)
    trusted = {"ca_certificate": server.trusted.read_text()}
    world.vault.records.update(record.with_fields(trusted), who=TEST)
    admin = world.user(server.admin, server.admin_password, on=machine, admin_of=machine)
    made = _users(world, server, machine, users)
    return DatabaseWorld(world.vault, world.folder, world.configuration, server, machine, admin, *made)


def windows_by_ssh_world(
    path: Path, server: WindowsBehindSsh, *, users: int = 3, port: int = 0
) -> DatabaseWorld:
    """Make a vault for a played Windows host behind OpenSSH, and users with known passwords."""
    world = World.create(path)
    sshd = server.server
    machine = world.machine("win-prod", sshd.host, port or sshd.port, sshd.host_key(), system="windows")
    record = world.vault.records.get(machine)
    world.vault.records.update(record.with_fields({"connect_by": "ssh"}), who=TEST)
    admin = world.user(server.admin, server.admin_password, on=machine, admin_of=machine)
    made = _users(world, server, machine, users)
    return DatabaseWorld(world.vault, world.folder, world.configuration, server, machine, admin, *made)


@dataclass
class KeyWorld(World):
    """A world with one real Linux host and one account whose SSH key is rotated, between other people's keys."""

    server: SshServer
    account: str
    login: str
    folder_of_keys: Path

    @property
    def file(self) -> Path:
        """The account's authorized_keys."""
        return self.server.home(self.login) / ".ssh" / "authorized_keys"

    def key(self) -> Secret:
        """Return what the vault says the account's private key is."""
        secret = self.vault.records.get(self.account).secret("private_pem_key")
        assert secret is not None
        return secret

    def lets_in(self, private: Secret) -> bool:
        """Sign in with a private key, by a client that is not ours."""
        file = self.folder_of_keys / f"key-{secrets.token_hex(4)}"
        file.touch(mode=0o600)
        file.write_text(private.reveal())
        return self.server.ssh(self.login, "true", key=file).returncode == 0


OTHER_KEY = b"# the team's\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGaWSuMPP0xYdwiVt4cm/xBXGjbDtfekqGsrDoCUrF32 o'neil\r\n"


def key_world(path: Path, server: SshServer, *, port: int = 0, by_admin: bool = True) -> KeyWorld:
    """Make a vault for an account with a known SSH key, changed by an admin or by itself."""
    world = World.create(path)
    machine = world.machine("web-prod", server.host, port or server.port, server.host_key())
    if by_admin:
        world.user(server.admin, server.admin_password, on=machine, admin_of=machine)
    login = f"app_{secrets.token_hex(5)}"
    server.create_user(login, secrets.token_urlsafe(12))
    private, public = ssh_keys.make_like(None, None)
    account = world.user(
        login, None, on=machine, secret=SecretKind.SSH_KEY, private_pem_key=private, public_key=str(public)
    )
    made = KeyWorld(world.vault, world.folder, world.configuration, server, account, login, path.parent)
    server.put_keys(login, OTHER_KEY + f"no-pty {public} deploy\n".encode() + OTHER_KEY)
    return made


def directory_world(
    path: Path, server: OpenldapServer | SambaServer, *, users: int = 3, port: int = 0
) -> DatabaseWorld:
    """Make a vault for a real directory with an admin that may set passwords, and users with known passwords."""
    world = World.create(path)
    kind = "openldap" if isinstance(server, OpenldapServer) else "active_directory"
    directory = world.directory(
        "directory-prod", server.host, port or server.port, kind, server.trusted.read_text()
    )
    admin = world.user(server.admin, server.admin_password, on=directory, admin_of=directory)
    made = _users(world, server, directory, users)
    return DatabaseWorld(world.vault, world.folder, world.configuration, server, directory, admin, *made)


@dataclass
class IamWorld(World):
    """A world with one local AWS account and some of its IAM users."""

    aws: LocalAws | LocalAwsProcess
    users: list[str]
    logins: list[str]

    def knows_the_live_one(self) -> dict[str, bool]:
        """Ask the sign-in page for every user with what the vault says."""
        return {
            login: self.aws.control.check_console_password(login, self.password(user))
            for user, login in zip(self.users, self.logins, strict=True)
        }

    def statuses(self, action: str) -> list[int]:
        """The HTTP statuses of the calls of an action about the first user; 0 where the connection was cut."""
        calls = self.aws.control.calls()
        return [call.status for call in calls if (call.action, call.user_name) == (action, self.logins[0])]

    def add(self, login: str, password: str) -> None:
        """Take up an IAM user that exists, with this password, under its ARN."""
        arn = client(self.aws, "iam").get_user(UserName=login)["User"]["Arn"]
        user = self.user(login, password, method=Method.IAM_PASSWORD, distinguished_name=arn)
        self.users.append(user)
        self.logins.append(login)


def iam_world(
    path: Path, aws: LocalAws | LocalAwsProcess, *, users: int = 1, **fields: FieldValue
) -> IamWorld:
    """Make a vault for a local AWS whose configuration holds the administrator's key, and users with known passwords."""
    key = aws.administrator
    configuration: dict[str, FieldValue] = {
        "account_id": aws.account_id,
        "access_key_id": key.access_key_id,
        "secret_access_key": key.secret_access_key,
        "endpoint_url": aws.endpoint_url,
        "region_names": (aws.region,),
        **fields,
    }
    made = World.create(path, environment="aws", **configuration)
    world = IamWorld(made.vault, made.folder, made.configuration, aws, [], [])
    for _ in range(users):
        password = f"Old-{secrets.token_hex(8)}"
        world.add(new_user(aws, "app", password=password), password)
    return world


def _users(world: World, server: PasswordServer, database: str, count: int) -> tuple[list[str], list[str]]:
    ids, logins = [], []
    for _ in range(count):
        login, password = f"app_{secrets.token_hex(5)}", secrets.token_urlsafe(12)
        if isinstance(server, PostgresServer):
            server.create_role(login, password)
        elif isinstance(server, TdsServer):
            # With CHECK_POLICY the lockout is not known, and the engine waits long between two questions.
            server.logins.add(Login(login, password, check_policy=False))
        else:
            server.create_user(login, password)
        ids.append(world.user(login, password, on=database))
        logins.append(login)
    return ids, logins
