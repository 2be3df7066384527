"""MySQL and MariaDB users with a password: on RDS, Aurora, or a server of one's own."""

from __future__ import annotations

from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.targets.contract import Serves, Spec, Target, TargetModule, Toolbox

SPEC: Final = Spec(
    key="mysql",
    title="MySQL or MariaDB user",
    serves=(Serves(method=Method.GENERAL, resource_type="pamDatabase", kinds=("mysql", "mariadb")),),
    rules=TargetRules(
        name="MySQL and MariaDB",
        # Many clients send passwords as Latin-1 and cut them in option files, so the generator stays with plain ASCII.
        max_length=128,
        excluded=" '\"\\#",
        source="MySQL: ALTER USER, option files; MariaDB: ALTER USER",
    ),
    self_rotation=True,
    # wait_timeout, net_read_timeout and a row lock of InnoDB: the longest that a statement may still be on its way.
    over_seconds=120.0,
    ends_by_itself=False,  # a statement that waits for a replica or for room on the disk knows no time limit
    default_port=3306,
    help_page="mysql",
)


def open_target(toolbox: Toolbox) -> Target:
    """Open a session with one server; the driver is loaded here."""
    from pamdesk.targets.mysql.target import MysqlTarget

    return MysqlTarget(toolbox.run, SPEC)


MODULE: Final = TargetModule(spec=SPEC, open=open_target)
