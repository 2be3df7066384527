"""A Windows host behind Run Command: keys, envelopes and users are real, the PowerShell that works on them is played.

It reads from a script which of its few steps are asked for, and does them with the files that the script would have:
`key`, `opened`, `void`, each renamed at most once. That a script is right PowerShell, only Windows can show.
"""

from __future__ import annotations

import base64
import json
import re
import threading
import time
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws_hosts import Ran
from tests.servers.windows_scripts import WindowsState, facts_of, logon
from tests.servers.winrm_host import CmdletError, WindowsHost, WindowsUser

_OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


@dataclass
class _Folder:
    key: rsa.RSAPrivateKey
    made: float
    name: str = "key"
    held: bool = False


@dataclass
class PlayedAgent:
    """What runs the scripts of one host; `slow` is how long a change takes."""

    host: WindowsHost = field(default_factory=WindowsHost)
    state: WindowsState = field(default_factory=WindowsState)
    system: bool = True
    slow: float = 0.0
    folders: dict[str, _Folder] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, script: str, stop: threading.Event) -> Ran:
        """Run a script of the product."""
        name = base64.b64decode(_part(script, r"FromBase64String\('([^']*)'\)\)")).decode()
        token = _part(script, r"'PamDesk\\(\w*)'")
        if "\\void" in script:
            return Ran(0, f"fate={self._end(token)}\r\n")
        if "'opened=" in script:
            return self._opened(script, name, token, stop)
        said = []
        if "RSACng 3072" in script:
            said += self._make(token)
        if "'facts='" in script:
            told = json.dumps(facts_of(self.host, self.state, name)).encode()
            said += [f"facts={base64.b64encode(told).decode()}", *(["system=yes"] if self.system else [])]
        return Ran(0, "".join(f"{line}\r\n" for line in said))

    def create_user(self, name: str, password: str) -> None:
        """Make a user."""
        self.host.add(WindowsUser(name, password))

    def can_sign_in(self, name: str, password: str) -> bool:
        """Answer as the played host would."""
        return logon(self.host.users.get(name.lower()), password, self.state) == 0

    def _make(self, token: str) -> list[str]:
        key = rsa.generate_private_key(65537, 3072)
        self.folders[token] = _Folder(key, time.monotonic())
        numbers = key.public_key().public_numbers()
        return [
            "modulus=" + base64.b64encode(numbers.n.to_bytes(384)).decode(),
            "exponent=" + base64.b64encode(numbers.e.to_bytes(3)).decode(),
        ]

    def _opened(self, script: str, name: str, token: str, stop: threading.Event) -> Ran:
        with self.guard:
            folder = self.folders.get(token)
            if folder is None or folder.name != "key":
                return Ran(3, "opened=gone\r\n")
            folder.name, folder.held = "opened", True
        try:
            if time.monotonic() - folder.made > 270:
                return Ran(3, "opened=late\r\n")
            envelope = base64.b64decode(_part(script, r"Decrypt\(\[Convert\]::FromBase64String\('([^']*)'"))
            try:
                password = folder.key.decrypt(envelope, _OAEP).decode()
            except ValueError:
                return Ran(3, "opened=wrong\r\n")
            if "]::SignIn(" in script:
                self.folders.pop(token)
                return Ran(0, f"check={logon(self.host.users.get(name.lower()), password, self.state)}\r\n")
            if stop.wait(self.slow):
                return Ran(1)
            return self._set(name, password)
        finally:
            folder.held = False

    def _set(self, name: str, password: str) -> Ran:
        try:
            self.host.run("Set-LocalUser", False, {"name": name, "password": Secret(password)})
        except CmdletError as error:
            return Ran(4, f"result={error.error_id}\r\n")
        return Ran(0, "result=0\r\n")

    def _end(self, token: str) -> str:
        with self.guard:
            folder = self.folders.get(token)
            if folder is None:
                return "gone"
            if folder.name == "key":
                folder.name = "void"
            if folder.name == "void":
                return "void"
            return "running" if folder.held else "over"


def _part(script: str, pattern: str) -> str:
    found = re.search(pattern, script)
    return found[1] if found else ""
