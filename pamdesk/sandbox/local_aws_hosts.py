"""Hosts with an SSM agent behind the local AWS: what is sent to them really runs here, in a folder of theirs.

Behaviour: AWS Systems Manager User Guide, "Understanding command statuses", the plugin aws:runShellScript, and the
agent's own habits: the script is left on the host, below `orchestration`, readable by the account that ran it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

LINUX, WINDOWS = "Linux", "Windows"
ONLINE, LOST = "Online", "ConnectionLost"
# What the agent gives for a process that it killed: 128 and SIGKILL's 9.
KILLED = 137


@dataclass(frozen=True, slots=True)
class Ran:
    """What a script said and returned."""

    code: int
    output: str = ""
    error: str = ""


# A host that is no Linux: given the script, and an event that says when to stop, it answers as the host would.
Interpreter = Callable[[str, threading.Event], Ran]


@dataclass
class ManagedHost:
    """A host with an agent: `folder` is the agent's own and the scripts' working directory.

    `prefix` goes before the shell: ("setpriv", "--reuid=1000", "--clear-groups") or ("chroot", ROOT) choose a user
    or a root. A host with an `interpreter` runs nothing here, but asks it: so a Windows host is played.
    """

    instance_id: str
    folder: Path
    platform: str = LINUX
    name: str = "host"
    prefix: tuple[str, ...] = ()
    interpreter: Interpreter | None = None
    ping: str = ONLINE
    delivery_seconds: float = 0.0  # until the agent has the command: Pending
    unseen_seconds: float = 0.0  # until GetCommandInvocation knows of it: InvocationDoesNotExist
    timeout_scale: float = 1.0  # a second of TimeoutSeconds and executionTimeout lasts so long here
    runs: int = 1  # how often the agent runs it: a reboot in the middle makes it 2
    scripts: list[str] = field(default_factory=list)  # what was run here, oldest first

    def run(self, command_id: str, script: str, seconds: float, stop: threading.Event) -> tuple[Ran, bool]:
        """Run a script to its end, or kill it after `seconds` or when told to stop; tells whether it was killed."""
        answered = Ran(KILLED)
        killed = False
        for _ in range(self.runs):
            self.scripts.append(script)
            if self.interpreter is not None:
                answered, killed = self.interpreter(script, stop), stop.is_set()
            else:
                answered, killed = self._shell(command_id, script, seconds, stop)
        return answered, killed

    def _shell(self, command_id: str, script: str, seconds: float, stop: threading.Event) -> tuple[Ran, bool]:
        place = self.folder / "orchestration" / command_id / "awsrunShellScript"
        place.mkdir(parents=True, exist_ok=True)
        path = place / "_script.sh"
        path.write_text(script, encoding="utf-8")
        child = subprocess.Popen(
            [*self.prefix, "sh", str(path)],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # An agent runs as a service: nothing of a person's session is there.
            env={"PATH": os.environ.get("PATH", ""), "HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        killed = threading.Event()
        watch = threading.Thread(
            target=_kill_after, args=(child, seconds, stop, killed), name="local AWS SSM", daemon=True
        )
        watch.start()
        output, error = child.communicate()
        watch.join()
        code = KILLED if killed.is_set() else child.returncode
        return Ran(code, output.decode("utf-8", "replace"), error.decode("utf-8", "replace")), killed.is_set()


def _kill_after(
    child: subprocess.Popen[bytes], seconds: float, stop: threading.Event, killed: threading.Event
) -> None:
    """Kill the child's whole group after its time, or at once when told to stop."""
    waited = 0.0
    while child.poll() is None:
        if waited >= seconds or stop.is_set():
            killed.set()
            os.killpg(child.pid, signal.SIGKILL)
            return
        stop.wait(0.02)
        waited += 0.02
