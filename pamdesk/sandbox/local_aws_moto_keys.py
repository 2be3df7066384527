"""The access-key calls of IAM as the local AWS answers them, in place of moto's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pamdesk.sandbox.local_aws_keys import STATUSES, new_secret
from pamdesk.sandbox.local_aws_refusals import refusal
from pamdesk.sandbox.local_aws_world import World

if TYPE_CHECKING:
    from moto.core.responses import ActionResult
    from moto.iam.responses import IamResponse


def create_access_key(world: World, response: IamResponse) -> ActionResult:
    """CreateAccessKey, of the caller where no user is named; raises NoSuchEntity, LimitExceeded."""
    from moto.core.responses import ActionResult

    key = response.backend.create_access_key(_user_name(response))
    key.secret_access_key = new_secret()
    world.keys.made(key.access_key_id, key.create_date)
    return ActionResult({"AccessKey": key})


def update_access_key(world: World, response: IamResponse) -> ActionResult:
    """UpdateAccessKey; raises NoSuchEntity, ValidationError."""
    from moto.core.responses import EmptyResult
    from moto.core.utils import utcnow
    from moto.iam.exceptions import ValidationError

    key_id, status = response._get_param("AccessKeyId"), response._get_param("Status")
    if status not in STATUSES:
        raise ValidationError(
            f"1 validation error detected: Value '{status}' at 'status' failed to satisfy constraint: "
            "Member must satisfy enum value set: [Active, Inactive]"
        )
    key = response.backend.get_user(_user_name(response)).get_access_key_by_id(key_id)
    if key.status != status:
        world.keys.status_changes(key_id, key.status, utcnow())
    key.status = status
    return EmptyResult()


def delete_access_key(_world: World, response: IamResponse) -> ActionResult:
    """DeleteAccessKey, active or not; raises NoSuchEntity."""
    from moto.core.responses import EmptyResult

    response.backend.delete_access_key(response._get_param("AccessKeyId"), _user_name(response))
    return EmptyResult()


def list_access_keys(world: World, response: IamResponse) -> ActionResult:
    """ListAccessKeys, in pages of MaxItems; raises NoSuchEntity."""
    from moto.core.responses import ActionResult
    from moto.core.utils import utcnow

    user_name, now = _user_name(response), utcnow()
    keys = [
        {
            "UserName": user_name,
            "AccessKeyId": key.access_key_id,
            "Status": key.status,
            "CreateDate": key.create_date,
        }
        for key in response.backend.list_access_keys(user_name)
        if world.keys.listed(key.access_key_id, now)
    ]
    first = int(response._get_param("Marker") or 0)
    end = first + int(response._get_param("MaxItems") or 100)
    page: dict[str, Any] = {"AccessKeyMetadata": keys[first:end], "IsTruncated": end < len(keys)}
    if page["IsTruncated"]:
        page["Marker"] = str(end)
    return ActionResult(page)


def get_access_key_last_used(world: World, response: IamResponse) -> ActionResult:
    """GetAccessKeyLastUsed; a key that is not of this account is refused with AccessDenied, as IAM does."""
    from moto.core.responses import ActionResult
    from moto.core.utils import utcnow

    key_id = response._get_param("AccessKeyId")
    key = response.backend.access_keys.get(key_id)
    if key is None or key.user_name is None:
        raise refusal(
            "AccessDenied",
            f"The caller is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key {key_id}",
        )
    use = world.keys.last_used(key_id, utcnow())
    last: dict[str, Any] = {"ServiceName": "N/A", "Region": "N/A"}
    if use is not None:
        last = {
            "LastUsedDate": use.at.replace(microsecond=0),
            "ServiceName": use.service,
            "Region": use.region,
        }
    return ActionResult({"UserName": key.user_name, "AccessKeyLastUsed": last})


def _user_name(response: IamResponse) -> str:
    """Return the named user, or the owner of the key that signed the call (the API models of IAM)."""
    from moto.iam.exceptions import ValidationError

    user_name = response._get_param("UserName")
    if not user_name:
        key = response.backend.access_keys.get(response.get_access_key())
        user_name = key.user_name if key is not None else None
    if not user_name:
        raise ValidationError("Must specify userName when calling with non-User credentials")
    return str(user_name)
