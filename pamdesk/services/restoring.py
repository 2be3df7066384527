"""Making an earlier version of a record the newest again; an earlier password is not believed before the server is asked."""

from __future__ import annotations

from pamdesk import targets
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.record import Record
from pamdesk.records.secret import Secret
from pamdesk.services.rotations import target_key
from pamdesk.services.states import StateReader
from pamdesk.targets.contract import Proof
from pamdesk.vault.journal import Lease, State
from pamdesk.vault.vault import Vault

RESTORED = "restored"
_PASSWORD = "password"  # noqa: S105 - a field's name


def what_restore_undoes(vault: Vault, record_id: str, version: int) -> str:
    """Say in one sentence that an earlier password would become current; empty where none would. Raises NotFound."""
    if not _changes_password(vault, record_id, version):
        return ""
    title = vault.records.header(record_id).title
    return (
        f"Version {version} of {title} holds an earlier password, which probably no longer works. The present one is "
        "kept; PamDesk asks the server which of them works."
    )


def restore_version(
    vault: Vault, record_id: str, version: int, who: str, *, confirmed: bool = False
) -> Record:
    """Make an earlier version the newest again; an account whose password changes with it is in doubt until it is asked.

    Raises NotFound, and InvalidRecord (`not_confirmed`) where `what_restore_undoes` has something to say first.
    """
    warning = what_restore_undoes(vault, record_id, version)
    if warning and not confirmed:
        raise InvalidRecord(warning, hint="Confirm it to restore it all the same.", code="not_confirmed")
    if not warning or not _can_be_asked(vault, record_id):
        return vault.records.restore_version(record_id, version, who)
    # Under the lease, so that no rotation stands between the password and the question about it.
    lease = vault.leases.acquire(record_id, vault.owner).result()
    try:
        restored = vault.records.restore_version(record_id, version, who)
        _put_in_doubt(vault, lease, restored, who)
        return restored
    finally:
        vault.leases.release(lease).result()


def _put_in_doubt(vault: Vault, lease: Lease, restored: Record, who: str) -> None:
    """Leave an attempt that sent nothing and is over: the engine asks which of the kept passwords works, soon or at once."""
    settings = vault.rotation_settings.get(restored.id)
    secret = restored.secret(_PASSWORD)
    if settings is None or secret is None:
        return
    journal = vault.journal
    key = _target(vault, restored.id)
    attempt = journal.begin(lease, target=key, method=settings.method.value, who=who, why=RESTORED).result()
    journal.stage(lease, attempt.id, secret).result()
    sentence = (
        f"An earlier password of {restored.title} was made current again. "
        "Whether it works was not asked yet; ask the server again."
    )
    facts: dict[str, str | int] = {"announced_at": 0, "rejected": ""}
    journal.advance(
        lease, attempt.id, State.AMBIGUOUS, facts=facts, code=RESTORED, sentence=sentence
    ).result()


def _changes_password(vault: Vault, record_id: str, version: int) -> bool:
    present = vault.records.get(record_id)
    earlier: Secret | None = vault.records.version(record_id, version).secret(_PASSWORD)
    return present.type == "pamUser" and earlier != present.secret(_PASSWORD)


def _can_be_asked(vault: Vault, record_id: str) -> bool:
    key = _target(vault, record_id)
    return bool(key) and targets.by_key(key).spec.proof is Proof.SIGN_IN


def _target(vault: Vault, record_id: str) -> str:
    reader = StateReader(vault)
    return target_key(reader, reader.of([record_id])[record_id])
