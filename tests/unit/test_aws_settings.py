"""What a configuration's AWS fields mean."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pamdesk.aws.settings import AwsSettings, is_loopback
from pamdesk.records.secret import Secret


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:5000", True),
        ("http://127.9.9.9", True),
        ("http://[::1]:5000", True),
        ("https://localhost", True),
        ("", False),
        ("http://localhost.example.com", False),
        ("http://127.0.0.1.example.com", False),
        ("http://169.254.169.254", False),
        ("https://iam.amazonaws.com", False),
    ],
)
def test_loopback_is_told_by_the_host_alone(url: str, loopback: bool):
    assert is_loopback(url) is loopback


@pytest.mark.parametrize(
    ("regions", "partition", "expected"),
    [
        ((), "", ("aws", "us-east-1")),
        (("eu-central-1", "us-east-1"), "", ("aws", "eu-central-1")),
        (("cn-northwest-1",), "", ("aws-cn", "cn-northwest-1")),
        (("us-gov-east-1",), "", ("aws-us-gov", "us-gov-east-1")),
        ((), "aws-us-gov", ("aws-us-gov", "us-gov-west-1")),
    ],
)
def test_partition_and_region_follow_from_each_other(regions, partition: str, expected: tuple[str, str]):
    settings = AwsSettings(title="t", region_names=regions, partition=partition)
    assert (settings.partition_name, settings.default_region) == expected


def test_a_secret_shows_in_no_repr():
    settings = AwsSettings(title="t", access_key_id="AKIA", secret_access_key=Secret("canary"))
    assert "canary" not in repr(settings)


def test_the_package_is_imported_without_the_sdk():
    code = "import sys, pamdesk.aws.calls; sys.exit('botocore' in sys.modules or 'boto3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
