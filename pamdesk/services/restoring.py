"""Making an earlier version of a record the newest again; an earlier secret is not believed before the server is asked."""

from __future__ import annotations

from pamdesk import targets
from pamdesk.records.errors import InvalidRecord
from pamdesk.records.record import Record
from pamdesk.services.rotations import target_key
from pamdesk.services.states import StateReader
from pamdesk.targets.contract import Proof, Spec
from pamdesk.vault.journal import Lease, State
from pamdesk.vault.vault import Vault

RESTORED = "restored"
_NOUNS = {"password": "password", "private_pem_key": "SSH key", "secret_access_key": "access key"}
_BESIDE = {"private_pem_key": ("public_key",)}  # plain fields that belong to a secret


def what_restore_undoes(vault: Vault, record_id: str, version: int) -> str:
    """Say in one sentence that an earlier secret would become current; empty where none would. Raises NotFound."""
    field = _changed(vault, record_id, version)
    if not field:
        return ""
    title, noun = vault.records.header(record_id).title, _NOUNS[field]
    if _can_be_asked(vault, record_id, field):
        return (
            f"Version {version} of {title} holds an earlier {noun}, which probably no longer works. The present one is "
            "kept; PamDesk asks the server which of them works."
        )
    return (
        f"Version {version} of {title} holds an earlier {noun}, which probably no longer works. The present one is "
        "kept in the history; nobody is asked which of them works."
    )


def restore_version(
    vault: Vault, record_id: str, version: int, who: str, *, confirmed: bool = False
) -> Record:
    """Make an earlier version the newest again; an account whose secret changes with it is in doubt until it is asked.

    Raises NotFound, and InvalidRecord (`not_confirmed`) where `what_restore_undoes` has something to say first.
    """
    warning = what_restore_undoes(vault, record_id, version)
    if warning and not confirmed:
        raise InvalidRecord(warning, hint="Confirm it to restore it all the same.", code="not_confirmed")
    field = _changed(vault, record_id, version)
    if not warning or not _can_be_asked(vault, record_id, field):
        return vault.records.restore_version(record_id, version, who)
    # Under the lease, so that no rotation stands between the secret and the question about it.
    lease = vault.leases.acquire(record_id, vault.owner).result()
    try:
        restored = vault.records.restore_version(record_id, version, who)
        _put_in_doubt(vault, lease, restored, field, who)
        return restored
    finally:
        vault.leases.release(lease).result()


def _put_in_doubt(vault: Vault, lease: Lease, restored: Record, field: str, who: str) -> None:
    """Leave an attempt that sent nothing and is over: the engine asks which of the kept secrets works, soon or at once."""
    settings = vault.rotation_settings.get(restored.id)
    secret = restored.secret(field)
    if settings is None or secret is None:
        return
    journal, noun = vault.journal, _NOUNS[field]
    key = _target(vault, restored.id)
    attempt = journal.begin(
        lease, target=key, method=settings.method.value, who=who, why=RESTORED, field=field
    ).result()
    beside = {name: restored.text(name) for name in _BESIDE.get(field, ())}
    journal.stage(lease, attempt.id, secret, fields=beside).result()
    sentence = (
        f"An earlier {noun} of {restored.title} was made current again. "
        "Whether it works was not asked yet; ask the server again."
    )
    facts: dict[str, str | int] = {"announced_at": 0, "rejected": ""}
    journal.advance(
        lease, attempt.id, State.AMBIGUOUS, facts=facts, code=RESTORED, sentence=sentence
    ).result()


def _changed(vault: Vault, record_id: str, version: int) -> str:
    """Return the field of the secret that would change, the one that is rotated first; empty where none would."""
    present, earlier = vault.records.get(record_id), vault.records.version(record_id, version)
    if present.type != "pamUser":
        return ""
    spec = _spec(vault, record_id)
    fields = sorted(_NOUNS, key=lambda name: spec is None or name != spec.field)
    return next((name for name in fields if earlier.secret(name) != present.secret(name)), "")


def _can_be_asked(vault: Vault, record_id: str, field: str) -> bool:
    """Tell whether a sign-in can prove it; of a secret that the target makes each is proved with what belongs to it."""
    spec = _spec(vault, record_id)
    return spec is not None and spec.field == field and spec.proof is Proof.SIGN_IN and not spec.made_there


def _spec(vault: Vault, record_id: str) -> Spec | None:
    key = _target(vault, record_id)
    return targets.by_key(key).spec if key else None


def _target(vault: Vault, record_id: str) -> str:
    reader = StateReader(vault)
    return target_key(reader, reader.of([record_id])[record_id])
