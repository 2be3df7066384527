"""The steps of a rotation of an RDS master user: the engine's own target, or RDS, whichever can."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.rules import tighten
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import (
    ASKED_OF,
    Account,
    Announce,
    Answer,
    Facts,
    Finding,
    NamesItsServer,
    Outcome,
    Preflight,
    ProbeResult,
    Runner,
    ServerIdentity,
    Severity,
    Target,
)
from pamdesk.targets.iam.permission import permission_findings
from pamdesk.targets.iam.user import aws_of
from pamdesk.targets.rds import findings as rds_findings
from pamdesk.targets.rds import permissions as rds_permissions
from pamdesk.targets.rds.database import RdsDatabase, find, place_of, set_master_password
from pamdesk.targets.words import require_password

RESOURCE: Final = "rds_resource_id"
SENT: Final = "rds_sent_at"  # seconds since 1970
_RDS: Final = "rds"
_WAY_SECONDS: Final = 30.0  # how long it is taken as read that the present password lets in, or does not
# A proof waits so long while RDS says that it is at it (users report up to some minutes), and asks so often.
RESETTING_SECONDS: Final = 300.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 5.0
# RDS has been seen to say that it is done before the database takes the new password: it is not called over while less
# than this has passed since it was asked, nor before it was seen done twice, so far apart.
LATE_SECONDS: Final = 60.0
QUIET_SECONDS: Final = 8.0
CLUSTER_LONGEST: Final = 41  # of every Aurora and Multi-AZ cluster, whatever its engine


class Way(StrEnum):
    """Who changes the password."""

    DATABASE = "database"
    AWS = "aws"


class RdsMasterTarget:
    """A session with one database of RDS; see `contract.Target`."""

    def __init__(self, engine: Target, run: Runner, rules: TargetRules, *, locks: bool) -> None:
        """Take the engine's own target, what RDS accepts, and whether the engine may lock after wrong passwords."""
        self._engine = engine
        self._run = run
        self._rules = rules
        self._locks = locks
        self._ways: dict[tuple[str, Secret | None], tuple[float, ProbeResult]] = {}
        self._sent: set[str] = set()  # records whose new password RDS was asked for, and is waited for
        self._late: set[str] = set()  # records that RDS is done with, though perhaps not the database
        self._quiet: dict[str, float] = {}  # by record: since when RDS is seen to be done

    async def preflight(self, account: Account) -> Preflight:
        """See `Target.preflight`: what RDS says, then what the engine says where sign-in works."""
        try:
            aws = aws_of(account)
            findings = [
                Finding(Severity.PASSED, f"Signed in to AWS account {aws.account_id}.", code="identity")
            ]
            way = await self._way(account)
            database = await self._told(account)
            if database is None:
                findings.append(_not_told(account))
            else:
                findings.append(rds_findings.known(database))
                findings += [
                    one.finding(through_aws=way is Way.AWS)
                    for one in await self._obstacles(account, database)
                ]
            if way is Way.DATABASE:
                sentence = (
                    f"{account.login} signs in with the present password, and changes it in the database."
                )
                findings.append(Finding(Severity.PASSED, sentence, code="in_the_database"))
                inner = await self._engine.preflight(account)
                return Preflight((*findings, *inner.findings), inner.lockout_threshold)
            if database is None:
                raise AssertionError("what RDS does not tell of is not changed through it")
            findings.append(self._why_aws(account, database))
            findings.append(rds_findings.privileges(database))
            findings += await permission_findings(aws, rds_permissions.of_database(database))
        except TargetError as error:
            return Preflight((Finding(Severity.STOPS, error.message, code=error.code),))
        return Preflight(tuple(findings), None if self._locks else 0)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """See `Target.describe`."""
        if await self._way(account) is Way.DATABASE:
            return await self._engine.describe(account)
        database = await find(account)
        kind = "DBClusterIdentifier" if database.cluster else "DBInstanceIdentifier"
        return (
            f"rds:{database.operation} {kind}={database.identifier} MasterUserPassword=*** "
            f"({place_of(account).region})",
            f"Wait until RDS has set the master password of {database.identifier}.",
        )

    async def rules(self, account: Account) -> TargetRules:
        """See `Target.rules`: what RDS takes and what the engine takes, whoever changes it, so that either may next time."""
        way = await self._way(account)
        database = await self._told(account)
        rules = self._rules
        if database is not None and database.cluster:
            rules = replace(
                rules, name=f"{rules.name} clusters", max_length=min(rules.max_length, CLUSTER_LONGEST)
            )
        return tighten(rules, await self._engine.rules(account)) if way is Way.DATABASE else rules

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """See `Target.apply`; through RDS it returns when RDS has taken the change on, which `probe` then waits for."""
        way = await self._way(account)
        database = await self._told(account)
        if database is not None:
            for obstacle in await self._obstacles(account, database):
                if obstacle.always or way is Way.AWS:
                    raise obstacle.refused()
        self._sent.discard(account.record_id)
        self._late.discard(account.record_id)
        self._ways.clear()  # whatever comes of it, what lets in now is asked anew
        if way is Way.DATABASE or database is None:
            return await self._engine.apply(account, candidate, announce)
        require_password(account, "RDS", candidate)
        await announce({ASKED_OF: _RDS, RESOURCE: database.resource_id, SENT: int(time.time())})
        self._sent.add(account.record_id)
        self._quiet.pop(account.record_id, None)
        return await set_master_password(account, database, candidate)

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """See `Target.probe`: a sign-in to the database, once RDS says that it is no longer setting the password."""
        if account.record_id in self._sent:
            try:
                database = await self._until_set(account)
            except TargetError as error:
                reached = error.kind is not TargetErrorKind.UNREACHABLE
                return ProbeResult(Answer.UNKNOWN, error.message, error.code, reached=reached)
            if database.resetting:
                sentence = f"RDS is still setting the master password of {database.identifier}."
                return ProbeResult(Answer.UNKNOWN, sentence, "resetting")
            if self._locks and account.record_id in self._late:
                # What is refused now may be taken in a moment, and a refused sign-in may count towards a lock.
                sentence = f"The database of {database.identifier} may take the new password a moment later."
                return ProbeResult(Answer.UNKNOWN, sentence, "late")
        return await self._engine.probe(_itself(account), candidate)

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """See `Target.outcome`: RDS tells while it is at it, and is not believed to be done at its first word."""
        if facts.get(ASKED_OF) != _RDS:
            self._sent.discard(account.record_id)
            return await self._engine.outcome(account, facts)
        self._sent.add(account.record_id)
        self._late.discard(account.record_id)
        try:
            database = await find(account)
        except TargetError:
            return Outcome.UNKNOWN
        if database.resource_id != facts.get(RESOURCE):
            self._sent.discard(account.record_id)
            return Outcome.OVER  # what was changed then is gone; another database has its name
        if database.resetting:
            self._quiet.pop(account.record_id, None)
            return Outcome.RUNNING
        now = time.monotonic()
        quiet = now - self._quiet.setdefault(account.record_id, now)
        late = time.time() - float(facts.get(SENT, 0))
        if quiet >= QUIET_SECONDS and late >= LATE_SECONDS:
            return Outcome.OVER
        self._late.add(account.record_id)
        return Outcome.RUNNING

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """See `Target.invariants`: what RDS tells, which can be read the same way before and after, whoever changes it."""
        database = await self._told(account)
        if database is None:
            return {}
        return {
            "database": database.resource_id,
            "engine": database.engine,
            "master user": database.master,
            "managed by Secrets Manager": database.secret_arn or "no",
        }

    async def server(self, account: Account) -> ServerIdentity | None:
        """See `NamesItsServer.server`: by the engine, where sign-in works."""
        try:
            way = await self._way(account)
        except TargetError:
            return None  # whoever asks next says why
        if way is Way.AWS or not isinstance(self._engine, NamesItsServer):
            return None
        return await self._engine.server(account)

    async def retire(self, account: Account, old: Secret) -> None:
        """Do nothing: a master user has one password."""

    async def close(self) -> None:
        """Close the connections to the database; those to AWS belong to the configuration's sign-in."""
        await self._engine.close()

    async def _way(self, account: Account) -> Way:
        """Decide who changes it; raises `Refused` where the database does not judge the present password."""
        if account.current is None or _always_through_aws(account):
            return Way.AWS
        key = account.record_id, account.current
        known = self._ways.get(key)
        if known is None or time.monotonic() - known[0] > _WAY_SECONDS:
            known = time.monotonic(), await self._engine.probe(_itself(account), account.current)
            self._ways[key] = known
        result = known[1]
        if result.answer is Answer.ACCEPTED:
            return Way.DATABASE
        if result.answer is Answer.UNKNOWN:
            # A password that could be set but not proved is not sent.
            kind = TargetErrorKind.REFUSED if result.reached else TargetErrorKind.UNREACHABLE
            raise Refused(result.sentence, kind, code=result.code)
        return Way.AWS

    async def _told(self, account: Account) -> RdsDatabase | None:
        """Return what RDS tells; None where it does not, and the password is changed in the database."""
        try:
            return await find(account)
        except TargetError:
            if await self._way(account) is Way.AWS:
                raise
            return None

    async def _obstacles(self, account: Account, database: RdsDatabase) -> list[rds_findings.Obstacle]:
        endpoint = place_of(account)
        same = await self._run(lambda: _is_same_host(endpoint.host, database.hosts))
        return list(rds_findings.obstacles(account, endpoint, database, same_host=same))

    async def _until_set(self, account: Account) -> RdsDatabase:
        until, pause = time.monotonic() + RESETTING_SECONDS, _FIRST_PAUSE
        while True:
            database = await find(account)
            if not database.resetting or time.monotonic() + pause > until:
                return database
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_PAUSE)

    def _why_aws(self, account: Account, database: RdsDatabase) -> Finding:
        if _always_through_aws(account):
            why = f"{account.title} asks for it"
        elif account.current is None:
            why = "no password is kept here"
        else:
            why = f"the present password does not let {account.login} in"
        sentence = f"RDS sets the password by {database.operation}, because {why}."
        return Finding(Severity.NOTICE, sentence, code="through_aws")


def _not_told(account: Account) -> Finding:
    return Finding(
        Severity.NOTICE,
        f"RDS does not tell of {place_of(account).resource_name}; the password is changed in the database.",
        "Allow rds:DescribeDBInstances and rds:DescribeDBClusters to the sign-in.",
        "database_unread",
        ("rds:DescribeDBInstances", "rds:DescribeDBClusters"),
    )


def _always_through_aws(account: Account) -> bool:
    return account.fields.get("through_aws") == "True"


def _itself(account: Account) -> Account:
    return replace(account, admin=None)


def _is_same_host(mine: str, its: tuple[str, ...]) -> bool:
    """Tell whether a name is one of RDS's, or leads to the same address (a CNAME)."""
    names = {host.lower().removesuffix(".") for host in its}
    wanted = mine.lower().removesuffix(".")
    return wanted in names or bool(_addresses(wanted) & {one for name in names for one in _addresses(name)})


def _addresses(name: str) -> set[str]:
    try:
        return (
            {str(found[4][0]) for found in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)}
            if name
            else set()
        )
    except (OSError, UnicodeError):
        return set()
