"""Masking: the secrets in play are blanked in any text that leaves the program, a log line or a script's output alike."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from pamdesk.records.secret import Secret

MASK = "***"
SHORTEST = 4  # characters: masking shorter ones would blank ordinary words, and no account takes them
_SHAPES = (
    re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL),
    re.compile(r"SCRAM-SHA-256\$\S+"),
    re.compile(r"(?i)(?<=password)(\s*[=:]\s*)(?:'[^']*'|\"[^\"]*\"|\S+)"),
    re.compile(r"(?i)(?<=identified by )('[^']*'|\"[^\"]*\")"),
    re.compile(r"(?i)(?<=secret_access_key)(\s*[=:]\s*)\S+"),
    re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"),
)


class SecretMask:
    """Knows the secrets in play and blanks them in any text; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._texts: Counter[str] = Counter()

    @contextmanager
    def in_play(self, *secrets: Secret) -> Iterator[None]:
        """Mask these secrets while the block runs."""
        texts = [each.reveal() for each in secrets if len(each.reveal()) >= SHORTEST]
        with self._lock:
            self._texts.update(texts)
        try:
            yield
        finally:
            with self._lock:
                self._texts.subtract(texts)
                self._texts += Counter()

    def clean(self, text: str) -> str:
        """Return the text with every secret in play, and whatever has a secret's shape, masked."""
        with self._lock:
            known = sorted(self._texts, key=len, reverse=True)
        for secret in known:
            text = text.replace(secret, MASK)
        for shape in _SHAPES:
            text = shape.sub(MASK, text)
        return text


MASKED = SecretMask()
