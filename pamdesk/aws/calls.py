"""The calls that targets are given: rate limited, off the loop's thread, and a change is sent at most once.

A throttled or unauthorised change was proven not to happen, so it may be sent again, but only within
`PATIENCE_SECONDS` of being asked for: the caller's lease was checked directly before, and a late writer must not send.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol, TypeVar

from pamdesk.aws.clients import Client, ClientCache, build_client
from pamdesk.aws.errors import AwsFault, read_fault, target_error
from pamdesk.aws.identity import AwsIdentity, AwsSession, IdentityResolver
from pamdesk.aws.rate_limits import RateLimits
from pamdesk.aws.settings import AwsSettings
from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.regions import partition_of
from pamdesk.records.secret import Secret

T = TypeVar("T")

PATIENCE_SECONDS = 8.0
KEY_SECONDS = 10.0  # for the answer to one question that is signed with an account's own key
READ_ATTEMPTS = 5
_LONGEST_PAUSE = 4.0
# What only a Check asks: a role that lacks it can do all that a rotation needs, and is not left for the keys.
_ONLY_LOOKS = frozenset(
    {
        ("iam", "simulate_principal_policy"),
        ("secretsmanager", "list_secrets"),
        ("ec2", "get_console_output"),
    }
)


class Runner(Protocol):
    """Runs blocking work in the engine's bounded thread pool and gives its result to the loop."""

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]:
        """Run the work in a thread; its exception is raised where the result is awaited."""


class AwsConnections:
    """Everything that calls to AWS share: identities, clients and rates. Belongs to one event loop."""

    def __init__(
        self,
        run: Runner,
        *,
        resolver: IdentityResolver | None = None,
        limits: RateLimits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Take the engine's runner; the rest is replaced by the sandbox and by tests."""
        self.run = run
        self.resolver = resolver or IdentityResolver()
        self.limits = limits or RateLimits()
        self.clients = ClientCache()
        self.clock = clock
        self.sleep = sleep

    async def open(self, settings: AwsSettings) -> AwsCalls:
        """Sign in for a configuration (one GetCallerIdentity); raises what `IdentityResolver.resolve` raises."""
        return AwsCalls(self, await self.run(lambda: self.resolver.resolve(settings)))


class AwsCalls:
    """The calls of one configuration, as one identity; where its role lacks a permission, keys take over."""

    def __init__(self, connections: AwsConnections, session: AwsSession) -> None:
        """Use `AwsConnections.open`."""
        self._shared = connections
        self._session = session
        self._switching = asyncio.Lock()

    @property
    def identity(self) -> AwsIdentity:
        """Who the calls are made as now: shown, and stored with every rotation."""
        return self._session.identity

    @property
    def source(self) -> str:
        """Where the sign-in comes from now: `instance_role`, `container_role`, `access_key` or `profile`."""
        return self._session.identity.source

    @property
    def account_id(self) -> str:
        """The 12 digits of the account that was signed in to."""
        return self._session.identity.account_id

    @property
    def region(self) -> str:
        """The configuration's own region, where calls go that name none."""
        return self._session.settings.default_region

    async def read(
        self, service: str, operation: str, /, *, region: str = "", **parameters: object
    ) -> Mapping[str, object]:
        """Call an operation that changes nothing; repeated when throttled or cut off. Raises botocore's errors."""
        for attempt in range(READ_ATTEMPTS):
            await self._shared.limits.pace(self.account_id, service).reads.take()
            session = self._session
            try:
                return await self._send(session, service, operation, region, parameters)
            except Exception as error:
                fault = self._note(service, error, writes=False)
                if fault is None or attempt == READ_ATTEMPTS - 1:
                    raise
                if fault.not_allowed:
                    if (service, operation) in _ONLY_LOOKS or not await self._switch(session):
                        raise
                elif fault.throttled or fault.kind is TargetErrorKind.UNKNOWN:
                    await self._shared.sleep(_pause(attempt))
                else:
                    raise
        raise AssertionError("the last attempt returns or raises")

    async def change(
        self, service: str, operation: str, /, *, region: str = "", **parameters: object
    ) -> Mapping[str, object]:
        """Call an operation that changes something, once. Raises botocore's errors, or Refused if it was never sent."""
        deadline = self._shared.clock() + PATIENCE_SECONDS
        refusal: Exception = Refused(
            "AWS was not asked, because too many calls wait for their turn. It can be tried again later.",
            TargetErrorKind.UNREACHABLE,
            code="too_many_calls",
        )
        for attempt in itertools.count():
            await self._shared.limits.pace(self.account_id, service).writes.take()
            if self._shared.clock() >= deadline:
                raise refusal
            session = self._session
            try:
                return await self._send(session, service, operation, region, parameters)
            except Exception as error:
                fault = self._note(service, error, writes=True)
                if fault is None or not await self._may_repeat(fault, session, attempt):
                    raise
                refusal = error
        raise AssertionError("the loop ends by returning or raising")

    async def caller_with(self, access_key_id: str, secret: Secret) -> Mapping[str, object]:
        """Ask AWS who signs with this access key, over a connection of its own. Raises botocore's errors."""
        await self._shared.limits.pace(self.account_id, "sts").reads.take()
        session = self._session

        def build() -> Client:
            return build_client(
                session.sdk,
                "sts",
                region=session.settings.default_region,
                endpoint_url=session.settings.endpoint_url,
                read_seconds=KEY_SECONDS,
                key=(access_key_id, secret.reveal()),
            )

        def call() -> Mapping[str, object]:
            client = self._shared.clients.once(build)
            try:
                answer: Mapping[str, object] = client.get_caller_identity()
            finally:
                client.close()
            return answer

        return await self._shared.run(call)

    def target_error(self, error: BaseException, doing: str) -> TargetError:
        """Turn botocore's error into the sentence and kind that a target raises (`errors.target_error`)."""
        return target_error(error, doing)

    async def _may_repeat(self, fault: AwsFault, session: AwsSession, attempt: int) -> bool:
        """Prepare for sending a change again, where it is proven that it did not happen and another try makes sense."""
        if fault.not_allowed:
            return await self._switch(session)
        if fault.throttled:
            await self._shared.sleep(_pause(attempt))
            return True
        return False

    async def _send(
        self, session: AwsSession, service: str, operation: str, region: str, parameters: Mapping[str, object]
    ) -> Mapping[str, object]:
        _require_partition(session, region)

        def call() -> Mapping[str, object]:
            client = self._client(session, service, region)
            answer: Mapping[str, object] = getattr(client, operation)(**parameters)
            return answer

        return await self._shared.run(call)

    def _client(self, session: AwsSession, service: str, region: str) -> Client:
        settings = session.settings
        region = region or settings.default_region
        return self._shared.clients.get(
            (session.identity.source, session.identity.arn, settings),
            service,
            region,
            lambda: build_client(session.sdk, service, region=region, endpoint_url=settings.endpoint_url),
        )

    def _note(self, service: str, error: Exception, *, writes: bool) -> AwsFault | None:
        fault = read_fault(error)
        if fault is not None and fault.throttled:
            pace = self._shared.limits.pace(self.account_id, service)
            (pace.writes if writes else pace.reads).throttled()
        return fault

    async def _switch(self, refused: AwsSession) -> bool:
        """Go on with the configuration's keys after the role was refused a permission; False where there are none."""
        async with self._switching:
            if self._session is not refused:
                return True
            if not refused.is_role or not self._shared.resolver.role_not_allowed(refused.settings):
                return False
            self._session = await self._shared.run(lambda: self._shared.resolver.resolve(refused.settings))
            return True


def _require_partition(session: AwsSession, region: str) -> None:
    """Raise Refused where a resource's region is in another partition than the sign-in, which counts nothing there."""
    mine, its = session.identity.partition, partition_of(region)
    if region and mine != its:
        raise Refused(
            f"The region {region} belongs to the partition {its}, but the sign-in is to {mine}. "
            "An administrator must correct one of them.",
            code="partition_mismatch",
        )


def _pause(attempt: int) -> float:
    """Seconds before the next try: growing, and not the same for everyone who waits."""
    return min(_LONGEST_PAUSE, 0.25 * 2.0**attempt) * random.uniform(0.75, 1.25)  # noqa: S311 - not for secrets
