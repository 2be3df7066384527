"""The password of an account on a Linux host, EC2 among them, changed over SSH."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.targets.contract import Endpoint, Serves, Spec, Target, TargetModule, Toolbox

SPEC: Final = Spec(
    key="linux_password",
    title="Linux user's password",
    serves=(Serves(method=Method.GENERAL, resource_type="pamMachine", kinds=("linux",), ways=("ssh",)),),
    rules=TargetRules(
        name="Linux",
        max_length=128,
        excluded=":",  # what stands between name and password in what chpasswd reads
        source="chpasswd(8); PAM_MAX_RESP_SIZE",
    ),
    self_rotation=True,
    # The host ends chpasswd 25 seconds after it was started; PAM may wait for a lock before that.
    over_seconds=60.0,
    default_port=22,
    help_page="linux-password",
)


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one host; the driver is loaded here."""
    from pamdesk.targets.ssh.linux_password_target import LinuxPasswordTarget

    return LinuxPasswordTarget(toolbox.run, SPEC)


def look(endpoint: Endpoint) -> str:
    """Return the host key that a host shows, as it is pinned; nothing is sent to it. Raises `Refused`."""
    from pamdesk.targets.ssh.signin import Doorway

    return str(Doorway(endpoint).look())


MODULE: Final = TargetModule(spec=SPEC, open=open_target, look=look)
