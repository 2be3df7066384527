"""A Windows host that somebody is signed in to, whichever way: it runs PowerShell, and ends what was begun."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar

from pamdesk.records.errors import TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Credential, Endpoint, ProbeResult

Parameters: TypeAlias = Mapping[str, str | Secret]
R = TypeVar("R")


class NoAnswer(Exception):
    """The connection ended, or the answer did not come or could not be read: nothing is known of what was sent."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has ended: what it gave, and the ids of its errors without the command's own name."""

    output: tuple[object, ...]
    errors: tuple[str, ...]

    @property
    def text(self) -> str:
        """The one text that it gave, "" where it gave something else."""
        return str(self.output[0]) if len(self.output) == 1 and not self.errors else ""

    @property
    def number(self) -> int:
        """The one number that it gave, -1 where it gave something else."""
        return int(self.text) if self.text.isdecimal() else -1


class Prepared(Protocol):
    """A command that is put together, and has been given nothing yet."""

    @property
    def attempt(self) -> str:
        """What it will run in, by a name under which that can be ended later."""

    def invoke(self) -> Ran:
        """Send it, once, and wait for its end; raises `NoAnswer`."""


class HostSession(Protocol):
    """A signed-in session; its calls block, and raise `NoAnswer` where no answer came."""

    @property
    def lost(self) -> bool:
        """Whether the connection is known to be of no more use."""

    def prepare(self, script: str, parameters: Parameters) -> Prepared:
        """Put a script and its parameters together; the host runs nothing of it yet."""

    def end(self, attempt: str) -> bool:
        """End what a command runs in, by its name, with the command; False where the host does not let us."""

    def close(self) -> None:
        """Close it in good order."""

    def abort(self) -> None:
        """Cut it from another thread, so that a call that waits on it ends at once."""


class Door(Protocol):
    """A way to Windows hosts."""

    identity: str  # what a host proves itself by, for a finding's code

    def connect(self, endpoint: Endpoint, credential: Credential) -> HostSession:
        """Sign in; raises `Refused` with the reason."""

    def tries(self, endpoint: Endpoint, credential: Credential) -> ProbeResult:
        """Sign in only to find out whether the host lets this credential in; raises `Refused` as `connect`."""


def run(session: HostSession, script: str, parameters: Parameters) -> Ran:
    """Prepare and send."""
    return session.prepare(script, parameters).invoke()


def asking(title: str, work: Callable[[], R]) -> R:
    """Run reading commands; a lost connection becomes a `TargetError`."""
    try:
        return work()
    except NoAnswer:
        problem = TargetError(
            f"{title} did not answer a question.", TargetErrorKind.UNKNOWN, code="connection_lost"
        )
    raise problem
