"""Run Command and consoles of the local AWS: scripts really run, and what was sent stays readable; bare clients ask."""

from __future__ import annotations

import base64
import json
import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from pamdesk.sandbox.local_aws import LocalAws
from pamdesk.sandbox.local_aws_consoles import console_text
from pamdesk.sandbox.local_aws_hosts import LOST, WINDOWS, ManagedHost, Ran
from tests.servers.aws import client, new_key, new_user

SHELL = "AWS-RunShellScript"
POWERSHELL = "AWS-RunPowerShellScript"


@contextmanager
def refused(code: str):
    with pytest.raises(ClientError) as caught:
        yield
    assert caught.value.response["Error"]["Code"] == code


@pytest.fixture
def host(local_aws: LocalAws, tmp_path: Path) -> ManagedHost:
    made = ManagedHost("i-0aaaaaaaaaaaaaaaa", tmp_path)
    local_aws.control.commands.add_host(made)
    return made


def send(aws: LocalAws, host: ManagedHost, *lines: str, document: str = SHELL, **more) -> str:
    answer = client(aws, "ssm").send_command(
        DocumentName=document, InstanceIds=[host.instance_id], Parameters={"commands": list(lines)}, **more
    )
    return str(answer["Command"]["CommandId"])


def ended(aws: LocalAws, host: ManagedHost, command_id: str):
    ssm = client(aws, "ssm")
    for _ in range(200):
        answer = ssm.get_command_invocation(CommandId=command_id, InstanceId=host.instance_id)
        if answer["Status"] not in ("Pending", "InProgress"):
            return answer
        time.sleep(0.05)
    raise AssertionError("The command did not end.")


def test_a_script_really_runs_on_the_host(local_aws: LocalAws, host: ManagedHost):
    answer = ended(local_aws, host, send(local_aws, host, "echo here", "touch proof; echo oops >&2"))
    got = [
        answer[name] for name in ("Status", "ResponseCode", "StandardOutputContent", "StandardErrorContent")
    ]
    assert got == ["Success", 0, "here\n", "oops\n"]
    assert (host.folder / "proof").exists()


def test_a_script_that_fails_says_so(local_aws: LocalAws, host: ManagedHost):
    answer = ended(local_aws, host, send(local_aws, host, "exit 7"))
    assert (answer["Status"], answer["StatusDetails"], answer["ResponseCode"]) == ("Failed", "Failed", 7)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root becomes another user")
def test_a_prefix_chooses_the_user(local_aws: LocalAws, server_folder: Path):
    prefix = ("setpriv", "--reuid=65534", "--clear-groups")
    host = ManagedHost("i-0eeeeeeeeeeeeeeee", server_folder / "ssm", prefix=prefix)
    host.folder.mkdir(exist_ok=True)
    local_aws.control.commands.add_host(host)
    answer = ended(local_aws, host, send(local_aws, host, "id -u"))
    assert (answer["StandardOutputContent"], answer["StandardErrorContent"]) == ("65534\n", "")


def test_what_was_sent_stays_in_the_history_and_on_the_host(local_aws: LocalAws, host: ManagedHost):
    command_id = send(local_aws, host, "echo s3cr3t > /dev/null", Comment="why")
    ended(local_aws, host, command_id)
    (command,) = client(local_aws, "ssm").list_commands(CommandId=command_id)["Commands"]
    assert command["Parameters"] == {"commands": ["echo s3cr3t > /dev/null"]}
    assert (command["Status"], command["Comment"], command["CompletedCount"]) == ("Success", "why", 1)
    assert "s3cr3t" in local_aws.control.commands.history()
    left = [path.read_text() for path in host.folder.rglob("_script.sh")]
    assert any("s3cr3t" in text for text in left)


def test_output_is_cut(local_aws: LocalAws, host: ManagedHost):
    script = "i=0; while [ $i -lt 3000 ]; do echo 123456789; echo abcdefghi >&2; i=$((i+1)); done"
    command_id = send(local_aws, host, script)
    answer = ended(local_aws, host, command_id)
    assert (len(answer["StandardOutputContent"]), len(answer["StandardErrorContent"])) == (24_000, 8_000)
    ssm = client(local_aws, "ssm")
    (listed,) = ssm.list_command_invocations(CommandId=command_id, Details=True)["CommandInvocations"]
    assert len(listed["CommandPlugins"][0]["Output"]) == 2_500
    (brief,) = ssm.list_command_invocations(CommandId=command_id)["CommandInvocations"]
    assert brief["CommandPlugins"] == []


def test_it_is_unknown_then_pending_then_in_progress(local_aws: LocalAws, host: ManagedHost):
    host.unseen_seconds, host.delivery_seconds = 1.5, 3.0
    ssm = client(local_aws, "ssm")
    command_id = send(local_aws, host, "sleep 1.5")
    with refused("InvocationDoesNotExist"):
        ssm.get_command_invocation(CommandId=command_id, InstanceId=host.instance_id)
    time.sleep(1.6)
    seen = []
    while "Success" not in seen:
        seen.append(ssm.get_command_invocation(CommandId=command_id, InstanceId=host.instance_id)["Status"])
        time.sleep(0.05)
    assert list(dict.fromkeys(seen)) == ["Pending", "InProgress", "Success"]


def test_a_lost_host_never_gets_it_and_one_that_comes_back_gets_it_late(
    local_aws: LocalAws, host: ManagedHost
):
    host.ping, host.timeout_scale = LOST, 0.1
    command_id = send(local_aws, host, "touch never", TimeoutSeconds=30)
    ssm = client(local_aws, "ssm")
    time.sleep(0.1)
    waiting = ssm.get_command_invocation(CommandId=command_id, InstanceId=host.instance_id)
    assert (waiting["Status"], waiting["StatusDetails"]) == ("Pending", "Delayed")
    answer = ended(local_aws, host, command_id)
    assert (answer["Status"], answer["StatusDetails"]) == ("TimedOut", "DeliveryTimedOut")
    late = send(local_aws, host, "touch late", TimeoutSeconds=600)
    host.ping = "Online"
    assert ended(local_aws, host, late)["Status"] == "Success"
    assert [(host.folder / name).exists() for name in ("never", "late")] == [False, True]


def test_a_script_that_takes_too_long_is_killed(local_aws: LocalAws, host: ManagedHost):
    host.timeout_scale = 0.1
    answer = client(local_aws, "ssm").send_command(
        DocumentName=SHELL,
        InstanceIds=[host.instance_id],
        Parameters={"commands": ["echo begun; sleep 60; touch after"], "executionTimeout": ["3"]},
    )
    got = ended(local_aws, host, answer["Command"]["CommandId"])
    assert (got["Status"], got["StatusDetails"], got["ResponseCode"]) == (
        "TimedOut",
        "ExecutionTimedOut",
        137,
    )
    assert got["StandardOutputContent"] == "begun\n"
    assert not (host.folder / "after").exists()


def test_a_cancelled_command_is_stopped(local_aws: LocalAws, host: ManagedHost):
    command_id = send(local_aws, host, "sleep 60")
    client(local_aws, "ssm").cancel_command(CommandId=command_id)
    assert ended(local_aws, host, command_id)["Status"] == "Cancelled"


def test_an_agent_may_run_it_twice(local_aws: LocalAws, host: ManagedHost):
    host.runs = 2
    ended(local_aws, host, send(local_aws, host, "echo x >> count"))
    assert (host.folder / "count").read_text() == "x\nx\n"


def test_refusals_have_the_services_codes(local_aws: LocalAws, host: ManagedHost):
    ssm, commands = client(local_aws, "ssm"), {"commands": ["true"]}
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("InvalidDocument", {"DocumentName": "AWS-RunNothing"}),
        ("InvalidInstanceId", {"InstanceIds": ["i-0bbbbbbbbbbbbbbbb"]}),
        ("UnsupportedPlatformType", {"DocumentName": POWERSHELL}),
        ("InvalidParameters", {"Parameters": {}}),
        ("InvalidParameters", {"Parameters": {**commands, "other": ["x"]}}),
        ("DuplicateInstanceId", {"InstanceIds": [host.instance_id] * 2}),
        ("ThrottlingException", {"InstanceIds": [f"i-{number:017x}" for number in range(51)]}),
    ]
    right: dict[str, Any] = {"DocumentName": SHELL, "InstanceIds": [host.instance_id], "Parameters": commands}
    for code, changed in wrong:
        with refused(code):
            ssm.send_command(**{**right, **changed})
    assert host.scripts == []
    with refused("InvalidCommandId"):
        ssm.list_command_invocations(CommandId="00000000-0000-0000-0000-000000000000")


def test_hosts_are_described_with_their_ping(local_aws: LocalAws, host: ManagedHost):
    ssm = client(local_aws, "ssm")
    wanted = [{"Key": "InstanceIds", "Values": [host.instance_id, "i-0bbbbbbbbbbbbbbbb"]}]
    (found,) = ssm.describe_instance_information(Filters=wanted)["InstanceInformationList"]
    assert (found["PingStatus"], found["PlatformType"]) == ("Online", "Linux")
    host.ping = LOST
    (found,) = ssm.describe_instance_information(Filters=wanted)["InstanceInformationList"]
    assert found["PingStatus"] == "ConnectionLost"


def test_a_windows_host_is_played_by_its_interpreter(local_aws: LocalAws, tmp_path: Path):
    windows = ManagedHost(
        "i-0cccccccccccccccc",
        tmp_path,
        platform=WINDOWS,
        interpreter=lambda script, _stop: Ran(0, script.upper()),
    )
    local_aws.control.commands.add_host(windows)
    command_id = send(local_aws, windows, "hostname", document=POWERSHELL)
    assert ended(local_aws, windows, command_id)["StandardOutputContent"] == "HOSTNAME\n"


def test_a_policy_must_allow_both_the_document_and_the_instance(local_aws: LocalAws, host: ManagedHost):
    where = f"{local_aws.region}:{local_aws.account_id}"
    document = f"arn:aws:ssm:{local_aws.region}::document/{SHELL}"
    instance = f"arn:aws:ec2:{where}:instance/{host.instance_id}"
    for resources, allowed in (([document, instance], True), ([document], False), ([instance], False)):
        statement = {"Effect": "Allow", "Action": "ssm:SendCommand", "Resource": resources}
        user = new_user(local_aws, policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
        ssm = client(local_aws, "ssm", new_key(local_aws, user))
        order = {
            "DocumentName": SHELL,
            "InstanceIds": [host.instance_id],
            "Parameters": {"commands": ["true"]},
        }
        if allowed:
            ssm.send_command(**order)
        else:
            with refused("AccessDeniedException"):
                ssm.send_command(**order)


def test_a_console_shows_the_host_keys_once_they_are_there(local_aws: LocalAws):
    ec2 = client(local_aws, "ec2")
    image = ec2.describe_images()["Images"][0]["ImageId"]
    instance = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"]
    reservations = ec2.describe_instances(InstanceIds=[instance])["Reservations"]
    assert reservations[0]["Instances"][0]["InstanceId"] == instance
    assert ec2.get_console_output(InstanceId=instance).get("Output", "") == ""
    key = "ssh-ed25519 " + base64.b64encode(b"k" * 51).decode() + " root@host"
    local_aws.control.consoles[instance] = console_text([key])
    text = ec2.get_console_output(InstanceId=instance)["Output"]
    inside = text.split("-----BEGIN SSH HOST KEY KEYS-----\r\n")[1].split("-----END SSH HOST KEY KEYS-----")[
        0
    ]
    assert inside == key + "\r\n"
    assert "(ED25519)" in text
    with refused("InvalidInstanceID.NotFound"):
        ec2.get_console_output(InstanceId="i-0ddddddddddddddddd"[:19])
