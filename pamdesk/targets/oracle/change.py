"""One change of one Oracle user: by an admin's ALTER USER, by its own call, or within the sign-in of an expired password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Account, Credential, Endpoint, Facts
from pamdesk.targets.oracle.codes import EXPIRED, PROOFS, REJECTED
from pamdesk.targets.oracle.driver import DriverError
from pamdesk.targets.oracle.facts import OracleUser, read_user
from pamdesk.targets.oracle.session import Doorway, OracleSession, asking, password_of
from pamdesk.targets.oracle.statements import change_other, require_length, stored_name

MASK: Final = "***"


@dataclass(frozen=True, slots=True)
class Place:
    """An account's server, who signs in to it, and whether that is the account itself."""

    endpoint: Endpoint
    doorway: Doorway
    credential: Credential
    own: bool

    @property
    def key(self) -> str:
        """What sessions of the same sign-in to the same service share."""
        return f"{self.credential.record_id}\n{self.credential.login}\n{self.endpoint.record_id}\n{self.endpoint.database}"

    def connect(self) -> OracleSession:
        """Sign in; raises `Refused`."""
        return self.doorway.connect(self.credential)

    def user(self, session: OracleSession, login: str) -> OracleUser:
        """Look the account up; raises `TargetError`."""
        title = self.endpoint.title
        return asking(self.endpoint, lambda: read_user(session, stored_name(login), title, own=self.own))


class Change:
    """One change: looked up, announced, then sent."""

    def __init__(self, account: Account, place: Place, candidate: Secret) -> None:
        """Take the account, where it lives, and the new password."""
        self._account = account
        self._place = place
        self._candidate = candidate
        self._user: OracleUser | None = None

    def prepare(self, session: OracleSession) -> Facts:
        """Look the account up and return what names the session; raises `Refused`: nothing was sent yet."""
        try:
            user = self._place.user(session, self._account.login)
        except Refused:
            raise
        except TargetError as error:
            problem = Refused(error.message, error.kind, code=error.code)
        else:
            require_length(self._account, user.name, self._candidate, session.version)
            self._user = user
            number, serial = session.number
            return {
                "session_id": number,
                "serial": serial,
                "instance": user.where.instance,
                "asker": user.where.asker,
                "user_id": user.user_id,
            }
        raise problem

    def send(self, session: OracleSession) -> None:
        """Send the change; raises `Refused` where the server's answer proves that it was not done."""
        user = self._user
        if user is None:
            raise AssertionError("a change is sent before it was prepared")
        try:
            if self._place.own:
                session.change_own(password_of(self._place.credential), self._candidate)
            else:
                session.run(_statement(user, self._candidate).reveal())
        except DriverError as error:
            code = error.code
        else:
            return
        # Raised outside, so that no traceback leads to the driver's frames, which hold the statement.
        raise _problem(self._place, self._account.login, code)


class Renewal:
    """A sign-in that is yet to be made, in which an expired password is changed; it is used once."""

    lost = True

    def __init__(self, account: Account, place: Place, candidate: Secret) -> None:
        """Take the account, where it lives, and the new password; nothing is connected yet."""
        self._account = account
        self._place = place
        self._candidate = candidate
        self._wire = place.doorway.wire()

    def send(self) -> None:
        """Sign in with the old and the new password; raises `Refused` where the answer proves that nothing changed."""
        place = self._place
        try:
            password = password_of(place.credential)
            place.doorway.sign_in(self._account.login, password, new=self._candidate, wire=self._wire).close()
        except DriverError as error:
            code = error.code
        else:
            return
        raise _problem(place, self._account.login, code)

    def close(self) -> None:
        """Cut what is left of the connection."""
        self._wire.cut()

    def abort(self) -> None:
        """Cut the connection from another thread."""
        self._wire.cut()


def description(place: Place, user: OracleUser) -> str:
    """Return what a change would do, its secrets masked."""
    if place.own:
        return f"Change the password of {user.name} to {MASK} by the protocol's own call, beside its present one ({MASK})."
    return _statement(user, Secret(MASK)).reveal()


def _statement(user: OracleUser, password: Secret) -> Secret:
    return change_other(user.name, password, common=user.of_root and user.where.container == 1)


def _problem(place: Place, login: str, code: str) -> TargetError:
    names = {"server": place.endpoint.title, "login": login, "admin": place.credential.login}
    proof = PROOFS.get(code)
    # An admin's statement holds no old password: these two would be about something else.
    if proof is not None and (place.own or code not in (REJECTED, EXPIRED)):
        kind, sentence = proof
        return Refused(sentence.format(**names), kind, code=code)
    return TargetError(
        "{server} did not say whether it took the new password of {login}.".format(**names),
        TargetErrorKind.UNKNOWN,
        code=code,
    )
