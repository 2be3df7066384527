"""A record that breaks a rule is refused in one sentence that names the record and the rule."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamdesk.records.errors import InvalidRecord, NotFound
from pamdesk.records.fields import FieldKind
from pamdesk.records.record import CustomField, FieldValue, Record
from pamdesk.records.secret import Secret
from pamdesk.records.types import ALL, by_key, cannot_rotate_yet
from pamdesk.records.validation import check_record, parse_field, require_valid

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
AWS: dict[str, FieldValue] = {
    "gateway": "g",
    "application_folder": "f",
    "aws_id": "production",
    "access_key_id": "USE_INSTANCE_ROLE",
    "secret_access_key": Secret("USE_INSTANCE_ROLE"),
}


def record(kind: str, fields: dict[str, FieldValue] | None = None, title: str = "billing") -> Record:
    return Record(
        id="A" * 22, type=kind, title=title, folder="B" * 22, fields=fields or {}, created=NOW, modified=NOW
    )


def sentences(one: Record) -> list[str]:
    return [problem.sentence for problem in check_record(one)]


@pytest.mark.parametrize(
    "one",
    [
        record("pamUser", {"login": "billing_app"}),
        record("login"),
        record("pamRemoteBrowser"),
        record(
            "pamDatabase",
            {"host": "db.example.com", "port": 5432, "database_type": "postgresql", "use_ssl": False},
        ),
        record("pamDatabase", {"host": "::1", "provider_region": "us-gov-west-1"}),
        record("pamMachine", {"host": "10.0.0.5", "operating_system": "macos"}),
        record("pamConfiguration", AWS),
        record(
            "pamConfiguration", {**AWS, "endpoint_url": "http://127.0.0.1:5000", "account_id": "123456789012"}
        ),
        record("pamConfiguration", {"environment": "azure", "gateway": "g", "application_folder": "f"}),
        record("pamConfiguration", {"environment": "local", "gateway": "g", "application_folder": "f"}),
        record("pamUser", {"login": "y", "distinguished_name": "arn:aws:iam::123456789012:user/team/y"}),
        record("pamUser", {"login": "x", "distinguished_name": "CN=Ann,OU=Staff,DC=example,DC=com"}),
        record("pamUser", {"login": "x", "~of_a_newer_version": Secret("{}")}),
        record("pamUser", {"login": '\'; DROP ROLE "x" --'}, title="Ünïcode “quoted” 日本語 %s {} $(x)"),
    ],
)
def test_a_good_record_has_no_problem(one: Record) -> None:
    assert sentences(one) == []


@pytest.mark.parametrize(
    ("one", "rule"),
    [
        (record("pamUser"), "Login is needed"),
        (record("pamUser", {"login": "  "}), "Login is needed"),
        (record("pamDatabase"), "Host is needed"),
        (
            record("pamDatabase", {"host": "https://db"}),
            "Host is a name or an address without https://, as in db.example.com",
        ),
        (
            record("pamDatabase", {"host": "db:5432"}),
            "Host is written without a port; the port has a field of its own",
        ),
        (record("pamDatabase", {"host": "a b"}), "Host is a name or an address, and “a b” is neither"),
        (record("pamDatabase", {"host": "db", "port": 70000}), "Port is from 1 to 65535, and 70000 is not"),
        (record("pamDatabase", {"host": "db", "port": 0}), "Port is from 1 to 65535, and 0 is not"),
        (record("pamDatabase", {"host": "db", "port": "5432"}), "Port is a whole number"),
        (record("pamDatabase", {"host": "db", "use_ssl": "no"}), "Use TLS is yes or no"),
        (
            record("pamDatabase", {"host": "db", "database_type": "db2"}),
            "Type is postgresql, mysql, mariadb, mssql, oracle or mongodb, and “db2” is none of them",
        ),
        (
            record("pamDatabase", {"host": "db", "provider_region": "Tokyo"}),
            "Region: “Tokyo” is not the name of a region, as us-east-1 is",
        ),
        (
            record("pamDatabase", {"host": "db", "ca_certificate": "x"}),
            "CA certificate is in PEM, which has a line BEGIN CERTIFICATE",
        ),
        (
            record("pamDirectory", {"host": "d", "directory_id": "d-1"}),
            "Directory ID is like d-0123456789, and “d-1” is not",
        ),
        (record("pamUser", {"login": "x", "password": "plain"}), "Password is a secret and is kept as one"),
        (record("pamUser", {"login": Secret("x")}), "Login is not a secret field"),
        (record("pamUser", {"login": "x", "colour": "red"}), "a PAM User has no field “colour”"),
        (
            record("pamUser", {"login": "x", "password": Secret("a\nb")}),
            "Password is one line, without control characters",
        ),
        (record("pamUser", {"login": "a\0b"}), "Login is one line, without control characters"),
        (record("pamUser", {"login": "x" * 3000}), "Login has at most 2000 characters"),
        (
            record("pamUser", {"login": "x", "distinguished_name": "arn:aws:iam::123456789012:user/y"}),
            "its ARN names the user “y”, but its login is “x”",
        ),
        (
            record("pamUser", {"login": "x", "distinguished_name": "arn:aws:iam::12:user/x"}),
            "Distinguished name is like arn:aws:iam::123456789012:user/name, and “arn:aws:iam::12:user/x” is not",
        ),
        (
            record("pamConfiguration", {**AWS, "account_id": "123"}),
            "Account ID is 12 digits, and “123” is not",
        ),
        (
            record("pamConfiguration", {**AWS, "secret_access_key": Secret("x")}),
            "USE_INSTANCE_ROLE stands in both the access key ID and its secret, or in neither",
        ),
        (
            record("pamConfiguration", {**AWS, "access_key_id": "AKIA"}),
            "USE_INSTANCE_ROLE stands in both the access key ID and its secret, or in neither",
        ),
        (
            record("pamConfiguration", {**AWS, "access_key_id": "", "secret_access_key": Secret("x")}),
            "an access key has an ID and a secret, and its Access key ID is missing",
        ),
        (
            record("pamConfiguration", {**AWS, "access_key_id": "", "secret_access_key": Secret("")}),
            "it needs an access key, USE_INSTANCE_ROLE in both of its fields, or an AWS CLI profile",
        ),
        (
            record(
                "pamConfiguration",
                {**AWS, "account_id": "123456789012", "role_arn": "arn:aws:iam::999999999999:role/r"},
            ),
            "the role is in account 999999999999, but the account ID says 123456789012",
        ),
        (
            record("pamConfiguration", {**AWS, "role_arn": "arn:aws-us-gov:iam::999999999999:role/r"}),
            "the role is in partition aws-us-gov, but the partition says aws",
        ),
        (
            record("pamConfiguration", {**AWS, "endpoint_url": "http://10.0.0.1:5000"}),
            "Endpoint URL starts with https://: new passwords go there, and http:// is for this machine itself only",
        ),
        (
            record("pamConfiguration", {**AWS, "region_names": ("us-east-1", "x")}),
            "Regions: “x” is not the name of a region, as us-east-1 is",
        ),
        (
            record("pamConfiguration", {**AWS, "port_mapping": ("3307",)}),
            "Port mapping has lines like 3307=mysql, and “3307” is not",
        ),
        (record("pamKubernetes"), "this version has no record type “pamKubernetes”"),
    ],
)
def test_a_broken_rule_is_one_sentence_with_the_title_and_the_rule(one: Record, rule: str) -> None:
    assert sentences(one) == [f"“billing” was not saved: {rule}."]
    with pytest.raises(InvalidRecord) as refusal:
        require_valid(one)
    assert refusal.value.message == f"“billing” was not saved: {rule}."


@pytest.mark.parametrize("kind", [t.key for t in ALL])
def test_every_type_names_every_required_field(kind: str) -> None:
    required = {f.name for f in by_key(kind).fields_for("aws") if f.required and f.default is None}
    assert required <= {problem.field for problem in check_record(record(kind))}


def test_a_hostile_title_cannot_break_its_sentence() -> None:
    title = "a\u202e\nb" + "x" * 100
    (sentence,) = sentences(record("pamUser", {"login": "x"}, title=title))
    assert sentence == f"“a b{'x' * 56}…” was not saved: the title is one line, without control characters."


@pytest.mark.parametrize("title", ["", "  ", "\n"])
def test_a_title_is_needed(title: str) -> None:
    assert sentences(record("login", title=title)) == [
        "The record without a title (login) was not saved: a title is needed."
    ]


def test_a_title_that_others_have_is_named() -> None:
    assert [p.sentence for p in check_record(record("login"), {"billing"})] == [
        "“billing” was not saved: another record has this title already."
    ]


@given(st.text(), st.text(), st.text())
def test_no_secret_stands_in_a_sentence(title: str, login: str, notes: str) -> None:
    canary = "canary-5c1d\0\n"
    one = Record(
        id="A" * 22,
        type="pamUser",
        title=title,
        folder="",
        notes=notes,
        fields={f.name: Secret(canary) for f in by_key("pamUser").secret_fields} | {"login": login},
        custom=(CustomField("pin", Secret(canary)),),
        created=NOW,
        modified=NOW,
    )
    found = check_record(one)
    assert {"password", "one_time_code"} <= {problem.field for problem in found}
    assert not any("canary" in problem.sentence for problem in found)


@pytest.mark.parametrize(
    ("kind", "name", "text", "value"),
    [
        ("pamDatabase", "port", "5432", 5432),
        ("pamDatabase", "use_ssl", "off", False),
        ("pamDatabase", "useSSL", "YES", True),
        ("pamDatabase", "database_type", "SQL Server", "mssql"),
        ("pamDatabase", "host", " db.example.com\n", "db.example.com"),
        ("pamUser", "password", "p w \n", Secret("p w ")),
        ("pamUser", "private_pem_key", "-----BEGIN\nx\n", Secret("-----BEGIN\nx\n")),
        ("pamConfiguration", "region_names", "us-east-1, eu-west-1\n", ("us-east-1", "eu-west-1")),
        ("pamAwsConfiguration", "awsId", "production", "production"),
    ],
)
def test_text_is_read_as_what_its_field_holds(kind: str, name: str, text: str, value: FieldValue) -> None:
    assert parse_field(kind, name, text) == value


@pytest.mark.parametrize(
    ("kind", "name", "text", "sentence"),
    [
        ("pamDatabase", "port", "x", "Port is a whole number, and “x” is not."),
        ("pamDatabase", "port", "65536", "Port is from 1 to 65535, and 65536 is not."),
        ("pamDatabase", "use_ssl", "maybe", "Use TLS is yes or no, and “maybe” is neither."),
        (
            "pamConfiguration",
            "partition",
            "moon",
            "Partition is aws, aws-us-gov, aws-cn, aws-eusc, aws-iso or aws-iso-b, and “moon” is none of them.",
        ),
    ],
)
def test_text_that_is_no_value_is_refused(kind: str, name: str, text: str, sentence: str) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        parse_field(kind, name, text)
    assert refusal.value.message == sentence


def test_an_unknown_field_is_answered_with_the_known_ones() -> None:
    with pytest.raises(
        NotFound, match="A Login has no field “pw”; it has login, password, url and one_time_code"
    ):
        parse_field("login", "pw", "x")


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (record("pamDatabase", {"host": "h", "database_type": "mongodb"}), "accounts of MongoDB"),
        (record("pamMachine", {"host": "h", "operating_system": "macos"}), "accounts of macOS"),
        (record("pamConfiguration", {"environment": "gcp"}), "accounts of Google Cloud"),
        (record("pamRemoteBrowser"), "holds no accounts"),
    ],
)
def test_what_is_only_kept_says_that_it_is_not_rotated(one: Record, words: str) -> None:
    assert words in (cannot_rotate_yet(one) or "")


def test_what_is_served_says_nothing() -> None:
    assert cannot_rotate_yet(record("pamDatabase", {"host": "h", "database_type": "postgresql"})) is None


@pytest.mark.parametrize("table", ALL, ids=lambda t: t.key)
def test_the_tables_are_in_order(table) -> None:
    names = [f.name for f in table.fields]
    everything = names + [n for f in table.fields for n in f.legacy_names]
    assert len(set(everything)) == len(everything)
    assert all((f.kind is FieldKind.CHOICE) == bool(f.choices) for f in table.fields)
    assert all((f.kind is FieldKind.RECORD) == bool(f.refers_to) for f in table.fields)
    assert all(f.default in f.values for f in table.fields if f.choices and f.default is not None)
    assert all(set(f.environments) <= set(table.environments) for f in table.fields)
