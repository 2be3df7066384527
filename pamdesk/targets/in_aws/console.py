"""The SSH host keys that an EC2 instance wrote to its console when it first started: who it is, told by AWS itself.

cloud-init writes two blocks there (its modules "ssh" and "keys-to-console"): fingerprints, each line behind a prefix of
the system's log, and whole keys. Of a block that stands there twice the last one counts: keys may have been made anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pamdesk.records.errors import TargetError
from pamdesk.targets.contract import AwsCalls, Endpoint, Finding, Severity
from pamdesk.targets.permissions import AwsPlace, Permission
from pamdesk.targets.ssh.hostkeys import HostKey, parse

ACTION: Final = "ec2:GetConsoleOutput"
_BLOCK: Final = re.compile(
    r"-----BEGIN SSH HOST KEY (KEYS|FINGERPRINTS)-----(.*?)-----END SSH HOST KEY \1-----", re.S
)
_KEY: Final = re.compile(r"(?:ssh-[a-z0-9]+|ecdsa-sha2-nistp\d+) [A-Za-z0-9+/]+={0,2}")
_PRINT: Final = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")


def is_instance(endpoint: Endpoint) -> bool:
    """Tell whether a machine is named by an EC2 instance's id."""
    return endpoint.resource_name.startswith("i-")


def permissions(endpoint: Endpoint, place: AwsPlace) -> tuple[Permission, ...]:
    """Return what is called."""
    arn = place.arn("ec2", f"instance/{endpoint.resource_name}", region=endpoint.region or place.region)
    return (Permission(purpose="ReadConsoles", actions=(ACTION,), resources=(arn,), optional=True),)


async def host_keys(aws: AwsCalls, endpoint: Endpoint) -> tuple[HostKey, ...]:
    """Return the host keys on the console, none where it holds none any more; raises `TargetError`."""
    name = endpoint.resource_name
    try:
        answer = await aws.read("ec2", "get_console_output", region=endpoint.region, InstanceId=name)
    except Exception as error:
        raise aws.target_error(error, f"show the console of {name}") from error  # raises what is not AWS's
    return keys_of(str(answer.get("Output", "") or ""))


def keys_of(console: str) -> tuple[HostKey, ...]:
    """Read the host keys from a console's text; what is none of a kind that is known is passed over."""
    last = {found[1]: found[2] for found in _BLOCK.finditer(console)}
    lines = [*_KEY.findall(last.get("KEYS", "")), *_PRINT.findall(last.get("FINGERPRINTS", ""))]
    found = dict.fromkeys(key for line in lines for key in _parsed(line))
    named = {key.fingerprint for key in found if key.algorithm}
    return tuple(key for key in found if key.algorithm or key.fingerprint not in named)


async def findings(aws: AwsCalls, endpoint: Endpoint) -> tuple[Finding, ...]:
    """Compare what is pinned with the console; no rotation needs it."""
    title = endpoint.title
    try:
        keys = await host_keys(aws, endpoint)
        pinned = parse(endpoint.fingerprint)
    except TargetError as error:
        return (
            Finding(
                Severity.NOTICE,
                f"The EC2 console of {title} could not be read. {error.message}",
                "An administrator can allow ec2:GetConsoleOutput to the sign-in.",
                "console_unread",
                (ACTION,),
            ),
        )
    except ValueError:
        return ()  # what is pinned is no host key: the sign-in says so
    if not keys:
        sentence = f"The EC2 console of {title} holds no host keys any more."
        return (Finding(Severity.PASSED, sentence, code="console_empty"),)
    if any(pin.fingerprint == key.fingerprint for pin in pinned for key in keys):
        sentence = f"The pinned host key of {title} is one that its EC2 console shows."
        return (Finding(Severity.PASSED, sentence, code="console_same"),)
    if pinned:
        sentence = f"The EC2 console of {title} shows other host keys than the pinned one."
        return (Finding(Severity.NOTICE, sentence, "An administrator must compare them.", "console_other"),)
    sentence = f"The EC2 console of {title} shows host keys by which the first one can be accepted."
    return (Finding(Severity.NOTICE, sentence, code="console_keys"),)


def _parsed(line: str) -> Iterator[HostKey]:
    try:
        yield from parse(line)
    except ValueError:
        return
