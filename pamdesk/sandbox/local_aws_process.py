"""The local AWS as a child process: the sandbox's own loop and the server do not share one interpreter.

The child prints one line of JSON (address, control token, administrator's key) on its standard output, which only
its parent reads, and ends when its standard input is closed, so it never outlives the sandbox.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import subprocess
import sys
import urllib.request
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

from pamdesk.records.errors import UserError
from pamdesk.records.secret import Secret
from pamdesk.sandbox.local_aws_faults import Fault, FaultKind
from pamdesk.sandbox.local_aws_keys import KeyBehaviour
from pamdesk.sandbox.local_aws_metadata import MetadataMode
from pamdesk.sandbox.local_aws_orders import RemoteDatabases, carry_out
from pamdesk.sandbox.local_aws_world import REGION, AccessKey, SeenCall, World

ACCOUNT_ID = "123456789012"
CONTROL_PATH = "/local-aws-control"
_GRACE_SECONDS = 5.0


def obey(world: World, command: str, arguments: list[Any]) -> object:
    """Carry out one control command in the child; raises KeyError for a command that does not exist."""
    match command:
        case "add_faults":
            world.add_faults(*(Fault(**{**fault, "kind": FaultKind(fault["kind"])}) for fault in arguments))
        case "clear_faults":
            world.clear_faults()
        case "set_key_propagation":
            world.set_key_propagation(float(arguments[0]))
        case "set_key_behaviour":
            world.set_key_behaviour(KeyBehaviour(**arguments[0]))
        case "set_rate_limit":
            world.set_rate_limit(str(arguments[0]), float(arguments[1]), int(arguments[2]))
        case "set_metadata_mode":
            world.set_metadata_mode(MetadataMode(arguments[0]))
        case "set_role_policy":
            world.set_role_policy(str(arguments[0]))
        case "set_role_seconds":
            world.set_role_seconds(int(arguments[0]))
        case "check_console_password":
            return world.check_console_password(str(arguments[0]), str(arguments[1]))
        case "calls":
            return [asdict(call) for call in world.calls()]
        case "forget_calls":
            world.forget_calls()
        case _:
            return carry_out(world, command, arguments)
    return None


class RemoteControl:
    """The control object of a local AWS in another process, over HTTP on loopback with a token."""

    def __init__(self, endpoint_url: str, token: Secret) -> None:
        """Speak to the local AWS at this address."""
        self._url = endpoint_url + CONTROL_PATH
        self._token = token
        # No proxy: the address is loopback.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self.databases = RemoteDatabases(self._ask)

    def add_faults(self, *faults: Fault) -> None:
        """Set faults; each begins to count at zero."""
        self._ask("add_faults", *(asdict(fault) for fault in faults))

    def clear_faults(self) -> None:
        """Set no fault any more."""
        self._ask("clear_faults")

    def set_key_propagation(self, seconds: float) -> None:
        """Refuse the access keys that are made from now on while they are younger than this."""
        self._ask("set_key_propagation", seconds)

    def set_key_behaviour(self, behaviour: KeyBehaviour) -> None:
        """Make the access keys that are made from now on behave like this (IAM is eventually consistent)."""
        self._ask("set_key_behaviour", asdict(behaviour))

    def set_rate_limit(self, service: str, per_second: float, burst: int) -> None:
        """Throttle the calls of a service ("iam") above a rate, after a burst; 0 ends it."""
        self._ask("set_rate_limit", service, per_second, burst)

    def set_metadata_mode(self, mode: MetadataMode) -> None:
        """Change how the instance metadata service behaves."""
        self._ask("set_metadata_mode", mode.value)

    def set_role_policy(self, document: str) -> None:
        """Replace the policy (JSON) of the instance's role."""
        self._ask("set_role_policy", document)

    def set_role_seconds(self, seconds: int) -> None:
        """Change how long the role's temporary credentials live, from the next that are given."""
        self._ask("set_role_seconds", seconds)

    def check_console_password(self, user_name: str, password: str) -> bool:
        """Answer as the console's sign-in page would; AWS has no API for it."""
        return bool(self._ask("check_console_password", user_name, password))

    def calls(self) -> tuple[SeenCall, ...]:
        """Return the last calls, oldest first."""
        return tuple(SeenCall(**call) for call in self._ask("calls"))

    def forget_calls(self) -> None:
        """Forget the calls seen so far."""
        self._ask("forget_calls")

    def _ask(self, command: str, *arguments: object) -> Any:
        request = urllib.request.Request(  # noqa: S310 - always http:// on loopback
            self._url,
            data=json.dumps({"command": command, "arguments": arguments}).encode(),
            headers={"Authorization": f"Bearer {self._token.reveal()}", "Content-Type": "application/json"},
        )
        with self._opener.open(request, timeout=10) as answer:
            return json.load(answer)


class LocalAwsProcess:
    """A local AWS in a child process, with the same surface as `LocalAws`."""

    def __init__(self, account_id: str = ACCOUNT_ID, region: str = REGION) -> None:
        """Describe an account of 12 digits; `start` opens it."""
        self.account_id = account_id
        self.region = region
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start the child and wait for its address; raises UserError where it does not come up."""
        command = [sys.executable, "-m", "pamdesk.sandbox.local_aws_process", self.account_id, self.region]
        self._child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What this process can import, the child can: also where `python main.py` runs a checkout that is not installed.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            # An interrupt at the terminal is for the parent, which then ends the child in its turn.
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        line = self._child.stdout.readline() if self._child.stdout else b""
        if not line:
            self.stop()
            raise UserError(
                "The local AWS of the sandbox did not start.",
                hint="pip install 'pamdesk[sandbox]' brings what it needs.",
                code="local_aws_did_not_start",
            )
        hello = json.loads(line)
        self.endpoint_url: str = hello["endpoint_url"]
        self.metadata_url: str = hello["endpoint_url"]
        self.administrator = AccessKey(hello["access_key_id"], Secret(hello["secret_access_key"]))
        self.control = RemoteControl(self.endpoint_url, Secret(hello["token"]))
        return self

    @property
    def pid(self) -> int:
        """The child's process id."""
        if self._child is None:
            raise RuntimeError("The local AWS has not been started.")
        return self._child.pid

    def stop(self) -> None:
        """End the child and wait for it; a second call does nothing."""
        if self._child is None:
            return
        child, self._child = self._child, None
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()
        try:
            child.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve(account_id: str, region: str) -> None:
    """Be the child: serve until standard input is closed."""
    from pamdesk.sandbox.local_aws import LocalAws

    token = secrets.token_urlsafe(32)
    aws = LocalAws(account_id, region)

    def answer(authorization: str, body: bytes) -> bytes | None:
        if not hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode()):
            return None
        asked = json.loads(body)
        return json.dumps(obey(aws.control, asked["command"], asked["arguments"])).encode()

    aws.start(answer)
    hello = {
        "endpoint_url": aws.endpoint_url,
        "token": token,
        "access_key_id": aws.administrator.access_key_id,
        "secret_access_key": aws.administrator.secret_access_key.reveal(),
    }
    sys.stdout.write(json.dumps(hello) + "\n")
    sys.stdout.flush()
    sys.stdin.buffer.read()
    aws.stop()
    # A caller that the silent metadata service keeps waiting must not keep this process alive.
    os._exit(0)


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2])
