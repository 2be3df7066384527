"""What one local AWS account knows and can be told: passwords, faults, propagation, the instance's role, calls."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Protocol

from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws_commands import Commands
from pamdesk.sandbox.local_aws_databases import Databases
from pamdesk.sandbox.local_aws_directories import Directories
from pamdesk.sandbox.local_aws_faults import Fault, FaultPlan
from pamdesk.sandbox.local_aws_keys import AccessKeys, KeyBehaviour
from pamdesk.sandbox.local_aws_metadata import InstanceMetadata, MetadataMode, RoleCredentials
from pamdesk.sandbox.local_aws_passwords import ConsolePasswords

# Where a request carries the world that it came to.
WORLD = "pamdesk.local_aws"
REGION = "us-east-1"
ADMINISTRATOR = "administrator"
INSTANCE_ROLE = "pamdesk-instance"
CALLS_KEPT = 10_000
ALLOW_ALL = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
EC2_TRUST = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},'
    '"Action":"sts:AssumeRole"}]}'
)


@dataclass(frozen=True, slots=True)
class AccessKey:
    """An access key of the local AWS."""

    access_key_id: str
    secret_access_key: Secret


@dataclass(frozen=True, slots=True)
class SeenCall:
    """One call as it arrived, and its HTTP status; 0 where the connection was cut."""

    action: str
    user_name: str
    access_key_id: str
    status: int
    user_agent: str = ""


class LocalAwsControl(Protocol):
    """What a test or the sandbox can do to a local AWS that AWS itself has no call for."""

    def add_faults(self, *faults: Fault) -> None:
        """Set faults; each begins to count at zero."""

    def clear_faults(self) -> None:
        """Set no fault any more."""

    def set_key_propagation(self, seconds: float) -> None:
        """Refuse the access keys that are made from now on while they are younger than this."""

    def set_key_behaviour(self, behaviour: KeyBehaviour) -> None:
        """Make the access keys that are made from now on behave like this (IAM is eventually consistent)."""

    def set_rate_limit(self, service: str, per_second: float, burst: int) -> None:
        """Throttle the calls of a service ("iam") above a rate, after a burst; 0 ends it."""

    def set_metadata_mode(self, mode: MetadataMode) -> None:
        """Change how the instance metadata service behaves."""

    def set_role_policy(self, document: str) -> None:
        """Replace the policy (JSON) of the instance's role."""

    def set_role_seconds(self, seconds: int) -> None:
        """Change how long the role's temporary credentials live, from the next that are given."""

    def check_console_password(self, user_name: str, password: str) -> bool:
        """Answer as the console's sign-in page would; AWS has no API for it."""

    def calls(self) -> tuple[SeenCall, ...]:
        """Return the last calls, oldest first."""

    def forget_calls(self) -> None:
        """Forget the calls seen so far."""


@dataclass
class World:
    """The state of one local AWS account beside moto's own; `lock` makes every call one step."""

    account_id: str
    region: str = REGION
    partition: str = "aws"
    passwords: ConsolePasswords = field(default_factory=ConsolePasswords)
    faults: FaultPlan = field(default_factory=FaultPlan)
    keys: AccessKeys = field(default_factory=AccessKeys)
    role_seconds: int = 3600
    seen: deque[SeenCall] = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))
    directories: Directories = field(default_factory=Directories)
    commands: Commands = field(default_factory=Commands)
    consoles: dict[str, str] = field(
        default_factory=dict
    )  # by instance id: see `local_aws_consoles.console_text`
    lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.databases = Databases(self.lock)
        self.metadata = InstanceMetadata(self.account_id, self.region, INSTANCE_ROLE, self._role_credentials)

    def furnish(self) -> AccessKey:
        """Make the administrator and the instance's role, which may do everything; returns a new key of the former."""
        from moto.iam.models import iam_backends

        backend = iam_backends[self.account_id][self.partition]
        if ADMINISTRATOR not in backend.users:
            backend.create_user(self.region, ADMINISTRATOR)
            backend.put_user_policy(ADMINISTRATOR, "everything", ALLOW_ALL)
        if INSTANCE_ROLE not in [role.name for role in backend.get_roles()]:
            backend.create_role(INSTANCE_ROLE, EC2_TRUST, "/", None, "", [], "3600")
        self.set_role_policy(ALLOW_ALL)
        for old in backend.list_access_keys(ADMINISTRATOR)[1:]:
            backend.delete_access_key(old.access_key_id, ADMINISTRATOR)
        key = backend.create_access_key(ADMINISTRATOR)
        return AccessKey(key.access_key_id, Secret(key.secret_access_key))

    def add_faults(self, *faults: Fault) -> None:
        """Set faults; each begins to count at zero."""
        self.faults.add(faults)

    def clear_faults(self) -> None:
        """Set no fault any more."""
        self.faults.clear()

    def set_key_propagation(self, seconds: float) -> None:
        """Refuse the access keys that are made from now on while they are younger than this."""
        self.keys.behaviour = KeyBehaviour(refused_seconds=seconds)

    def set_key_behaviour(self, behaviour: KeyBehaviour) -> None:
        """Make the access keys that are made from now on behave like this (IAM is eventually consistent)."""
        self.keys.behaviour = behaviour

    def set_rate_limit(self, service: str, per_second: float, burst: int) -> None:
        """Throttle the calls of a service ("iam") above a rate, after a burst; 0 ends it."""
        self.faults.set_rate(service, per_second, burst)

    def set_metadata_mode(self, mode: MetadataMode) -> None:
        """Change how the instance metadata service behaves."""
        self.metadata.mode = mode

    def set_role_policy(self, document: str) -> None:
        """Replace the policy (JSON) of the instance's role."""
        from moto.iam.models import iam_backends

        iam_backends[self.account_id][self.partition].put_role_policy(INSTANCE_ROLE, "allowed", document)

    def set_role_seconds(self, seconds: int) -> None:
        """Change how long the role's temporary credentials live, from the next that are given."""
        self.role_seconds = seconds

    def check_console_password(self, user_name: str, password: str) -> bool:
        """Answer as the console's sign-in page would; AWS has no API for it."""
        from moto.iam.models import iam_backends

        user = iam_backends[self.account_id][self.partition].users.get(user_name)
        return user is not None and bool(user.password) and self.passwords.accepts(user.id, password)

    def calls(self) -> tuple[SeenCall, ...]:
        """Return the last calls, oldest first."""
        return tuple(self.seen)

    def calls_of(self, action: str, user_name: str = "") -> Sequence[SeenCall]:
        """Return the calls of one action, of one user if named."""
        return [call for call in self.calls() if call.action == action and user_name in ("", call.user_name)]

    def forget_calls(self) -> None:
        """Forget the calls seen so far."""
        self.seen.clear()

    def _role_credentials(self) -> RoleCredentials:
        from moto.sts.models import sts_backends

        role = sts_backends[self.account_id][self.partition].assume_role(
            region_name=self.region,
            role_session_name="i-0123456789abcdef0",
            role_arn=f"arn:{self.partition}:iam::{self.account_id}:role/{INSTANCE_ROLE}",
            policy="",
            duration=self.role_seconds,
            external_id="",
        )
        expires = role.expiration.replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return RoleCredentials(role.access_key_id, role.secret_access_key, role.session_token, expires)
