"""The steps of a rotation on MySQL and MariaDB."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pymysql

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import (
    Account,
    Announce,
    Answer,
    Credential,
    Endpoint,
    Facts,
    Finding,
    Outcome,
    Preflight,
    ProbeResult,
    Runner,
    ServerIdentity,
    Severity,
    Spec,
)
from pamdesk.targets.mysql.facts import Row, Rows, Server, read_own_row, read_rows, read_server
from pamdesk.targets.mysql.findings import (
    account_findings,
    choose_row,
    place_finding,
    rivals,
    server_findings,
)
from pamdesk.targets.mysql.policy import tightened
from pamdesk.targets.mysql.probe import let_in_as, probe
from pamdesk.targets.mysql.processes import end_announced
from pamdesk.targets.mysql.session import LONGEST_NAME, Doorway, MysqlSession, asking, code_of
from pamdesk.targets.mysql.statements import MASK, Statement, change_other, change_own
from pamdesk.targets.sessions import WORK_SECONDS, Sessions
from pamdesk.targets.words import require_name, require_password

_SERVER_SECONDS: Final = 30.0  # how long what holds for the whole server is taken as read
_RECENT_SECONDS: Final = 5.0  # how long the row that a preflight has just looked at is taken as read
# Answers to ALTER USER and SET PASSWORD that are given instead of the change. Whatever else the server says (shutting
# down, killed, out of disk) says nothing about the change, and the sign-in is asked.
_PROOFS: Final = {
    "1819": (TargetErrorKind.POLICY, "{server} refuses this password for {login} (its password policy)."),
    "3638": (TargetErrorKind.POLICY, "{server} refuses this password for {login}: it was used before."),
    "1396": (
        TargetErrorKind.REFUSED,
        "{server} has no such account {login}, or the admin may not change it.",
    ),
    "1227": (TargetErrorKind.REFUSED, "{admin} may not change the password of {login} on {server}."),
    "1044": (TargetErrorKind.REFUSED, "{admin} may not change the password of {login} on {server}."),
    "1142": (TargetErrorKind.REFUSED, "{admin} may not change the password of {login} on {server}."),
    "1131": (
        TargetErrorKind.REFUSED,
        "{login} is let in to {server} without a name, and has no password of its own.",
    ),
    "1133": (TargetErrorKind.REFUSED, "{server} has no account {login}."),
    "1290": (TargetErrorKind.REFUSED, "{server} is read-only: it is a replica, or set so."),
    "1836": (TargetErrorKind.REFUSED, "{server} is read-only: it is a replica, or set so."),
    "1205": (TargetErrorKind.LOCKED, "Another session holds the accounts of {server}."),
    "1213": (TargetErrorKind.LOCKED, "Another session changes the accounts of {server}."),
    "1047": (TargetErrorKind.UNREACHABLE, "{server} is not ready: its cluster has no quorum."),
    "1064": (TargetErrorKind.REFUSED, "{server} does not know the statement that changes {login}."),
    "1372": (
        TargetErrorKind.REFUSED,
        "{server} takes no hash of a password now (strict_password_validation).",
    ),
    "1524": (TargetErrorKind.REFUSED, "{server} has not loaded the plugin of {login}."),
    "1699": (TargetErrorKind.REFUSED, "{login} signs in to {server} by a plugin that keeps no password."),
    "1820": (TargetErrorKind.REFUSED, "The password of {admin} has expired on {server}."),
    "3892": (
        TargetErrorKind.REFUSED,
        "{server} asks for the present password of {login}, and the one kept is wrong.",
    ),
    "3891": (TargetErrorKind.REFUSED, "{server} asks for the present password of {login}."),
}


@dataclass(frozen=True, slots=True)
class _Place:
    """An account's server, and who signs in to it."""

    endpoint: Endpoint
    doorway: Doorway
    credential: Credential
    by_admin: bool

    @property
    def key(self) -> str:
        return f"{self.credential.record_id}\n{self.credential.login}\n{self.endpoint.record_id}"

    def connect(self) -> MysqlSession:
        return self.doorway.connect(self.credential)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A server, the account's row, and all rows of its login (one's own row only, where no other may be read)."""

    server: Server
    rows: Rows
    row: Row


class MysqlTarget:
    """A session with one MySQL or MariaDB server; see `contract.Target`."""

    def __init__(self, run: Runner, spec: Spec, *, work_seconds: float = WORK_SECONDS) -> None:
        """Take the engine's runner, the target's own Spec, and after how long an unanswered statement's connection is cut."""
        self._run = run
        self._spec = spec
        self._sessions: Sessions[MysqlSession] = Sessions(run, work_seconds=work_seconds)
        self._guard = threading.Lock()
        self._doorways: dict[Endpoint, Doorway] = {}
        self._servers: dict[str, tuple[Server, float]] = {}
        self._read: dict[tuple[str, ...], tuple[_Standing, float]] = {}

    async def preflight(self, account: Account) -> Preflight:
        """See `Target.preflight`; the threshold is the server's max_password_errors or the account's own limit."""
        try:
            place = self._place(account)
            standing = await self._standing(account, place)
            shadow = await self._where(account, place, standing)
        except TargetError as error:
            return Preflight((Finding(Severity.STOPS, error.message, code=error.code),))
        title, server = place.endpoint.title, standing.server
        found = [
            *server_findings(server, title),
            *account_findings(server, standing.row, account.login, title, by_admin=place.by_admin),
        ]
        limits = [limit for limit in (server.lockout, standing.row.lockout) if limit]
        return Preflight(tuple(found) + ((shadow,) if shadow else ()), min(limits, default=0))

    async def describe(self, account: Account) -> tuple[str, ...]:
        """See `Target.describe`."""
        place = self._place(account)
        standing = await self._standing(account, place)
        statement = _statement(account, place, standing, Secret(MASK))
        places = (
            f"'{MASK}'" if hidden else _quoted(shown)
            for shown, hidden in _shown(statement, account, standing)
        )
        return (statement.text % tuple(places),)

    async def rules(self, account: Account) -> TargetRules:
        """See `Target.rules`: the policy plugins' own least lengths and counts."""
        place = self._place(account)
        standing = self.recent(account, place) or await self._standing(account, place)
        return tightened(self._spec.rules, standing.server)

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """See `Target.apply`: one statement that commits by itself; the connection is announced before it is sent."""
        place = self._place(account)
        require_password(account, "MySQL", candidate)
        change = _Change(account, place, candidate, self)
        async with self._sessions.hold(place.key, place.connect, change.prepare) as (held, facts):
            await announce(facts)
            await held.do(change.send)

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """See `Target.probe`: a sign-in over a fresh TLS connection, and a look at which row let it in."""
        try:
            place = self._place(account)
            expected = await self._expected_row(account, place)
            return await self._run(lambda: probe(place.doorway, account.login, candidate, expected))
        except TargetError as error:
            reached = error.kind is not TargetErrorKind.UNREACHABLE
            return ProbeResult(Answer.UNKNOWN, error.message, error.code, reached=reached)

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """See `Target.outcome`: over once the announced connection is gone; it is killed if it is still there."""
        number, seen_as = int(facts.get("connection_id", 0)), str(facts.get("seen_as", ""))
        asker = str(facts.get("asker", ""))
        if not number or not seen_as:
            return Outcome.UNKNOWN
        try:
            place = self._place(account)
            return await self._sessions.use(
                place.key,
                place.connect,
                lambda session: asking(
                    place.endpoint, lambda: end_announced(session, number, seen_as, asker)
                ),
            )
        except TargetError:
            return Outcome.UNKNOWN

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """See `Target.invariants`: the row's host, plugins, lock, limits and TLS requirements."""
        return (await self._standing(account, self._place(account))).row.invariants

    async def server(self, account: Account) -> ServerIdentity | None:
        """See `NamesItsServer.server`: the server's own identifier, with its host name and port."""
        place = self._place(account)
        found = self._known_server(place)
        if found is not None:
            return found.identity
        try:
            found = await self._sessions.use(
                place.key,
                place.connect,
                lambda session: asking(place.endpoint, lambda: self._server(session, place)),
            )
        except TargetError:
            return None  # whoever asks next says why
        return found.identity

    async def retire(self, account: Account, old: Secret) -> None:
        """Do nothing: the change leaves no second password behind."""

    async def close(self) -> None:
        """Close every connection."""
        await self._run(self._sessions.close)

    def read(self, session: MysqlSession, account: Account, place: _Place) -> _Standing:
        """Ask for the account's row, and every half minute for the server itself; raises pymysql.Error."""
        server = self._server(session, place)
        if place.by_admin:
            rows = read_rows(session, server, account.login)
            row = choose_row(rows, account.login, account.fields.get("mysql_host", ""), place.endpoint.title)
        else:
            row = read_own_row(session, server)
            rows = Rows((row,))
        standing = _Standing(server, rows, row)
        with self._guard:
            self._read[_whose(account, place)] = standing, time.monotonic()
        return standing

    def recent(self, account: Account, place: _Place, seconds: float = _RECENT_SECONDS) -> _Standing | None:
        """Return what was read of the account so many seconds ago at most."""
        with self._guard:
            known = self._read.get(_whose(account, place))
        return known[0] if known is not None and time.monotonic() - known[1] <= seconds else None

    def _known_server(self, place: _Place) -> Server | None:
        with self._guard:
            known = self._servers.get(place.key)
        return known[0] if known is not None and time.monotonic() - known[1] <= _SERVER_SECONDS else None

    def _server(self, session: MysqlSession, place: _Place) -> Server:
        known = self._known_server(place)
        if known is not None:
            return known
        server = read_server(session)
        with self._guard:
            self._servers[place.key] = server, time.monotonic()
        return server

    def _place(self, account: Account) -> _Place:
        endpoint = account.endpoint
        if endpoint is None:
            raise Refused(f"{account.title} belongs to no database. Nothing was sent.", code="no_endpoint")
        require_name(account, "MySQL", LONGEST_NAME)
        with self._guard:
            doorway = self._doorways.setdefault(endpoint, Doorway(endpoint))
        own = Credential(
            record_id=account.record_id, title=account.title, login=account.login, password=account.current
        )
        return _Place(endpoint, doorway, account.admin or own, account.admin is not None)

    async def _standing(self, account: Account, place: _Place) -> _Standing:
        return await self._sessions.use(
            place.key,
            place.connect,
            lambda session: asking(place.endpoint, lambda: self.read(session, account, place)),
        )

    async def _where(self, account: Account, place: _Place, standing: _Standing) -> Finding | None:
        """Tell whether a sign-in from here proves the chosen row, signing in with the present password where needed."""
        if not place.by_admin:
            return None
        host = None
        doubtful = rivals(standing.rows, standing.row, standing.server.seen_from)
        if doubtful and account.current is not None:
            current = account.current
            host = await self._run(lambda: let_in_as(place.doorway, account.login, current))
        return place_finding(standing.server, standing.rows, standing.row, host, account.login)

    async def _expected_row(self, account: Account, place: _Place) -> Row | None:
        """Return the row that a sign-in must be let in by; None where nobody but the account itself can say."""
        known = self.recent(account, place, math.inf)
        if known is None and place.by_admin:
            known = await self._standing(account, place)
        return known.row if known else None


class _Change:
    """One change of one account: looked up, announced, then sent."""

    def __init__(self, account: Account, place: _Place, candidate: Secret, target: MysqlTarget) -> None:
        self._account = account
        self._place = place
        self._candidate = candidate
        self._target = target
        self._statement: Statement | None = None

    def prepare(self, session: MysqlSession) -> Facts:
        """Read how the account signs in and put its statement together; raises `Refused`: nothing was sent yet."""
        try:
            standing = self._target.recent(self._account, self._place) or asking(
                self._place.endpoint, lambda: self._target.read(session, self._account, self._place)
            )
            seen_as = asking(self._place.endpoint, lambda: session.seen_as)
            asker = asking(self._place.endpoint, lambda: session.signed_in_as)
        except Refused:
            raise
        except TargetError as error:
            problem = Refused(error.message, error.kind, code=error.code)
        else:
            if standing.server.read_only:
                raise Refused(f"{self._place.endpoint.title} is read-only.", code="1290")
            self._statement = _statement(self._account, self._place, standing, self._candidate)
            return {"connection_id": session.connection_id, "seen_as": seen_as, "asker": asker}
        raise problem

    def send(self, session: MysqlSession) -> None:
        """Send the statement; raises `Refused` where the server's answer proves that it was not done."""
        statement = self._statement
        if statement is None:
            raise AssertionError("a statement is sent before it was prepared")
        try:
            session.rows(statement.text, statement.parameters)
        except (pymysql.Error, OSError, ValueError) as error:
            code = code_of(error) if isinstance(error, pymysql.Error) else "connection_lost"
        else:
            return
        # Raised outside, so that no traceback leads to the driver's frames, which hold the statement.
        raise self._problem(session, code)

    def _problem(self, session: MysqlSession, code: str) -> TargetError:
        names = {
            "server": self._place.endpoint.title,
            "login": self._account.login,
            "admin": self._place.credential.login,
        }
        if code == "1396":
            code = _reason(session) or code  # MariaDB says why only in its warnings
        if code in _PROOFS:
            kind, sentence = _PROOFS[code]
            return Refused(sentence.format(**names), kind, code=code)
        return TargetError(
            "{server} did not say whether it took the new password of {login}.".format(**names),
            TargetErrorKind.UNKNOWN,
            code=code,
        )


def _whose(account: Account, place: _Place) -> tuple[str, ...]:
    # With its names: a record that is edited meanwhile means another row.
    return account.record_id, account.login, account.fields.get("mysql_host", ""), place.key


def _reason(session: MysqlSession) -> str:
    """Return the first code of the last statement's warnings that says more than 1396."""
    try:
        warnings = session.rows("SHOW WARNINGS")
    except (pymysql.Error, OSError):
        return ""
    codes = (str(row[1]) for row in warnings)
    return next((code for code in codes if code in _PROOFS and code != "1396"), "")


def _statement(account: Account, place: _Place, standing: _Standing, password: Secret) -> Statement:
    if place.by_admin:
        return change_other(standing.server, account.login, standing.row, password)
    current = place.credential.password or Secret("")
    return change_own(standing.server, account.login, standing.row, password, current)


def _shown(statement: Statement, account: Account, standing: _Standing) -> list[tuple[str, bool]]:
    """Pair each parameter with whether it must be masked: all but the names and the plugins' own settings."""
    open_words = {account.login, standing.row.host} | {way.stored for way in standing.row.ways if way.stored}
    return [(word, word not in open_words or index > 1) for index, word in enumerate(statement.parameters)]


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"
