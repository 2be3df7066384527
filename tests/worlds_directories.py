"""A vault with one directory of AWS whose users' passwords really change on a real domain controller."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pamdesk import targets
from pamdesk.records.record import FieldValue
from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_directories import DirectoryHere, LdapsUsers
from pamdesk.targets.ldap import managed_directory, managed_directory_target
from tests.servers.samba import BASE, REALM, SambaServer
from tests.worlds import World

CUSTOMERS = f"OU=LAB,{BASE}"  # as AWS names it: by the NetBIOS name of the domain
PLACE = f"OU=Users,{CUSTOMERS}"
RESERVED = f"OU=AWS Reserved,{BASE}"
CHANGE = "ResetUserPassword"


@dataclass
class DirectoryWorld(World):
    """A world with one directory of the local AWS, its admin and one user."""

    aws: LocalAws
    server: SambaServer
    directory_record: str
    directory_id: str
    users: list[str]
    logins: list[str]

    @property
    def user_id(self) -> str:
        """The user that is rotated."""
        return self.users[0]

    @property
    def login(self) -> str:
        """Its login."""
        return self.logins[0]

    def knows_the_live_one(self) -> bool:
        """Sign in with what the vault says, by a client that is not ours."""
        return self.server.can_sign_in(self.login, self.password(self.user_id))

    def calls(self, action: str = CHANGE) -> list[int]:
        """The HTTP statuses of the calls of an action; 0 where the connection was cut."""
        return [call.status for call in self.aws.control.calls() if call.action == action]

    def set_user(self, **fields: FieldValue) -> None:
        """Edit the user's record."""
        self.vault.records.update(self.vault.records.get(self.user_id).with_fields(fields), who="test")

    def set_directory(self, **fields: FieldValue) -> None:
        """Edit the directory's record."""
        self.vault.records.update(
            self.vault.records.get(self.directory_record).with_fields(fields), who="test"
        )


@contextmanager
def furnished(server: SambaServer) -> Iterator[SambaServer]:
    """Make the organizational units that AWS makes, and keep new users in the customer's meanwhile."""
    for unit in (CUSTOMERS, PLACE, RESERVED):
        if not server.show(unit):
            server.apply_ldif(f"dn: {unit}\nchangetype: add\nobjectClass: organizationalUnit\n")
    before, server.users = server.users, PLACE
    try:
        yield server
    finally:
        server.users = before


def directory_in_aws(aws: LocalAws, server: SambaServer, **changes: str) -> str:
    """Put the domain into the local AWS; returns the directory's id."""
    identifier = f"d-{secrets.token_hex(5)}"
    behind = LdapsUsers(
        host=server.host,
        port=server.port,
        user=f"{server.admin}@{REALM.lower()}",
        password=Secret(server.admin_password),
        base=BASE,
        ca_file=str(server.trusted),
    )
    told = {"name": REALM.lower(), "short_name": "LAB", **changes}
    aws.control.directories.add(DirectoryHere(identifier, reset=behind, **told))  # type: ignore[arg-type]
    return identifier


def directory_world(
    path: Path, aws: LocalAws, server: SambaServer, *, by_admin: bool = True, **user: FieldValue
) -> DirectoryWorld:
    """Make a vault whose configuration holds the administrator's key; without an admin the user is read by itself."""
    key = aws.administrator
    world = World.create(
        path,
        environment="aws",
        account_id=aws.account_id,
        access_key_id=key.access_key_id,
        secret_access_key=key.secret_access_key,
        endpoint_url=aws.endpoint_url,
        region_names=(aws.region,),
    )
    identifier = directory_in_aws(aws, server)
    directory = world.directory(
        "corp", server.host, server.port, "active_directory", server.trusted.read_text()
    )
    record = world.vault.records.get(directory)
    world.vault.records.update(record.with_fields({"directory_id": identifier}), who="test")
    if by_admin:
        world.user(server.admin, server.admin_password, on=directory, admin_of=directory)
    login, password = f"app_{secrets.token_hex(5)}", f"Old-Pass-{secrets.token_hex(6)}"
    server.create_user(login, password)
    user_id = world.user(login, password, on=directory, **user)  # type: ignore[arg-type]
    return DirectoryWorld(
        world.vault,
        world.folder,
        world.configuration,
        aws,
        server,
        directory,
        identifier,
        [user_id],
        [login],
    )


def end_soon(monkeypatch: pytest.MonkeyPatch, seconds: float = 2.0) -> None:
    """Call a reset that AWS was never asked for over within seconds; the command that is killed keeps the real times."""
    spec = replace(managed_directory.SPEC, over_seconds=seconds, settle_seconds=seconds)
    module = replace(managed_directory.MODULE, spec=spec)
    known = (module if each.spec.key == spec.key else each for each in targets.ALL)
    monkeypatch.setattr(targets, "ALL", tuple(known))
    monkeypatch.setattr(managed_directory_target, "LATE_SECONDS", seconds)
