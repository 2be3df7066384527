"""The users of a played Oracle database: what it answers to a sign-in, a change and a question, from Oracle's documents.

Sources: Database Security Guide 19c (Configuring Authentication), SQL Language Reference 19c (ALTER USER, CREATE PROFILE,
ALTER SYSTEM KILL SESSION), Database Reference 19c (DBA_USERS, DBA_PROFILES, GV$SESSION), Database Error Help.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Rows = list[list[object]]
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_$#]*")
_ALTER = re.compile(r'ALTER USER "([^"]+)" IDENTIFIED BY "([^"]*)"( CONTAINER=ALL)?')
_KILL = re.compile(r"ALTER SYSTEM KILL SESSION '(\d+),(\d+),@(\d+)' IMMEDIATE")
LONGEST = 30  # bytes of a password before 23ai


class OracleError(Exception):
    """An answer with a code, such as ORA-01017."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class User:
    """One user; `limits` are those of its profile."""

    password: str
    user_id: int = 0
    locked: bool = False
    expired: bool = False
    in_grace: bool = False
    create_session: bool = True
    alter_user: bool = False  # ALTER USER, SELECT on the DBA_ views and ALTER SYSTEM, as a DBA has them
    failures: int = 0
    used: list[str] = field(default_factory=list)
    limits: dict[str, str] = field(
        default_factory=lambda: {
            "FAILED_LOGIN_ATTEMPTS": "UNLIMITED",
            "PASSWORD_LOCK_TIME": "1",
            "PASSWORD_VERIFY_FUNCTION": "NULL",
            "PASSWORD_REUSE_MAX": "UNLIMITED",
            "PASSWORD_ROLLOVER_TIME": "0",
        }
    )

    @property
    def status(self) -> str:
        """ACCOUNT_STATUS of DBA_USERS."""
        words = ["EXPIRED"] if self.expired else ["EXPIRED(GRACE)"] if self.in_grace else []
        if self.locked:
            words.append("LOCKED(TIMED)" if self.failures else "LOCKED")
        return " & ".join(words) or "OPEN"


def named(login: str) -> str:
    """Return a name as the dictionary has it: in capitals, or in double quotes as it is written."""
    if len(login) > 1 and login[0] == login[-1] == '"':
        return login[1:-1]
    return login.upper() if _PLAIN.fullmatch(login) else login


@dataclass
class Asker:
    """Who is signed in on one connection."""

    name: str
    user: User
    session: tuple[int, int]


class Users:
    """Every user of one pluggable database, and the sessions that are open; thread-safe."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.log: list[str] = []  # what a listener and an alert log would hold: no password
        self._lock = threading.RLock()
        self._users: dict[str, User] = {}
        self._ids = 100
        self._serial = 1000
        self._open: dict[tuple[int, int], Callable[[], None]] = {}

    def add(self, login: str, user: User) -> None:
        """Create a user."""
        with self._lock:
            self._ids += 1
            user.user_id = self._ids
            self._users[named(login)] = user

    def get(self, login: str) -> User:
        """One user; raises KeyError."""
        with self._lock:
            return self._users[named(login)]

    def sign_in(
        self, login: str, password: str, new: str | None, service: str, end: Callable[[], None]
    ) -> tuple[Asker, str]:
        """Let somebody in, or say why not; `end` cuts the connection. Returns also the warning that goes with it."""
        with self._lock:
            name = named(login)
            self.log.append(f"CONNECT {name} {service}")
            if service != self.service:
                raise OracleError("ORA-12514")
            user = self._users.get(name)
            if user is None:
                raise OracleError("ORA-01017")
            if user.locked:
                raise OracleError("ORA-28000")
            if user.password != password:
                self._failed(user)
                raise OracleError("ORA-01017")
            user.failures = 0
            if user.expired and new is None:
                raise OracleError("ORA-28001")
            if not user.create_session:
                raise OracleError("ORA-01045")
            if new is not None:
                self._set(name, user, new)
            self._serial += 1
            asker = Asker(name, user, (self._serial % 90 + 10, self._serial))
            self._open[asker.session] = end
            return asker, "ORA-28002" if user.in_grace else ""

    def leave(self, asker: Asker) -> None:
        """A connection is gone."""
        with self._lock:
            self._open.pop(asker.session, None)

    def change_own(self, asker: Asker, old: str, new: str) -> None:
        """The protocol's own change of a password."""
        with self._lock:
            if asker.user.password != old:
                raise OracleError("ORA-28008")
            self._set(asker.name, asker.user, new)

    def execute(self, asker: Asker, text: str, bound: Mapping[str, object]) -> Rows:
        """Run one statement of those that are known."""
        with self._lock:
            alter, kill = _ALTER.fullmatch(text), _KILL.fullmatch(text)
            if alter is not None:
                self._alter(asker, alter[1], alter[2])
                return []
            if kill is not None:
                self._kill(asker, (int(kill[1]), int(kill[2])))
                return []
            return self._rows(asker, text, bound)

    def _failed(self, user: User) -> None:
        user.failures += 1
        limit = user.limits["FAILED_LOGIN_ATTEMPTS"]
        if limit.isdigit() and user.failures >= int(limit):
            user.locked = True

    def _alter(self, asker: Asker, name: str, password: str) -> None:
        self.log.append(f'ALTER USER "{name}" IDENTIFIED BY *')
        user = self._users.get(name)
        if not asker.user.alter_user and asker.name != name:
            raise OracleError("ORA-01031")
        if user is None:
            raise OracleError("ORA-01918")
        self._set(name, user, password)

    def _set(self, name: str, user: User, password: str) -> None:
        if not password or '"' in password:
            raise OracleError("ORA-00988")
        if len(password.encode()) > LONGEST:
            raise OracleError("ORA-00972")
        function = user.limits["PASSWORD_VERIFY_FUNCTION"]
        if function == "ORA12C_VERIFY_FUNCTION" and not _takes(name, password):
            raise OracleError("ORA-28003")
        if user.limits["PASSWORD_REUSE_MAX"].isdigit() and password in (*user.used, user.password):
            raise OracleError("ORA-28007")
        user.used.append(user.password)
        user.password, user.expired, user.in_grace = password, False, False

    def _kill(self, asker: Asker, session: tuple[int, int]) -> None:
        if not asker.user.alter_user:
            raise OracleError("ORA-01031")
        end = self._open.pop(session, None)
        if end is None:
            raise OracleError("ORA-00030")
        end()

    def _rows(self, asker: Asker, text: str, bound: Mapping[str, object]) -> Rows:
        view = re.search(r"FROM (\S+)", text)
        name = str(bound.get("name", ""))
        match view[1] if view else "":
            case "dual":
                return [[3, "ORCLPDB1", 1, asker.name]]
            case "session_privs":
                return [[int(asker.user.alter_user)]]
            case "user_users":
                user = asker.user
                return [[user.user_id, user.status, "NO", "N", "USERS"]]
            case "user_password_limits":
                return [[key, limit] for key, limit in asker.user.limits.items()]
            case "all_users" if "UPPER(username)" in text:
                return [[one] for one in self._users if one.upper() == name.upper()]
            case "all_users":
                found = self._users.get(name)
                return [[found.user_id, "NO", "N"]] if found else []
            case "dba_users" | "dba_profiles" | "gv$session" if not asker.user.alter_user:
                raise OracleError("ORA-00942")
            case "dba_users":
                found = self._users.get(name)
                return (
                    [[found.user_id, found.status, name, "PASSWORD", "11G 12C", "NO", "N", "USERS"]]
                    if found
                    else []
                )
            case "dba_profiles":  # each user has a profile of its own name here
                found = self._users.get(name)
                return [[key, limit] for key, limit in found.limits.items()] if found else []
            case "gv$session":
                here = (bound["session_id"], bound["serial"]) in self._open
                return [[int(here and bound["instance"] == 1)]]
        raise OracleError("ORA-00942")


def _takes(name: str, password: str) -> bool:
    """ORA12C_VERIFY_FUNCTION: eight characters, a letter of each case, a digit, a special one, not the user's name."""
    kinds = (str.isupper, str.islower, str.isdigit, lambda letter: not letter.isalnum())
    return (
        len(password) >= 8
        and all(any(kind(letter) for letter in password) for kind in kinds)
        and name.lower() not in password.lower()
    )
