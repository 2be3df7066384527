"""SQL Server users with a password: logins, and the users of contained databases."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.targets.contract import Serves, Spec, Target, TargetModule, Toolbox

SPEC: Final = Spec(
    key="mssql",
    title="SQL Server user",
    serves=(Serves(method=Method.GENERAL, resource_type="pamDatabase", kinds=("mssql",)),),
    rules=TargetRules(
        name="SQL Server",
        # What connection strings give a meaning of their own is left out: many clients quote it wrongly.
        max_length=128,
        excluded=" '\"\\;{}[]=@",
        source="SQL Server: Password Policy, Strong Passwords",
    ),
    self_rotation=True,
    # A lock is waited for five seconds and an answer for twenty; what was cut is rolled back by the server itself.
    over_seconds=120.0,
    default_port=1433,
    help_page="mssql",
)


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one server; the driver is loaded here."""
    from pamdesk.targets.mssql.target import MssqlTarget

    return MssqlTarget(toolbox.run, SPEC)


MODULE: Final = TargetModule(spec=SPEC, open=open_target)
