"""The steps of a rotation of an IAM user's console password."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import (
    Account,
    Announce,
    Answer,
    Facts,
    Finding,
    Outcome,
    Preflight,
    ProbeResult,
    ServerIdentity,
    Severity,
)
from pamdesk.targets.iam.password import POLICY, change_of
from pamdesk.targets.iam.permission import permission_findings
from pamdesk.targets.iam.user import (
    asked,
    aws_account_of,
    aws_of,
    code_of,
    described,
    part,
    translated,
    user_name,
)

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
        aws, name = aws_of(account), user_name(account)
        findings = [Finding(Severity.PASSED, f"Signed in to AWS account {aws.account_id}.", code="identity")]
        user = await described(account)
        findings.append(Finding(Severity.PASSED, f"{name} exists.", code="exists"))
        if await _reset_required(account) is None:
            findings.append(_no_profile(name))
        else:
            findings.append(
                Finding(Severity.PASSED, f"{name} may sign in to the console.", code="login_profile")
            )
        findings += await permission_findings(aws, (change_of(str(user["Arn"])), POLICY))
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
        aws, name = aws_of(account), user_name(account)
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
            await asked(change, account, f"change the console password of {name}")
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

    async def server(self, account: Account) -> ServerIdentity | None:
        """See `NamesItsServer.server`: the AWS account that is signed in to."""
        return aws_account_of(account)

    async def retire(self, account: Account, old: Secret) -> None:
        """A console user has one password."""

    async def close(self) -> None:
        """The clients belong to the configuration's sign-in."""


async def _standing(account: Account) -> _Standing:
    user = await described(account)
    return _Standing(str(user["UserId"]), await _reset_required(account))


async def _reset_required(account: Account) -> bool | None:
    """Return PasswordResetRequired of the login profile, None where there is no login profile."""
    name = user_name(account)
    try:
        answer = await aws_of(account).read("iam", "get_login_profile", UserName=name)
    except Exception as error:
        if code_of(error) == "NoSuchEntity":
            return None
        raise translated(error, account, f"read the login profile of {name}") from error
    return bool(part(answer, "LoginProfile").get("PasswordResetRequired", False))


async def _policy(account: Account) -> TargetRules:
    aws = aws_of(account)
    try:
        answer = await aws.read("iam", "get_account_password_policy")
    except Exception as error:
        # Where it may not be read, the default is the least that can hold; AWS refuses what a stricter one forbids.
        if code_of(error) in ("NoSuchEntity", "AccessDenied"):
            return _NO_POLICY
        raise translated(error, account, f"read the password policy of account {aws.account_id}") from error
    policy = part(answer, "PasswordPolicy")
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
