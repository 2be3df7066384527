"""The RDS calls that the local AWS answers from `local_aws_databases`, in place of moto's.

Texts of refusals are worded as RDS words them where that is known; only their codes are to be relied on.
"""

from __future__ import annotations

import functools
import json
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws_databases import ACTIVE, CREATING, ROTATING, Database, RdsRefusal
from pamdesk.sandbox.local_aws_refusals import refusal
from pamdesk.sandbox.local_aws_world import WORLD, World

if TYPE_CHECKING:
    from moto.core.responses import ActionResult
    from moto.rds.responses import RDSResponse

_HIDDEN = "****"  # how RDS shows a pending password


@functools.cache
def install() -> None:
    """Put these answers into moto's class, once in a process."""
    from moto.rds.responses import RDSResponse

    for name, answer in {
        "describe_db_instances": _describe_instances,
        "describe_db_clusters": _describe_clusters,
        "modify_db_instance": _modify_instance,
        "modify_db_cluster": _modify_cluster,
    }.items():
        setattr(RDSResponse, name, _mended(getattr(RDSResponse, name), answer))


def _mended(
    original: Callable[[RDSResponse], ActionResult], answer: Callable[[World, RDSResponse], dict[str, Any]]
) -> Callable[[RDSResponse], ActionResult]:
    def action(self: RDSResponse) -> ActionResult:
        from moto.core.responses import ActionResult
        from moto.rds.exceptions import RDSClientError

        world = self.normalized_request.environ.get(WORLD)
        if world is None:
            return original(self)
        try:
            return ActionResult(answer(world, self))
        except RdsRefusal as error:
            if error.code.startswith("InvalidParameter"):
                raise refusal(error.code, str(error), 400) from error
            raise RDSClientError(error.code, str(error)) from error

    return action


def _describe_instances(world: World, response: RDSResponse) -> dict[str, Any]:
    found, marker = _described(world, response, cluster=False)
    answer: dict[str, Any] = {"DBInstances": [_instance(world, one) for one in found]}
    return answer | ({"Marker": marker} if marker else {})


def _describe_clusters(world: World, response: RDSResponse) -> dict[str, Any]:
    found, marker = _described(world, response, cluster=True)
    answer: dict[str, Any] = {"DBClusters": [_cluster(world, one) for one in found]}
    return answer | ({"Marker": marker} if marker else {})


def _described(world: World, response: RDSResponse, *, cluster: bool) -> tuple[list[Database], str]:
    """Return a page and the marker of the next; another region than the account's holds nothing."""
    named = response.params.get("DBClusterIdentifier" if cluster else "DBInstanceIdentifier")
    here = world.databases if response.region == world.region else None
    if named:
        if here is None:
            kind, code = (
                ("DBCluster", "DBClusterNotFoundFault") if cluster else ("DBInstance", "DBInstanceNotFound")
            )
            raise RdsRefusal(code, f"{kind} {named} not found.")
        return [here.get(named.rpartition(":")[2], cluster=cluster)], ""
    found = here.all(cluster=cluster) if here is not None else []
    for wanted in response.params.get("Filters", []):
        found = [one for one in found if _passes(one, wanted["Name"], wanted["Values"])]
    first = int(response.params.get("Marker") or 0)
    end = first + int(response.params.get("MaxRecords") or 100)
    return found[first:end], str(end) if end < len(found) else ""


def _passes(database: Database, name: str, values: list[str]) -> bool:
    names = {value.rpartition(":")[2].lower() for value in values}
    match name:
        case "engine":
            return database.engine in values
        case "db-instance-id":
            return not database.cluster and database.identifier.lower() in names
        case "db-cluster-id":
            owner = database.identifier if database.cluster else database.member_of
            return owner.lower() in names
        case "dbi-resource-id":
            return _resource_id(database) in values
        case _:
            raise RdsRefusal("InvalidParameterValue", f"Unrecognized filter name: {name}")


def _modify_instance(world: World, response: RDSResponse) -> dict[str, Any]:
    database = _named(world, response, cluster=False)
    asked = response.params
    names = ("MasterUserPassword", "ManageMasterUserPassword", "RotateMasterUserPassword")
    touches_password = any(asked.get(name) is not None for name in names)
    if database.member_of and touches_password:
        raise RdsRefusal(
            "InvalidParameterCombination",
            "The specified DB Instance is a member of a cluster. Modify the master user password for the DB Cluster "
            "using the ModifyDbCluster API",
        )
    if touches_password and (database.multi_tenant or database.engine.startswith("custom-")):
        raise RdsRefusal(
            "InvalidParameterCombination", "The master user password can't be modified for this DB instance."
        )
    _modify(world, database, asked)
    return {"DBInstance": _instance(world, database)}


def _modify_cluster(world: World, response: RDSResponse) -> dict[str, Any]:
    database = _named(world, response, cluster=True)
    _modify(world, database, response.params)
    return {"DBCluster": _cluster(world, database)}


def _named(world: World, response: RDSResponse, *, cluster: bool) -> Database:
    return _described(world, response, cluster=cluster)[0][0]


def _modify(world: World, database: Database, asked: dict[str, Any]) -> None:
    """Change what the call asks, of password and its management; other settings are not looked at."""
    password, manage = asked.get("MasterUserPassword"), asked.get("ManageMasterUserPassword")
    world.databases.check_state(database)
    if manage and password is not None:
        raise _combination("You can't specify MasterUserPassword if ManageMasterUserPassword is turned on.")
    if database.secret_arn and password is not None and manage is not False:
        raise _combination("You can't specify MasterUserPassword for a database whose password is managed.")
    if database.secret_arn and manage is False and password is None:
        raise _combination("You must specify MasterUserPassword to turn ManageMasterUserPassword off.")
    if asked.get("RotateMasterUserPassword"):
        _rotate_managed(world, database, asked)
    elif manage and not database.secret_arn:
        database.secret_arn, database.secret_status = _new_secret(world, database), CREATING
        world.databases.change_password(database, _managed_password(world, database))
    elif password is not None:
        world.databases.change_password(database, Secret(password))
        if database.secret_arn:
            _forget_secret(world, database)


def _combination(message: str) -> RdsRefusal:
    return RdsRefusal("InvalidParameterCombination", message)


def _rotate_managed(world: World, database: Database, asked: dict[str, Any]) -> None:
    if not database.secret_arn:
        raise _combination(
            "You can't rotate a master user password that is not managed in AWS Secrets Manager."
        )
    if not asked.get("ApplyImmediately"):
        raise _combination("You must specify apply immediately when rotating the master user password.")
    database.secret_status = ROTATING
    world.databases.change_password(database, _managed_password(world, database))


def _secrets(world: World) -> Any:
    from moto.secretsmanager.models import secretsmanager_backends

    return secretsmanager_backends[world.account_id][world.region]


def _new_secret(world: World, database: Database) -> str:
    kind = "cluster" if database.cluster else "db"
    made = _secrets(world).create_managed_secret(
        service_name="rds",
        secret_id=f"rds!{kind}-{secrets.token_hex(16)}",
        secret_string="{}",  # noqa: S106 - the password follows
        description=f"Secret associated with the primary RDS DB: {_arn(world, database)}",
        kms_key_id=None,
        tags=[],
    )
    return str(made.arn)


def _managed_password(world: World, database: Database) -> Secret:
    password = secrets.token_urlsafe(24)
    text = json.dumps({"username": database.master_username, "password": password})
    _secrets(world).put_secret_value(
        secret_id=database.secret_arn,
        secret_string=text,
        secret_binary="",
        client_request_token=secrets.token_hex(16),
        version_stages=["AWSCURRENT"],
    )
    return Secret(password)


def _forget_secret(world: World, database: Database) -> None:
    _secrets(world).delete_secret(
        database.secret_arn, recovery_window_in_days=None, force_delete_without_recovery=True
    )
    database.secret_arn = ""


def _arn(world: World, database: Database) -> str:
    kind = "cluster" if database.cluster else "db"
    return f"arn:{world.partition}:rds:{world.region}:{world.account_id}:{kind}:{database.identifier}"


def _resource_id(database: Database) -> str:
    return ("cluster-" if database.cluster else "db-") + database.resource_id


def _instance(world: World, one: Database) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "DBInstanceIdentifier": one.identifier,
        "DBInstanceClass": "db.t4g.micro",
        "DBInstanceStatus": one.status,
        "DBInstanceArn": _arn(world, one),
        "DbiResourceId": _resource_id(one),
        "Endpoint": {"Address": one.address, "Port": one.port},
        "InstanceCreateTime": one.created,
        "MultiTenant": one.multi_tenant,
        "CACertificateIdentifier": "rds-ca-rsa2048-g1",
    } | _common(one)
    if one.member_of:
        answer["DBClusterIdentifier"] = one.member_of
    if one.database_name:
        answer["DBName"] = one.database_name
    return answer


def _cluster(world: World, one: Database) -> dict[str, Any]:
    members = [
        {"DBInstanceIdentifier": member.identifier, "IsClusterWriter": member.writer, "PromotionTier": 1}
        for member in world.databases.members(one)
    ]
    answer: dict[str, Any] = {
        "DBClusterIdentifier": one.identifier,
        "Status": one.status,
        "DBClusterArn": _arn(world, one),
        "DbClusterResourceId": _resource_id(one),
        "Endpoint": one.address,
        "ReaderEndpoint": one.address,
        "Port": one.port,
        "ClusterCreateTime": one.created,
        "DBClusterMembers": members,
    } | _common(one)
    if one.database_name:
        answer["DatabaseName"] = one.database_name
    return answer


def _common(one: Database) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "Engine": one.engine,
        "EngineVersion": one.engine_version,
        "MasterUsername": one.master_username,
        "MultiAZ": one.multi_az,
        "IAMDatabaseAuthenticationEnabled": False,
        "PendingModifiedValues": {"MasterUserPassword": _HIDDEN} if one.pending else {},
    }
    if one.secret_arn:
        if not one.pending:
            one.secret_status = ACTIVE
        answer["MasterUserSecret"] = {"SecretArn": one.secret_arn, "SecretStatus": one.secret_status}
    return answer
