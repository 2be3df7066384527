"""SSM Run Command of the local AWS: commands with their history, their states, and their real output.

Behaviour: AWS Systems Manager API Reference (SendCommand, GetCommandInvocation, ListCommandInvocations, CancelCommand)
and User Guide, "Understanding command statuses". Parameters stay in the history as they were sent: whoever may list
commands reads them.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from pamdesk.sandbox.local_aws_hosts import LINUX, LOST, WINDOWS, ManagedHost

DOCUMENTS: Mapping[str, tuple[str, str]] = {
    "AWS-RunShellScript": (LINUX, "aws:runShellScript"),
    "AWS-RunPowerShellScript": (WINDOWS, "aws:runPowerShellScript"),
}
_PARAMETERS = frozenset({"commands", "workingDirectory", "executionTimeout"})
MOST_INSTANCES = 50
OUTPUT_KEPT, ERROR_KEPT, LISTED_OUTPUT_KEPT = 24_000, 8_000, 2_500
TERMINAL = frozenset({"Success", "Failed", "TimedOut", "Cancelled"})
_EXECUTION_SECONDS = 3600
NO_PARAMETERS: Mapping[str, Sequence[str]] = MappingProxyType({})


class SsmRefusal(Exception):
    """A refusal with the code of the SSM API."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass
class Invocation:
    """One command on one host."""

    host: ManagedHost
    status: str = "Pending"
    details: str = "Pending"
    code: int = -1
    output: str = ""
    error: str = ""
    started: datetime | None = None
    finished: datetime | None = None
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass
class SentCommand:
    """A command as it stands in the history, parameters and all."""

    document: str
    parameters: Mapping[str, Sequence[str]]
    comment: str
    timeout_seconds: int
    invocations: list[Invocation]
    command_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    requested: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def expires(self) -> datetime:
        """When the history says that it could no longer be delivered."""
        return self.requested + timedelta(seconds=self.timeout_seconds)

    @property
    def status(self) -> str:
        """The command's own status, from those of its invocations."""
        statuses = {one.status for one in self.invocations}
        if statuses <= TERMINAL:
            return next(
                (worst for worst in ("Failed", "TimedOut", "Cancelled") if worst in statuses), "Success"
            )
        return "Pending" if statuses == {"Pending"} else "InProgress"


class Commands:
    """The hosts that are managed, and every command that was sent to them."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._hosts: dict[str, ManagedHost] = {}
        self._sent: dict[str, SentCommand] = {}

    def add_host(self, host: ManagedHost) -> None:
        """Manage a host; its instance need not exist in EC2."""
        with self._lock:
            self._hosts[host.instance_id] = host

    def remove_host(self, instance_id: str) -> None:
        """Manage it no more: SendCommand then refuses it with InvalidInstanceId."""
        with self._lock:
            self._hosts.pop(instance_id, None)

    def hosts(self) -> list[ManagedHost]:
        """Return every managed host."""
        with self._lock:
            return [self._hosts[key] for key in sorted(self._hosts)]

    def sent(self, command_id: str = "", instance_id: str = "") -> list[SentCommand]:
        """Return the history, newest first, of one command or one host where named; raises SsmRefusal."""
        with self._lock:
            if command_id and command_id not in self._sent:
                raise SsmRefusal("InvalidCommandId", "The command id does not exist.")
            found = [self._sent[command_id]] if command_id else list(reversed(self._sent.values()))
        return [
            one
            for one in found
            if instance_id in ("", *(invocation.host.instance_id for invocation in one.invocations))
        ]

    def history(self) -> str:
        """Return every text that anybody with List and Get permissions could read, for a test to search."""
        return json.dumps(
            [
                [
                    one.comment,
                    {name: list(values) for name, values in one.parameters.items()},
                    [[each.output, each.error] for each in one.invocations],
                ]
                for one in self.sent()
            ],
            ensure_ascii=False,
        )

    def send(
        self,
        document: str,
        instance_ids: Sequence[str],
        parameters: Mapping[str, Sequence[str]] = NO_PARAMETERS,
        timeout_seconds: int = 3600,
        comment: str = "",
    ) -> SentCommand:
        """Send a command; raises SsmRefusal where SSM would refuse it, and nothing runs."""
        hosts = self._checked(document, instance_ids, parameters, timeout_seconds)
        made = SentCommand(document, parameters, comment, timeout_seconds, [Invocation(one) for one in hosts])
        with self._lock:
            self._sent[made.command_id] = made
        for invocation in made.invocations:
            threading.Thread(
                target=self._deliver, args=(made, invocation), name="local AWS SSM", daemon=True
            ).start()
        return made

    def invocation(self, command_id: str, instance_id: str) -> tuple[SentCommand, Invocation]:
        """Return one command on one host; raises SsmRefusal, also while nothing is known of it yet."""
        with self._lock:
            sent = self._sent.get(command_id)
        found = [one for one in sent.invocations if one.host.instance_id == instance_id] if sent else []
        if sent is None or not found:
            raise SsmRefusal("InvocationDoesNotExist", "The invocation does not exist.")
        age = (datetime.now(UTC) - sent.requested).total_seconds()
        if age < found[0].host.unseen_seconds:
            raise SsmRefusal("InvocationDoesNotExist", "The invocation does not exist.")
        return sent, found[0]

    def cancel(self, command_id: str) -> None:
        """End a command wherever it has not ended; what a script did so far is done."""
        for invocation in self.sent(command_id)[0].invocations:
            invocation.stop.set()

    def _checked(
        self,
        document: str,
        instance_ids: Sequence[str],
        parameters: Mapping[str, Sequence[str]],
        timeout_seconds: int,
    ) -> list[ManagedHost]:
        if document not in DOCUMENTS:
            raise SsmRefusal("InvalidDocument", f"Document with name {document} does not exist.")
        if len(instance_ids) > MOST_INSTANCES:
            # What SSM really answers, although it is no matter of rate.
            raise SsmRefusal("ThrottlingException", "Rate exceeded")
        if len(set(instance_ids)) != len(instance_ids):
            raise SsmRefusal(
                "DuplicateInstanceId", "You cannot specify an instance ID in more than one place."
            )
        if not 30 <= timeout_seconds <= 2_592_000:
            raise SsmRefusal("ValidationException", "Value at 'timeoutSeconds' failed to satisfy constraint")
        if not parameters.get("commands") or not set(parameters) <= _PARAMETERS:
            raise SsmRefusal(
                "InvalidParameters",
                "The parameters are not those that the document takes, or one is missing.",
            )
        with self._lock:
            unknown = [one for one in instance_ids if one not in self._hosts]
            if unknown or not instance_ids:
                raise SsmRefusal(
                    "InvalidInstanceId",
                    f"Instances [[{', '.join(unknown)}]] not in a valid state for account",
                )
            hosts = [self._hosts[one] for one in instance_ids]
        if any(host.platform != DOCUMENTS[document][0] for host in hosts):
            raise SsmRefusal(
                "UnsupportedPlatformType", "The document does not support the instance's platform."
            )
        return hosts

    @staticmethod
    def _deliver(sent: SentCommand, invocation: Invocation) -> None:
        """Follow one invocation from Pending to its end."""
        host, begun = invocation.host, time.monotonic()
        deadline = begun + sent.timeout_seconds * host.timeout_scale
        while host.ping == LOST or time.monotonic() - begun < host.delivery_seconds:
            if host.ping == LOST:
                invocation.details = "Delayed"
            if invocation.stop.wait(0.02):
                _end(invocation, "Cancelled", "Cancelled")
                return
            if time.monotonic() >= deadline:
                _end(invocation, "TimedOut", "DeliveryTimedOut")
                return
        invocation.status = invocation.details = "InProgress"
        invocation.started = datetime.now(UTC)
        given = sent.parameters.get("executionTimeout", ())
        seconds = float(given[0]) if given else _EXECUTION_SECONDS
        script = "\n".join(sent.parameters["commands"]) + "\n"
        ran, killed = host.run(sent.command_id, script, seconds * host.timeout_scale, invocation.stop)
        invocation.output, invocation.error, invocation.code = ran.output, ran.error, ran.code
        if killed and invocation.stop.is_set():
            _end(invocation, "Cancelled", "Cancelled")
        elif killed:
            _end(invocation, "TimedOut", "ExecutionTimedOut")
        else:
            status = "Success" if ran.code == 0 else "Failed"
            _end(invocation, status, status)


def _end(invocation: Invocation, status: str, details: str) -> None:
    invocation.finished = datetime.now(UTC)
    # The status last: whoever sees the end sees all of it.
    invocation.details = details
    invocation.status = status
