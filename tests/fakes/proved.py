"""A journal that stops between the proof and the promotion, as earlier versions, which wrote them apart, could be stopped."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from pamdesk.records.errors import VaultFull
from pamdesk.vault.journal import Attempt, Journal, Proved, State
from pamdesk.vault.leases import Lease


def stopping_once_proved(journal: Journal) -> Callable[..., Future[Attempt]]:
    """Return what to put in the place of `promote`: it writes VERIFIED, and then the disk is full."""

    def promote(
        lease: Lease, attempt_id: str, _: str, *, sentence: str, proof: Proved, **__: object
    ) -> Future[Attempt]:
        facts = dict(proof.facts)
        journal.advance(
            lease, attempt_id, State.VERIFIED, facts=facts, sentence=sentence, code=proof.code
        ).result()
        failed: Future[Attempt] = Future()
        failed.set_exception(VaultFull("The disk is full.", code="vault_full"))
        return failed

    return promote
