"""What SQL Server says about a login, or about a user of a contained database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pamdesk.records.errors import Refused
from pamdesk.targets.contract import Finding, Severity
from pamdesk.targets.mssql.session import MssqlSession

_DATABASE: Final = "SELECT containment FROM sys.databases WHERE name = DB_NAME()"
_USER: Final = (
    "SELECT name, type, authentication_type, CONVERT(nvarchar(172), sid, 1) "
    "FROM sys.database_principals WHERE name = ?"
)
_LOGIN: Final = (
    "SELECT name, type, CONVERT(nvarchar(172), sid, 1), is_disabled, default_database_name "
    "FROM sys.server_principals WHERE name = ?"
)
_POLICY: Final = (
    "SELECT is_policy_checked, is_expiration_checked, CAST(LOGINPROPERTY(name, 'IsLocked') AS int), "
    "CAST(LOGINPROPERTY(name, 'IsExpired') AS int), CAST(LOGINPROPERTY(name, 'IsMustChange') AS int), "
    "CAST(LOGINPROPERTY(name, 'BadPasswordCount') AS int) FROM sys.sql_logins WHERE name = ?"
)
_MAY: Final = "SELECT HAS_PERMS_BY_NAME(?, ?, 'ALTER')"
_SESSION: Final = (
    "SELECT session_id, CONVERT(nvarchar(33), login_time, 126), ORIGINAL_LOGIN() "
    "FROM sys.dm_exec_sessions WHERE session_id = @@SPID"
)
_BY_DATABASE: Final = 2  # sys.database_principals.authentication_type: a password of the database's own
_KINDS: Final = {
    "U": "a Windows login",
    "G": "a Windows group",
    "C": "a login of a certificate",
    "K": "a login of a key",
    "E": "a Microsoft Entra login",
    "X": "a Microsoft Entra group",
    "R": "a role",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """One login (or contained user) as its server describes it; None where that is not told."""

    name: str
    sid: str
    contained: bool
    disabled: bool = False
    database: str = ""
    policy: bool = True
    expiration: bool = False
    locked: bool | None = None
    expired: bool | None = None
    must_change: bool | None = None
    wrong_passwords: int | None = None
    may_alter: bool | None = None

    @property
    def invariants(self) -> Mapping[str, str]:
        """What a change of the password must leave as it was."""
        return {
            "sid": self.sid,
            "contained": str(self.contained),
            "disabled": str(self.disabled),
            "default_database": self.database,
            "check_policy": str(self.policy),
            "check_expiration": str(self.expiration),
            "must_change": str(self.must_change),
        }


def read_principal(session: MssqlSession, login: str, title: str) -> Principal:
    """Look the name up: a contained user of the session's database first, as a sign-in does; raises `Refused`."""
    containment = session.rows(_DATABASE)
    if containment and int(containment[0][0]):
        users = session.rows(_USER, login)
        if users and int(users[0][2]) == _BY_DATABASE:
            return Principal(
                name=str(users[0][0]),
                sid=str(users[0][3]),
                contained=True,
                may_alter=_may(session, str(users[0][0]), "USER"),
            )
    logins = session.rows(_LOGIN, login)
    if not logins:
        raise Refused(f"{title} has no account {login}, or does not show it to who asks.", code="no_account")
    name, kind, sid, disabled, database = logins[0]
    policies = session.rows(_POLICY, login) if str(kind).strip() == "S" else []
    if not policies:
        what = _KINDS.get(str(kind).strip(), "not a login with a password")
        raise Refused(
            f"{login} on {title} is {what}: SQL Server keeps no password of it. Rotate it where its password is kept.",
            code="no_password_there",
        )
    policy, expiration, locked, expired, must_change, wrong = policies[0]
    return Principal(
        name=str(name),
        sid=str(sid),
        contained=False,
        disabled=bool(disabled),
        database=str(database or ""),
        policy=bool(policy),
        expiration=bool(expiration),
        locked=_flag(locked),
        expired=_flag(expired),
        must_change=_flag(must_change),
        wrong_passwords=None if wrong is None else int(wrong),
        may_alter=_may(session, str(name), "LOGIN"),
    )


def read_session(session: MssqlSession) -> dict[str, str | int]:
    """Return what names this connection, for as long as the server runs: its number and when it signed in."""
    number, since, login = session.rows(_SESSION)[0]
    return {"session_id": int(number), "login_time": str(since), "asker": str(login)}


def findings(principal: Principal, title: str, *, by_admin: bool) -> Iterator[Finding]:
    """Say what stands in the way of a change, and what is worth knowing."""
    name = principal.name
    yield Finding(Severity.PASSED, f"{title} answers, and its certificate is proved.", code="reachable")
    if by_admin and principal.may_alter is False:
        yield Finding(
            Severity.STOPS,
            f"The admin may not change the password of {name} on {title}.",
            "Grant ALTER ANY LOGIN to the admin, or ALTER ANY USER in a contained database.",
            code="15151",
        )
    elif by_admin and principal.may_alter is None:
        sentence = f"Whether the admin may change the password of {name} could not be read from {title}."
        yield Finding(Severity.NOTICE, sentence, code="permission_unknown")
    else:
        yield Finding(Severity.PASSED, f"The password of {name} on {title} may be changed.", code="permitted")
    if principal.locked:
        yield Finding(
            Severity.STOPS,
            f"{name} is locked on {title}, and a new password would not unlock it.",
            f"An administrator of {title} must unlock it.",
            code="18486",
        )
    if principal.must_change:
        yield Finding(
            Severity.NOTICE,
            f"{name} has to change its password on {title}; the change by an admin ends that.",
            code="18488",
        )
    if principal.disabled:
        sentence = f"{name} is disabled on {title}; its new password can still be proved."
        yield Finding(Severity.NOTICE, sentence, code="18470")


def _may(session: MssqlSession, name: str, kind: str) -> bool | None:
    return _flag(session.rows(_MAY, name, kind)[0][0])


def _flag(value: object) -> bool | None:
    return None if value is None else bool(value)
