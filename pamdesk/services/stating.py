"""An administrator's way out of a doubt that no server ends: to state that a change is over. The audit keeps who did."""

from __future__ import annotations

from datetime import UTC, datetime

from pamdesk.records.errors import InvalidRecord
from pamdesk.records.links import LinkKind
from pamdesk.records.words import quoted
from pamdesk.rotation import words
from pamdesk.rotation.pending import unsettled
from pamdesk.rotation.stated import END_NOT_TOLD, stating_over
from pamdesk.vault.journal import Attempt, State
from pamdesk.vault.vault import Vault

STATED_OVER = "stated-over"  # the audit's word


def what_is_stated(vault: Vault, user_id: str) -> str:
    """Say in one sentence what a person asserts by stating that the change is over; empty where nothing waits for that."""
    waiting = _waiting(vault, user_id)
    if not waiting:
        return ""
    return words.stated_over(vault.records.header(user_id).title, _where(vault, user_id))


def state_over(
    vault: Vault, user_id: str, who: str, *, confirmed: bool = False, at: datetime | None = None
) -> None:
    """Write down that the change of an account is over on its server; whoever asks the server next believes it.

    Raises InvalidRecord where nothing waits for this (`nothing_to_state`), and where `what_is_stated` was not confirmed
    (`not_confirmed`); LeaseHeld while the account is being worked on.
    """
    asserted = what_is_stated(vault, user_id)
    if not asserted:
        title = quoted(vault.records.header(user_id).title)
        raise InvalidRecord(
            f"No change of {title} waits for anybody's word that it is over.", code="nothing_to_state"
        )
    if not confirmed:
        raise InvalidRecord(asserted, hint="Look on the server first, then confirm it.", code="not_confirmed")
    lease = vault.leases.acquire(user_id, vault.owner).result()
    try:
        facts = stating_over(at or datetime.now(UTC))
        for attempt in _waiting(vault, user_id):
            vault.audit.append(who, STATED_OVER, user_id, attempt.id)
            vault.journal.advance(
                lease,
                attempt.id,
                State.AMBIGUOUS,
                facts=facts,
                code=attempt.code,
                sentence=attempt.sentence,
                next_ask=attempt.next_ask,
            ).result()
    finally:
        vault.leases.release(lease).result()


def _waiting(vault: Vault, user_id: str) -> list[Attempt]:
    return [
        one for one in unsettled(vault, user_id) if one.state is State.AMBIGUOUS and one.code == END_NOT_TOLD
    ]


def _where(vault: Vault, user_id: str) -> str:
    places = [
        link.target
        for link in vault.links.out(user_id)
        if link.kind in (LinkKind.BELONGS_TO, LinkKind.IAM_USER)
    ]
    return vault.records.header(places[0]).title if places else ""
