"""The registry of targets."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pamdesk.records.errors import UserError
from pamdesk.records.rotation_settings import Method
from pamdesk.targets import ALL, by_key, for_account


@pytest.mark.parametrize(
    ("kind", "key"), [("postgresql", "postgresql"), ("mysql", "mysql"), ("mariadb", "mysql")]
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


def test_every_key_is_used_once() -> None:
    keys = [module.spec.key for module in ALL]
    assert len(set(keys)) == len(keys)


def test_listing_the_targets_loads_no_driver() -> None:
    code = "import sys, pamdesk.targets; print([m for m in ('psycopg2', 'pymysql', 'boto3', 'ldap3') if m in sys.modules])"
    listed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert listed.stdout.strip() == "[]"
