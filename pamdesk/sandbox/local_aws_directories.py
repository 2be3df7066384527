"""Directory Service of the local AWS: directories whose users' passwords really change in whatever stands behind them.

Behaviour: AWS Directory Service API Reference, ResetUserPassword and DescribeDirectories. A reset enables a disabled
user. Behind a directory is a `UserStore`: `MemoryUsers`, or `LdapsUsers` in front of a domain controller.
"""

from __future__ import annotations

import re
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pamdesk.records.secret import Secret

MICROSOFT_AD, SIMPLE_AD = "MicrosoftAD", "SimpleAD"
# The stages in which a directory answers.
USABLE = ("Active", "Impaired", "Updating")
_LONGEST = 127
_USER_NAME = re.compile(r'[^\\"/\[\]:;|=,+*?<>@]{1,64}')
_DISABLED = 2  # ACCOUNTDISABLE, MS-ADTS 2.2.16

_CLASSES: tuple[Callable[[str], bool], ...] = (
    str.islower,
    str.isupper,
    str.isdigit,
    lambda c: not c.isalnum(),
)

UserStore = Callable[[str, Secret], None]


class DirectoryRefusal(Exception):
    """A refusal with the code of the Directory Service API."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass
class DirectoryHere:
    """One directory; `reset` sets a user's password, enables the user, and raises DirectoryRefusal."""

    directory_id: str
    name: str
    reset: UserStore
    type: str = MICROSOFT_AD
    short_name: str = "CORP"
    stage: str = "Active"
    dns_addresses: tuple[str, ...] = ("127.0.0.1",)
    launched: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass
class MemoryUser:
    """A user in memory."""

    password: str
    enabled: bool = True
    reserved: bool = False  # in the AWS Reserved OU (Managed AD), or a Domain or Enterprise Admin (Simple AD)


class MemoryUsers:
    """Users in memory with the default domain policy: seven characters, three of four classes, not the user's name."""

    def __init__(self, users: dict[str, MemoryUser]) -> None:
        """Hold these users; their names are not case-sensitive."""
        self.users = {name.lower(): user for name, user in users.items()}

    def accepts(self, name: str, password: str) -> bool:
        """Answer as a sign-in would."""
        user = self.users[name.lower()]
        return user.enabled and user.password == password

    def __call__(self, name: str, password: Secret) -> None:
        """Reset a password; raises DirectoryRefusal."""
        user, text = self.users.get(name.lower()), password.reveal()
        if user is None:
            raise DirectoryRefusal("UserDoesNotExistException", f"The user {name} does not exist.")
        if user.reserved:
            raise DirectoryRefusal("ClientException", f"The password of {name} can't be reset.")
        present = sum(any(test(character) for character in text) for test in _CLASSES)
        if len(text) < 7 or present < 3 or name.lower() in text.lower():
            raise weak_password()
        user.password, user.enabled = text, True


@dataclass(frozen=True, slots=True, kw_only=True)
class LdapsUsers:
    """A domain controller behind a directory, reached by verified LDAPS as an administrator."""

    host: str
    port: int
    user: str  # a principal name: Administrator@corp.example.com
    password: Secret
    base: str  # DC=corp,DC=example,DC=com
    ca_file: str

    def __call__(self, name: str, password: Secret) -> None:
        """Reset a password and enable the user, as ResetUserPassword does; raises DirectoryRefusal."""
        import ldap3
        from ldap3.core.exceptions import LDAPSocketOpenError
        from ldap3.utils.conv import escape_filter_chars

        class VerifiedTls(ldap3.Tls):  # ldap3 checks names by a function that Python gave up
            def wrap_socket(self, connection: Any, do_handshake: bool = False) -> None:
                connection.socket = context.wrap_socket(connection.socket, server_hostname=host)

        host, context = self.host, ssl.create_default_context(cafile=self.ca_file)
        server = ldap3.Server(host, port=self.port, use_ssl=True, tls=VerifiedTls(), connect_timeout=10)
        connection: Any = ldap3.Connection(server, self.user, self.password.reveal(), receive_timeout=10)
        try:
            if not connection.bind():
                raise DirectoryRefusal("DirectoryUnavailableException", "The directory did not let us in.")
            wanted = f"(&(objectClass=user)(sAMAccountName={escape_filter_chars(name)}))"
            connection.search(self.base, wanted, attributes=["userAccountControl"])
            entries = [entry for entry in connection.response or [] if "dn" in entry]
            if not entries:
                raise DirectoryRefusal("UserDoesNotExistException", f"The user {name} does not exist.")
            self._reset(connection, entries[0], password)
        except LDAPSocketOpenError as error:
            raise DirectoryRefusal(
                "DirectoryUnavailableException", "The directory did not answer."
            ) from error
        finally:
            connection.unbind()

    @staticmethod
    def _reset(connection: Any, entry: Any, password: Secret) -> None:
        from ldap3 import MODIFY_REPLACE

        quoted = f'"{password.reveal()}"'.encode("utf-16-le")
        if not connection.modify(entry["dn"], {"unicodePwd": [(MODIFY_REPLACE, [quoted])]}):
            if connection.result["description"] == "insufficientAccessRights":
                raise DirectoryRefusal("ClientException", "The password of this user can't be reset.")
            raise weak_password()
        control = entry["attributes"]["userAccountControl"]
        flags = int(control[0] if isinstance(control, list) else control)
        if flags & _DISABLED:
            enabled = {"userAccountControl": [(MODIFY_REPLACE, [str(flags & ~_DISABLED)])]}
            connection.modify(entry["dn"], enabled)


def weak_password() -> DirectoryRefusal:
    """Return the refusal of a password that the directory's policy does not take."""
    return DirectoryRefusal(
        "InvalidPasswordException", "The password does not meet the password requirements of the directory."
    )


class Directories:
    """Every directory of the account, in its one region."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[str, DirectoryHere] = {}

    def add(self, directory: DirectoryHere) -> None:
        """Put a directory here, in place of one of the same id."""
        with self._lock:
            self._held[directory.directory_id] = directory

    def set_stage(self, directory_id: str, stage: str) -> None:
        """Say another stage than Active: Inoperable and Restoring do not answer, Impaired does."""
        self.get(directory_id).stage = stage

    def get(self, directory_id: str) -> DirectoryHere:
        """Return one; raises DirectoryRefusal."""
        with self._lock:
            found = self._held.get(directory_id)
        if found is None:
            raise DirectoryRefusal("EntityDoesNotExistException", f"Directory {directory_id} does not exist.")
        return found

    def all(self) -> list[DirectoryHere]:
        """Return every directory."""
        with self._lock:
            return [self._held[key] for key in sorted(self._held)]

    def reset(self, directory_id: str, name: str, password: Secret) -> None:
        """Reset a user's password; raises DirectoryRefusal."""
        directory = self.get(directory_id)
        if directory.type not in (MICROSOFT_AD, SIMPLE_AD):
            raise DirectoryRefusal(
                "UnsupportedOperationException", "The directory's type does not support this operation."
            )
        if not 1 <= len(password.reveal()) <= _LONGEST:
            raise DirectoryRefusal(
                "ValidationException", "Value at 'newPassword' failed to satisfy constraint"
            )
        if _USER_NAME.fullmatch(name) is None:
            raise DirectoryRefusal("ValidationException", "Value at 'userName' failed to satisfy constraint")
        if directory.stage not in USABLE:
            raise DirectoryRefusal(
                "DirectoryUnavailableException", f"Directory {directory_id} is not available."
            )
        directory.reset(name, password)
