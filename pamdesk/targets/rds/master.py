"""The master user of an RDS database: in the database while sign-in works, else through the RDS API.

One entry for each engine, whose own target does everything that is done in the database.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pamdesk.records.complexity import TargetRules
from pamdesk.records.rotation_settings import Method
from pamdesk.records.rules import tighten
from pamdesk.targets import mssql, mysql, oracle, postgresql
from pamdesk.targets.contract import Serves, Target, TargetModule, Toolbox
from pamdesk.targets.rds import permissions as rds_permissions

_SOURCE: Final = "RDS API: ModifyDBInstance and ModifyDBCluster, MasterUserPassword"
_EXCLUDED: Final = '/"@ '
_EXCLUDED_BY_ORACLE: Final = "&'"


def _module(
    engine: TargetModule, name: str, longest: int, *, locks: bool, excluded: str = _EXCLUDED
) -> TargetModule:
    """Compose the engine's target with RDS; `locks`: whether the engine may lock accounts after wrong passwords."""
    rules = TargetRules(
        name=f"RDS for {name}", min_length=8, max_length=longest, excluded=excluded, source=_SOURCE
    )
    [serves] = engine.spec.serves
    spec = replace(
        engine.spec,
        key=f"rds_{engine.spec.key}",
        title=f"RDS master user ({name})",
        serves=(
            Serves(
                method=Method.GENERAL,
                resource_type=serves.resource_type,
                kinds=serves.kinds,
                in_aws=True,
                admins=True,
            ),
        ),
        rules=tighten(rules, engine.spec.rules),
        identity="",  # a database that is restored keeps its master user; who that is, RDS says at each attempt
        by_aws=True,
        ends_by_itself=False,  # RDS applies the password when it comes to it; only RDS tells that it is done
        help_page="rds-master",
    )

    def open_target(toolbox: Toolbox) -> Target:
        from pamdesk.targets.rds.master_target import RdsMasterTarget

        return RdsMasterTarget(engine.open(toolbox), toolbox.run, rules, locks=locks)

    return TargetModule(spec=spec, open=open_target, permissions=rds_permissions.of_account)


POSTGRESQL: Final = _module(postgresql.MODULE, "PostgreSQL", 128, locks=False)
MYSQL: Final = _module(mysql.MODULE, "MySQL and MariaDB", 41, locks=True)
MSSQL: Final = _module(mssql.MODULE, "SQL Server", 128, locks=True)
ORACLE: Final = _module(oracle.MODULE, "Oracle", 30, locks=True, excluded=_EXCLUDED + _EXCLUDED_BY_ORACLE)
