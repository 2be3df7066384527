"""What targets declare of AWS, and what IAM's policy simulator says of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Endpoint, Severity
from pamdesk.targets.iam.password import MODULE
from pamdesk.targets.iam.permission import permission_findings
from pamdesk.targets.permissions import AwsPlace, Permission
from pamdesk.targets.rds.master import POSTGRESQL

PLACE = AwsPlace("aws", "123456789012", "eu-west-1")
NEEDED = (
    Permission(purpose="Test", actions=("iam:GetUser", "iam:UpdateLoginProfile"), resources=("arn:u",)),
)


class Simulator:
    """Answers as SimulatePrincipalPolicy does, with what a test puts in place of "allowed"."""

    account_id, source = "123456789012", "access_key"

    def __init__(self, **differs: object) -> None:
        self._differs = differs

    async def read(
        self, service: str, operation: str, /, *, region: str = "", **parameters: object
    ) -> Mapping[str, object]:
        if service == "sts":
            return {"Arn": "arn:aws:iam::123456789012:user/pamdesk"}
        first: dict[str, object] = {"EvalActionName": "iam:GetUser", "EvalDecision": "allowed"}
        second = {"EvalActionName": "iam:UpdateLoginProfile", "EvalDecision": "allowed", **self._differs}
        if "Marker" in parameters:
            return {"EvaluationResults": [second], "IsTruncated": False}
        return {"EvaluationResults": [first], "IsTruncated": True, "Marker": "more"}

    async def change(
        self, service: str, operation: str, /, *, region: str = "", **parameters: object
    ) -> Mapping[str, object]:
        raise AssertionError("A Check changes nothing.")

    async def caller_with(self, access_key_id: str, secret: Secret) -> Mapping[str, object]:
        raise AssertionError("A Check of permissions tries no key.")

    def target_error(self, error: BaseException, doing: str) -> AssertionError:
        raise error


@pytest.mark.parametrize(
    ("differs", "severity", "code", "word"),
    [
        ({}, Severity.PASSED, "permitted", "is allowed"),
        ({"EvalDecision": "implicitDeny"}, Severity.STOPS, "not_permitted", "is not allowed"),
        (
            {
                "EvalDecision": "implicitDeny",
                "PermissionsBoundaryDecisionDetail": {"AllowedByPermissionsBoundary": False},
            },
            Severity.STOPS,
            "not_permitted",
            "boundary",
        ),
        (
            {
                "EvalDecision": "explicitDeny",
                "OrganizationsDecisionDetail": {"AllowedByOrganizations": False},
            },
            Severity.STOPS,
            "not_permitted",
            "organization",
        ),
        (
            {"EvalDecision": "implicitDeny", "MissingContextValues": ["aws:SourceIp"]},
            Severity.NOTICE,
            "permission_unsure",
            "depends on the request",
        ),
        (
            {"ResourceSpecificResults": [{"EvalResourceDecision": "explicitDeny"}]},
            Severity.STOPS,
            "not_permitted",
            "is not allowed",
        ),
    ],
)
def test_what_the_simulator_answers_is_one_finding_that_names_what_bars(
    differs: dict[str, object], severity: Severity, code: str, word: str
) -> None:
    [found] = asyncio.run(permission_findings(Simulator(**differs), NEEDED))  # type: ignore[arg-type]
    assert (severity, code, True) == (found.severity, found.code, word in found.sentence)
    barred = ("iam:UpdateLoginProfile",) if code == "not_permitted" else ()
    assert barred == found.actions


def test_a_console_password_declares_its_user_by_name() -> None:
    assert MODULE.permissions is not None
    by_login = MODULE.permissions(Account(record_id="1", title="alice", login="alice"), PLACE)
    assert ("arn:aws:iam::123456789012:user/alice",) == by_login[0].resources
    arn = "arn:aws:iam::123456789012:user/staff/alice"
    account = Account(record_id="1", title="alice", login="alice", fields={"distinguished_name": arn})
    assert (arn,) == MODULE.permissions(account, PLACE)[0].resources


@pytest.mark.parametrize(
    ("host", "cluster"),
    [
        ("orders.cluster-abc123.eu-west-1.rds.amazonaws.com", "orders"),
        ("orders-1.abc123.eu-west-1.rds.amazonaws.com", "orders-1"),
    ],
)
def test_a_master_user_declares_its_database_by_name_and_the_cluster_that_its_host_names(
    host: str, cluster: str
) -> None:
    endpoint = Endpoint(
        record_id="2", title="orders", host=host, port=5432, region="eu-west-1", resource_name="orders-1"
    )
    account = Account(record_id="1", title="master", login="master", endpoint=endpoint)
    assert POSTGRESQL.permissions is not None
    resources = {one for each in POSTGRESQL.permissions(account, PLACE) for one in each.resources}
    here = "arn:aws:rds:eu-west-1:123456789012"
    assert {f"{here}:db:orders-1", f"{here}:cluster:{cluster}"} == resources
