"""The Directory Service calls that the local AWS answers from `local_aws_directories`, in place of moto's."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws_directories import DirectoryHere, DirectoryRefusal
from pamdesk.sandbox.local_aws_refusals import json_refusal
from pamdesk.sandbox.local_aws_world import WORLD, World

if TYPE_CHECKING:
    from moto.core.responses import ActionResult
    from moto.ds.responses import DirectoryServiceResponse


@functools.cache
def install() -> None:
    """Put these answers into moto's class, once in a process; moto itself has no ResetUserPassword."""
    from moto.ds.responses import DirectoryServiceResponse

    original = DirectoryServiceResponse.describe_directories

    def describe_directories(self: DirectoryServiceResponse) -> ActionResult:
        world = self.normalized_request.environ.get(WORLD)
        return original(self) if world is None else _describe(world, self)

    def reset_user_password(self: DirectoryServiceResponse) -> ActionResult:
        return _reset(self.normalized_request.environ[WORLD], self)

    for method in (describe_directories, reset_user_password):
        setattr(DirectoryServiceResponse, method.__name__, method)


def _describe(world: World, response: DirectoryServiceResponse) -> ActionResult:
    from moto.core.responses import ActionResult

    wanted = response._get_param("DirectoryIds") or []
    try:
        found = [world.directories.get(one) for one in wanted] if wanted else world.directories.all()
    except DirectoryRefusal as error:
        raise json_refusal(error.code, str(error)) from error
    return ActionResult({"DirectoryDescriptions": [_described(one) for one in found]})


def _described(one: DirectoryHere) -> dict[str, Any]:
    return {
        "DirectoryId": one.directory_id,
        "Name": one.name,
        "ShortName": one.short_name,
        "Alias": one.directory_id,
        "AccessUrl": f"{one.directory_id}.awsapps.com",
        "DnsIpAddrs": list(one.dns_addresses),
        "Stage": one.stage,
        "LaunchTime": one.launched,
        "Type": one.type,
        "DesiredNumberOfDomainControllers": 2,
    }


def _reset(world: World, response: DirectoryServiceResponse) -> ActionResult:
    from moto.core.responses import ActionResult

    directory_id = response._get_param("DirectoryId")
    name, password = response._get_param("UserName"), Secret(response._get_param("NewPassword"))
    try:
        world.directories.reset(directory_id, name, password)
    except DirectoryRefusal as error:
        raise json_refusal(error.code, str(error)) from error
    return ActionResult({})
