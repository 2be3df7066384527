"""What became of a connection over which a change was sent, by MySQL's or MariaDB's process list."""

from __future__ import annotations

import pymysql

from pamdesk.targets.contract import Outcome
from pamdesk.targets.mysql.session import MysqlSession, code_of


def end_announced(session: MysqlSession, number: int, seen_as: str, asker: str) -> Outcome:
    """Kill the announced connection if it is still there; it is told from a later one by its address and port.

    Without PROCESS the list holds one's own connections only: that another account's is not in it proves nothing.
    """
    if not _alive(session, number, seen_as):
        visible = session.signed_in_as == asker or session.sees_everybody
        return Outcome.OVER if visible else Outcome.UNKNOWN
    try:
        session.rows(f"KILL {number:d}")
    except pymysql.Error as error:
        if code_of(error) == "1094":  # no such connection any more
            return Outcome.OVER
        if code_of(error) != "1095":  # not its owner: it can only be waited for
            raise
    return Outcome.RUNNING if _alive(session, number, seen_as) else Outcome.OVER


def _alive(session: MysqlSession, number: int, seen_as: str) -> bool:
    return any(int(row[0]) == number and str(row[2]) == seen_as for row in session.rows("SHOW PROCESSLIST"))
