"""One module for each kind of account whose secret can be changed."""

from __future__ import annotations

from typing import Final

from pamdesk.records.errors import UserError
from pamdesk.records.rotation_settings import Method, SecretKind
from pamdesk.records.ways import SSM
from pamdesk.targets import mssql, mysql, oracle, postgresql
from pamdesk.targets.contract import Spec, TargetModule
from pamdesk.targets.iam import access_key as iam_access_key
from pamdesk.targets.iam import password as iam_password
from pamdesk.targets.ldap import active_directory, managed_directory, openldap
from pamdesk.targets.rds import master as rds_master
from pamdesk.targets.ssh import key as ssh_key
from pamdesk.targets.ssh import linux_password
from pamdesk.targets.ssm import linux_password as ssm_linux_password
from pamdesk.targets.ssm import windows_password as ssm_windows_password
from pamdesk.targets.windows import password as windows_password
from pamdesk.targets.windows import password_over_ssh as windows_password_over_ssh

# Listed by hand: a program that changes passwords loads no code that it does not know, and installers see every module.
ALL: Final[tuple[TargetModule, ...]] = (
    rds_master.POSTGRESQL,  # before the engines' own: the first that serves is taken
    rds_master.MYSQL,
    rds_master.MSSQL,
    rds_master.ORACLE,
    postgresql.MODULE,
    mysql.MODULE,
    mssql.MODULE,
    oracle.MODULE,
    linux_password.MODULE,
    ssm_linux_password.MODULE,
    windows_password.MODULE,
    windows_password_over_ssh.MODULE,
    ssm_windows_password.MODULE,
    ssh_key.MODULE,
    managed_directory.MODULE,  # before Active Directory's own, as RDS before the engines
    active_directory.MODULE,
    openldap.MODULE,
    iam_password.MODULE,
    iam_access_key.MODULE,
)


def by_key(key: str) -> TargetModule:
    """Return the target with this key; raises `UserError` (code `no_target`)."""
    found = next((module for module in ALL if module.spec.key == key), None)
    if found is None:
        raise UserError(f"This version has no target named {key}.", code="no_target")
    return found


def find(key: str) -> Spec | None:
    """Return what is declared of the target with this key, None where this version has none."""
    return next((module.spec for module in ALL if module.spec.key == key), None)


def for_account(
    method: Method,
    resource_type: str,
    kind: str,
    secret: SecretKind = SecretKind.PASSWORD,
    in_aws: bool = False,
    is_admin: bool = False,
    way: str = "",
) -> TargetModule:
    """Return the target for a method on a type of resource ("" for a cloud identity), its kind, and a kind of secret.

    `in_aws`: AWS knows the resource by its identifier; `is_admin`: the account is the resource's own admin; `way`: how
    a machine is reached.
    Raises `UserError` (code `no_target`) where there is none; nothing is guessed.
    """
    for module in ALL:
        for serves in module.spec.serves:
            placed = serves.method is method and serves.resource_type == resource_type
            placed = placed and serves.in_aws <= in_aws and serves.admins <= is_admin
            placed = placed and (not way or not serves.ways or way in serves.ways)
            if placed and secret in module.spec.secrets and (not serves.kinds or kind in serves.kinds):
                return module
    if method is Method.SCRIPTS_ONLY:
        raise UserError(
            "This version does not change a secret by scripts only: a script runs after a rotation.",
            hint="Choose another method in the rotation settings.",
            code="no_target",
        )
    if way == SSM and not in_aws:
        raise UserError(
            "A machine that is reached by AWS Systems Manager needs an instance ID, a region and an AWS configuration.",
            hint="Fill them in in the machine's record, or choose another way to connect.",
            code="no_target",
        )
    if secret is SecretKind.BOTH:
        raise UserError(
            "This version changes one secret of an account: its password or its SSH key.",
            hint="Choose one of the two in the rotation settings.",
            code="no_target",
        )
    if secret is SecretKind.SSH_KEY:
        raise UserError(
            f"This version changes no SSH keys of {kind or resource_type or method.value}.",
            hint="Choose the password in the rotation settings.",
            code="no_target",
        )
    what = kind or resource_type or method.value
    raise UserError(
        f"This version cannot change a secret of the kind {what}.",
        hint="Change it where it is used, and enter the new one in the record.",
        code="no_target",
    )
