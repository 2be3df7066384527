"""What is called at RDS for a master user."""

from __future__ import annotations

import re
from typing import Final

from pamdesk.targets.contract import Account
from pamdesk.targets.permissions import AwsPlace, Permission
from pamdesk.targets.rds.database import RdsDatabase, place_of

# RDS's own names of hosts: NAME.ID.REGION.rds.amazonaws.com of an instance, NAME.cluster-ID.… or NAME.cluster-ro-ID.…
# of a cluster ("Amazon Aurora endpoint connections" and "Finding the connection information" in the user guides).
_OF_CLUSTER: Final = re.compile(
    r"([a-z][a-z0-9-]*)\.cluster-[^.]+\.[a-z0-9-]+\.rds\.amazonaws\.com(\.cn)?\.?"
)

_BY_ITS_OWN_NAME: Final = (
    "Where a database is a member of a cluster, enter the cluster's own name as its database ID: "
    "RDS is asked for the cluster by that name."
)


def of_account(account: Account, place: AwsPlace) -> tuple[Permission, ...]:
    """Return what is called, as far as the record tells: whether a name is an instance's or a cluster's it may not.

    Both are allowed then, by that one name. RDS asks the cluster of an Aurora instance by the cluster's own name, which
    is in the host of the record where that is the cluster's.
    """
    endpoint = place_of(account)
    name, region = endpoint.resource_name.rpartition(":")[2], endpoint.region or place.region
    host = _OF_CLUSTER.fullmatch(endpoint.host.lower())
    instance = place.arn("rds", f"db:{name}", region=region)
    cluster = place.arn("rds", f"cluster:{host[1] if host else name}", region=region)
    caveat = "" if host else _BY_ITS_OWN_NAME
    return (*_reading(instance, cluster, caveat), _instance(instance), _cluster(cluster))


def of_database(database: RdsDatabase) -> tuple[Permission, ...]:
    """Return the one call that sets the master password of a database that RDS has described."""
    return (_cluster(database.arn) if database.cluster else _instance(database.arn),)


def _reading(instance: str, cluster: str, caveat: str) -> tuple[Permission, ...]:
    databases = Permission(
        purpose="ReadDatabases", actions=("rds:DescribeDBInstances",), resources=(instance,)
    )
    clusters = Permission(
        purpose="ReadClusters", actions=("rds:DescribeDBClusters",), resources=(cluster,), caveat=caveat
    )
    return databases, clusters


def _instance(arn: str) -> Permission:
    return Permission(purpose="SetMasterPasswords", actions=("rds:ModifyDBInstance",), resources=(arn,))


def _cluster(arn: str) -> Permission:
    return Permission(
        purpose="SetMasterPasswordsOfClusters", actions=("rds:ModifyDBCluster",), resources=(arn,)
    )
