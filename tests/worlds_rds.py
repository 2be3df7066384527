"""A vault with one RDS database whose master user's password really changes on a real server."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from pamdesk.records.links import LinkKind
from pamdesk.records.record import FieldValue
from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_databases import ChangeBehaviour, Database
from pamdesk.sandbox.local_aws_servers import ServerBehind
from tests.servers.aws import unique
from tests.servers.mariadb import MariadbServer
from tests.servers.postgresql import PostgresServer
from tests.worlds import World

QUICK = ChangeBehaviour(begin_seconds=0.2, reset_seconds=0.4)


@dataclass
class RdsWorld(World):
    """A world with one database of the local AWS and its master user, who is the database's admin."""

    aws: LocalAws
    server: PostgresServer | MariadbServer
    database_id: str
    identifier: str
    user_id: str
    login: str
    cluster: bool

    def knows_the_live_one(self) -> bool:
        """Sign in with what the vault says, by a client that is not ours."""
        return self.server.can_sign_in(self.login, self.password(self.user_id))

    def calls(self, action: str) -> list[int]:
        """The HTTP statuses of the calls of an action; 0 where the connection was cut."""
        return [call.status for call in self.aws.control.calls() if call.action == action]

    @property
    def change(self) -> str:
        """The call that sets the master password."""
        return "ModifyDBCluster" if self.cluster else "ModifyDBInstance"

    def behave(self, behaviour: ChangeBehaviour) -> None:
        """Change how the next changes go."""
        self.aws.control.databases.set_behaviour(self.identifier, behaviour, cluster=self.cluster)

    def at_rds(self) -> Database:
        """The database as the local AWS holds it."""
        return self.aws.control.databases.get(self.identifier, cluster=self.cluster)

    def forget_password(self) -> None:
        """Put a wrong password into the record, as if another program had changed it."""
        self.set_user(password=Secret(f"Lost-{secrets.token_hex(6)}"))

    def set_user(self, **fields: FieldValue) -> None:
        """Edit the master user's record."""
        self.vault.records.update(self.vault.records.get(self.user_id).with_fields(fields), who="test")

    def set_database(self, **fields: FieldValue) -> None:
        """Edit the database's record."""
        self.vault.records.update(self.vault.records.get(self.database_id).with_fields(fields), who="test")


def rds_world(
    path: Path,
    aws: LocalAws,
    server: PostgresServer | MariadbServer,
    *,
    cluster: bool = False,
    port: int = 0,
    **user: FieldValue,
) -> RdsWorld:
    """Make a vault whose configuration holds the administrator's key; a cluster is named by its one member."""
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
    database, identifier, user_id, login = add_database(
        world,
        aws,
        server,
        cluster=cluster,
        port=port,
        **user,  # type: ignore[arg-type]
    )
    assert world.vault.links.into(database, LinkKind.ADMIN)
    return RdsWorld(
        world.vault,
        world.folder,
        world.configuration,
        aws,
        server,
        database,
        identifier,
        user_id,
        login,
        cluster,
    )


def add_database(
    world: World,
    aws: LocalAws,
    server: PostgresServer | MariadbServer,
    *,
    cluster: bool = False,
    by_member: bool = True,
    port: int = 0,
    **user: FieldValue,
) -> tuple[str, str, str, str]:
    """Add a database of RDS and its master user: the database's record, RDS's name, the user's record and its login.

    The record names a cluster by its one member, or (not `by_member`) by itself.
    """
    postgres = isinstance(server, PostgresServer)
    login, password, identifier = f"master_{secrets.token_hex(5)}", secrets.token_urlsafe(12), unique("db")
    if isinstance(server, PostgresServer):
        server.create_role(login, password, "LOGIN CREATEROLE")
    else:
        server.create_user(login, password)
    behind = ServerBehind(
        kind="postgresql" if postgres else "mariadb",
        host=server.host,
        port=server.port,
        user=server.admin,
        password=Secret(server.admin_password),
        ca_file=str(server.trusted),
    )
    engine = "postgres" if postgres else "mariadb"
    if cluster:
        engine = "aurora-postgresql" if postgres else "aurora-mysql"
    common = {"engine": engine, "master_username": login, "address": server.host, "port": port or server.port}
    aws.control.databases.add(
        Database(identifier=identifier, cluster=cluster, set_password=behind, behaviour=QUICK, **common)  # type: ignore[arg-type]
    )
    named = identifier
    if cluster:
        member = f"{identifier}-1"
        named = member if by_member else identifier
        aws.control.databases.add(Database(identifier=member, member_of=identifier, writer=True, **common))  # type: ignore[arg-type]
    kind = "postgresql" if postgres else "mariadb"
    database = world.database(
        "billing-prod", server.host, port or server.port, kind, server.trusted.read_text()
    )
    record = world.vault.records.get(database)
    world.vault.records.update(
        record.with_fields({"database_id": named, "provider_region": aws.region}), who="test"
    )
    user_id = world.user(login, password, on=database, admin_of=database, **user)  # type: ignore[arg-type]
    return database, identifier, user_id, login
