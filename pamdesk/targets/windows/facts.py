"""What a Windows host tells of itself and of one of its local users."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# ADS_USER_FLAG_ENUM; those of a lockout and of an expired password are not among what a change leaves as it is.
DISABLED: Final = 0x2
LOCKED: Final = 0x10
MAY_NOT_CHANGE: Final = 0x40
PASSWORD_EXPIRED: Final = 0x800000
_FLAGS: Final = {
    "disabled": DISABLED,
    "password not required": 0x20,
    "may not change its password": MAY_NOT_CHANGE,
    "password never expires": 0x10000,
}
_DOMAIN_CONTROLLER: Final = "LanmanNT"
_FULL_LANGUAGE: Final = "FullLanguage"
_LOCAL: Final = "Local"
_OLDER_LAPS: Final = "AdmPwd"
_BUILT_IN: Final = "-500"  # the administrator that every Windows has (well-known SIDs)


class NotFacts(ValueError):
    """The host said something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A local user as its host has it; `sid` is empty where there is none."""

    login: str
    sid: str = ""
    source: str = ""  # Local, or who else keeps the account: ActiveDirectory, AzureAD, MicrosoftAccount
    flags: int = 0
    expires: str = ""
    expired: bool = False
    groups: tuple[str, ...] = ()
    full_language: bool = True
    domain_controller: bool = False
    administrator: bool = False  # whoever asked
    threshold: int | None = None  # failed sign-ins that lock an account; 0: none does
    min_length: int = 0
    laps: str = ""  # the root of the LAPS policy that manages this account

    @property
    def local(self) -> bool:
        """Whether the host itself keeps the account."""
        return self.source in ("", _LOCAL)

    @property
    def built_in(self) -> bool:
        """Whether it is the administrator that every Windows has."""
        return self.sid.endswith(_BUILT_IN)

    @property
    def invariants(self) -> dict[str, str]:
        """What a change of its password leaves as it is."""
        flags = {name: "yes" if self.flags & bit else "no" for name, bit in _FLAGS.items()}
        return {"SID": self.sid, **flags, "expires": self.expires, "groups": ", ".join(self.groups)}


def read(login: str, said: str) -> Facts:
    """Understand what the script printed; raises `NotFacts`."""
    try:
        told = json.loads(said)
        user = _part(told, "user")
        sid = str(user.get("sid", ""))
        threshold = told.get("threshold")
        return Facts(
            login=login,
            sid=sid,
            source=str(user.get("source", "")),
            flags=int(str(user.get("flags", 0))),
            expires=str(user.get("expires", "")),
            expired=user.get("expired") is True,
            groups=tuple(sorted(str(one) for one in _list(user.get("groups")))),
            full_language=told.get("language") == _FULL_LANGUAGE,
            domain_controller=told.get("product") == _DOMAIN_CONTROLLER,
            administrator=told.get("administrator") is True,
            threshold=int(threshold) if isinstance(threshold, int) else None,
            min_length=int(told.get("length", 0)),
            laps=_laps(login, sid, _list(told.get("laps"))),
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise NotFacts from error


def _laps(login: str, sid: str, policies: list[object]) -> str:
    """Return the root of the policy that manages this account, by its name, or as the built-in administrator.

    Windows takes the first root that has any setting; the older product reads its own, whatever the others say.
    """
    found = [one for one in policies if isinstance(one, Mapping)]
    active = found[:1] + [one for one in found[1:] if str(one.get("root", "")).endswith(_OLDER_LAPS)]
    for policy in active:
        if policy.get("on") is not True:
            continue
        named, prefix = str(policy.get("account") or ""), str(policy.get("prefix") or "")
        if prefix:
            managed = login.lower().startswith(prefix.lower())
        else:
            managed = login.lower() == named.lower() if named else sid.endswith(_BUILT_IN)
        if managed:
            return str(policy.get("root", ""))
    return ""


def _part(told: object, name: str) -> Mapping[str, object] | dict[str, object]:
    found = told.get(name) if isinstance(told, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _list(found: object) -> list[object]:
    # ConvertTo-Json writes a list of one as it is, where it was not forced to be a list.
    return found if isinstance(found, list) else [] if found is None else [found]
