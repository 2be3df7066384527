"""What the vault's tests share: a cheap vault, records, a whole rotation."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pamdesk.records.ids import new_id
from pamdesk.records.record import FieldValue, Record
from pamdesk.records.secret import Secret
from pamdesk.vault.journal import Attempt, Candidate, State
from pamdesk.vault.keys import KdfCost, open_slots, read_keyfile
from pamdesk.vault.leases import Lease, Owner
from pamdesk.vault.moments import now
from pamdesk.vault.sql import Connection, connect
from pamdesk.vault.vault import DATABASE, Vault

PASSWORD = Secret("correct horse battery staple")


def fresh(folder: Path, name: str = "team") -> Vault:
    """Make and open a vault with the cheapest key derivation."""
    return Vault.create(
        folder / f"{name}.pamdesk", PASSWORD, cost=KdfCost.for_tests(), state_dir=folder / "state"
    )


def reopened(vault: Vault, password: Secret = PASSWORD) -> Vault:
    """Open a vault's folder (again)."""
    return Vault.open(vault.path, password, state_dir=vault.path.parent / "state")


def user(
    title: str = "billing-prod", folder: str = "", tags: tuple[str, ...] = (), **fields: FieldValue
) -> Record:
    """Return a PAM User that is not yet in a vault."""
    given: dict[str, FieldValue] = {"login": "billing_app", "password": Secret("old-Secret-1"), **fields}
    at = now() - timedelta(days=1)
    return Record(
        id=new_id(),
        type="pamUser",
        title=title,
        folder=folder,
        fields=given,
        tags=tags,
        created=at,
        modified=at,
    )


def database(title: str = "db-prod", host: str = "db.example.net") -> Record:
    """Return a PAM Database that is not yet in a vault."""
    return Record(
        id=new_id(),
        type="pamDatabase",
        title=title,
        folder="",
        fields={"host": host},
        created=now(),
        modified=now(),
    )


def leased(vault: Vault, record: Record, owner: Owner | None = None) -> Lease:
    """Take the lease of an account."""
    return vault.leases.acquire(record.id, owner or vault.owner).result()


def begun(vault: Vault, lease: Lease) -> Attempt:
    """Begin an attempt."""
    return vault.journal.begin(lease, target="postgresql", method="general", who="ann", why="test").result()


def staged(vault: Vault, lease: Lease, secret: str = "new-Secret-1") -> tuple[Attempt, Candidate]:
    """Begin an attempt and store its candidate."""
    attempt = begun(vault, lease)
    candidate = vault.journal.stage(lease, attempt.id, Secret(secret)).result()
    return vault.journal.attempt(attempt.id), candidate


def rotated(vault: Vault, record: Record, secret: str = "new-Secret-1") -> Attempt:
    """Carry an account through a whole rotation."""
    lease = leased(vault, record)
    attempt, candidate = staged(vault, lease, secret)
    for state in (State.APPLYING, State.APPLIED, State.VERIFIED):
        vault.journal.advance(lease, attempt.id, state).result()
    vault.journal.promote(lease, attempt.id, candidate.id, sentence="Changed.", at=now()).result()
    done = vault.journal.finish(
        lease, attempt.id, State.DONE, code="ok", sentence="Changed.", changed=True
    ).result()
    vault.leases.release(lease).result()
    return done


def raw(path: Path, password: Secret = PASSWORD) -> Connection:
    """Open a vault's database as somebody would who has its key and edits it by hand."""
    keys = open_slots(read_keyfile(path), password)
    assert keys is not None
    return connect(path / DATABASE, keys.database)
