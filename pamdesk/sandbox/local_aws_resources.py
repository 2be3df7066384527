"""Which resources a call is about, as the policies' Resource names them: Service Authorization Reference.

Worked out for IAM, STS, RDS, Directory Service, SSM Run Command, EC2 and Secrets Manager; any other call is about "*".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

# Without UserName these act on the caller: the API models of IAM.
_ABOUT_CALLER = frozenset(
    {"ChangePassword", "CreateAccessKey", "DeleteAccessKey", "GetUser", "ListAccessKeys", "UpdateAccessKey"}
)
# Describe and List calls of EC2 take no resource.
_EC2_WITH_RESOURCE = frozenset({"GetConsoleOutput", "GetPasswordData", "StartInstances", "StopInstances"})


def parameter(data: Mapping[str, Any], name: str) -> str:
    """Return a parameter of a query call, or an empty text."""
    value = data.get(name, "")
    return str(value[0] if isinstance(value, list) else value)


def resources(request: Any) -> tuple[str, ...]:
    """Return the ARNs of moto's IAM request; the caller must be permitted the action on each of them."""
    service, action = request._action.split(":")
    partition = request.backend.partition
    here = f"arn:{partition}:{service}:{request._region}:{request.account_id}"
    data = _data(request)
    match service:
        case "sts":
            return (parameter(data, "RoleArn") or "*",)
        case "iam":
            return (_iam(request, action),)
        case "rds":
            return (_rds(here, action, data),)
        case "ds":
            name = parameter(data, "DirectoryId")
            return (f"{here}:directory/{name}" if name else "*",)
        case "ssm":
            return _ssm(here, action, data)
        case "ec2":
            name = parameter(data, "InstanceId") or parameter(data, "InstanceId.1")
            return (f"{here}:instance/{name}" if action in _EC2_WITH_RESOURCE and name else "*",)
        case "secretsmanager":
            return (parameter(data, "SecretId") or "*",)
        case _:
            return ("*",)


def _data(request: Any) -> Mapping[str, Any]:
    """Return the call's parameters, of a JSON service too."""
    if "X-Amz-Target" not in request._headers:
        data: Mapping[str, Any] = request._data
        return data
    body = request._body
    found = json.loads(body or b"{}")
    return found if isinstance(found, dict) else {}


def _iam(request: Any, action: str) -> str:
    prefix = f"arn:{request.backend.partition}:iam::{request.account_id}"
    user_name = parameter(request._data, "UserName")
    if not user_name and action in _ABOUT_CALLER:
        user_name = getattr(request._access_key, "_owner_user_name", "")
    if not user_name and action == "GetAccessKeyLastUsed":
        key = request.backend.access_keys.get(parameter(request._data, "AccessKeyId"))
        user_name = (key.user_name or "") if key is not None else ""
    if user_name:
        user = request.backend.users.get(user_name)
        return f"{prefix}:user{user.path if user else '/'}{user_name}"
    role_name = parameter(request._data, "RoleName")
    if role_name:
        return f"{prefix}:role/{role_name}"
    return parameter(request._data, "PolicySourceArn") or parameter(request._data, "PolicyArn") or "*"


def _rds(here: str, action: str, data: Mapping[str, Any]) -> str:
    kind, name = (
        ("cluster", parameter(data, "DBClusterIdentifier"))
        if "DBCluster" in action
        else ("db", parameter(data, "DBInstanceIdentifier"))
    )
    if name.startswith("arn:"):
        return name
    # A Describe call without an identifier is about every database.
    return f"{here}:{kind}:{name or '*'}"


def _ssm(here: str, action: str, data: Mapping[str, Any]) -> tuple[str, ...]:
    if action != "SendCommand":
        return ("*",)
    parts = here.split(":")
    document = parameter(data, "DocumentName")
    owner = "" if document.startswith("AWS-") else parts[4]
    named = f"{':'.join(parts[:4])}:{owner}:document/{document}"
    instances = data.get("InstanceIds") or ["*"]
    kinds = [
        f"arn:{parts[1]}:ssm:{parts[3]}:{parts[4]}:managed-instance/{name}"
        if name.startswith("mi-")
        else f"arn:{parts[1]}:ec2:{parts[3]}:{parts[4]}:instance/{name}"
        for name in instances
    ]
    return (named, *kinds)
