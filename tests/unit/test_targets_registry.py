"""The registry of targets."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from pamdesk.records.errors import UserError
from pamdesk.records.record import FieldValue, Record
from pamdesk.records.rotation_settings import Method, SecretKind
from pamdesk.records.ways import pin_field_of, way_of
from pamdesk.targets import ALL, by_key, for_account


@pytest.mark.parametrize(
    ("kind", "key"),
    [("postgresql", "postgresql"), ("mysql", "mysql"), ("mariadb", "mysql"), ("mssql", "mssql")],
)
def test_a_database_user_finds_its_target(kind: str, key: str) -> None:
    assert for_account(Method.GENERAL, "pamDatabase", kind).spec.key == key
    assert by_key(key).spec.key == key


@pytest.mark.parametrize("kind", ["openldap", "active_directory"])
def test_a_directory_user_finds_its_target(kind: str) -> None:
    assert for_account(Method.GENERAL, "pamDirectory", kind).spec.key == kind


@pytest.mark.parametrize("kind", ["mongodb", "", "PostgreSQL"])
def test_what_no_target_serves_is_refused_in_words(kind: str) -> None:
    with pytest.raises(UserError) as caught:
        for_account(Method.GENERAL, "pamDatabase", kind)
    assert caught.value.code == "no_target"
    with pytest.raises(UserError):
        by_key("no such target")


@pytest.mark.parametrize(
    ("secret", "key"), [(SecretKind.PASSWORD, "linux_password"), (SecretKind.SSH_KEY, "ssh_key")]
)
def test_a_linux_account_finds_the_target_of_its_secret(secret: SecretKind, key: str) -> None:
    assert for_account(Method.GENERAL, "pamMachine", "linux", secret).spec.key == key


def test_a_machine_finds_the_target_of_its_way() -> None:
    def key(way: str, secret: SecretKind = SecretKind.PASSWORD) -> str:
        return for_account(Method.GENERAL, "pamMachine", "linux", secret, in_aws=True, way=way).spec.key

    assert (key("ssh"), key("ssm")) == ("linux_password", "linux_password_by_ssm")
    with pytest.raises(UserError):
        key("ssm", SecretKind.SSH_KEY)


@pytest.mark.parametrize(("port", "way"), [(0, "winrm"), (5986, "winrm"), (22, "ssh")])
def test_windows_answers_to_winrm_unless_its_port_is_that_of_ssh(port: int, way: str) -> None:
    now = datetime.now(UTC)
    fields: dict[str, FieldValue] = {"operating_system": "windows", **({"port": port} if port else {})}
    machine = Record(
        id="m", type="pamMachine", title="win", folder="f", fields=fields, created=now, modified=now
    )
    assert (way_of(machine), way_of(machine.with_fields({"connect_by": "ssm"}))) == (way, "ssm")
    pins = {"winrm": "certificate_fingerprint", "ssh": "ssh_host_key"}
    assert pin_field_of(machine) == pins[way]


def test_a_windows_user_finds_the_target_of_its_way() -> None:
    def find(way: str) -> str:
        return for_account(Method.GENERAL, "pamMachine", "windows", in_aws=True, way=way).spec.key

    keys = ("windows_password", "windows_password_by_ssh", "windows_password_by_ssm")
    assert (find("winrm"), find("ssh"), find("ssm")) == keys


def test_systems_manager_needs_an_instance_that_aws_knows() -> None:
    with pytest.raises(UserError) as caught:
        for_account(Method.GENERAL, "pamMachine", "linux", in_aws=False, way="ssm")
    assert (caught.value.code, "instance ID" in caught.value.message) == ("no_target", True)


@pytest.mark.parametrize(
    ("resource", "kind", "secret"),
    [("pamMachine", "linux", SecretKind.BOTH), ("pamDatabase", "postgresql", SecretKind.SSH_KEY)],
)
def test_a_secret_that_no_target_changes_is_refused(resource: str, kind: str, secret: SecretKind) -> None:
    with pytest.raises(UserError) as caught:
        for_account(Method.GENERAL, resource, kind, secret)
    assert (caught.value.code, bool(caught.value.hint)) == ("no_target", True)


def test_every_key_is_used_once() -> None:
    keys = [module.spec.key for module in ALL]
    assert len(set(keys)) == len(keys)


def test_listing_the_targets_loads_no_driver() -> None:
    drivers = ("psycopg2", "pymysql", "boto3", "ldap3", "paramiko", "pyodbc", "pypsrp", "spnego")
    code = f"import sys, pamdesk.targets; print([m for m in {drivers} if m in sys.modules])"
    listed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert listed.stdout.strip() == "[]"


def test_a_directory_that_aws_knows_by_its_id_finds_the_target_that_resets_there() -> None:
    def key(in_aws: bool) -> str:
        return for_account(Method.GENERAL, "pamDirectory", "active_directory", in_aws=in_aws).spec.key

    assert (key(in_aws=True), key(in_aws=False)) == ("managed_directory", "active_directory")


def test_an_oracle_user_finds_its_target() -> None:
    assert for_account(Method.GENERAL, "pamDatabase", "oracle").spec.key == "oracle"
