"""Who a resource says it is: its certificate or host key is looked at, shown to a person, and pinned when they accept it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum

from pamdesk import targets
from pamdesk.records.errors import InvalidRecord, TargetError, UserError
from pamdesk.records.links import LinkKind
from pamdesk.records.record import Record
from pamdesk.records.ways import SSH, way_of
from pamdesk.records.words import quoted
from pamdesk.rotation.aws_access import AwsSignIns
from pamdesk.rotation.clock import SystemClock
from pamdesk.rotation.plan import endpoint_of, kind_of
from pamdesk.targets.contract import Endpoint, TargetModule
from pamdesk.targets.in_aws.console import host_keys, is_instance
from pamdesk.targets.ssh.hostkeys import HostKey, parse
from pamdesk.vault.vault import Vault


class Console(StrEnum):
    """What the console of an EC2 instance says of the host key that it shows."""

    SAME = "same"  # AWS itself tells that the instance has this key
    OTHER = "other"
    UNKNOWN = "unknown"  # nothing stands there any more, or it may not be read


@dataclass(frozen=True, slots=True)
class Identity:
    """What a resource shows of itself now, what is pinned of it, and what AWS tells; nothing else was sent to it."""

    title: str
    shown: str
    pinned: str
    console: Console | None = None  # None: it is no EC2 instance of an AWS configuration
    told: str = ""  # the console's word as a sentence


def look(vault: Vault, record_id: str) -> Identity:
    """Return what a resource shows; raises InvalidRecord where this version can look at none, `Refused` where none answers."""
    record = vault.records.get(record_id)
    module = _module(record)
    if module is None or module.look is None:
        raise InvalidRecord(
            f"{quoted(record.title)} shows nothing that this version can look at by itself.",
            hint="Give what it must show with --fingerprint.",
            code="no_look",
        )
    endpoint = endpoint_of(record, module.spec.default_port)
    shown = module.look(endpoint)
    console, told = _console(vault, record, endpoint, shown)
    return Identity(record.title, shown, endpoint.fingerprint, console, told)


def _console(vault: Vault, record: Record, endpoint: Endpoint, shown: str) -> tuple[Console | None, str]:
    """Ask AWS which host keys the instance wrote to its console; never raises what a person can mend."""
    links = vault.links.out(record.id)
    environment = next((link.target for link in links if link.kind is LinkKind.ENVIRONMENT), "")
    if way_of(record) != SSH or not is_instance(endpoint) or not environment:
        return None, ""
    configuration, title = vault.records.get(environment), record.title
    if configuration.text("environment") != "aws":
        return None, ""
    try:
        keys = asyncio.run(_keys(configuration, endpoint))
    except (UserError, TargetError) as error:
        return Console.UNKNOWN, f"The EC2 console of {title} could not be read. {error.message}"
    if not keys:
        return Console.UNKNOWN, f"The EC2 console of {title} holds no host keys any more."
    fingerprints = {key.fingerprint for key in keys}
    if any(key.fingerprint in fingerprints for key in parse(shown)):
        return Console.SAME, f"The EC2 console of {title} shows the same host key."
    return (
        Console.OTHER,
        f"The EC2 console of {title} shows other host keys. Another host may be answering there.",
    )


async def _keys(configuration: Record, endpoint: Endpoint) -> tuple[HostKey, ...]:
    signed_in = await AwsSignIns(asyncio.to_thread, SystemClock()).sign_in(configuration)
    return await host_keys(signed_in.calls, endpoint)


def _module(record: Record) -> TargetModule | None:
    kind, way = kind_of(record), way_of(record)
    for module in targets.ALL:
        for serves in module.spec.serves:
            reached = not way or not serves.ways or way in serves.ways
            if reached and serves.resource_type == record.type and (not serves.kinds or kind in serves.kinds):
                return module
    return None
