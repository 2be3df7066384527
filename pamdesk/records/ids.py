"""Identifiers: 16 random bytes, written as 22 characters of base64url."""

from __future__ import annotations

import base64
import re
import secrets

_PATTERN = re.compile(r"[A-Za-z0-9_-]{22}")


def new_id() -> str:
    """Return a new random identifier of 22 characters; it never starts with `-`, which would read as an option."""
    while True:
        text = base64.urlsafe_b64encode(secrets.token_bytes(16)).rstrip(b"=").decode("ascii")
        if not text.startswith("-"):
            return text


def is_id(text: str) -> bool:
    """Tell whether the text has the form of an identifier."""
    return _PATTERN.fullmatch(text) is not None
