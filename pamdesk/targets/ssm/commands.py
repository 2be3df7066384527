"""Run Command of AWS Systems Manager: a script is sent to one instance, followed to its end, and found by its comment.

Systems Manager keeps scripts and answers for 30 days, and shows them to whoever may list commands: neither holds a secret.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pamdesk.records.errors import Refused, TargetError, TargetErrorKind
from pamdesk.targets.contract import Account, AwsCalls
from pamdesk.targets.iam.user import aws_of, code_of, translated
from pamdesk.targets.ssm.place import endpoint_of, not_managed

DELIVERY_SECONDS: Final = 60  # after this the service delivers it no more
RUN_SECONDS: Final = 60  # after this the agent ends it
ANSWER_SECONDS: Final = float(DELIVERY_SECONDS + RUN_SECONDS + 10)
ENDED: Final = frozenset({"Success", "Failed", "TimedOut", "Cancelled"})
_UNDELIVERED: Final = frozenset({"DeliveryTimedOut", "Undeliverable", "InvalidPlatform", "AccessDenied"})
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 2.0
_PAGES: Final = 10  # of 50 commands each, newest first


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has ended: whether it was delivered, its exit status, and what it said."""

    delivered: bool
    status: int
    out: str
    err: str

    def said(self, name: str) -> str:
        """Return the value of the first line `name=value` of its output, "" where there is none."""
        lines = (line.partition("=") for line in self.out.splitlines())
        return next((value.strip() for key, _, value in lines if key == name), "")


class RunCommand:
    """Commands on one instance, as the configuration's sign-in."""

    def __init__(self, account: Account, document: str, *, answer_seconds: float = ANSWER_SECONDS) -> None:
        """Take the account and what runs its host's scripts; raises `Refused` where its record does not name the instance."""
        self._account = account
        self._endpoint = endpoint_of(account)
        self._aws: AwsCalls = aws_of(account)
        self._document = document
        self._seconds = answer_seconds

    async def run(self, script: str, *, comment: str = "") -> Ran:
        """Send a script and wait for its end; raises `TargetError`, `Refused` where it was not even delivered."""
        ran = await self.ended(await self.send(script, comment=comment))
        if not ran.delivered:
            raise Refused(
                f"The agent of {self._endpoint.title} did not take the command: it is not connected to Systems Manager.",
                TargetErrorKind.UNREACHABLE,
                code="not_delivered",
            )
        return ran

    async def send(self, script: str, *, comment: str = "") -> str:
        """Send a script, once, and return the command's id; raises `TargetError`, `Refused` where AWS did not take it."""
        try:
            answer = await self._aws.change(
                "ssm",
                "send_command",
                region=self._endpoint.region,
                DocumentName=self._document,
                InstanceIds=[self._endpoint.resource_name],
                Parameters={"commands": [script], "executionTimeout": [str(RUN_SECONDS)]},
                TimeoutSeconds=DELIVERY_SECONDS,
                Comment=comment or "pamdesk",
            )
        except Exception as error:
            if code_of(error) == "InvalidInstanceId":
                raise not_managed(self._endpoint) from error
            doing = f"run a command on {self._endpoint.resource_name}"
            raise translated(error, self._account, doing) from error
        command = answer.get("Command")
        return str(command.get("CommandId", "")) if isinstance(command, Mapping) else ""

    async def ended(self, command_id: str) -> Ran:
        """Wait until a command has ended; raises `TargetError` of the kind unknown where nobody says that it has."""
        until, pause = time.monotonic() + self._seconds, _FIRST_PAUSE
        while True:
            invocation = await self._invocation(command_id)
            if invocation.get("Status") in ENDED:
                return _ran(invocation)
            if time.monotonic() + pause > until:
                raise TargetError(
                    f"Systems Manager did not say what became of a command on {self._endpoint.title}.",
                    TargetErrorKind.UNKNOWN,
                    code="no_answer",
                )
            await asyncio.sleep(pause)
            pause = min(pause * 1.4, _LONGEST_PAUSE)

    async def is_under_way(self, comment: str) -> bool | None:
        """Tell whether the command with this comment has yet to end; None: there is no such. Raises `TargetError`."""
        more: dict[str, str] = {}
        for _ in range(_PAGES):
            try:
                answer = await self._aws.read(
                    "ssm",
                    "list_commands",
                    region=self._endpoint.region,
                    InstanceId=self._endpoint.resource_name,
                    MaxResults=50,
                    **more,
                )
            except Exception as error:
                doing = f"list the commands of {self._endpoint.resource_name}"
                raise translated(error, self._account, doing) from error
            found = answer.get("Commands")
            for command in found if isinstance(found, list) else []:
                if isinstance(command, Mapping) and command.get("Comment") == comment:
                    return command.get("Status") not in ENDED
            if not answer.get("NextToken"):
                return None
            more = {"NextToken": str(answer["NextToken"])}
        return None

    async def _invocation(self, command_id: str) -> Mapping[str, object]:
        try:
            return await self._aws.read(
                "ssm",
                "get_command_invocation",
                region=self._endpoint.region,
                CommandId=command_id,
                InstanceId=self._endpoint.resource_name,
            )
        except Exception as error:
            if code_of(error) == "InvocationDoesNotExist":
                return {}  # it is not everywhere at once that a command was sent
            told = translated(error, self._account, f"say what a command on {self._endpoint.title} did")
            # AWS refuses to tell, which says nothing of the command itself.
            raise TargetError(told.message, TargetErrorKind.UNKNOWN, code=told.code) from error


def _ran(invocation: Mapping[str, object]) -> Ran:
    status = invocation.get("ResponseCode")
    return Ran(
        delivered=str(invocation.get("StatusDetails", "")).replace(" ", "") not in _UNDELIVERED,
        status=status if isinstance(status, int) else -1,
        out=str(invocation.get("StandardOutputContent", "")),
        err=str(invocation.get("StandardErrorContent", "")),
    )
