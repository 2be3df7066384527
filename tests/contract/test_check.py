"""Check on every type of record, against real servers and the local AWS: each finding by its code, and nothing changed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from pamdesk.cli.program import carry_out
from pamdesk.records.complexity import Complexity
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.links import Link, LinkKind
from pamdesk.records.record import FieldValue
from pamdesk.records.secret import Secret
from pamdesk.rotation import check_aws
from pamdesk.rotation.checks import CheckReport
from pamdesk.rotation.engine import Engine
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.services import rotations
from pamdesk.targets.contract import Finding, Severity
from pamdesk.targets.ssh import keys as ssh_keys
from tests.servers.aws import client, new_key, new_user, unique
from tests.servers.postgresql import PostgresServer
from tests.servers.sshd import SshServer
from tests.worlds import PASSWORD, DatabaseWorld, IamWorld, World, iam_world, linux_world, postgres_world
from tests.worlds_rds import RdsWorld, rds_world

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

PASSED, NOTICE, STOPS = Severity.PASSED, Severity.NOTICE, Severity.STOPS


def check(world: World, record_id: str) -> CheckReport:
    async def whole() -> CheckReport:
        engine = Engine(world.vault)
        try:
            return await engine.check(record_id)
        finally:
            await engine.close()

    before = standing(world)
    report = asyncio.run(whole())
    assert before == standing(world)
    return report


def standing(world: World) -> list[object]:
    """What a Check leaves as it is: every version of every record, every attempt, every line of the audit."""
    vault = world.vault
    versions = [(each.id, each.modified) for each in vault.records.headers(vault.records.ids())]
    return [versions, vault.journal.attempts(), vault.audit.list()]


def said(report: CheckReport) -> dict[str, Severity]:
    return {each.code: each.severity for each in report.findings}


def found(report: CheckReport, code: str) -> Finding:
    [one] = [each for each in report.findings if each.code == code]
    return one


def change(world: World, record_id: str, **fields: FieldValue) -> None:
    world.vault.records.update(world.vault.records.get(record_id).with_fields(fields), who="test")


# -- a resource -------------------------------------------------------------------------------------------------------


@pytest.fixture
def database(tmp_path: Path, postgres_server: PostgresServer) -> Iterator[DatabaseWorld]:
    made = postgres_world(tmp_path / "v.pamdesk", postgres_server, users=1)
    yield made
    made.vault.close()


def test_a_database_answers_and_lets_its_admin_in(database: DatabaseWorld) -> None:
    report = check(database, database.database_id)
    assert {"gateway": PASSED, "reachable": PASSED, "admin_sign_in": PASSED} == said(report)
    assert report.ready


def test_an_admin_whose_password_is_refused_is_not_tried_until_it_is_locked(database: DatabaseWorld) -> None:
    change(database, database.admin, password=Secret("Wrong-1234"))
    for expected in ("admin_refused", "admin_refused", "budget_spent", "budget_spent"):
        report = check(database, database.database_id)
        assert {"gateway": PASSED, "reachable": PASSED, expected: STOPS} == said(report)
    since = datetime.now(UTC) - timedelta(minutes=5)
    assert 2 == database.vault.journal.spent(database.admin, since)


def test_what_is_missing_of_a_database_is_named_in_the_order_of_its_mending(database: DatabaseWorld) -> None:
    change(database, database.database_id, ca_certificate="")
    report = check(database, database.database_id)
    assert {"gateway": PASSED, "reachable": PASSED, "certificate_unknown": STOPS} == said(report)
    change(database, database.database_id, port=1)
    assert {"gateway": PASSED, "unreachable": STOPS} == said(check(database, database.database_id))
    change(database, database.database_id, host="no-such-host.invalid")
    assert (
        "No name server knows the host"
        in found(check(database, database.database_id), "unreachable").sentence
    )
    database.vault.links.remove(
        Link(database.database_id, LinkKind.ENVIRONMENT, database.configuration), who="test"
    )
    assert {"no_environment": STOPS} == said(check(database, database.database_id))


def test_a_database_without_an_admin_is_a_notice(database: DatabaseWorld) -> None:
    database.vault.links.remove(Link(database.admin, LinkKind.ADMIN, database.database_id), who="test")
    report = check(database, database.database_id)
    assert (NOTICE, True) == (said(report)["no_admin"], report.ready)


@pytest.fixture
def host(tmp_path: Path, ssh_server: SshServer) -> Iterator[DatabaseWorld]:
    made = linux_world(tmp_path / "v.pamdesk", ssh_server, users=1)
    yield made
    made.vault.close()


def test_a_host_shows_its_key_and_lets_its_admin_in_by_password_or_by_key(host: DatabaseWorld) -> None:
    expected = {"gateway": PASSED, "reachable": PASSED, "shown": PASSED, "admin_sign_in": PASSED}
    shown = rotations_look(host)
    change(host, host.database_id, ssh_host_key=shown)
    assert expected == said(check(host, host.database_id))
    assert isinstance(host.server, SshServer)
    private, public = ssh_keys.make_like(None, None)
    change(host, host.admin, private_pem_key=private)
    assert expected == said(check(host, host.database_id))  # the key is refused, then the password taken
    host.server.put_keys(host.server.admin, f"{public}\n".encode())
    change(host, host.admin, password=Secret("Wrong-1234"))
    assert expected == said(check(host, host.database_id))


def rotations_look(host: DatabaseWorld) -> str:
    from pamdesk.services.trusting import look

    return look(host.vault, host.database_id).shown


def test_a_host_that_shows_another_key_is_told_apart_before_any_secret_is_sent(host: DatabaseWorld) -> None:
    change(host, host.database_id, ssh_host_key=f"ssh-ed25519 SHA256:{'A' * 43}")
    report = check(host, host.database_id)
    assert (NOTICE, STOPS) == (said(report)["shown"], said(report)["host_key_changed"])


# -- a configuration --------------------------------------------------------------------------------------------------


@pytest.fixture
def aws(tmp_path: Path, local_aws: LocalAws) -> Iterator[IamWorld]:
    made = iam_world(tmp_path / "v.pamdesk", local_aws, users=2)
    yield made
    made.vault.close()


def test_a_configuration_says_who_signs_in_by_what_the_clock_and_what_that_identity_may(
    aws: IamWorld,
) -> None:
    report = check(aws, aws.configuration)
    assert {"gateway": PASSED, "identity": PASSED, "clock": PASSED, "permitted": PASSED} == said(report)
    told = found(report, "identity").sentence
    assert all(
        word in told for word in ("123456789012", "arn:aws:iam:", "the access key of the configuration")
    )


def test_what_the_identity_may_not_do_is_named_with_the_very_resources(
    aws: IamWorld, local_aws: LocalAws
) -> None:
    first, second = (aws.vault.records.get(user).text("distinguished_name") for user in aws.users)
    actions = ["iam:GetUser", "iam:GetLoginProfile", "iam:UpdateLoginProfile"]
    allowed = [
        {"Effect": "Allow", "Action": actions, "Resource": first},
        {"Effect": "Allow", "Action": "iam:SimulatePrincipalPolicy", "Resource": "*"},
    ]
    limit(aws, local_aws, allowed)
    report = check(aws, aws.configuration)
    assert (False, NOTICE) == (report.ready, said(report)["optional_not_permitted"])
    told = found(report, "not_permitted")
    assert (tuple(actions), True, False) == (told.actions, second in told.sentence, first in told.sentence)
    limit(aws, local_aws, allowed[:1])
    assert NOTICE is said(check(aws, aws.configuration))["permission_unread"]


def limit(world: World, local_aws: LocalAws, statements: list[Any]) -> None:
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    key = new_key(local_aws, new_user(local_aws, policy=policy))
    change(
        world,
        world.configuration,
        access_key_id=key.access_key_id,
        secret_access_key=key.secret_access_key,
    )


@pytest.mark.parametrize(
    ("seconds", "severity", "code"),
    [(20, PASSED, "clock"), (120, NOTICE, "clock_skew"), (600, STOPS, "clock_skew")],
)
@pytest.mark.parametrize("side", [-1, 1])
def test_a_clock_that_differs_from_that_of_aws_is_noticed(
    seconds: int, side: int, severity: Severity, code: str
) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=side * seconds))
    [told] = check_aws._clock({"ResponseMetadata": {"HTTPHeaders": {"date": date}}})
    assert (severity, code) == (told.severity, told.code)
    if code == "clock_skew":
        assert ("behind" if side > 0 else "ahead of") in told.sentence
    assert () == check_aws._clock({})


def test_a_sign_in_that_aws_refuses_for_the_clock_says_so(aws: IamWorld, local_aws: LocalAws) -> None:
    local_aws.control.add_faults(
        Fault(kind=FaultKind.REFUSE, action="GetCallerIdentity", code="RequestExpired", status=400)
    )
    report = check(aws, aws.configuration)
    assert {"gateway": PASSED, "clock_skew": STOPS} == said(report)
    assert "this machine's clock is not right" in found(report, "clock_skew").sentence


def test_an_account_that_is_left_out_of_the_question_is_named(aws: IamWorld) -> None:
    rotations.change_settings(aws.vault, aws.users[1], rotations.SettingsChange(enabled=False), "test")
    report = check(aws, aws.configuration)
    assert (NOTICE, True) == (said(report)["left_out"], aws.logins[1] in found(report, "left_out").sentence)


def test_a_configuration_of_no_cloud_and_one_that_is_off(database: DatabaseWorld) -> None:
    assert {"gateway": PASSED} == said(check(database, database.configuration))
    change(database, database.configuration, rotation_enabled=False)
    assert {"gateway": PASSED, "off": NOTICE} == said(check(database, database.configuration))


def test_a_record_of_another_type_has_nothing_to_check(database: DatabaseWorld) -> None:
    login = database.record("login", "some login", {"login": "x"})
    with pytest.raises(InvalidRecord) as caught:
        check(database, login)
    assert "not_checked" == caught.value.code


# -- an account -------------------------------------------------------------------------------------------------------


def test_an_account_is_checked_with_its_rules(database: DatabaseWorld) -> None:
    report = check(database, database.users[0])
    assert (True, PASSED, PASSED) == (report.ready, said(report)["linked"], said(report)["rules"])


def test_rules_that_no_password_can_keep_are_named_before_a_rotation(
    aws: IamWorld, local_aws: LocalAws
) -> None:
    client(local_aws, "iam").update_account_password_policy(MinimumPasswordLength=8, RequireSymbols=True)
    no_symbol = rotations.SettingsChange(complexity=Complexity(symbols=0, allowed_symbols="~"))
    rotations.change_settings(aws.vault, aws.users[0], no_symbol, "test")
    report = check(aws, aws.users[0])
    [told] = [each for each in report.findings if each.severity is STOPS]
    assert "symbol" in told.sentence
    assert "permitted" in said(report)  # the account itself was looked at all the same


# -- managed elsewhere ------------------------------------------------------------------------------------------------


@pytest.fixture
def rds(tmp_path: Path, local_aws: LocalAws, postgres_server: PostgresServer) -> Iterator[RdsWorld]:
    made = rds_world(tmp_path / "v.pamdesk", local_aws, postgres_server)
    yield made
    made.vault.close()


def secret_of(
    local_aws: LocalAws, name: str, description: str, *, rotated: bool = True
) -> Callable[[], None]:
    """A secret as an administrator would set it up; what it holds does not matter."""
    from moto.secretsmanager.models import secretsmanager_backends

    manager = client(local_aws, "secretsmanager")
    manager.create_secret(Name=name, Description=description, SecretString="{}")
    # moto calls a real function to rotate; that there is one is all that is asked here.
    backend = secretsmanager_backends[local_aws.account_id][local_aws.region]
    backend.secrets[name].rotation_enabled = backend.secrets[name].rotation_requested = rotated  # type: ignore[union-attr]
    return lambda: manager.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)


def test_a_secret_that_is_rotated_and_names_the_database_is_a_notice_on_it_and_on_its_accounts(
    rds: RdsWorld, local_aws: LocalAws
) -> None:
    assert PASSED is said(check(rds, rds.database_id))["no_secret_rotation"]
    gone = [
        secret_of(local_aws, unique("app/x"), f"Not of {rds.identifier}-archive"),
        secret_of(local_aws, unique("app/y"), f"of {rds.identifier}", rotated=False),
    ]
    assert PASSED is said(check(rds, rds.database_id))["no_secret_rotation"]
    name = unique("app/z")
    gone.append(secret_of(local_aws, name, f"The master of {rds.identifier}."))
    for record in (rds.database_id, rds.user_id):
        told = found(check(rds, record), "secret_rotation")
        assert (NOTICE, True) == (told.severity, name in told.sentence)
    for remove in gone:
        remove()


def test_where_secrets_may_not_be_listed_it_is_not_known_and_stops_nothing(
    rds: RdsWorld, local_aws: LocalAws
) -> None:
    deny = {"Effect": "Deny", "Action": "secretsmanager:*", "Resource": "*"}
    limit(rds, local_aws, [{"Effect": "Allow", "Action": "*", "Resource": "*"}, deny])
    report = check(rds, rds.database_id)
    told = found(report, "secret_rotation_unknown")
    assert (NOTICE, ("secretsmanager:ListSecrets",), True) == (told.severity, told.actions, report.ready)


# -- the command line -------------------------------------------------------------------------------------------------


def test_the_command_lists_the_findings_by_severity_and_ends_with_1_where_one_stops(
    database: DatabaseWorld,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PAMDESK_VAULT", str(tmp_path / "v.pamdesk"))
    monkeypatch.setenv("PAMDESK_PASSWORD_FILE", str(tmp_path / "password"))
    (tmp_path / "password").write_text(PASSWORD)
    assert 0 == carry_out(["rotation", "check", database.logins[0]])
    out = capsys.readouterr().out
    assert ("Well\n" in out, "In the way" in out) == (True, False)
    change(database, database.database_id, port=1)
    assert 1 == carry_out(["rotation", "check", "billing-prod", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert {"id", "title", "type", "ready", "seconds", "findings"} == set(told)
    assert ("pamDatabase", False) == (told["type"], told["ready"])
    [stop] = [each for each in told["findings"] if each["severity"] == "stops"]
    assert {"severity", "code", "sentence", "mend", "actions"} == set(stop)
    assert ("unreachable", True) == (stop["code"], bool(stop["mend"]))
    assert 1 == carry_out(["rotation", "check", "billing-prod"])
    assert capsys.readouterr().out.startswith("In the way\n  billing-prod cannot be reached at localhost:1")
