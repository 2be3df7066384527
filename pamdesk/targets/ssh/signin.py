"""Signing in over SSH: who answers is proved first, then one password or one key is offered, once."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import paramiko

from pamdesk.records.errors import Refused
from pamdesk.records.secret import Secret
from pamdesk.targets.contract import Credential, Endpoint
from pamdesk.targets.ssh import hostkeys as ssh_hostkeys
from pamdesk.targets.ssh import keys as ssh_keys
from pamdesk.targets.ssh.hostkeys import HostKey
from pamdesk.targets.ssh.session import SshSession, open_transport, unreachable

_PASSWORD: Final = "password"  # noqa: S105 - the protocol's name of the way (RFC 4252)
_KEYBOARD: Final = "keyboard-interactive"
_KEY: Final = "publickey"


class Word(StrEnum):
    """What a host says to one offer."""

    ACCEPTED = "accepted"
    MORE = "more"  # right, and the host asks for something else besides
    REJECTED = "rejected"
    CLOSED = (
        "closed"  # it ended the connection instead of answering: PAM's account rules do that, and networks
    )
    NOT_OFFERED = "not_offered"  # the host takes nothing of this kind from this account


@dataclass(frozen=True, slots=True)
class SignIn:
    """The host's word, the open session where it let us in, and the ways that it offers the account."""

    word: Word
    session: SshSession | None = None
    ways: tuple[str, ...] = ()


class _OneAnswer:
    """Answers the one question for a password, and no other: a one-time code is never guessed at."""

    def __init__(self, password: str) -> None:
        self._password = password
        self._given = False
        self.asked_more = False

    def __call__(self, title: str, instructions: str, prompts: list[tuple[str, bool]]) -> list[str]:
        """Return the answers to what the host asks; an empty one from the second question on."""
        answers = []
        for _, shown in prompts:
            mine = not shown and not self._given
            self.asked_more = self.asked_more or not mine
            answers.append(self._password if mine else "")
            self._given = self._given or mine
        return answers


class Doorway:
    """Proves one host's identity at every connection and opens sessions with it."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Take the endpoint; nothing is connected yet."""
        self.endpoint = endpoint

    def connect(self, credential: Credential) -> SshSession:
        """Open a session, by key where the credential has one that is taken, else by password.

        Raises `Refused` with the reason.
        """
        signed, what = None, ""
        if credential.private_key:
            signed = self.by_key(
                credential.login, credential.private_key, credential.passphrase, credential.title
            )
            what = "SSH key"
        if credential.password and (signed is None or signed.word in (Word.REJECTED, Word.NOT_OFFERED)):
            signed = self.by_password(credential.login, credential.password)
            what = "password"
        if signed is None:
            raise Refused(
                f"{credential.title} has no password and no SSH key to sign in with. Nothing was sent.",
                code="no_credential",
            )
        if signed.session is not None and signed.word is Word.ACCEPTED:
            return signed.session
        raise self.refusal(signed, credential.login, what)

    def by_password(self, login: str, password: Secret) -> SignIn:
        """Offer a password over a fresh connection; raises `Refused` where the host is not reached or not believed."""

        def offer(transport: paramiko.Transport, ways: tuple[str, ...]) -> list[str] | None:
            if _PASSWORD in ways:
                return transport.auth_password(login, password.reveal(), fallback=False)
            if _KEYBOARD in ways:
                answer = _OneAnswer(password.reveal())
                try:
                    return transport.auth_interactive(login, answer)
                except paramiko.AuthenticationException:
                    if answer.asked_more:
                        return [_KEYBOARD]
                    raise
            return None

        return self._sign_in(login, offer)

    def by_key(self, login: str, private: Secret, passphrase: Secret | None, title: str) -> SignIn:
        """Offer one key, no agent's and no other file's, over a fresh connection; raises `Refused` as `by_password`."""
        try:
            key = ssh_keys.for_driver(private, passphrase)
        except ssh_keys.UnreadableKey as error:
            raise Refused(
                f"The private key of {title} cannot be used: {error}. Nothing was sent.",
                code="key_unreadable",
            ) from None

        def offer(transport: paramiko.Transport, ways: tuple[str, ...]) -> list[str] | None:
            return transport.auth_publickey(login, key) if _KEY in ways else None

        return self._sign_in(login, offer)

    def ways(self, login: str) -> tuple[str, ...]:
        """Return the ways in that the host offers an account; raises `Refused` as `by_password`."""
        return self._sign_in(login, lambda transport, ways: None).ways

    def look(self) -> HostKey:
        """Return the host key that is shown, believed by nobody yet; raises `Refused` where nobody answers."""
        try:
            transport, _ = open_transport(self.endpoint.host, self.endpoint.port, ssh_hostkeys.ALGORITHMS)
        except (paramiko.SSHException, OSError, EOFError) as error:
            raise unreachable(self.endpoint.title, self.endpoint.host, self.endpoint.port, error) from None
        try:
            return _shown(transport)
        finally:
            transport.close()

    def refusal(self, signed: SignIn, login: str, what: str) -> Refused:
        """Say why a sign-in came to nothing."""
        host = self.endpoint.title
        ways = ", ".join(signed.ways) or "nothing"
        sentences = {
            Word.REJECTED: f"{host} refuses the {what} of {login}, or has no such account.",
            Word.MORE: f"{host} asks {login} for more than the {what} ({ways}).",
            Word.NOT_OFFERED: f"{host} takes no {what} from {login}: it offers {ways}.",
            Word.CLOSED: f"{host} ended the connection while {login} signed in: the account may have expired.",
        }
        return Refused(sentences[signed.word], code=f"sign_in_{signed.word.value}")

    def _sign_in(
        self, login: str, offer: Callable[[paramiko.Transport, tuple[str, ...]], list[str] | None]
    ) -> SignIn:
        transport, wire = self._believed()
        ways: tuple[str, ...] = ()
        kept = False
        try:
            ways = _ways(transport, login)
            more = offer(transport, ways)
            if more is None:
                return SignIn(Word.NOT_OFFERED, ways=ways)
            if more:
                return SignIn(Word.MORE, ways=tuple(more))
            kept = True
            return SignIn(Word.ACCEPTED, SshSession(transport, wire, login), ways)
        except paramiko.BadAuthenticationType as error:
            return SignIn(Word.NOT_OFFERED, ways=tuple(error.allowed_types))
        except paramiko.AuthenticationException:
            return SignIn(Word.REJECTED if transport.is_active() else Word.CLOSED, ways=ways)
        except (paramiko.SSHException, OSError, EOFError):
            return SignIn(Word.CLOSED, ways=ways)
        finally:
            if not kept:
                transport.close()

    def _believed(self) -> tuple[paramiko.Transport, socket.socket]:
        """Connect and compare the host key; raises `Refused` with nothing sent."""
        endpoint = self.endpoint
        pins = ssh_hostkeys.pinned(endpoint)
        # Where only a fingerprint was pinned, the host may show another of its keys first: each kind is asked for.
        groups = [ssh_hostkeys.to_ask_for(pins)]
        if any(not pin.algorithm for pin in pins):
            groups += [(name,) for name in ssh_hostkeys.ALGORITHMS]
        problem: Refused | None = None
        for algorithms in groups:
            try:
                transport, wire = open_transport(endpoint.host, endpoint.port, algorithms)
            except (paramiko.SSHException, OSError, EOFError) as error:
                problem = problem or self._not_agreed(error, algorithms)
                if isinstance(error, OSError):
                    break
                continue
            try:
                ssh_hostkeys.require_known(endpoint, _shown(transport))
            except Refused as error:
                transport.close()
                problem = error if problem is None else problem
                continue
            return transport, wire
        raise problem or AssertionError("no algorithm was asked for")

    def _not_agreed(self, error: BaseException, algorithms: tuple[str, ...]) -> Refused:
        endpoint = self.endpoint
        if (
            isinstance(error, paramiko.ssh_exception.IncompatiblePeer)
            and algorithms != ssh_hostkeys.ALGORITHMS
        ):
            # It has no key of the pinned kind any more: its other key is named, for an administrator to compare.
            try:
                ssh_hostkeys.require_known(endpoint, self.look())
            except Refused as changed:
                return changed
        return unreachable(endpoint.title, endpoint.host, endpoint.port, error)


def takes_password(ways: tuple[str, ...]) -> bool:
    """Tell whether one of these ways in is by password."""
    return _PASSWORD in ways or _KEYBOARD in ways


def _shown(transport: paramiko.Transport) -> HostKey:
    key = transport.get_remote_server_key()
    return ssh_hostkeys.of_blob(key.get_name(), key.asbytes())


def _ways(transport: paramiko.Transport, login: str) -> tuple[str, ...]:
    """Ask which ways in the host offers this account (RFC 4252, "none"); an open door is no proof of a password."""
    try:
        transport.auth_none(login)
    except paramiko.BadAuthenticationType as error:
        return tuple(error.allowed_types)
    raise paramiko.SSHException("The host lets this account in without any secret.")
