"""What the played Windows host answers to scripts: its own facts, LogonUserW, NetUserChangePassword.

Behaviour: the return codes of both functions as Microsoft documents them (System Error Codes; NetUserChangePassword),
JSON as ConvertTo-Json writes it. No PowerShell runs here: that a script is right, only Windows can show.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.servers.winrm_host import CmdletError, Parameters, WindowsHost, WindowsUser

if TYPE_CHECKING:
    from tests.servers.winrm import WinrmServer

NO_SUCH, WRONG, DISABLED, EXPIRED, LOCKED, POLICY = 1326, 1326, 1331, 1793, 1909, 2245


@dataclass
class WindowsState:
    """What a test may set of a host besides its users."""

    product: str = "ServerNT"
    language: str = "FullLanguage"
    administrator: bool = True
    threshold: int = 0
    min_length: int = 0
    laps: list[dict[str, Any]] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    flags: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)  # what LogonUserW says when the password is right
    sids: dict[str, str] = field(default_factory=dict)


@dataclass
class PlayedWindows:
    """A WinRM endpoint with an administrator, whose host answers the product's scripts."""

    endpoint: WinrmServer
    state: WindowsState
    admin: str = "Administrator"
    admin_password: str = "Adm1n-Passw0rd"
    host: str = "localhost"

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.endpoint.port

    @property
    def trusted(self) -> Path:
        """Who signed its certificate."""
        return self.endpoint.trusted

    def create_user(self, name: str, password: str) -> None:
        """Make a user. NTLM lets everybody in; who opens a session itself must be an administrator there."""
        self.endpoint.host.add(WindowsUser(name, password, administrator=True))

    def can_sign_in(self, name: str, password: str) -> bool:
        """Answer as the played host would."""
        return self.endpoint.can_sign_in(name, password)


def install(host: WindowsHost) -> WindowsState:
    """Let a host answer the product's scripts; returns what can be set."""
    state = WindowsState()

    def facts(host: WindowsHost, _: re.Match[str], given: Parameters) -> Sequence[Any]:
        return [json.dumps(facts_of(host, state, str(given["name"])))]

    def sign_in(host: WindowsHost, _: re.Match[str], given: Parameters) -> Sequence[Any]:
        user = host.users.get(str(given["name"]).lower())
        return [logon(user, given["password"].reveal(), state)]

    def change(host: WindowsHost, _: re.Match[str], given: Parameters) -> Sequence[Any]:
        user = host.users.get(str(given["name"]).lower())
        if user is None:
            return [2221]
        if user.password != given["before"].reveal():
            return [86]
        try:
            host.run("Set-LocalUser", False, {"name": user.name, "password": given["password"]})
        except CmdletError:
            return [POLICY]
        return [0]

    for pattern, script in (
        (r"ConvertTo-Json", facts),
        (r"\]::SignIn\(", sign_in),
        (r"\]::Change\(", change),
    ):
        host.scripts.append((re.compile(pattern), script))
    return state


def facts_of(host: WindowsHost, state: WindowsState, name: str) -> dict[str, Any]:
    """What the host tells of itself and of one of its users."""
    told: dict[str, Any] = {
        "language": state.language,
        "product": state.product,
        "administrator": state.administrator,
    }
    if state.product == "LanmanNT":
        return told
    told |= {"threshold": state.threshold, "length": state.min_length, "laps": state.laps}
    user = host.users.get(name.lower())
    if user is not None:
        flags = state.flags.get(user.name, 0x200)
        flags |= (0 if user.enabled else 0x2) | (0x10 if user.locked else 0)
        told["user"] = {
            "sid": state.sids.get(user.name, f"S-1-5-21-1-2-3-{1000 + list(host.users).index(name.lower())}"),
            "source": state.sources.get(user.name, "Local"),
            "flags": flags,
            "expires": "",
            "expired": user.expired,
            "groups": "Users",  # a list of one
        }
    return told


def logon(user: WindowsUser | None, password: str, state: WindowsState) -> int:
    """What LogonUserW says."""
    if user is None or (user.locked is False and user.password != password):
        return WRONG
    if user.locked:
        return LOCKED
    if not user.enabled:
        return DISABLED
    if user.expired:
        return EXPIRED
    return state.codes.get(user.name, 0)
