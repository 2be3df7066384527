"""What Oracle says about a user and the profile that binds it (Database Reference: DBA_USERS, DBA_PROFILES)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from pamdesk.records.errors import Refused
from pamdesk.targets.oracle.driver import DriverError
from pamdesk.targets.oracle.session import OracleSession

_USER: Final = (
    "SELECT user_id, account_status, profile, authentication_type, password_versions, common, oracle_maintained, "
    "default_tablespace FROM dba_users WHERE username = :name"
)
_VISIBLE: Final = "SELECT user_id, common, oracle_maintained FROM all_users WHERE username = :name"
_SELF: Final = "SELECT user_id, account_status, common, oracle_maintained, default_tablespace FROM user_users"
_PROFILE: Final = (
    "SELECT resource_name, limit FROM dba_profiles WHERE profile = :name AND resource_type = 'PASSWORD'"
)
_OWN_LIMITS: Final = "SELECT resource_name, limit FROM user_password_limits"
_PLACE: Final = (
    "SELECT SYS_CONTEXT('USERENV', 'CON_ID'), SYS_CONTEXT('USERENV', 'CON_NAME'), "
    "SYS_CONTEXT('USERENV', 'INSTANCE'), SYS_CONTEXT('USERENV', 'SESSION_USER') FROM dual"
)
_MAY: Final = "SELECT COUNT(*) FROM session_privs WHERE privilege = 'ALTER USER'"
# No such table, no right to it (in 23ai with a code of its own): who may not read is asked less.
_UNREADABLE: Final = frozenset({"ORA-00942", "ORA-01031", "ORA-41900"})
_NO_LIMITS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The container that was signed in to (0: no container database, 1: the root) and the instance."""

    container: int
    name: str
    instance: int
    asker: str

    @property
    def in_root(self) -> bool:
        """Whether a change of a common user can be made from here."""
        return self.container <= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OracleUser:
    """One user as its server describes it; "" and None where that is not told."""

    name: str
    user_id: str
    status: str = ""
    profile: str = ""
    authentication: str = "PASSWORD"
    versions: str = ""
    common: bool = False
    maintained: bool = False
    tablespace: str = ""
    limits: Mapping[str, str] = field(default_factory=lambda: _NO_LIMITS)
    may_alter: bool | None = None
    where: Where

    @property
    def locked(self) -> bool:
        """Whether it may not sign in, by an administrator's hand or after wrong passwords (TIMED)."""
        return "LOCKED" in self.status

    @property
    def in_grace(self) -> bool:
        """Whether its password still lets it in for some days."""
        return "EXPIRED(GRACE)" in self.status

    @property
    def expired(self) -> bool:
        """Whether its password lets it in no more until it is changed."""
        return "EXPIRED" in self.status.replace("EXPIRED(GRACE)", "")

    @property
    def of_root(self) -> bool:
        """Whether it is a common user of the whole container database, and not of an application container."""
        return self.common and (self.maintained or self.name.startswith("C##"))

    @property
    def lockout_threshold(self) -> int | None:
        """How many failed sign-ins lock it: 0 none, None where the profile could not be read."""
        limit = self.limits.get("FAILED_LOGIN_ATTEMPTS", "")
        if limit == "UNLIMITED":
            return 0
        return int(limit) if limit.isdigit() else None

    @property
    def rollover(self) -> bool:
        """Whether the old password goes on letting in beside the new one for a time (PASSWORD_ROLLOVER_TIME)."""
        return self.limits.get("PASSWORD_ROLLOVER_TIME", "0") not in ("0", "", "UNLIMITED", "DEFAULT")

    @property
    def invariants(self) -> Mapping[str, str]:
        """What a change of the password must leave as it was."""
        return {
            "user_id": self.user_id,
            "locked": str(self.locked),
            "profile": self.profile,
            "authentication": self.authentication,
            "common": str(self.common),
            "default_tablespace": self.tablespace,
        }


def read_user(session: OracleSession, name: str, title: str, *, own: bool) -> OracleUser:
    """Look a user up, by itself or by an admin; raises `Refused` where there is none whose password Oracle keeps."""
    where = _where(session)
    if own:
        return _read_own(session, name, where)
    may = bool(session.rows(_MAY)[0][0])
    try:
        found = session.rows(_USER, name=name)
    except DriverError as error:
        if error.code not in _UNREADABLE:
            raise
        return _read_visible(session, name, title, where, may)
    if not found:
        raise _none(session, name, title)
    user_id, status, profile, authentication, versions, common, maintained, tablespace = found[0]
    if str(authentication or "PASSWORD") != "PASSWORD":
        raise Refused(
            f"{name} on {title} signs in by another way than a password ({authentication}): Oracle keeps none of it. "
            "Rotate it where its password is kept.",
            code="no_password_there",
        )
    return OracleUser(
        name=name,
        user_id=str(user_id),
        status=str(status or ""),
        profile=str(profile or ""),
        versions=str(versions or ""),
        common=common == "YES",
        maintained=maintained == "Y",
        tablespace=str(tablespace or ""),
        limits=_limits(session, str(profile or "")),
        may_alter=may,
        where=where,
    )


def read_where(session: OracleSession) -> Where:
    """Return where this session is; raises `DriverError`."""
    return _where(session)


def _where(session: OracleSession) -> Where:
    container, name, instance, asker = session.rows(_PLACE)[0]
    return Where(
        container=int(container or 0),
        name=str(name or ""),
        instance=int(instance or 1),
        asker=str(asker or ""),
    )


def _read_own(session: OracleSession, name: str, where: Where) -> OracleUser:
    user_id, status, common, maintained, tablespace = session.rows(_SELF)[0]
    limits = {str(key): str(limit) for key, limit in session.rows(_OWN_LIMITS)}
    return OracleUser(
        name=name,
        user_id=str(user_id),
        status=str(status or ""),
        common=common == "YES",
        maintained=maintained == "Y",
        tablespace=str(tablespace or ""),
        limits=limits,
        may_alter=True,
        where=where,
    )


def _read_visible(session: OracleSession, name: str, title: str, where: Where, may: bool) -> OracleUser:
    found = session.rows(_VISIBLE, name=name)
    if not found:
        raise _none(session, name, title)
    user_id, common, maintained = found[0]
    return OracleUser(
        name=name,
        user_id=str(user_id),
        common=common == "YES",
        maintained=maintained == "Y",
        may_alter=may,
        where=where,
    )


def _limits(session: OracleSession, profile: str) -> Mapping[str, str]:
    """Return what a profile says, with DEFAULT followed to the profile of that name."""
    try:
        mine = _profile(session.rows(_PROFILE, name=profile))
        if "DEFAULT" not in mine.values():
            return mine
        general = _profile(session.rows(_PROFILE, name="DEFAULT"))
    except DriverError as error:
        if error.code not in _UNREADABLE:
            raise
        return _NO_LIMITS
    return {key: general.get(key, "") if limit == "DEFAULT" else limit for key, limit in mine.items()}


def _profile(rows: list[tuple[Any, ...]]) -> dict[str, str]:
    return {str(key): str(limit) for key, limit in rows}


def _none(session: OracleSession, name: str, title: str) -> Refused:
    """Say that there is no such user, and where one of other capitals is, how its login is written."""
    near = session.rows("SELECT username FROM all_users WHERE UPPER(username) = UPPER(:name)", name=name)
    if len(near) == 1:
        return Refused(
            f'{title} has no user {name}, but one that is written "{near[0][0]}". '
            "Enter the login in double quotes as it is written.",
            code="no_account",
        )
    return Refused(f"{title} has no user {name}, or does not show it to who asks.", code="no_account")
