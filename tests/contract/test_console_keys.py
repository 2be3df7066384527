"""The first trust in an EC2 instance's host key, proved by its console: the local AWS and a real sshd."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pamdesk.cli.program import carry_out
from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_consoles import console_text
from pamdesk.services.policies import least_privilege
from pamdesk.services.trusting import Console, look
from pamdesk.targets.contract import Severity
from pamdesk.targets.in_aws.console import keys_of
from tests.contract.test_check import change, check, limit, said
from tests.servers.aws import client
from tests.servers.sshd import SshServer
from tests.worlds import PASSWORD, World

OTHER = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGaWSuMPP0xYdwiVt4cm/xBXGjbDtfekqGsrDoCUrF32 root@old"

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]


@pytest.fixture
def made(
    tmp_path: Path, local_aws: LocalAws, ssh_server: SshServer
) -> Iterator[tuple[World, str, Callable[[str], None]]]:
    """A host that AWS knows, with nothing pinned; what its console holds is for the test to write."""
    key = local_aws.administrator
    world = World.create(
        tmp_path / "v.pamdesk",
        environment="aws",
        account_id=local_aws.account_id,
        access_key_id=key.access_key_id,
        secret_access_key=key.secret_access_key,
        endpoint_url=local_aws.endpoint_url,
        region_names=(local_aws.region,),
    )
    run = client(local_aws, "ec2").run_instances(ImageId="ami-12c6146b", MinCount=1, MaxCount=1)
    instance = run["Instances"][0]["InstanceId"]
    machine = world.machine("web-prod", ssh_server.host, ssh_server.port, "")
    change(world, machine, instance_id=instance)
    world.user(ssh_server.admin, ssh_server.admin_password, on=machine, admin_of=machine)

    def write(text: str) -> None:
        local_aws.control.consoles[instance] = text

    yield world, machine, write
    world.vault.close()


@pytest.fixture
def trust(
    made: tuple[World, str, object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Runs `records trust` for the machine, with --json."""
    monkeypatch.setenv("PAMDESK_VAULT", str(tmp_path / "v.pamdesk"))
    monkeypatch.setenv("PAMDESK_PASSWORD_FILE", str(tmp_path / "password"))
    (tmp_path / "password").write_text(PASSWORD)

    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = carry_out(["records", "trust", made[1], *arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_a_key_that_the_console_shows_is_accepted_by_it_and_any_other_is_not(
    made: tuple[World, str, Callable[[str], None]],
    trust: Callable[..., tuple[int, dict[str, Any]]],
    ssh_server: SshServer,
) -> None:
    world, machine, write = made

    def pinned() -> str:
        return world.vault.records.get(machine).text("ssh_host_key")

    for text, word in (("login: ", "unknown"), (console_text([OTHER]), "other")):
        write(text)
        code, told = trust("--console")
        assert (1, word, "") == (code, told["error"]["console"], pinned())
    assert NOTICE is said(check(world, machine))["console_keys"]
    write(console_text([OTHER, f"{ssh_server.host_key()} root@web"]))
    code, told = trust()
    assert (1, "same", "") == (code, told["error"]["console"], pinned())  # nobody has said that it suffices
    assert "shows the same host key." in told["error"]["message"]
    code, told = trust("--console")
    assert (0, pinned()) == (code, told["fingerprint"])
    assert pinned().startswith("ssh-ed25519 SHA256:")
    expected = {"reachable", "shown", "admin_sign_in", "console_same"}
    assert expected <= {code for code, severity in said(check(world, machine)).items() if severity is PASSED}
    write(console_text([OTHER]))
    assert NOTICE is said(check(world, machine))["console_other"]
    assert 2 == trust("--console", "--fingerprint", "SHA256:x")[0]


PASSED, NOTICE = Severity.PASSED, Severity.NOTICE


def test_a_console_that_may_not_be_read_is_no_proof_and_no_obstacle(
    made: tuple[World, str, Callable[[str], None]], local_aws: LocalAws, ssh_server: SshServer
) -> None:
    world, machine, write = made
    write(console_text([f"{ssh_server.host_key()} root@web"]))
    deny = {"Effect": "Deny", "Action": "ec2:*", "Resource": "*"}
    limit(world, local_aws, [{"Effect": "Allow", "Action": "*", "Resource": "*"}, deny])
    assert Console.UNKNOWN is look(world.vault, machine).console
    change(world, machine, ssh_host_key=ssh_server.host_key())
    report = check(world, machine)
    assert (NOTICE, True) == (said(report)["console_unread"], report.ready)


def test_the_policy_holds_the_console_of_the_very_instance(
    made: tuple[World, str, Callable[[str], None]], local_aws: LocalAws
) -> None:
    world, machine, _ = made
    instance = world.vault.records.get(machine).text("instance_id")
    [document] = least_privilege(world.vault, world.configuration).documents
    [statement] = [each for each in document.statements if each.sid == "ReadConsoles"]
    arn = f"arn:aws:ec2:{local_aws.region}:{local_aws.account_id}:instance/{instance}"
    assert (("ec2:GetConsoleOutput",), (arn,), True) == (
        statement.actions,
        statement.resources,
        statement.optional,
    )


def test_fingerprints_alone_are_enough_the_last_block_counts_and_noise_is_passed_over() -> None:
    [whole] = keys_of(console_text([OTHER]))
    assert "ssh-ed25519" == whole.algorithm
    prints, keys = console_text([OTHER]).split("-----BEGIN SSH HOST KEY KEYS-----")
    [alone] = keys_of(prints)
    assert ("", whole.fingerprint) == (alone.algorithm, alone.fingerprint)
    newer = OTHER.replace("GaWSuM", "HbXTvN")
    assert [key.fingerprint for key in keys_of(console_text([newer]))] == [
        key.fingerprint for key in keys_of(console_text([OTHER]) + console_text([newer]))
    ]
    odd = "-----BEGIN SSH HOST KEY KEYS-----\r\nssh-ed25519 AAAA root\r\n-----END SSH HOST KEY KEYS-----"
    assert () == keys_of(odd) == keys_of("ssh-ed25519 " + OTHER.split()[1]) == keys_of(keys)
