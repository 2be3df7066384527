"""The forms in which a script may print a secret that it was given: none of them is kept."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from urllib.parse import quote

from pamdesk.records.masking import MASK, SHORTEST
from pamdesk.records.secret import Secret

_SHORTEST_ENCODED = 6  # characters: what is left of a short secret in base64 would blank ordinary words


def forms(secrets: Iterable[Secret]) -> list[Secret]:
    """Return every form of these secrets: as they are, line by line, JSON-escaped, URL-escaped, and in base64."""
    found: set[str] = set()
    for secret in secrets:
        text = secret.reveal()
        lines = text.splitlines() if "\n" in text else []
        for part in (text, *lines):
            if len(part) < SHORTEST:
                continue
            found.update({part, json.dumps(part)[1:-1], json.dumps(part, ensure_ascii=False)[1:-1]})
            found.update({quote(part, safe=""), quote(part)})
            for encoding in ("utf-8", "utf-16-le"):
                found.update(_in_base64(part.encode(encoding)))
    return [Secret(each) for each in found]


def _in_base64(data: bytes) -> Iterable[str]:
    """Give what is the same of the data wherever it begins within a longer text in base64."""
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + data).decode().rstrip("=")
        # The first characters hold bits of what stands before, the last one of what follows.
        middle = encoded[(0, 2, 3)[offset] : len(encoded) - ((offset + len(data)) % 3 > 0)]
        if len(middle) >= _SHORTEST_ENCODED:
            yield middle
            yield middle.replace("+", "-").replace("/", "_")


def without_cut_forms(text: str, masked: Iterable[Secret]) -> str:
    """Mask the beginning of a secret that stands at the very end: its program was ended while it wrote."""
    longest = max((_cut_length(text, each.reveal()) for each in masked), default=0)
    return text[: len(text) - longest] + MASK if longest else text


def _cut_length(text: str, form: str) -> int:
    """Return how many characters at the end of the text are a beginning of this form."""
    tail = text[-len(form) + 1 :] if len(form) > 1 else ""
    at = tail.find(form[:SHORTEST])
    while at >= 0:
        if form.startswith(tail[at:]):
            return len(tail) - at
        at = tail.find(form[:SHORTEST], at + 1)
    return 0
