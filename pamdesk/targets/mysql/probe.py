"""Signing in to MySQL or MariaDB once, and what the answer says about the password."""

from __future__ import annotations

from typing import Final

import pymysql

from pamdesk.records.errors import TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Answer, ProbeResult
from pamdesk.targets.mysql.facts import Row
from pamdesk.targets.mysql.session import NEXT_WAY, Doorway, MysqlSession, code_of

# Looked at by the servers only after the password was found right; seen on MariaDB 10.11, and in MySQL's documentation.
_BLOCKED: Final = {
    "1820": "The password is right; it has expired on {server}.",
    "1862": "The password is right; it has expired on {server}.",
    "3118": "The password is right; {login} is locked on {server}.",
    "4151": "The password is right; {login} is locked on {server}.",
    "1203": "The password is right; {login} has no free connection on {server}.",
    "1226": "The password is right; {login} has used up its connections on {server}.",
}
# Given where several ways in were tried and the last is none by password (1698), or the driver could not follow.
_ALL_TRIED: Final = frozenset({"1698", NEXT_WAY})


def probe(doorway: Doorway, login: str, candidate: Secret, expected: Row | None) -> ProbeResult:
    """Sign in over a fresh connection and classify the answer; raises `Refused` where the server is not believed."""
    session = None
    try:
        session = doorway.sign_in(login, candidate)
        host = _current_host(session)
    except pymysql.Error as error:
        return _classify(doorway, login, error, expected)
    except UnicodeError:
        return ProbeResult(Answer.UNKNOWN, "This text cannot be sent as a password.", "password_invalid")
    finally:
        if session is not None:
            session.close()
    title = doorway.endpoint.title
    if expected is not None and host != expected.host:
        return ProbeResult(
            Answer.UNKNOWN,
            f"{title} let {login} in as '{login}'@'{host}', not as '{login}'@'{expected.host}'.",
            "other_row",
        )
    return ProbeResult(Answer.ACCEPTED, f"'{login}'@'{host}' signed in to {title}.")


def let_in_as(doorway: Doorway, login: str, password: Secret) -> str | None:
    """Return the host part of the row that lets this password in from here; None where it could not be learnt."""
    try:
        session = doorway.sign_in(login, password)
    except pymysql.Error:
        return None  # the preflight then says that it could not be told
    try:
        return _current_host(session)
    except pymysql.Error:
        return None  # as above: the session may not ask, or was lost
    finally:
        session.close()


def _current_host(session: MysqlSession) -> str:
    return str(session.rows("SELECT CURRENT_USER()")[0][0]).rpartition("@")[2]


def _classify(doorway: Doorway, login: str, error: pymysql.Error, expected: Row | None) -> ProbeResult:
    code = code_of(error)
    names = {"server": doorway.endpoint.title, "login": login}
    if code in _BLOCKED:
        return ProbeResult(Answer.BLOCKED, _BLOCKED[code].format(**names), code)
    if code == "1045" or (code in _ALL_TRIED and _one_password(expected)):
        sentence = "{server} refuses this password of {login}."
        return ProbeResult(Answer.REJECTED, sentence.format(**names), code, spent=True)
    problem = doorway.problem(error, login)
    reached = problem.kind is not TargetErrorKind.UNREACHABLE
    return ProbeResult(
        Answer.UNKNOWN, problem.message, problem.code, spent=code in _ALL_TRIED, reached=reached
    )


def _one_password(row: Row | None) -> bool:
    """Tell whether one of the ways that failed was the only one by password, so that it was the password."""
    return row is not None and sum(way.by_password for way in row.ways) == 1
