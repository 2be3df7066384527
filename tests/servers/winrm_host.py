"""The Windows host that the tests' WinRM endpoint plays: local users, and the few cmdlets that concern them.

Behaviour: Microsoft.PowerShell.LocalAccounts (Get-, Set-, Enable-, Disable-LocalUser) and their error ids; the default
local policy. It is an emulation: no Windows, and no PowerShell that would run a script.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pamdesk.records.secret import Secret


@dataclass
class WindowsUser:
    """A local user; `generation` counts its passwords."""

    name: str
    password: str
    administrator: bool = False
    enabled: bool = True
    locked: bool = False
    expired: bool = False
    generation: int = 0
    last_set: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def signs_in(self) -> bool:
        """Whether NTLM lets it in; NTLM over WinRM tells no reason."""
        return self.enabled and not self.locked and not self.expired


class CmdletError(Exception):
    """An error record: its id, its category and the exception's type as PowerShell names it."""

    def __init__(self, message: str, error_id: str, kind: str) -> None:
        super().__init__(message)
        self.error_id = error_id
        self.kind = kind


Parameters = Mapping[str, Any]
Script = Callable[["WindowsHost", "re.Match[str]", Parameters], Sequence[Any]]


class WindowsHost:
    """Local users and what may be run; `scripts` pairs a pattern with what a script that matches it does."""

    def __init__(self, name: str = "WIN-TEST", *, product_type: int = 3) -> None:
        """Describe a host; product type 1 is a workstation, 2 a domain controller, 3 a server."""
        self.name = name
        self.product_type = product_type
        self.lock = threading.RLock()
        self.users: dict[str, WindowsUser] = {}
        self.scripts: list[tuple[re.Pattern[str], Script]] = []
        self.ran: list[str] = []  # every command and script as it came, without parameters

    def add(self, user: WindowsUser) -> WindowsUser:
        """Add a user; names are not case-sensitive."""
        self.users[user.name.lower()] = user
        return user

    def run(self, command: str, is_script: bool, parameters: Parameters) -> Sequence[Any]:
        """Run one command and return its objects; a secure string comes as a Secret; raises CmdletError."""
        self.ran.append(command)
        with self.lock:
            if is_script:
                return self._script(command, parameters)
            match command.lower():
                case "get-localuser":
                    return self._get(parameters)
                case "set-localuser":
                    return self._set(parameters)
                case "enable-localuser" | "disable-localuser":
                    self._user(parameters, command).enabled = command.lower().startswith("enable")
                    return []
                case "get-ciminstance":
                    return [{"ProductType": self.product_type, "CSName": self.name}]
                case _:
                    raise _not_found(command)

    def _script(self, text: str, parameters: Parameters) -> Sequence[Any]:
        if text.strip().lower() in ("hostname", "$env:computername"):
            return [self.name]
        for pattern, script in self.scripts:
            found = pattern.search(text)
            if found is not None:
                return script(self, found, parameters)
        raise _not_found(text.split()[0] if text.split() else "")

    def _user(self, parameters: Parameters, command: str) -> WindowsUser:
        name = str(parameters.get("name", ""))
        user = self.users.get(name.lower())
        if user is None:
            raise CmdletError(
                f"User {name} was not found.",
                f"UserNotFound,Microsoft.PowerShell.Commands.{command.replace('-', '')}Command",
                "Microsoft.PowerShell.Commands.UserNotFoundException",
            )
        return user

    def _get(self, parameters: Parameters) -> Sequence[Any]:
        found = [self._user(parameters, "Get-LocalUser")] if "name" in parameters else self.users.values()
        return [
            {
                "Name": user.name,
                "Enabled": user.enabled,
                "PasswordLastSet": user.last_set.isoformat(),
                "PrincipalSource": "Local",
            }
            for user in found
        ]

    def _set(self, parameters: Parameters) -> Sequence[Any]:
        user = self._user(parameters, "Set-LocalUser")
        if "password" not in parameters:
            return []
        given = parameters["password"]
        if not isinstance(given, Secret):
            raise CmdletError(
                "Cannot bind parameter 'Password'. Cannot convert the value to type System.Security.SecureString.",
                "CannotConvertArgumentNoMessage,Microsoft.PowerShell.Commands.SetLocalUserCommand",
                "System.Management.Automation.ParameterBindingException",
            )
        password = given.reveal()
        classes = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
        present = sum(any(test(character) for character in password) for test in classes)
        if len(password) < 8 or present < 3 or user.name.lower() in password.lower():
            raise CmdletError(
                "Unable to update the password. The value provided for the new password does not meet the length, "
                "complexity, or history requirements of the domain.",
                "InvalidPassword,Microsoft.PowerShell.Commands.SetLocalUserCommand",
                "Microsoft.PowerShell.Commands.InvalidPasswordException",
            )
        user.password, user.generation, user.last_set = password, user.generation + 1, datetime.now(UTC)
        user.expired = False
        return []


def _not_found(command: str) -> CmdletError:
    return CmdletError(
        f"The term '{command}' is not recognized as the name of a cmdlet, function, script file, or operable program.",
        "CommandNotFoundException",
        "System.Management.Automation.CommandNotFoundException",
    )
