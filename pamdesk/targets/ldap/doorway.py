"""One directory server: signing in to it, and what comes of that."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Answer, Credential, Endpoint, ProbeResult
from pamdesk.targets.ldap.directory import Directory, Name, Root
from pamdesk.targets.ldap.session import Declined, DirectorySession, Silence
from pamdesk.targets.ldap.wire import Way

R = TypeVar("R")

_ROOT_SECONDS: Final = 30.0  # how long what holds for the whole server is taken as read
_BUSY: Final = ("3", "51", "52")  # timeLimitExceeded, busy, unavailable
_MAY_NOT: Final = 50


class Doorway:
    """Proves one server's identity at every connection, and opens sessions with it."""

    def __init__(self, endpoint: Endpoint, directory: Directory) -> None:
        """Take the endpoint and its make; nothing is connected yet."""
        self.endpoint = endpoint
        self._directory = directory
        self._way = Way(endpoint)
        self._guard = threading.Lock()
        self._root: tuple[Root, float] | None = None

    def connect(self, credential: Credential) -> DirectorySession:
        """Open a session; raises `Refused` with the reason why the server did not let the credential in."""
        title = self.endpoint.title
        if not credential.password:
            raise Refused(
                f"{credential.title} has no password to sign in with. Nothing was sent.", code="no_password"
            )
        name = Name(credential.login, credential.fields.get("distinguished_name", "").strip())
        session = DirectorySession(self._way.open())
        try:
            bind_name = self._bind_name(session, name, credential.title)
            result = self._sign_in(session, bind_name, credential.login, credential.password)
        except BaseException:
            session.close()
            raise
        if result.answer is Answer.ACCEPTED:
            return session
        session.close()
        kind = TargetErrorKind.UNREACHABLE if result.code in _BUSY else TargetErrorKind.REFUSED
        raise Refused(
            result.sentence or f"{title} did not let {credential.login} in.", kind, code=result.code
        )

    def probe(self, name: Name, title: str, candidate: Secret) -> ProbeResult:
        """Sign in once over a connection of its own; raises `Refused` where the server is not believed."""
        session = DirectorySession(self._way.open())
        try:
            return self._sign_in(session, self._bind_name(session, name, title), name.login, candidate)
        finally:
            session.close()

    def look(self) -> Root:
        """Read what the server says of itself to anybody; raises `Refused` and `TargetError`."""
        session = DirectorySession(self._way.open())
        try:
            return asking(self.endpoint, lambda: self.root(session))
        finally:
            session.close()

    def root(self, session: DirectorySession) -> Root:
        """Return what the server says of itself, asked every half minute; raises `Refused`, `Declined` and `Silence`."""
        with self._guard:
            known = self._root
        if known is not None and time.monotonic() - known[1] <= _ROOT_SECONDS:
            return known[0]
        root = self._directory.root(session, self.endpoint)
        with self._guard:
            self._root = root, time.monotonic()
        return root

    def _bind_name(self, session: DirectorySession, name: Name, title: str) -> str:
        if name.dn:
            return name.dn
        return asking(self.endpoint, lambda: self._directory.bind_name(session, self.endpoint, name, title))

    def _sign_in(
        self, session: DirectorySession, bind_name: str, login: str, password: Secret
    ) -> ProbeResult:
        title = self.endpoint.title
        try:
            given = password.reveal().encode()
        except UnicodeError:
            given = b""
        if not given or "\0" in bind_name:
            return ProbeResult(Answer.UNKNOWN, "This text cannot be sent as a password.", "password_invalid")
        try:
            reply = session.bind(bind_name, given, self._directory.bind_controls)
        except Silence:
            reply = None
        if reply is None:
            sentence = f"{title} did not answer the sign-in of {login}."
            return ProbeResult(Answer.UNKNOWN, sentence, "connection_lost")
        return self._directory.judge(reply, login, title)


def asking(endpoint: Endpoint, work: Callable[[], R]) -> R:
    """Run questions; what keeps them from being answered becomes a `TargetError` without the server's own text."""
    code = "connection_lost"
    try:
        return work()
    except Silence:
        kind = TargetErrorKind.UNKNOWN
    except Declined as declined:
        code = str(declined.reply.code)
        kind = TargetErrorKind.REFUSED if declined.reply.code == _MAY_NOT else TargetErrorKind.UNKNOWN
    if kind is TargetErrorKind.REFUSED:
        raise TargetError(
            f"Whoever signed in to {endpoint.title} may not look accounts up there.", kind, code=code
        )
    raise TargetError(f"{endpoint.title} did not answer a question ({code}).", kind, code=code)
