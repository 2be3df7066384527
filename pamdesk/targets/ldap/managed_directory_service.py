"""A directory as AWS Directory Service knows it: described by its id, and a user's password reset there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.regions import partition_of
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Endpoint
from pamdesk.targets.iam.user import aws_of, code_of, translated
from pamdesk.targets.ldap import managed_directory
from pamdesk.targets.permissions import AwsPlace

ACTION: Final = "ds:ResetUserPassword"
# The stages in which a directory answers (Directory Service, "Viewing directory status").
_USABLE: Final = ("Active", "Impaired", "Updating")
_USER_NAME: Final = re.compile(r'[^\\"/\[\]:;|=,+*?<>@]{1,64}')  # ResetUserPassword, UserName
_NOT_TOLD: Final = ("AccessDeniedException", "AccessDenied")
# A directory that was not available may have been asked before it became so: what became of it is for the probe to say.
_AMBIGUOUS: Final = ("DirectoryUnavailableException",)
_REFUSED: Final = {
    "UserDoesNotExistException": "AWS knows no user {login} in the directory {identifier}. Correct the login in the record.",
    "InvalidPasswordException": (
        "The directory {identifier} refuses this password for {login}: it does not meet its password policy."
    ),
    "UnsupportedOperationException": (
        "AWS resets no passwords in a directory of the type of {identifier}. "
        "Take the directory ID out of the record, so that they are changed over LDAPS."
    ),
    "EntityDoesNotExistException": (
        "AWS knows no directory {identifier} in {region}. Correct the directory ID or the region in the record."
    ),
    "ClientException": (
        "AWS refuses to reset the password of {login}: in the directory {identifier} it resets those of users "
        "in the organizational unit that it made for the customer, and of no users that it reserves."
    ),
    "AccessDeniedException": (
        "The sign-in to AWS is not allowed ds:ResetUserPassword on the directory {identifier}. "
        "An administrator of AWS must allow it."
    ),
    "ValidationException": "AWS takes no such user name or password for {login} in the directory {identifier}.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryInAws:
    """What Directory Service tells of a directory."""

    identifier: str
    name: str  # the DNS name of the domain
    short_name: str  # its NetBIOS name, and the name of the customer's organizational unit
    type: str
    stage: str

    @property
    def usable(self) -> bool:
        """Whether it answers in this stage."""
        return self.stage in _USABLE


def place_of(account: Account) -> Endpoint:
    """Return the account's directory; raises `Refused` where the record names none that AWS could know."""
    endpoint = account.endpoint
    if endpoint is None or not endpoint.resource_name:
        raise Refused(
            f"{account.title} belongs to no directory of AWS. Nothing was sent.", code="no_endpoint"
        )
    return endpoint


def region_of(account: Account) -> str:
    """Return the directory's region: its record's, else the configuration's first."""
    return place_of(account).region or aws_of(account).region


def arn_of(account: Account) -> str:
    """Return the ARN that policies name the directory by."""
    region = region_of(account)
    return managed_directory.arn_of(
        place_of(account), AwsPlace(partition_of(region), aws_of(account).account_id, region)
    )


async def find(account: Account) -> DirectoryInAws | None:
    """Look the directory up by its id; None where the sign-in may not.

    Raises `Refused` where AWS knows no such directory, and `TargetError` where its answer was lost.
    """
    identifier = place_of(account).resource_name
    call = aws_of(account).read(
        "ds", "describe_directories", region=region_of(account), DirectoryIds=[identifier]
    )
    try:
        answer = await call
    except Exception as error:
        if code_of(error) in _NOT_TOLD:
            return None
        if code_of(error) == "EntityDoesNotExistException":
            raise _refused("EntityDoesNotExistException", account, account.login) from error
        raise translated(error, account, f"describe the directory {identifier}") from error
    told = answer.get("DirectoryDescriptions")
    first = told[0] if isinstance(told, list) and told else None
    if not isinstance(first, Mapping):
        raise _refused("EntityDoesNotExistException", account, account.login)
    return DirectoryInAws(
        identifier=identifier,
        name=str(first.get("Name", "")),
        short_name=str(first.get("ShortName", "")),
        type=str(first.get("Type", "")),
        stage=str(first.get("Stage", "")),
    )


def require_user_name(account: Account, name: str) -> None:
    """Raise `Refused` where the API takes no such user name."""
    if _USER_NAME.fullmatch(name) is None:
        raise Refused(
            f"AWS takes no user name of more than 64 characters or with one of "
            f'\\ " / [ ] : ; | = , + * ? < > @ in it, as {account.title} has. Nothing was sent.',
            code="login_invalid",
        )


async def reset_password(account: Account, name: str, password: Secret) -> None:
    """Reset a user's password, once; raises `Refused` where AWS proves that it did not."""
    call = aws_of(account).change(
        "ds",
        "reset_user_password",
        region=region_of(account),
        DirectoryId=place_of(account).resource_name,
        UserName=name,
        NewPassword=password.reveal(),
    )
    try:
        await call
    except Exception as error:  # noqa: BLE001 - `translated` raises what is not AWS's
        code = code_of(error)
        problem = translated(error, account, f"reset the password of {name}")
    else:
        return
    if code in _AMBIGUOUS:
        problem = TargetError(
            f"AWS says that the directory {place_of(account).resource_name} is not available, "
            f"and not whether it reset the password of {name}.",
            TargetErrorKind.UNKNOWN,
            code=code,
        )
    elif isinstance(problem, Refused) and code in _REFUSED:
        problem = _refused(code, account, name)
    # Raised outside, so that no traceback leads to the SDK's frames, which hold the request.
    raise problem


def _refused(code: str, account: Account, name: str) -> Refused:
    sentence = _REFUSED[code].format(
        login=name, identifier=place_of(account).resource_name, region=region_of(account)
    )
    kind = TargetErrorKind.POLICY if code == "InvalidPasswordException" else TargetErrorKind.REFUSED
    return Refused(sentence, kind, code=code)
