"""Oracle Database users with a password: on RDS, or a server of one's own."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.targets.contract import Serves, Spec, Target, TargetModule, Toolbox

SPEC: Final = Spec(
    key="oracle",
    title="Oracle user",
    serves=(Serves(method=Method.GENERAL, resource_type="pamDatabase", kinds=("oracle",)),),
    rules=TargetRules(
        name="Oracle",
        # 23ai takes 1,024 bytes, everything older 30. Left out is what connect strings and SQL*Plus give a meaning.
        max_length=30,
        excluded=" '\"\\/@&;",
        source="Oracle: Database Security Guide, minimum requirements for passwords; SQL Language Reference, CREATE USER",
    ),
    identity="user_id",  # a user that is made again under its old name has another
    self_rotation=True,
    # A call that was given up is broken off by the driver after twenty seconds; one whose network is gone may last longer.
    over_seconds=300.0,
    default_port=2484,  # the port that is registered for Oracle over TLS
    help_page="oracle",
)


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one server; the driver is loaded here."""
    from pamdesk.targets.oracle.target import OracleTarget

    return OracleTarget(toolbox.run, SPEC)


MODULE: Final = TargetModule(spec=SPEC, open=open_target)
