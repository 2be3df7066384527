"""Who is on the other end of SSH: the host keys that a person accepted, and the one that a host shows.

A pin is a line of one of these forms; several lines are several keys, of which one must be shown:
    ssh-ed25519 SHA256:…        what `pamdesk records trust` writes: the algorithm is then the one that is asked for
    ssh-ed25519 AAAAC3…         the key itself, as in known_hosts or the host's own *.pub file
    SHA256:…                    the fingerprint alone, as ssh-keygen -l prints it
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Final

from pamdesk.records.errors import Refused
from pamdesk.targets.contract import Endpoint

# The best first; what OpenSSH 8.8 and later no longer offers by itself (ssh-rsa with SHA-1, DSA) is never asked for.
ALGORITHMS: Final = (
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "rsa-sha2-512",
    "rsa-sha2-256",
)
_RSA: Final = "ssh-rsa"  # the name of the key's format, whatever hash its signatures use


@dataclass(frozen=True, slots=True)
class HostKey:
    """One host key: the name of its format ("" where only the fingerprint was pinned) and its `SHA256:…`."""

    algorithm: str
    fingerprint: str

    def __str__(self) -> str:
        return f"{self.algorithm} {self.fingerprint}".strip()

    def fits(self, shown: HostKey) -> bool:
        """Tell whether a key that is shown is this one."""
        return self.fingerprint == shown.fingerprint and self.algorithm in ("", shown.algorithm)


def of_blob(algorithm: str, blob: bytes) -> HostKey:
    """Name a key by its public blob, as `ssh-keygen -l` does."""
    digest = base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
    return HostKey(algorithm, f"SHA256:{digest}")


def parse(text: str) -> tuple[HostKey, ...]:
    """Read pins, one a line; raises ValueError where a line is none."""
    found = [_parse_line(line.split()) for line in text.splitlines() if line.strip()]
    return tuple(key for key in found if key is not None)


def _parse_line(words: list[str]) -> HostKey | None:
    if words[0].startswith("#"):
        return None
    if words[0].upper().startswith("SHA256:"):
        return HostKey("", _fingerprint(words[0]))
    if len(words) < 2:
        raise ValueError("A host key is an algorithm and a key, or SHA256: and 32 bytes in base64.")
    algorithm, body = words[0], words[1]
    if body.upper().startswith("SHA256:"):
        return HostKey(algorithm, _fingerprint(body))
    try:
        blob = base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise ValueError("The key after the algorithm is no base64.") from error
    # The blob begins with its own name: a line of known_hosts that starts with the host's name is caught here.
    if blob[4 : 4 + len(algorithm)] != algorithm.encode():
        raise ValueError("The key is not of the algorithm that stands before it.")
    return of_blob(algorithm, blob)


def _fingerprint(text: str) -> str:
    body = text[7:].rstrip("=")
    if len(base64.b64decode(body + "=" * (-len(body) % 4), validate=True)) != 32:
        raise ValueError("A fingerprint is SHA256: and 32 bytes in base64.")
    return f"SHA256:{body}"


def pinned(endpoint: Endpoint) -> tuple[HostKey, ...]:
    """Return the pins of a record, none where nobody has accepted a key yet; raises `Refused` for what is no pin."""
    try:
        return parse(endpoint.fingerprint)
    except ValueError:
        raise Refused(
            f"The pinned host key of {endpoint.title} cannot be read: it is no SHA256 fingerprint and no public key. "
            "Nothing was sent.",
            code="host_key_invalid",
        ) from None


def to_ask_for(pins: tuple[HostKey, ...]) -> tuple[str, ...]:
    """Return the algorithms to negotiate: those of the pinned keys, or all where a pin does not say."""
    named = {pin.algorithm for pin in pins}
    if not named or "" in named:
        return ALGORITHMS
    wanted = {name for name in named if name != _RSA} | (
        {"rsa-sha2-512", "rsa-sha2-256"} if _RSA in named else set()
    )
    return tuple(name for name in ALGORITHMS if name in wanted) or ALGORITHMS


def require_known(endpoint: Endpoint, shown: HostKey) -> None:
    """Raise `Refused` unless the key that the host shows is one that a person has accepted."""
    pins = pinned(endpoint)
    if not pins:
        raise Refused(
            f"Nobody has accepted the host key of {endpoint.title} yet. It shows {shown}. Nothing was sent. "
            "Compare it with the host's own, then accept it.",
            code="host_key_unknown",
        )
    if not any(pin.fits(shown) for pin in pins):
        raise Refused(
            f"The host key of {endpoint.title} is not the pinned one: it shows {shown}. Nothing was sent. "
            "Another host may be answering there. An administrator must compare the keys.",
            code="host_key_changed",
        )
