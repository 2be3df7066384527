"""The console of an EC2 instance: what GetConsoleOutput gives, with the host keys that cloud-init writes there.

Format: cloud-init, modules "keys-to-console" and "ssh": a block of fingerprints whose lines carry a prefix of the
system log, and a block of public keys whose lines carry none. Only the last 64 KiB are kept (GetConsoleOutput).
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pamdesk.sandbox.local_aws_world import WORLD

if TYPE_CHECKING:
    from moto.core.responses import ActionResult
    from moto.ec2.responses import EC2Response

KEPT = 65_536
_PREFIX = "<14>Nov 23 03:04:05 ec2: "


def console_text(host_keys: Sequence[str], *, before: str = "Booting.\n", after: str = "login: ") -> str:
    """Return a console's text with the blocks of these public keys ("ssh-ed25519 AAAA… root@host")."""
    prints = [_fingerprint(key) for key in host_keys]
    rule = "#" * 61
    lines = [
        rule,
        "-----BEGIN SSH HOST KEY FINGERPRINTS-----",
        *prints,
        "-----END SSH HOST KEY FINGERPRINTS-----",
        rule,
    ]
    prefixed = [_PREFIX + line for line in lines]
    keys = ["-----BEGIN SSH HOST KEY KEYS-----", *host_keys, "-----END SSH HOST KEY KEYS-----"]
    return before + "".join(f"{line}\r\n" for line in (*prefixed, *keys)) + after


def _fingerprint(key: str) -> str:
    kind, blob, *comment = key.split()
    digest = base64.b64encode(hashlib.sha256(base64.b64decode(blob)).digest()).decode().rstrip("=")
    name = kind.removeprefix("ssh-").split("-")[0].upper()
    return f"256 SHA256:{digest} {' '.join(comment) or 'no comment'} ({name})"


@functools.cache
def install() -> None:
    """Let GetConsoleOutput answer with what the instance's console holds: nothing, until something was put there."""
    from moto.ec2.responses import EC2Response

    original = EC2Response.get_console_output

    def get_console_output(self: EC2Response) -> ActionResult:
        from moto.core.responses import ActionResult
        from moto.core.utils import utcnow

        world = self.normalized_request.environ.get(WORLD)
        if world is None:
            return original(self)
        instance = self.ec2_backend.get_instance(self._get_param("InstanceId"))
        text = world.consoles.get(instance.id, "").encode()[-KEPT:]
        output = base64.b64encode(text).decode("ascii")
        return ActionResult({"InstanceId": instance.id, "Timestamp": utcnow(), "Output": output})

    setattr(EC2Response, "get_console_output", get_console_output)  # noqa: B010 - mypy takes no other form
