"""The password of a local user on a Windows host, EC2 among them, changed by WinRM over HTTPS."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.records.ways import WINRM
from pamdesk.targets.contract import Endpoint, Serves, Spec, Target, TargetModule, Toolbox

SPEC: Final = Spec(
    key="windows_password",
    title="Windows local user's password",
    serves=(Serves(method=Method.GENERAL, resource_type="pamMachine", kinds=("windows",), ways=(WINRM,)),),
    # Whether the policy asks for complexity, Windows does not tell over the network: it is always met.
    rules=TargetRules(
        name="Windows",
        max_length=127,
        upper=1,
        lower=1,
        digits=1,
        source="Password must meet complexity requirements (Windows security policy)",
    ),
    identity="SID",  # a user that is made again under its old name has another
    self_rotation=True,
    ends_by_itself=False,  # what was sent to a shell may run as long as the shell is there
    default_port=5986,
    help_page="windows",
)


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one host; the driver is loaded here."""
    from pamdesk.targets.windows.password_target import WindowsPasswordTarget
    from pamdesk.targets.windows.session import WinrmDoor

    return WindowsPasswordTarget(toolbox.run, SPEC, WinrmDoor())


def look(endpoint: Endpoint) -> str:
    """Return the fingerprint of the certificate that a host shows; nothing is sent to it. Raises `Refused`."""
    from pamdesk.targets.windows.wire import shown

    return shown(endpoint)


MODULE: Final = TargetModule(
    spec=SPEC,
    open=open_target,
    look=look,
    proving="Have Windows itself check the new password, by a sign-in on the host.",
)
