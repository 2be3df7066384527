"""The steps of a rotation of an IAM user's access key."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.field_checks import arn_parts
from pamdesk.records.secret import Secret
from pamdesk.records.words import moment
from pamdesk.targets.contract import (
    Account,
    Announce,
    Answer,
    Facts,
    Finding,
    Made,
    Outcome,
    Preflight,
    ProbeResult,
    Retirement,
    ServerIdentity,
    Severity,
    Spec,
)
from pamdesk.targets.iam.access_key_findings import findings
from pamdesk.targets.iam.access_keys import KEY_ID, Keys, ListedKey, ids_of, last_use, list_keys, require_room
from pamdesk.targets.iam.user import asked, aws_account_of, aws_of, described, part, user_name

QUIET: Final = timedelta(hours=24)  # nothing may have used an old key for so long
OBSERVED: Final = timedelta(hours=24)  # an inactive key can be made active again for so long
_SOONEST: Final = 60.0

_BEFORE: Final = "keys_before"  # facts of an announcement
_ASKED_AT: Final = "asked_at"  # by AWS's clock
_KEY: Final = "key"
_INACTIVE_SINCE: Final = "inactive_since"  # a fact of a retirement

_FRESH_SECONDS: Final = 2.0
_REFUSED: Final = frozenset({"InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException"})
_CLOCK_WORDS: Final = ("Signature expired", "Signature not yet current")


class IamAccessKeyTarget:
    """Makes keys with CreateAccessKey, and takes back or retires only those that it made for this vault."""

    def __init__(self, spec: Spec) -> None:
        """Serve one AWS account by the target's own Spec."""
        self._spec = spec
        self._seen: dict[str, tuple[float, str]] = {}

    async def preflight(self, account: Account) -> Preflight:
        """Look at the identity, the user, its keys with their last use, and the five permissions."""
        return Preflight(await findings(account), lockout_threshold=0)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """Return the one call that makes something; raises `Refused` where there is no room for a key."""
        await described(account)
        await require_room(account, await list_keys(account))
        return (f"iam:CreateAccessKey UserName={user_name(account)}",)

    async def rules(self, account: Account) -> TargetRules:
        """AWS makes the secret."""
        return self._spec.rules

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """Make a key; its secret is told once, and stored before any other call."""
        aws, name = aws_of(account), user_name(account)
        user_id = await self._user_id(account)
        keys = await list_keys(account)
        await require_room(account, keys)
        facts: dict[str, str | int] = {
            "user_name": name,
            "account_id": aws.account_id,
            self._spec.identity: user_id,
            _BEFORE: " ".join(sorted(keys.ids)),
            _ASKED_AT: int(keys.at.timestamp()),
        }
        await announce(facts)
        call = aws.change("iam", "create_access_key", UserName=name)
        key = part(await asked(call, account, f"make an access key for {name}"), "AccessKey")
        key_id = str(key["AccessKeyId"])
        made = Made(
            Secret(str(key["SecretAccessKey"])),
            {KEY_ID: key_id},
            f"AWS made the access key {key_id}; it is saved here.",
        )
        await announce.secret(made, {_KEY: key_id})

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """Ask AWS once, over a fresh connection, who signs with this key."""
        key_id, name = account.fields.get(KEY_ID, ""), user_name(account)
        if not key_id:
            return ProbeResult(Answer.REJECTED, f"{account.title} holds no access key ID.", "no_key_id")
        try:
            asking = aws_of(account).caller_with(key_id, candidate)
            caller = await asked(asking, account, f"say who signs with {key_id}")
        except TargetError as error:
            return _not_taken(error, key_id)
        arn = str(caller.get("Arn", ""))
        parts = arn_parts(arn)
        if parts is None or parts[1:] != (aws_of(account).account_id, "user", name):
            return ProbeResult(Answer.UNKNOWN, f"{key_id} signs as {arn}, not as {name}.", "another_user")
        return ProbeResult(Answer.ACCEPTED, f"AWS knows {key_id} as a key of {name}.")

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """A key whose id was told was made; else AWS has to be asked which keys there are (`remove_made`)."""
        return Outcome.APPLIED if facts.get(_KEY) else Outcome.UNKNOWN

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """The user's own id and ARN: a user that is made again has another id."""
        user = await described(account)
        self._seen[account.record_id] = (time.monotonic(), str(user["UserId"]))
        return {self._spec.identity: str(user["UserId"]), "ARN": str(user["Arn"])}

    async def server(self, account: Account) -> ServerIdentity | None:
        """See `NamesItsServer.server`: the AWS account that is signed in to."""
        return aws_account_of(account)

    async def retire(self, account: Account, old: Secret) -> None:
        """An old key leaves in steps (`retire_step`)."""

    async def retire_step(self, account: Account, old: Secret, facts: Facts) -> Retirement:
        """Make the old key inactive once nothing uses it, and delete it a day later; what a person does meanwhile counts."""
        key_id, keys = account.fields.get(KEY_ID, ""), await list_keys(account)
        key = keys.find(key_id)
        if key is None:
            return Retirement(f"The access key {key_id} before it is gone.")
        if facts.get(_INACTIVE_SINCE) == key_id:
            return await self._delete(account, key)
        used = (await last_use(account, key_id)).at
        if key.active and used is not None and keys.at - used < QUIET:
            wait = max((QUIET - (keys.at - used)).total_seconds(), _SOONEST)
            return Retirement(
                f"The access key {key_id} before it was used at {moment(used)} still, so it stays active until nothing "
                "has used it for 24 hours.",
                wait,
            )
        if key.active:
            await self._set_inactive(account, key_id)
        return Retirement(
            f"The access key {key_id} before it is inactive, and is deleted at {moment(keys.at + OBSERVED)}; until then "
            "it can be made active again in IAM.",
            OBSERVED.total_seconds(),
            {_INACTIVE_SINCE: key_id},
        )

    async def remove_made(
        self, account: Account, facts: Facts, kept: Sequence[Mapping[str, str]]
    ) -> Finding | None:
        """Delete the key that the announced call made and whose secret nobody has; any other key is left alone."""
        known = ids_of([*kept, account.fields])
        keys = await list_keys(account)
        made = str(facts.get(_KEY, ""))
        suspects = _suspects(keys, facts, known, self._spec.over_seconds)
        if not suspects:
            return None
        # Nobody can use a key whose secret was lost: one that was used is somebody's.
        used = [] if made else [key for key in suspects if (await last_use(account, key.id)).at is not None]
        if used or len(suspects) > 1:
            listed = " and ".join(key.id for key in suspects)
            return Finding(
                Severity.STOPS,
                f"While AWS was asked for a key and its answer was lost, {listed} came to be, and may be somebody else's.",
                "An administrator must look at it in IAM and delete it if nobody uses it; then ask again.",
                "unsure_whose",
            )
        key_id = suspects[0].id
        await self._deleted(account, key_id)
        return Finding(
            Severity.PASSED,
            f"AWS had made the access key {key_id}, whose secret was not saved; it was deleted.",
            code="removed",
        )

    async def close(self) -> None:
        """The clients belong to the configuration's sign-in."""

    async def _user_id(self, account: Account) -> str:
        at, user_id = self._seen.pop(account.record_id, (0.0, ""))
        if user_id and time.monotonic() - at < _FRESH_SECONDS:
            return user_id
        return str((await described(account))["UserId"])

    async def _delete(self, account: Account, key: ListedKey) -> Retirement:
        key_id = key.id
        if key.active:
            return Retirement(f"The access key {key_id} before it was made active again in IAM, so it stays.")
        await self._deleted(account, key_id)
        return Retirement(f"The access key {key_id} before it was deleted.")

    @staticmethod
    async def _set_inactive(account: Account, key_id: str) -> None:
        call = aws_of(account).change(
            "iam", "update_access_key", UserName=user_name(account), AccessKeyId=key_id, Status="Inactive"
        )
        await asked(call, account, f"make {key_id} inactive")

    @staticmethod
    async def _deleted(account: Account, key_id: str) -> None:
        call = aws_of(account).change(
            "iam", "delete_access_key", UserName=user_name(account), AccessKeyId=key_id
        )
        try:
            await asked(call, account, f"delete {key_id}")
        except Refused as refused:
            if refused.code != "NoSuchEntity":
                raise


def _suspects(keys: Keys, facts: Facts, known: frozenset[str], seconds: float) -> list[ListedKey]:
    """Return the key whose id was told, else those that came to be in so many seconds after the announced call."""
    made = str(facts.get(_KEY, ""))
    if made:
        return [key for key in keys.all if key.id == made and made not in known]
    if _BEFORE not in facts:
        return []
    before = frozenset(str(facts[_BEFORE]).split()) | known
    asked_at = int(facts[_ASKED_AT])
    return [
        key
        for key in keys.all
        if key.id not in before and -1 <= key.created.timestamp() - asked_at <= seconds
    ]


def _not_taken(error: TargetError, key_id: str) -> ProbeResult:
    code = error.code
    if code in _REFUSED and not any(words in error.message for words in _CLOCK_WORDS):
        return ProbeResult(Answer.REJECTED, f"AWS does not take {key_id} ({code}).", code)
    return ProbeResult(
        Answer.UNKNOWN, error.message, code, reached=error.kind is not TargetErrorKind.UNREACHABLE
    )
