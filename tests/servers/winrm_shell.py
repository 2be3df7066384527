"""One PSRP shell of the tests' WinRM endpoint: a runspace pool whose pipelines the played host answers.

Source: MS-PSRP (messages, session key for secure strings) as psrpcore implements the server's side of it.
"""

from __future__ import annotations

import base64
import threading
import uuid
from typing import Any

import psrpcore
from psrpcore.types import (
    ErrorCategory,
    ErrorCategoryInfo,
    NETException,
    PSObject,
    PSSecureString,
    add_note_property,
)

from pamdesk.records.secret import Secret
from tests.servers.winrm_host import CmdletError, WindowsHost

Stream = tuple[str, bytes]  # a command's id in upper case, empty for the shell itself; its data


class Shell:
    """A shell: PSRP data in, PSRP data out."""

    def __init__(self, host: WindowsHost, owner: str) -> None:
        """Open it for a user."""
        self.owner = owner
        self._host = host
        self._pool = psrpcore.ServerRunspacePool()
        self._lock = threading.Lock()
        self._arrived = threading.Condition(self._lock)
        self._waiting: list[Stream] = []
        self._done: set[str] = set()

    def begin(self, command_id: str) -> None:
        """Make room for a pipeline, which its data then describes."""
        with self._lock:
            psrpcore.ServerPipeline(self._pool, uuid.UUID(command_id))

    def receive(self, data: bytes, command_id: str = "") -> None:
        """Take data of the client, of a pipeline where one is named."""
        with self._arrived:
            pipeline = uuid.UUID(command_id) if command_id else None
            self._pool.receive_data(psrpcore.PSRPPayload(data, psrpcore.StreamType.default, pipeline))
            while True:
                event = self._pool.next_event()
                if event is None:
                    break
                if isinstance(event, psrpcore.CreatePipelineEvent):
                    self._run(event)
            self._collect()
            self._arrived.notify_all()

    def output(self, command_id: str, seconds: float) -> tuple[list[bytes], bool]:
        """Wait for data of the shell or of a pipeline; tells too whether the pipeline has ended."""
        with self._arrived:
            self._arrived.wait_for(
                lambda: any(owner == command_id for owner, _ in self._waiting) or command_id in self._done,
                seconds,
            )
            found = [data for owner, data in self._waiting if owner == command_id]
            self._waiting = [one for one in self._waiting if one[0] != command_id]
            return found, command_id in self._done

    def _collect(self) -> None:
        while True:
            payload = self._pool.data_to_send()
            if payload is None:
                return
            owner = str(payload.pipeline_id).upper() if payload.pipeline_id else ""
            self._waiting.append((owner, payload.data))

    def _run(self, event: psrpcore.CreatePipelineEvent) -> None:
        pipeline = self._pool.pipeline_table[event.pipeline_id]
        pipeline.start()
        results: list[Any] = []
        asked = event.pipeline
        try:
            for command in asked.commands:
                named = {
                    str(name or "").lstrip("-").rstrip(":").lower(): _clear(value)
                    for name, value in command.parameters
                }
                results = list(self._host.run(command.command_text, command.is_script, named))
            for one in results:
                pipeline.write_output(_object(one))
        except CmdletError as error:
            pipeline.write_error(
                NETException(str(error)),
                category_info=ErrorCategoryInfo(
                    Category=ErrorCategory.NotSpecified, Reason=error.kind.rpartition(".")[2]
                ),
                fully_qualified_error_id=error.error_id,
            )
        pipeline.complete()
        self._done.add(str(event.pipeline_id).upper())


def _clear(value: Any) -> Any:
    return Secret(value.decrypt()) if isinstance(value, PSSecureString) else value


def _object(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    made = PSObject()
    for name, one in value.items():
        add_note_property(made, name, one)
    return made


def decoded(text: str | None) -> bytes:
    """Return what stands in a base64 element."""
    return base64.b64decode(text or "")
