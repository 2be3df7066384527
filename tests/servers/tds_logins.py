"""The logins of the tests' TDS endpoint, and who may sign in and change which password.

Rules: SQL Server's documentation of ALTER LOGIN, ALTER USER, LOGINPROPERTY, "Password Policy", "Contained Database Users",
and its list of events and errors (4060, 15113 to 15119, 15151, 18456, 18463 to 18470, 18486 to 18488). A client sees
every 18456 with state 1; the true state stands in the server's log only. Where the documentation does not say whether a
locked login is told so with a wrong password too, this endpoint says it with any password.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

SHORTEST, LONGEST = 8, 128


class SqlError(Exception):
    """An error as SQL Server sends it: number, state, class."""

    def __init__(self, number: int, message: str, *, state: int = 1, severity: int = 16) -> None:
        super().__init__(message)
        self.number = number
        self.state = state
        self.severity = severity
        self.before: SqlError | None = None  # sent first


@dataclass
class Login:
    """A SQL login, or a contained user where `database` is set; policy as CHECK_POLICY and CHECK_EXPIRATION."""

    name: str
    password: str
    database: str = ""
    kind: str = "S"  # S: SQL, U: Windows
    sysadmin: bool = False
    alter_any_login: bool = False
    disabled: bool = False
    locked: bool = False
    expired: bool = False
    must_change: bool = False
    check_policy: bool = True
    check_expiration: bool = False
    default_database: str = "master"
    bad_passwords: int = 0
    history: list[str] = field(default_factory=list)

    @property
    def may_alter_others(self) -> bool:
        """Whether it holds ALTER ANY LOGIN (or ALTER ANY USER in its database)."""
        return self.sysadmin or self.alter_any_login


@dataclass(frozen=True)
class Change:
    """What an ALTER LOGIN or ALTER USER asks."""

    name: str
    password: str | None = None
    old: str | None = None
    must_change: bool = False
    unlock: bool = False
    options: tuple[tuple[str, bool], ...] = ()  # CHECK_POLICY, CHECK_EXPIRATION
    disable: bool | None = None
    database: str = ""


class Logins:
    """Every login of one server; `lockout_threshold` 0 locks nobody, `remembered` passwords may not come back."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.databases: dict[str, bool] = {"master": False, "tempdb": False}  # name: contained
        self.lockout_threshold = 0
        self.remembered = 0
        self.log: list[str] = []
        self._held: dict[tuple[str, str], Login] = {}

    def add(self, login: Login) -> Login:
        """Add a login or contained user."""
        with self.lock:
            self._held[login.database.lower(), login.name.lower()] = login
            if login.database:
                self.databases[login.database] = True
        return login

    def get(self, name: str, database: str = "") -> Login | None:
        """Return one; names are not case-sensitive (the default collation)."""
        return self._held.get((database.lower(), name.lower()))

    def all(self, database: str = "") -> list[Login]:
        """Return the logins, or the contained users of a database."""
        return [login for (where, _), login in sorted(self._held.items()) if where == database.lower()]

    def sign_in(self, name: str, password: str, database: str, new_password: str | None = None) -> Login:
        """Let a client in; raises SqlError. `new_password` is LOGIN7's own change of an expired password."""
        with self.lock:
            contained = next((n for n, is_one in self.databases.items() if is_one and n == database), "")
            login = self.get(name, contained) if contained else None
            login = login or self.get(name)
            if login is None or login.kind != "S":
                raise self._failed(name, 5)
            self._authenticate(login, password)
            if new_password is not None:
                self._change_at_sign_in(login, new_password)
            if login.expired or login.must_change:
                number = 18488 if login.must_change else 18487
                reason = "must be changed" if login.must_change else "has expired"
                raise SqlError(
                    number,
                    f"Login failed for user '{name}'.  Reason: The password of the account {reason}.",
                    severity=14,
                )
            self._open(name, database or login.default_database)
            login.bad_passwords = 0
            return login

    def change(self, actor: Login, asked: Change) -> None:
        """Carry out ALTER LOGIN or ALTER USER; raises SqlError and then changes nothing."""
        with self.lock:
            login = self.get(asked.name, asked.database)
            if login is None or not self._may(actor, login, asked):
                kind = "user" if asked.database else "login"
                raise SqlError(
                    15151,
                    f"Cannot alter the {kind} '{asked.name}', because it does not exist or you do not have permission.",
                )
            options = dict(asked.options)
            policy = options.get("CHECK_POLICY", login.check_policy)
            expiration = options.get("CHECK_EXPIRATION", login.check_expiration)
            if asked.must_change and not policy:
                raise SqlError(15098, "The MUST_CHANGE option cannot be used when CHECK_POLICY is OFF.")
            if asked.must_change and not expiration:
                raise SqlError(15099, "The MUST_CHANGE option cannot be used when CHECK_EXPIRATION is OFF.")
            if expiration and not policy:
                raise SqlError(15122, "The CHECK_EXPIRATION option cannot be used when CHECK_POLICY is OFF.")
            if asked.password is not None:
                self._check(login, asked.password, policy, at_sign_in=False)
                login.history.append(login.password)
                login.password = asked.password
                login.expired, login.must_change = False, asked.must_change
            login.check_policy, login.check_expiration = policy, expiration
            login.locked = login.locked and not asked.unlock
            login.bad_passwords = 0 if asked.unlock else login.bad_passwords
            login.disabled = login.disabled if asked.disable is None else asked.disable

    def _authenticate(self, login: Login, password: str) -> None:
        if login.locked:
            raise SqlError(
                18486,
                f"Login failed for user '{login.name}' because the account is currently locked out. "
                "The system administrator can unlock it. ",
                severity=14,
            )
        if password != login.password:
            login.bad_passwords += login.check_policy
            if login.check_policy and 0 < self.lockout_threshold <= login.bad_passwords:
                login.locked = True
            raise self._failed(login.name, 7 if login.disabled else 8)
        if login.disabled:
            self.log.append("Error: 18470, Severity: 14, State: 1.")
            raise SqlError(
                18470,
                f"Login failed for user '{login.name}'. Reason: The account is disabled.",
                severity=14,
            )

    def _open(self, name: str, database: str) -> None:
        if database.lower() in {known.lower() for known in self.databases}:
            return
        failed = self._failed(name, 38)
        failed.before = SqlError(
            4060,
            f'Cannot open database "{database}" requested by the login. The login failed.',
            severity=11,
        )
        raise failed

    def _failed(self, name: str, true_state: int) -> SqlError:
        self.log.append(f"Error: 18456, Severity: 14, State: {true_state}.")
        return SqlError(18456, f"Login failed for user '{name}'.", severity=14)

    def _change_at_sign_in(self, login: Login, password: str) -> None:
        self._check(login, password, login.check_policy, at_sign_in=True)
        login.history.append(login.password)
        login.password, login.expired, login.must_change = password, False, False

    def _may(self, actor: Login, login: Login, asked: Change) -> bool:
        if actor.may_alter_others and (actor.sysadmin or not login.sysadmin):
            # With OLD_PASSWORD even an administrator must know it.
            return asked.old is None or asked.old == login.password
        only_password = asked.password is not None and not (
            asked.must_change or asked.unlock or asked.options or asked.disable is not None
        )
        return actor is login and only_password and asked.old == login.password

    def _check(self, login: Login, password: str, policy: bool, *, at_sign_in: bool) -> None:
        classes = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
        present = sum(any(test(character) for character in password) for test in classes)
        wrong: tuple[int, int, str] | None = None
        if len(password) > LONGEST:
            wrong = (15117, 18465, "is too long")
        elif policy and self.remembered and password in [*login.history, login.password][-self.remembered :]:
            wrong = (15115, 18463, "cannot be used at this time")
        elif policy and len(password) < SHORTEST:
            wrong = (15116, 18464, "is too short")
        elif policy and (present < 3 or login.name.lower() in password.lower()):
            wrong = (15118, 18466, "is not complex enough")
        if wrong is None:
            return
        number, number_at_sign_in, reason = wrong
        if at_sign_in:
            raise SqlError(
                number_at_sign_in,
                f"Login failed for user '{login.name}'.  Reason: Password change failed. The password {reason}.",
                severity=14,
            )
        raise SqlError(number, f"Password validation failed. The password {reason}.")
