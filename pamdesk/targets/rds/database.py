"""A database as RDS knows it: looked up by its identifier, and its master password set, by instance or by cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Endpoint
from pamdesk.targets.iam.user import aws_of, code_of, part, translated

_RESETTING: Final = "resetting-master-credentials"
# RDS User Guide, "Viewing DB instance status": the others take no modification, or are not settled.
_TAKES_CHANGES: Final = ("available", "storage-optimization")
_NO_INSTANCE: Final = ("DBInstanceNotFound", "DBInstanceNotFoundFault")
_NO_CLUSTER: Final = ("DBClusterNotFoundFault", "DBClusterNotFound")
_WRONG_STATE: Final = ("InvalidDBInstanceState", "InvalidDBInstanceStateFault", "InvalidDBClusterStateFault")
# RDS API: CreateDBInstance and CreateDBCluster, Engine.
_FAMILIES: Final = {
    **dict.fromkeys(("postgres", "aurora-postgresql"), "postgresql"),
    **dict.fromkeys(("mariadb", "mysql", "aurora-mysql", "aurora"), "mysql"),
    **dict.fromkeys(("sqlserver-ee", "sqlserver-se", "sqlserver-ex", "sqlserver-web"), "mssql"),
    **dict.fromkeys(("oracle-ee", "oracle-ee-cdb", "oracle-se2", "oracle-se2-cdb"), "oracle"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RdsDatabase:
    """What RDS tells of an instance, or of the cluster that keeps the instance's master password."""

    identifier: str
    resource_id: str  # RDS's own, another one after a restore
    arn: str
    cluster: bool
    engine: str
    status: str
    master: str
    hosts: tuple[str, ...]
    pending: bool  # a new master password is on its way
    secret_arn: str = (
        ""  # not empty: RDS keeps the master password in Secrets Manager (ManageMasterUserPassword)
    )
    own_call: bool = (
        False  # RDS Custom and Oracle's multi-tenant configuration: ModifyDBInstance does not set it
    )

    @property
    def resetting(self) -> bool:
        """Whether a new master password is on its way."""
        return self.pending or self.status == _RESETTING

    @property
    def takes_changes(self) -> bool:
        """Whether RDS takes a modification in this status."""
        return self.status in _TAKES_CHANGES

    @property
    def family(self) -> str:
        """Which kind of server it is: postgresql, mysql, or RDS's own word."""
        return _FAMILIES.get(self.engine, self.engine)

    @property
    def operation(self) -> str:
        """The API's name of the call that sets the master password."""
        return "ModifyDBCluster" if self.cluster else "ModifyDBInstance"


def place_of(account: Account) -> Endpoint:
    """Return the account's database; raises `Refused` where the record names none that RDS could know."""
    endpoint = account.endpoint
    if endpoint is None or not endpoint.resource_name or not endpoint.region:
        raise Refused(f"{account.title} belongs to no database of RDS. Nothing was sent.", code="no_endpoint")
    return endpoint


async def find(account: Account) -> RdsDatabase:
    """Look the database up: the instance, or its cluster where it is a member or the identifier is a cluster's.

    Raises `Refused` where RDS knows neither or does not tell, and `TargetError` where its answer was lost.
    """
    endpoint = place_of(account)
    name = endpoint.resource_name.rpartition(":")[2]
    instance = await _described(account, "describe_db_instances", "DBInstance", name, _NO_INSTANCE)
    cluster_name = str(instance.get("DBClusterIdentifier", "")) if instance else name
    if instance is not None and not cluster_name:
        return _instance(instance)
    cluster = await _described(account, "describe_db_clusters", "DBCluster", cluster_name, _NO_CLUSTER)
    if cluster is None:
        raise Refused(
            f"RDS knows no database {name} in {endpoint.region}. "
            "Correct the database ID or the region in the record.",
            code="no_such_database",
        )
    return _cluster(cluster, instance)


async def set_master_password(account: Account, database: RdsDatabase, password: Secret) -> None:
    """Ask RDS for a new master password; it takes effect later. Raises `Refused` where RDS proves that it will not.

    ApplyImmediately is left out: a password is applied at once without it, and it would release other pending changes.
    """
    name = "DBClusterIdentifier" if database.cluster else "DBInstanceIdentifier"
    operation = "modify_db_cluster" if database.cluster else "modify_db_instance"
    call = aws_of(account).change(
        "rds",
        operation,
        region=place_of(account).region,
        **{name: database.identifier, "MasterUserPassword": password.reveal()},
    )
    try:
        await call
    except Exception as error:  # noqa: BLE001 - `translated` raises what is not AWS's
        code = code_of(error)
        problem = translated(error, account, f"set the master password of {database.identifier}")
    else:
        return
    if isinstance(problem, Refused) and code in _WRONG_STATE:
        raise Refused(
            f"RDS takes no new master password for {database.identifier} now: it is not available. "
            "Wait until it is, then rotate again.",
            TargetErrorKind.LOCKED,
            code=code,
        )
    if isinstance(problem, Refused) and code == "InvalidParameterValue":
        raise Refused(
            f"RDS takes no such master password for {database.identifier} ({database.engine}).",
            TargetErrorKind.POLICY,
            code=code,
        )
    # Raised outside, so that no traceback leads to the SDK's frames, which hold the request.
    raise problem


async def _described(
    account: Account, operation: str, what: str, name: str, missing: tuple[str, ...]
) -> Mapping[str, object] | None:
    """Ask for one instance or cluster; None where there is none of this name."""
    aws = aws_of(account)
    parameters: dict[str, object] = {f"{what}Identifier": name}
    try:
        answer = await aws.read("rds", operation, region=place_of(account).region, **parameters)
    except Exception as error:
        if code_of(error) in missing:
            return None
        raise translated(error, account, f"describe the database {name}") from error
    found = answer.get(f"{what}s")
    first = found[0] if isinstance(found, list) and found else None
    return first if isinstance(first, Mapping) else None


def _instance(told: Mapping[str, object]) -> RdsDatabase:
    engine = str(told.get("Engine", ""))
    endpoint = told.get("Endpoint")
    host = str(endpoint.get("Address", "")) if isinstance(endpoint, Mapping) else ""
    return RdsDatabase(
        identifier=str(told["DBInstanceIdentifier"]),
        resource_id=str(told.get("DbiResourceId", "")),
        arn=str(told.get("DBInstanceArn", "")),
        cluster=False,
        engine=engine,
        status=str(told.get("DBInstanceStatus", "")),
        master=str(told.get("MasterUsername", "")),
        hosts=(host,),
        pending=_is_pending(told),
        secret_arn=_secret_of(told),
        own_call=engine.startswith("custom-") or bool(told.get("MultiTenant")),
    )


def _cluster(told: Mapping[str, object], member: Mapping[str, object] | None) -> RdsDatabase:
    custom = told.get("CustomEndpoints")
    hosts = [told.get("Endpoint"), told.get("ReaderEndpoint"), *(custom if isinstance(custom, list) else [])]
    if member is not None and isinstance(member.get("Endpoint"), Mapping):
        hosts.append(part(member, "Endpoint").get("Address"))
    return RdsDatabase(
        identifier=str(told["DBClusterIdentifier"]),
        resource_id=str(told.get("DbClusterResourceId", "")),
        arn=str(told.get("DBClusterArn", "")),
        cluster=True,
        engine=str(told.get("Engine", "")),
        status=str(told.get("Status", "")),
        master=str(told.get("MasterUsername", "")),
        hosts=tuple(str(host) for host in hosts if host),
        pending=_is_pending(told),
        secret_arn=_secret_of(told),
    )


def _is_pending(told: Mapping[str, object]) -> bool:
    pending = told.get("PendingModifiedValues")
    return isinstance(pending, Mapping) and bool(pending.get("MasterUserPassword"))


def _secret_of(told: Mapping[str, object]) -> str:
    secret = told.get("MasterUserSecret")
    return str(secret.get("SecretArn", "")) if isinstance(secret, Mapping) else ""
