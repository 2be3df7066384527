"""One SSH connection: the host proves itself, somebody signs in, commands run without a terminal."""

from __future__ import annotations

import logging
import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeVar

import paramiko

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind

CONNECT_SECONDS: Final = 10.0
ANSWER_SECONDS: Final = 20.0  # for a sign-in (PAM may ask other servers) and for a command to answer
_MOST: Final = 262_144  # bytes of an answer; a host that sends more is not believed
_FOUND: Final = -1

R = TypeVar("R")

# The driver logs what a network does to it with a traceback each; what matters is said in our own sentences.
_quiet = logging.getLogger("pamdesk.targets.ssh.driver")
_quiet.setLevel(logging.CRITICAL + 1)
_quiet.propagate = False


class SshLost(Exception):
    """The connection ended, or stayed silent, before the answer was complete; nothing is known of the command."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has ended: its exit status and what it said."""

    status: int
    out: str
    err: str


class Command:
    """One command under way on the host; its calls block, and raise `SshLost`."""

    def __init__(self, channel: paramiko.Channel, login: str, seconds: float) -> None:
        """Take a channel on which the login has started a command, and how many seconds it may go on."""
        self.login = login
        self._channel = channel
        self._until = time.monotonic() + seconds
        self._out = b""
        self._err = b""

    @property
    def err(self) -> str:
        """What it has said on its error output so far."""
        return self._err.decode(errors="replace")

    def write(self, given: bytes) -> None:
        """Put bytes on its standard input."""
        try:
            self._channel.sendall(given)
        except (OSError, EOFError) as error:
            raise SshLost from error

    def end_input(self) -> None:
        """Tell it that nothing more will come."""
        try:
            self._channel.shutdown_write()
        except (OSError, EOFError) as error:
            raise SshLost from error

    def wait_for(self, ready: Callable[[bytes, bytes], bool]) -> bool:
        """Wait until its output and error output are as asked; False where it ended before."""
        while not ready(self._out, self._err):
            if not self._more():
                return ready(self._out, self._err)
        return True

    def line(self, word: str) -> str:
        """Wait for the first line of its output that begins with a word; "" where it ended without one."""

        def found(out: bytes, _: bytes) -> bool:
            return any(line.startswith(word.encode()) for line in out.split(b"\n")[:-1])

        if not self.wait_for(found):
            return ""
        lines = self._out.decode(errors="replace").split("\n")
        return next(line for line in lines if line.startswith(word))

    def ended(self) -> Ran:
        """Wait for its end."""
        while self._more():
            pass
        if not self._channel.status_event.wait(max(0.0, self._until - time.monotonic())):
            raise SshLost
        status = self._channel.exit_status
        if status == _FOUND:
            raise SshLost  # the connection went before the status came
        # What is no UTF-8 survives the way to and from a file that is written back byte for byte.
        return Ran(status, self._out.decode(errors="surrogateescape"), self.err)

    def close(self) -> None:
        """Give the channel back; a command that still runs sees the end of its input."""
        with suppress(OSError, EOFError):  # the connection may be gone, and the channel with it
            self._channel.close()

    def _more(self) -> bool:
        """Take in what has come; False at the end of both outputs."""
        channel = self._channel
        while True:
            over = channel.eof_received or channel.closed
            if channel.recv_ready():
                self._out += channel.recv(65_536)
                break
            if channel.recv_stderr_ready():
                self._err += channel.recv_stderr(65_536)
                break
            if over:
                return False
            left = self._until - time.monotonic()
            if left <= 0:
                raise SshLost
            select.select([channel.fileno()], [], [], left)
        if len(self._out) + len(self._err) > _MOST:
            raise SshLost
        return True


class SshSession:
    """A signed-in connection; several commands may run on it, one after the other."""

    def __init__(self, transport: paramiko.Transport, wire: socket.socket, login: str) -> None:
        """Take over a connection that has proved its host and let the login in."""
        self._transport = transport
        self._wire = wire
        self.login = login

    @property
    def lost(self) -> bool:
        """Whether the driver found the connection ended."""
        return not self._transport.is_active()

    def start(self, command: str, *, seconds: float = ANSWER_SECONDS) -> Command:
        """Start a command; it holds no secret, since the host shows it to everybody. Raises `SshLost`."""
        try:
            channel = self._transport.open_session(timeout=seconds)
            channel.settimeout(seconds)
            channel.exec_command(command)
        except (paramiko.SSHException, OSError, EOFError) as error:
            raise SshLost from error
        return Command(channel, self.login, seconds)

    def run(self, command: str, given: bytes = b"", *, seconds: float = ANSWER_SECONDS) -> Ran:
        """Run a command to its end; raises `SshLost`."""
        running = self.start(command, seconds=seconds)
        try:
            if given:
                running.write(given)
            running.end_input()
            return running.ended()
        finally:
            running.close()

    def close(self) -> None:
        """End the connection."""
        self._transport.close()

    def abort(self) -> None:
        """Cut the connection from another thread; a call that waits on it ends at once."""
        try:
            self._wire.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the other end was first


def asking(title: str, work: Callable[[], R]) -> R:
    """Run reading commands; a lost connection becomes a `TargetError`."""
    try:
        return work()
    except SshLost:
        problem = TargetError(
            f"{title} did not answer a question.", TargetErrorKind.UNKNOWN, code="connection_lost"
        )
    raise problem


def open_transport(
    host: str, port: int, algorithms: tuple[str, ...]
) -> tuple[paramiko.Transport, socket.socket]:
    """Connect and agree on keys, asking for host keys of these algorithms; nothing is believed and nothing sent yet.

    Raises OSError, EOFError or paramiko.SSHException.
    """
    wire = socket.create_connection((host, port), timeout=CONNECT_SECONDS)
    transport = None
    try:
        transport = paramiko.Transport(wire)
        transport.set_log_channel(_quiet.name)
        transport.banner_timeout = transport.handshake_timeout = CONNECT_SECONDS
        transport.auth_timeout = transport.channel_timeout = ANSWER_SECONDS
        options = transport.get_security_options()
        known = options.key_types
        options.key_types = [name for name in algorithms if name in known]
        transport.start_client(timeout=CONNECT_SECONDS)
    except BaseException:
        if transport is not None:
            transport.close()
        wire.close()
        raise
    return transport, wire


def unreachable(title: str, host: str, port: int, cause: BaseException) -> Refused:
    """Say that nobody answers as an SSH server does."""
    silent = isinstance(cause, TimeoutError) or "timeout" in str(cause).lower()
    reason = "does not answer" if silent else "cannot be reached by SSH"
    return Refused(
        f"{title} ({host}:{port}) {reason}. An administrator of the network must look.",
        TargetErrorKind.UNREACHABLE,
        code="unreachable",
    )
