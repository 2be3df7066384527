"""The steps of a rotation of an IAM user's console password."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.field_checks import arn_parts
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
from pamdesk.targets.iam_permission import permission

T = TypeVar("T")

# What was read directly before a change is not read again: AWS lets only so many calls through.
_FRESH_SECONDS: Final = 2.0
_POLICY_SECONDS: Final = 30.0  # one policy holds for every user of an AWS account: a batch reads it once
_NO_POLICY: Final = TargetRules(
    # 8 to 128 characters, three of the four kinds, not the user's name: IAM, "Default password policy".
    name="IAM's default password policy",
    min_length=8,
    max_length=128,
    upper=1,
    lower=1,
    digits=1,
    source="IAM: default password policy",
)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Who the user is, and whether it must change its password at the next sign-in; None: no console password."""

    user_id: str
    reset_required: bool | None


class IamPasswordTarget:
    """Changes console passwords with UpdateLoginProfile; AWS has no sign-in API, so its confirmation is the proof."""

    def __init__(self, identity: str) -> None:
        """Serve one AWS account; `identity` names the invariant and the fact that say which user it is (Spec.identity)."""
        self._identity = identity
        self._seen: dict[str, tuple[float, _Standing]] = {}
        self._policy: tuple[float, TargetRules] | None = None
        self._reading_policy = asyncio.Lock()

    async def preflight(self, account: Account) -> Preflight:
        """Look at the identity, the user, the login profile and the permission."""
        aws, name = _aws(account), user_name(account)
        findings = [Finding(Severity.PASSED, f"Signed in to AWS account {aws.account_id}.", code="identity")]
        user = await _user(account)
        findings.append(Finding(Severity.PASSED, f"{name} exists.", code="exists"))
        if await _reset_required(account) is None:
            findings.append(_no_profile(name))
        else:
            findings.append(
                Finding(Severity.PASSED, f"{name} may sign in to the console.", code="login_profile")
            )
        findings.append(await permission(aws, str(user["Arn"])))
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
        name, reset = user_name(account), await _reset_required(account)
        if reset is None:
            raise _refused_no_profile(name)
        return (
            f"iam:UpdateLoginProfile UserName={name} Password=•••••••• "
            f"PasswordResetRequired={str(reset).lower()} (as it is)",
        )

    async def rules(self, account: Account) -> TargetRules:
        """Return the AWS account's password policy; without one IAM's default holds."""
        async with self._reading_policy:
            if self._policy is None or time.monotonic() - self._policy[0] > _POLICY_SECONDS:
                self._policy = (time.monotonic(), await _policy(account))
            return self._policy[1]

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """Update the login profile, keeping its PasswordResetRequired as it is."""
        aws, name = _aws(account), user_name(account)
        at, standing = self._seen.pop(account.record_id, (0.0, None))
        if standing is None or time.monotonic() - at > _FRESH_SECONDS:
            standing = await _standing(account)
        if standing.reset_required is None:
            raise _refused_no_profile(name)
        await announce({"user_name": name, "account_id": aws.account_id, self._identity: standing.user_id})
        change = aws.change(
            "iam",
            "update_login_profile",
            UserName=name,
            Password=candidate.reveal(),
            PasswordResetRequired=standing.reset_required,
        )
        try:
            await _asked(change, account, f"change the console password of {name}")
        except Refused as refused:
            if refused.kind is TargetErrorKind.POLICY:
                self._policy = None  # it is stricter than when it was read: the next candidate is to know
            raise

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """AWS has no call that tries a console password."""
        return ProbeResult(Answer.UNKNOWN, "AWS has no sign-in that could be tried.")

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """IAM does not tell when a console password was last changed."""
        return Outcome.UNKNOWN

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """The user's own id (a user that is made again has another), and whether it must change its password."""
        standing = await _standing(account)
        self._seen[account.record_id] = (time.monotonic(), standing)
        reset = standing.reset_required
        flag = "no console password" if reset is None else str(reset).lower()
        return {self._identity: standing.user_id, "password reset required": flag}

    async def retire(self, account: Account, old: Secret) -> None:
        """A console user has one password."""

    async def close(self) -> None:
        """The clients belong to the configuration's sign-in."""


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
    if parts[1] != _aws(account).account_id:
        raise Refused(
            f"{account.title} lives in AWS account {parts[1]}, but the sign-in is to {_aws(account).account_id}.",
            code="wrong_account",
        )
    return parts[3]


async def _standing(account: Account) -> _Standing:
    user = await _user(account)
    return _Standing(str(user["UserId"]), await _reset_required(account))


async def _user(account: Account) -> Mapping[str, object]:
    """Return IAM's own description of the user; raises `Refused` where it is not the one that the record means."""
    name = user_name(account)
    answer = await _asked(
        _aws(account).read("iam", "get_user", UserName=name), account, f"look up the user {name}"
    )
    user = _part(answer, "User")
    wanted = account.fields.get("distinguished_name", "").strip()
    if wanted and user["Arn"] != wanted:
        raise Refused(f"{account.title} is {wanted}, but IAM says {user['Arn']}.", code="wrong_user")
    return user


async def _reset_required(account: Account) -> bool | None:
    """Return PasswordResetRequired of the login profile, None where there is no login profile."""
    name = user_name(account)
    try:
        answer = await _aws(account).read("iam", "get_login_profile", UserName=name)
    except Exception as error:
        if _code(error) == "NoSuchEntity":
            return None
        raise _translated(error, account, f"read the login profile of {name}") from error
    return bool(_part(answer, "LoginProfile").get("PasswordResetRequired", False))


async def _policy(account: Account) -> TargetRules:
    aws = _aws(account)
    try:
        answer = await aws.read("iam", "get_account_password_policy")
    except Exception as error:
        # Where it may not be read, the default is the least that can hold; AWS refuses what a stricter one forbids.
        if _code(error) in ("NoSuchEntity", "AccessDenied"):
            return _NO_POLICY
        raise _translated(error, account, f"read the password policy of account {aws.account_id}") from error
    policy = _part(answer, "PasswordPolicy")
    return TargetRules(
        name=f"the password policy of AWS account {aws.account_id}",
        min_length=int(str(policy.get("MinimumPasswordLength", 6))),
        max_length=_NO_POLICY.max_length,
        upper=int(bool(policy.get("RequireUppercaseCharacters"))),
        lower=int(bool(policy.get("RequireLowercaseCharacters"))),
        digits=int(bool(policy.get("RequireNumbers"))),
        symbols=int(bool(policy.get("RequireSymbols"))),
        source="IAM: GetAccountPasswordPolicy",
    )


def _no_profile(name: str) -> Finding:
    refused = _refused_no_profile(name)
    return Finding(
        Severity.STOPS,
        refused.message,
        "An administrator can enable console access in IAM; PamDesk never does so by itself.",
        refused.code,
    )


def _refused_no_profile(name: str) -> Refused:
    return Refused(
        f"{name} has no console password. An administrator must enable console access in IAM first.",
        code="no_login_profile",
    )


def _aws(account: Account) -> AwsCalls:
    if account.aws is None:
        raise Refused(f"{account.title} is linked to no AWS configuration.", code="not_linked")
    return account.aws


def _part(answer: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = answer.get(name)
    if not isinstance(part, Mapping):
        raise TargetError(f"AWS answered without {name}.", TargetErrorKind.UNKNOWN, code="odd_answer")
    return part


async def _asked(call: Awaitable[T], account: Account, doing: str) -> T:
    try:
        return await call
    except Exception as error:
        raise _translated(error, account, doing) from error


def _translated(error: Exception, account: Account, doing: str) -> TargetError:
    """Put AWS's error into words; raises what is not AWS's."""
    if isinstance(error, TargetError):
        return error
    return _aws(account).target_error(error, doing)


def _code(error: Exception) -> str:
    response = getattr(error, "response", None)
    details = response.get("Error", {}) if isinstance(response, Mapping) else {}
    return str(details.get("Code", "")) if isinstance(details, Mapping) else ""
