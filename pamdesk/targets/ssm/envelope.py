"""Secrets on their way through Systems Manager, which keeps every command: readable by one key of one host only.

The key pair is made on the host for one secret. Its public half comes back in an answer; what is sealed with it may be
kept, logged and listed by whoever may list commands.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from typing import Final

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account

KEY_BITS: Final = 3072
LONGEST: Final = KEY_BITS // 8 - 2 * 32 - 2  # bytes; RFC 8017, 7.1.1 with SHA-256
# The host removes its key after this; what arrives half a minute before that is no longer opened.
KEY_SECONDS: Final = 300
OPENS_SECONDS: Final = 270


def new_token() -> str:
    """Return a name that no other envelope has: of the key on the host, and of the command that carries the envelope."""
    return secrets.token_hex(16)


def require_fits(account: Account, secret: Secret) -> None:
    """Raise `Refused` where a secret is too long for one envelope."""
    if len(secret.reveal().encode()) > LONGEST:
        raise Refused(
            f"A password that goes through Systems Manager holds at most {LONGEST} bytes. "
            f"Nothing was sent for {account.title}.",
            TargetErrorKind.POLICY,
            code="password_invalid",
        )


def key_of_der(text: str) -> rsa.RSAPublicKey | None:
    """Read a public key from the base64 of its DER (SubjectPublicKeyInfo); None where it is none."""
    try:
        key = serialization.load_der_public_key(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        return None
    return key if isinstance(key, rsa.RSAPublicKey) else None


def key_of_numbers(modulus: str, exponent: str) -> rsa.RSAPublicKey | None:
    """Read a public key from the base64 of its two numbers, the first byte the highest; None where it is none."""
    try:
        n, e = (int.from_bytes(base64.b64decode(one, validate=True)) for one in (modulus, exponent))
        return rsa.RSAPublicNumbers(e, n).public_key()
    except (binascii.Error, ValueError):
        return None


def seal(key: rsa.RSAPublicKey | None, secret: Secret, host: str) -> str:
    """Seal a secret with a host's key; raises `Refused` where it is none of the right size."""
    if key is None or key.key_size != KEY_BITS:
        raise Refused(f"{host} could not make a key for the new password. Nothing was sent.", code="no_key")
    oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
    return base64.b64encode(key.encrypt(secret.reveal().encode(), oaep)).decode("ascii")
