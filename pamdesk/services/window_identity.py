"""Which AWS account a configuration reaches, through which source, and how long that is good."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from pamdesk.records.errors import PamDeskError, TargetError, UserError
from pamdesk.rotation.aws_access import AwsSignIns
from pamdesk.rotation.clock import SystemClock
from pamdesk.vault.vault import Vault

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AwsStanding:
    """What the identity chip shows; `problem` is the sentence where nobody could sign in."""

    configuration: str
    title: str
    account_id: str = ""
    source: str = ""
    arn: str = ""
    expires_at: datetime | None = None
    problem: str = ""


async def standing(vault: Vault, configuration_id: str, *, metadata_endpoint: str = "") -> AwsStanding:
    """Sign in for a configuration (one call that only reads) and say as whom; never raises what a person can mend.

    `metadata_endpoint` replaces the machine's own instance metadata: for the sandbox.
    """
    record = await _in_thread(lambda: vault.records.get(configuration_id))
    try:
        sign_ins = AwsSignIns(_in_thread, SystemClock(), metadata_endpoint=metadata_endpoint)
        signed_in = await sign_ins.sign_in(record)
    except (UserError, TargetError) as error:
        return AwsStanding(record.id, record.title, record.text("account_id"), problem=_sentence(error))
    identity = signed_in.calls.identity  # type: ignore[attr-defined]
    return AwsStanding(
        record.id, record.title, identity.account_id, identity.source, identity.arn, identity.expires_at
    )


def _sentence(error: PamDeskError) -> str:
    return error.message if isinstance(error, UserError | TargetError) else str(error)


async def _in_thread(work: Callable[[], T], /) -> T:
    return await asyncio.to_thread(work)
