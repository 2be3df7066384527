"""The password of a local user on a Windows host, changed over its OpenSSH."""

from __future__ import annotations

import dataclasses
from typing import Final

from pamdesk.records.rotation_settings import Method
from pamdesk.records.ways import SSH
from pamdesk.targets.contract import Serves, Target, TargetModule, Toolbox
from pamdesk.targets.ssh import linux_password
from pamdesk.targets.windows import password

SPEC: Final = dataclasses.replace(
    password.SPEC,
    key="windows_password_by_ssh",
    title="Windows local user's password, over SSH",
    serves=(Serves(method=Method.GENERAL, resource_type="pamMachine", kinds=("windows",), ways=(SSH,)),),
    default_port=22,
)


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one host; the driver is loaded here."""
    from pamdesk.targets.windows.over_ssh import SshDoor
    from pamdesk.targets.windows.password_target import WindowsPasswordTarget

    return WindowsPasswordTarget(toolbox.run, SPEC, SshDoor())


MODULE: Final = TargetModule(
    spec=SPEC, open=open_target, look=linux_password.look, proving=password.MODULE.proving
)
