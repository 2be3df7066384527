"""The access keys that an IAM user has: which, since when, last used by what, and whether there is room for a new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.words import moment
from pamdesk.targets.contract import Account
from pamdesk.targets.iam.user import asked, aws_of, part, user_name

KEY_ID: Final = "access_key_id"  # the field of the PAM User
MOST: Final = 2  # IAM and STS quotas: access keys of a user, inactive ones among them
_PAGES: Final = 20


@dataclass(frozen=True, slots=True)
class ListedKey:
    """One access key as ListAccessKeys names it."""

    id: str
    active: bool
    created: datetime


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a user, oldest first, and what AWS's own clock showed when it listed them."""

    all: tuple[ListedKey, ...]
    at: datetime

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all."""
        return frozenset(key.id for key in self.all)

    def find(self, key_id: str) -> ListedKey | None:
        """Return a key by its id."""
        return next((key for key in self.all if key.id == key_id), None)


@dataclass(frozen=True, slots=True)
class LastUse:
    """What GetAccessKeyLastUsed tells: whose key it is, and when which service was last asked with it, if ever."""

    owner: str
    at: datetime | None
    service: str


async def list_keys(account: Account) -> Keys:
    """Read every page of the user's keys; raises `TargetError`."""
    name, aws = user_name(account), aws_of(account)
    found: list[ListedKey] = []
    more: dict[str, str] = {}
    for _ in range(_PAGES):
        call = aws.read("iam", "list_access_keys", UserName=name, **more)
        page = await asked(call, account, f"list the access keys of {name}")
        listed = page.get("AccessKeyMetadata")
        found += [_key(one) for one in listed] if isinstance(listed, list) else []
        if not page.get("IsTruncated"):
            return Keys(tuple(sorted(found, key=lambda key: key.created)), _clock(page))
        more = {"Marker": str(page.get("Marker", ""))}
    raise TargetError(f"AWS did not end the list of the access keys of {name}.", TargetErrorKind.UNKNOWN)


async def last_use(account: Account, key_id: str) -> LastUse:
    """Read when a key was last used; raises `TargetError`, `Refused` where it is not a key of this AWS account."""
    call = aws_of(account).read("iam", "get_access_key_last_used", AccessKeyId=key_id)
    answer = await asked(call, account, f"say when {key_id} was last used")
    used = part(answer, "AccessKeyLastUsed")
    at = used.get("LastUsedDate")
    return LastUse(
        str(answer.get("UserName", "")),
        at if isinstance(at, datetime) else None,
        str(used.get("ServiceName", "")),
    )


async def require_room(account: Account, keys: Keys) -> None:
    """Raise `Refused` where no key can be added, or where the record's own key is none of this user's."""
    name, own = user_name(account), account.fields.get(KEY_ID, "")
    if own and keys.find(own) is None:
        raise await _not_listed(account, own)
    if len(keys.all) < MOST:
        return
    listed = " and ".join([await _told(account, key, own=key.id == own) for key in keys.all])
    advice = _advice(keys, own)
    raise Refused(
        f"{name} has two access keys already, and AWS allows no third: {listed}. {advice}",
        code="two_keys",
    )


def ids_of(fields: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """Return the key ids in these records' fields."""
    return frozenset(one[KEY_ID] for one in fields if one.get(KEY_ID))


def _advice(keys: Keys, own: str) -> str:
    others = [key.id for key in keys.all if key.id != own]
    if len(others) == len(keys.all):
        return "An administrator must delete one of them in IAM; then it can be rotated."
    key_id = others[0]
    return (
        f"An administrator must delete {key_id} in IAM once nothing uses it, or move its users to the key of this "
        "record first; then it can be rotated."
    )


async def _told(account: Account, key: ListedKey, *, own: bool) -> str:
    """One key for a person to judge."""
    whose = "the key of this record" if own else "not the key of this record"
    condition = "active" if key.active else "inactive"
    key_id, use = key.id, await _use(account, key)
    return f"{key_id} ({whose}, {condition}, made {moment(key.created)}, {use})"


async def _use(account: Account, key: ListedKey) -> str:
    try:
        use = await last_use(account, key.id)
    except TargetError:
        return "its last use is not known"
    if use.at is None:
        return "never used"
    return f"last used {moment(use.at)} for {use.service}"


async def _not_listed(account: Account, key_id: str) -> Refused:
    name = user_name(account)
    try:
        owner = (await last_use(account, key_id)).owner
    except Refused:
        owner = ""  # IAM answers AccessDenied for a key that is not there
    if owner and owner != name:
        return Refused(
            f"{account.title} holds the access key {key_id}, which belongs to {owner} and not to {name}.",
            code="key_of_another",
        )
    return Refused(
        f"{account.title} holds the access key {key_id}, which is not among the keys of {name}. "
        "Clear the key in the record if it was deleted in IAM; then a new one can be made.",
        code="key_not_listed",
    )


def _key(one: object) -> ListedKey:
    if not isinstance(one, Mapping) or not isinstance(created := one.get("CreateDate"), datetime):
        raise TargetError("AWS answered without the keys.", TargetErrorKind.UNKNOWN, code="odd_answer")
    return ListedKey(str(one["AccessKeyId"]), one.get("Status") == "Active", created)


def _clock(answer: Mapping[str, object]) -> datetime:
    """AWS's own clock, by which it dates keys and uses; this machine's may be wrong."""
    metadata = answer.get("ResponseMetadata")
    headers = metadata.get("HTTPHeaders") if isinstance(metadata, Mapping) else None
    date = headers.get("date", "") if isinstance(headers, Mapping) else ""
    try:
        return parsedate_to_datetime(str(date))
    except ValueError:
        return datetime.now(UTC)
