"""Users in OpenLDAP, and in other LDAP directories that change passwords by RFC 3062."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.targets.contract import Serves, Spec, Target, TargetModule, Toolbox

SPEC: Final = Spec(
    key="openldap",
    title="OpenLDAP user",
    serves=(Serves(method=Method.GENERAL, resource_type="pamDirectory", kinds=("openldap",)),),
    rules=TargetRules(
        name="OpenLDAP",
        max_length=128,
        source="RFC 3062; slapo-ppolicy(5): pwdMinLength, pwdMaxLength",
    ),
    identity="entryUUID",  # an entry that is made again under its old name has another (RFC 4530)
    self_rotation=True,
    # Ten seconds in which this machine's kernel gives up on what was not received, and as many again for the server.
    over_seconds=30.0,
    default_port=636,
    help_page="openldap",
)


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one server; the driver is loaded here."""
    from pamdesk.targets.ldap.openldap_directory import OpenldapDirectory
    from pamdesk.targets.ldap.target import DirectoryTarget

    return DirectoryTarget(toolbox.run, SPEC, OpenldapDirectory(SPEC.rules))


MODULE: Final = TargetModule(spec=SPEC, open=open_target)
