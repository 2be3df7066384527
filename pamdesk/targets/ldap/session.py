"""One connection to a directory server: its few operations, each with the server's whole answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from ldap3 import BASE, DEREF_NEVER, SUBTREE
from ldap3.utils.conv import escape_filter_chars
from pyasn1.type.base import Asn1Item

from pamdesk.targets.ldap.wire import DRIVER_ERRORS, Wire

LONGEST_NAME: Final = 256  # characters; a DN may be longer, and stands in a field of its own
SUCCESS: Final = 0
NO_SUCH_OBJECT: Final = 32
INVALID_CREDENTIALS: Final = 49
_SIZE_LIMIT: Final = 4
_SEARCH_SECONDS: Final = 10
_A_DN: Final = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)\s*=")
Control = tuple[str, bool, bytes | None]


class Silence(Exception):
    """The connection ended, or the server did not answer in a way that can be read: nothing is known."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer: RFC 4511's result code, the server's own text (never shown: it may repeat what was sent), controls."""

    code: int
    text: str = ""
    controls: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the operation was done."""
        return self.code == SUCCESS


class Declined(Exception):
    """A question was answered with an error; `reply` says which."""

    def __init__(self, reply: Reply) -> None:
        """Keep the answer."""
        super().__init__(str(reply.code))
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the server shows it to who asks."""

    dn: str
    attributes: Mapping[str, Sequence[bytes]]  # by lower-case name

    def text(self, name: str) -> str:
        """Return the first value, empty where there is none or it may not be seen."""
        values = self.texts(name)
        return values[0] if values else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return every value."""
        return tuple(value.decode("utf-8", "replace") for value in self.attributes.get(name.lower(), ()))

    def raw(self, name: str) -> bytes:
        """Return the first value's bytes."""
        return next(iter(self.attributes.get(name.lower(), ())), b"")

    def number(self, name: str) -> int | None:
        """Return the first value as a number; None where there is none."""
        text = self.text(name)
        return int(text) if re.fullmatch(r"-?\d+", text) else None


class DirectorySession:
    """A connection on which somebody may be signed in; its calls block. Raises `Silence` where no answer came."""

    def __init__(self, wire: Wire) -> None:
        """Take over a connection whose TLS is proved."""
        self._wire = wire
        self._ended = False

    @property
    def lost(self) -> bool:
        """Whether the connection is known to be of no more use."""
        return self._ended or self._wire.closed

    def bind(self, name: str, password: bytes, controls: Sequence[Control] = ()) -> Reply:
        """Sign in by name and password, once."""
        if not name or not password:
            raise AssertionError(
                "an empty name or password would sign in as nobody, and succeed"
            )  # RFC 4513, 5.1
        wire = self._wire
        # As bytes: the driver would prepare a text by SASLprep, which the server does not.
        wire.authentication, wire.user, wire.password = "SIMPLE", name, password
        try:
            return self._ask(lambda: wire.bind(read_server_info=False, controls=list(controls) or None))
        finally:
            wire.password = None

    def read(self, dn: str, attributes: Sequence[str], found_by: str = "(objectClass=*)") -> Entry | None:
        """Return one entry, None where there is none or it may not be seen; raises `Declined`."""
        entries = self._search(dn, BASE, found_by, attributes)
        return entries[0] if entries else None

    def find(self, base: str, found_by: str, attributes: Sequence[str]) -> list[Entry]:
        """Return the entries below a base that a filter takes, a few at most; raises `Declined`."""
        return self._search(base, SUBTREE, found_by, attributes)

    def modify(self, dn: str, changes: Mapping[str, object], controls: Sequence[Control] = ()) -> Reply:
        """Change an entry, as a whole or not at all (RFC 4511, 4.6)."""
        return self._ask(
            lambda: self._wire.modify(dn, dict(changes), list(controls) or None)  # type: ignore[no-untyped-call]
        )

    def extended(self, name: str, value: Asn1Item, controls: Sequence[Control] = ()) -> Reply:
        """Call an extended operation."""
        return self._ask(lambda: self._wire.extended(name, value, list(controls) or None))

    def close(self) -> None:
        """Say goodbye where the server still listens, and close."""
        if not self.lost:
            try:
                self._wire.unbind()
            except DRIVER_ERRORS:
                self._ended = True  # the other end was first
        self._ended = True
        self._wire.end()

    def abort(self) -> None:
        """Cut the connection from another thread."""
        self._wire.cut()

    def _search(
        self, base: str, scope: Literal["BASE", "SUBTREE"], found_by: str, attributes: Sequence[str]
    ) -> list[Entry]:
        wire = self._wire
        reply = self._ask(
            lambda: wire.search(
                base,
                found_by,
                search_scope=scope,
                dereference_aliases=DEREF_NEVER,
                attributes=list(attributes),
                size_limit=_SIZE_LIMIT if scope == SUBTREE else 0,
                time_limit=_SEARCH_SECONDS,
            )
        )
        if reply.code == NO_SUCH_OBJECT:
            return []
        if reply.code not in (SUCCESS, 4):  # 4: more than the size limit, which is as good as several
            raise Declined(reply)
        found = [one for one in wire.response or () if one.get("type") == "searchResEntry"]
        return [_entry(one) for one in found]

    def _ask(self, work: Callable[[], object]) -> Reply:
        result: dict[str, Any] | None = None
        try:
            work()
            result = self._wire.result
        except DRIVER_ERRORS:
            self._ended = True
        finally:
            self._wire.request = None  # the driver keeps what it sent, and that may be a password
        if not result:
            # Raised outside, so that no traceback leads to the driver's frames, which hold what was sent.
            raise Silence
        return Reply(int(result["result"]), str(result.get("message") or ""), _controls(result))


def looks_like_dn(name: str) -> bool:
    """Tell whether a login is a distinguished name."""
    return bool(_A_DN.match(name))


def escaped(value: str) -> str:
    """Return a value as it may stand in a search filter (RFC 4515)."""
    return str(escape_filter_chars(value))


def same_dn(one: str, other: str) -> bool:
    """Tell whether two names differ in case and in spaces around commas at most."""
    return _plain(one) == _plain(other)


def _plain(dn: str) -> str:
    return re.sub(r"\s*([,=+])\s*", r"\1", dn.strip()).casefold()


def _entry(found: Mapping[str, Any]) -> Entry:
    attributes = {str(name).lower(): tuple(values) for name, values in found["raw_attributes"].items()}
    return Entry(str(found["dn"]), attributes)


def _controls(result: Mapping[str, Any]) -> dict[str, bytes]:
    found = result.get("controls") or {}
    values = {str(name): one.get("value") for name, one in found.items()}
    return {name: bytes(value) for name, value in values.items() if isinstance(value, (bytes, bytearray))}
