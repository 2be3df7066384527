"""An account's host, who signs in to it, and how far that one gets there: what both SSH targets begin with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from pamdesk.records.errors import Refused
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Credential, Endpoint, Runner
from pamdesk.targets.linux.facts import FACTS, Facts, read
from pamdesk.targets.sessions import WORK_SECONDS, Sessions
from pamdesk.targets.ssh import root as ssh_root
from pamdesk.targets.ssh.root import ITSELF, Way
from pamdesk.targets.ssh.session import SshSession, asking
from pamdesk.targets.ssh.signin import Doorway

_RECENT_SECONDS: Final = 5.0  # how long an account that a preflight has just looked at is taken as read

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Place:
    """An account's host, and who signs in to it."""

    endpoint: Endpoint
    doorway: Doorway
    credential: Credential
    by_admin: bool

    @property
    def title(self) -> str:
        """The host's title, for sentences."""
        return self.endpoint.title

    @property
    def key(self) -> str:
        """Sessions with the same key are interchangeable."""
        return f"{self.credential.record_id}\n{self.credential.login}\n{self.endpoint.record_id}\n{self.endpoint.port}"

    @property
    def sudo_password(self) -> Secret | None:
        """What sudo may be given, where it asks."""
        return self.credential.password

    def connect(self) -> SshSession:
        """Sign in; raises `Refused` with the reason."""
        return self.doorway.connect(self.credential)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the signed-in account gets, and what the host tells of the one that is to be changed."""

    way: Way
    facts: Facts


class Places:
    """The hosts and sessions of one target."""

    def __init__(self, run: Runner, work_seconds: float = WORK_SECONDS) -> None:
        """Take the engine's runner, and after how long an unanswered command's connection is cut."""
        self.run = run
        self.sessions: Sessions[SshSession] = Sessions(run, work_seconds=work_seconds)
        self._guard = threading.Lock()
        self._ways: dict[str, Way] = {}
        self._read: dict[tuple[str, str], tuple[Standing, float]] = {}

    def of(self, account: Account, own: Credential) -> Place:
        """Return where an account lives; `own` is what it signs in with where no admin is linked. Raises `Refused`."""
        if account.endpoint is None:
            raise Refused(f"{account.title} belongs to no machine. Nothing was sent.", code="no_endpoint")
        return Place(
            account.endpoint, Doorway(account.endpoint), account.admin or own, account.admin is not None
        )

    async def standing(self, account: Account, place: Place) -> Standing:
        """Ask the host about the account; raises `TargetError`."""
        return await self.ask(place, lambda session: self.look(session, account, place))

    async def recent(self, account: Account, place: Place) -> Standing:
        """Return what was read of the account a moment ago, or ask; raises `TargetError`."""
        return self._known(account, place) or await self.standing(account, place)

    async def ask(self, place: Place, work: Callable[[SshSession], R]) -> R:
        """Run reading commands on a kept or a new session; raises `TargetError`."""
        return await self.sessions.use(
            place.key, place.connect, lambda session: asking(place.title, lambda: work(session))
        )

    def look(self, session: SshSession, account: Account, place: Place) -> Standing:
        """As `standing`, on a session; raises `Refused` or `SshLost`."""
        if place.by_admin:
            way = self.way(session, place)
        else:
            ssh_root.require_shell(session, place.title)
            way = ITSELF
        said = ssh_root.run(session, way, FACTS, f"{account.login}\n".encode(), place.sudo_password)
        standing = Standing(way, read(account.login, said))
        with self._guard:
            self._read[account.record_id, place.key] = standing, time.monotonic()
        return standing

    def look_again(self, session: SshSession, account: Account, place: Place) -> Standing:
        """As `recent`, on a session; raises `Refused` or `SshLost`."""
        return self._known(account, place) or self.look(session, account, place)

    def _known(self, account: Account, place: Place) -> Standing | None:
        with self._guard:
            known = self._read.get((account.record_id, place.key))
        return known[0] if known is not None and time.monotonic() - known[1] <= _RECENT_SECONDS else None

    def way(self, session: SshSession, place: Place) -> Way:
        """Return how far the signed-in account gets, found out once for each target; raises `Refused` or `SshLost`."""
        with self._guard:
            known = self._ways.get(place.key)
        if known is None:
            known = ssh_root.find_way(session, place.sudo_password, place.title)
            with self._guard:
                self._ways[place.key] = known
        return known

    async def close(self) -> None:
        """Close every connection."""
        await self.run(self.sessions.close)
