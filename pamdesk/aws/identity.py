"""Who PamDesk is at AWS: the machine's own role first, then what the configuration holds; optionally a role taken on.

Order and rules: rotation.md §2. Environment variables and shared files never give an identity (except those that name a
container's credential endpoint, and a profile that the configuration names).
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from pamdesk.aws.clients import Client, build_client, new_session
from pamdesk.aws.errors import read_fault
from pamdesk.aws.role import (
    METADATA_ENDPOINT,
    NoRoleError,
    TemporaryCredentials,
    container_credentials,
    container_endpoint,
    instance_credentials,
    within,
)
from pamdesk.aws.settings import AwsSettings
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind

if TYPE_CHECKING:
    from botocore.credentials import Credentials
    from botocore.session import Session

Source: TypeAlias = Literal["instance_role", "container_role", "access_key", "profile"]

ROLE_SECONDS = 2.0  # for the container's endpoint and the metadata service together
ABSENCE_SECONDS = 300.0  # how long an absent role, or one that is not allowed, is remembered
_IDENTITY_CONNECT_SECONDS = 2.0
_IDENTITY_READ_SECONDS = 5.0
_SESSION_NAME = "pamdesk"

WORDS: Mapping[Source, str] = {
    "instance_role": "the role of this instance",
    "container_role": "the role of this container",
    "access_key": "the access key of the configuration",
    "profile": "the profile of the configuration",
}


@dataclass(frozen=True, slots=True)
class AwsIdentity:
    """Who AWS says PamDesk is, how that came about, and when it ends (UTC; None for keys that do not end)."""

    source: Source
    account_id: str
    arn: str
    partition: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AwsSession:
    """A checked identity with the means to act as it; roles renew their credentials by themselves."""

    identity: AwsIdentity
    settings: AwsSettings = field(repr=False)
    sdk: Session = field(repr=False, compare=False)

    @property
    def is_role(self) -> bool:
        """Whether the machine's own role is behind it."""
        return self.identity.source in ("instance_role", "container_role")


class IdentityResolver:
    """Finds the identity of a configuration. Blocking and thread-safe: call it from a worker thread."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        metadata_endpoint: str = "",
        container_environment: Mapping[str, str] | None = None,
        role_seconds: float = ROLE_SECONDS,
    ) -> None:
        """Take a monotonic clock in seconds, and where to ask for a role.

        A metadata address or container environment that is given (the sandbox, tests) is asked even where the
        configuration's endpoint is on loopback; the machine's own never is.
        """
        self._clock = clock
        self._metadata_endpoint = metadata_endpoint
        self._container_environment = container_environment
        self._role_seconds = role_seconds
        self._lock = threading.Lock()
        self._absent: dict[tuple[str, str], tuple[float, str]] = {}
        self._not_allowed: dict[AwsSettings, float] = {}

    def resolve(self, settings: AwsSettings) -> AwsSession:
        """Return the identity of a configuration, its account checked.

        Raises InvalidRecord for contradictory fields, TargetError (unreachable) or Refused where nothing may sign in.
        """
        settings.require_usable()
        try:
            return self._by_role(settings)
        except NoRoleError as absent:
            reason, refusal = str(absent), None
        except TargetError as error:
            reason, refusal = str(error), error
        if settings.role_only:
            raise refusal or Refused(
                f"{settings.title} signs in to AWS only with the role of this machine, and {reason}. "
                "An administrator must attach a role to the machine, or store an access key.",
                code="no_role",
            )
        if not settings.profile and not settings.access_key_id:
            raise refusal or Refused(
                f"{settings.title} cannot sign in to AWS: {reason}, and the configuration holds no access key. "
                "An administrator must attach a role to the machine, or store an access key.",
                code="no_identity",
            )
        return self._by_configuration(settings)

    def role_not_allowed(self, settings: AwsSettings) -> bool:
        """Note that AWS refused this configuration's role a permission; tells whether keys are there to use instead."""
        if settings.role_only or not (settings.profile or settings.access_key_id):
            return False
        with self._lock:
            self._not_allowed[settings] = self._clock() + ABSENCE_SECONDS
        return True

    def _by_role(self, settings: AwsSettings) -> AwsSession:
        with self._lock:
            if self._not_allowed.get(settings, 0.0) > self._clock():
                raise NoRoleError("the role of this machine is not allowed to do it")
            source, credentials, renew = self._role(settings)
        return _checked(settings, source, new_session(_renewing(credentials, renew)), credentials.expires)

    def _role(
        self, settings: AwsSettings
    ) -> tuple[Source, TemporaryCredentials, Callable[[], TemporaryCredentials]]:
        """Find the machine's role; called under the lock, so that many configurations wait for one answer."""
        environment, endpoint = self._places(settings)
        place = (container_endpoint(environment), endpoint)
        if not any(place):
            raise NoRoleError("its endpoint is on this machine, where no role is asked for")
        until, reason = self._absent.get(place, (0.0, ""))
        if until > self._clock():
            raise NoRoleError(reason)

        def ask(deadline: float) -> tuple[Source, TemporaryCredentials]:
            if place[0]:
                try:
                    return "container_role", container_credentials(environment, deadline)
                except NoRoleError:
                    if not endpoint:
                        raise
            return "instance_role", instance_credentials(endpoint, deadline)

        try:
            source, credentials = within(self._role_seconds, ask)
        except NoRoleError as absent:
            self._absent[place] = (self._clock() + ABSENCE_SECONDS, str(absent))
            raise
        return source, credentials, lambda: within(self._role_seconds, ask)[1]

    def _places(self, settings: AwsSettings) -> tuple[Mapping[str, str], str]:
        environment, endpoint = self._container_environment, self._metadata_endpoint
        if settings.loopback:
            return environment or {}, endpoint
        return os.environ if environment is None else environment, endpoint or METADATA_ENDPOINT

    def _by_configuration(self, settings: AwsSettings) -> AwsSession:
        from botocore.credentials import Credentials
        from botocore.exceptions import BotoCoreError

        if not settings.profile:
            keys = Credentials(settings.access_key_id, settings.secret_access_key.reveal())
            return _checked(settings, "access_key", new_session(keys), None)
        try:
            session = new_session(profile=settings.profile)
            found = session.get_credentials()
        except BotoCoreError as error:
            raise _bad_profile(settings) from error
        if found is None:
            raise _bad_profile(settings)
        return _checked(settings, "profile", session, None)


def _bad_profile(settings: AwsSettings) -> Refused:
    return Refused(
        f"{settings.title}: the profile {settings.profile} is not on this machine, or holds no credentials.",
        code="bad_profile",
    )


def _renewing(first: TemporaryCredentials, renew: Callable[[], TemporaryCredentials]) -> Credentials:
    from botocore.credentials import RefreshableCredentials
    from botocore.exceptions import CredentialRetrievalError

    def document(credentials: TemporaryCredentials) -> dict[str, str]:
        return {
            "access_key": credentials.access_key_id,
            "secret_key": credentials.secret_access_key.reveal(),
            "token": credentials.session_token.reveal(),
            "expiry_time": credentials.expires.isoformat(),
        }

    def refresh() -> dict[str, str]:
        try:
            return document(renew())
        except NoRoleError as error:
            raise CredentialRetrievalError(provider="role", error_msg=str(error)) from error

    return RefreshableCredentials.create_from_metadata(
        document(first), refresh_using=refresh, method="iam-role"
    )


def _checked(settings: AwsSettings, source: Source, session: Session, expires: datetime | None) -> AwsSession:
    """Take on the configuration's role where it names one, and ask AWS who that is; raises TargetError."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        if settings.role_arn:
            session, expires = _assume(settings, session)
        caller = _sts(settings, session).get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        raise _sign_in_error(settings, source, error) from error
    arn = str(caller["Arn"])
    identity = AwsIdentity(source, str(caller["Account"]), arn, arn.split(":")[1], expires)
    _require_same(settings, identity)
    return AwsSession(identity, settings, session)


def _sts(settings: AwsSettings, session: Session) -> Client:
    return build_client(
        session,
        "sts",
        region=settings.default_region,
        endpoint_url=settings.endpoint_url,
        connect_seconds=_IDENTITY_CONNECT_SECONDS,
        read_seconds=_IDENTITY_READ_SECONDS,
    )


def _assume(settings: AwsSettings, session: Session) -> tuple[Session, datetime]:
    from pamdesk.records.secret import Secret

    sts = _sts(settings, session)
    external = {"ExternalId": settings.external_id} if settings.external_id else {}

    def take_on() -> TemporaryCredentials:
        taken = sts.assume_role(RoleArn=settings.role_arn, RoleSessionName=_SESSION_NAME, **external)[
            "Credentials"
        ]
        return TemporaryCredentials(
            taken["AccessKeyId"],
            Secret(taken["SecretAccessKey"]),
            Secret(taken["SessionToken"]),
            taken["Expiration"],
        )

    first = take_on()
    return new_session(_renewing(first, take_on)), first.expires


def _sign_in_error(settings: AwsSettings, source: Source, error: Exception) -> TargetError:
    fault = read_fault(error)
    if fault is None:
        raise error
    whom = f"{WORDS[source]} (to become {settings.role_arn})" if settings.role_arn else WORDS[source]
    if fault.clock_skew:
        sentence = (
            f"{settings.title}: AWS refused {whom}, because this machine's clock is not right. "
            "An administrator must let a time service set it."
        )
        return Refused(sentence, code="clock_skew")
    if fault.bad_credentials or fault.not_allowed:
        sentence = f"{settings.title}: AWS refused {whom}. An administrator must correct it."
        return Refused(sentence, code=fault.code)
    sentence = f"{settings.title}: AWS did not say who {whom} is ({fault.text or fault.code})."
    return Refused(sentence, TargetErrorKind.UNREACHABLE, code=fault.code)


def _require_same(settings: AwsSettings, identity: AwsIdentity) -> None:
    if settings.account_id and identity.account_id != settings.account_id:
        raise Refused(
            f"{settings.title}: {WORDS[identity.source]} belongs to AWS account {identity.account_id}, but the "
            f"configuration is for account {settings.account_id}. An administrator must correct one of them.",
            code="account_mismatch",
        )
    # With an endpoint of its own the partition cannot be told from regions alone; a named one always counts.
    if identity.partition != settings.partition_name and (settings.partition or settings.region_names):
        raise Refused(
            f"{settings.title}: {WORDS[identity.source]} belongs to the partition {identity.partition}, but the "
            f"configuration is for {settings.partition_name}. An administrator must correct one of them.",
            code="partition_mismatch",
        )
