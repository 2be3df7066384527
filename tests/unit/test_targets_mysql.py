"""What MySQL's target makes of versions, host parts and plugins; MySQL 5.7 to 9 by their documentation only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pamdesk.records.errors import Refused
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Severity
from pamdesk.targets.mysql.facts import Row, Server, Way, matches, version_of
from pamdesk.targets.mysql.findings import server_findings
from pamdesk.targets.mysql.statements import change_other, change_own, native_hash


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("10.11.19-MariaDB-0+deb12u1", (10, 11, 19)),
        ("5.5.5-10.6.4-MariaDB-log", (10, 6, 4)),
        ("5.5.5-11.4.2-MariaDB", (11, 4, 2)),
        ("5.5.5", (5, 5, 5)),
        ("8.0.mysql_aurora.3.05.2", (8, 0, 0)),
        ("9.7.4", (9, 7, 4)),
        ("5.7.44-log", (5, 7, 44)),
        ("", (0,)),
    ],
)
def test_a_version_is_read_from_what_servers_say(text: str, version: tuple[int, ...]) -> None:
    assert version_of(text) == version


@pytest.mark.parametrize(
    ("host", "seen_from", "expected"),
    [
        ("%", "10.1.2.3", True),
        ("", "10.1.2.3", True),
        ("10.1.%", "10.1.2.3", True),
        ("10.1.2._", "10.1.2.3", True),
        ("10.1.2.3", "10.1.2.30", False),
        ("10.0.0.0/255.0.0.0", "10.1.2.3", True),
        ("10.0.0.0/8", "10.1.2.3", True),
        ("192.168.0.0/255.255.0.0", "10.1.2.3", False),
        ("localhost", "127.0.0.1", True),
        ("127.0.0.1", "localhost", True),
        ("App.Example.Test", "app.example.test", True),
        ("10x1x2x3", "10.1.2.3", False),
        ("bad/network", "10.1.2.3", False),
    ],
)
def test_a_host_part_lets_in_who_it_names(host: str, seen_from: str, expected: bool) -> None:
    assert matches(host, seen_from) is expected


def server(version: tuple[int, ...], *, mariadb: bool = False, validators: tuple[str, ...] = ()) -> Server:
    return Server(
        mariadb=mariadb,
        version=version,
        variables={},
        validators=validators,
        may_change_others=True,
        seen_from="",
    )


def row(*ways: Way) -> Row:
    return Row(host="%", ways=ways)


@pytest.mark.parametrize("version", [(5, 7, 44), (8, 0, 36), (9, 7, 4)])
def test_mysql_is_told_the_plugin_that_is_kept(version: tuple[int, ...]) -> None:
    made = change_other(server(version), "app", row(Way("caching_sha2_password")), Secret("p"))
    assert made.text == "ALTER USER %s@%s IDENTIFIED WITH caching_sha2_password BY %s"
    assert made.parameters == ("app", "%", "p")


@pytest.mark.parametrize(
    ("version", "text"),
    [
        ((5, 7, 44), "ALTER USER USER() IDENTIFIED BY %s"),
        ((8, 0, 13), "ALTER USER USER() IDENTIFIED BY %s REPLACE %s"),
        ((9, 7, 4), "ALTER USER USER() IDENTIFIED BY %s REPLACE %s"),
    ],
)
def test_a_mysql_account_gives_its_present_password(version: tuple[int, ...], text: str) -> None:
    made = change_own(server(version), "app", row(Way("caching_sha2_password")), Secret("new"), Secret("old"))
    assert made.text == text
    assert made.parameters == ("new", "old")[: text.count("%s")]


def test_mariadb_is_sent_a_hash_unless_a_policy_must_judge() -> None:
    ways = row(Way("mysql_native_password"))
    hashed = change_other(server((10, 11), mariadb=True), "app", ways, Secret("p"))
    judged = change_other(server((10, 11), mariadb=True, validators=("x",)), "app", ways, Secret("p"))
    assert (hashed.parameters[2], hashed.clear) == (native_hash(Secret("p")), False)
    assert judged.text.endswith("USING PASSWORD(%s)")
    assert (judged.parameters[2], judged.clear) == ("p", True)


def test_the_hash_is_the_documented_one() -> None:
    # MariaDB: SELECT PASSWORD('notagoodpwd') in its documentation.
    assert native_hash(Secret("notagoodpwd")) == "*3A70EE9FC6594F88CE9E959CD51C5A1C002DC937"


def test_other_ways_in_are_kept_with_their_settings() -> None:
    ways = row(Way("pam", "mariadb"), Way("ed25519"), Way("unix_socket"))
    made = change_other(server((10, 11), mariadb=True), "app", ways, Secret("p"))
    assert (
        made.text
        == "ALTER USER %s@%s IDENTIFIED VIA pam USING %s OR ed25519 USING PASSWORD(%s) OR unix_socket"
    )
    assert made.parameters == ("app", "%", "mariadb", "p")
    assert "p'" not in repr(made)


@pytest.mark.parametrize("plugin", ["AWSAuthenticationPlugin", "auth_socket", "authentication_ldap_simple"])
def test_a_password_kept_elsewhere_is_refused(plugin: str) -> None:
    with pytest.raises(Refused) as caught:
        change_other(server((8, 0, 36)), "app", row(Way(plugin)), Secret("p"))
    assert caught.value.code == "plugin_unsupported"


def test_a_plugin_name_that_is_no_name_is_refused() -> None:
    ways = row(Way("ed25519"), Way("x; DROP USER a"))
    with pytest.raises(Refused):
        change_other(server((10, 11), mariadb=True), "app", ways, Secret("p"))


@pytest.mark.parametrize(
    ("version", "mariadb"), [((5, 5, 62), False), ((5, 6, 51), False), ((10, 1, 48), True)]
)
def test_d07_a_server_that_is_too_old_is_left_to_a_script(version: tuple[int, ...], mariadb: bool) -> None:
    [_, told] = server_findings(server(version, mariadb=mariadb), "orders")
    assert (told.severity, told.code) == (Severity.STOPS, "version_too_old")


def test_d13_a_member_of_a_cluster_says_so() -> None:
    member = replace(server((10, 11), mariadb=True), variables={"wsrep_on": "ON"})
    [_, told] = server_findings(member, "orders")
    assert (told.severity, told.code) == (Severity.NOTICE, "galera")
