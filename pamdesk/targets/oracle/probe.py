"""Signing in to Oracle once, what the answer says about the password, and what became of a session."""

from __future__ import annotations

from typing import Final

from pamdesk.records.errors import TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Answer, Outcome, ProbeResult
from pamdesk.targets.oracle.codes import BLOCKED, REJECTED
from pamdesk.targets.oracle.driver import DriverError
from pamdesk.targets.oracle.session import Doorway, OracleSession

_FIND: Final = (
    "SELECT COUNT(*) FROM gv$session WHERE sid = :session_id AND serial# = :serial AND inst_id = :instance"
)
# Marked to be ended, already gone, or not ours to end: what became of it is looked up again.
_NOT_KILLED: Final = frozenset({"ORA-00030", "ORA-00031", "ORA-00027", "ORA-01031"})


def probe(doorway: Doorway, login: str, candidate: Secret) -> ProbeResult:
    """Sign in over a fresh connection and classify the answer; raises `Refused` where the record allows no sign-in."""
    title = doorway.endpoint.title
    try:
        session = doorway.sign_in(login, candidate)
    except DriverError as error:
        problem = error
    else:
        warning = session.warning
        session.close()
        sentence = f"{login} signed in to {title}."
        if warning:
            sentence = f"{login} signed in to {title}, which says that the password expires soon."
        return ProbeResult(Answer.ACCEPTED, sentence, warning)
    code = problem.code
    if code in BLOCKED:
        return ProbeResult(Answer.BLOCKED, BLOCKED[code].format(login=login, server=title), code)
    if code == REJECTED:
        return ProbeResult(Answer.REJECTED, f"{title} refuses this password of {login}.", code, spent=True)
    said = doorway.problem(problem, login)
    reached = said.kind is not TargetErrorKind.UNREACHABLE
    return ProbeResult(Answer.UNKNOWN, said.message, said.code, reached=reached)


def end_announced(session: OracleSession, session_id: int, serial: int, instance: int) -> Outcome:
    """End the announced session if it is still there; raises `DriverError`, also where the sessions may not be seen."""
    if not _alive(session, session_id, serial, instance):
        return Outcome.OVER
    try:
        session.run(f"ALTER SYSTEM KILL SESSION '{session_id:d},{serial:d},@{instance:d}' IMMEDIATE")
    except DriverError as error:
        if error.code not in _NOT_KILLED:
            raise
    return Outcome.RUNNING if _alive(session, session_id, serial, instance) else Outcome.OVER


def _alive(session: OracleSession, session_id: int, serial: int, instance: int) -> bool:
    return bool(session.rows(_FIND, session_id=session_id, serial=serial, instance=instance)[0][0])
