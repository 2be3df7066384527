"""An IAM user as the targets of IAM see it: its name, its description, and errors of calls about it in words."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import TypeVar

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.field_checks import arn_parts
from pamdesk.targets.contract import Account, AwsCalls, ServerIdentity
from pamdesk.targets.permissions import AwsPlace, literal

T = TypeVar("T")


def user_name(account: Account) -> str:
    """The IAM user's name: the last part of its ARN where one is given, else the login.

    Raises `Refused` for an ARN of another AWS account, or of something else than a user, and where there is no name.
    """
    arn = account.fields.get("distinguished_name", "").strip()
    if not arn:
        if not account.login:
            raise Refused(
                f"{account.title} has neither an ARN nor a login that names its IAM user.",
                code="no_user_name",
            )
        return account.login  # never left out: without UserName some calls of IAM act on the caller
    parts = arn_parts(arn)
    if parts is None or parts[2] != "user":
        raise Refused(f"{account.title} names {arn}, which is not the ARN of an IAM user.", code="bad_arn")
    if parts[1] != aws_of(account).account_id:
        raise Refused(
            f"{account.title} lives in AWS account {parts[1]}, but the sign-in is to {aws_of(account).account_id}.",
            code="wrong_account",
        )
    return parts[3]


def user_arn(account: Account, place: AwsPlace) -> str:
    """Return the user's ARN as the record gives it; a user whose record holds only a login has no path."""
    arn = account.fields.get("distinguished_name", "").strip()
    return literal(arn) if arn else place.arn("iam", f"user/{account.login}")


def aws_account_of(account: Account) -> ServerIdentity:
    """Return the AWS account that is signed in to, as the "server" of its users: two configurations may be one account."""
    return ServerIdentity(f"aws:{aws_of(account).account_id}")


async def described(account: Account) -> Mapping[str, object]:
    """Return IAM's own description of the user; raises `Refused` where it is not the one that the record means."""
    name = user_name(account)
    answer = await asked(
        aws_of(account).read("iam", "get_user", UserName=name), account, f"look up the user {name}"
    )
    user = part(answer, "User")
    wanted = account.fields.get("distinguished_name", "").strip()
    if wanted and user["Arn"] != wanted:
        raise Refused(f"{account.title} is {wanted}, but IAM says {user['Arn']}.", code="wrong_user")
    return user


def aws_of(account: Account) -> AwsCalls:
    """Return the calls of the account's configuration; raises `Refused` where it is linked to none."""
    if account.aws is None:
        raise Refused(f"{account.title} is linked to no AWS configuration.", code="not_linked")
    return account.aws


def part(answer: Mapping[str, object], name: str) -> Mapping[str, object]:
    """Return a structure of an answer; raises `TargetError` where it is not there."""
    found = answer.get(name)
    if not isinstance(found, Mapping):
        raise TargetError(f"AWS answered without {name}.", TargetErrorKind.UNKNOWN, code="odd_answer")
    return found


async def asked(call: Awaitable[T], account: Account, doing: str) -> T:
    """Wait for a call; its errors come out in words, `doing` completes "AWS did not …"."""
    try:
        return await call
    except Exception as error:
        raise translated(error, account, doing) from error


def translated(error: Exception, account: Account, doing: str) -> TargetError:
    """Put AWS's error into words; raises what is not AWS's."""
    if isinstance(error, TargetError):
        return error
    return aws_of(account).target_error(error, doing)


def code_of(error: Exception) -> str:
    """Return AWS's code of an error, "" where it has none."""
    response = getattr(error, "response", None)
    details = response.get("Error", {}) if isinstance(response, Mapping) else {}
    return str(details.get("Code", "")) if isinstance(details, Mapping) else ""
