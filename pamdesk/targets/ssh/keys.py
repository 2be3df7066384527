"""SSH key pairs: made, read in every usual form, and named by their fingerprint."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Final, TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from pamdesk.records.secret import Secret
from pamdesk.targets.ssh.hostkeys import of_blob

if TYPE_CHECKING:
    import paramiko

_Private: TypeAlias = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
_LEAST_RSA_BITS: Final = 3072  # NIST SP 800-57 part 1, table 2: 128 bits of strength
_CURVES: Final[dict[str, Callable[[], ec.EllipticCurve]]] = {
    "secp256r1": ec.SECP256R1,
    "secp384r1": ec.SECP384R1,
    "secp521r1": ec.SECP521R1,
}


class UnreadableKey(ValueError):
    """A private key that cannot be used; `needs_passphrase` where only its passphrase is missing or wrong."""

    def __init__(self, sentence: str, *, needs_passphrase: bool = False) -> None:
        """Keep a sentence without any of the key's text."""
        super().__init__(sentence)
        self.needs_passphrase = needs_passphrase


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half: the algorithm and the base64 of its blob, as a line of authorized_keys holds them."""

    algorithm: str
    body: str

    def __str__(self) -> str:
        return f"{self.algorithm} {self.body}"

    @property
    def fingerprint(self) -> str:
        """`SHA256:…` as ssh-keygen -l prints it."""
        return of_blob(self.algorithm, base64.b64decode(self.body)).fingerprint


def load(private: Secret, passphrase: Secret | None = None) -> _Private:
    """Read a private key in OpenSSH, PKCS#1, PKCS#8 or SEC1 form; raises `UnreadableKey`."""
    text = private.reveal().strip().replace("\r\n", "\n").encode() + b"\n"
    word = passphrase.reveal().encode() if passphrase else None
    read = (
        serialization.load_ssh_private_key
        if b"BEGIN OPENSSH PRIVATE KEY" in text
        else serialization.load_pem_private_key
    )
    problem: UnreadableKey
    try:
        key = read(text, word)
    except TypeError as error:
        # Of these functions: a passphrase is missing, or one was given for a key that has none.
        if word is not None and "not encrypted" in str(error):
            return load(private)
        problem = UnreadableKey("it is encrypted, and the record holds no passphrase", needs_passphrase=True)
    except (ValueError, UnsupportedAlgorithm):
        problem = UnreadableKey(
            "its passphrase is wrong, or it is damaged"
            if word
            else "it is no private key in PEM or OpenSSH form",
            needs_passphrase=word is not None,
        )
    else:
        if isinstance(key, (ed25519.Ed25519PrivateKey, ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey)):
            return key
        problem = UnreadableKey("it is of a kind that OpenSSH no longer takes")
    # Raised outside, so that no traceback leads to frames that hold the key.
    raise problem


def public_of(private: Secret, passphrase: Secret | None = None) -> PublicKey:
    """Derive the public half; raises `UnreadableKey`."""
    return _public(load(private, passphrase))


def for_driver(private: Secret, passphrase: Secret | None = None) -> paramiko.PKey:
    """Return the key as the SSH driver takes it; raises `UnreadableKey`."""
    import paramiko

    key = load(private, passphrase)
    opened = StringIO(_openssh(key, None))
    if isinstance(key, rsa.RSAPrivateKey):
        return paramiko.RSAKey.from_private_key(opened)
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return paramiko.ECDSAKey.from_private_key(opened)
    return paramiko.Ed25519Key.from_private_key(opened)


def make_like(current: Secret | None, passphrase: Secret | None) -> tuple[Secret, PublicKey]:
    """Make a key pair of the same kind as the present one (Ed25519 where there is none), under the same passphrase.

    A host that takes RSA only goes on taking it; RSA keys are at least 3072 bits. Raises `UnreadableKey`.
    """
    key = _new_like(load(current, passphrase) if current else None)
    return Secret(_openssh(key, passphrase)), _public(key)


def _new_like(present: _Private | None) -> _Private:
    if isinstance(present, rsa.RSAPrivateKey):
        return rsa.generate_private_key(65537, max(present.key_size, _LEAST_RSA_BITS))
    if isinstance(present, ec.EllipticCurvePrivateKey) and present.curve.name in _CURVES:
        return ec.generate_private_key(_CURVES[present.curve.name]())
    return ed25519.Ed25519PrivateKey.generate()


def _openssh(key: _Private, passphrase: Secret | None) -> str:
    sealed = (
        serialization.BestAvailableEncryption(passphrase.reveal().encode())
        if passphrase
        else serialization.NoEncryption()
    )
    made = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, sealed)
    return made.decode("ascii")


def _public(key: _Private) -> PublicKey:
    line = key.public_key().public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    algorithm, body = line.decode("ascii").split()[:2]
    return PublicKey(algorithm, body)
