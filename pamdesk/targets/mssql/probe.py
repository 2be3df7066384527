"""Signing in to SQL Server once, what the answer says about the password, and what became of a connection."""

from __future__ import annotations

from typing import Final

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Answer, Outcome, ProbeResult
from pamdesk.targets.mssql.session import Doorway, DriverError, MssqlSession

# Told only after the password was found right: a wrong one is 18456 (state 7 where the login is disabled too).
_BLOCKED: Final = {
    "18470": "The password is right; {login} is disabled on {server}.",
    "18487": "The password is right; it has expired on {server}.",
    "18488": "The password is right; {login} has to change it on {server}.",
}
_ALL: Final = "SELECT IS_SRVROLEMEMBER('sysadmin'), HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE')"
_FIND: Final = (
    "SELECT session_id FROM sys.dm_exec_sessions "
    "WHERE session_id = ? AND CONVERT(nvarchar(33), login_time, 126) = ?"
)


def probe(doorway: Doorway, login: str, candidate: Secret) -> ProbeResult:
    """Sign in over a fresh connection and classify the answer; raises `Refused` where the server is not believed."""
    title = doorway.endpoint.title
    try:
        session = doorway.sign_in(login, candidate)
    except DriverError as error:
        code = error.code
    else:
        session.close()
        return ProbeResult(Answer.ACCEPTED, f"{login} signed in to {title}.")
    if code in _BLOCKED:
        return ProbeResult(Answer.BLOCKED, _BLOCKED[code].format(login=login, server=title), code)
    if code == "18456":
        return ProbeResult(Answer.REJECTED, f"{title} refuses this password of {login}.", code, spent=True)
    problem: Refused = doorway.problem(code, login)
    reached = problem.kind is not TargetErrorKind.UNREACHABLE
    return ProbeResult(Answer.UNKNOWN, problem.message, problem.code, reached=reached)


def end_announced(session: MssqlSession, number: int, since: str) -> Outcome:
    """Kill the announced connection if it is still there; raises `DriverError`.

    Who may not see the connections of others is shown its own only: that another one is not there proves nothing.
    """
    if not _alive(session, number, since):
        return Outcome.OVER if any(session.rows(_ALL)[0]) else Outcome.UNKNOWN
    try:
        session.run(f"KILL {number:d}")
    except DriverError as error:
        if error.code not in ("6101", "6102", "6104", "6106", "6107", "6120"):  # gone, or not ours to end
            raise
    return Outcome.RUNNING if _alive(session, number, since) else Outcome.OVER


def _alive(session: MssqlSession, number: int, since: str) -> bool:
    return bool(session.rows(_FIND, number, since))
