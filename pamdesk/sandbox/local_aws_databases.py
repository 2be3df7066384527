"""RDS of the local AWS: instances and clusters whose master password really changes, later, on a real server.

Behaviour: RDS API Reference, ModifyDBInstance and ModifyDBCluster (rules of MasterUserPassword, PendingModifiedValues,
ManageMasterUserPassword), and the User Guide's table of statuses. A change goes through three moments: it is pending
while the status still says `available`, the status says `resetting-master-credentials`, and it is `available` again.
Instances and clusters are put here by `Databases.add_instance` and `add_cluster`, not by CreateDBInstance.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pamdesk.records.secret import Secret

AVAILABLE = "available"
RESETTING = "resetting-master-credentials"
# The statuses of the secret that RDS manages.
CREATING, ACTIVE, ROTATING = "creating", "active", "rotating"
# The statuses in which RDS takes a modification.
MODIFIABLE = (AVAILABLE, "storage-optimization")
_ALLOWED = re.compile(r"[!-~]+")
_LENGTHS: Mapping[str, tuple[int, int]] = {
    "mysql": (8, 41),
    "mariadb": (8, 41),
    "postgres": (8, 128),
    "sqlserver": (8, 128),
    "oracle": (8, 30),
    "db2": (8, 255),
}
CLUSTER_LENGTHS = (8, 41)

SetPassword = Callable[[str, Secret], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBehaviour:
    """How a change of the master password goes, in seconds."""

    begin_seconds: float = 0.2  # pending, and still `available`
    reset_seconds: float = 0.6  # `resetting-master-credentials`
    late_seconds: float = 0.0  # `available` again, and the server still takes the old password only
    forgotten: bool = False  # it ends as others do, and nothing was changed


class RdsRefusal(Exception):
    """A refusal with the code of the RDS API."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass
class Database:
    """A DB instance, or a DB cluster where `cluster` is true; names of fields are those of RDS."""

    identifier: str
    engine: str
    master_username: str
    address: str
    port: int
    set_password: SetPassword | None = None
    cluster: bool = False
    member_of: str = ""  # the cluster of an instance
    writer: bool = False
    status: str = AVAILABLE
    engine_version: str = ""
    database_name: str = ""
    multi_az: bool = False
    multi_tenant: bool = False
    pending: bool = False
    secret_arn: str = ""  # not empty: ManageMasterUserPassword is on
    secret_status: str = ACTIVE
    resource_id: str = field(default_factory=lambda: secrets.token_hex(13).upper())
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    behaviour: ChangeBehaviour = ChangeBehaviour()


def password_refusal(database: Database, password: str) -> str:
    """Return why RDS does not take this master password, or an empty text."""
    shortest, longest = CLUSTER_LENGTHS if database.cluster else _lengths(database.engine)
    wrong = "The parameter MasterUserPassword is not a valid password"
    if len(password) < shortest:
        return f"{wrong} because it is shorter than {shortest} characters."
    if len(password) > longest:
        return f"{wrong} because it is longer than {longest} characters."
    forbidden = "/@\"&'" if database.engine.startswith("oracle") else '/@"'
    if _ALLOWED.fullmatch(password) is None or any(character in password for character in forbidden):
        shown = ", ".join(f"'{character}'" for character in forbidden + " ")
        return f"{wrong}. Only printable ASCII characters besides {shown} may be used."
    return ""


def _lengths(engine: str) -> tuple[int, int]:
    return next((limits for start, limits in _LENGTHS.items() if engine.startswith(start)), CLUSTER_LENGTHS)


class Databases:
    """Every DB instance and cluster of the account, in its one region; identifiers are not case-sensitive."""

    def __init__(self, lock: threading.RLock) -> None:
        self._lock = lock
        self._held: dict[tuple[bool, str], Database] = {}

    def add(self, database: Database) -> None:
        """Put an instance or a cluster here, in place of one of the same identifier."""
        with self._lock:
            self._held[database.cluster, database.identifier.lower()] = database

    def remove(self, identifier: str, *, cluster: bool = False) -> None:
        """Take it away; one that is not here is no error."""
        with self._lock:
            self._held.pop((cluster, identifier.lower()), None)

    def set_status(self, identifier: str, status: str, *, cluster: bool = False) -> None:
        """Say another status than `available`: backing-up, modifying, stopped, rebooting."""
        self.get(identifier, cluster=cluster).status = status

    def set_behaviour(self, identifier: str, behaviour: ChangeBehaviour, *, cluster: bool = False) -> None:
        """Change how the next changes go."""
        self.get(identifier, cluster=cluster).behaviour = behaviour

    def get(self, identifier: str, *, cluster: bool = False) -> Database:
        """Return one; raises RdsRefusal with the code of a missing instance or cluster."""
        with self._lock:
            found = self._held.get((cluster, identifier.lower()))
        if found is None:
            kind, code = (
                ("DBCluster", "DBClusterNotFoundFault") if cluster else ("DBInstance", "DBInstanceNotFound")
            )
            raise RdsRefusal(code, f"{kind} {identifier} not found.")
        return found

    def all(self, *, cluster: bool = False) -> list[Database]:
        """Return every instance, or every cluster, by identifier."""
        with self._lock:
            return [found for (kind, _), found in sorted(self._held.items()) if kind is cluster]

    def members(self, cluster: Database) -> list[Database]:
        """Return the instances of a cluster."""
        return [one for one in self.all() if one.member_of == cluster.identifier]

    def change_password(self, database: Database, password: Secret) -> None:
        """Begin to change the master password; raises RdsRefusal where RDS would not."""
        self.check_state(database)
        reason = password_refusal(database, password.reveal())
        if reason:
            raise RdsRefusal("InvalidParameterValue", reason)
        database.pending = True
        threading.Thread(
            target=self._carry_out, args=(database, password), name="local AWS RDS", daemon=True
        ).start()

    @staticmethod
    def check_state(database: Database) -> None:
        """Raise RdsRefusal where the status takes no modification."""
        if database.status not in MODIFIABLE:
            code = "InvalidDBClusterStateFault" if database.cluster else "InvalidDBInstanceState"
            kind = "Database cluster" if database.cluster else "Database instance"
            raise RdsRefusal(code, f"{kind} is not in available state.")

    def _carry_out(self, database: Database, password: Secret) -> None:
        behaviour, pause = database.behaviour, threading.Event()
        pause.wait(behaviour.begin_seconds)
        with self._lock:
            database.status = RESETTING
        pause.wait(behaviour.reset_seconds)
        late = behaviour.late_seconds > 0
        try:
            if not late and not behaviour.forgotten:
                self._set(database, password)
        finally:
            with self._lock:
                database.status, database.pending = AVAILABLE, False
        if late and not behaviour.forgotten:
            pause.wait(behaviour.late_seconds)
            self._set(database, password)

    @staticmethod
    def _set(database: Database, password: Secret) -> None:
        if database.set_password is not None:
            database.set_password(database.master_username, password)
