"""The Run Command calls of SSM that the local AWS answers from `local_aws_commands`, in place of moto's."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pamdesk.sandbox.local_aws_commands import (
    DOCUMENTS,
    ERROR_KEPT,
    LISTED_OUTPUT_KEPT,
    OUTPUT_KEPT,
    TERMINAL,
    Invocation,
    SentCommand,
    SsmRefusal,
)
from pamdesk.sandbox.local_aws_hosts import ManagedHost
from pamdesk.sandbox.local_aws_refusals import json_refusal
from pamdesk.sandbox.local_aws_world import WORLD, World

if TYPE_CHECKING:
    from moto.core.responses import ActionResult
    from moto.ssm.responses import SimpleSystemManagerResponse


@functools.cache
def install() -> None:
    """Put these answers into moto's class, once in a process."""
    from moto.ssm.responses import SimpleSystemManagerResponse

    for name, answer in {
        "send_command": _send,
        "get_command_invocation": _get_invocation,
        "list_command_invocations": _list_invocations,
        "list_commands": _list_commands,
        "cancel_command": _cancel,
        "describe_instance_information": _describe_hosts,
    }.items():
        setattr(SimpleSystemManagerResponse, name, _mended(answer))


def _mended(
    answer: Callable[[World, SimpleSystemManagerResponse], dict[str, Any]],
) -> Callable[[SimpleSystemManagerResponse], ActionResult]:
    def action(self: SimpleSystemManagerResponse) -> ActionResult:
        from moto.core.responses import ActionResult

        try:
            return ActionResult(answer(self.normalized_request.environ[WORLD], self))
        except SsmRefusal as error:
            raise json_refusal(error.code, str(error)) from error

    return action


def _send(world: World, response: SimpleSystemManagerResponse) -> dict[str, Any]:
    sent = world.commands.send(
        response._get_param("DocumentName"),
        _instances(world, response),
        response._get_param("Parameters") or {},
        int(response._get_param("TimeoutSeconds") or 3600),
        response._get_param("Comment") or "",
    )
    return {"Command": _command(sent)}


def _instances(world: World, response: SimpleSystemManagerResponse) -> list[str]:
    """Return the named instances; of Targets only the key InstanceIds is known here."""
    named = list(response._get_param("InstanceIds") or [])
    for target in response._get_param("Targets") or []:
        if target["Key"] != "InstanceIds":
            raise SsmRefusal("InvalidParameters", "The local AWS finds targets by InstanceIds only.")
        managed = {host.instance_id for host in world.commands.hosts()}
        named += [one for one in target["Values"] if one in managed]
    return named


def _get_invocation(world: World, response: SimpleSystemManagerResponse) -> dict[str, Any]:
    sent, one = world.commands.invocation(response._get_param("CommandId"), response._get_param("InstanceId"))
    ended = one.status in TERMINAL
    answer: dict[str, Any] = {
        "CommandId": sent.command_id,
        "InstanceId": one.host.instance_id,
        "Comment": sent.comment,
        "DocumentName": sent.document,
        "DocumentVersion": "$DEFAULT",
        "PluginName": DOCUMENTS[sent.document][1],
        "ResponseCode": one.code if ended else -1,
        "ExecutionStartDateTime": _text(one.started),
        "ExecutionElapsedTime": "PT0S",
        "ExecutionEndDateTime": _text(one.finished),
        "Status": one.status,
        "StatusDetails": one.details,
        "StandardOutputContent": one.output[:OUTPUT_KEPT] if ended else "",
        "StandardErrorContent": one.error[:ERROR_KEPT] if ended else "",
    }
    return answer


def _list_invocations(world: World, response: SimpleSystemManagerResponse) -> dict[str, Any]:
    instance_id = response._get_param("InstanceId") or ""
    details = bool(response._get_param("Details"))
    listed = [
        _listed(sent, one, details)
        for sent in world.commands.sent(response._get_param("CommandId") or "", instance_id)
        for one in sent.invocations
        if instance_id in ("", one.host.instance_id)
    ]
    page, token = _page(response, listed)
    return {"CommandInvocations": page} | token


def _list_commands(world: World, response: SimpleSystemManagerResponse) -> dict[str, Any]:
    found = world.commands.sent(
        response._get_param("CommandId") or "", response._get_param("InstanceId") or ""
    )
    page, token = _page(response, [_command(sent) for sent in found])
    return {"Commands": page} | token


def _cancel(world: World, response: SimpleSystemManagerResponse) -> dict[str, Any]:
    world.commands.cancel(response._get_param("CommandId"))
    return {}


def _describe_hosts(world: World, response: SimpleSystemManagerResponse) -> dict[str, Any]:
    hosts = world.commands.hosts()
    for wanted in response._get_param("Filters") or []:
        hosts = [host for host in hosts if _passes(host, wanted["Key"], wanted["Values"])]
    page, token = _page(response, [_host(host) for host in hosts])
    return {"InstanceInformationList": page} | token


def _passes(host: ManagedHost, key: str, values: list[str]) -> bool:
    known = {"InstanceIds": host.instance_id, "PingStatus": host.ping, "PlatformTypes": host.platform}
    if key not in known:
        raise SsmRefusal("InvalidFilterKey", f"The filter key {key} is not valid.")
    return known[key] in values


def _page(
    response: SimpleSystemManagerResponse, rows: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    first = int(response._get_param("NextToken") or 0)
    end = first + int(response._get_param("MaxResults") or 50)
    return rows[first:end], {"NextToken": str(end)} if end < len(rows) else {}


def _command(sent: SentCommand) -> dict[str, Any]:
    return {
        "CommandId": sent.command_id,
        "DocumentName": sent.document,
        "DocumentVersion": "$DEFAULT",
        "Comment": sent.comment,
        "ExpiresAfter": sent.expires,
        "Parameters": {name: list(values) for name, values in sent.parameters.items()},
        "InstanceIds": [one.host.instance_id for one in sent.invocations],
        "RequestedDateTime": sent.requested,
        "Status": sent.status,
        "StatusDetails": sent.status,
        "TimeoutSeconds": sent.timeout_seconds,
        "TargetCount": len(sent.invocations),
        "CompletedCount": sum(one.status in TERMINAL for one in sent.invocations),
        "ErrorCount": sum(one.status == "Failed" for one in sent.invocations),
    }


def _listed(sent: SentCommand, one: Invocation, details: bool) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "CommandId": sent.command_id,
        "InstanceId": one.host.instance_id,
        "InstanceName": one.host.name,
        "Comment": sent.comment,
        "DocumentName": sent.document,
        "RequestedDateTime": sent.requested,
        "Status": one.status,
        "StatusDetails": one.details,
        "CommandPlugins": [],
    }
    if details:
        ended = one.status in TERMINAL
        text = one.output + (f"\n----------ERROR-------\n{one.error}" if one.error else "")
        plugin: dict[str, Any] = {
            "Name": DOCUMENTS[sent.document][1],
            "Status": one.status,
            "StatusDetails": one.details,
            "ResponseCode": one.code if ended else -1,
            "Output": text[:LISTED_OUTPUT_KEPT] if ended else "",
        }
        answer["CommandPlugins"] = [plugin]
    return answer


def _host(host: ManagedHost) -> dict[str, Any]:
    return {
        "InstanceId": host.instance_id,
        "PingStatus": host.ping,
        "LastPingDateTime": datetime.now(UTC),
        "AgentVersion": "3.3.0.0",
        "IsLatestVersion": True,
        "PlatformType": host.platform,
        "PlatformName": "Amazon Linux" if host.platform == "Linux" else "Microsoft Windows Server",
        "ResourceType": "ManagedInstance" if host.instance_id.startswith("mi-") else "EC2Instance",
        "IPAddress": "127.0.0.1",
        "ComputerName": host.name,
    }


def _text(moment: datetime | None) -> str:
    """Return a moment as SSM writes it; empty before it has come."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else ""
