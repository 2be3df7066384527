"""A target session whose calls wait for a place at their host."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from typing import Self

from pamdesk.records.complexity import TargetRules
from pamdesk.records.masking import MASKED
from pamdesk.records.secret import Secret
from pamdesk.rotation.error_masking import mask_error, masked
from pamdesk.targets.contract import (
    Account,
    Announce,
    Answer,
    Facts,
    Finding,
    MakesItsSecret,
    NamesItsServer,
    Outcome,
    Preflight,
    ProbeResult,
    Retirement,
    RetiresInSteps,
    ServerIdentity,
    Target,
)


class LimitedTarget:
    """Passes every step on to a target while it has a place at the host; closing needs none.

    Only the steps take a place: while an account waits for the disk, another may talk to the host. From a step on until
    the block of `with` ends, the secrets that it was given are masked in the log, and a driver's error quotes none of them.
    """

    def __init__(self, target: Target, places: asyncio.Semaphore) -> None:
        """Take the session and the places of its host, shared by all its sessions."""
        self._target = target
        self._places = places
        self._known: set[Secret] = set()
        self._masking = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._masking.close()

    @asynccontextmanager
    async def _place(self, account: Account, *secrets: Secret) -> AsyncIterator[None]:
        """Wait for a place, and let no secret of the account, nor these, out with an error."""
        new = {each for each in (*_secrets(account), *secrets) if each} - self._known
        if new:
            self._known |= new
            self._masking.enter_context(MASKED.in_play(*new))
        async with self._places:
            try:
                yield
            except Exception as error:
                mask_error(error, self._known)
                raise

    async def preflight(self, account: Account) -> Preflight:
        """See `Target.preflight`."""
        async with self._place(account):
            return await self._target.preflight(account)

    async def describe(self, account: Account) -> tuple[str, ...]:
        """See `Target.describe`."""
        async with self._place(account):
            return await self._target.describe(account)

    async def rules(self, account: Account) -> TargetRules:
        """See `Target.rules`."""
        async with self._place(account):
            return await self._target.rules(account)

    async def apply(self, account: Account, candidate: Secret, announce: Announce) -> None:
        """See `Target.apply`; the place is kept over the announcement, so that few changes are ever unanswered."""
        async with self._place(account, candidate):
            await self._target.apply(account, candidate, announce)

    async def probe(self, account: Account, candidate: Secret) -> ProbeResult:
        """See `Target.probe`."""
        async with self._place(account, candidate):
            result = await self._target.probe(account, candidate)
        # What is accepted is told in the engine's own words; looking for every form of every secret takes long.
        said = "" if result.answer is Answer.ACCEPTED else masked(result.sentence, self._known)
        return replace(result, sentence=said)

    async def outcome(self, account: Account, facts: Facts) -> Outcome:
        """See `Target.outcome`."""
        async with self._place(account):
            return await self._target.outcome(account, facts)

    async def invariants(self, account: Account) -> Mapping[str, str]:
        """See `Target.invariants`."""
        async with self._place(account):
            return await self._target.invariants(account)

    async def server(self, account: Account) -> ServerIdentity | None:
        """See `NamesItsServer.server`; None where the target cannot tell."""
        if not isinstance(self._target, NamesItsServer):
            return None
        async with self._place(account):
            return await self._target.server(account)

    async def retire(self, account: Account, old: Secret) -> None:
        """See `Target.retire`."""
        async with self._place(account, old):
            await self._target.retire(account, old)

    async def retire_step(self, account: Account, old: Secret, facts: Facts) -> Retirement:
        """See `RetiresInSteps.retire_step`; a target without steps does it at once."""
        async with self._place(account, old):
            if isinstance(self._target, RetiresInSteps):
                return await self._target.retire_step(account, old, facts)
            await self._target.retire(account, old)
            return Retirement()

    async def remove_made(
        self, account: Account, facts: Facts, kept: Sequence[Mapping[str, str]]
    ) -> Finding | None:
        """See `MakesItsSecret.remove_made`; None where the target makes none."""
        if not isinstance(self._target, MakesItsSecret):
            return None
        async with self._place(account):
            return await self._target.remove_made(account, facts, kept)

    async def close(self) -> None:
        """See `Target.close`."""
        await self._target.close()


def _secrets(account: Account) -> Iterator[Secret]:
    """Give every secret that a step may sign in with."""
    admin = account.admin
    mine = (account.current, account.passphrase)
    for each in (*mine, *((admin.password, admin.private_key, admin.passphrase) if admin else ())):
        if each is not None:
            yield each
