"""The text of an authorized_keys file: keys found by their blob, every other byte left as it is (sshd(8))."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pamdesk.targets.ssh.keys import PublicKey

_KINDS: Final = (b"ssh-", b"ecdsa-", b"sk-")
_COMMENT: Final = b"pamdesk"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line that lets a key in: its options, the key, and the comment, each as it stands there."""

    options: bytes
    algorithm: bytes
    body: bytes
    comment: bytes

    def holds(self, key: PublicKey) -> bool:
        """Tell whether it is this key, whatever stands around it."""
        return (self.algorithm, self.body) == (key.algorithm.encode(), key.body.encode())


def with_key(text: bytes, key: PublicKey, like: PublicKey | None) -> bytes:
    """Return the text with a key added at its end, once for each line of the key that it is to replace.

    Options and comment are those of that line: what was restricted to a command or an address stays so.
    """
    if has(text, key):
        return text
    models: list[Entry | None] = [entry for entry in _entries(text) if like is not None and entry.holds(like)]
    ending = b"\n" if text and not text.endswith(b"\n") else b""
    return text + ending + b"".join(_line(key, model) for model in models or [None])


def without_key(text: bytes, key: PublicKey) -> bytes:
    """Return the text without the lines of a key; everybody else's stay as they are, byte for byte."""
    return b"".join(line for line in _lines(text) if not _is_of(line, key))


def has(text: bytes, key: PublicKey) -> bool:
    """Tell whether a key is let in."""
    return any(entry.holds(key) for entry in _entries(text))


def options_of(text: bytes, key: PublicKey) -> bytes:
    """Return the options of a key's first line, for a person to see."""
    return next((entry.options for entry in _entries(text) if entry.holds(key)), b"")


def others(text: bytes, key: PublicKey | None) -> str:
    """Return a digest of every line that is not this key's: the same before and after a rotation."""
    kept = [line.rstrip(b"\n") for line in _lines(text) if key is None or not _is_of(line, key)]
    digest = hashlib.sha256(b"\n".join(kept)).hexdigest()[:16]
    return f"{len(kept)} lines, SHA256 {digest}"


def parse(line: bytes) -> Entry | None:
    """Read one line; None where it is empty, a comment, or no key."""
    rest = line.strip()
    if not rest or rest.startswith(b"#"):
        return None
    options = b""
    if not rest.startswith(_KINDS):
        end = _end_of_options(rest)
        options, rest = rest[:end], rest[end:].lstrip()
    words = rest.split(None, 2)
    if len(words) < 2 or not words[0].startswith(_KINDS):
        return None
    return Entry(options, words[0], words[1], words[2] if len(words) > 2 else b"")


def _end_of_options(text: bytes) -> int:
    """Return where the options end: at the first space that stands in no quotes."""
    quoted, escaped = False, False
    for place, char in enumerate(text):
        if char in b" \t" and not quoted:
            return place
        if char == ord('"') and not escaped:
            quoted = not quoted
        escaped = char == ord("\\") and not escaped
    return len(text)


def _lines(text: bytes) -> list[bytes]:
    # Not bytes.splitlines: a lone carriage return is a part of a line here, as it is to sshd.
    return [line + b"\n" for line in text.split(b"\n")[:-1]] + [
        line for line in text.split(b"\n")[-1:] if line
    ]


def _entries(text: bytes) -> Iterator[Entry]:
    for line in _lines(text):
        entry = parse(line)
        if entry is not None:
            yield entry


def _is_of(line: bytes, key: PublicKey) -> bool:
    entry = parse(line)
    return entry is not None and entry.holds(key)


def _line(key: PublicKey, model: Entry | None) -> bytes:
    words = [str(key).encode(), model.comment if model and model.comment else _COMMENT]
    return b" ".join([model.options, *words] if model and model.options else words) + b"\n"
