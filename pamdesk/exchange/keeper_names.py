"""Keeper's names of things and PamDesk's, side by side; what is the same in both is not listed."""

from __future__ import annotations

from collections.abc import Mapping

from pamdesk.records.links import LinkKind
from pamdesk.records.rotation_settings import Method

RESOURCE_TYPES = ("pamMachine", "pamDatabase", "pamDirectory", "pamRemoteBrowser")
USER_TYPES = ("pamUser", "login")
ENVIRONMENTS = ("aws", "local", "azure", "domain", "gcp", "oci")

# Values that PamDesk writes in another way.
VALUES: Mapping[tuple[str, str], str] = {
    ("database_type", "postgresql-flexible"): "postgresql",
    ("database_type", "mysql-flexible"): "mysql",
    ("database_type", "mariadb-flexible"): "mariadb",
    ("database_type", "postgres"): "postgresql",
    ("database_type", "sql-server"): "mssql",
    ("operating_system", "mac"): "macos",
    ("operating_system", "osx"): "macos",
    ("directory_type", "ad"): "active_directory",
}

METHODS: Mapping[str, Method] = {
    "general": Method.GENERAL,
    "iam_user": Method.IAM_PASSWORD,
    "iam_password": Method.IAM_PASSWORD,
    "iam_access_key": Method.IAM_ACCESS_KEY,
    "scripts_only": Method.SCRIPTS_ONLY,
}

# Where a resource names its credentials, inside pam_settings.connection and, as PamDesk writes it, on the resource itself.
CREDENTIALS: Mapping[str, LinkKind] = {
    "administrative_credentials": LinkKind.ADMIN,
    "launch_credentials": LinkKind.LAUNCH,
    "autofill_credentials": LinkKind.LAUNCH,
}

# Sections that say who may do what in Keeper's cloud; a vault of this machine has no members.
RIGHTS = ("shared_folder_users", "shared_folder_resources")

TOP_LEVEL = ("project", "pam_configuration", "pam_data", *RIGHTS)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# What Keeper's own export writes in place of a secret.
MASK = "*****"
