"""The steps of a rotation on PostgreSQL."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import psycopg2
from psycopg2 import sql

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
from pamdesk.targets.postgresql.facts import OLDEST, Standing, findings, read_server, read_standing
from pamdesk.targets.postgresql.session import (
    DEFAULT_DATABASE,
    LONGEST_NAME,
    Doorway,
    PostgresqlSession,
    asking,
)
from pamdesk.targets.postgresql.signin import Passed, SignIn, sign_in
from pamdesk.targets.sessions import WORK_SECONDS, Sessions
from pamdesk.targets.words import require_name, require_password

_SERVER_SECONDS: Final = 30.0  # how long what holds for the whole server is taken as read
_XID8: Final = 130000  # pg_current_xact_id; before that the same was called txid_current
# One message, one round trip. The server ends by itself what this program leaves unfinished, and a commit that it
# confirms is on disk also where it is told to confirm early.
_BEGIN: Final = """
BEGIN;
SET LOCAL statement_timeout = '15s';
SET LOCAL lock_timeout = '5s';
SET LOCAL idle_in_transaction_session_timeout = '30s';
SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off';
"""
_BUSY: Final = frozenset({"55P03", "XX000", "40001", "40P01"})  # another session changes the same role
_REFUSALS: Final = {
    "42501": "{admin} may not change the password of {login} on {server}.",
    "42704": "{server} has no role {login}.",
    "25006": "{server} is read-only: it is a standby, or set so.",
    "57014": "{server} ended the statement because it took too long.",
    "57P01": "{server} is shutting down.",
}
_BLOCKED: Final = {
    "28000": "The password is right; {login} may not sign in to {server} (NOLOGIN).",
    "53300": "The password is right; {server} has no free connection for {login}.",
    "3D000": "The password is right; the database {database} does not exist on {server}.",
    "42501": "The password is right; {login} may not connect to the database {database} of {server}.",
}


@dataclass(frozen=True, slots=True)
class _Place:
    """An account's server, who signs in to it, and the databases that are signed in to."""

    endpoint: Endpoint
    doorway: Doorway
    credential: Credential
    database: str
    own_database: str

    @property
    def key(self) -> str:
        return f"{self.credential.record_id}\n{self.credential.login}\n{self.endpoint.record_id}"

    def connect(self) -> PostgresqlSession:
        return self.doorway.connect(self.credential, self.database)


class PostgresqlTarget:
    """A session with one PostgreSQL server; see `contract.Target`."""

    def __init__(self, run: Runner, spec: Spec, *, work_seconds: float = WORK_SECONDS) -> None:
        """Take the engine's runner, the target's own Spec, and after how long an unanswered statement's connection is cut."""
        self._run = run
        self._spec = spec
        self._sessions: Sessions[PostgresqlSession] = Sessions(run, work_seconds=work_seconds)
        self._doorways: dict[Endpoint, Doorway] = {}
        self._guard = threading.Lock()
        self._servers: dict[str, tuple[float, ServerIdentity | None]] = {}

    async def preflight(self, account: Account) -> Preflight:
        """See `Target.preflight`; PostgreSQL itself locks no account after failed sign-ins."""
        try:
            place = self._place(account)
            standing = await self._standing(account, place)
        except TargetError as error:
            return Preflight((Finding(Severity.STOPS, error.message, code=error.code),))
        found = tuple(findings(standing, account.login, place.endpoint.title))
        return Preflight(found, lockout_threshold=0)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """See `Target.describe`."""
        place = self._place(account)
        standing = await self._standing(account, place)
        if standing.role is not None and standing.role.expired:
            raise _past(account, place)
        name = '"' + account.login.replace('"', '""') + '"'
        masked = "md5***" if standing.algorithm == "md5" else "SCRAM-SHA-256$***"
        return ("BEGIN", f"ALTER ROLE {name} PASSWORD '{masked}'", "COMMIT")

    async def rules(self, account: Account) -> TargetRules:
        """See `Target.rules`; the server sets none of its own (a verifier is all that it is given)."""
        return self._spec.rules

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """See `Target.apply`: the role is altered in a transaction, whose number is announced before COMMIT."""
        place = self._place(account)
        require_password(account, "PostgreSQL", candidate)
        alter = _Change(account, place, candidate)
        async with self._sessions.hold(place.key, place.connect, alter.prepare) as (held, facts):
            await announce(facts)
            await held.do(alter.commit)

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """See `Target.probe`: a sign-in over a fresh TLS connection, told apart by the protocol's codes."""
        try:
            place = self._place(account)
            ended = await self._run(lambda: _sign_in(place, account.login, candidate))
        except TargetError as error:
            reached = error.kind is not TargetErrorKind.UNREACHABLE
            return ProbeResult(Answer.UNKNOWN, error.message, error.code, reached=reached)
        result = _classify(ended, account.login, place)
        if result.answer is Answer.REJECTED and await self._expired(account, place):
            return ProbeResult(
                Answer.UNKNOWN,
                f"{account.login} is past its VALID UNTIL: {place.endpoint.title} refuses every password.",
                "valid_until_passed",
                spent=True,
            )
        return result

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """See `Target.outcome`: the fate of the announced transaction (PostgreSQL: pg_xact_status)."""
        number, process = str(facts.get("xid", "")), int(facts.get("backend_pid", 0))
        if not number.isdecimal():
            return Outcome.UNKNOWN
        try:
            place = self._place(account)
            return await self._sessions.use(
                place.key,
                place.connect,
                lambda session: asking(
                    place.endpoint, lambda: _fate(session, number, process, self._spec.over_seconds)
                ),
            )
        except TargetError:
            return Outcome.UNKNOWN

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """See `Target.invariants`: the role's number, attributes, settings and memberships."""
        place = self._place(account)
        standing = await self._standing(account, place)
        if standing.role is None:
            raise TargetError(
                f"{place.endpoint.title} has no role {account.login}.", TargetErrorKind.REFUSED, code="42704"
            )
        return standing.role.invariants

    async def server(self, account: Account) -> ServerIdentity | None:
        """See `NamesItsServer.server`: the system identifier, told apart by when and where the server runs."""
        place = self._place(account)
        known = self._servers.get(place.key)
        if known is not None and time.monotonic() - known[0] <= _SERVER_SECONDS:
            return known[1]
        try:
            found = await self._sessions.use(place.key, place.connect, _who)
        except TargetError:
            return None  # whoever asks next says why
        self._servers[place.key] = time.monotonic(), found
        return found

    async def retire(self, account: Account, old: Secret) -> None:
        """Do nothing: a role has one password."""

    async def close(self) -> None:
        """Close every connection and remove the certificates' files."""
        await self._run(self._close)

    def _close(self) -> None:
        self._sessions.close()
        with self._guard:
            doorways = list(self._doorways.values())
        for doorway in doorways:
            doorway.close()

    def _place(self, account: Account) -> _Place:
        endpoint = account.endpoint
        if endpoint is None:
            raise Refused(f"{account.title} belongs to no database. Nothing was sent.", code="no_endpoint")
        require_name(account, "PostgreSQL", LONGEST_NAME)
        with self._guard:
            doorway = self._doorways.setdefault(endpoint, Doorway(endpoint))
        own = Credential(
            record_id=account.record_id, title=account.title, login=account.login, password=account.current
        )
        shared = endpoint.database or DEFAULT_DATABASE
        own_database = account.fields.get("connect_database") or shared
        if account.admin is None:
            return _Place(endpoint, doorway, own, own_database, own_database)
        return _Place(endpoint, doorway, account.admin, shared, own_database)

    async def _standing(self, account: Account, place: _Place) -> Standing:
        return await self._sessions.use(
            place.key,
            place.connect,
            lambda session: asking(place.endpoint, lambda: read_standing(session, account.login)),
        )

    async def _expired(self, account: Account, place: _Place) -> bool:
        """Tell whether VALID UNTIL is over, where anyone can still ask; else the rejection stands as it is."""
        try:
            standing = await self._standing(account, place)
        except TargetError:
            return False
        return standing.role is not None and standing.role.expired


class _Change:
    """One change of one role: prepared in a transaction, then committed."""

    def __init__(self, account: Account, place: _Place, candidate: Secret) -> None:
        self._account = account
        self._place = place
        self._candidate = candidate

    def prepare(self, session: PostgresqlSession) -> Facts:
        """Alter the role in an open transaction and return what tells its fate; a `Refused` has committed nothing."""
        try:
            return self._alter(session)
        except (psycopg2.Error, UnicodeError) as error:
            problem = self._refused(error)
        # Raised outside, so that no traceback leads to the driver's error and the statement that it holds.
        raise problem

    def commit(self, session: PostgresqlSession) -> None:
        """Commit; raises `TargetError` of kind unknown where the server's word for it did not arrive."""
        try:
            word = session.command("COMMIT")
        except psycopg2.Error as error:
            code = error.pgcode or "connection_lost"
        else:
            if word == "COMMIT":
                return
            raise Refused(f"{self._place.endpoint.title} rolled the change back.", code="40000")
        raise TargetError(
            f"{self._place.endpoint.title} did not say whether it kept the new password of {self._account.login}.",
            TargetErrorKind.UNKNOWN,
            code=code,
        )

    def _alter(self, session: PostgresqlSession) -> Facts:
        version = session.version
        if version < OLDEST:
            raise Refused(
                f"{self._place.endpoint.title} is older than PostgreSQL 10.", code="version_too_old"
            )
        verifier = session.verifier(self._account.login, self._candidate)
        number = "pg_current_xact_id()" if version >= _XID8 else "txid_current()"
        statement = sql.SQL(
            "{begin} ALTER ROLE {role} PASSWORD {verifier}; SELECT {number}::text, pg_backend_pid(),"
            " (SELECT oid::text FROM pg_roles WHERE rolname = {login}),"
            " (SELECT rolvaliduntil <= now() FROM pg_roles WHERE rolname = {login})"
        )
        rows = session.rows(
            statement.format(
                begin=sql.SQL(_BEGIN),
                role=sql.Identifier(self._account.login),
                verifier=sql.Literal(verifier),
                login=sql.Literal(self._account.login),
                number=sql.SQL(number),
            )
        )
        if rows[0][3]:
            # A new password does not clear it, and no sign-in could tell the new one from the old.
            raise _past(self._account, self._place)
        return {"xid": str(rows[0][0]), "backend_pid": int(str(rows[0][1])), "oid": str(rows[0][2])}

    def _refused(self, error: psycopg2.Error | UnicodeError) -> Refused:
        account, place = self._account, self._place
        code = getattr(error, "pgcode", None) or ""
        names = {"server": place.endpoint.title, "login": account.login, "admin": place.credential.login}
        if not code:
            return Refused(
                "The connection to {server} was lost before anything was committed.".format(**names),
                TargetErrorKind.UNREACHABLE,
                code="connection_lost",
            )
        if code in _BUSY:
            kind, sentence = (
                TargetErrorKind.LOCKED,
                "Another session is changing the role {login} on {server}.",
            )
        elif code[:2] in ("22", "28") or code == "P0001":
            kind, sentence = TargetErrorKind.POLICY, "{server} refuses this password for {login}."
        else:
            kind = TargetErrorKind.UNREACHABLE if code[:2] in ("53", "57", "08") else TargetErrorKind.REFUSED
            sentence = _REFUSALS.get(code, "{server} refused to change the password of {login}.")
        return Refused(sentence.format(**names), kind, code=code)


def _past(account: Account, place: _Place) -> Refused:
    return Refused(
        f"{account.login} is past its VALID UNTIL: {place.endpoint.title} refuses every password.",
        code="valid_until_passed",
    )


def _sign_in(place: _Place, login: str, candidate: Secret) -> SignIn:
    """Sign in freshly; raises `Refused` where the server said nothing about the password."""
    door = place.doorway.door(place.own_database)
    try:
        return sign_in(door, login, candidate)
    except (OSError, ValueError) as error:
        problem = place.doorway.problem(error)
    raise problem


def _classify(ended: SignIn, login: str, place: _Place) -> ProbeResult:
    names = {"login": login, "server": place.endpoint.title, "database": place.own_database}
    if ended.passed is Passed.SESSION:
        return ProbeResult(Answer.ACCEPTED, "{login} signed in to {server}.".format(**names))
    if ended.passed is Passed.PASSWORD:
        sentence = _BLOCKED.get(ended.sqlstate, "The password is right; {server} then refused {login}.")
        return ProbeResult(Answer.BLOCKED, sentence.format(**names), ended.sqlstate)
    if ended.passed is Passed.UNASKED:
        sentence = "{server} lets {login} in without a password, so none was proved."
        return ProbeResult(Answer.UNKNOWN, sentence.format(**names), "no_password_asked")
    if ended.sqlstate == "28P01":
        sentence = "{server} refuses this password of {login}."
        return ProbeResult(Answer.REJECTED, sentence.format(**names), "28P01", spent=True)
    sentence = "{server} ended the sign-in of {login} before it looked at the password."
    return ProbeResult(Answer.UNKNOWN, sentence.format(**names), ended.sqlstate)


def _who(session: PostgresqlSession) -> ServerIdentity | None:
    try:
        return read_server(session)
    except psycopg2.Error:
        return None  # some services do not let everybody read it: then the address alone tells


def _fate(session: PostgresqlSession, number: str, process: int, seconds: float) -> Outcome:
    """Ask for a transaction's fate; one that is open for longer than so many seconds is ended first."""
    word = _status(session, number)
    if word is Outcome.RUNNING and process and _end(session, number, process, seconds):
        word = _status(session, number)
    return word


def _status(session: PostgresqlSession, number: str) -> Outcome:
    query = (
        "SELECT pg_xact_status(%s::xid8)" if session.version >= _XID8 else "SELECT txid_status(%s::bigint)"
    )
    try:
        word = session.rows(query, (number,))[0][0]
    except psycopg2.DataError:
        return Outcome.UNKNOWN  # a number of the future: this is not the server that gave it
    if word is None:
        return Outcome.OVER  # so old that its fate is forgotten, which happens to no open transaction
    words = {"committed": Outcome.APPLIED, "aborted": Outcome.NOT_APPLIED, "in progress": Outcome.RUNNING}
    return words.get(str(word), Outcome.UNKNOWN)


def _end(session: PostgresqlSession, number: str, process: int, seconds: float) -> bool:
    """Ask the server to end the announced backend, if it is still in that transaction and past its time."""
    query = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid = %s AND backend_xid::text::bigint = %s::numeric %% 4294967296
      AND xact_start < clock_timestamp() - make_interval(secs => %s)
    """
    try:
        return bool(session.rows(query, (process, number, seconds)))
    except psycopg2.errors.InsufficientPrivilege:
        return False
