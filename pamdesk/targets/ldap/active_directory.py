"""Users in an Active Directory domain whose controllers are reached over LDAPS or StartTLS."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.targets.contract import Serves, Spec, Target, TargetModule, Toolbox

SPEC: Final = Spec(
    key="active_directory",
    title="Active Directory user",
    serves=(Serves(method=Method.GENERAL, resource_type="pamDirectory", kinds=("active_directory",)),),
    rules=TargetRules(
        name="Active Directory",
        max_length=127,  # what Windows' own dialogues take, and AWS Directory Service
        source="MS-ADTS 3.1.1.3.1.5: Password Modify Operations",
    ),
    identity="objectSid",  # an account that is made again under its old name has another
    self_rotation=True,
    # Ten seconds in which this machine's kernel gives up on what was not received, and as many again for the server.
    over_seconds=30.0,
    default_port=636,
    help_page="active-directory",
)


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one domain controller; the driver is loaded here."""
    from pamdesk.targets.ldap.active_directory_domain import ActiveDirectory
    from pamdesk.targets.ldap.target import DirectoryTarget

    return DirectoryTarget(toolbox.run, SPEC, ActiveDirectory(SPEC.rules))


MODULE: Final = TargetModule(spec=SPEC, open=open_target)
