"""A Windows host behind a real OpenSSH: accounts whose shell hands every command to a played PowerShell.

The played one takes the product's own start script only, says which process it is, reads lines to the end of the input,
and answers as that script would. A process that was stopped answers nothing more.
"""

from __future__ import annotations

import base64
import itertools
import re
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pamdesk.records.secret import Secret
from pamdesk.targets.windows.over_ssh import COMMAND
from tests.servers.sshd import SshServer
from tests.servers.windows_scripts import WindowsState, install
from tests.servers.winrm_host import CmdletError, Parameters, WindowsHost, WindowsUser

# bash's own redirection: what comes on standard input goes to the played host, and what it answers comes back.
_SHELL = """#!/bin/bash
exec 3<>/dev/tcp/127.0.0.1/{port} || exit 1
printf '%s\\n' "$2" >&3
cat <&3 &
cat >&3
printf 'eof\\n' >&3
wait
"""
_TICKS = "638000000000000000"


@dataclass
class WindowsBehindSsh:
    """A played host, and the accounts that may sign in to it; a context manager."""

    server: SshServer
    host: WindowsHost = field(default_factory=WindowsHost)
    admin_password: str = "Adm1n-Passw0rd"
    state: WindowsState = field(default_factory=WindowsState)

    def __post_init__(self) -> None:
        self._numbers = itertools.count(4000, 4)
        self._processes: dict[str, socket.socket] = {}
        self._guard = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.shell = "/etc/played-powershell"
        self.admin = f"wadm_{self._listener.getsockname()[1]}"

    @property
    def port(self) -> int:
        """Where its OpenSSH listens."""
        return self.server.port

    def __enter__(self) -> Self:
        self.state = install(self.host)
        self.host.scripts.insert(0, (re.compile("Stop-Process"), self._stop))
        place = Path(self.server.folder) / self.shell.lstrip("/")
        place.write_text(_SHELL.format(port=self._listener.getsockname()[1]))
        place.chmod(0o755)
        threading.Thread(target=self._serve, name="played PowerShell", daemon=True).start()
        self.server.create_user(self.admin, self.admin_password, shell=self.shell)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()

    def create_user(self, name: str, password: str) -> None:
        """Make a user of the played host; it cannot sign in to OpenSSH."""
        self.host.add(WindowsUser(name, password))

    def can_sign_in(self, name: str, password: str) -> bool:
        """Answer as the played host would."""
        user = self.host.users.get(name.lower())
        return user is not None and user.signs_in and user.password == password

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._process, args=(connection,), daemon=True).start()

    def _process(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rw", encoding="utf-8", newline="\n") as line:
            if line.readline().strip() != COMMAND:
                return
            number = str(next(self._numbers))
            with self._guard:
                self._processes[number] = connection
            try:
                line.write(f"ready {number} {_TICKS}\r\n")
                line.flush()
                given = list(iter(lambda: (line.readline() or "eof").rstrip("\r\n"), "eof"))
                with self._guard:
                    alive = self._processes.get(number) is connection
                if alive and given and given[-1] == "go":
                    line.write("".join(f"{one}\r\n" for one in (*self._run(given), "end")))
                    line.flush()
            except OSError:
                return  # it was stopped, or nobody listens any more
            finally:
                with self._guard:
                    self._processes.pop(number, None)

    def _run(self, lines: Sequence[str]) -> list[str]:
        command, parameters = "", {}
        for kind, name, coded in (line.split(" ") for line in lines[:-1]):
            text = base64.b64decode(coded).decode()
            if kind == "run":
                command = text
            else:
                parameters[name.lower()] = Secret(text) if kind == "secret" else text
        try:
            script = re.fullmatch(r"[A-Za-z]+-[A-Za-z]+", command) is None
            said = self.host.run(command, script, parameters)
        except CmdletError as error:
            return [f"error {error.error_id}"]
        return [f"value {base64.b64encode(str(one).encode()).decode()}" for one in said]

    def _stop(self, _host: WindowsHost, _: re.Match[str], given: Parameters) -> Sequence[Any]:
        with self._guard:
            found = self._processes.pop(str(given["id"]), None) if given["started"] == _TICKS else None
        if found is not None:
            found.shutdown(socket.SHUT_RDWR)
        return [0]
