"""One PowerShell session on a Windows host: cmdlets and scripts, whose secrets go as secure strings only.

A secure string is sealed with a key that both ends agree on for this session (MS-PSRP 3.1.5.4), inside a sealed message,
inside TLS; it shows in no command line, no script block log and no transcript of the host.
"""

from __future__ import annotations

import http.client
import logging
import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pypsrp.complex_objects import ObjectMeta
from pypsrp.exceptions import WinRMError, WSManFaultError
from pypsrp.powershell import DEFAULT_CONFIGURATION_NAME, PowerShell, RunspacePool
from pypsrp.wsman import SelectorSet, WSMan

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Answer, Credential, Endpoint, ProbeResult
from pamdesk.targets.windows.host import HostSession, NoAnswer, Parameters, Prepared, Ran
from pamdesk.targets.windows.wire import SignInRefused, WinrmWire

NO_SHELL: Final = 2150858843  # ERROR_WSMAN_INVALID_SELECTORS: there is no shell of this id (any more)
_ACCESS_DENIED: Final = 5
_RESOURCE: Final = f"http://schemas.microsoft.com/powershell/{DEFAULT_CONFIGURATION_NAME}"
_IDLE_SECONDS: Final = 180  # a session that was left behind is ended by the host after this
_PENDING_SECONDS: Final = 15  # the host says at least so often that it has nothing to say yet
# What the driver raises of its own, and hands on of decoders.
_BROKEN: Final = (
    WinRMError, NoAnswer, OSError, http.client.HTTPException, ET.ParseError, ValueError, KeyError, TypeError,
    AttributeError, struct.error,
)  # fmt: skip

_CMDLET: Final = re.compile(r"[A-Za-z]+-[A-Za-z]+")

R = TypeVar("R")

# The drivers log every message that they send and receive; what matters is said in our own sentences.
for _name in ("pypsrp", "spnego"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A command of one session; see `host.Prepared`."""

    session: WindowsSession
    command: PowerShell

    @property
    def attempt(self) -> str:
        """The shell that it will run in."""
        return self.session.shell

    def invoke(self) -> Ran:
        """See `host.Prepared.invoke`."""
        return self.session.invoke(self.command)


class WindowsSession:
    """A signed-in session with a shell of its own; its calls block, and raise `NoAnswer` where no answer came."""

    def __init__(self, wire: WinrmWire, pool: RunspacePool, login: str) -> None:
        """Use `open_session`."""
        self.login = login
        self._wire = wire
        self._pool = pool

    @property
    def shell(self) -> str:
        """The shell's id on the host."""
        return str(self._pool.shell.id or self._pool.id)

    @property
    def lost(self) -> bool:
        """Whether the connection is known to be of no more use."""
        return self._wire.lost

    def prepare(self, script: str, parameters: Parameters) -> Prepared:
        """See `host.HostSession.prepare`; the host is asked for the key of secure strings."""
        return _Prepared(self, self._guarded(lambda: self._made(script, parameters)))

    def invoke(self, prepared: PowerShell) -> Ran:
        """Send a prepared command, once, and wait for its end."""
        return self._guarded(lambda: _ran(prepared, prepared.invoke()))

    def end(self, attempt: str) -> bool:
        """See `host.HostSession.end`: of a shell, whoever opened it."""
        selectors = SelectorSet()
        selectors.add_option("ShellId", attempt)
        fault = self._fault_of(lambda: self._pool.connection.delete(_RESOURCE, selector_set=selectors))
        return fault in (0, NO_SHELL)

    def close(self) -> None:
        """End the shell where the host still listens, then the connection."""
        if not self.lost:
            try:
                self._pool.close()
            except _BROKEN:
                self._wire.lost = True  # the other end was first
        self._wire.close()

    def abort(self) -> None:
        """Cut the connection from another thread; a call that waits on it ends at once."""
        self._wire.abort()

    def _made(self, script: str, parameters: Parameters) -> PowerShell:
        shell = PowerShell(self._pool)
        # A word is the name of a cmdlet, whose parameters are then its own.
        if _CMDLET.fullmatch(script):
            shell.add_cmdlet(script)
        else:
            shell.add_script(script)
        for name, value in parameters.items():
            given: Any = value
            if isinstance(value, Secret):
                self._pool.exchange_keys()
                given = self._pool.serialize(value.reveal(), ObjectMeta("SS"))
            shell.add_parameter(name, given)
        return shell

    def _guarded(self, work: Callable[[], R]) -> R:
        try:
            return work()
        except _BROKEN:
            self._wire.lost = True
        # Raised outside, so that no traceback leads to the driver's frames, which hold what was sent.
        raise NoAnswer

    def _fault_of(self, work: Callable[[], object]) -> int:
        try:
            work()
            return 0
        except WSManFaultError as error:
            return error.code if isinstance(error.code, int) else -1
        except _BROKEN:
            self._wire.lost = True
        raise NoAnswer


def open_session(endpoint: Endpoint, credential: Credential) -> WindowsSession:
    """Sign in and open a shell; raises `Refused` with the reason."""
    if not credential.password:
        raise Refused(
            f"{credential.title} has no password to sign in with. Nothing was sent.", code="no_password"
        )
    wire = WinrmWire(endpoint)
    wire.open(credential.login, credential.password)
    # pypsrp makes a transport of its own, which is never used: it connects at its first message.
    speaker = WSMan(endpoint.host, port=endpoint.port, auth="ntlm", operation_timeout=_PENDING_SECONDS)
    speaker.transport = wire  # type: ignore[assignment]  # what it is asked for is there
    problem: Refused
    try:
        pool = RunspacePool(speaker, idle_timeout=_IDLE_SECONDS)
        pool.open()
        return WindowsSession(wire, pool, credential.login)
    except WSManFaultError as error:
        problem = _not_opened(endpoint, credential, error.code)
    except _BROKEN:
        problem = Refused(
            f"{endpoint.title} opened no PowerShell session for {credential.login}.",
            TargetErrorKind.UNREACHABLE,
            code="connection_lost",
        )
    wire.close()
    raise problem


class NoShellAllowed(Refused):
    """The password is right, and the host lets the account open no session."""


class WinrmDoor:
    """WinRM over HTTPS; see `host.Door`."""

    identity = "certificate"

    def connect(self, endpoint: Endpoint, credential: Credential) -> HostSession:
        """See `host.Door.connect`."""
        return open_session(endpoint, credential)

    def tries(self, endpoint: Endpoint, credential: Credential) -> ProbeResult:
        """See `host.Door.tries`."""
        try:
            session = open_session(endpoint, credential)
        except SignInRefused as refused:
            return ProbeResult(Answer.REJECTED, refused.message, refused.code, spent=True)
        except NoShellAllowed as refused:
            return ProbeResult(Answer.BLOCKED, refused.message, refused.code)
        session.close()
        return ProbeResult(Answer.ACCEPTED, f"{credential.login} signed in on {endpoint.title}.")


def _not_opened(endpoint: Endpoint, credential: Credential, code: object) -> Refused:
    if code == _ACCESS_DENIED:
        return NoShellAllowed(
            f"{endpoint.title} lets {credential.login} in, and opens no PowerShell session for it: it is neither in "
            "Administrators nor in Remote Management Users.",
            code="no_shell",
        )
    return Refused(
        f"{endpoint.title} opened no PowerShell session for {credential.login} (code {code}).",
        code=f"wsman_{code}",
    )


def _ran(prepared: PowerShell, output: list[object]) -> Ran:
    errors = tuple(str(error.fq_error or "").partition(",")[0] for error in prepared.streams.error)
    return Ran(tuple(output), errors)
