"""What a target is: its Spec, the account it is given, the words it answers in, and its steps."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol, TypeAlias, TypeVar, runtime_checkable

from pamdesk.records.complexity import TargetRules
from pamdesk.records.errors import TargetError
from pamdesk.records.rotation_settings import Method, SecretKind
from pamdesk.records.secret import Secret
from pamdesk.targets.permissions import AwsPlace, Permission

T = TypeVar("T")
Facts: TypeAlias = Mapping[str, str | int]

NO_FACTS: Facts = MappingProxyType({})
# A fact of an announcement: what became of the attempt is asked of this service, and not of the account itself.
ASKED_OF = "asked_of"


class Runner(Protocol):
    """Runs blocking work in the engine's bounded thread pool and gives its result to the loop."""

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]:
        """Run the work in a thread; its exception is raised where the result is awaited."""


class Answer(StrEnum):
    """A probe's four words; what cannot be classified is unknown."""

    ACCEPTED = "accepted"
    BLOCKED = "blocked"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What the target can say about an attempt whose reply was lost, from the facts that were announced."""

    APPLIED = "applied"
    NOT_APPLIED = "not_applied"
    OVER = "over"  # it can no longer take effect, but the target does not say whether it did
    RUNNING = "running"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """How much a finding matters to the rotation."""

    PASSED = "passed"
    NOTICE = "notice"
    STOPS = "stops"


class Proof(StrEnum):
    """How a new secret is proved: by signing in, or by the service's own confirmation where no sign-in exists."""

    SIGN_IN = "sign_in"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of a preflight, the mend where there is one, and a stable word for scripts."""

    severity: Severity
    sentence: str
    mend: str = ""
    code: str = ""
    actions: tuple[str, ...] = ()  # of AWS, that are not allowed: a policy of the configuration holds them


@dataclass(frozen=True, slots=True)
class Preflight:
    """All findings, and how many failed sign-ins lock the account: 0 nothing locks, None it could not be read."""

    findings: tuple[Finding, ...]
    lockout_threshold: int | None = None

    @property
    def stops(self) -> Finding | None:
        """The first finding that forbids the rotation, if any."""
        return next((f for f in self.findings if f.severity is Severity.STOPS), None)


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """A probe's answer, one sentence without secrets, the target's code, and whether a failed sign-in was spent."""

    answer: Answer
    sentence: str = ""
    code: str = ""
    spent: bool = False
    reached: bool = True  # False: nobody answered at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a resource answers and how it proves who it is; `ca_certificate` is PEM, empty means the system's store."""

    record_id: str
    title: str
    host: str
    port: int
    use_tls: bool = True
    ca_certificate: str = ""
    fingerprint: str = ""  # pinned SHA256:… of a certificate or host key that a person accepted
    database: str = ""
    domain: str = ""  # the DNS name of a directory's domain
    region: str = ""
    resource_name: str = ""  # the cloud's name of it: an RDS identifier, a directory id, an instance id
    kind: str = ""  # the resource's database_type, directory_type or operating_system


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What the engine signs in with."""

    record_id: str
    title: str
    login: str
    password: Secret | None = None
    private_key: Secret | None = None
    passphrase: Secret | None = None  # of the private key
    fields: Mapping[str, str] = field(default_factory=dict)  # the PAM User's own plain fields


class AwsCalls(Protocol):
    """The AWS account of a configuration, rate limited; errors are botocore's own."""

    @property
    def account_id(self) -> str:
        """The 12 digits of the account that was signed in to."""

    @property
    def region(self) -> str:
        """The configuration's own region, where calls go that name none."""

    @property
    def source(self) -> str:
        """Where the sign-in comes from now (`instance_role`, `access_key`, …); it changes where a role lacks a right."""

    async def read(
        self, service: str, operation: str, /, *, region: str = "", **parameters: object
    ) -> Mapping[str, object]:
        """Call an operation that changes nothing (it may be repeated), in a region or in the configuration's own."""

    async def change(
        self, service: str, operation: str, /, *, region: str = "", **parameters: object
    ) -> Mapping[str, object]:
        """Call an operation that changes something, once: the SDK's own retries are off."""

    async def caller_with(self, access_key_id: str, secret: Secret) -> Mapping[str, object]:
        """Ask AWS who signs with this access key (GetCallerIdentity, one try), whatever the sign-in itself is."""

    def target_error(self, error: BaseException, doing: str) -> TargetError:
        """Put an error of these calls into words; `doing` completes "AWS did not …". Raises what is not AWS's error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account to be rotated, with everything resolved that its target needs."""

    record_id: str
    title: str
    login: str
    current: Secret | None = None
    passphrase: Secret | None = None  # of a private key
    admin: Credential | None = None  # None: the account changes its own secret
    endpoint: Endpoint | None = None
    fields: Mapping[str, str] = field(default_factory=dict)  # the PAM User's own plain fields
    aws: AwsCalls | None = None


class Announce(Protocol):
    """Given to `apply`: called exactly once, directly before the first irreversible act."""

    async def __call__(self, facts: Facts = NO_FACTS) -> None:
        """Make APPLYING durable with these facts and check the lease; raises `StaleLease`: roll back and let it pass."""

    async def secret(self, made: Made, facts: Facts = NO_FACTS) -> None:
        """Store, durably, a secret that the target itself made (an access key), before any other call.

        The facts name it: they are kept even where the lease was lost meanwhile, so that it can be removed.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Serves:
    """Which accounts a target is for: the method, and what the account lives on."""

    method: Method
    resource_type: str = ""  # "" for a cloud identity, linked to the configuration itself
    kinds: tuple[str, ...] = ()  # values of Endpoint.kind; empty means any
    in_aws: bool = False  # only on a resource that AWS knows by an identifier in its record
    admins: bool = False  # only the resource's own admin
    ways: tuple[str, ...] = ()  # how a machine is reached (records/ways.py); empty means any


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """What the engine, the window, the docs and the tests need to know about a target without loading its driver."""

    key: str
    title: str
    serves: tuple[Serves, ...]
    rules: TargetRules
    needs: tuple[str, ...] = ()  # fields of the PAM User that must be filled in
    secrets: tuple[SecretKind, ...] = (SecretKind.PASSWORD,)
    field: str = "password"  # of the PAM User, that holds the secret
    noun: str = "password"  # what sentences call it
    retires: bool = (
        False  # old and new hold side by side; the old one is taken out of service once the new is current
    )
    made_there: bool = False  # the target makes the secret (`MakesItsSecret`), and says it once
    grace_seconds: float = 0.0  # how long the old one stays in service beside the new one (`RetiresInSteps`)
    proofs: int = 1  # how often in a row a new secret must be accepted, over so many seconds
    proof_seconds: float = 0.0
    proof: Proof = Proof.SIGN_IN
    repeatable: bool = False  # no probe exists: what is ambiguous is settled by sending the same again
    identity: str = (
        ""  # the invariant that says who the account is; `apply` announces a fact of the same name
    )
    self_rotation: bool = False  # the account may change its own secret when no admin is linked
    by_aws: bool = False  # AWS may set the secret: it is signed in to, and no admin or old secret is needed
    needs_current: bool = False  # the present secret must be known even when an admin is linked
    settle_seconds: float = 0.0  # how long a new secret may go on being rejected after it was applied
    over_seconds: float = 60.0  # after this long the server itself has ended a change that was under way
    ends_by_itself: bool = (
        True  # False: a change may wait without an end (for a standby); only `outcome` tells
    )
    default_port: int = 0
    help_page: str = ""


@dataclass(frozen=True, slots=True)
class ServerIdentity:
    """Which server it is, by its own word; copies of a server share `cluster`, and are told apart by the rest."""

    cluster: str
    started: str = ""  # exactly when this process of it began, "" where that is not told
    address: str = ""  # its own address and port, as it sees them
    read_at: float = 0.0  # seconds since 1970, by its own clock

    def is_same_as(self, other: ServerIdentity) -> bool:
        """Tell whether both are one server, unless it is proved that they are two."""
        if self.cluster != other.cluster:
            return False
        if self.started and self.started == other.started:
            return True
        return self.address == other.address and not self._ran_beside(other)

    def _ran_beside(self, other: ServerIdentity) -> bool:
        """Tell whether the older one was still running, as it was, when the younger one had begun."""
        if not (self.started and other.started):
            return False
        older, younger = sorted((self, other), key=lambda one: float(one.started))
        return older.read_at > float(younger.started)

    def is_unchanged(self, now: ServerIdentity, seconds: float) -> bool:
        """Tell whether a note of so many seconds ago at most says the same as the server does now."""
        mine, its = (self.cluster, self.started, self.address), (now.cluster, now.started, now.address)
        return mine == its and now.read_at - self.read_at < seconds


@runtime_checkable
class NamesItsServer(Protocol):
    """What a `Target` may do besides: accounts on two resources are one account where both are one server."""

    async def server(self, account: Account) -> ServerIdentity | None:
        """Return which server it is, None where it does not tell."""


@dataclass(frozen=True, slots=True)
class Retirement:
    """One step of an old secret's way out: what holds now, in how many seconds the next is due (None: over), what to keep."""

    sentence: str = ""
    wait: float | None = None
    facts: Facts = field(default_factory=dict)


@runtime_checkable
class RetiresInSteps(Protocol):
    """What a `Target` does besides, whose Spec has `grace_seconds`: the old secret leaves slowly, and can be called back."""

    async def retire_step(self, account: Account, old: Secret, facts: Facts) -> Retirement:
        """Do the next step; `account.fields` are those of the old secret, `facts` what the last step kept. Repeatable."""


@runtime_checkable
class MakesItsSecret(Protocol):
    """What a `Target` does besides, whose Spec says `made_there`: its `apply` is given no candidate, it stores one."""

    async def remove_made(
        self, account: Account, facts: Facts, kept: Sequence[Mapping[str, str]]
    ) -> Finding | None:
        """Remove what an announced attempt made and nobody can use; `kept` are the plain fields of every secret kept here.

        None: there is nothing of it, as far as can be seen now. Passed: it was removed. Stops: a person has to decide.
        """


class Target(Protocol):
    """A live session with one resource (or one AWS account) as one admin; steps may run concurrently for many accounts."""

    async def preflight(self, account: Account) -> Preflight:
        """Look before anything changes: reachable, identity proved, admin may do it, account exists, managed elsewhere."""

    async def describe(self, account: Account) -> tuple[str, ...]:
        """Return the statements or calls that `apply` would make, secrets masked; asks the server, changes nothing."""

    async def rules(self, account: Account) -> TargetRules:
        """Return the rules that hold for this account now: the Spec's, tightened by the server's own policy."""

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """Change the secret. Raises `Refused` only where it is proven that nothing changed; anything else is ambiguous."""

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """Ask the server whether this secret is the live one, over a fresh connection."""

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """Say what became of an attempt with these announced facts; may end it (kill its connection) to be sure."""

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """Return what must be the same before and after: plugin, host rows, flags, groups, ids."""

    async def retire(self, account: Account, old: Secret) -> None:
        """Take the old secret out of service, where the target can have two; else nothing."""

    async def close(self) -> None:
        """Close every connection."""


@dataclass(frozen=True, slots=True)
class Toolbox:
    """What a target is built with: a runner for blocking driver calls in the engine's bounded thread pool."""

    run: Runner


@dataclass(frozen=True, slots=True)
class Made:
    """A new secret that is no password: itself, the plain fields that change with it, and one sentence that names it."""

    secret: Secret
    fields: Mapping[str, str]
    sentence: str


@dataclass(frozen=True, slots=True)
class TargetModule:
    """One entry of `targets.ALL`: the Spec, and how a live session is made (its driver is loaded only then).

    `make` makes the new secret where it is no password (it may take a second: call it in a thread); `making` says so,
    `leaving` what becomes of the old one, and `proving` how a new one is proved where that is no sign-in.
    """

    spec: Spec
    open: Callable[[Toolbox], Target]
    make: Callable[[Account], Made] | None = None
    making: str = ""
    leaving: str = ""
    proving: str = ""
    permissions: Callable[[Account, AwsPlace], tuple[Permission, ...]] | None = None  # what it calls at AWS

    @property
    def makes_passwords(self) -> bool:
        """Whether the new secret is a password, made here after both sides' rules."""
        return self.make is None and not self.spec.made_there

    look: Callable[[Endpoint], str] | None = None  # what a resource shows of itself, as it is pinned
