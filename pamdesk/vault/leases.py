"""Leases: at most one writer rotates an account, told apart by a token that only rises."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta

from pamdesk.records.errors import StaleLease, UserError
from pamdesk.records.words import moment
from pamdesk.vault.locks import VaultLocks
from pamdesk.vault.machine import same_machine, spoken, this_machine
from pamdesk.vault.moments import from_number, now, to_number
from pamdesk.vault.sql import Connection
from pamdesk.vault.store import Store
from pamdesk.vault.titles import title_of

# A condition of a statement: the lease has the account's newest token and was not given back.
HELD = "EXISTS (SELECT 1 FROM leases WHERE user_id = ? AND token = ? AND process = ?)"
_SAFE_PART = 0.75  # of a lease: after this, nothing is sent any more


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lease: a machine, and an opening of the vault on it."""

    machine: str
    process: str


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to rotate one account; `deadline` is `time.monotonic()` seconds, well inside the lease."""

    user_id: str
    token: int
    owner: Owner
    expires_at: datetime
    deadline: float

    @property
    def row(self) -> tuple[str, int, str]:
        """What `HELD` is asked with."""
        return self.user_id, self.token, self.owner.process


class LeaseHeld(UserError):
    """Another writer rotates this account now."""


class Leases:
    """The leases of an open vault; expired ones may be taken over, but never from a living process of this machine."""

    def __init__(self, store: Store, locks: VaultLocks, clock: Callable[[], datetime] = now) -> None:
        """Take the store and the locks that show who lives."""
        self._store = store
        self._locks = locks
        self._clock = clock
        self._left: dict[str, Lease] = {}  # given back in vain: a living process would hold them for ever
        store.after_commit(self._release_left)

    def acquire(self, user_id: str, owner: Owner, seconds: float = 60.0) -> Future[Lease]:
        """Take the lease of an account, with the next token; raises `LeaseHeld` naming who holds it and until when."""
        began = time.monotonic()

        def work(conn: Connection) -> Lease:
            at = self._clock()
            row = conn.execute(
                "SELECT token, machine, process, expires FROM leases WHERE user_id = ?", (user_id,)
            ).fetchone()
            token = 1
            if row is not None:
                token = int(row[0]) + 1
                holder = Owner(row[1], row[2])
                if not self._free(holder, from_number(row[3]), at):
                    raise _held(conn, user_id, holder, from_number(row[3]))
            expires = at + timedelta(seconds=seconds)
            conn.execute(
                "INSERT OR REPLACE INTO leases (user_id, token, machine, process, expires) VALUES (?, ?, ?, ?, ?)",
                (user_id, token, owner.machine, owner.process, to_number(expires)),
            )
            return Lease(user_id, token, owner, expires, began + seconds * _SAFE_PART)

        return self._store.submit(work)

    def _free(self, holder: Owner, expires: datetime, at: datetime) -> bool:
        if not holder.process:
            return True
        if same_machine(holder.machine, this_machine()):
            # Alive: never taken over, even when suspended past its time. Dead: it can send nothing any more.
            return not self._locks.lives(holder.process)
        return expires <= at

    def renew(self, lease: Lease, seconds: float = 60.0) -> Future[Lease]:
        """Prolong a lease; raises `StaleLease` where another has taken it over."""
        began = time.monotonic()

        def work(conn: Connection) -> Lease:
            require(conn, lease)
            expires = self._clock() + timedelta(seconds=seconds)
            conn.execute(
                "UPDATE leases SET expires = ? WHERE user_id = ?", (to_number(expires), lease.user_id)
            )
            return Lease(lease.user_id, lease.token, lease.owner, expires, began + seconds * _SAFE_PART)

        return self._store.submit(work)

    def release(self, lease: Lease) -> Future[None]:
        """Give a lease back; its token stays used. Raises `StaleLease` where another has taken it over.

        Where the disk does not take it, it is given back with the next write that it takes.
        """

        def work(conn: Connection) -> None:
            given = conn.execute(
                "UPDATE leases SET machine = '', process = '' WHERE user_id = ? AND token = ? AND process = ?",
                lease.row,
            )
            if not given.rowcount:
                raise lost(conn, lease)

        releasing = self._store.submit(work)
        releasing.add_done_callback(lambda done: self._keep_where_it_failed(lease, done))
        return releasing

    def _keep_where_it_failed(self, lease: Lease, releasing: Future[None]) -> None:
        if not releasing.cancelled() and not isinstance(releasing.exception(), StaleLease | None):
            self._left[lease.user_id] = lease

    def _release_left(self) -> None:
        """Give back what a disk that failed has left, now that it takes writes again."""
        while self._left:
            self.release(self._left.popitem()[1])

    def holder(self, user_id: str) -> Owner | None:
        """Return who holds the lease of an account now, or None."""
        with self._store.read() as conn:
            row = conn.execute(
                "SELECT machine, process, expires FROM leases WHERE user_id = ?", (user_id,)
            ).fetchone()
        if row is None:
            return None
        owner = Owner(row[0], row[1])
        return None if self._free(owner, from_number(row[2]), self._clock()) else owner


def require(conn: Connection, lease: Lease) -> None:
    """Raise `StaleLease` unless this lease has the account's newest token and was not given back."""
    row = conn.execute("SELECT token, process FROM leases WHERE user_id = ?", (lease.user_id,)).fetchone()
    require_newest(conn, lease, *(row or (None, None)))


def require_newest(conn: Connection, lease: Lease, token: int | None, process: str | None) -> None:
    """Raise `StaleLease` unless the lease is the one that its row, with this token and process, tells of."""
    if token != lease.token or process != lease.owner.process:
        raise lost(conn, lease)


def lost(conn: Connection, lease: Lease) -> StaleLease:
    """Return the sentence for a lease that another has."""
    return StaleLease(
        f"Another PamDesk has taken over the rotation of {title_of(conn, lease.user_id)}; this write was not made.",
        code="lease_lost",
    )


def _held(conn: Connection, user_id: str, holder: Owner, until: datetime) -> LeaseHeld:
    where = "this machine" if same_machine(holder.machine, this_machine()) else spoken(holder.machine)
    return LeaseHeld(
        f"{title_of(conn, user_id)} is being rotated by a PamDesk on {where}, which holds it until"
        f" {moment(until)}.",
        hint="Wait for its result.",
        code="lease_held",
    )
