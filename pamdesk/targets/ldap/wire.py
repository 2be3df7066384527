"""The way to a directory server: its address, its socket, and TLS on it, before a single secret is sent."""

from __future__ import annotations

import socket
import ssl
import sys
import threading
from contextlib import suppress
from typing import Final, TypeAlias

from ldap3 import Connection, Server
from ldap3.core.exceptions import LDAPException
from pyasn1.error import PyAsn1Error

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.targets import tls
from pamdesk.targets.contract import Endpoint

CONNECT_SECONDS: Final = 10
ANSWER_SECONDS: Final = 20
# After this long this machine's kernel itself gives up on what was sent and not received, also where the process is gone.
UNRECEIVED_SECONDS: Final = 10
START_TLS: Final = "1.3.6.1.4.1.1466.20037"  # RFC 4511, 4.14
_PLAIN_PORTS: Final = frozenset({389, 3268})
_USER_TIMEOUT: Final = 18  # TCP_USER_TIMEOUT, <linux/tcp.h>
# What ldap3 raises; it hands on the errors of sockets and of its decoder as well.
DRIVER_ERRORS: Final = (LDAPException, PyAsn1Error, OSError, ValueError)

_Address: TypeAlias = tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[object, ...]]


class NoTls(Exception):
    """The server spoke, and did not begin TLS."""


class Wire(Connection):
    """The driver's connection on a socket of ours, that can be cut by another thread."""

    def __init__(self, plain: socket.socket) -> None:
        """Take over a connected socket; nothing is sent."""
        # A server of our own for each: the driver counts messages and addresses in it, without a lock for reading.
        super().__init__(
            Server("localhost", get_info="NO_INFO"),
            client_strategy="SYNC",
            auto_referrals=False,  # a password is sent to no server that another one names
            check_names=False,
            auto_escape=False,
            receive_timeout=ANSWER_SECONDS,
        )
        self._guard = threading.Lock()
        # A second handle: the number of the first belongs to somebody else as soon as the driver has closed it.
        self._handle: socket.socket | None = plain.dup()
        self.strategy._outstanding = {}
        self.socket = plain
        self.closed = False
        self.listening = True

    def shake_hands(self, context: ssl.SSLContext, host: str) -> None:
        """Begin TLS on the socket; raises ssl.SSLError or OSError, with the socket closed."""
        plain = self.socket
        try:
            self.socket = context.wrap_socket(plain, server_hostname=host)
        except OSError:
            plain.close()
            self.end()
            raise

    def ask_for_tls(self) -> None:
        """Send StartTLS; raises `NoTls` where the server declines, and a driver's error where it does not answer."""
        self.extended(START_TLS)
        if self.result["result"] != 0:
            raise NoTls

    def cut(self) -> None:
        """Shut the socket down; a thread that waits on it ends at once."""
        with self._guard, suppress(OSError):  # the other end may be first
            if self._handle is not None:
                self._handle.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        """Close both handles."""
        with self._guard:
            handle, self._handle = self._handle, None
        wire, self.socket, self.closed, self.listening = self.socket, None, True, False
        for one in (wire, handle):
            if one is not None:
                one.close()


class Way:
    """Opens TLS connections to one server, always to the address that answered first; its identity is proved each time."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Take the endpoint; nothing is connected yet."""
        self.endpoint = endpoint
        self._guard = threading.Lock()
        self._context: ssl.SSLContext | None = None
        self._address: _Address | None = None
        self._starts_plain = endpoint.port in _PLAIN_PORTS

    def open(self) -> Wire:
        """Return a connection on which TLS is proved and nobody is signed in; raises `Refused`."""
        context = self._trusting()
        problem: Refused | None = None
        try:
            return self._over_tls(context)
        except ssl.SSLError as error:
            problem = tls.refusal(self.endpoint, error, self._look)
        except NoTls:
            problem = Refused(
                f"{self.endpoint.title} offers no TLS, and a password is never sent without it. Nothing was sent. "
                "An administrator of the server must turn it on.",
                code="tls_unavailable",
            )
        except DRIVER_ERRORS as error:
            problem = self._unreachable(error)
        raise problem

    def _over_tls(self, context: ssl.SSLContext) -> Wire:
        if self._starts_plain:
            return self._through_start_tls(context)
        wire = Wire(self._connect())
        try:
            wire.shake_hands(context, self.endpoint.host)
        except (ssl.SSLCertVerificationError, TimeoutError):
            raise
        except OSError as error:
            return self._on_a_port_of_its_own(context, error)
        return wire

    def _on_a_port_of_its_own(self, context: ssl.SSLContext, failure: OSError) -> Wire:
        """Try StartTLS where a port does not speak TLS at once; raises the failure where that is not it."""
        try:
            wire = self._through_start_tls(context)
        except ssl.SSLCertVerificationError:
            raise
        except (NoTls, *DRIVER_ERRORS):
            raise failure from None
        self._starts_plain = True
        return wire

    def _through_start_tls(self, context: ssl.SSLContext) -> Wire:
        wire = Wire(self._connect())
        try:
            wire.ask_for_tls()
            wire.shake_hands(context, self.endpoint.host)
        except BaseException:
            wire.end()
            raise
        return wire

    def _trusting(self) -> ssl.SSLContext:
        with self._guard:
            if self._context is None:
                self._context = tls.context_for(self.endpoint)
            return self._context

    def _connect(self) -> socket.socket:
        """Connect to the address that answered before, so that change and proof meet the same domain controller."""
        with self._guard:
            known = self._address
        if known is not None:
            try:
                return _connected(known)
            except OSError:
                with self._guard:
                    self._address = None
        found = socket.getaddrinfo(self.endpoint.host, self.endpoint.port, type=socket.SOCK_STREAM)
        for place, address in enumerate(found, 1):
            try:
                plain = _connected(address)
            except OSError:
                if place == len(found):
                    raise
                continue
            with self._guard:
                self._address = address
            return plain
        raise OSError("the name has no address")

    def _unreachable(self, error: BaseException) -> Refused:
        endpoint = self.endpoint
        reason = "does not answer" if isinstance(error, TimeoutError) else "cannot be reached"
        return Refused(
            f"{endpoint.title} ({endpoint.host}:{endpoint.port}) {reason}. "
            "An administrator of the network must look.",
            TargetErrorKind.UNREACHABLE,
            code="unreachable",
        )

    def _look(self) -> bytes:
        """Shake hands unverified, only to name the certificate; the context ends the connection there."""
        context = tls.LookingContext(ssl.PROTOCOL_TLS_CLIENT)
        with suppress(NoTls, *DRIVER_ERRORS):  # meant: the certificate was looked at, and nothing else
            self._over_tls(context).end()
        if not context.seen:
            raise OSError("no certificate was shown")
        return context.seen


def _connected(address: _Address) -> socket.socket:
    family, kind, protocol, _, place = address
    plain = socket.socket(family, kind, protocol)
    try:
        plain.settimeout(CONNECT_SECONDS)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if sys.platform == "linux":
            plain.setsockopt(socket.IPPROTO_TCP, _USER_TIMEOUT, UNRECEIVED_SECONDS * 1000)
        plain.connect(place)
        plain.settimeout(ANSWER_SECONDS)
    except OSError:
        plain.close()
        raise
    return plain
