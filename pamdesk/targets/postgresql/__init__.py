"""PostgreSQL roles with a password: on RDS, Aurora, or a server of one's own."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.targets.contract import Serves, Spec, Target, TargetModule, Toolbox

SPEC: Final = Spec(
    key="postgresql",
    title="PostgreSQL user",
    serves=(Serves(method=Method.GENERAL, resource_type="pamDatabase", kinds=("postgresql",)),),
    rules=TargetRules(
        name="PostgreSQL",
        # Any text works on the server; clients read non-ASCII differently, so the generator stays with ASCII.
        max_length=128,
        source="PostgreSQL: ALTER ROLE; tested to 70,000 characters",
    ),
    identity="oid",  # a role that is made again under its old name has another
    self_rotation=True,
    over_seconds=60.0,
    ends_by_itself=False,  # a COMMIT that waits for a synchronous standby knows no time limit
    default_port=5432,
    help_page="postgresql",
)


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one server; the driver is loaded here."""
    from pamdesk.targets.postgresql.target import PostgresqlTarget

    return PostgresqlTarget(toolbox.run, SPEC)


MODULE: Final = TargetModule(spec=SPEC, open=open_target)
