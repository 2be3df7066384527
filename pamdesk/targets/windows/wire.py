"""One HTTPS connection to a WinRM service: its certificate is proved, somebody signs in by NTLM, messages are sealed.

It takes the place of the transport of pypsrp, which opens connections anew and sends again where an answer is lost. Here
a connection that ends is over, and nothing is sent twice. Sources: MS-WSMV 2.2.9.1 (encrypted messages), RFC 4559
(Negotiate), RFC 5929 (channel binding).
"""

from __future__ import annotations

import base64
import http.client
import re
import socket
import ssl
import threading
from contextlib import suppress
from typing import Final

import spnego
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from pypsrp.encryption import WinRMEncryption
from pypsrp.exceptions import WinRMError, WinRMTransportError
from spnego.channel_bindings import GssChannelBindings
from spnego.exceptions import SpnegoError

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets import tls
from pamdesk.targets.contract import Endpoint
from pamdesk.targets.windows.host import NoAnswer

CONNECT_SECONDS: Final = 10.0
ANSWER_SECONDS: Final = 30.0  # above what a service may take to say that it has nothing to say yet
_PATH: Final = "/wsman"
_BOUNDARY: Final = WinRMEncryption.MIME_BOUNDARY.removeprefix("--")
_TOKEN: Final = re.compile(r"(Negotiate|NTLM)(?:\s+([A-Za-z0-9+/=]+))?", re.IGNORECASE)
_STEPS: Final = 5  # NTLM needs three messages
_MOST: Final = 4_194_304  # bytes of an answer; a host that sends more is not believed
# RFC 5929, 4.1: where a certificate is signed with these, it is bound by SHA-256.
_WEAK: Final = ("md5", "sha1")


class SignInRefused(Refused):
    """The host let nobody in with this name and password; by NTLM it tells no reason."""


class WinrmWire:
    """A connection on which somebody is signed in; one message at a time, and each is answered before the next."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Take the endpoint; nothing is connected yet."""
        self.endpoint = f"https://{_bracketed(endpoint.host)}:{endpoint.port}{_PATH}"  # as pypsrp names it
        self._place = endpoint
        self._guard = threading.Lock()
        self._http: http.client.HTTPConnection | None = None
        self._socket: socket.socket | None = None
        self._sealing: WinRMEncryption | None = None
        self.lost = False

    def open(self, login: str, password: Secret) -> None:
        """Connect, prove the certificate, sign in; raises `Refused`, `SignInRefused` where the sign-in was refused."""
        wire = connected(self._place)
        with self._guard:
            self._socket = wire
        made = http.client.HTTPConnection(self._place.host, self._place.port)
        made.auto_open = 0  # a connection that ended is never opened again behind our back
        made.sock = wire
        self._http = made
        problem = Refused(
            f"{self._place.title} ended the connection while {login} signed in.",
            TargetErrorKind.UNREACHABLE,
            code="connection_lost",
        )
        try:
            self._sign_in(login, password, wire)
            return
        except Refused as refused:
            problem = refused
        except (OSError, http.client.HTTPException, SpnegoError, ValueError):
            pass  # said below, so that no traceback leads to frames that hold the password
        self.close()
        raise problem

    def send(self, message: bytes, *, retries_on_read_timeout: int = 0, timeout: object = None) -> bytes:
        """Send one message, sealed, and return the answer; what pypsrp says of repeating it is not heeded.

        Raises `NoAnswer`, and pypsrp's `WinRMTransportError` with the text of a fault.
        """
        if self._sealing is None or self.lost:
            raise NoAnswer
        status, answer = 0, b""
        try:
            kind, sealed = self._sealing.wrap_message(message)
            headers = {"Content-Type": f'{kind};protocol="{WinRMEncryption.SPNEGO}";boundary="{_BOUNDARY}"'}
            response, answer = self._post(sealed, headers)
            status = response.status
            if response.getheader("Content-Type", "").startswith("multipart/encrypted"):
                answer = self._sealing.unwrap_message(answer, _BOUNDARY)
        except (OSError, http.client.HTTPException, SpnegoError, WinRMError, ValueError, IndexError):
            status = 0
        if status == 200:
            return answer
        if status in (0, 401):  # 401: who was signed in is asked again, since its password is another now
            self.lost = True
            raise NoAnswer
        raise WinRMTransportError("http", status, answer.decode("utf-8", "replace"))

    def close(self) -> None:
        """End the connection."""
        self.lost = True
        if self._http is not None:
            self._http.close()

    def abort(self) -> None:
        """Cut the connection from another thread; a call that waits on it ends at once."""
        self.lost = True
        with self._guard, suppress(OSError):  # the other end may be first
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_RDWR)

    def _post(self, body: bytes, headers: dict[str, str]) -> tuple[http.client.HTTPResponse, bytes]:
        if self._http is None:
            raise http.client.NotConnected
        self._http.request(
            "POST", _PATH, body, {"Connection": "Keep-Alive", "User-Agent": "PamDesk", **headers}
        )
        response = self._http.getresponse()
        answer = response.read(_MOST + 1)
        if len(answer) > _MOST:
            raise http.client.HTTPException
        return response, answer

    def _sign_in(self, login: str, password: Secret, wire: ssl.SSLSocket) -> None:
        title = self._place.title
        context = spnego.client(
            login,
            password.reveal(),
            hostname=self._place.host,
            service="WSMAN",
            channel_bindings=_binding(wire.getpeercert(binary_form=True) or b""),
            protocol="ntlm",
            options=spnego.NegotiateOptions.wrapping_winrm,
        )
        given = context.step() or b""
        for _ in range(_STEPS):
            told = "Negotiate " + base64.b64encode(given).decode("ascii")
            response, _ = self._post(b"", {"Authorization": told})
            offered = _TOKEN.search(", ".join(response.headers.get_all("WWW-Authenticate") or ()))
            taken = base64.b64decode(offered[2]) if offered is not None and offered[2] else b""
            if response.status == 200:
                if taken:
                    context.step(taken)
                if not context.complete:
                    raise ValueError("the sign-in is not complete")
                self._sealing = WinRMEncryption(context, WinRMEncryption.SPNEGO)
                return
            if response.status != 401:
                raise Refused(
                    f"{title} has no WinRM service there (HTTP {response.status}).", code="no_winrm"
                )
            if offered is None:
                raise Refused(
                    f"{title} takes no sign-in by NTLM.",
                    code="ntlm_not_offered",
                )
            if not taken or context.complete:
                raise SignInRefused(
                    f"{title} does not let {login} in: the password is wrong, or the account is disabled, locked or expired.",
                    code="sign_in_rejected",
                )
            given = context.step(taken) or b""
        raise ValueError("the sign-in goes on and on")


def connected(endpoint: Endpoint) -> ssl.SSLSocket:
    """Connect and prove who answers; raises `Refused`."""
    context = tls.context_for(endpoint)
    problem: Refused | None = None
    try:
        return _shaken(endpoint, context)
    except ssl.SSLError as error:
        problem = tls.refusal(endpoint, error, lambda: look(endpoint))
    except (OSError, UnicodeError) as error:
        silent = isinstance(error, TimeoutError)
        problem = _unreachable(endpoint, "does not answer" if silent else "cannot be reached")
    raise problem


def look(endpoint: Endpoint) -> bytes:
    """Return the certificate that is shown (DER), believed by nobody; raises OSError."""
    context = tls.LookingContext(ssl.PROTOCOL_TLS_CLIENT)
    with suppress(OSError):  # meant: the context ends the connection as soon as it has seen the certificate
        _shaken(endpoint, context).close()
    if not context.seen:
        raise OSError("no certificate was shown")
    return context.seen


def shown(endpoint: Endpoint) -> str:
    """Return the fingerprint of the certificate that is shown; raises `Refused` where nobody shows one."""
    try:
        return tls.fingerprint_of(look(endpoint))
    except (OSError, UnicodeError):
        problem = _unreachable(endpoint, "shows no certificate")
    raise problem


def _unreachable(endpoint: Endpoint, reason: str) -> Refused:
    return Refused(
        f"{endpoint.title} ({endpoint.host}:{endpoint.port}) {reason}. An administrator of the network must look.",
        TargetErrorKind.UNREACHABLE,
        code="unreachable",
    )


def _shaken(endpoint: Endpoint, context: ssl.SSLContext) -> ssl.SSLSocket:
    plain = socket.create_connection((endpoint.host, endpoint.port), timeout=CONNECT_SECONDS)
    try:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire = context.wrap_socket(plain, server_hostname=endpoint.host)
    except BaseException:
        plain.close()
        raise
    wire.settimeout(ANSWER_SECONDS)
    return wire


def _binding(certificate: bytes) -> GssChannelBindings | None:
    """Return what ties the sign-in to this connection's certificate, so that it is of no use on another one."""
    algorithm = x509.load_der_x509_certificate(certificate).signature_hash_algorithm
    if algorithm is None:
        return None  # Ed25519 and the like have no binding of this kind
    digest = hashes.Hash(hashes.SHA256() if algorithm.name in _WEAK else algorithm)
    digest.update(certificate)
    return GssChannelBindings(application_data=b"tls-server-end-point:" + digest.finalize())


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
