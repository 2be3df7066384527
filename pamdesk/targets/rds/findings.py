"""What RDS says that stands in the way of a new master password, or that a person should know before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.targets.contract import Account, Endpoint, Finding, Severity
from pamdesk.targets.rds.database import RdsDatabase


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What forbids a change: always, or only through RDS, where it might be made on another's database."""

    sentence: str
    mend: str
    code: str
    always: bool = False
    kind: TargetErrorKind = TargetErrorKind.REFUSED

    def finding(self, *, through_aws: bool) -> Finding:
        """Say it beforehand."""
        severity = Severity.STOPS if self.always or through_aws else Severity.NOTICE
        return Finding(severity, self.sentence, self.mend, self.code)

    def refused(self) -> Refused:
        """Say it in place of the change."""
        return Refused(f"{self.sentence} {self.mend}".strip(), self.kind, code=self.code)


def obstacles(
    account: Account, endpoint: Endpoint, database: RdsDatabase, *, same_host: bool
) -> Iterator[Obstacle]:
    """Compare the record with what RDS tells."""
    name = database.identifier
    own_kind = "mysql" if endpoint.kind == "mariadb" else endpoint.kind
    if database.family != own_kind:
        yield Obstacle(
            f"RDS runs {database.engine} on {name}, but the record of {endpoint.title} says {endpoint.kind}.",
            "Correct the type or the database ID in the record.",
            "wrong_engine",
        )
    if database.master.lower() != account.login.lower():
        yield Obstacle(
            f"The master user of {name} is {database.master}, not {account.login}.",
            "Correct the login or the database ID in the record.",
            "wrong_user",
        )
    elif database.secret_arn:
        yield Obstacle(
            f"RDS manages the master password of {name} itself, in {database.secret_arn}.",
            "Take it out of the rotation, or turn ManageMasterUserPassword off.",
            "managed_elsewhere",
            always=True,
        )
    if not same_host:
        yield Obstacle(
            f"{endpoint.title} is at {endpoint.host}, but RDS says that {name} is at {' or '.join(database.hosts)}.",
            "Correct the host or the database ID in the record.",
            "wrong_host",
        )
    if database.own_call:
        yield Obstacle(
            f"RDS sets no master password of {name} by ModifyDBInstance: "
            "it is RDS Custom, or Oracle in the multi-tenant configuration.",
            "Change it in the database.",
            "own_call",
        )
    if database.resetting:
        yield Obstacle(
            f"RDS is still setting another master password of {name}.",
            "Wait until it is available, then rotate again.",
            "resetting",
            always=True,
            kind=TargetErrorKind.LOCKED,
        )
    elif not database.takes_changes:
        yield Obstacle(
            f"RDS takes no new master password for {name} while its status is {database.status}.",
            "Wait until it is available, then rotate again.",
            "InvalidDBInstanceState",
            kind=TargetErrorKind.LOCKED,
        )


def known(database: RdsDatabase) -> Finding:
    """Say which database it is."""
    what = "cluster" if database.cluster else "instance"
    return Finding(
        Severity.PASSED,
        f"RDS knows the {what} {database.identifier} ({database.engine}, {database.status}).",
        code="exists",
    )


def privileges(database: RdsDatabase) -> Finding:
    """Say what else RDS does with a new master password (RDS API: MasterUserPassword)."""
    return Finding(
        Severity.NOTICE,
        f"With the password RDS also gives the master user of {database.identifier} its usual privileges again.",
        code="privileges_restored",
    )
