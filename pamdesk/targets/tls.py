"""Who is on the other end: certificates checked against an authority, or against the one that a person accepted."""

from __future__ import annotations

import base64
import binascii
import hashlib
import socket
import ssl
from collections.abc import Callable
from typing import Final

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.targets.contract import Endpoint

_WRONG_NAME: Final = frozenset({62, 64})  # X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH
_EXPIRED: Final = frozenset({9, 10})  # X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED


class WrongCertificate(ssl.SSLCertVerificationError):
    """The server's certificate is not the pinned one; `shown` is its fingerprint."""

    def __init__(self, shown: str) -> None:
        """Keep the fingerprint that was shown."""
        super().__init__(1, "The certificate is not the pinned one")
        self.shown = shown


class PinnedContext(ssl.SSLContext):
    """A TLS context that believes exactly one certificate and ends the connection before anything is sent on it."""

    _pinned: bytes

    @classmethod
    def believing(cls, fingerprint: str) -> PinnedContext:
        """Make a context for a pinned `SHA256:…`; raises ValueError where the text is no SHA-256."""
        context = cls(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        # The certificate itself is compared below, which is stricter than any chain that leads to it.
        context.verify_mode = ssl.CERT_NONE
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context._pinned = parse_fingerprint(fingerprint)
        return context

    def wrap_socket(  # type: ignore[override]  # the parent's long list of defaults is passed through as it is
        self, sock: socket.socket, *args: bool, **named: str | bool | None
    ) -> ssl.SSLSocket:
        """Shake hands, then compare; raises `WrongCertificate` with the connection closed."""
        wrapped = super().wrap_socket(sock, *args, **named)  # type: ignore[arg-type]
        certificate = wrapped.getpeercert(binary_form=True) or b""
        if hashlib.sha256(certificate).digest() != self._pinned:
            wrapped.close()
            raise WrongCertificate(fingerprint_of(certificate))
        return wrapped


class LookingContext(ssl.SSLContext):
    """A TLS context that keeps the certificate it is shown (DER, in `seen`) and ends the connection there."""

    seen: bytes = b""

    def __init__(self, protocol: int) -> None:
        """Believe anyone: nothing is ever sent through it."""
        del protocol  # taken by the parent's __new__
        self.check_hostname = False
        self.verify_mode = ssl.CERT_NONE

    def wrap_socket(  # type: ignore[override]  # as above
        self, sock: socket.socket, *args: bool, **named: str | bool | None
    ) -> ssl.SSLSocket:
        """Shake hands, keep the certificate, and raise `WrongCertificate` with the connection closed."""
        wrapped = super().wrap_socket(sock, *args, **named)  # type: ignore[arg-type]
        self.seen = wrapped.getpeercert(binary_form=True) or b""
        wrapped.close()
        raise WrongCertificate(fingerprint_of(self.seen))


def fingerprint_of(certificate: bytes) -> str:
    """Return `SHA256:AA:BB:…` of a certificate's DER bytes, as `openssl x509 -fingerprint -sha256` prints it."""
    return "SHA256:" + hashlib.sha256(certificate).digest().hex(":").upper()


def parse_fingerprint(text: str) -> bytes:
    """Read a SHA-256 in hexadecimal (colons or none) or in base64, with or without `SHA256:`; raises ValueError."""
    body = text.strip()
    if body[:7].upper() in ("SHA256:", "SHA256="):
        body = body[7:]
    plain = body.replace(":", "").replace(" ", "")
    if len(plain) == 64:
        return bytes.fromhex(plain)
    try:
        digest = base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("A fingerprint is SHA256: and 32 bytes in hexadecimal or base64.") from error
    if len(digest) != 32:
        raise ValueError("A fingerprint is SHA256: and 32 bytes in hexadecimal or base64.")
    return digest


def context_for(endpoint: Endpoint) -> ssl.SSLContext:
    """Make the TLS context that proves this endpoint: its pin, else its authority, else the system's authorities.

    Raises `Refused` where TLS is switched off without a pin, or where the pin or the authority cannot be read.
    """
    if endpoint.fingerprint:
        try:
            return PinnedContext.believing(endpoint.fingerprint)
        except ValueError:
            raise Refused(
                f"The pinned fingerprint of {endpoint.title} is no SHA-256. Nothing was sent.",
                code="fingerprint_invalid",
            ) from None
    if not endpoint.use_tls:
        raise Refused(
            f"TLS is off in the record {endpoint.title}, and a password is never sent without it. Nothing was sent. "
            "Turn TLS on in the record, or pin the server's certificate.",
            code="tls_off",
        )
    try:
        context = ssl.create_default_context(cadata=endpoint.ca_certificate or None)
    except (ssl.SSLError, ValueError):
        raise Refused(
            f"The CA certificate in the record {endpoint.title} cannot be read as PEM. Nothing was sent.",
            code="ca_certificate_invalid",
        ) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def refusal(endpoint: Endpoint, error: ssl.SSLError, look: Callable[[], bytes]) -> Refused:
    """Say why a handshake failed; `look` fetches the certificate (DER) again, unverified, to name its fingerprint."""
    if isinstance(error, WrongCertificate):
        return Refused(
            f"The certificate of {endpoint.title} is not the pinned one: it shows {error.shown}. Nothing was sent. "
            "An administrator must compare the certificates.",
            code="certificate_changed",
        )
    if not isinstance(error, ssl.SSLCertVerificationError):
        return Refused(
            f"{endpoint.title} and PamDesk agreed on no TLS connection ({error.reason or 'closed'}). Nothing was sent.",
            TargetErrorKind.UNREACHABLE,
            code="tls_failed",
        )
    try:
        shown = fingerprint_of(look())
    except OSError:
        shown = "its fingerprint could not be read"
    if error.verify_code in _WRONG_NAME:
        return Refused(
            f"The certificate of {endpoint.title} is not made out for {endpoint.host} ({shown}). Nothing was sent. "
            "An administrator must correct the host in the record.",
            code="certificate_wrong_name",
        )
    if error.verify_code in _EXPIRED:
        return Refused(
            f"The certificate of {endpoint.title} is not valid today ({shown}). Nothing was sent. "
            "An administrator of the server must renew it.",
            code="certificate_expired",
        )
    return Refused(
        f"The certificate of {endpoint.title} is signed by no authority that is known here ({shown}). Nothing was "
        "sent. An administrator must enter the authority's certificate in the record, or compare the fingerprint "
        "and accept it.",
        code="certificate_unknown",
    )
