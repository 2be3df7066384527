"""RDS of the local AWS: the master password changes later, and on a real server; bare botocore clients ask."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_databases import ChangeBehaviour, Database
from pamdesk.sandbox.local_aws_process import LocalAwsProcess
from pamdesk.sandbox.local_aws_servers import ServerBehind
from tests.servers.aws import client, new_key, new_user, unique
from tests.servers.mariadb import MariadbServer
from tests.servers.postgresql import PostgresServer

OLD, NEW = "Old-Passw0rd-11", "New-Passw0rd-22"


@contextmanager
def refused(code: str, text: str = ""):
    with pytest.raises(ClientError) as caught:
        yield
    error = caught.value.response["Error"]
    assert error["Code"] == code
    assert text in error["Message"]


def put(aws: LocalAws, engine: str = "postgres", **values) -> str:
    """Put a database without a server here, and return its identifier."""
    identifier = unique("db")
    given = {
        "identifier": identifier,
        "engine": engine,
        "master_username": "master",
        "address": "h",
        "port": 1,
    }
    aws.control.databases.add(Database(**{**given, **values}))
    return identifier


def instance(rds, identifier: str):
    return rds.describe_db_instances(DBInstanceIdentifier=identifier)["DBInstances"][0]


def statuses(rds, identifier: str) -> list[tuple[str, bool]]:
    """Watch an instance until its change is over: each status seen, and whether the password was pending."""
    seen: list[tuple[str, bool]] = []
    for _ in range(100):
        one = instance(rds, identifier)
        now = (one["DBInstanceStatus"], one["PendingModifiedValues"] == {"MasterUserPassword": "****"})
        if now not in seen:
            seen.append(now)
        if now == ("available", False):
            break
        time.sleep(0.05)
    return seen


def behind(server: PostgresServer | MariadbServer) -> ServerBehind:
    return ServerBehind(
        kind="postgresql" if isinstance(server, PostgresServer) else "mariadb",
        host=server.host,
        port=server.port,
        user=server.admin,
        password=Secret(server.admin_password),
        ca_file=str(server.trusted),
    )


@pytest.mark.server
def test_postgresql_takes_the_new_password_when_the_status_is_available_again(
    local_aws: LocalAws, postgres_server: PostgresServer, account_name
):
    name, rds = account_name("master"), client(local_aws, "rds")
    postgres_server.create_role(name, OLD)
    identifier = put(
        local_aws, master_username=name, port=postgres_server.port, set_password=behind(postgres_server)
    )
    local_aws.control.databases.set_behaviour(
        identifier, ChangeBehaviour(begin_seconds=1.5, reset_seconds=1.5)
    )
    answer = rds.modify_db_instance(DBInstanceIdentifier=identifier, MasterUserPassword=NEW)["DBInstance"]
    assert answer["PendingModifiedValues"] == {"MasterUserPassword": "****"}
    assert postgres_server.can_sign_in(name, OLD)
    assert statuses(rds, identifier) == [
        ("available", True),
        ("resetting-master-credentials", True),
        ("available", False),
    ]
    assert [postgres_server.can_sign_in(name, p) for p in (OLD, NEW)] == [False, True]
    rights = postgres_server.execute(
        "SELECT rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s", (name,)
    )
    assert rights == [(True, True)]


@pytest.mark.server
def test_mariadb_takes_the_new_password_by_a_cluster(
    local_aws: LocalAws, mariadb_server: MariadbServer, account_name
):
    name, rds = account_name("master"), client(local_aws, "rds")
    mariadb_server.create_user(name, OLD)
    cluster = put(local_aws, "mysql", cluster=True, master_username=name, set_password=behind(mariadb_server))
    member = put(local_aws, "mysql", member_of=cluster, writer=True)
    with refused("InvalidParameterCombination", "ModifyDbCluster"):
        rds.modify_db_instance(DBInstanceIdentifier=member, MasterUserPassword=NEW)
    rds.modify_db_cluster(DBClusterIdentifier=cluster, MasterUserPassword=NEW, ApplyImmediately=True)
    seen: list[dict[str, Any]] = []
    while not seen or seen[-1]["PendingModifiedValues"]:
        seen += rds.describe_db_clusters(DBClusterIdentifier=cluster)["DBClusters"]
        time.sleep(0.05)
    assert "resetting-master-credentials" in [one["Status"] for one in seen]
    assert [m["DBInstanceIdentifier"] for m in seen[-1]["DBClusterMembers"]] == [member]
    assert [mariadb_server.can_sign_in(name, p) for p in (OLD, NEW)] == [False, True]


@pytest.mark.parametrize(
    ("engine", "cluster", "password", "accepted"),
    [
        ("postgres", False, "x" * 128, True),
        ("postgres", False, "x" * 129, False),
        ("postgres", False, "x" * 7, False),
        ("mysql", False, "x" * 41, True),
        ("mariadb", False, "x" * 42, False),
        ("sqlserver-ex", False, "x" * 128, True),
        ("oracle-se2", False, "x" * 30, True),
        ("oracle-se2", False, "x" * 31, False),
        ("oracle-se2", False, "ampersand&", False),
        ("oracle-se2", False, "quote'quote", False),
        ("postgres", False, "quote'and&", True),
        ("aurora-postgresql", True, "x" * 41, True),
        ("aurora-postgresql", True, "x" * 42, False),
        ("postgres", False, "with space", False),
        ("postgres", False, "slash/slash", False),
        ("postgres", False, 'double"quote', False),
        ("postgres", False, "at@at@at@", False),
        ("postgres", False, "nonascii-ä", False),
    ],
)
def test_each_engine_has_its_characters_and_lengths(
    local_aws: LocalAws, engine: str, cluster: bool, password: str, accepted: bool
):
    identifier, rds = put(local_aws, engine, cluster=cluster), client(local_aws, "rds")

    def modify():
        if cluster:
            rds.modify_db_cluster(DBClusterIdentifier=identifier, MasterUserPassword=password)
        else:
            rds.modify_db_instance(DBInstanceIdentifier=identifier, MasterUserPassword=password)

    if accepted:
        modify()
    else:
        with refused("InvalidParameterValue", "MasterUserPassword"):
            modify()


def test_other_statuses_take_no_change_and_missing_ones_are_not_found(local_aws: LocalAws):
    identifier, rds = put(local_aws), client(local_aws, "rds")
    cluster = put(local_aws, "aurora-mysql", cluster=True)
    for status in ("backing-up", "modifying", "stopped", "resetting-master-credentials"):
        local_aws.control.databases.set_status(identifier, status)
        assert instance(rds, identifier)["DBInstanceStatus"] == status
        with refused("InvalidDBInstanceState"):
            rds.modify_db_instance(DBInstanceIdentifier=identifier, MasterUserPassword=NEW)
    local_aws.control.databases.set_status(cluster, "failing-over", cluster=True)
    with refused("InvalidDBClusterStateFault"):
        rds.modify_db_cluster(DBClusterIdentifier=cluster, MasterUserPassword=NEW)
    with refused("DBInstanceNotFound"):
        rds.modify_db_instance(DBInstanceIdentifier="nothing", MasterUserPassword=NEW)
    with refused("DBInstanceNotFound"):
        instance(rds, "nothing")
    with refused("DBClusterNotFoundFault"):
        rds.modify_db_cluster(DBClusterIdentifier="nothing", MasterUserPassword=NEW)
    with refused("DBClusterNotFoundFault"):
        rds.describe_db_clusters(DBClusterIdentifier="nothing")


@pytest.mark.parametrize(("engine", "multi_tenant"), [("custom-oracle-ee", False), ("oracle-ee-cdb", True)])
def test_custom_and_multitenant_instances_take_no_master_password(
    local_aws: LocalAws, engine: str, multi_tenant: bool
):
    identifier = put(local_aws, engine, multi_tenant=multi_tenant)
    with refused("InvalidParameterCombination"):
        client(local_aws, "rds").modify_db_instance(DBInstanceIdentifier=identifier, MasterUserPassword=NEW)


def test_a_managed_password_is_refused_until_management_is_off(local_aws: LocalAws):
    taken: list[str] = []
    identifier = put(local_aws, set_password=lambda _login, password: taken.append(password.reveal()))
    rds = client(local_aws, "rds")
    with refused("InvalidParameterCombination"):
        rds.modify_db_instance(
            DBInstanceIdentifier=identifier, MasterUserPassword=NEW, ManageMasterUserPassword=True
        )
    on = rds.modify_db_instance(DBInstanceIdentifier=identifier, ManageMasterUserPassword=True)["DBInstance"]
    arn = on["MasterUserSecret"]["SecretArn"]
    assert on["MasterUserSecret"]["SecretStatus"] == "creating"
    statuses(rds, identifier)
    assert instance(rds, identifier)["MasterUserSecret"] == {"SecretArn": arn, "SecretStatus": "active"}
    text = client(local_aws, "secretsmanager").get_secret_value(SecretId=arn)["SecretString"]
    assert json.loads(text) == {"username": "master", "password": taken[0]}
    with refused("InvalidParameterCombination"):
        rds.modify_db_instance(DBInstanceIdentifier=identifier, MasterUserPassword=NEW)
    with refused("InvalidParameterCombination"):
        rds.modify_db_instance(DBInstanceIdentifier=identifier, ManageMasterUserPassword=False)
    with refused("InvalidParameterCombination"):
        rds.modify_db_instance(DBInstanceIdentifier=identifier, RotateMasterUserPassword=True)
    assert len(taken) == 1
    rds.modify_db_instance(
        DBInstanceIdentifier=identifier, ManageMasterUserPassword=False, MasterUserPassword=NEW
    )
    assert "MasterUserSecret" not in instance(rds, identifier)
    statuses(rds, identifier)
    assert taken[1:] == [NEW]


def test_a_change_may_be_forgotten_or_late(local_aws: LocalAws):
    taken: list[str] = []
    identifier = put(local_aws, set_password=lambda _login, password: taken.append(password.reveal()))
    rds = client(local_aws, "rds")
    quick = ChangeBehaviour(begin_seconds=0.0, reset_seconds=0.1)
    local_aws.control.databases.set_behaviour(identifier, replace(quick, forgotten=True))
    rds.modify_db_instance(DBInstanceIdentifier=identifier, MasterUserPassword=OLD)
    assert statuses(rds, identifier)[-1] == ("available", False)
    local_aws.control.databases.set_behaviour(identifier, replace(quick, late_seconds=0.4))
    rds.modify_db_instance(DBInstanceIdentifier=identifier, MasterUserPassword=NEW)
    assert statuses(rds, identifier)[-1] == ("available", False)
    assert taken == []
    time.sleep(0.6)
    assert taken == [NEW]


def test_instances_are_listed_in_pages_and_by_filter(local_aws: LocalAws):
    cluster = put(local_aws, "aurora-mysql", cluster=True)
    members = sorted(put(local_aws, "aurora-mysql", member_of=cluster) for _ in range(21))
    rds = client(local_aws, "rds")
    wanted = [{"Name": "db-cluster-id", "Values": [cluster]}]
    pages = list(
        rds.get_paginator("describe_db_instances").paginate(Filters=wanted, PaginationConfig={"PageSize": 20})
    )
    assert [len(page["DBInstances"]) for page in pages] == [20, 1]
    assert [one["DBInstanceIdentifier"] for page in pages for one in page["DBInstances"]] == members
    assert instance(rds, members[0].upper())["DBInstanceIdentifier"] == members[0]


def test_policies_may_name_the_one_instance(local_aws: LocalAws):
    mine, other = put(local_aws), put(local_aws)
    arn = f"arn:aws:rds:{local_aws.region}:{local_aws.account_id}:db:{mine}"
    allowed = {"Effect": "Allow", "Action": "rds:*", "Resource": arn}
    user = new_user(local_aws, policy=json.dumps({"Version": "2012-10-17", "Statement": [allowed]}))
    rds = client(local_aws, "rds", new_key(local_aws, user))
    rds.modify_db_instance(DBInstanceIdentifier=mine, MasterUserPassword=NEW)
    with refused("AccessDenied"):
        rds.modify_db_instance(DBInstanceIdentifier=other, MasterUserPassword=NEW)
    with refused("AccessDenied"):
        rds.describe_db_instances()


@pytest.mark.server
def test_in_the_child_process_too_the_real_servers_password_changes(
    postgres_server: PostgresServer, account_name
):
    name = account_name("master")
    postgres_server.create_role(name, OLD)
    with LocalAwsProcess() as aws:
        aws.control.databases.add(
            "db-1", "postgres", name, "localhost", postgres_server.port, behind=behind(postgres_server)
        )
        aws.control.databases.set_behaviour("db-1", ChangeBehaviour(begin_seconds=0, reset_seconds=0.1))
        rds = client(aws, "rds")
        rds.modify_db_instance(DBInstanceIdentifier="db-1", MasterUserPassword=NEW)
        statuses(rds, "db-1")
        aws.control.databases.set_status("db-1", "stopped")
        assert instance(rds, "db-1")["DBInstanceStatus"] == "stopped"
    assert [postgres_server.can_sign_in(name, p) for p in (OLD, NEW)] == [False, True]
