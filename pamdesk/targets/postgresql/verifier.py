"""What PostgreSQL stores of a password, made on this side (RFC 5802, in the form of pg_authid.rolpassword).

libpq makes the same with `PQencryptPasswordConn`, in twice the time and with Python's interpreter held; here the
key derivation is OpenSSL's, in one call, and other threads go on meanwhile.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import Final

from pamdesk.records.secret import Secret

SCRAM: Final = "scram-sha-256"
_ITERATIONS: Final = 4096  # PostgreSQL's own default (scram_iterations)
_SALT_BYTES: Final = 16


def fits(password: Secret) -> bool:
    """Tell whether SASLprep leaves the password as it is: printable ASCII; everything else is libpq's business."""
    text = password.reveal()
    return text.isascii() and text.isprintable()


def scram_verifier(password: Secret) -> str:
    """Return a SCRAM-SHA-256 verifier with a new salt; the password must fit."""
    salt = secrets.token_bytes(_SALT_BYTES)
    salted = hashlib.pbkdf2_hmac("sha256", password.reveal().encode("ascii"), salt, _ITERATIONS)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    return f"SCRAM-SHA-256${_ITERATIONS}:{_text(salt)}${_text(stored)}:{_text(server)}"


def _text(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")
