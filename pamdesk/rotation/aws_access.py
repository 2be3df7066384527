"""The AWS account behind a PAM Configuration, signed in to when a rotation first needs it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pamdesk.records.errors import UserError
from pamdesk.records.record import Record
from pamdesk.records.secret import Secret
from pamdesk.rotation.clock import Clock
from pamdesk.targets.contract import AwsCalls, Runner

if TYPE_CHECKING:
    from pamdesk.aws.calls import AwsConnections
    from pamdesk.aws.rate_limits import RateLimits
    from pamdesk.aws.settings import AwsSettings

_KEPT_SECONDS = 300.0  # so that a role that comes back, or a permission that is given, is noticed


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Calls to one account, and the source that the sign-in comes from (`instance_role`, `access_key`, …)."""

    calls: AwsCalls

    @property
    def source(self) -> str:
        """Where the sign-in comes from now: keys take over where the role lacks a right."""
        return self.calls.source


class AwsAccess(Protocol):
    """Signs in to the AWS account of a configuration."""

    async def sign_in(self, configuration: Record) -> SignedIn:
        """Return calls for this account; raises `UserError` or `TargetError` in words where it cannot sign in."""


class AwsSignIns:
    """Signs in with the instance's role first and the configuration's keys second; one sign-in serves many accounts."""

    def __init__(
        self, run: Runner, clock: Clock, *, metadata_endpoint: str = "", limits: RateLimits | None = None
    ) -> None:
        """Take the engine's runner; the SDK is loaded with the first sign-in.

        A metadata endpoint that is given (the sandbox, tests) is asked for a role in place of the machine's own;
        `limits` replaces the usual rates of calls.
        """
        self._limits = limits
        self._metadata_endpoint = metadata_endpoint
        self._connections: AwsConnections | None = None
        self._run = run
        self._clock = clock
        self._kept: dict[tuple[str, int], tuple[float, SignedIn]] = {}
        self._signing: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def sign_in(self, configuration: Record) -> SignedIn:
        """Return the calls of this configuration, signing in anew after five minutes or when its record changed."""
        key = (configuration.id, configuration.version)
        async with self._signing[configuration.id]:
            kept = self._kept.get(key)
            if kept is not None and self._clock.monotonic() - kept[0] < _KEPT_SECONDS:
                return kept[1]
            calls = await self._connected().open(settings_of(configuration))
            signed_in = SignedIn(calls)
            self._kept[key] = (self._clock.monotonic(), signed_in)
            return signed_in

    def _connected(self) -> AwsConnections:
        """All sign-ins share one: what is known of the role, the clients, and the rates of each account."""
        from pamdesk.aws.calls import AwsConnections
        from pamdesk.aws.identity import IdentityResolver

        if self._connections is None:
            resolver = IdentityResolver(metadata_endpoint=self._metadata_endpoint)
            self._connections = AwsConnections(self._run, resolver=resolver, limits=self._limits)
        return self._connections


def settings_of(configuration: Record) -> AwsSettings:
    """Return what a configuration says about AWS; raises `UserError` where it is not one of AWS."""
    from pamdesk.aws.settings import AwsSettings

    if configuration.text("environment") != "aws":
        raise UserError(f"{configuration.title} is not an AWS configuration.", code="not_aws")
    return AwsSettings(
        title=configuration.title,
        account_id=configuration.text("account_id"),
        access_key_id=configuration.text("access_key_id"),
        secret_access_key=configuration.secret("secret_access_key") or Secret(""),
        profile=configuration.text("profile"),
        role_arn=configuration.text("role_arn"),
        external_id=configuration.text("external_id"),
        endpoint_url=configuration.text("endpoint_url"),
        region_names=configuration.lines("region_names"),
        partition=configuration.text("partition"),
    )
