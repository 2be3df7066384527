"""The steps of a rotation of an IAM user's console password."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Mapping
from typing import Final, TypeVar

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetError
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import (
    Account,
    Announce,
    Answer,
    AwsCalls,
    Facts,
    Finding,
    Outcome,
    Preflight,
    ProbeResult,
    Severity,
)

T = TypeVar("T")
_ARN: Final = re.compile(r"arn:[a-z-]+:iam::(\d{12}):user/(?:.*/)?([^/]+)")
_NO_POLICY: Final = TargetRules(
    # IAM's own default where an account has none: 8 characters, three of the four kinds, not the account's name.
    name="IAM's default password policy",
    min_length=8,
    max_length=128,
    upper=1,
    lower=1,
    digits=1,
    source="IAM: default password policy",
)


class IamPasswordTarget:
    """Changes console passwords with UpdateLoginProfile; AWS has no sign-in API, so its confirmation is the proof."""

    async def preflight(self, account: Account) -> Preflight:
        """Look at the user, the login profile and the password policy."""
        aws = _aws(account)
        findings = [Finding(Severity.PASSED, f"Signed in to AWS account {aws.account_id}.", code="identity")]
        name = user_name(account)
        await _asked(aws.read("iam", "get_user", UserName=name), account, "look the user up")
        findings.append(Finding(Severity.PASSED, f"{name} exists.", code="exists"))
        if await self._reset_required(account) is None:
            findings.append(
                Finding(
                    Severity.STOPS,
                    f"{name} has no console password, and PamDesk never creates one silently.",
                    "An administrator can enable console access in IAM first.",
                    "no_login_profile",
                )
            )
        else:
            findings.append(
                Finding(Severity.PASSED, f"{name} may sign in to the console.", code="login_profile")
            )
        findings.append(
            Finding(
                Severity.NOTICE,
                "AWS has no sign-in that could be tried: the new password is confirmed by AWS, not by signing in.",
                code="confirmed_only",
            )
        )
        return Preflight(tuple(findings), lockout_threshold=0)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """Return the one call that would change something."""
        name = user_name(account)
        return (
            f"iam:UpdateLoginProfile UserName={name} Password=•••••••• (password reset required: kept as it is)",
        )

    async def rules(self, account: Account) -> TargetRules:
        """Read the account's password policy; without one IAM's default holds."""
        aws = _aws(account)
        try:
            answer = await aws.read("iam", "get_account_password_policy")
        except Exception as error:
            if _code(error) == "NoSuchEntity":
                return _NO_POLICY
            if _code(error) in ("AccessDenied", "AccessDeniedException"):
                return _NO_POLICY  # not allowed to read it: the default is the least that can hold
            raise _translated(error, account, "read the password policy") from error
        policy = answer["PasswordPolicy"]
        assert isinstance(policy, Mapping)
        return TargetRules(
            name=f"the password policy of AWS account {aws.account_id}",
            min_length=int(policy.get("MinimumPasswordLength", 6)),
            max_length=128,
            upper=int(bool(policy.get("RequireUppercaseCharacters"))),
            lower=int(bool(policy.get("RequireLowercaseCharacters"))),
            digits=int(bool(policy.get("RequireNumbers"))),
            symbols=int(bool(policy.get("RequireSymbols"))),
            source="IAM: GetAccountPasswordPolicy",
        )

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """Update the login profile, keeping its PasswordResetRequired as it is."""
        aws, name = _aws(account), user_name(account)
        reset = await self._reset_required(account)
        if reset is None:
            raise Refused(
                f"{name} has no console password. An administrator must enable console access in IAM first.",
                code="no_login_profile",
            )
        await announce({"user_name": name, "account_id": aws.account_id})
        await _asked(
            aws.change(
                "iam",
                "update_login_profile",
                UserName=name,
                Password=candidate.reveal(),
                PasswordResetRequired=reset,
            ),
            account,
            "change the console password",
        )

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """AWS has no call that tries a console password."""
        return ProbeResult(Answer.UNKNOWN, "AWS has no sign-in that could be tried.")

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """IAM does not tell when a console password was last changed."""
        return Outcome.UNKNOWN

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """The user's own id (a recreated user has another), and whether it must change its password."""
        aws, name = _aws(account), user_name(account)
        answer = await _asked(aws.read("iam", "get_user", UserName=name), account, "look the user up")
        user = answer["User"]
        assert isinstance(user, Mapping)
        _require_same_user(account, str(user.get("Arn", "")))
        reset = await self._reset_required(account)
        return {"user id": str(user["UserId"]), "password reset required": str(reset)}

    async def retire(self, account: Account, old: Secret) -> None:
        """A console user has one password."""

    async def close(self) -> None:
        """The clients belong to the configuration's sign-in."""

    async def _reset_required(self, account: Account) -> bool | None:
        """Return PasswordResetRequired of the login profile, None where there is no login profile."""
        try:
            answer = await _aws(account).read("iam", "get_login_profile", UserName=user_name(account))
        except Exception as error:
            if _code(error) == "NoSuchEntity":
                return None
            raise _translated(error, account, "read the login profile") from error
        profile = answer["LoginProfile"]
        assert isinstance(profile, Mapping)
        return bool(profile.get("PasswordResetRequired", False))


def user_name(account: Account) -> str:
    """The IAM user's name: the last part of its ARN where one is given, else the login."""
    arn = account.fields.get("distinguished_name", "")
    match = _ARN.fullmatch(arn)
    if match is None:
        return account.login
    aws = _aws(account)
    if match[1] != aws.account_id:
        raise Refused(
            f"{account.title} lives in AWS account {match[1]}, but the sign-in is to {aws.account_id}.",
            code="wrong_account",
        )
    return match[2]


def _require_same_user(account: Account, arn: str) -> None:
    wanted = account.fields.get("distinguished_name", "")
    if _ARN.fullmatch(wanted) and arn and arn != wanted:
        raise Refused(f"{account.title} is {wanted}, but IAM says {arn}.", code="wrong_user")


def _aws(account: Account) -> AwsCalls:
    if account.aws is None:
        raise Refused(f"{account.title} is linked to no AWS configuration.", code="not_linked")
    return account.aws


async def _asked(call: Awaitable[T], account: Account, doing: str) -> T:
    try:
        return await call
    except Exception as error:
        raise _translated(error, account, doing) from error


def _translated(error: Exception, account: Account, doing: str) -> TargetError:
    """Put AWS's error into words; it re-raises what is not AWS's."""
    if isinstance(error, TargetError):
        return error
    return _aws(account).target_error(error, f"{doing} of {account.title}")


def _code(error: Exception) -> str:
    response = getattr(error, "response", None)
    details = response.get("Error", {}) if isinstance(response, Mapping) else {}
    return str(details.get("Code", "")) if isinstance(details, Mapping) else ""
